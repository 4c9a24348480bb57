"""Who was told to do what, and by when."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from facts.attribution import SAYS
from facts.card.chairs import another_day
from facts.card.conclusions import closes
from facts.card.duties import BARE, DEADLINE, DOES, WHO_START
from facts.card.lists import Entry, announces_list, entries
from facts.card.scene import Line, Scene
from facts.card.standing import standing
from facts.card.turns import Attribution
from facts.spans import inside
from facts.tokens import UPPER
from facts.types import Assignment, Person, When

_ORDERS = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|(?<!ngoại )(?<!bàn )(?<!chuyển )giao(?! ban)(?: nhiệm vụ cho| cho)?"
    # "tiếp tục lãnh đạo, chỉ đạo các cơ quan …": what those shall do who are asked
    r"|(?<!lãnh đạo, )(?<!lãnh đạo và )(?<!tăng cường )(?<!tập trung )(?<!tiếp tục )chỉ đạo"
    r"|phân công|lưu ý|nhắc nhở|(?<![^\n.] )Giao(?: nhiệm vụ cho| cho)?|(?<![^\n.] )Yêu cầu)[ ](?!của|này|trên|đó|về"
    r"|tại|sự|một số nội dung)"
)
_OPENS_WITH_TIME = re.compile(r"(?:Trong|Trước|Đến|Từ nay|Chậm nhất|Ngay|Hết) [^,.;:]{2,30}, ")
# "yêu cầu, trong thời gian tới, các trường cần …", "chỉ đạo: Sở Y tế phải …"
_ORDERS_THAT = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|chỉ đạo|lưu ý|quán triệt)(?: rằng)?[,:] [“\"]?(?:(?:trong |từ )?[^,.;:“”\"]{3,40}, )?(?=\S)"
)
# "yêu cầu chùa Tân Hội phải chấm dứt …": whoever it is, the word behind him tells that it is he.
_MUST_DO = re.compile(r"(?P<who>[^\W\d_][^,.;:“”\"()\n]{2,70}?) (?=(?:phải|cần|không được)(?!\w))")
_ACTOR = re.compile(
    rf"(?!(?:Việc|Công tác|Dự án|Kết quả|Trong|Khi|Nếu|Để|Đây|Chúng|Mọi|Tôi|Quá|Từ|Vấn đề|Nội dung)(?!\w))[{UPPER}]|(?:các|những|mỗi|từng|mọi|toàn|hai|ba|bốn|cả|chùa|ngành|nhà|chủ|hộ|người (?:đứng đầu|dân|lao động)|thương lái|tài xế|phía|cá nhân|tập thể)[ ]"
)
_ACRONYM = re.compile(rf"[A-ZĐ]{{2,6}} (?=phải |cần |{DOES.pattern})")
# "các địa phương có vướng mắc trong | xác định ranh giới": a verb that tells more of who it is.
_PART_OF_NOUN = re.compile(r" (?:trong|về|của|việc|không|theo|để|với) $")
_TELLS_OF = re.compile(
    r"(?<!\w)(?:cho (?:biết|rằng|hay)|nói|nhấn mạnh|khẳng định|thì|nếu|bên cạnh|đồng thời|sau đó|rồi)(?!\w)|[“”\"]"
)
# "giao 5 nhóm nhiệm vụ trọng tâm cho Hải đoàn 42"
_TASKS_TO = re.compile(
    r"(?<!\w)[Gg]iao (?P<what>(?:\d+ |các |một số |nhiều |những |thêm )?(?:nhóm )?nhiệm vụ(?! cho)[^,.;:“”\"]{3,100}?) cho (?P<who>[^,.;:“”\"]{3,60}?)"
    r"(?=[,.;]| ngay| để| trong| nhằm| sau|$)"
)
# A paper of before: "Thủ tướng có văn bản giao Bộ Nội vụ kiểm tra".
_IN_WRITING = re.compile(
    r"(?<!\w)(?:có|ra|gửi|ban hành|ký|làm)(?: \w+){0,2} (?:văn bản|công văn|nghị quyết|chỉ thị|quyết định|đơn|công điện|tờ trình)(?!\w)[^,;.]{0,80}$",
    re.IGNORECASE,
)
_BEFORE_THEN = re.compile(
    r"(?:(?:Theo đó|Cụ thể), (?=(?:cuối|đầu|giữa|hồi|trước đó|năm|tháng)(?!\w)))?(?:Nếu|Trước đó|Trước đây|Hồi|Năm ngoái|Tuần trước|Tháng trước|(?:[Cc]uối|[Đđ]ầu|[Gg]iữa) (?:tháng|năm)|Tháng \d|Năm (?:19|20)\d\d|Tại [Nn]ghị quyết|Theo [Nn]ghị quyết"
    r"|Theo quyết định|Như đã (?:đưa tin|thông tin))(?!\w)"
)
# Who stands below and asks: "cử tri quận 9 đề nghị thành phố …".
_FROM_BELOW = re.compile(
    r"(?<!\w)(?:cử tri|người dân|bà con|hộ dân|các hộ|cư dân|nông dân|doanh nghiệp|công ty|hiệp hội|phụ huynh|công nhân|nhiều ý kiến|chuyên gia|luật sư"
    r"|nhà đầu tư|chủ đầu tư)(?!\w)[^,.;:]{0,60}$",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:(?:Riêng|Còn|Riêng với|Đối với)[ ]|(?:Bên cạnh đó|Ngoài ra|Đồng thời|Trong đó|Cùng với đó|Theo đó|Mặt khác|Song song đó|Về phía mình), )"
)
_ADVERBS_AT_END = re.compile(r"(?: (?:chỉ|cũng|sẽ|đều|nên|hãy|luôn|đã|cùng))+$")
# A body's name that holds a verb: "Ban Quản lý dự án đầu tư xây dựng có trách nhiệm …".
_LONG_NAMED = re.compile(r"(?:Ban|[Cc]ông ty|[Tt]rung tâm|Viện|[Tt]ổng công ty|Văn phòng|Quỹ)[ ]")
_CERTAIN = re.compile(r" (?P<verb>có trách nhiệm|chủ trì|khẩn trương|phải|cần)(?!\w)")
_IS_ORDERED = re.compile(
    r",?(?: đã| cũng| còn| lại| sẽ| tiếp tục)* được (?:giao|yêu cầu|phân công|chỉ đạo)(?:(?: nhiệm vụ| trách nhiệm) (?=[^\W\d_])"
    rf"|(?:,? (?:kể từ|từ nay|ngay|trước) [^,.;]{{2,20}})? (?={DOES.pattern}))"
)
_NOTICE = re.compile(r"(?i)(?:thông báo|truyền đạt|văn bản)(?: số \S+)?(?: về)? (?:kết luận|ý kiến)")
# What a body is to do, where no verb of order is left to say so.
_DUTY = re.compile(
    r"(?:chủ trì|khẩn trương|phối hợp|có trách nhiệm|chịu trách nhiệm|rà soát|xây dựng|nghiên cứu|hoàn thiện|báo cáo|chỉ đạo|tham mưu"
    r"|đẩy nhanh|kiểm tra|hướng dẫn|tập trung|tăng cường|phải|cần|sớm|chủ động|tiếp tục|bảo đảm|đôn đốc)(?!\w)"
)
_HAPPENED = re.compile(r"(?<!\w)(?:đã|đang|vừa|từng|hiện|hôm qua|sáng nay)(?!\w)")
_HAS_VERB = re.compile(r" (?:cho ý kiến|có (?:một|những|các|cuộc))(?!\w)")
_EVERY = re.compile(r"(?:vào |trước )?(?:ngày \d{1,2}|thứ \w+) h[ằà]ng (?:tuần|tháng|quý)(?!\w)")
# "; Sở Tài chính chủ trì …": a body with its verb behind it begins another task.
_NEXT_CLAUSE = re.compile(rf"; (?=[{UPPER}][^,;.:]{{2,60}}? {DOES.pattern})")
_AFTER_TIME = re.compile(r",? ")
_KINDS_LISTED = re.compile(r"(?i)(?<!\w)(?:sở|bộ|ban|phòng|huyện|tỉnh|xã|quận): ")
# "…, các quận phải chủ động rà soát", ông A yêu cầu.
_ASKED_BEFORE = re.compile(
    r"[”\",]\s*(?:[-–] )?[^,.;:”\"]{0,60}(?:yêu cầu|chỉ đạo|đề nghị|giao nhiệm vụ|nhấn mạnh|lưu ý)\s*[.]?$"
)
_MUST = re.compile(r"[ ,]*(?:phải|cần|có trách nhiệm|không được|khẩn trương)(?!\w)")
_ASKS = re.compile(r"(?:Giao(?: nhiệm vụ cho| cho)?|Yêu cầu|Đề nghị|Phân công) ")
_FOR = re.compile(r"(?:Đối với|Về phía|Giao|Yêu cầu|Đề nghị) ", re.IGNORECASE)
_SEVERAL = re.compile(r"(?i)(?:hai|ba|bốn|các|những|\d+)[ ]")
"""Several of them are no superior of one's own: "đề nghị hai tỉnh thống nhất một đầu mối"."""
_TOLD = re.compile(r"(?<!\w)(?:đã|đang|được|bị|là|còn|vừa|có)(?!\w)")
"""With these a sentence tells what is, and orders nothing."""
_NO_BODY = re.compile(r"^\d{3}(?!\w)|(?<!\w)(?:được|đã|đang|sẽ|không|và|làm sao)$|(?<!\w)để(?!\w)")
_FEWEST_WORDS = 4
_LONGEST_WHO = 160
_WORDIEST_WHO = 18
_LONGEST_TASK = 1200
_LONGEST_SPEECH = 6
"""Sentences of a quotation that are looked through for what it tells somebody to do."""
_OFFICIAL = 2
"""The least standing, of a district, at which what somebody demands in a speech is an order."""
_FIRMLY = re.compile(r"yêu cầu|chỉ đạo|giao nhiệm vụ|lưu ý|nhấn mạnh")
_SUBJECT_LOOK = 70
_NAME_GOES_ON = 14
_CAPITAL_BEFORE = re.compile(rf"(?<!\w)[{UPPER}][^\W\d_]* $")
_BEFORE = 24


def find_assignments(
    scene: Scene, attributions: Sequence[Attribution], chairs: Sequence[Person] = (), when: When | None = None
) -> tuple[Assignment, ...]:
    """Tasks given in so many words: "yêu cầu", "đề nghị", "giao" with a body and what it shall do; and the members of
    a list that is announced as one of tasks.

    A plea of those below to those above ("đề nghị tỉnh bố trí 35 tỷ đồng") gives no task.
    """
    speakers = {said.line.index: said for said in attributions}
    leading = {chair.name for chair in chairs}
    listed = {entry.line.index: entry for entry in entries(scene)}
    found: list[Assignment] = []
    notice = any(_NOTICE.search(line.text) for line in scene.lines[:2])
    ordered = -2
    for line in scene.lines:
        taken = line.start
        orders = _orders(line.text)
        if orders and not notice and _is_of_before(scene, line, orders[0].start(), when):
            continue
        for match in orders:
            at = line.start + match.end()
            if at < taken or _is_noun(line.text[max(0, match.start() - _BEFORE) : match.start()]):
                continue
            task = _read(scene, line, at) or _told_to(scene, line, match.end())
            if match.re is _ORDERS_THAT and task is not None and not _DUTY.match(task.what):
                continue
            if task is not None and not (
                match.group().startswith("đề nghị") and _is_plea(scene, speakers, leading, line, task, match.start())
            ):
                found.append(task)
                taken = task.span.end
                more = _clauses(scene, line, taken)
                found += more
                taken = more[-1].span.end if more else taken
        if taken == line.start and (asked := _ASKED_BEFORE.search(line.text)):
            for earlier in _speech_before(scene, line) if _FIRMLY.search(asked.group()) else ():
                found += _by_leader(scene, speakers, leading, line, _in_quotation(scene, earlier, len(earlier.text)))
            own = _in_quotation(scene, line, asked.start())
            pleads = "đề nghị" in asked.group()
            found += [t for t in own if not (pleads and _is_plea(scene, speakers, leading, line, t, 0))]
        elif taken == line.start and (given := _TASKS_TO.search(line.text)):
            found += _given(scene, line, given)
        elif taken == line.start and line.index not in speakers and (entry := listed.get(line.index)):
            found += _of_entry(scene, entry)
        elif taken == line.start:
            told = _passive(scene, line)
            if not told and line.index not in speakers and (notice or line.index - ordered == 1):
                told = _goes_on(scene, line)
            found += told
        if found and found[-1].span.start >= line.start:
            ordered = line.index
    return tuple(dict.fromkeys(task for task in found if _is_somebody(task.who)))


def _is_somebody(who: str) -> bool:
    """Whether it is the whole of a body's name and nothing besides: not "389 tỉnh được", cut from the Ban chỉ đạo 389."""
    return who.count("(") == who.count(")") and _NO_BODY.search(who) is None


def _passive(scene: Scene, line: Line) -> list[Assignment]:
    """ "Sở Xây dựng được giao chủ trì kiểm tra, báo cáo trước 30/5"."""
    order = _IS_ORDERED.search(line.text)
    lead = _LEAD_IN.match(line.text)
    first = lead.end() if lead else 0
    if order is None or WHO_START.match(line.text, first) is None:
        return []
    who = scene.value(line.start + first, line.start + order.start())
    at = line.start + order.end()
    what = scene.value(at, _task_end(scene, line, at))
    if who is None or what is None or len(what.text.split()) < _FEWEST_WORDS or len(who.text.split()) > _WORDIEST_WHO:
        return []
    if re.search(r"[.;:“\"\n]", who.text) or _TOLD.search(who.text):
        return []
    return [Assignment(who.text, what.text, _due(what.text), scene.article.span(who.span.start, what.span.end))]


def _orders(text: str) -> list[re.Match[str]]:
    found = [*_ORDERS.finditer(text), *_ORDERS_THAT.finditer(text)]
    return sorted(found, key=lambda match: (match.start(), -match.end()))


def _is_of_before(scene: Scene, line: Line, at: int, when: When | None) -> bool:
    """Whether an order was given before this meeting, or in a letter."""
    if (line.index and _BEFORE_THEN.match(line.text)) or _IN_WRITING.search(line.text[:at]):
        return True
    return when is not None and another_day(scene, replace(line, end=line.start + at), when)


def _told_to(scene: Scene, line: Line, at: int) -> Assignment | None:
    """Whoever "phải", "cần" do something, behind an order."""
    must = _MUST_DO.match(line.text, at)
    if must is None or not _ACTOR.match(must["who"]) or SAYS.search(must["who"]):
        return None
    who = scene.value(line.start + at, line.start + must.end("who"))
    begin = line.start + must.end()
    what = scene.value(begin, _task_end(scene, line, begin))
    if who is None or what is None or len(what.text.split()) < _FEWEST_WORDS or _TOLD.search(who.text):
        return None
    return Assignment(who.text, what.text, _due(what.text), scene.article.span(who.span.start, what.span.end))


def _given(scene: Scene, line: Line, given: re.Match[str]) -> list[Assignment]:
    """ "giao 5 nhóm nhiệm vụ trọng tâm cho Hải đoàn 42"."""
    who = scene.value(line.start + given.start("who"), line.start + given.end("who"))
    what = scene.value(line.start + given.start("what"), line.start + given.end("what"))
    if who is None or what is None or len(what.text.split()) < _FEWEST_WORDS:
        return []
    if _is_noun(line.text[max(0, given.start() - _BEFORE) : given.start()]):
        return []
    return [Assignment(who.text, what.text, _due(line.text), scene.article.span(what.span.start, who.span.end))]


def _by_leader(
    scene: Scene,
    speakers: Mapping[int, Attribution],
    leading: Collection[str],
    line: Line,
    tasks: list[Assignment],
) -> list[Assignment]:
    """The tasks, if who sets them leads the meeting or stands no lower than those who get them."""
    said = speakers.get(line.index)
    if said is None:
        return []
    if scene.full_name(said.person.name) in leading:
        return tasks
    asks = standing(scene.title_of(said.person) or "") or 0
    return [task for task in tasks if asks >= max(standing(task.who) or 0, _OFFICIAL)]


def _speech_before(scene: Scene, line: Line) -> list[Line]:
    """The sentences of the quotation that ends in this one."""
    first = line.index
    while first and line.index - first < _LONGEST_SPEECH and scene.is_quoted(scene.lines[first].start + 1):
        first -= 1
    return scene.lines[first : line.index]


def _goes_on(scene: Scene, line: Line) -> list[Assignment]:
    """A task behind others, told without a verb of order: "Bộ Kế hoạch chủ trì hướng dẫn …; báo cáo trong quý II"."""
    task = _read(scene, line, line.start)
    if (
        task is None
        or not task.who[0].isupper()
        or _TOLD.search(task.who)
        or inside(scene.persons, line.start, line.end)
    ):
        return []
    if not _DUTY.match(task.what) or _HAPPENED.search(line.text):
        return []
    return [task]


def _is_plea(
    scene: Scene,
    speakers: Mapping[int, Attribution],
    leading: Collection[str],
    line: Line,
    task: Assignment,
    at: int,
) -> bool:
    """Whether who asks stands below whom he asks, and does not lead the meeting."""
    said = speakers.get(line.index)
    if _FROM_BELOW.search(line.text[:at]):
        return True
    if said is None:
        clause = line.text[max(line.text.rfind(mark, 0, at) for mark in ",.;:") + 1 : at]
        asks, asked = standing(clause[-_SUBJECT_LOOK:]), standing(task.who)
        return asks is not None and asked is not None and asks < asked and not _SEVERAL.match(task.who)
    if scene.full_name(said.person.name) in leading or closes(line.text) or _SEVERAL.match(task.who):
        return False
    asks, asked = standing(scene.title_of(said.person) or ""), standing(task.who)
    return asks is not None and asked is not None and asks < asked


def _in_quotation(scene: Scene, line: Line, stop: int) -> list[Assignment]:
    """What a quotation in front of "…, ông A yêu cầu" tells somebody that he must do."""
    for match in WHO_START.finditer(line.text[:stop]):
        if match.start() and line.text[match.start() - 1].isalnum():
            continue
        if match.group()[0].isupper() and _CAPITAL_BEFORE.search(line.text, 0, match.start()):
            continue  # "sân bay Long | Thành"
        task = _read(scene, line, line.start + match.start(), line.start + stop)
        if task is None:
            continue
        if _MUST.match(scene.text, task.span.start + len(task.who)) and not _TOLD.search(task.who):
            return [task]
    return []


def _clauses(scene: Scene, line: Line, at: int) -> list[Assignment]:
    """Further tasks of a sentence, each behind a semicolon: "…; Sở Tài chính chủ trì xây dựng phương án"."""
    found: list[Assignment] = []
    while at < line.end and scene.text[at : at + 1] == ";":
        task = _read(scene, line, at + 2)
        if task is None:
            break
        found.append(task)
        at = task.span.end
    return found


def _of_entry(scene: Scene, entry: Entry) -> list[Assignment]:
    """The tasks of a list's member: it begins with who shall do it, or stands below a head that names him."""
    begin = _ASKS.match(scene.text, entry.start, entry.line.end)
    at = begin.end() if begin else entry.start
    task = _read(scene, entry.line, at)
    if task is not None and not _TOLD.search(task.who) and not inside(scene.persons, at, at + len(task.who)):
        return [task, *_clauses(scene, entry.line, task.span.end)]
    if entry.head is None:
        return []
    lead = _FOR.match(scene.text, *entry.head)
    at = lead.end() if lead else entry.head[0]
    who = scene.value(at, entry.head[1])
    what = scene.value(entry.start, entry.line.end)
    if who is None or what is None or not WHO_START.match(who.text) or len(what.text.split()) < _FEWEST_WORDS:
        return []
    return [Assignment(who.text, what.text, _due(what.text), what.span)]


def _is_noun(before: str) -> bool:
    """ "theo yêu cầu", "các đề nghị": the noun orders nothing; "được giao" gives to nobody named here."""
    return (
        re.search(
            r"(?i)(?:theo|các|những|sự|đáp ứng|được|bị|một|với|có|về|nhận|bàn|mọi|việc|nhiều|ý kiến|dưới|quy định)[ ]$",
            before,
        )
        is not None
    )


def _read(scene: Scene, line: Line, at: int, stop: int | None = None) -> Assignment | None:
    first = DEADLINE.match(scene.text, at, line.end)
    if first is not None and (gap := _AFTER_TIME.match(scene.text, first.end())):
        at = gap.end()  # "yêu cầu trong tháng 6 các đơn vị khẩn trương …"
    begin = WHO_START.match(scene.text, at) or _ACRONYM.match(scene.text, at)
    if begin is None:
        return None
    limit = min(line.end, at + _LONGEST_WHO)
    verb = None
    for candidate in DOES.finditer(scene.text, max(at + 2, begin.end()), limit):
        if _PART_OF_NOUN.search(scene.text, at, candidate.start()):
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
    if verb is None or re.search(r"[.;:“\"\n]", _KINDS_LISTED.sub(" ", scene.text[at : verb.start()])):
        return None
    who = scene.value(at, verb.start())
    if who is not None and (adverbs := _ADVERBS_AT_END.search(who.text)):
        who = scene.value(at, who.span.start + adverbs.start())
    end = _task_end(scene, line, verb.end())
    end = end if stop is None else min(end, stop)
    while scene.text[end - 1] in ' "”':
        end -= 1
    what = scene.value(verb.start(), end)
    if who is None or what is None or len(what.text.split()) < _FEWEST_WORDS or len(who.text.split()) > _WORDIEST_WHO:
        return None
    if _TELLS_OF.search(who.text) or what.text.endswith("?"):
        return None
    if _HAS_VERB.search(who.text):
        return None  # "đề nghị Hà Nội cho ý kiến về phương án tổ chức …"
    if announces_list(what.text):
        return None
    opening = _OPENS_WITH_TIME.match(line.text)
    due = _due(what.text) or (first and first.group()) or (opening and _due(opening.group()))
    return Assignment(
        who.text,
        what.text,
        due or None,
        scene.article.span(who.span.start, what.span.end),
    )


def _due(text: str) -> str | None:
    """The first limit of time that a text sets: "trước ngày 30/6", "vào ngày 5 hằng tháng"."""
    for match in DEADLINE.finditer(text):
        if BARE.match(match.group()):
            return match.group()
    every = _EVERY.search(text)
    return every.group() if every else None


def _inside_name(scene: Scene, at: int) -> bool:
    return any(org.start < at < org.end for org in inside(scene.organisations, at - _LONGEST_WHO, at))


def _task_end(scene: Scene, line: Line, at: int) -> int:
    """A task goes to the end of its sentence or quotation, or to where the next order begins."""
    limit = min(line.end, at + _LONGEST_TASK)
    following = _ORDERS.search(scene.text, at, limit)
    end = limit
    if following is not None and not _is_noun(scene.text[max(at, following.start() - _BEFORE) : following.start()]):
        cut = max(scene.text.rfind(mark, at, following.start()) for mark in ";,")
        if cut > at and WHO_START.match(scene.text, following.end()):
            end = cut
    clause = _NEXT_CLAUSE.search(scene.text, at, end)
    if clause is not None and WHO_START.match(scene.text, clause.end()):
        end = clause.start()
    quoted = scene.text.count('"', line.start, at) % 2 == 1 or scene.is_quoted(at)
    closing = re.compile(r"[”\"]" if quoted else "”").search(scene.text, at, end)
    end = closing.start() if closing and "“" not in scene.text[at : closing.start()] else end
    while end > at and scene.text[end - 1] in ' "':
        end -= 1
    return end
