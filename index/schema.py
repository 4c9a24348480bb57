"""The library's tables.

A change of them raises VERSION and brings a step that moves older libraries on.
"""

from __future__ import annotations

VERSION = 4
READABLE = 3
"""Libraries from this version on can be read as they are, where they cannot be moved on."""

_STORIES = (
    """
    CREATE INDEX articles_story ON articles (story) WHERE story IS NOT NULL
    """,
    """
    CREATE TABLE bands (band INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (band, article))
    STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE fresh_vectors (passage INTEGER PRIMARY KEY, vector BLOB NOT NULL) STRICT
    """,
)

_CARDS = (
    """
    CREATE TABLE names (
        kind INTEGER NOT NULL, folded TEXT NOT NULL, exact TEXT NOT NULL,
        article INTEGER NOT NULL REFERENCES articles (rowid) ON DELETE CASCADE,
        PRIMARY KEY (kind, folded, exact, article)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE INDEX names_article ON names (article)
    """,
    """
    CREATE INDEX articles_source ON articles (source) WHERE source IS NOT NULL
    """,
)

NAME_WORDS = 4
"""The version from which on names can be looked up by a word."""
_NAME_WORDS = (
    """
    CREATE TABLE name_words (
        kind INTEGER NOT NULL, word TEXT NOT NULL, folded TEXT NOT NULL, exact TEXT NOT NULL,
        PRIMARY KEY (kind, word, folded, exact)
    ) STRICT, WITHOUT ROWID
    """,
)
_FILL_NAME_WORDS = """
    INSERT INTO name_words
    WITH RECURSIVE cut (kind, word, rest, folded, exact) AS (
        SELECT DISTINCT kind, '', ltrim(folded), folded, exact FROM names
        UNION ALL
        SELECT kind, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1), folded, exact
        FROM cut WHERE rest <> ''
    )
    SELECT DISTINCT kind, word, folded, exact FROM cut WHERE word <> ''
"""

SCHEMA = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT
    """,
    """
    CREATE TABLE articles (
        rowid INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        title TEXT, source TEXT, url TEXT, published TEXT, key TEXT,
        text TEXT NOT NULL,
        sentences TEXT NOT NULL,
        removed TEXT NOT NULL,
        raw BLOB NOT NULL,
        offsets BLOB NOT NULL,
        story INTEGER
    ) STRICT
    """,
    """
    CREATE INDEX articles_url ON articles (url) WHERE url IS NOT NULL
    """,
    """
    CREATE INDEX articles_published ON articles (published)
    """,
    """
    CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        vector BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE INDEX passages_article ON passages (article)
    """,
    """
    CREATE TABLE removals (sequence INTEGER PRIMARY KEY AUTOINCREMENT, passage INTEGER NOT NULL) STRICT
    """,
    """
    CREATE TRIGGER passages_removed AFTER DELETE ON passages
    BEGIN INSERT INTO removals (passage) VALUES (old.id); END
    """,
    *_STORIES,
    *_CARDS,
    *_NAME_WORDS,
)
"""The statements that make an empty library.

`articles.story` is the rowid of the first article of a group of copies, NULL for one that has none. `bands` finds
candidates for such groups. `fresh_vectors` holds the vectors of another embedder until there is one for each passage.
`names` holds the persons and places of the articles' meeting cards (index/cards.py), `name_words` each of them under
each of its words without diacritics; what is in no card any more may stay there.
"""

MIGRATIONS = {
    1: ("ALTER TABLE articles ADD COLUMN story INTEGER", *_STORIES),
    2: _CARDS,
    3: (*_NAME_WORDS, _FILL_NAME_WORDS),
}
"""The statements that lead from a version to the next."""
