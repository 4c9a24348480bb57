"""Periods of time that a question names: "tháng 6/2022", "quý II", "tuần trước" against a given today."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from news.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included.

    Attributes:
        surface: how it was named, folded.
        relative: named from today ("tuần trước"), so that it can only mean when something was reported or took place.
    """

    first: dt.date
    last: dt.date
    surface: str = ""
    relative: bool = False


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:\s*[/-]\s*|\s+nam\s+|\s+)(?P<year>(?:19|20)\d\d)"
_QUARTER = re.compile(rf"\bquy\s+(?P<quarter>i{{1,3}}|iv|[1-4])\b(?:{_YEAR})?")
_MONTH = re.compile(rf"(?<![\d/-])\bthang\s+(?P<month>1[0-2]|0?[1-9])\b(?!\s*[/-]\s*\d{{1,2}}\b)(?:{_YEAR})?")
_HALF = re.compile(r"\b(?:6|sau)\s+thang\s+(?P<half>dau|cuoi)\s+nam(?:\s+(?P<year>(?:19|20)\d\d))?")
_WHOLE_YEAR = re.compile(r"\b(?:trong|cua|vao|ca|suot)?\s*nam\s+(?P<year>(?:19|20)\d\d)\b")
_LAST_DAYS = re.compile(r"\b(?P<count>\d{1,3})\s+(?P<unit>ngay|tuan|thang)\s+(?:qua|gan day|vua qua|gan nhat)\b")


def find_period(text: str, today: dt.date) -> Period | None:
    """The period that a question names; None if it names none.

    A month or quarter without a year is the latest that has begun by `today`.
    """
    folded = fold(text)
    return _relative(folded, today) or _absolute(folded, today)


def _relative(folded: str, today: dt.date) -> Period | None:
    monday = today - dt.timedelta(today.weekday())
    month_before = today.replace(day=1) - dt.timedelta(1)
    quarter = (today.month - 1) // 3  # of the quarter before, counted from 1; 0 is last year's fourth
    quarter_before = (today.year, 3 * quarter - 2) if quarter else (today.year - 1, 10)

    def days(first: int, last: int, start: dt.date = today) -> tuple[dt.date, dt.date]:
        return start + dt.timedelta(first), start + dt.timedelta(last)

    for pattern, (first, last) in (
        (r"(?:hom|sang|chieu|toi) nay", days(0, 0)),
        (r"(?:hom|sang|chieu|toi) qua", days(-1, -1)),
        (r"hom kia", days(-2, -2)),
        (r"tuan (?:truoc|qua|roi|vua qua|vua roi)", days(-7, -1, monday)),
        (r"tuan nay", days(0, 6, monday)),
        (r"thang (?:truoc|qua|roi|vua qua|vua roi)", _months(month_before.year, month_before.month, 1)),
        (r"thang nay", _months(today.year, today.month, 1)),
        (r"quy (?:truoc|vua qua)", _months(*quarter_before, 3)),
        (r"nam (?:ngoai|truoc|qua|vua qua)", _months(today.year - 1, 1, 12)),
        (r"nam nay", _months(today.year, 1, 12)),
    ):
        if match := re.search(rf"\b{pattern}\b", folded):
            return Period(first, last, match.group(), True)
    if match := _LAST_DAYS.search(folded):
        count = int(match["count"]) * {"ngay": 1, "tuan": 7, "thang": 30}[match["unit"]]
        return Period(*days(-count, 0), match.group(), True)
    return None


def _absolute(folded: str, today: dt.date) -> Period | None:
    for pattern in (_QUARTER, _HALF, _MONTH, _WHOLE_YEAR):
        if match := pattern.search(folded):
            first, count = _part(match)
            year = int(match["year"]) if match["year"] else today.year - (first > today.month)
            return Period(*_months(year, first, count), match.group())
    return None


def _part(match: re.Match[str]) -> tuple[int, int]:
    """First month and number of months of the part of a year that a match names."""
    named = match.groupdict()
    if quarter := named.get("quarter"):
        return 3 * _ROMAN[quarter] - 2, 3
    if half := named.get("half"):
        return (1 if half == "dau" else 7), 6
    return (int(month), 1) if (month := named.get("month")) else (1, 12)


def _months(year: int, first: int, count: int) -> tuple[dt.date, dt.date]:
    last = first + count - 1
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
