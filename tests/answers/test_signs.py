"""What speaks for and against a sentence."""

from __future__ import annotations

import pytest

from answers import Answerer
from answers.question import understand
from answers.signs import doubt, holds_the_office, tells_another, tells_several_days, wants_several_days
from index import Library, StaticEmbedder
from models import load_profile
from news import article_from_text


@pytest.mark.parametrize(
    ("question", "answer", "fits"),
    [
        ("Hội nghị họp trong những ngày nào?", "Sáng 26/9", False),
        ("Hội nghị họp trong những ngày nào?", "hai ngày 26 - 27/9", True),
        ("Hội chợ mở từ ngày nào đến ngày nào?", "ngày 24-6", False),
        ("Hội chợ mở từ ngày nào đến ngày nào?", "từ ngày 24 đến 28-6", True),
        ("hoi cho mo tu ngay nao toi ngay nao", "5-7/8", True),
        ("Cuộc họp diễn ra hai ngày nào?", "30/11 và 1/12", True),
        ("Cuộc họp diễn ra ngày nào?", "27-8", True),
    ],
)
def test_one_day_is_not_several(question: str, answer: str, fits: bool) -> None:
    asked = understand(question)
    assert (tells_several_days(answer) or not wants_several_days(asked)) is fits


def test_a_question_is_no_answer() -> None:
    asked = understand("Vì sao tuyến đường chậm tiến độ?")
    assert doubt(asked, "* Thưa ông, vì sao tuyến đường lại chậm tiến độ như vậy?”") < 1.0
    assert doubt(asked, "Tuyến đường chậm tiến độ do thiếu cát đắp nền.") == 1.0
    said = understand("Ông Phạm Bá Lộc nói gì về tài sản thất thoát?")
    assert doubt(said, "Tài sản thất thoát chẳng lẽ có cánh mà bay?") == 1.0
    assert doubt(said, "* Ông nghĩ gì về tài sản thất thoát?") < 0.1


def test_several_days_are_cited(tmp_path_factory: pytest.TempPathFactory) -> None:
    embedder = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
    text = (
        "Sáng 14/5, Hội chợ nông sản huyện Đông Lâm lần thứ ba được khai mạc tại trung tâm huyện.\n\n"
        "Ông Lý Văn Tuấn, Phó Chủ tịch UBND huyện, cho biết có 86 gian hàng của 12 xã.\n\n"
        "Hội chợ nông sản diễn ra trong ba ngày, từ 14 đến 16/5."
    )
    with Library.open(tmp_path_factory.mktemp("days") / "library", embedder, create=True) as library:
        library.add(article_from_text(text, title="Khai mạc Hội chợ nông sản huyện Đông Lâm"))
        answerer = Answerer(library)
        several = answerer.ask("Hội chợ nông sản huyện Đông Lâm diễn ra trong những ngày nào?")
        assert several.citations[0].span.quote.startswith("Hội chợ nông sản diễn ra trong ba ngày")
        assert several.short_answer is not None
        assert "16/5" in several.short_answer
        begun = answerer.ask("Hội chợ nông sản huyện Đông Lâm khai mạc ngày nào?")
        assert "14/5" in (begun.short_answer or "")


@pytest.mark.parametrize(
    ("question", "sentence", "another"),
    [
        (
            "Ông Trần Đình Khang nói gì về tiến độ đường vành đai?",
            "Ông Lê Văn Thuận, Giám đốc Sở Giao thông Vận tải, cho biết đường vành đai chậm ba tháng.",
            True,
        ),
        (
            "Ông Trần Đình Khang nói gì về tiến độ đường vành đai?",
            "Chủ tịch UBND tỉnh Trần Đình Khang cho biết đường vành đai chậm ba tháng.",
            False,
        ),
        # Nobody speaks by name: it may be his.
        ("Ông Trần Đình Khang nói gì về đường vành đai?", "“Đường vành đai phải xong trong năm nay”.", False),
        ("Người phát ngôn Kremlin nói gì về chuyến đi?", "Ông Peskov cho biết chuyến đi chưa có kế hoạch.", False),
        ("Năm 2023 tỉnh khởi công bao nhiêu dự án?", "Trong năm 2022, tỉnh đã khởi công 12 dự án.", True),
        ("Năm 2023 tỉnh khởi công bao nhiêu dự án?", "Trong năm 2023, tỉnh đã khởi công 12 dự án.", False),
        ("Năm 2023 tỉnh khởi công bao nhiêu dự án?", "Tỉnh đã khởi công 12 dự án.", False),
        ("Kỳ họp thứ 9 bế mạc ngày nào?", "Kỳ họp thứ 9 khai mạc sáng 8/7.", True),
        ("Kỳ họp thứ 9 bế mạc ngày nào?", "Kỳ họp thứ 9 khai mạc sáng 8/7 và bế mạc chiều 10/7.", False),
        ("Cầu Vạn Phúc hợp long khi nào?", "Cầu Vạn Phúc khởi công ngày 2/9/2022.", True),
        ("cau van phuc hop long khi nao", "Cầu Vạn Phúc không thể hợp long trong tháng 9.", True),
        ("Cầu Vạn Phúc hợp long khi nào?", "Sáng 19/12, cầu Vạn Phúc khởi công năm 2022 đã hợp long.", False),
        ("Khi nào cầu Vạn Phúc chưa hợp long?", "Đến tháng 9, cầu Vạn Phúc chưa hợp long.", False),
    ],
)
def test_what_tells_of_another(question: str, sentence: str, another: bool) -> None:
    assert tells_another(understand(question), sentence) is another


def test_the_words_of_another_are_not_given_as_his(tmp_path_factory: pytest.TempPathFactory) -> None:
    embedder = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
    text = (
        "Sáng 6/3, UBND tỉnh Vân Sơn họp giao ban tháng 2 về đường vành đai phía đông.\n\n"
        "Ông Trần Đình Khang, Chủ tịch UBND tỉnh, chủ trì cuộc họp.\n\n"
        "Ông Lê Văn Thuận, Giám đốc Sở Giao thông Vận tải, cho biết đường vành đai phía đông chậm ba tháng vì thiếu đất đắp."
    )
    with Library.open(tmp_path_factory.mktemp("words") / "library", embedder, create=True) as library:
        library.add(article_from_text(text, title="Vân Sơn họp giao ban tháng 2"))
        answerer = Answerer(library)
        his = answerer.ask("Ông Lê Văn Thuận nói gì về đường vành đai phía đông?")
        assert his.answered
        assert "chậm ba tháng" in (his.answer or "")
        anothers = answerer.ask("Ông Trần Đình Khang nói gì về đường vành đai phía đông?")
        assert "chậm ba tháng" not in (anothers.answer or "")


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        (
            "bi thu huyen uy yen khe phat bieu tai hoi nghi la ai",
            "Bí thư Huyện ủy Yên Khê Vi Văn Thắng cho biết huyện có 14 xã.",
            True,
        ),
        ("Bí thư Huyện ủy Tân Lộc là ai?", "Bí thư Huyện ủy Yên Khê Vi Văn Thắng cho biết huyện có 14 xã.", False),
        ("Bí thư là ai?", "Bí thư Huyện ủy Yên Khê Vi Văn Thắng cho biết huyện có 14 xã.", False),
        (
            "Bí thư Huyện ủy Yên Khê nói gì?",
            "Bí thư Huyện ủy Yên Khê Vi Văn Thắng cho biết huyện có 14 xã.",
            False,
        ),
    ],
)
def test_who_holds_the_office(question: str, sentence: str, holds: bool) -> None:
    start = sentence.index("Vi Văn Thắng")
    assert holds_the_office(understand(question), sentence, start, start + 12) is holds
