"""Measures of summaries, retrieval and answers, as pure functions over texts and ids. No model is needed."""

from evaluation.citations import FactJudge, Judge, score_citations
from evaluation.qa import QaReport, evaluate, exact_match, f1
from evaluation.retrieval import ndcg, recall, reciprocal_rank
from evaluation.rouge import Rouge, Scale, mean_rouge, rouge

__all__ = [
    "FactJudge",
    "Judge",
    "QaReport",
    "Rouge",
    "Scale",
    "evaluate",
    "exact_match",
    "f1",
    "mean_rouge",
    "ndcg",
    "recall",
    "reciprocal_rank",
    "rouge",
    "score_citations",
]
