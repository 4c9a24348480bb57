"""What any lexical or dense index must do. Call these with your own implementation."""

from __future__ import annotations

import numpy as np

from index import DenseIndex, LexicalIndex

PASSAGES = [
    (1, "Giao ban tháng 6", "Chiều 22-6, tại TP Kim Giang, tỉnh họp giao ban về giải ngân 1.500 tỷ đồng."),
    (2, "Cầu mới", "Cầu Kim Giang 2 lùi hợp long sang tháng 12 theo Nghị quyết 18-NQ/TW."),
    (5, "Mùa vụ", "Nông dân Giồng Sậy thu hoạch lúa hè thu, hòa vốn."),
]


def check_lexical(index: LexicalIndex) -> None:
    assert index.search("giao ban", 3) == []
    index.apply(PASSAGES, [])
    index.apply(PASSAGES, [9])
    assert len(index) == 3
    for query, best in (
        ("giao ban", 1),
        ("giao ban thang 6", 1),
        ("22/6", 1),
        ("1500 tỷ", 1),
        ("18-NQ/TW", 2),
        ("hoà vốn", 5),
    ):
        ranked = index.search(query, 3)
        assert ranked, query
        assert ranked[0][0] == best, query
        assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)
    assert [i for i, _ in index.search("Kim Giang", 3, np.array([2]))] == [2]
    assert index.search("Kim Giang", 3, np.array([], dtype=np.int64)) == []
    assert index.search("?!", 3) == []
    index.apply([], [1])
    assert 1 not in [i for i, _ in index.search("giao ban Kim Giang", 3)]
    assert len(index) == 2


def check_dense(index: DenseIndex, dimension: int) -> None:
    ids = np.array([3, 7, 11], dtype=np.int64)
    vectors = np.eye(dimension, dtype=np.float32)[:3]
    assert index.search(vectors[0], 2) == []
    index.apply(ids, vectors, [])
    index.apply(ids, vectors, [99])
    assert len(index) == 3
    assert index.search(vectors[1], 2)[0] == (7, 1.0)
    assert [i for i, _ in index.search(vectors[1], 3, np.array([3]))] == [3]
    assert index.search(np.zeros(dimension, np.float32), 2) == []
    index.apply(np.array([], np.int64), np.zeros((0, dimension), np.float32), [7])
    assert 7 not in [i for i, _ in index.search(vectors[1], 3)]
    assert len(index) == 2
