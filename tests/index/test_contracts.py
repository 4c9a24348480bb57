from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index import StaticEmbedder
from index.dense import FaissIndex
from index.lexical import TantivyIndex
from index.store import Store
from models import load_profile
from tests.index.contracts import check_dense, check_lexical, check_store


@pytest.mark.parametrize("deepest", [5000, 0])
def test_tantivy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deepest: int) -> None:
    """Both ways to keep to what is allowed: leaving out what is not, and looking for what is."""
    monkeypatch.setattr("index.lexical._DEEPEST", deepest)
    check_lexical(TantivyIndex(tmp_path))


def test_sqlite(tmp_path: Path) -> None:
    def make() -> Store:
        store = Store(tmp_path / "library.sqlite")
        store.set_meta("embedder", "e")
        return store

    check_store(make)


def test_faiss() -> None:
    check_dense(FaissIndex(8), 8)


def test_faiss_by_codes() -> None:
    """The way of large archives; codes are learned from what came first and is gone."""
    index = FaissIndex(8, exact=2)
    gone = np.arange(1000, 1040)
    index.apply(gone, np.random.default_rng(1).standard_normal((40, 8)).astype(np.float32), [])
    index.apply(np.zeros(0, np.int64), np.zeros((0, 8), np.float32), gone.tolist())
    check_dense(index, 8)


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder.load(load_profile("embedded").embedder.local_path())


def test_embedder(embedder: StaticEmbedder) -> None:
    vectors = embedder.embed(
        ["giải ngân vốn đầu tư công", "tiến độ rót vốn đầu tư công chậm", "lúa hè thu trúng mùa", ""]
    )
    assert vectors.shape == (4, embedder.dimension)
    assert np.allclose(np.linalg.norm(vectors[:3], axis=1), 1, atol=1e-5)
    assert not vectors[3].any()
    likeness = vectors @ vectors.T
    assert likeness[0, 1] > likeness[0, 2]
    assert np.allclose(embedder.embed(["thuỷ lợi hoà bình"]), embedder.embed(["Thủy lợi  HÒA bình"]), atol=1e-6)


def test_embedder_is_a_sentence_transformer(embedder: StaticEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(load_profile("embedded").embedder.local_path()), device="cpu")
    text = "hội nghị giao ban tháng 6"
    vector = np.asarray(theirs.encode([text], normalize_embeddings=True))[0].astype(np.float32)
    assert np.allclose(vector, embedder.embed([text])[0], atol=2e-3)
