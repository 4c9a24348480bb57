"""Headlines by the shipped weights: true, sourced, only where the article has no title."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import load_file

from facts.meeting import meeting_facts
from facts.verify import SourceIndex
from models import HEADLINER, load_profile
from news import Article, article_from_text
from news.vietnamese import syllables
from summarizer import Length
from summarizer.align import Aligner
from summarizer.compress import Form
from summarizer.headline import Headliner, different, of_decision, of_meeting
from summarizer.headline_features import Candidate, Centrality
from summarizer.headline_form import WHOLE
from summarizer.summarize import Summarizer
from tinhop.service import Tinhop


@pytest.fixture(scope="module")
def untitled(samples: list[Article]) -> list[Article]:
    return [replace(article, title=None) for article in samples]


def test_headlines_are_short_true_and_sourced(service: Tinhop, untitled: list[Article]) -> None:
    found = 0
    for article, summary in zip(untitled, service.summarize_many(untitled), strict=True):
        if summary.headline is None:
            continue
        found += 1
        text = summary.headline.text
        assert summary.heading == text
        assert 5 <= len(syllables(text)) <= WHOLE
        assert text[0] == text[0].upper() and not text.endswith(".")
        assert SourceIndex(article.text).verify(text).supported
        assert summary.headline.verified and summary.headline.sources
        for span in summary.headline.sources:
            assert article.text[span.start : span.end] == span.quote
        shown = SourceIndex(" ".join(span.quote for span in summary.headline.sources))
        held = set(syllables(" ".join(span.quote for span in summary.headline.sources)))
        assert shown.verify(text).supported or set(syllables(text)) <= held
    assert found >= 1  # the judge is strict


def test_a_titled_article_gets_none(service: Tinhop, samples: list[Article]) -> None:
    summary = service.summarize(samples[0])
    assert summary.headline is None
    assert summary.heading == samples[0].title
    assert "headline" not in summary.to_dict()


def test_json_has_it_where_there_is_no_title(service: Tinhop, untitled: list[Article]) -> None:
    shown = [summary.to_dict() for summary in service.summarize_many(untitled[:4])]
    assert all(row["title"] is None and "headline" in row for row in shown)
    offered = [row["headline"] for row in shown if row["headline"]]
    assert offered and all(set(each) == {"text", "sources", "verified"} for each in offered)
    json.dumps(shown, ensure_ascii=False)


def test_an_untrue_candidate_gives_way(untitled: list[Article]) -> None:
    article = untitled[0]
    scores = Summarizer(load_profile("embedded")).plan(article, Length.SHORT).scores

    class Swayed(Headliner):
        """Likes an invented candidate best."""

        def judged(self, *args: object, **kwargs: object) -> list[tuple[float, Candidate]]:
            invented = Candidate(Form("Bộ trưởng Trần Văn Giả trao 9.999 tỷ đồng cho tỉnh", frozenset()), 0)
            return [(99.0, invented), *super().judged(*args, **kwargs)]  # type: ignore[arg-type]

    headline = Swayed.load(HEADLINER.local_path()).headline(article, scores, None, Aligner(article))
    assert headline is None or "9.999" not in headline.text


def test_nothing_good_enough_is_not_offered(untitled: list[Article]) -> None:
    tensors = load_file(HEADLINER.local_path())
    words = bytes(tensors.pop("vocabulary")).decode().split("\n")
    tensors["least"] = np.array([9.0], np.float32)
    strict = Headliner(
        {name: value.astype(np.float32) for name, value in tensors.items()}, {w: i for i, w in enumerate(words, 2)}
    )
    article = next(a for a in untitled if "hội nghị giao ban tháng 5" in a.text)
    scores = Summarizer(load_profile("embedded")).plan(article, Length.SHORT).scores
    assert strict.judged(article.sentence_texts(), scores)
    assert strict.headline(article, scores, None, Aligner(article)) is None


@pytest.mark.parametrize("text", ["“Tôi đồng ý.” “Tôi không đồng ý.”", "Tên | Số\nA | 1\nB | 2\n"])
def test_odd_texts_get_none(service: Tinhop, text: str) -> None:
    assert service.summarize(service.article(text)).headline is None


def test_a_report_keeps_its_name() -> None:
    article = article_from_text(
        "BÁO CÁO\nTình hình kinh tế - xã hội 9 tháng đầu năm 2024\nUBND tỉnh báo cáo HĐND tỉnh kết quả như sau."
    )
    assert article.title == "Báo cáo tình hình kinh tế - xã hội 9 tháng đầu năm 2024"
    assert article.text == "UBND tỉnh báo cáo HĐND tỉnh kết quả như sau."


def _candidates(*texts: str) -> list[Candidate]:
    return [Candidate(Form(text, frozenset()), 0) for text in texts]


def test_the_judge_is_asked_about_things_that_differ() -> None:
    given = _candidates(
        "UBND tỉnh Thường Đức phê duyệt dự án cầu Kim Giang 2",
        "UBND tỉnh phê duyệt dự án cầu Kim Giang 2",
        "Cầu Kim Giang 2 dài 1,2 km, rộng 12 m",
        "Dự án được khởi công vào quý IV",
        "Nhà thầu cam kết hoàn thành trong 24 tháng",
    )
    assert different(given, [0, 1, 2, 3, 4]) == [0, 2, 3]


def test_what_is_told_again_is_central() -> None:
    sentences = [
        "UBND tỉnh phê duyệt dự án cầu Kim Giang 2.",
        "Dự án cầu Kim Giang 2 có vốn 1.500 tỷ đồng.",
        "Cầu Kim Giang 2 sẽ được khởi công vào quý IV.",
        "Ông Trần Văn Lãm đến bằng xe máy cũ.",
    ]
    centrality = Centrality(sentences)
    main = centrality("ubnd tỉnh phê duyệt dự án cầu kim giang 2".split(), 0)
    side = centrality("ông trần văn lãm đến bằng xe máy cũ".split(), 3)
    assert len(main) == len(side)
    recurring, pairs_again = 0, 2
    assert main[recurring] > 0.5 > side[recurring] == 0
    assert main[pairs_again] > side[pairs_again] == 0


def test_chances_are_chances_and_fall(untitled: list[Article]) -> None:
    headliner = Headliner.load(HEADLINER.local_path())
    summarizer = Summarizer(load_profile("embedded"))
    for article in untitled[:12]:
        scores = summarizer.plan(article, Length.SHORT).scores
        chances = [chance for chance, _ in headliner.judged(article.sentence_texts(), scores)]
        assert chances == sorted(chances, reverse=True) and all(0 < chance < 1 for chance in chances)
        assert len(chances) <= 3


def test_a_report_of_a_meeting_is_headed_by_it(service: Tinhop) -> None:
    """Where the first sentence says that it was held, and others go on about it; not where it was the occasion."""
    first = "Sáng 22/6, UBND tỉnh Thường Đức tổ chức hội nghị giao ban tháng 5 về giải ngân vốn đầu tư công."
    rest = (
        "Hội nghị do Chủ tịch UBND tỉnh Đỗ Quang Lịch chủ trì. Tại hội nghị, Sở Tài chính báo cáo số liệu bốn tháng. Các địa "
        "phương nêu khó khăn về giá vật liệu. Kết luận hội nghị, ông Lịch yêu cầu rà soát từng dự án."
    )
    article = service.article(f"{first} {rest}")
    card = meeting_facts(article)
    assert card is not None
    (made,) = of_meeting(card, article)
    assert made.reported and made.form.text.endswith("tổ chức hội nghị giao ban tháng 5 về giải ngân vốn đầu tư công")
    occasion = service.article(f"{first} Bên lề, công ty Sao Mai ra mắt máy cấy. Máy cấy chạy điện, giá 40 triệu đồng.")
    other = meeting_facts(occasion)
    assert other is not None
    assert not any(candidate.reported for candidate in of_meeting(other, occasion))


@pytest.mark.parametrize(
    ("conclusion", "headline"),
    [
        (
            "HĐND tỉnh đã thông qua nghị quyết về hỗ trợ học phí cho học sinh miền núi.",
            "HĐND tỉnh thông qua nghị quyết về hỗ trợ học phí cho học sinh miền núi",
        ),
        (
            "Các đại biểu thống nhất lùi ngày khởi công cầu Kim Giang 2, nhằm chờ vốn.",
            "UBND tỉnh Thường Đức thống nhất lùi ngày khởi công cầu Kim Giang 2, nhằm chờ vốn",
        ),
        (
            "Ban Thường vụ quyết định khai trừ khỏi Đảng đối với ông Lê Văn Tá; đề nghị tỉnh xử lý.",
            "Ban Thường vụ quyết định khai trừ khỏi Đảng đối với ông Lê Văn Tá",
        ),
        ("Hai bên thống nhất tiếp tục hợp tác trong lĩnh vực giáo dục và y tế.", None),
        ("HĐND tỉnh đã thông qua các nghị quyết.", None),
    ],
)
def test_a_decision_is_told_with_the_body_that_took_it(service: Tinhop, conclusion: str, headline: str | None) -> None:
    first = "Sáng 22/6, UBND tỉnh Thường Đức tổ chức hội nghị giao ban tháng 5 về giải ngân vốn đầu tư công."
    article = service.article(f"{first}\n{conclusion}")
    card = meeting_facts(article)
    assert card is not None
    assert [candidate.form.text for candidate in of_decision(card, article)] == ([headline] if headline else [])
