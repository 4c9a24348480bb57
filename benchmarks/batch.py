"""Memory and rate of `tinhop batch` as the input grows.

    python -m benchmarks.batch --counts 1000 10000 100000
    python -m benchmarks.batch --counts 1000 10000 --dump ../shared/data/vietnews/train.jsonl.xz
    python -m benchmarks.batch --counts 100000 --dump ../shared/data/vietnews/train.jsonl.xz --parts 2 --kills 3

Writes a dump of so many articles, the first of a given dump or short ones (parts of the samples, no two alike), runs
the command over it, and adds up the resident memory of all its processes twice a second. Memory that does not depend
on the input is flat: the last column is the peak over the second half of the output, divided by that over its second
tenth. A hundred thousand whole articles take an hour or two; with --parts each keeps the first few parts of its body
only, so that their number is tried and their length is not. With --kills the command is killed (SIGKILL) so often on
its way and goes on with --resume. However it went, every article must be there once, in its place.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from news import Article, read_inputs

SAMPLES = Path(__file__).parents[1] / "samples"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--sentences", type=int, default=4, help="of a short article")
    parser.add_argument("--dump", type=Path, help="real articles instead, of natural lengths (.jsonl.xz)")
    parser.add_argument("--parts", type=int, help="of each body in --dump; all of them where it is not given")
    parser.add_argument("--kills", type=int, default=0, help="so often the command is killed and goes on")
    args = parser.parse_args()
    print(described(args.dump, args.parts, args.sentences, args.kills))
    print("| articles | articles a second | peak, MB | second half / second tenth |\n| --- | --- | --- | --- |")
    for count in args.counts:
        with tempfile.TemporaryDirectory() as folder:
            source, out = Path(folder, "in.jsonl.xz"), Path(folder, "out.jsonl")
            rows = real_articles(args.dump, args.parts) if args.dump else short_articles(args.sentences)
            with lzma.open(source, "wt", encoding="utf-8", preset=1) as file:
                for number, row in enumerate(itertools.islice(rows, count)):
                    file.write(json.dumps({**row, "id": number}, ensure_ascii=False) + "\n")
            begin = time.perf_counter()
            memory = run(source, out, args.jobs, kill_at(count, args.kills))
            seconds = time.perf_counter() - begin
            with out.open(encoding="utf-8") as lines:
                written = 0
                for written, line in enumerate(lines, start=1):
                    assert json.loads(line)["id"] == written - 1
            assert written == count, f"{count:,} articles were asked for, {written:,} came out"
        early = max((held for done, held in memory if count // 10 <= done <= count // 5), default=0)
        late = max((held for done, held in memory if done >= count // 2), default=0)
        growth = f"{late / early:.2f}" if early else "too short"
        peak = max(held for _, held in memory) / 2**20
        print(f"| {count:,} | {count / seconds:.1f} | {peak:.0f} | {growth} |", flush=True)


def described(dump: Path | None, parts: int | None, sentences: int, kills: int) -> str:
    """What the figures are of, in a line."""
    if dump is None:
        articles = f"Short articles of {sentences + 1} sentences"
    else:
        articles = "Whole articles" if parts is None else f"Articles cut to the first {parts} parts of their bodies"
    return f"{articles}; the command killed {kills} times and gone on with --resume." if kills else f"{articles}."


def kill_at(count: int, kills: int) -> list[int]:
    """After how many lines the command is killed: once at random in each of equal stretches."""
    rng = random.Random(kills)
    return [int(count * (turn + rng.random()) / kills) for turn in range(kills)]


def real_articles(dump: Path, parts: int | None) -> Iterator[dict[str, object]]:
    """The rows of a dump, with so many parts of each body, or all."""
    with lzma.open(dump, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield row if parts is None else {**row, "body": row["body"][:parts]}


def short_articles(size: int) -> Iterator[dict[str, object]]:
    """Articles of so many sentences and one more."""
    return ({"text": text} for text in texts(size))


def texts(size: int) -> Iterator[str]:
    """Runs of sentences of the samples, each with a number that no other has."""
    articles = [item for item in read_inputs([str(SAMPLES)]) if isinstance(item, Article)]
    pieces = [
        article.sentence_texts()[first : first + size]
        for article in articles
        for first in range(0, max(len(article.sentences) - size, 1))
    ]
    for number in itertools.count():
        yield "\n".join([*pieces[number % len(pieces)], f"Hội nghị thứ {number} kết thúc lúc 17 giờ."])


def run(source: Path, out: Path, jobs: int, kills: list[int]) -> list[tuple[int, int]]:
    """Runs the command; lines written so far and resident bytes of its processes, twice a second."""
    command = [sys.executable, "-m", "tinhop", "batch", str(source), "--out", str(out), "--jobs", str(jobs)]
    memory: list[tuple[int, int]] = []
    while True:
        process = subprocess.Popen(command if not memory else [*command, "--resume"], stderr=subprocess.DEVNULL)
        lines = Lines(out)
        while process.poll() is None:
            memory.append((lines.count(), sum(map(resident, family(process.pid)))))
            if kills and memory[-1][0] >= kills[0]:
                process.kill()
                process.wait()
                break
            time.sleep(0.5)
        if not kills or memory[-1][0] < kills[0]:
            break
        kills = kills[1:]
    if process.returncode not in (0, 1):
        raise RuntimeError(f"tinhop batch ended with {process.returncode}")
    return memory


class Lines:
    """Counts the lines of a growing file, each once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = self._lines = 0

    def count(self) -> int:
        if self._path.exists():
            with self._path.open("rb") as file:
                file.seek(self._read)
                new = file.read()
            self._read, self._lines = self._read + len(new), self._lines + new.count(b"\n")
        return self._lines


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    found = [pid]
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += family(int(child))
    except OSError:
        pass  # it has ended meanwhile
    return found


def resident(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return int(fields[1]) * 4096


if __name__ == "__main__":
    main()
