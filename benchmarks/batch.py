"""Memory and rate of `tinhop batch` as the input grows.

    python -m benchmarks.batch --counts 1000 10000 100000
    python -m benchmarks.batch --counts 1000 10000 --dump ../shared/data/vietnews/train.jsonl.xz

Writes a dump of so many articles, the first of a given dump or short ones (parts of the samples, no two alike), runs
the command over it, and adds up the resident memory of all its processes twice a second. Memory that does not depend
on the input is flat: the last column is the peak over the second half of the output, divided by that over its second
tenth.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
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
    args = parser.parse_args()
    print("| articles | articles a second | peak, MB | second half / second tenth |\n| --- | --- | --- | --- |")
    for count in args.counts:
        with tempfile.TemporaryDirectory() as folder:
            source, out = Path(folder, "in.jsonl.xz"), Path(folder, "out.jsonl")
            rows = real_articles(args.dump) if args.dump else short_articles(args.sentences)
            with lzma.open(source, "wt", encoding="utf-8", preset=1) as file:
                for number, row in enumerate(itertools.islice(rows, count)):
                    file.write(json.dumps({**row, "id": number}, ensure_ascii=False) + "\n")
            begin = time.perf_counter()
            memory = run(source, out, args.jobs)
            seconds = time.perf_counter() - begin
            with out.open(encoding="utf-8") as lines:
                written = 0
                for written, line in enumerate(lines, start=1):
                    assert json.loads(line)["id"] == written - 1
            assert written == count, f"{count:,} articles were asked for, {written:,} came out"
        size = memory[-1][0]
        early = max((held for done, held in memory if size // 10 <= done <= size // 5), default=0)
        late = max(held for done, held in memory if done >= size // 2)
        growth = f"{late / early:.2f}" if early else "too short"
        peak = max(held for _, held in memory) / 2**20
        print(f"| {count:,} | {count / seconds:.1f} | {peak:.0f} | {growth} |", flush=True)


def real_articles(dump: Path) -> Iterator[dict[str, object]]:
    """The rows of a dump, as it has them."""
    with lzma.open(dump, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


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


def run(source: Path, out: Path, jobs: int) -> list[tuple[int, int]]:
    """Runs the command; bytes written so far and resident bytes of its processes, twice a second."""
    command = [sys.executable, "-m", "tinhop", "batch", str(source), "--out", str(out), "--jobs", str(jobs)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    memory = []
    while process.poll() is None:
        memory.append((out.stat().st_size if out.exists() else 0, sum(map(resident, family(process.pid)))))
        time.sleep(0.5)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"tinhop batch ended with {process.returncode}")
    return memory


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
