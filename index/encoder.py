"""The encoder: a small BERT (CTranslate2, int8) that reads a question and a passage together, and its heads in numpy.

Trained by training/encoder.py; training/encoder_export.py makes the folder that is loaded here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.pieces import PiecedText, Pieces
from news.processes import cores

if TYPE_CHECKING:
    from ctranslate2 import Encoder as Engine

WEIGHTS = Path(__file__).parent / "weights" / "encoder"
CLASS, SEPARATOR = 16_000, 16_001
QUESTION_LONGEST, PASSAGE_LONGEST = 56, 196
"""Pieces that are read of each."""
LONGEST_SPAN = 48
"""Pieces of the longest answer."""
_WORKERS = 4
_ROWS = 8
"""Of a product at a time; eight rows of 384 by 64 are what OpenBLAS still does without its other threads."""
_NEVER = np.float32(-1e9)

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder makes of one passage.

    Attributes:
        pieces: of the passage, as far as it was read.
        spans: a score for each span, by first piece and length less one, (pieces, LONGEST_SPAN); hugely negative where
            there is none. Scores of passages read for one question can be compared.
        null: the score of "not here".
        relevance: log odds that the passage is what the question is about.
    """

    pieces: PiecedText
    spans: Floats
    null: float
    relevance: float

    def best(self, start: int = 0, end: int | None = None) -> tuple[float, int, int] | None:
        """The best span inside [start, end) of the passage: its score and its place; None where there is none."""
        starts, ends = self.pieces.starts, self.pieces.ends
        rows = np.flatnonzero((starts >= start) & (ends <= (math.inf if end is None else end)))
        if not len(rows):
            return None
        inside = self.spans[rows[0] : rows[-1] + 1].copy()
        last = np.arange(rows[0], rows[-1] + 1)[:, None] + np.arange(LONGEST_SPAN)[None, :]
        inside[last > rows[-1]] = -np.inf
        at = int(inside.argmax())
        first, more = divmod(at, LONGEST_SPAN)
        first += int(rows[0])
        begin, close = int(starts[first]), int(ends[first + more])
        return (float(inside.flat[at]), begin, close) if close > begin else None

    def score(self, start: int, end: int) -> float:
        """The score of the span [start, end) of the passage, rounded out to pieces; -inf if it was not read."""
        covering = self.pieces.covering(start, end)
        if covering is None or covering[1] - covering[0] >= LONGEST_SPAN:
            return float("-inf")
        return float(self.spans[covering[0], covering[1] - covering[0]])


class Encoder:
    """Reads passages for a question.

    Passages are read one by one, each by one thread, several at a time: two threads that share the multiplications of
    one batch wait for each other, and what fills up the shorter passages of a batch costs time too. On two cores five
    passages took 77 ms so, and 108 ms as one batch of two threads.

    Args:
        pieces: the vocabulary.
        engine: the converted BERT; its pooler is the judgements' first layer.
        heads: the weights of training.encoder_network.Heads.
        workers: passages that are read at the same time; the engine has as many.
    """

    def __init__(self, pieces: Pieces, engine: Engine, heads: dict[str, Floats], workers: int = 1) -> None:
        self._pieces, self._engine, self._heads = pieces, engine, heads
        self._workers = ThreadPoolExecutor(workers, "reader")

    @classmethod
    def load(cls, folder: Path, workers: int = 0) -> Encoder:
        """Reads a folder that training.encoder_export made; `workers` 0 takes one for each core, at most _WORKERS."""
        from ctranslate2 import Encoder as Engine  # noqa: PLC0415 - only when something is read
        from safetensors.numpy import load_file  # noqa: PLC0415

        heads = {name: value.astype(np.float32) for name, value in load_file(folder / "heads.safetensors").items()}
        workers = workers or min(cores(), _WORKERS)
        engine = Engine(str(folder), device="cpu", compute_type="int8", inter_threads=workers, intra_threads=1)
        return cls(Pieces(folder / "spiece.model"), engine, heads, workers)

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """One Reading for each passage, in their order.

        An empty passage or question gives a Reading without spans.

        Raises:
            ValueError: a text is not in NFC.
        """
        return self.read_each([(question, passage) for passage in passages])

    def read_each(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """One Reading for each question with its passage, as `read`."""
        asked = {question: self._pieces.cut(question, QUESTION_LONGEST) for question, _ in pairs}
        cut = [(asked[question], self._pieces.cut(passage, PASSAGE_LONGEST)) for question, passage in pairs]
        found = [Reading(p, np.full((len(p), LONGEST_SPAN), _NEVER, np.float32), 0.0, 0.0) for _, p in cut]
        # The longest first, so that no thread is left alone with it at the end.
        filled = (n for n, (q, p) in enumerate(cut) if len(q) and len(p))
        order = sorted(filled, key=lambda n: -len(cut[n][0]) - len(cut[n][1]))
        for n, reading in zip(order, self._workers.map(lambda n: self._read(*cut[n]), order), strict=True):
            found[n] = reading
        return found

    def _read(self, asked: PiecedText, passage: PiecedText) -> Reading:
        head = [CLASS, *asked.ids.tolist(), SEPARATOR]
        ids = [*head, *passage.ids.tolist(), SEPARATOR]
        kinds = [0] * len(head) + [1] * (len(ids) - len(head))
        output = self._engine.forward_batch([ids], token_type_ids=[kinds])
        states, pooled = np.array(output.last_hidden_state)[0], np.array(output.pooler_output)[0]
        judged = self._heads["judge.weight"] @ pooled + self._heads["judge.bias"]
        spans = self._spans(states[len(head) : len(head) + len(passage)])
        return Reading(passage, spans, *map(float, judged))

    def _spans(self, x: Floats) -> Floats:
        """Scores of the spans of a passage; `x` is (pieces, width)."""
        h = self._heads
        first, last = (_product(x, h["bounds.weight"].T) + h["bounds.bias"]).T
        left, right = (_product(x, h[f"{side}.weight"].T) + h[f"{side}.bias"] for side in ("left", "right"))
        every = _product(left, right.T) / np.float32(math.sqrt(left.shape[1])) + first[:, None] + last[None, :]
        scores = np.full((len(x), LONGEST_SPAN), _NEVER, np.float32)
        for more in range(min(LONGEST_SPAN, len(x))):
            scores[: len(x) - more, more] = np.diagonal(every, more) + h["length"][more]
        return scores


def _product(a: Floats, b: Floats) -> Floats:
    """a @ b, _ROWS at a time: BLAS would share the whole among threads, which are in the readers' way."""
    whole = len(a) // _ROWS * _ROWS
    blocks = a[:whole].reshape(-1, _ROWS, a.shape[1]) @ b
    return np.concatenate([blocks.reshape(whole, b.shape[1]), a[whole:] @ b])


@cache
def load_encoder() -> Encoder:
    """The shipped one, read from disk at the first call."""
    return Encoder.load(WEIGHTS)
