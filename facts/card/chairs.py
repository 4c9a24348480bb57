"""Who chaired the meeting."""

from __future__ import annotations

import re

from facts.card.event import MEETING
from facts.card.scene import Line, Scene, extent
from facts.names import PersonMention
from facts.spans import inside
from facts.tokens import key_of
from facts.types import Person, When

_CHAIRS_AFTER = re.compile(
    rf"[\s,–-]*(?:\([^()\n]{{0,60}}\)[ ]?)?(?:,? ?(?:sáng|chiều|tối|trưa|hôm|ngày)(?: nay| qua)?,?(?: ngày)?"
    rf"(?: \d{{1,2}}[-/]\d{{1,2}}(?:[-/]\d{{4}})?)?,? )?(?:đã |cùng |là |trực tiếp |vừa |sẽ |(?:phát biểu |trao đổi |thông tin |cho biết )?khi )*(?P<joint>đồng )?"
    rf"(?:chủ trì|chủ tọa|chủ toạ|điều hành)(?: và [^.,;]{{0,40}})?(?=[ ]?(?:[.,;–-]|$)|[ ](?:{MEETING}|cuộc|buổi"
    rf"|phiên|lễ|phần))",
    re.IGNORECASE,
)
_CHAIRS_BEFORE = re.compile(
    rf"(?:chủ trì|đồng chủ trì|chủ tọa|chủ toạ|điều hành)(?: (?:{MEETING}|[Đđ]ại hội)[^.,;:]{{0,60}}?)?(?:,? (?:có|gồm|gồm có|là)"
    rf"|:)[ :]"
    r"|(?:sự|do|dưới sự|sự đồng) (?:đồng )?(?:chủ trì|chủ tọa|chủ toạ|điều hành)(?: của)?[ ]"
    rf"|(?:^|(?<=[.;] )|(?<=[\d(]\d, )|(?<=[-/]\d, )|(?<= nay, ))(?:đồng )?chủ trì(?: và [^,.;:]{{3,40}}?(?: tại)?)? (?:buổi |cuộc )?{MEETING}[^.,;:]{{0,80}}, (?=\S)",
    re.IGNORECASE,
)
# "cuộc họp do Bộ trưởng X chủ trì càng nóng hơn"
_BY = re.compile(r"(?<!\w)do (?:đồng chí |ông |bà )?$")
_CHAIRS = re.compile(
    r"(?:, [^,.;:\n]{3,80},|,| [-–] [^,.;:\n]{3,80}[,–-]|,? [-–])? (?:đồng )?(?:chủ trì|chủ tọa|chủ toạ|điều hành)(?!\w)"
)
"""Behind the name, or behind an office that follows it: "do ông A, phó trưởng ban, chủ trì"."""
_HEAD = 14
"""Further down the same verb tells of other meetings."""
_AND = re.compile(
    r"(?: \((?:trái|phải|giữa|bìa)[^()]{0,16}\))?(?:[,;]? (?:và|cùng|cùng với)|[,;])[ ]?(?:các )?(?:đồng chí|ông|bà|TS|GS|PGS)?[\s.]*"
    # a first office of the one who follows: "… và Chủ tịch danh dự, nguyên Bí thư B"
    r"(?:(?:chủ tịch|phó|bí thư|giám đốc|tổng|trưởng|uỷ viên|ủy viên|nguyên) [^,.;:\n]{2,50}, )?",
    re.IGNORECASE,
)


def find_chairs(scene: Scene, when: When | None) -> tuple[Person, ...]:
    """The persons of whom a sentence says that they chaired the meeting."""
    chairs: dict[tuple[str, ...], Person] = {}
    for line in scene.lines[:_HEAD]:
        if when is not None and another_day(scene, line, when):
            continue
        lowered = line.text.lower()
        if not any(word in lowered for word in ("chủ trì", "chủ tọa", "chủ toạ", "điều hành")):
            continue
        for mention in [*_before_verb(scene, line), *_after_verb(scene, line)]:
            if scene.is_quoted(mention.start):
                continue  # who tells in a speech who led another meeting
            person = scene.person(mention)
            known = chairs.get(key_of(person.name))
            if known is None or len(person.title or "") > len(known.title or ""):
                chairs[key_of(person.name)] = person
        if chairs:
            break
    return tuple(chairs.values())


def another_day(scene: Scene, line: Line, when: When) -> bool:
    """Whether the sentence tells of another day than the meeting's."""
    start, end = when.span.start, when.span.end
    days = {
        (day, d.month)
        for d in scene.dates
        if d.day is not None and start <= d.start < end
        for day in range(d.day, max(d.day, d.end_day or d.day) + 1)
    }
    here = {(d.day, d.month) for d in scene.dates if d.day is not None and line.start <= d.start < line.end}
    return bool(here) and bool(days) and not here & days


def day_told(scene: Scene, when: When | None) -> When | None:
    """The meeting's day, or else the first that the head names: what is of another day is not of this meeting."""
    if when is not None:
        return when
    limit = scene.lines[min(1, len(scene.lines) - 1)].end if scene.lines else 0
    for date in scene.dates:
        if date.day is not None and date.end <= limit:
            span = scene.article.span(date.start, date.end)
            return When(span.quote, None, span)
    return None


def persons_in(scene: Scene, line: Line) -> list[PersonMention]:
    """The persons of a sentence in order."""
    return inside(scene.persons, line.start, line.end)


def _before_verb(scene: Scene, line: Line) -> list[PersonMention]:
    """ "A, title và B, title đồng chủ trì hội nghị"; "do A chủ trì"."""
    persons = persons_in(scene, line)
    for index in range(len(persons) - 1, -1, -1):
        begin, end = extent(persons[index])
        held_by = _BY.search(scene.text[max(line.start, begin - 16) : begin]) and _CHAIRS.match(
            scene.text, end, line.end
        )
        if not held_by and _CHAIRS_AFTER.match(scene.text, end, line.end) is None:
            continue
        first = index
        while first and linked(scene, persons[first - 1], persons[first]):
            first -= 1
        return persons[first : index + 1]
    return []


def linked(scene: Scene, left: PersonMention, right: PersonMention) -> bool:
    """Whether only "và" or a comma stands between two persons."""
    gap = scene.text[extent(left)[1] : extent(right)[0]]
    return _AND.fullmatch(gap) is not None


def _after_verb(scene: Scene, line: Line) -> list[PersonMention]:
    """ "Chủ trì hội nghị có A, B"; "dưới sự chủ trì của A"."""
    persons = persons_in(scene, line)
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
