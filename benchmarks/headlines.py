"""Headlines for validation articles whose title is hidden, against that title.

    python -m benchmarks.headlines --data ../shared/data --size 600           # Vietnews' bodies
    python -m benchmarks.headlines --data ../shared/data --size 600 --lead    # their leads in front, as on the page

Rows: the first sentence, whole and cut to 16 syllables; the selector's best sentence; tinhop's headlines; and the
others again on the articles that tinhop offers a headline for. Lengths in syllables; unsupported facts by
facts.SourceIndex against the body. The articles are of the validation split but not of its fixed sample, on which the
rules were looked at.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from evaluation.rouge import mean_rouge, rouge, tokens
from facts.verify import SourceIndex
from models import load_profile
from news import Article, article_from_text
from summarizer import Length
from summarizer.summarize import Summarizer
from tinhop.output import show_table
from training.corpus import SEED
from training.data import Record, read_vietnews, validation_sample

_CUT = 16


def fresh_sample(data: Path, size: int) -> list[Record]:
    """Random articles of the validation split that the fixed sample leaves out, in file order."""
    known = {record.id for record in validation_sample(data)}
    rest = [r for r in read_vietnews(data / "vietnews" / "val.jsonl.xz") if r.id not in known and r.title]
    chosen = set(random.Random(SEED).sample(range(len(rest)), min(size, len(rest))))
    return [record for i, record in enumerate(rest) if i in chosen]


def article_of(record: Record) -> Article:
    """The article's text without its title."""
    return article_from_text("\n".join(record.body), cleaning=False)


def cut(text: str) -> str:
    """The first 16 syllables."""
    return " ".join(text.split()[:_CUT])


@cache
def source_of(record: Record) -> SourceIndex:
    return SourceIndex("\n".join(record.body))


def row(name: str, headlines: Sequence[str], records: Sequence[Record]) -> list[object]:
    score = mean_rouge(rouge(text, record.title) for text, record in zip(headlines, records, strict=True))
    lengths = [len(tokens(text)) for text in headlines]
    unsupported = sum(
        len(source_of(record).verify(text).unsupported) for text, record in zip(headlines, records, strict=True)
    )
    count = max(len(records), 1)
    fits = sum(8 <= length <= 18 for length in lengths)
    return [
        name,
        len(records),
        "/".join(f"{100 * value:.1f}" for value in score.values),
        f"{sum(lengths) / count:.1f}",
        f"{100 * fits / count:.0f}%",
        f"{1000 * unsupported / count:.0f}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--size", type=int, default=600)
    parser.add_argument("--lead", action="store_true", help="texts begin with the article's lead")
    parser.add_argument("--show", type=int, default=0, help="headlines to print, to be read")
    args = parser.parse_args()
    records, articles = [], []
    for found in fresh_sample(args.data, args.size):
        record = replace(found, body=(found.abstract, *found.body)) if args.lead else found
        article = article_of(record)
        if article.title is None:  # else the first line passed for a title
            records.append(record)
            articles.append(article)
    summarizer = Summarizer(load_profile("embedded"))
    summaries = list(summarizer.summarize_many(articles, length=Length.SHORT))
    best = []
    for article in articles:
        scores = summarizer.plan(article, Length.SHORT).scores
        best.append(article.sentence(int(scores.argmax())) if len(scores) else article.text)
    first = [record.body[0] for record in records]
    offered = [i for i, summary in enumerate(summaries) if summary.headline]
    ours = [summary.headline.text for summary in summaries if summary.headline]
    for text, i in list(zip(ours, offered, strict=True))[: args.show]:
        print(f"{text}\n    {records[i].title}")
    others = {"first sentence": first, f"first sentence, {_CUT} syllables": [cut(text) for text in first]}
    others["best sentence"] = best
    rows = [row(name, texts, records) for name, texts in others.items()]
    some = [records[i] for i in offered]
    rows.append(row("tinhop, where offered", ours, some))
    rows += [row(f"{name}, there", [texts[i] for i in offered], some) for name, texts in others.items()]
    show_table(["headline", "articles", "ROUGE-1/2/L", "length", "8 to 18", "unsupported per 1,000"], rows)
    print(f"offered for {len(offered)} of {len(records)}")


if __name__ == "__main__":
    main()
