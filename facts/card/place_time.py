"""When and where the meeting took place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from facts.attribution import SAYS
from facts.card.event import MEETING, Event
from facts.card.scene import LEAD, Line, Scene
from facts.dates import DateMention, resolve
from facts.names import NameMention
from facts.spans import inside
from facts.titles import is_foreign
from facts.tokens import UPPER, key_of
from facts.types import Value, When

_PART_OF_DAY = re.compile(
    r"(?:trong (?:hai|ba|2|3|4|5) ngày,? (?:từ )?|(?:lúc |vào )?(?:\d{1,2}(?:h|g| giờ)(?:\d\d)?,? )?(?:rạng )?"
    r"(?:sáng|trưa|chiều|tối|đêm)(?: nay| qua)?,? |hôm (?:nay|qua),? )?(?:các ngày |ngày |hôm )?\(?$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?i)(?:quyết định|nghị quyết|công văn|kế hoạch|số \d[\w/ –-]{1,30}|trước|từ|đến|tới|hết|kể từ|hạn|sau|sinh|số liệu|báo cáo|ký"
    r"|ban hành|tính đến"
    r"|thành lập|công bố|lớp|phòng|quốc khánh|dịp lễ|lễ|truyền thống|dự kiến(?: khai mạc| diễn ra| họp| vào| bế mạc| kết thúc)*)(?: ngày| số)?[ ]$"
)
# The day on which somebody told the paper, not the day of the meeting.
_SAID_THEN = re.compile(
    r"(?i)(?:trao đổi|trả lời|tin từ|thông tin từ|theo (?:tin|thông báo|nguồn)|phỏng vấn|chương trình(?! (?:công tác|hành động|làm việc))|đưa tin|dẫn lời)"
    r"[^.;:]{0,60}$"
)
_OPENING = 24
"""Characters at the head of a sentence."""
_HELD_ON = re.compile(r"[^.;]{0,60}(?:diễn ra|tổ chức|khai mạc)[^.;,]{0,30}")
_BESIDE = 30
"""Characters; a year further away may be that of a law or of a report."""
_REPORTS = re.compile(r"(?<!\w)(?:thông cáo|cho biết|cho hay|có văn bản|xác nhận|công bố|thông báo|đưa tin)(?!\w)")
_RELATIVE = re.compile(
    r"(?<!\w)(?:(?:\d{1,2}(?:h|g| giờ)\d{0,2} )?(?:sáng|trưa|chiều|tối|đêm|hôm) (?P<day>nay|qua))(?!\w)(?! (?:dẫn|trích|đưa tin))",
    re.IGNORECASE,
)
_NAMED_YEAR = re.compile(r"(?:[A-ZĐ]\w*|năm) ((?:19|20)\d\d)(?![\w–-]| [-–] )")
_TAI = re.compile(r"(?<!\w)(?:tại|ở)[ ]", re.IGNORECASE)
_TELLS_OF_MEETING = re.compile(rf"{MEETING}|diễn ra|khai mạc|sự kiện", re.IGNORECASE)
# Beyond the head, only a sentence that tells of the meeting's taking place.
_TELLS_WHERE = re.compile(
    rf"(?:{MEETING}|sự kiện)[^.;]{{0,90}}(?:diễn ra|khai mạc|được tổ chức|tổ chức|bế mạc)[^.;]{{0,40}}(?:tại|ở) "
    rf"|(?:tại|ở) [^.;]{{3,90}}(?:diễn ra|khai mạc|đã tổ chức|tổ chức) (?:{MEETING})",
    re.IGNORECASE,
)
_NOT_PLACE = re.compile(
    rf"(?:{MEETING}|đây|Biển Đông|Việt Nam|Đông Nam Á|Châu Á|Châu Âu|khu vực|buổi|phiên|lễ|cuộc|điểm|các|kỳ"
    rf"|hội trường quốc hội thảo|văn bản|công văn|chương trình)(?!\w)",
    re.IGNORECASE,
)
_VENUE = re.compile(
    r"(?:[Tt]rung tâm|[Hh]ội trường|[Tt]rụ sở|[Kk]hách sạn|[Cc]ung|[Dd]inh|[Nn]hà văn hóa|[Nn]hà văn hoá"
    r"|[Nn]hà [Qq]uốc hội"
    r"|[Hh]ọc viện|[Tt]rường|[Vv]ăn phòng|[Nn]hà hát|[Ss]ân vận động|[Kk]hu du lịch|[Bb]ảo tàng|[Cc]ông viên"
    r"|[Đđ]ại học"
    r"|Nhà Trắng|[Đđ]iện Kremlin|Lầu Năm Góc|Vườn Hồng|[Đđ]ại lễ đường|Phủ Chủ tịch|Nhà Hoà bình|Nhà Hòa bình|UBND|[Tt]ỉnh [uủ][ỷy]|[Tt]hành [uủ][ỷy]|[Nn]hà khách|[Đđ]iểm cầu|[Pp]hòng họp|[Ss]ở|[Bb]ộ|[Cc]ông trường|[Nn]hà (?:trưng bày|máy|thi đấu|thiếu nhi|công vụ)|KCN|[Kk]hu công nghiệp"
    r"|[Kk]hu (?:đô thị|di tích|kinh tế)|[Bb]ệnh viện|[Tt]hư viện|[Qq]uảng trường|[Cc]hùa|[Nn]hà thờ|[Đđ]ình|[Đđ]ền|[Tt]iểu khu|[Ll]àng|[Ss]ân bay|[Nn]hà ga|[Cc]ảng|[Nn]hà riêng|[Nn]hà hàng|[Ss]iêu thị|[Tt]oà nhà|[Tt]òa nhà"
    r"|[Pp]hường|[Xx]ã|[Tt]hôn|[Bb]ản|[Hh]uyện [uủ][ỷy]|[Qq]uận [uủ][ỷy]|[Tt]oà án|[Tt]òa án|[Đđ]ại sứ quán|[Cc]ông an|[Cc]ông ty|[Nn]gân hàng|[Bb]an|[Vv]iện|[Cc]ục|[Tt]ổng cục|[Cc]ơ quan|[Uu][ỷy] ban|[Hh]ội đồng|[Cc]hi cục|số \d+)(?!\w)"
)
# After a venue, a district that no list knows: "tại KCN Vĩnh Lộc, Bình Chánh, TP. HCM".
_NAMED = re.compile(rf"[{UPPER}]\w*(?: [{UPPER}]\w*){{1,3}}(?=[,)])")
# A town that no list knows, before the province or the country that one does.
_ABROAD = re.compile(
    rf"(?:(?:thành phố|thủ đô|thị trấn|đảo)(?: cảng)? )?[{UPPER}][\w’'-]*(?: [{UPPER}][\w’'-]*){{0,3}}(?=(?P<gap>, (?:miền \w+ )?))"
)
# A town abroad that no list knows: "tại Bangkok hôm nay", "ở thành phố Hamburg".
_FOREIGN = re.compile(
    rf"(?:(?:thành phố|thủ đô|thị trấn|đảo|bang)(?: cảng)? )?(?P<name>[{UPPER}][\w’'-]*(?: [{UPPER}][\w’'-]*){{0,2}})"
    r"(?=,| \(|\)|\.|;|$| (?:ngày|hôm|sáng|chiều|tối|vào|của|dưới|với|từ|do|để|nhằm|rằng|đã|sẽ|và|trong|hồi|cuối|đầu|tuần|lúc|nói|theo)(?!\w))"
)
# Where something else happened: "khắc phục vụ cháy tại phố X".
_OF_ANOTHER = re.compile(
    r"(?<!\w)(?:(?<!nghiệp )(?<!nhiệm )(?<!phục )(?<!dịch )(?<!chức )(?<!nội )vụ|sự cố|tai nạn|dự án|vụ án|bão|cháy|sự việc|tình trạng|bạo hành|xảy ra)(?!\w)(?:(?!diễn ra|tổ chức|khai mạc)[^,;])*$|(?<!\w)(?:đóng|đặt|ngụ|trú|thường trú|chi nhánh [^,;]{2,30}) $"
)
# A ministry whose name holds a comma: "tại Bộ Lao động, Thương binh và Xã hội".
_FIELDS = re.compile(r", (?:[Tt]hương binh|[Tt]hể thao)(?: (?:và|&) [^\W\d_]+ [^\W\d_]+)")
_STREET = re.compile(r"(?:số \d+|\d+ (?:đường|phố)|đường|phố) |Nhà Trắng|[Đđ]iện Kremlin")
_PLACE_END = re.compile(
    r"[,;:()\n“\"]|\.(?!\d)| (?:đã|sẽ|vừa|diễn|do|với|nhằm|để|có|các|vào|sáng|chiều|tối|trưa|ngày|hôm|dưới|và|cho|được"
    r"|khai|trong|ông|bà"
    r"|đồng chí|tổ chức|từ|về|của|theo|thu hút|cùng|thì|khi|là|liên quan|nhân(?! dân)|bàn|nghe|trước|sau|nơi|trên|này|bị|trực tiếp|cho biết)(?!\w)"
)


def _town_abroad(scene: Scene, at: int, limit: int, known: Mapping[int, NameMention]) -> int | None:
    """The end of a town that no list knows, if one begins here: "Cairo, Ai Cập", "thủ đô Helsinki"."""
    name = _ABROAD.match(scene.text, at, limit)
    if name and name.end() + len(name["gap"]) in known:
        return name.end()
    name = _FOREIGN.match(scene.text, at, limit)
    return name.end() if name and _is_foreign_town(scene, name) else None


def _is_foreign_town(scene: Scene, name: re.Match[str]) -> bool:
    """Whether a run of capitals behind "tại" is a town: foreign by its spelling, no person, no body, no acronym."""
    words = name["name"].split()
    if _is_body(scene, name.start("name")) or any(len(word) > 1 and word.isupper() for word in words):
        return False
    return any(is_foreign(key) for key in key_of(name["name"]))


def find_when(scene: Scene, event: Event | None) -> When | None:
    """The first date with a day in the sentence that names the meeting, or before it in the lead."""
    lines = _order(scene, event)
    for line in lines:
        dates = [date for date in scene.dates if date.day is not None and line.start <= date.start < line.end]
        for date in sorted(dates, key=lambda date: not _is_held_on(scene, line, event, date)):
            before = scene.text[max(line.start, date.start - 60) : date.start]
            if (_ELSEWHERE.search(before[-24:]) and date.end_day is None) or _SAID_THEN.search(before):
                continue
            if event and date.end < event.start < line.end and _REPORTS.search(scene.text, date.end, event.start):
                continue  # "Ngày 29/9, Công an cho biết … tổ chức đại hội"
            lead_in = _PART_OF_DAY.search(before[-48:])
            start = date.start - len(lead_in.group()) if lead_in else date.start
            end = date.end
            if scene.text[start:end].count("(") > scene.text[start:end].count(")") and scene.text[end : end + 1] == ")":
                end += 1
            span = scene.article.span(start, end)
            return When(span.quote, resolve(date, _year(scene, line, date, event)), span)
    return _relative(scene, lines)


def _is_held_on(scene: Scene, line: Line, event: Event | None, date: DateMention) -> bool:
    """Whether a date stands behind the meeting's name and the verb of its taking place."""
    if event is None or not line.start <= event.end <= date.start:
        return False
    if any(line.start <= other.start < line.start + _OPENING for other in scene.dates):
        return (
            False  # "Ngày 5/1, tỉnh X họp về kết luận của kỳ họp diễn ra ngày 12/12": the sentence opens with the day
        )
    return _HELD_ON.fullmatch(scene.text, event.end, date.start) is not None


def _relative(scene: Scene, lines: list[Line]) -> When | None:
    """ "Sáng nay", "chiều qua", "hôm qua": a day only where the page or the file says when it was written."""
    for line in lines:
        match = _RELATIVE.search(line.text)
        if match is None or not _TELLS_OF_MEETING.search(line.text) or _SAID_THEN.search(line.text[: match.start()]):
            continue
        published = scene.article.published
        back = 1 if match["day"].lower() == "qua" else 0
        date = (published - dt.timedelta(days=back)).isoformat() if published else None
        span = scene.article.span(line.start + match.start(), line.start + match.end())
        return When(span.quote, date, span)
    return None


def _order(scene: Scene, event: Event | None) -> list[Line]:
    """The sentence of the event first, then the two at the head, where the date may stand alone."""
    head = scene.lines[:2]
    if event is None:
        return head
    if event.value is None:
        return [*head, *(line for line in (event.line,) if line not in head)]
    return [event.line, *(line for line in head if line.index != event.line.index)]


def _year(scene: Scene, line: Line, date: DateMention, event: Event | None) -> int | None:
    """The year of a date that does not say it: by the publishing date, else by the only year beside it or in the name of
    the event."""
    if date.year is not None:
        return date.year
    published = scene.article.published
    if published is not None and date.month is not None:
        # News is of the day before; a date far ahead of the publication belongs to the year before.
        return published.year - 1 if date.month - published.month > 6 else published.year
    if date.month is None:
        return None
    near = [(max(line.start, date.start - _BESIDE), min(line.end, date.end + _BESIDE))]
    near += [(event.start, event.end)] if event and event.value else []
    years = {int(year) for start, end in near for year in _NAMED_YEAR.findall(scene.text[start:end])}
    for other in scene.dates:
        if not line.start <= other.start < line.end or other is date or other.year is None:
            continue
        if other.day is not None and (other.month or 0, other.day) > (date.month, date.day or 1):
            return None  # another day, later in its year: the meeting may be of the year after
        if any(start <= other.start < end for start, end in near) or other.day is not None:
            years.add(other.year)
    if len(years) != 1:
        return None
    # Looking back in the first months and looking ahead in the last ones, the year named is not the year of the day.
    looks_back = date.month <= 3 and re.search(r"(?i)tổng kết|kết quả|năm qua", line.text)
    looks_ahead = date.month >= 10 and re.search(r"(?i)nhiệm vụ|kế hoạch|phương hướng|dự toán|triển khai", line.text)
    return None if looks_back or looks_ahead else years.pop()


def find_where(scene: Scene, event: Event | None) -> tuple[Value, ...]:
    """The places after "tại" in the sentence of the meeting; venue, town and province each for itself."""
    order = _order(scene, event)
    for line in [*order, *(line for line in scene.lines[:LEAD] if line not in order)]:
        if event is not None and line is not event.line and not _TELLS_WHERE.search(line.text):
            continue
        for match in _TAI.finditer(line.text):
            at = line.start + match.end()
            if _NOT_PLACE.match(scene.text, at) or _OF_ANOTHER.search(line.text[: match.start()]):
                continue
            if scene.is_quoted(at) or (event is not None and event.end < at and _tells(scene, event.end, at)):
                continue
            if (
                event is not None
                and at < event.start < line.end
                and (_told_between(scene, line, at, event.start) or _SUBJECT_OF_TALK.match(scene.text, at, event.start))
            ):
                continue
            values = _places_from(scene, at, line.end)
            if values:
                return values
    return ()


_SUBJECT_BEHIND = re.compile(
    r"(?<!\w)(?:bàn về|bàn việc|liên quan (?:việc|đến|tới|vụ)|trong đó|xem xét|thảo luận|về việc|công bố)(?!\w)|;"
)
_TOOK_PLACE = re.compile(r"(?<!\w)(?:diễn ra|tổ chức|khai mạc|bế mạc)(?!\w)")
_PRESS = re.compile(r"họp báo|giao ban báo chí", re.IGNORECASE)
_NAME_LOOK = 120
_LEADS_IN = re.compile(r"(?:(?:sáng|trưa|chiều|tối|ngày|hôm)[^,]{0,30},? )?(?:tại|ở) ", re.IGNORECASE)
_SPOKE = frozenset({"phát biểu", "thông tin", "công bố", "báo cáo", "trả lời", "giới thiệu", "giao", "đánh giá"})
"""What is done at a place, or part of what a meeting is called; what is said follows another verb."""
# "nói về khủng hoảng ở Venezuela trong cuộc họp báo": where that was of which the meeting talked.
_SUBJECT_OF_TALK = re.compile(r"[^,.;]{2,40}? (?:trong|tại|ở) (?:một |buổi |cuộc |các )*$")


def _told_between(scene: Scene, line: Line, at: int, end: int) -> bool:
    """Whether somebody speaks between a place and the meeting that is named behind it: "giám đốc X tại Hà Nội cho biết trong
    cuộc họp báo"; a place that opens the sentence is the meeting's."""
    if _LEADS_IN.fullmatch(scene.text, line.start, at):
        return False
    return any(not _TOOK_PLACE.search(scene.text, verb.end(), end) for verb in SAYS.finditer(scene.text, at, end))


def _tells(scene: Scene, start: int, end: int) -> bool:
    """Whether somebody begins to tell something between the meeting and a place: "…, ông A cho biết xe buýt ở Hà Nội"."""
    told = _SUBJECT_BEHIND.search(scene.text, start, end)
    if told and not _TOOK_PLACE.search(scene.text, told.end(), end):
        return True
    press = _PRESS.search(scene.text, max(0, start - _NAME_LOOK), start) is not None
    for verb in SAYS.finditer(scene.text, start, end):
        if press and verb.group().lower() not in _SPOKE:
            return True  # what is told to the press takes place elsewhere: "cho biết lễ hội diễn ra tại chùa X"
        if not _TOOK_PLACE.search(scene.text, verb.end(), end) and verb.group().lower() not in _SPOKE:
            return True
    return False


def _is_body(scene: Scene, at: int) -> bool:
    return any(org.start == at for org in inside(scene.organisations, at, at + 1)) or bool(
        inside(scene.persons, at, at + 1)
    )


def _places_from(scene: Scene, at: int, limit: int) -> tuple[Value, ...]:
    values: list[Value] = []
    known = {place.start: place for place in scene.places}
    while at < limit:
        place = known.get(at)
        if place is not None:
            end = place.end
        elif not values and (town := _town_abroad(scene, at, limit, known)):
            end = town
        elif values and (name := _NAMED.match(scene.text, at, limit)) and not _is_body(scene, at):
            end = name.end()
        elif _STREET.match(scene.text, at, limit) if values else _VENUE.match(scene.text, at, limit):
            stop = _PLACE_END.search(scene.text, at, limit)
            end = stop.start() if stop else limit
            if fields := _FIELDS.match(scene.text, end, limit):
                end = fields.end()
            end -= len(scene.text[at:end]) - len(scene.text[at:end].rstrip())
            if not any(char.isupper() for char in scene.text[at:end]):
                break
        else:
            break
        value = scene.value(at, end)
        if value is None:
            break
        values.append(value)
        follow = re.compile(rf"(?:, | \(| [-–] | của (?=[{UPPER}]))(?=\S)").match(scene.text, end)
        if follow is None:
            break
        at = follow.end()
    return tuple(values)
