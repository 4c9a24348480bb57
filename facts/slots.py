"""Facts that the source does hold, but in another place: "Nghệ An" where it says "Thanh Hóa".

Each fact of the sentence has neighbours. Two signs show that it was exchanged for another: the source has the very same
words to its left and right with something else between them (a frame), or the same neighbours stand around another
fact of its kind much better than around any place of its own (a slot).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from facts import lexicon
from facts.context import THRESHOLDS, Context
from facts.source import Source
from facts.tokens import Token, key_of
from facts.types import Fact, FactKind

REACH = 9
"""Neighbours looked at on each side in the sentence; in the source half as many again may lie between."""
STRONG, STRONG_NAME = 0.75, 0.85
"""Share of the neighbours that must stand around the other fact; names of states stand in many places."""
LEAD = 0.3
"""By how much the other fact must fit better."""
FRAME = 3
"""Neighbours on each side that must be the same, letter for letter, in a frame; at a sentence's end one more."""
LONGEST_FILLER = 12

_MOST_FACTS, _MOST_PLACES, _MOST_FILLERS = 60, 400, 100
"""No sentence or article of sense has more; what lies beyond is not compared."""
_AUXILIARIES = frozenset("đã sẽ cũng vừa đang còn là".split())
_CAPITALS = {key_of(capital): key_of(country) for capital, country in lexicon.CAPITALS.items()}
_DAY = re.compile(r"-\d\d-\d\d")
_KINDS = {FactKind.NAME, FactKind.NUMBER, FactKind.DATE}


def misplaced(tokens: Sequence[Token], facts: Sequence[Fact], source: Source) -> list[Fact]:
    """The facts of the sentence in whose place the source has another."""
    keys, places = source.canonical.read(tokens)
    starts = [tokens[place].start for place in places]
    found: list[Fact] = []
    context = Context(keys, source)
    for fact in facts[:_MOST_FACTS]:
        if fact.kind not in _KINDS:
            continue
        inside = [index for index, start in enumerate(starts) if fact.start <= start < fact.end]
        if not inside:
            continue
        run = tuple(keys[inside[0] : inside[-1] + 1])
        left, right = keys[: inside[0]], keys[inside[-1] + 1 :]
        if (
            _framed(left, right, run, fact, source)
            or _slotted(left, right, run, fact, source)
            or _out_of_context(context, inside[0], run, fact, source)
        ):
            found.append(fact)
    return found


def _framed(left: list[str], right: list[str], run: tuple[str, ...], fact: Fact, source: Source) -> bool:
    fillers = list(islice(_fillers(tuple(left), tuple(right), source), _MOST_FILLERS))
    if fact.kind is FactKind.NAME:
        if any(_same(run, tuple(source.keys[start:stop])) for start, stop in fillers):
            return False
        return any(any(source.capital[start:stop]) for start, stop in fillers)
    # Figures are compared by value, for "mười hai" is 12.
    if not fillers:
        return False
    own = _spans_of(fact, run, source)
    held = [[at for _, at, _ in source.figures_between(fact.kind, start, stop)] for start, stop in fillers]
    places = {at for at, _ in own}
    return bool(own) and any(held) and not any(at in places for filler in held for at in filler)


def _fillers(left: tuple[str, ...], right: tuple[str, ...], source: Source) -> Iterator[tuple[int, int]]:
    """Where the source has the neighbours, the stretch between them."""
    if left and right:
        yield from _between(left[-FRAME:], right[:FRAME], source)
        return
    # At an end of the sentence, the source's sentence ends too.
    edge = right[: FRAME + 1] if right else left[-FRAME - 1 :]
    for position in source.find(edge) if len(edge) > FRAME else ():
        first, last = source.sentence_bounds(position)
        start, stop = (first, position) if right else (position + len(edge), last)
        if stop - start <= LONGEST_FILLER:
            yield start, stop


def _between(before: tuple[str, ...], after: tuple[str, ...], source: Source) -> Iterator[tuple[int, int]]:
    if len(before) + len(after) <= FRAME:
        return
    for position in source.find(before):
        start = position + len(before)
        for stop in range(start, min(start + LONGEST_FILLER, len(source.keys))):
            if tuple(source.keys[stop : stop + len(after)]) == after:
                yield start, stop
                break


def _same(run: tuple[str, ...], filler: tuple[str, ...]) -> bool:
    """Whether the filler is the name itself or another way to write it, such as "ông Hưng" for "Đỗ Trọng Hưng"."""
    while filler and filler[-1] in _AUXILIARIES:
        filler = filler[:-1]
    return not filler or _within(run, filler) or _within(filler, run) or run[-1] in filler


def _slotted(left: Sequence[str], right: Sequence[str], run: tuple[str, ...], fact: Fact, source: Source) -> bool:
    said = {*left, *right}
    left, right = left[-REACH:], right[:REACH]
    if len(left) + len(right) < 5:
        return False
    slot = _Slot(left, right, source)
    places = _spans_of(fact, run, source)[:_MOST_PLACES]
    own = max((slot.fit(start, stop, either_side=True) for start, stop in places), default=0.0)
    if not places or own > 1.0 - LEAD:
        return False
    rivals = _rivals(fact, run, said, source)[:_MOST_PLACES]
    best = max((slot.fit(start, stop) for start, stop in rivals), default=0.0)
    strong = STRONG_NAME if fact.kind is FactKind.NAME else STRONG
    return best >= strong and best - own >= LEAD


def _out_of_context(context: Context, start: int, run: tuple[str, ...], fact: Fact, source: Source) -> bool:
    if fact.kind not in THRESHOLDS or (fact.kind is FactKind.DATE and _DAY.search(fact.value) is None):
        return False  # a year or a quarter is the matter of many sentences
    own = {
        source.sentence_of[at] for at, _ in _spans_of(fact, run, source)[:_MOST_PLACES] if at < len(source.sentence_of)
    }
    if not own:
        return False
    said = {key for at, key in context.words if not start <= at < start + len(run)}
    rivals = {source.sentence_of[at] for at, _ in _rivals(fact, run, said, source)[:_MOST_PLACES]}
    return context.is_foreign(fact.kind, start, start + len(run), own, rivals)


class _Slot:
    """The neighbours of a fact, nearer and rarer ones weighing more."""

    def __init__(self, left: Sequence[str], right: Sequence[str], source: Source) -> None:
        self.source = source
        self.left = [(key, source.weight.get(key, 0.6) / (1 + 0.15 * d)) for d, key in enumerate(reversed(left))]
        self.right = [(key, source.weight.get(key, 0.6) / (1 + 0.15 * d)) for d, key in enumerate(right)]
        self.total = sum(weight for _, weight in self.left) + sum(weight for _, weight in self.right)

    def fit(self, start: int, stop: int, *, either_side: bool = False) -> float:
        """The share of the neighbours that stand on the same side of [start, stop) in the source, or on either."""
        keys, reach = self.source.keys, REACH + REACH // 2
        before = set(keys[max(0, start - reach) : start])
        after = set(keys[stop : stop + reach])
        if either_side:
            before = after = before | after
        got = sum(weight for key, weight in self.left if key in before)
        got += sum(weight for key, weight in self.right if key in after)
        return got / self.total if self.total else 0.0


def _spans_of(fact: Fact, run: tuple[str, ...], source: Source) -> list[tuple[int, int]]:
    if fact.kind is FactKind.NAME:
        return [(start, start + len(run)) for start in source.find(run)]
    figures = source.figure_spans(fact.kind)
    if fact.kind is FactKind.DATE:
        day = _without_year(fact.value)
        return [(start, stop) for value, start, stop in figures if _without_year(value) == day]
    amount = fact.value.partition(" ")[0]
    return [(start, stop) for value, start, stop in figures if value.partition(" ")[0] == amount]


def _without_year(value: str) -> str:
    """ "2022-06-22" and "--06-22" name one day of an article; a year alone stays itself."""
    return f"-{value[4:]}" if value[:4].isdigit() and value[4:5] == "-" else value


def _rivals(fact: Fact, run: tuple[str, ...], said: set[str], source: Source) -> list[tuple[int, int]]:
    """Other facts of the kind in the source that the sentence does not itself name; for a person other persons only."""
    if fact.kind is not FactKind.NAME:
        return [(start, stop) for value, start, stop in source.figure_spans(fact.kind) if value != fact.value]
    persons = source.person_starts
    is_person = any(start in persons for start in source.find(run))
    return [
        (start, stop)
        for name, start, stop in source.name_spans
        if (start in persons) == is_person
        and not (_within(name, run) or _within(run, name) or said.issuperset(name) or _stands_for(name, run))
    ]


def _stands_for(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether one is the capital of the other, which the press puts for its government."""
    return _CAPITALS.get(left) == right or _CAPITALS.get(right) == left


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    size = len(short)
    return any(long[at : at + size] == short for at in range(len(long) - size + 1))
