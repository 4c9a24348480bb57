"""How well a fact of the source would fill a gap in a sentence.

A sentence with one fact taken out leaves a gap. Around each place of the source where that fact, or another of its
kind, stands there are words; the better they agree with those around the gap, the likelier is it that the sentence was
written from that place. `features` measures the agreement in several ways, from the words of the whole sentence to the
very next syllable; training/doubt.py fits how much each counts.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise

from facts.habits import EDGE, Habits
from facts.rivals import Filling
from facts.source import Source

REACH = 9
"""Neighbours looked at on each side of the gap; in the source half as many again may lie between."""
FEATURES = (
    "words", "pairs", "words beside", "pairs beside", "same side", "either side", "left", "left two", "right",
    "right two", "near left", "near right", "times", "best sentence", "best two", "habit before", "habit after",
    "with others", "in title", "in first", "in second", "first place", "spread",
)  # fmt: skip
"""Shares, from 0 to 1, but for `times`, the logarithm of how often the fact stands in the source, and the habits."""
_SMALL = frozenset(
    """và của các những là được có trong cho với đã sẽ đang này đó một khi để từ đến tại về ở theo cũng như trên ra vào do
    bị tới sau trước còn thì mà nhiều người năm ngày""".split()
)
_COMMON = 60
"""A word of more sentences than that tells nothing of one of them."""
_MOST_PLACES = 30
_NEAR = 3


class Gap:
    """The words around keys[start:stop] of a sentence, and where the source has them.

    Args:
        others: for each other fact of the sentence the source's sentences in which it stands.
    """

    def __init__(
        self,
        keys: Sequence[str],
        start: int,
        stop: int,
        source: Source,
        habits: Habits,
        others: Sequence[Set[int]] = (),
    ) -> None:
        self._source, self._habits, self._others = source, habits, others
        self._left, self._right = list(reversed(keys[:start])), list(keys[stop:])
        self._near = Neighbours(keys[max(0, start - REACH) : start], keys[stop : stop + REACH], source)
        self._words: dict[int, float] = defaultdict(float)
        self._pairs: dict[int, float] = defaultdict(float)
        self._word_total = self._spread(self._words, self._telling_words())
        self._pair_total = self._spread(self._pairs, self._telling_pairs())
        order = sorted(self._words, key=lambda s: -self.likeness(s))
        self._best = order[:2]

    def _telling_words(self) -> Iterable[tuple[frozenset[int], int]]:
        nearest: dict[str, int] = {}
        for side in (self._left, self._right):
            for distance, key in enumerate(side, start=1):
                if key not in _SMALL and key in self._source.positions:
                    nearest[key] = min(nearest.get(key, distance), distance)
        return ((self._source.sentences_with(key), distance) for key, distance in nearest.items())

    def _telling_pairs(self) -> Iterable[tuple[frozenset[int], int]]:
        nearest: dict[tuple[str, str], int] = {}
        for side, forward in ((self._left, False), (self._right, True)):
            for distance, (one, other) in enumerate(pairwise(side), start=1):
                pair = (one, other) if forward else (other, one)
                if not (one in _SMALL and other in _SMALL):
                    nearest[pair] = min(nearest.get(pair, distance), distance)
        sentence_of = self._source.sentence_of
        for pair, distance in nearest.items():
            yield frozenset(sentence_of[at] for at in self._source.find(pair)), distance

    @staticmethod
    def _spread(held: dict[int, float], units: Iterable[tuple[frozenset[int], int]]) -> float:
        """Credits each sentence with the units that it holds; nearer and rarer ones count more. Gives their total."""
        total = 0.0
        for sentences, distance in units:
            if 0 < len(sentences) <= _COMMON:
                weight = 1 / (1 + 0.25 * (len(sentences) - 1)) / (1 + 0.1 * distance)
                total += weight
                for sentence in sentences:
                    held[sentence] += weight
        return total

    def _share(self, held: Mapping[int, float], sentence: int) -> float:
        total = self._word_total if held is self._words else self._pair_total
        return held.get(sentence, 0.0) / total if total else 0.0

    def likeness(self, sentence: int) -> float:
        """How much of the gap's words and pairs a sentence of the source holds, from 0 to 2."""
        return self._share(self._words, sentence) + self._share(self._pairs, sentence)

    def features(self, filling: Filling) -> list[float]:
        """FEATURES of a fact of the source; each the best over its places."""
        places = filling.places
        sentences = {self._source.sentence_of[start] for start, _ in places}
        around = {sentence + step for sentence in sentences for step in (-1, 0, 1)}
        values = [
            max((self._share(held, s) for s in group), default=0.0)
            for group in (sentences, around)
            for held in (self._words, self._pairs)
        ]
        close = [self._close(start, stop) for start, stop in places[:_MOST_PLACES]]
        values += map(max, zip(*close, strict=True)) if close else [0.0] * 8
        values.append(math.log1p(len(places)))
        values.append(float(self._best[:1] != [] and self._best[0] in sentences))
        values.append(float(any(sentence in sentences for sentence in self._best)))
        left, right = (side[0] if side else EDGE for side in (self._left, self._right))
        values += self._habits.fit(left, right, filling.sort)
        values.append(sum(not sentences.isdisjoint(other) for other in self._others) / max(len(self._others), 1))
        titles = self._source.title_sentences
        values.append(float(any(sentence < titles for sentence in sentences)))
        values += (float(titles in sentences), float(titles + 1 in sentences))
        values.append(min((start for start, _ in places), default=0) / max(len(self._source.keys), 1))
        values.append(len(sentences) / max(len(self._source.sentences), 1))
        return values

    def _close(self, start: int, stop: int) -> list[float]:
        """The features that look at single neighbours of one place."""
        keys = self._source.keys
        before = list(reversed(keys[max(0, start - _NEAR - 1) : start]))
        after = keys[stop : stop + _NEAR + 1]
        values = [self._near.fit(start, stop), self._near.fit(start, stop, either_side=True)]
        for mine, its in ((self._left, before), (self._right, after)):
            same = bool(mine and its and mine[0] == its[0])
            values += [float(same), float(same and mine[1:2] == its[1:2] != [])]
        for mine, its in ((self._left, before), (self._right, after)):
            values.append(len(set(mine[:_NEAR]) & set(its)) / _NEAR)
        return values


class Neighbours:
    """The neighbours of a fact, nearer and rarer ones weighing more."""

    def __init__(self, left: Sequence[str], right: Sequence[str], source: Source) -> None:
        self._source = source
        self._left = [(key, source.weight.get(key, 0.6) / (1 + 0.15 * d)) for d, key in enumerate(reversed(left))]
        self._right = [(key, source.weight.get(key, 0.6) / (1 + 0.15 * d)) for d, key in enumerate(right)]
        self._total = sum(weight for _, weight in (*self._left, *self._right))

    def fit(self, start: int, stop: int, *, either_side: bool = False) -> float:
        """The share of the neighbours that stand on the same side of [start, stop) in the source, or on either."""
        keys, reach = self._source.keys, REACH + REACH // 2
        before = set(keys[max(0, start - reach) : start])
        after = set(keys[stop : stop + reach])
        if either_side:
            before = after = before | after
        got = sum(weight for key, weight in self._left if key in before)
        got += sum(weight for key, weight in self._right if key in after)
        return got / self._total if self._total else 0.0
