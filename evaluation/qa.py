"""Answers against a question set: exact match and F1 of short answers, citations, refusals.

Exact match and F1 follow SQuAD (Rajpurkar et al., 2016) on Vietnamese syllables: case, punctuation and tone placement
make no difference; there are no articles to drop in Vietnamese. An empty string stands for "no answer": two of them
agree, one of them never agrees with a text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import fmean
from typing import Any

from evaluation.citations import CitationScore, Judge, score_citations
from evaluation.rouge import tokens

_MARKER = re.compile(r"\s*\[\d+\]")


def exact_match(answer: str, references: Sequence[str]) -> float:
    """1 if the answer has the syllables of one of the references, else 0."""
    given = tokens(answer)
    return float(any(given == tokens(reference) for reference in references))


def f1(answer: str, references: Sequence[str]) -> float:
    """The best F1 of shared syllables with one of the references; 0 where there is none."""
    given = tokens(answer)
    return max((_overlap(given, tokens(reference)) for reference in references), default=0.0)


def _overlap(given: Sequence[str], reference: Sequence[str]) -> float:
    if not given or not reference:
        return float(given == reference)
    return 2 * (Counter(given) & Counter(reference)).total() / (len(given) + len(reference))


@dataclass(frozen=True, slots=True)
class QaReport:
    """The figures of an archive's answers; all shares are 0 to 1, None where there is nothing to divide by.

    Attributes:
        questions, answerable, answered: counts.
        missing: questions without an answer line; they count as refused.
        exact_match, f1: means over the answerable questions; a refusal has 0.
        gold_cited: over the answerable questions, how often a cited span holds an accepted answer (of a list: the
            share of its items that are held).
        citation_recall, citation_precision: as evaluation/citations.py defines them, over all sentences and citations.
        citations_valid: share of citations that a sentence's number finds.
        citations_exact: share of citations whose offsets give the quoted words; None if no texts were given.
        refusal_precision, refusal_recall, refusal_f1: of refusing as a way to tell what cannot be answered.
        answerable_refused: share of the answerable questions that are refused.
        by_type: f1, gold_cited, refused and count of each type of answerable question, where types are given.
    """

    questions: int
    answerable: int
    answered: int
    missing: int
    exact_match: float | None
    f1: float | None
    gold_cited: float | None
    citation_recall: float | None
    citation_precision: float | None
    citations_valid: float | None
    citations_exact: float | None
    refusal_precision: float | None
    refusal_recall: float | None
    refusal_f1: float | None
    answerable_refused: float | None
    by_type: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, shares rounded to four digits."""

        def rounded(value: Any) -> Any:
            if isinstance(value, dict):
                return {key: rounded(inner) for key, inner in value.items()}
            return round(value, 4) if isinstance(value, float) else value

        return {name: rounded(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class _Row:
    gold: list[str]
    answered: bool
    exact: float
    f1: float
    held: float
    score: CitationScore
    exact_spans: list[bool]
    type: str | None


def evaluate(
    answers: Iterable[Mapping[str, Any]],
    questions: Iterable[Mapping[str, Any]],
    *,
    texts: Mapping[str, str] | None = None,
    judge: Judge | None = None,
) -> QaReport:
    """Compares answers with a question set.

    Args:
        answers: in the JSON form of `tinhop ask` (DESIGN section 8); matched by `qid`, else by `question`.
        questions: each with `question`, `answers` (texts, or objects with `text`; empty: the archive has none) and
            perhaps `qid`, `type`, and `match` ("all": the answers are the items of one list).
        texts: the stored text of each article id, to check offsets.
        judge: of citation support; the deterministic one where None.

    Raises:
        KeyError: a question without `question`, or a citation without its fields.
    """
    by_qid: dict[str, Mapping[str, Any]] = {}
    by_text: dict[str, Mapping[str, Any]] = {}
    for answer in answers:
        if answer.get("qid") is not None:
            by_qid[str(answer["qid"])] = answer
        by_text[str(answer.get("question"))] = answer
    rows, missing = list[_Row](), 0
    for question in questions:
        found = by_qid.get(str(question.get("qid"))) or by_text.get(str(question["question"]))
        missing += found is None
        rows.append(_row(found or {}, question, texts, judge))
    return _report(rows, missing)


def golds(question: Mapping[str, Any]) -> list[str]:
    """The accepted answers of a question, in either of their forms."""
    return [str(a["text"] if isinstance(a, Mapping) else a) for a in question.get("answers") or ()]


def _row(
    answer: Mapping[str, Any], question: Mapping[str, Any], texts: Mapping[str, str] | None, judge: Judge | None
) -> _Row:
    gold = golds(question)
    together = question.get("match") == "all" and bool(gold)
    answered = bool(answer.get("answered"))
    given = (answer.get("short_answer") or _MARKER.sub("", answer.get("answer") or "")) if answered else ""
    citations = list(answer.get("citations") or ()) if answered else []
    quotes = {int(c["n"]): str(c["quote"]) for c in citations}
    sentences = [(str(s["text"]), [int(n) for n in s["citations"]]) for s in answer.get("sentences") or ()]
    plain = [f" {' '.join(tokens(quote))} " for quote in quotes.values()]
    held = [any(f" {' '.join(tokens(g))} " in quote for quote in plain) for g in gold]
    exact_spans = [
        texts.get(str(c["article_id"]), "")[c["start"] : c["end"]] == c["quote"] != "" for c in citations if texts
    ]
    references = [" ".join(gold)] if together else gold
    return _Row(
        gold,
        answered,
        exact_match(given, references) if answered else 0.0,
        f1(given, references) if answered else 0.0,
        (fmean(held) if together else float(any(held))) if held else 0.0,
        score_citations(sentences if answered else [], quotes, judge),
        exact_spans,
        question.get("type"),
    )


def _report(rows: Sequence[_Row], missing: int) -> QaReport:
    able = [row for row in rows if row.gold]
    unable = [row for row in rows if not row.gold]
    refused = [row for row in rows if not row.answered]
    right = sum(not row.gold for row in refused)
    precision, recall = _share(right, len(refused)), _share(right, len(unable))
    total = {
        name: sum(getattr(row.score, name) for row in rows)
        for name in ("sentences", "supported", "citations", "needed", "invalid")
    }
    exact_spans = [good for row in rows for good in row.exact_spans]
    types: dict[str, list[_Row]] = defaultdict(list)
    for row in able:
        if row.type:
            types[row.type].append(row)
    return QaReport(
        questions=len(rows),
        answerable=len(able),
        answered=len(rows) - len(refused),
        missing=missing,
        exact_match=_mean(row.exact for row in able),
        f1=_mean(row.f1 for row in able),
        gold_cited=_mean(row.held for row in able),
        citation_recall=_share(total["supported"], total["sentences"]),
        citation_precision=_share(total["needed"], total["citations"]),
        citations_valid=_share(total["citations"] - total["invalid"], total["citations"]),
        citations_exact=_share(sum(exact_spans), len(exact_spans)),
        refusal_precision=precision,
        refusal_recall=recall,
        refusal_f1=2 * precision * recall / (precision + recall) if precision and recall else (0.0 if unable else None),
        answerable_refused=_share(sum(not row.answered for row in able), len(able)),
        by_type={
            name: {
                "count": len(members),
                "f1": fmean(row.f1 for row in members),
                "gold_cited": fmean(row.held for row in members),
                "refused": fmean(not row.answered for row in members),
            }
            for name, members in types.items()
        },
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return fmean(found) if found else None
