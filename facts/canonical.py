"""One spelling for names that are written in several: abbreviations spelled out, tone marks and links unified."""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts.lexicon import ABBREVIATIONS, SAME_NAMES
from facts.tokens import Token, key_of

_COMMON = {short.lower(): key_of(full) for short, full in ABBREVIATIONS.items()}
_SAME = {key_of(name): key_of(other) for name, other in SAME_NAMES.items()}
_SAME_STARTS = frozenset(keys[0] for keys in _SAME)
_LINKS = frozenset({"và"})
_PARENTHESIS = re.compile(r"\(([^()\n]{2,24})\)")
_LONGEST_NAME = 14


class Canonical:
    """Spells a text's names out with the abbreviations that everybody knows and those that the article introduces."""

    def __init__(self, text: str = "", tokens: Sequence[Token] = ()) -> None:
        self.introduced = _introduced(text, tokens)

    def read(self, tokens: Sequence[Token]) -> tuple[list[str], list[int]]:
        """The canonical keys and, for each, the index of the token that it comes from."""
        keys: list[str] = []
        places: list[int] = []
        for index, token in enumerate(tokens):
            if token.key in _LINKS:
                continue
            for key in self._spelled_out(token):
                keys.append(key)
                places.append(index)
        return _unify_names(keys, places)

    def keys(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        return tuple(self.read(tokens)[0])

    def _spelled_out(self, token: Token) -> tuple[str, ...]:
        if len(token.text) > 1 and token.text[:2].isupper():
            return self.introduced.get(token.key) or _COMMON.get(token.key) or (token.key,)
        return (token.key,)


def _unify_names(keys: list[str], places: list[int]) -> tuple[list[str], list[int]]:
    out_keys: list[str] = []
    out_places: list[int] = []
    at = 0
    while at < len(keys):
        if keys[at] not in _SAME_STARTS:
            out_keys.append(keys[at])
            out_places.append(places[at])
            at += 1
            continue
        for size in range(min(3, len(keys) - at), 0, -1):
            other = _SAME.get(tuple(keys[at : at + size]))
            if other is not None:
                out_keys.extend(other)
                out_places.extend([places[at]] * len(other))
                at += size
                break
        else:
            out_keys.append(keys[at])
            out_places.append(places[at])
            at += 1
    return out_keys, out_places


def _introduced(text: str, tokens: Sequence[Token]) -> dict[str, tuple[str, ...]]:
    """Abbreviations that the text explains: "Ban Quản lý khu kinh tế (Ban QLKKT)", "Tổ chức … thế giới (WIPO)"."""
    found: dict[str, tuple[str, ...]] = {}
    if "(" not in text:
        return found
    starts = {token.start: index for index, token in enumerate(tokens)}
    ends = {token.end: index for index, token in enumerate(tokens)}
    for match in _PARENTHESIS.finditer(text):
        at = match.start()
        while at > 0 and text[at - 1] in ' ”"':
            at -= 1
        last, first_inside = ends.get(at), starts.get(match.start() + 1)
        if last is None or first_inside is None:
            continue
        inside = [token for token in tokens[first_inside : first_inside + 4] if token.end <= match.end()]
        short = inside[-1]
        if not (short.text.isupper() and 2 <= len(short.text) <= 10) or short.key.isdigit():
            continue
        expansion = _walk_back(tokens, last, short.text.lower())
        if expansion:
            found[short.key] = expansion
    return found


def _walk_back(tokens: Sequence[Token], last: int, letters: str) -> tuple[str, ...] | None:
    """The syllables up to `last` whose first letters spell the abbreviation, links left out."""
    keys: list[str] = []
    at, left = last, len(letters)
    while left and at >= 0 and last - at < _LONGEST_NAME:
        key = tokens[at].key
        if key not in _LINKS:
            if key[0] != letters[left - 1]:
                return None
            keys.append(key)
            left -= 1
        at -= 1
    return tuple(reversed(keys)) if not left else None
