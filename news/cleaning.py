"""Takes the page out of a saved article.

Works on paragraphs and never inside one: a paragraph is body, or it is removed whole and recorded with its kind:

counter     visitor statistics
menu        navigation, share buttons, comment forms, copyright lines
related     links to other articles
caption     photo captions
duplicate   a paragraph that stands in the body already
source      "(Nguồn: …)", which becomes the article's source
date        the page's date line, which becomes the publication date
author      the reporter's name

When in doubt a paragraph stays.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass

from news.vietnamese import syllables, unify_tone

_COUNTER = re.compile(
    r"(?:liên kết website|lượt truy cập|số lượt (?:xem|truy cập)|lượt xem|thống kê(?: truy cập)?|online|đang (?:online|truy cập)"
    r"|tổng (?:số )?(?:lượt )?truy cập|hôm nay|hôm qua|tuần này|tháng này|truy cập)\s*(?::?\s*[\d.,]*)(?:\s*(?:lượt|người))?",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"(?:trang chủ|đăng nhập|đăng ký|đăng xuất|tìm kiếm|liên hệ|sơ đồ (?:site|trang)|chia sẻ(?: bài viết)?|facebook|twitter|zalo"
    r"|google|email|in (?:bài|trang|tin)(?: này)?|gửi (?:email|bình luận|cho bạn)|bình luận(?: \(\d+\))?|ý kiến bạn đọc|quay lại"
    r"|lên đầu trang|về đầu trang|menu|rss|tiếng việt|english|thích|theo dõi|nghe audio|đọc bài|cỡ chữ|a[+-]|copyright.*|©.*"
    r"|bản quyền thuộc.*|giấy phép (?:số|xuất bản).*|tổng biên tập.*|tòa soạn.*|toà soạn.*|xem thêm|tin mới(?: nhất)?|tin nóng"
    r"|thời sự|chính trị|kinh tế|xã hội|văn hóa|văn hoá|thể thao|giải trí|pháp luật|giáo dục|y tế|quốc phòng - an ninh|multimedia"
    r"|video|podcast|ảnh|thứ (?:hai|ba|tư|năm|sáu|bảy))",
    re.IGNORECASE,
)
_RELATED_HEAD = re.compile(
    r"(?:>>+\s*)?(?:tin|bài)(?: viết)? (?:liên quan|cùng chuyên mục|khác|đọc nhiều|xem nhiều)\s*:?|có thể bạn quan tâm\s*:?"
    r"|các tin khác\s*:?|xem thêm\s*:",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:>>+|»)\s*\S.*|(?:xem thêm|đọc thêm|mời xem)\s*:\s*\S.*|(?:từ khóa|từ khoá|tags?)\s*:.*", re.IGNORECASE
)
_SOURCE = re.compile(r"\(?\s*nguồn(?:\s+tin)?\s*:?\s*(?P<name>[^()]{2,60}?)\s*\)?\.?", re.IGNORECASE)
_ACCORDING = re.compile(r"\(?\s*Theo\s+(?P<name>[A-ZĐ0-9][^.,()]{1,40})\)?")
_DATE_LINE = re.compile(
    r"(?:(?:thứ \w+|chủ nhật)\s*,?\s*)?(?:ngày\s*)?(?P<d>\d{1,2})[/-](?P<m>\d{1,2})[/-](?P<y>\d{4})"
    r"(?:\s*[,|\-–]?\s*\d{1,2}\s*[:h]\s*\d{2}(?::\d{2})?)?(?:\s*\(?GMT\s*\+?\d+\)?)?(?:\s*\|?\s*\d*\s*(?:lượt xem|bình luận).*)?"
    r"|\d{1,2}\s*[:h]\s*\d{2}\s*[,|\-–]?\s*(?:ngày\s*)?(?P<d2>\d{1,2})[/-](?P<m2>\d{1,2})[/-](?P<y2>\d{4})",
    re.IGNORECASE,
)
_PHOTO = re.compile(r"(?:^|[.\s(])(?:ảnh|Ảnh|ẢNH|hình)(?: minh họa| minh hoạ| tư liệu)?\s*:?\s*[^.]{0,40}\)?\.?$")
_SCENE = re.compile(
    r"(?:Toàn cảnh|Quang cảnh|(?:Các )?[Đđ]ại biểu (?:dự|tham dự|tại|chụp ảnh)|Các đồng chí (?:dự|tham dự|lãnh đạo .{0,40} dự)|Một góc)\b"
)
_SPEAKS = re.compile(
    r"(?:Đồng chí|Đ/c|Ông|Bà|Đại diện|Chủ tịch|Phó|Bí thư|Giám đốc|Trưởng|Thứ trưởng|Bộ trưởng|Thủ tướng)\b.{5,140}"
    r"\b(?:phát biểu|trình bày|trao đổi|tham luận|trao|tặng|thăm|kiểm tra)\b[^,;:\d“\"]{0,60}\.?"
)
_AUTHOR = re.compile(
    r"(?:(?:bài(?: và ảnh| ảnh)?|tin(?: và ảnh|, ảnh)?|tác giả|pv|phóng viên|thực hiện)\s*:\s*)?"
    r"(?:[A-ZĐÀ-Ỹ][\w.]*)(?:\s+[A-ZĐÀ-Ỹ][\w.]*){0,3}(?:\s*[-–,&]\s*[A-ZĐÀ-Ỹ][\w.]*(?:\s+[A-ZĐÀ-Ỹ][\w.]*){0,3})?"
)
_CAPTION_SYLLABLES = 45
_AUTHOR_SYLLABLES = 8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of the normalised text, the half-open span [start, end), without white space at its ends."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning decided: paragraphs of the body, paragraphs removed with their kind, and metadata found."""

    body: tuple[Paragraph, ...]
    removed: tuple[tuple[str, Paragraph], ...]
    source: str | None
    published: dt.date | None


def paragraphs(text: str) -> list[Paragraph]:
    """The non-blank lines of a text; a line that a line break cut in mid-sentence stays two paragraphs."""
    found = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            first = start + len(line) - len(line.lstrip())
            found.append(Paragraph(first, first + len(stripped), stripped))
        start += len(line) + 1
    return found


def clean(lines: list[Paragraph]) -> Cleaned:
    """Sorts the paragraphs of an article into body and page."""
    counts = Counter(_key(p.text) for p in lines)
    has_captions = any(_SCENE.match(p.text) for p in lines) or any(
        n > 1 and key and len(key.split()) > 3 for key, n in counts.items()
    )
    body: list[Paragraph] = []
    removed: list[tuple[str, Paragraph]] = []
    seen: set[str] = set()
    source: str | None = None
    published: dt.date | None = None
    in_related = False
    last = len(lines) - 1
    for i, paragraph in enumerate(lines):
        text, key = paragraph.text, _key(paragraph.text)
        kind: str | None = None
        near_end = i >= last - 3 and len(body) > 1
        if _RELATED_HEAD.fullmatch(text):
            kind, in_related = "related", True
        elif in_related and not _is_prose(text):
            kind = "related"
        elif _COUNTER.fullmatch(text):
            kind = "counter"
        elif _MENU.fullmatch(text) and len(lines) > 3:
            kind = "menu"
        elif _RELATED.fullmatch(text):
            kind = "related"
        elif (match := _DATE_LINE.fullmatch(text)) and len(lines) > 2:
            kind = "date"
            published = published or _date(match)
        elif len(lines) > 1 and (match := _SOURCE.fullmatch(text) or (near_end and _ACCORDING.fullmatch(text)) or None):
            kind = "source"
            source = source or match["name"].strip(" .)")
        elif near_end and len(syllables(text)) <= _AUTHOR_SYLLABLES and _AUTHOR.fullmatch(text):
            kind = "author"
        elif key in seen:
            kind = "duplicate"
        elif len(lines) > 3 and _is_caption(text, repeated=counts[key] > 1, has_captions=has_captions):
            kind = "caption"
        if kind is None or (kind != "related" and _is_prose(text)):
            in_related = False
        if kind is None:
            body.append(paragraph)
            seen.add(key)
        else:
            removed.append((kind, paragraph))
    if not body:
        # All of it looked like page: then it is an odd text, not a page.
        return Cleaned(tuple(lines), (), source, published)
    return Cleaned(tuple(body), tuple(removed), source, published)


def _key(text: str) -> str:
    return " ".join(syllables(unify_tone(text)))


def _is_prose(text: str) -> bool:
    return len(syllables(text)) > 25 and text[-1:] in '.!?…”")'


def _is_caption(text: str, *, repeated: bool, has_captions: bool) -> bool:
    length = len(syllables(text))
    if length > _CAPTION_SYLLABLES or ". " in text.rstrip("."):
        return length <= _CAPTION_SYLLABLES and bool(_PHOTO.search(text))
    if _PHOTO.search(text) or (_SCENE.match(text) and length <= 20 and not re.search(r"\d{2,}", text)):
        return True
    return (repeated or has_captions) and length <= 26 and bool(_SPEAKS.fullmatch(text))


def _date(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(*(int(match[name] or match[name + "2"]) for name in ("y", "m", "d")))
    except (ValueError, TypeError):
        return None
