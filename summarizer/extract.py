"""Sentences of an article in the form in which its summary can show them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from facts import find_persons
from news.article import Article
from news.vietnamese import syllables
from summarizer.predicates import predicates
from summarizer.standalone import (
    PRONOUN,
    is_broken_quotation,
    is_fragment,
    lacks_its_subject,
    leans_on_previous,
    quotation_end,
    told_by_another,
)
from summarizer.tighten import tighten

_ACCORDING = re.compile(r"Theo (?P<pronoun>ông|bà)(?=,)")
_TITLE, _WHOLE = 5, 8  # syllables of a title, and of the sentence behind it
_OTHER = {"ông": "bà", "bà": "ông"}


@dataclass(frozen=True, slots=True)
class Extract:
    """A sentence that can stand where it is wanted; `needs` are further sentences that its reader must be shown."""

    text: str
    needs: tuple[int, ...] = ()


class Extractor:
    """Makes extracts of one article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._texts = article.sentence_texts()
        self._told = told_by_another(article.text, article.sentences)

    def extract(self, index: int, taken: Collection[int], *, strict: bool = True) -> Extract | None:
        """The sentence with this index as it can be shown beside the sentences `taken`; None where it cannot.

        A sentence that leans on the one before is shown behind it, or with the name that its pronoun stands for.

        Args:
            strict: False lets through what leans on an absent sentence and parts of quotations, but no fragment
                (other than that which is the whole article).
        """
        sentence = self.article.sentence(index)
        if is_fragment(sentence) and (strict or len(self.article.sentences) > 1):
            return None
        text = tighten(without_title(sentence, self.article.title))
        if not strict:
            return Extract(text)
        if end := quotation_end(self._texts, index):
            return Extract(" ".join(self._texts[index : end + 1]), tuple(range(index + 1, end + 1)))
        if is_broken_quotation(sentence):
            return None
        if index - 1 in taken:
            return Extract(text)
        if lacks_its_subject(sentence) or index in self._told:
            return None
        if not leans_on_previous(text, self.article.title):
            return Extract(text)
        named = name_pronoun(text, self.article.sentence(index - 1)) if index else None
        return Extract(named, (index - 1,)) if named else None


def without_title(sentence: str, title: str | None) -> str:
    """The sentence without the title that a page prints in front of it; a sentence that goes on from it stays."""
    head, rest = (sentence[: len(title)], sentence[len(title) :]) if title else ("", "")
    begins = rest[:1].isspace() and rest.strip()[:1].isupper() and len(syllables(rest)) >= _WHOLE
    return (
        rest.strip() if begins and head == title and len(syllables(head)) >= _TITLE and predicates(rest) else sentence
    )


def name_pronoun(sentence: str, previous: str) -> str | None:
    """The sentence with its opening "Ông" or "Theo bà" completed by the only name that the sentence before holds.

    None where the opening is no such pronoun, several persons are named before, or "ông" would be a woman.
    """
    match = PRONOUN.match(sentence) or _ACCORDING.match(sentence)
    if match is None:
        return None
    pronoun = match["pronoun"].lower()
    persons = find_persons(previous)
    if len({person.name for person in persons}) != 1:
        return None
    person = persons[0]
    honorific = (person.honorific or "").lower()
    if re.search(rf"\b{_OTHER.get(pronoun, '(?!)')}\b", previous, re.IGNORECASE):
        return None
    if pronoun not in _OTHER and honorific != pronoun:
        return None
    end = match.end("pronoun")
    return f"{sentence[:end]} {person.name}{sentence[end:]}"
