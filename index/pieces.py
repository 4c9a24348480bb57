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


class Pieces:
    """The encoder's vocabulary.

    Args:
        vocabulary: a SentencePiece model whose normalisation keeps every character.
    """

    def __init__(self, vocabulary: Path) -> None:
        from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 - only when something is read

        self._processor = SentencePieceProcessor(model_file=str(vocabulary))
        names = [self._processor.id_to_piece(n) for n in range(len(self._processor))]
        self._surfaces = [name.replace("▁", "") for name in names]
        self._spaced = [name.startswith("▁") for name in names]
        self._bytes = [self._processor.is_byte(n) for n in range(len(names))]

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
            if self._spaced[piece]:
                while at < len(read) and read[at] == " ":
                    at += 1
            starts.append(at)
            if self._bytes[piece]:
                left = (left or len(read[at : at + 1].encode())) - 1
                ends.append(at + 1)
                at += not left
            else:
                at += len(self._surfaces[piece])
                ends.append(at)
        return PiecedText(np.array(ids, np.int64), np.array(starts, np.int64), np.array(ends, np.int64))
