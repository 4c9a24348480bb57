"""Facts that the source does hold, but in another place: "Nghệ An" where it says "Thanh Hóa".

Each fact of the sentence has neighbours. Around some occurrence in the source the same neighbours should stand. When
they stand around another fact of the same kind much better than around this one, the two were exchanged.
"""

from __future__ import annotations

from collections.abc import Sequence

from facts.source import Source
from facts.tokens import Token
from facts.types import Fact, FactKind

REACH = 9
"""Neighbours looked at on each side in the sentence; in the source half as many again may lie between."""
STRONG = 0.62
"""Share of the neighbours that must stand around the other fact."""
LEAD = 0.3
"""By how much the other fact must fit better."""


def misplaced(tokens: Sequence[Token], facts: Sequence[Fact], source: Source) -> list[Fact]:
    """The facts of the sentence in whose place the source has another."""
    keys, places = source.canonical.read(tokens)
    starts = [tokens[place].start for place in places]
    found: list[Fact] = []
    for fact in facts:
        if fact.kind not in _RIVALS:
            continue
        inside = [index for index, start in enumerate(starts) if fact.start <= start < fact.end]
        if not inside:
            continue
        left = keys[max(0, inside[0] - REACH) : inside[0]]
        right = keys[inside[-1] + 1 : inside[-1] + 1 + REACH]
        if len(left) + len(right) < 5:
            continue
        own_spans = _spans_of(fact, tuple(keys[inside[0] : inside[-1] + 1]), source)
        if not own_spans:
            continue
        slot = _Slot(left, right, source)
        own = max(slot.fit(start, stop) for start, stop in own_spans)
        if own > 1.0 - LEAD:
            continue
        others = _rivals(fact, tuple(keys[inside[0] : inside[-1] + 1]), source)
        best = max((slot.fit(start, stop) for start, stop in others), default=0.0)
        if best >= STRONG and best - own >= LEAD:
            found.append(fact)
    return found


class _Slot:
    """The neighbours of a fact, nearer and rarer ones weighing more."""

    def __init__(self, left: Sequence[str], right: Sequence[str], source: Source) -> None:
        self.source = source
        self.left = [(key, source.weight.get(key, 0.6) / (1 + 0.15 * d)) for d, key in enumerate(reversed(left))]
        self.right = [(key, source.weight.get(key, 0.6) / (1 + 0.15 * d)) for d, key in enumerate(right)]
        self.total = sum(weight for _, weight in self.left) + sum(weight for _, weight in self.right)

    def fit(self, start: int, stop: int) -> float:
        """The share of the neighbours that stand on the same side of [start, stop) in the source."""
        keys, reach = self.source.keys, REACH + REACH // 2
        before = set(keys[max(0, start - reach) : start])
        after = set(keys[stop : stop + reach])
        got = sum(weight for key, weight in self.left if key in before)
        got += sum(weight for key, weight in self.right if key in after)
        return got / self.total if self.total else 0.0


_RIVALS = {FactKind.NAME, FactKind.NUMBER, FactKind.DATE}


def _spans_of(fact: Fact, run: tuple[str, ...], source: Source) -> list[tuple[int, int]]:
    if fact.kind is FactKind.NAME:
        return [(start, start + len(run)) for start in source.find(run)]
    return [(start, stop) for value, start, stop in source.figure_spans(fact.kind) if value == fact.value]


def _rivals(fact: Fact, run: tuple[str, ...], source: Source) -> list[tuple[int, int]]:
    if fact.kind is not FactKind.NAME:
        return [(start, stop) for value, start, stop in source.figure_spans(fact.kind) if value != fact.value]
    return [(start, stop) for name, start, stop in source.name_spans if not _overlap(name, run)]


def _overlap(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether one name is part of the other, as "Hưng" of "Đỗ Trọng Hưng"."""
    short, long = sorted((left, right), key=len)
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
