"""Who held the meeting."""

from __future__ import annotations

import re
from bisect import bisect_left

from facts.card.chairs import persons_in
from facts.card.event import MEETING, Event
from facts.card.scene import Line, Scene, extent
from facts.names import NameMention
from facts.spans import inside
from facts.titles import ORG_HEADS
from facts.tokens import UPPER
from facts.types import Value

_HOLDS = re.compile(
    r"(?<!\w)(?:(?<!cộng )(?<!hội )đồng tổ chức|phối hợp tổ chức|tổ chức|khai mạc|họp|có(?= (?:cuộc|buổi|phiên) )|thông cáo(?: báo chí)? về|tiến hành|triệu tập|chủ trì(?= (?:cuộc|buổi|phiên|hội nghị|hội thảo) )"
    r"|bước vào)(?!\w)(?! (?:chính trị|đảng|bộ máy|công đoàn|lại))"
)
_LINK = re.compile(
    r"(?: đã| đang| sẽ| vừa| chính thức| chủ trì| \([^()\n]{1,40}\)| phối hợp(?: với| cùng)?| cùng(?: với)?| và|,| [-–]"
    r"| TP[\w.]*)*[ ]?"
)
# "do X phối hợp với Y tổ chức": the bodies stand between the two words, whatever they are called.
_BY = re.compile(
    rf"(?<!\w)do[ ](?P<who>(?:[^.;:\n“\"]|(?<=TP)\.|(?<=TX)\.|(?<=T)\.(?=Ư)){{4,220}}?)[ ](?:cùng |đồng |đã |phối hợp |chủ trì |vừa )*(?:tổ chức|đăng cai|chủ trì(?!,? (?:và )?phối hợp))(?!\w)"
    rf"(?! [{UPPER}])"
)
_WITH = re.compile(
    r"(?: chủ trì)?(?:,? và|,)? (?:đã |cùng )*(?:phối hợp|kết hợp|hợp tác|liên kết)(?:,)?(?: cùng với| cùng| với)? | cùng với "
    r"| cùng (?=[A-ZĐ])"
)
_SUBJECT = re.compile(
    rf"(?:^|, |(?<!TP)(?<!TX)\. |\) )(?P<who>(?:[{UPPER}]|(?:bệnh viện|bộ|trường|công ty|ngân hàng|tập đoàn|báo|viện|sở|ban|uỷ ban|ủy ban) )"
    r"[^.,;:\n“”\"]{2,110}?(?:, (?:Thể thao|Thương binh)[^.,;:\n“”\"]{2,90}?)?)(?: \([^()\n]{1,40}\))?$"
)
_TAKES_PLACE = re.compile(r"(?<!\w)(?:diễn ra|khai mạc|được tổ chức|sự kiện)(?!\w)")
_OPENS_WITH_MEETING = re.compile(rf"(?:{MEETING})(?!\w)", re.IGNORECASE)
_ADVERBS = re.compile(
    r"(?: đã| đang| sẽ| vừa| chính thức| long trọng| cũng| mới| tiếp tục| lại|(?<!cộng) đồng| cùng|(?<![Bb]an)(?: phối hợp)? tổ chức)+$"
)
_DAY_AT_END = re.compile(
    r"(?:,? (?:sáng|trưa|chiều|tối|hôm|ngày)(?: nay| qua| ngày)?(?: \(?\d{1,2}[-/]\d{1,2}(?:[-/]\d{4})?\)?)?)+$"
)
_SAME_BODY = re.compile(
    r"(?:đơn vị|cơ quan|sở|ngành|tổ chức|hội|ban|công ty)(?: này)[ ](?:đã |vừa |mới |sẽ )*$", re.IGNORECASE
)
_NO_BODY = re.compile(
    rf"(?:Phát biểu|Mở đầu|Kết thúc|Dự|Tham dự|Chủ trì|Thực hiện|Tiếp tục|Sáng|Chiều|Tối|Trưa|Ngày|Hôm|Tại|Trong|Sau|Trước|Vừa|Theo|Nhân|Từ|Để|Nhằm|Với|Đây|Được|Cùng|Cuộc|Buổi|Các|Qua|Hơn|Lần|Thời gian|Địa điểm|Nội dung|Chương trình|Việc|Công tác|Kế hoạch|Cụ thể|Năm|Mỗi|Hàng|Khi"
    rf"|Những|Tôi|Chúng|(?:phó |nguyên |cựu |quyền )?(?:chủ tịch|tổng thống|thủ tướng|bộ trưởng|thứ trưởng|ngoại trưởng|tổng bí thư|bí thư"
    rf"|giám đốc|tổng giám đốc|chánh|trưởng|phó|ông|bà(?! rịa))(?! đoàn đại biểu)|{MEETING})(?!\w)",
    re.IGNORECASE,
)
# "và sở Khoa học", ", bộ Tài nguyên", "và VCCI"
_NAMED_NEXT = re.compile(
    rf"(?:sở|bộ|ban|viện|trường|báo|đài|tỉnh|công ty|tập đoàn|ngân hàng) [{UPPER}]|[{UPPER}]{{3,8}}(?= |$|[,.;()])(?! [{UPPER}&-])"
)
# "Ban Chỉ đạo trung ương về phòng chống thiên tai"
_NAMED_FOR = re.compile(r"(?<=Ban Chỉ đạo)(?: \w+){0,3} về(?= )")
_LOOSE = re.compile(
    r" (?:đề nghị|yêu cầu|cho biết|cho hay|thông báo|bên ngoài|tại|trong|trước|sau|vào|cho|để|là|có|không|khi|về|từ|đến|được|bị|mà|này|đó)(?!\w)"
)
_ENDS_AS_NOUN = re.compile(r"(?i)(?:địa điểm|nơi|ban|công tác|việc|nước|khâu|kế hoạch|chuẩn bị|và|với|cùng)$")
_MOST_WORDS = 24
_LONGEST_SUBJECT = 420
"""Characters."""
_PAIR = 2
"""As many are found by the verb itself."""
_LEAD_IN = re.compile(
    r"(?:(?:Sáng|Trưa|Chiều|Tối|Ngày|Hôm)[^,]{0,30}, |Vừa qua, |Mới đây, )?(?:[Tt]ại [^,]{3,60}, (?:(?:tỉnh|TP|thành phố|huyện|quận)[^,]{2,30}, )?)?"
)
_TOGETHER = re.compile(r" (?:phối hợp|kết hợp)(?: cùng với| cùng| với)? ")
_OPENS_BODY = re.compile(rf"[{UPPER}]|(?:bộ|sở|báo|trường|bệnh viện) ")


def find_organisers(scene: Scene, event: Event | None, where: tuple[Value, ...]) -> tuple[Value, ...]:
    """The bodies before "tổ chức" or after "do" in the sentence of the event."""
    if event is None:
        return ()
    line = event.line
    by = _BY.search(scene.text, event.end, line.end) or _BY.search(scene.text, line.start, line.end)
    if by is not None and (named := _parted(scene, by.start("who"), by.end("who"))):
        return named
    venues = [(value.span.start, value.span.end) for value in where]
    orgs = [name for name in _bodies(scene, line) if not any(s <= name.start < e for s, e in venues)]
    own_verb = [event.start] if scene.text[event.start : event.end].startswith("họp ") else []
    holds = [m for m in _HOLDS.finditer(scene.text, line.start, event.end) if m.end() <= event.start]
    verbs = [m.start() for m in holds if event.start - m.end() <= 40]
    for verb in reversed([*verbs, *own_verb]):
        found = (
            _jointly(scene, line, verb)
            or _chain_before(scene, orgs, verb)
            or _subject(scene, line, verb)
            or _referred(scene, line, verb)
        )
        if found:
            return found
    # "Diễn đàn X, diễn ra trong hai ngày, do A chủ trì, phối hợp với B tổ chức", and the meeting is named elsewhere.
    for other in scene.lines[:2]:
        if (
            other is not line
            and (_TAKES_PLACE.search(other.text) or _OPENS_WITH_MEETING.match(other.text))
            and (by := _BY.search(scene.text, other.start, other.end))
        ):
            return _parted(scene, by.start("who"), by.end("who"))
    return ()


def _bodies(scene: Scene, line: Line) -> list[NameMention]:
    """Organisations of a sentence that are no part of somebody's office, and places that act as such ("tỉnh Kiên Giang tổ chức …")."""
    held = [extent(person) for person in persons_in(scene, line)]
    found = [
        org
        for org in scene.organisations
        if line.start <= org.start and org.end <= line.end and not any(s <= org.start < e for s, e in held)
    ]
    spans = [(org.start, org.end) for org in found]
    ends = {place.end for place in scene.places}
    for place in scene.places:
        if place.start < line.start or place.end > line.end:
            continue
        if place.start - 2 in ends:
            continue  # the second of a list
        opens = place.start == 0 or re.search(
            r"(?:, |\n|(?<!TP)(?<!TX)[.…] )$", scene.text[max(0, place.start - 4) : place.start]
        )
        if opens and not any(start <= place.start < end for start, end in (*spans, *held)):
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
    # "Thường trực Thành ủy": the head before the first body belongs to it; "phối hợp với Nhóm X": one before was missed.
    if not chain or re.search(r"(?:phối hợp|kết hợp)(?: với| cùng)? $", scene.text[max(0, edge - 16) : edge]):
        return ()
    values = [scene.value(_with_head(scene, org.start), org.end) for org in chain[::-1]]
    return tuple(value for value in values if value is not None)


def _jointly(scene: Scene, line: Line, verb: int) -> tuple[Value, ...]:
    """All bodies of a long subject: "Sáng 22/8, Bộ A, phối hợp với Bộ B, Viện C và UBND tỉnh D tổ chức …"."""
    before = scene.text[line.start : verb].rstrip()
    before = before[: adverbs.start()] if (adverbs := _ADVERBS.search(before)) else before
    lead = _LEAD_IN.match(before)
    start = lead.end() if lead else 0
    joint = _TOGETHER.search(before, start)
    if joint is None or not _OPENS_BODY.match(before, start) or len(before) - start > _LONGEST_SUBJECT:
        return ()
    found = _parted(scene, line.start + start, line.start + len(before))
    return found if len(found) > _PAIR else ()


def _with_head(scene: Scene, start: int) -> int:
    head = re.search(
        r"(?:Thường trực|Thường vụ|Ban lãnh đạo|Ban Thường trực|(?<!\w)(?:[Tt]ổng )?[Cc]ông ty|[Tt]ập đoàn|[Nn]gân hàng|[Tt]rường|[Bb]ệnh viện)[ ]$",
        scene.text[max(0, start - 20) : start],
    )
    return start - len(head.group()) if head else start


def _subject(scene: Scene, line: Line, verb: int) -> tuple[Value, ...]:
    """The capitalised subject of the verb, where it is no organisation that the lists know."""
    before = scene.text[line.start : verb].rstrip()
    before = before[: adverbs.start()] if (adverbs := _ADVERBS.search(before)) else before
    before = before[: day.start()] if (day := _DAY_AT_END.search(before)) else before
    match = _SUBJECT.search(before[-160:])
    if match is None:
        return ()
    start = line.start + max(0, len(before) - 160) + match.start("who")
    return _parted(scene, start, start + len(match["who"]))


def _referred(scene: Scene, line: Line, verb: int) -> tuple[Value, ...]:
    """ "Sở X cho biết đơn vị này vừa tổ chức …": the body named before it."""
    if not _SAME_BODY.search(scene.text[line.start : verb]):
        return ()
    before = [org for org in scene.organisations if line.start <= org.start and org.end <= verb]
    value = scene.value(before[-1].start, before[-1].end) if before else None
    return (value,) if value else ()


def _parted(scene: Scene, start: int, end: int) -> tuple[Value, ...]:
    """The bodies of a stretch, parted at "phối hợp với" and where another body follows "và" or a comma."""
    cuts = [(m.start(), m.end()) for m in _WITH.finditer(scene.text, start, end)]
    for match in re.compile(r"(?:,? và|,) ").finditer(scene.text, start, end):
        at = bisect_left(scene.tokens, match.end(), key=lambda token: token.start)
        capital = scene.text[match.end() : match.end() + 1].isupper()
        if _NAMED_NEXT.match(scene.text, match.end()) or (
            capital and at < len(scene.tokens) and ORG_HEADS.match(scene.text, scene.tokens, at)
        ):
            cuts.append((match.start(), match.end()))
    values: list[Value] = []
    begin = start
    for stop, after in [*sorted(cuts), (end, end)]:
        end_of_name = _ADVERBS.search(scene.text, begin, stop)
        value = scene.value(begin, end_of_name.start() if end_of_name else stop) if stop > begin else None
        if value is not None and _is_body(scene, value):
            values.append(value)
        begin = max(begin, after)
    return tuple(values)


def _is_body(scene: Scene, value: Value) -> bool:
    words = len(value.text.split())
    capital = any(char.isupper() for char in value.text)
    unbalanced = value.text.count("(") != value.text.count(")")
    if not capital or unbalanced or words > _MOST_WORDS or _NO_BODY.match(value.text):
        return False
    named = _NAMED_FOR.sub("", value.text)
    if _LOOSE.search(named) or _ENDS_AS_NOUN.search(value.text):
        return False
    return not inside(scene.persons, value.span.start, value.span.end)
