"""An archive as it grows: rate of adding, bytes, opening, queries, memory, beside what a user would take instead.

    OMP_NUM_THREADS=1 python -m benchmarks.scale --sizes 1000 10000 100000 --plot docs/scale.png

Articles of Vietnews' training split, in their order, each put into one of ten made-up newspapers, so that a filter has
something to do. When the split is used up (about 660,000 passages), it comes again with a line behind each text that
says so. Every archive grows from size to size; every step is a process of its own, so that memory and opening are those
of a fresh start. Queries are people's questions (ViNewsQA, a third without diacritics). Rates are in processor seconds,
without reading the articles. The contenders are described in benchmarks/contenders.py.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import lzma
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.contenders import CONTENDERS, recall_of_meaning
from index.passages import cut
from news import Article, article_from_text, read_inputs
from news.vietnamese import fold

_SOURCES = 10
_FEWEST, _PATIENCE = 60, 20
"""No more than 60 questions are asked once they have taken 20 seconds."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--contenders", nargs="+", default=list(CONTENDERS), choices=list(CONTENDERS))
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--folder", type=Path, help="keep the archives here; a passing folder where it is not given")
    parser.add_argument("--grown", type=int, default=0, help="the size of the archives that an earlier run left there")
    parser.add_argument("--out", type=Path, help="where the figures go, behind those that are there, as JSON Lines")
    parser.add_argument("--plot", type=Path, help="where the picture of them goes, with those of --out before")
    args = parser.parse_args()
    rows: list[dict[str, Any]] = []
    if args.out and args.out.exists():
        rows = [json.loads(text) for text in args.out.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as passing:
        folder = args.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        print(
            "| archive | passages | added a second | bytes a passage | opens in, s | resident, MB | recall | search |"
        )
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")
        for before, size in zip([args.grown, *args.sizes], args.sizes, strict=False):
            for name in args.contenders:
                row = measured(name, args.data, folder, before, size, args.queries)
                rows.append(row)
                print(line(row), flush=True)
                if args.out:
                    with args.out.open("a", encoding="utf-8") as out:
                        out.write(json.dumps(row, ensure_ascii=False) + "\n")
    if args.plot:
        draw(rows, args.plot)


def measured(name: str, data: Path, folder: Path, before: int, size: int, queries: int) -> dict[str, Any]:
    """Grows an archive and asks it, in two processes."""
    context = multiprocessing.get_context("spawn")
    row: dict[str, Any] = {"archive": name, "size": size}
    for step, arguments in ((grow, (name, data, folder, before, size)), (ask, (name, data, folder, queries))):
        with context.Pool(1) as pool:
            row |= pool.apply(step, arguments)
    if name == "tinhop":
        with context.Pool(1) as pool:
            row["recall"] = pool.apply(recall_of_meaning, (folder / name, questions(data, 100)))
    return row


# Steps, each in a process of its own


def grow(name: str, data: Path, folder: Path, before: int, size: int) -> dict[str, Any]:
    reading = Stopwatch()
    done = CONTENDERS[name]().grow(folder / name, reading.around(articles(data, before, size)))
    return {
        "added": done.added,
        "added a second": done.added / (done.seconds - reading.seconds),
        "bytes a passage": done.bytes / size,
        "resident while adding": resident("VmHWM"),
    }


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


class Stopwatch:
    """The processor seconds that an iterator itself takes."""

    seconds = 0.0

    def around(self, items: Iterator[Article]) -> Iterator[Article]:
        while True:
            begin = time.process_time()
            item = next(items, None)
            self.seconds += time.process_time() - begin
            if item is None:
                return
            yield item


def articles(data: Path, before: int, size: int) -> Iterator[Article]:
    """Those with which an archive of `before` passages grows to `size`."""
    seen = 0
    for article in endless(data):
        if seen >= before:
            yield article
        seen += len(cut(article))
        if seen >= size:
            return


def endless(data: Path) -> Iterator[Article]:
    number = 0
    for turn in range(sys.maxsize):
        for item in read_inputs([str(data / "vietnews" / "train.jsonl.xz")]):
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
    recall = f"{100 * row['recall']:.1f}%" if "recall" in row else ""
    searches = "; ".join(
        f"{way} {took['p50']:.1f} / {took['p95']:.1f} / {took['processor']:.1f}" for way, took in row["search"].items()
    )
    return (
        f"| {row['archive']} | {row['size']:,} | {row['added a second']:,.0f} | {row['bytes a passage']:,.0f} |"
        f" {row['opens in']:.2f} / {row['opens in, processor']:.2f} | {row['resident']:,.0f} | {recall} | {searches} |"
    )


def draw(rows: list[dict[str, Any]], path: Path) -> None:
    import matplotlib  # noqa: PLC0415

    matplotlib.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415

    figure, axes = pyplot.subplots(1, 4, figsize=(17, 3.8))
    measures = ("added a second", "bytes a passage", "resident")
    titles = ("passages added a processor second", "bytes on disk a passage", "resident while searching, MB")
    for axis, measure, title in zip(axes, measures, titles, strict=False):
        for color, name in enumerate(dict.fromkeys(row["archive"] for row in rows)):
            own = [row for row in rows if row["archive"] == name]
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
