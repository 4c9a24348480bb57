"""How likely each piece of evidence is to answer the question: a conditional logit over a few of its features.

training/answer_ranking.py fits the weights (McFadden, 1974: the share of one of several is exp(w·x) over the sum
of all).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights" / "ranking.json"


@dataclass(frozen=True, slots=True)
class Ranking:
    """One weight for each feature."""

    weights: tuple[float, ...]

    def shares(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Of each row of features its share of all, 0 to 1; they add up to 1."""
        values = [sum(w * x for w, x in zip(self.weights, row, strict=True)) for row in rows]
        top = max(values, default=0.0)
        raised = [math.exp(value - top) for value in values]
        total = sum(raised)
        return [value / total for value in raised]


@cache
def load_rankings(path: Path = WEIGHTS) -> dict[str, Ranking]:
    """The shipped ones: "sentences" of all evidence, "spans" of one sentence's short answers."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return {name: Ranking(tuple(weights)) for name, weights in data.items()}
