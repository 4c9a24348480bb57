"""Typing slips: a word that can be no Vietnamese syllable, one keystroke away from a word of the found passages."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from answers.question import Question
from news.vietnamese import fold

_SYLLABLE = re.compile(
    r"^(?:b|ch|c(?![iey])|d|gh(?=[ie])|gi|g(?!e)|h|kh|k(?=[iey])|l|m|ngh(?=[ie])|ng(?![iey])|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
    r"(?:a|ai|ao|au|ay|e|eo|eu|i|ia|ie|ieu|iu|o|oa|oai|oao|oay|oe|oeo|oi|oo|u|ua|uay|ue|ui|uo|uoi|uou|uu|uy|uya|uyen?|uyu|y|ye|yeu)"
    r"(?:c|ch|m|n|ng|nh|p|t)?$"
)
_SHORTEST = 3


def is_syllable(word: str) -> bool:
    """Whether a word is spelled as a Vietnamese syllable can be, diacritics aside."""
    return _SYLLABLE.match(fold(word)) is not None


def corrected(question: Question, known: Collection[str]) -> Question:
    """The question with its slips replaced.

    Only impossible syllables that the passages lack are touched, and only where one known word alone is a keystroke
    away: names and foreign words that merely differ stay what they are.

    Args:
        question: as understood.
        known: words of the passages found, compared as the question is (folded for an accentless one).
    """
    content = []
    for word in question.content:
        candidates = [] if _stays(word, known) else [other for other in known if _one_stroke(word, other)]
        content.append(candidates[0] if len(candidates) == 1 else word)
    return question if tuple(content) == question.content else replace(question, content=tuple(content))


def _stays(word: str, known: Collection[str]) -> bool:
    return word in known or len(word) < _SHORTEST or not word.isalpha() or is_syllable(word)


def _one_stroke(left: str, right: str) -> bool:
    """One letter more, less, other, or two neighbours swapped."""
    if abs(len(left) - len(right)) > 1 or left == right or not is_syllable(right):
        return False
    at = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    a, b = left[at:], right[at:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:] and len(a) > 1)
    return a[1:] == b if len(a) > len(b) else a == b[1:]
