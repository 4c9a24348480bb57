"""Articles as rows of the database, and back."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.cards import PERSON, PLACE, Name, wanted
from index.types import Filter
from news.article import Article, OffsetMap, Removed, Sentence

ARTICLE_COLUMNS = "id, title, source, url, published, key, text, sentences, removed, raw, offsets"
"""What `article_of` takes, in this order."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a list of the archive shows of an article."""

    id: str
    title: str | None
    source: str | None
    published: dt.date | None
    opening: str

    def to_dict(self) -> dict[str, str | None]:
        return {
            "id": self.id,
            "title": self.title,
            "source": self.source,
            "published": self.published.isoformat() if self.published else None,
            "opening": self.opening,
        }


def insert(
    db: sqlite3.Connection,
    article: Article,
    spans: list[tuple[int, int]],
    vectors: npt.NDArray[np.float16],
) -> int:
    """Writes an article with its passages and vectors; returns its row id."""
    offsets = json.dumps([list(article.offsets.text_points), list(article.offsets.raw_points)])
    row = db.execute(
        f"INSERT INTO articles ({ARTICLE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id,
            article.title,
            article.source,
            article.url,
            article.published.isoformat() if article.published else None,
            article.key,
            article.text,
            json.dumps([[s.start, s.end] for s in article.sentences]),
            json.dumps([r.to_dict() for r in article.removed], ensure_ascii=True),
            zlib.compress(article.raw.encode("utf-8", "surrogatepass")),
            zlib.compress(offsets.encode()),
        ),
    ).lastrowid
    db.executemany(
        'INSERT INTO passages (article, start, "end", vector) VALUES (?, ?, ?, ?)',
        [(article.id, start, end, packed(vector)) for (start, end), vector in zip(spans, vectors, strict=True)],
    )
    assert row is not None
    return row


def insert_names(db: sqlite3.Connection, row: int, names: Iterable[Name]) -> None:
    """Writes the names of an article's card."""
    for name in names:
        db.execute(
            "INSERT OR IGNORE INTO names (kind, folded, exact, article) VALUES (?, ?, ?, ?)",
            (name.kind, name.folded, name.exact, row),
        )
        db.executemany(
            "INSERT OR IGNORE INTO name_words (kind, word, folded, exact) VALUES (?, ?, ?, ?)",
            [(name.kind, word, name.folded, name.exact) for word in name.folded.split()],
        )


def packed(vector: npt.NDArray[np.floating]) -> bytes:
    """A vector as it is stored: half precision."""
    return vector.astype(np.float16, copy=False).tobytes()


def article_of(row: tuple[object, ...]) -> Article:
    """The article in a row of ARTICLE_COLUMNS."""
    identifier, title, source, url, published, key, text, sentences, removed, raw, offsets = row
    text_points, raw_points = json.loads(zlib.decompress(offsets))  # type: ignore[arg-type]
    return Article(
        id=str(identifier),
        text=str(text),
        sentences=tuple(Sentence(s, e) for s, e in json.loads(str(sentences))),
        title=title,  # type: ignore[arg-type]
        source=source,  # type: ignore[arg-type]
        url=url,  # type: ignore[arg-type]
        published=date_of(published),
        raw=zlib.decompress(raw).decode("utf-8", "surrogatepass"),  # type: ignore[arg-type]
        offsets=OffsetMap(text_points, raw_points),
        removed=tuple(Removed(r["kind"], r["text"], r["raw_start"], r["raw_end"]) for r in json.loads(str(removed))),
        key=key,  # type: ignore[arg-type]
    )


def date_of(value: object) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else None


_NAMED = "rowid IN (SELECT article FROM names WHERE kind = ? AND instr(folded, ?) AND is_meant(exact, ?))"
# CROSS: in this order, for SQLite would read all names first.
_LOOKED_UP = (
    "rowid IN (SELECT article FROM name_words CROSS JOIN names USING (kind, folded, exact)"
    " WHERE kind = ? AND word = ? AND instr(folded, ?) AND is_meant(exact, ?))"
)


def where(filter: Filter | None, *, name_words: bool = True) -> tuple[str, list[str | int]]:
    """A filter as an SQL clause over articles, and its values.

    Args:
        name_words: whether names can be looked up by a word; else all are read.
    """
    conditions, values = list[str](), list[str | int]()
    if filter and filter.published_from:
        conditions.append("published >= ?")
        values.append(filter.published_from.isoformat())
    if filter and filter.published_to:
        conditions.append("published <= ?")
        values.append(filter.published_to.isoformat())
    if filter and filter.source:
        conditions.append("source = ?")
        values.append(filter.source)
    for kind, text in ((PERSON, filter and filter.person), (PLACE, filter and filter.place)):
        if text:
            typed, folded = wanted(kind, text)
            folded = folded or "?"
            conditions.append(_LOOKED_UP if name_words else _NAMED)
            # By the last word: of a person the own name, which fewer share than the family's.
            values += [kind, folded.split()[-1], folded, typed] if name_words else [kind, folded, typed]
    return (f" WHERE {' AND '.join(conditions)}" if conditions else ""), values
