"""Who met whom: "A hội đàm với B", "làm việc với UBND tỉnh X", "buổi làm việc giữa A và B"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from facts.attribution import SAYS
from facts.card.chairs import persons_in
from facts.card.event import MEETING, Event
from facts.card.rolls import listed
from facts.card.scene import LEAD, Line, Scene, extent
from facts.tokens import UPPER
from facts.types import Value

_LOOK_BACK = 140
_LOOK_AHEAD = 60
"""Characters."""
_BETWEEN = re.compile(
    rf"(?:{MEETING}|gặp thượng đỉnh|gặp gỡ|hội kiến|hội nghị thượng đỉnh|họp báo chung)[^.,;:“”\"]{{0,60}} giữa (?:ông |bà )?$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?: \([^()\n]{1,20}\))?,? (?:và|với|cùng) (?:người đồng cấp (?:[^\W\d]+ ){0,3})?(?:ông |bà )?")
_MEETS = re.compile(
    r"(?: \([^()\n]{1,20}\))?,?(?: (?:hôm|ngày|sáng|chiều|tối) [^,.;]{2,20})?(?: (?:đã|vừa|cũng))*"
    r" (?:có (?:cuộc|buổi) (?:hội đàm|gặp|gặp gỡ|làm việc|họp|hội kiến)(?: [^\W\d]+){0,3}|hội đàm|hội kiến|gặp gỡ|họp báo chung)"
    r"(?: [^\W\d]+){0,2} (?:với|cùng) (?:người đồng cấp (?:[^\W\d]+ ){0,3})?(?:ông |bà )?"
    # "Thủ tướng A tiếp Đại sứ B", "A đã gặp B"
    r"|(?:,? (?:hôm|ngày|sáng|chiều|tối) [^,.;]{2,20},?)?(?: (?:đã|vừa|cũng))* (?:gặp|tiếp|hội kiến)(?: (?:riêng|song phương|xã giao))? (?:ông |bà )?"
)
# A picture: "A (trái) và B trong cuộc gặp tại Hà Nội hôm 5/3."
_PICTURED = re.compile(
    r"(?: \([^()\n]{1,20}\))?(?: bắt tay| nói chuyện| trò chuyện| chụp ảnh)? (?:tại|trong) (?:buổi |cuộc )?(?:hội đàm|gặp|hội nghị|họp|lễ ký|hội kiến|tiếp)"
    r"(?!\w)(?![^.\n]{0,80} (?:hồi|năm ngoái|tháng trước))[^.\n]{0,90}\.?$"
)
_OPEN = re.compile(
    r"(?<!\w)(?:sẽ|dự kiến|có thể|muốn|chuẩn bị|kế hoạch|trước thềm|khả năng|sắp|hủy|huỷ|đề nghị|mời)(?!\w)"
)
# "Tại cuộc hội đàm diễn ra sau đó, A và B đã thống nhất …"
_AT_THE_TALKS = re.compile(
    r"Tại (?:cuộc |buổi )?(?:hội đàm|gặp|gặp gỡ|hội kiến|tiếp xúc|làm việc|tiếp|đối thoại)(?: [^,.;:]{2,50})?, (?:ông |bà )?$"
)
# The other side of a meeting, behind its name: "làm việc với lãnh đạo tỉnh X", "cuộc họp giữa A với B".
_OTHER_SIDE = re.compile(
    r"(?:(?:buổi |cuộc )?(?:làm việc|đối thoại|gặp mặt|gặp gỡ|tiếp xúc|hội đàm|hội kiến|họp)|(?:buổi|cuộc) gặp|cuộc họp)"
    r"(?: (?:trực tuyến|trực tiếp|khẩn|kín|riêng|liên ngành|cử tri|đột xuất|đầu tiên|định kỳ|nhanh|song phương|lần thứ \w+))*(?: của (?P<own>[^,.;:]{3,60}?))? (?:với|giữa|cùng)[ ]",
    re.IGNORECASE,
)
_SIDE_END = re.compile(
    r" (?:về(?! hưu)|để|nhằm|liên quan|(?<!địa )bàn|thảo luận|rà soát|sáng|trưa|chiều|tối|hôm|ngày|tại|ở|vào|do|trong|khi|sau|trước|đã|vừa|sẽ"
    r"|diễn ra|được|theo|cho|là|bên lề|xung quanh|quanh|rằng|nói|hồi|tuần|tháng|đang|triển khai|đánh giá|kiểm tra|nghe|bởi|đặt|đóng|có(?! liên)"
    r"|cuối|(?<!chủ )(?<!nhà )(?<!hàng )đầu(?! tư)|giữa|như|còn|nên|nhân dịp|gồm|cũng|lấy ý kiến|góp ý|giải quyết|xem xét|tháo gỡ|xử lý|thống nhất|kéo dài)(?!\w)"
    rf"|[:“\"\n]|(?<!TP)\.| \((?=[a-zđ])|, (?={SAYS.pattern})|, (?=(?:đồng thời|trong|nhằm|tại|sau|trước|do|để|thẩm tra|nhưng)(?!\w))",
)
_SUBJECT = re.compile(
    rf"(?:^|, |\) |buổi |cuộc |(?i:sáng|chiều|tối|trưa|ngày|hôm) (?:nay|qua|ngày )?(?:\d[\d/-]* )?(?:, )?)(?P<who>(?:(?:[Ll]ãnh đạo|[Đđ]ại diện|[Đđ]oàn|[Tt]hường trực|[Tt]ổ công tác|[Đđ]oàn công tác)[ ]|(?:UBND|HĐND|Bộ(?! trưởng)|Sở|Ban) "
    rf"(?=[^,]*[{UPPER}]))[^,.;:“\"]{{2,80}}?)(?: (?:đã|vừa|cũng|có))*[ ]$"
)
_VOTERS = re.compile(
    r"(?:hội nghị |buổi |cuộc )?tiếp xúc (?P<who>cử tri[^,.;:“\"(\n]*?)"
    r"(?=[,.;:(]| (?:tại|ở|sáng|trưa|chiều|tối|hôm|ngày|trước|sau|của|về|để|ngay|vào|do|với)(?!\w))",
    re.IGNORECASE,
)
_AND_OTHERS = re.compile(r" (?:và|cùng|cùng với) [^,.;:]{3,90}$")
_GOING = re.compile(r"[ ,]*(?:(?:đã|vừa|cũng|có|trực tiếp|tổ chức|tiến hành)[ ]?)*$")
_CLAUSE = re.compile(r"^[^;:“”\"]*, (?:ông |bà |đồng chí )?$")
_LEAD_IN = re.compile(r"(?:(?:[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Nn]gày|[Hh]ôm)[^,]{0,30}, )?(?:[Tt]ại [^,]{3,60}, )?")
_WENT = re.compile(r"[ ,]*(?:cùng [^,.;:]{3,60} )?(?:(?:đã|vừa|cũng|trực tiếp|có|tiến hành|tiếp tục|lại)[ ])*")
_DAY_BEFORE = re.compile(
    r"^(?:,? (?:sáng|trưa|chiều|tối|hôm|ngày)(?: nay| qua| ngày)?(?: \(?\d{1,2}[-/]\d{1,2}(?:[-/]\d{4})?\)?)?)+(?=,)"
)
_NOBODY = re.compile(
    r"(?:báo chí|(?:các )?(?:phóng viên|nhà báo)|báo giới|PV|truyền thông|cơ quan báo chí|đơn vị này|[^\W\d]+ này)(?!\w).*|với .*|.* đưa tin",
    re.IGNORECASE,
)


def find_met(scene: Scene, event: Event, line: Line, holders: Sequence[Value] = ()) -> list[Value]:
    """Those of whom a sentence says that they met each other; `holders` are who held the meeting."""
    if line.index >= LEAD and line is not event.line:
        return []
    found = _both_sides(scene, event, line, holders) if line is event.line else []
    return found if _OPEN.search(line.text) else [*found, *_met(scene, line)]


def _met(scene: Scene, line: Line) -> list[Value]:
    """Two persons: "cuộc gặp thượng đỉnh giữa A và B", "A hội đàm với B", "Tại hội đàm, A và B …"."""
    for left, right in itertools.pairwise(persons_in(scene, line)):
        begin, end = extent(left)
        gap = scene.text[end : extent(right)[0]]
        before = scene.text[max(line.start, begin - _LOOK_BACK) : begin]
        between = (_BETWEEN.search(before) or _AT_THE_TALKS.fullmatch(before)) and _JOINED.fullmatch(gap)
        together = (
            _JOINED.fullmatch(gap) and begin == line.start and _PICTURED.match(scene.text, extent(right)[1], line.end)
        )
        if between or together or _MEETS.fullmatch(gap):
            return _values(scene, [(begin, end), extent(right)])
    return []


def _both_sides(scene: Scene, event: Event, line: Line, holders: Sequence[Value]) -> list[Value]:
    """Both sides of the article's meeting, bodies too: "Ngày 7/11, tỉnh X đối thoại với Công ty Y"."""
    side = _OTHER_SIDE.match(scene.text, event.start, line.end)
    if side is None:
        return _with_voters(scene, event, line)
    limit = _side_end(scene, line, side.end())
    if side.group().endswith("giữa "):
        other = scene.text.find(" với ", side.end(), limit)
        parts = [(side.end(), limit)] if other < 0 else [(side.end(), other), (other + len(" với "), limit)]
        found = [value for part in parts for value in listed(scene, *part) if not _NOBODY.fullmatch(value.text)]
        return found if len(found) > 1 else []
    found = [value for value in listed(scene, side.end(), limit) if not _NOBODY.fullmatch(value.text)]
    voters = any(value.text.lower().startswith("cử tri") for value in found)
    own = _own_side(scene, event, line, limit, titled=voters)
    if not own and side["own"] is not None:
        own = _values(scene, [side.span("own")])
    return [*(own or holders), *found] if found else []


def _with_voters(scene: Scene, event: Event, line: Line) -> list[Value]:
    """ "Tiếp xúc cử tri quận X chiều 17/10, Tổng bí thư A cho biết": the voters, if it is said which, and who met them."""
    voters = _VOTERS.match(scene.text, event.start, line.end)
    if voters is None:
        return []
    start, end = voters.span("who")
    comma = scene.text.find(",", end, line.end)
    named = re.search(f"[{UPPER}]", voters["who"]) is not None
    own = _own_side(scene, event, line, comma if comma > 0 else line.end, titled=True)
    return [*own, *(_values(scene, [(start, end)]) if named else [])]


def _own_side(scene: Scene, event: Event, line: Line, limit: int, *, titled: bool = False) -> list[Value]:
    """Who met the other side: the subject in front of the meeting, or the one who opens the clause behind it.

    With `titled`, only who holds an office: at a meeting with voters these speak too.
    """
    lead = _LEAD_IN.match(line.text)
    first = line.start + (lead.end() if lead else 0)
    opens = next(iter(persons_in(scene, line)), None)
    if opens and extent(opens)[0] == first and extent(opens)[1] < event.start <= first + _LOOK_BACK:
        others = scene.text[extent(opens)[1] : event.start]
        if _AND_OTHERS.match(others) and SAYS.search(others) is None:
            return listed(scene, first, first + len(_GOING.sub("", scene.text[first : event.start])))
    for person in persons_in(scene, line):
        if titled and person.title is None:
            continue
        begin, end = extent(person)
        if end <= event.start and _WENT.fullmatch(scene.text[end : event.start]):
            return _values(scene, [(begin, end)])
        if begin >= limit and _opens_clause(scene, limit, begin):
            return _values(scene, [(begin, end)])
        if begin >= limit and _DAY_BEFORE.sub("", scene.text[limit:begin]).strip(" ,") in {"", "ông", "bà", "đồng chí"}:
            return _values(scene, [(begin, end)])
    subject = _SUBJECT.search(scene.text[line.start : event.start])
    if subject and (SAYS.search(subject["who"]) or subject["who"].endswith(" tổ chức")):
        return []
    return _values(scene, [(line.start + subject.start("who"), line.start + subject.end("who"))] if subject else [])


def _opens_clause(scene: Scene, limit: int, begin: int) -> bool:
    """Whether a person opens the clause behind what the meeting was for: "… để gỡ vướng mắc, Bí thư A yêu cầu"."""
    between = scene.text[limit:begin]
    return _CLAUSE.search(between) is not None and SAYS.search(between) is None


def _side_end(scene: Scene, line: Line, start: int) -> int:
    """Where the other side ends: at the next verb, or at the comma before the person who then speaks."""
    stop = _SIDE_END.search(scene.text, start, line.end)
    limit = stop.start() if stop else line.end
    for person in persons_in(scene, line):
        begin, end = extent(person)
        comma = scene.text.rfind(",", start, begin)
        if start < begin < limit and comma > 0 and scene.text[comma:begin].strip(" ,") in {"", "ông", "bà", "đồng chí"}:
            following = scene.text[end : min(line.end, end + _LOOK_AHEAD)]
            if SAYS.search(following) or scene.text[end : end + 1] == ",":
                return comma
    return limit


def _values(scene: Scene, spans: list[tuple[int, int]]) -> list[Value]:
    return [value for span in spans if (value := scene.value(*span)) is not None]
