"""Whether a hypothesis of the writer is a better summary than the selected sentences.

A small writer is sometimes better than the sentences it was given and often not; what tells the two apart are its own
certainty and how the hypothesis lies to title and sentences. A ridge regression over those (and their squares) predicts
the gain in ROUGE; trained by training/chooser.py on articles that the writer has not seen.
"""

from __future__ import annotations

import json
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from news.vietnamese import syllables, unify_tone

Floats = npt.NDArray[np.float64]


def describe(
    text: str, score: float, best_score: float, sentences: Sequence[str], scores: Sequence[float], title: str | None
) -> Floats:
    """What is known of a hypothesis, one row of features.

    Args:
        text, score: the hypothesis and its log probability per token.
        best_score: of the likeliest hypothesis.
        sentences, scores: what the writer was given, best first, and the selector's scores.
    """
    words, pairs = _bags(text)
    best_words, best_pairs = _bags(sentences[0])
    all_words, all_pairs = (set().union(*bags) for bags in zip(*map(_bags, sentences), strict=True))
    title_words = _bags(title or "")[0]
    length, best_length = len(syllables(text)), len(syllables(sentences[0]))
    said = _share(title_words, words)
    return np.array(
        [
            score,
            score - best_score,
            length / 30,
            (length - best_length) / 30,
            best_length / 30,
            _share(pairs, best_pairs),
            _share(pairs, all_pairs),
            _share(words, all_words),
            _share(best_pairs, pairs),
            _share(best_words, words),
            said,
            said - _share(title_words, best_words),
            float(bool(title_words)),
            scores[0] - scores[1] if len(scores) > 1 else 3.0,
            float(text.rstrip(" .").count(". ")),
        ]
    )


def _bags(text: str) -> tuple[set[str], set[tuple[str, str]]]:
    words = syllables(unify_tone(text))
    return set(words), set(pairwise(words))


def _share(wanted: Set[Any], found: Set[Any]) -> float:
    return len(wanted & found) / max(len(wanted), 1)


def expand(features: Floats, mean: Floats, scale: Floats) -> Floats:
    """Standardised features, at most three deviations out, and their squares; a constant first."""
    z = np.clip((features - mean) / scale, -3, 3)
    return np.concatenate([np.ones((*z.shape[:-1], 1)), z, z * z], axis=-1)


@dataclass(frozen=True)
class Chooser:
    """Predicts gains.

    Args:
        mean, scale: of the features, (features,).
        weights: (1 + 2 * features,).
        least_gain: predicted gain (mean ROUGE F1, 0 to 1) from which on a hypothesis is shown.
    """

    mean: Floats
    scale: Floats
    weights: Floats
    least_gain: float

    @classmethod
    def load(cls, path: Path) -> Chooser:
        data = json.loads(path.read_text(encoding="utf-8"))
        mean, scale, weights = (np.array(data[name], float) for name in ("mean", "scale", "weights"))
        return cls(mean, scale, weights, float(data["least_gain"]))

    def save(self, path: Path) -> None:
        data: dict[str, object] = {
            name: [round(value, 5) for value in getattr(self, name).tolist()] for name in ("mean", "scale", "weights")
        }
        path.write_text(json.dumps(data | {"least_gain": self.least_gain}) + "\n", encoding="utf-8")

    def gain(self, features: Floats) -> float:
        """The predicted gain of a hypothesis over the selection."""
        return float(expand(features, self.mean, self.scale) @ self.weights)
