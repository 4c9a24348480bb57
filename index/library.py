"""The library: one folder with the archive's truth (SQLite) and two caches beside it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from filelock import FileLock

from index.dense import FaissIndex
from index.fusion import fuse
from index.lexical import TantivyIndex
from index.passages import cut
from index.protocols import Embedder
from index.store import ArticleRow, Store
from index.types import AddResult, Filter, Hit
from news.article import Article
from news.errors import InputError
from news.vietnamese import syllables

_DATABASE, _VECTORS, _WORDS, _LOCK = "library.sqlite", "vectors.faiss", "words", "caches.lock"
_LOCK_SECONDS = 120
_BATCH = 64
# How deep each ranking is read before they are fused.
_DEPTH = 60
_LEXICAL_WEIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found; `problems` is empty when all is well."""

    articles: int
    passages: int
    problems: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        return {"articles": self.articles, "passages": self.passages, "problems": list(self.problems)}


class Library:
    """An archive that can be added to, searched and checked. Safe to use from several threads."""

    def __init__(self, folder: Path, store: Store, embedder: Embedder) -> None:
        self._folder = folder
        self._store = store
        self._embedder = embedder
        self._lock = threading.RLock()
        self._words: TantivyIndex | None = None
        self._words_mark = (0, 0)
        self._vectors: FaissIndex | None = None
        self._vectors_mark = (0, 0)

    @classmethod
    def open(cls, folder: Path, embedder: Embedder, *, create: bool = True, any_embedder: bool = False) -> Library:
        """Opens the archive in a folder.

        Args:
            folder: of the archive.
            embedder: the one that made its vectors.
            create: make a new archive where there is none.
            any_embedder: do not insist on that; for `repair`.

        Raises:
            InputError: there is none, it cannot be opened, or its vectors come from another embedder.
        """
        database = folder / _DATABASE
        if not database.exists():
            if not create:
                raise InputError(
                    f"There is no library in '{folder}'; 'tinhop add FILE' makes one.",
                    f"Chưa có kho tin ở “{folder}”; hãy thêm bài bằng “tinhop add”.",
                )
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise InputError(
                    f"The library folder '{folder}' cannot be made ({error.strerror}); choose another with --library.",
                    f"Không tạo được thư mục kho tin “{folder}”; hãy chọn nơi khác bằng --library.",
                ) from error
        store = Store(database)
        known = store.meta("embedder")
        if known is None:
            store.set_meta("embedder", embedder.fingerprint)
        elif known != embedder.fingerprint and not any_embedder:
            store.close()
            raise InputError(
                f"The library '{folder}' was built with another embedder; run 'tinhop check --repair'.",
                f"Kho tin “{folder}” được tạo bằng mô hình nhúng khác; hãy chạy “tinhop check --repair”.",
            )
        return cls(folder, store, embedder)

    def close(self) -> None:
        with self._lock:
            self._store.close()
            self._words = self._vectors = None

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, article: Article) -> AddResult:
        """Adds one article; see `add_many`."""
        return next(self.add_many([article]))

    def add_many(self, articles: Iterable[Article]) -> Iterator[AddResult]:
        """Adds articles as they come. A result is given only after its transaction has been kept."""
        stream = iter(articles)
        while batch := list(islice(stream, _BATCH)):
            prepared = []
            for article in batch:
                spans = [] if self._store.has(article.id) else cut(article)
                texts = [self._embedded_text(article, start, end) for start, end in spans]
                prepared.append((article, spans, self._embedder.embed(texts)))
            yield from self._store.put(prepared)

    @staticmethod
    def _embedded_text(article: Article, start: int, end: int) -> str:
        return f"{article.title}. {article.text[start:end]}" if article.title else article.text[start:end]

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Removes articles by id or its beginning; all of them or, if one is unknown, none. Returns the full ids.

        Raises:
            InputError: an id is unknown or not unique.
        """
        full = [self._store.find(i) for i in ids]
        self._store.remove(full)
        return full

    def get(self, article_id: str) -> Article:
        """The article with an id or its beginning.

        Raises:
            InputError: there is none, or several.
        """
        return self._store.get(self._store.find(article_id))

    def articles(self, filter: Filter | None = None, limit: int | None = None) -> list[ArticleRow]:
        """What the archive holds, newest first."""
        return self._store.rows(filter, limit)

    def counts(self) -> tuple[int, int]:
        """Articles and passages."""
        return self._store.counts()

    def search(self, query: str, k: int = 10, filter: Filter | None = None) -> list[Hit]:
        """The best passages by words and by meaning together; every hit quotes its passage exactly."""
        allowed = None if filter is None or filter.is_empty() else self._store.allowed(filter)
        with self._lock:
            words, vectors = self._caught_up()
            lexical = words.search(query, _DEPTH, allowed)
            dense = vectors.search(self._embedder.embed([query])[0], _DEPTH, allowed)
        return self._hits(lexical, dense, k)

    def lexical_search(self, query: str, k: int = 10) -> list[Hit]:
        """By words alone; for comparison."""
        with self._lock:
            return self._hits(self._caught_up()[0].search(query, k), [], k)

    def dense_search(self, query: str, k: int = 10) -> list[Hit]:
        """By meaning alone; for comparison."""
        with self._lock:
            return self._hits([], self._caught_up()[1].search(self._embedder.embed([query])[0], k), k)

    def _hits(self, lexical: list[tuple[int, float]], dense: list[tuple[int, float]], k: int) -> list[Hit]:
        lexical_ranks = {passage: rank for rank, (passage, _) in enumerate(lexical, start=1)}
        dense_ranks = {passage: rank for rank, (passage, _) in enumerate(dense, start=1)}
        hits: list[Hit] = []
        said: set[tuple[str, ...]] = set()
        articles: dict[str, Article] = {}
        weight = _LEXICAL_WEIGHT if lexical and dense else float(bool(lexical))
        for passage_id, score in fuse(lexical, dense, lexical_weight=weight):
            passage = self._store.passage(passage_id)
            if passage is None:
                continue  # removed since the caches were read
            if passage.article_id not in articles:
                articles[passage.article_id] = self._store.get(passage.article_id)
            article = articles[passage.article_id]
            text = article.text[passage.start : passage.end]
            words = tuple(syllables(text))
            if words in said:
                continue  # the same words in another copy of the story
            said.add(words)
            hits.append(
                Hit(
                    passage_id,
                    article.id,
                    article.title,
                    text,
                    article.span(passage.start, passage.end),
                    score,
                    dense_ranks.get(passage_id),
                    lexical_ranks.get(passage_id),
                )
            )
            if len(hits) == k:
                break
        return hits

    def _caught_up(self) -> tuple[TantivyIndex, FaissIndex]:
        """Both caches, brought up to the store's last change.

        Caches are shared by all processes that have the library open; whoever changes them holds a lock on the folder
        and begins by looking at what others did.
        """
        now = self._store.last_change()
        if self._words is None or self._vectors is None or self._words_mark != now or self._vectors_mark != now:
            with self._cache_lock():
                self._words = self._caught_up_words()
                self._vectors = self._caught_up_vectors()
        return self._words, self._vectors

    def _cache_lock(self) -> FileLock:
        return FileLock(self._folder / _LOCK, timeout=_LOCK_SECONDS)

    def _caught_up_words(self) -> TantivyIndex:
        words, mark = self._load_words()
        added, _, removed, now = self._store.changes(mark)
        if mark != now:
            words.apply(added, removed)
            self._write(self._folder / _WORDS / "mark.json", json.dumps({"mark": now, "count": len(words)}))
        self._words_mark = now
        return words

    def _caught_up_vectors(self) -> FaissIndex:
        loaded = FaissIndex.load(self._folder / _VECTORS, self._embedder.dimension, self._embedder.fingerprint)
        index, mark = loaded or (FaissIndex(self._embedder.dimension), (0, 0))
        now = self._store.last_change()
        if mark[0] > now[0] or mark[1] > now[1]:
            # The database was put back to an older state; what the cache knows is not to be trusted.
            index, mark = FaissIndex(self._embedder.dimension), (0, 0)
        added, vectors, removed, now = self._store.changes(mark)
        if mark != now:
            index.apply(np.array([row[0] for row in added], dtype=np.int64), vectors, removed)
            # Only a cache: where it cannot be written, the next process builds it again.
            with suppress(OSError):
                index.save(self._folder / _VECTORS, now, self._embedder.fingerprint)
        self._vectors_mark = now
        return index

    def _load_words(self) -> tuple[TantivyIndex, tuple[int, int]]:
        folder = self._folder / _WORDS
        try:
            manifest = json.loads((folder / "mark.json").read_text())
            index, mark = TantivyIndex(folder), (int(manifest["mark"][0]), int(manifest["mark"][1]))
            now = self._store.last_change()
            if len(index) == manifest["count"] and mark[0] <= now[0] and mark[1] <= now[1]:
                # Reading one document finds most damage that a count does not.
                index.search("hội nghị", 1)
                return index, mark
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            pass
        TantivyIndex.wipe(folder)
        try:
            return TantivyIndex(folder), (0, 0)
        except (OSError, ValueError) as error:
            raise InputError(
                f"The index of the library '{self._folder}' cannot be written ({error}); check the folder's rights.",
                f"Không ghi được chỉ mục của kho tin “{self._folder}”; hãy kiểm tra quyền của thư mục.",
            ) from error

    @staticmethod
    def _write(path: Path, text: str) -> None:
        scratch = path.with_suffix(".part")
        scratch.write_text(text)
        scratch.replace(path)

    def check(self) -> Health:
        """Looks for anything wrong in the database and the caches."""
        problems = self._store.problems(self._embedder.dimension)
        if self._store.meta("embedder") != self._embedder.fingerprint:
            problems.append("the vectors come from another embedder")
        articles, passages = self._store.counts()
        with self._lock:
            words, vectors = self._caught_up()
            if len(words) != passages:
                problems.append(f"the word index holds {len(words)} passages, the archive {passages}")
            if len(vectors) != passages:
                problems.append(f"the vector index holds {len(vectors)} passages, the archive {passages}")
        return Health(articles, passages, tuple(problems))

    def repair(self) -> None:
        """Makes both caches again, and the vectors too if they come from another embedder."""
        with self._lock:
            if self._store.meta("embedder") != self._embedder.fingerprint:
                self._embed_again()
            with self._cache_lock():
                TantivyIndex.wipe(self._folder / _WORDS)
                (self._folder / _VECTORS).unlink(missing_ok=True)
            self._words = self._vectors = None
            self._words_mark = self._vectors_mark = (0, 0)
            self._caught_up()

    def _embed_again(self) -> None:
        """Replaces every article by itself with new vectors, in one transaction."""
        with self._store.writing() as db:
            ids = [row[0] for row in db.execute("SELECT id FROM articles")]
            for article_id in ids:
                article = self._store.get(article_id)
                spans = db.execute(
                    'SELECT id, start, "end" FROM passages WHERE article = ? ORDER BY id', (article_id,)
                ).fetchall()
                vectors = self._embedder.embed([self._embedded_text(article, s, e) for _, s, e in spans])
                db.executemany(
                    "UPDATE passages SET vector = ? WHERE id = ?",
                    [(v.astype(np.float16).tobytes(), row[0]) for v, row in zip(vectors, spans, strict=True)],
                )
            db.execute("UPDATE meta SET value = ? WHERE key = 'embedder'", (self._embedder.fingerprint,))
