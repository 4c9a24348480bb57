"""Precision and recall of meeting cards against labels.

A card is taken apart into items by field. An item has one or more parts, and matches a label when every part does:
names and dates exactly, short terms (places, organisations, participants) with a syllable F1 of at least 2/3, longer
spans with at least 0.5. Each label is matched once, the best pair first. A label may be optional: it is no miss when
absent and no error when present.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.rouge import tokens
from facts import MeetingFacts

Parts = tuple[str, ...]


class Rule(enum.Enum):
    """How one part of an item is compared."""

    EXACT = 1.0
    TERM = 2 / 3
    SPAN = 0.5


FIELDS: Mapping[str, tuple[Rule, ...]] = {
    "when": (Rule.SPAN,),
    "date": (Rule.EXACT,),
    "where": (Rule.TERM,),
    "organiser": (Rule.TERM,),
    "event": (Rule.SPAN,),
    "chairs": (Rule.EXACT,),
    "chair titles": (Rule.EXACT, Rule.SPAN),
    "participants": (Rule.TERM,),
    "speakers": (Rule.EXACT,),
    "speaker titles": (Rule.EXACT, Rule.SPAN),
    "points": (Rule.EXACT, Rule.SPAN),
    "conclusions": (Rule.SPAN,),
    "assignments": (Rule.SPAN, Rule.SPAN),
    "deadlines": (Rule.SPAN, Rule.SPAN),
}
"""The fields and the rule of each part: names with titles or points, who with what, what with its deadline."""


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a field, in parts."""

    parts: Parts
    optional: bool = False


Items = dict[str, list[Item]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one field; labels that are optional are not counted."""

    right: int = 0
    predicted: int = 0
    expected: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.predicted + other.predicted, self.expected + other.expected)

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 1 when nothing was predicted."""
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """Share of the labels that were found; 1 when there are none."""
        return self.right / self.expected if self.expected else 1.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was right and wrong in one field of one card."""

    tally: Tally
    wrong: tuple[Parts, ...] = ()
    missed: tuple[Parts, ...] = ()


@dataclass(slots=True)
class CardScores:
    """Tallies by field, summed over cards."""

    tallies: dict[str, Tally] = field(default_factory=lambda: dict.fromkeys(FIELDS, Tally()))

    def add(self, judgements: Mapping[str, Judgement]) -> None:
        for name, judgement in judgements.items():
            self.tallies[name] += judgement.tally


def items_of(card: MeetingFacts | None) -> Items:
    """A card taken apart into the items of each field."""
    found: Items = {name: [] for name in FIELDS}
    if card is None:
        return found

    def put(name: str, *parts: str | None) -> None:
        if all(parts):
            found[name].append(Item(tuple(part for part in parts if part)))

    if card.when:
        put("when", card.when.text)
        put("date", card.when.date)
    if card.event:
        put("event", card.event.text)
    for name, values in (
        ("where", card.where),
        ("organiser", card.organiser),
        ("participants", card.participants),
        ("conclusions", card.conclusions),
    ):
        for value in values:
            put(name, value.text)
    for chair in card.chairs:
        put("chairs", chair.name)
        put("chair titles", chair.name, chair.title)
    for speaker in card.speakers:
        put("speakers", speaker.name)
        put("speaker titles", speaker.name, speaker.title)
        for point in speaker.points:
            put("points", speaker.name, point.text)
    for task in card.assignments:
        put("assignments", task.who, task.what)
        put("deadlines", task.what, task.deadline)
    return found


def judge(predicted: Items, labels: Items) -> dict[str, Judgement]:
    """Compares a card's items with the labels, field by field."""
    return {name: _judge(predicted.get(name, ()), labels.get(name, ()), FIELDS[name]) for name in FIELDS}


def _judge(predicted: Sequence[Item], labels: Sequence[Item], rules: Sequence[Rule]) -> Judgement:
    pairs = sorted(
        (
            (not label.optional, fit, -i, -j)
            for i, item in enumerate(predicted)
            for j, label in enumerate(labels)
            if (fit := _fit(item.parts, label.parts, rules)) > 0
        ),
        reverse=True,
    )
    used: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in pairs:
        # An optional label may cover several predictions: it says only that these are no errors.
        if -i not in used and (-j not in taken or labels[-j].optional):
            used[-i] = -j
            taken.add(-j)
    right = sum(not labels[j].optional for j in used.values())
    ignored = len(used) - right
    expected = sum(not label.optional for label in labels)
    return Judgement(
        Tally(right, len(predicted) - ignored, expected),
        tuple(item.parts for i, item in enumerate(predicted) if i not in used),
        tuple(label.parts for j, label in enumerate(labels) if j not in taken and not label.optional),
    )


def _fit(left: Parts, right: Parts, rules: Sequence[Rule]) -> float:
    """The mean syllable F1 of the parts, 0 when one of them falls short of its rule."""
    fits = [overlap(a, b) for a, b in zip(left, right, strict=True)]
    if any(fit < rule.value - 1e-9 for fit, rule in zip(fits, rules, strict=True)):
        return 0.0
    return sum(fits) / len(fits)


def overlap(left: str, right: str) -> float:
    """F1 of the syllables that two texts share, each counted as often as it occurs in both."""
    a, b = Counter(tokens(left)), Counter(tokens(right))
    size = a.total() + b.total()
    return 2 * (a & b).total() / size if size else 0.0


def table(scores: CardScores, names: Iterable[str] = FIELDS) -> str:
    """Lines of field, precision, recall and the counts behind them."""
    lines = [f"{'field':16} {'precision':>9} {'recall':>7}   right / predicted / labelled"]
    for name in names:
        tally = scores.tallies[name]
        counts = f"{tally.right} / {tally.predicted} / {tally.expected}"
        lines.append(f"{name:16} {tally.precision:9.1%} {tally.recall:7.1%}   {counts}")
    return "\n".join(lines)
