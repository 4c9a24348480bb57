"""What any store, lexical or dense index or reranker must do. Call these with your own implementation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest

from index import ArticleStore, DenseIndex, Filter, LexicalIndex
from index.cards import names_of
from index.duplicates import bands
from index.rerank import Reranker
from index.types import Mark, Passage, Prepared
from news import InputError, article_from_text

PASSAGES = [
    (1, "Giao ban tháng 6", "Chiều 22-6, tại TP Kim Giang, tỉnh họp giao ban về giải ngân 1.500 tỷ đồng."),
    (2, "Cầu mới", "Cầu Kim Giang 2 lùi hợp long sang tháng 12 theo Nghị quyết 18-NQ/TW."),
    (5, "Mùa vụ", "Nông dân Giồng Sậy thu hoạch lúa hè thu, hòa vốn."),
]


def check_lexical(index: LexicalIndex) -> None:
    assert index.search("giao ban", 3) == []
    assert index.ids().tolist() == []
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
    assert [i for i, _ in index.search("hoa von", 3, likely="hoà vốn")] == [5]
    assert [i for i, _ in index.search("hoa von", 3, likely="quite other words")] == [5]
    assert (index.frequency("giang"), index.frequency("kim_giang"), index.frequency("hoà"), index.frequency("x")) == (
        2,
        2,
        1,
        0,
    )
    assert [i for i, _ in index.search("Kim Giang", 3, np.array([2]))] == [2]
    assert index.search("Kim Giang", 3, np.array([], dtype=np.int64)) == []
    assert index.search("?!", 3) == []
    assert index.scores("?!", [1, 2]) == {}
    assert index.scores("giao ban", []) == {}
    for query, likely in (("Kim Giang giao ban", None), ("hoa von Kim Giang", "hoà vốn Kim Giang")):
        known = index.scores(query, [5, 2, 9], likely)
        for passage, score in index.search(query, 3, np.array([2, 5]), likely):
            assert np.isclose(known[passage], score), query
        assert known.get(9, 0.0) == 0.0
        assert known.get(1, 0.0) == 0.0
    assert index.ids().tolist() == [1, 2, 5]
    index.apply([], [1])
    assert index.ids().tolist() == [2, 5]
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


def check_reranker(reranker: Reranker) -> None:
    query = "Cầu Kim Giang 2 hợp long khi nào?"
    passages = [text for _, _, text in PASSAGES]
    scores = reranker.score(query, passages)
    assert scores.shape == (3,)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()
    assert len(np.unique(scores)) == 3
    # A passage's score is its own, whatever is read beside it and in whatever order.
    np.testing.assert_allclose(reranker.score(query, passages[::-1])[::-1], scores, atol=0.3)
    np.testing.assert_allclose([reranker.score(query, [text])[0] for text in passages], scores, atol=0.3)
    assert reranker.score(query, []).shape == (0,)
    assert np.isfinite(reranker.score("", ["", " ", "😀\n", "Ho\u0323p", passages[0] * 40])).all()


def check_store(make: Callable[[], ArticleStore]) -> None:
    """
    Args:
        make: opens the same store again at each call; it is empty at the first.
    """
    store = make()
    june = _prepared(
        "Chiều 22-6, tỉnh họp giao ban. Ông Lịch chủ trì.", 2, url="https://bao.example/1", date=(2024, 6, 22)
    )
    july = _prepared("Sáng 16-7, tỉnh họp giao ban. Bà Hạnh chủ trì.", 2, source="Báo Hai", date=(2024, 7, 16))
    undated = _prepared("Hội nghị không đề ngày.", 1)
    assert store.counts() == (0, 0)
    start = store.last_change()
    assert list(store.texts_since(start)) == store.removed_since(start) == []
    _check_puts(store, june, july, undated)
    _check_reads(make(), june, july, undated)
    _check_marks(store, start, june, july, undated)
    _check_replaces(make, june, july)
    _check_removes(make, july, undated)


def _prepared(text: str, passages: int, *, date: tuple[int, int, int] | None = None, **about: str) -> Prepared:
    article = article_from_text(text, title=text[:8], published=dt.date(*date) if date else None, **about)  # type: ignore[arg-type]
    spans = [(s.start, s.end) for s in article.sentences][:passages]
    assert len(spans) == passages
    vectors = np.zeros((passages, 4), np.float32)
    vectors[:, len(text) % 4] = 1
    return Prepared(article, spans, vectors, bands(article.text), names_of(article))


def _check_puts(store: ArticleStore, june: Prepared, july: Prepared, undated: Prepared) -> None:
    results = store.put([june, july, june], embedder="e")
    assert [(r.article_id, r.status.value) for r in results] == [
        (june.article.id, "added"),
        (july.article.id, "added"),
        (june.article.id, "unchanged"),
    ]
    assert [r.status.value for r in store.put([july, undated], embedder="e")] == ["unchanged", "added"]
    assert store.counts() == (3, 5)
    other = _prepared("Bài này đến cùng một bài hỏng.", 1)
    with pytest.raises(ValueError, match="zip"):
        store.put(
            [other, Prepared(article_from_text("Bài hỏng."), [(0, 1)], undated.vectors[[0, 0]], [], [])], embedder="e"
        )
    assert store.known([other.article.id]) == set()
    assert store.counts() == (3, 5)


def _check_reads(store: ArticleStore, june: Prepared, july: Prepared, undated: Prepared) -> None:
    for article in (june.article, july.article, undated.article):
        stored = store.get(article.id)
        assert stored.to_dict() == article.to_dict()
        assert (stored.raw, stored.published, stored.url) == (article.raw, article.published, article.url)
        assert store.find(article.id[:6]) == store.find(article.id) == article.id
        assert store.copies(article.id) == []
    for unknown in ("", june.article.id[:3], "zzzzzz"):
        with pytest.raises(InputError):
            store.find(unknown)
    with pytest.raises(InputError):
        store.get("zzzzzz")
    assert store.known([june.article.id, "zzzzzz"]) == {june.article.id}
    assert [row.id for row in store.rows()] == [july.article.id, june.article.id, undated.article.id]
    assert [row.id for row in store.rows(limit=1)] == [july.article.id]
    assert [row.id for row in store.rows(Filter(dt.date(2024, 6, 22), dt.date(2024, 7, 15)))] == [june.article.id]
    assert [row.id for row in store.rows(Filter(person="ông Lich"))] == [june.article.id]
    assert store.rows(Filter(person="Lích")) == store.rows(Filter(place="Lịch")) == []
    assert store.allowed(Filter(person="Hạnh")).tolist() == store.allowed(Filter(source="Báo Hai")).tolist()
    assert len(store.allowed(Filter(source="Báo Hai"))) == 2
    assert len(store.allowed(Filter(source="Báo Ba"))) == 0


def _check_marks(store: ArticleStore, start: Mark, june: Prepared, july: Prepared, undated: Prepared) -> None:
    now = store.last_change()
    texts = list(store.texts_since(start))
    passages = [passage for text in texts for passage in text.passages]
    ids = [passage for passage, _ in passages]
    assert ids == sorted(set(ids))
    assert now[0] == ids[-1]
    assert [text for _, text in passages] == [p.article.text[a:b] for p in (june, july, undated) for a, b in p.spans]
    parts = list(store.vectors_since(start))
    assert [i for found, _ in parts for i in found.tolist()] == ids
    vectors = np.concatenate([part for _, part in parts])
    assert np.allclose(vectors, np.concatenate([june.vectors, july.vectors, undated.vectors]))
    assert [(text.first, text.title) for text in texts] == [
        (first, p.article.title) for first, p in zip((ids[0], ids[2], ids[4]), (june, july, undated), strict=True)
    ]
    # An article is known by its first passage, also where a part of its passages is known already.
    later = list(store.texts_since((ids[0], start[1])))
    assert [text.first for text in later] == [ids[0], ids[2], ids[4]]
    assert later[0].passages == texts[0].passages[1:]
    quotes = store.quotes([ids[3], ids[0], 10**9])
    assert set(quotes) == {ids[0], ids[3]}
    quote = quotes[ids[3]]
    start_of, end_of = july.spans[1]
    assert quote.passage == Passage(ids[3], july.article.id, start_of, end_of)
    assert (quote.title, quote.text, quote.has_copies) == (
        july.article.title,
        july.article.text[start_of:end_of],
        False,
    )
    assert store.quotes([]) == {}
    assert list(store.texts_since(now)) == []
    assert list(store.vectors_since(now)) == []


def _check_replaces(make: Callable[[], ArticleStore], june: Prepared, july: Prepared) -> None:
    store = make()
    before = store.last_change()
    new = _prepared("Đính chính: ông Lịch vắng mặt.", 1, url="https://bao.example/1")
    (result,) = store.put([new], embedder="e")
    assert (result.status.value, result.replaced_id) == ("replaced", june.article.id)
    store = make()
    assert store.known([june.article.id, new.article.id]) == {new.article.id}
    assert store.counts() == (3, 4)
    assert len(store.removed_since(before)) == 2
    assert [text for found in store.texts_since(before) for _, text in found.passages] == [new.article.text]
    with pytest.raises(InputError):
        store.put([june], embedder="another")
    assert store.known([june.article.id]) == set()
    assert july.article.id in store.known([july.article.id])


def _check_removes(make: Callable[[], ArticleStore], july: Prepared, undated: Prepared) -> None:
    store = make()
    before = store.last_change()
    gone = store.allowed(Filter(source="Báo Hai")).tolist()
    store.remove([july.article.id, "zzzzzz"])
    store = make()
    assert store.removed_since(before) == gone
    assert store.quotes(gone) == {}
    assert store.known([july.article.id]) == set()
    assert store.counts() == (2, 2)
    (result,) = store.put([july], embedder="e")
    assert result.status.value == "added"
    # An id is never given twice, or a cache would take a new passage for an old one.
    assert min(store.allowed(Filter(source="Báo Hai"))) > max(gone)
    store.remove([undated.article.id])
    assert undated.article.id not in {row.id for row in store.rows()}
