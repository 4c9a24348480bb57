"""The page under load: many visitors over a large archive, and its memory over thousands of requests.

    python -m benchmarks.page --data ../shared/data/vietnews/train.jsonl.xz --passages 100000

Builds an archive of so many passages (kept in --library and used again), serves it in a process of its own, and sends
what browsers send (benchmarks/visitors.py):

1. `--visitors` at once, each opening the page and then doing `--actions` things at random (asking, opening a citation,
   searching, summarising) with `--think` seconds between two on average;
2. the same while a batch that somebody started on the page runs beside them;
3. `--requests` from 8 visitors without a pause, each visitor gone after 10 and another in its place; the resident
   memory of the server, after the first tenth (everything is loaded then) and at the end.

An answer of any kind but the expected one is a failure. Visitors and server share the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import lzma
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from benchmarks.batch import family, resident
from benchmarks.visitors import FailedError, Layout, Visitor
from news import Article, article_from_text
from news.vietnamese import fold
from tinhop.service import Tinhop

KINDS = ("open the page", "ask", "open a citation", "search", "summarise", "look at the batch")
_ASKED = ("Ai {}?", "Khi nào {}?", "{} ở đâu?", "Bao nhiêu người {}?", "{}")
_AT_ONCE, _STAY = 8, 10
_BATCH_BYTES = 40_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/vietnews/train.jsonl.xz"))
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--library", type=Path, help="where the archive is kept, and found again")
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--actions", type=int, default=8)
    parser.add_argument("--think", type=float, default=10.0, help="seconds between two actions of a visitor")
    parser.add_argument("--requests", type=int, default=2000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = args.library or Path(folder, "library")
        articles, passages = build(library, args.data, args.passages)
        print(f"{articles:,} articles, {passages:,} passages", flush=True)
        asyncio.run(measure(library, args, Path(folder)))


def build(library: Path, data: Path, passages: int) -> tuple[int, int]:
    """An archive of at least so many passages; articles and passages that it holds."""
    with Tinhop(library) as tinhop:
        held = tinhop.library(create=True).counts()
        if held[1] < passages:
            stream = dump(data)
            while held[1] < passages and (some := list(itertools.islice(stream, 500))):
                for _ in tinhop.add(some):
                    pass
                held = tinhop.library().counts()
            tinhop.search("hội nghị")  # makes the indexes
        return held


def dump(data: Path) -> Iterator[Article]:
    """The articles of a Vietnews dump, with days and sources of ours, for the dump has none."""
    with lzma.open(data, "rt", encoding="utf-8") if data.suffix == ".xz" else data.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            body = "\n".join([row["abstract"], *row["body"]])
            day = f"{2020 + number % 5}-{1 + number // 5 % 12:02d}-{1 + number // 60 % 28:02d}"
            yield article_from_text(
                body,
                title=row["title"],
                source=f"Báo {number % 7}",
                published=np.datetime64(day).item(),
                cleaning=False,
            )


class Load:
    """Visitors and what they met with."""

    def __init__(self, address: str, layout: Layout, articles: list[Article]) -> None:
        self._address = address
        self._layout = layout
        self._articles = articles
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.failures: list[str] = []

    def visitor(self) -> Visitor:
        return Visitor(self._address, self._layout)

    async def stay(self, chance: random.Random, actions: int, think: float) -> None:
        """One visitor from opening the page to leaving it."""
        await asyncio.sleep(chance.uniform(0, think))
        async with self.visitor() as visitor:
            places: list[dict[str, Any]] = []
            for number in range(actions + 1):
                kind = chance.choices(KINDS[1:5], (4, 3, 2, 1))[0] if number else KINDS[0]
                if kind == KINDS[2] and not places:
                    kind = KINDS[1]
                try:
                    seconds = await self._act(visitor, kind, chance, places)
                    self.seconds[kind].append(seconds)
                except (FailedError, httpx.HTTPError) as error:
                    self.failures.append(f"{kind}: {type(error).__name__} {error}"[:300])
                await asyncio.sleep(chance.expovariate(1 / think) if think else 0)

    async def _act(self, visitor: Visitor, kind: str, chance: random.Random, places: list[dict[str, Any]]) -> float:
        article = chance.choice(self._articles)
        title = (article.title or article.text)[:200]
        if kind == "open the page":
            return (await visitor.open_page())[0]
        if kind == "open a citation":
            return (await visitor.open_place(chance.choice(places)))[0]
        if kind == "summarise":
            return (await visitor.summarize(article.text))[0]
        if kind == "search":
            words = title.split()
            query = " ".join(words[: chance.randint(2, 6)])
            seconds, found = await visitor.search(fold(query) if chance.random() < 0.5 else query)
            places += found["hits"][:2]
            return seconds
        question = chance.choice(_ASKED).format(title[:1].lower() + title[1:])
        seconds, turn = await visitor.ask(fold(question) if chance.random() < 0.25 else question)
        places += turn["citations"] or turn["nearest"]
        return seconds

    def table(self) -> Iterator[str]:
        yield "| | requests | p50, s | p95, s | longest, s |"
        yield "| --- | --- | --- | --- | --- |"
        for kind in KINDS:
            if times := self.seconds[kind]:
                p50, p95 = np.percentile(times, (50, 95))
                yield f"| {kind} | {len(times)} | {p50:.2f} | {p95:.2f} | {max(times):.2f} |"
        every = [each for times in self.seconds.values() for each in times]
        p50, p95 = np.percentile(every, (50, 95))
        yield f"| all | {len(every)} | {p50:.2f} | {p95:.2f} | {max(every):.2f} |"


async def measure(library: Path, args: argparse.Namespace, folder: Path) -> None:
    with Tinhop(library) as tinhop:
        articles = [tinhop.get(row.id) for row in random.Random(0).sample(tinhop.articles(), 300)]
    server = subprocess.Popen(
        [sys.executable, "-m", "tinhop", "--library", str(library), "serve", "--port", str(_free_port())],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        address = server.stdout.readline().split()[-1]
        layout = Layout(httpx.get(f"{address}/config", timeout=60).json())

        def load() -> Load:
            return Load(address, layout, articles)

        begin = time.perf_counter()
        await load().stay(random.Random(0), 2, 0)  # opens the library and loads the models
        print(
            f"first visitor after the start: {time.perf_counter() - begin:.1f} s, {_megabytes(server.pid)} MB",
            flush=True,
        )
        await _crowd(load(), args, f"{args.visitors} visitors")
        crowd = load()
        async with crowd.visitor() as owner:
            _, shown = await owner.start_batch(_batch_file(articles, folder))
            watching = asyncio.create_task(_watch(crowd, owner, shown))
            await _crowd(crowd, args, f"{args.visitors} visitors while a batch runs")
            watching.cancel()
            done = (await owner.look_at_batches(shown))[1]["jobs"][0]
            print(f"the batch: {done['note']}", flush=True)
            await owner.stop_batch(shown)
        await _many(load(), args.requests, server.pid)
    finally:
        server.terminate()
        server.wait()


async def _crowd(load: Load, args: argparse.Namespace, name: str) -> None:
    begin = time.perf_counter()
    await asyncio.gather(
        *(load.stay(random.Random(number), args.actions, args.think) for number in range(args.visitors))
    )
    seconds = time.perf_counter() - begin
    print(f"\n{name}, {seconds:.0f} s, {len(load.failures)} failures\n", *load.table(), sep="\n", flush=True)
    _name(load.failures)


async def _watch(load: Load, owner: Visitor, shown: dict[str, Any]) -> None:
    while True:
        seconds, shown = await owner.look_at_batches(shown)
        load.seconds["look at the batch"].append(seconds)
        await asyncio.sleep(1.5)


async def _many(load: Load, requests: int, pid: int) -> None:
    """`requests` in all from a few visitors at once, none of whom stays; memory as it goes."""
    memory: list[int] = []
    numbers = itertools.count()

    async def lane() -> None:
        while (number := next(numbers)) * _STAY < requests:
            await load.stay(random.Random(1000 + number), _STAY - 1, 0)
            memory.append(_megabytes(pid))

    begin = time.perf_counter()
    await asyncio.gather(*(lane() for _ in range(_AT_ONCE)))
    seconds = time.perf_counter() - begin
    steps = [memory[len(memory) * part // 10 - 1] for part in range(1, 11)]
    count = sum(map(len, load.seconds.values()))
    print(
        f"\n{count:,} requests, {count / seconds:.1f} a second, {len(load.failures)} failures\n",
        *load.table(),
        sep="\n",
    )
    print(f"\nresident memory after each tenth, MB: {', '.join(map(str, steps))}")
    _name(load.failures)


def _batch_file(articles: list[Article], folder: Path) -> Path:
    """More articles, no two alike, than are summarised while the visitors are there."""
    path = folder / "batch.jsonl"
    with path.open("w", encoding="utf-8") as file:
        number = 0
        while file.tell() < _BATCH_BYTES:
            text = f"{articles[number % len(articles)].text}\nHội nghị thứ {number} kết thúc lúc 17 giờ."
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
            number += 1
    return path


def _name(failures: list[str]) -> None:
    for failure in failures[:5]:
        print(f"  {failure}", flush=True)


def _megabytes(pid: int) -> int:
    return sum(map(resident, family(pid))) // 2**20


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    main()
