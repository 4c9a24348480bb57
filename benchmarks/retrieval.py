"""Retrieval of the article that answers a question: by words, by meaning and both, over all question sets in one table.

    python -m benchmarks.retrieval                                        # ViNewsQA and meetqa_dev, all questions
    python -m benchmarks.retrieval --sets all --questions 300             # every set, a sample of each

The archive of a set is all of its contexts (for the law questions, the whole corpus of articles of law beside them);
that of meetqa_dev its 40 articles with their titles. An article counts by its best passage; where a question needs two
articles, recall is the share of both, and "any first" and "any of 5" say how often one of them is there at all. The
embedder learned from all sets but ViNewsQA and meetqa_dev, which are therefore the ones
to go by ("seen" says so); the ranking by words learned from none.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.search import SearchScore, evaluate_search
from index import Hit, Library, StaticEmbedder
from models import load_profile
from news import Article, InputError, article_from_text
from news.vietnamese import fold
from training.embedder_pairs import QUESTION_SETS

MEETINGS = "meetqa_dev"
UNSEEN = ("vinewsqa_dev", MEETINGS)
_LAW, _LAW_CORPUS = "alqac2023_retrieval", "alqac2023_corpus"
_PASSAGES = 30  # an article counts by its best passage


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, each with the ids of the articles that answer it, and the archive."""

    articles: list[Article]
    questions: list[tuple[str, list[str]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sets", nargs="+", default=list(UNSEEN), help="names of sets, or 'all'")
    parser.add_argument("--questions", type=int, help="of each set at most, chosen at random; all where not given")
    args = parser.parse_args()
    names = [*UNSEEN, *QUESTION_SETS] if args.sets == ["all"] else args.sets
    embedder = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
    print(
        "| set | seen | articles | questions | typed | search | R@1 | R@5 | R@10 | any first | any of 5 | MRR |"
        " nDCG@10 | ms, median |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name in names:
        found = meetings(args.data) if name == MEETINGS else contexts(args.data, name)
        asked = found.questions
        if args.questions is not None and args.questions < len(asked):
            asked = random.Random(1).sample(asked, args.questions)
        with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), embedder) as library:
            for _ in library.add_many(found.articles):
                pass
            library.search("mở chỉ mục", 1)
            count = library.counts()[0]
            seen = "no" if name in UNSEEN else "yes"
            for figures in scores(library, asked):
                print(f"| {name} | {seen} | {count:,} | {row(*figures)} |", flush=True)


def scores(library: Library, questions: list[tuple[str, list[str]]]) -> Iterator[tuple[str, SearchScore, float, float]]:
    """How it is typed, and for each way to search its score, and how often any relevant article is first or among 5."""
    ways = {"words": library.lexical_search, "meaning": library.dense_search, "both": library.search}
    for typed, adapt in (("accented", str), ("accentless", fold)):
        for name, search in ways.items():
            found: list[list[str]] = []
            score = evaluate_search(
                name, [(adapt(question), gold) for question, gold in questions], noted(search, found)
            )
            firsts = [
                sum(bool(set(gold) & set(ids[:k])) for ids, (_, gold) in zip(found, questions, strict=True))
                / len(found)
                for k in (1, 5)
            ]
            yield typed, score, firsts[0], firsts[1]


def noted(search: Callable[[str, int], list[Hit]], found: list[list[str]]) -> Callable[[str], Sequence[str]]:
    """A search for articles whose results are also put into `found`."""

    def run(query: str) -> list[str]:
        found.append(list(dict.fromkeys(hit.article_id for hit in search(query, _PASSAGES))))
        return found[-1]

    return run


def row(typed: str, score: SearchScore, first: float, of_five: float) -> str:
    shares = (score.recall_1, score.recall_5, score.recall_10, first, of_five, score.mrr, score.ndcg_10)
    figures = " | ".join(f"{100 * share:.1f}" for share in shares)
    return f"{score.questions:,} | {typed} | {score.name} | {figures} | {score.milliseconds:.1f}"


def contexts(data: Path, name: str) -> QuestionSet:
    """A set in the common form; its unanswerable questions are left out."""
    rows = [row for row in read(data / "qa" / f"{name}.jsonl.xz") if row.get("answerable", True) and row["context"]]
    articles: dict[str, Article] = {}
    for context in dict.fromkeys(row["context"] for row in rows):
        try:
            articles[context] = article_from_text(context, cleaning=False)
        except InputError:
            continue  # blank
    others = [article_from_text(law["text"], cleaning=False) for law in read(data / "qa" / f"{_LAW_CORPUS}.jsonl.xz")]
    questions = [(row["question"], [articles[row["context"]].id]) for row in rows if row["context"] in articles]
    return QuestionSet([*articles.values(), *(others if name == _LAW else [])], questions)


def meetings(data: Path) -> QuestionSet:
    """The answerable questions over meeting news, with the articles that hold the evidence."""
    given = {
        row["id"]: article_from_text(row["text"], title=row["title"], cleaning=False)
        for row in read(data / MEETINGS / "articles.jsonl")
    }
    questions = []
    for asked in read(data / MEETINGS / "questions.jsonl"):
        wanted = asked["article_id"] or []
        gold = [given[key].id for key in ([wanted] if isinstance(wanted, str) else wanted)]
        if gold:
            questions.append((asked["question"], gold))
    return QuestionSet(list(given.values()), questions)


def read(path: Path) -> list[dict[str, Any]]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


if __name__ == "__main__":
    main()
