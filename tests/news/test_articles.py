"""From raw text to articles: nothing lost, every offset true."""

from __future__ import annotations

import pickle
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news import Article, InputError, article_from_text
from news.normalize import normalize

PAGE = """Liên kết website
 Lượt truy cập
Thống kê: 1.204.118
Online: 41

Chiều 12-6, tại TP Kim Giang, UBND tỉnh Thường Đức tổ chức hội nghị giao ban tháng 6.

Quang cảnh hội nghị.

Bà Lê Thị Minh Hạnh, Phó Chủ tịch UBND tỉnh và ông Đỗ Quang Lịch, Chủ tịch UBND tỉnh đồng chủ trì hội nghị.

Bà Lê Thị Minh Hạnh, Phó Chủ tịch UBND tỉnh và ông Đỗ Quang Lịch, Chủ tịch UBND tỉnh đồng chủ trì hội nghị.

Báo cáo cho biết tỉnh đã giải ngân 1.500 tỷ đồng, đạt 44,7% kế hoạch theo Nghị quyết 18-NQ/TW.

Các đại biểu dự hội nghị.

Các đại biểu dự hội nghị.

(Nguồn:baothuongduc.example)"""

any_text = st.text(alphabet=st.characters(exclude_categories=[]), max_size=300)
vietnamese = st.lists(
    st.sampled_from(
        "Hội nghị\n|hòa|1.500 tỷ.|TP. |\r\n|  |\u0300|e\u0301|\u200b|Nguồn: X|“|”|Online: 4|a\u0323\u0302|\u202a|\u2126|\U0001d15e|\ufeff|\t|\ud800".split(
            "|"
        )
    ),
    max_size=40,
).map("".join)


def test_an_article_comes_back_from_another_process_as_it_was() -> None:
    article = article_from_text(PAGE, title="Giao ban", source="Báo", url="https://bao.example/1")
    assert article.removed
    assert article.sentences
    assert pickle.loads(pickle.dumps(article)) == article


def visible(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace())


@settings(max_examples=400, deadline=None)
@given(any_text | vietnamese)
def test_nothing_is_lost_and_every_span_is_exact(raw: str) -> None:
    try:
        article = article_from_text(raw)
    except InputError:
        assert not normalize(raw)[0].strip()
        return
    kept = visible(article.text) + visible(article.title or "")
    for piece in article.removed:
        kept += visible(piece.text)
    assert kept == visible(normalize(raw)[0])
    for sentence in article.sentences:
        span = article.span(sentence.start, sentence.end)
        assert article.text[span.start : span.end] == span.quote


@settings(deadline=None)
@given(any_text | vietnamese)
def test_offsets_lead_back_to_the_raw_text(raw: str) -> None:
    text, offsets = normalize(raw)
    assert unicodedata.is_normalized("NFC", text)
    positions = [offsets.to_raw(i) for i in range(len(text) + 1)]
    assert positions == sorted(positions)
    assert positions[-1] <= len(raw)
    assert normalize(text)[0] == text
    assert normalize(unicodedata.normalize("NFC", raw))[0] == text


@settings(deadline=None)
@given(any_text | vietnamese)
def test_the_raw_slice_of_a_sentence_reads_the_same(raw: str) -> None:
    try:
        article = article_from_text(raw)
    except InputError:
        return
    for i, sentence in enumerate(article.sentences):
        start, end = article.offsets.to_raw(sentence.start), article.offsets.to_raw(sentence.end)
        assert " ".join(normalize(raw[start:end])[0].split()) == article.sentence(i)
    for piece in article.removed:
        assert normalize(raw[piece.raw_start : piece.raw_end])[0].strip() == piece.text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("o\u0302\u0323i", "ội"),
        ("o\u200b\u0302", "ô"),  # a mark behind an invisible character still belongs to its letter
        ("ho\u00adp", "hop"),
        ("e\u0302\u202a\u0323", "ệ"),
        ("a \u200b\u00a0\tb", "a b"),
        ("a\r\nb\u2028c\rd", "a\nb\nc\nd"),
        ("\ufeffa\x00b\ud800", "ab\ufffd"),
        ("\u1100\u1161\u11a8", "각"),
    ],
)
def test_normal_forms(raw: str, text: str) -> None:
    assert normalize(raw)[0] == text
    assert normalize(raw)[1].to_raw(len(text)) == len(raw)


def test_spans_of_the_raw_text() -> None:
    raw = unicodedata.normalize("NFD", PAGE).replace(" ", "\u00a0 ", 7)
    article = article_from_text(raw)
    assert article.raw == raw
    for i, sentence in enumerate(article.sentences):
        start, end = article.offsets.to_raw(sentence.start), article.offsets.to_raw(sentence.end)
        assert normalize(raw[start:end])[0] == article.sentence(i)


def test_the_page_goes_and_the_body_stays() -> None:
    article = article_from_text(PAGE)
    assert [kind.kind for kind in article.removed] == [
        "counter", "counter", "counter", "counter", "caption", "duplicate", "caption", "caption", "source",
    ]  # fmt: skip
    assert article.source == "baothuongduc.example"
    assert article.sentence_texts() == [
        "Chiều 12-6, tại TP Kim Giang, UBND tỉnh Thường Đức tổ chức hội nghị giao ban tháng 6.",
        "Bà Lê Thị Minh Hạnh, Phó Chủ tịch UBND tỉnh và ông Đỗ Quang Lịch, Chủ tịch UBND tỉnh đồng chủ trì hội nghị.",
        "Báo cáo cho biết tỉnh đã giải ngân 1.500 tỷ đồng, đạt 44,7% kế hoạch theo Nghị quyết 18-NQ/TW.",
    ]


def test_the_same_content_has_the_same_id() -> None:
    assert article_from_text(PAGE).id == article_from_text(unicodedata.normalize("NFD", PAGE)).id
    assert article_from_text(PAGE).id != article_from_text(PAGE + "\nThêm một câu nữa.").id


def test_one_line_has_no_title() -> None:
    article = article_from_text("Sáng 3/10, Sở Y tế họp giao ban")
    assert article.title is None
    assert len(article.sentences) == 1


def test_a_title_is_no_sentence(samples: list[Article]) -> None:
    for article in samples:
        assert article.title
        assert article.title not in article.sentence_texts()


def test_a_line_broken_behind_tp_goes_on() -> None:
    text = "Sáng 5-3, các sở họp tại TP.\nKim Giang bàn về vốn.\nHội nghị có đại diện của 8 tỉnh, TP.\nCác tỉnh đều cử đoàn."
    article = article_from_text(text)
    assert article.sentence_texts() == [
        "Sáng 5-3, các sở họp tại TP. Kim Giang bàn về vốn.",
        "Hội nghị có đại diện của 8 tỉnh, TP.",
        "Các tỉnh đều cử đoàn.",
    ]
    assert article.offsets.to_raw(article.text.index("bàn")) == text.index("bàn")
