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


@dataclass(frozen=True, slots=True)
class Judge:
    """A conditional logit over the facts that could fill a gap.

    Attributes:
        weights: of FEATURES and then of their leads (`with_leads`); the higher the weighted sum, the likelier fills
            that fact the gap.
        limit: the lead of a rival over the fact itself (log odds) beyond which the fact is taken for exchanged.
    """

    weights: tuple[float, ...]
    limit: float

    def lead(self, gap: Gap, standing: Standing) -> float:
        """By how much the best rival fits the gap better than the fact; -inf without a rival."""
        rows = with_leads([gap.features(filling) for filling in (standing.own, *standing.rivals)])
        own, *others = (math.fsum(map(mul, self.weights, row)) for row in rows)
        return max(others, default=float("-inf")) - own


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
    """The judges by sort of fact ("person", "name", "number", "date"), and what they know of words beside figures."""

    judges: Mapping[str, Judge]
    habits: Habits


def sort_of(kind: FactKind, standing: Standing) -> str:
    """Which judge a fact comes before: persons have another one than places and organisations."""
    return "person" if standing.person else kind.value


@cache
def load_court(path: Path = WEIGHTS) -> Court:
    """What training/doubt.py fitted."""
    read = json.loads(path.read_text("utf-8"))
    if read["features"] != list(FEATURES):
        raise ValueError(f"{path} was made for other features; run training.doubt again")
    judges = {sort: Judge(tuple(judge["weights"]), judge["limit"]) for sort, judge in read["judges"].items()}
    return Court(judges, Habits(read["before"], read["after"]))
