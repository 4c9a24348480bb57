"""Long official reports: read to the end, told by their parts, without headings, list marks or rows of tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from facts import MeetingFacts
from facts.meeting import meeting_facts
from news import Article, article_from_text
from news.vietnamese import syllables
from summarizer import Length
from summarizer.plan import themes
from tests.summarizer import reports
from tinhop.service import Tinhop

REPORTS = (reports.sectioned, reports.minutes, reports.tabled, reports.official)


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r.__name__)
@pytest.mark.parametrize("length", list(Length))
def test_a_report_is_summarised_from_its_whole(
    service: Tinhop, samples: list[Article], report: Callable[[Sequence[Article]], str], length: Length
) -> None:
    article = service.article(report(samples))
    assert 2_000 <= len(syllables(article.text)) <= 6_000
    summary = service.summarize(article, length=length)
    assert summary.error is None
    assert summary.coverage.sentences_read == summary.coverage.sentences_total == len(article.sentences)
    assert all(sentence.verified and sentence.sources for sentence in summary.sentences)
    for sentence in summary.sentences:
        # No list mark, no heading, no row of a table.
        assert not re.match(r"(?:[a-zđ]\)|\d{1,2}\.|[IVX]+\.|[-*+•]) ", sentence.text)
        assert "|" not in sentence.text and sentence.text.endswith((".", "”", ")", "…"))
        assert not sentence.text.isupper()
        # Whole: what is told ends where a sentence of the report ends, or at one of its clauses.
        assert sentence.text[:1].isupper() or sentence.text[:1] in '“"'
    if length is Length.LONG:
        places = [source.start / len(article.text) for s in summary.sentences for source in s.sources[:1]]
        assert len({int(place * 5) for place in places}) >= 4, "a long summary tells of every fifth but one"
        assert 5 <= len(summary.summary.split("\n")) <= 12
    else:
        assert len(syllables(summary.summary)) <= 90


def test_parts_are_themes(service: Tinhop, samples: list[Article]) -> None:
    article = service.article(reports.sectioned(samples))
    groups = themes(article.text, article.sentences)
    assert [i for group in groups for i in group] == list(range(len(article.sentences)))
    headed = [article.sentence(group[0]) for group in groups if re.match(r"[IVX]+\. ", article.sentence(group[0]))]
    assert len(headed) == 8
    paragraphs = service.summarize(article, length=Length.LONG).summary.split("\n")
    assert len(paragraphs) >= 7


def test_members_of_a_list_are_sentences(service: Tinhop) -> None:
    article = service.article(
        "I. KẾT QUẢ\n1. Vốn đầu tư công\n"
        "a) Đến hết tháng 9, toàn tỉnh giải ngân 3.500 tỷ đồng, đạt 61% kế hoạch vốn.\n"
        "b) Có 14 dự án chậm tiến độ, chủ yếu do vướng giải phóng mặt bằng ở huyện Tân Lộc.\n"
        "2.1. Sở Y tế đã tiêm chủng cho 12.000 trẻ em ở sáu huyện miền núi trong quý III."
    )
    summary = service.summarize(article, bullets=True, length=Length.LONG)
    assert "- Đến hết tháng 9, toàn tỉnh giải ngân 3.500 tỷ đồng, đạt 61% kế hoạch vốn." in summary.summary
    assert "a)" not in summary.summary and "2.1" not in summary.summary
    assert article.text[summary.sentences[0].sources[0].start :].startswith("a) ")


def test_who_was_there_is_not_what_was_said(service: Tinhop, samples: list[Article]) -> None:
    for length in (Length.SHORT, Length.MEDIUM):
        summary = service.summarize(service.article(reports.minutes(samples)), length=length)
        assert not any(sentence.text.endswith("chủ trì hội nghị.") for sentence in summary.sentences)


def test_the_card_of_an_official_report(service: Tinhop, samples: list[Article]) -> None:
    article = service.article(reports.official(samples))
    assert article.title and article.title.startswith("Báo cáo kết quả Hội nghị đánh giá tình hình kinh tế - xã hội")
    card = service.summarize(article, length=Length.SHORT).meeting
    assert card is not None and card.when is not None and card.event is not None
    assert card.when.date == "2024-10-15"
    assert [place.text for place in card.where] == ["Trung tâm Hội nghị tỉnh"]
    assert [body.text for body in card.organiser] == ["UBND tỉnh Thường Đức"]
    assert [chair.name for chair in card.chairs] == ["Đỗ Quang Lịch"]
    told = {task.who: task.deadline for task in card.assignments}
    assert told["Sở Kế hoạch và Đầu tư"] == "trước ngày 31 tháng 10 năm 2024"
    assert {"Cục Thuế tỉnh", "Sở Giáo dục và Đào tạo", "Sở Y tế", "Công an tỉnh", "Văn phòng UBND tỉnh"} <= told.keys()
    assert not any(task.what.endswith("sau") for task in card.assignments)


def card_of(text: str) -> MeetingFacts:
    card = meeting_facts(article_from_text(text))
    assert card is not None
    return card


def test_who_spoke_in_an_official_report(samples: list[Article]) -> None:
    card = card_of(reports.official(samples))
    points = {speaker.name: [point.text for point in speaker.points] for speaker in card.speakers}
    assert points["Đoàn Minh Châu"][0].startswith("tình trạng thiếu thuốc, vật tư")
    assert points["Lò Văn Pản"][0].startswith("nhận trách nhiệm về kết quả giải ngân thấp")
    assert [speaker.title for speaker in card.speakers if speaker.name == "Đoàn Minh Châu"] == ["Phó Giám đốc Sở Y tế"]
    assert not any(point.endswith("sau") for told in points.values() for point in told)
    # A district's plea is its point, and no task of the province.
    assert any(point.startswith("đề nghị tỉnh bố trí đủ 35 tỷ đồng") for point in points["Vương Đình Khải"])
    assert "tỉnh" not in {task.who for task in card.assignments}
    # Two tasks of one order.
    told = {task.who: task.deadline for task in card.assignments}
    assert told["Cục Thuế tỉnh"] == "trong quý IV" and told["Sở Tài chính"] == "trước ngày 15 tháng 11"
    assert told["Ban Quản lý dự án giao thông"] == "trước ngày 31 tháng 3 năm 2025"


def test_the_card_of_a_notice(samples: list[Article]) -> None:
    card = card_of(reports.notice(samples))
    assert card.when is not None and card.when.date == "2024-11-08"
    assert [chair.name for chair in card.chairs] == ["Đỗ Quang Lịch"]
    present = [value.text for value in card.participants]
    assert "Sở Nông nghiệp và Phát triển nông thôn" in present and "Sở Y tế" in present
    assert present[-5:] == [
        "Công ty Cổ phần Cấp nước Thường Đức",
        *(f"Chủ tịch UBND huyện {name}" for name in ("Nậm Lâu", "Yên Khê", "Hà Thượng", "Pá Chiêm")),
    ]
    titles = {speaker.name: speaker.title for speaker in card.speakers}
    assert titles["Ngô Văn Thắng"] == "Phó Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh"
    assert [value.text.split(" ")[0] for value in card.conclusions] == ["thống", "Mục", "Đồng"]
    tasks = [(task.who, task.deadline) for task in card.assignments]
    # Three points below "1. Sở …:", three below "5. Đối với UBND các huyện …:".
    assert [who for who, _ in tasks].count("Sở Nông nghiệp và Phát triển nông thôn") == 3
    assert tasks[4:9] == [
        ("Bộ Chỉ huy Quân sự tỉnh", "trước ngày 20 tháng 12 năm 2024"),
        ("Công an tỉnh", "trong quý I năm 2025"),
        ("UBND các huyện Nậm Lâu, Yên Khê, Hà Thượng, Pá Chiêm", "chậm nhất ngày 05 tháng 12 năm 2024"),
        ("UBND các huyện Nậm Lâu, Yên Khê, Hà Thượng, Pá Chiêm", None),
        ("Chủ tịch UBND huyện", None),
    ]
    assert tasks[-1] == ("Văn phòng UBND tỉnh", "vào thứ Sáu hằng tuần")
    assert len(tasks) == 11


def test_the_card_of_minutes(samples: list[Article]) -> None:
    card = card_of(reports.record(samples))
    assert card.when is not None and card.when.date == "2024-10-17"
    assert [place.text for place in card.where] == ["Hội trường UBND huyện Tân Lộc"]
    assert [(chair.name, chair.title) for chair in card.chairs] == [("Vương Đình Khải", "Chủ tịch UBND huyện")]
    assert [value.text for value in card.participants][:5] == [
        "Ông Lê Hữu Phước, Phó Giám đốc Sở Nông nghiệp và Phát triển nông thôn",
        "đại diện các phòng",
        "Phòng Nông nghiệp và PTNT",
        "Phòng Tài chính - Kế hoạch",
        "Phòng Tài nguyên và Môi trường",
    ]
    points = {speaker.name: len(speaker.points) for speaker in card.speakers}
    # All that stands in a speaker's paragraph is his.
    assert points["Đinh Công Trực"] == 4 and points["Thạch Thị Ánh Hồng"] == 3 and points["Lâm Tấn Đạt"] == 1
    assert [value.text for value in card.conclusions] == [
        "thống nhất kế hoạch gieo cấy 6.600 ha và lịch xuống giống hai đợt như Phòng Nông nghiệp và PTNT trình"
    ]
    assert [(task.who, task.deadline) for task in card.assignments] == [
        ("Phòng Tài chính - Kế hoạch", "trước ngày 22 tháng 10 năm 2024"),
        ("Xí nghiệp Thủy nông", "trước ngày 18 tháng 11 năm 2024"),
        ("Trung tâm Dịch vụ nông nghiệp huyện", "trước ngày 05 tháng 11 năm 2024"),
        ("UBND xã Tân Hội", "trước ngày 25 tháng 10"),
        ("Phòng Nông nghiệp và PTNT", "trong tháng 11"),
        ("Các xã Mỹ Thạnh, Phước Lý", None),
    ]


@pytest.mark.parametrize("report", [reports.official, reports.notice, reports.record], ids=lambda r: r.__name__)
def test_spans_of_official_papers_are_exact(samples: list[Article], report: Callable[[Sequence[Article]], str]) -> None:
    article = article_from_text(report(samples))
    card = meeting_facts(article)
    assert card is not None
    values = [*card.participants, *card.conclusions, *card.assignments, *(p for s in card.speakers for p in s.points)]
    assert all(article.text[v.span.start : v.span.end] == v.span.quote for v in values)


@pytest.mark.parametrize(
    ("report", "told"),
    [
        (reports.official, "mục tiêu tăng trưởng cả năm 7,5% không thay đổi"),
        (reports.notice, "không để cháy lớn trên 30 ha"),
        (reports.record, "thống nhất kế hoạch gieo cấy 6.600 ha"),
    ],
    ids=("official", "notice", "record"),
)
def test_a_short_summary_tells_the_main_thing(
    service: Tinhop, samples: list[Article], report: Callable[[Sequence[Article]], str], told: str
) -> None:
    article = service.article(report(samples))
    for length in (Length.SHORT, Length.MEDIUM):
        assert told in service.summarize(article, length=length).summary
    for bullets in (False, True):
        summary = service.summarize(article, length=Length.LONG, bullets=bullets)
        assert (
            told in summary.summary or report is reports.official
        )  # whose conclusion shares its part with nine orders
        assert not any(re.match(r"(?:Tham mưu|Chủ trì|Chỉ đạo|Rà soát|Thư ký) ", s.text) for s in summary.sentences)
