"""Questions that ask two things are two questions with one answer."""

from __future__ import annotations

import pytest

from answers.parts import parts
from news.vietnamese import fold
from tinhop.service import Tinhop

MEETING = "Hội nghị giao ban giải ngân tháng 8 của tỉnh Thường Đức"


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Hội nghị X ở Huế họp khi nào và ở đâu?", "Hội nghị X ở Huế họp khi nào?", "Hội nghị X ở Huế họp ở đâu?"),
        (
            "Phiên họp thứ 5 do ai chủ trì, có bao nhiêu đại biểu dự?",
            "Phiên họp thứ 5 do ai chủ trì?",
            "Phiên họp thứ 5 do chủ trì có bao nhiêu đại biểu dự?",
        ),
        (
            "Tỉnh thu ngân sách được bao nhiêu, còn chi ra bao nhiêu?",
            "Tỉnh thu ngân sách được bao nhiêu?",
            "Tỉnh thu ngân sách được chi ra bao nhiêu?",
        ),
        ("hoi thao bien dong lan 10 o dau, ngay nao", "hoi thao bien dong lan 10 o dau?", "hoi thao bien dong lan 10 ngay nao"),
    ],
)  # fmt: skip
def test_what_asks_two_things(text: str, first: str, second: str) -> None:
    assert parts(text) == (first, second)


@pytest.mark.parametrize(
    "text",
    [
        "Ai chủ trì hội nghị và phát biểu kết luận?",
        "Đầu năm 2018, Bộ Tài chính và Bộ Công Thương họp ở đâu?",
        "Từ ngày nào đến ngày nào Quốc hội họp, thảo luận và biểu quyết?",
        "Theo ông Lê Văn Nam, vì sao tỉnh và huyện chậm giải ngân?",
        "Thủ tướng nước nào, tên là gì, đề nghị họp?",
        'Đại biểu hỏi "khi nào xong và ai chịu trách nhiệm" là ai?',
        "Những bộ nào và ai dự họp?",
        "",
        "?",
        "và ở đâu",
    ],
)
def test_what_asks_one(text: str) -> None:
    assert parts(text) == (text,)


def test_both_are_answered_and_cited(service: Tinhop) -> None:
    answer = service.ask(f"{MEETING} họp khi nào và do ai chủ trì?")
    assert answer.answered
    assert answer.short_answer
    when, who = answer.short_answer.split("; ")
    quotes = [c.span.quote for c in answer.citations]
    assert any(when in quote for quote in quotes)
    assert any(who in quote for quote in quotes)
    assert answer.unanswered is None
    assert [c.n for c in answer.citations] == list(range(1, len(quotes) + 1))
    assert len(set(quotes)) == len(quotes)
    assert {n for s in answer.sentences for n in s.citations} == {c.n for c in answer.citations}
    alone = service.ask(f"{MEETING} do ai chủ trì?")
    assert alone.short_answer is not None
    assert fold(alone.short_answer.split()[-1]) in fold(who)


def test_a_part_that_nothing_answers_is_named(service: Tinhop) -> None:
    answer = service.ask(f"{MEETING} do ai chủ trì, và ông Trần Quốc Bảo Khánh bị kỷ luật ngày nào?")
    assert answer.answered
    assert answer.unanswered is not None
    assert "kỷ luật ngày nào" in answer.unanswered
    assert answer.to_dict()["unanswered"] == answer.unanswered
    assert ";" not in (answer.short_answer or "")
