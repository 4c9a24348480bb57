"""Official papers: the frame is taken off and listed, the title is what the paper is about."""

from __future__ import annotations

import datetime as dt

from news import article_from_text

PAPER = """ỦY BAN NHÂN DÂN
TỈNH THƯỜNG ĐỨC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/BC-UBND
Thường Đức, ngày 8 tháng 3 năm 2024
BÁO CÁO
Kết quả phòng, chống hạn vụ đông xuân
Kính gửi: Thường trực Tỉnh ủy.
Đến ngày 5 tháng 3, toàn tỉnh đã bơm nước cho 3.200 ha lúa ở hai huyện Nậm Lâu và Yên Khê.
Trên đây là Báo cáo kết quả phòng, chống hạn, UBND tỉnh kính báo cáo./.
Nơi nhận:
- Như trên;
- Lưu: VT.
CHỦ TỊCH
Đỗ Quang Lịch"""


def test_the_frame_is_taken_off_and_listed() -> None:
    article = article_from_text(PAPER)
    assert article.title == "Báo cáo kết quả phòng, chống hạn vụ đông xuân"
    assert article.text.startswith("Đến ngày 5 tháng 3") and article.text.endswith("Yên Khê.")
    assert article.published == dt.date(2024, 3, 8)
    frame = [piece for piece in article.removed if piece.kind == "letterhead"]
    assert {"TỈNH THƯỜNG ĐỨC", "Kính gửi: Thường trực Tỉnh ủy.", "- Lưu: VT."} <= {piece.text for piece in frame}
    assert "Đỗ Quang Lịch" in {piece.text for piece in article.removed}
    assert all(PAPER[piece.raw_start : piece.raw_end] == piece.text for piece in frame)


def test_a_date_that_is_given_goes_first() -> None:
    assert article_from_text(PAPER, published=dt.date(2024, 3, 9)).published == dt.date(2024, 3, 9)


def test_an_impossible_date_is_none() -> None:
    assert article_from_text(PAPER.replace("ngày 8 tháng 3 năm", "ngày 31 tháng 2 năm")).published is None


def test_news_that_quotes_the_states_name_keeps_every_line() -> None:
    text = (
        "Lễ đón tại Hà Nội\nSáng 2-9, quốc kỳ nước Cộng hòa xã hội chủ nghĩa Việt Nam được kéo lên.\n"
        "Báo cáo của ban tổ chức cho biết có 5.000 người dự.\nNơi nhận quà là cổng số 2 của công viên."
    )
    assert not [piece for piece in article_from_text(text).removed if piece.kind == "letterhead"]


MINUTES = """UBND HUYỆN TÂN LỘC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
BIÊN BẢN HỘI NGHỊ
Tổng kết sản xuất vụ hè thu năm 2024
Hội nghị bắt đầu lúc 8 giờ ngày 17 tháng 10 năm 2024, do ông Vương Đình Khải chủ trì.
Toàn huyện gieo cấy 6.420 ha lúa, đạt 101% kế hoạch.
THƯ KÝ
(Đã ký)
Trịnh Thu Thảo
CHỦ TRÌ
(Đã ký)
Vương Đình Khải"""


def test_minutes_end_in_signatures() -> None:
    article = article_from_text(MINUTES)
    assert article.title == "Biên bản hội nghị tổng kết sản xuất vụ hè thu năm 2024"
    assert article.text.startswith("Hội nghị bắt đầu") and article.text.endswith("kế hoạch.")
    assert "CHỦ TRÌ" in {piece.text for piece in article.removed}


def test_names_that_nobody_signs_stay() -> None:
    article = article_from_text(MINUTES.replace("(Đã ký)\n", ""))
    assert article.text.endswith("Vương Đình Khải")


def test_a_notices_closing_formula_is_no_text() -> None:
    closing = "Văn phòng UBND tỉnh thông báo để các sở, ngành biết, thực hiện./."
    article = article_from_text(
        PAPER.replace("Trên đây là Báo cáo kết quả phòng, chống hạn, UBND tỉnh kính báo cáo./.", closing)
    )
    assert article.text.endswith("Yên Khê.")
    assert closing in {piece.text for piece in article.removed}
