"""When and where a meeting was, what it was called, who held it, and who is nobody. All invented."""

from __future__ import annotations

import pytest

from facts.meeting import meeting_facts
from facts.types import MeetingFacts
from tests.facts.articles import article


def read(text: str) -> MeetingFacts:
    card = meeting_facts(article(text))
    assert card is not None
    return card


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Sáng 20/11, sau khi bế mạc kỳ họp thứ 6, HĐND tỉnh tổ chức họp báo công bố kết quả kỳ họp thứ 6.",
            "họp báo công bố kết quả kỳ họp thứ 6",
        ),
        (
            "Tại cuộc họp về quản lý chợ trên địa bàn sáng 4/11, ông Lê Văn Bình nói chợ còn thiếu nước.",
            "cuộc họp về quản lý chợ trên địa bàn",
        ),
        ("Sáng 10/12, kỳ họp thứ 15 HĐND tỉnh Tân Lộc bước vào phiên bế mạc.", "kỳ họp thứ 15 HĐND tỉnh Tân Lộc"),
        (
            "Sáng 14/5, Bí thư Tỉnh ủy Lê Văn Bình chủ trì cuộc họp thông báo kết quả kiểm tra các chợ.",
            "cuộc họp thông báo kết quả kiểm tra các chợ",
        ),
    ],
)
def test_what_it_was_called(text: str, event: str) -> None:
    card = read(text)
    assert card.event is not None
    assert card.event.text == event


@pytest.mark.parametrize(
    "text",
    [
        "Chiều 17/4, tại cuộc họp báo, ông Lê Văn Bình cho biết lễ hội diễn ra ngày 9/5 tại chùa Vĩnh Sơn.",
        "Bà Lê Thị Hoa, giám đốc một hãng tư vấn tại Hà Nội, cho biết như vậy trong buổi họp báo ngày 10/4.",
        "Ngày 16/3, Bộ Xây dựng có buổi làm việc với UBND tỉnh về nhà xưởng (đóng tại Khu công nghiệp Hòa Sơn).",
        "Giữ hòa bình ở Biển Đông là điều ai cũng muốn, ông Lê Văn Bình nói trong cuộc họp báo chiều nay.",
    ],
)
def test_where_it_was_not(text: str) -> None:
    assert read(text).where == ()


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Cô giáo lớp 1/3 kể lại cuộc họp phụ huynh và cuộc họp của trường.", None),
        (
            "Công an tỉnh có cuộc làm việc với Cục Cảnh sát giao thông về trật tự dịp Quốc khánh 2/9.",
            None,
        ),
        ("Bộ Ngoại giao tổ chức họp báo về biển đảo, Reuters hôm nay dẫn nguồn tin giấu tên.", None),
        ("Bộ Ngoại giao hôm nay tổ chức họp báo về biển đảo.", "hôm nay"),
    ],
)
def test_when_it_was(text: str, when: str | None) -> None:
    card = meeting_facts(article(text))
    assert (card.when.text if card and card.when else None) == when


@pytest.mark.parametrize(
    ("text", "organisers"),
    [
        (
            "Ngày 23/1, Bộ Giao thông vận tải đã chủ trì, phối hợp Bộ Tài chính họp bàn phương án thu phí.",
            ["Bộ Giao thông vận tải", "Bộ Tài chính"],
        ),
        (
            "Ngày 24/7, tổng công ty Cảng hàng không Việt Nam đã tổ chức hội nghị tổng kết.",
            ["tổng công ty Cảng hàng không Việt Nam"],
        ),
        (
            "Hội thảo về biển do Viện Nghiên cứu biển Tân Lộc và sở Khoa học Công nghệ Hòa Sơn phối hợp tổ chức sáng 5/3.",
            ["Viện Nghiên cứu biển Tân Lộc", "sở Khoa học Công nghệ Hòa Sơn"],
        ),
        (
            "Ngày 15/11, Ban Chỉ đạo trung ương về phòng chống thiên tai tổ chức hội nghị đánh giá công tác ứng phó với lũ.",
            ["Ban Chỉ đạo trung ương về phòng chống thiên tai"],
        ),
    ],
)
def test_who_held_it(text: str, organisers: list[str]) -> None:
    assert [value.text for value in read(text).organiser] == organisers


def test_countries_and_seats_of_power_say_nothing_themselves() -> None:
    card = read(
        "Tại cuộc họp báo ngày 5/3, người đứng đầu Lầu Năm Góc nói tàu vẫn ở ngoài khơi.\n"
        "Lãnh đạo Palestine kêu gọi các nước nối lại đàm phán."
    )
    assert card.speakers == ()


def test_the_office_of_the_one_named_before_is_not_his() -> None:
    card = read(
        "Tại hội nghị ngày 5/3, Bộ trưởng Retno Marlina đã nhắc người đồng cấp Malaysia Anifah Ramin rằng cần sớm cho thăm lãnh sự.\n"
        "Ông Anifah Ramin cho biết Malaysia sẽ xem xét đề nghị này."
    )
    titles = {speaker.name: speaker.title or "" for speaker in card.speakers}
    assert "Retno" not in titles["Anifah Ramin"]


def test_who_came_in_place_of_another_has_an_office_of_her_own() -> None:
    card = read(
        "Tại phiên họp HĐND tỉnh chiều 13/7, được ủy quyền của Chủ tịch UBND tỉnh, bà Lê Thị Hoa - Phó Chủ tịch UBND thành phố Tân Lộc "
        "cho biết thành phố có 17 trường tiểu học."
    )
    assert [(speaker.name, speaker.title) for speaker in card.speakers] == [
        ("Lê Thị Hoa", "Phó Chủ tịch UBND thành phố Tân Lộc")
    ]


def test_streets_and_firms_do_not_speak() -> None:
    card = read(
        "Tại cuộc họp ngày 5/3, ông Lê Văn Bình cho biết đường nối từ ngã tư Lê Duẩn - Đinh Tiên Hoàng qua giao lộ Tôn Đức Thắng.\n"
        "Đại diện Uber vẫn khẳng định họ là công ty công nghệ và không trốn thuế."
    )
    assert [speaker.name for speaker in card.speakers] == ["Lê Văn Bình"]
