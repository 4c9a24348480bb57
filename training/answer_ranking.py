"""Fits which sentence answers and which of its spans is the short answer: answers/weights/ranking.json.

    python -m training.answer_ranking --data ../shared/data

From the questions over meeting news (training/meeting_questions.py) of the parts that the encoder was not trained on.
Two conditional logits by gradient ascent with a prior: of all evidence of a question, that whose sentence holds an
answer is right; of the short answers of a right sentence, the one that shares most with an accepted answer. Prints
how often the first is right, in five-fold cross-validation.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from answers import Answerer, evidence, spans
from answers.evidence import Evidence
from answers.gathering import Material, with_view
from answers.question import Question
from answers.ranking import WEIGHTS, load_rankings
from index import Library, StaticEmbedder
from models import load_profile
from training.meeting_questions import CHOICE, Archive, MeetingQuestion, read_archives

Floats = npt.NDArray[np.float64]

_PRIOR = 0.3
_FOLDS = 5


@dataclass(frozen=True)
class Choice:
    """One of several is to be chosen: features of each, (several, features), and how right each is, 0 to 1."""

    x: Floats
    right: Floats


def fit(choices: Sequence[Choice], weights: int) -> Floats:
    """Weights under which the right ones have the largest shares, by Newton's method."""
    w = np.zeros(weights)
    for _ in range(25):
        gradient, hessian = -_PRIOR * w, _PRIOR * np.eye(weights)
        for choice in choices:
            p = shares(choice.x, w)
            wanted = choice.right * p
            total = wanted.sum()
            if total <= 0:
                continue
            q = wanted / total
            gradient += q @ choice.x - p @ choice.x
            mean = p @ choice.x
            hessian += (choice.x * p[:, None]).T @ choice.x - np.outer(mean, mean)
        step = np.linalg.solve(hessian, gradient)
        w += step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-9))
        if np.abs(step).max() < 1e-6:
            break
    return w


def shares(x: Floats, w: Floats) -> Floats:
    values = x @ w
    raised = np.exp(values - values.max())
    return np.asarray(raised / raised.sum())


def first_right(choices: Sequence[Choice], weights: int) -> float:
    """How right the first one is, by weights that have not seen the question; choices without a right one count 0."""
    got = []
    for fold in range(_FOLDS):
        w = fit([c for n, c in enumerate(choices) if n % _FOLDS != fold and c.right.any()], weights)
        got += [c.right[shares(c.x, w).argmax()] for n, c in enumerate(choices) if n % _FOLDS == fold]
    return float(np.mean(got))


def _plain(text: str) -> str:
    return "".join(text.split())


def holds(question: MeetingQuestion, archive: Archive, item: Evidence) -> bool:
    """Whether the sentence is, or shares in, the evidence of a question and has an accepted answer."""
    if item.article.id != archive.article(question.article or "").id:
        return False
    text = archive.texts[question.article or ""]
    sentence = _plain(item.span.quote)
    answers = [_plain(text[start:end]) for start, end in question.answers]
    marks = [_plain(text[start:end]) for start, end in question.evidence]
    return any(sentence in mark or mark in sentence for mark in marks) and any(a in sentence for a in answers)


@dataclass(frozen=True)
class Asked:
    """A question with what the answer is chosen from, and which of the evidence is right."""

    asked: MeetingQuestion
    question: Question
    material: Material
    right: list[bool]
    gold: list[str]


def ask(archive: Archive, answerer: Answerer) -> Iterator[Asked]:
    """The archive's answerable questions."""
    for asked in archive.questions:
        if asked.article is not None:
            question, material = answerer.material(asked.question)
            right = [holds(asked, archive, item) for item in material.evidence]
            gold = [archive.texts[asked.article][start:end] for start, end in asked.answers]
            yield Asked(asked, question, material, right, gold)


def span_choices(rows: Iterable[Asked]) -> Iterator[Choice]:
    """Of each right sentence that the encoder read, its short answers; rightness is F1 squared."""
    from benchmarks.answers import against

    for row in rows:
        for item, good in zip(row.material.evidence, row.right, strict=True):
            view = row.material.readings.spans(item.article, item.index)
            if not good or item.role or view is None:
                continue
            sentence, proposed = item.span.quote, row.material.proposed[item.article.id, item.index]
            every = spans.with_read(sentence, proposed, view, row.material.wording, row.material.adapt)
            made = [sentence[p.candidate.start : p.candidate.end] for p in every]
            f1 = [against(text, row.gold, together=row.asked.together)[1] for text in made]
            yield Choice(np.array([spans.features(row.question, p, view) for p in every]), np.array(f1) ** 2)
            break


def sentence_choices(rows: Iterable[Asked]) -> Iterator[Choice]:
    """Of each question all evidence, with the short answers that the weights in use choose."""
    for row in rows:
        if row.material.evidence:
            found = [with_view(row.question, item, row.material) for item in row.material.evidence]
            x = np.array([evidence.features(row.question, item) for item in found])
            yield Choice(x, np.array(row.right, float))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--parts", type=int, nargs="+", default=CHOICE)
    args = parser.parse_args()
    embedder = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
    rows: list[Asked] = []
    for archive in read_archives(args.data, args.parts):
        with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), embedder) as library:
            list(library.add_many([archive.article(key) for key in archive.texts]))
            rows += ask(archive, Answerer(library))
    # Sentences last: a feature of theirs is the short answer that is chosen in them.
    for name, choices_of, features in (
        ("spans", span_choices, spans.FEATURES),
        ("sentences", sentence_choices, evidence.FEATURES),
    ):
        choices = list(choices_of(rows))
        weights = fit([c for c in choices if c.right.any()], len(features))
        print(f"{name}: {len(choices)} choices, the first is right {first_right(choices, len(features)):.3f}")
        for feature, weight in zip(features, weights, strict=True):
            print(f"  {weight:+.2f}  {feature}")
        fitted = json.loads(WEIGHTS.read_text(encoding="utf-8")) | {name: weights.round(4).tolist()}
        WEIGHTS.write_text(json.dumps(fitted) + "\n", encoding="utf-8")
        load_rankings.cache_clear()


if __name__ == "__main__":
    main()
