"""Text as the encoder's pieces, with the place of each in the text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from news.vietnamese import nfc, unify_tone

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PiecedText:
    """A text cut into pieces.

    Attributes:
        ids: of the vocabulary, (pieces,).
        starts, ends: (pieces,), characters of the text; the space before a word belongs to no piece.
    """

    ids: Ids
    starts: Ids
    ends: Ids

    def __len__(self) -> int:
        return len(self.ids)

    def covering(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last piece of the characters [start, end), rounded out; None if they were not all read."""
        rows = np.flatnonzero((self.ends > start) & (self.starts < end))
        if not len(rows) or self.ends[rows[-1]] < end:
            return None
        first = int(rows[0])
        if first and self.ends[first - 1] == self.starts[first - 1] == self.starts[first]:
            first -= 1  # a digit's space is a piece of its own, and answers were learned with it
        return first, int(rows[-1])


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters of a piece without its space, whether it has one, whether it is a byte of a character."""

    length: int
    spaced: bool
    byte: bool


class Pieces:
    """The encoder's vocabulary.

    Args:
        vocabulary: a SentencePiece model whose normalisation keeps every character.
    """

    def __init__(self, vocabulary: Path) -> None:
        from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 - only when something is read

        self._processor = SentencePieceProcessor(model_file=str(vocabulary))
        # Looked up as they are met: a question meets a few hundred of the 16,000.
        self._known: dict[int, _Piece] = {}

    def cut(self, text: str, longest: int) -> PiecedText:
        """The first `longest` pieces of a text in NFC; tones are compared in the new placement.

        A character that the vocabulary lacks is several pieces, all of them at its place.

        Raises:
            ValueError: the text is not in NFC, so that places in it would not hold.
        """
        read = unify_tone(nfc(text))
        if len(read) != len(text):
            raise ValueError("the text is not in NFC")
        ids = self._processor.encode(read)[:longest]
        starts, ends, at, left = [], [], 0, 0
        for piece in ids:
            known = self._known.get(piece) or self._look_up(piece)
            if known.spaced:
                while at < len(read) and read[at] == " ":
                    at += 1
            starts.append(at)
            if known.byte:
                left = (left or len(read[at : at + 1].encode())) - 1
                ends.append(at + 1)
                at += not left
            else:
                at += known.length
                ends.append(at)
        return PiecedText(np.array(ids, np.int64), np.array(starts, np.int64), np.array(ends, np.int64))

    def _look_up(self, piece: int) -> _Piece:
        name = self._processor.id_to_piece(piece)
        known = _Piece(len(name.replace("▁", "")), name.startswith("▁"), self._processor.is_byte(piece))
        self._known[piece] = known
        return known
