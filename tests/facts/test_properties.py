"""Any text in: no crash, exact spans, linear time."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.extract import extract
from facts.meeting import meeting_facts
from facts.verify import SourceIndex
from tests.facts.articles import MEETING, article
from tests.facts.test_meeting import spans

PIECES = """hội nghị|Sáng 22-6|, |. |tại |TP. HCM|ông |Nguyễn Văn A|Bí thư |Tỉnh ủy|Thanh Hóa|“|”|"|1.500 |tỷ đồng|5,2%
|chủ trì |cho biết |: |yêu cầu |Sở Nội vụ |trước ngày 30/6|không |và |- |dự hội nghị có |18-NQ/TW|năm 2022|XIII|(|)
|hai mươi |tổ chức |kết luận |, Chủ tịch UBND |;|Putin |8h30|từ ngày 24 đến 26/7""".split("|")

TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=30).map("".join),
)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_facts_have_exact_spans(text: str) -> None:
    facts = extract(text)
    assert all(text[fact.start : fact.end] == fact.surface for fact in facts)
    plain = sorted((fact.start, fact.end) for fact in facts if fact.kind.value != "quote")
    assert all(left[1] <= right[0] for left, right in pairwise(plain))


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_card_has_exact_spans(text: str) -> None:
    card = meeting_facts(article(text))
    for span in spans(card.to_dict()) if card else []:
        assert text[span["start"] : span["end"]] == span["quote"]


@given(TEXTS, TEXTS)
@settings(max_examples=100, deadline=None)
def test_verify_never_fails(sentence: str, source: str) -> None:
    verdict = SourceIndex(source).verify(sentence)
    assert verdict.supported == (not verdict.unsupported)


HOSTILE = {
    "digits": "1" * 20_000,
    "dashes": "1-" * 4_000,
    "capitals": "Nguyễn " * 2_800,
    "open quotes": "“" * 20_000,
    "straight quotes": '" ' * 4_000,
    "brackets": "(" * 20_000,
    "acronyms": "(AB) " * 4_000,
    "titles": "Bí thư " * 2_800,
    "places": "tại Hà Nội, " * 4_000,
    "meetings": "hội nghị " * 5_500,
    "spelled": "hai trăm " * 5_500,
    "blanks": " " * 20_000,
    "orders": "đề nghị các sở " * 3_300,
    "dates": "22/6 " * 4_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_time(name: str) -> None:
    """Four times the text may take little more than four times the time: no pattern backtracks over the whole of it.

    Sixteen times is what it would take if one did.
    """

    def seconds(text: str) -> float:
        best = 1e9
        for _ in range(2):
            start = time.process_time()
            extract(text)
            meeting_facts(article("Hội nghị tổng kết diễn ra. " + text))
            best = min(best, time.process_time() - start)
        return best

    text = HOSTILE[name]
    quarter, whole = seconds(text[: len(text) // 4]), seconds(text)
    assert whole < 0.2 or whole < 8 * quarter
    assert whole < 8


def test_many_speakers_take_linear_time() -> None:
    """Names and offices are looked up in each other, so that a long report could take the square of its length."""
    family, given = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ".split(), "An Bình Cường Dũng Giang Hà Hùng Khánh Lan".split()
    lines = [
        f"Ông {family[i % 7]} {given[i % 9]} {given[i // 9 % 9]} {given[i // 81 % 9]}, giám đốc Sở Y tế, cho biết tiến độ "
        "còn chậm.\nBí thư nhấn mạnh các sở phải làm nhanh hơn.\nTheo ông Hùng, vốn đã đủ.\n"
        for i in range(800)
    ]

    def seconds(count: int) -> float:
        text = article("Hội nghị tổng kết diễn ra sáng 22/6.\n" + "".join(lines[:count]))
        start = time.process_time()
        assert meeting_facts(text) is not None
        return time.process_time() - start

    seconds(10)
    assert min(seconds(800) for _ in range(2)) < 9 * min(seconds(200) for _ in range(2))


def test_many_sentences_are_checked_quickly() -> None:
    """Half a millisecond is the aim on a quiet machine; the bound allows for a busy one."""
    index = SourceIndex(MEETING)
    sentences = MEETING.split("\n")
    for sentence in sentences:
        index.verify(sentence)
    start = time.process_time()
    for _ in range(5):
        for sentence in sentences:
            index.verify(sentence)
    assert (time.process_time() - start) / (5 * len(sentences)) < 0.01


LONG = {
    "no punctuation": MEETING.replace(",", "").replace(".", "").replace("\n", " ") * 450,
    "a table": "Sở Y tế | 1.500 | 24,3% | 30/6\n" * 16_000,
}


@pytest.mark.parametrize("name", LONG)
def test_half_a_megabyte_is_read(name: str) -> None:
    text = LONG[name][:500_000]
    assert len(text) > 400_000
    start = time.process_time()
    card = meeting_facts(article(text))
    index = SourceIndex(text)
    assert index.verify(text[:300]) is not None
    assert time.process_time() - start < 60
    for span in spans(card.to_dict()) if card else []:
        assert text[span["start"] : span["end"]] == span["quote"]


def test_decomposed_letters_say_the_same() -> None:
    index = SourceIndex(MEETING)
    for sentence in MEETING.split("\n"):
        assert index.verify(unicodedata.normalize("NFD", sentence)).supported
    decomposed = SourceIndex(unicodedata.normalize("NFD", MEETING))
    assert all(decomposed.verify(sentence).supported for sentence in MEETING.split("\n"))
