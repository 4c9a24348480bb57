"""Typing slips: a word that can be no Vietnamese syllable, one keystroke away from a word of the found passages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from answers.question import Question
from index.analysis import words
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


def corrected(question: Question, texts: Iterable[str]) -> Question:
    """The question with its slips replaced.

    Only impossible syllables that the passages lack are touched, and only where one known word alone is a keystroke
    away: names and foreign words that merely differ stay what they are.

    Args:
        question: as understood.
        texts: of the articles found; looked at only where a word may be a slip.
    """
    if not any(map(_doubtful, question.content)):
        return question
    found = {word for text in texts for word in words(text)}
    known = set(map(fold, found)) if question.accentless else found
    content = []
    for word in question.content:
        slip = _doubtful(word) and word not in known
        candidates = [other for other in known if _one_stroke(word, other)] if slip else []
        content.append(candidates[0] if len(candidates) == 1 else word)
    return question if tuple(content) == question.content else replace(question, content=tuple(content))


def _doubtful(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha() and not is_syllable(word)


def _one_stroke(left: str, right: str) -> bool:
    """One letter more, less, other, or two neighbours swapped; the right one is a syllable."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    at = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    a, b = left[at:], right[at:]
    if len(a) == len(b):
        same = a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:] and len(a) > 1)
    else:
        same = a[1:] == b if len(a) > len(b) else a == b[1:]
    return same and is_syllable(right)
