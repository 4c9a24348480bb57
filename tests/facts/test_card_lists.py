"""The meeting card: lists of participants, pleas and orders, points that are whole."""

from __future__ import annotations

import pytest

from facts import MeetingFacts
from facts.card.standing import standing
from facts.meeting import meeting_facts
from tests.facts.articles import article

MET = "Sáng 5/3/2024, tại TP Kim Giang, UBND tỉnh Thường Đức tổ chức hội nghị giao ban quý I."


def read(text: str) -> MeetingFacts:
    facts = meeting_facts(article(f"{MET}\n{text}"))
    assert facts is not None
    return facts


@pytest.mark.parametrize(
    ("text", "present"),
    [
        (
            "Tham dự hội nghị có lãnh đạo các sở: Kế hoạch và Đầu tư, Tài chính; Công an tỉnh.",
            ["lãnh đạo các sở", "Sở Kế hoạch và Đầu tư", "Sở Tài chính", "Công an tỉnh"],
        ),
        (
            "Tham dự hội nghị có đại diện các phòng Tài chính - Kế hoạch, Nội vụ và Chủ tịch UBND các xã: Tân Hội, Mỹ Lộc.",
            ["Phòng Tài chính - Kế hoạch", "Phòng Nội vụ", "Chủ tịch UBND xã Tân Hội", "Chủ tịch UBND xã Mỹ Lộc"],
        ),
        (
            "Hội nghị có sự tham dự của Bộ Khoa học và Công nghệ, Tài nguyên và Môi trường, Xây dựng.",
            ["Bộ Khoa học và Công nghệ", "Bộ Tài nguyên và Môi trường", "Bộ Xây dựng"],
        ),
        (
            "Tham dự hội nghị, về phía huyện Tân Lộc có ông Vương Đình Khải, Chủ tịch UBND huyện.",
            ["ông Vương Đình Khải, Chủ tịch UBND huyện"],
        ),
        (
            "Rất đông phóng viên, lãnh đạo các cơ quan báo chí đã tham dự hội nghị.",
            ["Rất đông phóng viên", "lãnh đạo các cơ quan báo chí"],
        ),
        (
            "Tham dự hội nghị có đại diện lãnh đạo các Bộ, Ban, ngành Trung ương, cùng nhiều chuyên gia.",
            ["đại diện lãnh đạo các Bộ, Ban, ngành Trung ương", "nhiều chuyên gia"],
        ),
        (
            "Tham dự hội nghị có ông Lê Văn Tú, Phó Vụ trưởng Vụ 1, Ủy ban Kiểm tra Trung ương; bà Trần Thị Hoa, Giám đốc Sở Y tế.",
            ["ông Lê Văn Tú, Phó Vụ trưởng Vụ 1, Ủy ban Kiểm tra Trung ương", "bà Trần Thị Hoa, Giám đốc Sở Y tế"],
        ),
        ("Ông Lê Văn Tú, Giám đốc Sở Y tế, vì bận việc nên không đến dự.", []),
        ("Để làm được, cần có sự tham gia của người dân ở các xã.", []),
    ],
)
def test_lists_of_participants(text: str, present: list[str]) -> None:
    assert [value.text for value in read(text).participants] == present


def test_the_span_of_a_completed_name_is_what_stands_there() -> None:
    text = f"{MET}\nTham dự hội nghị có lãnh đạo các sở: Kế hoạch và Đầu tư, Tài chính."
    card = meeting_facts(article(text))
    assert card is not None
    (value,) = [value for value in card.participants if value.text == "Sở Tài chính"]
    assert text[value.span.start : value.span.end] == value.span.quote == "Tài chính"


@pytest.mark.parametrize(
    ("office", "level"),
    [
        ("Chủ tịch UBND xã Tân Hội, huyện Tân Lộc", 1),
        ("Chủ tịch UBND thị xã Hà Bối", 2),
        ("Giám đốc Sở Y tế tỉnh Thường Đức", 3),
        ("tỉnh", 4),
        ("Bộ Chỉ huy Quân sự tỉnh", 4),
        ("Bộ Tài chính", 5),
        ("Giám đốc Công ty Cấp nước tỉnh", 0),
        ("nhà văn", None),
    ],
)
def test_standing(office: str, level: int | None) -> None:
    assert standing(office) == level


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        ("Ông Lò Văn Pản, Chủ tịch UBND huyện Nậm Lâu đề nghị tỉnh bố trí đủ 35 tỷ đồng cho tuyến đường.", []),
        ("Bà Lê Thị Hoa, Thứ trưởng Bộ Y tế đề nghị tỉnh bố trí đủ 35 tỷ đồng cho trạm y tế.", ["tỉnh"]),
        ("Ông Lê Văn Tú, Giám đốc Sở Y tế yêu cầu các bệnh viện bố trí đủ thuốc cho người bệnh.", ["các bệnh viện"]),
        # In closing the meeting nobody pleads.
        ("Kết luận hội nghị, TS. Lê Văn Tú, Hiệu trưởng Trường Cao đẳng đề nghị Sở Y tế thí điểm ở 5 xã.", ["Sở Y tế"]),
    ],
)
def test_a_plea_from_below_is_no_task(text: str, ordered: list[str]) -> None:
    assert [task.who for task in read(text).assignments] == ordered


@pytest.mark.parametrize(
    ("text", "who", "deadline"),
    [
        (
            "Tỉnh yêu cầu trong tháng 6 các đơn vị liên quan khẩn trương khảo sát làng nghề.",
            "các đơn vị liên quan",
            "trong tháng 6",
        ),
        (
            'Tỉnh yêu cầu các xã xây dựng kế hoạch "Chống rác thải nhựa" và ban hành trước ngày 20-5.',
            "các xã",
            "trước ngày 20-5",
        ),
        (
            "“Trong quý II, các huyện phải rà soát xong hộ thiếu nước”, ông Đỗ Quang Lịch yêu cầu.",
            "các huyện",
            None,
        ),
    ],
)
def test_whom_and_by_when(text: str, who: str, deadline: str | None) -> None:
    (task,) = read(text).assignments
    assert (task.who, task.deadline) == (who, deadline)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        (
            "Theo ông Lê Văn Tú, nếu làm cầu qua vị trí nêu trên thì cần khoảng 2.000 tỷ đồng.",
            "nếu làm cầu qua vị trí nêu trên thì cần khoảng 2.000 tỷ đồng.",
        ),
        (
            "Ông Lê Văn Tú thông tin, tới đây thành phố sẽ ứng dụng công nghệ thông tin trong nhiều lĩnh vực.",
            "tới đây thành phố sẽ ứng dụng công nghệ thông tin trong nhiều lĩnh vực.",
        ),
        (
            "Ông Lê Văn Tú nêu ý kiến cho rằng quy hoạch đã lạc hậu so với thực tế.",
            "quy hoạch đã lạc hậu so với thực tế.",
        ),
        (
            "Ông Lê Văn Tú đã thông tin về chương trình bình chọn hàng Việt Nam năm nay.",
            "thông tin về chương trình bình chọn hàng Việt Nam năm nay.",
        ),
        (
            "Bà Trần Thị Hoa báo cáo, đợt mặn vừa qua làm thiệt hại 2.150 ha lúa, thấp hơn dự báo 18.600 ha.",
            "đợt mặn vừa qua làm thiệt hại 2.150 ha lúa, thấp hơn dự báo 18.600 ha.",
        ),
        (
            "“Với các trạm hoạt động kém hiệu quả”, ông Lê Văn Tú nói, “không thể mặc kệ được, phải sáp nhập ngay”.",
            "Với các trạm hoạt động kém hiệu quả”, ông Lê Văn Tú nói, “không thể mặc kệ được, phải sáp nhập ngay",
        ),
    ],
)
def test_points_are_whole(text: str, point: str) -> None:
    (speaker,) = read(text).speakers
    assert [value.text for value in speaker.points] == [point]


def test_a_question_that_somebody_put_is_no_statement() -> None:
    assert not read("Đây là câu hỏi rất hay được nhà sử học Lê Văn Tú đặt ra.").speakers


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Chủ tịch UBND tỉnh Đỗ Quang Lịch yêu cầu các sở tổng kết, rà soát quy định về cán bộ.", "các sở"),
        ("Ông Đỗ Quang Lịch đề nghị Hội đồng Bầu cử huyện xem xét tư cách đại biểu.", "Hội đồng Bầu cử huyện"),
    ],
)
def test_verbs_that_are_part_of_a_name(text: str, who: str) -> None:
    assert [task.who for task in read(text).assignments] == [who]


def test_an_extraordinary_session_keeps_its_word() -> None:
    card = meeting_facts(article("Chiều 8/4, HĐND tỉnh Thường Đức tổ chức kỳ họp bất thường để bầu chủ tịch."))
    assert card is not None and card.event is not None
    assert card.event.text == "kỳ họp bất thường"


def test_the_session_before_is_not_the_meeting() -> None:
    card = meeting_facts(
        article(
            "Ông Đỗ Quang Lịch, Trưởng Ban Chỉ đạo, chủ trì cuộc họp, cho ý kiến đối với 8 vụ việc từ sau phiên họp thứ 15 đến nay. "
            "Ông biểu dương các cơ quan đã thực hiện kết luận tại phiên họp thứ 15 của Ban Chỉ đạo."
        )
    )
    assert card is not None and card.event is None
    points = [point.text for speaker in card.speakers for point in speaker.points]
    assert points[0].startswith("cho ý kiến đối với 8 vụ việc")


def test_who_signed_a_decision_said_nothing() -> None:
    card = meeting_facts(
        article(
            "Sáng 4/6, UBND tỉnh Thường Đức họp giao ban, ông Đỗ Quang Lịch chủ trì. Năm 2011, ông Phan Bá Kiên đã ký quyết định "
            "giao lô đất 8-12 Lê Duẩn cho Công ty Kim Giang để xây khách sạn."
        )
    )
    assert card is not None
    assert "Phan Bá Kiên" not in [speaker.name for speaker in card.speakers]
