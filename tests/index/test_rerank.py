"""Rerankers: the contract, on the shipped encoder and on a random cross-encoder; and what becomes of the hits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index import Library
from index.encoder import load_encoder
from index.rerank import CrossEncoderReranker, EncoderReranker, Reranking, rerank
from index.types import Hit
from news import InputError, article_from_text
from news.article import Span
from tests.index.contracts import PASSAGES, check_reranker
from tests.index.fakes import HashEmbedder
from tests.models.crossencoders import tiny_cross_encoder


def test_the_encoder() -> None:
    check_reranker(EncoderReranker(load_encoder()))


def test_the_encoder_prefers_the_passage_that_answers() -> None:
    reranker = EncoderReranker(load_encoder())
    texts = [text for _, _, text in PASSAGES]
    assert reranker.score("Cầu Kim Giang 2 lùi hợp long sang tháng nào?", texts).argmax() == 1
    assert reranker.score("Nông dân Giồng Sậy thu hoạch lúa gì?", texts).argmax() == 2


def test_a_cross_encoder(tmp_path: Path) -> None:
    texts = [text for _, _, text in PASSAGES]
    check_reranker(CrossEncoderReranker.load(tiny_cross_encoder(tmp_path, texts)))


def test_a_folder_without_a_cross_encoder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be loaded"):
        CrossEncoderReranker.load(tmp_path)


class _Prefers:
    """Scores a passage by the length of what it has of one letter."""

    def score(self, query: str, passages: Sequence[str]) -> npt.NDArray[np.float32]:
        self.read = list(passages)
        return np.array([passage.count(query) for passage in passages], np.float32)


def _hits(*texts: str) -> list[Hit]:
    return [
        Hit(n, f"a{n}", "Tin" if n else None, text, Span(f"a{n}", 0, len(text), text), 1.0 - n / 10, None, None)
        for n, text in enumerate(texts)
    ]


def test_the_first_hits_are_read_behind_their_titles_and_the_rest_keep_their_place() -> None:
    reranker = _Prefers()
    hits = _hits("b", "c", "zzz", "zzzzzz")
    ranked = rerank(reranker, "z", hits, depth=3, weight=5.0)
    assert reranker.read == ["b", "Tin. c", "Tin. zzz"]
    assert [hit.text for hit in ranked] == ["zzz", "b", "c", "zzzzzz"]


def test_without_weight_or_difference_the_order_stays() -> None:
    hits = _hits("b", "zz", "c")
    assert rerank(_Prefers(), "z", hits, depth=3, weight=0.0) == hits
    assert rerank(_Prefers(), "q", hits, depth=3, weight=9.0) == hits
    assert rerank(_Prefers(), "z", [], depth=3, weight=1.0) == []


def test_a_library_reads_its_first_hits_again(tmp_path: Path) -> None:
    texts = [f"Phiên họp bàn việc số {i}, có {'z' * i} phiếu." for i in range(6)]
    with Library.open(tmp_path, HashEmbedder()) as library:
        list(library.add_many(article_from_text(text) for text in texts))
        plain = library.search("phiên họp bàn việc", 6)

    class CountsZ(_Prefers):
        def score(self, query: str, passages: Sequence[str]) -> npt.NDArray[np.float32]:
            assert query == "phiên họp bàn việc"
            return super().score("z", passages)

    reranker = CountsZ()
    with Library.open(tmp_path, HashEmbedder(), reranking=Reranking(reranker, depth=4, weight=1e9)) as library:
        ranked = library.search("phiên họp bàn việc", 6)
        assert len(reranker.read) == 4
        assert {hit.passage_id for hit in ranked[:4]} == {hit.passage_id for hit in plain[:4]}
        assert ranked[4:] == plain[4:]
        assert [hit.text.count("z") for hit in ranked[:4]] == sorted(
            (hit.text.count("z") for hit in plain[:4]), reverse=True
        )
        assert {(hit.passage_id, hit.score) for hit in ranked} == {(hit.passage_id, hit.score) for hit in plain}
        # More are read than are wanted, so that the best of them can come first.
        assert library.search("phiên họp bàn việc", 1) == ranked[:1]
