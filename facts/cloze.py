"""A fact of a sentence as a cloze: the sentence with a question word in its place, asked of the sentences that may know.

What `facts.gap` measures by shared words, a reader that was trained on questions can judge by meaning. `ask` makes the
text that it reads, and says where in it each fact that could fill the gap stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from facts.gap import Gap
from facts.rivals import Filling, Standing
from facts.source import Source
from facts.types import Fact, FactKind

_BEFORE, _AFTER = 22, 18
"""Words of the sentence that are asked on either side of the gap."""
SYLLABLES = 110
"""Of the source that are read, about; the likeliest sentences that hold a filling, in their order."""
FIRST, OWN = 4, 2
"""The likeliest fillings whose best sentence is read before others, and how many of the fact's own are."""
_PHRASES = {"person": "ai", "number": "bao nhiêu", "date": "ngày nào", "body": "đơn vị nào"}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cloze:
    """A question over a passage.

    Attributes:
        question: the sentence around the gap, a question word in it.
        passage: sentences of the source.
        spans: for each filling (the fact itself, then its rivals) where it stands in the passage, as characters.
    """

    question: str
    passage: str
    spans: tuple[tuple[Span, ...], ...]


class ClozeReader(Protocol):
    """Judges by reading which filling a gap wants."""

    def scores(self, clozes: Sequence[Cloze]) -> list[list[float]]:
        """For each cloze a score for each of its fillings, in their order; larger is likelier, and only differences
        within one cloze mean something.

        Fillings without spans get one score, that of "not here". A cloze's scores do not depend on the others'.
        """
        ...


def ask(sentence: str, fact: Fact, where: Standing, gap: Gap, scores: Sequence[float], source: Source) -> Cloze:
    """The cloze of a fact.

    Args:
        sentence: in NFC; `fact` is its.
        where: what could fill the gap.
        gap: its neighbours.
        scores: how likely each filling is, the fact itself first.
    """
    fillings = (where.own, *where.rivals)
    places = [_characters(filling, source) for filling in fillings]
    holding = [{source.sentence_at(start) for start, _ in spans} for spans in places]

    def rank(n: int) -> tuple[float, int]:
        return -gap.likeness(n), n

    likeliest = sorted(range(len(fillings)), key=lambda at: -scores[at])[:FIRST]
    ranked = sorted(holding[0], key=rank)[:OWN]
    ranked += [min(holding[at], key=rank) for at in likeliest if holding[at]]
    ranked += sorted({n for sentences in holding for n in sentences}, key=rank)
    passage, offsets = _passage(list(dict.fromkeys(ranked)), source)
    spans = tuple(
        tuple(
            (start + offsets[n], end + offsets[n])
            for start, end in found
            if (n := source.sentence_at(start)) in offsets and end <= source.sentences[n][1]
        )
        for found in places
    )
    return Cloze(_question(sentence, fact, where), passage, spans)


def _characters(filling: Filling, source: Source) -> list[Span]:
    tokens, places = source.tokens, source.places
    return [(tokens[places[a]].start, tokens[places[b - 1]].end) for a, b in filling.places]


def _passage(ranked: Sequence[int], source: Source) -> tuple[str, dict[int, int]]:
    """The first of the sentences that have room, joined in the source's order, and how far each moved."""
    chosen, room = list[int](), SYLLABLES
    for n in ranked:
        start, end = source.sentences[n]
        room -= source.text.count(" ", start, end) + 1
        if chosen and room < 0:
            break
        chosen.append(n)
    parts, offsets, at = list[str](), dict[int, int](), 0
    for n in sorted(chosen):
        start, end = source.sentences[n]
        offsets[n] = at - start
        parts.append(source.text[start:end].replace("\n", " "))
        at += end - start + 1
    return " ".join(parts), offsets


def _question(sentence: str, fact: Fact, where: Standing) -> str:
    before, after = sentence[: fact.start].split(" "), sentence[fact.end :].split(" ")
    return f"{' '.join(before[-_BEFORE - 1 :])}{_phrase(fact, where)}{' '.join(after[: _AFTER + 1])}".strip()


def _phrase(fact: Fact, where: Standing) -> str:
    if fact.kind is not FactKind.NAME:
        return _PHRASES[fact.kind.value]
    return _PHRASES["person"] if where.person else _PHRASES.get(where.own.sort, "đâu")
