"""Indexes what is being added while more is, in a process of its own: what it does would hold Python's lock where
articles are written, and little is left to do at the end."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any

from index.caches import Caches
from index.store import DATABASE, Store
from news.processes import launched

STEP = 20_000
"""Passages that are kept at a time. Tantivy makes a part of its index of each step, and seeks in each part."""
BEGIN = 4000
"""Passages that wait before a step begins; it goes on with those that come meanwhile."""

_MMAP_THRESHOLD = -3  # of <malloc.h>
_MAPPED = 2**19  # bytes from which on memory is the system's as soon as it is free


class Alongside:
    """Follows a library from `begin` to the end of `with`, which waits until all is indexed, unless it is left by an
    error. If the process fails, whoever searches next has to do its work, and is told what is wrong.

    Args:
        folder: of the library.
        dimension, fingerprint: of its embedder.
    """

    def __init__(self, folder: Path, dimension: int, fingerprint: str) -> None:
        self._library = folder, dimension, fingerprint
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None

    def begin(self) -> None:
        self._process, self._pipe = launched(_follow, *self._library, BEGIN, STEP)

    def __enter__(self) -> Alongside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None or self._pipe is None:
            return
        try:
            if kind is None:
                with suppress(OSError):
                    self._pipe.send(None)
                self._process.join()
        finally:
            self._process.kill()
            self._process.join()
            self._pipe.close()


def _follow(pipe: Connection[Any, Any], folder: Path, dimension: int, fingerprint: str, begin: int, most: int) -> None:
    _give_back_memory_at_once()
    with suppress(Exception):  # whoever catches up next meets it too, and can tell
        store = Store(folder / DATABASE)
        Caches(folder, store, dimension, fingerprint).follow(pipe.poll, begin=begin, most=most)
        store.close()


def _give_back_memory_at_once() -> None:
    """Tantivy takes memory by the megabyte and gives it back after each step, but glibc, once it has seen that, would
    keep it: 150 MB more for each 50,000 passages."""
    with suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _MAPPED)
