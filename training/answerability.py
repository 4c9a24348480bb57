"""Fits when to refuse: answers/weights/answerability.json.

    python -m training.answerability --data ../shared/data [--plot FILE]

From questions over meeting news that the encoder was not trained on: the parts CHOICE of training/meeting_questions.py
(1,617 over three archives of 60 articles; those of a fourth ask for yes or no), the development questions (meetqa_dev,
120 over 40) and those over the samples. A third of the first and a fifth of the second are answered by nothing, most of
them near misses: a meeting in the archive, asked for what its article does not state. A logistic model over a few
features with a prior; the figures that it prints are of five-fold cross-validation. The threshold is the one that
refuses seven in a hundred of the answerable questions over news in cross-validation; of paraphrases, which make up
more of the first sets than of what people type, every other one counts. Questions whether something is so are another
task: fitted together with them, the others became worse.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from answers import Answerer
from answers.confidence import FEATURES, WEIGHTS, can_answer, features
from answers.question import Kind, understand
from index import Library, StaticEmbedder
from models import load_profile
from news import Article, article_from_text, read_inputs
from training.logistic import Floats, fit_logistic
from training.meeting_questions import CHOICE, Archive, read_archives

_PRIOR = 1.0
_REFUSED = 0.07
_PARTS = CHOICE[:3]
"""Without the archive that is asked for yes or no."""
_SHUFFLES = 8
_BINS = 6

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """Of each question: features, whether it is answered, whether an answer of its kind was found, and whether it
    counts for the threshold.
    """

    x: Floats
    y: Truths
    found: Truths
    counted: Truths


def rows_of(articles: list[Article], questions: list[tuple[str, bool]], counted: list[bool] | None = None) -> Rows:
    """Asks the questions of an archive of the articles; all of them count where it is not said."""
    embedder = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), embedder) as library:
        list(library.add_many(articles))
        answerer = Answerer(library)
        made, found = [], []
        for text, _ in questions:
            _, question, evidence = answerer.evidence(text)
            made.append(features(question, evidence))
            found.append(can_answer(question, evidence))
    truths = np.array([answered for _, answered in questions])
    return Rows(np.array(made), truths, np.array(found), np.array(counted or [True] * len(questions)))


def rows_of_part(archive: Archive) -> Rows:
    """The questions of an archive but those for yes or no; every other paraphrase counts."""
    asked = [q for q in archive.questions if understand(q.question).kind is not Kind.YES_NO]
    paraphrases = np.cumsum([q.paraphrase for q in asked])
    return rows_of(
        [archive.article(key) for key in archive.texts],
        [(q.question, q.article is not None) for q in asked],
        [not q.paraphrase or n % 2 == 0 for q, n in zip(asked, paraphrases, strict=True)],
    )


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def cross_validated(x: Floats, y: Truths, seed: int) -> Floats:
    """Each question's confidence by a model that has not seen it."""
    folds = np.random.default_rng(seed).permutation(len(y)) % 5
    held = np.zeros(len(y))
    for fold in range(5):
        w = fit_logistic(x[folds != fold], y[folds != fold], _PRIOR)
        held[folds == fold] = 1 / (1 + np.exp(-(x[folds == fold] @ w[:-1] + w[-1])))
    return held


def plot(held: Floats, y: Truths, path: Path) -> None:
    """The reliability diagram: confidence against how often the archive answers."""
    import matplotlib.pyplot as plt

    edges = np.linspace(0, 1, _BINS + 1)
    inside = [(held >= low) & ((held < high) | (high == 1)) for low, high in pairwise(edges)]
    kept = [part for part in inside if part.any()]
    figure, axes = plt.subplots(figsize=(4, 4))
    axes.plot([0, 1], [0, 1], color="0.8")
    axes.plot([held[part].mean() for part in kept], [y[part].mean() for part in kept], marker="o")
    for part in kept:
        axes.annotate(str(part.sum()), (held[part].mean(), y[part].mean()), textcoords="offset points", xytext=(6, -10))
    axes.set(xlabel="confidence (cross-validated)", ylabel="share that the archive answers")
    figure.tight_layout()
    figure.savefig(path, dpi=120)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--plot", type=Path, help="where the reliability diagram goes")
    args = parser.parse_args()
    meetqa = args.data / "meetqa_dev"
    news = [article_from_text(str(a["text"]), title=str(a["title"])) for a in read(meetqa / "articles.jsonl")]
    samples = [a for a in read_inputs(["samples"]) if isinstance(a, Article)]
    parts = {
        **{
            f"part {n}": rows_of_part(archive)
            for n, archive in zip(_PARTS, read_archives(args.data, _PARTS), strict=True)
        },
        "meetqa_dev": rows_of(
            news, [(str(q["question"]), q["type"] != "unanswerable") for q in read(meetqa / "questions.jsonl")]
        ),
        "samples": rows_of(
            samples,
            [(str(q["question"]), bool(q["answers"])) for q in read(Path("tests/data/sample_questions.jsonl"))],
        ),
    }
    x, y, found, counted = (
        np.concatenate([getattr(part, name) for part in parts.values()]) for name in ("x", "y", "found", "counted")
    )
    origin = np.repeat(list(parts), [len(part.y) for part in parts.values()])
    held = np.where(found, np.mean([cross_validated(x, y, seed) for seed in range(_SHUFFLES)], 0), 0.0)
    over_news = (origin != "samples") & counted
    # That share of the answerable questions over news may be refused, those without an answer of their kind included.
    threshold = max(float(np.quantile(held[y & over_news], _REFUSED)), 1e-3)
    for name in parts:
        good, bad = held[y & (origin == name)], held[~y & (origin == name)]
        auc = np.mean([(a > b) + 0.5 * (a == b) for a in good for b in bad])
        print(
            f"{name}: {len(good)} answerable, {len(bad)} not; cross-validated AUC {auc:.3f}; at {threshold:.3f} "
            f"refused: {np.mean(good < threshold):.0%} of the answerable, {np.mean(bad < threshold):.0%} of the others"
        )
    for low, high in pairwise(np.linspace(0, 1, _BINS + 1)):
        inside = (held >= low) & ((held < high) | (high == 1))
        if inside.any():
            print(f"  sure {held[inside].mean():.2f}: answerable {y[inside].mean():.2f} of {inside.sum()}")
    if args.plot:
        plot(held, y, args.plot)
    w = fit_logistic(x, y, _PRIOR)
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
