"""Whether a sentence tells once more what was told."""

from __future__ import annotations

import re
from itertools import pairwise

from news.vietnamese import syllables, unify_tone

_REPEATED = 0.3  # share of its syllable pairs that all that was told holds
_SAME_WORDS = 0.5  # share of its syllables that one sentence holds
_HELD, _SOME = 0.5, 0.3  # or it holds so much of one, and that is so much of it
_SAME_FIGURES = 0.4  # the same where it has figures, and all of them were told
_LIKE = 0.6  # share of the words of either sentence that the other has too, figures apart
_FIGURE = re.compile(r"(?<![\d.,/-])(?!(?:19|20)\d\d(?!\d))\d[\d.,]*\d|(?<![\d.,/-])\d(?![\d/])")
"""Not years."""

_DAY = re.compile(r"\d{1,2}\s?[-/]\s?\d{1,2}(?:\s?[-/]\s?\d{2,4})?")


class Told:
    """What was told so far, sentence by sentence."""

    def __init__(self) -> None:
        self._pairs: set[tuple[str, str]] = set()
        self._texts: list[str] = []
        self._words: list[frozenset[str]] = []
        self._figures: set[str] = set()

    def add(self, text: str) -> None:
        """Takes in a sentence that is shown."""
        words = syllables(unify_tone(text))
        self._pairs |= set(pairwise(words))
        self._texts.append(text)
        self._words.append(frozenset(words))
        self._figures |= figures(text)

    def replace(self, number: int, text: str) -> None:
        """Takes in a sentence in the place of one told before; what both say stays told."""
        self.add(text)
        self._texts[number], self._words[number] = self._texts.pop(), self._words.pop()

    def with_other_figures(self, text: str) -> int | None:
        """Which sentence is this one with other figures, if any is: most words of both are the same, and either has a
        figure that the other has not."""
        own, mine = _without_numbers(text), _counts(text)
        for number, known in enumerate(self._texts):
            words, others = _without_numbers(known), _counts(known)
            same = len(own & words)
            if mine - others and others - mine and same >= _LIKE * max(len(own), len(words)):
                return number
        return None

    def says_again(self, text: str) -> bool:
        """Whether most of a sentence was told; one without two syllables says nothing and counts as told."""
        words = syllables(unify_tone(text))
        pairs = set(pairwise(words))
        if not pairs or len(pairs & self._pairs) > _REPEATED * len(pairs):
            return True
        return self.nearest(text) is not None

    def nearest(self, text: str) -> int | None:
        """Which sentence holds most of this one, or is held by it for the most part; None if none does."""
        own = frozenset(syllables(unify_tone(text)))
        least = _SAME_FIGURES if figures(text) and figures(text) <= self._figures else _SAME_WORDS
        shared = [(len(own & known), -number) for number, known in enumerate(self._words)]
        told = [
            (same, number)
            for same, number in shared
            if same >= min(least * len(own), max(_HELD * len(self._words[-number]), _SOME * len(own)))
        ]
        return -max(told)[1] if told else None


def figures(text: str) -> set[str]:
    """The numbers of a text, as written; years are none."""
    return set(_FIGURE.findall(text))


def _counts(text: str) -> set[str]:
    return figures(_DAY.sub(" ", text))


def _without_numbers(text: str) -> frozenset[str]:
    return frozenset(word for word in syllables(unify_tone(text)) if not word.isdigit())
