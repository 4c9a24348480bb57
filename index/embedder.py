"""The embedded retrieval model: the mean of unit vectors, in numpy.

A static embedding in the sentence-transformers layout (a `tokenizers` tokenizer and one matrix), so that the folder
also loads as `SentenceTransformer(folder)`; here it runs without torch. Units are SentencePiece unigrams that may span
syllables, because most Vietnamese words do. Trained by training/embedder.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.units import Units, load_units
from news.errors import InputError
from news.vietnamese import nfc, unify_tone

# Texts are embedded this many at a time: enough to be fast, little enough to keep memory flat.
_BATCH = 256
# For more texts than these it pays to widen all vectors; a question in a new process does not wait for it.
_FEW = 32


def embedding_text(text: str) -> str:
    """The form in which text is embedded: NFC, lower-cased, new tone placement, single spaces."""
    return " ".join(unify_tone(nfc(text).lower()).split())


class StaticEmbedder:
    """Embeds texts as unit-length mean vectors of their units.

    Args:
        units: text to unit ids.
        vectors: one row for each unit, shape (units, dimension), of any width of floating point.
        fingerprint: a hash of both; vectors of different fingerprints must not be compared.
        folder: from which it was read. A copy of it for another process is read from there again.
    """

    def __init__(self, units: Units, vectors: npt.NDArray[np.floating], fingerprint: str, folder: Path) -> None:
        self._units = units
        self._vectors = vectors
        self._widened = vectors.dtype == np.float32
        self._fingerprint = fingerprint
        self._folder = folder

    def __reduce__(self) -> tuple[Callable[[Path, str], StaticEmbedder], tuple[Path, str]]:
        return _read_again, (self._folder, self._fingerprint)

    @classmethod
    def load(cls, folder: Path) -> StaticEmbedder:
        """Reads a folder with tokenizer.json and model.safetensors."""
        from safetensors.numpy import load_file  # noqa: PLC0415 - only when something is embedded

        inner = folder / "0_StaticEmbedding"
        inner = inner if inner.is_dir() else folder
        digest = hashlib.sha256()
        for name in ("tokenizer.json", "model.safetensors"):
            digest.update((inner / name).read_bytes())
        vectors = load_file(inner / "model.safetensors")["embedding.weight"]
        return cls(load_units(inner / "tokenizer.json"), vectors, digest.hexdigest()[:32], folder)

    @property
    def dimension(self) -> int:
        return int(self._vectors.shape[1])

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Unit-length vectors, shape (texts, dimension); a text without any unit gives zeros."""
        out = np.zeros((len(texts), self.dimension), np.float32)
        if len(texts) > _FEW and not self._widened:
            self._vectors, self._widened = self._vectors.astype(np.float32), True
        for first in range(0, len(texts), _BATCH):
            batch = [embedding_text(text) for text in texts[first : first + _BATCH]]
            for row, ids in enumerate(self._units(batch), start=first):
                # Sums, for what counts is the direction. One text after another: what is added up stays in the
                # processor's cache.
                if ids:
                    self._vectors.take(ids, axis=0).sum(axis=0, dtype=np.float32, out=out[row])
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        out /= np.where(norms > 0, norms, 1)
        return out


def _read_again(folder: Path, fingerprint: str) -> StaticEmbedder:
    """
    Raises:
        InputError: it is not the one that it was.
    """
    embedder = StaticEmbedder.load(folder)
    if embedder.fingerprint != fingerprint:
        raise InputError(
            f"The embedder in '{folder}' was changed meanwhile; start again.",
            f"Mô hình nhúng ở “{folder}” vừa thay đổi; hãy chạy lại.",
        )
    return embedder
