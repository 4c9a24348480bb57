"""The session, term or congress that a question means is not taken for another."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers import Turn
from answers.ordinals import asked_for, tells_of_others
from news import article_from_text
from tinhop.service import Tinhop


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Kỳ họp thứ 8 Quốc hội khoá XIV bế mạc ngày nào?", {("session", 8), ("term", 14)}),
        ("ky hop 8 quoc hoi khoa 14 be mac ngay nao", {("session", 8), ("term", 14)}),
        ("Hội nghị Trung ương 7 khóa XII bàn gì?", {("congress", 7), ("term", 12)}),
        ("Thượng đỉnh Mỹ - Triều lần hai họp ở đâu?", {("time", 2)}),
        ("Phiên họp thứ tư do ai chủ trì?", {("session", 4)}),
        ("Kỳ họp thứ mười hai khai mạc khi nào?", set()),
        ("Hội nghị lần đầu họp ở đâu?", set()),
        ("Kỳ họp 10 ngày bàn gì?", set()),
        ("Phiên họp ngày 8/6 bàn gì?", set()),
        ("Giao ban báo chí tháng 8/2024 bàn gì?", {("month", 8)}),
        ("phien hop chinh phu thuong ky thang 8 do ai chu tri", {("month", 8)}),
        ("Giao ban bàn việc gì hồi tháng 8?", {("month", 8)}),
        ("Hội nghị tháng 8 bàn gì?", set()),
        ("Khoá 2015-2020 có mấy uỷ viên?", set()),
    ],
)
def test_what_a_question_means(question: str, found: set[tuple[str, int]]) -> None:
    assert asked_for(question) == found


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Kỳ họp thứ 7 bế mạc ngày 14/6.", True),
        ("Kỳ họp thứ bảy bế mạc ngày 14/6.", True),
        ("Kỳ họp thứ 7 bầu ban trù bị cho kỳ họp thứ 8.", False),
        ("Kỳ họp bế mạc ngày 14/6.", False),
        ("Quốc hội khoá XIV họp 20 ngày.", False),
    ],
)
def test_what_a_sentence_tells(text: str, others: bool) -> None:
    assert tells_of_others(asked_for("Kỳ họp thứ 8 Quốc hội khoá XIV bế mạc ngày nào?"), text) == others


def test_july_does_not_answer_for_august() -> None:
    asked = asked_for("Giao ban giải ngân tháng 8 do ai chủ trì?")
    assert tells_of_others(asked, "Sáng 16/7, ông A chủ trì hội nghị giao ban tháng 7 về giải ngân.")
    assert not tells_of_others(asked, "Ông A chủ trì hội nghị giao ban tháng 8, tiếp theo giao ban tháng 7.")
    assert not tells_of_others(asked, "Ông A chủ trì hội nghị.")


def test_an_article_may_have_the_number_anywhere() -> None:
    asked = asked_for("Uỷ ban quyết định gì tại kỳ họp 33?")
    text = "Kỳ họp 32 đã xong. Uỷ ban vừa họp kỳ 33."
    assert tells_of_others(asked, text)
    assert not tells_of_others(asked, text, anywhere=True)
    assert tells_of_others(asked, "Kỳ họp 32 đã xong với 33,5% số phiếu.", anywhere=True)


@given(st.text(max_size=80), st.text(max_size=80))
def test_anything_can_be_read(question: str, text: str) -> None:
    assert tells_of_others(asked_for(question), text) in (True, False)
    assert not tells_of_others(asked_for(text), text)


def test_the_seventh_session_does_not_answer_for_the_eighth(tmp_path: Path) -> None:
    seventh = article_from_text(
        "Sáng 20/5, kỳ họp thứ 7 HĐND tỉnh Thường Đức khoá IX khai mạc, dự kiến bế mạc ngày 14/6. Ông Lê Văn Nam chủ trì.",
        title="Khai mạc kỳ họp thứ 7 HĐND tỉnh Thường Đức",
    )
    with Tinhop(tmp_path) as archive:
        list(archive.add([seventh]))
        assert archive.ask("Kỳ họp thứ 7 HĐND tỉnh Thường Đức bế mạc ngày nào?").short_answer
        assert not archive.ask("Kỳ họp thứ 8 HĐND tỉnh Thường Đức bế mạc ngày nào?").answered


def test_a_follow_up_means_the_session_of_the_question_before(tmp_path: Path) -> None:
    assert asked_for("Thế bế mạc ngày nào?", "Kỳ họp thứ 8 họp ở đâu? Thế bế mạc ngày nào?") == {("session", 8)}
    assert asked_for("Thế kỳ họp thứ 7?", "Kỳ họp thứ 8 họp ở đâu? Thế kỳ họp thứ 7?") == {("session", 7)}
    seventh = article_from_text(
        "Sáng 20/5, kỳ họp thứ 7 HĐND tỉnh Thường Đức khoá IX khai mạc tại TP Kim Giang, dự kiến bế mạc ngày 14/6.",
        title="Khai mạc kỳ họp thứ 7 HĐND tỉnh Thường Đức",
    )
    with Tinhop(tmp_path) as archive:
        list(archive.add([seventh]))
        for session, answered in ((7, True), (8, False)):
            before = [Turn(f"Kỳ họp thứ {session} HĐND tỉnh Thường Đức họp ở đâu?")]
            assert archive.ask("Thế bế mạc ngày nào?", history=before).answered is answered
