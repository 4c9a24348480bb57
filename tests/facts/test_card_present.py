"""Who was there: lists of an office's report, both sides of a meeting, and who only seems to have come. All invented."""

from __future__ import annotations

import pytest

from facts.meeting import meeting_facts
from tests.facts.articles import article

MEETING = "Sáng 5/3, UBND tỉnh Tân Lộc tổ chức hội nghị tổng kết công tác chống hạn."


def present(text: str) -> list[str]:
    card = meeting_facts(article(text))
    assert card is not None
    return [value.text for value in card.participants]


@pytest.mark.parametrize(
    ("sentence", "participants"),
    [
        (
            "Dự và chỉ đạo hội nghị có các đồng chí: Lê Văn Bình, Bí thư Tỉnh ủy; Nguyễn Thị Hoa, Phó Chủ tịch UBND tỉnh.",
            ["Lê Văn Bình, Bí thư Tỉnh ủy", "Nguyễn Thị Hoa, Phó Chủ tịch UBND tỉnh"],
        ),
        (
            "Cùng dự có ông Lê Văn Bình, Giám đốc Sở Y tế; đại diện lãnh đạo Bộ Y tế.",
            ["ông Lê Văn Bình, Giám đốc Sở Y tế", "đại diện lãnh đạo Bộ Y tế"],
        ),
        (
            "Tham dự hội nghị về phía Bộ Y tế có Thứ trưởng Trần Văn Nam; về phía tỉnh có Chủ tịch UBND tỉnh Lê Văn Bình.",
            ["Thứ trưởng Trần Văn Nam", "Chủ tịch UBND tỉnh Lê Văn Bình"],
        ),
        (
            "Tại điểm cầu tỉnh Tân Lộc có đồng chí Lê Văn Bình, Phó Chủ tịch UBND tỉnh, lãnh đạo các sở, ngành liên quan.",
            ["đồng chí Lê Văn Bình, Phó Chủ tịch UBND tỉnh", "lãnh đạo các sở, ngành liên quan"],
        ),
        ("Cùng đi có lãnh đạo Sở Y tế và huyện Hòa Sơn.", ["lãnh đạo Sở Y tế", "huyện Hòa Sơn"]),
        (
            "Tham dự hội nghị có ông Trần Văn Nam (Giám đốc Sở Y tế), bà Nguyễn Thị Hoa (Phó Giám đốc Sở Tài chính).",
            ["ông Trần Văn Nam (Giám đốc Sở Y tế)", "bà Nguyễn Thị Hoa (Phó Giám đốc Sở Tài chính)"],
        ),
        (
            "Cùng tham dự hội nghị, ông Trần Văn Nam, Chủ tịch xã Hòa Sơn cho hay xã còn thiếu nước.",
            ["Trần Văn Nam, Chủ tịch xã Hòa Sơn"],
        ),
        (
            "Hội nghị có sự tham dự của đại diện các tỉnh gồm Đồng Nai, Tây Ninh.",
            ["đại diện các tỉnh", "Đồng Nai", "Tây Ninh"],
        ),
        (
            "Hội nghị có sự tham dự của hàng trăm sinh viên, giáo viên tại Trường Đại học Tân Lộc.",
            ["hàng trăm sinh viên, giáo viên"],
        ),
        ("Cuộc họp có bà Nguyễn Thị Hoa, trú quận Hòa Sơn, là người bị hại.", ["bà Nguyễn Thị Hoa"]),
        # Nobody in particular, and who only seems to have come.
        ("Các đại biểu tham dự hội nghị đã được giao lưu với hai tập thể có thành tích chống hạn.", []),
        ("Tham dự hội nghị để biết cách giữ nước và có cơ hội gặp ca sĩ Lê Văn Bình.", []),
        ("Không phải thành phần tham dự song Chi cục trưởng Lê Văn Bình có mặt tại hội nghị.", []),
        ("Hai hội nghị trước đó diễn ra năm 2007 với sự tham gia của ông Lê Văn Bình.", []),
    ],
)
def test_lists(sentence: str, participants: list[str]) -> None:
    assert present(f"{MEETING}\n{sentence}") == participants


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        (
            "Ngày 13/12, Tổng cục Đường bộ họp với UBND tỉnh Tân Lộc, cùng công ty TNHH Cầu Hòa Sơn để bàn mức phí.",
            ["Tổng cục Đường bộ", "UBND tỉnh Tân Lộc", "công ty TNHH Cầu Hòa Sơn"],
        ),
        (
            "Tại buổi làm việc giữa Bộ Giao thông với Hà Nội sáng 15/4, nhiều ý kiến nói về nhà ga.",
            ["Bộ Giao thông", "Hà Nội"],
        ),
        (
            "Chiều 23/4, Bộ trưởng Lê Văn Bình chủ trì cuộc họp của Thường trực Chính phủ với một số bộ, ngành về nhà ga.",
            ["Thường trực Chính phủ", "một số bộ, ngành"],
        ),
        (
            "Ngày 26/6, Chủ tịch UBND tỉnh Lê Văn Bình chủ trì cuộc họp giữa Sở Tài nguyên và đại diện 175 hộ dân xóm 7 và 8.",
            ["Sở Tài nguyên", "đại diện 175 hộ dân xóm 7 và 8"],
        ),
        (
            "Chiều 15/5 lãnh đạo UBND tỉnh Tân Lộc đã có buổi làm việc với lãnh đạo tỉnh Hòa Sơn trên địa bàn hai tỉnh.",
            ["lãnh đạo UBND tỉnh Tân Lộc", "lãnh đạo tỉnh Hòa Sơn trên địa bàn hai tỉnh"],
        ),
        (
            "Ngày 26/11, Chủ tịch UBND tỉnh Tân Lộc Lê Văn Bình tiếp tục có buổi tiếp xúc cử tri tại phường Hòa Sơn.",
            ["Chủ tịch UBND tỉnh Tân Lộc Lê Văn Bình"],
        ),
        (
            "Ngày 15/3, Hội Điện ảnh tổ chức buổi họp báo công bố giải thưởng Cánh Chim với sự tham gia của ông Lê Văn Bình, Chủ tịch "
            "Hội Điện ảnh.",
            ["ông Lê Văn Bình, Chủ tịch Hội Điện ảnh"],
        ),
        (
            "Chiều 16/10, lãnh đạo tỉnh Tân Lộc tổ chức cuộc họp với đơn vị tư vấn và các sở, ngành để nghe đồ án quy hoạch.",
            ["đơn vị tư vấn", "các sở, ngành"],
        ),
        ("Ngày 21/4, Chủ tịch UBND tỉnh Lê Văn Bình chủ trì cuộc họp với các bên để gỡ vướng mắc.", []),
    ],
)
def test_who_met_whom(text: str, participants: list[str]) -> None:
    assert present(text) == participants
