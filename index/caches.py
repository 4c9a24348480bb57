"""What is kept beside the store to search it fast: two word indexes and the vectors.

All three can be made again from the store; each knows how far it has caught up with it. They are shared by all
processes that have the library open: whoever changes them holds a lock on the folder and begins by looking at what
others did.
"""

from __future__ import annotations

import logging
import secrets
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
from filelock import FileLock, Timeout

from index import vector_files
from index.checksums import agrees, read_manifest, write_manifest
from index.dense import FaissIndex
from index.lexical import TantivyIndex
from index.protocols import ArticleStore
from index.types import Filter, Mark, Progress
from news.errors import InputError, shown

_LOG = logging.getLogger("tinhop.index")

VECTORS, WORDS, _LOCK = "vectors", "words", "caches.lock"
_PASSAGES, _ARTICLES = "passages", "articles"
_LOCK_SECONDS = 120
_MANIFEST = "mark.json"
_NOTHING: Mark = (0, 0)
_SAVED_SHARE = 0.02
"""Vectors are saved when so large a share has changed, or after very many came at once; what came since is read from
the store when they are loaded."""
_SAVED_BELOW = 2000
_STEP = 100_000
"""Rows after which a word index is kept, so that what a stop leaves is gone on with."""
_FILTERS = 8
_SOON = 2.0
"""Seconds after which vectors are read ahead: the first question, which needs few of them, does not wait for all."""
_UNSAVED = 100_000  # vectors in memory, when many come at once


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


class _Step:
    """Up to so many rows; `count` and `last` say how many it was and which id the last one had.

    Raises:
        _StoppedError: somebody set `stop`.
    """

    def __init__(self, rows: Iterator[tuple[int, str, str]], most: int, stop: threading.Event) -> None:
        self._rows = islice(rows, most)
        self._stop = stop
        self.count = self.last = 0

    def __iter__(self) -> Iterator[tuple[int, str, str]]:
        for row in self._rows:
            if self._stop.is_set():
                raise _StoppedError
            self.count, self.last = self.count + 1, row[0]
            yield row


class _StoppedError(Exception):
    """The other word index, or the caller, ended this."""


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
        self._passing: tempfile.TemporaryDirectory[str] | None = None
        self._indexes: Indexes | None = None
        self._mark = _NOTHING
        self._allowed: dict[Filter, npt.NDArray[np.int64]] = {}
        self._words: dict[str, tuple[TantivyIndex, Mark, str]] = {}
        self._vectors: tuple[FaissIndex, Mark] | None = None
        self._saved: tuple[Mark, str | None] = (_NOTHING, None)
        self._reading_ahead: threading.Timer | None = None

    def current(self, progress: Progress = lambda *_: None) -> Indexes:
        """The indexes, caught up with the store's last change.

        Raises:
            InputError: they cannot be written, or another program is busy with them for too long.
        """
        now = self._store.last_change()
        if self._indexes is None or self._mark != now:
            self._indexes = self._caught_up_all(progress, threading.Event())
        return self._indexes

    def follow(self, stop: threading.Event) -> None:
        """Catches up as `current` does, and leaves it when `stop` is set; what it did by then is kept or done again.

        Raises:
            InputError: as `current` does.
        """
        with suppress(_StoppedError):
            self._indexes = self._caught_up_all(lambda *_: None, stop)

    def _caught_up_all(self, progress: Progress, stop: threading.Event) -> Indexes:
        # What is held is no longer what it was when one of the three has changed.
        self._indexes = None
        # Both at once: most of the work is done outside of Python's lock.
        with self._lock(), ThreadPoolExecutor(1, thread_name_prefix="vectors") as other:
            waiting = other.submit(self._caught_up_vectors, progress, stop)
            passages, articles, mark = self._caught_up_words(progress, stop)
            vectors = waiting.result()
            self._mark = mark
            self._allowed.clear()
        return Indexes(passages, articles, vectors)

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
        self._words.clear()
        self._vectors, self._saved = None, (_NOTHING, None)
        if self._passing is not None:
            self._passing.cleanup()
            self._passing = None

    def rebuild(self, progress: Progress = lambda *_: None) -> None:
        """Throws all away and makes it again."""
        with self._lock():
            TantivyIndex.wipe(self._folder / WORDS)
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
            for number, name in enumerate((_PASSAGES, _ARTICLES)):
                progress("indexes read", number, 3)
                manifest = read_manifest(self._words_folder() / name / _MANIFEST)
                if manifest is None or not agrees(self._words_folder() / name / _MANIFEST, manifest, thorough=True):
                    found.append(f"files of the word index of {name} are damaged")
            progress("indexes read", 2, 3)
            if vector_files.damaged(self._folder / VECTORS, thorough=True):
                found.append("files of the vector index are damaged")
            progress("indexes read", 3, 3)
        return found

    @contextmanager
    def _lock(self) -> Iterator[None]:
        folder = self._folder if self._writable else self._words_folder()
        try:
            with FileLock(folder / _LOCK, timeout=_LOCK_SECONDS):
                yield
        except Timeout as error:
            raise InputError(
                f"Another program is making the index of the library '{self._folder}'; wait until it has finished.",
                f"Chương trình khác đang lập chỉ mục của kho tin “{self._folder}”; hãy đợi rồi thử lại.",
            ) from error

    # Words

    def _words_folder(self) -> Path:
        if self._writable:
            return self._folder / WORDS
        if self._passing is None:
            try:
                self._passing = tempfile.TemporaryDirectory(prefix="tinhop-")
            except OSError as error:
                raise self._unwritable(error) from error
            for name in (_PASSAGES, _ARTICLES):
                with suppress(OSError):  # what cannot be read is made again
                    TantivyIndex.lend(self._folder / WORDS / name, Path(self._passing.name, name))
        return Path(self._passing.name)

    def _caught_up_words(self, progress: Progress, stop: threading.Event) -> tuple[TantivyIndex, TantivyIndex, Mark]:
        """Both at once: most of the work is Tantivy's, which does it outside of Python's lock."""
        with ThreadPoolExecutor(1, thread_name_prefix="words") as other:
            waiting = other.submit(self._caught_up, _ARTICLES, self._store.articles_since, lambda *_: None, stop)
            try:
                passages, mark = self._caught_up(_PASSAGES, self._store.passages_since, progress, stop)
                articles, _ = waiting.result()
            except BaseException:
                stop.set()
                raise
        return passages, articles, mark

    def _caught_up(
        self,
        name: str,
        added_since: Callable[[Mark], Iterable[tuple[int, str, str]]],
        progress: Progress,
        stop: threading.Event,
    ) -> tuple[TantivyIndex, Mark]:
        """One word index, brought up to date in steps, each of which is kept.

        Args:
            stop: set to end early.
        """
        folder = self._words_folder() / name
        index, mark, made = self._held_words(name, folder)
        now = self._store.last_change()
        rows, removed = iter(added_since(mark)), self._store.removed_since(mark)
        total = self._store.counts()[1] if now[0] - mark[0] > _STEP else 0
        if mark == now and name == _ARTICLES:
            index.ids()  # while the vectors' files are read; the first search would wait for it
        while mark != now:
            step = _Step(rows, _STEP, stop)
            try:
                index.apply(step, removed)
                # Ids grow: what is left comes behind the last one.
                mark, removed = (now, []) if step.count < _STEP else ((step.last, now[1]), [])
                facts = {"mark": mark, "count": len(index), "made": made, "version": TantivyIndex.VERSION}
                write_manifest(folder / _MANIFEST, facts, renewed=TantivyIndex.CHANGING_FILES)
            except (OSError, ValueError) as error:  # Tantivy says so of a full disk
                self._words.pop(name, None)
                raise self._unwritable(error) from error
            if total:
                progress("passages indexed by their words", len(index), total)
        self._words[name] = (index, now, made)
        return index, now

    def _held_words(self, name: str, folder: Path) -> tuple[TantivyIndex, Mark, str]:
        """What is open, if it is still what lies in the folder, or what lies there, or an empty index."""
        now = self._store.last_change()
        try:
            manifest = read_manifest(folder / _MANIFEST)
            if manifest is not None and manifest.get("version") != TantivyIndex.VERSION:
                if self._writable:
                    self._say_made_anew(f"word index ({name})")
            elif manifest is not None:
                mark, made = (int(manifest["mark"][0]), int(manifest["mark"][1])), str(manifest["made"])
                if (held := self._words.get(name)) and held[1:] == (mark, made):
                    return held
                if mark[0] <= now[0] and mark[1] <= now[1] and agrees(folder / _MANIFEST, manifest):
                    index = TantivyIndex(folder)
                    if len(index) == manifest["count"]:
                        return index, mark, made
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            pass
        if now != _NOTHING and not self._writable:
            self._say_made_for_now(name)
        TantivyIndex.wipe(folder)
        try:
            return TantivyIndex(folder), _NOTHING, secrets.token_hex(8)
        except (OSError, ValueError) as error:
            raise self._unwritable(error) from error

    def _say_made_anew(self, what: str) -> None:
        folder = shown(str(self._folder))
        _LOG.warning("The %s of the library '%s' is of another version of tinhop; it is made anew now.", what, folder)

    def _say_made_for_now(self, name: str) -> None:
        _LOG.warning(
            "The library '%s' may only be read and its word index (%s) cannot be used, so one is made for this run, as "
            "in every run until the library was opened once where its folder may be written.",
            shown(str(self._folder)),
            name,
        )

    def _unwritable(self, error: Exception) -> InputError:
        return InputError(
            f"The index of the library '{self._folder}' cannot be written ({error}); check the folder's rights and "
            "the room on its disk.",
            f"Không ghi được chỉ mục của kho tin “{self._folder}”; hãy kiểm tra quyền của thư mục và chỗ trống.",
        )

    # Vectors

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
        total = self._store.counts()[1] if now[0] - mark[0] > _STEP else 0
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
            self._say_made_anew("vector index")
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
