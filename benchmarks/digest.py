"""Digests against VietnameseMDS: ROUGE beside the first sentences of each document.

    python -m benchmarks.digest --data ../shared/data

Each group is two to five reports of one event with two human summaries; ROUGE F1 on Vietnamese syllables is the mean
over both. Rows: as many first sentences of the documents in turn (first of each, second of each, …) as the digest's
budget holds; the first sentence of each document; the digest. The first 100 groups served development.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import lzma
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from evaluation.rouge import Rouge, mean_rouge, rouge, tokens
from facts.verify import SourceIndex
from models import load_profile
from news import Article, article_from_text
from summarizer.digest import make_digest
from summarizer.summarize import Summarizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--first", type=int, default=0, help="group to begin with; 100 begins with those held back")
    parser.add_argument("--groups", type=int, default=199)
    parser.add_argument("--budget", type=int, default=200, help="syllables of a digest and of the baseline")
    args = parser.parse_args()
    with lzma.open(args.data / "vietnamese_mds.jsonl.xz", "rt", encoding="utf-8") as lines:
        groups = [json.loads(line) for line in lines][args.first : args.first + args.groups]
    summarizer = Summarizer(load_profile("embedded"))
    scores: dict[str, list[tuple[Rouge, int]]] = {}
    unsupported = sentences = exact = cited = reports = whole = 0
    for group in groups:
        articles = [read(document) for document in group["documents"]]
        digest = make_digest(articles, summarizer, syllable_budget=args.budget)
        source = SourceIndex("\n".join(f"{a.title}\n{a.text}" for a in articles))
        texts = {article.id: article.text for article in articles}
        written = [sentence for meeting in digest.meetings for sentence in meeting.sentences]
        spans = [span for sentence in written for span in sentence.sources]
        unsupported += sum(len(source.verify(sentence.text).unsupported) for sentence in written)
        exact += sum(texts[span.article_id][span.start : span.end] == span.quote for span in spans)
        sentences, cited = sentences + len(written), cited + len(spans)
        reports, whole = reports + len(texts), whole + (len(digest.meetings) == 1)
        rows = {
            "first sentence of each document": " ".join(a.sentence(0) for a in articles),
            f"first sentences in turn, {args.budget} syllables": in_turn(articles, args.budget),
            "tinhop digest": digest.summary,
        }
        for name, text in rows.items():
            score = mean_rouge(rouge(text, reference) for reference in group["references"])
            scores.setdefault(name, []).append((score, len(tokens(text))))
    print(f"{len(groups)} groups, {reports} reports; taken as one event: {whole}")
    print("| digest | ROUGE-1/2/L, syllables | length |\n| --- | --- | --- |")
    for name, values in scores.items():
        figures = "/".join(f"{100 * value:.1f}" for value in mean_rouge(score for score, _ in values).values)
        print(f"| {name} | {figures} | {sum(length for _, length in values) / len(values):.0f} |")
    print(f"unsupported facts: {unsupported} in {sentences} sentences; exact spans: {exact} of {cited}")


def read(document: dict[str, Any]) -> Article:
    day = dt.datetime.fromisoformat(document["date"]).date() if document.get("date") else None
    return article_from_text(document["text"], title=document["title"], published=day)


def in_turn(articles: list[Article], budget: int) -> str:
    """The first sentence of each article, then the second of each, while the budget lasts."""
    return " ".join(_within(articles, budget))


def _within(articles: list[Article], budget: int) -> Iterator[str]:
    used = 0
    for round_ in zip_longest(*(article.sentence_texts() for article in articles)):
        for sentence in filter(None, round_):
            used += len(tokens(sentence))
            if used > budget:
                return
            yield sentence


if __name__ == "__main__":
    main()
