"""The question's words: what each says, and how much of them a sentence holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from answers.question import Question
from index.agreement import word_weights
from index.analysis import words
from news.vietnamese import nfc

_SPECIFIC_LEAST = 0.12
_NEAR = 0.4

_TENS = ("", "x")
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
# One letter may be anything; "XIV" is 14.
_ROMAN = {
    tens + units: str(10 * ten + unit)
    for ten, tens in enumerate(_TENS)
    for unit, units in enumerate(_UNITS)
    if len(tens + units) > 1
}

Adapt = Callable[[str], list[str]]
"""Text to the words that are compared: with diacritics, or without for an accentless question."""
Standing = dict[str, list[int]]
"""The places of each of the question's words in a sequence."""


class Wording:
    """How much each word of the question says: rare ones among the found sentences say more."""

    def __init__(self, question: Question, sentences: Sequence[frozenset[str]]) -> None:
        self._single = word_weights(question.content, sentences)
        self._sequence = question.content
        self._pairs = list(dict.fromkeys(pairwise(question.content)))
        self.total = sum(self._single.values()) or 1.0
        self._numbers = {_plain(word) for word in question.content if _plain(word)[:1].isdigit()}
        capitals = {word for typed in nfc(question.text).split()[1:] if typed[:1].isupper() for word in words(typed)}
        self._names = capitals.intersection(question.content) - self._numbers

    def coverage(self, bag: frozenset[str]) -> float:
        """Share of the question's weight that a bag of words holds, 0 to 1."""
        return sum(weight for word, weight in self._single.items() if word in bag) / self.total

    def specific(self, about: frozenset[str], bag: frozenset[str], near: frozenset[str]) -> float:
        """How much a sentence holds of what the question asks beyond the meeting itself, 0 to 1.

        Args:
            about: words of the article's title and lead, which say what meeting it is.
            bag: words of the sentence.
            near: words of its neighbours; they count for less.
        """
        asked = {word: weight for word, weight in self._single.items() if word not in about}
        total = sum(asked.values())
        if total < _SPECIFIC_LEAST * self.total:
            return self.coverage(bag)
        return sum(w * (1.0 if word in bag else _NEAR * (word in near)) for word, w in asked.items()) / total

    def gap(self, bag: frozenset[str]) -> float:
        """The weight of the heaviest run of neighbouring words of the question that a bag lacks, as a share of all.

        Where the words of "hợp long" are both missing, it is the bridge's other day that is told.
        """
        heaviest = run = 0.0
        for word in self._sequence:
            run = 0.0 if word in bag else run + self._single[word]
            heaviest = max(heaviest, run)
        return heaviest / self.total

    def lacks_numbers(self, bag: frozenset[str]) -> float:
        """Share of the question's numbers, dates and ordinals that a bag lacks: "lần thứ 48" is not "lần thứ 47"."""
        if not self._numbers:
            return 0.0
        have = {_plain(word) for word in bag}
        have = {word for word in have if word[:1].isdigit()}
        return sum(not _among(number, have) for number in self._numbers) / len(self._numbers)

    def lacks_names(self, bag: frozenset[str]) -> float:
        """Share of the question's words with a capital that a bag lacks; 0 for a question typed without any."""
        return sum(name not in bag for name in self._names) / max(len(self._names), 1)

    def pairs(self, sequence: Sequence[str]) -> float:
        """Share of the question's neighbouring words that are neighbours here too."""
        have = set(pairwise(sequence))
        return sum(pair in have for pair in self._pairs) / max(len(self._pairs), 1)

    def standing(self, sequence: Sequence[str]) -> Standing:
        """Where the question's words stand in a sequence."""
        places: Standing = {}
        for at, word in enumerate(sequence):
            if word in self._single:
                places.setdefault(word, []).append(at)
        return places

    def near(self, places: Standing, at: int) -> float:
        """How close the question's words stand to a position of the sequence, 0 to 1."""
        return (
            sum(
                self._single[word] / (1 + min(abs(place - at) for place in found) / 8) for word, found in places.items()
            )
            / self.total
        )


def _plain(word: str) -> str:
    """A number as digits."""
    return _ROMAN.get(word, word)


def _among(number: str, have: set[str]) -> bool:
    """Whether a number stands there, or is part of a date that does, or the date is part of it ("6" of "22/6")."""
    if number in have:
        return True
    parts = number.split("/")
    return any(
        "/" in word + number and (set(parts) <= set(word.split("/")) or set(word.split("/")) <= set(parts))
        for word in have
    )
