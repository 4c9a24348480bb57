"""Kills a process that changes a library, again and again, and looks whether anything was lost.

    python -m benchmarks.faults --kills 200

(benchmarks/results/faults.jsonl: four runs of 50 kills, seeds 1 to 4, on a busy machine.)

    python -m benchmarks.faults --kills 40 --exact 200          # vectors by codes from 200 on, not from 20,000
    python -m benchmarks.faults --kills 10 --base 21000         # over an archive that has so many articles before

A child adds, replaces, removes, repairs (embedding all again with another embedder) and searches, and says before each
change what it is about to do and after it that it is done. It is killed (SIGKILL) at a random moment, a second process
opens the library, and then must find:

- `check` without a problem;
- every article whose change was acknowledged, in its last revision, by a search for a word that only it has;
- no article that was acknowledged as removed;
- of a change that was under way, the state before it or after it, nothing else.

SIGKILL ends the process, not the machine: what the system had not yet written to the disk at a power cut is up to
SQLite's full synchronisation and is not tried here.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import numpy.typing as npt

from index import Library, vector_files
from index.dense import FaissIndex
from index.store import Store
from news import Article, article_from_text
from news.vietnamese import syllables

_ROUND_LINES = 24
_LAST_WAIT = 0.03
_BODY = (
    "Hội nghị giao ban của tỉnh nghe báo cáo về giải ngân vốn đầu tư công, thống nhất giao các sở rà soát từng dự án."
)
_WORDS = [
    a + b for a in "b c ch d đ g h kh l m n ng nh ph qu s t th tr v".split() for b in "a an at âu e i ơn ua".split()
]
State = dict[int, int | None]
"""The revision of each article by its number; None for one that was removed."""


class CountingEmbedder:
    """Counts syllables in buckets: quick, and the same everywhere."""

    dimension = 16

    def __init__(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        out = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in syllables(text):
                out[row, sum(map(ord, word + self.fingerprint)) % self.dimension] += 1
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        return out / np.where(norms > 0, norms, 1)


@dataclass
class Report:
    """What was tried and what was found.

    Attributes:
        killed_during: kills by what the child was about.
        acknowledged: changes that were acknowledged in all.
        found: articles looked for and found.
        faults: what was lost or wrong; empty when all is well.
    """

    kills: int = 0
    killed_during: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    found: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


def run(folder: Path, kills: int, seed: int, base: int = 0) -> Report:
    """Kills so many children that work on the library in a folder, and checks it after each.

    Args:
        base: articles that are in it before.
    """
    rng = random.Random(seed)
    report = Report()
    begin = time.perf_counter()
    known: State = dict.fromkeys(range(1, base + 1), 1)
    if base:
        with Library.open(folder, CountingEmbedder("a")) as library:
            for _ in library.add_many(_article(number, 1, base) for number in known):
                pass
            library.catch_up()
    for round_number in range(kills):
        child_seed = rng.randrange(2**32)
        child, said = _fork(partial(_change, folder, child_seed, known, base))
        lines = _killed(child, said, rng.randint(0, _ROUND_LINES), rng.uniform(0, _LAST_WAIT))
        report.kills += 1
        possible = _possible(known, lines, report)
        checker, answer = _fork(partial(_check, folder, possible, child_seed))
        text = answer.read()
        os.waitpid(checker, 0)
        try:
            result = json.loads(text)
        except ValueError:
            report.faults.append(f"round {round_number}: the check itself failed")
            break
        known = {int(number): revision for number, revision in result["state"].items()}
        report.found += result["found"]
        report.faults += [f"round {round_number}: {fault}" for fault in result["faults"]]
    report.seconds = round(time.perf_counter() - begin, 1)
    return report


def _fork(work: Callable[[TextIO], None]) -> tuple[int, TextIO]:
    """A child process that does some work and can write to the stream that is returned."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            with os.fdopen(writing, "w", buffering=1) as out:
                work(out)
            code = 0
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        finally:
            os._exit(code)
    os.close(writing)
    return child, os.fdopen(reading)


def _killed(child: int, said: TextIO, lines: int, wait: float) -> list[str]:
    """Lets a child say some lines, waits a little more, kills it; returns all that it had said."""
    heard = []
    while len(heard) < lines and (line := said.readline()):
        heard.append(line)
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    heard += said.readlines()
    os.waitpid(child, 0)
    said.close()
    return [line.rstrip("\n") for line in heard if line.endswith("\n")]


def _article(number: int, revision: int, base: int) -> Article:
    """Those of the base are all of other words; the others are copies of one story."""
    body = _BODY if number > base else " ".join(random.Random(number).choices(_WORDS, k=30)) + "."
    return article_from_text(
        f"Phiên họp mã{number}x{revision} bàn việc thứ {number * 7 + revision}. {body}",
        title=f"Phiên họp thứ {number}",
        url=f"https://bao.example/{number}",
    )


def _change(folder: Path, seed: int, known: State, base: int, out: TextIO) -> None:
    """Changes the library until it is killed. Says "about KIND N REVISION …" and "done N REVISION"."""
    rng = random.Random(seed)
    state = dict(known)

    def say(*words: object) -> None:
        out.write(" ".join(map(str, words)) + "\n")

    say("about", "open")
    library = Library.open(folder, CountingEmbedder(_fingerprint(folder)), any_embedder=True)
    while True:
        present = [number for number, revision in state.items() if revision is not None]
        kind = rng.choices(["add", "replace", "remove", "search", "repair"], [6, 4, 3, 2, 1])[0]
        if kind in ("add", "replace"):
            fresh = len(state) + 1
            numbers: Sequence[int] = range(fresh, fresh + rng.randint(1, 8))
            if kind == "replace":
                numbers = rng.sample(present, min(3, len(present)))
            wanted = {number: (state.get(number) or 0) + 1 for number in numbers}
            if not wanted:
                continue
            say("about", kind, *(part for pair in wanted.items() for part in pair))
            for (number, revision), _ in zip(
                wanted.items(), library.add_many(_article(*pair, base) for pair in wanted.items()), strict=True
            ):
                say("done", number, revision)
                state[number] = revision
        elif kind == "remove" and present:
            number = rng.choice(present)
            say("about", kind, number, 0)
            library.remove([_article(number, state[number] or 0, base).id])
            say("done", number, 0)
            state[number] = None
        elif kind == "search" and present:
            say("about", kind)
            library.search(f"mã{rng.choice(present)}", 3)
        elif kind == "repair":
            say("about", kind)
            library.close()
            other = "b" if _fingerprint(folder) == "a" else "a"
            library = Library.open(folder, CountingEmbedder(other), any_embedder=True)
            library.repair()
            say("repaired")


def _fingerprint(folder: Path) -> str:
    """Of the embedder that made the library's vectors."""
    if not (folder / "library.sqlite").exists():
        return "a"
    store = Store(folder / "library.sqlite")
    found = store.meta("embedder")
    store.close()
    return found or "a"


def _possible(known: State, lines: list[str], report: Report) -> dict[int, list[int | None]]:
    """The revisions that each article may have after what a child said; one where it was acknowledged."""
    possible: dict[int, list[int | None]] = {number: [revision] for number, revision in known.items()}
    about = "start"
    for line in lines:
        words = line.split()
        if words[0] == "about":
            about = words[1]
            numbers = list(map(int, words[2:]))
            for number, revision in zip(numbers[::2], numbers[1::2], strict=True):
                possible.setdefault(number, [None]).append(revision or None)
        elif words[0] == "done":
            possible[int(words[1])] = [int(words[2]) or None]
            report.acknowledged += 1
    report.killed_during[about] += 1
    return possible


def _check(folder: Path, possible: dict[int, list[int | None]], seed: int, out: TextIO) -> None:
    """Opens the library and writes what is there, what was found, and what is wrong, as JSON."""
    rng = random.Random(seed)
    faults: list[str] = []
    library = Library.open(folder, CountingEmbedder(_fingerprint(folder)))
    faults += library.check().problems
    state: State = dict.fromkeys(possible)
    for row in library.articles():
        number, revision = map(int, row.opening.split(" bàn")[0].removeprefix("Phiên họp mã").split("x"))
        if state.get(number) is not None:
            faults.append(f"article {number} is there twice")
        state[number] = revision
    for number, revision in state.items():
        if revision not in possible.get(number, [None]):
            faults.append(f"article {number} has revision {revision}, and may have {possible.get(number)}")
    changed = [number for number, revisions in possible.items() if len(revisions) > 1]
    looked_for = changed + rng.sample(sorted(state), min(25, len(state)))
    found = 0
    for number in dict.fromkeys(looked_for):
        revision = state[number]
        hits = {hit.text.split(" bàn")[0] for hit in library.search(f'"mã{number}x{revision or 1}"', 3)}
        wanted = {f"Phiên họp mã{number}x{revision}"} if revision is not None else set()
        if hits != wanted:
            faults.append(f"a search for article {number}, revision {revision}, gives {sorted(hits)}")
        found += bool(wanted)
    library.close()
    json.dump({"state": state, "found": found, "faults": faults}, out)


def _compare_exactly_up_to(rows: int) -> None:
    """Makes codes serve small archives too, so that many kills meet them."""
    for function in (FaissIndex.__init__, vector_files.load):
        function.__defaults__ = (*function.__defaults__[:-1], rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--base", type=int, default=0, help="articles that are there before")
    parser.add_argument("--exact", type=int, help="compare all vectors up to so many, and by codes above")
    parser.add_argument("--library", type=Path, help="a new folder; a temporary one where it is not given")
    arguments = parser.parse_args()
    if arguments.exact is not None:
        _compare_exactly_up_to(arguments.exact)
    folder = arguments.library or Path(tempfile.mkdtemp(prefix="tinhop-faults-"))
    report: dict[str, Any] = vars(run(folder, arguments.kills, arguments.seed, arguments.base))
    if arguments.library is None:
        shutil.rmtree(folder)
    print(json.dumps(report, ensure_ascii=False))
    sys.exit(1 if report["faults"] else 0)


if __name__ == "__main__":
    main()
