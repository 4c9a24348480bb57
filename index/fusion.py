"""Putting rankings together."""

from __future__ import annotations

from collections.abc import Sequence

Ranking = Sequence[tuple[int, float]]


def with_context(passages: Ranking, articles: Sequence[float], *, weight: float) -> list[tuple[int, float]]:
    """Passages by their own score and by that of the article they stand in.

    A passage says what was decided, its article says at which meeting: a question names both.

    Args:
        passages: (id, score), best first.
        articles: the score of the article of each of them; scores of the same kind.
        weight: of the article, 0 to 1.
    """
    found = [
        (passage, (1 - weight) * score + weight * article)
        for (passage, score), article in zip(passages, articles, strict=True)
    ]
    return sorted(found, key=lambda item: (-item[1], item[0]))


def fuse(lexical: Ranking, dense: Ranking, *, lexical_weight: float) -> list[tuple[int, float]]:
    """A weighted sum of the lexical scores, as shares of the best, and of the dense ones, which are cosines.

    Scores keep what ranks throw away: by how much the first is better than the second. What a ranking misses gets
    its last score.

    Args:
        lexical, dense: (id, score), best first.
        lexical_weight: 0 to 1; the dense ranking gets the rest.
    """
    best = lexical[0][1] if lexical else 1.0
    parts = (
        ({passage: score / (best or 1.0) for passage, score in lexical}, lexical_weight),
        (dict(dense), 1 - lexical_weight),
    )
    total = dict.fromkeys([*parts[0][0], *parts[1][0]], 0.0)
    for scores, weight in parts:
        last = min(scores.values(), default=0.0)
        for passage in total:
            total[passage] += weight * scores.get(passage, last)
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))
