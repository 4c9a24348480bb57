"""Puts diacritics back on a query that was typed without: "giai ngan von" means "giải ngân vốn".

Every syllable has a few accented forms; the likeliest sequence of them is found by Viterbi's algorithm over the
frequencies of syllables and of neighbouring pairs: in the news (made by training/diacritics.py) and in the archive
that is searched, because "mo" is "mở" in most news and "mổ" in an archive about medicine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
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
_IMPOSSIBLE = 1e-300
_HOPELESS = 8.0
"""Natural logarithm of how much less likely than the best a way is, by the news, whose pairs nobody looks up in the
archive: 800 questions get the same diacritics from 6 on, and a sixth of the pairs is left."""

Scores = npt.NDArray[np.float64]


class Archive(Protocol):
    """What the archive knows of words: a lexical index."""

    def frequency(self, term: str) -> int:
        """How many passages hold a word, or a pair written with an underscore."""
        ...

    def __len__(self) -> int:
        """Passages in all."""
        ...


@dataclass(frozen=True, slots=True)
class _Lattice:
    """The forms that each typed syllable may stand for, likeliest first, at most `_MOST_FORMS`; rows are filled up.

    Attributes:
        forms: of each syllable.
        ids: in the news' counts, (syllables, forms); below 0 what is unknown there.
        shares: of all syllables, (syllables, forms).
        passages: of the archive that hold the form, (syllables, forms).
    """

    forms: list[list[str]]
    ids: npt.NDArray[np.int64]
    shares: npt.NDArray[np.float64]
    passages: npt.NDArray[np.int64]


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
        best = self._likeliest([match.group().lower() for match in found], archive)
        out, end = [], 0
        for match, word in zip(found, best, strict=True):
            typed = match.group()
            out += [text[end : match.start()], typed if word == typed.lower() else _cased(word, typed)]
            end = match.end()
        return "".join([*out, text[end:]])

    def _lattice(self, typed: list[str], archive: Archive | None) -> _Lattice:
        forms = [self._forms.get(NUMBER if word.isdecimal() else word, ([word], [-1])) for word in typed]
        names = [[word] if word.isdecimal() else known for word, (known, _) in zip(typed, forms, strict=True)]
        width = max(map(len, names))
        filled = np.arange(width) < np.array([len(row) for row in names])[:, None]
        ids = np.full(filled.shape, -1)
        ids[filled] = [i for _, row in forms for i in row]
        shares = np.where(ids >= 0, self.counts[ids] / self._total, _UNSEEN)
        passages = np.zeros(filled.shape, np.int64)
        if archive is not None and len(archive):
            passages[filled] = [archive.frequency(form) for row in names for form in row]
            known = passages / (_PASSAGE * len(archive))
            shares = _ARCHIVE_SHARE * known + (1 - _ARCHIVE_SHARE) * shares
        shares = np.where(filled, shares + _UNSEEN**2, _IMPOSSIBLE)
        best = np.argsort(-shares, axis=1, kind="stable")[:, :_MOST_FORMS]
        ids, shares, passages = (np.take_along_axis(of, best, axis=1) for of in (ids, shares, passages))
        kept = [[row[i] for i in order if i < len(row)] for row, order in zip(names, best.tolist(), strict=True)]
        return _Lattice(kept, ids, shares, passages)

    def _likeliest(self, typed: list[str], archive: Archive | None) -> list[str]:
        if not typed:
            return []
        lattice = self._lattice(typed, archive)
        first, alone = np.log(lattice.shares[0]), (1 - _PAIR_SHARE) * lattice.shares[1:, None, :]
        after = self._followed(lattice.ids[:-1], lattice.ids[1:])
        if archive is not None and len(typed) > 1:
            # Most pairs lie on no likely way; those that do are few enough to be looked up.
            after *= 1 - _ARCHIVE_SHARE
            likely = _on_likely_ways(first, np.log(_PAIR_SHARE * after + alone))
            after += _ARCHIVE_SHARE * _followed_in(archive, lattice, likely)
        return [
            forms[i] for forms, i in zip(lattice.forms, _best(first, np.log(_PAIR_SHARE * after + alone)), strict=True)
        ]

    def _followed(self, first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> Scores:
        """Probabilities of second words (steps, n) after first ones (steps, m), (steps, m, n); 0 for words that are
        unknown (-1)."""
        before, behind = first[:, :, None], second[:, None, :]
        keys = before * 65536 + behind
        places = np.minimum(np.searchsorted(self.pairs, keys), len(self.pairs) - 1)
        known = (self.pairs[places] == keys) & (before >= 0) & (behind >= 0)
        return np.where(known, self.pair_counts[places] / self.counts[before], 0.0)

    def association(self, one: str, other: str) -> float:
        """How much more often the news have a lower-cased syllable behind another than by chance: normalised pointwise
        mutual information, -1 (never) to 1 (always)."""
        first, second = self._ids.get(one), self._ids.get(other)
        if first is None or second is None:
            return -1.0
        key = first * 65536 + second
        place = int(np.searchsorted(self.pairs, key))
        if place == len(self.pairs) or self.pairs[place] != key:
            return -1.0
        share = float(self.pair_counts[place]) / self._total
        alone = float(self.counts[first]) * float(self.counts[second]) / self._total**2
        return float(np.log(share / alone) / -np.log(share))

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {word: i for i, word in enumerate(self.words)}

    @cached_property
    def _total(self) -> float:
        return float(self.counts.sum())

    @cached_property
    def _forms(self) -> dict[str, tuple[list[str], list[int]]]:
        """Folded words to their forms and the ids of these."""
        forms: dict[str, tuple[list[str], list[int]]] = {}
        for i, word in enumerate(self.words):
            names, ids = forms.setdefault(fold(word), ([], []))
            names.append(word)
            ids.append(i)
        return forms


def _on_likely_ways(first: Scores, steps: Scores) -> npt.NDArray[np.bool_]:
    """Which pairs lie on a way that is not hopelessly less likely than the best, (steps, m, n).

    Args:
        first: logarithms, of the first forms, (m,).
        steps: logarithms, of each form behind one before it, (steps, m, n).
    """
    to, on = [first], [np.zeros(steps.shape[-1])]
    for step in steps:
        to.append((to[-1][:, None] + step).max(0))
    for step in steps[::-1]:
        on.append((step + on[-1]).max(1))
    ways = np.array(to[:-1])[:, :, None] + steps + np.array(on[-2::-1])[:, None, :]
    likely: npt.NDArray[np.bool_] = ways >= to[-1].max() - _HOPELESS
    return likely


def _best(first: Scores, steps: Scores) -> list[int]:
    """The likeliest way; arguments as above."""
    scores, came_from = first, list[npt.NDArray[np.int64]]()
    for step in steps:
        joined = scores[:, None] + step
        scores = joined.max(0)
        came_from.append(joined.argmax(0))
    way = [int(scores.argmax())]
    for back in came_from[::-1]:
        way.append(int(back[way[-1]]))
    return way[::-1]


def _followed_in(archive: Archive, lattice: _Lattice, wanted: npt.NDArray[np.bool_]) -> Scores:
    """Shares of the passages with a form that have the next one behind it, (steps, m, n); 0 for what is not wanted."""
    passages, forms = lattice.passages, lattice.forms
    out = np.zeros(wanted.shape)
    wanted = wanted & (passages[:-1, :, None] > 0) & (passages[1:, None, :] > 0)
    for step, i, j in zip(*(axis.tolist() for axis in np.nonzero(wanted)), strict=True):
        both = archive.frequency(f"{forms[step][i]}_{forms[step + 1][j]}")
        out[step, i, j] = both / max(passages[step, i], _RARE)
    return np.minimum(out, 1.0)


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word


@cache
def restorer() -> Restorer:
    """The shipped one."""
    return Restorer.load()
