"""Tasks spread over processes, their results in the order of the tasks.

One pipe for each process and no threads: concurrent.futures has a feeder thread that hangs when its processes are ended
early, and cannot say which task killed one.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from news.errors import InputError

Task = TypeVar("Task")
Result = TypeVar("Result")
Make = Callable[[], Callable[[Task], Result]]
"""Makes, in a process, what does the tasks there: the place to load models. It is sent there, so it can be pickled."""

# Tasks for each process that may be done before the one that is next in order: enough that none waits, few enough that
# memory stays flat.
_AHEAD = 3
# How much a process that works aside gives way to others: see nice(2).
_ASIDE = 10


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class DiedError(Exception):
    """A process ended in the middle of its work."""


@dataclass(frozen=True, slots=True)
class _Failed:
    """What a task raised."""

    error: InputError


def in_order(
    tasks: Iterator[Task],
    make: Make[Task, Result],
    processes: int,
    *,
    killed: Callable[[Process[Task, Result], Task], Result],
    aside: bool = False,
) -> Generator[Result]:
    """The results of all tasks. When the caller closes the iterator, the processes end at once.

    Args:
        killed: called with a process that died and the task that it had, to which it gives another result, or raises.
        aside: the processes give way to others that want to compute.

    Raises:
        InputError: a task raised it, or failed in a way that nobody thought of.
    """
    workers: list[Process[Task, Result]] = []
    done: dict[int, Result] = {}
    busy: dict[object, tuple[Process[Task, Result], int, Task]] = {}  # by their pipes
    taken = given = 0
    waiting = True

    def hand_out() -> None:
        nonlocal taken, waiting
        for worker in workers:
            if waiting and worker.pipe not in busy and taken - given < processes * _AHEAD:
                for task in tasks:
                    worker.give(task)
                    busy[worker.pipe] = worker, taken, task
                    taken += 1
                    break
                else:
                    waiting = False

    try:
        workers += (Process(make, aside) for _ in range(processes))
        while True:
            hand_out()
            if not busy and given not in done:
                return
            # The caller takes its time with each result: before it gets the next, who is done gets something to do.
            for pipe in connection.wait([worker.pipe for worker, _, _ in busy.values()], 0 if given in done else None):
                worker, number, task = busy.pop(pipe)
                try:
                    done[number] = worker.take()
                except DiedError:
                    done[number] = killed(worker, task)
                hand_out()
            if given in done:
                yield done.pop(given)
                given += 1
    finally:
        for worker in workers:
            worker.end()


class Process(Generic[Task, Result]):
    """A process that does one task after another."""

    def __init__(self, make: Make[Task, Result], aside: bool = False) -> None:
        self._make = make
        self._aside = aside
        self._start()

    def _start(self) -> None:
        self._process, self.pipe = launched(_serve, self._aside)
        self.give(self._make)

    def give(self, task: Task | Make[Task, Result]) -> None:
        """Sends a task; the first thing sent makes what does them. If the process is gone, `take` says so."""
        try:
            self.pipe.send(task)
        except OSError:
            return

    def take(self) -> Result:
        """Waits for the result of the task.

        Raises:
            DiedError: the process is gone.
            InputError: the task failed.
        """
        try:
            result: Result | _Failed = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise DiedError from error
        if isinstance(result, _Failed):
            raise result.error
        return result

    def restart(self) -> None:
        """Puts a new process in the place of one that died."""
        self.end()
        self._start()

    def end(self) -> None:
        """Ends the process at once; what it was doing is lost."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def launched(work: Callable[..., None], *arguments: object) -> tuple[BaseProcess, Connection[Any, Any]]:
    """A new process that calls `work` with one end of a pipe and the arguments, and the other end. It does not hear
    Ctrl-C and ends when this process does."""
    # Spawned, not forked: a fork in a process with threads can hang.
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_launched, args=(work, theirs, *arguments), daemon=True)
    with _without_interrupts():
        process.start()
    theirs.close()
    return process, ours


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Processes that are started here do not hear Ctrl-C, which reaches the whole group; the parent decides what ends.

    Where there are no signal masks, which are inherited, `_launched` sees to it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _launched(work: Callable[..., None], *arguments: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    work(*arguments)


def _serve(pipe: Connection[object, Task], aside: bool) -> None:
    """The life of a process."""
    if aside and hasattr(os, "nice"):
        os.nice(_ASIDE)
    work: Callable[[Task], object] | None = None
    while True:
        try:
            if work is None:
                work = pipe.recv()()  # type: ignore[operator]
            task = pipe.recv()
            result = work(task)
        except EOFError:
            return
        except InputError as error:
            result = _Failed(error)
        except Exception as error:
            result = _Failed(_unexpected(error))
        try:
            pipe.send(result)
        except OSError:  # the parent was killed
            return


def _unexpected(error: Exception) -> InputError:
    return InputError(
        f"The program failed on these articles ({type(error).__name__}: {error}); please report it.",
        f"Chương trình gặp lỗi ở các bài này ({type(error).__name__}: {error}); xin báo lại cho nhóm phát triển.",
    )


def _end_with_parent() -> None:
    """A parent that was killed tells nobody; without this its processes would work to the end of their task."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
