"""Puts the passages that a search found into a better order, by reading each together with the query."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from index.encoder import Encoder
from index.types import Hit
from models import RerankerSpec, fetch
from news.errors import InputError
from news.vietnamese import nfc

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_MARGIN = 1.0
"""What the best span's margin over "not here" counts for beside relevance."""


class Reranker(Protocol):
    """Scores passages for a query. tests/index/contracts.py checks any implementation."""

    def score(self, query: str, passages: Sequence[str]) -> npt.NDArray[np.float32]:
        """How much each passage answers the query, (passages,); larger is better, only differences mean something.

        A passage's score does not depend on the others. No text raises an error; an empty one has a finite score.
        """
        ...


class EncoderReranker:
    """By the embedded encoder: the passage's relevance, and how sure it is that the answer stands in it.

    Args:
        encoder: that reads.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def score(self, query: str, passages: Sequence[str]) -> npt.NDArray[np.float32]:
        """See Reranker."""
        scores = np.full(len(passages), -20.0, np.float32)
        for n, reading in enumerate(self._encoder.read(nfc(query), [nfc(passage) for passage in passages])):
            if best := reading.best():
                scores[n] = reading.relevance + _MARGIN * (best[0] - reading.null)
        return scores


class CrossEncoderReranker:
    """By a public cross-encoder through sentence-transformers, such as AITeamVN/Vietnamese_Reranker.

    Args:
        model: with one score for each pair.
        at_once: pairs in a batch.
    """

    def __init__(self, model: CrossEncoder, at_once: int = 16) -> None:
        self._model, self._at_once = model, at_once
        # Its tokenizer serves one caller at a time.
        self._lock = threading.Lock()

    @classmethod
    def load(cls, folder: Path) -> CrossEncoderReranker:
        """A model in a folder.

        Raises:
            InputError: the folder holds no such model, or its weights as a pickle only.
        """
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 - takes seconds

        # Weights that are no pickles only.
        kinds = {"use_safetensors": True}
        try:
            return cls(CrossEncoder(str(folder), local_files_only=True, device="cpu", model_kwargs=kinds))
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise InputError(
                f"The reranker in {folder} cannot be loaded ({' '.join(str(error).split())[:200]}); give a "
                "cross-encoder with one score and weights as .safetensors.",
                f"Không nạp được mô hình xếp lại ở {folder}; hãy dùng một cross-encoder có tệp .safetensors.",
            ) from error

    def score(self, query: str, passages: Sequence[str]) -> npt.NDArray[np.float32]:
        """See Reranker."""
        if not passages:
            return np.zeros(0, np.float32)
        pairs = [(nfc(query), nfc(passage)) for passage in passages]
        with self._lock:
            scores = self._model.predict(pairs, batch_size=self._at_once, show_progress_bar=False)
        return np.asarray(scores, np.float32).reshape(len(passages))


@dataclass(frozen=True, slots=True)
class Reranking:
    """A reranker with how many hits it reads and how much its scores count beside the search's."""

    reranker: Reranker
    depth: int
    weight: float

    def apply(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits in their new order; see `rerank`."""
        return rerank(self.reranker, query, hits, self.depth, self.weight)


def load_reranking(spec: RerankerSpec) -> Reranking:
    """The reranker of a profile, fetched where it is public and not here yet.

    Raises:
        InputError: it is not here and cannot be fetched, or cannot be loaded.
    """
    folder = fetch(spec.model)
    made = EncoderReranker(Encoder.load(folder)) if spec.kind == "encoder" else CrossEncoderReranker.load(folder)
    return Reranking(made, spec.depth, spec.weight)


def rerank(reranker: Reranker, query: str, hits: Sequence[Hit], depth: int, weight: float) -> list[Hit]:
    """The first `depth` hits by search and reranker together, the others behind them as they were.

    Both scores are brought to mean 0 and deviation 1 over these hits.

    Args:
        reranker: that reads them, each behind its title.
        query: with its diacritics.
        hits: best first.
        depth: how many are read.
        weight: of the reranker's score; the search's has 1.
    """
    first, rest = list(hits[:depth]), list(hits[depth:])
    if len(first) < 2:
        return list(hits)
    read = reranker.score(query, [f"{hit.title}. {hit.text}" if hit.title else hit.text for hit in first])
    total = _standard(np.array([hit.score for hit in first])) + weight * _standard(read.astype(np.float64))
    return [first[n] for n in np.argsort(-total, kind="stable")] + rest


def _standard(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    deviation = float(scores.std())
    return (scores - scores.mean()) / deviation if deviation > 0 else np.zeros(len(scores))
