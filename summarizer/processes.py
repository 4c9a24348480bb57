"""Chunks of records spread over processes, their lines in the order of the input.

One pipe for each process and no threads: concurrent.futures has a feeder thread that hangs when its processes are ended
early, and cannot say which task killed one.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Generator, Iterator
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection

from news import InputError, Record
from summarizer.lines import Job, Line, Worker, empty_summary, make_line

# Chunks for each process that may be done before the one that is next in order: enough that none waits, few enough that
# memory stays flat.
_AHEAD = 3
_KILLED = InputError(
    "The process that read this article was killed; it may need more memory than there is.",
    "Tiến trình đọc bài này đã bị dừng; có thể bài cần nhiều bộ nhớ hơn máy có.",
)
# How much a process that works aside gives way to others: see nice(2).
_ASIDE = 10


def in_processes(chunks: Iterator[list[Record]], job: Job, processes: int, *, aside: bool = False) -> Generator[Line]:
    """The lines of all chunks. When the caller closes the iterator, the processes end at once.

    Args:
        aside: the processes give way to others that want to compute.
    """
    workers: list[_Process] = []
    done: dict[int, list[Line]] = {}
    taken = given = 0
    try:
        workers += (_Process(job, aside) for _ in range(processes))
        while True:
            for worker in workers:
                if not worker.records and taken - given < processes * _AHEAD and (chunk := next(chunks, None)):
                    worker.give(taken, chunk)
                    taken += 1
            busy = {worker.pipe: worker for worker in workers if worker.records}
            if not busy:
                return
            for pipe in connection.wait(list(busy)):
                worker = busy[pipe]  # type: ignore[index]
                done[worker.number] = _received(worker)
            while given in done:
                yield from done.pop(given)
                given += 1
    finally:
        for worker in workers:
            worker.end()


def _received(worker: _Process) -> list[Line]:
    """The lines of the worker's chunk; if that killed it, those of each record by itself, so that one only fails."""
    records = worker.records
    try:
        return worker.take()
    except _DiedError:
        worker.restart()
    lines: list[Line] = []
    for record in records:
        try:
            worker.give(worker.number, [record])
            lines += worker.take()
        except _DiedError:
            worker.restart()
            lines.append(make_line(record, worker.job, empty_summary(_KILLED)))
    return lines


class _DiedError(Exception):
    """A process ended in the middle of its work."""


class _Process:
    """A process with a `Worker`, and the numbered chunk that it works on; `records` is empty while it is idle."""

    def __init__(self, job: Job, aside: bool) -> None:
        self.job = job
        self._aside = aside
        self.number = 0
        self._start()

    def _start(self) -> None:
        # Spawned, not forked: a fork in a process with threads can hang.
        context = get_context("spawn")
        self.records: list[Record] = []
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self.job, self._aside), daemon=True)
        # Ctrl-C reaches the whole group; the parent decides what ends. The mask is inherited.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()

    def give(self, number: int, records: list[Record]) -> None:
        """Sends a chunk.

        Raises:
            _DiedError: the process is gone.
        """
        self.number, self.records = number, records
        try:
            self.pipe.send(records)
        except OSError as error:
            raise _DiedError from error

    def take(self) -> list[Line]:
        """Waits for the lines of the chunk.

        Raises:
            _DiedError: the process is gone.
        """
        try:
            lines: list[Line] = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise _DiedError from error
        self.records = []
        return lines

    def restart(self) -> None:
        self.end()
        self._start()

    def end(self) -> None:
        """Ends the process at once; what it was doing is lost."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _serve(pipe: Connection[list[Line], list[Record]], job: Job, aside: bool) -> None:
    """The life of a process."""
    if aside:
        os.nice(_ASIDE)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    worker = Worker(job, threads=1)
    while True:
        try:
            records = pipe.recv()
        except EOFError:
            return
        pipe.send(worker.lines(records))


def _end_with_parent() -> None:
    """A parent that was killed tells nobody; without this its processes would work to the end of their chunk."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
