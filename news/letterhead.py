"""The frame of official papers: who issues it, the state's name and motto, number and date; whom it is sent to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from news.cleaning import Paragraph
from news.vietnamese import unify_tone

KIND = re.compile(
    r"(?:BÁO CÁO|THÔNG BÁO|BIÊN BẢN|KẾ HOẠCH|TỜ TRÌNH|KẾT LUẬN|NGHỊ QUYẾT|CHƯƠNG TRÌNH|HƯỚNG DẪN|CÔNG ĐIỆN|QUYẾT ĐỊNH)"
    r"(?: (?:KẾT LUẬN|KẾT QUẢ|TÓM TẮT|TỔNG HỢP))?(?: (?:HỘI NGHỊ|CUỘC HỌP|PHIÊN HỌP|HỌP|LÀM VIỆC|GIAO BAN))?",
    re.IGNORECASE,
)
"""What official papers are headed with, above the line that says what they are about."""
_STATE = re.compile(r"cộng hoà xã hội chủ nghĩa việt nam|đảng cộng sản việt nam")
_RECIPIENTS = re.compile(r"nơi nhận\s*:?")
_DATE = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_ADDRESSED = re.compile(r"kính gửi\s*:")
_CLOSING = re.compile(
    r"trên đây là (?:nội dung |toàn bộ )?(?:báo cáo|thông báo|kế hoạch|kết quả|tờ trình|kết luận)"
    r"|[^.;:]{0,80}thông báo (?:để|đến) [^.;:]{3,120}(?:biết|thực hiện)\W*$"
)
_SIGNED = re.compile(r"\(?đã k[ýí][^.;:()]{0,40}\)?$|\(k[ýí][^.;:()]{0,40}\)$")
_SIGNATURE_WORDS = 8
_NEAR_KIND = 5
_TALLEST_HEAD, _TALLEST_FOOT = 16, 30


@dataclass(frozen=True, slots=True)
class Unframed:
    """A paper without its frame: `body` begins with its kind ("BÁO CÁO"); `frame` is what was taken off both ends."""

    body: list[Paragraph]
    frame: list[Paragraph]
    dated: dt.date | None


def unframed(lines: Sequence[Paragraph]) -> Unframed | None:
    """Takes off the frame of an official paper; None where the state's or the party's name and the kind are not found
    near the head."""
    head = [unify_tone(line.text.lower()) for line in lines[:_TALLEST_HEAD]]
    state = next((at for at, text in enumerate(head) if _STATE.search(text)), None)
    kind = next((at for at, text in enumerate(head) if KIND.fullmatch(lines[at].text.strip())), None)
    if state is None or kind is None or kind < state:
        return None
    lowest = max(kind + 1, len(lines) - _TALLEST_FOOT)
    tail = (at for at in range(lowest, len(lines)) if _RECIPIENTS.match(lines[at].text.lower()))
    foot = next(tail, _signature(lines, kind))
    inner = list(lines[kind:foot])
    formulas = [line for line in inner[:_NEAR_KIND] if _ADDRESSED.match(unify_tone(line.text.lower()))]
    formulas += [line for line in inner[-1:] if _CLOSING.match(line.text.lower())]
    body = [line for line in inner if line not in formulas]
    return Unframed(body, [*lines[:kind], *formulas, *lines[foot:]], _dated(head[:kind]))


def _signature(lines: Sequence[Paragraph], kind: int) -> int:
    """Where the signatures below a paper begin ("THƯ KÝ", "(Đã ký)", a name); the end where none are."""
    at = len(lines)
    while at - 1 > kind and len(lines[at - 1].text.split()) <= _SIGNATURE_WORDS and lines[at - 1].text[-1] not in ".;:":
        at -= 1
    while at < len(lines) and not lines[at].text.isupper():
        at += 1
    signed = any(_SIGNED.match(line.text.lower()) for line in lines[at:])
    return at if signed else len(lines)


def _dated(head: Sequence[str]) -> dt.date | None:
    for text in head:
        if match := _DATE.search(text):
            try:
                return dt.date(int(match[3]), int(match[2]), int(match[1]))
            except ValueError:
                return None
    return None
