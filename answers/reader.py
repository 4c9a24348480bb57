"""The learned reader: where in a passage the answer to a question stands, and whether it stands there at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from answers.network import LONGEST_SPAN, ReaderNetwork
from answers.reading import QUESTION_LONGEST, Tokens, Vocabulary, collate

WEIGHTS = Path(__file__).parent / "weights" / "reader.safetensors"
WORDS = Path(__file__).parent / "weights" / "words.tsv"

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one passage.

    Attributes:
        tokens: of the passage, as far as it was read.
        spans: a score for each span, by first token and length less one, (tokens, LONGEST_SPAN); hugely negative where
            there is none. Scores of passages read for one question can be compared.
        null: the score of "not here".
    """

    tokens: Tokens
    spans: Floats
    null: float

    def best(self, start: int = 0, end: int | None = None) -> tuple[float, int, int] | None:
        """The best span inside [start, end) of the passage: its score and its place; None where there is none."""
        rows = np.flatnonzero((self.tokens.starts >= start) & (self.tokens.starts < (end or self.tokens.ends[-1] + 1)))
        if not len(rows):
            return None
        inside = self.spans[rows[0] : rows[-1] + 1].copy()
        last = np.arange(rows[0], rows[-1] + 1)[:, None] + np.arange(LONGEST_SPAN)[None, :]
        inside[last > rows[-1]] = -np.inf
        at = int(inside.argmax())
        first, more = divmod(at, LONGEST_SPAN)
        first += int(rows[0])
        return float(inside.flat[at]), int(self.tokens.starts[first]), int(self.tokens.ends[first + more])

    def score(self, start: int, end: int) -> float:
        """The score of the span [start, end) of the passage, rounded out to tokens; -inf if it was not read."""
        rows = np.flatnonzero((self.tokens.ends > start) & (self.tokens.starts < end))
        if not len(rows) or self.tokens.ends[rows[-1]] < end or len(rows) > LONGEST_SPAN:
            return float("-inf")
        return float(self.spans[rows[0], len(rows) - 1])


class Reader:
    """Reads passages for a question.

    Args:
        known: the vocabulary.
        rarity: how much each of its ids says, 0 to 1.
        weights: of the network.
    """

    def __init__(self, known: Vocabulary, rarity: Floats, weights: Mapping[str, npt.NDArray[np.generic]]) -> None:
        self._known, self._rarity = known, rarity
        self._network = ReaderNetwork(weights)

    @classmethod
    def load(cls, weights: Path = WEIGHTS, words: Path = WORDS) -> Reader:
        """Reads the network and its words."""
        from safetensors.numpy import load_file  # noqa: PLC0415 - only when something is read

        known = Vocabulary([line.split("\t")[0] for line in words.read_text(encoding="utf-8").splitlines()])
        parts = load_file(weights)
        rarity = parts.pop("rarity").astype(np.float32)
        return cls(known, rarity, parts)

    def read(self, question: str, passages: Sequence[str], *, accentless: bool = False) -> list[Reading]:
        """One Reading for each passage; an accentless question is compared without diacritics.

        An empty passage or question gives a Reading without spans.
        """
        asked = self._known.tokens(question, accentless=accentless, longest=QUESTION_LONGEST)
        pairs = [(asked, self._known.tokens(passage, accentless=accentless)) for passage in passages]
        read = [n for n, (q, p) in enumerate(pairs) if len(q.ids) and len(p.ids)]
        found = [Reading(p, np.full((len(p.ids), LONGEST_SPAN), -1e9, np.float32), 0.0) for _, p in pairs]
        if read:
            batch = collate([pairs[n] for n in read], self._rarity)
            spans, null = self._network(batch)
            for row, n in enumerate(read):
                tokens = pairs[n][1]
                begin = int(batch.offsets[row])
                found[n] = Reading(tokens, spans[row, begin : begin + len(tokens.ids)], float(null[row]))
        return found


@cache
def load_reader() -> Reader | None:
    """The shipped reader; None where the package has none, and the rules read alone."""
    return Reader.load() if WEIGHTS.is_file() else None
