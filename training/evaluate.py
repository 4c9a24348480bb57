"""Measures the summaries of the embedded models on fixed validation articles and prints a Markdown table.

    python -m training.evaluate --data ../shared/data --size 2000

Rows: the first sentences; LexRank and TextRank where sumy is installed; what no choice of sentences exceeds; the
selector alone; what the product writes with and without the writer. Unsupported facts are counted by our own verifier
(facts.SourceIndex) against title and body, in facts per 1,000 summaries.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from evaluation.rouge import Scale, mean_rouge, rouge, tokens
from facts.verify import SourceIndex
from models import load_profile
from news import Article, article_from_text
from summarizer import Length
from summarizer.selector import Selector
from summarizer.summarize import Summarizer
from training.baselines import oracle, ranked
from training.data import Record, validation_sample

WHERE_SURE, ALWAYS = -0.3, -99.0  # least log probability per token of a hypothesis that is shown


def article_of(record: Record, *, titled: bool) -> Article:
    return article_from_text("\n".join(record.body), title=record.title if titled else None, cleaning=False)


def product(records: list[Record], *, titled: bool, length: Length, least_score: float | None) -> list[list[str]]:
    """The sentences that the product writes about the bodies; `least_score` None keeps the profile's own."""
    profile = load_profile("embedded")
    if least_score is not None:
        profile = replace(profile, writer=replace(profile.writer, least_score=least_score))
    articles = (article_of(record, titled=titled) for record in records)
    summaries = Summarizer(profile).summarize_many(articles, length=length)
    return [[sentence.text for sentence in summary.sentences] for summary in summaries]


def row(name: str, summaries: list[list[str]], records: list[Record]) -> dict[str, object]:
    texts = [" ".join(sentences) for sentences in summaries]
    syllables = mean_rouge(rouge(t, r.abstract) for t, r in zip(texts, records, strict=True))
    published = mean_rouge(rouge(t, r.abstract, Scale.AS_PUBLISHED) for t, r in zip(texts, records, strict=True))
    unsupported = 0
    for sentences, record in zip(summaries, records, strict=True):
        source = SourceIndex("\n".join([record.title, *record.body]))
        unsupported += sum(len(source.verify(sentence).unsupported) for sentence in sentences)

    def percent(score: object) -> str:
        return "/".join(f"{100 * getattr(score, part):.1f}" for part in ("r1", "r2", "rl"))

    return {
        "summary": name,
        "syllables": percent(syllables),
        "as published": percent(published),
        "length": round(sum(len(tokens(t)) for t in texts) / len(texts), 1),
        "unsupported per 1,000": round(1000 * unsupported / len(texts)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("--writer-size", type=int, default=300, help="articles for the rows that run the writer")
    parser.add_argument("--out", type=Path, default=Path("training/results/summaries.json"))
    args = parser.parse_args()
    records = validation_sample(args.data)[: args.size]
    selector = Selector.load(load_profile("embedded").selector.local_path())

    def selected(record: Record, count: int) -> list[str]:
        return [record.body[i] for i in selector.select(record.body, record.title, max_sentences=count)]

    rows = [
        row("first sentence", [list(r.body[:1]) for r in records], records),
        row("first two sentences", [list(r.body[:2]) for r in records], records),
    ]
    if find_spec("sumy"):
        for method in ("LexRank", "TextRank"):
            for count in (1, 2):
                name = f"{method}, {count} sentence{'s' * (count > 1)}"
                rows.append(row(name, [ranked(method, r.body, count) for r in records], records))
    rows += [
        row("oracle: the sentence nearest to the abstract", [oracle(r.body, r.abstract, 1) for r in records], records),
        row("oracle: one or two sentences", [oracle(r.body, r.abstract, 2) for r in records], records),
        row("best sentence of the selector", [selected(r, 1) for r in records], records),
        row("best two sentences of the selector", [selected(r, 2) for r in records], records),
    ]
    few = records[: args.writer_size]
    for titled in (True, False):
        title = "with title" if titled else "without title"
        for length in (Length.SHORT, Length.MEDIUM):
            written = product(records, titled=titled, length=length, least_score=None)
            rows.append(row(f"tinhop {length.value}, {title}", written, records))
            print(rows[-1], flush=True)
        for name, least in (("the same", None), ("writer where sure", WHERE_SURE), ("writer always", ALWAYS)):
            written = product(few, titled=titled, length=Length.MEDIUM, least_score=least)
            rows.append(row(f"first {len(few)} only, medium, {name}, {title}", written, few))
            print(rows[-1], flush=True)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("| " + " | ".join(rows[0]) + " |\n|" + " --- |" * len(rows[0]))
    for item in rows:
        print("| " + " | ".join(str(value) for value in item.values()) + " |")


if __name__ == "__main__":
    main()
