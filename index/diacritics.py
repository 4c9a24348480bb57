"""Puts diacritics back on a query that was typed without: "giai ngan von" means "giải ngân vốn".

Every syllable has a few accented forms; the likeliest sequence of them is found by Viterbi's algorithm over the
frequencies of syllables and of neighbouring pairs: in the news (made by training/diacritics.py) and in the archive
that is searched, because "mo" is "mở" in most news and "mổ" in an archive about medicine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from news.vietnamese import fold, has_diacritics, nfc

WEIGHTS = Path(__file__).parent / "weights" / "diacritics.safetensors"
_WORD = re.compile(r"[^\W\d_]+|\d+")
NUMBER = "#"
"""Stands for every number: it is "tháng" before one, not "thắng"."""
_PAIR_SHARE = 0.9
_UNSEEN = 1e-7
_ARCHIVE_SHARE = 0.4
_MOST_FORMS = 8
# Different syllables of a passage: turns a count of passages into a share of all syllables.
_PASSAGE = 45.0
_RARE = 3


class Archive(Protocol):
    """What the archive knows of words: a lexical index."""

    def frequency(self, term: str) -> int:
        """How many passages hold a word, or a pair written with an underscore."""
        ...

    def __len__(self) -> int:
        """Passages in all."""
        ...


@dataclass(frozen=True, slots=True)
class _Step:
    """The forms that a typed syllable may stand for: `ids` in the news' counts (-1: unknown), `shares` of each."""

    forms: list[str]
    ids: npt.NDArray[np.int64]
    shares: npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Restorer:
    """Counts of syllables and pairs.

    Args:
        words: lower-cased syllables and NUMBER, most frequent first.
        counts: of each, (words,).
        pairs: first id * 65536 + second id, ascending, (pairs,).
        pair_counts: of each, (pairs,).
    """

    words: tuple[str, ...]
    counts: npt.NDArray[np.float64]
    pairs: npt.NDArray[np.int64]
    pair_counts: npt.NDArray[np.float64]

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Restorer:
        from safetensors.numpy import load_file  # noqa: PLC0415 - only when somebody types without diacritics

        data = load_file(path)
        words = bytes(data["words"]).decode().split(" ")
        pairs, pair_counts = data["pairs"].astype(np.int64), np.exp(data["pair_counts"].astype(float))
        return cls(tuple(words), data["counts"].astype(float), pairs, pair_counts)

    def restore(self, text: str, archive: Archive | None = None) -> str:
        """The text with the likeliest diacritics, word for word; case and everything else stay.

        A text that has diacritics already is left alone.
        """
        text = nfc(text)
        if has_diacritics(text):
            return text
        found = list(_WORD.finditer(text))
        best = self._likeliest([self._step(match.group().lower(), archive) for match in found], archive)
        out, end = [], 0
        for match, word in zip(found, best, strict=True):
            typed = match.group()
            out += [text[end : match.start()], typed if word == typed.lower() else _cased(word, typed)]
            end = match.end()
        return "".join([*out, text[end:]])

    def _step(self, typed: str, archive: Archive | None) -> _Step:
        number = typed.isdecimal()
        ids = np.array(self._forms.get(NUMBER if number else typed, [-1]), np.int64)
        forms = [typed] if number or ids[0] < 0 else [self.words[i] for i in ids]
        shares = np.where(ids >= 0, self.counts[ids] / self._total, _UNSEEN)
        if archive is not None and len(archive):
            known = np.array([archive.frequency(form) for form in forms]) / (_PASSAGE * len(archive))
            shares = _ARCHIVE_SHARE * known + (1 - _ARCHIVE_SHARE) * shares
        best = np.argsort(-shares, kind="stable")[:_MOST_FORMS]
        return _Step([forms[i] for i in best], ids[best], shares[best] + _UNSEEN**2)

    def _likeliest(self, steps: list[_Step], archive: Archive | None) -> list[str]:
        if not steps:
            return []
        scores, came_from = np.log(steps[0].shares), list[npt.NDArray[np.int64]]()
        for before, step in pairwise(steps):
            after = self._followed(before.ids, step.ids)
            if archive is not None:
                after = _ARCHIVE_SHARE * _followed_in(archive, before, step) + (1 - _ARCHIVE_SHARE) * after
            joined = scores[:, None] + np.log(_PAIR_SHARE * after + (1 - _PAIR_SHARE) * step.shares[None, :])
            scores = joined.max(0)
            came_from.append(joined.argmax(0))
        at = int(scores.argmax())
        out = [steps[-1].forms[at]]
        for step, back in zip(steps[-2::-1], came_from[::-1], strict=True):
            at = int(back[at])
            out.append(step.forms[at])
        return out[::-1]

    def _followed(self, first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Probabilities of the second words after the first, (first, second); 0 for words that are unknown (-1)."""
        keys = first[:, None] * 65536 + second[None, :]
        places = np.minimum(np.searchsorted(self.pairs, keys), len(self.pairs) - 1)
        known = (self.pairs[places] == keys) & (first[:, None] >= 0) & (second[None, :] >= 0)
        return np.where(known, self.pair_counts[places] / self.counts[first][:, None], 0.0)

    @cached_property
    def _total(self) -> float:
        return float(self.counts.sum())

    @cached_property
    def _forms(self) -> dict[str, list[int]]:
        """Folded words to the ids of their forms."""
        forms: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            forms.setdefault(fold(word), []).append(i)
        return forms


def _followed_in(archive: Archive, before: _Step, step: _Step) -> npt.NDArray[np.float64]:
    """Shares of the passages with the first form that have the second behind it, (first, second)."""
    out = np.zeros((len(before.forms), len(step.forms)))
    seen = [archive.frequency(form) for form in step.forms]
    for row, first in enumerate(before.forms):
        if not (alone := archive.frequency(first)):
            continue
        for column, second in enumerate(step.forms):
            if seen[column]:
                out[row, column] = archive.frequency(f"{first}_{second}") / max(alone, _RARE)
    return np.minimum(out, 1.0)


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word


@cache
def restorer() -> Restorer:
    """The shipped one."""
    return Restorer.load()
