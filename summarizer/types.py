"""What a summary is."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

from facts.types import MeetingFacts
from news.article import Span


class Length(enum.Enum):
    """How much to write: one sentence, about 60 syllables, or a paragraph for each theme."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary with the source sentences behind it.

    `verified` is True when every number, name, date, code and quotation of `text` stands in the article, and `sources`
    is not empty.
    """

    text: str
    sources: tuple[Span, ...]
    verified: bool

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "sources": [s.to_dict() for s in self.sources], "verified": self.verified}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the article's sentences the plan looked at."""

    sentences_read: int
    sentences_total: int

    def to_dict(self) -> dict[str, int]:
        return {"sentences_read": self.sentences_read, "sentences_total": self.sentences_total}


@dataclass(frozen=True, slots=True)
class Summary:
    """A verified summary of one article (`error` is None), or why there is none, in English and Vietnamese.

    `headline` is what the article could be headed with where it has no title; None where nothing good was found.
    """

    article_id: str
    title: str | None
    summary: str
    sentences: tuple[SummarySentence, ...]
    coverage: Coverage
    meeting: MeetingFacts | None
    model: str
    seconds: float
    error: str | None = None
    error_vi: str | None = None
    headline: SummarySentence | None = None

    @property
    def heading(self) -> str | None:
        """The article's title, or the headline that was found for it."""
        return self.title or (self.headline.text if self.headline else None)

    def to_dict(self) -> dict[str, Any]:
        return {
            "article_id": self.article_id,
            "title": self.title,
            **self._proposed(),
            "summary": self.summary,
            "sentences": [s.to_dict() for s in self.sentences],
            "coverage": self.coverage.to_dict(),
            "meeting": self.meeting.to_dict() if self.meeting else None,
            "model": self.model,
            "seconds": round(self.seconds, 4),
            "error": self.error,
        }

    def _proposed(self) -> dict[str, Any]:
        """The headline's key, which stands only where there is a summary without a title."""
        if self.title or self.error:
            return {}
        return {"headline": self.headline.to_dict() if self.headline else None}
