"""Measures the verifier: corrupts true sentences by rule and counts how many it catches and how many true ones it
rejects.

    python -m benchmarks.verifier --data ../shared/data/vietnews/meetings_val.jsonl

The data is JSON Lines with "id", "abstract" and "body" (a list of sentences). Articles with an even id are for
development ("dev"), the others are held out ("test"). Two sets of true sentences are corrupted: body sentences checked
against their own article, and human abstracts that the verifier finds supported by the body. A corruption replaces one
fact by another of the same article, or changes a digit, a day or month, a unit; drops a "không"; or gives a statement
to another speaker of the article. True abstracts whose every fact stands in the body letter for letter should all pass;
those rejected are counted.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation.rouge import tokens
from facts import FactKind, SourceIndex, extract
from facts.attribution import speakers_in
from facts.names import NameReader
from facts.types import Fact

_DIGIT = re.compile(r"\d")
_UNITS = {
    "tỷ": "triệu",
    "tỉ": "triệu",
    "triệu": "tỷ",
    "%": " ha",
    "km": "m",
    "ha": "km2",
    "ngày": "tháng",
    "năm": "tháng",
    "tháng": "năm",
}
_NOT = re.compile(r"(?<=\s)(?:không|chưa)\s(?!chỉ|những|ngừng|gian|khí)")


def corruptions(sentence: str, article: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Kind and text of each corruption that the sentence allows, one of each kind."""
    here, there = extract(sentence), extract(article)
    for kind in (FactKind.NAME, FactKind.NUMBER, FactKind.DATE):
        swapped = _swap(sentence, kind, here, there, rng)
        if swapped:
            yield f"{kind.value} of the same article", swapped
    for kind, label in ((FactKind.NUMBER, "digit of a number"), (FactKind.DATE, "digit of a date")):
        changed = _change_digit(sentence, [fact for fact in here if fact.kind is kind], rng)
        if changed:
            yield label, changed
    foreign = _foreign_name(sentence, here, article, rng)
    if foreign:
        yield "name from elsewhere", foreign
    unit = _change_unit(sentence, here)
    if unit:
        yield "unit", unit
    negation = _NOT.search(sentence)
    if negation:
        yield "negation dropped", sentence[: negation.start()] + sentence[negation.end() :]
    speaker = _other_speaker(sentence, article, rng)
    if speaker:
        yield "speaker", speaker


def _replace(sentence: str, fact: Fact, text: str) -> str:
    return sentence[: fact.start] + text + sentence[fact.end :]


def _swap(
    sentence: str, kind: FactKind, here: tuple[Fact, ...], there: tuple[Fact, ...], rng: random.Random
) -> str | None:
    mine = [fact for fact in here if fact.kind is kind]
    if not mine:
        return None
    fact = rng.choice(mine)
    sort = _sort(fact)
    said = {other.value for other in here}
    others = [f for f in there if f.kind is kind and _sort(f) == sort and f.value not in said and not _nested(f, here)]
    return _replace(sentence, fact, rng.choice(others).surface) if others else None


def _nested(fact: Fact, here: tuple[Fact, ...]) -> bool:
    """Whether one name is part of the other ("Hưng", "Đỗ Trọng Hưng"): exchanging them states nothing false."""
    return any(fact.value in other.value or other.value in fact.value for other in here if other.kind is fact.kind)


def _sort(fact: Fact) -> str:
    """Names change places with names of their sort: a person with a person, a place with a place."""
    if fact.kind is not FactKind.NAME:
        return ""
    reader = NameReader(fact.surface)
    if reader.organisations():
        return "organisation"
    return "place" if reader.places() else "person"


def _change_digit(sentence: str, facts: list[Fact], rng: random.Random) -> str | None:
    facts = [fact for fact in facts if _DIGIT.search(fact.surface)]
    if not facts:
        return None
    fact = rng.choice(facts)
    match = rng.choice(list(_DIGIT.finditer(fact.surface)))
    digit = rng.choice([d for d in "123456789" if d != match.group()])
    surface = fact.surface[: match.start()] + digit + fact.surface[match.end() :]
    changed = _replace(sentence, fact, surface)
    # "29/2" changed to "39/2" is no date any more; a reader of the summary would see that, so it does not count.
    values = {f.value for f in extract(changed) if f.kind is fact.kind}
    return changed if values - {f.value for f in facts} else None


_ELSEWHERE = ("Trần Quốc Khải", "Lê Thị Hồng Vân", "Phạm Đình Lộc", "Sóc Trăng", "Bắc Kạn", "Tuyên Quang", "Cà Mau")


def _foreign_name(sentence: str, here: tuple[Fact, ...], article: str, rng: random.Random) -> str | None:
    names = [fact for fact in here if fact.kind is FactKind.NAME]
    others = [name for name in _ELSEWHERE if name not in article]
    return _replace(sentence, rng.choice(names), rng.choice(others)) if names and others else None


def _change_unit(sentence: str, here: tuple[Fact, ...]) -> str | None:
    for fact in here:
        if fact.kind is FactKind.NUMBER:
            for unit, other in _UNITS.items():
                if re.search(rf"{re.escape(unit)}(?!\w)", fact.surface) and _DIGIT.search(fact.surface):
                    return _replace(sentence, fact, re.sub(rf"{re.escape(unit)}(?!\w)", other, fact.surface, count=1))
    return None


def _other_speaker(sentence: str, article: str, rng: random.Random) -> str | None:
    reader = NameReader(sentence)
    speakers = speakers_in(sentence, 0, len(sentence), reader.persons())
    if len(speakers) != 1 or speakers[0].title:
        return None
    said = {person.name for person in reader.persons()}
    others = [p for p in NameReader(article).persons() if not any(p.name in name or name in p.name for name in said)]
    if not others:
        return None
    speaker = speakers[0]
    return sentence[: speaker.start] + rng.choice(others).name + sentence[speaker.end :]


def literally_held(sentence: str, article: str) -> bool:
    """Whether every fact and capitalised word of the sentence stands in the article, case and tone placement aside.

    A plain search that shares nothing with the verifier, so that the two can be held against each other.
    """
    body = " ".join(tokens(article))
    capitals = [word for word in re.findall(r"\w+", sentence)[1:] if word[0].isupper()]
    said = [fact.surface for fact in extract(sentence)] + capitals
    return all(f" {' '.join(tokens(words))} " in f" {body} " for words in said)


@dataclass(slots=True)
class Half:
    """The counts of one half of the articles."""

    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    caught: Counter[tuple[str, str]] = field(default_factory=Counter)
    sentences: int = 0
    sentences_rejected: int = 0
    abstracts: int = 0
    abstracts_rejected: int = 0


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
    for label, sentences in (
        ("body", rng.sample(row["body"], min(4, len(row["body"])))),
        ("abstract", [row["abstract"]]),
    ):
        for sentence in sentences:
            if not index.verify(sentence).supported:
                continue
            for kind, corrupted in corruptions(sentence, article, rng):
                half.tried[label, kind] += 1
                if not index.verify(corrupted).supported:
                    half.caught[label, kind] += 1
                elif show == kind:
                    print(f"  {label}: {corrupted}\n    was: {sentence}")
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
