"""Answers against questions, with figures worked out by hand."""

from typing import Any

import pytest

from evaluation import evaluate, score_citations

TEXT = "Sáng 22-6, tại TP. Vinh, ông Trần Văn An chủ trì hội nghị. Hội nghị thông qua 18 nghị quyết."


def _answer(qid: str, short: str | None, sentence: str, quote: str, **more: Any) -> dict[str, Any]:
    start = TEXT.find(quote)
    citation = {"n": 1, "article_id": "a", "start": start, "end": start + len(quote), "quote": quote}
    return {
        "qid": qid,
        "question": qid,
        "answered": True,
        "answer": f"{sentence} [1]",
        "short_answer": short,
        "sentences": [{"text": sentence, "citations": [1]}],
        "citations": [citation],
    } | more


def _refusal(qid: str) -> dict[str, Any]:
    return {"qid": qid, "question": qid, "answered": False, "answer": None, "sentences": [], "citations": []}


FIRST = "Sáng 22-6, tại TP. Vinh, ông Trần Văn An chủ trì hội nghị."
SECOND = "Hội nghị thông qua 18 nghị quyết."


def test_every_figure() -> None:
    questions = [
        {"qid": "1", "question": "Ai chủ trì?", "answers": ["ông Trần Văn An"], "type": "who"},
        {"qid": "2", "question": "Bao nhiêu?", "answers": [{"text": "18 nghị quyết", "start": 70}], "type": "howmany"},
        {"qid": "3", "question": "Ai vắng?", "answers": []},
        {"qid": "4", "question": "Ở đâu?", "answers": []},
        {"qid": "5", "question": "Khi nào?", "answers": ["22-6"]},
    ]
    answers = [
        _answer("1", "Trần Văn An", FIRST, FIRST),
        _answer("2", "18 nghị quyết", SECOND, SECOND),
        _refusal("3"),
        _answer("4", "TP. Vinh", "Hội nghị họp tại TP. Huế.", FIRST),
    ]
    report = evaluate(answers, questions, texts={"a": TEXT})
    assert (report.questions, report.answerable, report.answered, report.missing) == (5, 3, 3, 1)
    assert report.exact_match == pytest.approx(1 / 3)
    assert report.f1 == pytest.approx((6 / 7 + 1 + 0) / 3)
    assert report.gold_cited == pytest.approx(2 / 3)
    assert report.citations_exact == 1
    assert report.citation_recall == pytest.approx(2 / 3), "nothing cited speaks of Huế"
    assert report.citation_precision == pytest.approx(2 / 3)
    assert report.refusal_precision == pytest.approx(1 / 2)
    assert report.refusal_recall == pytest.approx(1 / 2)
    assert report.answerable_refused == pytest.approx(1 / 3)
    assert report.by_type["who"]["count"] == 1
    assert report.to_dict()["f1"] == 0.619


def test_a_list_wants_all_of_its_items() -> None:
    question = {"qid": "1", "question": "?", "answers": ["TP. Vinh", "18 nghị quyết"], "match": "all"}
    report = evaluate([_answer("1", None, FIRST, FIRST)], [question])
    assert report.gold_cited == 0.5
    assert report.citations_exact is None, "no texts were given"


def test_offsets_that_give_other_words_are_found() -> None:
    shifted = _answer("1", "18", SECOND, SECOND)
    shifted["citations"][0]["start"] += 1
    report = evaluate([shifted], [{"qid": "1", "question": "?", "answers": ["18"]}], texts={"a": TEXT})
    assert report.citations_exact == 0


def test_nothing_asked() -> None:
    report = evaluate([], [])
    assert report.questions == 0
    assert report.f1 is None and report.refusal_f1 is None and report.citation_recall is None


def test_a_needless_citation_costs_precision() -> None:
    score = score_citations([(FIRST, [1, 2])], {1: FIRST, 2: SECOND})
    assert (score.supported, score.citations, score.needed) == (1, 2, 1)


def test_two_citations_that_support_only_together_are_both_needed() -> None:
    both = "Ông Trần Văn An chủ trì hội nghị tại TP. Vinh; hội nghị thông qua 18 nghị quyết."
    score = score_citations([(both, [1, 2])], {1: FIRST, 2: SECOND})
    assert (score.supported, score.needed) == (1, 2)


def test_unknown_numbers_count_against_precision() -> None:
    score = score_citations([(FIRST, [1, 7])], {1: FIRST})
    assert (score.citations, score.needed, score.invalid) == (2, 1, 1)


@pytest.mark.parametrize(
    "claim",
    ["Hội nghị thông qua 19 nghị quyết.", "Hội nghị thông qua 18 nghị quyết ngày 23-6.", "Chiều nay trời nắng đẹp."],
)
def test_what_the_citation_does_not_say_is_not_supported(claim: str) -> None:
    assert score_citations([(claim, [1])], {1: SECOND}).supported == 0
