"""Rankings put together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.fusion import Ranking, fuse, with_context


def fused(lexical: Ranking, dense: Ranking, articles: dict[int, int] | None = None, weight: float = 0.5) -> list[int]:
    """The ids in order; every passage is an article of its own where nothing else is said."""
    articles = articles or {i: i for i, _ in (*lexical, *dense)}
    return [i for i, _ in fuse(lexical, dense, articles, lexical_weight=weight)]


def test_what_both_find_comes_first() -> None:
    order = fused([(1, 9.0), (2, 8.0), (3, 1.0)], [(2, 0.9), (4, 0.5)])
    assert order[0] == 2
    assert sorted(order) == [1, 2, 3, 4]
    assert fused([], []) == []


def test_one_empty_ranking_leaves_the_other_in_order() -> None:
    ranking = [(7, 5.0), (3, 4.0), (9, 0.5)]
    assert fused(ranking, []) == [7, 3, 9]
    assert fused([], ranking) == [7, 3, 9]


def test_an_article_that_both_have_first_comes_first() -> None:
    """By different passages (10 and 11), while 20 of another article is second in both."""
    lexical, dense = [(10, 25.3), (20, 25.2), (11, 20.0)], [(11, 0.57), (20, 0.54), (10, 0.44)]
    assert fused(lexical, dense, {10: 1, 11: 1, 20: 2}, 0.8)[0] == 10
    assert fused(lexical, dense, None, 0.8)[0] == 20  # were they of different articles


@given(st.data())
def test_scores_fall_and_nothing_is_lost(data: st.DataObject) -> None:
    def ranking(top: float) -> list[tuple[int, float]]:
        ids = data.draw(st.lists(st.integers(0, 30), unique=True, max_size=12))
        return [(i, top / (n + 1)) for n, i in enumerate(ids)]

    lexical, dense = ranking(30.0), ranking(0.9)
    articles = {i: i // 4 for i in range(31)}
    found = fuse(lexical, dense, articles, lexical_weight=0.8)
    assert {i for i, _ in found} == {i for i, _ in (*lexical, *dense)}
    assert len({i for i, _ in found}) == len(found)
    if lexical and dense and articles[lexical[0][0]] == articles[dense[0][0]]:
        assert articles[found[0][0]] == articles[dense[0][0]]
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_the_article_lifts_its_passages() -> None:
    passages = [(10, 4.0), (20, 3.9), (30, 3.8)]
    lifted = with_context(passages, [1, 2, 3], [(2, 8.0), (1, 2.0)], weight=0.5)
    # Article 3 is not ranked and counts as the last that is; equal passages stay in order.
    assert [i for i, _ in lifted] == [20, 10, 30]
    assert with_context([], [], [], weight=0.5) == []
    assert with_context(passages, [1, 2, 3], [(2, 8.0)], weight=0.0) == passages
