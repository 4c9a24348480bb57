"""The core types: an article, its sentences, and spans of its text.

Every offset counts Unicode code points of `Article.text`, which is cleaned and NFC.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the half-open span [start, end) of its article's text."""

    start: int
    end: int

    def __reduce__(self) -> tuple[type[Sentence], tuple[int, int]]:
        # Articles go to other processes: what a dataclass with slots does by itself takes five times as long.
        return Sentence, (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Span:
    """A citation: `quote` is exactly `text[start:end]` of the article with the id `article_id`."""

    article_id: str
    start: int
    end: int
    quote: str

    def to_dict(self) -> dict[str, Any]:
        return {"article_id": self.article_id, "start": self.start, "end": self.end, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of the raw text that cleaning took out of the body.

    `kind` says why, in one of the words of `news.cleaning` ("caption", "counter", "menu", "source", …).
    """

    kind: str
    text: str
    raw_start: int
    raw_end: int

    def to_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "text": self.text, "raw_start": self.raw_start, "raw_end": self.raw_end}


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each code point of the cleaned text lies in the raw text.

    Piecewise linear: from `text_points[i]` up to the next point, raw = `raw_points[i]` + distance. Both are rising and
    begin at text position 0. Empty maps are the identity.
    """

    text_points: Sequence[int] = ()
    raw_points: Sequence[int] = ()

    def to_raw(self, position: int) -> int:
        """The raw offset of a text offset."""
        if not self.text_points:
            return position
        piece = max(bisect_right(self.text_points, position) - 1, 0)
        return self.raw_points[piece] + position - self.text_points[piece]


@dataclass(frozen=True, slots=True)
class Article:
    """One news item, cleaned, split and identified by its content.

    `reference` is a human abstract that came with the input (Vietnews' `abstract`); it is for evaluation only and
    never shown to a model. `key` is the id that the input itself gave, if any.
    """

    id: str
    text: str
    sentences: tuple[Sentence, ...]
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: dt.date | None = None
    raw: str = field(default="", repr=False)
    offsets: OffsetMap = field(default_factory=OffsetMap, repr=False)
    removed: tuple[Removed, ...] = field(default=(), repr=False)
    reference: str | None = field(default=None, repr=False)
    key: str | int | None = None

    def sentence(self, index: int) -> str:
        """The text of the sentence with this index."""
        span = self.sentences[index]
        return self.text[span.start : span.end]

    def sentence_texts(self) -> list[str]:
        return [self.text[s.start : s.end] for s in self.sentences]

    def span(self, start: int, end: int) -> Span:
        """The exact span [start, end).

        Raises:
            ValueError: the bounds do not lie inside the text, or the span is empty.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span [{start}, {end}) is not inside the {len(self.text)} characters of {self.id}")
        return Span(self.id, start, end, self.text[start:end])

    def sentence_span(self, index: int) -> Span:
        return self.span(self.sentences[index].start, self.sentences[index].end)

    def to_dict(self) -> dict[str, Any]:
        """The stored form that `tinhop show ID --json` prints."""
        return {
            "id": self.id,
            "title": self.title,
            "source": self.source,
            "url": self.url,
            "published": self.published.isoformat() if self.published else None,
            "text": self.text,
            "sentences": [[s.start, s.end] for s in self.sentences],
            "removed": [r.to_dict() for r in self.removed],
        }
