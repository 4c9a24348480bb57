"""The learned sentence selector: a small network over `summarizer.features`, run in numpy.

Trained by training/selector.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from news.vietnamese import syllables, unify_tone
from summarizer.features import sentence_features

# A sentence half of whose syllable pairs were chosen already adds little.
_REDUNDANT = 0.5


class Selector:
    """Scores sentences by how much of a newspaper's lead they hold.

    Args:
        layers: weight matrices (inputs, outputs) and biases of the network, first layer first.
        mean: of each feature over the training sentences.
        scale: standard deviation of each feature.
        idf: inverse document frequencies of syllables.
    """

    def __init__(
        self,
        layers: Sequence[tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]],
        mean: npt.NDArray[np.float32],
        scale: npt.NDArray[np.float32],
        idf: dict[str, float],
    ) -> None:
        self._layers = layers
        self._mean = mean
        self._scale = scale
        self._idf = idf
        self._default_idf = max(idf.values(), default=1.0)

    @classmethod
    def load(cls, path: Path) -> Selector:
        """Reads the selector's weights (safetensors)."""
        from safetensors.numpy import load_file  # noqa: PLC0415 - only when a summary is made

        tensors = load_file(path)
        words = bytes(tensors["idf.words"]).decode().split("\n")
        count = sum(name.startswith("weight.") for name in tensors)
        return cls(
            [
                (tensors[f"weight.{i}"].astype(np.float32), tensors[f"bias.{i}"].astype(np.float32))
                for i in range(count)
            ],
            tensors["mean"],
            tensors["scale"],
            dict(zip(words, tensors["idf.values"].astype(float).tolist(), strict=True)),
        )

    def scores(self, sentences: Sequence[str], title: str | None = None) -> npt.NDArray[np.float32]:
        """How useful each sentence is for a summary, shape (sentences,); only their order has a meaning."""
        if not sentences:
            return np.zeros(0, np.float32)
        hidden = (sentence_features(sentences, title, self._idf, self._default_idf) - self._mean) / self._scale
        for i, (weight, bias) in enumerate(self._layers):
            hidden = hidden @ weight + bias
            if i < len(self._layers) - 1:
                hidden = np.maximum(hidden, 0)
        return np.asarray(hidden[:, 0], dtype=np.float32)

    def select(
        self,
        sentences: Sequence[str],
        title: str | None = None,
        *,
        max_sentences: int,
        max_syllables: int | None = None,
    ) -> list[int]:
        """The best sentences that say different things, as indices in document order.

        The best sentence is always taken, however long; others as far as they fit.
        """
        return choose(
            sentences, self.scores(sentences, title), max_sentences=max_sentences, max_syllables=max_syllables
        )


def choose(
    sentences: Sequence[str],
    scores: npt.NDArray[np.float32],
    *,
    max_sentences: int,
    max_syllables: int | None = None,
) -> list[int]:
    """Takes sentences by falling score, leaving out those that repeat what was taken or exceed the budget."""
    chosen: list[int] = []
    used = 0
    said: set[tuple[str, str]] = set()
    for i in np.argsort(-scores, kind="stable").tolist():
        if len(chosen) == max_sentences:
            break
        words = syllables(unify_tone(sentences[i]))
        pairs = set(pairwise(words))
        if chosen:
            too_long = max_syllables is not None and used + len(words) > max_syllables
            if too_long or not pairs or len(pairs & said) / len(pairs) > _REDUNDANT:
                continue
        chosen.append(i)
        used += len(words)
        said |= pairs
    return sorted(chosen)
