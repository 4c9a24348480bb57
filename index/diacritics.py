"""Puts diacritics back on a query that was typed without: "giai ngan von" means "giải ngân vốn".

Every syllable has a few accented forms; the likeliest sequence of them is found by Viterbi's algorithm over counts of
syllables and of neighbouring pairs in the news, made by training/diacritics.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from news.vietnamese import fold, has_diacritics, nfc

WEIGHTS = Path(__file__).parent / "weights" / "diacritics.safetensors"
_WORD = re.compile(r"[^\W\d_]+|\d+")
NUMBER = "#"
"""Stands for every number: it is "tháng" before one, not "thắng"."""
_PAIR_SHARE = 0.9
_UNSEEN = 1e-7


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

    @lru_cache(maxsize=256)  # noqa: B019 - there is one restorer, and a search asks three times
    def restore(self, text: str) -> str:
        """The text with the likeliest diacritics, word for word; case and everything else stay.

        A text that has diacritics already is left alone.
        """
        text = nfc(text)
        if has_diacritics(text):
            return text
        found = list(_WORD.finditer(text))
        typed = [match.group().lower() for match in found]
        best = self._likeliest([NUMBER if word.isdecimal() else word for word in typed])
        out, end = [], 0
        for match, word in zip(found, best, strict=True):
            out += [text[end : match.start()], match.group() if word == NUMBER else _cased(word, match.group())]
            end = match.end()
        return "".join([*out, text[end:]])

    def _likeliest(self, typed: list[str]) -> list[str]:
        total = float(self.counts.sum())
        # For each word so far and each of its forms: the best score, and the form before it.
        steps: list[tuple[list[str], npt.NDArray[np.int64], npt.NDArray[np.float64], npt.NDArray[np.int64]]] = []
        for word in typed:
            ids = np.array(self._forms.get(word, [-1]), np.int64)
            forms = [self.words[i] for i in ids] if ids[0] >= 0 else [word]
            alone = np.where(ids >= 0, self.counts[ids] / total, _UNSEEN)
            if not steps:
                steps.append((forms, ids, np.log(alone), np.zeros(len(forms), np.int64)))
                continue
            _, before, scores, _ = steps[-1]
            step = np.log(_PAIR_SHARE * self._followed(before, ids) + (1 - _PAIR_SHARE) * alone[None, :])
            joined = scores[:, None] + step
            steps.append((forms, ids, joined.max(0), joined.argmax(0)))
        out: list[str] = []
        at = int(steps[-1][2].argmax()) if steps else 0
        for forms, _, _, came_from in reversed(steps):
            out.append(forms[at])
            at = int(came_from[at])
        return out[::-1]

    def _followed(self, first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Probabilities of the second words after the first, (first, second); 0 for words that are unknown (-1)."""
        keys = first[:, None] * 65536 + second[None, :]
        places = np.minimum(np.searchsorted(self.pairs, keys), len(self.pairs) - 1)
        known = (self.pairs[places] == keys) & (first[:, None] >= 0) & (second[None, :] >= 0)
        return np.where(known, self.pair_counts[places] / self.counts[first][:, None], 0.0)

    @property
    def _forms(self) -> dict[str, list[int]]:
        return _forms(self.words)


@cache
def _forms(words: tuple[str, ...]) -> dict[str, list[int]]:
    """Folded words to the ids of their forms."""
    forms: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        forms.setdefault(fold(word), []).append(i)
    return forms


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word


@cache
def restorer() -> Restorer:
    """The shipped one."""
    return Restorer.load()
