"""Indexes what is being added while more is: both cores are busy, and little is left to do at the end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType

from index.types import Mark
from news.errors import InputError

STEP = 20_000
"""Passages that are indexed at a time. Tantivy makes a part of its index of each step, and seeks in each part."""
_LOOK_AGAIN, _PAUSE = 0.5, 0.2
"""Seconds between two looks at how much there is, and in which others may have the lock on the indexes."""


class Alongside:
    """A thread that calls `catch_up` whenever enough passages came; while `with` lasts. What it has begun by then is
    finished, for it would have to be done again, unless `with` is left by an error.

    Args:
        last_change: of the store.
        catch_up: indexes all that is there. It ends early, in any way, when the event that it gets is set.
    """

    def __init__(self, last_change: Callable[[], Mark], catch_up: Callable[[threading.Event], None]) -> None:
        self._last_change = last_change
        self._catch_up = catch_up
        self._ended = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="alongside", daemon=True)

    def __enter__(self) -> Alongside:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if kind is not None:
            self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            known = self._last_change()[0]
            while not self._ended.wait(_LOOK_AGAIN):
                if (now := self._last_change()[0]) - known >= STEP:
                    known = now
                    self._catch_up(self._stop)
                    self._ended.wait(_PAUSE)
        except InputError:
            return  # whoever searches next, or catches up, is told
