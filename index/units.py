"""Cuts text into an embedder's units.

A tokenizer of the `tokenizers` library, read from its tokenizer.json. The kind that ships here, SentencePiece unigrams
without any rule beside, is run by SentencePiece itself, which takes a seventh of the time for the same units.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Units = Callable[[Sequence[str]], list[list[int]]]
"""Texts to the ids of their units."""

_METASPACE = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": False}
_FEW = 8
_UNKNOWN, _NORMAL = 2, 1  # kinds of pieces


def load_units(path: Path) -> Units:
    """The units of a tokenizer.json.

    Raises:
        OSError, ValueError: the file cannot be read or is no tokenizer.
    """
    table = json.loads(path.read_bytes())
    return _by_sentencepiece(table["model"]) if _is_plain_unigram(table) else _by_tokenizers(path)


def _is_plain_unigram(table: dict[str, Any]) -> bool:
    model = table["model"]
    return (
        model["type"] == "Unigram"
        and not model.get("byte_fallback")
        and model["unk_id"] == 0
        and table["pre_tokenizer"] == _METASPACE
        and not (table["normalizer"] or table["added_tokens"] or table["post_processor"])
    )


def _by_sentencepiece(model: dict[str, Any]) -> Units:
    from sentencepiece import SentencePieceProcessor, sentencepiece_model_pb2  # noqa: PLC0415 - slow to import

    proto = sentencepiece_model_pb2.ModelProto()
    for number, (piece, score) in enumerate(model["vocab"]):
        proto.pieces.add(piece=piece, score=score, type=_NORMAL if number else _UNKNOWN)
    trainer, normalizer = proto.trainer_spec, proto.normalizer_spec
    trainer.model_type, trainer.vocab_size = trainer.UNIGRAM, len(model["vocab"])
    trainer.unk_id, trainer.bos_id, trainer.eos_id, trainer.pad_id = 0, -1, -1, -1
    normalizer.name, normalizer.remove_extra_whitespaces = "identity", False
    pieces = SentencePieceProcessor(model_proto=proto.SerializeToString())

    def cut(texts: Sequence[str]) -> list[list[int]]:
        # A list makes SentencePiece start a thread, which takes longer than a few texts do.
        if len(texts) < _FEW:
            return [pieces.encode(text) for text in texts]
        found: list[list[int]] = pieces.encode(list(texts), num_threads=1)
        return found

    return cut


def _by_tokenizers(path: Path) -> Units:
    from tokenizers import Tokenizer  # noqa: PLC0415 - only when something is embedded

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return lambda texts: [row.ids for row in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]
