"""Summaries of the samples by the shipped models: sourced, verified, whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from facts.verify import SourceIndex
from models import Profile, load_profile
from news import Article, article_from_text
from news.vietnamese import syllables
from summarizer import Decoding, Generation, Length
from summarizer.summarize import Summarizer
from summarizer.tighten import restore_spelling, tighten
from tinhop.service import Tinhop


class ScriptedEngine:
    """Gives the same hypotheses for every text."""

    name = "scripted"

    def __init__(self, *texts: str) -> None:
        self._texts = texts

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Generation]]:
        return [[Generation(text, -0.01) for text in self._texts] for _ in texts]


def trusting() -> Profile:
    """The embedded profile with a writer that is always heard."""
    profile = load_profile("embedded")
    return replace(profile, writer=replace(profile.writer, least_score=-9.0))


def test_the_shipped_writer_runs_and_is_verified(samples: list[Article]) -> None:
    summarizer = Summarizer(trusting())
    for article, summary in zip(samples[:6], summarizer.summarize_many(samples[:6]), strict=True):
        source = SourceIndex(f"{article.title}\n{article.text}")
        assert summary.sentences
        assert all(source.verify(sentence.text).supported for sentence in summary.sentences)
    assert "ctranslate2" in summarizer.summarize(samples[0]).model


@pytest.mark.parametrize("length", list(Length))
def test_every_sentence_has_exact_sources_and_no_invented_fact(
    service: Tinhop, samples: list[Article], length: Length
) -> None:
    for article, summary in zip(samples, service.summarize_many(samples, length=length), strict=True):
        assert summary.error is None, article.title
        assert summary.sentences
        assert summary.coverage.sentences_read == summary.coverage.sentences_total == len(article.sentences)
        source = SourceIndex(f"{article.title}\n{article.text}")
        for sentence in summary.sentences:
            assert sentence.verified
            assert sentence.text in summary.summary
            assert sentence.sources
            for span in sentence.sources:
                assert article.text[span.start : span.end] == span.quote
            assert source.verify(sentence.text).supported


def test_lengths(service: Tinhop, samples: list[Article]) -> None:
    article = next(a for a in samples if "sơ kết 6 tháng" in (a.title or ""))
    short, medium, long = (service.summarize(article, length=length) for length in Length)
    assert len(short.sentences) == 1
    assert len(syllables(medium.summary)) <= 90
    assert len(long.summary.split("\n")) >= 3
    assert len(syllables(long.summary)) > len(syllables(medium.summary))
    bullets = service.summarize(article, bullets=True)
    assert all(line.startswith("- ") for line in bullets.summary.split("\n"))


def test_page_noise_never_gets_into_a_summary(service: Tinhop, samples: list[Article]) -> None:
    article = next(a for a in samples if "đã nhúc nhích" in (a.title or ""))
    summary = service.summarize(article, length=Length.LONG)
    for noise in ("3.204.118", "Quang cảnh", "Facebook", "Kim Giang ra quân", "Lượt truy cập"):
        assert noise not in summary.summary
        assert noise not in article.text


ARTICLE = (
    "Chiều 22-6, tại TP Kim Giang, UBND tỉnh Thường Đức tổ chức hội nghị giao ban tháng 6 về giải ngân vốn đầu tư công.\n"
    "Ông Đỗ Quang Lịch, Chủ tịch UBND tỉnh chủ trì hội nghị với sự tham gia của thủy lợi và hòa giải viên các huyện.\n"
    "Đến hết tháng 5, toàn tỉnh đã giải ngân 1.500 tỷ đồng, đạt 24,3% kế hoạch vốn của cả năm theo báo cáo của Sở Tài chính."
)


@pytest.mark.parametrize(
    "invented",
    [
        "Chiều 23-6, UBND tỉnh Thường Đức tổ chức hội nghị giao ban tháng 6.",
        "Ông Trần Văn Bách, Chủ tịch UBND tỉnh chủ trì hội nghị giao ban tháng 6.",
        "Đến hết tháng 5, toàn tỉnh đã giải ngân 1.600 tỷ đồng, đạt 24,3% kế hoạch vốn.",
        "Đến hết tháng 5, toàn tỉnh đã giải ngân 1.500 triệu đồng, đạt 24,3% kế hoạch vốn.",
        "Sáng 22-6, tại TP Hà Nội, UBND tỉnh Thường Đức tổ chức hội nghị giao ban.",
        "Toàn tỉnh đã giải ngân theo Nghị quyết 18-NQ/TW của Trung ương về vốn đầu tư công.",
    ],
)
def test_an_invented_hypothesis_gives_way(invented: str) -> None:
    good = "UBND tỉnh Thường Đức tổ chức hội nghị giao ban tháng 6 về giải ngân vốn đầu tư công."
    profile = trusting()
    article = article_from_text(ARTICLE)
    taken = Summarizer(profile, ScriptedEngine(invented, good)).summarize(article, length=Length.SHORT)
    assert taken.summary == good
    left = Summarizer(profile, ScriptedEngine(invented)).summarize(article, length=Length.SHORT)
    assert left.summary in article.sentence_texts()


def test_half_a_hypothesis_is_not_shown() -> None:
    article = article_from_text(ARTICLE)
    summary = Summarizer(
        load_profile("embedded"), ScriptedEngine("UBND tỉnh Thường Đức tổ chức hội nghị giao")
    ).summarize(article, length=Length.SHORT)
    assert summary.summary in article.sentence_texts()


def test_spelling_is_the_sources() -> None:
    assert restore_spelling("Thuỷ lợi và hoà giải viên", ARTICLE) == "Thuỷ lợi và hòa giải viên"
    assert restore_spelling("hoà", "hoà hòa") == "hoà"


def test_tighten() -> None:
    assert tighten("Tuy nhiên, tỉnh chậm giải ngân.") == "Tỉnh chậm giải ngân."
    assert tighten("Ông Lịch (ảnh) chủ trì.") == "Ông Lịch chủ trì."


@pytest.mark.parametrize(
    "text",
    [
        "Một câu duy nhất về phiên họp sáng 3/10 của Sở Y tế.",
        "The council met on Monday. It approved nine resolutions. The mayor was pleased.",
        "Mai về mẹ hỏi\nMùa gặt xong chưa\nCon cười không nói\nNghe đồng gió đưa",
        "Họp.\n" * 300,
        "“Tôi đồng ý.” “Tôi không đồng ý với phương án hai.” “Chúng ta biểu quyết ngay hôm nay.”",
        "Tên | Số\nA | 1\nB | 2\n",
    ],
)
def test_odd_articles_give_a_summary_or_a_reason(service: Tinhop, text: str) -> None:
    summary = service.summarize(service.article(text))
    assert summary.summary or summary.error
    assert bool(summary.sentences) == (summary.error is None)


def test_a_greeting_is_not_what_a_meeting_was_about(service: Tinhop) -> None:
    article = article_from_text(
        "Chiều 22-6, tại thành phố Kim Giang, UBND tỉnh Thường Đức tổ chức hội nghị giao ban sáu tháng đầu năm.\n"
        "Phát biểu chào mừng hội nghị giao ban, ông Đỗ Quang Lịch, Chủ tịch UBND tỉnh, gửi lời chúc mừng tốt đẹp nhất "
        "đến các đại biểu về dự hội nghị giao ban của tỉnh Thường Đức.\n"
        "Các sở, ngành báo cáo đã giải ngân 1.250 tỷ đồng, đạt 48% kế hoạch, cao hơn cùng kỳ năm trước."
    )
    assert not any("chúc mừng" in s.text for s in service.summarize(article).sentences)
    assert "1.250 tỷ" in service.summarize(article).summary


def test_a_lead_that_says_only_that_a_meeting_was_held_is_not_left_alone(service: Tinhop) -> None:
    lead = (
        "Sáng 16-5-2024, tại Trung tâm Hội nghị tỉnh, Ban Thường vụ Tỉnh ủy Thường Đức tổ chức hội nghị toàn tỉnh sơ kết "
        "hai năm thực hiện Chỉ thị 05 về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh."
    )
    told = (
        "Hai năm qua, 214 cán bộ bị kỷ luật vì vi phạm nêu gương, trong đó 31 người là cấp ủy viên huyện, theo báo cáo "
        "của Ban Tuyên giáo Tỉnh ủy."
    )
    article = service.article(f"{lead}\n{told}\nTỉnh có 96 mô hình tiêu biểu được nhân rộng ra các xã.")
    summary = service.summarize(article, length=Length.MEDIUM)
    assert len(summary.sentences) == 2 and summary.sentences[0].text == lead


def test_the_second_sentence_tells_what_of_the_title_is_not_told_yet(service: Tinhop) -> None:
    article = article_from_text(
        "Sáng 5-3, đoàn xiếc Lạc Đồng tới Sở Văn hóa tỉnh Thường Đức nộp đơn xin dựng rạp tại quảng trường Kim Giang.\n"
        "Tuy nhiên, đơn của đoàn bị Sở từ chối vì quảng trường đang sửa và đường vào bị rào kín.\n"
        "Đoàn có 42 diễn viên, trong đó 15 người học xiếc ở nước ngoài về.\n"
        "Quảng trường Kim Giang rộng bốn héc ta, được lát đá từ nhiều năm trước.",
        title="Thường Đức từ chối đoàn xiếc dựng rạp ở quảng trường",
    )
    texts = [sentence.text for sentence in service.summarize(article).sentences]
    assert len(texts) == 2 and "nộp đơn" in texts[0] and "bị Sở từ chối" in texts[1]


def test_a_long_summary_tells_what_the_short_one_does(service: Tinhop, samples: list[Article]) -> None:
    for article in samples:
        short = service.summarize(article, length=Length.SHORT).sentences
        long = service.summarize(article, length=Length.LONG)
        assert not short or {s.start for s in short[0].sources[:1]} <= {
            s.start for t in long.sentences for s in t.sources
        }
        assert len(syllables(long.summary)) >= len(syllables(service.summarize(article).summary))


def test_what_led_to_the_news_gives_way_to_the_news(service: Tinhop) -> None:
    article = article_from_text(
        "Sáng 5-3, tòa án tỉnh Thường Đức quyết định không nhận kháng cáo của Sở Giáo dục vì đã quá hạn.\n"
        "Đại diện viện kiểm sát cũng đề nghị tòa không nhận kháng cáo quá hạn của Sở.\n"
        "Trước đó, ông Trần Văn Bách bị Sở thu hồi bằng vì cho rằng ông chép luận án của người khác.\n"
        "Ông Bách kiện Sở ra tòa về quyết định thu hồi bằng của Sở và được tòa sơ thẩm xử thắng.",
        title="Sở Giáo dục thua kiện vụ thu hồi bằng của ông Bách",
    )
    assert service.summarize(article).sentences[0].text.startswith("Sáng 5-3, tòa án tỉnh")


def test_nothing_is_told_twice(service: Tinhop) -> None:
    article = article_from_text(
        "Sáng 5-3, Sở Xây dựng tỉnh Thường Đức mở đợt kiểm tra các chung cư cũ ở thành phố Kim Giang.\n"
        "Đợt kiểm tra các chung cư cũ ở thành phố Kim Giang được Sở Xây dựng mở trong sáng 5-3.\n"
        "Có 14 nhà nứt tường phải chống đỡ ngay, 260 hộ sẽ được chuyển đi trước mùa mưa."
    )
    assert len([s for s in service.summarize(article).sentences if "kiểm tra" in s.text]) == 1
