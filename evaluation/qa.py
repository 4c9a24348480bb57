"""Exact match and F1 of short answers by the rules of SQuAD (Rajpurkar et al., 2016), on Vietnamese syllables.

Case, punctuation and tone placement make no difference; there are no articles to drop in Vietnamese. An empty string
stands for "no answer": two of them agree, one of them never agrees with a text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from evaluation.rouge import tokens


def exact_match(answer: str, references: Sequence[str]) -> float:
    """1 if the answer has the syllables of one of the references, else 0."""
    given = tokens(answer)
    return float(any(given == tokens(reference) for reference in references))


def f1(answer: str, references: Sequence[str]) -> float:
    """The best F1 of shared syllables with one of the references; 0 where there is none."""
    given = tokens(answer)
    return max((_overlap(given, tokens(reference)) for reference in references), default=0.0)


def _overlap(given: Sequence[str], reference: Sequence[str]) -> float:
    if not given or not reference:
        return float(given == reference)
    return 2 * (Counter(given) & Counter(reference)).total() / (len(given) + len(reference))
