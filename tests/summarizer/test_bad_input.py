"""Texts that are no articles: a sensible summary or a clear refusal, never a crash."""

from __future__ import annotations

import pytest

from news.vietnamese import syllables
from summarizer import Length
from summarizer.language import is_vietnamese
from tinhop.service import Tinhop

ENGLISH = (
    "The provincial council met on Monday to discuss the new budget. It approved nine resolutions on public investment. "
    "The chairman said that the road along the river would open before September. He thanked the delegates for coming."
)
FRENCH = (
    "Le conseil régional s’est réuni lundi pour débattre du budget. Il a adopté neuf résolutions sur l’investissement. "
    "Le président a déclaré que la route serait ouverte à l’automne et a remercié les délégués de leur présence."
)
CHINESE = "省人民委员会 周一 召开 会议 讨论 预算 问题 通过 九项 决议 主席 表示 道路 将 开放"
TABLE = "Đơn vị | Kế hoạch | Thực hiện | Tỷ lệ\nSở Y tế | 120 | 95 | 79%\nSở Giao thông vận tải | 300 | 150 | 50%\n"
POEM = "Mai về mẹ hỏi\nMùa gặt xong chưa\nCon cười không nói\nNghe đồng gió đưa\n"
ACCENTLESS = (
    "Chieu 22-6, UBND tinh Thuong Duc to chuc hoi nghi giao ban thang 6 ve giai ngan von dau tu cong. "
    "Ong Do Quang Lich de nghi cac so bao cao truoc ngay 30-9. Den nay toan tinh da giai ngan 1.500 ty dong."
)
MEETING = "Chiều 22-6, UBND tỉnh Thường Đức tổ chức hội nghị giao ban tháng 6 về giải ngân vốn đầu tư công."
WHO = "Xã số|Tổ dân phố|Trường tiểu học số|Hợp tác xã số|Đội số|Nhà máy số|Trạm y tế số".split("|")
DOES = "xây mới|sửa chữa|mở rộng|trồng|bàn giao|khánh thành|khởi công|nghiệm thu|đề nghị|tiếp nhận|tổng kết".split("|")
WHAT = (
    "nhà văn hóa|đường liên thôn|kênh tưới|rừng phòng hộ|vườn ươm|bến thuyền|cầu treo|trạm bơm|chợ đầu mối|sân bóng|kho lạnh"
    "|đập dâng|lớp học"
).split("|")
WHERE = (
    "ven sông Hạ|trên núi Bạc|gần biển Đông Hạ|giữa đồng Trũng|cạnh rừng Già|bên hồ Lặng|dưới thung lũng Nắng|ngoài đảo Xa"
).split("|")
QUOTATIONS = (
    "“Tôi đồng ý với tờ trình của Sở Tài chính về nguồn vốn năm nay.” "
    "“Tôi không đồng ý với phương án hai vì chưa rõ tiến độ giải phóng mặt bằng.” “Ta biểu quyết ngay hôm nay.”"
)


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, CHINESE])
def test_another_language_is_refused(service: Tinhop, text: str) -> None:
    summary = service.summarize(service.article(text))
    assert not summary.summary
    assert summary.error is not None and "Vietnamese" in summary.error
    assert summary.coverage.sentences_read == 0


@pytest.mark.parametrize("text", [TABLE, POEM, "Tin vắn\n" * 300])
def test_what_has_no_sentences_is_refused(service: Tinhop, text: str) -> None:
    summary = service.summarize(service.article(text))
    assert not summary.summary
    assert summary.error is not None and "table" in summary.error


@pytest.mark.parametrize("text", [MEETING, "Họp giao ban chiều nay", f"{MEETING} {MEETING}"])
@pytest.mark.parametrize("length", list(Length))
def test_one_sentence_is_its_own_summary(service: Tinhop, text: str, length: Length) -> None:
    summary = service.summarize(service.article(text), length=length)
    assert summary.summary == text[: len(MEETING)]


def test_an_article_that_repeats_itself_is_told_once(service: Tinhop) -> None:
    text = "\n".join([MEETING, "Hội nghị nghe báo cáo về tiến độ của 12 dự án trọng điểm trên địa bàn."] * 40)
    summary = service.summarize(service.article(text), length=Length.LONG)
    assert len({sentence.text for sentence in summary.sentences}) == len(summary.sentences) <= 2


@pytest.mark.parametrize("length", list(Length))
def test_sentences_longer_than_the_window_are_summarised(service: Tinhop, length: Length) -> None:
    duties = ", ".join(
        f"giao Sở số {i} kiểm tra {i + 2} công trình thủy lợi ven sông trước mùa mưa lũ" for i in range(60)
    )
    text = f"Hội nghị giao ban của UBND tỉnh Thường Đức quyết định {duties}."
    assert service.summarize(service.article(f"{text}\n{text}"), length=length).summary == text


def test_quotations_stay_quotations(service: Tinhop) -> None:
    summary = service.summarize(service.article(QUOTATIONS))
    assert summary.sentences
    assert all(sentence.text in QUOTATIONS for sentence in summary.sentences)
    assert summary.summary.count("“") == summary.summary.count("”") > 0


def test_accentless_text_is_vietnamese(service: Tinhop) -> None:
    assert service.summarize(service.article(ACCENTLESS), length=Length.SHORT).summary in ACCENTLESS


def test_a_very_long_text_is_read_to_its_end(service: Tinhop) -> None:
    lines = [
        f"{WHO[i % 7]} {i} {DOES[i % 11]} {WHAT[i % 13]} {WHERE[(i // 150) % 8]} trong năm {1900 + i}."
        for i in range(1200)
    ]
    summary = service.summarize(service.article("\n".join(lines)), length=Length.LONG)
    assert summary.error is None
    assert summary.coverage.sentences_read == summary.coverage.sentences_total == len(lines)
    starts = [span.start for sentence in summary.sentences for span in sentence.sources[:1]]
    assert max(starts) > 0.8 * len("\n".join(lines)) and min(starts) < 0.2 * len("\n".join(lines))
    assert len(syllables(summary.summary)) < 600


def test_language() -> None:
    assert is_vietnamese(MEETING) and is_vietnamese(ACCENTLESS) and is_vietnamese("Hello world")
    assert not is_vietnamese(ENGLISH)


def test_sentences_in_another_language_are_not_told(service: Tinhop) -> None:
    text = "The council met on Monday morning. Hội đồng đã họp chiều 22-6 và thông qua 9 nghị quyết. It was a good day."
    summary = service.summarize(service.article(text))
    assert summary.summary == "Hội đồng đã họp chiều 22-6 và thông qua 9 nghị quyết."


def test_verse_with_full_stops_is_refused(service: Tinhop) -> None:
    text = "Gió lùa qua bến sông xưa,\nCon đò chở nắng ban trưa về làng.\nĐồng xa lúa chín vàng,\nMẹ ra đứng ngóng đầu làng đợi con."
    summary = service.summarize(service.article(text))
    assert summary.error is not None and "poem" in summary.error


def test_capitals_are_read(service: Tinhop) -> None:
    summary = service.summarize(service.article(f"{MEETING} Hội nghị thông qua chín nghị quyết về giao thông.".upper()))
    assert summary.error is None and summary.summary.isupper()
