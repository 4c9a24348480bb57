"""Retrieval of the article that answers a question: by words, by meaning, and both.

    python -m benchmarks.retrieval --data ../shared/data

ViNewsQA's development set: 500 news articles on health as the archive, its questions with and without diacritics.
Nothing of it was trained on. An article counts by its best passage.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from index import Hit, Library, StaticEmbedder
from models import load_profile
from news import article_from_text
from news.vietnamese import fold

DEPTH = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--questions", type=int, default=2489)
    args = parser.parse_args()
    with lzma.open(args.data / "qa" / "vinewsqa_dev.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    embedder = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), embedder) as library:
        articles = {context: article_from_text(context, cleaning=False) for context in {r["context"] for r in rows}}
        begin = time.perf_counter()
        list(library.add_many(articles.values()))
        count, passages = library.counts()
        library.search("mở chỉ mục", 1)
        rate = passages / (time.perf_counter() - begin)
        print(f"{count} articles, {passages} passages, {rate:.0f} passages a second\n")
        asked = random.Random(1).sample(rows, min(args.questions, len(rows)))
        print("| search | questions | R@1 | R@5 | R@10 | MRR | ms, median |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        ways: dict[str, Callable[[str, int], list[Hit]]] = {
            "words": library.lexical_search,
            "meaning": library.dense_search,
            "both": library.search,
        }
        for typed, adapt in (("accented", str), ("accentless", fold)):
            for name, search in ways.items():
                ranks, times = [], []
                for row in asked:
                    begin = time.perf_counter()
                    hits = search(adapt(row["question"]), 3 * DEPTH)
                    times.append(time.perf_counter() - begin)
                    found = list(dict.fromkeys(hit.article_id for hit in hits))[:DEPTH]
                    gold = articles[row["context"]].id
                    ranks.append(found.index(gold) + 1 if gold in found else 0)
                recall = [100 * sum(0 < r <= k for r in ranks) / len(ranks) for k in (1, 5, 10)]
                mrr = 100 * sum(1 / r for r in ranks if r) / len(ranks)
                figures = " | ".join(f"{value:.1f}" for value in (*recall, mrr, 1000 * sorted(times)[len(times) // 2]))
                print(f"| {name} | {typed} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
