"""Quoted phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The inside holds no closing mark and no line break, and is bounded, so that an unclosed mark costs little.
_QUOTED = re.compile(
    r"“(?P<a>[^“”\n]{2,600})”"
    r'|(?<!\w)"(?P<b>[^"“”\n]{2,600})"'
    r"|‘(?P<c>[^‘’\n]{2,300})’(?!\w)"
    r"|«(?P<d>[^«»\n]{2,300})»"
)


@dataclass(frozen=True, slots=True)
class QuoteMention:
    """A quoted phrase without its marks; `outer_start` and `outer_end` include them."""

    start: int
    end: int
    surface: str
    outer_start: int
    outer_end: int


def find_quotes(text: str) -> list[QuoteMention]:
    """The quoted phrases of the text in order. A mark that is never closed opens nothing."""
    found = []
    for match in _QUOTED.finditer(text):
        group = match.lastgroup or "a"
        inner = match[group]
        start = match.start(group) + len(inner) - len(inner.lstrip())
        stripped = inner.strip()
        if stripped:
            found.append(QuoteMention(start, start + len(stripped), stripped, match.start(), match.end()))
    return found
