"""How sure an answer is: a logistic model over a few features of the best evidence."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from answers.evidence import Evidence
from answers.question import TYPED, Question
from answers.signs import are_his_words, holds_the_office, tells_another

_ANOTHER, _CERTAIN = 0.4, 0.7
"""The confidence, at most, in what is known to tell something else than was asked, and, at least, in who holds the
office that was asked for, and in what he says by name of whom it was asked, where it holds so much of the question:"""
_HELD = 0.8

WEIGHTS = Path(__file__).parent / "weights" / "answerability.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the features, the constant, and the confidence from which an answer is given."""

    weights: tuple[float, ...]
    constant: float
    threshold: float

    def confidence(self, features: Sequence[float]) -> float:
        """Probability, 0 to 1, that the archive answers the question."""
        logit = self.constant + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@cache
def load_calibration(path: Path = WEIGHTS) -> Calibration:
    data = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(tuple(data["weights"]), data["constant"], data["threshold"])


FEATURES = (
    "coverage of the question by the sentence",
    "coverage with its context",
    "coverage below one half",
    "a typed question without an answer of its type",
    "form of the short answer",
    "given by the meeting card",
    "length of the question",
    "lead over the best evidence of another article",
    "share of the question that the article lacks",
    "heaviest run of the question's words that sentence, title and neighbours lack",
    "neighbouring words of the question that are neighbours in the sentence",
    "closeness of the question's words to the short answer",
    "closeness, where an answer of a type is asked for",
    "what is asked beyond the meeting, held by the sentence",
    "the encoder's margin over not here",
    "the encoder's score of not here",
    "the encoder's relevance of the passage",
    "the encoder is surest of the same article",
    "the encoder's span agrees with the short answer",
    "numbers of the question that sentence, title, lead and neighbours lack",
    "names of the question that they lack",
    "its share of the likelihood that some of the evidence answers",
    "the share of its article",
    "relevance in the search",
    "score in the search",
    "what the rules make of it",
    "the encoder's margin, where an answer of a type is asked for",
    "the encoder's margin below even",
    "the encoder's highest margin of all",
    "the encoder's second highest",
    "the encoder's highest relevance of all",
    "an answer of another form than was asked for",
    "a number that is not of what is counted",
    "another session, term or congress than the question means",
    "a year of the question that the article lacks",
    "a number of the question that the article lacks",
)


def can_answer(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the best evidence has what the question asks for: a person, a date, a place, a number of its unit."""
    return bool(evidence) and (question.kind not in TYPED or evidence[0].answer is not None)


def confidence_of(question: Question, evidence: Sequence[Evidence], calibration: Calibration) -> float:
    """Probability, 0 to 1, that the archive answers the question.

    Of a question over meetings, which no one sentence answers, it is the share of what it is about that the best
    article's sentence, title, lead and neighbours hold.
    """
    if not can_answer(question, evidence):
        return 0.0
    if question.over_articles:
        return min(max(e.context for e in evidence), 1.0)
    best, sure = evidence[0], calibration.confidence(features(question, evidence))
    if tells_another(question, best.span.quote):
        return min(sure, _ANOTHER)
    held = best.coverage >= _HELD and best.gap <= 1 - _HELD
    his = held and are_his_words(question, best.span.quote)
    named = best.answer is not None and holds_the_office(question, best.span.quote, best.answer.start, best.answer.end)
    return max(sure, _CERTAIN) if his or named else sure


def features(question: Question, evidence: Sequence[Evidence]) -> list[float]:
    """The features named in FEATURES; zeros where there is no evidence."""
    if not evidence:
        return [0.0] * len(FEATURES)
    best = evidence[0]
    other = next((e.score for e in evidence if e.article.id != best.article.id), 0.0)
    return [
        best.coverage,
        best.context,
        max(0.0, 0.5 - best.context),
        float(question.kind in TYPED and best.answer is None),
        best.answer.fit if best.answer else 0.0,
        float(best.role),
        min(len(question.content), 12) / 12,
        min(best.score - other, 1.0),
        best.missing,
        best.gap,
        best.pairs,
        best.near,
        best.near * (question.kind in TYPED),
        best.specific,
        best.view.margin,
        best.view.null,
        best.view.relevance,
        float(best.view.leads),
        best.view.agreement(best.answer.start, best.answer.end) if best.answer else 0.0,
        best.other_numbers,
        best.other_names,
        best.score,
        sum(e.score for e in evidence if e.article.id == best.article.id),
        best.relevance,
        best.search_score,
        best.rules / 4,
        best.view.margin * (question.kind in TYPED),
        min(best.view.margin, 0.0),
        *_two_highest([e.view.margin for e in evidence]),
        max(e.view.relevance for e in evidence),
        float(best.odd),
        float(best.odd and bool(question.unit)),
        float(best.others),
        float(best.lacks_year),
        float(best.lacks_number),
    ]


def _two_highest(values: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(set(values), reverse=True)
    return ordered[0], ordered[min(1, len(ordered) - 1)]
