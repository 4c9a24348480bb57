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
    best = (lexical[0][1] if lexical else 1.0) or 1.0
    words = {passage: lexical_weight * (score / best) for passage, score in lexical}
    meaning = {passage: (1 - lexical_weight) * score for passage, score in dense}
    last, farthest = min(words.values(), default=0.0), min(meaning.values(), default=0.0)
    total = [(passage, score + meaning.get(passage, farthest)) for passage, score in words.items()]
    total += [(passage, last + score) for passage, score in meaning.items() if passage not in words]
    return sorted(total, key=lambda item: (-item[1], item[0]))
