"""Questions that ask two things: "họp khi nào và ở đâu", "do ai chủ trì, có bao nhiêu đại biểu dự"."""

from __future__ import annotations

import re

from news.vietnamese import fold, has_diacritics, nfc

_POINT = "ngày|hôm|lúc|tháng|năm|buổi"
_PLACE = "nơi|chỗ|địa điểm|địa chỉ|thành phố|tỉnh|nước|huyện|quận|bang|khách sạn"
_ASKED = (
    rf"\b(?:từ )?(?:{_POINT}) nào (?:tới|đến|sang) (?:{_POINT}) nào\b"
    rf"|\b(?:vào |từ )?(?:khi nào|bao giờ|(?:{_POINT}) nào|ngày mấy|lúc mấy giờ|mấy giờ)\b"
    rf"|\b(?:ở|tại) (?:đâu|(?:{_PLACE}) nào)\b|\b(?:{_PLACE}) nào\b"
    r"|\bbao nhiêu\b|\bmấy\b(?! (?:hôm|năm) )|\b(?<!không )(?<!chẳng )ai\b"
    r"|\b(?:người|vị|cơ quan|đơn vị|tổ chức|thứ trưởng|bộ trưởng) nào\b"
    r"|\b(?!(?:như|tên|là|làm|chừng|thế|khi) )\w+ (?:gì|nào)\b|\b(?:làm|là) gì\b|\b(?:vì|tại|ra) sao\b|\bthế nào\b"
)
"""What asks, as typed; without diacritics "đâu" and "đầu" look alike, but for "ở đâu"."""
_TYPED, _BARE = re.compile(_ASKED), re.compile(fold(_ASKED))
_JOINED = re.compile(r"\s*,\s*(?:và|còn|đồng thời)\s+|\s*[,;]\s*|\s+(?:và|còn)\s+")
_JOINED_BARE = re.compile(fold(_JOINED.pattern))
_FEWEST = 3
"""Syllables that the first part must have beside what asks, to say what both are about."""
_OF_THE_FIRST = re.compile(r"^(?:tên|tức|theo)\b|^(?:ai|là ai|những ai)\W*$")
"""A second part that only says more of what the first asks for."""


def parts(text: str) -> tuple[str, ...]:
    """The question itself, or the two that it consists of, each with what both are about.

    The second takes over the first without what that asked: "Hội nghị X họp khi nào và ở đâu" is "Hội nghị X họp khi
    nào" and "Hội nghị X họp ở đâu".
    """
    plain = " ".join(nfc(text).split())
    typed = plain.lower() if has_diacritics(plain) else fold(plain)
    asked_by, joined_by = (_TYPED, _JOINED) if has_diacritics(plain) else (_BARE, _JOINED_BARE)
    if len(typed) != len(plain):
        return (text,)
    for joint in joined_by.finditer(typed):
        asked = list(asked_by.finditer(typed, 0, joint.start()))
        second = typed[joint.end() :]
        if len(asked) != 1 or _quoted(plain, joint.start()) or not asked_by.search(second):
            continue
        (asking,) = asked
        about = f"{plain[: asking.start()].rstrip()} {plain[asking.end() : joint.start()].lstrip()}".strip()
        if len(about.split()) < _FEWEST or _OF_THE_FIRST.match(second):
            continue
        return f"{plain[: joint.start()]}?", f"{about} {plain[joint.end() :]}"
    return (text,)


def _quoted(text: str, at: int) -> bool:
    """Whether a place lies inside of quotation marks."""
    return text[:at].count('"') % 2 == 1 or text[:at].count("“") > text[:at].count("”")
