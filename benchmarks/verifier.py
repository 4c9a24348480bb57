"""Measures the verifier: corrupts true sentences by rule and counts how many it catches and how many true ones it
rejects.

    python -m benchmarks.verifier --data ../shared/data/vietnews/meetings_val.jsonl

The data is JSON Lines with "id", "abstract" and "body" (a list of sentences). Articles with an even id are for
development ("dev"), the others are held out ("test"). Two sets of true sentences are corrupted: body sentences checked
against their own article, and human abstracts that the verifier finds supported by the body. How they are corrupted
says benchmarks/corruption.py. True abstracts whose every fact stands in the body letter for letter should all pass;
those rejected are counted.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.corruption import Corrupter, literally_held
from facts.verify import SourceIndex


@dataclass(slots=True)
class Half:
    """The counts of one half of the articles."""

    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    caught: Counter[tuple[str, str]] = field(default_factory=Counter)
    sentences: int = 0
    sentences_rejected: int = 0
    abstracts: int = 0
    abstracts_rejected: int = 0
    excluded: Counter[str] = field(default_factory=Counter)


def measure(row: dict[str, Any], half: Half, rng: random.Random, show: str | None) -> tuple[int, float]:
    """Adds one article to the counts; gives the verdicts made on body sentences and the seconds that they took."""
    article = "\n".join(row["body"])
    index = SourceIndex(article)
    index.verify(row["abstract"])  # what the index makes on first use is not counted
    start = time.process_time()
    verdicts = [index.verify(sentence) for sentence in row["body"]]
    seconds = time.process_time() - start
    half.sentences += len(verdicts)
    half.sentences_rejected += sum(not verdict.supported for verdict in verdicts)
    if literally_held(row["abstract"], article):
        half.abstracts += 1
        verdict = index.verify(row["abstract"])
        if not verdict.supported:
            half.abstracts_rejected += 1
            if show == "rejected":
                said = ", ".join(f"{fact.kind.value} {fact.surface}" for fact in verdict.unsupported)
                print(f"  rejected for {said}: {row['abstract']}")
    corrupter = Corrupter(article, rng)
    for label, sentences in (
        ("body", rng.sample(row["body"], min(4, len(row["body"])))),
        ("abstract", [row["abstract"]]),
    ):
        for sentence in sentences:
            if not index.verify(sentence).supported:
                continue
            for kind, corrupted in corrupter.corruptions(sentence):
                half.tried[label, kind] += 1
                if not index.verify(corrupted).supported:
                    half.caught[label, kind] += 1
                elif show == kind:
                    print(f"  {label}: {corrupted}\n    was: {sentence}")
    half.excluded += corrupter.excluded
    return len(verdicts), seconds


def report(name: str, half: Half) -> None:
    print(f"\n{name}")
    for label, kind in sorted(half.tried):
        tried, caught = half.tried[label, kind], half.caught[label, kind]
        print(f"  {label:8} {kind:28} {caught:5} of {tried:5}  {caught / tried:6.1%}")
    for what, kinds in (("number, date, name", ("number", "date", "name")), ("everything", ("",))):
        keys = [key for key in half.tried if any(kind in key[1] for kind in kinds)]
        tried, caught = sum(half.tried[key] for key in keys), sum(half.caught[key] for key in keys)
        print(f"  {'all':8} {what:28} {caught:5} of {tried:5}  {caught / max(1, tried):6.1%}")
    for why, count in half.excluded.most_common():
        print(f"  drawn and put back as no corruption: {why}: {count}")
    print(f"  true body sentences rejected: {half.sentences_rejected} of {half.sentences}", end="")
    print(f" ({half.sentences_rejected / max(1, half.sentences):.2%})")
    print(f"  true abstracts, facts all in the body, rejected: {half.abstracts_rejected} of {half.abstracts}", end="")
    print(f" ({half.abstracts_rejected / max(1, half.abstracts):.1%})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=349)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--split", choices=("dev", "test"), help="one half only")
    parser.add_argument("--show", metavar="KIND", help='print missed corruptions of this kind, or what was "rejected"')
    args = parser.parse_args()
    rng = random.Random(args.seed)
    halves = {name: Half() for name in ("dev", "test") if args.split in (None, name)}
    count, seconds = 0, 0.0
    for line in args.data.read_text("utf-8").splitlines()[: args.limit]:
        row = json.loads(line)
        half = halves.get("test" if int(row["id"]) % 2 else "dev")
        if half is not None:
            verdicts, took = measure(row, half, rng, args.show)
            count, seconds = count + verdicts, seconds + took
    for name, half in halves.items():
        report(name, half)
    print(f"\n{1000 * seconds / max(1, count):.2f} ms of processor time for each body sentence")


if __name__ == "__main__":
    main()
