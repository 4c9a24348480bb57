"""Cuts an article into passages: runs of whole sentences."""

from __future__ import annotations

from news.article import Article
from news.vietnamese import SYLLABLE

_TARGET = 60
_LONGEST = 110


def cut(article: Article) -> list[tuple[int, int]]:
    """The passages of an article as spans of its text.

    Sentences are gathered until a passage has about 60 syllables; one that would pass 110 begins the next. Every
    sentence lies in exactly one passage, so that no two hits quote the same words.
    """
    passages: list[tuple[int, int]] = []
    start, length = None, 0
    end = 0
    for index, sentence in enumerate(article.sentences):
        words = len(SYLLABLE.findall(article.sentence(index)))
        if start is not None and length + words > _LONGEST:
            passages.append((start, end))
            start, length = None, 0
        start = sentence.start if start is None else start
        end, length = sentence.end, length + words
        if length >= _TARGET:
            passages.append((start, end))
            start, length = None, 0
    if start is not None:
        passages.append((start, end))
    return passages
