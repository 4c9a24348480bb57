"""The syllables of a text with their places: what names, titles and the verifier work on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from news.vietnamese import SYLLABLE, unify_tone

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capitals of Vietnamese, for character classes; a range such as À-Ỹ would hold small letters too."""


class Token(NamedTuple):
    """One syllable. `key` is lower-cased with the tone mark in its new place; `capital` tells how it was written.

    A named tuple, because an article has many and it is made four times as fast as a frozen dataclass.
    """

    start: int
    end: int
    text: str
    key: str
    capital: bool


_NUMBERED = {"P": "phường", "Q": "quận"}
"""What the letters stand for before a number: "P. 3, Q. 10"."""
_STOP_DIGIT = re.compile(r"\. ?\d")


def tokenize(text: str) -> list[Token]:
    """The syllables of NFC text."""
    unified = unify_tone(text)
    keys = unified.lower()
    if len(keys) != len(unified):  # a letter outside Vietnamese grew: "İ"
        keys = unified
    tokens = []
    for match in SYLLABLE.finditer(text):
        start, end = match.span()
        word = match.group()
        key = keys[start:end] if keys is not unified else unified[start:end].lower()
        if word in _NUMBERED and _STOP_DIGIT.match(text, end):
            key = _NUMBERED[word]
        tokens.append(Token(start, end, word, key, word[0].isupper()))
    return tokens


@lru_cache(maxsize=8192)  # the names and titles of an article are asked for again and again
def key_of(phrase: str) -> tuple[str, ...]:
    """The keys of a phrase's syllables."""
    return tuple(token.key for token in tokenize(phrase))


class Phrasebook:
    """A set of phrases that is matched against a token list, longest first."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            keys = key_of(phrase)
            self._by_first.setdefault(keys[0], []).append(keys)
        for entries in self._by_first.values():
            entries.sort(key=len, reverse=True)

    @property
    def openers(self) -> frozenset[str]:
        """The first syllables of the phrases."""
        return frozenset(self._by_first)

    def match(self, text: str, tokens: Sequence[Token], at: int, *, capital: bool = False) -> int:
        """The number of tokens of the longest phrase that begins at this token, 0 when there is none.

        With `capital`, every syllable must be written with a capital letter.
        """
        for keys in self._by_first.get(tokens[at].key, ()):
            stop = at + len(keys)
            if stop > len(tokens):
                continue
            if not _spells(tokens, at, keys):
                continue
            window = tokens[at:stop]
            if capital and not all(token.capital for token in window):
                continue
            if all(joined(text, left, right) for left, right in itertools.pairwise(window)):
                return len(keys)
        return 0


def _spells(tokens: Sequence[Token], at: int, keys: tuple[str, ...]) -> bool:
    # A loop and no generator: this is asked for every syllable of an article.
    for token_at, key in enumerate(keys, start=at):  # noqa: SIM110
        if tokens[token_at].key != key:
            return False
    return True


_JOINT = re.compile(r"[ \u00a0]{1,2}|\. ?|-")


def joined(text: str, left: Token, right: Token) -> bool:
    """Whether two neighbouring tokens can belong to one name: a space, an abbreviation's stop or a hyphen between."""
    gap = text[left.end : right.start]
    if gap == " ":
        return True
    if "." in gap:
        return _JOINT.fullmatch(gap) is not None and (len(left.text) == 1 or left.key in _STOPPED)
    return _JOINT.fullmatch(gap) is not None


_STOPPED = {"tp", "tx", "tt", "gs", "ts", "pgs", "th", "ths", "bs"}
