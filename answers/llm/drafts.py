"""A model's reply as sentences with the numbers that they cite.

Markers are read strictly: [n], once or several times, at the end of a sentence or behind its full stop. Anything else
in brackets is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from news.sentences import split_sentences
from news.vietnamese import nfc

_MARKER = re.compile(r"\s*\[(\d{1,3})\]")
_UNFINISHED = re.compile(r"\s*(?:\[\d{0,3})?$")
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+", re.MULTILINE)
_EMPHASIS = re.compile(r"\*\*|__|`")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as the model wrote it, without markers."""

    text: str
    numbers: tuple[int, ...]


def clean(reply: str) -> str:
    """The reply without thoughts, bullets and emphasis."""
    return _EMPHASIS.sub("", _BULLET.sub("", _THOUGHT.sub("", nfc(reply)))).strip()


def drafts(reply: str) -> list[Draft]:
    """The sentences of a reply. A marker belongs to the sentence that ends or stands before it."""
    reply = clean(reply)
    plain, marks, end = "", list[tuple[int, int]](), 0
    for match in _MARKER.finditer(reply):
        plain += reply[end : match.start()]
        marks.append((len(plain.rstrip()), int(match[1])))
        end = match.end()
    plain += reply[end:]
    found = []
    for sentence in split_sentences(plain):
        numbers = [n for at, n in marks if sentence.start < at <= sentence.end]
        found.append(Draft(plain[sentence.start : sentence.end], tuple(dict.fromkeys(numbers))))
    return found


class Assembler:
    """Gathers a stream; gives a sentence out once the next one has begun."""

    def __init__(self) -> None:
        self._reply = ""
        self._given = 0

    def feed(self, piece: str) -> list[Draft]:
        """The sentences that are whole with this piece."""
        self._reply += piece
        # A marker that is still being written is no sentence.
        return self._new(drafts(_UNFINISHED.sub("", self._reply))[:-1])

    def finish(self) -> list[Draft]:
        """The rest."""
        return self._new(drafts(self._reply))

    @property
    def reply(self) -> str:
        return clean(self._reply)

    def _new(self, whole: list[Draft]) -> list[Draft]:
        new = whole[self._given :]
        self._given = max(self._given, len(whole))
        return new
