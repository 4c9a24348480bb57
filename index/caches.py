"""What is kept beside the store to search it fast: two word indexes and the vectors.

All three can be made again from the store; each knows how far it has caught up with it. They are shared by all
processes that have the library open: whoever changes them holds a lock on the folder and begins by looking at what
others did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from filelock import FileLock

from index.checksums import agrees, read_manifest, write_manifest
from index.dense import FaissIndex
from index.lexical import TantivyIndex
from index.protocols import ArticleStore
from index.types import Mark
from news.errors import InputError

VECTORS, _WORDS, _LOCK = "vectors.faiss", "words", "caches.lock"
_PASSAGES, _ARTICLES = "passages", "articles"
_LOCK_SECONDS = 120
_MANIFEST = "mark.json"
_NOTHING: Mark = (0, 0)


@dataclass(frozen=True, slots=True)
class Indexes:
    """The three indexes as of one moment.

    Attributes:
        passages: words of passages.
        articles: words of whole articles; an article goes by the id of its first passage.
        vectors: of passages.
        firsts: ids of the first passages of all articles, ascending.
    """

    passages: TantivyIndex
    articles: TantivyIndex
    vectors: FaissIndex
    firsts: npt.NDArray[np.int64]

    def articles_of(self, passages: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """First passages of the articles that passages belong to: an article's passages are numbered in a row."""
        return self.firsts[np.searchsorted(self.firsts, passages, side="right") - 1]


class Caches:
    """Opens the indexes, brings them up to date, and makes them again where they are damaged.

    Args:
        folder: of the library.
        store: its truth.
        dimension, fingerprint: of the embedder.
    """

    def __init__(self, folder: Path, store: ArticleStore, dimension: int, fingerprint: str) -> None:
        self._folder = folder
        self._store = store
        self._dimension = dimension
        self._fingerprint = fingerprint
        self._indexes: Indexes | None = None
        self._mark = _NOTHING

    def current(self) -> Indexes:
        """The indexes, caught up with the store's last change."""
        now = self._store.last_change()
        if self._indexes is None or self._mark != now:
            with self._lock():
                passages, mark = self._caught_up_words(_PASSAGES, self._store.passages_since)
                articles, _ = self._caught_up_words(_ARTICLES, self._store.articles_since)
                vectors = self._caught_up_vectors()
                self._indexes = Indexes(passages, articles, vectors, self._store.first_passages())
                self._mark = mark
        return self._indexes

    def forget(self) -> None:
        """Lets go of what is open."""
        self._indexes, self._mark = None, _NOTHING

    def rebuild(self) -> None:
        """Throws all away and makes it again."""
        with self._lock():
            TantivyIndex.wipe(self._folder / _WORDS)
            (self._folder / VECTORS).unlink(missing_ok=True)
        self.forget()
        self.current()

    def problems(self) -> list[str]:
        """What does not agree with the store; empty when all does."""
        articles, passages = self._store.counts()
        now = self.current()
        found = []
        for name, index, kind, wanted in (
            ("word", now.passages, "passages", passages),
            ("word", now.articles, "articles", articles),
            ("vector", now.vectors, "passages", passages),
        ):
            if len(index) != wanted:
                found.append(f"the {name} index holds {len(index)} {kind}, the archive {wanted}")
        return found

    def _lock(self) -> FileLock:
        return FileLock(self._folder / _LOCK, timeout=_LOCK_SECONDS)

    def _caught_up_words(
        self, name: str, added_since: Callable[[Mark], Iterable[tuple[int, str, str]]]
    ) -> tuple[TantivyIndex, Mark]:
        folder = self._folder / _WORDS / name
        index, mark = self._load_words(folder)
        now = self._store.last_change()
        if mark != now:
            try:
                index.apply(added_since(mark), self._store.removed_since(mark))
                facts = {"mark": now, "count": len(index)}
                write_manifest(folder / _MANIFEST, facts, renewed=TantivyIndex.CHANGING_FILES)
            except (OSError, ValueError) as error:  # Tantivy says so of a full disk
                raise self._unwritable(error) from error
        return index, now

    def _load_words(self, folder: Path) -> tuple[TantivyIndex, Mark]:
        try:
            manifest = read_manifest(folder / _MANIFEST)
            if manifest is not None and agrees(folder / _MANIFEST, manifest):
                index, mark = TantivyIndex(folder), (int(manifest["mark"][0]), int(manifest["mark"][1]))
                now = self._store.last_change()
                if len(index) == manifest["count"] and mark[0] <= now[0] and mark[1] <= now[1]:
                    return index, mark
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            pass
        TantivyIndex.wipe(folder)
        try:
            return TantivyIndex(folder), _NOTHING
        except (OSError, ValueError) as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: Exception) -> InputError:
        return InputError(
            f"The index of the library '{self._folder}' cannot be written ({error}); check the folder's rights and "
            "the room on its disk.",
            f"Không ghi được chỉ mục của kho tin “{self._folder}”; hãy kiểm tra quyền của thư mục và chỗ trống.",
        )

    def _caught_up_vectors(self) -> FaissIndex:
        loaded = FaissIndex.load(self._folder / VECTORS, self._dimension, self._fingerprint)
        index, mark = loaded or (FaissIndex(self._dimension), _NOTHING)
        now = self._store.last_change()
        if mark[0] > now[0] or mark[1] > now[1]:
            # The database was put back to an older state; what the cache knows is not to be trusted.
            index, mark = FaissIndex(self._dimension), _NOTHING
        if mark != now:
            ids, vectors = self._store.vectors_since(mark)
            index.apply(ids, vectors, self._store.removed_since(mark))
            # Only a cache: where it cannot be written, the next process builds it again.
            with suppress(OSError):
                index.save(self._folder / VECTORS, now, self._fingerprint)
        return index
