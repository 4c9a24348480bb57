"""Text to index terms: syllables with diacritics and without, and pairs of neighbouring syllables with them.

A Vietnamese word has two syllables more often than one, so pairs find words without a word segmenter. Numbers, dates
and document numbers become one term each, in the form in which all their spellings agree (22-6 and 22/6, 1.500 and
1500).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
    return list(chain.from_iterable(map(_words_of, text.split())))


# No rule here looks across white space, and few different runs make up a text: looking them up is most of what adding
# an article would cost otherwise.
@lru_cache(maxsize=_KNOWN)
def _words_of(run: str) -> tuple[str, ...]:
    """The words of a text without white space."""
    return tuple(chain.from_iterable(map(_parts, _TOKEN.findall(unify_tone(nfc(run).lower())))))


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


def running(text: str, *, folded: bool = False) -> str:
    """What `words` gives, without diacritics if so wanted, with a blank between any two."""
    if not folded:
        return " ".join(words(text))
    # Words without diacritics are kept with all else that is indexed of a run: quicker than taking these off again.
    return " ".join([found[1] for run in text.split() if (found := _indexed_runs[run])])


@dataclass(frozen=True, slots=True)
class Terms:
    """All index terms of a text, as texts with a blank between any two.

    Attributes:
        words: with diacritics, in order.
        pairs: of neighbouring words, joined by an underscore.
        folded: words without diacritics.
    """

    words: str
    pairs: str
    folded: str

    def exact(self) -> str:
        """Words with diacritics and, behind them, their pairs."""
        return f"{self.words} {self.pairs}" if self.pairs else self.words


_NONE = Terms("", "", "")


def indexed(text: str) -> Terms:
    """Pairs are nearly all of the different terms, and so of an index' work; those without diacritics would take 40% of
    it, and find half a point more of R@1 of accentless questions."""
    runs = list(filter(None, map(_indexed_runs.__getitem__, text.split())))
    if not runs:
        return _NONE
    exact, folded, ends = zip(*runs, strict=True)
    # "a a_b b_c c" without its first and last word.
    joined = "_".join(ends)
    first, last = joined.index(" "), joined.rindex(" ")
    return Terms(" ".join(exact), joined[first + 1 : last], " ".join(folded))


def together(parts: Iterable[Terms]) -> Terms:
    """The terms of texts that follow one another: those of each, and the pairs where one ends and the next begins."""
    told = [part for part in parts if part.words]
    if len(told) < 2:
        return told[0] if told else _NONE
    pairs = [told[0].pairs]
    for one, other in pairwise(told):
        pairs += f"{one.words.rpartition(' ')[2]}_{other.words.partition(' ')[0]}", other.pairs
    return Terms(
        " ".join(part.words for part in told),
        " ".join(filter(None, pairs)),
        " ".join(part.folded for part in told),
    )


class _IndexedRuns(dict[str, tuple[str, str, str] | None]):
    """Texts without white space to their words, with diacritics and without, and twice each; to None if there are
    none. Filled as they are met; a plain table is quicker to look up than a cache that knows which was used
    last, and few runs make up most of any text."""

    def __missing__(self, run: str) -> tuple[str, str, str] | None:
        exact = _words_of(run)
        found = (" ".join(exact), " ".join(map(fold, exact)), _ends(exact)) if exact else None
        if len(self) >= _KNOWN:
            self.clear()
        self[run] = found
        return found


_indexed_runs = _IndexedRuns()


def _ends(sequence: Sequence[str]) -> str:
    """Each word twice: where one pair ends with it and where the next begins."""
    return "_".join(f"{word} {word}" for word in sequence)


def with_pairs(sequence: list[str]) -> list[str]:
    """A sequence followed by the pairs of its neighbours."""
    return sequence + list(map("_".join, pairwise(sequence)))


def weighted(sequence: list[str], meant: list[str], *, pairs: bool = True) -> dict[str, float]:
    """The terms of a query with their weights: pairs, if they are wanted, weigh half, what only asks a tenth.

    Args:
        sequence: the query's words.
        meant: the same words with diacritics; by these it is known what only asks ("may" is "mấy" or "máy").
    """
    factors = [_ASKING_WEIGHT if word in _ASKING else 1.0 for word in meant]
    weights: dict[str, float] = {}
    for word, factor in zip(sequence, factors, strict=True):
        weights[word] = max(factor, weights.get(word, 0.0))
    if not pairs:
        return weights
    for (first, second), (one, other) in zip(pairwise(sequence), pairwise(factors), strict=True):
        pair = f"{first}_{second}"
        weights[pair] = max(_PAIR_WEIGHT * min(one, other), weights.get(pair, 0.0))
    return weights


def with_any_diacritics(term: str) -> str:
    """A regular expression for all terms that are this one without its diacritics."""
    return "".join(_FORMS.get(letter, re.escape(letter)) for letter in fold(term))


def _forms() -> dict[str, str]:
    """Letters to a set of those that they are without diacritics; for Latin letters."""
    forms: dict[str, list[str]] = {}
    for letter in map(chr, chain(range(ord("a"), 0x250), range(0x1E00, 0x1F00))):
        if letter.isalpha() and letter == letter.lower():
            forms.setdefault(fold(letter), []).append(letter)
    return {base: f"[{''.join(letters)}]" for base, letters in forms.items() if len(letters) > 1}


_FORMS = _forms()


def phrases(query: str) -> list[list[str]]:
    """The quoted phrases of a query, each as its words."""
    return [found for found in map(words, _PHRASE.findall(query)) if found]
