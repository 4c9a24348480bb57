"""Who took part in the meeting."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from facts.attribution import SAYS
from facts.card.chairs import linked, persons_in
from facts.card.event import MEETING, Event
from facts.card.meets import find_met
from facts.card.rolls import WHEN_AT_END, listed
from facts.card.scene import LEAD, Line, Scene, extent
from facts.tokens import UPPER
from facts.types import Value

_MOST = 40
_SHORT_LOOK = 24
_LONGEST_SUBJECT = 400
"""Characters."""
_HELD = re.compile(
    r"(?<!\w)(?:(?<![Bb]an )(?<!các )tổ chức|khai mạc|chủ trì|diễn ra|được|bị|bầu|sẽ|sau khi|trước khi|khi|tặng|trao|chụp ảnh|bắt tay|chào đón)(?!\w)",
    re.IGNORECASE,
)
_ATTEND = re.compile(
    rf"(?:^|[,.;:] |cùng |[Đđ]ại biểu |[Tt]hành phần )(?:đến |tới |về |cùng |và )*(?:(?:tham )?dự|tham gia|có mặt|cùng đi)"
    rf"(?: (?:và chỉ đạo|và phát biểu chỉ đạo|chỉ đạo|buổi|chương trình))?"
    rf"(?P<what> (?:{MEETING}|buổi lễ|lễ|sự kiện|cuộc họp|họp|phiên|đoàn|đối thoại|buổi|cuộc|tại|ở)(?:(?! (?:đã|được|sẽ|để|nhằm|cho|là)(?!\w))[^.,;:]){{0,80}}?)?(?P<comma>,)?"
    rf"(?P<beside> với [^,.;:]{{3,40}}?)? (?:còn |cũng )?(?:có(?! (?:thể|mục|nội dung|chủ đề|ý nghĩa|quyền|cơ hội|tới|đến|thời gian|nhiệm vụ|dịp|trách nhiệm)(?!\w))|gồm|gồm có)(?: sự tham dự của)?(?:[ :]|, )",
    re.IGNORECASE,
)
_ON_THE_SIDE_OF = re.compile(
    r"(?:^|[.;,] )(?:về phía [^,.:;]{3,90}?,?|(?:tại|ở) (?:điểm|đầu) cầu [^,.:;]{3,60}?,?) (?:còn |cũng )?có(?: sự (?:tham dự|có mặt) của)?:? (?=đồng chí |ông |bà |các |lãnh đạo |đại diện |(?-i:["
    rf"{UPPER}]))",
    re.IGNORECASE,
)
# The label of a list in minutes: "- Đại biểu: …", "Thành phần tham dự: …".
_LABELLED = re.compile(
    r"(?:^|[.;] )(?:[-–•+*] |[a-zđ]\) |\d{1,2}\. )?(?:Thành phần(?: tham dự| dự họp)?|Đại biểu(?: tham dự| dự họp)?|Khách mời"
    r"|Tham dự|Cùng dự|Dự họp|Cùng tham dự)(?: gồm| có)?:[ ]"
)
# "Bốn cựu giám đốc dự cuộc họp gồm A, B", "15 lãnh đạo đã dự họp hôm qua, bao gồm A", "Tổ đại biểu gồm A; B"; "Buổi
# họp còn có A".
_NAMELY = re.compile(
    rf"(?<!\w)(?:(?:tham )?dự (?:{MEETING}|họp)[^.;:]{{0,70}}?,? (?:bao gồm|gồm(?: có)?)"
    rf"|(?:Tổ đại biểu|Đoàn công tác|Đoàn giám sát|Đoàn kiểm tra|Đoàn khảo sát)[^.,;:]{{0,60}} gồm(?: có)?"
    rf"|(?:^|(?<=[.;] ))(?:Buổi |Cuộc )?{MEETING} (?:này )?(?:còn|dự kiến|còn dự kiến) có(?: sự (?:tham dự|có mặt) của)?"
    rf"|^(?:Buổi |Cuộc )?{MEETING} (?:này )?có(?= (?:lãnh đạo|đại diện|ông|bà|đồng chí) ))[ :]"
    rf"(?=ông |bà |đồng chí |các |lãnh đạo |đại diện |[{UPPER}])",
    re.IGNORECASE,
)
# "Đại hội vinh dự được đón các đồng chí …"
_WELCOMES = re.compile(
    rf"(?:{MEETING}|chương trình) (?:đã |cũng )?(?:vinh dự |vui mừng |hân hạnh )+(?:được )?đón(?: tiếp| chào| nhận)?"
    r"(?: sự (?:tham dự|có mặt) của)?[ ]",
    re.IGNORECASE,
)
_ATTENDS = re.compile(
    rf"[\s,…]*(?:đã |cùng |cũng |sẽ |đang |vừa |đến |tới |về |và chỉ đạo )*(?:tham dự|dự|có mặt)"
    rf"(?=[ ]?[.,]|$| và (?:dự kiến|sẽ|có|đã)(?!\w)| (?:và |chỉ đạo |cùng |đông đủ |đầy đủ |khai mạc |phiên |một |các )*(?:{MEETING}|lễ|buổi|tại|phát biểu|với tư cách))",
    re.IGNORECASE,
)
# "Cùng ngày, …", "Sáng 5/3, …" in front of those who attend.
_LEAD_IN = re.compile(
    r"(?:(?:Tiếp )?[Ss]au đó|Cùng ngày|Trước đó|Cùng thời gian|Tại đây|(?:Sáng|Chiều|Tối|Trưa|Ngày)(?: nay| qua| cùng ngày)?"
    r"(?: \(?\d{1,2}[-/]\d{1,2}(?:[-/]\d{4})?\)?)?), (?:tại [^,()]{3,60}(?: ?\([^()]{2,40}\))?, )?"
    r"|(?:Tiếp theo|Tiếp tục|Trong khuôn khổ|Nhân|Thực hiện|Theo lời mời của|Nhận lời mời của) [^,]{3,120}, "
    r"(?:(?:sáng|chiều|tối|trưa|ngày) (?:ngày )?\d{1,2}[-/]\d{1,2}(?:[-/]\d{4})?, )?"
)
# Before "dự" more is told than who: "ông A rời Hà Nội đến Huế để dự …", "bà B đã mời các giám đốc dự …".
_DOES_MORE = re.compile(
    r"(?<!\w)(?:để|rời|tập trung|đổ về|bay|lên đường|(?:đến|tới|sang)(?! từ)|tiếp xúc|dự kiến|thực hiện|trong khuôn khổ|nhằm|gặp"
    r"|thừa [uủ][ỷy] quyền)(?!\w)"
)
_INVITES = re.compile(r"(?<!\w)mời(?!\w)")
_IN_PICTURE = re.compile(r", (?:ngoài cùng|thứ \w+|hàng \w+|đứng|ngồi|bên) [^,]*$")
_WITH = re.compile(
    r"(?<!cần )(?<!phải )(?<!nên )(?:với|có) sự (?:tham dự|tham gia|góp mặt|hiện diện|có mặt|chứng kiến)(?:,? (?:và )?(?:chỉ đạo|chủ trì))?"
    r"(?: đông đảo| đầy đủ)? (?:của |(?!của |\w+ \w+ của |[\w ]{2,16} cực ))",
    re.IGNORECASE,
)
_OF_A_SHOW = re.compile(
    r"(?<!\w)(?:chương trình|đêm nhạc|đêm diễn|hoạt động|phần lễ|lễ hội|cuộc thi|giải|chiến dịch|dự án|bộ phim|phim|diễn tập|tập trận|vở|show"
    r"|liveshow|triển lãm|đoàn phim)(?!\w)[^,.;]{0,60}$",
    re.IGNORECASE,
)
_OF_A_MEETING = re.compile(
    rf"(?<!\w)(?:{MEETING}|tiếp xúc cử tri|sự kiện|tuần lễ|lễ|buổi|phiên|ngày hội|mít tinh)(?!\w)|^[{UPPER}]{{3,}}(?: \d{{4}})?(?: còn)? ?$",
    re.IGNORECASE,
)
# "dự hội nghị X, Thủ tướng Y nhấn mạnh"
_HAVING_COME = re.compile(
    rf"(?:^|, )(?:cùng |đến |tới |về )*(?:(?:tham )?dự|có mặt tại)(?: và (?:phát biểu|chỉ đạo)[^,]{{0,30}}?)? (?:buổi |cuộc )?(?:{MEETING}|hội nghi|lễ|chương trình)(?:(?! có )[^,;.:]){{0,90}},[ ]",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?:,| [-–])? (?:sẽ |đã )?(?:làm trưởng đoàn|dẫn đầu)(?!\w)")
_MANY = re.compile(
    r"(?:với|có|thu hút|trước|trước sự chứng kiến của)[ ](?P<who>(?:sự tham gia của )?(?:hơn |gần |khoảng |trên |đông đảo )?\d[\d./]*(?: trên \d+)?[ ](?:đại biểu|khách mời|chuyên gia"
    r"|nhà khoa học|doanh nghiệp|cử tri|cán bộ|học viên|phóng viên|cổ đông|đại diện|hội viên|cơ quan báo chí|quốc gia|nước"
    r"|nền kinh tế|đảng viên|thành viên|nhà báo|lãnh đạo|nguyên thủ|doanh nhân|thanh niên|giáo viên|học giả)"
    r"[^.,;:()\n]{0,60})",
    re.IGNORECASE,
)
_NOUN = re.compile(rf"(?<!\w){MEETING}(?!\w)", re.IGNORECASE)
_COME = re.compile(r" (?:đến |tới |về |đã |đã đến |sẽ )?(?:tham dự|tham gia|dự|có mặt)(?!\w)")
_LOOK_BACK = 140
_NOT_COMING = re.compile(
    r"(?<!\w)(?:đề nghị|muốn|chưa|không|bị|được|nhận|trúng|phải|đăng ký|bỏ|từ chối|cho rằng)(?!\w)"
)
# "Trưởng đoàn Việt Nam là Thượng tướng A"
_HEADS = re.compile(r"(?:^|[;.] )Trưởng đoàn [^,.;]{2,60} là (?:(?:ông|bà|đồng chí|tiến sĩ|giáo sư) )?$")
# "cuộc họp có mời đại diện Cục X và Ban Y tham dự"
_INVITED = re.compile(
    rf"{MEETING}[^.;:“\"]{{0,60}}? (?:có|đã|còn) mời (?P<who>[^.;:“\"]{{4,160}}?) (?:cùng |đến |tới )?(?:tham dự|dự|tham gia)(?!\w)",
    re.IGNORECASE,
)
_MANY_END = re.compile(r" (?:và(?= \d)|hoạt động|tham dự|tham gia|gồm|là|đã|dự|đại diện cho|trong đó)(?!\w)")
_STARTS = re.compile(
    r"(?:[Cc]ác|[Nn]hững|Nhiều|Thành viên|Rất đông|Rất nhiều|[Hh]àng trăm|Một số|hơn|gần|khoảng|trên|đông đảo|[Đđ]ồng chí|Ông|Bà|[Đđ]ại diện|[Ll]ãnh đạo|[Kk]hoảng|Hơn|Gần|Trên|Đông đảo|Toàn thể|[Bb]í thư"
    r"|[Cc]hủ tịch|[Pp]hó|[Tt]hủ tướng|[Tt]ổng [Bb]í thư|[Tt]hường trực|[Tt]rưởng|[Gg]iám đốc|[Đđ]ại biểu|[Bb]ộ trưởng"
    r"|[Tt]hứ trưởng|\d)(?!\w)"
)


_RANK_BEFORE = re.compile(
    r"(?<!\w)(?:(?:ông|bà|đồng chí) )?(?:(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý) )?(?:(?:PGS|GS|TS|ThS)[. ]{1,2}){0,3}$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:các |những |nhiều |một số |tất cả |toàn thể )*(?:đại biểu|người|ai|bên|của|và|đồng chí|thành viên|(?:nhà )?lãnh đạo|đơn vị|đối tượng|khách mời|quan chức)(?: khác| tham dự)?",
    re.IGNORECASE,
)
# "Hai cuộc gặp trước đó diễn ra năm 2007, với sự tham gia của …"
_OF_BEFORE = re.compile(
    r"^(?:Trước đó|Trước đây|Hồi|Năm ngoái|Tháng trước|Năm (?:19|20)\d\d)(?!\w)|(?:cuộc|kỳ|lần|phiên|hội nghị|buổi) [^,.;]{0,16}(?<!\w)trước(?: đó)?(?!\w)"
)
_VOTERS_COUNTED = re.compile(r"\w cử tri(?!\w)")
# "thu hút các chuyên gia trong và ngoài nước tham dự"
_DRAWN = re.compile(
    r"(?:thu hút|quy tụ)(?: sự tham gia của)?[ ](?P<who>(?:các|nhiều|hàng|đông đảo|hơn|gần|khoảng|trên|\d)[^.;:“”\"]{4,140}?)"
    r" (?:đến |tới |về )?(?:tham dự|tham gia|dự)(?!\w)"
)
_NEGATED = re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?: (?:thể|được|đến|cử \w+))*$")
# "không đề cập việc ông A tham dự", "bác tin ông A dự"
_NOT_TOLD = re.compile(
    r"(?<!\w)(?:(?:không|chưa|chẳng)(?: \w+){1,4} (?:việc|rằng|liệu|chuyện|tin)|phủ nhận|bác tin|(?:lên|có) kế hoạch|dự định|có thể|cân nhắc|không phải thành phần)(?!\w)",
    re.IGNORECASE,
)


def find_participants(scene: Scene, event: Event, holders: Sequence[Value] = ()) -> tuple[Value, ...]:
    """Those of whom the article says that they took part, one value for each person, body or province.

    Who held a meeting with others (`holders`) met them.
    """
    found: list[Value] = []
    for line in scene.lines:
        if line is not event.line and _OF_BEFORE.search(line.text):
            continue
        found.extend(_attending(scene, line))
        found.extend(_named(scene, line))
        for pattern in (_ATTEND, _WITH, _ON_THE_SIDE_OF, _WELCOMES, _LABELLED, _NAMELY):
            for match in pattern.finditer(line.text):
                if pattern is _ATTEND and match["comma"] and not match["what"]:
                    continue
                if pattern is not _WITH or _is_of_meeting(event, line, match):
                    found.extend(listed(scene, line.start + match.end(), line.end))
        if line is event.line or line.index == 0:
            found.extend(_counted(scene, line))
        elif _NOUN.search(line.text):
            found.extend(value for value in _counted(scene, line) if _COME.match(scene.text, value.span.end))
        if line.index < LEAD and (drawn := _DRAWN.search(line.text)):
            found.extend(listed(scene, line.start + drawn.start("who"), line.start + drawn.end("who")))
        if " mời " in line.text and (invited := _INVITED.search(line.text)):
            found.extend(listed(scene, line.start + invited.start("who"), line.start + invited.end("who")))
        found.extend(find_met(scene, event, line, holders))
        if len(found) > _MOST:
            break
    unique: list[Value] = []
    for value in found[: 2 * _MOST]:
        if _NOBODY.fullmatch(value.text) or '"' in value.text or scene.is_quoted(value.span.start):
            continue
        if value.text.lower().startswith("cử tri") and any(_VOTERS_COUNTED.search(other.text) for other in found):
            continue
        if not any(_same(value, other) for other in unique):
            unique.append(value)
    return tuple(unique)


def _is_of_meeting(event: Event, line: Line, match: re.Match[str]) -> bool:
    """Whether "với sự tham gia của" tells of the meeting, and not of a concert or a campaign that it is about."""
    before = line.text[: match.start()]
    named = event.end - line.start
    if line is event.line and 0 < named <= match.start() and not _OF_A_SHOW.search(before[named:]):
        return True  # the meeting's name may hold such a word: "họp báo công bố giải thưởng …"
    if _OF_A_SHOW.search(before):
        return False
    if "chứng kiến" in match.group():
        return True
    return line is event.line or _OF_A_MEETING.search(before if before else line.text) is not None


def _same(left: Value, right: Value) -> bool:
    overlaps = left.span.start < right.span.end and right.span.start < left.span.end
    return overlaps or f" {left.text.lower()} " in f" {right.text.lower()} "


def _attending(scene: Scene, line: Line) -> list[Value]:
    """ "A, title, B, title và các C dự kỳ họp"."""
    found: list[Value] = []
    for match in itertools.islice(_ATTENDS.finditer(line.text), _MOST):
        lead = _LEAD_IN.match(line.text)
        first = lead.end() if lead else 0
        end, before = line.start + match.start(), line.text[first : min(match.start(), first + _LONGEST_SUBJECT + 1)]
        plain = len(before) <= _LONGEST_SUBJECT and not SAYS.search(before) and not _HELD.search(before)
        if _NEGATED.search(before) or _NOT_TOLD.search(before):
            continue
        if plain and _DOES_MORE.search(before):
            found += _first_person(scene, line, line.start + first) if not _INVITES.search(before) else []
            continue
        if plain and _STARTS.match(before) and not _INVITES.search(before):
            tail = WHEN_AT_END.search(before) or _IN_PICTURE.search(before)
            found += listed(scene, line.start + first, line.start + first + tail.start() if tail else end)
            continue
        chain = persons_in(scene, line)
        last = next((i for i, person in enumerate(chain[:_MOST]) if extent(person)[1] == end), None)
        if last is None:
            continue
        first = last
        while first and linked(scene, chain[first - 1], chain[first]):
            first -= 1
        values = [scene.value(*extent(person)) for person in chain[first : last + 1]]
        found += [value for value in values if value is not None]
    return found


def _first_person(scene: Scene, line: Line, at: int) -> list[Value]:
    """The person with whom a clause begins."""
    first = next((extent(person) for person in persons_in(scene, line) if extent(person)[1] > at), None)
    opens = first is not None and scene.text[at : first[0]].strip().lower() in {"", "ông", "bà", "đồng chí"}
    value = scene.value(*first) if first is not None and opens else None
    return [value] if value is not None else []


def _named(scene: Scene, line: Line) -> list[Value]:
    """Persons who "dự hội nghị, … nói" or who lead a delegation."""
    comes_after = {line.start + match.end() for match in _HAVING_COME.finditer(line.text)}
    found: list[Value | None] = []
    for person in persons_in(scene, line):
        begin, end = extent(person)
        near = max(line.start, begin - _SHORT_LOOK)
        rank = _RANK_BEFORE.search(scene.text[near:begin])
        before = near + rank.start() if rank else begin
        if before in comes_after or _HEADS.search(scene.text[line.start : begin]) or _LEADS.match(scene.text, end):
            found.append(scene.value(begin, end))
    return [value for value in found if value is not None]


def _counted(scene: Scene, line: Line) -> list[Value]:
    """ "với 178 đại biểu chính thức"."""
    found: list[Value | None] = []
    for match in _MANY.finditer(line.text):
        start, end = line.start + match.start("who"), line.start + match.end("who")
        stop = _MANY_END.search(scene.text, start + 8, end)
        if _NOT_COMING.search(scene.text, start, stop.start() if stop else end):
            continue  # "có 11 nguyên thủ đề nghị gặp Tổng thống"
        found.append(scene.value(start, stop.start() if stop else end))
    return [value for value in found if value is not None]
