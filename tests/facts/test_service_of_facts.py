"""What summaries and answers rely on: the verifier and the card, on the samples and on invented text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts import find_dates, find_persons
from facts.extract import extract
from facts.meeting import meeting_facts
from facts.verify import SourceIndex, verify
from news import Article, InputError, article_from_text

SOURCE = (
    "Chiều 22-6, tại TP Kim Giang, Ban Tổ chức Tỉnh ủy Thường Đức tổ chức hội nghị giao ban năm 2022. "
    "Đồng chí Đỗ Quang Lịch, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh chủ trì hội nghị. "
    "Ông Trịnh Văn Khoát, Giám đốc Sở Tài chính cho biết tỉnh đã giải ngân 1.500 tỷ đồng, đạt 24,3%, và không vay thêm. "
    "Ban Quản lý khu kinh tế (Ban QLKKT) thực hiện Nghị quyết số 18-NQ/TW, giảm 86.300 biên chế. "
    "“Vốn nằm trong kho bạc thì không ra được mét đường nào”, ông Lịch nói."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Ngày 22/6, hội nghị giao ban diễn ra tại thành phố Kim Giang.",
        "Ngày 22 tháng 6, Ban Tổ chức Tỉnh uỷ Thường Đức tổ chức hội nghị.",
        "Tỉnh đã giải ngân 1500 tỉ đồng.",
        "Đồng chí Đỗ Quang Lịch, Chủ tịch UBND tỉnh chủ trì hội nghị.",
        "Ban QLKKT thực hiện Nghị quyết số 18-NQ/TW.",
        "Ông Lịch nói: “Vốn nằm trong kho bạc thì không ra được mét đường nào”.",
    ],
)
def test_the_same_thing_said_otherwise_is_supported(claim: str) -> None:
    assert verify(claim, SOURCE).supported, verify(claim, SOURCE)


@pytest.mark.parametrize(
    "claim",
    [
        "Chiều 23-6, tại TP Kim Giang diễn ra hội nghị giao ban.",
        "Ngày 22/6/2021, hội nghị giao ban diễn ra tại TP Kim Giang.",
        "Tỉnh đã giải ngân 1.600 tỷ đồng.",
        "Tỉnh đã giải ngân 1.500 triệu đồng.",
        "Tỉnh đã giải ngân đạt 24,8%.",
        "Đồng chí Đỗ Quang Lý, Chủ tịch UBND tỉnh chủ trì hội nghị.",
        "Đồng chí Đỗ Quang Lịch, Bí thư Tỉnh ủy chủ trì hội nghị ở tỉnh Thường Hóa.",
        "Ban QLKKT thực hiện Nghị quyết số 19-NQ/TW.",
        "Ông Lịch nói: “Vốn nằm ngoài kho bạc thì vẫn ra được mét đường”.",
        "Ông Đỗ Quang Lịch cho biết tỉnh đã giải ngân 1.500 tỷ đồng, đạt 24,3%, và không vay thêm.",
        "Ông Trịnh Văn Khoát, Giám đốc Sở Tài chính cho biết tỉnh đã giải ngân 1.500 tỷ đồng, đạt 24,3%, và vay thêm.",
    ],
)
def test_what_the_source_does_not_say_is_not(claim: str) -> None:
    assert not verify(claim, SOURCE).supported


def test_articles_support_themselves(samples: list[Article]) -> None:
    sentences = rejected = 0
    for article in samples:
        source = SourceIndex(article.text)
        for text in article.sentence_texts():
            sentences += 1
            rejected += not source.verify(text).supported
    assert rejected <= 0.03 * sentences, f"{rejected} of {sentences}"


def test_every_value_of_a_card_is_in_its_place(samples: list[Article]) -> None:
    cards = 0
    for article in samples:
        card = meeting_facts(article)
        if card is None:
            continue
        cards += 1
        values = [card.when, card.event, *card.where, *card.organiser, *card.chairs, *card.participants]
        values += [*card.conclusions, *card.assignments, *(p for s in card.speakers for p in s.points)]
        for value in values:
            if value is not None:
                assert article.text[value.span.start : value.span.end] == value.span.quote
    assert cards >= 0.9 * len(samples)


CHAIRS = {
    "58,1%": ["Lê Thị Minh Hạnh"],
    "bốn tháng mới đạt": ["Đỗ Quang Lịch"],
    "gốm Cổ Lãm": ["Phùng Thị Hoà", "Lục Văn Tài"],
    "Kỳ họp thứ 20": ["Hoàng Thị Bích Liên", "Mai Xuân Kỷ"],
    "sơ kết 6 tháng": ["Sùng Thị Mỷ", "Cầm Bá Lượng"],
    "hợp long sang giữa": ["Nhữ Thị Phương Dung"],
}


@pytest.mark.parametrize("title", CHAIRS)
def test_chairs(samples: list[Article], title: str) -> None:
    card = meeting_facts(next(a for a in samples if title in (a.title or "")))
    assert card is not None
    assert [person.name for person in card.chairs] == CHAIRS[title]
    assert all(person.title for person in card.chairs)


def test_a_recipe_is_no_meeting() -> None:
    assert meeting_facts(article_from_text("Luộc gà với gừng. Nước sôi thì hạ lửa. Ăn với muối tiêu chanh.")) is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.lists(st.sampled_from(SOURCE.split()), max_size=40).map(" ".join))
def test_any_text_is_safe_and_exact(text: str) -> None:
    for fact in extract(text):
        assert 0 <= fact.start < fact.end <= len(text)
    for date in find_dates(text):
        assert text[date.start : date.end] == date.surface
    for person in find_persons(text):
        assert text[person.start : person.end] == person.name
    verify(text, SOURCE)
    try:
        article = article_from_text(text, cleaning=False)
    except InputError:
        return  # nothing visible in it
    meeting_facts(article)


def test_hostile_lengths_take_no_hostile_time() -> None:
    begin = time.process_time()
    for text in ("1." * 20_000, "“" * 30_000, "Ông Nguyễn " * 4_000, "22-6-" * 8_000):
        extract(text)
    assert time.process_time() - begin < 10
