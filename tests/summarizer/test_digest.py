"""Digests: meetings grouped and in order, copies named, every sentence cited by exact spans."""

from __future__ import annotations

import datetime as dt

import pytest

from models import load_profile
from news import Article, article_from_text
from summarizer.digest import make_digest
from summarizer.events import Report, group_events
from summarizer.merged import Merged
from summarizer.summarize import Summarizer

BRIDGE = """Sáng 2-9, tại thành phố Kim Giang, UBND tỉnh Thường Đức tổ chức lễ hợp long cầu Kim Giang 2.
Cầu dài 1.250 m, tổng vốn 1.500 tỷ đồng, do Công ty Cầu đường Thường Đức thi công.
Phó Chủ tịch UBND tỉnh Lê Thị Minh Hạnh yêu cầu đơn vị thi công hoàn thành đường dẫn trước ngày 30-10.
Người dân hai bờ sông đã chờ cây cầu này hơn mười năm."""
BRIDGE_TOO = """Cầu Kim Giang 2 của tỉnh Thường Đức đã hợp long sáng 2-9, sớm hai tuần so với kế hoạch.
Theo Công ty Cầu đường Thường Đức, công trình 1.500 tỷ đồng có 420 công nhân làm việc ba ca.
Bà Lê Thị Minh Hạnh, Phó Chủ tịch UBND tỉnh, đề nghị hoàn thành đường dẫn trước ngày 30-10.
Ba trạm bơm ở bờ bắc sẽ được di dời trong tháng 9."""
HEALTH = """Chiều 5-6, Sở Y tế tỉnh Lạc Đông tổ chức hội nghị giao ban công tác phòng dịch.
Giám đốc Sở Y tế Trần Văn Bình cho biết toàn tỉnh đã tiêm 86.300 liều vắc xin.
Các bệnh viện được yêu cầu báo cáo số giường trống trước ngày 15-6."""


def article(text: str, day: str, title: str) -> Article:
    return article_from_text(text, title=title, published=dt.date.fromisoformat(day))


@pytest.fixture(scope="module")
def archive() -> list[Article]:
    return [
        article(BRIDGE, "2024-09-02", "Hợp long cầu Kim Giang 2"),
        article(HEALTH, "2024-06-05", "Giao ban phòng dịch"),
        article(BRIDGE_TOO, "2024-09-03", "Cầu Kim Giang 2 hợp long sớm"),
        article(BRIDGE.replace(" hơn mười năm", " đã lâu"), "2024-09-02", "Hợp long cầu Kim Giang 2"),
    ]


def test_meetings_are_grouped_and_copies_named(archive: list[Article]) -> None:
    events = group_events([Report(a, a.published) for a in archive])
    assert [[report.article.title for report in event.reports] for event in events] == [
        ["Giao ban phòng dịch"],
        ["Hợp long cầu Kim Giang 2", "Cầu Kim Giang 2 hợp long sớm"],
    ]
    assert [(copy.id, original) for copy, original in events[1].copies] == [(archive[3].id, archive[0].id)]
    assert [event.day for event in events] == [dt.date(2024, 6, 5), dt.date(2024, 9, 2)]


def test_the_same_words_months_apart_are_two_meetings(archive: list[Article]) -> None:
    later = Report(archive[0], dt.date(2024, 10, 2))
    assert len(group_events([Report(archive[0], archive[0].published), later])) == 2
    assert len(group_events([Report(archive[0], archive[0].published), Report(archive[3], None)])) == 1
    assert group_events([]) == []


def test_samples_stay_apart(samples: list[Article]) -> None:
    events = group_events([Report(a, a.published) for a in samples])
    for event in events:
        days = {report.day for report in event.reports if report.day}
        assert not days or (max(days) - min(days)).days <= 6
    assert len(events) >= len(samples) * 0.8


def test_two_provinces_on_one_day_are_two_meetings(samples: list[Article]) -> None:
    august = [a for a in samples if a.published and dt.date(2024, 8, 18) <= a.published <= dt.date(2024, 8, 22)]
    assert len(august) > 1
    digest = make_digest(august, Summarizer(load_profile("embedded")))
    assert len(digest.meetings) == len(august)


def test_digest(archive: list[Article]) -> None:
    texts = {a.id: a.text for a in archive}
    digest = make_digest(archive, Summarizer(load_profile("embedded")), total=9)
    assert [meeting.date for meeting in digest.meetings] == ["2024-06-05", "2024-09-02"]
    assert (digest.articles_read, digest.articles_total, digest.error) == (4, 9, None)
    for meeting in digest.meetings:
        assert meeting.sentences
        own = {source.article.id for source in meeting.articles}
        for sentence in meeting.sentences:
            assert sentence.verified
            assert sentence.sources
            for span in sentence.sources:
                assert span.article_id in own
                assert texts[span.article_id][span.start : span.end] == span.quote
    bridge = digest.meetings[1]
    cited = {span.article_id for sentence in bridge.sentences for span in sentence.sources}
    assert archive[3].id not in cited
    assert [source.same_as for source in bridge.articles] == [None, None, archive[0].id]
    assert bridge.summary.count("30-10") <= 1
    assert digest.to_dict()["summary"].count("\n") == 1


def test_a_budget_is_kept(archive: list[Article]) -> None:
    summarizer = Summarizer(load_profile("embedded"))
    short, long = (make_digest(archive, summarizer, syllable_budget=budget) for budget in (80, 300))
    assert len(short.summary.split()) < len(long.summary.split()) <= 330
    assert len(short.summary.split()) <= 130


def test_nothing_to_tell() -> None:
    assert make_digest([], Summarizer(load_profile("embedded"))).error


def test_merged_spans_lead_back(archive: list[Article]) -> None:
    merged = Merged(archive)
    assert len(merged.article.sentences) == sum(len(a.sentences) for a in archive)
    back = [merged.original(merged.article.sentence_span(i)) for i in range(len(merged.article.sentences))]
    assert back == [a.sentence_span(i) for a in archive for i in range(len(a.sentences))]
    assert merged.leads == (0, 1, 4, 5, 7, 8, 11, 12)


CALLED = """Chiều 5-6-2024, Sở Công Thương tỉnh Lạc Đông tổ chức hội nghị kết nối tiêu thụ nông sản.
Ông Trần Phước Thiện, Giám đốc Sở Công Thương chủ trì hội nghị.
Theo ông Thiện, 5 tháng đầu năm kim ngạch xuất khẩu gạo của tỉnh đạt 214 triệu USD, tăng 16,5%.
Trái cây tiêu thụ nội địa gặp khó vì chi phí vận chuyển tăng."""


def test_a_roll_call_gives_way_and_who_is_called_by_his_last_name_is_introduced() -> None:
    digest = make_digest(
        [article(CALLED, "2024-06-05", "Kết nối nông sản"), article(BRIDGE, "2024-09-02", "Hợp long")],
        Summarizer(load_profile("embedded")),
    )
    told = [sentence.text for sentence in digest.meetings[0].sentences]
    assert not any("chủ trì hội nghị" in text for text in told)
    (named,) = [text for text in told if "xuất khẩu gạo" in text]
    assert named.startswith("Theo ông Trần Phước Thiện, 5 tháng")
    (sources,) = [sentence.sources for sentence in digest.meetings[0].sentences if sentence.text == named]
    assert {span.quote for span in sources} >= set(CALLED.split("\n")[1:3])


def test_sentences_stand_in_the_order_of_their_reports(archive: list[Article]) -> None:
    digest = make_digest(archive, Summarizer(load_profile("embedded")), syllable_budget=600)
    for meeting in digest.meetings:
        order = {source.article.id: i for i, source in enumerate(meeting.articles)}
        places = [(order[s.sources[0].article_id], s.sources[0].start) for s in meeting.sentences]
        assert places == sorted(places)


FLOOD = """Tối 11-10-2024, Chủ tịch UBND tỉnh Vân Sơn Chu Minh Tuấn chủ trì cuộc họp khẩn về ứng phó lũ trên sông Lăng.
Đỉnh lũ tại trạm Cầu Đá được dự báo đạt 14,2 m vào trưa 12-10, trên báo động III 0,7 m.
Ông Tuấn yêu cầu hai huyện sơ tán xong 3.180 hộ dân ở 16 xã ven sông trước 5 giờ sáng 12-10."""


def test_whom_an_earlier_sentence_names_is_not_named_again() -> None:
    digest = make_digest([article(FLOOD, "2024-10-12", "Họp khẩn ứng phó lũ")], Summarizer(load_profile("embedded")))
    assert [sentence.text for sentence in digest.meetings[0].sentences] == FLOOD.split("\n")
