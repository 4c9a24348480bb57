"""Persons named in a question: an article that never names one has no answer about him, however well the rest fits.

Only full names after "ông", "bà" and the like are taken at their word. Places and offices are written in too many ways
("Sài Gòn", "TP.HCM"), and foreign names are spelled otherwise in every paper.
"""

from __future__ import annotations

import re
from itertools import pairwise

from answers.question import Question
from index.analysis import words
from news.article import Article
from news.vietnamese import fold, nfc

_TITLED = re.compile(r"\b(?:ông|bà|anh|chị|cô|chú|thầy|đồng chí|ong|ba|chi|co|chu|thay|dong chi)\s+((?:\w+\s*)+)", re.I)
_ENOUGH = 0.5
"""Share of a name's neighbouring syllables that an article must hold; a middle name may be left out."""


def persons(text: str) -> list[tuple[str, ...]]:
    """Full names of persons, lower-cased: two and more capitalised words after a title of courtesy."""
    found = []
    for match in _TITLED.finditer(nfc(text)):
        name: list[str] = []
        for word in match.group(1).split():
            if not word[0].isupper():
                break
            name += words(word)
        if len(name) > 1:
            found.append(tuple(name))
    return found


def mentions(question: Question, article: Article) -> bool:
    """Whether an article names every person of the question."""
    wanted = persons(question.text)
    if not wanted:
        return True
    adapt = fold if question.accentless else str
    said = set(pairwise(map(adapt, words(f"{article.title or ''} {article.text}"))))
    for name in wanted:
        pairs = list(pairwise(map(adapt, name)))
        if sum(pair in said for pair in pairs) < _ENOUGH * len(pairs):
            return False
    return True
