"""How much a word of a question says by itself: rare words of the press say more than common ones.

weights/words.tsv holds the 14,000 most frequent words of Vietnews' training split, with and without diacritics, each
with log(passages / passages with it) / log(passages); training/rarity.py makes it.
Words that questions are made with have 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights" / "words.tsv"
_NUMBER = 0.7


@cache
def load_rarity(path: Path = WEIGHTS) -> Mapping[str, float]:
    """Each known word with its rarity, 0 to 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {word: float(value) for word, value in (line.split("\t") for line in lines)}


def rarity(word: str) -> float:
    """The rarity of a lower-cased word; 1 for one that is unknown."""
    if word[:1].isdigit():
        return _NUMBER
    return load_rarity().get(word, 1.0)
