"""Where an office or a body stands in the state, from the village to the centre: who orders, and who pleads."""

from __future__ import annotations

import re

_LEVELS = (
    (
        0,
        r"công ty|doanh nghiệp|tập đoàn|hợp tác xã|htx|xí nghiệp|nhà máy|cử tri|nông dân|người dân|hiệp hội|bệnh viện|trường",
    ),
    (1, r"xã(?! hội)|phường|thị trấn|thôn|bản|khu phố"),
    (2, r"huyện|quận|thị xã|trưởng phòng|phòng (?!chống|thủ|không|thương mại)"),
    (3, r"sở|cục|chi cục|công an tỉnh|kho bạc"),
    (4, r"tỉnh|thành phố|tp|thành ủy|thành uỷ|tỉnh ủy|tỉnh uỷ"),
    (
        5,
        r"trung ương|chính phủ|quốc hội|thủ tướng|bộ trưởng|thứ trưởng|bộ(?! (?:phận|máy|chỉ huy|đội|môn)(?!\w))"
        r"|chủ tịch nước|tổng bí thư|nhà nước|các bộ",
    ),
)
_LEVEL = re.compile("|".join(rf"(?P<l{level}>(?<!\w)(?:{words})(?!\w))" for level, words in _LEVELS))


def standing(office: str) -> int | None:
    """The level of an office or a body, 0 (outside the state, those who are led) to 5 (the centre); None where unsaid.

    The first word that tells it counts: "Chủ tịch UBND xã Tân Hội, huyện Tân Lộc" is of a commune.
    """
    match = _LEVEL.search(office.lower())
    return int(match.lastgroup[1:]) if match and match.lastgroup else None
