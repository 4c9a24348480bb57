"""Questions: periods, follow-ups, slips, and questions over several meetings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers import Turn
from answers.candidates import candidates
from answers.dialogue import in_context
from answers.period import find_period
from answers.question import Kind, Role, understand
from answers.slips import corrected, is_syllable
from news import article_from_text
from tinhop.service import Tinhop

TODAY = dt.date(2024, 8, 21)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Hội nghị nào họp trong tháng 6/2022?", "2022-06-01", "2022-06-30"),
        ("tháng 6 năm 2022 có gì", "2022-06-01", "2022-06-30"),
        ("Những cuộc họp nào trong tháng 6?", "2024-06-01", "2024-06-30"),
        ("Những cuộc họp nào trong tháng 11?", "2023-11-01", "2023-11-30"),
        ("kết quả quý II", "2024-04-01", "2024-06-30"),
        ("kết quả quý IV/2023", "2023-10-01", "2023-12-31"),
        ("quy 3 nam 2022 ra sao", "2022-07-01", "2022-09-30"),
        ("6 tháng đầu năm 2023", "2023-01-01", "2023-06-30"),
        ("Hội nghị năm 2021", "2021-01-01", "2021-12-31"),
        ("Tuần trước có họp gì?", "2024-08-12", "2024-08-18"),
        ("tuan nay hop gi", "2024-08-19", "2024-08-25"),
        ("Hôm qua ai chủ trì?", "2024-08-20", "2024-08-20"),
        ("Tháng trước họp mấy lần?", "2024-07-01", "2024-07-31"),
        ("quý trước", "2024-04-01", "2024-06-30"),
        ("Năm ngoái", "2023-01-01", "2023-12-31"),
        ("10 ngày qua", "2024-08-11", "2024-08-21"),
        ("Họp ngày 22/6 ở đâu?", None, None),
        ("Ai chủ trì hội nghị?", None, None),
        ("Kế hoạch 5 tháng tới", None, None),
    ],
)
def test_periods(text: str, first: str | None, last: str | None) -> None:
    period = find_period(text, TODAY)
    assert (period and period.first.isoformat(), period and period.last.isoformat()) == (first, last)


@given(st.text(max_size=60), st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_a_period_never_ends_before_it_begins(text: str, today: dt.date) -> None:
    period = find_period(text, today)
    assert period is None or period.first <= period.last


@given(st.sampled_from(["tháng 12", "quý trước", "tháng trước", "tuần trước", "quý iv"]), st.dates(dt.date(1950, 1, 1)))
def test_what_is_over_is_over(text: str, today: dt.date) -> None:
    if today.year < 9999:
        period = find_period(text, today)
        assert period is not None
        assert period.first <= today


HISTORY = [Turn("Ai chủ trì hội nghị giao ban tháng 8 của tỉnh Thường Đức?", "Lê Thị Minh Hạnh")]


def test_a_follow_up_takes_over_the_subject() -> None:
    question = in_context("thế họp ở đâu?", HISTORY)
    assert question.kind is Kind.WHERE
    assert question.text == "thế họp ở đâu?"
    assert {"thường", "đức", "giao", "ban"} <= set(question.content)
    assert "Thường Đức" in question.searched


def test_a_follow_up_may_point_at_the_person_of_the_answer() -> None:
    question = in_context("Bà ấy nói gì?", HISTORY)
    assert question.kind is Kind.SAID
    assert {"hạnh", "thường"} <= set(question.content)


def test_a_follow_up_without_diacritics_is_compared_without_them() -> None:
    question = in_context("the ai chu tri?", HISTORY)
    assert question.role is Role.CHAIR
    assert question.accentless
    assert "thuong" in question.content


@pytest.mark.parametrize(
    "text", ["Toạ đàm nghề gốm Cổ Lãm được tổ chức ở đâu?", "Thế giới di động nói gì tại hội nghị Vân Sơn?"]
)
def test_a_question_with_a_subject_of_its_own_stands_alone(text: str) -> None:
    assert in_context(text, HISTORY) == understand(text)


def test_without_history_nothing_leans() -> None:
    assert in_context("thế ai chủ trì?", []) == understand("thế ai chủ trì?")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Quốc hội có thông qua luật này tại kỳ họp thứ 6 không?", Kind.YES_NO),
        ("Đại biểu Quảng Trị đã được phát máy tính để họp chưa?", Kind.YES_NO),
        ("co phai hoi nghi hop o hue khong", Kind.YES_NO),
        ("Có phải ông Lê Văn Nam chủ trì họp báo?", Kind.YES_NO),
        ("Tỉnh có tìm ra nguyên nhân chậm giải ngân không?", Kind.YES_NO),
        ("Họp báo bị hoãn đến tháng 9, đúng không", Kind.YES_NO),
        ("Ông Nam trả lời thế nào khi được hỏi có từ chức không?", Kind.SAID),
        ("Công ty nào có tài liệu không in?", Kind.WHAT),
        ("Có mấy huyện đã giải ngân mà chưa quyết toán?", Kind.HOW_MANY),
        ("Tài liệu của kỳ họp gồm những gì?", Kind.WHAT),
    ],
)
def test_what_is_asked_for(text: str, kind: Kind) -> None:
    found = understand(text).kind
    # What is not asked with yes or no may be read one way or another.
    assert (found is Kind.YES_NO) == (kind is Kind.YES_NO), found


def test_follow_ups_are_answered(service: Tinhop) -> None:
    first = service.ask(HISTORY[0].question)
    turn = Turn(first.question, first.short_answer)
    answer = service.ask("Thế hội nghị đó họp khi nào?", history=[turn])
    assert answer.answered
    assert answer.citations[0].span.article_id == first.citations[0].span.article_id


def test_slips_are_mended_only_where_they_must_be_slips() -> None:
    known = {"nghị", "hội", "giao", "nguyễn", "nguyên"}
    assert corrected(understand("Hội ngị giao ban Thường Đức họp ở đâu?"), known).content[:2] == ("hội", "nghị")
    for kept in ("hạnh", "messi", "2024"):
        question = understand(f"Hội nghị {kept} ở Thường Đức")
        assert kept in corrected(question, {"hành", "messie", "2023"} | known).content


@pytest.mark.parametrize("word", "nghiêng quyết hoà thuỷ giao gì được xã yên uỷ khuya nguyễn".split())
def test_syllables_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", "ngih hooij messi chủtrì sg tw".split())
def test_slips_are_none(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("Những hội nghị nào trong tháng 6 bàn về quy hoạch cán bộ?", True),
        ("ong Lich da noi gi ve giai ngan qua cac phien hop", True),
        ("Các cuộc họp nào nói về giải ngân?", True),
        ("Hội nghị nào bàn về du lịch?", False),
        ("Những tỉnh nào dự hội nghị?", False),
    ],
)
def test_questions_over_meetings(text: str, over: bool) -> None:
    assert understand(text).over_articles is over


def test_a_question_over_meetings_lists_them_newest_first(service: Tinhop) -> None:
    answer = service.ask("Những cuộc họp nào của tỉnh Thường Đức bàn về giải ngân vốn đầu tư công?")
    assert answer.answered
    dates = [c.published for c in answer.citations]
    assert len(dates) >= 3
    assert None not in dates
    assert dates == sorted(dates, reverse=True)  # type: ignore[type-var]
    assert len({c.span.article_id for c in answer.citations}) == len(dates)


def test_a_period_keeps_other_months_out(service: Tinhop) -> None:
    answer = service.ask("Những hội nghị nào trong tháng 6/2024 bàn về giải ngân?")
    assert answer.answered
    for citation in answer.citations:
        assert citation.published is not None
        assert dt.date(2024, 6, 1) <= citation.published <= dt.date(2024, 7, 2)


def test_last_week_is_reckoned_from_today(service: Tinhop) -> None:
    question = "Tuần trước ai chủ trì hội nghị giao ban giải ngân Thường Đức?"
    answer = service.ask(question, today=dt.date(2024, 6, 26))
    assert answer.answered
    assert {c.published for c in answer.citations} == {dt.date(2024, 6, 17)}
    assert not service.ask(question, today=dt.date(2023, 1, 4)).answered


def test_articles_that_disagree_are_shown_side_by_side(tmp_path: Path) -> None:
    with Tinhop(tmp_path) as own:
        for day, published in (("10/5", dt.date(2024, 1, 5)), ("20/6", dt.date(2024, 3, 5))):
            text = (
                f"Lễ hợp long cầu Sông Mới dự kiến diễn ra ngày {day}, Ban quản lý dự án thông báo như vậy tại cuộc họp "
                f"số {day[-1]} với các nhà thầu. Công trường đang có 120 công nhân làm việc ba ca."
            )
            list(own.add([article_from_text(text, title="Tiến độ cầu Sông Mới", published=published)]))
        answer = own.ask("Lễ hợp long cầu Sông Mới dự kiến diễn ra ngày nào?")
        assert answer.answered
        assert answer.conflicting
        assert [c.published for c in answer.citations] == [dt.date(2024, 3, 5), dt.date(2024, 1, 5)]
        assert answer.short_answer in {"20/6", "ngày 20/6"}
        agreed = own.ask("Công trường cầu Sông Mới đang có bao nhiêu công nhân làm việc?")
        assert not agreed.conflicting


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ai cầm trịch hội nghị giao ban?", Role.CHAIR),
        ("ai chu tri hoi nghi giao ban", Role.CHAIR),
        ("Ai chủ trì thay ông Quế?", None),
    ],
)
def test_who_chairs_and_who_does_for_somebody(text: str, role: Role | None) -> None:
    assert understand(text).role is role


def test_a_meeting_opens_somewhere_in_other_words_too() -> None:
    assert understand("Toạ đàm nghề gốm mở ở chỗ nào?").role is Role.MEETING_PLACE
    assert understand("Hội nghị giao ban mở hôm nào?").role is Role.MEETING_TIME
    assert understand("Hội nghị bàn mở rộng đường ở đâu?").role is None


def test_people_are_counted_by_what_they_are() -> None:
    sentence = "Đại hội bầu 29 ủy viên Ban Chấp hành trong 2 ngày."
    asked = understand("Đại hội bầu bao nhiêu người vào ban chấp hành?")
    found = [sentence[c.start : c.end] for c in candidates(asked, sentence)]
    assert found == ["29 ủy viên"]
