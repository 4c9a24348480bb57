"""Putting two rankings together."""

from __future__ import annotations

from collections.abc import Sequence

Ranking = Sequence[tuple[int, float]]


def fuse(lexical: Ranking, dense: Ranking, *, lexical_weight: float) -> list[tuple[int, float]]:
    """A weighted sum of scores, each ranking scaled by its best; what a ranking misses counts as its worst.

    Scores keep what ranks throw away: by how much the first is better than the second.

    Args:
        lexical, dense: (id, score), best first.
        lexical_weight: 0 to 1; the dense ranking gets the rest.
    """
    total: dict[int, float] = {}
    for ranking, weight in ((lexical, lexical_weight), (dense, 1 - lexical_weight)):
        if not ranking:
            continue
        best, worst = ranking[0][1], min(ranking[-1][1], ranking[0][1] * 0.5)
        width = best - worst or 1.0
        for passage, score in ranking:
            total[passage] = total.get(passage, 0.0) + weight * (score - worst) / width
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))
