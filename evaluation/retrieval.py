"""Measures of one ranking: the ids found, best first, against the ids that are relevant.

The figure of a set of questions is the mean over them. An id counts at its first place only.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence


def recall(found: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The share of the relevant ids among the first `k` found."""
    wanted = set(relevant)
    return len(wanted & set(found[:k])) / len(wanted) if wanted else 0.0


def reciprocal_rank(found: Sequence[str], relevant: Collection[str]) -> float:
    """1 / the place (from 1) of the first relevant id; 0 if there is none."""
    wanted = set(relevant)
    return next((1 / place for place, item in enumerate(found, 1) if item in wanted), 0.0)


def ndcg(found: Sequence[str], relevant: Collection[str], k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `k`, with gains of 0 and 1 (Järvelin and Kekäläinen, 2002)."""
    left = set(relevant)
    best = sum(1 / math.log2(place + 1) for place in range(1, min(len(left), k) + 1))
    gain = 0.0
    for place, item in enumerate(found[:k], 1):
        if item in left:
            left.remove(item)
            gain += 1 / math.log2(place + 1)
    return gain / best if best else 0.0
