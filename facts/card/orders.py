"""Which orders of an article give a task: not a plea from below, nor what was ordered before the meeting."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from facts.card.chairs import another_day, day_told
from facts.card.conclusions import closes
from facts.card.duties import BEFORE, ORDERS, is_no_order
from facts.card.event import MEETING
from facts.card.lists import entries
from facts.card.scene import Line, Scene
from facts.card.standing import standing
from facts.card.tasks import (
    LEAD_IN,
    TASKS_TO,
    TOLD,
    further,
    given_to,
    in_quotation,
    is_somebody,
    of_entry,
    passive,
    read_task,
    told_to,
)
from facts.card.turns import Attribution
from facts.spans import inside
from facts.types import Assignment, Person, When

# "yêu cầu, trong thời gian tới, các trường cần …", "chỉ đạo: Sở Y tế phải …"
_ORDERS_THAT = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|chỉ đạo|lưu ý|quán triệt)(?: rằng)?[,:] [“\"]?(?:(?:trong |từ )?[^,.;:“”\"]{3,40}, )?(?=\S)"
)
# A paper of before: "Thủ tướng có văn bản giao Bộ Nội vụ kiểm tra".
_IN_WRITING = re.compile(
    r"(?<!\w)(?:có|ra|gửi|ban hành|ký|làm)(?: \w+){0,2} (?:văn bản|công văn|nghị quyết|chỉ thị|quyết định|đơn|công điện|tờ trình)(?!\w)[^,;.]{0,80}$"
    r"|(?:^|, )(?:nghị quyết|nghị định|luật|thông tư|chỉ thị|công điện|quyết định) (?!(?:của )?(?:phiên|kỳ|cuộc|hội nghị) )(?=[^,;.]*\d)[^,;.]{0,70}$",
    re.IGNORECASE,
)
# "Sở Kế hoạch kiến nghị UBND tỉnh chỉ đạo Sở Y tế …": what somebody else is asked to order.
_TO_ORDER = re.compile(
    r"(?<!\w)(?:tham mưu|kiến nghị|đề xuất|đề nghị|trình|phối hợp(?: chặt chẽ)?)(?: cho| với| lên)? (?!của|về|này|đó|trên)(?:(?! và )[^,;.:“”\"]){2,60}$",
    re.IGNORECASE,
)
# "Cục trưởng cho biết, Bộ đã yêu cầu các địa phương báo cáo": told as done before.
_TOLD_AS_DONE = re.compile(
    r"(?:,|(?<!\w)(?:cho (?:biết|hay)|thông báo|thông tin|rằng)(?!\w))(?: hiện)? [^,]*[^\s,] đã(?: \w+){0,2} $"
)
# "Hiện Chính phủ giao Bộ Công an ứng tiền": how things stand.
_NOW = re.compile(r"[“\"]?Hiện(?: nay| tại)?,? [^,]{2,60}$")
_OFTEN = re.compile(
    r"(?<!\w)(?:đã (?:[^\s,]+,? ){0,4}?(?:quyết liệt|thường xuyên|liên tục|nhiều lần|kịp thời|từng)(?!\w)|khiến |[Ll]ý do )[^.;:]{0,150}$"
)
# "những việc mà Thủ tướng yêu cầu tỉnh rà soát", "gần đây Chính phủ yêu cầu …": orders that are only told of.
_TOLD_OF = re.compile(
    r"(?<!\w)(?:mà|gần đây|lâu nay|bấy lâu|trước đó|trước đây|vừa qua|mới đây),? [^,.;:“”\"]{2,60}$"
    r"|(?<!\w)(?<!đạt )(?<!làm )được (?=[^\W\d_])(?:(?! và )[^,.;:“”\"]){3,50}$"
)
# "để nhắc nhở, cảnh báo, yêu cầu báo chí …": what something is done for.
_FOR = re.compile(r"(?<!\w)để (?:\w+ \w+, ){1,3}$")
# "Chị yêu cầu …": whoever holds no office.
_PRIVATE = re.compile(
    r"(?:^|[,;] )(?:[Cc]hị|[Aa]nh|[Cc]háu|[Hh]ọ|[Nn]ạn nhân|[Gg]ia đình)(?: (?:[^\W\d_]+)){0,4}? (?:đã |cũng )?$"
)
_DONE = re.compile(r"(?<!\w)đã(?: \w+){0,2} $")
_CONTINUES = re.compile(
    r"(?:Đồng thời|Ngoài ra|Qua đó|Theo đó|Bên cạnh đó|Cụ thể|Trong đó|Trên cơ sở đó|Từ đó|Cùng với đó)(?!\w)"
)
_DIGIT = re.compile(r"\d")
_OPENING = 48
"""Characters at the head of a sentence in which the day that it tells of stands."""
_AT_MEETING = re.compile(rf"(?i)(?<!\w)(?:tại|trong) (?:{MEETING}|cuộc|buổi|phiên)(?!\w)")
_CHAIRS_MEETING = re.compile(rf"(?i)chủ trì (?:buổi |cuộc )?{MEETING}")
_BEFORE_THEN = re.compile(
    r"(?:(?:Theo đó|Cụ thể), (?=(?:cuối|đầu|giữa|hồi|trước đó|năm|tháng)(?!\w)))?(?:[“\"] ?)?(?:Nếu|(?:Xem|Đọc) thêm:|Vừa qua|Thời gian qua|Mới đây|Trước đó|Trước đây|Hồi|Năm ngoái|Tuần trước|Tháng trước|(?:[Cc]uối|[Đđ]ầu|[Gg]iữa) (?:tháng|năm)|Tháng \d|Năm (?:19|20)\d\d|(?:Tại|Theo|Trong) (?:[Nn]ghị quyết(?! (?:của )?(?:phiên|kỳ|cuộc|hội nghị) )|[Cc]ông văn|[Vv]ăn bản|[Cc]hỉ thị)"
    r"|Theo quyết định|Như đã (?:đưa tin|thông tin))(?!\w)"
)
# Who stands below and asks: "cử tri quận 9 đề nghị thành phố …".
_FROM_BELOW = re.compile(
    r"(?<!\w)(?:cử tri|người dân|bà con|hộ dân|các hộ|cư dân|nông dân|doanh nghiệp|công ty|hiệp hội|phụ huynh|công nhân|nhiều ý kiến|chuyên gia|luật sư|tư vấn"
    r"|nhà đầu tư|chủ đầu tư)(?!\w)[^,.;:]{0,60}$",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"(?i)(?:thông báo|truyền đạt|văn bản)(?: số \S+)?(?: về)? (?:kết luận|ý kiến)")
# What a body is to do, where no verb of order is left to say so.
_DUTY = re.compile(
    r"(?:chủ trì|khẩn trương|phối hợp|có trách nhiệm|chịu trách nhiệm|rà soát|xây dựng|nghiên cứu|hoàn thiện|báo cáo|chỉ đạo|tham mưu"
    r"|đẩy nhanh|kiểm tra|hướng dẫn|tập trung|tăng cường|phải|cần|sớm|chủ động|tiếp tục|bảo đảm|đôn đốc)(?!\w)"
)
_HAPPENED = re.compile(
    r"(?<!\w)(?:đã|đang|vừa|từng (?:được|có|bị|là)|(?<!thực )(?<!thể )(?<!phát )hiện|hôm qua|sáng nay)(?!\w)"
)
# "…, các quận phải chủ động rà soát", ông A yêu cầu.
_ASKED_BEFORE = re.compile(
    r"(?:[”\",]\s*(?:[-–] )?|(?<=\w) [-–] )[^,.;:”\"]{0,60}(?:yêu cầu|chỉ đạo|đề nghị|giao nhiệm vụ|nhấn mạnh|lưu ý)\s*[.]?$"
)
_SEVERAL = re.compile(r"(?i)(?:hai|ba|bốn|các|những|\d+)[ ]")
"""Several of them are no superior of one's own: "đề nghị hai tỉnh thống nhất một đầu mối"."""
_FORMER = re.compile(r"(?:nguyên|cựu)(?!\w)", re.IGNORECASE)
_HIGH = re.compile(
    r"(?:HĐND|Hội đồng nhân dân|Quốc hội|Chính phủ|Trung ương|Thủ tướng|[Tt]hành phố|[Tt]ỉnh|UBND (?:tỉnh|thành phố|TP))(?!\w)"
)
"""Whom somebody without a known office can but plead."""
_LONGEST_SPEECH = 6
"""Sentences of a quotation that are looked through for what it tells somebody to do."""
_OFFICIAL = 2
"""The least standing, of a district, at which what somebody demands in a speech is an order."""
_FIRMLY = re.compile(r"yêu cầu|chỉ đạo|giao nhiệm vụ|lưu ý|nhấn mạnh")
_SUBJECT_LOOK = 70
_LOOK_BACK = 160


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
    before = _Before(scene, speakers, day_told(scene, when))
    for line in scene.lines:
        taken = line.start
        orders = _orders(line.text)
        if before.tells(line, orders[0].start() if orders else None) and orders and not notice:
            continue
        for match in orders:
            at = line.start + match.end()
            if at < taken or _orders_nothing(scene, speakers, line, match.start()):
                continue
            if match is not orders[0] and _IN_WRITING.search(
                line.text, max(0, match.start() - _LOOK_BACK), match.start()
            ):
                continue
            task = read_task(scene, line, at, persons=True) or told_to(scene, line, match.end())
            if match.re is _ORDERS_THAT and task is not None and not _DUTY.match(task.what):
                continue
            if task is not None and not (
                match.group().startswith("đề nghị") and _is_plea(scene, speakers, leading, line, task, match.start())
            ):
                found.append(task)
                taken = task.span.end
                more = further(scene, line, taken)
                found += more
                taken = more[-1].span.end if more else taken
        if taken == line.start and (asked := _ASKED_BEFORE.search(line.text)):
            for earlier in _speech_before(scene, line) if _FIRMLY.search(asked.group()) else ():
                found += _by_leader(scene, speakers, leading, line, in_quotation(scene, earlier, len(earlier.text)))
            own = in_quotation(scene, line, asked.start())
            pleads = "đề nghị" in asked.group()
            found += [t for t in own if not (pleads and _is_plea(scene, speakers, leading, line, t, 0))]
        elif taken == line.start and (given := TASKS_TO.search(line.text)):
            found += given_to(scene, line, given)
        elif taken == line.start and line.index not in speakers and (entry := listed.get(line.index)):
            found += of_entry(scene, entry)
        elif taken == line.start:
            told = passive(scene, line)
            if not told and line.index not in speakers and (notice or line.index - ordered == 1):
                told = _goes_on(scene, line)
            found += told
        if found and found[-1].span.start >= line.start:
            ordered = line.index
    return tuple(dict.fromkeys(task for task in found if is_somebody(task.who)))


def _orders(text: str) -> list[re.Match[str]]:
    found = [*ORDERS.finditer(text), *_ORDERS_THAT.finditer(text)]
    return sorted(found, key=lambda match: (match.start(), -match.end()))


def _orders_nothing(scene: Scene, speakers: Mapping[int, Attribution], line: Line, at: int) -> bool:
    """Whether a word of order is a noun, or tells what others are to order or ordered before."""
    told = line.text[max(0, at - _LOOK_BACK) : at]
    if is_no_order(told[-BEFORE:]) or _TO_ORDER.search(told) or _OFTEN.search(told) or _TOLD_OF.search(told):
        return True
    if _FOR.search(told) or (_DONE.search(told) and scene.is_quoted(line.start + at)):
        return True
    said = speakers.get(line.index)
    if _PRIVATE.search(told) and (said is None or standing(scene.title_of(said.person) or "") is None):
        return True
    return (
        said is not None
        and _TOLD_AS_DONE.search(scene.text, max(said.after, line.start + at - _LOOK_BACK), line.start + at) is not None
    )


class _Before:
    """Which sentences tell of what was before this meeting: they say so, or go on about one that does."""

    def __init__(self, scene: Scene, speakers: Mapping[int, Attribution], day: When | None) -> None:
        self._scene = scene
        self._speakers = speakers
        self._day = day
        self._last = -2

    def tells(self, line: Line, order: int | None) -> bool:
        """Whether a sentence does, whose first word of order stands at `order`; asked of one after the other."""
        if not self._is_of_before(line, order) and not self._goes_on(line, order):
            return False
        self._last = line.index
        return True

    def _is_of_before(self, line: Line, order: int | None) -> bool:
        if line.index and _BEFORE_THEN.match(line.text):
            return True
        if order is not None and (_IN_WRITING.search(line.text[:order]) or _NOW.match(line.text[:order])):
            return True
        opening = line.start + (min(_OPENING, len(line.text)) if order is None else order)
        if _DIGIT.search(self._scene.text, line.start, opening) is None:
            return False
        return self._day is not None and another_day(self._scene, replace(line, end=opening), self._day)

    def _goes_on(self, line: Line, order: int | None) -> bool:
        if self._last != line.index - 1 or order is None or _AT_MEETING.search(line.text):
            return False
        said, last = self._speakers.get(line.index), self._speakers.get(self._last)
        same = said is None or (last is not None and self._name(said) == self._name(last))
        return same and (_CONTINUES.match(line.text) is not None or " cũng " in line.text[:order])

    def _name(self, said: Attribution) -> str:
        return self._scene.full_name(said.person.name)


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
    lead = LEAD_IN.match(line.text)
    task = read_task(scene, line, line.start + (lead.end() if lead else 0))
    if (
        task is None
        or not (lead or line.text[0].isupper())
        or TOLD.search(task.who)
        or _CHAIRS_MEETING.match(task.what)
        or " sẽ " in task.span.quote[: task.span.quote.find(task.what)]
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
    title = scene.title_of(said.person) or ""
    asks, asked = standing(title), standing(task.who)
    if _FORMER.match(title) or (asks is None and _HIGH.match(task.who)):
        return True
    return asks is not None and asked is not None and asks < asked
