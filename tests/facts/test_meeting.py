"""The meeting card."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from facts import MeetingFacts
from facts.meeting import meeting_facts
from tests.facts.articles import MEETING, NOT_A_MEETING, article


@pytest.fixture(scope="module")
def card() -> MeetingFacts:
    facts = meeting_facts(article(MEETING))
    assert facts is not None
    return facts


def test_when(card: MeetingFacts) -> None:
    assert card.when is not None
    assert (card.when.text, card.when.date) == ("Chiều 14-5", "2024-05-14")


def test_where_organiser_event(card: MeetingFacts) -> None:
    assert [value.text for value in card.where] == ["TP Kim Giang"]
    assert [value.text for value in card.organiser] == ["Ban Tổ chức Tỉnh ủy Thường Đức"]
    assert card.event is not None
    assert card.event.text == ("hội nghị giao ban công tác cán bộ 6 huyện, thành phố khu vực phía Tây năm 2024")


def test_chairs(card: MeetingFacts) -> None:
    assert [(chair.name, chair.title) for chair in card.chairs] == [
        ("Hoàng Đức Lương", "Ủy viên Ban Thường vụ Tỉnh ủy, Trưởng Ban Tổ chức Tỉnh ủy"),
        ("Đỗ Minh Khang", "Bí thư Thành ủy, Chủ tịch HĐND TP Kim Giang"),
    ]


def test_participants(card: MeetingFacts) -> None:
    assert [value.text for value in card.participants] == [
        "lãnh đạo các phòng, đơn vị của Ban Tổ chức Tỉnh ủy",
        "lãnh đạo ban tổ chức các huyện ủy",
        "Yên Khê",
        "Nậm Lâu",
        "Tân Lộc",
        "Hà Thượng",
        "Suối Đòi",
        "Pá Chiêm",
    ]


def test_speakers(card: MeetingFacts) -> None:
    said = {speaker.name: [point.text for point in speaker.points] for speaker in card.speakers}
    assert list(said) == ["Đỗ Minh Khang", "Lê Thị Huỳnh Dao", "Hoàng Đức Lương"]
    assert said["Đỗ Minh Khang"][0].startswith("thành phố đã chi 1.500 tỷ đồng")
    assert said["Lê Thị Huỳnh Dao"][0].startswith("toàn vùng có 86.300 đảng viên")
    assert said["Hoàng Đức Lương"][0] == "Cán bộ không sợ việc khó, chỉ sợ không dám nhận việc"


def test_conclusions(card: MeetingFacts) -> None:
    texts = [value.text for value in card.conclusions]
    assert texts[0].startswith("yêu cầu ban tổ chức các huyện ủy rà soát quy hoạch")
    assert texts[1] == "thống nhất chọn huyện Yên Khê làm điểm sắp xếp đơn vị hành chính"


def test_assignments(card: MeetingFacts) -> None:
    assert [(task.who, task.what, task.deadline) for task in card.assignments] == [
        (
            "ban tổ chức các huyện ủy",
            "rà soát quy hoạch theo Nghị quyết số 18-NQ/TW trước ngày 30/6",
            "trước ngày 30/6",
        ),
        ("Sở Nội vụ", "thẩm định biên chế trong quý III/2024", "trong quý III/2024"),
    ]


def read(text: str, **more: Any) -> MeetingFacts:
    facts = meeting_facts(article(text, **more))
    assert facts is not None
    return facts


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        (
            "Thượng tướng Trần Quang Phúc, Ủy viên Trung ương Đảng, Phó Chủ tịch Quốc hội chủ trì hội nghị tổng kết năm.",
            "Trần Quang Phúc",
            "Ủy viên Trung ương Đảng, Phó Chủ tịch Quốc hội",
        ),
        (
            "Phó Chủ tịch Thường trực UBND tỉnh Lê Văn Khang sáng 5/3 chủ trì hội nghị giao ban quý I.",
            "Lê Văn Khang",
            "Phó Chủ tịch Thường trực UBND tỉnh",
        ),
        (
            "Cuộc họp về quản lý thị trường do Bộ trưởng Bộ Công Thương Trần Minh Đức chủ trì nóng hơn hẳn.",
            "Trần Minh Đức",
            "Bộ trưởng Bộ Công Thương",
        ),
    ],
)
def test_titles_of_chairs(text: str, name: str, title: str) -> None:
    assert [(chair.name, chair.title) for chair in read(text).chairs] == [(name, title)]


def test_an_office_and_a_pronoun_stand_for_the_speaker() -> None:
    card = read(
        "Chiều 5/3, Bộ trưởng Bộ Y tế Lê Minh Tuấn dự hội nghị tổng kết công tác phòng chống dịch tại TP Kim Giang.\n"
        "Hoan nghênh các địa phương, Bộ trưởng nhấn mạnh phải tiêm đủ vắc xin cho trẻ em trước mùa mưa.\n"
        "Tuy nhiên, ông cho rằng hệ thống y tế cơ sở vẫn còn rất nhiều việc phải làm.\n"
        "“Chúng ta không được chủ quan với dịch.\nMỗi xã phải có một bác sĩ trực”, Bộ trưởng nói."
    )
    (speaker,) = card.speakers
    assert speaker.name == "Lê Minh Tuấn"
    assert [point.text.split()[:3] for point in speaker.points] == [
        ["phải", "tiêm", "đủ"],
        ["hệ", "thống", "y"],
        ["Chúng", "ta", "không"],
        ["Mỗi", "xã", "phải"],
    ]
    assert [value.text for value in card.participants] == ["Bộ trưởng Bộ Y tế Lê Minh Tuấn"]


def test_a_meeting_without_a_name_has_a_card() -> None:
    card = read(
        "Tham dự hội nghị có, Chủ tịch UBND tỉnh Hà Văn Lâm; Giám đốc Sở Tài chính Lê Thị Tâm.\n"
        "Phát biểu tại hội nghị, ông Hà Văn Lâm cho biết tỉnh sẽ sắp xếp 14 xã thành 6 xã trong năm nay."
    )
    assert card.event is None
    assert [v.text for v in card.participants] == [
        "Chủ tịch UBND tỉnh Hà Văn Lâm",
        "Giám đốc Sở Tài chính Lê Thị Tâm",
    ]
    assert [speaker.name for speaker in card.speakers] == ["Hà Văn Lâm"]


def test_the_day_on_which_it_was_told_is_not_the_day_of_the_meeting() -> None:
    text = "Trao đổi với báo chí ngày 7-12, ông Lê Văn Tú cho biết sở vừa tổ chức hội nghị về nợ đọng bảo hiểm xã hội."
    assert read(text).when is None


@pytest.mark.parametrize(("word", "date"), [("Sáng nay", "2024-05-14"), ("Chiều qua", "2024-05-13")])
def test_today_is_known_by_the_page(word: str, date: str) -> None:
    text = f"{word}, Sở Y tế tổ chức hội nghị chuyên đề về tiêm chủng."
    when = read(text, published=dt.date(2024, 5, 14)).when
    assert when is not None
    assert (when.text, when.date) == (word, date)
    undated = read(text).when
    assert undated is not None
    assert undated.date is None


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Chiều 5/3, Chính phủ tiến hành cuộc họp nhằm thúc đẩy một số dự án hạ tầng.",
            "cuộc họp nhằm thúc đẩy một số dự án hạ tầng",
        ),
        (
            "Sáng 5/3, Quốc hội thảo luận về kế hoạch đầu tư công tại kỳ họp thứ 2, Quốc hội khoá 14.",
            "kỳ họp thứ 2, Quốc hội khoá 14",
        ),
        (
            "Hội nghị toàn quốc về khai thác, kinh doanh cát sỏi ngày 6/7 nêu nhiều bất cập.",
            "Hội nghị toàn quốc về khai thác, kinh doanh cát sỏi",
        ),
    ],
)
def test_names_of_events(text: str, event: str) -> None:
    card = read(text)
    assert card.event is not None
    assert card.event.text == event


def spans(value: Any) -> list[dict[str, Any]]:
    """Every span in a card's dictionary form."""
    if isinstance(value, dict):
        if {"article_id", "start", "end", "quote"} <= value.keys():
            return [value]
        return [span for part in value.values() for span in spans(part)]
    return [span for part in value for span in spans(part)] if isinstance(value, list) else []


def test_every_span_is_exact(card: MeetingFacts) -> None:
    found = spans(card.to_dict())
    assert len(found) > 20
    assert all(MEETING[span["start"] : span["end"]] == span["quote"] for span in found)


def test_no_meeting() -> None:
    assert meeting_facts(article(NOT_A_MEETING)) is None
    assert meeting_facts(article("")) is None


@pytest.mark.parametrize(
    ("text", "published", "date"),
    [
        ("Sáng 28/12, Sở Y tế tổ chức hội nghị triển khai nhiệm vụ năm 2025.", None, None),
        ("Sáng 10/1, Sở Y tế tổ chức hội nghị tổng kết công tác năm 2024.", None, None),
        ("Sáng 10/1, Sở Y tế tổ chức hội nghị tổng kết công tác năm 2024.", dt.date(2025, 1, 11), "2025-01-10"),
        ("Sáng 30/12, Sở Y tế tổ chức hội nghị tổng kết công tác năm.", dt.date(2025, 1, 2), "2024-12-30"),
        ("Sáng 10/8, Sở Y tế tổ chức hội nghị chuyên đề.", None, None),
        ("Sáng 10/8/2024, Sở Y tế tổ chức hội nghị chuyên đề.", None, "2024-08-10"),
    ],
)
def test_the_year_is_known_or_left_open(text: str, published: dt.date | None, date: str | None) -> None:
    card = meeting_facts(article(text, published=published))
    assert card is not None
    assert card.when is not None
    assert card.when.date == date


@pytest.mark.parametrize(
    ("text", "where", "organisers"),
    [
        (
            "Sáng 16/7, tại Trung tâm Hội nghị tỉnh (TP Kim Giang), UBND tỉnh Thường Đức tổ chức hội nghị xúc tiến.",
            ["Trung tâm Hội nghị tỉnh", "TP Kim Giang"],
            ["UBND tỉnh Thường Đức"],
        ),
        (
            "Hội thảo “Giữ nghề” do Sở Văn hóa, Thể thao và Du lịch phối hợp với UBND thị xã Hà Bối tổ chức sáng 12/9.",
            [],
            ["Sở Văn hóa, Thể thao và Du lịch", "UBND thị xã Hà Bối"],
        ),
        (
            "Ngày 27/6, tại TP Hạ Long, Quảng Ninh, Hội Luật gia tỉnh đã tổ chức đại hội đại biểu nhiệm kỳ mới.",
            ["TP Hạ Long", "Quảng Ninh"],
            ["Hội Luật gia tỉnh"],
        ),
    ],
)
def test_places_and_organisers(text: str, where: list[str], organisers: list[str]) -> None:
    card = meeting_facts(article(text))
    assert card is not None
    assert [value.text for value in card.where] == where
    assert [value.text for value in card.organiser] == organisers


def test_an_article_that_repeats_itself_is_told_once() -> None:
    said = (
        "Chiều 12/4, Sở Y tế tỉnh Vân Sơn họp giao ban về phòng dịch. Giám đốc Sở Nguyễn Thị Hoa cho biết toàn tỉnh có 45"
        " ca mắc. Bà Hoa giao Trung tâm Kiểm soát bệnh tật phun hóa chất tại 14 ổ dịch trước ngày 20/4. "
    )
    once, often = (meeting_facts(article(said * times)) for times in (1, 5))
    assert once is not None and often is not None
    assert [len(speaker.points) for speaker in often.speakers] == [len(speaker.points) for speaker in once.speakers]
    assert len(often.assignments) == len(once.assignments) == 1
