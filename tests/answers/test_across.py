"""What one person chaired or said, over several meetings; and short answers cut as a reader would cut them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from answers.across import somebody
from answers.candidates import candidates
from answers.question import understand
from answers.spans import whole
from news import article_from_text
from tinhop.service import Tinhop

ARTICLES = {
    "Giao ban tháng 6": (
        "Sáng 4/6/2024, UBND tỉnh Thường Đức tổ chức hội nghị giao ban tháng 6. Chủ tịch UBND tỉnh Đỗ Quang Lịch chủ trì "
        "hội nghị. Ông Đỗ Quang Lịch cho rằng quy hoạch cảng Kim Giang phải xong trong quý III. "
        "Giám đốc Sở Xây dựng Lê Minh Hạnh cho biết quy hoạch cảng Kim Giang còn thiếu 12 tỷ đồng."
    ),
    "Họp về thiên tai": (
        "Chiều 9/7/2024, Ban Chỉ đạo phòng chống thiên tai tỉnh Thường Đức tổ chức cuộc họp về ứng phó bão số 3. Chủ tịch UBND tỉnh Đỗ Quang "
        "Lịch chủ trì cuộc họp. Ông Đỗ Quang Lịch yêu cầu các huyện trực 24/24 giờ. Ông Đỗ Quang Lịch nhấn mạnh quy hoạch "
        "cảng Kim Giang phải tính đến nước biển dâng."
    ),
    "Hội nghị tổng kết hợp tác xã": (
        "Ngày 20/8/2024, Liên minh Hợp tác xã tỉnh Thường Đức tổ chức hội nghị tổng kết. Phó Chủ tịch UBND tỉnh Phan Thị Thu "
        "chủ trì hội nghị. Bà Phan Thị Thu nói Chủ tịch Đỗ Quang Lịch đã đến thăm ba hợp tác xã và khen quy hoạch cảng."
    ),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tinhop]:
    folder: Path = tmp_path_factory.mktemp("across")
    with Tinhop(folder) as tinhop:
        list(
            tinhop.add(
                article_from_text(text, title=title, published=dt.date(2024, month, 25))
                for month, (title, text) in enumerate(ARTICLES.items(), start=6)
            )
        )
        yield tinhop


def test_the_meetings_that_somebody_chaired(archive: Tinhop) -> None:
    answer = archive.ask("Những hội nghị nào do Chủ tịch Đỗ Quang Lịch chủ trì?")
    assert answer.answered
    # Which meeting, and that he chaired it.
    assert [(c.title, "chủ trì" in c.span.quote) for c in answer.citations] == [
        ("Họp về thiên tai", False),
        ("Họp về thiên tai", True),
        ("Giao ban tháng 6", False),
        ("Giao ban tháng 6", True),
    ]


def test_the_only_meeting_that_somebody_chaired_is_the_short_answer(archive: Tinhop) -> None:
    answer = archive.ask("Những hội nghị nào do bà Phan Thị Thu chủ trì?")
    assert answer.short_answer == "hội nghị tổng kết"
    assert {c.title for c in answer.citations} == {"Hội nghị tổng kết hợp tác xã"}


def test_what_somebody_said_about_a_thing_over_several_meetings(archive: Tinhop) -> None:
    answer = archive.ask("Ông Đỗ Quang Lịch đã nói gì về quy hoạch cảng Kim Giang qua các cuộc họp?")
    assert answer.answered
    assert {c.span.quote for c in answer.citations} == {
        "Ông Đỗ Quang Lịch cho rằng quy hoạch cảng Kim Giang phải xong trong quý III.",
        "Ông Đỗ Quang Lịch nhấn mạnh quy hoạch cảng Kim Giang phải tính đến nước biển dâng.",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Những hội nghị nào do ông Đỗ Quang Lịch chủ trì?", (("đỗ", "quang", "lịch"),)),
        ("Donald Trump nói gì về Kim Jong-un qua các cuộc họp báo?", (("donald", "trump"),)),
        ("Qua các phiên họp, bà Phan Thị Thu đã phát biểu gì về ông Lê Bá?", (("phan", "thị", "thu"),)),
        ("Những hội nghị nào bàn về ông Đỗ Quang Lịch?", ()),
        ("Ông Đỗ Quang Lịch nói gì?", ()),
        ("Các đại biểu nói gì về Kim Giang qua các phiên họp?", ()),
        ("ong do quang lich noi gi qua cac phien hop", ()),
    ],
)
def test_whom_a_question_over_meetings_is_about(text: str, found: tuple[tuple[str, ...], ...]) -> None:
    assert somebody(understand(text)) == found


def test_whether_something_is_so_has_no_short_answer(archive: Tinhop) -> None:
    answer = archive.ask("Chủ tịch Đỗ Quang Lịch có chủ trì hội nghị giao ban tháng 6 không?")
    assert answer.answered and answer.short_answer is None
    assert any("Đỗ Quang Lịch chủ trì" in c.span.quote for c in answer.citations)


SENTENCE = 'Có 9.116 xã (gần 82%) còn bom; Phó Thủ tướng Trương Hòa Bình nói việc này "rất gấp".'


@pytest.mark.parametrize(
    ("cut", "wanted"),
    [
        ("82%)", "82%"),
        ("(gần 82%)", "(gần 82%)"),
        ("Hòa Bình", "Trương Hòa Bình"),
        ('"rất gấp".', '"rất gấp"'),
        ('rất gấp"', "rất gấp"),
        ("9.116 xã", "9.116 xã"),
        ("; Phó Thủ tướng Trương Hòa Bình", "Phó Thủ tướng Trương Hòa Bình"),
    ],
)
def test_ends_of_a_short_answer(cut: str, wanted: str) -> None:
    at = SENTENCE.find(cut)
    start, end = whole(SENTENCE, at, at + len(cut))
    assert SENTENCE[start:end] == wanted


def test_a_list_far_from_another_name_is_one_stretch() -> None:
    sentence = "Ở Thừa Thiên Huế, theo báo cáo dài của đoàn công tác liên ngành, 3 tỉnh Nghệ An, Hà Tĩnh và Quảng Bình chưa điều tra."
    found = candidates(understand("Những tỉnh nào chưa điều tra?"), sentence)
    assert sentence[found[0].start : found[0].end] == "tỉnh Nghệ An, Hà Tĩnh và Quảng Bình"
