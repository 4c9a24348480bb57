"""What reading the first hits together with the question gains: search with and without the embedded reranker.

    python -m benchmarks.rerank --data ../shared/data [--questions 300] [--depth 10] [--weight 0.6]

ViNewsQA's development set as in benchmarks.retrieval, its whole archive; but only questions of the third that the
encoder has not been trained on.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

from benchmarks.retrieval import contexts, noted
from evaluation.search import evaluate_search
from index import Hit, Library, StaticEmbedder
from index.diacritics import restorer
from index.encoder import load_encoder
from index.rerank import EncoderReranker, rerank
from models import load_profile
from news import article_from_text
from news.vietnamese import fold
from training.reader_data import rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--questions", type=int, help="at most, chosen at random; all where not given")
    parser.add_argument("--depth", type=int, default=10, help="hits that are read")
    parser.add_argument("--weight", type=float, default=0.6, help="of the encoder's score beside the search's")
    args = parser.parse_args()
    found = contexts(args.data, "vinewsqa_dev")
    held_back = {row["context"] for row in rows(args.data, "vinewsqa_dev", held_back=True)}
    unseen = {article_from_text(context, cleaning=False).id for context in held_back}
    asked = [(question, gold) for question, gold in found.questions if set(gold) <= unseen]
    asked = random.Random(1).sample(asked, min(args.questions or len(asked), len(asked)))
    reranker = EncoderReranker(load_encoder())
    embedder = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), embedder) as library:
        for _ in library.add_many(found.articles):
            pass

        def read(query: str, k: int) -> list[Hit]:
            return rerank(reranker, restorer().restore(query), library.search(query, k), args.depth, args.weight)

        read("mở chỉ mục", 10)
        print(f"{len(asked)} questions over {len(found.articles)} articles\n")
        print("| search | typed | R@1 | R@5 | R@10 | MRR | ms, median |\n| --- | --- | --- | --- | --- | --- | --- |")
        for typed, adapt in (("accented", str), ("accentless", fold)):
            for name, search in (("both", library.search), (f"both, first {args.depth} read", read)):
                score = evaluate_search(name, [(adapt(text), gold) for text, gold in asked], noted(search, []))
                shares = (score.recall_1, score.recall_5, score.recall_10, score.mrr)
                figures = " | ".join(f"{100 * share:.1f}" for share in shares)
                print(f"| {name} | {typed} | {figures} | {score.milliseconds:.1f} |", flush=True)


if __name__ == "__main__":
    main()
