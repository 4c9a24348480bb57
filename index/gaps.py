"""Reads clozes (facts.cloze) with an encoder that was trained on them: which fact of a source fills a sentence's gap.

Trained by training/encoder_gaps.py, from the encoder that answers questions; training/encoder_export.py makes its
folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from facts.cloze import Cloze
from index.encoder import Encoder, Reading

WEIGHTS = Path(__file__).parent / "weights" / "gaps"


class GapReader:
    """See facts.cloze.ClozeReader. Its weights are loaded when it first reads; until then it is only their place.

    Args:
        folder: of the weights.
        workers: clozes that are read at the same time.
    """

    def __init__(self, folder: Path = WEIGHTS, workers: int = 1) -> None:
        self._folder, self._workers = folder, workers

    def scores(self, clozes: Sequence[Cloze]) -> list[list[float]]:
        """For each cloze the score of each filling; those that were not read have that of "not here"."""
        encoder = _load(self._folder, self._workers)
        readings = encoder.read_each([(cloze.question, cloze.passage) for cloze in clozes])
        return [_scores(cloze, reading) for cloze, reading in zip(clozes, readings, strict=True)]


@cache
def _load(folder: Path, workers: int) -> Encoder:
    return Encoder.load(folder, workers)


def _scores(cloze: Cloze, reading: Reading) -> list[float]:
    """A filling's likelihood is the sum over its mentions."""
    found = []
    for spans in cloze.spans:
        scores = [score for start, end in spans if (score := reading.score(start, end)) > float("-inf")]
        found.append(float(np.logaddexp.reduce(scores)) if scores else reading.null)
    return found
