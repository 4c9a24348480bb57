"""Putting rankings together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Ranking = Sequence[tuple[int, float]]


def with_context(
    passages: Ranking, article_of: Sequence[int], articles: Ranking, *, weight: float
) -> list[tuple[int, float]]:
    """Passages by their own score and by that of the article they stand in.

    A passage says what was decided, its article says at which meeting: a question names both.

    Args:
        passages: (id, score), best first.
        article_of: the article id of each of them.
        articles: (id, score), best first; scores of the same kind.
        weight: of the article, 0 to 1. An article that is not ranked counts as the last that is.
    """
    known = dict(articles)
    least = articles[-1][1] if articles else 0.0
    found = [
        (passage, (1 - weight) * score + weight * known.get(article, least))
        for (passage, score), article in zip(passages, article_of, strict=True)
    ]
    return sorted(found, key=lambda item: (-item[1], item[0]))


def fuse(
    lexical: Ranking, dense: Ranking, article_of: Mapping[int, int], *, lexical_weight: float, article_weight: float
) -> list[tuple[int, float]]:
    """A weighted sum of the lexical scores, as shares of the best, and of the dense ones, which are cosines.

    Scores keep what ranks throw away: by how much the first is better than the second. What a ranking misses gets
    its last score. A passage's dense score is lifted by the best of its article, as `with_context` does for words:
    otherwise an article that both rankings have first, by different passages, may come second.

    Args:
        lexical, dense: (id, score), best first.
        article_of: the article of each passage of either.
        lexical_weight: 0 to 1; the dense ranking gets the rest.
        article_weight: of the article's best dense score in a passage's, 0 to 1.
    """
    best = lexical[0][1] if lexical else 1.0
    words = {passage: score / (best or 1.0) for passage, score in lexical}
    meaning = dict(dense)
    last_word, last_meaning = min(words.values(), default=0.0), min(meaning.values(), default=0.0)
    of_article: dict[int, float] = {}
    for passage, score in dense:
        of_article.setdefault(article_of[passage], score)
    total = {}
    for passage in dict.fromkeys([*words, *meaning]):
        own = meaning.get(passage, last_meaning)
        lifted = own + article_weight * (of_article.get(article_of[passage], last_meaning) - own)
        total[passage] = lexical_weight * words.get(passage, last_word) + (1 - lexical_weight) * lifted
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))
