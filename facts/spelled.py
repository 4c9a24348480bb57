"""Numbers written out ("hai mươi lăm") and Roman numerals."""

from __future__ import annotations

import re

_ONES = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_SMALL = {"mười": 10, "mươi": 10, "trăm": 100}
_LARGE = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_WORDS = "|".join(sorted([*_ONES, *_SMALL, *_LARGE, "linh", "lẻ"], key=len, reverse=True))
_RUN = re.compile(rf"(?<!\w)(?:{_WORDS})(?!\w)(?:[ \u00a0](?:{_WORDS})(?!\w))*", re.IGNORECASE)
_BEFORE = re.compile(r"([^\W_]+)[ \u00a0]$")
_AFTER = re.compile(r"[ \u00a0]([^\W_]+)")

# "năm" is also "year", "ba" also "father", "tư" also "private": alone they count only before something counted.
_DOUBTFUL = {"năm", "ba", "tư", "chín", "không", "một", "mốt", "lăm", "bảy", "bẩy"}
_COUNTED = set(
    """người dự đồng nội nhóm tỉnh địa giải nhiệm vấn đại tổ bộ cơ đơn huyện xã phường quận thành công lần ngày tuần
    tháng năm giờ phút phần chỉ mục tiêu chương kế đề nghị luật văn bản ban ngành lĩnh khâu đột trụ mũi vụ cấp nước bên
    yếu tố điểm câu hỏi phiên kỳ cuộc hội tuyến cây cầu khu trường bệnh con chiếc loại hình cặp ngôi căn mặt khía phó
    giám ứng phương nhà quốc miền vùng tầng doanh trạm sở đoàn năm""".split()
)
_YEAR_CUES = set(
    "trong mỗi hằng hàng cả đầu cuối một từ đến nhiều các mấy những qua giữa suốt vừa sau trước theo tới".split()
)


def find_spelled(text: str) -> list[tuple[int, int, int, bool]]:
    """Spelled numbers as (start, end, number, ordinal)."""
    found: list[tuple[int, int, int, bool]] = []
    for match in _RUN.finditer(text):
        words = match.group().lower().replace("\u00a0", " ").split(" ")
        before = _BEFORE.search(text[max(0, match.start() - 12) : match.start()])
        previous = before[1].lower() if before else ""
        after = _AFTER.match(text, match.end())
        following = after[1] if after else ""
        ordinal = previous == "thứ"
        start, words = _strip(match.start(), words)
        if not words or (len(words) == 1 and words[0] in {*_SMALL, *_LARGE} and words[0] != "mười"):
            continue  # "hàng trăm", "5 triệu"
        if previous and previous[-1].isdigit():
            continue
        if not ordinal and len(words) == 1 and not _stands_alone(words[0], text[start], previous, following):
            continue
        number = _evaluate(words)
        if number is not None and number > 1:
            end = start + len(" ".join(words))
            found.append((start, end, number, ordinal))
    return found


def _strip(start: int, words: list[str]) -> tuple[int, list[str]]:
    """Drops leading words that begin no number ("không hai" is a negation, "lẻ hai" is odd)."""
    while words and words[0] in {"không", "linh", "lẻ", "mươi", "lăm", "mốt", *_LARGE}:
        start += len(words[0]) + 1
        words = words[1:]
    return start, words


def _stands_alone(word: str, first: str, previous: str, following: str) -> bool:
    if following[:1].isupper() or following == "là":
        return False  # "Hai Bà Trưng"; "Hai là" counts points
    if first.isupper() and word in {"ba", "bảy", "năm", "tư"}:
        return following.lower() in _COUNTED and word != "năm"
    if word == "năm":
        return (
            following in _COUNTED
            and following not in {"tháng", "năm", "công", "bản", "tiêu"}
            and previous not in _YEAR_CUES
        )
    if word == "tư":
        return False
    return word not in _DOUBTFUL or following.lower() in _COUNTED


def _evaluate(words: list[str]) -> int | None:
    total = group = 0
    last = -1
    for word in words:
        if word in {"linh", "lẻ"}:
            continue
        if word in _ONES:
            group += _ONES[word]
            last = _ONES[word]
        elif word == "mười":
            group += 10
            last = -1
        elif word in _SMALL:
            if last < 0:
                return None
            group += last * (_SMALL[word] - 1)
            last = -1
        else:
            if not group and not total:
                return None
            total = (total + group) * _LARGE[word] if group else total * _LARGE[word]
            group, last = 0, -1
    return total + group


_ROMAN_FORM = re.compile(r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman_value(numeral: str) -> int | None:
    """The value of a Roman numeral below 100, None when it is none."""
    if not numeral or _ROMAN_FORM.fullmatch(numeral) is None:
        return None
    total = 0
    for here, following in zip(numeral, [*numeral[1:], ""], strict=True):
        value = _ROMAN_DIGITS[here]
        total += -value if value < _ROMAN_DIGITS.get(following, 0) else value
    return total
