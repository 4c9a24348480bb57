"""How a long run tells how far it is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

import click

# Seconds between two lines where standard error is no terminal.
_EVERY = 15.0
_NAMED = 20


class Progress:
    """Counts what is done, with rate and time left, on standard error.

    Args:
        count: how many there are in all; None where it cannot be known. It runs in a thread beside the work, since it
            means reading the input once.
    """

    def __init__(self, count: Callable[[], int] | None) -> None:
        from tqdm import tqdm  # noqa: PLC0415 - only long runs need it

        self._terminal = sys.stderr.isatty()
        self._bar: Any = tqdm(unit=" articles", file=sys.stderr, disable=not self._terminal, dynamic_ncols=True)
        self._meter: Callable[..., str] = tqdm.format_meter
        self._begin = self._told = time.monotonic()
        self._total: int | None = None
        self.kept = self.made = self.failed = 0
        if count is not None:
            threading.Thread(target=self._learn_total, args=(count,), daemon=True).start()

    def _learn_total(self, count: Callable[[], int]) -> None:
        self._total = self._bar.total = count()

    def add(self, name: str, error: str | None, *, kept: bool) -> None:
        """One more is done; `kept` says that an earlier run did it."""
        if kept:
            self.kept += 1
            self._bar.initial = self.kept
        else:
            self.made += 1
        if error is not None:
            self.failed += 1
            if not kept:
                self._tell(f"{name}: {error}")
        self._bar.update()
        now = time.monotonic()
        if not self._terminal and now - self._told >= _EVERY:
            self._told = now
            done = self.kept + self.made
            line = self._meter(done, self._total, now - self._begin, unit=" articles", initial=self.kept)
            click.echo(line.strip(), err=True)

    def _tell(self, failure: str) -> None:
        if self.failed <= _NAMED:
            self._bar.clear()
            click.echo(f"tinhop: {failure}", err=True)
        elif self.failed == _NAMED + 1:
            self._bar.clear()
            click.echo("tinhop: More inputs failed; their lines in the output say why.", err=True)

    def summary(self) -> str:
        """One line about the run."""
        seconds = time.monotonic() - self._begin
        parts = [f"{self.made:,} articles in {seconds:.1f} s ({self.made / max(seconds, 1e-9):.1f} a second)"]
        if self.kept:
            parts.append(f"{self.kept:,} were done before")
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        return ", ".join(parts)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.close()


class Bars:
    """Called with what is done, how much of it is, and how much there is: a bar for each kind of work on a terminal, a
    line now and then elsewhere, on standard error. Work that is done at once shows nothing elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._shown: dict[str, Any] = {}
        self._told = time.monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        if self._terminal:
            if what not in self._shown:
                from tqdm import tqdm  # noqa: PLC0415 - only long work needs it

                self._shown[what] = tqdm(desc=what, file=sys.stderr, unit_scale=True)
            bar = self._shown[what]
            bar.total, bar.n = total, done
            bar.refresh()
        elif time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            click.echo(f"{what}: {done:,} of {total:,}", err=True)

    def __enter__(self) -> Bars:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for bar in self._shown.values():
            bar.close()
