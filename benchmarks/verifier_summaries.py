"""The verifier on 2,000 true summary sentences: what it catches when they are made false, what it rejects untouched.

    python -m benchmarks.verifier_summaries --data ../shared/data/vietnews

Half are sentences that tinhop itself shows (medium, the default models), half human abstracts' sentences whose facts
all stand in the body letter for letter, bare numbers with the thing that they count; both kinds state at least one
fact. Apart from these stand the abstracts' sentences met on the way whose number stands in the body before other
words only: "6 lần" where the body has "ngày 6". They come from Vietnews' validation split
without the articles of meetings_val.jsonl; a hash of the id puts an article into one of two halves, "dev", on whose
errors the rules may be mended, and "test", which is only counted. A corrupted sentence is caught where the article does
not support it; beside that stands what the summariser's own check catches, which also looks into the sentences that it
would cite ("cited"). Intervals are Wilson's, 95%; corruptions of one article are not quite independent.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.corruption import Corrupter, counted_alike, literally_held
from facts.cloze import Cloze
from facts.extract import extract
from facts.verify import SourceIndex
from index.gaps import GapReader
from models import load_profile
from news import Article, article_from_text
from news.sentences import split_sentences
from news.vietnamese import nfc
from summarizer import Length
from summarizer.align import Aligner
from summarizer.summarize import Summarizer

SHOWN, HUMAN, OTHERWISE = "shown by tinhop", "human abstract", "human abstract, number of something else in the body"
SURE = ("number", "date", "name")
_BATCH = 32


def articles(folder: Path, split: str) -> Iterator[dict[str, Any]]:
    """The rows of one half, ordered by the hash of their ids."""
    looked_at = {json.loads(line)["id"] for line in (folder / "meetings_val.jsonl").open(encoding="utf-8")}
    rows = []
    with lzma.open(folder / "val.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            digest = hashlib.sha256(row["id"].encode()).hexdigest()
            if row["id"] not in looked_at and row["body"] and (int(digest[-1], 16) % 2 == 0) == (split == "dev"):
                rows.append((digest, row))
    rows.sort(key=lambda pair: pair[0])
    return (row for _, row in rows)


class Remembering:
    """The shipped reader; what it has read once of an article, by itself or for a citation, it does not read again."""

    def __init__(self) -> None:
        self._reader = GapReader()
        self._known: dict[Cloze, list[float]] = {}

    def scores(self, clozes: Sequence[Cloze]) -> list[list[float]]:
        """See facts.cloze.ClozeReader."""
        new = [cloze for cloze in dict.fromkeys(clozes) if cloze not in self._known]
        self._known |= dict(zip(new, self._reader.scores(new), strict=True))
        return [self._known[cloze] for cloze in clozes]


READER = Remembering()


@dataclass(slots=True)
class Count:
    """Corruptions of one kind of one sort of sentence."""

    tried: int = 0
    article: int = 0
    cited: int = 0


@dataclass(slots=True)
class Group:
    """Sentences of one sort."""

    wanted: int
    sentences: int = 0
    rejected: int = 0
    rejected_cited: int = 0
    kinds: dict[str, Count] = field(default_factory=dict)
    excluded: Counter[str] = field(default_factory=Counter)


def measure(sentence: str, article: Article, index: SourceIndex, group: Group, rng: random.Random, show: bool) -> None:
    """Adds one true sentence and its corruptions to the counts of its group."""
    aligner = Aligner(article, reader=READER)
    verdict = index.verify(sentence)
    group.sentences += 1
    group.rejected += not verdict.supported
    group.rejected_cited += not aligner.verify(sentence, aligner.sources(sentence)).supported
    if not verdict.supported:
        if show:
            said = ", ".join(f"{fact.kind.value} {fact.surface}" for fact in verdict.unsupported)
            print(f"REJECTED for {said}: {sentence}")
        return
    corrupter = Corrupter(article.text, rng)
    for kind, corrupted in corrupter.corruptions(sentence):
        count = group.kinds.setdefault(kind, Count())
        caught = not index.verify(corrupted).supported
        count.tried += 1
        count.article += caught
        count.cited += caught or not aligner.verify(corrupted, aligner.sources(corrupted)).supported
        if show and not caught:
            print(f"MISSED {kind}: {corrupted}\n    was: {sentence}")
    group.excluded += corrupter.excluded


def run(rows: Iterator[dict[str, Any]], groups: dict[str, Group], seed: int, show: bool) -> int:
    """Fills the groups; gives the number of articles that this took."""
    summarizer, used = Summarizer(load_profile("embedded"), reader=READER), 0
    while batch := list(islice(rows, _BATCH)):
        if all(groups[name].sentences >= groups[name].wanted for name in (SHOWN, HUMAN)):
            break
        made = [article_from_text("\n".join(row["body"]), title=row["title"], cleaning=False) for row in batch]
        wanted = groups[SHOWN].sentences < groups[SHOWN].wanted
        shown = list(summarizer.summarize_many(made, length=Length.MEDIUM)) if wanted else [None] * len(made)
        for row, article, summary in zip(batch, made, shown, strict=True):
            rng = random.Random(f"{seed}-{row['id']}")
            index = SourceIndex(article.text, READER, article.title or "")
            held = [text for text in _sentences(row["abstract"]) if literally_held(text, article.text)]
            counted = [text for text in held if counted_alike(text, article.text)]
            sentences = {
                SHOWN: [sentence.text for sentence in summary.sentences] if summary else [],
                HUMAN: counted,
                OTHERWISE: [text for text in held if text not in counted],
            }
            for name, texts in sentences.items():
                for text in texts:
                    if extract(text) and groups[name].sentences < groups[name].wanted:
                        measure(text, article, index, groups[name], rng, show)
            used += 1
    return used


def _sentences(abstract: str) -> list[str]:
    text = nfc(abstract)
    return [text[span.start : span.end] for span in split_sentences(text)]


def interval(part: int, whole: int) -> str:
    """A share with Wilson's 95% interval."""
    if not whole:
        return "-"
    z, share = 1.96, part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return f"{share:6.1%} ({middle - half:.1%} to {middle + half:.1%})"


def report(groups: dict[str, Group]) -> None:
    """Prints the table: each sort of sentence, then all."""
    counted = {name: group for name, group in groups.items() if name != OTHERWISE}
    for name, group in [*groups.items(), ("both together", _together(counted))]:
        print(f"\n{name}: {group.sentences} true sentences")
        kinds = dict(sorted(group.kinds.items()))
        for label, chosen in (("number, date, name", SURE), ("everything", ("",))):
            parts = [count for kind, count in group.kinds.items() if any(word in kind for word in chosen)]
            total = Count(*(sum(getattr(count, part) for count in parts) for part in ("tried", "article", "cited")))
            kinds[label] = total
        for kind, count in kinds.items():
            print(f"  {kind:28} {count.article:5} of {count.tried:5} {interval(count.article, count.tried)}", end="")
            print(f"; cited {count.cited / max(1, count.tried):.1%}")
        print(f"  true ones rejected: {group.rejected} {interval(group.rejected, group.sentences)}", end="")
        print(f"; cited {group.rejected_cited / max(1, group.sentences):.1%}")
        for why, number in group.excluded.most_common():
            print(f"  drawn and put back as no corruption: {why}: {number}")


def _together(groups: dict[str, Group]) -> Group:
    total = Group(0)
    for group in groups.values():
        total.sentences += group.sentences
        total.rejected += group.rejected
        total.rejected_cited += group.rejected_cited
        total.excluded += group.excluded
        for kind, count in group.kinds.items():
            whole = total.kinds.setdefault(kind, Count())
            whole.tried += count.tried
            whole.article += count.article
            whole.cited += count.cited
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with val.jsonl.xz and meetings_val.jsonl")
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--sentences", type=int, default=2000)
    parser.add_argument("--skip", type=int, default=0, metavar="N", help="leave out the first N articles of the half")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print what is missed or wrongly rejected; dev only")
    args = parser.parse_args()
    if args.show and args.split == "test":
        parser.error("the errors of the test half are not looked at; use --split dev")
    half = args.sentences // 2
    groups = {SHOWN: Group(half), HUMAN: Group(half), OTHERWISE: Group(half)}
    used = run(islice(articles(args.data, args.split), args.skip, None), groups, args.seed, args.show)
    print(f"{used} articles of the {args.split} half")
    report(groups)


if __name__ == "__main__":
    main()
