"""The frame of official papers: who issues it, the state's name and motto, number and date; whom it is sent to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from news.cleaning import Paragraph
from news.vietnamese import unify_tone

KIND = re.compile(
    r"BÁO CÁO|THÔNG BÁO|BIÊN BẢN|KẾ HOẠCH|TỜ TRÌNH|KẾT LUẬN|NGHỊ QUYẾT|CHƯƠNG TRÌNH|HƯỚNG DẪN|CÔNG ĐIỆN|QUYẾT ĐỊNH",
    re.IGNORECASE,
)
"""What official papers are headed with, above the line that says what they are about."""
_STATE = re.compile(r"cộng hoà xã hội chủ nghĩa việt nam|đảng cộng sản việt nam")
_RECIPIENTS = re.compile(r"nơi nhận\s*:?")
_DATE = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_ADDRESSED = re.compile(r"kính gửi\s*:")
_CLOSING = re.compile(r"trên đây là (?:nội dung |toàn bộ )?(?:báo cáo|thông báo|kế hoạch|kết quả|tờ trình|kết luận)")
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
    foot = next(tail, len(lines))
    inner = list(lines[kind:foot])
    formulas = [line for line in inner[:_NEAR_KIND] if _ADDRESSED.match(unify_tone(line.text.lower()))]
    formulas += [line for line in inner[-1:] if _CLOSING.match(line.text.lower())]
    body = [line for line in inner if line not in formulas]
    return Unframed(body, [*lines[:kind], *formulas, *lines[foot:]], _dated(head[:kind]))


def _dated(head: Sequence[str]) -> dt.date | None:
    for text in head:
        if match := _DATE.search(text):
            try:
                return dt.date(int(match[3]), int(match[2]), int(match[1]))
            except ValueError:
                return None
    return None
