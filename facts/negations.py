"""Negations that a sentence has lost: it says "được cấp phép" where its source has "chưa có giấy phép".

Before each word of a sentence a "không" may have stood. Two things speak for it: the source negates these words, among
others that the sentence has too, more than it says them plainly; and the news hardly ever has the words around the
place without a negation between them ("chứ phải"). How much each counts was fitted by training/negations.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul
from pathlib import Path

from facts.source import Source

WEIGHTS = Path(__file__).parent / "negations.json"
NEGATIONS = frozenset({"không", "chưa", "chẳng", "chả", "đừng", "chớ"})
# Where "không" negates nothing that a summary could flip.
_FIXED_AFTER = frozenset("chỉ những ngừng gian khí phận quân lực lưu vận trung kích ít".split())
_FIXED_BEFORE = frozenset("hàng phòng hay có".split())
FEATURES = (
    "negated word", "word before", "negated pair", "neighbours", "neighbours known",
    "word", "next word", "left word", "right", "left", "sentence",
    "plain word", "plain next word", "plain left word", "plain right", "plain left", "plain sentence",
    "source negates", "both words", "denies before", "denies", "other negation",
)  # fmt: skip
"""The habits of the news, then the agreement with the best place of the source that negates, then with the best that does
not; shares from 0 to 1 but for the habits, which are log odds."""
_COMPOUNDS = frozenset({"đa số", "thiểu số", "dân số", "doanh số", "tỷ số", "con số", "một số", "tham số", "hệ số"})
_DENIES = frozenset(
    "tránh thiếu vi thay trước từ cấm ngừng huỷ hủy bác xoá xóa phủ hết sai trái chống khó hạn dừng vắng mất".split()
)
"""Words, or their first syllables, that deny in other words: "tránh để" for "không để"."""
_REACH, _FURTHEST = 7, 9
_NEAR = 3
_TELLING = 1.5
"""Log odds of a word to be negated from which on a place is looked at that the source does not negate."""
_MOST_PLACES = 40
Pairs = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class NegationHabits:
    """Counted over many articles by training/negations.py: how much likelier than anywhere a negation is before a word,
    after a word, before two words ("a b"); and the log odds that one stands between two neighbours."""

    before: Pairs
    after: Pairs
    before_pair: Pairs
    between: Pairs


@dataclass(frozen=True, slots=True)
class NegationJudge:
    """`weights` of FEATURES, and the sum beyond which a negation is taken for lost."""

    weights: tuple[float, ...]
    limit: float
    habits: NegationHabits

    def lost(self, keys: Sequence[str], source: Source) -> int | None:
        """Before which word of a sentence a negation is missing, the surest place; None if there is none."""
        best, found = self.limit, None
        for at in range(1, len(keys)):
            row = features(keys, at, source, self.habits)
            if row is not None and (score := math.fsum(map(mul, self.weights, row))) > best:
                best, found = score, at
        return found


@cache
def load_negation_judge(path: Path = WEIGHTS) -> NegationJudge:
    """What training/negations.py fitted."""
    read = json.loads(path.read_text("utf-8"))
    if read["features"] != list(FEATURES):
        raise ValueError(f"{path} was made for other features; run training.negations again")
    return NegationJudge(tuple(read["weights"]), read["limit"], NegationHabits(**read["habits"]))


def negates(keys: Sequence[str], at: int) -> bool:
    """Whether keys[at] is a negation."""
    if keys[at] not in NEGATIONS:
        return False
    after = keys[at + 1] if at + 1 < len(keys) else ""
    before = keys[at - 1] if at else ""
    return after not in _FIXED_AFTER and before not in _FIXED_BEFORE and bool(after)


def is_negation(source: Source, at: int) -> bool:
    """A capital inside a sentence makes a name of it: somebody is called Chẳng."""
    return negates(source.keys, at) and not (source.capital[at] and at > source.sentence_bounds(at)[0])


def features(keys: Sequence[str], at: int, source: Source, habits: NegationHabits) -> list[float] | None:
    """FEATURES of a negation lost before keys[at]; None where nothing speaks for one, or where the source has these
    very words without."""
    word, following, left = keys[at], _key(keys, at + 1), _key(keys, at - 1)
    near = keys[max(0, at - _NEAR) : at + _NEAR]
    if not word.isalpha() or not NEGATIONS.isdisjoint(near):
        return None
    said = tuple(key for key in (left, word, following) if key)
    if len(said) < 2 or source.find(said):
        return None
    around = _Around(keys, at, source)
    negated = [
        place for place in _negated_places(source) if {word, following} & set(source.keys[place : place + _NEAR])
    ]
    pair, neighbours = f"{word} {following}", f"{left} {word}"
    usual = habits.before.get(word, 0.0)
    if not negated and pair not in habits.before_pair and neighbours not in habits.between and usual <= _TELLING:
        return None
    with_it = max((around.agreement(place, 1) for place in negated), key=_total, default=_NOTHING)
    plain = source.positions.get(word, ())[:_MOST_PLACES] if negated else ()
    free = [place for place in plain if NEGATIONS.isdisjoint(source.keys[max(0, place - _NEAR) : place])]
    without = max((around.agreement(place, 0) for place in free), key=_total, default=_NOTHING)
    row = [usual, habits.after.get(left, 0.0), habits.before_pair.get(pair, 0.0), habits.between.get(neighbours, 0.0)]
    row += [float(neighbours in habits.between), *with_it, *without]
    row += [
        float(bool(negated)),
        with_it[0] * with_it[1],
        float(not _DENIES.isdisjoint(keys[max(0, at - _REACH) : at])),
    ]
    return [*row, float(not _DENIES.isdisjoint(keys)), float(not NEGATIONS.isdisjoint(keys))]


_Agreement = tuple[float, float, float, float, float, float]
_NOTHING: _Agreement = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def _key(keys: Sequence[str], at: int) -> str:
    return keys[at] if 0 <= at < len(keys) else ""


def _total(agreement: _Agreement) -> float:
    word, _, _, right, left, sentence = agreement
    return 2 * right + left + sentence + word


def _negated_places(source: Source) -> list[int]:
    """The places right after the source's negations."""
    if source.after_negations is None:
        places = (at for word in NEGATIONS for at in source.positions.get(word, ()))
        source.after_negations = sorted(at + 1 for at in places if is_negation(source, at))
    return source.after_negations


class _Around:
    """The words of a sentence on either side of a place; nearer and rarer ones weigh more."""

    def __init__(self, keys: Sequence[str], at: int, source: Source) -> None:
        self._keys, self._at, self._source = keys, at, source
        self._right = self._weighed(keys[at : at + _REACH])
        self._left = self._weighed(reversed(keys[max(0, at - _REACH) : at]))
        self._all = {key: source.weight.get(key, 0.0) for key in set(keys)}
        self._totals = [sum(side.values()) or 1.0 for side in (self._right, self._left, self._all)]

    def _is_left(self, before: int, first: int) -> bool:
        """Whether the source's word at `before` is the one left of the place, and not in another word: the "số" of "đa
        số" is not that of "số không ủng hộ"."""
        left = self._at - 1
        if self._source.keys[before] != self._keys[left]:
            return False
        further = self._source.keys[before - 1] if before > first else ""
        return f"{_key(self._keys, left - 1)} {self._keys[left]}" not in _COMPOUNDS or further == _key(
            self._keys, left - 1
        )

    def _weighed(self, side: Iterable[str]) -> dict[str, float]:
        found: dict[str, float] = {}
        for distance, key in enumerate(side):
            found[key] = found.get(key, 0.0) + self._source.weight.get(key, 0.0) / (1 + 0.15 * distance)
        return found

    def agreement(self, place: int, gone: int) -> _Agreement:
        """With the source's words from `place` on and those before it, `gone` of them left out."""
        source = self._source
        inside = min(place, len(source.keys) - 1)
        first, last = source.sentence_bounds(inside)
        before = place - gone - 1
        right = set(source.keys[place : min(place + _FURTHEST, last)])
        left = set(source.keys[max(before + 1 - _FURTHEST, first) : max(before + 1, first)])
        held = source.sentence_keys[source.sentence_of[inside]]
        shares = [
            sum(weight for key, weight in side.items() if key in those) / total
            for side, those, total in zip(
                (self._right, self._left, self._all), (right, left, held), self._totals, strict=True
            )
        ]
        return (
            float(place < last and source.keys[place] == self._keys[self._at]),
            float(place + 1 < last and source.keys[place + 1] == _key(self._keys, self._at + 1)),
            float(before >= first and self._is_left(before, first)),
            shares[0], shares[1], shares[2],
        )  # fmt: skip
