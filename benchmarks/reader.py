"""The learned reader beside whole sentences, on questions that nothing was trained on.

    python -m benchmarks.reader --data ../shared/data [--weights index/weights/encoder]

The held-back thirds of ViQuAD's and ViNewsQA's development sets: every question is asked of its whole context, cut into
passages as the library cuts them. F1 and exact match on syllables (SQuAD rules). Baselines: the sentence with most of
the question's words by weight, whole; and the sentence that holds an answer, whole, which no sentence can beat. Then
whether a passage of another article is told apart, with a table of reliability, and the time for a passage.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np

from evaluation import exact_match, f1
from index.analysis import words
from index.encoder import WEIGHTS, Encoder, Reading
from index.passages import cut
from index.rarity import rarity
from news import Article, article_from_text
from news.errors import InputError
from training.reader_data import HELD_BACK, rows

_BINS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--questions", type=int, default=100_000, help="of each set, at most")
    args = parser.parse_args()
    reader = Encoder.load(args.weights)
    times: list[float] = []
    for name in HELD_BACK:
        asked = rows(args.data, name, held_back=True)
        asked = random.Random(1).sample(asked, min(args.questions, len(asked)))
        articles = {row["context"]: _article(row["context"]) for row in asked}
        asked = [row for row in asked if articles[row["context"]] is not None]
        scores: dict[str, list[tuple[float, float]]] = {
            "the reader": [],
            "best sentence": [],
            "sentence of an answer": [],
        }
        probabilities: list[tuple[float, bool]] = []
        contexts = list(articles)
        for row in asked:
            article = articles[row["context"]]
            assert article is not None
            golds = [a["text"] for a in row["answers"]]
            spans = cut(article)
            passages = [article.text[s:e] for s, e in spans]
            begin = time.perf_counter()
            readings = reader.read(row["question"], passages)
            times.append((time.perf_counter() - begin) / len(passages))
            scores["the reader"].append(_measure(_answer(readings, passages), golds))
            scores["best sentence"].append(_measure(_best_sentence(row["question"], article), golds))
            scores["sentence of an answer"].append(_measure(_gold_sentence(row, article), golds))
            probabilities.append((_here(readings), True))
            other = articles[random.Random(row["qid"]).choice(contexts)]
            if other is not None and not any(g in other.text for g in golds):
                away = reader.read(row["question"], [other.text[s:e] for s, e in cut(other)])
                probabilities.append((_here(away), False))
        print(f"\n{name}, {len(asked)} held-back questions\n")
        print("| answer | EM | F1 |\n| --- | --- | --- |")
        for way, values in scores.items():
            print(f"| {way} | {100 * mean(v[0] for v in values):.1f} | {100 * mean(v[1] for v in values):.1f} |")
        _reliability(probabilities)
    print(f"\n{1000 * median(times):.2f} ms a passage (median), one thread")


def _article(context: str) -> Article | None:
    try:
        article = article_from_text(context, cleaning=False)
    except InputError:
        return None
    return article if article.text == context else None


def _measure(answer: str, golds: Sequence[str]) -> tuple[float, float]:
    return exact_match(answer, golds), f1(answer, golds)


def _answer(readings: Sequence[Reading], passages: Sequence[str]) -> str:
    """The best span of all passages."""
    found = [(best, n) for n, reading in enumerate(readings) if (best := reading.best())]
    if not found:
        return ""
    (_, start, end), n = max(found)
    return passages[n][start:end]


def _here(readings: Sequence[Reading]) -> float:
    """How sure the reader is that one of the passages answers, 0 to 1."""
    margins = [best[0] - reading.null for reading in readings if (best := reading.best())]
    return float(1 / (1 + np.exp(-max(margins, default=-30.0))))


def _best_sentence(question: str, article: Article) -> str:
    asked = set(words(question))
    return max(
        article.sentence_texts(), key=lambda s: sum(rarity(w) for w in asked & set(words(s))) / (10 + len(words(s)))
    )


def _gold_sentence(row: dict[str, Any], article: Article) -> str:
    start = row["answers"][0]["start"]
    return next((article.text[s.start : s.end] for s in article.sentences if s.start <= start < s.end), "")


def _reliability(probabilities: Sequence[tuple[float, bool]]) -> None:
    """Sureness against truth, in bins; and the area under the ROC curve."""
    values = np.array([p for p, _ in probabilities])
    truth = np.array([t for _, t in probabilities])
    order = values.argsort().argsort()
    positive, negative = truth.sum(), (~truth).sum()
    auc = (order[truth].sum() - positive * (positive - 1) / 2) / (positive * negative)
    print(f"\nhere or in another article: AUC {auc:.3f}; sure → right: ", end="")
    for low in np.arange(_BINS) / _BINS:
        inside = (values >= low) & (values < low + 1 / _BINS + (low > 0.79) * 1e-6)
        if inside.any():
            print(f"{values[inside].mean():.2f} → {truth[inside].mean():.2f} ({inside.sum()})  ", end="")
    print()


if __name__ == "__main__":
    main()
