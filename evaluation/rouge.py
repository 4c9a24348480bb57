"""ROUGE for Vietnamese.

ROUGE-1, -2 and -L F1 (Lin, 2004) over lower-cased Vietnamese syllables. The figures published for Vietnews were made
with a tokeniser that keeps [a-z0-9] only and so cuts every accented syllable into pieces; `Scale.AS_PUBLISHED`
repeats that, to be compared with papers and with nothing else.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from news.vietnamese import syllables, unify_tone

_ASCII = re.compile(r"[^a-z0-9]+")


class Scale(enum.Enum):
    """How text is cut before it is compared."""

    SYLLABLES = "syllables"
    AS_PUBLISHED = "as published"


@dataclass(frozen=True, slots=True)
class Rouge:
    """F1 of unigrams, bigrams and the longest common subsequence, each 0 to 1."""

    r1: float
    r2: float
    rl: float

    @property
    def values(self) -> tuple[float, float, float]:
        return self.r1, self.r2, self.rl

    @property
    def mean(self) -> float:
        return (self.r1 + self.r2 + self.rl) / 3


def tokens(text: str, scale: Scale = Scale.SYLLABLES) -> list[str]:
    """The units that are compared. Tone placement is unified, so that "hòa" is "hoà"."""
    if scale is Scale.SYLLABLES:
        return syllables(unify_tone(text))
    return [piece for piece in _ASCII.split(text.lower()) if piece]


def rouge(candidate: str, reference: str, scale: Scale = Scale.SYLLABLES) -> Rouge:
    """ROUGE of one text against one reference."""
    return rouge_tokens(tokens(candidate, scale), tokens(reference, scale))


def rouge_tokens(candidate: Sequence[str], reference: Sequence[str]) -> Rouge:
    """ROUGE of two token sequences."""
    lcs = longest_common_subsequence(candidate, reference)
    return Rouge(
        _overlap(candidate, reference, 1), _overlap(candidate, reference, 2), _f1(lcs, len(candidate), len(reference))
    )


def mean_rouge(scores: Iterable[Rouge]) -> Rouge:
    """The mean of each measure; zeros of nothing."""
    rows = [(s.r1, s.r2, s.rl) for s in scores]
    if not rows:
        return Rouge(0.0, 0.0, 0.0)
    r1, r2, rl = np.mean(rows, axis=0).tolist()
    return Rouge(r1, r2, rl)


def longest_common_subsequence(left: Sequence[str], right: Sequence[str]) -> int:
    """Its length, by bit-parallel dynamic programming (Hyyrö, 2004): one big-integer step for each token of `right`."""
    masks: dict[str, int] = {}
    for position, token in enumerate(left):
        masks[token] = masks.get(token, 0) | (1 << position)
    full = (1 << len(left)) - 1
    row = full
    for token in right:
        matches = row & masks.get(token, 0)
        row = ((row + matches) | (row - matches)) & full
    return len(left) - row.bit_count()


def _overlap(candidate: Sequence[str], reference: Sequence[str], n: int) -> float:
    left = Counter(zip(*(candidate[i:] for i in range(n)), strict=False))
    right = Counter(zip(*(reference[i:] for i in range(n)), strict=False))
    return _f1((left & right).total(), left.total(), right.total())


def _f1(common: int, left: int, right: int) -> float:
    return 2 * common / (left + right) if common else 0.0
