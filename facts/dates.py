"""Dates and times in every form of the Vietnamese press.

"22-6", "22/6", "22.6.2022", "ngày 22 tháng 6 năm 2022", "tháng 6/2022", "quý II/2024", "năm 2022", "6 tháng đầu năm",
"từ ngày 24 đến 26/7", "8h30". Fractions ("20/22 bộ"), document codes and terms of office ("2020 - 2025") are no dates.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from facts.spans import Cover
from facts.spelled import roman_value
from facts.tokens import UPPER


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, a range of dates, or a period of a year, as written; what is not said is None.

    `period` is "q1" to "q4" for quarters, "h1", "h2" for halves, "m9" for "9 tháng đầu năm".
    """

    start: int
    end: int
    surface: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    end_day: int | None = None
    end_month: int | None = None
    end_year: int | None = None
    period: str = ""

    @property
    def value(self) -> str:
        """ISO-like: "2022-06-22", "--06-22" without a year, "2022-06", "2022-q2", "A/B" for a range."""
        first = _iso(self.day, self.month, self.year, self.period)
        if self.end_day is None:
            return first
        return f"{first}/{_iso(self.end_day, self.end_month, self.end_year)}"

    def points(self) -> list[tuple[int | None, int | None, int | None]]:
        """The (day, month, year) that the mention names: one, or the two ends of a range."""
        first = (self.day, self.month, self.year)
        return [first] if self.end_day is None else [first, (self.end_day, self.end_month, self.end_year)]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time of day; `value` is "08:30"."""

    start: int
    end: int
    surface: str
    value: str


def _iso(day: int | None, month: int | None, year: int | None, period: str = "") -> str:
    head = f"{year:04d}" if year is not None else "-"
    if period:
        return f"{head}-{period}"
    if month is None and day is None:
        return head
    text = f"{head}-{month:02d}" if month is not None else f"{head}--"
    return text if day is None else f"{text}-{day:02d}"


_SEP = r"[ ]?[-/.–][ ]?"
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_Y = r"(?:19|20)\d\d"
_NO_DIGIT = r"(?![\w]|[.,/]\d|[-–]\d)"
_SPELLED_MONTHS = {
    "giêng": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
    "chạp": 12,
}
_COUNTED_MONTHS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_YEAR_TAIL = rf"(?:[ ]?(?:[-/.,–]|,?[ ]năm)[ ]?(?P<y>{_Y}))?"

# Each pattern begins at a literal or a short digit run and has no nested repetition, so that matching stays linear.
_WORDED = re.compile(
    rf"(?:từ[ ])?(?:các[ ])?(?:ngày|mùng|mồng)[ ](?P<d>{_D})"
    rf"(?:(?:[ ]?[-–,][ ]?|[ ](?:và|đến|tới)[ ])(?:(?:hết[ ])?ngày[ ])?(?P<d2>{_D}))?"
    rf"[ ]?tháng[ ](?P<m>{_M}){_YEAR_TAIL}{_NO_DIGIT}",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?<![\w.,/])(?P<d>{_D})(?:[-/.](?P<m1>{_M})(?:[-/.](?P<y1>{_Y}))?)?"
    rf"(?:[ ]?[-–][ ]?|[ ]?,[ ]|[ ](?:và|đến|tới)[ ])(?:(?:hết[ ])?ngày[ ])?"
    rf"(?P<d2>{_D})[-/.](?P<m>{_M})(?:[-/.](?P<y>{_Y}))?{_NO_DIGIT}",
    re.IGNORECASE,
)
_FULL = re.compile(rf"(?<![\w.,/])(?<!\d-)(?P<d>{_D}){_SEP}(?P<m>{_M}){_SEP}(?P<y>{_Y}){_NO_DIGIT}")
_SHORT = re.compile(
    rf"(?<![\w.,/])(?<!\d-)(?P<d>{_D})(?P<sep>[-/.])(?P<m>{_M})(?:[ ]năm[ ](?P<y>{_Y}))?(?![-–]\w|/\w"
    rf"|[\w%]|[.,]\d)"
)
_MONTH = re.compile(
    rf"tháng[ ](?:(?P<m>{_M})|(?P<w>{'|'.join(sorted(_SPELLED_MONTHS, key=len, reverse=True))})(?!\w))"
    rf"{_YEAR_TAIL}{_NO_DIGIT}",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"(?<![\w.,/–-])(?P<m>{_M})[-/](?P<y>{_Y})(?![\w/–-])")
_QUARTER = re.compile(
    rf"quý[ ](?P<q>III|II|IV|I|[1-4])(?:[ ]?(?:[-/]|,?[ ]năm)[ ]?(?P<y>{_Y}))?(?!\w)",
    re.IGNORECASE,
)
_MONTHS_OF = re.compile(
    rf"(?<![\w.,/])(?:(?P<n>\d\d?|{'|'.join(sorted(_COUNTED_MONTHS, key=len, reverse=True))})[ ]tháng[ ](?P<side>đầu|cuối)"
    rf"[ ]năm(?:[ ](?P<y>{_Y}))?"
    rf"|(?P<n2>\d\d?)[ ]tháng[ ]năm[ ](?P<y2>{_Y})"
    rf"|nửa[ ](?P<half>đầu|cuối)[ ]năm(?:[ ](?P<y3>{_Y}))?)(?!\w)",
    re.IGNORECASE,
)
_YEAR = re.compile(rf"năm[ ](?P<y>{_Y})(?![\w]|[.,]\d|[ ]?[-–][ ]?{_Y})", re.IGNORECASE)
_DAY = re.compile(rf"(?:ngày|mùng|mồng)[ ](?P<d>{_D})(?![\w]|[.,/–-]\d)", re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\w.,/])(?P<h>[01]?\d|2[0-4])(?:[ ]?(?:h|g|giờ)(?:[ ]?(?P<min>[0-5]\d))?|:(?P<min2>[0-5]\d))"
    r"(?!\w)(?:[ ]?phút)?",
    re.IGNORECASE,
)

# "22-6" and "3/10" stand for a day only where something says so: such a word before, or no counted noun after.
_CUE = re.compile(
    r"\b(?:ngày|sáng|trưa|chiều|tối|đêm|sớm|hôm nay|hôm qua|hôm|nay|qua|từ|đến|tới|vào|dịp|hạn|trước"
    r"|sau|tuần|cuối ngày"
    r"|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|lễ|và|mùng|vụ|sự kiện)[ ]?[(,]?[ ]?$",
    re.IGNORECASE,
)
_DAY_CUE = re.compile(r"\b(?:ngày|hôm|hôm nay|hôm qua|mùng|sáng|trưa|chiều|tối|đêm|vụ|sự kiện)[ ]\(?$", re.IGNORECASE)
_NOT_DATE_BEFORE = re.compile(
    r"\b(?:số|khoản|điểm|tỷ số|tỉ số|điều|quyết định|nghị định|nghị quyết|thông tư|chỉ thị|công văn"
    r"|thắng|thua|hoà|hòa|đạt"
    r"|cấp|độ|giật|tỷ lệ|tỉ lệ|chỉ có|có|với|quy định|kế hoạch|kết luận)[ ]$",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(
    r"[ ]?(?:$|[,.;:)\]…\"”?!\n–-]|(?:tại|ở|của|do|về|và|đến|tới|là|theo|khi|nhằm|với|để|trong|đã|có|cho|thì|diễn|vừa"
    r"|sẽ|dưới|trên|nhân|bắt|giữa|miền|tới|năm|âm|dương|lịch|được|gồm|sau|trước|ban|hội|uỷ|ủy|chính|thủ"
    rf"|bộ trưởng|đoàn|[{UPPER}])(?!\w*[/]))"
)
_CALENDAR = dict.fromkeys((4, 6, 9, 11), 30) | {2: 29}


def _valid(day: int | None, month: int | None) -> bool:
    return day is None or month is None or day <= _CALENDAR.get(month, 31)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def find_dates(text: str) -> list[DateMention]:
    """The dates of the text in order, none overlapping another."""
    found: list[DateMention] = []
    taken = Cover(len(text))
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if taken.touches(match.start(), match.end()):
                continue
            mention = read(match, text)
            if mention is not None:
                found.append(mention)
                taken.add(mention.start, mention.end)
    found.sort(key=lambda mention: mention.start)
    return found


def _mention(match: re.Match[str], **parts: int | str | None) -> DateMention:
    return DateMention(match.start(), match.end(), match.group(), **parts)  # type: ignore[arg-type]


def _worded(match: re.Match[str], _text: str) -> DateMention | None:
    day, month, year = int(match["d"]), int(match["m"]), _number(match["y"])
    if match["d2"]:
        last = int(match["d2"])
        if not (_valid(day, month) and _valid(last, month)):
            return None
        return _mention(match, day=day, month=month, year=year, end_day=last, end_month=month, end_year=year)
    return _mention(match, day=day, month=month, year=year) if _valid(day, month) else None


def _range(match: re.Match[str], text: str) -> DateMention | None:
    day, last, month = int(match["d"]), int(match["d2"]), int(match["m"])
    first_month, year = _number(match["m1"]) or month, _number(match["y"])
    first_year = _number(match["y1"]) or year
    if not (_valid(day, first_month) and _valid(last, month)) or (first_month, day) >= (month, last):
        return None
    if not _is_date_here(text, match.start(), match.end(), year):
        return None
    return _mention(match, day=day, month=first_month, year=first_year, end_day=last, end_month=month, end_year=year)


def _full(match: re.Match[str], _text: str) -> DateMention | None:
    day, month = int(match["d"]), int(match["m"])
    return _mention(match, day=day, month=month, year=int(match["y"])) if _valid(day, month) else None


def _short(match: re.Match[str], text: str) -> DateMention | None:
    day, month = int(match["d"]), int(match["m"])
    before = text[max(0, match.start() - 16) : match.start()]
    if not _valid(day, month) or (match["sep"] == "." and not re.search(r"(?i)\bngày[ ]$|\((?=$)", before)):
        return None
    if not _is_date_here(text, match.start(), match.end(), _number(match["y"])):
        return None
    return _mention(match, day=day, month=month, year=_number(match["y"]))


def _is_date_here(text: str, start: int, end: int, year: int | None) -> bool:
    if year is not None:
        return True
    before = text[max(0, start - 24) : start]
    if _CUE.search(before):
        # "từ 5-7 triệu", "đến 3/5 dự án": a measure after it makes a number of it, unless "ngày" was said.
        return _DAY_CUE.search(before) is not None or _AFTER_DATE.match(text, end) is not None
    return _NOT_DATE_BEFORE.search(before) is None and _AFTER_DATE.match(text, end) is not None


def _month(match: re.Match[str], _text: str) -> DateMention | None:
    month = int(match["m"]) if match["m"] else _SPELLED_MONTHS[match["w"].lower()]
    return _mention(match, month=month, year=_number(match["y"]))


def _month_year(match: re.Match[str], text: str) -> DateMention | None:
    if _NOT_DATE_BEFORE.search(text[max(0, match.start() - 16) : match.start()]):
        return None
    return _mention(match, month=int(match["m"]), year=int(match["y"]))


def _quarter(match: re.Match[str], _text: str) -> DateMention | None:
    quarter = int(match["q"]) if match["q"].isdigit() else roman_value(match["q"].upper())
    return _mention(match, year=_number(match["y"]), period=f"q{quarter}")


def _months_of(match: re.Match[str], _text: str) -> DateMention | None:
    year = _number(match["y"] or match["y2"] or match["y3"])
    if match["half"]:
        return _mention(match, year=year, period="h1" if match["half"].lower() == "đầu" else "h2")
    if match["n2"]:
        count, first = int(match["n2"]), True  # "9 tháng năm 2023"
    else:
        count, first = _COUNTED_MONTHS.get(match["n"].lower()) or int(match["n"]), match["side"].lower() == "đầu"
    if not 0 < count < 12:
        return None
    period = ("h1" if first else "h2") if count == 6 else f"{'m' if first else 'e'}{count}"
    return _mention(match, year=year, period=period)


def _year(match: re.Match[str], _text: str) -> DateMention | None:
    return _mention(match, year=int(match["y"]))


def _day(match: re.Match[str], _text: str) -> DateMention | None:
    return _mention(match, day=int(match["d"]))


_READERS = (
    (_MONTHS_OF, _months_of),
    (_QUARTER, _quarter),
    (_WORDED, _worded),
    (_RANGE, _range),
    (_FULL, _full),
    (_SHORT, _short),
    (_MONTH, _month),
    (_MONTH_YEAR, _month_year),
    (_YEAR, _year),
    (_DAY, _day),
)


def find_times(text: str) -> list[TimeMention]:
    """The times of day: "8h30", "14 giờ", "19:30"."""
    found = []
    for match in _TIME.finditer(text):
        minute = match["min"] or match["min2"] or "00"
        found.append(TimeMention(match.start(), match.end(), match.group(), f"{int(match['h']):02d}:{minute}"))
    return found


def resolve(mention: DateMention, reference_year: int | None) -> str | None:
    """The mention's (first) day as "YYYY-MM-DD", or None when day, month or year stay unknown."""
    year = mention.year if mention.year is not None else reference_year
    if mention.day is None or mention.month is None or year is None:
        return None
    try:
        return dt.date(year, mention.month, mention.day).isoformat()
    except ValueError:
        return None
