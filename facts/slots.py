"""Facts that the source does hold, but in another place: "Nghệ An" where it says "Thanh Hóa".

Each fact of the sentence has neighbours. Two signs show that it was exchanged for another: the source has the very same
words to its left and right with something else between them (a frame), or another fact of its kind fits its place much
better (`facts.doubt`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from facts.cloze import Cloze, ClozeReader, ask
from facts.doubt import SETTLED, Judge, lead, load_court, sort_of
from facts.gap import Gap
from facts.rivals import Standing, figure_places, level, standing, stands_for, within
from facts.source import Source
from facts.titles import is_foreign
from facts.tokens import Token
from facts.types import Fact, FactKind

FRAME = 3
"""Neighbours on each side that must be the same, letter for letter, in a frame; at a sentence's end one more."""
LONGEST_FILLER = 12
FEWEST = 5
"""Neighbours of a fact; with fewer there is no context to speak of."""

_MOST_FACTS, _MOST_DOUBTED, _MOST_FILLERS, _MOST_COMPANY = 60, 20, 100, 12
"""No sentence or article of sense has more; what lies beyond is not compared."""
_BESIDE_NAME = 2
"""Syllables that may stand in a frame beside a name: "ông", "của tỉnh"."""
_BOTH = frozenset({"bên", "nước", "phía", "miền"})
"""Of "hai bên" and the like there are always two."""
_AUXILIARIES = frozenset("đã sẽ cũng vừa đang còn là".split())
_KINDS = {FactKind.NAME, FactKind.NUMBER, FactKind.DATE}


def misplaced(
    sentence: str, tokens: Sequence[Token], facts: Sequence[Fact], source: Source, reader: ClozeReader | None = None
) -> list[Fact]:
    """The facts of the sentence in whose place the source has another.

    Args:
        sentence: in NFC.
        tokens, facts: of it.
        reader: asked where the words around a fact do not settle it.
    """
    keys, placed = place_facts(tokens, facts[:_MOST_FACTS], source)
    found: list[Fact] = []
    doubted = 0
    unsettled: list[_Unsettled] = []
    for number, (fact, first, stop) in enumerate(placed):
        if _is_fixed(sentence, fact, keys[stop : stop + 1], source):
            continue
        framed = is_framed(keys, first, stop, fact, source)
        if framed:
            found.append(fact)
        elif framed is None and doubted < _MOST_DOUBTED and not is_around(keys, placed, number, source):
            doubted += 1
            case = _case(keys, placed, number, source)
            if case is None:
                continue
            where, gap, judge, odds = case
            if reader is None:
                found += [fact] * (lead(odds) > judge.limit)
            elif lead(odds) > SETTLED:
                unsettled.append((fact, judge, odds, ask(sentence, fact, where, gap, odds, source)))
    if reader is not None and unsettled:
        scored = reader.scores([cloze for *_, cloze in unsettled])
        for (fact, judge, odds, _), scores in zip(unsettled, scored, strict=True):
            found += [fact] * (judge.suspicion(odds, scores) > judge.read_limit)
    return found


_Unsettled = tuple[Fact, Judge, list[float], Cloze]
Placed = tuple[Fact, int, int]
"""A fact with its canonical positions [start, stop) in the sentence."""


def place_facts(tokens: Sequence[Token], facts: Sequence[Fact], source: Source) -> tuple[list[str], list[Placed]]:
    """The canonical keys of a sentence, and where its numbers, dates and names stand among them."""
    keys, places = source.canonical.read(tokens)
    starts = [tokens[place].start for place in places]
    placed = []
    for fact in facts:
        inside = [index for index, start in enumerate(starts) if fact.start <= start < fact.end]
        if fact.kind in _KINDS and inside:
            placed.append((fact, inside[0], inside[-1] + 1))
    return keys, placed


def company(keys: Sequence[str], placed: Sequence[Placed], number: int, source: Source) -> list[set[int]]:
    """For each other fact of the sentence than placed[number] the source's sentences that have its words."""
    runs = [tuple(keys[start:stop]) for at, (_, start, stop) in enumerate(placed) if at != number]
    found = ({source.sentence_of[at] for at in source.find(run)} for run in runs[:_MOST_COMPANY])
    return [sentences for sentences in found if sentences]


_FRACTION = re.compile(r"(?<![\w/.,])\d{1,2}/\d{1,2}(?![\w/.,]\d)")


def _is_fixed(sentence: str, fact: Fact, following: Sequence[str], source: Source) -> bool:
    """Whether a number cannot be another: "hai bên", and either part of a fraction that the source has."""
    if fact.kind is not FactKind.NUMBER:
        return False
    if fact.surface.lower() == "hai":
        return not _BOTH.isdisjoint(following)
    parts = (found for found in _FRACTION.finditer(sentence) if found.start() <= fact.start < found.end())
    return any(found.group() in source.text for found in parts)


def is_around(keys: Sequence[str], placed: Sequence[Placed], number: int, source: Source) -> bool:
    """Whether a place is what the one right before it lies in ("huyện Yên Khê, tỉnh Vân Sơn"), both in one sentence of
    the source too."""
    _, start, stop = placed[number]
    small = next((tuple(keys[a:b]) for _, a, b in placed if b == start), ())
    large = tuple(keys[start:stop])
    if not small or not 0 < level(small) < level(large):
        return False
    held = ({source.sentence_of[at] for at in source.find(run)} for run in (small, large))
    return bool(set.intersection(*held))


def is_framed(keys: Sequence[str], start: int, end: int, fact: Fact, source: Source) -> bool | None:
    """Whether the source has another fact than keys[start:end] between the same words: True; False where it has this
    one there, None where it has neither."""
    run = tuple(keys[start:end])
    fillers = list(islice(_fillers(tuple(keys[:start]), tuple(keys[end:]), source), _MOST_FILLERS))
    if fact.kind is FactKind.NAME:
        held = [tuple(source.keys[start:stop]) for start, stop in fillers]
        if any(within(run, filler) for filler in held):
            return False
        if any(_same(run, filler) for filler in held):
            return None
        return any(_is_other_name(run, start, stop, source) for start, stop in fillers) or None
    # Figures are compared by value, for "mười hai" is 12.
    between = [[at for _, at, _ in source.figures_between(fact.kind, start, stop)] for start, stop in fillers]
    own = {at for at, _ in figure_places(fact, source)}
    if not own or not any(between):
        return None
    return not any(at in own for figures in between for at in figures)


def _is_other_name(run: tuple[str, ...], start: int, stop: int, source: Source) -> bool:
    """Whether the source's [start, stop) is a name, hardly more, and not what the press writes for this one."""
    if stop <= start or source.sentence_of[start] != source.sentence_of[stop - 1]:
        return False
    inside = [(a, b) for _, a, b in source.names_between(start, stop)]
    if any(stands_for(tuple(source.keys[a:b]), run) for a, b in inside):
        return False
    named = {at for a, b in inside for at in range(a, b)}
    named |= {at for at in range(start, stop) if source.capital[at] and _is_part_of_name(at, source)}
    return bool(named) and stop - start - len(named) <= _BESIDE_NAME


def _is_part_of_name(at: int, source: Source) -> bool:
    """Whether a capital is more than that of a word at the head of a sentence or of an office: "Thứ trưởng"."""
    text = source.tokens[source.places[at]].text
    beside = source.capital[max(at - 1, 0) : at] + source.capital[at + 1 : at + 2]
    return any(beside) or (len(text) > 1 and text.isupper()) or is_foreign(source.keys[at])


def _case(
    keys: Sequence[str], placed: Sequence[Placed], number: int, source: Source
) -> tuple[Standing, Gap, Judge, list[float]] | None:
    """What could fill the place of a fact, the judge of its sort, and the log odds of each; None where there is
    nothing to compare."""
    fact, start, stop = placed[number]
    if len(keys) - (stop - start) < FEWEST:
        return None
    said = {*keys[:start], *keys[stop:]}
    where = standing(fact, tuple(keys[start:stop]), said, source)
    if not where.own.places or not where.rivals:
        return None
    court = load_court()
    judge = court.judges[sort_of(fact.kind, where)]
    gap = Gap(keys, start, stop, source, court.habits, company(keys, placed, number, source))
    return where, gap, judge, judge.odds(gap, where)


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
    return not filler or within(run, filler) or within(filler, run) or run[-1] in filler
