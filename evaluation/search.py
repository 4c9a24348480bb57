"""A search over a set of questions whose answering article is known."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from evaluation.retrieval import ndcg, recall, reciprocal_rank

DEPTH = 10


@dataclass(frozen=True, slots=True)
class SearchScore:
    """Means over the questions, 0 to 1, of the first ten articles found; `milliseconds` is the median of a search."""

    name: str
    questions: int
    recall_1: float
    recall_5: float
    recall_10: float
    mrr: float
    ndcg_10: float
    milliseconds: float

    def to_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "questions": self.questions,
            "recall@1": round(self.recall_1, 4),
            "recall@5": round(self.recall_5, 4),
            "recall@10": round(self.recall_10, 4),
            "mrr": round(self.mrr, 4),
            "ndcg@10": round(self.ndcg_10, 4),
            "milliseconds": round(self.milliseconds, 2),
        }


def evaluate_search(
    name: str, questions: Iterable[tuple[str, Sequence[str]]], search: Callable[[str], Sequence[str]]
) -> SearchScore:
    """Scores a search.

    Args:
        questions: each with the ids that are relevant.
        search: the ids of articles, best first; a repeated id counts once.
    """
    rows, times = [], []
    for question, relevant in questions:
        begin = time.perf_counter()
        found = list(dict.fromkeys(search(question)))[:DEPTH]
        times.append(1000 * (time.perf_counter() - begin))
        rows.append(
            [
                *(recall(found, relevant, k) for k in (1, 5, DEPTH)),
                reciprocal_rank(found, relevant),
                ndcg(found, relevant, DEPTH),
            ]
        )
    if not rows:
        return SearchScore(name, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    r1, r5, r10, mrr, gain = (fmean(column) for column in zip(*rows, strict=True))
    return SearchScore(name, len(rows), r1, r5, r10, mrr, gain, median(times))
