"""What the library holds and what a search returns."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.cards import Name
from news.article import Article, Span

Mark = tuple[int, int]
"""A moment of a store: the largest passage id ever given, and the number of the last removal."""

Progress = Callable[[str, int, int], None]
"""Called with what is done, how much of it is, and how much there is."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article and all that is stored with it.

    Attributes:
        spans: of its passages, [start, end) of its text.
        vectors: of these, (passages, dimension), in half precision as they are stored.
        bands: by which its copies are found (index/duplicates.py).
        names: of its meeting card.
    """

    article: Article
    spans: list[tuple[int, int]]
    vectors: npt.NDArray[np.float16]
    bands: list[int]
    names: list[Name]


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one article: `article.text[start:end]`. The unit that is embedded and searched."""

    id: int
    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage with its words and its article's title; `has_copies`: the article's story stands in others too."""

    passage: Passage
    title: str | None
    text: str
    has_copies: bool


class ArticleText(NamedTuple):
    """What an article says, as far as it is to be indexed.

    Attributes:
        first: the id of the article's first passage, by which word indexes know it.
        title: blank if there is none.
        passages: ids and texts.
    """

    first: int
    title: str
    passages: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a search is restricted to; None means everything. Dates are inclusive and compare with `published`.

    `person` and `place` are looked for among those that the articles' meeting cards name; words in a row are enough,
    with diacritics or without.
    """

    published_from: dt.date | None = None
    published_to: dt.date | None = None
    source: str | None = None
    person: str | None = None
    place: str | None = None

    def is_empty(self) -> bool:
        return self == Filter()


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article that tells the same story in the same words."""

    article_id: str
    title: str | None
    source: str | None
    url: str | None
    published: dt.date | None

    def to_dict(self) -> dict[str, Any]:
        return {
            "article_id": self.article_id,
            "title": self.title,
            "source": self.source,
            "url": self.url,
            "published": self.published.isoformat() if self.published else None,
        }


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found. `dense_rank` and `lexical_rank` count from 1; None where that index missed it.

    `copies` are the other articles of the same story; their passages are not shown beside it.
    """

    passage_id: int
    article_id: str
    title: str | None
    text: str
    span: Span
    score: float
    dense_rank: int | None
    lexical_rank: int | None
    copies: tuple[Copy, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "passage_id": self.passage_id,
            "article_id": self.article_id,
            "title": self.title,
            "text": self.text,
            "span": self.span.to_dict(),
            "score": round(self.score, 6),
            "ranks": {"dense": self.dense_rank, "lexical": self.lexical_rank},
            # Only where there are any, so that the form stays what it was for all others.
            **({"copies": [copy.to_dict() for copy in self.copies]} if self.copies else {}),
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
