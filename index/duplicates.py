"""Finds copies: one wire story in several papers, with another title, a few words changed, or its end cut off.

Candidates by MinHash and banding (Broder 1997; Leskovec et al., Mining of Massive Datasets, ch. 3), each then compared
word by word. Two reports of one series (the giao ban of June and of July) share their phrases but not their figures,
so copies must agree in these too.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from news.article import Article
from news.vietnamese import syllables, unify_tone

_PERMUTATIONS, _ROWS = 128, 4
"""32 bands of 4 find 87% of the pairs whose likeness is 0.5 and 99% at 0.6."""
_SEED = 1
_SHINGLE = 3
_FEWEST_SHINGLES = 30
_LIKENESS = 0.45
"""Of shingles, as a share of both texts together. Reports on one event by different hands stay below 0.4."""
_CONTAINED = 0.75
"""Of the shorter text's shingles, for copies that were cut."""
_SAME_FIGURES = 0.75
_DAYS_APART = 31
_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*")


def shingles(text: str) -> set[str]:
    """Runs of three syllables, in small letters and one tone placement."""
    return set(_in_order(text))


def _in_order(text: str) -> list[str]:
    """The shingles, with those that come again."""
    words = syllables(unify_tone(text))
    return list(map(" ".join, zip(*(words[first:] for first in range(_SHINGLE)), strict=False)))


def bands(text: str) -> list[int]:
    """Signed 64-bit numbers of which two similar texts probably share one; empty for a text that is too short."""
    from rensa import RMinHash  # noqa: PLC0415 - only when articles are added

    parts = _in_order(text)
    # Mostly the beginning has enough of them: to gather all in a set takes longer than the sketch, which needs none.
    if len(set(parts[: 2 * _FEWEST_SHINGLES])) < _FEWEST_SHINGLES and len(set(parts)) < _FEWEST_SHINGLES:
        return []
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(parts)  # in any order
    digest = list(map(str, sketch.digest()))
    rows = (f"({first}, [{', '.join(digest[first : first + _ROWS])}])" for first in range(0, _PERMUTATIONS, _ROWS))
    return [int.from_bytes(blake2b(row.encode(), digest_size=8).digest(), "big", signed=True) for row in rows]


def sketch_version() -> str:
    """Changes when `bands` gives other numbers than before, which a new version of the library behind it may."""
    return blake2b(repr(bands(" ".join(map(str, range(40))))).encode(), digest_size=8).hexdigest()


def likeness(one: Article, other: Article) -> float:
    """How much of their text two articles share, 0 to 1; 0 where they are no copies of one story."""
    if one.published and other.published and abs((one.published - other.published).days) > _DAYS_APART:
        return 0.0
    a, b = shingles(one.text), shingles(other.text)
    shorter = min(len(a), len(b))
    if shorter < _FEWEST_SHINGLES:
        return 0.0
    common = len(a & b)
    share = common / len(a | b)
    if share < _LIKENESS and common < _CONTAINED * shorter:
        return 0.0
    figures, others = set(_FIGURE.findall(one.text)), set(_FIGURE.findall(other.text))
    fewest = min(len(figures), len(others))
    return share if len(figures & others) >= _SAME_FIGURES * fewest else 0.0


def says_nothing_new(passage: str, known: set[str]) -> bool:
    """Whether nearly all of a passage stands in a text, of which the shingles are given."""
    parts = shingles(passage)
    return len(parts & known) >= _CONTAINED * len(parts)
