"""The two word indexes of a library, of passages and of whole articles, which go through the same texts together.

Each knows how far it has caught up with the store. What is written is kept in steps, so that what a stop leaves behind
is gone on with.
"""

from __future__ import annotations

import logging
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.analysis import indexed, together
from index.checksums import agrees, read_manifest, write_manifest
from index.lexical import Change, TantivyIndex, indexed_title
from index.protocols import ArticleStore
from index.types import ArticleText, Mark, Progress
from news.errors import InputError, shown

_LOG = logging.getLogger("tinhop.index")

WORDS = "words"
STEP = 100_000
"""Passages after which the word indexes are kept."""
_PASSAGES, _ARTICLES = "passages", "articles"
_MANIFEST = "mark.json"
_NOTHING: Mark = (0, 0)


@dataclass(slots=True)
class _Held:
    """A word index that is open, how far it is, and a token of when it was begun."""

    name: str
    index: TantivyIndex
    mark: Mark
    made: str


class WordIndexes:
    """Opens both, brings them up to date, and makes them again where they are damaged. Whoever calls holds the lock on
    the library's indexes.

    Args:
        folder: of the library.
        store: its truth.
        writable: whether the folder may be written. Where it may not, a passing folder takes what is made, on top of
            what lies here already.
    """

    def __init__(self, folder: Path, store: ArticleStore, *, writable: bool) -> None:
        self._library = folder
        self._store = store
        self._writable = writable
        self._passing: tempfile.TemporaryDirectory[str] | None = None
        self._held: dict[str, _Held] = {}

    def folder(self) -> Path:
        """Where they lie.

        Raises:
            InputError: no passing folder can be made.
        """
        if self._writable:
            return self._library / WORDS
        if self._passing is None:
            try:
                self._passing = tempfile.TemporaryDirectory(prefix="tinhop-")
            except OSError as error:
                raise self._unwritable(error) from error
            for name in (_PASSAGES, _ARTICLES):
                with suppress(OSError):  # what cannot be read is made again
                    TantivyIndex.lend(self._library / WORDS / name, Path(self._passing.name, name))
        return Path(self._passing.name)

    def caught_up(self, progress: Progress) -> tuple[TantivyIndex, TantivyIndex]:
        """Those of passages and of articles, with the store's last change.

        Raises:
            InputError: they cannot be written.
        """
        now = self._store.last_change()
        passages, articles = held = self._open(now)
        if passages.mark == articles.mark == now:
            articles.index.ids()  # while the vectors' files are read; the first search would wait for it
            return passages.index, articles.index
        behind = _behind(held)
        total = self._store.counts()[1] if now[0] - behind[0] > STEP else 0
        texts, ended = iter(self._store.texts_since(behind)), False
        while not ended:
            ended = self._step(held, texts, now, STEP)
            if total:
                progress("passages indexed by their words", len(passages.index), total)
        return passages.index, articles.index

    def take_in(
        self, texts_since: Callable[[Mark], Iterable[ArticleText]], most: int, *, meanwhile: Callable[[], None]
    ) -> int:
        """One step: takes in texts until they are at an end or so many passages. The last passage that both know.

        Args:
            texts_since: as of a store, but may go on for a while with those that come.
            meanwhile: called when all are taken in, before they are kept.

        Raises:
            InputError: they cannot be written.
        """
        now = self._store.last_change()
        held = self._open(now)
        self._step(held, iter(texts_since(_behind(held))), now, most, meanwhile)
        return _behind(held)[0]

    def problems(self, progress: Progress) -> list[str]:
        """Which files are not as they were."""
        found = []
        for number, name in enumerate((_PASSAGES, _ARTICLES)):
            progress("indexes read", number, 3)
            path = self.folder() / name / _MANIFEST
            manifest = read_manifest(path)
            if manifest is None or not agrees(path, manifest, thorough=True):
                found.append(f"files of the word index of {name} are damaged")
        return found

    def wipe(self) -> None:
        TantivyIndex.wipe(self._library / WORDS)

    def forget(self) -> None:
        """Lets go of what is open."""
        self._held.clear()
        if self._passing is not None:
            self._passing.cleanup()
            self._passing = None

    def _step(
        self,
        held: Sequence[_Held],
        texts: Iterator[ArticleText],
        now: Mark,
        most: int,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> bool:
        """Takes in what was removed and texts, until they are so many passages or at an end, and keeps it; whether they
        are at an end."""
        try:
            ended, last = self._written(held, texts, most, meanwhile)
            for one in held:
                # Ids grow: what is left comes behind the last one.
                one.mark = (max(last, one.mark[0], now[0] if ended else 0), now[1])
                facts = {"mark": one.mark, "count": len(one.index), "made": one.made, "version": TantivyIndex.VERSION}
                manifest = self.folder() / one.name / _MANIFEST
                write_manifest(manifest, facts, renewed=TantivyIndex.CHANGING_FILES)
        except BaseException as error:
            self._held.clear()
            if isinstance(error, (OSError, ValueError)):  # Tantivy says so of a full disk
                raise self._unwritable(error) from error
            raise
        return ended

    def _written(
        self, held: Sequence[_Held], texts: Iterator[ArticleText], most: int, meanwhile: Callable[[], None]
    ) -> tuple[bool, int]:
        """Whether the texts are at an end, and the id of the last passage."""
        count = last = 0
        changes: list[Change] = []
        try:
            for one in held:
                changes.append(one.index.change(self._store.removed_since(one.mark)))
            for_passages, for_articles = changes
            for first, title, passages in texts:
                titled = indexed_title(title)
                terms = [(passage, indexed(text)) for passage, text in passages]
                for passage, own in terms:
                    if passage > held[0].mark[0]:
                        for_passages.add(passage, titled, own)
                if first > held[1].mark[0]:
                    for_articles.add(first, titled, together(own for _, own in terms))
                count, last = count + len(passages), passages[-1][0]
                if count >= most:
                    break
            meanwhile()
            with ThreadPoolExecutor(1, thread_name_prefix="words") as other:  # Tantivy works outside of Python's lock
                waiting = other.submit(for_articles.keep)
                for_passages.keep()
                waiting.result()
        except BaseException:
            for change in changes:
                with suppress(Exception):  # the first error is told
                    change.undo()
            raise
        return count < most, last

    def _open(self, now: Mark) -> list[_Held]:
        """What is open of passages and of articles, if it is still what lies in the folder, or what lies there, or an
        empty index."""
        for name in (_PASSAGES, _ARTICLES):
            self._held[name] = self._opened(name, now)
        return list(self._held.values())

    def _opened(self, name: str, now: Mark) -> _Held:
        folder = self.folder() / name
        try:
            manifest = read_manifest(folder / _MANIFEST)
            if manifest is not None and manifest.get("version") != TantivyIndex.VERSION:
                if self._writable:
                    say_made_anew(self._library, f"word index ({name})")
            elif manifest is not None:
                mark, made = (int(manifest["mark"][0]), int(manifest["mark"][1])), str(manifest["made"])
                if (held := self._held.get(name)) and (held.mark, held.made) == (mark, made):
                    return held
                if mark[0] <= now[0] and mark[1] <= now[1] and agrees(folder / _MANIFEST, manifest):
                    index = TantivyIndex(folder)
                    if len(index) == manifest["count"]:
                        return _Held(name, index, mark, made)
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            pass
        if now != _NOTHING and not self._writable:
            self._say_made_for_now(name)
        TantivyIndex.wipe(folder)
        try:
            return _Held(name, TantivyIndex(folder), _NOTHING, secrets.token_hex(8))
        except (OSError, ValueError) as error:
            raise self._unwritable(error) from error

    def _say_made_for_now(self, name: str) -> None:
        _LOG.warning(
            "The library '%s' may only be read and its word index (%s) cannot be used, so one is made for this run, as "
            "in every run until the library was opened once where its folder may be written.",
            shown(str(self._library)),
            name,
        )

    def _unwritable(self, error: Exception) -> InputError:
        return InputError(
            f"The index of the library '{self._library}' cannot be written ({error}); check the folder's rights and "
            "the room on its disk.",
            f"Không ghi được chỉ mục của kho tin “{self._library}”; hãy kiểm tra quyền của thư mục và chỗ trống.",
        )


def _behind(held: Iterable[_Held]) -> Mark:
    """From where on there is something for one of them."""
    return min(one.mark[0] for one in held), 0


def say_made_anew(library: Path, what: str) -> None:
    folder = shown(str(library))
    _LOG.warning("The %s of the library '%s' is of another version of tinhop; it is made anew now.", what, folder)
