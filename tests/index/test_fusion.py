"""Rankings put together."""

from __future__ import annotations

from index.fusion import fuse, with_context


def test_what_both_find_comes_first() -> None:
    fused = fuse([(1, 9.0), (2, 8.0), (3, 1.0)], [(2, 0.9), (4, 0.5)], lexical_weight=0.5)
    assert fused[0][0] == 2
    assert {i for i, _ in fused} == {1, 2, 3, 4}
    assert fuse([], [], lexical_weight=0.5) == []


def test_one_empty_ranking_leaves_the_other_in_order() -> None:
    ranking = [(7, 5.0), (3, 4.0), (9, 0.5)]
    assert [i for i, _ in fuse(ranking, [], lexical_weight=0.6)] == [7, 3, 9]
    assert [i for i, _ in fuse([], ranking, lexical_weight=0.6)] == [7, 3, 9]


def test_the_article_lifts_its_passages() -> None:
    passages = [(10, 4.0), (20, 3.9), (30, 3.8)]
    lifted = with_context(passages, [1, 2, 3], [(2, 8.0), (1, 2.0)], weight=0.5)
    # Article 3 is not ranked and counts as the last that is; equal passages stay in order.
    assert [i for i, _ in lifted] == [20, 10, 30]
    assert with_context([], [], [], weight=0.5) == []
    assert with_context(passages, [1, 2, 3], [(2, 8.0)], weight=0.0) == passages
