"""Publication dates and sources as they come, made fit to filter by."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from news.vietnamese import nfc

_VIETNAM = dt.timezone(dt.timedelta(hours=7))
_FIRST_YEAR = 1945
_SOURCE_LETTERS = 80
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_IN_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm|,)?\s+(\d{4})", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SOURCE_LABEL = re.compile(r"^(?:\(?\s*(?:nguồn(?: tin)?|theo|source)\s*:)\s*", re.IGNORECASE)


def clean_date(value: object) -> dt.date | None:
    """The day that a value names, or None where it names none or an impossible one.

    Takes dates, times (the day as written, whatever the time zone), seconds since 1970 (the day in Vietnam), and text:
    2024-06-22T08:00:00+07:00, 22/6/2024, "Thứ Bảy, 22/06/2024 08:00", "22 tháng 6 năm 2024",
    "Sat, 22 Jun 2024 08:00:00 +0700". A day that is still to come, or before 1945, is a fault of the input.
    """
    try:
        found = _date(value)
    except (ValueError, OverflowError, OSError):
        return None
    tomorrow = dt.datetime.now(_VIETNAM).date() + dt.timedelta(days=1)
    return found if found and dt.date(_FIRST_YEAR, 1, 1) <= found <= tomorrow else None


def _date(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    if match := _COMPACT.fullmatch(text):
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    if re.fullmatch(r"\d{9,10}(?:\d{3})?(?:\.\d+)?", text):
        seconds = float(text)
        return dt.datetime.fromtimestamp(seconds / (1000 if seconds > 1e11 else 1), _VIETNAM).date()
    if match := _ISO.search(text):
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.search(text) or _IN_WORDS.search(text):
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    return parsedate_to_datetime(text).date() if text else None


def clean_source(value: str | None) -> str | None:
    """A newspaper's name or host: one line, without label, address parts and closing marks; None where nothing stays.

    "(Nguồn: TTXVN)" becomes "TTXVN", "https://www.bao.example/tin" becomes "bao.example".
    """
    text = " ".join(nfc(value or "").split())
    text = _SOURCE_LABEL.sub("", text).strip(' .,;:()|-–"“”')
    if re.match(r"https?://", text, re.IGNORECASE):
        try:
            text = urlsplit(text).hostname or ""
        except ValueError:
            return None
    if re.fullmatch(r"www\.\S+", text, re.IGNORECASE):
        text = text[4:]
    return text if any(map(str.isalnum, text)) and len(text) <= _SOURCE_LETTERS else None
