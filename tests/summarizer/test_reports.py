"""Long official reports: read to the end, told by their parts, without headings, list marks or rows of tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from news import Article
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
