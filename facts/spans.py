"""Stretches of text: which mentions lie inside one, and which characters are already taken."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol, TypeVar


class Mention(Protocol):
    @property
    def start(self) -> int: ...


M = TypeVar("M", bound=Mention)


def inside(mentions: Sequence[M], start: int, end: int) -> list[M]:
    """The mentions, given in order, that begin inside [start, end)."""
    first = bisect_left(mentions, start, key=lambda mention: mention.start)
    last = bisect_left(mentions, end, lo=first, key=lambda mention: mention.start)
    return list(mentions[first:last])


class Cover:
    """Marks the characters of a text that a fact has taken."""

    def __init__(self, size: int) -> None:
        self._taken = bytearray(size)

    def add(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\x01" * (end - start)

    def touches(self, start: int, end: int) -> bool:
        """Whether any character of [start, end) is taken."""
        return b"\x01" in self._taken[start:end]

    def claim(self, start: int, end: int) -> bool:
        """Takes [start, end) unless part of it is taken; says whether it did."""
        if self.touches(start, end):
            return False
        self.add(start, end)
        return True
