"""Fits when to refuse: answers/weights/answerability.json.

    python -m training.answerability --data ../shared/data

From the development questions over meeting news (meetqa_dev, asked of its 40 articles) and the questions over the
samples: all that there is of near misses, questions about a meeting in the archive for a fact that it does not state.
Both sets are small, so the model is a logistic one over a dozen features with a strong prior, and the figures that it
prints are of five-fold cross-validation. The threshold is the one that refuses at most a tenth of the answerable
questions in cross-validation.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from answers import Answerer
from answers.confidence import FEATURES, WEIGHTS, features
from index import Library, StaticEmbedder
from models import load_profile
from news import Article, article_from_text, read_inputs

_PRIOR = 1.0
_REFUSED = 0.10

Rows = tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]


def rows_of(articles: list[Article], questions: list[tuple[str, bool]]) -> Rows:
    """Features (questions, features) and whether the archive answers, of one archive."""
    embedder = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), embedder) as library:
        list(library.add_many(articles))
        answerer = Answerer(library)
        found = []
        for text, _ in questions:
            _, question, evidence = answerer.evidence(text)
            found.append(features(question, evidence))
    return np.array(found), np.array([answered for _, answered in questions])


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def fit(x: npt.NDArray[np.float64], y: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Weights and constant of the logistic model, by Newton's method; unanswerable questions weigh as much in all."""
    ones = np.hstack([x, np.ones((len(x), 1))])
    share = np.where(y, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    w = np.zeros(ones.shape[1])
    prior = np.full(len(w), _PRIOR)
    prior[-1] = 1e-3
    for _ in range(30):
        p = 1 / (1 + np.exp(-(ones @ w)))
        gradient = ones.T @ (share * (p - y)) + prior * w
        hessian = (ones * (share * p * (1 - p))[:, None]).T @ ones + np.diag(prior)
        w -= np.linalg.solve(hessian, gradient)
    return w


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    meetqa = args.data / "meetqa_dev"
    news = [
        article_from_text(str(a["text"]), title=str(a["title"]), cleaning=False)
        for a in read(meetqa / "articles.jsonl")
    ]
    samples = [a for a in read_inputs(["samples"]) if isinstance(a, Article)]
    parts = [
        rows_of(news, [(str(q["question"]), q["type"] != "unanswerable") for q in read(meetqa / "questions.jsonl")]),
        rows_of(
            samples,
            [(str(q["question"]), bool(q["answers"])) for q in read(Path("tests/data/sample_questions.jsonl"))],
        ),
    ]
    x, y = np.vstack([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
    folds = np.random.default_rng(4).permutation(len(y)) % 5
    held = np.zeros(len(y))
    for fold in range(5):
        w = fit(x[folds != fold], y[folds != fold])
        held[folds == fold] = 1 / (1 + np.exp(-(x[folds == fold] @ w[:-1] + w[-1])))
    threshold = float(np.quantile(held[y], _REFUSED))
    auc = np.mean([(a > b) + 0.5 * (a == b) for a in held[y] for b in held[~y]])
    print(f"{y.sum()} answerable, {(~y).sum()} not; cross-validated AUC {auc:.3f}; at threshold {threshold:.3f}:")
    print(
        f"refused: {np.mean(held[y] < threshold):.0%} of answerable, {np.mean(held[~y] < threshold):.0%} of the others"
    )
    w = fit(x, y)
    for name, weight in zip(FEATURES, w[:-1], strict=True):
        print(f"  {weight:+.2f}  {name}")
    args.out.write_text(
        json.dumps(
            {"weights": w[:-1].round(4).tolist(), "constant": round(float(w[-1]), 4), "threshold": round(threshold, 3)}
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
