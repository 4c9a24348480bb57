"""Work over a whole library that takes long: it goes in steps, each of which is kept, and goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable

from index.duplicates import bands, sketch_version
from index.protocols import Embedder
from index.rows import ARTICLE_COLUMNS, article_of, packed
from index.store import SKETCH, Store, group, set_meta

Progress = Callable[[str, int, int], None]
"""Called with what is done, how much of it is, and how much there is."""

_STEP = 256
_FRESH = "fresh_embedder"
_GROUPED_TO = "grouped_to"


def embedded_text(title: str | None, passage: str) -> str:
    """What of a passage is embedded: its article's title says of which meeting it speaks."""
    return f"{title}. {passage}" if title else passage


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
    while True:
        with store.reading() as db:
            rows = db.execute(
                'SELECT p.id, a.title, substr(a.text, p.start + 1, p."end" - p.start)'
                " FROM passages p JOIN articles a ON a.id = p.article"
                " WHERE p.id > (SELECT coalesce(max(passage), 0) FROM fresh_vectors) ORDER BY p.id LIMIT ?",
                (_STEP,),
            ).fetchall()
            done = db.execute("SELECT count(*) FROM fresh_vectors").fetchone()[0]
        progress("passages embedded", done, store.counts()[1])
        if not rows:
            return
        vectors = embedder.embed([embedded_text(title, text) for _, title, text in rows])
        with store.writing() as db:
            db.executemany(
                "INSERT OR REPLACE INTO fresh_vectors VALUES (?, ?)",
                [(row[0], packed(vector)) for row, vector in zip(rows, vectors, strict=True)],
            )


def group_again(store: Store, progress: Progress) -> None:
    """Looks for copies in all of the library, if it was not done with the present version of `bands`."""
    version = sketch_version()
    if store.meta(SKETCH) == version:
        return
    if store.meta(_GROUPED_TO) is None:
        with store.writing() as db:
            db.execute("DELETE FROM bands")
            db.execute("UPDATE articles SET story = NULL WHERE story IS NOT NULL")
            set_meta(db, _GROUPED_TO, "0")
    done = 0
    while True:
        with store.writing() as db:
            rows = db.execute(
                f"SELECT rowid, {ARTICLE_COLUMNS} FROM articles"
                " WHERE rowid > (SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?) ORDER BY rowid LIMIT ?",
                (_GROUPED_TO, _STEP),
            ).fetchall()
            for row in rows:
                article = article_of(row[1:])
                group(db, row[0], article, bands(article.text))
            if not rows:
                db.execute("DELETE FROM meta WHERE key = ?", (_GROUPED_TO,))
                set_meta(db, SKETCH, version)
                return
            set_meta(db, _GROUPED_TO, str(rows[-1][0]))
        done += len(rows)
        progress("articles compared", done, store.counts()[0])
