"""What a meeting decided, and what is decided elsewhere, before or by nobody. All invented."""

from __future__ import annotations

import pytest

from facts.meeting import meeting_facts
from tests.facts.articles import article

MEETING = "Sáng 5/3, HĐND tỉnh Tân Lộc khai mạc kỳ họp thứ 8."


def decided(*sentences: str) -> list[str]:
    card = meeting_facts(article("\n".join([MEETING, *sentences])))
    assert card is not None
    return [value.text for value in card.conclusions]


@pytest.mark.parametrize(
    ("sentence", "conclusion"),
    [
        (
            "Kỳ họp thứ 8 HĐND tỉnh đã không thông qua đề án tăng học phí.",
            "không thông qua đề án tăng học phí",
        ),
        (
            "Chủ tịch UBND tỉnh Lê Văn Bình đồng ý chủ trương lập quỹ sửa trường học.",
            "đồng ý chủ trương lập quỹ sửa trường học",
        ),
        (
            "Cuối cùng, đại diện Tân Lộc và Hòa Sơn thống nhất gộp hai đoạn đường thành một dự án.",
            "thống nhất gộp hai đoạn đường thành một dự án",
        ),
        (
            "Xét mức độ vi phạm, Ban Chấp hành đảng bộ tỉnh đã xem xét, thảo luận, nhất trí với hình thức cảnh cáo ông Bình.",
            "nhất trí với hình thức cảnh cáo ông Bình",
        ),
        (
            "Ông Lê Văn Bình, Ủy viên Ban Thường vụ Tỉnh ủy, Phó Chủ tịch HĐND tỉnh được bầu giữ chức Chủ tịch HĐND tỉnh.",
            "Ông Lê Văn Bình, Ủy viên Ban Thường vụ Tỉnh ủy, Phó Chủ tịch HĐND tỉnh được bầu giữ chức Chủ tịch HĐND tỉnh",
        ),
        (
            "Có 45/45 đại biểu (tỷ lệ 100%) đã biểu quyết đồng ý miễn nhiệm chức danh trên.",
            "biểu quyết đồng ý miễn nhiệm chức danh trên",
        ),
        (
            "Trong cuộc họp, UBND Tân Lộc thống nhất không cho xe máy đi lên cầu vượt.",
            "thống nhất không cho xe máy đi lên cầu vượt",
        ),
        (
            "Theo báo cáo, các thành viên Chính phủ đã nhất trí đề xuất tạm dừng thu phí qua cầu.",
            "nhất trí đề xuất tạm dừng thu phí qua cầu",
        ),
        (
            "Sáng 5/3, HĐND tỉnh Tân Lộc tổ chức kỳ họp thứ nhất bầu ông Lê Văn Bình giữ chức Chủ tịch UBND tỉnh.",
            "bầu ông Lê Văn Bình giữ chức Chủ tịch UBND tỉnh",
        ),
        (
            "Ngày 5/3, Hội nghị Ban Chấp hành Đảng bộ tỉnh Tân Lộc đã bầu ông Lê Văn Bình giữ chức Bí thư Tỉnh ủy.",
            "bầu ông Lê Văn Bình giữ chức Bí thư Tỉnh ủy",
        ),
        (
            "Tại phiên họp, các đại biểu tín nhiệm bầu ông Lê Văn Bình giữ chức Chủ tịch HĐND.",
            "tín nhiệm bầu ông Lê Văn Bình giữ chức Chủ tịch HĐND",
        ),
        (
            "Ông Trần Văn Nam xác nhận kỳ họp thứ 8 HĐND tỉnh đã miễn nhiệm chức danh Phó Chủ tịch tỉnh với ông Lê Văn Bình.",
            "miễn nhiệm chức danh Phó Chủ tịch tỉnh với ông Lê Văn Bình",
        ),
        (
            "Tại đại hội, ông Lê Văn Bình – Cục trưởng Cục Hàng hải đã được bầu giữ chức chủ tịch hội đồng quản trị.",
            "ông Lê Văn Bình – Cục trưởng Cục Hàng hải đã được bầu giữ chức chủ tịch hội đồng quản trị",
        ),
        (
            "Phó Thủ tướng Trần Văn Nam đã đồng ý ứng trước 300 tỷ đồng cho bốn tỉnh.",
            "đồng ý ứng trước 300 tỷ đồng cho bốn tỉnh",
        ),
        (
            "Hội đồng bầu cử quốc gia nhất trí không xác nhận tư cách đại biểu của một người.",
            "nhất trí không xác nhận tư cách đại biểu của một người",
        ),
    ],
)
def test_what_was_decided(sentence: str, conclusion: str) -> None:
    assert decided(sentence) == [conclusion]


def test_the_same_decide_more() -> None:
    assert decided(
        "Các đại biểu đã thống nhất đưa 30 người ra khỏi danh sách bầu cử.",
        "Đồng thời, thống nhất danh sách 36 người đủ chuẩn.",
    ) == [
        "thống nhất đưa 30 người ra khỏi danh sách bầu cử",
        "thống nhất danh sách 36 người đủ chuẩn",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sau cuộc họp, UBND tỉnh có thông báo kết luận của Chủ tịch UBND tỉnh về vấn đề trên.",
        "Ngày 2/2, Ủy ban Kiểm tra Trung ương đã công bố kết luận xác minh sáu căn nhà.",
        "Ban Chấp hành Đảng bộ tỉnh tổ chức hội nghị triển khai quyết định của Bộ Chính trị về công tác cán bộ.",
        "Đầu năm nay, Chính phủ phê duyệt chiến lược phát triển đường sắt.",
        "Thủ tướng vừa phê chuẩn kết quả bầu chủ tịch một tỉnh khác.",
        "Tại kỳ họp bất thường tháng 12/2014, ông Lê Văn Bình được bầu giữ chức Chủ tịch UBND tỉnh.",
        "Các nước ASEAN thông qua các kênh đối thoại để giữ hòa bình trong vùng.",
        "Hai nước ký bản ghi nhớ về nghề cá năm 2010.",
        "Trước đó một ngày, Ủy ban Mặt trận tỉnh tổ chức hội nghị hiệp thương.\nCác đại biểu đã biểu quyết thông qua danh sách ứng cử.",
        "Ông Lê Văn Bình, một trong hai người được vào danh sách bầu cử đại biểu HĐND tỉnh.",
        "Các nghị sĩ trong Hạ viện hồi tháng 5 đã thông qua dự luật về bảo hiểm.",
        "Đại hội vừa qua đã bầu ra ban chấp hành gồm 15 người.",
        "HĐND tỉnh tổ chức phiên họp bất thường giới thiệu nhân sự bầu Chủ tịch UBND tỉnh.",
        "HĐND tỉnh đã 2 lần thông qua nghị quyết về giảm ùn tắc giao thông.",
        "Đại hội bầu cử một lần được 74 người vào ban chấp hành.",
        "Giám đốc Sở Y tế Trần Văn Nam đồng ý với đề xuất của các bệnh viện.",
    ],
)
def test_what_the_meeting_did_not_decide(sentence: str) -> None:
    assert decided(sentence) == []


def test_a_decision_ends_with_its_quotation() -> None:
    assert decided("“Các bên đã thống nhất thời điểm bàn giao mặt bằng trong năm”, ông Lê Văn Bình cho biết.") == [
        "thống nhất thời điểm bàn giao mặt bằng trong năm"
    ]
