"""The gaps that the facts of an article leave in its abstract: what facts.doubt's judges and its reader learn from."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from facts.cloze import Cloze, ask
from facts.doubt import Court, sort_of
from facts.gap import Gap
from facts.habits import Habits
from facts.rivals import Standing, standing
from facts.slots import FEWEST, company, is_around, is_framed, place_facts
from facts.source import Source
from facts.tokens import tokenize
from facts.types import Fact, FactKind
from facts.verify import supported_facts
from news.sentences import split_sentences
from training.data import Record

UNTITLED = 6
"""Of so many articles one is seen without its title, as many that users bring have none."""


@dataclass(frozen=True, slots=True)
class Case:
    """A number, date or name of an abstract's sentence that the body holds too, among others of its kind.

    Attributes:
        where: its places in the body, and its rivals'.
        framed: the source has it between the same words, or around the same smaller place, so that it is never doubted
            (facts.slots).
        stated: false for a bare number that counts other things in the body ("6 lần", "ngày 6").
    """

    sort: str
    sentence: str
    fact: Fact
    where: Standing
    gap: Gap
    source: Source
    framed: bool
    stated: bool

    @property
    def times(self) -> tuple[int, ...]:
        """How often each filling stands in the body, the right one first."""
        return tuple(len(filling.places) for filling in (self.where.own, *self.where.rivals))

    def exchanged(self, number: int) -> Case:
        """The same gap with rival `number` in it."""
        rivals = list(self.where.rivals)
        own, rivals[number] = rivals[number], self.where.own
        return replace(self, where=Standing(self.where.person, own, tuple(rivals)), framed=False)

    def ask(self, court: Court) -> tuple[Cloze, list[float]]:
        """Its cloze, and the log odds of its fillings by their words."""
        odds = court.judges[self.sort].odds(self.gap, self.where)
        return ask(self.sentence, self.fact, self.where, self.gap, odds, self.source), odds


def cases(record: Record, habits: Habits, wanted: frozenset[str] | None = None) -> Iterator[Case]:
    """The gaps of one article's abstract.

    Args:
        wanted: sorts; all where None.
    """
    titled = zlib.crc32(record.id.encode()) % UNTITLED
    source = Source("\n".join(record.body), record.title if titled else "")
    for span in split_sentences(record.abstract):
        sentence = record.abstract[span.start : span.end]
        keys, placed = place_facts(tokenize(sentence), supported_facts(sentence, source), source)
        for number, (fact, start, stop) in enumerate(placed):
            if len(keys) - (stop - start) < FEWEST:
                continue
            where = standing(fact, tuple(keys[start:stop]), {*keys[:start], *keys[stop:]}, source)
            sort = sort_of(fact.kind, where)
            if (wanted is not None and sort not in wanted) or not where.own.places or not where.rivals:
                continue
            gap = Gap(keys, start, stop, source, habits, company(keys, placed, number, source))
            framed = is_framed(keys, start, stop, fact, source) is False or is_around(keys, placed, number, source)
            counts = fact.kind is FactKind.NUMBER and fact.value.isdigit() and stop < len(keys)
            stated = not counts or any(source.keys[end : end + 1] == [keys[stop]] for _, end in where.own.places)
            yield Case(sort, sentence, fact, where, gap, source, framed, stated)
