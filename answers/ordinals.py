"""Which of several meetings of one name a question means: "kỳ họp thứ 8", "khoá XIV", "thượng đỉnh Mỹ - Triều lần hai",
"giao ban tháng 8".

What is told of the seventh session answers nothing about the eighth, however well the rest of it fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from facts.spelled import roman_value
from news.vietnamese import fold, nfc

Ordinal = tuple[str, int]
"""What is counted, and the number."""

_VALUES = {word: n for n, word in enumerate("nhat hai ba tu nam sau bay tam chin muoi".split(), 1)}
_VALUES |= {"nhi": 2, "bon": 4}
_SPELLED = rf"(?:{'|'.join(_VALUES)})(?! (?:{'|'.join(_VALUES)}|mot|lam|muoi|\d))"
_VALUE = rf"(?P<value>\d{{1,3}}|[ivxlc]+|{_SPELLED})(?![\w/.,%-]*\w)(?! (?:ngay|phut|gio|tuan|thang|nam)\b)"
_MEETING = (
    r"(?:hoi nghi|thuong dinh|hoi thao|toa dam|dien dan|dai hoi|ky hop|phien hop|cuoc hop|cuoc gap|hop bao|vong|le hoi"
    r"|lien hoan|doi thoai|hoi dam|tuan le|hoi cho|trien lam|giai thuong|cuoc thi)"
)
# Of "lần đầu tiên" it is not known what was done for the first time.
_COUNTED = tuple(
    (head, re.compile(pattern))
    for head, pattern in (
        ("session", rf"\b(?:ky hop|phien hop|phien)(?: thuong ky)?(?: lan)? (?:thu )?{_VALUE}"),
        ("term", rf"\bkhoa (?:thu )?{_VALUE}"),
        ("congress", rf"\b(?:trung uong|dai hoi(?: dang)?)(?: lan)? (?:thu )?{_VALUE}"),
        # What is held every month: "giao ban tháng 8", "phiên họp thường kỳ tháng 8/2024".
        ("month", r"\b(?:giao ban|thuong ky|dinh ky)(?: (?!thang\b)\w+){0,6} thang (?P<value>\d{1,2})(?![\d.,]*\d)"),
        ("time", rf"\b{_MEETING}(?: (?!lan\b)[\w()-]+){{0,9}} lan (?:thu )?(?:{_VALUE}|(?P<first>dau)\b(?! tien))"),
    )
)
_ANY = re.compile(rf"\b(?:thu|lan|ky|khoa) {_SPELLED}\b|(?<![\w/.,-])(?:\d{{1,3}}|[ivxlc]+)(?![\w/.,%-]*\w)")


@lru_cache(maxsize=64)
def asked_for(text: str, searched: str = "") -> frozenset[Ordinal]:
    """Those that a question means. "Lần đầu" is none: it mostly says that something is new.

    Args:
        text: as typed.
        searched: with what a follow-up takes over; what it counts itself wins.
    """
    own = {ordinal for ordinal, first in _found(fold(nfc(text))) if not first}
    taken = {ordinal for ordinal, first in _found(fold(nfc(searched))) if not first}
    heads = {head for head, _ in own}
    return frozenset(own | {(head, number) for head, number in taken if head not in heads})


def tells_of_others(asked: frozenset[Ordinal], text: str, *, anywhere: bool = False) -> bool:
    """Whether a text tells of others of what the question counts, and not of the one that it means.

    Args:
        asked: what the question names.
        text: of a sentence or an article.
        anywhere: let it pass where it has the number at all, in whatever place.
    """
    if not asked:
        return False
    folded = fold(nfc(text))
    told = {ordinal for ordinal, _ in _found(folded)}
    lacking = {n for head, n in asked if (head, n) not in told and any(name == head for name, _ in told)}
    if lacking and anywhere:
        lacking -= {_number(match.group().split()[-1]) for match in _ANY.finditer(folded)}
    return bool(lacking)


def _found(folded: str) -> Iterator[tuple[Ordinal, bool]]:
    """Those of a folded text, and whether it is "lần đầu"."""
    for head, pattern in _COUNTED:
        for match in pattern.finditer(folded):
            number = _number(match["value"]) if match["value"] else 1
            if number:
                yield (head, number), match["value"] is None


def _number(value: str) -> int:
    return int(value) if value.isdigit() else _VALUES.get(value) or roman_value(value.upper()) or 0
