"""Tells photo captions from the body.

Most captions end no differently from a short sentence of the body, so only a credit ("Ảnh: TTXVN") or the wording of a
picture of a meeting counts; everything else stays.
"""

from __future__ import annotations

import re

from news.vietnamese import syllables

_CREDITED_SYLLABLES = 45
_SCENE_SYLLABLES = 20
_SPEAKER_SYLLABLES = 26

# A credit has a colon and a name behind it, or is one of a few fixed phrases. "hình" and "ảnh" alone end many a
# sentence of the body: "…đánh giá tình hình."
_CREDIT = re.compile(
    r"(?:^|[.,\s(–-])(?:[ẢảHh](?:nh|ình)(?: ảnh| minh h[oọ][ạa]| tư liệu| chụp)?|ẢNH|Clip|Video|Đồ họa)\s*:\s*"
    r"[A-ZĐ0-9À-ÝẠ-Ỹ](?:[^.:;]|(?<=\b[A-ZĐ])\.){0,40}\)?\.?$"
    r"|(?:^|[.,(–-]\s*)[ẢảHh](?:nh|ình)(?: ảnh)? (?:minh h[oọ][ạa]|tư liệu)\)?\.?$"
    r"|[.)]\s*\(?Ảnh (?:[A-ZĐ][^\s.]*\.?\s?){1,4}\)?$"
    r"|^Nguồn (?:ảnh|clip|video)\s*:.{1,40}$"
)
_EVENT = (
    r"(?:hội nghị|cuộc họp|buổi|phiên|kỳ họp|đại hội|hội thảo|t[oọ][ạa] đàm|lễ|họp báo|chương trình|diễn đàn|sự kiện"
    r"|điểm cầu)"
)
_SCENE = re.compile(
    rf"(?:Toàn cảnh|Quang cảnh)\s+(?:tại\s+)?{_EVENT}\b"
    r"|(?:Các\s+)?[Đđ]ại biểu\s+(?:tham dự|dự|tại|chụp ảnh)\b"
    r"|Các đồng chí\s+(?:[^,;:]{2,40}\s)?(?:tham dự|dự|chụp ảnh)\b"
    r"|Một góc (?!nhìn)"
)
_SPEAKS = re.compile(
    r"(?:Đồng chí|Đ/c|Ông|Bà|Đại diện|Chủ tịch|Phó|Bí thư|Giám đốc|Trưởng|Thứ trưởng|Bộ trưởng|Thủ tướng)\b.{5,140}"
    r"\b(?:phát biểu|trình bày|trao đổi|tham luận|trao|tặng|thăm|kiểm tra)\b[^,;:\d“\"]{0,60}\.?"
)
# A picture shows; words that tell make a sentence of the body.
_TELLS = re.compile(
    r"\b(?:đã|đang|sẽ|được|cho (?:rằng|biết)|nhấn mạnh|thảo luận|biểu quyết|thống nhất|nhất trí|bày tỏ|đề nghị|đánh giá"
    r"|nghe|quán triệt|thông qua|dự và|tham dự và|đến dự|yêu cầu|kiến nghị|cùng dự|gồm|tập trung)\b",
    re.IGNORECASE,
)
_SENTENCE_GAP = re.compile(r"[.!?…][”\"]? (?=\S)")


def shows_scene(text: str) -> bool:
    """Whether a paragraph names a view of a meeting: "Toàn cảnh hội nghị.", "Các đại biểu dự hội nghị."."""
    return bool(
        _SCENE.match(text)
        and len(syllables(text)) <= _SCENE_SYLLABLES
        and not _TELLS.search(text)
        and not re.search(r"\d{2,}|[:;“\"]|[.!?…] ", text)
    )


def is_caption(text: str, *, among_captions: bool) -> bool:
    """Whether a paragraph is a photo caption.

    Args:
        among_captions: the page prints captions as paragraphs, which other paragraphs have shown, or prints this one
            twice. Only then "Ông A phát biểu tại hội nghị." is taken for a caption: it may also be all that the article
            says about him.
    """
    if shows_scene(text):
        return True
    length = len(syllables(text))
    if length <= _CREDITED_SYLLABLES and _CREDIT.search(text):
        # One sentence and its credit; more is a paragraph that ends in one.
        return len(_SENTENCE_GAP.findall(text)) <= 2
    return (
        among_captions
        and length <= _SPEAKER_SYLLABLES
        and not _SENTENCE_GAP.search(text)
        and not _TELLS.search(text)
        and bool(_SPEAKS.fullmatch(text))
    )
