"""When and where the meeting took place, and who held it."""

from __future__ import annotations

import re

from facts.card.event import MEETING, Event
from facts.card.scene import Line, Scene
from facts.dates import DateMention, resolve
from facts.names import NameMention
from facts.types import Value, When

_PART_OF_DAY = re.compile(
    r"(?:trong (?:hai|ba|2|3) ngày,? |(?:rạng )?(?:sáng|trưa|chiều|tối|đêm)(?: nay| qua)?,? )?(?:ngày |hôm nay "
    r"|hôm qua |hôm )?\(?$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?i)(?:quyết định|nghị quyết|công văn|kế hoạch|trước|từ|đến|hết|kể từ|hạn|sau|sinh|số liệu|báo cáo|ký"
    r"|ban hành|tính đến"
    r"|thành lập|dự kiến)(?: ngày| số)?[ ]$"
)
_TAI = re.compile(r"(?<!\w)(?:tại|ở)[ ]", re.IGNORECASE)
_TELLS_OF_MEETING = re.compile(rf"{MEETING}|diễn ra|khai mạc|sự kiện", re.IGNORECASE)
_NOT_PLACE = re.compile(
    rf"(?:{MEETING}|đây|Việt Nam|Đông Nam Á|Châu Á|Châu Âu|khu vực|buổi|phiên|lễ|cuộc|điểm|các|kỳ"
    rf"|hội trường quốc hội thảo|văn bản|công văn|chương trình)(?!\w)",
    re.IGNORECASE,
)
_VENUE = re.compile(
    r"(?:[Tt]rung tâm|[Hh]ội trường|[Tt]rụ sở|[Kk]hách sạn|[Cc]ung|[Dd]inh|[Nn]hà văn hóa|[Nn]hà văn hoá"
    r"|[Nn]hà [Qq]uốc hội"
    r"|[Hh]ọc viện|[Tt]rường|[Vv]ăn phòng|[Nn]hà hát|[Ss]ân vận động|[Kk]hu du lịch|[Bb]ảo tàng|[Cc]ông viên"
    r"|[Đđ]ại học"
    r"|UBND|[Tt]ỉnh [uủ][ỷy]|[Tt]hành [uủ][ỷy]|[Nn]hà khách|[Đđ]iểm cầu|[Pp]hòng họp|[Ss]ở|[Bb]ộ)(?!\w)"
)
_PLACE_END = re.compile(
    r"[,;:()\n“\"]|\.(?!\d)| (?:đã|sẽ|vừa|diễn|do|với|nhằm|để|có|các|vào|sáng|chiều|tối|trưa|ngày|hôm|dưới|và|cho|được"
    r"|khai|trong|ông|bà"
    r"|đồng chí|tổ chức|từ|về|của|theo|thu hút|cùng|thì|khi|là)(?!\w)"
)


def find_when(scene: Scene, event: Event | None) -> When | None:
    """The first date with a day in the sentence that names the meeting, or before it in the lead."""
    lines = _order(scene, event)
    for line in lines:
        for date in scene.dates:
            if date.day is None or not line.start <= date.start < line.end:
                continue
            before = scene.text[max(line.start, date.start - 24) : date.start]
            if _ELSEWHERE.search(before) and date.end_day is None:
                continue
            lead_in = _PART_OF_DAY.search(before)
            start = date.start - len(before) + lead_in.start() if lead_in else date.start
            end = date.end
            if scene.text[start:end].count("(") > scene.text[start:end].count(")") and scene.text[end : end + 1] == ")":
                end += 1
            span = scene.article.span(start, end)
            return When(span.quote, resolve(date, _year(scene, line, date)), span)
    return None


def _order(scene: Scene, event: Event | None) -> list[Line]:
    """The sentence of the event first, then the two at the head, where the date may stand alone."""
    head = scene.lines[:2]
    if event is None:
        return head
    return [event.line, *(line for line in head if line.index != event.line.index)]


def _year(scene: Scene, line: Line, date: DateMention) -> int | None:
    """The year of a date that does not say it: by the publishing date, else by the only year of its sentence."""
    if date.year is not None:
        return date.year
    published = scene.article.published
    if published is not None and date.month is not None:
        # News is of the day before; a date far ahead of the publication belongs to the year before.
        return published.year - 1 if date.month - published.month > 6 else published.year
    years = {d.year for d in scene.dates if line.start <= d.start < line.end and d.year is not None}
    if len(years) != 1 or date.month is None:
        return None
    # Looking back in the first months and looking ahead in the last ones, the year named is not the year of the day.
    looks_back = date.month <= 3 and re.search(r"(?i)tổng kết|kết quả|năm qua", line.text)
    looks_ahead = date.month >= 10 and re.search(r"(?i)nhiệm vụ|kế hoạch|phương hướng|dự toán|triển khai", line.text)
    return None if looks_back or looks_ahead else years.pop()


def find_where(scene: Scene, event: Event | None) -> tuple[Value, ...]:
    """The places after "tại" in the sentence of the meeting; venue, town and province each for itself."""
    for line in _order(scene, event):
        if event is not None and line is not event.line and not _TELLS_OF_MEETING.search(line.text):
            continue
        for match in _TAI.finditer(line.text):
            at = line.start + match.end()
            if _NOT_PLACE.match(scene.text, at):
                continue
            values = _places_from(scene, at, line.end)
            if values:
                return values
    return ()


def _places_from(scene: Scene, at: int, limit: int) -> tuple[Value, ...]:
    values: list[Value] = []
    known = {place.start: place for place in scene.places}
    while at < limit:
        place = known.get(at)
        if place is not None:
            end = place.end
        elif not values and _VENUE.match(scene.text, at):
            stop = _PLACE_END.search(scene.text, at, limit)
            end = stop.start() if stop else limit
            end -= len(scene.text[at:end]) - len(scene.text[at:end].rstrip())
            if not any(char.isupper() for char in scene.text[at:end]):
                break
        else:
            break
        value = scene.value(at, end)
        if value is None:
            break
        values.append(value)
        follow = re.compile(r"(?:, | \(| [-–] )(?=\S)").match(scene.text, end)
        if follow is None:
            break
        at = follow.end()
    return tuple(values)


_HOLDS = re.compile(
    r"(?<!\w)(?:đồng tổ chức|phối hợp tổ chức|tổ chức|khai mạc|họp|có buổi làm việc|tiến hành"
    r"|bước vào)(?!\w)(?! (?:chính trị|đảng|bộ máy|công đoàn|lại))"
)
_LINK = re.compile(
    r"(?: đã| đang| sẽ| vừa| chính thức| \([^()\n]{1,40}\)| phối hợp(?: với| cùng)?| cùng| và|,| [-–]| TP[\w.]*)*[ ]?"
)


def find_organisers(scene: Scene, event: Event | None, where: tuple[Value, ...]) -> tuple[Value, ...]:
    """Who holds the meeting: the organisations before "tổ chức" or after "do" in the sentence of the event."""
    if event is None:
        return ()
    line = event.line
    venues = [(value.span.start, value.span.end) for value in where]
    orgs = [
        name
        for name in _bodies(scene)
        if line.start <= name.start and name.end <= line.end and not any(s <= name.start < e for s, e in venues)
    ]
    start = event.start
    verbs = [m.start() for m in _HOLDS.finditer(scene.text, line.start, start) if start - m.end() <= 40]
    for verb in reversed(verbs):
        found = _chain_before(scene, orgs, verb)
        if found:
            return found
    do = re.compile(r"(?<!\w)do[ ]").search(scene.text, event.end, line.end)
    while do is not None:
        found = _chain_after(scene, orgs, do.end(), line.end)
        if found:
            return found
        do = re.compile(r"(?<!\w)do[ ]").search(scene.text, do.end(), line.end)
    return ()


def _bodies(scene: Scene) -> list[NameMention]:
    """Organisations, and places that act as such ("tỉnh Kiên Giang tổ chức …")."""
    found = list(scene.organisations)
    spans = [(org.start, org.end) for org in found]
    for place in scene.places:
        opens = place.start == 0 or re.search(r"(?:, |\n|[.…] )$", scene.text[max(0, place.start - 2) : place.start])
        if opens and not any(start <= place.start < end for start, end in spans):
            found.append(place)
    return sorted(found, key=lambda name: name.start)


def _chain_before(scene: Scene, orgs: list[NameMention], verb: int) -> tuple[Value, ...]:
    chain: list[NameMention] = []
    edge = verb
    for org in reversed([org for org in orgs if org.end <= verb]):
        if _LINK.fullmatch(scene.text[org.end : edge]) is None:
            break
        chain.append(org)
        edge = org.start
    return _values(scene, chain[::-1])


def _chain_after(scene: Scene, orgs: list[NameMention], start: int, limit: int) -> tuple[Value, ...]:
    chain: list[NameMention] = []
    edge = start
    for org in [org for org in orgs if org.start >= start]:
        if _LINK.fullmatch(scene.text[edge : org.start]) is None:
            break
        chain.append(org)
        edge = org.end
    if not chain or re.compile(r"[^.;]{0,90}(?:tổ chức|chủ trì)(?!\w)").match(scene.text, edge, limit) is None:
        return ()
    return _values(scene, chain)


def _values(scene: Scene, orgs: list[NameMention]) -> tuple[Value, ...]:
    values = (scene.value(org.start, org.end) for org in orgs)
    return tuple(value for value in values if value is not None)
