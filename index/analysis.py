"""Text to index terms: syllables and pairs of neighbouring syllables, with diacritics and without.

A Vietnamese word has two syllables more often than one, so pairs find words without a word segmenter. Numbers, dates
and document numbers become one term each, in the form in which all their spellings agree (22-6 and 22/6, 1.500 and
1500).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, pairwise

from news.vietnamese import fold, nfc, unify_tone

_TOKEN = re.compile(r"\d+(?:[./-]\d+)*(?:[/-][^\W\d_]+(?:[/-][^\W\d_]+)*)?|\w+(?:[/-]\w+(?=\W|$))?")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_PHRASE = re.compile(r"[\"“]([^\"“”]+)[\"”]")

# Words that ask, and those that stand round them: rare in news, hence heavy in BM25, and about nothing.
_ASKING = frozenset("gì nào đâu ai mấy sao nhiêu thế như bao khi vì tại là những có được do".split())
_ASKING_WEIGHT = 0.1
_PAIR_WEIGHT = 0.5
_KNOWN = 2**16


def words(text: str) -> list[str]:
    """Lower-cased syllables, numbers and codes in order."""
    return list(chain.from_iterable(map(_parts, _TOKEN.findall(unify_tone(nfc(text).lower())))))


# Few different words make up a text: looking them up is most of what adding an article would cost otherwise.
@lru_cache(maxsize=_KNOWN)
def _parts(token: str) -> tuple[str, ...]:
    if token[0].isdigit():
        return (_number(token),)
    return tuple(part for part in re.split(r"[/_-]", token) if part)


def _number(token: str) -> str:
    if _GROUPED.fullmatch(token):
        return token.replace(".", "")
    if re.fullmatch(r"\d+(?:[./-]\d+)+", token):
        return "/".join(part.lstrip("0") or "0" for part in re.split(r"[./-]", token))
    return token.replace("/", "-")


def terms(text: str) -> tuple[list[str], list[str]]:
    """Index terms with diacritics and without: words, and pairs joined by an underscore."""
    exact = words(text)
    return with_pairs(exact), with_pairs(list(map(_folded, exact)))


_folded = lru_cache(maxsize=_KNOWN)(fold)


def with_pairs(sequence: list[str]) -> list[str]:
    """A sequence followed by the pairs of its neighbours."""
    return sequence + list(map("_".join, pairwise(sequence)))


def weighted(sequence: list[str], meant: list[str]) -> dict[str, float]:
    """The terms of a query with their weights: pairs weigh half, what only asks a tenth.

    Args:
        sequence: the query's words.
        meant: the same words with diacritics; by these it is known what only asks ("may" is "mấy" or "máy").
    """
    factors = [_ASKING_WEIGHT if word in _ASKING else 1.0 for word in meant]
    weights: dict[str, float] = {}
    for word, factor in zip(sequence, factors, strict=True):
        weights[word] = max(factor, weights.get(word, 0.0))
    for (first, second), (one, other) in zip(pairwise(sequence), pairwise(factors), strict=True):
        pair = f"{first}_{second}"
        weights[pair] = max(_PAIR_WEIGHT * min(one, other), weights.get(pair, 0.0))
    return weights


def phrases(query: str) -> list[list[str]]:
    """The quoted phrases of a query, each as its words."""
    return [found for found in map(words, _PHRASE.findall(query)) if found]
