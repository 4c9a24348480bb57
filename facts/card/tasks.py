"""How one task is read: who was told to do what, and by when."""

from __future__ import annotations

import re

from facts.attribution import SAYS
from facts.card.duties import BARE, BEFORE, DEADLINE, DOES, ORDERS, WHO_START, is_no_order
from facts.card.event import MEETING
from facts.card.lists import Entry, announces_list
from facts.card.scene import Line, Scene, extent
from facts.spans import inside
from facts.titles import is_foreign
from facts.tokens import UPPER, key_of
from facts.types import Assignment

_OPENS_WITH_TIME = re.compile(r"(?:Trong|Trước|Đến|Từ nay|Chậm nhất|Ngay|Hết) [^,.;:]{2,30}, ")
# "yêu cầu chùa Tân Hội phải chấm dứt …": whoever it is, the word behind him tells that it is he.
_MUST_DO = re.compile(r"(?P<who>[^\W\d_][^,.;:“”\"()\n]{2,70}?) (?=(?:phải|cần|không được)(?!\w))")
_ACTOR = re.compile(
    rf"(?!(?:Việc|Công tác|Dự án|Kết quả|Trong|Khi|Nếu|Để|Đây|Chúng|Mọi|Tôi|Quá|Từ|Vấn đề|Nội dung)(?!\w))[{UPPER}]|(?!\w+ (?:phong trào|dự án|hoạt động|công trình|chính sách|giải pháp|biện pháp|chương trình|nội dung|vấn đề|lần|quy định)(?!\w))(?:các|những|mỗi|từng|mọi|toàn|hai|ba|bốn|cả|chùa|ngành|nhà|chủ|hộ|người (?:đứng đầu|dân|lao động)|thương lái|tài xế|phía|cá nhân|tập thể)[ ]"
)
_ACRONYM = re.compile(rf"[A-ZĐ]{{2,6}} (?=phải |cần |{DOES.pattern})")
# "các địa phương có vướng mắc trong | xác định ranh giới": a verb that tells more of who it is.
_PART_OF_NOUN = re.compile(r" (?:trong|về|của|việc|(?<!hàng )không|theo|để|với) $")
_TELLS_OF = re.compile(
    r"(?<!\w)(?:cho (?:biết|rằng|hay)|nói|nhấn mạnh|khẳng định|thì|nếu|bên cạnh|đồng thời|sau đó|rồi)(?!\w)|[“”\"]"
)
# "giao 5 nhóm nhiệm vụ trọng tâm cho Hải đoàn 42"
TASKS_TO = re.compile(
    r"(?<!\w)[Gg]iao (?P<what>(?:\d+ |các |một số |nhiều |những |thêm )?(?:nhóm )?nhiệm vụ(?! cho)[^,.;:“”\"]{3,100}?) cho (?P<who>[^,.;:“”\"]{3,60}?)"
    r"(?=[,.;]| ngay| để| trong| nhằm| sau|$)"
)
LEAD_IN = re.compile(
    r"(?:(?:Riêng|Còn|Riêng với|Đối với)[ ]|(?:Bên cạnh đó|Ngoài ra|Đồng thời|Trong đó|Cùng với đó|Theo đó|Mặt khác|Song song đó|Về phía mình|Một mặt"
    r"|Trước mắt|Cụ thể|Về lâu dài|(?:Trong )?[Tt]hời gian tới|(?:Để|Nhằm) [^,.;:]{5,90}), )"
)
_ADVERBS_AT_END = re.compile(
    r"(?:,? (?:chỉ|cũng|sẽ|đều|nên|hãy|luôn|đã|cùng|có|hết sức|tuyệt đối|nhất thiết|bằng mọi (?:cách|giá)|từ nay(?: trở đi)?|thời gian tới"
    r"|từ (?:ngày )?\d[\d/-]*|trên (?:tinh thần|cơ sở)[^.;:]*|(?:trong|từ) (?:những|thời|giai đoạn|đợt|dịp|nay|quá trình)[^,.;:]*))+,?$"
)
# Two small words and what they are done to, with no word that could go on a name.
_UNKNOWN_VERB = re.compile(
    r"(?!(?:và|cùng|của|các|tỉnh|thành|huyện|quận|xã|phường|khu|vùng|miền|phối|địa|liên|trực|nhà|cấp|quốc|số|về|có|chỉ|cũng|sẽ|trong|từ|tại|ở|khi|nếu|hết"
    r"|tiếp|đã|trung|thành)(?!\w))[a-zà-ỹđ]+ [a-zà-ỹđ]+ (?:\d|các|những|toàn|lại|thêm|ngay)[^,;]*,?"
)
_IN_NAMES = re.compile(
    r"(?:đóng|phát triển|thi công|xây dựng|đầu tư|hỗ trợ|kiểm soát|nghiên cứu|giám sát|bảo vệ|điều hành|cung cấp|xét nghiệm|thu|tính|cấp|chuyển"
    r"|bảo đảm|thẩm định|kiểm tra|quan tâm|tiếp nhận)$"
)
# "yêu cầu Sở Giao thông khi tăng cường xe phải thống nhất …": the condition belongs to what he shall do.
_CONDITION = re.compile(r",? (?=(?:khi|nếu|trước khi|sau khi|trong trường hợp)(?!\w))")
# A body's name that holds a verb: "Ban Quản lý dự án đầu tư xây dựng có trách nhiệm …".
_LONG_NAMED = re.compile(r"(?:Ban|[Cc]ông ty|[Tt]rung tâm|Viện|[Tt]ổng công ty|Văn phòng|Quỹ)[ ]")
# "Giám đốc Trung tâm | phát triển quỹ đất", "hai nhà máy | đóng tàu": what follows is still the name.
_NAME_BEGINS = re.compile(
    r"(?:[Tt]rung tâm|[Cc]ông ty|[Nn]hà máy|(?<!ệnh )[Vv]iện|Quỹ|Ban|[Dd]ự án|[Xx]í nghiệp|Đơn vị|[Cc]ông ty (?:cổ phần|TNHH)"
    r"|(?:kinh tế|Kế hoạch|kế hoạch|Kinh tế|Công nghệ|Thông tin)(?: và| -))$"
)
# "các cơ quan nghiên cứu, đặc biệt là hai viện, cần …"
_SEARCHES = re.compile(r"(?:[Cc]ơ quan|[Đđ]ơn vị)$")
_ABOVE_ALL = re.compile(r", (?:đặc biệt|nhất là|trong đó|gồm|như)(?!\w)")
_CERTAIN = re.compile(r" (?P<verb>có trách nhiệm|chủ trì|khẩn trương|phải|cần)(?!\w)")
_IS_ORDERED = re.compile(
    r",?(?: đã| cũng| còn| lại| sẽ| tiếp tục)* được(?: (?:UBND|HĐND|Bộ|Thủ tướng|Chính phủ|Chủ tịch|Thành [uủ][ỷy]|Tỉnh [uủ][ỷy])[^,.;:]{0,24})? (?:giao|yêu cầu|phân công|chỉ đạo)(?:(?: nhiệm vụ| trách nhiệm) (?=[^\W\d_])"
    rf"|(?:,? (?:kể từ|từ nay|ngay|trước) [^,.;]{{2,20}})? (?={DOES.pattern}))"
)
_HAS_VERB = re.compile(r" (?:về các|cho ý kiến|có (?:một|những|các|cuộc))(?!\w)")
_NOUN = re.compile(rf"(?<!\w){MEETING}(?!\w)", re.IGNORECASE)
_EVERY = re.compile(r"(?:vào |trước )?(?:ngày \d{1,2}|thứ \w+) h[ằà]ng (?:tuần|tháng|quý)(?!\w)")
# "; Sở Tài chính chủ trì …": a body with its verb behind it begins another task.
_NEXT_CLAUSE = re.compile(rf"; (?=[{UPPER}][^,;.:]{{2,60}}? {DOES.pattern})")
_AFTER_TIME = re.compile(r",? ")
_KINDS_LISTED = re.compile(r"(?i)(?<!\w)(?:sở|bộ|ban|phòng|huyện|tỉnh|xã|quận): ")
_MUST = re.compile(r"[ ,]*(?:phải|cần|có trách nhiệm|không được|khẩn trương)(?!\w)")
_ASKS = re.compile(r"(?:Giao(?: nhiệm vụ cho| cho)?|Yêu cầu|Đề nghị|Phân công) ")
_FOR = re.compile(r"(?:Đối với|Về phía|Giao|Yêu cầu|Đề nghị) ", re.IGNORECASE)
TOLD = re.compile(r"(?<!\w)(?:đã|đang|được|bị|là|còn|vừa|có)(?!\w)")
"""With these a sentence tells what is, and orders nothing."""
_NO_BODY = re.compile(
    r"^\d{3}(?!\w)|(?<!\w)(?:được|đã|đang|sẽ|(?<!hàng )không|và|làm sao|nhằm|khi|của|cho|vào)$|(?<!\w)để(?!\w)|['‘’:]|(?<!\w)nào(?!\w)|^tổ chức$|^(?:đơn vị|cơ quan|địa phương|doanh nghiệp|ngành) đó"
)
# What a year is planned for, or a period runs to: "quy hoạch đến năm 2030", "giai đoạn từ nay đến năm 2025".
_OF_A_PLAN = re.compile(
    r"(?<!\w)(?:quy hoạch|qui hoạch|kế hoạch|tầm nhìn|giai đoạn|chiến lược|định hướng|đề án|chương trình|nghị quyết|dự báo|công suất)(?!\w)[^,;.]{0,24}$",
    re.IGNORECASE,
)
_FEWEST_WORDS = 4
_LONGEST_WHO = 160
_WORDIEST_WHO = 18
_LONGEST_TASK = 1200
_NAME_GOES_ON = 14
_SUBJECT_LOOK = 70
_CLAUSE_BEFORE = re.compile(
    r"(?:^|[,;:.“”\"–-][ ]?|(?<!\w)(?:và|thì|nên|rằng|nhưng|đồng thời|vậy|tới|riêng)[ ])(?:[-–•+] )?(?:đề nghị |yêu cầu )?$",
    re.IGNORECASE,
)


def read_task(
    scene: Scene, line: Line, at: int, stop: int | None = None, *, persons: bool = False
) -> Assignment | None:
    """The task of him who is named here, by a body's name or, with `persons`, by his own."""
    first = DEADLINE.match(scene.text, at, line.end)
    if first is not None and (gap := _AFTER_TIME.match(scene.text, first.end())):
        at = gap.end()  # "yêu cầu trong tháng 6 các đơn vị khẩn trương …"
    begin = WHO_START.match(scene.text, at) or _ACRONYM.match(scene.text, at)
    named = _person_at(scene, line, at) if persons and begin is None else None
    if begin is None and named is None:
        return None
    limit = min(line.end, at + _LONGEST_WHO)
    verb = None
    for candidate in DOES.finditer(scene.text, max(at + 2, begin.end() if begin else named or 0), limit):
        if _PART_OF_NOUN.search(scene.text, at, candidate.start()) or _is_of_name(scene, at, candidate, limit):
            continue
        if scene.text[candidate.start() - 1] in " ," and not _inside_name(scene, candidate.start()):
            verb = candidate
            break
    if (
        verb is not None
        and _LONG_NAMED.match(scene.text, at)
        and (sure := _CERTAIN.search(scene.text, verb.end(), limit))
    ):
        between = scene.text[verb.end() : sure.start()]
        if len(between.split()) <= _NAME_GOES_ON and re.search(r"[,.;:]", between) is None:
            verb = re.compile(re.escape(sure["verb"])).match(scene.text, sure.start("verb"))
    if named and verb and scene.text[named : verb.start()].strip(" ,"):
        return None
    if verb is None or re.search(r"[.;:“\"\n]", _KINDS_LISTED.sub(" ", scene.text[at : verb.start()])):
        return None
    who = scene.value(at, verb.start())
    if re.match(r" là(?!\w)", scene.text[verb.end() : verb.end() + 4]):
        return None  # "cơ quan thực hiện là Tổng cục X phải …"
    begins = verb.start()
    if (stop_at := _body_ends(scene, at, begins)) is not None:
        begins, who = stop_at, scene.value(at, stop_at)
    if who is not None and (condition := _CONDITION.search(who.text)):
        begins = who.span.start + condition.end()
        who = scene.value(at, who.span.start + condition.start())
    if who is not None and (adverbs := _ADVERBS_AT_END.search(who.text)):
        who = scene.value(at, who.span.start + adverbs.start())
    end = _task_end(scene, line, verb.end())
    end = end if stop is None else min(end, stop)
    while scene.text[end - 1] in ' "”':
        end -= 1
    what = scene.value(begins, end)
    if who is None or what is None or len(what.text.split()) < _FEWEST_WORDS or len(who.text.split()) > _WORDIEST_WHO:
        return None
    if _TELLS_OF.search(who.text) or what.text.endswith("?"):
        return None
    if _HAS_VERB.search(who.text):
        return None  # "đề nghị Hà Nội cho ý kiến về phương án tổ chức …"
    if announces_list(what.text):
        return None
    opening = _OPENS_WITH_TIME.match(line.text)
    if opening and (
        opening.group().startswith("Trong ngày") or _NOUN.search(line.text[opening.end() : at - line.start])
    ):
        opening = None  # "Trong ngày 30/1, chủ trì phiên họp, Thủ tướng yêu cầu …": when it was said
    due = _due(what.text) or (first and first.group()) or (opening and _due(opening.group()))
    return Assignment(
        who.text,
        what.text,
        due or None,
        scene.article.span(who.span.start, what.span.end),
    )


def told_to(scene: Scene, line: Line, at: int) -> Assignment | None:
    """Whoever "phải", "cần" do something, behind an order."""
    must = _MUST_DO.match(line.text, at)
    if must is None or not _ACTOR.match(must["who"]) or SAYS.search(must["who"]):
        return None
    who = scene.value(line.start + at, line.start + must.end("who"))
    begin = line.start + must.end()
    what = scene.value(begin, _task_end(scene, line, begin))
    if who is None or what is None or len(what.text.split()) < _FEWEST_WORDS or TOLD.search(who.text):
        return None
    return Assignment(who.text, what.text, _due(what.text), scene.article.span(who.span.start, what.span.end))


def given_to(scene: Scene, line: Line, given: re.Match[str]) -> list[Assignment]:
    """ "giao 5 nhóm nhiệm vụ trọng tâm cho Hải đoàn 42"."""
    who = scene.value(line.start + given.start("who"), line.start + given.end("who"))
    what = scene.value(line.start + given.start("what"), line.start + given.end("what"))
    if who is None or what is None or len(what.text.split()) < _FEWEST_WORDS:
        return []
    before = line.text[max(0, given.start() - _SUBJECT_LOOK) : given.start()]
    if is_no_order(before[-BEFORE:]) or re.search(r"(?<!\w)(?:được|bị) [^,.;:]*$", before):
        return []
    return [Assignment(who.text, what.text, _due(line.text), scene.article.span(what.span.start, who.span.end))]


def passive(scene: Scene, line: Line) -> list[Assignment]:
    """ "Sở Xây dựng được giao chủ trì kiểm tra, báo cáo trước 30/5"."""
    order = _IS_ORDERED.search(line.text)
    lead = LEAD_IN.match(line.text)
    first = lead.end() if lead else 0
    if order is None or WHO_START.match(line.text, first) is None:
        return []
    who = scene.value(line.start + first, line.start + order.start())
    at = line.start + order.end()
    what = scene.value(at, _task_end(scene, line, at))
    if who is None or what is None or len(what.text.split()) < _FEWEST_WORDS or len(who.text.split()) > _WORDIEST_WHO:
        return []
    if re.search(r"[.;:“\"\n]", who.text) or TOLD.search(who.text):
        return []
    return [Assignment(who.text, what.text, _due(what.text), scene.article.span(who.span.start, what.span.end))]


def further(scene: Scene, line: Line, at: int) -> list[Assignment]:
    """Further tasks of a sentence, each behind a semicolon: "…; Sở Tài chính chủ trì xây dựng phương án"."""
    found: list[Assignment] = []
    while at < line.end and scene.text[at : at + 1] == ";":
        task = read_task(scene, line, at + 2)
        if task is None:
            break
        found.append(task)
        at = task.span.end
    return found


def of_entry(scene: Scene, entry: Entry) -> list[Assignment]:
    """The tasks of a list's member: it begins with who shall do it, or stands below a head that names him."""
    begin = _ASKS.match(scene.text, entry.start, entry.line.end)
    at = begin.end() if begin else entry.start
    task = read_task(scene, entry.line, at)
    if task is not None and not TOLD.search(task.who) and not inside(scene.persons, at, at + len(task.who)):
        return [task, *further(scene, entry.line, task.span.end)]
    if entry.head is None:
        return []
    lead = _FOR.match(scene.text, *entry.head)
    at = lead.end() if lead else entry.head[0]
    who = scene.value(at, entry.head[1])
    what = scene.value(entry.start, entry.line.end)
    if who is None or what is None or not WHO_START.match(who.text) or len(what.text.split()) < _FEWEST_WORDS:
        return []
    return [Assignment(who.text, what.text, _due(what.text), what.span)]


def in_quotation(scene: Scene, line: Line, stop: int) -> list[Assignment]:
    """What a quotation in front of "…, ông A yêu cầu" tells somebody that he must do."""
    for match in WHO_START.finditer(line.text[:stop]):
        if match.start() and line.text[match.start() - 1].isalnum():
            continue
        if _CLAUSE_BEFORE.search(line.text, max(0, match.start() - BEFORE), match.start()) is None:
            continue  # "sân bay Long | Thành", "là nhiệm | vụ của hội"
        task = read_task(scene, line, line.start + match.start(), line.start + stop)
        if task is None:
            continue
        if _MUST.match(scene.text, task.span.start + len(task.who)) and not TOLD.search(task.who):
            return [task]
    return []


def is_somebody(who: str) -> bool:
    """Whether it is the whole of a body's name and nothing besides: not "389 tỉnh được", cut from the Ban chỉ đạo 389."""
    return who.count("(") == who.count(")") and _NO_BODY.search(who) is None


def _due(text: str) -> str | None:
    """The first limit of time that a text sets: "trước ngày 30/6", "vào ngày 5 hằng tháng"."""
    for match in DEADLINE.finditer(text):
        planned = match.group().lower().startswith(("đến", "từ nay")) and _OF_A_PLAN.search(text[: match.start()])
        if BARE.match(match.group()) and not planned:
            return match.group()
    every = _EVERY.search(text)
    return every.group() if every else None


def _body_ends(scene: Scene, at: int, verb: int) -> int | None:
    """Where a body's name ends and an unknown verb begins: "Sở Xây dựng | phân nhóm 474 chung cư, đánh giá …"."""
    body = next((org for org in inside(scene.organisations, at, verb) if org.start == at), None)
    if body is None:
        return None
    rest = scene.text[body.end : verb].strip()
    return body.end if _UNKNOWN_VERB.fullmatch(rest) else None


def _is_of_name(scene: Scene, at: int, verb: re.Match[str], limit: int) -> bool:
    """Whether a verb belongs to a body's name: "Trung tâm phát triển quỹ đất | phải rà soát"."""
    before = scene.text[at : verb.start()].rstrip()
    if _SEARCHES.search(before) and _ABOVE_ALL.match(scene.text, verb.end()):
        return True
    if not _NAME_BEGINS.search(before):
        return False
    if verb.group() in {"-", "và"} or scene.text[verb.start() - 2 : verb.start()] in {"- ", "à "}:
        return True
    following = DOES.search(scene.text, verb.end(), limit)
    return (
        following is not None
        and _IN_NAMES.match(verb.group()) is not None
        and re.search(r"[,.;:]| và ", scene.text[verb.end() : following.start()]) is None
    )


def _person_at(scene: Scene, line: Line, at: int) -> int | None:
    """The end of the person, with office, of whom something is asked: "yêu cầu ông A, Giám đốc Sở B, rà soát …"."""
    for person in inside(scene.persons, at, min(line.end, at + _LONGEST_WHO)):
        start, end = extent(person)
        if scene.text[at:start].strip().lower() in {"", "ông", "bà", "đồng chí"}:
            return None if any(map(is_foreign, key_of(person.name))) else end
    return None


def _inside_name(scene: Scene, at: int) -> bool:
    return any(org.start < at < org.end for org in inside(scene.organisations, at - _LONGEST_WHO, at))


def _task_end(scene: Scene, line: Line, at: int) -> int:
    """A task goes to the end of its sentence or quotation, or to where the next order begins."""
    limit = min(line.end, at + _LONGEST_TASK)
    end = limit
    for following in ORDERS.finditer(scene.text, at, limit):
        cut = max(scene.text.rfind(mark, at, following.start()) for mark in ";,")
        if cut <= at or not WHO_START.match(scene.text, following.end()):
            continue
        if not is_no_order(scene.text[max(at, following.start() - BEFORE) : following.start()]):
            end = cut
            break
    clause = _NEXT_CLAUSE.search(scene.text, at, end)
    if clause is not None and WHO_START.match(scene.text, clause.end()):
        end = clause.start()
    quoted = scene.text.count('"', line.start, at) % 2 == 1 or scene.is_quoted(at)
    closing = re.compile(r"[”\"]" if quoted else "”").search(scene.text, at, end)
    end = closing.start() if closing and "“" not in scene.text[at : closing.start()] else end
    while end > at and scene.text[end - 1] in ' "':
        end -= 1
    return end
