"""How far a fact is to be doubted where it stands: does another of the source fit its place better?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from facts.gap import FEATURES, Gap
from facts.habits import Habits
from facts.rivals import Filling, Standing
from facts.types import FactKind

WEIGHTS = Path(__file__).parent / "doubt.json"
"""Made by training/doubt.py."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A conditional logit over the facts that could fill a gap.

    Attributes:
        weights: one for each of FEATURES; the higher the weighted sum, the likelier fills that fact the gap.
        limit: the lead of a rival over the fact itself (log odds) beyond which the fact is taken for exchanged.
    """

    weights: tuple[float, ...]
    limit: float

    def lead(self, gap: Gap, standing: Standing) -> float:
        """By how much the best rival fits the gap better than the fact; -inf without a rival."""
        scores = [self._score(gap, rival) for rival in standing.rivals]
        return max(scores, default=float("-inf")) - self._score(gap, standing.own)

    def _score(self, gap: Gap, filling: Filling) -> float:
        return sum(weight * value for weight, value in zip(self.weights, gap.features(filling), strict=True))


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
