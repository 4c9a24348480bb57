"""Compares ways to cover a long article with a summary of a fixed size.

    python -m benchmarks.plans --data ../shared/data

Plans: *head* (the first sentences), *selection* (the best sentences of the whole article), *hierarchical* (the article
is cut into themes as in a long summary, and the best sentences of each share the room). On the longest tenth of the
validation sample against the abstract, and on the clusters of VietnameseMDS, read as one text, against both references
(the mean over the two). Every summary has at most --syllables syllables, so that recall can be compared;
`spread` is the share of the article's five fifths that have a sentence in it, `speakers` the share of persons to whom
the article attributes statements that are named in it.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.rouge import rouge_tokens, tokens
from facts.meeting import meeting_facts
from models import load_profile
from news import Article, article_from_text
from summarizer.plan import sentence_scores, themes
from summarizer.selector import Selector, choose
from training.data import repair, validation_sample

LONGEST = 0.1  # of the validation sample
_FIFTHS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """A long article and the summaries that people wrote of it."""

    article: Article
    references: tuple[str, ...]


def long_articles(data: Path) -> Iterator[Case]:
    records = sorted(validation_sample(data), key=lambda r: -sum(map(len, r.body)))
    for record in records[: int(len(records) * LONGEST)]:
        yield Case(article_from_text("\n".join(record.body), title=record.title, cleaning=False), (record.abstract,))


def clusters(data: Path) -> Iterator[Case]:
    with lzma.open(data / "vietnamese_mds.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = "\n".join(repair(document["text"]) for document in row["documents"])
            yield Case(article_from_text(text, title=row["documents"][0]["title"]), tuple(row["references"]))


def head(article: Article, _selector: Selector, room: int) -> list[int]:
    chosen: list[int] = []
    for index, sentence in enumerate(article.sentence_texts()):
        room -= len(tokens(sentence))
        if room < 0 and chosen:
            break
        chosen.append(index)
    return chosen


def selection(article: Article, selector: Selector, room: int) -> list[int]:
    sentences = article.sentence_texts()
    scores = sentence_scores(sentences, article.title, selector)
    return choose(sentences, scores, max_sentences=len(sentences), max_syllables=room)


def hierarchical(article: Article, selector: Selector, room: int) -> list[int]:
    sentences = article.sentence_texts()
    scores = sentence_scores(sentences, article.title, selector)
    chosen: list[int] = []
    groups = themes(article.text, article.sentences)
    for done, group in enumerate(groups):
        left = room - sum(len(tokens(sentences[i])) for i in chosen)
        share = max(left // (len(groups) - done), 0)
        local = choose(
            [sentences[i] for i in group], scores[list(group)], max_sentences=len(group), max_syllables=share
        )
        fitting = [group[i] for i in local if len(tokens(sentences[group[i]])) <= left]
        chosen += fitting
    return chosen


PLANS = {"head": head, "selection": selection, "hierarchical": hierarchical}


def measure(name: str, cases: Sequence[Case], speakers: Sequence[set[str]], selector: Selector, room: int) -> str:
    rows = []
    for case, wanted in zip(cases, speakers, strict=True):
        chosen = PLANS[name](case.article, selector, room)
        count = len(case.article.sentences)
        text = " ".join(case.article.sentence(i) for i in chosen)
        written = tokens(text)
        scores = []
        for reference in case.references:
            gold = tokens(reference)
            score = rouge_tokens(written, gold)
            # Recall from F1: common = F1 (left + right) / 2.
            scores.append((score.r1, score.r2, score.rl, score.r1 * (len(written) + len(gold)) / 2 / max(len(gold), 1)))
        spread = len({i * _FIFTHS // count for i in chosen}) / min(_FIFTHS, count)
        named = sum(speaker in text for speaker in wanted) / len(wanted) if wanted else np.nan
        rows.append((*np.mean(scores, axis=0), spread, named, len(written)))
    r1, r2, rl, recall, spread, named, length = np.nanmean(rows, axis=0).tolist()
    figures = "/".join(f"{100 * value:.1f}" for value in (r1, r2, rl))
    return f"| {name} | {figures} | {100 * recall:.1f} | {100 * spread:.0f}% | {100 * named:.0f}% | {length:.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--syllables", type=int, default=150)
    args = parser.parse_args()
    selector = Selector.load(load_profile("embedded").selector.local_path())
    for title, source in (("longest tenth of the validation sample", long_articles), ("VietnameseMDS", clusters)):
        cases = list(source(args.data))
        speakers = [
            {speaker.name for speaker in facts.speakers} if (facts := meeting_facts(case.article)) else set()
            for case in cases
        ]
        print(f"\n{title}: {len(cases)} texts, {np.mean([len(tokens(c.article.text)) for c in cases]):.0f} syllables\n")
        print("| plan | ROUGE-1/2/L | recall of syllables | spread | speakers | length |\n|" + " --- |" * 6)
        for name in PLANS:
            print(measure(name, cases, speakers, selector, args.syllables), flush=True)


if __name__ == "__main__":
    main()
