"""What is kept beside the store to search it fast: two word indexes and the vectors.

All three can be made again from the store; each knows how far it has caught up with it. They are shared by all
processes that have the library open: whoever changes them holds a lock on the folder and begins by looking at what
others did.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from filelock import FileLock, Timeout

from index import vector_files
from index.dense import FaissIndex
from index.lexical import TantivyIndex
from index.protocols import ArticleStore
from index.types import ArticleText, Filter, Mark, Progress
from index.words import STEP, WordIndexes, say_made_anew
from news.errors import InputError

VECTORS, _LOCK = "vectors", "caches.lock"
_LOCK_SECONDS = 120
_NOTHING: Mark = (0, 0)
_SAVED_SHARE = 0.02
"""Vectors are saved when so large a share has changed, or after very many came at once; what came since is read from
the store when they are loaded."""
_SAVED_BELOW = 2000
_FILTERS = 8
_SOON = 2.0
"""Seconds after which vectors are read ahead: the first question, which needs few of them, does not wait for all."""
_UNSAVED = 100_000  # vectors in memory, when many come at once
_LOOK_AGAIN = 0.05
_LONGEST = 10.0  # seconds in which nobody else can bring the indexes up to date


@dataclass(frozen=True, slots=True)
class Indexes:
    """The three indexes as of one moment.

    Attributes:
        passages: words of passages.
        articles: words of whole articles; an article goes by the id of its first passage.
        vectors: of passages.
    """

    passages: TantivyIndex
    articles: TantivyIndex
    vectors: FaissIndex

    def articles_of(self, passages: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """First passages of the articles that passages belong to: an article's passages are numbered in a row."""
        firsts = self.articles.ids()
        return firsts[np.searchsorted(firsts, passages, side="right") - 1]


class _StoppedError(Exception):
    """What was done beside this failed."""


class Caches:
    """Opens the indexes, brings them up to date, and makes them again where they are damaged.

    Args:
        folder: of the library.
        store: its truth.
        dimension, fingerprint: of the embedder.
        writable: whether the folder may be written. Where it may not, a passing folder takes what is made, on top of
            what lies here already.
    """

    def __init__(
        self, folder: Path, store: ArticleStore, dimension: int, fingerprint: str, *, writable: bool = True
    ) -> None:
        self._folder = folder
        self._store = store
        self._dimension = dimension
        self._fingerprint = fingerprint
        self._writable = writable
        self._indexes: Indexes | None = None
        self._mark = _NOTHING
        self._allowed: dict[Filter, npt.NDArray[np.int64]] = {}
        self._words = WordIndexes(folder, store, writable=writable)
        self._vectors: tuple[FaissIndex, Mark] | None = None
        self._saved: tuple[Mark, str | None] = (_NOTHING, None)
        self._reading_ahead: threading.Timer | None = None

    def current(self, progress: Progress = lambda *_: None) -> Indexes:
        """The indexes, caught up with the store's last change.

        Raises:
            InputError: they cannot be written, or another program is busy with them for too long.
        """
        if self._indexes is None or self._mark != self._store.last_change():
            self._indexes = self._caught_up(progress)
        return self._indexes

    def follow(self, ended: Callable[[], bool], *, begin: int, most: int) -> None:
        """Indexes what is added while it is, until `ended` says that all has come, and then the rest.

        Args:
            begin: passages that have to wait before a step begins.
            most: passages of a step, each of which is kept.

        Raises:
            InputError: as `current` does.
        """
        self.current()
        known = self._mark[0]
        while True:
            over, waiting = ended(), self._store.last_change()[0] - known
            if waiting >= begin or (over and waiting > 0):
                known = self._taken_in(ended, most)
            elif over:
                return
            else:
                time.sleep(_LOOK_AGAIN)

    def _caught_up(self, progress: Progress) -> Indexes:
        # What is held is no longer what it was when one of the three has changed.
        self._indexes = None
        stop = threading.Event()
        # Both at once: most of the work is done outside of Python's lock.
        with self._lock(), ThreadPoolExecutor(1, thread_name_prefix="vectors") as other:
            now = self._store.last_change()
            waiting = other.submit(self._caught_up_vectors, progress, stop)
            try:
                passages, articles = self._words.caught_up(progress)
            except BaseException:
                stop.set()
                raise
            vectors = waiting.result()
            self._mark = now
            self._allowed.clear()
        return Indexes(passages, articles, vectors)

    def _taken_in(self, ended: Callable[[], bool], most: int) -> int:
        """One step of words and vectors; the id of the last passage."""
        self._indexes = None
        with self._lock(), ThreadPoolExecutor(1, thread_name_prefix="vectors") as other:
            vectors: list[Future[FaissIndex]] = []

            def index_vectors() -> None:
                vectors.append(other.submit(self._caught_up_vectors, lambda *_: None, threading.Event()))

            last = self._words.take_in(lambda mark: self._as_they_come(mark, ended), most, meanwhile=index_vectors)
            vectors[0].result()
        return last

    def _as_they_come(self, mark: Mark, ended: Callable[[], bool]) -> Iterator[ArticleText]:
        """Articles after `mark`, with those that are added meanwhile, until there will be no more or for a while."""
        begin = time.monotonic()
        while True:
            over, before = ended(), mark
            for text in self._store.texts_since(mark):
                mark = (text.passages[-1][0], 0)
                yield text
            if over or time.monotonic() - begin > _LONGEST:
                return
            if mark == before:
                time.sleep(_LOOK_AGAIN)

    def allowed(self, filter: Filter | None) -> npt.NDArray[np.int64] | None:
        """Ids of the passages that pass a filter, ascending, as of `current()`; None where all do. Kept until the next
        change, and not to be written."""
        if filter is None or filter.is_empty():
            return None
        if filter not in self._allowed:
            if len(self._allowed) >= _FILTERS:
                self._allowed.pop(next(iter(self._allowed)))
            passages = np.sort(self._store.allowed(filter))
            passages.setflags(write=False)  # what was made of it may be kept
            self._allowed[filter] = passages
        return self._allowed[filter]

    def forget(self) -> None:
        """Lets go of what is open."""
        if self._reading_ahead is not None:
            self._reading_ahead.cancel()
        self._indexes, self._mark = None, _NOTHING
        self._allowed.clear()
        self._words.forget()
        self._vectors, self._saved = None, (_NOTHING, None)

    def rebuild(self, progress: Progress = lambda *_: None) -> None:
        """Throws all away and makes it again."""
        with self._lock():
            self._words.wipe()
            vector_files.wipe(self._folder / VECTORS)
        self.forget()
        self.current(progress)

    def problems(self, progress: Progress = lambda *_: None) -> list[str]:
        """What does not agree with the store, and files that are not as they were; empty when all is well."""
        articles, passages = self._store.counts()
        now = self.current(progress)
        found = []
        for name, index, kind, wanted in (
            ("word", now.passages, "passages", passages),
            ("word", now.articles, "articles", articles),
            ("vector", now.vectors, "passages", passages),
        ):
            if len(index) != wanted:
                found.append(f"the {name} index holds {len(index)} {kind}, the archive {wanted}")
        with self._lock():
            found += self._words.problems(progress)
            progress("indexes read", 2, 3)
            if vector_files.damaged(self._folder / VECTORS, thorough=True):
                found.append("files of the vector index are damaged")
            progress("indexes read", 3, 3)
        return found

    @contextmanager
    def _lock(self) -> Iterator[None]:
        folder = self._folder if self._writable else self._words.folder()
        try:
            with FileLock(folder / _LOCK, timeout=_LOCK_SECONDS):
                yield
        except Timeout as error:
            raise InputError(
                f"Another program is making the index of the library '{self._folder}'; wait until it has finished.",
                f"Chương trình khác đang lập chỉ mục của kho tin “{self._folder}”; hãy đợi rồi thử lại.",
            ) from error

    def _caught_up_vectors(self, progress: Progress, stop: threading.Event) -> FaissIndex:
        """The vectors, brought up to date.

        Args:
            stop: set to end early.
        """
        index, mark = self._held_vectors()
        folder = self._folder / VECTORS
        now = self._store.last_change()
        if mark[0] > now[0] or mark[1] > now[1] or index.is_wasteful:
            # The database was put back to an older state, so that what the cache knows is not to be trusted; or most
            # of what the cache holds is gone.
            index, mark, self._saved = FaissIndex(self._dimension), _NOTHING, (_NOTHING, None)
            if self._writable:
                vector_files.wipe(folder)
        total = self._store.counts()[1] if now[0] - mark[0] > STEP else 0
        if mark != now:
            nothing = np.zeros(0, np.int64), np.zeros((0, self._dimension), np.float32)
            for ids, vectors in self._store.vectors_since(mark):
                if stop.is_set():
                    raise _StoppedError
                index.apply(ids, vectors, [])
                self._vectors = (index, (int(ids[-1]), mark[1]))
                if total:
                    progress("vectors indexed", index.rows, total)
                if index.unsaved > _UNSAVED:
                    self._save(index, folder, (int(ids[-1]), mark[1]))
            index.apply(*nothing, self._store.removed_since(mark))
        changes = now[0] - self._saved[0][0] + now[1] - self._saved[0][1]
        many = index.unsaved > _SAVED_BELOW and bool(total)
        if changes and (many or index.rows <= _SAVED_BELOW or changes >= _SAVED_SHARE * index.rows):
            self._save(index, folder, now)
        self._vectors = (index, now)
        return index

    def _held_vectors(self) -> tuple[FaissIndex, Mark]:
        """What is open, if it is still what lies in the folder, or what lies there, or an empty index."""
        folder = self._folder / VECTORS
        if self._vectors is not None and vector_files.token_of(folder) == self._saved[1]:
            return self._vectors
        if self._writable and vector_files.is_outdated(folder):
            say_made_anew(self._folder, "vector index")
        elif (loaded := vector_files.load(folder, self._dimension, self._fingerprint)) is not None:
            self._saved = (loaded.mark, loaded.token)
            self._reading_ahead = threading.Timer(_SOON, vector_files.read_ahead, [folder])
            self._reading_ahead.daemon = True
            self._reading_ahead.start()
            return loaded.index, loaded.mark
        if self._writable:
            vector_files.wipe(folder)
        self._saved = (_NOTHING, None)
        return FaissIndex(self._dimension), _NOTHING

    def _save(self, index: FaissIndex, folder: Path, mark: Mark) -> None:
        # Only a cache: where it cannot be written, the next process builds it again.
        if self._writable:
            with suppress(OSError):
                self._saved = (mark, vector_files.save(index, folder, mark, self._fingerprint))
