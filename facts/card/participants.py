"""Who took part in the meeting."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from facts.attribution import SAYS
from facts.card.chairs import linked, persons_in
from facts.card.event import MEETING, Event
from facts.card.members import whole_names
from facts.card.scene import LEAD, Line, Scene, extent
from facts.names import PersonMention
from facts.spans import inside
from facts.titles import ORG_HEADS
from facts.tokens import UPPER, tokenize
from facts.types import Value

_MOST = 40
_LONGEST_VALUE = 200
_SHORT_LOOK = 24
_LONGEST_SUBJECT = 400
"""Characters."""
_HELD = re.compile(
    r"(?<!\w)(?:(?<![Bb]an )(?<!các )tổ chức|khai mạc|chủ trì|diễn ra|được|bị|bầu|sẽ|sau khi|trước khi|khi)(?!\w)",
    re.IGNORECASE,
)
_ATTEND = re.compile(
    rf"(?:^|[,.;:] |cùng |[Đđ]ại biểu |[Tt]hành phần )(?:đến |tới |về |cùng |và )*(?:(?:tham )?dự|tham gia|có mặt)"
    rf"(?: (?:và chỉ đạo|và phát biểu chỉ đạo|chỉ đạo|buổi|chương trình))?"
    rf"(?P<what> (?:{MEETING}|buổi lễ|lễ|sự kiện|cuộc họp|phiên|đoàn|tại)[^.,;:]{{0,80}}?)?(?P<comma>,)?"
    rf" (?:còn |cũng )?(?:có(?! thể)|gồm|gồm có)(?: sự tham dự của)?(?:[ :]|, )",
    re.IGNORECASE,
)
_ON_THE_SIDE_OF = re.compile(r"(?:^|[.;,] )[Vv]ề phía [^,.:;]{3,90}?,? có:? ", re.IGNORECASE)
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
    rf"|(?:^|(?<=[.;] ))(?:Buổi |Cuộc )?{MEETING} (?:này )?còn có(?: sự (?:tham dự|có mặt) của)?)[ :]"
    rf"(?=ông |bà |đồng chí |các |[{UPPER}])",
    re.IGNORECASE,
)
# "Đại hội vinh dự được đón các đồng chí …"
_WELCOMES = re.compile(
    rf"(?:{MEETING}|chương trình) (?:đã |cũng )?(?:vinh dự |vui mừng |hân hạnh )+(?:được )?đón(?: tiếp| chào| nhận)?"
    r"(?: sự (?:tham dự|có mặt) của)?[ ]",
    re.IGNORECASE,
)
_ATTENDS = re.compile(
    rf"[\s,]*(?:đã |cùng |cũng |sẽ |đang |vừa |đến |tới |về |và chỉ đạo )*(?:tham dự|dự|có mặt)"
    rf"(?=[ ]?[.,]|$| và (?:dự kiến|sẽ|có|đã)(?!\w)| (?:và |chỉ đạo |cùng |đông đủ |đầy đủ |khai mạc |phiên )*(?:{MEETING}|lễ|buổi|tại|phát biểu|với tư cách))",
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
_WHEN_AT_END = re.compile(
    r"(?:,? (?:sáng|trưa|chiều|tối|hôm|ngày)(?: nay| qua| mai)?(?: \d{1,2}[-/]\d{1,2}(?:[-/]\d{4})?)?)+$"
)
_IN_PICTURE = re.compile(r", (?:ngoài cùng|thứ \w+|hàng \w+|đứng|ngồi|bên) [^,]*$")
_WITH = re.compile(
    r"(?<!cần )(?<!phải )(?<!nên )(?:với|có) sự (?:tham dự|tham gia|góp mặt|hiện diện|có mặt|chứng kiến)(?:,? (?:và )?(?:chỉ đạo|chủ trì))?"
    r"(?: đông đảo| đầy đủ)? (?:của |(?!của |\w+ \w+ của |[\w ]{2,16} cực ))",
    re.IGNORECASE,
)
# "dự hội nghị X, Thủ tướng Y nhấn mạnh"
_HAVING_COME = re.compile(
    rf"(?:^|, )(?:(?:đến |tới |tham )*dự|có mặt tại)(?: và (?:phát biểu|chỉ đạo)[^,]{{0,30}}?)? (?:buổi |cuộc )?(?:{MEETING})[^,;.:]{{0,90}},[ ]",
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
_BETWEEN = re.compile(
    rf"(?:{MEETING}|gặp thượng đỉnh|gặp gỡ|hội kiến|hội nghị thượng đỉnh|họp báo chung)[^.,;:“”\"]{{0,60}} giữa (?:ông |bà )?$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?: \([^()\n]{1,20}\))?,? (?:và|với|cùng) (?:người đồng cấp (?:[^\W\d]+ ){0,3})?(?:ông |bà )?")
_MEETS = re.compile(
    r"(?: \([^()\n]{1,20}\))?,?(?: (?:hôm|ngày|sáng|chiều|tối) [^,.;]{2,20})?(?: (?:đã|vừa|cũng))*"
    r" (?:có (?:cuộc|buổi) (?:hội đàm|gặp|gặp gỡ|làm việc|họp|hội kiến)(?: [^\W\d]+){0,3}|hội đàm|hội kiến|gặp gỡ|họp báo chung)"
    r"(?: [^\W\d]+){0,2} (?:với|cùng) (?:người đồng cấp (?:[^\W\d]+ ){0,3})?(?:ông |bà )?"
)
_OPEN = re.compile(
    r"(?<!\w)(?:sẽ|dự kiến|có thể|muốn|chuẩn bị|kế hoạch|trước thềm|khả năng|sắp|hủy|huỷ|đề nghị|mời)(?!\w)"
)
_LOOK_BACK = 140
_MANY_END = re.compile(r" (?:và(?= \d)|tham dự|tham gia|gồm|là|đã|dự|đại diện cho|trong đó)(?!\w)")
_LIST_END = re.compile(
    rf"…(?!,)|, theo (?=[{UPPER}])|\.(?!\d|\.)|; (?=[a-zđ]+ (?:đã|được))|, lần lượt (?=là )| (?:là (?:những|các|(?:một|hai|ba|bốn|\d+) trong)|đại diện cho|dự(?! khuyết| án| toán| kiến| phòng| thảo| báo| trữ)|tham dự|cùng dự|cũng dự"
    r"|đã dự|đến dự|tham gia|nhằm|để|đã(?! cùng )|tại hội nghị|cho thấy|dẫn đầu|đang|cũng được|được tổ chức|sẽ được|tuy nhiên|trong đó|nhất là|chứ không"
    r"|cũng (?:có mặt|tham dự)|có mặt)(?!\w)"
)
_ITEM = (
    r"(?:các |những |nhiều |hầu hết |một số |đông đảo |hơn |gần |trên |khoảng |toàn thể )*(?:đồng chí|ông|bà|đại diện(?! cho)|lãnh đạo|nguyên(?! thủ)|đại biểu"
    r"|cán bộ|chuyên gia|nhà khoa học|thành viên|phó|bí thư|chủ tịch|trưởng|giám đốc|ủy viên|uỷ viên|thủ trưởng"
    r"|doanh nghiệp|nhà đầu tư|khách mời|hội viên|phóng viên|vị|cố vấn|trợ lý|quan chức|học giả|nhà báo|bộ trưởng|ngoại trưởng|đoàn viên|sinh viên|thủ tướng|thứ trưởng|đại sứ|phu nhân|tổng|giáo sư"
    rf"|nhân dân|cử tri|đoàn (?:công tác|cấp cao|đại biểu|doanh nghiệp)|(?<=các )(?:đơn vị|cơ quan|tổ chức|địa phương)|(?:quận|huyện|thị xã|ban|sở|bộ|cơ quan|tổ chức|thường trực|đoàn) [{UPPER}]|\d|[{UPPER}])"
)
_SPLIT = re.compile(
    rf"; ?|(?:,?(?: đã)? (?:và|cùng|cùng với|cùng toàn thể) |, )(?={_ITEM})|(?:,? (?:gồm|bao gồm|như))?: ?(?=[{UPPER}])"
)
_STARTS = re.compile(
    r"(?:[Cc]ác|[Nn]hững|Nhiều|Rất đông|Rất nhiều|[Hh]àng trăm|Một số|hơn|gần|khoảng|trên|đông đảo|[Đđ]ồng chí|Ông|Bà|[Đđ]ại diện|[Ll]ãnh đạo|[Kk]hoảng|Hơn|Gần|Trên|Đông đảo|Toàn thể|[Bb]í thư"
    r"|[Cc]hủ tịch|[Pp]hó|[Tt]hủ tướng|[Tt]ổng [Bb]í thư|[Tt]hường trực|[Tt]rưởng|[Gg]iám đốc|[Đđ]ại biểu|[Bb]ộ trưởng"
    r"|[Tt]hứ trưởng|\d)(?!\w)"
)
_TITLE_START = re.compile(
    r"(?:[Nn]guyên |[Pp]hó )?(?:[UuỦủ][ỷy] viên|[UuỶ]ỷ viên|Uỷ viên|uỷ viên|[Bb]í thư|[Cc]hủ tịch|[Pp]hó"
    r"|[Tt]rưởng|[Gg]iám đốc|[Cc]hủ nhiệm|[Tt]hứ trưởng"
    r"|[Bb]ộ trưởng|[Tt]hường trực|[Tt]hường vụ"
    r"|(?:Đảng|Tỉnh|Thành|Huyện|Quận|Thị) [uủ][ỷy] viên)"
)


_OPENS_PERSON = re.compile(r"(?:ông|bà|đồng chí) ")
_RANK_BEFORE = re.compile(
    r"(?<!\w)(?:(?:ông|bà|đồng chí) )?(?:(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý) )?(?:(?:PGS|GS|TS|ThS)[. ]{1,2}){0,3}$",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:đại biểu|(?:một số|nhiều|những|các)? ?(?:người|ai)(?: khác)?)", re.IGNORECASE)
# "thu hút các chuyên gia trong và ngoài nước tham dự"
_DRAWN = re.compile(
    r"(?:thu hút|quy tụ)(?: sự tham gia của)?[ ](?P<who>(?:các|nhiều|hàng|đông đảo|hơn|gần|khoảng|trên|\d)[^.;:“”\"]{4,140}?)"
    r" (?:đến |tới |về )?(?:tham dự|tham gia|dự)(?!\w)"
)
_INITIAL = re.compile(rf"(?<!\w)[{UPPER}]$")
_JOINS = re.compile(r"(?:(?:cùng(?: với)?|và) )?")
_NEGATED = re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?: (?:thể|được|đến|cử \w+))*$")
# "không đề cập việc ông A tham dự", "bác tin ông A dự"
_NOT_TOLD = re.compile(
    r"(?<!\w)(?:(?:không|chưa|chẳng)(?: \w+){1,4} (?:việc|rằng|liệu|chuyện|tin)|phủ nhận|bác tin|(?:lên|có) kế hoạch|dự định|có thể|cân nhắc)(?!\w)"
)
_KINDS = re.compile(r"(?:các|một số|của) (?:Bộ|Ban|Sở|Ngành|Cục|Vụ)$")
_KIND_NEXT = re.compile(r"(?:Ban|Bộ|Sở|Ngành|Cơ quan|Đoàn thể|Đơn vị|Hội)(?:,| (?=[a-zđ]))")
_OF_SEVERAL = re.compile(r"(?i)của (?:hai|ba|bốn|năm|\d+|các) (?:xã|phường|huyện|tỉnh|quận|thôn)(?! thành)")
_PAIRED = re.compile(
    r"(?:Đầu tư|Môi trường|Đào tạo|Công nghệ|Truyền thông|Phát triển [Nn]ông thôn|PTNT|Du lịch|Xã hội|Thể thao|đầu tư"
    r"|môi trường|đào tạo|công nghệ|truyền thông|phát triển nông thôn|du lịch|xã hội|thể thao)(?!\w)"
)


def find_participants(scene: Scene, event: Event) -> tuple[Value, ...]:
    """Those of whom the article says that they took part, one value for each person, body or province."""
    found: list[Value] = []
    for line in scene.lines:
        found.extend(_attending(scene, line))
        found.extend(_named(scene, line))
        for pattern in (_ATTEND, _WITH, _ON_THE_SIDE_OF, _WELCOMES, _LABELLED, _NAMELY):
            for match in pattern.finditer(line.text):
                if pattern is not _ATTEND or match["what"] or not match["comma"]:
                    found.extend(_items(scene, line.start + match.end(), line.end))
        if line is event.line or line.index == 0:
            found.extend(_counted(scene, line))
        elif _NOUN.search(line.text):
            found.extend(value for value in _counted(scene, line) if _COME.match(scene.text, value.span.end))
        if line.index < LEAD and (drawn := _DRAWN.search(line.text)):
            found.extend(_items(scene, line.start + drawn.start("who"), line.start + drawn.end("who")))
        if line.index < LEAD and not _OPEN.search(line.text):
            found.extend(_met(scene, line))
        if len(found) > _MOST:
            break
    unique: list[Value] = []
    for value in found[: 2 * _MOST]:
        if _NOBODY.fullmatch(value.text) or '"' in value.text:
            continue
        if not any(_same(value, other) for other in unique):
            unique.append(value)
    return tuple(unique)


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
            tail = _WHEN_AT_END.search(before) or _IN_PICTURE.search(before)
            found += _items(scene, line.start + first, line.start + first + tail.start() if tail else end)
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
        if before in comes_after or _LEADS.match(scene.text, end):
            found.append(scene.value(begin, end))
    return [value for value in found if value is not None]


def _counted(scene: Scene, line: Line) -> list[Value]:
    """ "với 178 đại biểu chính thức"."""
    found: list[Value | None] = []
    for match in _MANY.finditer(line.text):
        start, end = line.start + match.start("who"), line.start + match.end("who")
        stop = _MANY_END.search(scene.text, start + 8, end)
        found.append(scene.value(start, stop.start() if stop else end))
    return [value for value in found if value is not None]


def _met(scene: Scene, line: Line) -> list[Value]:
    """Those who met each other: "cuộc gặp thượng đỉnh giữa A và B", "A hội đàm với B"."""
    persons = persons_in(scene, line)
    for left, right in itertools.pairwise(persons):
        begin, end = extent(left)
        gap = scene.text[end : extent(right)[0]]
        between = _BETWEEN.search(scene.text[max(line.start, begin - _LOOK_BACK) : begin]) and _JOINED.fullmatch(gap)
        if between or _MEETS.fullmatch(gap):
            values = (scene.value(begin, end), scene.value(*extent(right)))
            return [value for value in values if value is not None]
    return []


def _items(scene: Scene, start: int, limit: int) -> list[Value]:
    """The list from here to its end, split where another participant begins."""
    end = _list_end(scene, start, limit)
    near = max(start, end - _LOOK_BACK)
    if tail := _WHEN_AT_END.search(scene.text[near:end]):
        end = near + tail.start()
    persons = inside(scene.persons, start, end)
    cuts = [(start, start)]
    semicolons = ";" in scene.text[start:end]
    for match in _SPLIT.finditer(scene.text, start, end):
        if any(extent(p)[0] < match.start() < extent(p)[1] for p in persons):
            continue  # a comma inside a person's title
        if _PAIRED.match(scene.text, match.end()) and scene.text[match.start()] in " ,":
            continue  # "Kế hoạch và Đầu tư"
        if _belongs_to_name(scene, persons, match.start(), match.end()):
            continue
        piece = scene.text[cuts[-1][1] : match.start()].strip()
        if piece.count("(") > piece.count(")"):
            continue  # "đại biểu 6 tỉnh (Nghệ An, Thanh Hóa …)"
        if _OF_SEVERAL.search(piece) and scene.text[match.start()] != ";":
            continue  # "150 cử tri của ba xã A, B và C"
        if _KINDS.search(piece) and _KIND_NEXT.match(scene.text, match.end()):
            continue  # "lãnh đạo các Bộ, Ban, ngành"
        if semicolons and scene.text[match.start()] == "," and _is_of_person(scene, persons, cuts[-1][1], match):
            continue  # "ông A, Phó Vụ trưởng Vụ 1A, Ủy ban Kiểm tra Trung ương; bà B"
        if " như " in piece and "cùng" not in match.group() and scene.text[match.start()] != ";":
            continue  # "nhiều tổ chức quốc tế như WB, WEF"
        if piece.endswith("học sinh") and scene.text.startswith("sinh viên", match.end()):
            continue
        if len(piece.split()) <= 2 and piece.islower():
            continue  # "bí thư, chủ tịch UBND 10 huyện"
        cuts.append((match.start(), match.end()))
    cuts.append((end, end))
    pieces = [(_behind_join(scene, begin), stop) for (_, begin), (stop, _) in itertools.pairwise(cuts)]
    pieces = [piece for i, piece in enumerate(pieces) if not _is_title_of_next(scene, persons, pieces, i)]
    return [value for value in whole_names(scene, pieces) if 1 < len(value.text) < _LONGEST_VALUE]


def _is_title_of_next(
    scene: Scene, persons: list[PersonMention], pieces: Sequence[tuple[int, int]], index: int
) -> bool:
    """Whether a piece is an office of the person named next: "Thứ trưởng Bộ Y tế, Trưởng đoàn Việt Nam, ông A"."""
    start, end = pieces[index]
    if inside(persons, start, end) or not _TITLE_START.match(scene.text, start):
        return False
    later = next((i for i in range(index + 1, len(pieces)) if inside(persons, *pieces[i])), None)
    if (
        later is None
        or ";" in scene.text[end : pieces[later][0]]
        or not _OPENS_PERSON.match(scene.text, pieces[later][0])
    ):
        return False
    return all(_TITLE_START.match(scene.text, pieces[i][0]) for i in range(index + 1, later))


def _is_of_person(scene: Scene, persons: list[PersonMention], begin: int, cut: re.Match[str]) -> bool:
    """Whether a comma parts a person from the body of his office: one stands before it, and a body behind it."""
    following = scene.text[cut.end() : cut.end() + _SHORT_LOOK]
    tokens = tokenize(following)
    return bool(tokens) and bool(inside(persons, begin, cut.start())) and ORG_HEADS.match(following, tokens, 0) > 0


def _list_end(scene: Scene, start: int, limit: int) -> int:
    at = start
    while match := _LIST_END.search(scene.text, at, limit):
        # "TP. HCM" holds a stop, and a person's name may hold the word "Dự".
        if (match.group() == "." and scene.text[match.start() - 2 : match.start()] in {"TP", "TX", "TS", "GS"}) or (
            match.group() == "." and _INITIAL.search(scene.text, max(start, match.start() - 2), match.start())
        ):
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
    if ";" in scene.text[extent(before[-1])[1] : cut]:
        return False  # others stand between
    following = [person for person in persons if person.start >= after]
    # A title in front of the next person is that person's.
    return not (following and extent(following[0])[0] <= after)


def _behind_join(scene: Scene, begin: int) -> int:
    """Where an item begins behind "; cùng" or "; và"."""
    join = _JOINS.match(scene.text, begin)
    return join.end() if join else begin
