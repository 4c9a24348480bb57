"""Digests: meetings grouped and in order, copies named, every sentence cited by exact spans."""

from __future__ import annotations

import datetime as dt

import pytest

from models import load_profile
from news import Article, article_from_text
from summarizer.digest import make_digest
from summarizer.digest_plan import opening_first, points_back, telling_order
from summarizer.events import Report, group_events
from summarizer.merged import Merged
from summarizer.repeats import Told
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


def test_a_heading_says_on_which_day_it_was_or_was_told(archive: list[Article]) -> None:
    summarizer = Summarizer(load_profile("embedded"))
    undated = article_from_text(ORDERED.replace("-2024", ""), title="Giao ban cấp nước")
    told_later = article("Cầu phao Hà Bối dài 85 m.\nCầu do công binh lắp.", "2024-10-02", "Cầu phao Hà Bối")
    meetings = make_digest([archive[1], undated, told_later], summarizer).meetings
    assert [meeting.heading for meeting in meetings] == [
        "05/06/2024 – Giao ban phòng dịch",
        "Tin ngày 02/10/2024 – Cầu phao Hà Bối",
        "14/5 – Giao ban cấp nước",
    ]
    assert [meeting.dated_by for meeting in meetings] == ["meeting", "publication", None]
    assert [meeting.place for meeting in meetings] == [None, None, "thành phố Lạc Giang"]


SESSION = """HĐND tỉnh Thường Đức họp kỳ họp thứ {number} tại Hội trường 25B, bà Hoàng Thị Bích Liên chủ tọa kỳ họp.
Kỳ họp xem xét các báo cáo kinh tế - xã hội, ngân sách và trả lời kiến nghị cử tri tỉnh Thường Đức.
Kỳ họp thông qua {laws} nghị quyết."""


def test_articles_without_a_day_are_of_one_meeting_only_if_they_share_much() -> None:
    seventh, eighth = (
        Report(article_from_text(SESSION.format(number=n, laws=n + 2), title=f"Kỳ họp thứ {n}"), None) for n in (7, 8)
    )
    assert len(group_events([seventh, eighth])) == 2  # of one series
    again = Report(article_from_text(SESSION.format(number=7, laws=9) + "\nKỳ họp bế mạc sớm.", title="Bế mạc"), None)
    assert len(group_events([seventh, again])) == 1
    bridge, other = (Report(article_from_text(text, title="Hợp long cầu"), None) for text in (BRIDGE, LATE_LEAD))
    dated = [Report(report.article, dt.date(2024, 9, 2)) for report in (bridge, other)]
    assert len(group_events(dated)) == 1
    assert len(group_events([bridge, other])) == 2


ORDERED = """Sáng 14-5-2024, UBND tỉnh Lạc Đông họp giao ban về cấp nước cho các cù lao tại thành phố Lạc Giang.
Toàn tỉnh có 4.300 hộ thiếu nước ngọt, nhiều nhất ở huyện Cù Lao Én, nơi người dân phải mua nước hai tháng qua.
Nước giếng ở ba xã cù lao nhiễm mặn từ tháng 2, sớm hơn năm trước ba tuần vì mưa ít và triều cao.
Giá một khối nước chở bằng ghe lên 120.000 đồng, gấp sáu lần giá nước máy ở thành phố Lạc Giang.
Nhiều hộ xây thêm bể chứa nước mưa, mỗi bể từ 5 đến 8 khối, bằng vốn vay của Ngân hàng Chính sách xã hội.
Kết luận cuộc họp, Phó Chủ tịch UBND tỉnh Trần Phước Thiện giao Sở Xây dựng kéo ống nước sang cù lao trước ngày 30-10."""


def test_of_several_meetings_each_is_told_with_what_it_ordered() -> None:
    several = [article(ORDERED, "2024-05-14", "Giao ban cấp nước"), article(HEALTH, "2024-06-05", "Giao ban y tế")]
    several += [article(BRIDGE, "2024-09-02", "Hợp long"), article(FLOOD, "2024-10-12", "Họp khẩn")]
    told = make_digest(several, Summarizer(load_profile("embedded"))).meetings[0].sentences
    assert "Sáng 14-5-2024" in told[0].text
    assert "giao Sở Xây dựng" in told[-1].text


def test_a_sentence_that_says_when_takes_the_place_of_the_same_without_that() -> None:
    lead = "HĐND tỉnh Thường Đức mở kỳ họp bất thường bàn về sữa học đường và nhà hát bên sông Lăng.\n"
    same = (
        "Sáng 8-10-2024, HĐND tỉnh Thường Đức khai mạc kỳ họp bất thường bàn về đề án sữa học đường và nhà hát bên sông "
        "Lăng với vốn 1.500 tỷ đồng.\nHơn 300 cử tri theo dõi kỳ họp qua truyền hình."
    )
    several = [article(lead + same, "2024-10-08", "Kỳ họp bất thường"), article(HEALTH, "2024-06-05", "Giao ban y tế")]
    told = [s.text for s in make_digest(several, Summarizer(load_profile("embedded"))).meetings[1].sentences]
    assert told[0].startswith("Sáng 8-10-2024")
    assert sum("sữa học đường" in text for text in told) == 1


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("Kết luận nội dung trên, ông Tuấn giao Sở Xây dựng kéo ống nước.", True),
        ("Huyện đã báo cáo vì hình ảnh này làm du khách lo ngại.", True),
        ("Hội nghị bàn ba nội dung, trong đó nội dung này chiếm cả buổi sáng.", False),
        ("Tỉnh sẽ kéo ống nước sang cù lao trong năm nay.", False),
    ],
)
def test_what_points_back_is_known(text: str, back: bool) -> None:
    assert points_back(text) == back


def test_what_the_titles_of_several_reports_tell_is_rather_told() -> None:
    background = """Chợ nổi Lạc Giang họp từ năm 1920 ở ngã ba sông, nơi ghe chở trái cây của năm huyện gặp nhau mỗi sáng.
Mỗi ngày có 200 ghe đến chợ, nhiều nhất vào tháng Chạp.
Chợ bán dưa hấu, khoai lang và chiếu cói."""
    news = "UBND thành phố Lạc Giang dời chợ nổi về bến Cù Lao từ ngày 1-7 để bảo đảm an toàn giao thông đường thuỷ."
    reports = [
        article(f"{background}\n{news}", "2024-06-20", "Lạc Giang dời chợ nổi về bến Cù Lao"),
        article(f"{background.replace('năm huyện', '5 huyện')}", "2024-06-20", "Chợ nổi Lạc Giang sắp dời về bến mới"),
        article(HEALTH, "2024-06-05", "Giao ban phòng dịch"),
        article(FLOOD, "2024-10-12", "Họp khẩn ứng phó lũ"),
        article(ORDERED, "2024-05-14", "Giao ban cấp nước"),
        article(SESSION.format(number=7, laws=9), "2024-03-01", "Kỳ họp thứ 7"),
    ]
    digest = make_digest(reports, Summarizer(load_profile("embedded")))
    (market,) = [m for m in digest.meetings if "chợ nổi" in (m.title or "").lower()]
    assert "dời chợ nổi về bến Cù Lao" in market.summary


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


LATE_LEAD = """Công trình sẽ rút ngắn đường về huyện Yên Khê 14 km và giảm tải cho cầu cũ xây từ năm 1978 ở phía thượng lưu.
Ba trạm bơm ở bờ bắc sẽ được di dời trong tháng 9 để lấy mặt bằng làm đường dẫn lên cầu Kim Giang 2."""


def day_reports(*texts: str) -> list[Report]:
    made = [article(text, "2024-09-02", f"Bài {i}") for i, text in enumerate(texts)]
    return [Report(a, a.published) for a in made]


def test_of_two_leads_the_one_that_is_told_stands_first() -> None:
    reports = [article(BRIDGE, "2024-09-02", "Hợp long cầu"), article(BRIDGE_TOO, "2024-09-02", "Hợp long cầu sớm")]
    (meeting,) = make_digest(reports, Summarizer(load_profile("embedded"))).meetings
    assert "2-9" in meeting.sentences[0].text
    assert meeting.summary.count("2-9") == 1


def test_the_report_that_says_what_happened_and_when_goes_first() -> None:
    reports = day_reports(LATE_LEAD, BRIDGE)
    assert [r.article.title for r in opening_first(reports)] == ["Bài 1", "Bài 0"]
    later = Report(reports[1].article, dt.date(2024, 9, 5))
    assert [r.article.title for r in opening_first([reports[0], later])] == ["Bài 0", "Bài 1"]


PICTURED = """Lãnh đạo tỉnh Thường Đức tại lễ hợp long cầu Kim Giang 2.
Hai bờ nối nhau
Các đại biểu chụp ảnh lưu niệm trên cầu Kim Giang 2.
"""


def test_a_caption_or_a_subheading_does_not_take_the_place_of_the_lead() -> None:
    digest = make_digest([article(PICTURED + BRIDGE, "2024-09-02", "Hợp long")], Summarizer(load_profile("embedded")))
    assert digest.meetings[0].sentences[0].text.startswith("Sáng 2-9, tại thành phố Kim Giang")
    assert not any("chụp ảnh" in s.text or "Lãnh đạo tỉnh" in s.text for s in digest.meetings[0].sentences)


LEANING = """Điều này được ông nhấn mạnh như vậy khi kết thúc lễ hợp long cầu Kim Giang 2 của tỉnh Thường Đức.
Cũng tại đây, họ đã tặng quà cho công nhân làm cầu Kim Giang 2 trong dịp nghỉ lễ."""


def test_what_leans_is_told_only_where_nothing_else_is() -> None:
    summarizer = Summarizer(load_profile("embedded"))
    both = [article(BRIDGE, "2024-09-02", "Hợp long"), article(LEANING, "2024-09-02", "Sau lễ hợp long cầu")]
    told = [s.text for meeting in make_digest(both, summarizer).meetings[:1] for s in meeting.sentences]
    assert told and not any(text.startswith(("Điều này", "Cũng tại đây")) for text in told)
    assert make_digest([article(LEANING, "2024-09-02", "Sau lễ hợp long")], summarizer).meetings[0].sentences


AGAIN = """Lễ hợp long cầu Kim Giang 2 do UBND tỉnh Thường Đức tổ chức tại thành phố Kim Giang vào sáng 2-9.
Nguồn vốn dành cho cây cầu dài 1.250 m này là 1.500 tỷ đồng, đơn vị thi công là Công ty Cầu đường Thường Đức.
Huyện Yên Khê sẽ trồng 3.000 cây sao đen dọc hai bên đường dẫn trong mùa mưa năm sau."""


def test_a_fact_that_two_reports_tell_in_other_words_is_told_once() -> None:
    reports = [
        article(BRIDGE, "2024-09-02", "Hợp long cầu"),
        article(AGAIN, "2024-09-02", "Lễ hợp long cầu Kim Giang 2"),
    ]
    (meeting,) = make_digest(reports, Summarizer(load_profile("embedded"))).meetings
    assert meeting.summary.count("1.500") == 1
    assert meeting.summary.count("sáng 2-9") + meeting.summary.count("Sáng 2-9") == 1
    assert "3.000 cây sao đen" in meeting.summary


def test_told_knows_the_same_words_and_the_same_figures() -> None:
    told = Told()
    told.add("Đến hết ngày 30-4, toàn tỉnh giải ngân được 1.560 tỷ đồng, đạt 24,3% kế hoạch.")
    assert told.says_again("Toàn tỉnh mới đạt 24,3% kế hoạch, tức 1.560 tỷ đồng, tính đến ngày 30-4.")
    assert not told.says_again("Toàn tỉnh mới đạt 31,2% kế hoạch sau sáu tháng, thấp hơn bình quân cả nước.")
    assert not told.says_again("Huyện Yên Khê thu hồi 6,8 tỷ đồng tạm ứng.")


def test_without_a_year_the_day_still_parts_meetings() -> None:
    one, other = (article(text, "2024-09-02", "Hợp long") for text in (BRIDGE, BRIDGE.replace("2-9", "2-6")))
    apart = [Report(one, None, without_year=(9, 2)), Report(other, None, without_year=(6, 2))]
    assert len(group_events(apart)) == 2
    turn = [Report(one, None, without_year=(12, 31)), Report(other, dt.date(2025, 1, 1))]
    assert len(group_events(turn)) == 1
    undated = [article_from_text(text, title="Giao ban phòng dịch") for text in (HEALTH, HEALTH.replace("5-6", "5-10"))]
    assert len(make_digest(undated, Summarizer(load_profile("embedded"))).meetings) == 2


OPENED_LATE = """Hội nghị lần này bàn về nước ngọt cho ba xã cù lao, nơi 4.300 hộ phải mua nước suốt hai tháng qua.
Ngày 30-5, tại TP Lạc Giang, UBND tỉnh Lạc Đông tổ chức hội nghị về nước ngọt cho huyện Cù Lao Én.
Tỉnh sẽ kéo 18 km ống từ nhà máy nước Giồng Sậy, xong trước tháng 10."""


def test_when_it_met_is_told_before_what_takes_it_as_known() -> None:
    merged = Merged([article(OPENED_LATE, "2024-05-30", "Nước ngọt cho cù lao")])
    sentences = OPENED_LATE.split("\n")
    assert telling_order(list(enumerate(sentences)), merged) == [1, 0, 2]
    assert telling_order([(1, sentences[1]), (2, sentences[2])], merged) == [0, 1]


def test_more_reports_have_more_room() -> None:
    summarizer = Summarizer(load_profile("embedded"))
    health = article(HEALTH, "2024-06-05", "Giao ban phòng dịch")
    one = make_digest([health, article(BRIDGE, "2024-09-02", "Hợp long")], summarizer).meetings[1]
    reports = [article(t, "2024-09-02", "Hợp long cầu Kim Giang 2") for t in (BRIDGE, BRIDGE_TOO, LATE_LEAD, AGAIN)]
    more = make_digest([health, *reports], summarizer).meetings[1]
    assert len(more.articles) > 2
    assert len(more.summary.split()) > len(one.summary.split())


def test_what_was_asked_about_is_rather_told() -> None:
    session = article(
        "Chiều 19/7/2024, kỳ họp thứ 20 HĐND tỉnh Thường Đức bế mạc tại Kim Giang.\n"
        "Kỳ họp thông qua 21 nghị quyết, trong đó có bảng giá đất và mức học phí năm học mới.\n"
        "Thu ngân sách sáu tháng của tỉnh đạt 5.870 tỷ đồng, bằng 53% dự toán.\n"
        "Bốn giám đốc sở trả lời chất vấn trong nửa ngày.\n"
        "Tuyến xe buýt Kim Giang - Yên Khê sẽ dừng từ tháng 8 vì ít khách.",
        "2024-07-19",
        "Bế mạc kỳ họp thứ 20",
    )
    other = article(HEALTH, "2024-06-05", "Giao ban phòng dịch")
    summarizer = Summarizer(load_profile("embedded"))
    asked = make_digest([session, other], summarizer, query="tuyen xe buyt Yen Khe").meetings[1].summary
    assert "xe buýt" in asked
    assert asked.startswith("Chiều 19/7/2024")


def test_a_report_does_not_point_at_a_title_that_is_not_shown() -> None:
    pointing = """Đây là yêu cầu của Phó Chủ tịch UBND tỉnh Lê Thị Minh Hạnh với Công ty Cầu đường Thường Đức sáng 2-9.
Cầu Kim Giang 2 sẽ có trạm cân tự động ở cả hai đầu, theo Sở Giao thông vận tải tỉnh Thường Đức."""
    reports = [article(BRIDGE, "2024-09-02", "Hợp long"), article(pointing, "2024-09-02", "Xong đường dẫn trước 30-10")]
    meetings = make_digest(reports, Summarizer(load_profile("embedded"))).meetings
    told = [sentence.text for meeting in meetings for sentence in meeting.sentences]
    assert any("trạm cân tự động" in text for text in told)
    assert not any(text.startswith("Đây là") for text in told)


def test_of_two_counts_the_later_is_told() -> None:
    first = FLOOD.replace(
        "Ông Tuấn yêu cầu", "Tính đến tối 11-10, hai huyện đã sơ tán 1.200 hộ dân ở 9 xã. Ông Tuấn yêu cầu"
    )
    later = """Trưa 12-10-2024, nước sông Lăng ở tỉnh Vân Sơn lên 14,3 m tại trạm Cầu Đá.
Tính đến trưa 12-10, hai huyện đã sơ tán 3.020 hộ dân ở 16 xã.
Ba trường học ven sông thành nơi ở tạm."""
    reports = [article(first, "2024-10-11", "Họp khẩn ứng phó lũ"), article(later, "2024-10-12", "Lũ trên sông Lăng")]
    (meeting,) = make_digest(reports, Summarizer(load_profile("embedded"))).meetings
    assert "3.020 hộ" in meeting.summary
    assert "1.200 hộ" not in meeting.summary


def test_told_knows_the_same_sentence_with_other_figures() -> None:
    told = Told()
    told.add("Sáng 11-10, ông Tuấn họp khẩn.")
    told.add("Tính đến tối 11-10, hai huyện đã sơ tán 1.200 hộ dân ở 9 xã.")
    assert told.with_other_figures("Tính đến trưa 12-10, hai huyện đã sơ tán 3.020 hộ dân ở 16 xã.") == 1
    assert told.with_other_figures("Tính đến tối 11-10, hai huyện đã sơ tán 1.200 hộ dân.") is None
    assert told.with_other_figures("Ba trường học ven sông thành nơi ở của 3.020 hộ.") is None
    assert told.with_other_figures("Sáng 12-10, ông Tuấn họp khẩn.") is None
    told.replace(1, "Tính đến trưa 12-10, hai huyện đã sơ tán 3.020 hộ dân ở 16 xã.")
    assert told.with_other_figures("Tính đến tối 12-10, hai huyện đã sơ tán 3.180 hộ dân ở 16 xã.") == 1
