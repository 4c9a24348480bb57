"""How likely each syllable of an article is to stand in its summary, and what that says about its sentences.

A logistic model with two one-hot groups: the syllable itself, and the cell that it falls into by how many sentences
hold it, how often its pair with a neighbour recurs, where it stands, how it is written, how long the article is, and
whether the title has it. The idea is SumBasic's (Nenkova and Vanderwende, 2005), with learned instead of raw
frequencies. There is one model for articles with a title and one for those without.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from news.vietnamese import SYLLABLE, nfc, unify_tone

UNKNOWN = 1
"""Id of every syllable outside the vocabulary; 0 stands in a sentence that has none."""
LONGEST = 80
"""Units of a sentence that are looked at."""
IN_TITLE, PAIR_IN_TITLE, CAPITAL, NUMBER = 1, 2, 8, 16

_DIGIT = re.compile(r"\d")
_SPREAD = (2, 3, 4, 6, 9)
_RECURS = (2, 3, 4)
_PLACE = (1, 2, 3, 6, 11)
_SIZE = (9, 17, 31)
_MOST = 31

CELLS = (len(_SPREAD) + 1) * (len(_RECURS) + 1) * (len(_PLACE) + 1) * 3 * (len(_SIZE) + 1) * 4
"""Cells of the model; without a title the last factor is always 0."""

WIDTH = 16
"""Features of a sentence (`salience_features`)."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Units:
    """The syllables of an article; all arrays but `ends` have shape (units,).

    Attributes:
        ids: in the vocabulary, digits counting as 0 ("2024" is "0000").
        marks: bits IN_TITLE, PAIR_IN_TITLE, CAPITAL, NUMBER.
        spread: how many sentences hold the syllable, at most 31.
        ends: where each sentence's units end, shape (sentences,); every sentence has at least one.
    """

    ids: npt.NDArray[np.uint16]
    marks: npt.NDArray[np.uint8]
    spread: npt.NDArray[np.uint8]
    ends: npt.NDArray[np.int32]

    @property
    def starts(self) -> npt.NDArray[np.int64]:
        return np.concatenate([[0], self.ends[:-1]]).astype(np.int64)

    @property
    def places(self) -> npt.NDArray[np.int64]:
        """The index of each unit's sentence."""
        return np.repeat(np.arange(len(self.ends)), np.diff(self.ends, prepend=0))


def shape_of(word: str) -> str:
    """A lower-cased syllable with every digit as 0, as the vocabulary has it."""
    return _DIGIT.sub("0", word)


def read_units(sentences: Sequence[str], title: str | None, vocabulary: Mapping[str, int]) -> Units:
    """The units of an article's sentences."""
    written = [SYLLABLE.findall(unify_tone(nfc(sentence)))[:LONGEST] for sentence in sentences]
    words = [[word.lower() for word in line] for line in written]
    in_title = [word.lower() for word in SYLLABLE.findall(unify_tone(nfc(title or "")))]
    title_words, title_pairs = set(in_title), set(pairwise(in_title))
    spread = Counter[str]()
    for line in words:
        spread.update(set(line))
    ids: list[int] = []
    marks: list[int] = []
    spreads: list[int] = []
    ends: list[int] = []
    for forms, line in zip(written, words, strict=True):
        begin = len(ids)
        for form, word in zip(forms, line, strict=True):
            ids.append(vocabulary.get(shape_of(word), UNKNOWN))
            marks.append(
                IN_TITLE * (word in title_words) | CAPITAL * form[0].isupper() | NUMBER * ("0" <= word[0] <= "9")
            )
            spreads.append(min(spread[word], _MOST))
        for at, pair in enumerate(pairwise(line), begin):
            if pair in title_pairs:
                marks[at] |= PAIR_IN_TITLE
                marks[at + 1] |= PAIR_IN_TITLE
        if not line:
            ids.append(0)
            marks.append(0)
            spreads.append(0)
        ends.append(len(ids))
    return Units(
        np.array(ids, np.uint16), np.array(marks, np.uint8), np.array(spreads, np.uint8), np.array(ends, np.int32)
    )


def recurrence(units: Units) -> npt.NDArray[np.int64]:
    """How often the better of a unit's two pairs (with the one before, with the one behind) stands in the article."""
    if len(units.ids) < 2:
        return np.ones(len(units.ids), np.int64)
    pairs = units.ids[:-1].astype(np.int64) << 16 | units.ids[1:]
    inside = np.ones(len(pairs), bool)
    inside[units.ends[:-1] - 1] = False
    _, inverse, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    often = np.where(inside, counts[inverse], 1)
    best = np.ones(len(units.ids), np.int64)
    best[:-1] = often
    best[1:] = np.maximum(best[1:], often)
    return best


def cells(units: Units, *, titled: bool) -> npt.NDArray[np.int64]:
    """The cell of each unit, shape (units,), 0 to CELLS - 1."""
    marks = units.marks
    written = np.where(marks & NUMBER, 2, np.where(marks & CAPITAL, 1, 0))
    parts = (
        (np.digitize(units.spread, _SPREAD), len(_SPREAD) + 1),
        (np.digitize(recurrence(units), _RECURS), len(_RECURS) + 1),
        (np.digitize(units.places, _PLACE), len(_PLACE) + 1),
        (written, 3),
        (np.full(len(marks), np.digitize(len(units.ends), _SIZE)), len(_SIZE) + 1),
        (marks & (IN_TITLE | PAIR_IN_TITLE) if titled else np.zeros(len(marks), np.int64), 4),
    )
    cell = np.zeros(len(marks), np.int64)
    for value, size in parts:
        cell = cell * size + value
    return cell


@dataclass(frozen=True, slots=True)
class Salience:
    """The two fitted models; index 0 is for articles without a title, 1 for those with one.

    Attributes:
        by_cell: shape (2, CELLS).
        by_unit: shape (2, vocabulary).
    """

    by_cell: Floats
    by_unit: Floats

    def __call__(self, units: Units, *, titled: bool) -> Floats:
        """Of each unit the probability to be in the summary, shape (units,)."""
        logits = self.by_cell[int(titled)][cells(units, titled=titled)] + self.by_unit[int(titled)][units.ids]
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)


def salience_features(units: Units, salient: Floats) -> Floats:
    """What the salience of its units says about each sentence, shape (sentences, WIDTH).

    Mostly expected ROUGE against a summary of 20 or 36 syllables: units counted once, and pairs by the product.
    """
    count = len(units.ends)
    if not count:
        return np.zeros((0, WIDTH), np.float32)
    starts, places = units.starts, units.places
    sizes = np.diff(units.ends, prepend=0).astype(np.float32)
    within = np.arange(len(places)) - starts[places]
    _, first = np.unique(places << 16 | units.ids, return_index=True)
    once = np.zeros(len(places), np.float32)
    once[first] = 1

    def total(values: npt.NDArray[np.floating]) -> Floats:
        return np.asarray(np.add.reduceat(values, starts), np.float32)

    pairs = np.zeros_like(salient)
    pairs[:-1] = salient[:-1] * salient[1:] * (places[:-1] == places[1:])
    recurring = pairs * (recurrence(units) > 1)
    named = (units.marks & (CAPITAL | NUMBER)) > 0
    early, late, head = within < 25, sizes[places] - within <= 10, within < 8
    gained = total(salient * once)
    expected = 2 * gained / (sizes + 36)
    rank = np.empty(count, np.float32)
    rank[np.argsort(-expected, kind="stable")] = np.arange(count)
    return np.stack(
        [
            expected,
            2 * gained / (sizes + 20),
            gained / 10,
            gained / sizes,
            2 * total(pairs) / (sizes + 36),
            2 * total(recurring) / (sizes + 36),
            total(salient**2) / 10,
            total(salient * named) / 5,
            2 * total(salient * once * early) / (np.minimum(sizes, 25) + 36),
            total(salient * late) / np.minimum(sizes, 10),
            total(salient * head) / np.minimum(sizes, 8),
            total((salient > 0.5).astype(np.float32)) / sizes,
            np.maximum.reduceat(salient, starts),
            expected / max(float(expected.max()), 1e-6),
            (expected - expected.mean()) * 5,
            1 / (1 + rank),
        ],
        axis=1,
    ).astype(np.float32)
