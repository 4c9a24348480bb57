"""Answers over the samples: right more often than not, cited exactly always, refused when the archive does not say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers import Answer
from index import Filter
from news.vietnamese import fold
from tinhop.service import Tinhop

QUESTIONS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "sample_questions.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERABLE = [q for q in QUESTIONS if q["answers"]]
UNANSWERABLE = [q for q in QUESTIONS if not q["answers"]]


def cited(answer: Answer) -> str:
    return " ".join(citation.span.quote for citation in answer.citations).lower()


def holds(answer: Answer, question: dict[str, Any]) -> bool:
    return answer.answered and all(text.lower() in cited(answer) for text in question["answers"])


def check_form(service: Tinhop, answer: Answer) -> None:
    """What every answer promises."""
    assert 0 <= answer.confidence <= 1
    if not answer.answered:
        assert (answer.answer, answer.short_answer, answer.sentences, answer.citations) == (None, None, (), ())
        return
    assert answer.answer
    assert answer.citations
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        text = service.get(citation.span.article_id).text
        assert text[citation.span.start : citation.span.end] == citation.span.quote
        assert f"[{citation.n}]" in answer.answer
    for sentence in answer.sentences:
        assert sentence.citations
        assert set(sentence.citations) <= {c.n for c in answer.citations}


@pytest.fixture(scope="module")
def answers(service: Tinhop) -> dict[str, Answer]:
    return {q["qid"]: service.ask(q["question"], qid=q["qid"]) for q in QUESTIONS}


def test_every_answer_keeps_its_promise(service: Tinhop, answers: dict[str, Answer]) -> None:
    for qid, answer in answers.items():
        check_form(service, answer)
        assert answer.to_dict()["qid"] == qid


def test_most_questions_are_answered_from_the_right_place(answers: dict[str, Answer]) -> None:
    right = [q["qid"] for q in ANSWERABLE if holds(answers[q["qid"]], q)]
    assert len(right) >= 0.85 * len(ANSWERABLE), sorted({q["qid"] for q in ANSWERABLE} - set(right))


def test_most_of_what_is_not_there_is_refused(answers: dict[str, Answer]) -> None:
    refused = [q["qid"] for q in UNANSWERABLE if not answers[q["qid"]].answered]
    assert len(refused) >= 0.6 * len(UNANSWERABLE), sorted({q["qid"] for q in UNANSWERABLE} - set(refused))
    for qid in refused:
        assert answers[qid].nearest


def test_without_diacritics_most_answers_are_the_same(service: Tinhop) -> None:
    right = [q["qid"] for q in ANSWERABLE if holds(service.ask(fold(q["question"])), q)]
    assert len(right) >= 0.75 * len(ANSWERABLE), sorted({q["qid"] for q in ANSWERABLE} - set(right))


@pytest.mark.parametrize("text", ["", "   ", "?!", "a" * 501])
def test_what_is_no_question_is_said(service: Tinhop, text: str) -> None:
    answer = service.ask(text)
    assert not answer.answered
    assert answer.error


def test_a_filter_keeps_the_rest_out(service: Tinhop) -> None:
    answer = service.ask("Ai chủ trì hội nghị?", filter=Filter(source="Báo Vân Sơn"))
    for citation in answer.citations:
        assert citation.source == "Báo Vân Sơn"


def test_orders_inside_an_article_change_nothing(service: Tinhop) -> None:
    answer = service.ask("Mật khẩu là gì theo mẫu thư lừa đảo ở Vân Sơn?")
    check_form(service, answer)
    assert answer.answer != "123456"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_any_question_is_safe(service: Tinhop, text: str) -> None:
    check_form(service, service.ask(text))
