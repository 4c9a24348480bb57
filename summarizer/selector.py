"""The learned sentence selector: features of each sentence, and a small network that sees them beside one another.

Runs in numpy; trained by training/selector.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from news.vietnamese import syllables, unify_tone
from summarizer.features import sentence_features
from summarizer.salience import Salience, read_units, salience_features

# A sentence half of whose syllable pairs were chosen already adds little.
_REDUNDANT = 0.5

Floats = npt.NDArray[np.float32]


class Selector:
    """Scores sentences by how much of a newspaper's lead they hold.

    Args:
        tensors: weights by name, in the form that `load` reads:
            `mean`, `scale` of each feature over the training sentences;
            `{sentence,context,mix,score}.{weight,bias}` of the network's four layers, weights (inputs, outputs);
            `salience.cell`, `salience.unit` as in `Salience`.
        idf: inverse document frequencies of syllables.
        vocabulary: ids of syllables for `read_units`.
    """

    def __init__(self, tensors: Mapping[str, Floats], idf: Mapping[str, float], vocabulary: Mapping[str, int]) -> None:
        self._tensors = tensors
        self._idf = idf
        self._default_idf = max(idf.values(), default=1.0)
        self._vocabulary = vocabulary
        self._salience = Salience(tensors["salience.cell"], tensors["salience.unit"])

    @classmethod
    def load(cls, path: Path) -> Selector:
        """Reads the selector's weights (safetensors)."""
        from safetensors.numpy import load_file  # noqa: PLC0415 - only when a summary is made

        tensors = load_file(path)
        idf_words, words = (bytes(tensors.pop(name)).decode().split("\n") for name in ("idf.words", "vocabulary"))
        idf = dict(zip(idf_words, tensors.pop("idf.values").astype(float).tolist(), strict=True))
        return cls(
            {name: tensor.astype(np.float32) for name, tensor in tensors.items()},
            idf,
            {word: index for index, word in enumerate(words, start=2)},
        )

    def features(self, sentences: Sequence[str], title: str | None = None) -> Floats:
        """What the network sees, not yet standardised: `sentence_features`, then `salience_features`."""
        units = read_units(sentences, title, self._vocabulary)
        salient = self._salience(units, titled=bool(title))
        return np.concatenate(
            [sentence_features(sentences, title, self._idf, self._default_idf), salience_features(units, salient)],
            axis=1,
        )

    def scores(self, sentences: Sequence[str], title: str | None = None) -> Floats:
        """How useful each sentence is for a summary, shape (sentences,); only their order has a meaning."""
        if not sentences:
            return np.zeros(0, np.float32)
        inputs = (self.features(sentences, title) - self._tensors["mean"]) / self._tensors["scale"]
        hidden = self._layer("sentence", inputs)
        before, after = np.zeros_like(hidden), np.zeros_like(hidden)
        before[1:], after[:-1] = hidden[:-1], hidden[1:]
        whole, first = np.broadcast_to(hidden.mean(0), hidden.shape), np.broadcast_to(hidden[0], hidden.shape)
        context = self._layer("context", np.concatenate([hidden, whole, first, before, after], axis=1))
        mixed = self._layer("mix", np.concatenate([hidden, context], axis=1))
        return np.asarray(self._linear("score", mixed)[:, 0], dtype=np.float32)

    def _layer(self, name: str, values: Floats) -> Floats:
        return np.maximum(self._linear(name, values), 0)

    def _linear(self, name: str, values: Floats) -> Floats:
        return values @ self._tensors[f"{name}.weight"] + self._tensors[f"{name}.bias"]

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
