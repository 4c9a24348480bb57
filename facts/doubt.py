"""How far a fact is to be doubted where it stands: does another of the source fit its place better?"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul
from pathlib import Path

from facts.gap import FEATURES, Gap
from facts.habits import Habits
from facts.rivals import Standing
from facts.types import FactKind

WEIGHTS = Path(__file__).parent / "doubt.json"
"""Made by training/doubt.py."""


SORTS = ("person", "body", "state", "province", "town", "place", "few", "number", "date")
_MOST_LEAD = 10.0, 20.0
SETTLED = -3.9
"""Lead of the best rival below which the words alone are enough (the fact is 50 times as likely)."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A conditional logit over the facts that could fill a gap.

    Attributes:
        weights: of FEATURES and then of their leads (`with_leads`); the higher the weighted sum, the likelier fills
            that fact the gap.
        limit: the lead of a rival over the fact itself (log odds) beyond which the fact is taken for exchanged.
        sign_weights: how much each of `signs` counts, where a reader was asked.
        read_limit: the suspicion beyond which a fact is then taken for exchanged.
    """

    weights: tuple[float, ...]
    limit: float
    sign_weights: tuple[float, ...]
    read_limit: float

    def odds(self, gap: Gap, standing: Standing) -> list[float]:
        """The log odds of the fact and of each rival to fill the gap, by their words."""
        rows = with_leads([gap.features(filling) for filling in (standing.own, *standing.rivals)])
        return [math.fsum(map(mul, self.weights, row)) for row in rows]

    def suspicion(self, odds: Sequence[float], scores: Sequence[float]) -> float:
        """Log odds that a fact was exchanged, but for a constant; fitted by training/doubt_read.py."""
        return math.fsum(map(mul, self.sign_weights, signs(odds, scores)))


def lead(odds: Sequence[float]) -> float:
    """By how much the best of the rivals is ahead of the fact, which comes first; -inf without a rival."""
    own, *others = odds
    return max(others, default=float("-inf")) - own


def signs(odds: Sequence[float], scores: Sequence[float]) -> tuple[float, float]:
    """What speaks against the fact that comes first: the best rival's lead by words, and its lead by a reader's scores.
    Both are cut off, for either may err without measure."""
    most, furthest = _MOST_LEAD
    return max(-most, min(most, lead(odds))), max(-furthest, min(furthest, lead(scores)))


def with_leads(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    """The features of all facts that could fill a gap, each row with the lead of each feature over the best other's."""
    if len(rows) < 2:
        return [[*row, *row] for row in rows]
    best = [sorted(column)[-2:] for column in zip(*rows, strict=True)]
    return [
        [*row, *(value - (second if value >= top else top) for value, (second, top) in zip(row, best, strict=True))]
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Court:
    """The judges by sort of fact, and what they know of words beside figures."""

    judges: Mapping[str, Judge]
    habits: Habits


def sort_of(kind: FactKind, standing: Standing) -> str:
    """Which judge a fact comes before, one of SORTS: small numbers and the sorts of places have their own."""
    if standing.person:
        return "person"
    if kind is FactKind.NAME:
        sort: str = standing.own.sort
        return "town" if sort in {"district", "commune"} else sort
    if kind is FactKind.NUMBER:
        return "few" if standing.own.sort == "few" else "number"
    return str(kind.value)


@cache
def load_court(path: Path = WEIGHTS) -> Court:
    """What training/doubt.py fitted."""
    read = json.loads(path.read_text("utf-8"))
    if read["features"] != list(FEATURES):
        raise ValueError(f"{path} was made for other features; run training.doubt again")
    judges = {
        sort: Judge(tuple(judge["weights"]), judge["limit"], tuple(judge["signs"]), judge["read limit"])
        for sort, judge in read["judges"].items()
    }
    return Court(judges, Habits(read["before"], read["after"]))
