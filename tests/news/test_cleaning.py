"""What goes from a page and what has to stay: the second half matters more."""

from __future__ import annotations

import datetime as dt

import pytest

from news import Article, article_from_text

BODY = (
    "Chiều 22-6, tại TP Kim Giang, UBND tỉnh Thường Đức tổ chức hội nghị giao ban công tác tháng 6, triển khai nhiệm vụ "
    "trọng tâm tháng 7 năm 2024."
)
END = (
    "Kết luận hội nghị, ông Đỗ Quang Lịch yêu cầu các sở, ngành hoàn thành hồ sơ trước ngày 30/6 và báo cáo UBND tỉnh "
    "trong phiên họp thường kỳ sắp tới."
)


def between(*lines: str) -> Article:
    """The article of a page that has these lines in the middle of its body."""
    return article_from_text("\n".join((BODY, *lines, END)))


def below(*lines: str) -> Article:
    return article_from_text("\n".join(("Hội nghị giao ban tháng 6", BODY, END, *lines)))


def kinds(article: Article) -> list[str]:
    return [piece.kind for piece in article.removed]


@pytest.mark.parametrize(
    "line",
    [
        "Hội nghị đánh giá tình hình.",
        "Sau hội nghị, các đại biểu được xem phim trên truyền hình.",
        "Đây là cách làm hay, cần nhân rộng mô hình.",
        "Thiệt hại do mưa lũ để lại nhiều hình ảnh buồn.",
        "Nguồn gốc ngân sách cần được làm rõ.",
        "Nguồn tin trên báo Kim Giang, vụ việc xảy ra tại xã Tân Lộc.",
        "Các đại biểu dự hội nghị đã thảo luận sôi nổi về kế hoạch.",
        "Các đại biểu dự hội nghị biểu quyết thông qua nghị quyết.",
        "Chủ tịch UBND tỉnh Đỗ Quang Lịch dự và phát biểu chỉ đạo hội nghị.",
        "Ông Trần Văn An, Giám đốc Sở Tài chính trình bày báo cáo tóm tắt.",
        "Tổng Biên tập Báo Thường Đức Lê Văn Tám chủ trì phần thảo luận.",
        "Tòa soạn báo đã trao 20 suất học bổng.",
        "Giấy phép xuất bản được cấp cho 20 đơn vị.",
        "Kinh tế",
        "Y tế",
        "Hôm nay",
        "Một góc nhìn khác được nêu ra.",
        "Theo Nghị định mới, mức hỗ trợ tăng gấp đôi",
        "- Giao Sở Y tế rà soát;",
        "1.500 tỷ đồng",
        "Đồng ý.",
    ],
)
def test_body_stays(line: str) -> None:
    article = between(line)
    assert line in article.text.split("\n")
    assert article.removed == ()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Lượt truy cập: 1.204.118", "counter"),
        ("Thống kê: 1.204.118", "counter"),
        ("Online: 41", "counter"),
        ("1.204 lượt xem", "counter"),
        ("Chia sẻ", "menu"),
        ("Về đầu trang", "menu"),
        ("© 2024 Báo Thường Đức. Ghi rõ nguồn khi phát hành lại.", "menu"),
        ("Tổng Biên tập: Lê Văn Tám", "menu"),
        ("Giấy phép số 123/GP-BTTTT do Bộ TTTT cấp ngày 1/2/2020", "menu"),
        ("* * *", "menu"),
        ("Xem thêm tại đây.", "menu"),
        ("Xem thêm: Cầu Kim Giang 2 hợp long", "related"),
        (">> Cầu Kim Giang 2 hợp long", "related"),
        ("Từ khóa: giao ban, giải ngân", "related"),
        ("Quang cảnh hội nghị.", "caption"),
        ("Các đại biểu dự hội nghị", "caption"),
        ("Trụ T9 nhìn từ bờ Nam. Ảnh: Thanh Bình", "caption"),
        ("Trụ T9 nhìn từ bờ Nam (Ảnh: T. An).", "caption"),
        ("Ảnh minh họa.", "caption"),
        ("Công nhân làm việc ba ca. Ảnh tư liệu", "caption"),
        ("(Nguồn: Báo Thường Đức)", "source"),
        ("Tin, ảnh: Thanh Bình - Hồng Nhung", "author"),
        ("17/06/2024 16:42", "date"),
    ],
)
def test_page_goes(line: str, kind: str) -> None:
    article = between(line)
    assert kinds(article) == [kind]
    assert article.removed[0].text == line
    assert article.text == f"{BODY}\n{END}"


@pytest.mark.parametrize(
    "line",
    [
        "Thứ Tư, 22/06/2022, 14:05 (GMT+7)",
        "22/06/2022 14:05 GMT+7",
        "14:05 | 22/06/2022",
        "14h05, ngày 22-6-2022",
        "Cập nhật: 22/06/2022",
        "Ngày đăng: 22/6/2022 14:05",
        "Thứ tư, ngày 22 tháng 6 năm 2022",
    ],
)
def test_date_lines(line: str) -> None:
    article = between(line)
    assert article.published == dt.date(2022, 6, 22)
    assert kinds(article) == ["date"]


def test_a_date_that_cannot_be_is_no_date() -> None:
    assert between("31/02/2022 14:05").published is None


def test_a_whole_page() -> None:
    article = article_from_text(
        "Trang chủ\nThời sự\nKinh tế\nHội nghị giao ban tháng 6\nThứ Tư, 22/06/2022, 14:05 (GMT+7)\nFacebook\n"
        f"{BODY}\nQuang cảnh hội nghị.\nKinh tế\n{END}\nThanh Bình - Hồng Nhung\nTheo Báo Thường Đức\n"
        "Từ khóa: giao ban\nTin liên quan\nCầu Kim Giang 2 hợp long\nBình luận (2)\nNguyễn A\nBài hay quá, cảm ơn báo.\n"
        "Lượt truy cập: 1.234\nHôm nay"
    )
    assert article.title == "Hội nghị giao ban tháng 6"
    assert article.text == f"{BODY}\nKinh tế\n{END}"
    assert article.source == "Báo Thường Đức"
    assert kinds(article) == [
        "menu", "menu", "menu", "date", "menu", "caption", "author", "source", "related", "related", "related",
        "comment", "comment", "comment", "counter", "counter",
    ]  # fmt: skip


def test_a_speaker_is_a_caption_only_among_captions() -> None:
    line = "Bà Lê Thị Minh Hạnh phát biểu tại hội nghị."
    assert between(line).removed == ()
    assert kinds(between(line, "Toàn cảnh hội nghị.")) == ["caption", "caption"]


def test_signatures() -> None:
    assert kinds(below("Thanh Bình")) == ["author"]
    assert kinds(below("Theo PV Thanh Bình")) == ["author"]
    assert below("Theo PV Thanh Bình").source is None
    assert below("Theo Báo Thường Đức").source == "Báo Thường Đức"
    listed = below("Danh sách khen thưởng", "Trần Văn An", "Lê Thị Bình", "Đỗ Quang Cường")
    assert listed.removed == ()


def test_text_goes_on_below_a_list_of_links() -> None:
    article = between("Tin liên quan", "Cầu Kim Giang 2 hợp long", "Ông Lịch cũng trả lời câu hỏi của báo chí.")
    assert kinds(article) == ["related", "related"]
    assert "trả lời câu hỏi của báo chí" in article.text


def test_page_words_alone_are_an_odd_text() -> None:
    assert article_from_text("Trang chủ\nOnline: 4\nFacebook").text == "Trang chủ\nOnline: 4\nFacebook"


def test_the_title_is_found_behind_the_menu_and_not_repeated() -> None:
    article = article_from_text(f"Trang chủ\nHội nghị giao ban\n{BODY}\n{END}", title="Hội nghị giao ban")
    assert article.text == f"{BODY}\n{END}"


def test_figures_are_never_touched() -> None:
    line = "Thu 1.500 tỷ đồng, tăng 5,2 % so với 22.6.2023 ;chi 3.000đ ,đạt 44,7%."
    assert line in between(line).text


def test_a_page_laid_out_by_tables(samples: list[Article]) -> None:
    """Menu and counters lie in cells beside the article's; a table of figures stays a table."""
    article = next(a for a in samples if str(a.title).startswith("Bế mạc Kỳ họp thứ 20"))
    sentences = article.sentence_texts()
    assert sentences[0].startswith("Sau 2,5 ngày làm việc, chiều 19/7, Kỳ họp thứ 20")
    assert sentences[-1] == "“Dân có quyền biết vì sao chậm và chậm đến bao giờ”, bà nói."
    assert not any(word in article.text for word in ("Quảng cáo", "DANH MỤC", "Thống kê", "2.845.331", "|"))


def test_counters_in_one_line() -> None:
    assert kinds(below("| Thống kê truy cập Hôm nay: 1.204 Tổng: 2.845.331 |")) == ["counter"]
    assert kinds(between("Thống kê truy cập cho thấy 1.204 người đọc tin này, tăng 3% so với 2023.")) == []
    assert kinds(between("Tổng: 1.204")) == []
