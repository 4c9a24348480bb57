"""The truth: articles, passages and vectors in SQLite.

Passage ids grow and are never used again, and removed ones are kept in a list, so that a cache that knows the last id
and the last removal that it has seen can catch up.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index import cards
from index.database import BUSY_SECONDS, Database
from index.duplicates import bands, likeness, sketch_version
from index.rows import ARTICLE_COLUMNS, ArticleRow, article_of, date_of, insert, insert_names, where
from index.schema import NAME_WORDS
from index.types import AddResult, AddStatus, ArticleText, Copy, Filter, Mark, Passage, Prepared, Progress, Quote
from news.article import Article
from news.errors import InputError

DATABASE = "library.sqlite"
"""The file's name in a library's folder."""
_FETCHED = 500
_VECTORS_FETCHED = 20_000
_CANDIDATES = 8
"""How many articles that share a band are compared word by word."""

_CHECKED = "parts of the database checked"

SKETCH, CARDS = "sketch", "cards"
"""Under these names the library keeps which version of `bands` its copies were found with, and which of `names_of` the
names of its cards."""


class Store(Database):
    """What a library holds. Safe to use from several threads and processes. Opens as `Database` does."""

    def __init__(self, path: Path, busy_seconds: float = BUSY_SECONDS, *, read_only: bool = False) -> None:
        super().__init__(path, busy_seconds, read_only=read_only)
        if not read_only and self.meta(SKETCH) is None and self.counts() == (0, 0):
            self.set_meta(SKETCH, sketch_version())
            self.set_meta(CARDS, cards.VERSION)

    def meta(self, key: str) -> str | None:
        with self.reading() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        with self.writing() as db:
            set_meta(db, key, value)

    def known(self, ids: Sequence[str]) -> set[str]:
        """Those of the ids that are here."""
        with self.reading() as db:
            return {i for i in ids if db.execute("SELECT 1 FROM articles WHERE id = ?", (i,)).fetchone()}

    def put(self, articles: Sequence[Prepared], *, embedder: str) -> list[AddResult]:
        """Stores articles with their passages and vectors in one transaction.

        An article with the same content is left as it is; one with the same url and other content is replaced. Copies
        of a story are put into one group.

        Args:
            embedder: the fingerprint of the one that made the vectors.

        Raises:
            InputError: the library's vectors come from another embedder by now.
        """
        results: list[AddResult] = []
        with self.writing() as db:
            (kept,) = db.execute("SELECT value FROM meta WHERE key = 'embedder'").fetchone() or (embedder,)
            if kept != embedder:
                raise InputError(
                    "The library was embedded again with another model meanwhile; start again with that model.",
                    "Kho tin vừa được nhúng lại bằng mô hình khác; hãy chạy lại với mô hình đó.",
                )
            for prepared in articles:
                article = prepared.article
                if db.execute("SELECT 1 FROM articles WHERE id = ?", (article.id,)).fetchone():
                    results.append(AddResult(article.id, AddStatus.UNCHANGED))
                    continue
                old = None
                if article.url:
                    old = db.execute("SELECT id FROM articles WHERE url = ?", (article.url,)).fetchone()
                if old:
                    delete(db, old[0])
                row = insert(db, article, prepared.spans, prepared.vectors)
                insert_names(db, row, prepared.names)
                group(db, row, article, prepared.bands)
                status = AddStatus.REPLACED if old else AddStatus.ADDED
                results.append(AddResult(article.id, status, old[0] if old else None))
        return results

    def remove(self, ids: Sequence[str]) -> None:
        """Removes articles with all that belongs to them in one transaction."""
        with self.writing() as db:
            for article_id in ids:
                delete(db, article_id)

    def copies(self, article_id: str) -> list[Copy]:
        """The other articles that tell an article's story in the same words, in the order in which they came."""
        with self.reading() as db:
            rows = db.execute(
                "SELECT c.id, c.title, c.source, c.url, c.published FROM articles a JOIN articles c"
                " ON c.story = a.story WHERE a.id = ? AND c.id <> a.id ORDER BY c.rowid",
                (article_id,),
            ).fetchall()
        return [Copy(i, title, source, url, date_of(published)) for i, title, source, url, published in rows]

    def find(self, prefix: str) -> str:
        """The one article id that begins with `prefix`.

        Raises:
            InputError: none does, or several do.
        """
        with self.reading() as db:
            if db.execute("SELECT 1 FROM articles WHERE id = ?", (prefix,)).fetchone():
                return prefix
            # Between the prefix and its end in the index; no id holds a character behind that one.
            rows = db.execute(
                "SELECT id FROM articles WHERE id >= ? AND id < ? AND length(?) >= 4 LIMIT 2",
                (prefix, f"{prefix}\U0010ffff", prefix),
            ).fetchall()
        if len(rows) != 1:
            what = "no article" if not rows else "more than one article"
            raise InputError(
                f"There is {what} with the id '{prefix}'; 'tinhop list' shows the ids.",
                f"Không có (hoặc có nhiều hơn một) bài mang mã “{prefix}”; hãy xem “tinhop list”.",
            )
        return str(rows[0][0])

    def get(self, article_id: str) -> Article:
        """The article with this id.

        Raises:
            InputError: there is none.
        """
        with self.reading() as db:
            row = db.execute(
                f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE id = ?",
                (article_id,),
            ).fetchone()
        if row is None:
            raise InputError(
                f"There is no article with the id '{article_id}'; 'tinhop list' shows the ids.",
                f"Không có bài mang mã “{article_id}”; hãy xem “tinhop list”.",
            )
        return article_of(row)

    def rows(self, filter: Filter | None = None, limit: int | None = None) -> list[ArticleRow]:
        """The archive's articles, newest first; those without a date come last."""
        self._refuse_unread(filter)
        clause, values = self._where(filter)
        with self.reading() as db:
            # In the order of the index by date, backwards: SQLite counts no date as the earliest.
            rows = db.execute(
                "SELECT id, title, source, published, substr(text, 1, 160) FROM articles"
                f"{clause} ORDER BY published DESC, rowid DESC LIMIT ?",
                (*values, -1 if limit is None else limit),
            ).fetchall()
        return [ArticleRow(i, title, source, date_of(published), text) for i, title, source, published, text in rows]

    def count(self, filter: Filter | None = None) -> int:
        """How many articles pass a filter."""
        clause, values = self._where(filter)
        with self.reading() as db:
            return int(db.execute(f"SELECT count(*) FROM articles{clause}", values).fetchone()[0])

    def days(self) -> dict[dt.date, int]:
        """How many articles were published on each day; those without a date are not counted."""
        with self.reading() as db:
            rows = db.execute("SELECT published, count(*) FROM articles WHERE published IS NOT NULL GROUP BY published")
            return {dt.date.fromisoformat(day): count for day, count in rows}

    def sources(self) -> list[str]:
        """The names of all sources, sorted."""
        with self.reading() as db:
            return [row[0] for row in db.execute("SELECT DISTINCT source FROM articles WHERE source <> '' ORDER BY 1")]

    def counts(self) -> tuple[int, int]:
        """Articles and passages."""
        with self.reading() as db:
            return (
                int(db.execute("SELECT count(*) FROM articles").fetchone()[0]),
                int(db.execute("SELECT count(*) FROM passages").fetchone()[0]),
            )

    def quotes(self, passages: Sequence[int]) -> dict[int, Quote]:
        """Passages by their ids; those that are gone are left out."""
        with self.reading() as db:
            rows = db.execute(
                'SELECT p.id, p.article, p.start, p."end", a.title, substr(a.text, p.start + 1, p."end" - p.start),'
                " a.story IS NOT NULL FROM passages p JOIN articles a ON a.id = p.article"
                f" WHERE p.id IN ({', '.join('?' * len(passages))})",
                list(passages),
            ).fetchall()
        return {row[0]: Quote(Passage(*row[:4]), row[4], row[5], bool(row[6])) for row in rows}

    def allowed(self, filter: Filter) -> npt.NDArray[np.int64]:
        """Ids of the passages whose article passes a filter."""
        self._refuse_unread(filter)
        clause, values = self._where(filter)
        with self.reading() as db:
            rows = db.execute(f"SELECT id FROM passages WHERE article IN (SELECT id FROM articles{clause})", values)
            return np.fromiter((row[0] for row in rows), dtype=np.int64)

    def _where(self, filter: Filter | None) -> tuple[str, list[str | int]]:
        by_names = filter is not None and bool(filter.person or filter.place)
        return where(filter, name_words=by_names and self._is_of(NAME_WORDS))

    def _refuse_unread(self, filter: Filter | None) -> None:
        """
        Raises:
            InputError: the filter asks for names that an older library does not know.
        """
        if filter and (filter.person or filter.place) and self.meta(CARDS) != cards.VERSION:
            raise InputError(
                "The library does not know yet whom and which places its articles name; run 'tinhop check --repair'.",
                "Kho tin chưa đọc tên người và địa điểm trong các bài; hãy chạy “tinhop check --repair”.",
            )

    def last_change(self) -> Mark:
        """Now, as a mark."""
        with self.reading() as db:
            rows = dict(db.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
        return int(rows.get("passages", 0)), int(rows.get("removals", 0))

    def texts_since(self, mark: Mark) -> Iterator[ArticleText]:
        """Articles of which passages were added after `mark`, with those of these that still stand, by id."""
        with self.reading() as db:
            cursor = db.execute('SELECT article, id, start, "end" FROM passages WHERE id > ? ORDER BY id', (mark[0],))
            rows = chain.from_iterable(iter(lambda: cursor.fetchmany(_FETCHED), []))
            about = (
                "SELECT (SELECT min(id) FROM passages WHERE article = articles.id), coalesce(title, ''), text"
                " FROM articles WHERE id = ?"
            )
            for article_id, own in groupby(rows, itemgetter(0)):
                passages = list(own)
                if found := db.execute(about, (article_id,)).fetchone():  # it may have gone meanwhile
                    first, title, text = found
                    yield ArticleText(first, title, [(number, text[start:end]) for _, number, start, end in passages])

    def vectors_since(self, mark: Mark) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]]:
        """Ids (n,) and vectors (n, dimension) of the passages added after `mark` that still stand, in parts."""
        with self.reading() as db:
            cursor = db.execute("SELECT id, vector FROM passages WHERE id > ? ORDER BY id", (mark[0],))
            while rows := cursor.fetchmany(_VECTORS_FETCHED):
                vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float16).astype(np.float32)
                yield np.array([row[0] for row in rows], np.int64), vectors.reshape(len(rows), -1)

    def removed_since(self, mark: Mark) -> list[int]:
        """Ids of the passages removed after `mark`."""
        with self.reading() as db:
            return [row[0] for row in db.execute("SELECT passage FROM removals WHERE sequence > ?", (mark[1],))]

    def problems(self, dimension: int | None, progress: Progress = lambda *_: None) -> list[str]:
        """What is wrong inside the database; empty when it is sound.

        Args:
            dimension: that all vectors should have; None where they are not looked at.
        """
        found: list[str] = []
        with self.reading() as db:
            progress(_CHECKED, 0, 3)
            for (line,) in db.execute("PRAGMA integrity_check"):
                if line != "ok":
                    found.append(f"database: {line}")
            progress(_CHECKED, 1, 3)
            for row in db.execute("PRAGMA foreign_key_check"):
                found.append(f"database: dangling reference in {row[0]}")
            progress(_CHECKED, 2, 3)
            bad = db.execute(
                "SELECT count(*) FROM passages p JOIN articles a ON a.id = p.article"
                ' WHERE p.start < 0 OR p."end" <= p.start'
                ' OR p."end" > length(a.text)'
            ).fetchone()[0]
            if bad:
                found.append(f"{bad} passages lie outside their article's text")
            bad = 0
            if dimension is not None:
                wrong = "SELECT count(*) FROM passages WHERE length(vector) <> ?"
                bad = db.execute(wrong, (dimension * 2,)).fetchone()[0]
            if bad:
                found.append(f"{bad} vectors do not have {dimension} dimensions")
            progress(_CHECKED, 3, 3)
        if self.meta(SKETCH) != sketch_version():
            found.append("copies of one story have not been looked for")
        if self.meta(CARDS) != cards.VERSION:
            found.append("the names of the meeting cards have not been read")
        return found


def set_meta(db: sqlite3.Connection, key: str, value: str) -> None:
    db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (key, value))


def delete(db: sqlite3.Connection, article_id: str) -> None:
    row = db.execute("SELECT rowid, text, story FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        return
    number, text, story = row
    db.executemany("DELETE FROM bands WHERE band = ? AND article = ?", [(band, number) for band in bands(text)])
    db.execute("DELETE FROM articles WHERE id = ?", (article_id,))
    if story is not None and db.execute("SELECT count(*) FROM articles WHERE story = ?", (story,)).fetchone()[0] < 2:
        db.execute("UPDATE articles SET story = NULL WHERE story = ?", (story,))


def group(db: sqlite3.Connection, row: int, article: Article, numbers: Sequence[int]) -> None:
    """Puts an article, known by its bands from now on, into the group of the one that is most like it."""
    shared: Counter[int] = Counter()
    if numbers:
        each = "SELECT article FROM (SELECT article FROM bands WHERE band = ? LIMIT 50)"
        shared.update(other for (other,) in db.execute(" UNION ALL ".join([each] * len(numbers)), numbers))
    best, story, head = 0.0, None, 0
    for candidate, _ in islice(shared.most_common(), _CANDIDATES):
        found = db.execute(f"SELECT story, {ARTICLE_COLUMNS} FROM articles WHERE rowid = ?", (candidate,)).fetchone()
        if candidate != row and found and (like := likeness(article, article_of(found[1:]))) > best:
            best, story, head = like, found[0], candidate
    if best:
        # A group goes by the row of its first article.
        db.executemany("UPDATE articles SET story = ? WHERE rowid = ?", [(story or head, r) for r in (head, row)])
    db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(number, row) for number in numbers])
