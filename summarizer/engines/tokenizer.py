"""Subword tokens for T5-like writers, by SentencePiece alone.

transformers' own tokenizer gives the same ids (a test compares them) but takes seconds to import.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from models import WriterSpec

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

END = "</s>"


class SubwordTokenizer:
    """Text to pieces and back for one writer: its prefix before, its end tokens after."""

    def __init__(self, folder: Path, spec: WriterSpec) -> None:
        from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 - only writers need it

        self._pieces: SentencePieceProcessor = SentencePieceProcessor(model_file=str(folder / "spiece.model"))
        self._spec = spec

    def encode(self, text: str) -> list[str]:
        """The pieces that the model is fed for a text."""
        pieces = cast(list[str], self._pieces.encode(self._spec.prefix + text, out_type=str))
        return pieces + [END] * self._spec.end_tokens

    def ids(self, pieces: list[str]) -> list[int]:
        return cast(list[int], [self._pieces.piece_to_id(piece) for piece in pieces])

    def decode(self, pieces: list[str]) -> str:
        """The text of output pieces; special tokens are dropped."""
        size = self._pieces.get_piece_size()
        ids = (self._pieces.piece_to_id(piece) for piece in pieces)
        kept = [i for i in ids if 0 <= i < size and not self._pieces.is_control(i) and not self._pieces.is_unknown(i)]
        return cast(str, self._pieces.decode(kept))

    def decode_ids(self, ids: list[int]) -> str:
        size = self._pieces.get_piece_size()
        # Ids past the vocabulary are T5's sentinels and padding rows.
        return self.decode([self._pieces.id_to_piece(i) for i in ids if 0 <= i < size])

    def check_fits(self, pieces: list[str]) -> list[str]:
        """The pieces themselves.

        Raises:
            ValueError: they are more than the model's window holds.
        """
        if len(pieces) > self._spec.max_input_tokens:
            raise ValueError(f"{len(pieces)} tokens do not fit a window of {self._spec.max_input_tokens}")
        return pieces
