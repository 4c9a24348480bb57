"""Many articles: read, summarised and verified in several processes, given back in the order of the input."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from itertools import chain, islice

from news import Record
from news.processes import cores
from summarizer.lines import Job, Line, Worker
from summarizer.processes import in_processes

CHUNK = 32
"""Articles that go to a process at once; the writer sorts them by length."""


def summarize_records(
    records: Iterable[Record], job: Job, *, processes: int | None = None, aside: bool = False
) -> Generator[Line]:
    """A line for each record, in order, as they finish. A bad record gives a line with `error`.

    Only a few chunks of records are in memory at any time. When the caller stops early, the processes end at once.

    Args:
        processes: how many work side by side; None is one for each core. A few records are done in this one.
        aside: nothing is done in this process, and the others give way to it: for a server that has more to do.

    Raises:
        InputError: a model is missing.
    """
    # At once: a missing model is known before anything is written, and a public one is fetched and converted before
    # several processes want it.
    return _lines(iter(records), job, Worker(job), processes or cores(), aside)


def _lines(records: Iterator[Record], job: Job, worker: Worker, processes: int, aside: bool) -> Generator[Line]:
    chunks = iter(lambda: list(islice(records, CHUNK)), [])
    first = next(chunks, [])
    if aside or (processes > 1 and len(first) == CHUNK):
        del worker
        yield from in_processes(chain([first], chunks), job, processes, aside=aside)
        return
    for chunk in chain([first], chunks):
        yield from worker.lines(chunk)
