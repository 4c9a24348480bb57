"""The shipped embedder: unit length, empty text, spelling, and agreement with sentence-transformers."""

import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.embedder import StaticEmbedder, embedding_text
from index.units import load_units
from models import load_profile

TEXTS = ["Hội nghị giao ban các tỉnh miền Trung", "Giá vàng hôm nay tăng mạnh", "hoi nghi giao ban cac tinh mien trung"]


SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder.load(load_profile("embedded").embedder.local_path())


def test_vectors_have_unit_length_and_empty_text_gives_zeros(embedder: StaticEmbedder) -> None:
    vectors = embedder.embed([*TEXTS, "", "  "])
    assert vectors.shape == (5, embedder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 1, 1, 0, 0], atol=1e-5)
    assert embedder.embed([]).shape == (0, embedder.dimension)


def test_accentless_text_is_near_its_accented_form(embedder: StaticEmbedder) -> None:
    meeting, gold, accentless = embedder.embed(TEXTS)
    assert accentless @ meeting > accentless @ gold


def test_batches_and_spelling_make_no_difference(embedder: StaticEmbedder) -> None:
    many = embedder.embed(TEXTS * 100)
    np.testing.assert_array_equal(many[:3], many[-3:])
    np.testing.assert_array_equal(embedder.embed(["Hòa  Bình"]), embedder.embed(["hoà bình"]))


def test_fingerprint_is_stable(embedder: StaticEmbedder) -> None:
    again = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
    assert embedder.fingerprint == again.fingerprint


def test_sentence_transformers_gives_the_same_vectors(embedder: StaticEmbedder) -> None:
    transformers = pytest.importorskip("sentence_transformers")
    model = transformers.SentenceTransformer(str(load_profile("embedded").embedder.local_path()), device="cpu")
    theirs = model.encode([embedding_text(text) for text in TEXTS], normalize_embeddings=True)
    np.testing.assert_allclose(embedder.embed(TEXTS), np.asarray(theirs, np.float32), atol=2e-3)


def test_units_are_those_of_the_tokenizer(tmp_path: Path) -> None:
    """SentencePiece cuts as `tokenizers` does; a tokenizer with rules of its own is left to that library."""
    path = load_profile("embedded").embedder.local_path() / "tokenizer.json"
    lines = (line for file in SAMPLES.glob("*.txt") for line in file.read_text(encoding="utf-8").splitlines())
    texts = [embedding_text(text) for text in (*TEXTS, *lines, "漢字 😀 1.500", "")]
    units = load_units(path)(texts)
    theirs = Tokenizer.from_file(str(path))
    assert units == [encoding.ids for encoding in theirs.encode_batch(texts, add_special_tokens=False)]
    table = json.loads(path.read_text(encoding="utf-8"))
    table["normalizer"] = {"type": "Replace", "pattern": {"String": "giao"}, "content": "vàng"}
    other = tmp_path / "tokenizer.json"
    other.write_text(json.dumps(table), encoding="utf-8")
    assert load_units(other)(["giao ban"]) == load_units(path)(["vàng ban"])
