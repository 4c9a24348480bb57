"""Work over a whole library that takes long: it goes in steps, each of which is kept, and goes on where it stopped."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from index import cards
from index.duplicates import bands, sketch_version
from index.prepare import embedded_text
from index.protocols import Embedder
from index.rows import ARTICLE_COLUMNS, article_of, insert_names, packed
from index.store import CARDS, SKETCH, Store, group, set_meta
from index.types import Progress
from news.article import Article

_STEP = 256
_FRESH = "fresh_embedder"
_GROUPED_TO, _NAMED_TO = "grouped_to", "named_to"


def embed_again(store: Store, embedder: Embedder, progress: Progress) -> None:
    """Gives every passage a vector of another embedder.

    The new vectors gather beside the old, which stay in use; all are put in place in one transaction at the end.
    """
    with store.writing() as db:
        row = db.execute("SELECT value FROM meta WHERE key = ?", (_FRESH,)).fetchone()
        if row is None or row[0] != embedder.fingerprint:
            db.execute("DELETE FROM fresh_vectors")
            set_meta(db, _FRESH, embedder.fingerprint)
    while True:
        _embed_rest(store, embedder, progress)
        with store.writing() as db:
            late = "SELECT 1 FROM passages WHERE id NOT IN (SELECT passage FROM fresh_vectors) LIMIT 1"
            if db.execute(late).fetchone():
                continue  # another process has added articles meanwhile
            db.execute("UPDATE passages SET vector = (SELECT vector FROM fresh_vectors WHERE passage = passages.id)")
            db.execute("DELETE FROM fresh_vectors")
            db.execute("DELETE FROM meta WHERE key = ?", (_FRESH,))
            set_meta(db, "embedder", embedder.fingerprint)
            return


def _embed_rest(store: Store, embedder: Embedder, progress: Progress) -> None:
    # Counted once: that reads all of a large table.
    with store.reading() as db:
        done = int(db.execute("SELECT count(*) FROM fresh_vectors").fetchone()[0])
    total = store.counts()[1]
    while True:
        with store.reading() as db:
            rows = db.execute(
                'SELECT p.id, a.title, substr(a.text, p.start + 1, p."end" - p.start)'
                " FROM passages p JOIN articles a ON a.id = p.article"
                " WHERE p.id > (SELECT coalesce(max(passage), 0) FROM fresh_vectors) ORDER BY p.id LIMIT ?",
                (_STEP,),
            ).fetchall()
        progress("passages embedded", done, total)
        if not rows:
            return
        vectors = embedder.embed([embedded_text(title, text) for _, title, text in rows])
        with store.writing() as db:
            db.executemany(
                "INSERT OR REPLACE INTO fresh_vectors VALUES (?, ?)",
                [(row[0], packed(vector)) for row, vector in zip(rows, vectors, strict=True)],
            )
        done += len(rows)


def group_again(store: Store, progress: Progress) -> None:
    """Looks for copies in all of the library, if it was not done with the present version of `bands`."""

    def begin(db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM bands")
        db.execute("UPDATE articles SET story = NULL WHERE story IS NOT NULL")

    def step(db: sqlite3.Connection, row: int, article: Article) -> None:
        group(db, row, article, bands(article.text))

    _go_through(store, (SKETCH, sketch_version()), _GROUPED_TO, begin, step, "articles compared", progress)


def read_cards_again(store: Store, progress: Progress) -> None:
    """Reads the names of all meeting cards, if it was not done with the present version of `names_of`."""

    def begin(db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM names")
        db.execute("DELETE FROM name_words")

    def step(db: sqlite3.Connection, row: int, article: Article) -> None:
        insert_names(db, row, cards.names_of(article))

    _go_through(store, (CARDS, cards.VERSION), _NAMED_TO, begin, step, "meeting cards read", progress)


def _go_through(
    store: Store,
    wanted: tuple[str, str],
    reached: str,
    begin: Callable[[sqlite3.Connection], None],
    step: Callable[[sqlite3.Connection, int, Article], None],
    what: str,
    progress: Progress,
) -> None:
    """Does something with each article, unless a meta entry says that it was done.

    Args:
        wanted: the entry and its value.
        reached: the entry that keeps how far it went.
        begin: done before the first article.
        step: done with the row id of each and the article.
    """
    if store.meta(wanted[0]) == wanted[1]:
        return
    if store.meta(reached) is None:
        with store.writing() as db:
            begin(db)
            set_meta(db, reached, "0")
    done, total = 0, store.counts()[0]
    while True:
        with store.writing() as db:
            rows = db.execute(
                f"SELECT rowid, {ARTICLE_COLUMNS} FROM articles"
                " WHERE rowid > (SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?) ORDER BY rowid LIMIT ?",
                (reached, _STEP),
            ).fetchall()
            for row in rows:
                step(db, row[0], article_of(row[1:]))
            if not rows:
                db.execute("DELETE FROM meta WHERE key = ?", (reached,))
                set_meta(db, *wanted)
                return
            set_meta(db, reached, str(rows[-1][0]))
        done += len(rows)
        progress(what, done, total)
