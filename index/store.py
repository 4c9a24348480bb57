"""The truth: articles, passages and vectors in SQLite.

Write-ahead logging with full synchronisation: what was committed survives a crash. Passage ids grow and are never used
again, and removed ones are kept in a list, so that a cache that knows the last id and the last removal that it has seen
can catch up.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.schema import SCHEMA, VERSION
from index.types import AddResult, AddStatus, Filter, Passage
from news.article import Article, OffsetMap, Removed, Sentence
from news.errors import InputError

_BUSY_SECONDS = 30
_FETCHED = 500

Mark = tuple[int, int]
"""A moment: the largest passage id ever given, and the number of the last removal."""


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


class Store:
    """A library's database. Safe to use from several threads: each has its own connection, and SQLite's lock lets one
    write at a time.

    Raises:
        InputError: the folder cannot be written, the file is no database or of a newer version, or another program
            holds the lock for half a minute.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        with self._errors():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                for statement in SCHEMA:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute("COMMIT")
        if version > VERSION:
            raise InputError(
                f"The library '{path.parent}' was made by a newer tinhop; update tinhop to open it.",
                f"Kho tin “{path.parent}” được tạo bằng phiên bản tinhop mới hơn; hãy cập nhật tinhop.",
            )

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self._path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            self._local.connection = connection
            with self._guard:
                self._open.append(connection)
        return connection

    def close(self) -> None:
        with self._guard:
            for connection in self._open:
                connection.close()
            self._open.clear()
        self._local = threading.local()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """SQLite's errors in words that say what to do."""
        folder = self._path.parent
        try:
            yield
        except sqlite3.OperationalError as error:
            text = str(error)
            if "locked" in text or "busy" in text:
                raise InputError(
                    f"The library '{folder}' is being written by another program; wait until it has finished.",
                    f"Kho tin “{folder}” đang được chương trình khác ghi; hãy đợi rồi thử lại.",
                ) from error
            if "full" in text:
                raise InputError(
                    f"The disk of the library '{folder}' is full; nothing was changed. Make room and try again.",
                    f"Ổ đĩa chứa kho tin “{folder}” đã đầy; chưa có gì thay đổi. Hãy giải phóng chỗ trống.",
                ) from error
            raise InputError(
                f"The library '{folder}' cannot be written or opened ({text}); check the rights of the folder.",
                f"Không mở hoặc không ghi được kho tin “{folder}”; hãy kiểm tra quyền của thư mục.",
            ) from error
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"The library '{folder}' is damaged ({error}); restore {self._path.name} from a backup. Nothing was "
                "overwritten.",
                f"Kho tin “{folder}” bị hỏng; hãy khôi phục {self._path.name} từ bản sao lưu. Chưa có gì bị ghi đè.",
            ) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; all of it is kept or none."""
        with self._errors():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with self._errors():
            yield self._connection()

    def meta(self, key: str) -> str | None:
        with self.reading() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        with self.writing() as db:
            db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (key, value))

    def has(self, article_id: str) -> bool:
        with self.reading() as db:
            return db.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is not None

    def put(
        self, articles: Sequence[tuple[Article, list[tuple[int, int]], npt.NDArray[np.float32]]]
    ) -> list[AddResult]:
        """Stores articles with their passages and vectors (passages, dimension) in one transaction.

        An article with the same content is left as it is; one with the same url and other content is replaced.
        """
        results: list[AddResult] = []
        with self.writing() as db:
            for article, spans, vectors in articles:
                if db.execute("SELECT 1 FROM articles WHERE id = ?", (article.id,)).fetchone():
                    results.append(AddResult(article.id, AddStatus.UNCHANGED))
                    continue
                old = None
                if article.url:
                    old = db.execute("SELECT id FROM articles WHERE url = ?", (article.url,)).fetchone()
                if old:
                    db.execute("DELETE FROM articles WHERE id = ?", old)
                _insert(db, article, spans, vectors)
                status = AddStatus.REPLACED if old else AddStatus.ADDED
                results.append(AddResult(article.id, status, old[0] if old else None))
        return results

    def remove(self, ids: Sequence[str]) -> None:
        with self.writing() as db:
            db.executemany("DELETE FROM articles WHERE id = ?", [(i,) for i in ids])

    def find(self, prefix: str) -> str:
        """The one article id that begins with `prefix`.

        Raises:
            InputError: none does, or several do.
        """
        with self.reading() as db:
            rows = db.execute(
                "SELECT id FROM articles WHERE id = ? OR (length(?) >= 4 AND substr(id, 1, length(?)) = ?) LIMIT 3",
                (prefix, prefix, prefix, prefix),
            ).fetchall()
        exact = [row[0] for row in rows if row[0] == prefix]
        if exact:
            return prefix
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
                "SELECT id, title, source, url, published, key, text, sentences, removed, raw, offsets"
                " FROM articles WHERE id = ?",
                (article_id,),
            ).fetchone()
        if row is None:
            raise InputError(
                f"There is no article with the id '{article_id}'; 'tinhop list' shows the ids.",
                f"Không có bài mang mã “{article_id}”; hãy xem “tinhop list”.",
            )
        return _article(row)

    def rows(self, filter: Filter | None = None, limit: int | None = None) -> list[ArticleRow]:
        """The archive's articles, newest first; those without a date come last."""
        where, values = _where(filter)
        with self.reading() as db:
            rows = db.execute(
                "SELECT id, title, source, published, substr(text, 1, 160) FROM articles"
                f"{where} ORDER BY published IS NULL, published DESC, rowid DESC LIMIT ?",
                (*values, -1 if limit is None else limit),
            ).fetchall()
        return [ArticleRow(i, title, source, _date(published), text) for i, title, source, published, text in rows]

    def counts(self) -> tuple[int, int]:
        """Articles and passages."""
        with self.reading() as db:
            return (
                int(db.execute("SELECT count(*) FROM articles").fetchone()[0]),
                int(db.execute("SELECT count(*) FROM passages").fetchone()[0]),
            )

    def passage(self, passage_id: int) -> Passage | None:
        with self.reading() as db:
            row = db.execute('SELECT id, article, start, "end" FROM passages WHERE id = ?', (passage_id,)).fetchone()
        return Passage(*row) if row else None

    def allowed(self, filter: Filter) -> npt.NDArray[np.int64]:
        """Ids of the passages whose article passes a filter."""
        where, values = _where(filter)
        with self.reading() as db:
            rows = db.execute(f"SELECT id FROM passages WHERE article IN (SELECT id FROM articles{where})", values)
            return np.fromiter((row[0] for row in rows), dtype=np.int64)

    def last_change(self) -> Mark:
        """Now, as a mark."""
        with self.reading() as db:
            rows = dict(db.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
        return int(rows.get("passages", 0)), int(rows.get("removals", 0))

    def passages_since(self, mark: Mark) -> Iterator[tuple[int, str, str]]:
        """Passages (id, title, text) added after `mark` that still stand."""
        yield from self._rows_since(
            "SELECT p.id, coalesce(a.title, ''), substr(a.text, p.start + 1, p.\"end\" - p.start)"
            " FROM passages p JOIN articles a ON a.id = p.article WHERE p.id > ? ORDER BY p.id",
            mark,
        )

    def articles_since(self, mark: Mark) -> Iterator[tuple[int, str, str]]:
        """Articles (id of the first passage, title, text) added after `mark` that still stand."""
        yield from self._rows_since(
            "SELECT p.first, coalesce(a.title, ''), a.text FROM articles a JOIN"
            " (SELECT article, min(id) AS first FROM passages WHERE id > ? GROUP BY article) p ON a.id = p.article",
            mark,
        )

    def _rows_since(self, query: str, mark: Mark) -> Iterator[tuple[int, str, str]]:
        with self.reading() as db:
            cursor = db.execute(query, (mark[0],))
            while rows := cursor.fetchmany(_FETCHED):
                yield from rows

    def vectors_since(self, mark: Mark) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Ids (n,) and vectors (n, dimension) of the passages added after `mark` that still stand."""
        with self.reading() as db:
            rows = db.execute("SELECT id, vector FROM passages WHERE id > ? ORDER BY id", (mark[0],)).fetchall()
        vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float16).astype(np.float32)
        return np.array([row[0] for row in rows], np.int64), vectors.reshape(len(rows), -1 if rows else 0)

    def removed_since(self, mark: Mark) -> list[int]:
        """Ids of the passages removed after `mark`."""
        with self.reading() as db:
            return [row[0] for row in db.execute("SELECT passage FROM removals WHERE sequence > ?", (mark[1],))]

    def first_passages(self) -> npt.NDArray[np.int64]:
        """The first passage of every article, ascending."""
        with self.reading() as db:
            rows = db.execute("SELECT min(id) FROM passages GROUP BY article")
            return np.sort(np.fromiter((row[0] for row in rows), dtype=np.int64))

    def problems(self, dimension: int) -> list[str]:
        """What is wrong inside the database; empty when it is sound."""
        found: list[str] = []
        with self.reading() as db:
            for (line,) in db.execute("PRAGMA integrity_check"):
                if line != "ok":
                    found.append(f"database: {line}")
            for row in db.execute("PRAGMA foreign_key_check"):
                found.append(f"database: dangling reference in {row[0]}")
            bad = db.execute(
                "SELECT count(*) FROM passages p JOIN articles a ON a.id = p.article"
                ' WHERE p.start < 0 OR p."end" <= p.start'
                ' OR p."end" > length(a.text)'
            ).fetchone()[0]
            if bad:
                found.append(f"{bad} passages lie outside their article's text")
            bad = db.execute("SELECT count(*) FROM passages WHERE length(vector) <> ?", (dimension * 2,)).fetchone()[0]
            if bad:
                found.append(f"{bad} vectors do not have {dimension} dimensions")
        return found


def _insert(
    db: sqlite3.Connection, article: Article, spans: list[tuple[int, int]], vectors: npt.NDArray[np.float32]
) -> None:
    offsets = json.dumps([list(article.offsets.text_points), list(article.offsets.raw_points)])
    db.execute(
        "INSERT INTO articles (id, title, source, url, published, key, text, sentences, removed, raw, offsets)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
    )
    db.executemany(
        'INSERT INTO passages (article, start, "end", vector) VALUES (?, ?, ?, ?)',
        [
            (article.id, start, end, vector.astype(np.float16).tobytes())
            for (start, end), vector in zip(spans, vectors, strict=True)
        ],
    )


def _article(row: tuple[object, ...]) -> Article:
    identifier, title, source, url, published, key, text, sentences, removed, raw, offsets = row
    text_points, raw_points = json.loads(zlib.decompress(offsets))  # type: ignore[arg-type]
    return Article(
        id=str(identifier),
        text=str(text),
        sentences=tuple(Sentence(s, e) for s, e in json.loads(str(sentences))),
        title=title,  # type: ignore[arg-type]
        source=source,  # type: ignore[arg-type]
        url=url,  # type: ignore[arg-type]
        published=_date(published),
        raw=zlib.decompress(raw).decode("utf-8", "surrogatepass"),  # type: ignore[arg-type]
        offsets=OffsetMap(text_points, raw_points),
        removed=tuple(Removed(r["kind"], r["text"], r["raw_start"], r["raw_end"]) for r in json.loads(str(removed))),
        key=key,  # type: ignore[arg-type]
    )


def _date(value: object) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else None


def _where(filter: Filter | None) -> tuple[str, list[str]]:
    conditions, values = [], []
    if filter and filter.published_from:
        conditions.append("published >= ?")
        values.append(filter.published_from.isoformat())
    if filter and filter.published_to:
        conditions.append("published <= ?")
        values.append(filter.published_to.isoformat())
    if filter and filter.source:
        conditions.append("source = ?")
        values.append(filter.source)
    return (f" WHERE {' AND '.join(conditions)}" if conditions else ""), values
