"""The seam between the summariser and whatever runs a seq2seq model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Decoding:
    """How to search for the output.

    Attributes:
        beams: beam width; 1 is greedy.
        candidates: hypotheses to return for each text, at most `beams`.
        max_tokens: longest output, in subword tokens.
        no_repeat_ngram: no n-gram of this many tokens occurs twice; 0 switches the rule off.
        length_penalty: exponent of the length by which a hypothesis' log probability is divided.
    """

    beams: int = 4
    candidates: int = 1
    max_tokens: int = 96
    no_repeat_ngram: int = 0
    length_penalty: float = 1.0


@dataclass(frozen=True, slots=True)
class Generation:
    """One hypothesis; `score` is its log probability per token (natural logarithm, at most 0)."""

    text: str
    score: float


class Engine(Protocol):
    """Runs a seq2seq model.

    Implementations load their weights on first use, so that making one is free, and may be called from one thread at
    a time.
    """

    @property
    def name(self) -> str:
        """Engine, device and number type, such as "ctranslate2 cpu int8"."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many input tokens a text takes, prefix and end tokens included."""
        ...

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Generation]]:
        """Hypotheses for each text, best first, in the order of `texts`.

        Texts longer than the model's window are an error of the caller: the plan has to fit them.

        Raises:
            ValueError: a text does not fit the window.
        """
        ...
