"""Who and what a summary speaks of, told where the article told it in a sentence that is not shown.

"Ông Soạn" becomes "ông Vương Đình Soạn", and "Tại hội nghị, " goes where no meeting was told of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import pairwise

from facts import find_persons
from news.article import Article
from news.vietnamese import CAPITAL, SMALL, syllables, unify_tone

Pair = tuple[str, str]

_HONORIFICS = frozenset("Ông Bà Anh Chị Cô Em Cháu Bé".split())
_CALLED = re.compile(
    rf"(?<!\w)(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị) (?P<name>[{CAPITAL}][{SMALL}]+)(?! [{CAPITAL}])(?=[\s,:;”\"]|\.?$)"
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


def _pairs(text: str) -> set[Pair]:
    return set(pairwise(syllables(unify_tone(text))))


_MEETINGS = _pairs("hội nghị") | _pairs("hội thảo") | _pairs("cuộc họp") | _pairs("phiên họp") | _pairs("kỳ họp")
_MEETINGS |= _pairs("đại hội") | _pairs("toạ đàm") | _pairs("họp báo") | _pairs("giao ban")


def _is_another(called: str, name: str) -> bool:
    """Whether "bà Hằng" cannot be Nguyễn Văn Hằng, nor "ông Hà" Lê Thị Hà."""
    middle = name.split()[1:-1]
    return ("Thị" if called[0] in "ÔôAa" else "Văn") in middle


class Introducer:
    """Completes the sentences of one article's summary.

    Args:
        said: pairs of syllables that the summary holds already, in parts of it that were written before.
    """

    def __init__(self, article: Article, said: Collection[Pair] = ()) -> None:
        self._article = article
        self._said = frozenset(said)

    def introduce(self, text: str, index: int, shown: Sequence[str] = ()) -> tuple[str, tuple[int, ...]]:
        """A form of the sentence with this index, and the sentences that tell what was put into it.

        Args:
            shown: the sentences that stand before it in the summary.
        """
        needs: list[int] = []
        for match in reversed(list(_CALLED.finditer(text))):
            name, place = self._by_call.get(match["name"], ("", index))
            told = any(name in earlier for earlier in (*shown, text)) or self._said.issuperset(_pairs(name))
            if place < index and not told and not _is_another(match.group(), name):
                text = f"{text[: match.start('name')]}{name}{text[match.end('name') :]}"
                needs.append(place)
        there = _THERE.match(text)
        if there and not self._tells_of_meeting(shown):
            text = f"{text[there.end()].upper()}{text[there.end() + 1 :]}"
        return text, tuple(needs)

    def _tells_of_meeting(self, shown: Sequence[str]) -> bool:
        """Whether the title or what stands before names a meeting."""
        before = (self._article.title or "", *shown)
        return any(_MEETING.search(text) for text in before) or not self._said.isdisjoint(_MEETINGS)

    @cached_property
    def _by_call(self) -> dict[str, tuple[str, int]]:
        """By the last syllable of a name that only one person has: the full name and the sentence that tells it."""
        found: dict[str, tuple[str, int]] = {}
        shared: set[str] = set()
        starts = [sentence.start for sentence in self._article.sentences]
        for person in find_persons(self._article.text):
            first, _, call = person.name.rpartition(" ")
            if not first or person.name.split(" ", 1)[0] in _HONORIFICS:
                continue
            known = found.setdefault(call, (person.name, bisect_right(starts, person.start) - 1))
            if unify_tone(known[0]) != unify_tone(person.name):
                shared.add(call)
        return {call: known for call, known in found.items() if call not in shared}
