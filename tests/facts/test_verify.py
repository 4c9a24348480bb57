"""The verifier: what it must accept, and the corruptions that it must catch."""

from __future__ import annotations

import pytest

from facts import FactKind
from facts.verify import SourceIndex, verify
from tests.facts.articles import MEETING

INDEX = SourceIndex(MEETING)


@pytest.mark.parametrize("sentence", MEETING.split("\n"))
def test_the_source_supports_itself(sentence: str) -> None:
    assert INDEX.verify(sentence).unsupported == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Hội nghị diễn ra chiều ngày 14/5 tại thành phố Kim Giang.",
        "Hội nghị diễn ra ngày 14 tháng 5 năm 2024 tại TP. Kim Giang.",
        "Thành phố đã chi 1500 tỉ đồng cho 12 dự án.",
        "Thành phố đã chi 1,5 nghìn tỷ đồng cho mười hai dự án.",
        "Toàn vùng có 86 300 đảng viên, tăng 5.2%.",
        "Toàn vùng có hơn 86.000 đảng viên.",
        "Trưởng Ban Tổ chức Tỉnh uỷ Hoàng Đức Lương yêu cầu rà soát theo Nghị quyết 18.",
        "Chủ tịch Hội đồng nhân dân thành phố Kim Giang Đỗ Minh Khang đồng chủ trì.",
        "Ông Lương giao Sở Nội vụ thẩm định biên chế.",
        "Ông Lương nói cán bộ “không sợ việc khó”.",
        "Dự hội nghị có Yên Khê, Nậm Lâu và Tân Lộc.",
    ],
)
def test_other_words_for_the_same_facts(sentence: str) -> None:
    assert INDEX.verify(sentence).unsupported == ()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Chiều 15-5, tại TP Kim Giang, hội nghị diễn ra.", FactKind.DATE),
        ("Hội nghị diễn ra ngày 14/5/2023.", FactKind.DATE),
        ("Thành phố đã chi 1.600 tỷ đồng.", FactKind.NUMBER),
        ("Thành phố đã chi 1.500 triệu đồng.", FactKind.NUMBER),
        ("Toàn vùng có gần 86.000 đảng viên.", FactKind.NUMBER),
        ("Số đảng viên tăng 5,2 ha.", FactKind.NUMBER),
        ("Hội nghị diễn ra tại TP Đông Lĩnh.", FactKind.NAME),
        ("Đồng chí Trần Đức Lương chủ trì.", FactKind.NAME),
        ("Bí thư Thành ủy Hoàng Đức Lương chủ trì.", FactKind.TITLE),
        ("Bà Hoàng Đức Lương chủ trì hội nghị.", FactKind.TITLE),
        ("Việc rà soát theo Nghị quyết số 19-NQ/TW.", FactKind.CODE),
        ("Ông Lương nói “cán bộ phải dám nghĩ dám làm”.", FactKind.QUOTE),
        ("Thành phố đã chi 1.500 tỷ đồng cho 12 dự án trong 3 năm qua, để nợ đọng.", FactKind.NEGATION),
        ("Toàn vùng có 86.300 đảng viên; 7 xã có trụ sở.", FactKind.NEGATION),
        ("Bà Lê Thị Huỳnh Dao cho biết thành phố đã chi 1.500 tỷ đồng cho 12 dự án trong 3 năm qua.", FactKind.SPEAKER),
    ],
)
def test_corruptions_are_caught(sentence: str, kind: FactKind) -> None:
    assert kind in {fact.kind for fact in INDEX.verify(sentence).unsupported}


@pytest.mark.parametrize(
    "sentence",
    [
        "Chiều 14-5, tại TP Kim Giang, Sở Nội vụ tổ chức hội nghị giao ban công tác cán bộ 6 huyện.",
        "Hội nghị thống nhất chọn huyện Tân Lộc làm điểm sắp xếp đơn vị hành chính.",
        "Đồng chí Đỗ Minh Khang cho biết thành phố đã chi 1.500 tỷ đồng cho 7 dự án trong 3 năm qua, không để nợ đọng.",
        "Ban tổ chức các huyện ủy rà soát quy hoạch theo Nghị quyết số 18-NQ/TW trước ngày 14/5; giao Sở Nội vụ.",
    ],
)
def test_a_fact_of_the_article_in_the_wrong_place_is_caught(sentence: str) -> None:
    assert not INDEX.verify(sentence).supported


def test_abbreviations_that_the_article_introduces() -> None:
    source = "Ban Quản lý khu kinh tế (Ban QLKKT) họp với Liên đoàn Cờ vua tỉnh (LĐCVT)."
    assert verify("Ban QLKKT làm việc với LĐCVT.", source).supported
    assert verify("Ban Quản lý khu kinh tế làm việc.", source).supported
    assert not verify("Ban QLDA làm việc.", source).supported


def test_common_abbreviations() -> None:
    source = "Sáng 3/10, Ủy ban nhân dân Thành phố Hồ Chí Minh họp với Bộ Tài nguyên và Môi trường."
    for sentence in ("UBND TP.HCM họp.", "UBND TP HCM họp với Bộ TN&MT.", "UBND TP. HCM họp."):
        assert verify(sentence, source).unsupported == ()


def test_a_year_needs_its_date() -> None:
    source = "Ngày 22/6, hội nghị khai mạc."
    assert not verify("Hội nghị khai mạc ngày 22/6/2022.", source).supported
    assert verify("Hội nghị khai mạc ngày 22/6/2022.", source + " Năm 2022, tỉnh đạt kế hoạch.").supported


def test_a_cut_name_is_no_name() -> None:
    assert not verify("Ông Nguyễn Văn nói.", "Ông Nguyễn Văn Hùng nói.").supported
    assert verify("Ông Hùng nói.", "Ông Nguyễn Văn Hùng nói.").supported


def test_empty_texts() -> None:
    assert verify("", "").supported
    assert verify("Hội nghị thành công tốt đẹp.", "").supported
    assert not verify("Hội nghị có 500 đại biểu.", "").supported


OFFICES = """Bí thư Thành uỷ Đinh Văn Tùng thị sát nhà máy xử lý rác của TP Kim Giang. Tổng thư ký Quốc hội dự buổi làm việc.
NSƯT Quang Thái và nghệ sĩ ưu tú Hà Bình hát mở đầu. Máy bay của Jetstar hạ cánh ở phía đông đảo Hòn Tre.
Bà Đặng Thị Thung ngồi với bà Nguyễn Thị Soạn. Bà Thung nói thằng con trai đến đúng giờ quá, mai hết thuốc rồi."""


@pytest.mark.parametrize(
    "sentence",
    [
        "Bí thư Thành uỷ TP Kim Giang yêu cầu khắc phục.",
        "Nghệ sĩ ưu tú Quang Thái và NSƯT Hà Bình hát mở đầu.",
        "Máy bay của Hãng Jetstar hạ cánh.",
        "Máy bay hạ cánh ở phía Đông Hòn Tre.",
        "Các bà Đặng Thị Thung và Nguyễn Thị Soạn nói thằng con trai đến đúng giờ quá, mai hết thuốc rồi.",
    ],
)
def test_what_the_article_says_in_other_words(sentence: str) -> None:
    assert verify(sentence, OFFICES).unsupported == ()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Tổng thư ký TP Kim Giang dự buổi làm việc.", FactKind.TITLE),
        ("NSND Quang Thái hát mở đầu.", FactKind.NAME),
        ("Máy bay của Hãng Bamboo hạ cánh.", FactKind.NAME),
        ("Máy bay hạ cánh ở phía Tây Hòn Tre.", FactKind.NAME),
        ("Bà Nguyễn Thị Soạn nói thằng con trai đến đúng giờ quá, mai hết thuốc rồi.", FactKind.SPEAKER),
    ],
)
def test_what_the_article_does_not_say(sentence: str, kind: FactKind) -> None:
    assert kind in {fact.kind for fact in verify(sentence, OFFICES).unsupported}
