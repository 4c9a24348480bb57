"""Persons, titles, organisations, places."""

from __future__ import annotations

import pytest

from facts.names import find_organisations, find_persons, find_places


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("đồng chí Bí thư Tỉnh ủy Thanh Hoá Đỗ Minh Khang phát biểu", [("Đỗ Minh Khang", "Bí thư Tỉnh ủy Thanh Hoá")]),
        (
            "Đồng chí Hoàng Đức Lương, Ủy viên Trung ương Đảng, Phó trưởng Ban Tổ chức Trung ương và đồng chí Đỗ Minh"
            " Khang, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Thanh Hóa đồng chủ trì hội nghị.",
            [
                ("Hoàng Đức Lương", "Ủy viên Trung ương Đảng, Phó trưởng Ban Tổ chức Trung ương"),
                ("Đỗ Minh Khang", "Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Thanh Hóa"),
            ],
        ),
        ("ông Nguyễn Văn A nói", [("Nguyễn Văn A", None)]),
        ("PGS.TS. Đinh Phương Bảo trình bày", [("Đinh Phương Bảo", None)]),
        ("do tiến sĩ Francis Moore làm tổng giám đốc", [("Francis Moore", None)]),
        ("Thủ tướng Nhật Bản Kenji Watabe cho biết", [("Kenji Watabe", "Thủ tướng Nhật Bản")]),
        ("ông Tuyến yêu cầu", [("Tuyến", None)]),
        ("bà Trần Thị Thanh Vy - phó giám đốc Sở Tài nguyên môi trường - cho biết",
         [("Trần Thị Thanh Vy", "phó giám đốc Sở Tài nguyên môi trường")]),
        (
            "giám đốc Sở Giao thông vận tải Trần Quang Lộ, giám đốc Sở Kế hoạch và đầu tư Lê Thị Huỳnh Dao",
            [
                ("Trần Quang Lộ", "giám đốc Sở Giao thông vận tải"),
                ("Lê Thị Huỳnh Dao", "giám đốc Sở Kế hoạch và đầu tư"),
            ],
        ),
        ("Chủ tịch UBND huyện Yên Khê Bùi Đức Thuận thừa nhận", [("Bùi Đức Thuận", "Chủ tịch UBND huyện Yên Khê")]),
        ("Cục trưởng Cục Thống kê tỉnh Đoàn Mạnh Phú", [("Đoàn Mạnh Phú", "Cục trưởng Cục Thống kê tỉnh")]),
        ("Giám đốc Sở Văn hóa, Thể thao và Du lịch Lê Văn Sáu",
         [("Lê Văn Sáu", "Giám đốc Sở Văn hóa, Thể thao và Du lịch")]),
        ("tại tỉnh Hà Giang và Cao Bằng", []),
        ("đại diện thành phố Hồ Chí Minh", []),
    ],
)  # fmt: skip
def test_persons(text: str, persons: list[tuple[str, str | None]]) -> None:
    found = find_persons(text)
    assert [(person.name, person.title) for person in found] == persons
    for person in found:
        assert text[person.start : person.end] == person.name
        if person.title_start is not None:
            assert text[person.title_start : person.title_end] == person.title


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ban Tổ chức Trung ương tổ chức hội nghị", ["Ban Tổ chức Trung ương"]),
        ("UBND tỉnh Thanh Hóa và Sở Tài chính", ["UBND tỉnh Thanh Hóa", "Sở Tài chính"]),
        ("Sở Nông nghiệp và Phát triển nông thôn báo cáo", ["Sở Nông nghiệp và Phát triển nông thôn"]),
        ("Sở Nội vụ tổ chức tập huấn", ["Sở Nội vụ"]),
        ("UBND thị xã Hà Bối chủ trì", ["UBND thị xã Hà Bối"]),
        ("Ngân hàng TMCP Ngoại thương Việt Nam (VCB)", ["Ngân hàng TMCP Ngoại thương Việt Nam"]),
    ],
)
def test_organisations(text: str, names: list[str]) -> None:
    assert [name.name for name in find_organisations(text)] == names


def test_places() -> None:
    text = "tại TP Sầm Sơn, tỉnh Thanh Hóa, xã Cẩm Bình, quận 12 và TP. HCM, không phải ông Lê Hoà Bình"
    places = [place.name for place in find_places(text)]
    assert places == ["TP Sầm Sơn", "tỉnh Thanh Hóa", "xã Cẩm Bình", "quận 12", "TP. HCM"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lãnh đạo Triều Tiên Kim Jong-un phát biểu tại Bình Nhưỡng.", "Kim Jong-un"),
        ("Ông Nguyễn Văn Bách - giám đốc sở, phát biểu.", "Nguyễn Văn Bách"),
    ],
)
def test_a_korean_name_is_not_cut(text: str, name: str) -> None:
    assert [person.name for person in find_persons(text)] == [name]
