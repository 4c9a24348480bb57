"""Who chaired the meeting and who took part."""

from __future__ import annotations

import itertools
import re

from facts.card.event import MEETING
from facts.card.scene import Line, Scene, extent
from facts.names import PersonMention
from facts.spans import inside
from facts.tokens import UPPER, key_of
from facts.types import Person, Value, When

_CHAIRS_AFTER = re.compile(
    rf"[\s,–-]*(?:\([^()\n]{{0,60}}\)[ ]?)?(?:đã |cùng |là |trực tiếp |vừa )*(?P<joint>đồng )?"
    rf"(?:chủ trì|chủ tọa|chủ toạ|điều hành)(?: và [^.,;]{{0,40}})?(?=[ ]?(?:[.,;–-]|$)|[ ](?:{MEETING}|cuộc|buổi"
    rf"|phiên|lễ|phần))",
    re.IGNORECASE,
)
_CHAIRS_BEFORE = re.compile(
    rf"(?:chủ trì|đồng chủ trì|chủ tọa|chủ toạ|điều hành)(?: {MEETING}[^.,;:]{{0,60}}?)?(?:,? (?:có|gồm|gồm có|là)"
    rf"|:)[ :]"
    r"|(?:sự|do|dưới sự|sự đồng) (?:đồng )?(?:chủ trì|chủ tọa|chủ toạ|điều hành)(?: của)?[ ]",
    re.IGNORECASE,
)
_HEAD = 14
"""Further down the same verb tells of other meetings."""
_AND = re.compile(
    r"(?:[,;]? (?:và|cùng|cùng với)|[,;])[ ]?(?:các )?(?:đồng chí|ông|bà|TS|GS|PGS)?[\s.]*", re.IGNORECASE
)


def find_chairs(scene: Scene, when: When | None) -> tuple[Person, ...]:
    """The persons of whom a sentence says that they chaired the meeting."""
    chairs: dict[tuple[str, ...], Person] = {}
    for line in scene.lines[:_HEAD]:
        if when is not None and _another_day(scene, line, when):
            continue
        lowered = line.text.lower()
        if not any(word in lowered for word in ("chủ trì", "chủ tọa", "chủ toạ", "điều hành")):
            continue
        for mention in [*_before_verb(scene, line), *_after_verb(scene, line)]:
            person = scene.person(mention)
            known = chairs.get(key_of(person.name))
            if known is None or len(person.title or "") > len(known.title or ""):
                chairs[key_of(person.name)] = person
        if chairs:
            break
    return tuple(chairs.values())


def _another_day(scene: Scene, line: Line, when: When) -> bool:
    """Whether the sentence tells of another day than the meeting's."""
    start, end = when.span.start, when.span.end
    days = {(d.day, d.month) for d in scene.dates if d.day is not None and start <= d.start < end}
    here = {(d.day, d.month) for d in scene.dates if d.day is not None and line.start <= d.start < line.end}
    return bool(here) and bool(days) and not here & days


def _persons_in(scene: Scene, line: Line) -> list[PersonMention]:
    return inside(scene.persons, line.start, line.end)


def _before_verb(scene: Scene, line: Line) -> list[PersonMention]:
    """ "A, title và B, title đồng chủ trì hội nghị"; "do A chủ trì"."""
    persons = _persons_in(scene, line)
    for index in range(len(persons) - 1, -1, -1):
        match = _CHAIRS_AFTER.match(scene.text, extent(persons[index])[1], line.end)
        if match is None:
            continue
        first = index
        while first and _linked(scene, persons[first - 1], persons[first]):
            first -= 1
        return persons[first : index + 1]
    return []


def _linked(scene: Scene, left: PersonMention, right: PersonMention) -> bool:
    gap = scene.text[extent(left)[1] : extent(right)[0]]
    return _AND.fullmatch(gap) is not None


def _after_verb(scene: Scene, line: Line) -> list[PersonMention]:
    """ "Chủ trì hội nghị có A, B"; "dưới sự chủ trì của A"."""
    persons = _persons_in(scene, line)
    for match in _CHAIRS_BEFORE.finditer(line.text):
        at = line.start + match.end()
        chain: list[PersonMention] = []
        for person in persons:
            if person.start < at:
                continue
            gap = scene.text[(extent(chain[-1])[1] if chain else at) : extent(person)[0]]
            opens = re.fullmatch(r"(?:các )?(?:đồng chí|ông|bà|TS|GS|PGS)?[\s.:]*", gap, re.IGNORECASE)
            if not (_AND.fullmatch(gap) if chain else opens):
                break
            chain.append(person)
        if chain:
            return chain
    return []


_ATTEND = re.compile(
    rf"(?:(?:đến |cùng |tham )?dự|tham gia|có mặt)(?: (?:và chỉ đạo|và phát biểu chỉ đạo|chỉ đạo|buổi|chương trình))?"
    rf"(?: (?:{MEETING}|buổi lễ|lễ|sự kiện|cuộc họp|phiên)[^.,;:]{{0,80}}?)?,? (?:còn |cũng )?(?:có(?! thể)|gồm"
    rf"|gồm có)(?: sự tham dự của)?[ :]",
    re.IGNORECASE,
)
_ATTENDS_AFTER = re.compile(
    rf"[\s,]*(?:đã |cùng |cũng |đến |tới |về |và chỉ đạo )*(?:tham dự|dự|có mặt)"
    rf"(?=[ ]?[.,]| (?:và |chỉ đạo |cùng )*(?:{MEETING}|lễ|buổi|tại|phát biểu))",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?:với|có) sự (?:tham dự|tham gia|góp mặt|hiện diện|có mặt)(?:,? (?:chỉ đạo|chủ trì))? của[ ]",
    re.IGNORECASE,
)
_LIST_END = re.compile(
    r"…|\.(?!\d)|; (?=[a-zđ]+ (?:đã|được))| (?:dự(?! án| toán| kiến| phòng| thảo| báo| trữ)|tham dự|cùng dự|cũng dự"
    r"|đã dự|đến dự|tham gia|nhằm|để|đã|tại hội nghị"
    r"|cũng (?:có mặt|tham dự)|có mặt)(?!\w)"
)
_ITEM = (
    r"(?:các |những |đông đảo |hơn |gần |trên |khoảng |toàn thể )*(?:đồng chí|ông|bà|đại diện|lãnh đạo|nguyên|đại biểu"
    r"|cán bộ|chuyên gia|nhà khoa học|thành viên|phó|bí thư|chủ tịch|trưởng|giám đốc|ủy viên|uỷ viên|thủ trưởng"
    r"|doanh nghiệp|nhà đầu tư|khách mời|hội viên|phóng viên|vị|thủ tướng|thứ trưởng|đại sứ|phu nhân|tổng|giáo sư"
    rf"|nhân dân|cử tri|(?:quận|huyện|thị xã|ban|sở|bộ|cơ quan|tổ chức|thường trực|đoàn) [{UPPER}]|\d|[{UPPER}])"
)
_SPLIT = re.compile(
    rf"; ?|(?:,? (?:và|cùng|cùng với|cùng toàn thể) |, )(?={_ITEM})|(?:,? (?:gồm|bao gồm|như))?: ?(?=[{UPPER}])"
)
_TITLE_START = re.compile(
    r"(?:[Nn]guyên |[Pp]hó )?(?:[UuỦủ][ỷy] viên|[UuỶ]ỷ viên|Uỷ viên|uỷ viên|[Bb]í thư|[Cc]hủ tịch|[Pp]hó"
    r"|[Tt]rưởng|[Gg]iám đốc|[Cc]hủ nhiệm|[Tt]hứ trưởng"
    r"|[Bb]ộ trưởng|[Tt]hường trực|[Tt]hường vụ)"
)


_PAIRED = re.compile(
    r"(?:Đầu tư|Môi trường|Đào tạo|Công nghệ|Truyền thông|Phát triển [Nn]ông thôn|PTNT|Du lịch|Xã hội|Thể thao|đầu tư"
    r"|môi trường|đào tạo|công nghệ|truyền thông|phát triển nông thôn|du lịch|xã hội|thể thao)(?!\w)"
)


def find_participants(scene: Scene) -> tuple[Value, ...]:
    """Those of whom the article says that they took part, one value for each person, body or province."""
    found: list[Value] = []
    for line in scene.lines:
        for person in _attending(scene, line):
            value = scene.value(*extent(person))
            if value is not None:
                found.append(value)
        for pattern in (_ATTEND, _WITH):
            for match in pattern.finditer(line.text):
                found.extend(_items(scene, line.start + match.end(), line.end))
        if len(found) > 40:
            break
    seen: set[str] = set()
    unique = []
    for value in found:
        if value.text.lower() not in seen:
            seen.add(value.text.lower())
            unique.append(value)
    return tuple(unique)


def _attending(scene: Scene, line: Line) -> list[PersonMention]:
    """ "A, title, B, title dự kỳ họp"."""
    persons = _persons_in(scene, line)
    for index in range(len(persons) - 1, -1, -1):
        if _ATTENDS_AFTER.match(scene.text, extent(persons[index])[1], line.end) is None:
            continue
        first = index
        while first and _linked(scene, persons[first - 1], persons[first]):
            first -= 1
        return persons[first : index + 1]
    return []


def _items(scene: Scene, start: int, limit: int) -> list[Value]:
    """The list from here to its end, split where another participant begins."""
    end = _list_end(scene, start, limit)
    persons = inside(scene.persons, start, end)
    cuts = [(start, start)]
    for match in _SPLIT.finditer(scene.text, start, end):
        if any(extent(p)[0] < match.start() < extent(p)[1] for p in persons):
            continue  # a comma inside a person's title
        if _PAIRED.match(scene.text, match.end()) and scene.text[match.start()] in " ,":
            continue  # "Kế hoạch và Đầu tư"
        if _belongs_to_name(scene, persons, match.start(), match.end()):
            continue
        piece = scene.text[cuts[-1][1] : match.start()].strip()
        if len(piece.split()) <= 2 and piece.islower():
            continue  # "bí thư, chủ tịch UBND 10 huyện"
        cuts.append((match.start(), match.end()))
    cuts.append((end, end))
    values = []
    for (_, begin), (stop, _) in itertools.pairwise(cuts):
        value = scene.value(begin, stop)
        if value is not None and len(value.text) > 2 and len(value.text) < 200:
            values.append(value)
    return values


def _list_end(scene: Scene, start: int, limit: int) -> int:
    at = start
    while match := _LIST_END.search(scene.text, at, limit):
        # "TP. HCM" holds a stop, and a person's name may hold the word "Dự".
        if match.group() == "." and scene.text[match.start() - 2 : match.start()] in {"TP", "TX", "TS", "GS"}:
            at = match.end()
            continue
        return match.start()
    return limit


def _belongs_to_name(scene: Scene, persons: list[PersonMention], cut: int, after: int) -> bool:
    """Whether what follows the comma is a further title of the person before it."""
    if scene.text[cut] not in ",;" or _TITLE_START.match(scene.text, after) is None:
        return False
    before = [person for person in persons if person.start < cut]
    if not before or extent(before[-1])[1] > cut:
        return False
    following = [person for person in persons if person.start >= after]
    # A title in front of the next person is that person's.
    return not (following and extent(following[0])[0] <= after)
