"""What the library holds and what a search returns."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import Any

from news.article import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one article: `article.text[start:end]`. The unit that is embedded and searched."""

    id: int
    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Filter:
    """What a search is restricted to; None means everything. Dates are inclusive and compare with `published`."""

    published_from: dt.date | None = None
    published_to: dt.date | None = None
    source: str | None = None

    def is_empty(self) -> bool:
        return self == Filter()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found. `dense_rank` and `lexical_rank` count from 1; None where that index missed it."""

    passage_id: int
    article_id: str
    title: str | None
    text: str
    span: Span
    score: float
    dense_rank: int | None
    lexical_rank: int | None

    def to_dict(self) -> dict[str, Any]:
        return {
            "passage_id": self.passage_id,
            "article_id": self.article_id,
            "title": self.title,
            "text": self.text,
            "span": self.span.to_dict(),
            "score": round(self.score, 6),
            "ranks": {"dense": self.dense_rank, "lexical": self.lexical_rank},
        }


class AddStatus(enum.Enum):
    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class AddResult:
    """What became of one article given to `Library.add`; `replaced_id` is the article it took the place of."""

    article_id: str
    status: AddStatus
    replaced_id: str | None = None
