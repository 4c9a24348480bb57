"""Rankings put together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.fusion import Ranking, fuse, with_context


def fused(lexical: Ranking, dense: Ranking) -> list[int]:
    """The ids in order."""
    return [i for i, _ in fuse(lexical, dense, lexical_weight=0.5)]


def test_what_both_find_comes_first() -> None:
    order = fused([(1, 9.0), (2, 8.0), (3, 1.0)], [(2, 0.9), (4, 0.5)])
    assert order[0] == 2
    assert sorted(order) == [1, 2, 3, 4]
    assert fused([], []) == []


def test_one_empty_ranking_leaves_the_other_in_order() -> None:
    ranking = [(7, 5.0), (3, 4.0), (9, 0.5)]
    assert fused(ranking, []) == [7, 3, 9]
    assert fused([], ranking) == [7, 3, 9]


@given(st.data())
def test_scores_fall_and_nothing_is_lost(data: st.DataObject) -> None:
    def ranking(top: float) -> list[tuple[int, float]]:
        ids = data.draw(st.lists(st.integers(0, 30), unique=True, max_size=12))
        return [(i, top / (n + 1)) for n, i in enumerate(ids)]

    lexical, dense = ranking(30.0), ranking(0.9)
    found = fuse(lexical, dense, lexical_weight=0.8)
    assert {i for i, _ in found} == {i for i, _ in (*lexical, *dense)}
    assert len({i for i, _ in found}) == len(found)
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_the_article_lifts_its_passages() -> None:
    passages = [(10, 4.0), (20, 3.9), (30, 3.8)]
    lifted = with_context(passages, [2.0, 8.0, 2.4], weight=0.5)
    assert [i for i, _ in lifted] == [20, 30, 10]
    # Equal passages stay in order.
    assert [i for i, _ in with_context(passages, [0.0, 0.1, 0.2], weight=0.5)] == [10, 20, 30]
    assert with_context([], [], weight=0.5) == []
    assert with_context(passages, [1.0, 2.0, 8.0], weight=0.0) == passages
