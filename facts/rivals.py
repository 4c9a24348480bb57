"""Which places of the source state a fact, and which other facts of its kind could have been put in its stead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from facts import lexicon
from facts.habits import figure_sort, name_sort
from facts.offices import same_person
from facts.source import Source
from facts.tokens import key_of
from facts.types import Fact, FactKind

Run = tuple[str, ...]
Place = tuple[int, int]
"""Canonical positions [start, stop) of the source."""
_CAPITALS = {key_of(capital): key_of(country) for capital, country in lexicon.CAPITALS.items()}
_MOST_PLACES, _MOST_RIVALS = 400, 100
"""No article of sense has more; what lies beyond is not compared."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A fact that could fill a gap: where it stands in the source, and what sort of figure or place it is ("" for a
    person)."""

    places: tuple[Place, ...]
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A fact as the source has it, and what else of its kind the source has."""

    person: bool
    own: Filling
    rivals: tuple[Filling, ...]


def standing(fact: Fact, run: Run, said: Collection[str], source: Source) -> Standing:
    """Own and other places of a number, date or name of a sentence.

    Args:
        run: the fact's canonical keys.
        said: the other keys of the sentence; a name that it says elsewhere is no rival.
    """
    if fact.kind is not FactKind.NAME:
        groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
        own = figure_places(fact, source)
        for value, start, stop in source.figure_spans(fact.kind):
            if (start, stop) not in own:
                groups[_without_year(value), figure_sort(fact.kind, value)].append((start, stop))
        others = [_filling(found, sort) for (_, sort), found in groups.items()]
        return Standing(False, _filling(own, figure_sort(fact.kind, fact.value)), tuple(others[:_MOST_RIVALS]))
    places = [(start, start + len(run)) for start in source.find(run)]
    if any(start in source.person_starts for start, _ in places):
        return _persons(run, places, set(said), source)
    names = _name_places(source)
    own = [*places, *names.get(run, ())]
    own += [place for name, found in names.items() if stands_for(name, run) for place in found]
    rivals = [
        _filling(found, name_sort(name))
        for name, found in names.items()
        if not (within(name, run) or within(run, name) or set(said).issuperset(name) or stands_for(name, run))
    ]
    return Standing(False, _filling(sorted(set(own)), name_sort(run)), tuple(rivals[:_MOST_RIVALS]))


_LEVELS = {"place": 1, "commune": 1, "district": 2, "province": 3, "state": 4}
_INSIDE = frozenset({", ", ",", " (", "("})


def level(name: Run) -> int:
    """How large a place is: 1 a commune, 2 a district, 3 a province, 4 a state; 0 for what is no place."""
    return _LEVELS.get(name_sort(name), 0)


def _name_places(source: Source) -> dict[Run, list[Place]]:
    """Where each organisation and place is spoken of: a place also where its parts are, for what happened in "huyện Yên
    Khê, Vân Sơn" happened in Vân Sơn."""
    if source.name_places is not None:
        return source.name_places
    spans = [span for span in source.name_spans if span[1] not in source.person_starts]
    stated: dict[Run, list[Place]] = defaultdict(list)
    parts: dict[Run, set[Run]] = defaultdict(set)
    for name, start, stop in spans:
        stated[name].append((start, stop))
    for (small, _, stop), (large, start, _) in pairwise(spans):
        if start == stop and _LEVELS.get(name_sort(small), 9) < _LEVELS.get(name_sort(large), 0):
            last, first = (source.tokens[source.places[at]] for at in (stop - 1, start))
            if source.text[last.end : first.start] in _INSIDE:
                parts[large].add(small)
    held = {
        name: sorted({*found, *(place for part in parts[name] for place in stated[part])}) if parts[name] else found
        for name, found in stated.items()
    }
    source.name_places = held
    return held


def _persons(run: Run, places: list[Place], said: set[str], source: Source) -> Standing:
    """Each person with all mentions: what is said of "ông Hưng" is said of "Đỗ Trọng Hưng"."""
    own = set(places)
    groups: list[tuple[Run, list[Place]]] = []
    for name, found in sorted(source.person_places.items(), key=lambda item: -len(item[0])):
        if same_person(name, run):
            own.update(found)
        elif not said.issuperset(name):
            for other, held in groups:
                if same_person(other, name):
                    held.extend(found)
                    break
            else:
                groups.append((name, list(found)))
    rivals = [_filling(found) for _, found in groups[:_MOST_RIVALS]]
    return Standing(True, _filling(sorted(own)), tuple(rivals))


def _filling(places: list[Place], sort: str = "") -> Filling:
    return Filling(tuple(places[:_MOST_PLACES]), sort)


def figure_places(fact: Fact, source: Source) -> list[Place]:
    """Where the source has the figure: a number by its amount, a date by its day, with or without a year."""
    figures = source.figure_spans(fact.kind)
    if fact.kind is FactKind.DATE:
        day = _without_year(fact.value)
        return [(start, stop) for value, start, stop in figures if _without_year(value) == day]
    amount = fact.value.partition(" ")[0]
    return [(start, stop) for value, start, stop in figures if value.partition(" ")[0] == amount]


def _without_year(value: str) -> str:
    """ "2022-06-22" and "--06-22" name one day of an article; a year alone stays itself."""
    return f"-{value[4:]}" if value[:4].isdigit() and value[4:5] == "-" else value


def stands_for(left: Run, right: Run) -> bool:
    """Whether one is the capital of the other, which the press puts for its government."""
    return _CAPITALS.get(left) == right or _CAPITALS.get(right) == left


def within(short: Run, long: Run) -> bool:
    """Whether one run is part of the other."""
    size = len(short)
    return any(long[at : at + size] == short for at in range(len(long) - size + 1))
