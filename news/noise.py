"""What a single line of a saved page is, judged by the line alone.

A line of the page is either certain ("Lượt truy cập: 1.204", "Trang chủ") or possible ("Kinh tế", "Hôm nay"): a section
of a report may be headed by the same word, so `news.cleaning` lets a possible one go only beside other such lines.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from news.vietnamese import syllables


class Noise(NamedTuple):
    """The kind of a page line, whether that is certain, and what it says about the article."""

    kind: str
    certain: bool = True
    source: str | None = None
    published: dt.date | None = None


def _any(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


_COUNTER = re.compile(
    _any(
        "liên kết website",
        "lượt truy cập",
        "số lượt (?:xem|truy cập)",
        "lượt xem",
        "thống kê(?: truy cập)?",
        "(?:đang )?(?:online|truy cập)",
        "tổng (?:số )?(?:lượt )?truy cập",
        "hôm (?:nay|qua)",
        "(?:tuần|tháng) này",
        "khách(?: trực tuyến)?",
    )
    + r"\s*:?\s*(?P<count>[\d.,]*)(?:\s*(?:lượt|người)(?: xem| truy cập)?)?"
    r"|(?P<before>\d[\d.,]*)\s*(?:lượt (?:xem|truy cập)|bình luận)"
    # All of it in one line: "| Thống kê truy cập Hôm nay: 1.204 Tổng: 2.845.331 |".
    r"|\|?\s*(?:thống kê|lượt) truy cập\b(?P<all>(?:[\s:|–-]*"
    r"(?:(?:đang )?online|hôm (?:nay|qua)|(?:tuần|tháng) này|khách|tổng(?: cộng| số)?)\s*:?\s*\d[\d.,]*){2,8})\s*\|?",
    re.IGNORECASE,
)
_MENU = re.compile(
    _any(
        "trang chủ",
        "đăng (?:nhập|ký|xuất)",
        "sơ đồ (?:site|trang)",
        "chia sẻ(?: bài viết| lên facebook)?",
        "facebook|twitter|zalo|rss",
        "in (?:bài|trang|tin)(?: này)?",
        "gửi (?:email|bình luận|cho bạn)",
        r"bình luận(?: \(\d+\))?",
        "ý kiến bạn đọc",
        "quay lại|(?:lên|về) đầu trang",
        "nghe (?:audio|đọc bài)|nghe bài viết|cỡ chữ|a[+-]",
        "xem thêm(?: tại đây)?",
        "quảng cáo",
        "tin (?:mới(?: nhất)?|nóng)",
        "copyright.{0,150}|©.{0,150}",
        r"(?:tổng biên tập|phó tổng biên tập|t[oò]à? soạn|bản quyền)\s*:.{1,150}",
        r"bản quyền thuộc (?:về )?[^,;]{2,80}",
        r"giấy phép (?:xuất bản |hoạt động )?(?:báo chí |báo điện tử )?số\s*:?\s*\d.{1,150}",
    )
    + r"\.?",
    re.IGNORECASE,
)
_PERHAPS_MENU = re.compile(
    _any(
        "tìm kiếm|liên hệ|menu|email|google|tiếng việt|english|thích|theo dõi|đọc bài",
        "thời sự|chính trị|kinh tế|xã hội|văn h[oó][áa]|thể thao|giải trí|pháp luật|giáo dục|y tế|quốc tế|thế giới",
        "đời sống|bạn đọc|du lịch|công nghệ|quốc phòng(?: - an ninh)?|multimedia|media|video|podcast|ảnh",
        "(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)",
        r"tổng(?: cộng)?\s*:\s*\d[\d.,]*",
    ),
    re.IGNORECASE,
)
RELATED_HEAD = re.compile(
    r"(?:>>+\s*)?(?:tin|bài)(?: viết)? (?:liên quan|cùng chuyên mục|khác|đọc nhiều|xem nhiều)\s*:?"
    r"|có thể bạn quan tâm\s*:?|các tin khác\s*:?|xem thêm\s*:",
    re.IGNORECASE,
)
"""The line above a list of other articles."""

COMMENTS_HEAD = re.compile(r"(?:bình luận|ý kiến(?: bạn đọc)?)\s*\(?\s*\d+\s*\)?", re.IGNORECASE)
"""The line above readers' comments; it counts them."""

_RELATED = re.compile(
    r"(?:>\s*>+|»)[\s>]*\S.*|(?:xem thêm|đọc thêm|mời xem)\s*:\s*\S.*|(?:từ khóa|từ khoá|tags?)\s*:.*", re.IGNORECASE
)
_SOURCE = re.compile(r"\(?\s*nguồn(?:\s+tin)?\s*(?P<colon>:?)\s*(?P<name>[^()]{2,60}?)\s*\)?\.?", re.IGNORECASE)
_ACCORDING = re.compile(r"\(?\s*Theo\s+(?P<name>[A-ZĐ0-9][^.,():]{1,40})\)?")
_DAY = r"(?:ngày\s*)?(?P<d{0}>\d{{1,2}})[/-](?P<m{0}>\d{{1,2}})[/-](?P<y{0}>\d{{4}})"
_TIME = r"\d{1,2}\s*[:h]\s*\d{2}(?::\d{2})?"
_DATE_LINE = re.compile(
    r"(?:(?:cập nhật|đăng|xuất bản)(?: lúc| ngày)?\s*:?\s*|ngày (?:đăng|cập nhật)\s*:?\s*)?"
    r"(?:(?:thứ \w+|chủ nhật)\s*,?\s*)?"
    + _any(
        _DAY.format("") + rf"(?:\s*[,|\-–]?\s*{_TIME})?",
        rf"{_TIME}\s*[,|\-–]?\s*" + _DAY.format("2"),
        r"ngày (?P<d3>\d{1,2}) tháng (?P<m3>\d{1,2}) năm (?P<y3>\d{4})",
    )
    + r"(?:\s*\(?GMT\s*\+?\d+\)?)?(?:\s*\|?\s*\d*\s*(?:lượt xem|bình luận).*)?",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    _any("bài(?: và ảnh|,? ảnh)?", "tin(?: và ảnh|, ảnh)?", "tin, bài", "tác giả|pv|phóng viên|thực hiện|biên tập")
    + r"\s*:\s*(?P<names>.+)",
    re.IGNORECASE,
)
_NAME_SEPARATOR = re.compile(r"\s*(?:[-–,&/]|\bvà\b)\s*")
_SOURCE_SYLLABLES = 8


def noise(text: str, *, near_end: bool) -> Noise | None:
    """What a line of a page is, or None where it may be body.

    Args:
        near_end: the line is one of the last of the page, where reporters sign.
    """
    if RELATED_HEAD.fullmatch(text) or _RELATED.fullmatch(text):
        return Noise("related")
    if counter := _COUNTER.fullmatch(text):
        return Noise("counter", certain=any(counter.group("count", "before", "all")))
    if _MENU.fullmatch(text):
        return Noise("menu")
    if _PERHAPS_MENU.fullmatch(text):
        return Noise("menu", certain=False)
    if match := _DATE_LINE.fullmatch(text):
        return Noise("date", published=_date(match))
    if name := _source(text, near_end=near_end):
        # "Theo PV Thanh Bình" names the reporter.
        return Noise("author") if re.match(r"(?:PV|phóng viên)\b", name) else Noise("source", source=name)
    if credit := _CREDIT.fullmatch(text):
        return Noise("author") if _are_names(credit["names"]) else None
    return Noise("author", certain=False) if near_end and _are_names(text) else None


def _source(text: str, *, near_end: bool) -> str | None:
    match = _SOURCE.fullmatch(text)
    if match is None and near_end:
        match = _ACCORDING.fullmatch(text)
    if match is None or len(syllables(match["name"])) > _SOURCE_SYLLABLES:
        return None
    name: str = match["name"].strip(" .)")
    # "Nguồn VTV" names a source, "Nguồn gốc khẩu súng …" begins a sentence.
    with_colon = "colon" in match.re.groupindex and match["colon"]
    return name if name and (with_colon or all(not word[0].islower() for word in name.split())) else None


def _are_names(text: str) -> bool:
    names = _NAME_SEPARATOR.split(text)
    return len(names) <= 3 and all(map(_is_name, names))


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= 4 and not text.endswith(".") and all(word[0].isupper() for word in words)


def _date(match: re.Match[str]) -> dt.date | None:
    day = next(n for n in ("", "2", "3") if match["d" + n])
    try:
        return dt.date(*(int(match[part + day]) for part in "ymd"))
    except ValueError:
        return None
