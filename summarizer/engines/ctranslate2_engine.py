"""CTranslate2: int8 on a processor, float16 on a CUDA device, no torch."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models import WriterSpec, converted, fetch
from summarizer.engines.protocol import Decoding, Generation
from summarizer.engines.tokenizer import SubwordTokenizer

if TYPE_CHECKING:
    from ctranslate2 import Translator

# Padding is free up to here: CTranslate2 sorts by length and packs this many tokens into a batch.
_BATCH_TOKENS = 4096


class CTranslate2Engine:
    """Runs a writer through CTranslate2, converting a transformers checkpoint on first use.

    Args:
        spec: which model, and how it wants its input.
        device: "auto", "cpu" or "cuda".
        compute_type: a CTranslate2 number type; None chooses float16 on CUDA and int8 elsewhere.
        threads: to compute with; None is one for each core.
        offline: never touch the network.
    """

    def __init__(
        self,
        spec: WriterSpec,
        *,
        device: str = "auto",
        compute_type: str | None = None,
        threads: int | None = None,
        offline: bool = False,
    ) -> None:
        self._spec = spec
        self._device_wish = device
        self._compute_wish = compute_type
        self._threads = threads
        self._offline = offline

    @property
    def name(self) -> str:
        return f"ctranslate2 {self._device} {self._compute_type}"

    @cached_property
    def _device(self) -> str:
        if self._device_wish != "auto":
            return self._device_wish
        import ctranslate2  # noqa: PLC0415

        return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"

    @property
    def _compute_type(self) -> str:
        return self._compute_wish or ("float16" if self._device == "cuda" else "int8")

    @cached_property
    def _folder(self) -> Path:
        return converted(fetch(self._spec.model, offline=self._offline), self._compute_type)

    @cached_property
    def _tokenizer(self) -> SubwordTokenizer:
        return SubwordTokenizer(self._folder, self._spec)

    @cached_property
    def _translator(self) -> Translator:
        import ctranslate2  # noqa: PLC0415

        return ctranslate2.Translator(
            str(self._folder),
            device=self._device,
            compute_type=self._compute_type,
            intra_threads=self._threads or _cores(),
        )

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(text))

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Generation]]:
        if not texts:
            return []
        sources = [self._tokenizer.check_fits(self._tokenizer.encode(text)) for text in texts]
        results = self._translator.translate_batch(
            sources,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
            beam_size=decoding.beams,
            num_hypotheses=decoding.candidates,
            max_decoding_length=decoding.max_tokens,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            length_penalty=decoding.length_penalty,
            max_input_length=0,
            return_scores=True,
        )
        return [
            [
                Generation(self._tokenizer.decode(pieces), score)
                for pieces, score in zip(result.hypotheses, result.scores, strict=True)
            ]
            for result in results
        ]


def _cores() -> int:
    """The cores that this process may use; 0 lets CTranslate2 choose."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
