"""What the encoder reads first: rows of whole articles with spans masked. numpy only.

Title, abstract and body stand in one row, so that a name masked in the one can be found in the other; spans of one to
four pieces are masked (in the manner of SpanBERT; Joshi et al., 2020), and only masked places are predicted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.corpus import END, Corpus
from training.encoder_format import CLASS, MASK, PIECES, SEPARATOR, Ids

ROW = 384
_SHORTEST = 96  # what is left of an article is a row of its own from this length
_BEGIN = 0.105  # share of pieces at which a masked span begins
_LENGTHS = np.cumsum([0.4, 0.3, 0.2, 0.1])
_PREDICTED = 0.17  # share of a batch that is predicted; always the same, so that shapes do not change
_SHOWN_MASKED, _SHOWN_OTHER = 0.85, 0.93  # the rest is shown as it is
_FOLDED_TIMES = 2


@dataclass(frozen=True)
class Masked:
    """A batch: ids and segments (rows, ROW), flat places that are predicted and what stood there."""

    ids: npt.NDArray[np.int32]
    segments: npt.NDArray[np.int32]
    places: npt.NDArray[np.int64]
    wanted: npt.NDArray[np.int64]


class Rows:
    """All articles as rows.

    Args:
        corpus: as packed.
        folded: ids of text without diacritics, read as rows too.
    """

    def __init__(self, corpus: Corpus, folded: Ids) -> None:
        ids, ends = corpus.ids.copy(), corpus.starts[1:] - 1
        begins = corpus.starts[corpus.first[:-1]]
        abstract_ends, last_ends = ends[corpus.first[:-1] + 1], ends[corpus.first[1:] - 1]
        for marks in (ends[corpus.first[:-1]], abstract_ends, last_ends):
            ids[marks] = SEPARATOR
        change = np.zeros(len(ids) + 1, np.int8)
        change[abstract_ends + 1] += 1
        change[last_ends + 1] -= 1
        body = np.cumsum(change[:-1], dtype=np.int8).astype(np.uint8)
        kept = ids != END
        before = np.concatenate([[0], np.cumsum(kept)])
        stream, body = ids[kept], body[kept]
        begins, stops = before[begins], before[last_ends] + 1
        stream, body = np.insert(stream, begins, CLASS), np.insert(body, begins, 0)
        begins = begins + np.arange(len(begins))
        size = stops - (begins - np.arange(len(begins))) + 1
        count = np.maximum(1, (size + ROW - _SHORTEST) // ROW)
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        starts = np.repeat(begins, count) + within * ROW
        extra = len(stream) + np.arange(0, max(len(folded) - ROW, 0), ROW)
        self._stream = np.concatenate([stream, folded, np.full(ROW, SEPARATOR, np.uint16)])
        self._body = np.concatenate([body, np.ones(len(folded) + ROW, np.uint8)])
        self.starts = np.concatenate([starts, np.tile(extra, _FOLDED_TIMES)])

    def batches(self, tokens: int, rng: np.random.Generator) -> Iterator[Masked]:
        """Endless batches of about `tokens` pieces."""
        rows = max(1, tokens // ROW)
        while True:
            order = rng.permutation(self.starts)
            for first in range(0, max(len(order) - rows + 1, 1), rows):
                yield self._masked(order[first : first + rows], rng)

    def _masked(self, starts: npt.NDArray[np.int64], rng: np.random.Generator) -> Masked:
        at = starts[:, None] + np.arange(ROW)
        ids, segments = self._stream[at].astype(np.int32), self._body[at].astype(np.int32)
        ids[:, 0] = CLASS
        begin = rng.random(ids.shape, np.float32) < _BEGIN
        length = np.searchsorted(_LENGTHS, rng.random(ids.shape, np.float32))
        hidden = begin.copy()
        for more in range(1, len(_LENGTHS)):
            hidden[:, more:] |= (begin & (length >= more))[:, :-more]
        hidden &= ids < PIECES
        flat = np.flatnonzero(hidden)
        places = np.resize(rng.permutation(flat), int(_PREDICTED * ids.size)) if len(flat) else np.zeros(1, np.int64)
        wanted = ids.ravel()[places].astype(np.int64)
        shown, draw = ids.ravel().copy(), rng.random(len(flat))
        shown[flat[draw < _SHOWN_MASKED]] = MASK
        other = flat[(draw >= _SHOWN_MASKED) & (draw < _SHOWN_OTHER)]
        shown[other] = rng.integers(3, PIECES, len(other))
        return Masked(shown.reshape(ids.shape), segments, places, wanted)
