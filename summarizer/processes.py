"""Chunks of records spread over processes, their lines in the order of the input."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from functools import partial

from news import InputError, Record
from news.processes import DiedError, Process, in_order
from summarizer.lines import Job, Line, Worker, empty_summary, make_line

_KILLED = InputError(
    "The process that read this article was killed; it may need more memory than there is.",
    "Tiến trình đọc bài này đã bị dừng; có thể bài cần nhiều bộ nhớ hơn máy có.",
)


def in_processes(chunks: Iterator[list[Record]], job: Job, processes: int, *, aside: bool = False) -> Generator[Line]:
    """The lines of all chunks. When the caller closes the iterator, the processes end at once.

    Args:
        aside: the processes give way to others that want to compute.
    """
    one_by_one = partial(_one_by_one, job)
    with closing(in_order(chunks, partial(_worker, job), processes, killed=one_by_one, aside=aside)) as done:
        for lines in done:
            yield from lines


def _worker(job: Job) -> Callable[[list[Record]], list[Line]]:
    return Worker(job, threads=1).lines


def _one_by_one(job: Job, process: Process[list[Record], list[Line]], records: list[Record]) -> list[Line]:
    """The lines of a chunk that killed its process: those of each record by itself, so that one only fails."""
    process.restart()
    lines: list[Line] = []
    for record in records:
        try:
            process.give([record])
            lines += process.take()
        except DiedError:
            process.restart()
            lines.append(make_line(record, job, empty_summary(_KILLED)))
    return lines
