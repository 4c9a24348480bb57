"""Sentences of an article in the form in which its summary can show them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from facts import find_persons
from news.article import Article
from news.vietnamese import CAPITAL, SMALL, syllables, unify_tone
from summarizer.standalone import (
    PRONOUN,
    is_broken_quotation,
    is_fragment,
    lacks_its_subject,
    leans_on_previous,
    told_by_another,
)
from summarizer.tighten import tighten

_ACCORDING = re.compile(r"Theo (?P<pronoun>ông|bà)(?=,)")
_CALLED = re.compile(
    rf"(?<!\w)(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị) (?P<name>[{CAPITAL}][{SMALL}]+)(?! [{CAPITAL}])(?=[\s,.:;”\"]|$)"
)
"""A person called by the last syllable of the name alone."""
_MEETING = re.compile(
    r"hội nghị|hội thảo|cuộc họp|phiên họp|kỳ họp|đại hội|t[oọ][ạa] đàm|họp báo|giao ban|buổi", re.IGNORECASE
)
_THERE = re.compile(
    rf"Tại (?:{_MEETING.pattern})(?: làm việc| họp| họp báo| gặp(?: gỡ)?| tiếp xúc| lễ| giao ban)?(?: này)?, "
    rf"(?=(?:ông|bà|anh|chị|đồng chí|các|nhiều|đại diện|[{CAPITAL}]))"
)
"""That something was said "at the meeting" tells nothing where no meeting was told of."""
_OTHER = {"ông": "bà", "bà": "ông"}


Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Extract:
    """A sentence that can stand where it is wanted; `needs` are further sentences that its reader must be shown."""

    text: str
    needs: tuple[int, ...] = ()


class Extractor:
    """Makes extracts of one article.

    Args:
        said: pairs of syllables that the summary holds already, in parts of it that were written before.
    """

    def __init__(self, article: Article, said: Collection[Pair] = ()) -> None:
        self.article = article
        self._said = frozenset(said)
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
        text = tighten(sentence)
        if not strict or index - 1 in taken:
            return self.introduced(text, index, taken)
        if is_broken_quotation(sentence) or lacks_its_subject(sentence) or index in self._told:
            return None
        if not leans_on_previous(text, titled=bool(self.article.title)):
            return self.introduced(text, index, taken)
        named = name_pronoun(text, self.article.sentence(index - 1)) if index else None
        return Extract(named, (index - 1,)) if named else None

    def introduced(self, text: str, index: int, taken: Collection[int] = ()) -> Extract:
        """A form of the sentence with the full names of those whom the article introduced earlier.

        "Ông Soạn" is "Ông Vương Đình Soạn", unless a sentence that is shown before names him."""
        needs: list[int] = []
        for match in reversed(list(_CALLED.finditer(text))):
            known = self._by_call.get(match["name"])
            if known is None or known[1] >= index:
                continue
            name, place = known
            told = any(name in self.article.sentence(i) for i in taken if i < index) or self._said.issuperset(
                _pairs(name)
            )
            if told or name in text:
                continue
            text = f"{text[: match.start('name')]}{name}{text[match.end('name') :]}"
            needs.append(place)
        there = _THERE.match(text)
        if there and not self._meeting_told(index, taken):
            text = f"{text[there.end()].upper()}{text[there.end() + 1 :]}"
        return Extract(text, tuple(needs))

    def _meeting_told(self, index: int, taken: Collection[int]) -> bool:
        """Whether the title or a sentence shown before this one names a meeting."""
        before = [self.article.title or "", *(self.article.sentence(i) for i in taken if i < index)]
        return any(_MEETING.search(text) for text in before) or not self._said.isdisjoint(_MEETINGS)

    @cached_property
    def _by_call(self) -> dict[str, tuple[str, int]]:
        """By the last syllable of a name that only one person has: the full name and the sentence that tells it."""
        found: dict[str, tuple[str, int]] = {}
        shared: set[str] = set()
        starts = [sentence.start for sentence in self.article.sentences]
        for person in find_persons(self.article.text):
            call = person.name.rsplit(" ", 1)[-1]
            if call == person.name:
                continue
            known = found.setdefault(call, (person.name, bisect_right(starts, person.start) - 1))
            if unify_tone(known[0]) != unify_tone(person.name):
                shared.add(call)
        return {call: known for call, known in found.items() if call not in shared}


def _pairs(text: str) -> set[Pair]:
    return set(pairwise(syllables(unify_tone(text))))


_MEETINGS = _pairs("hội nghị") | _pairs("hội thảo") | _pairs("cuộc họp") | _pairs("phiên họp") | _pairs("kỳ họp")
_MEETINGS |= _pairs("đại hội") | _pairs("toạ đàm") | _pairs("họp báo") | _pairs("giao ban")


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
