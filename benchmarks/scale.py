"""An archive as it grows: rate of adding, bytes, opening, queries, memory, beside what a user would take instead.

    OMP_NUM_THREADS=1 python -m benchmarks.scale --sizes 1000 10000 100000 --plot docs/scale.png
    OMP_NUM_THREADS=1 python -m benchmarks.scale --sizes 300000 1000000 --folder FOLDER --out FILE.jsonl

Articles of Vietnews' training and validation splits, in their order, each put into one of ten made-up newspapers, so
that a filter has something to do. When they are used up (about 800,000 passages), they come again with a line behind
each text that says so. They are read and cleaned beforehand, into a file from which all contenders take them. Every
archive grows from size to size; every step is a process of its own, so that memory and opening are those of a fresh
start. Queries are people's questions (ViNewsQA, a third without diacritics). Rates are of adding, until the archive can
be searched. The contenders are described in benchmarks/contenders.py.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import lzma
import multiprocessing
import os
import pickle
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import batch
from benchmarks.contenders import CONTENDERS, Tinhop, recall_of_meaning
from index.passages import cut
from news import Article, article_from_text, read_inputs
from news.vietnamese import fold

_SOURCES = 10
_FEWEST, _PATIENCE = 30, 20
"""No more than 30 questions are asked once they have taken 20 seconds."""
_CHANGED = 10
"""Articles that are added to the archive, and removed, to see how long a small change takes."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--contenders", nargs="+", default=list(CONTENDERS), choices=list(CONTENDERS))
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--folder", type=Path, help="keep the archives here; a passing folder where it is not given")
    parser.add_argument(
        "--grown",
        type=int,
        default=0,
        help="the size of the archives that an earlier run left there; with the same --sizes nothing is added",
    )
    parser.add_argument("--label", help="put into each row: the code that made the archive and answers")
    parser.add_argument("--out", type=Path, help="where the figures go, behind those that are there, as JSON Lines")
    parser.add_argument("--plot", type=Path, help="where the picture of them goes, with those of --out before")
    args = parser.parse_args()
    rows: list[dict[str, Any]] = []
    if args.out and args.out.exists():
        rows = [json.loads(text) for text in args.out.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as passing:
        folder = args.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            spool = pool.apply(read_beforehand, (args.data, folder, args.sizes[-1]))
        print(
            "| archive | passages | added a second (a CPU second) | bytes a passage | opens in, s (CPU) | resident, MB:"
            " searching (adding) | recall of 10 | ms a query: p50 / p95 (CPU, median) | other, s (CPU) |"
        )
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for before, size in zip([args.grown, *args.sizes], args.sizes, strict=False):
            for name in args.contenders:
                row = {"label": args.label} if args.label else {}
                row |= measured(name, args.data, folder, spool, before, size, args.queries)
                rows.append(row)
                print(line(row), flush=True)
                if args.out:
                    with args.out.open("a", encoding="utf-8") as out:
                        out.write(json.dumps(row, ensure_ascii=False) + "\n")
    if args.plot:
        draw(rows, args.plot)


def measured(name: str, data: Path, folder: Path, spool: Path, before: int, size: int, queries: int) -> dict[str, Any]:
    """Grows an archive, asks it and, if it is ours, changes and checks it, each in a process of its own."""
    row: dict[str, Any] = {"archive": name, "size": size}
    steps: list[tuple[Callable[..., dict[str, Any]], tuple[object, ...]]] = [
        *([(grow, (name, folder, spool, before, size))] if before < size else []),
        (ask, (name, data, folder, queries)),
    ]
    if name == "tinhop":
        steps += [(compare, (data, folder)), (change, (folder, size)), (check, (folder,))]
    for step, arguments in steps:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            row |= pool.submit(step, *arguments).result()
    return row


def read_beforehand(data: Path, folder: Path, size: int) -> Path:
    """Reads as many articles as make an archive of `size` passages, into a file."""
    path = folder / f"articles-{size}.pickle"
    if not path.exists():
        begin, number, passages = time.process_time(), 0, 0
        scratch = path.with_suffix(".part")
        with scratch.open("wb") as out:
            for article in endless(data):
                count = len(cut(article))
                pickle.dump((count, article), out)
                number, passages = number + 1, passages + count
                if passages >= size:
                    break
        scratch.replace(path)
        took = 1e6 * (time.process_time() - begin)
        print(f"Read {number:,} articles beforehand: {took / number:,.0f} us of processor each, and kept them.")
    return path


# Steps, each in a process of its own


def grow(name: str, folder: Path, spool: Path, before: int, size: int) -> dict[str, Any]:
    with Peak() as peak:
        done = CONTENDERS[name]().grow(folder / name, articles(spool, before, size))
    return {
        "added": done.added,
        "added a second": done.added / done.processor,
        "added a second by the clock": done.added / done.clock,
        "bytes a passage": done.bytes / size,
        "resident while adding": resident("VmHWM"),
        "resident while adding, all processes": peak.megabytes,
    }


def compare(data: Path, folder: Path) -> dict[str, Any]:
    return {"recall": recall_of_meaning(folder / "tinhop", questions(data, 100))}


def change(folder: Path, size: int) -> dict[str, Any]:
    """Adds some articles to a standing archive and removes them, until the change can be found."""
    new = [
        article_from_text(f"Phiên họp bất thường số {size + i} bàn về việc đắp đê. Ông Lịch chủ trì phiên {size + i}.")
        for i in range(_CHANGED)
    ]
    with Tinhop().library(folder / "tinhop") as library:
        with Timer() as adding:
            added = [result.article_id for result in library.add_many(new)]
            library.catch_up()
        found = {hit.article_id for hit in library.search("phiên họp bất thường đắp đê", 5)}
        with Timer() as removing:
            library.remove(added)
            library.catch_up()
        left = {hit.article_id for hit in library.search("phiên họp bất thường đắp đê", 5)}
    assert found <= set(added), "what was added is not found first"
    assert not left & set(added), "what was removed is found"
    return {f"adding {_CHANGED} more": adding.taken, f"removing {_CHANGED}": removing.taken}


def check(folder: Path) -> dict[str, Any]:
    with Tinhop().library(folder / "tinhop") as library, Timer() as checking:
        health = library.check()
    assert not health.problems, health.problems
    return {"check": checking.taken, "resident while checking": resident("VmHWM")}


class Peak:
    """The most that this process and those that it started have resident at a time, in megabytes; what several share,
    such as the libraries, counts in each."""

    def __enter__(self) -> Peak:
        self.megabytes = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.2):
            self.megabytes = max(self.megabytes, sum(map(batch.resident, batch.family(os.getpid()))) / 2**20)


class Timer:
    """Seconds by the clock and of this process' processor time."""

    def __enter__(self) -> Timer:
        self._begin = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.taken = [time.perf_counter() - self._begin[0], time.process_time() - self._begin[1]]


def ask(name: str, data: Path, folder: Path, count: int) -> dict[str, Any]:
    wanted = questions(data, count)
    begin, worked = time.perf_counter(), time.process_time()
    ways = CONTENDERS[name]().open(folder / name)
    opened, opening = time.perf_counter() - begin, time.process_time() - worked
    searches = {}
    for way, search in ways.items():
        times, busy = list[float](), list[float]()
        for question in wanted:
            if len(times) >= _FEWEST and sum(times) > 1000 * _PATIENCE:
                break
            begin, worked = time.perf_counter(), time.process_time()
            search(question)
            times.append(1000 * (time.perf_counter() - begin))
            busy.append(1000 * (time.process_time() - worked))
        searches[way] = {
            "queries": len(times),
            "p50": float(np.percentile(times, 50)),
            "p95": float(np.percentile(times, 95)),
            "processor": float(np.median(busy)),
        }
    return {"opens in": opened, "opens in, processor": opening, "resident": resident("VmRSS"), "search": searches}


def articles(spool: Path, before: int, size: int) -> Iterator[Article]:
    """Those with which an archive of `before` passages grows to `size`."""
    seen = 0
    with spool.open("rb") as file:
        while seen < size:
            count, article = pickle.load(file)
            if seen >= before:
                yield article
            seen += count


def endless(data: Path) -> Iterator[Article]:
    number = 0
    for turn in range(sys.maxsize):
        for item in read_inputs([str(data / "vietnews" / f"{split}.jsonl.xz") for split in ("train", "val")]):
            if isinstance(item, Article):
                number += 1
                source = f"Báo {number % _SOURCES}"
                if turn:
                    text = f"{item.text}\nĐăng lại lần thứ {turn}, số {number}."
                    yield article_from_text(text, title=item.title, source=source, cleaning=False)
                else:
                    yield dataclasses.replace(item, source=source)


def questions(data: Path, count: int) -> list[str]:
    with lzma.open(data / "qa" / "vinewsqa_dev.jsonl.xz", "rt", encoding="utf-8") as lines:
        found = [json.loads(text)["question"] for text in lines]
    chosen = random.Random(1).sample(found, count)
    return [fold(question) if i % 3 == 2 else question for i, question in enumerate(chosen)]


def resident(which: str) -> float:
    """Megabytes of this process: now (VmRSS), or at most so far (VmHWM)."""
    status = Path(f"/proc/{os.getpid()}/status").read_text()
    return int(status.split(f"{which}:")[1].split()[0]) / 1024


# What is shown


def line(row: dict[str, Any]) -> str:
    recall = f"{100 * row['recall']:.2f}%" if "recall" in row else ""
    searches = "; ".join(
        f"{way} {took['p50']:.1f} / {took['p95']:.1f} ({took['processor']:.1f})" for way, took in row["search"].items()
    )
    other = "; ".join(f"{what} {took[0]:.2f} ({took[1]:.2f})" for what, took in row.items() if isinstance(took, list))
    grown = "added" in row
    added = f"{row['added a second by the clock']:,.0f} ({row['added a second']:,.0f})" if grown else ""
    kept = f"{row['bytes a passage']:,.0f}" if grown else ""
    adding = f" ({row['resident while adding, all processes']:,.0f})" if grown else ""
    return (
        f"| {row['archive']} | {row['size']:,} | {added} | {kept} |"
        f" {row['opens in']:.2f} ({row['opens in, processor']:.2f}) |"
        f" {row['resident']:,.0f}{adding} | {recall} | {searches} | {other} |"
    )


def draw(rows: list[dict[str, Any]], path: Path) -> None:
    import matplotlib  # noqa: PLC0415

    matplotlib.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415

    # Of several rows for an archive of one size the last counts.
    rows = sorted({(row["archive"], row["size"]): row for row in rows}.values(), key=lambda row: int(row["size"]))
    figure, axes = pyplot.subplots(1, 4, figsize=(17, 3.8))
    measures = ("added a second", "bytes a passage", "resident")
    titles = ("passages added a processor second", "bytes on disk a passage", "resident while searching, MB")
    for axis, measure, title in zip(axes, measures, titles, strict=False):
        for color, name in enumerate(dict.fromkeys(row["archive"] for row in rows)):
            own = [row for row in rows if row["archive"] == name and measure in row]
            axis.plot([r["size"] for r in own], [r[measure] for r in own], "o-", label=name, color=f"C{color}")
        axis.set_title(title, fontsize=9)
    for color, name in enumerate(dict.fromkeys(row["archive"] for row in rows)):
        own = [row for row in rows if row["archive"] == name]
        way = list(own[0]["search"])[-1 if len(own[0]["search"]) == 1 else 2]
        for rank, style in (("processor", "o-"), ("p95", "o:")):
            known = [(r["size"], r["search"][way][rank]) for r in own if rank in r["search"][way]]
            said = "processor, median" if rank == "processor" else "p95 by the clock"
            label = f"{name}, {way}: {said}"
            axes[3].plot([x for x, _ in known], [y for _, y in known], style, label=label, color=f"C{color}")
    axes[3].set_title("milliseconds a query", fontsize=9)
    for axis in axes:
        axis.set_xscale("log")
        axis.set_yscale("log")
        axis.set_xlabel("passages")
        axis.legend(fontsize=6)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


if __name__ == "__main__":
    main()
