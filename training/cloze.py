"""What training/encoder_cloze.py asks for in a sentence of the news: names, dates, numbers, and phrases that recur."""

from __future__ import annotations

import random
import re
from itertools import pairwise

WINDOW = 85  # syllables of a passage

_NUMBER = re.compile(
    r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?:\s(?:tỷ|triệu|nghìn)(?:\s(?:đồng|USD))?|%|\s?(?:đồng|USD))?(?![\w/-])"
)
_DATE = re.compile(
    r"(?:(?:sáng|chiều|tối|trưa|đêm)\s)?(?:ngày\s)?(?<!\d)\d{1,2}[-/]\d{1,2}(?:[-/]\d{4})?(?!\d)|(?:tháng|năm|quý)\s\d[\d/]*",
    re.I,
)
_NAME = re.compile(r"[A-ZĐÀ-Ỹ]\w*(?:\s[A-ZĐÀ-Ỹ]\w*)+")
_WORDS = re.compile(r"\w+")
_BEFORE_PERSON = re.compile(
    r"\b(?:ông|bà|anh|chị|đồng chí|bác sĩ|tướng|tá|em|tịch|trưởng|thư|đốc|sư|TS|cháu|luật sư|diễn viên|ca sĩ)\s*$", re.I
)
_BEFORE_PLACE = re.compile(r"\b(?:tại|ở|tỉnh|thành phố|TP|huyện|quận|xã|phường|từ|đến|đi)\.?\s*$", re.I)


def windows(sentences: list[str], most: int = WINDOW) -> list[str]:
    """Runs of whole sentences of about `most` syllables."""
    made, current, length = [], list[str](), 0
    for sentence in sentences:
        size = len(sentence.split())
        if current and length + size > most:
            made.append(" ".join(current))
            current, length = [], 0
        current.append(sentence)
        length += size
    if current:
        made.append(" ".join(current))
    return made


def content(text: str) -> set[str]:
    """Words that are long or capitalised or numbers: a rough measure of what a text is about."""
    return {w.lower() for w in _WORDS.findall(text) if len(w) > 3 or w[0].isupper() or w[0].isdigit()}


def targets(sentence: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Spans of a sentence that may be asked for, with the question words that fit."""
    found = []
    for match in _DATE.finditer(sentence):
        found.append(
            (match.start(), match.end(), ("ngày nào", "khi nào", "lúc nào", "hôm nào", "thời gian nào", "bao giờ"))
        )
    dates = [(start, end) for start, end, _ in found]
    for match in _NUMBER.finditer(sentence):
        if not any(start <= match.start() < end for start, end in dates):
            found.append((match.start(), match.end(), ("bao nhiêu", "bao nhiêu", "mấy")))
    for match in _NAME.finditer(sentence):
        before = sentence[: match.start()]
        if _BEFORE_PERSON.search(before):
            found.append((match.start(), match.end(), ("ai", "người nào", "tên gì")))
        elif _BEFORE_PLACE.search(before):
            found.append((match.start(), match.end(), ("đâu", "nơi nào", "địa phương nào", "nào")))
        else:
            found.append((match.start(), match.end(), ("nào", "gì", "ai", "đơn vị nào")))
    return found


def phrases(sentence: str, passage: str, rng: random.Random) -> list[tuple[int, int, tuple[str, ...]]]:
    """Longest runs of two to eight lower-case words that both texts have: answers to "what"."""
    places = list(_WORDS.finditer(sentence))
    found, i = [], 0
    while i < len(places):
        j = i
        while j < len(places) and j - i < 8 and sentence[places[i].start() : places[j].end()] in passage:
            j += 1
        if j - i >= 2:
            start, end = places[i].start(), places[j - 1].end()
            if len(content(sentence[start:end])) >= 1 and not any(mark in sentence[start:end] for mark in ",;:.()"):
                found.append((start, end, ("gì", "gì", "điều gì", "cái gì", "nào")))
        i = max(j, i + 1)
    rng.shuffle(found)
    return found[:2]


def occurrences(passage: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where a text stands in a passage as whole words."""
    pattern = rf"(?<!\w){re.escape(text)}(?!\w)"
    return tuple((m.start(), m.end()) for m in re.finditer(pattern, passage))[:6]


def is_near(question: str, passage: str) -> int:
    """Shared neighbouring words: a rough measure of how near a passage is to a question."""
    words = question.lower().split()
    text = " ".join(passage.lower().split())
    return sum(f"{a} {b}" in text for a, b in pairwise(words)) * 2 + sum(w in text for w in words)
