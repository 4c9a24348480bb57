"""Whether a sentence tells once more what was told."""

from __future__ import annotations

import re
from itertools import pairwise

from news.vietnamese import syllables, unify_tone

_REPEATED = 0.3  # share of its syllable pairs that all that was told holds
_SAME_WORDS = 0.5  # share of its syllables that one sentence holds
_SAME_FIGURES = 0.4  # the same where it has figures, and all of them were told
_FIGURE = re.compile(r"(?<![\d.,/-])(?!(?:19|20)\d\d(?!\d))\d[\d.,]*\d|(?<![\d.,/-])\d(?![\d/])")
"""Not years."""


class Told:
    """What was told so far, sentence by sentence."""

    def __init__(self) -> None:
        self._pairs: set[tuple[str, str]] = set()
        self._words: list[frozenset[str]] = []
        self._figures: set[str] = set()

    def add(self, text: str) -> None:
        """Takes in a sentence that is shown."""
        words = syllables(unify_tone(text))
        self._pairs |= set(pairwise(words))
        self._words.append(frozenset(words))
        self._figures |= figures(text)

    def says_again(self, text: str) -> bool:
        """Whether most of a sentence was told; one without two syllables says nothing and counts as told."""
        words = syllables(unify_tone(text))
        pairs = set(pairwise(words))
        if not pairs or len(pairs & self._pairs) > _REPEATED * len(pairs):
            return True
        own = frozenset(words)
        least = _SAME_FIGURES if figures(text) and figures(text) <= self._figures else _SAME_WORDS
        return any(len(own & known) >= least * len(own) for known in self._words)


def figures(text: str) -> set[str]:
    """The numbers of a text, as written; years are none."""
    return set(_FIGURE.findall(text))
