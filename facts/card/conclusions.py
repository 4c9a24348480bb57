"""What the meeting concluded: what was said in closing, and what was decided."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from facts.card.chairs import another_day, day_told, persons_in
from facts.card.event import MEETING
from facts.card.lists import Entry, announces_list, entries
from facts.card.points import point_of
from facts.card.scene import LEAD, Line, Scene, extent
from facts.card.standing import standing
from facts.card.turns import Attribution
from facts.tokens import UPPER
from facts.types import Value, When

_CLOSES = re.compile(
    rf"(?:^|[,;] |phát biểu |[Ss]au khi )(?:kết luận|bế mạc|kết thúc) (?:tại )?(?:{MEETING}|cuộc họp|buổi|phiên|chỉ đạo)"
    rf"[^,.:;]{{0,60}},"
    r"|(?:^|(?<=[,;] )|phát biểu )kết luận(?: tại)?(?: hội nghị| cuộc họp| phiên họp| buổi [\w ]{2,14})?,",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(r",? (?:đã )?(?:phát biểu )?kết luận(?! (?:thanh tra|điều tra|số|của))(?=[ ,.:]|$)")
_WHO = (
    rf"(?:(?:các|100%|\d+/\d+) đại biểu|(?:đại diện |lãnh đạo )?các (?:tỉnh|địa phương|đơn vị|sở|ngành|cơ quan)|(?:tập thể|toàn thể|\d+%) [^,.;:]{{3,40}}?"
    rf"|(?-i:(?:UBND|HĐND) [{UPPER}]\w*(?: [{UPPER}]\w*){{0,3}})|(?-i:(?:[Đđ]ại diện|[Ll]ãnh đạo) (?:hai |ba )?[{UPPER}][\w -]{{1,50}} (?:và|với) [{UPPER}][\w -]{{1,40}}?)"
    rf"|UBTVQH|Đoàn đại biểu|Đảng uỷ|Đảng ủy|Tỉnh uỷ|Tỉnh ủy|Thành uỷ|Thành ủy|{MEETING}|Quốc hội|HĐND|Hội đồng [^,.]{{2,30}}?|Ban Chấp hành|Ban Thường vụ|UBND"
    rf"|U[ỷỶ] ban Kiểm tra|Ủy ban Kiểm tra|Bộ Chính trị|Ban Bí thư|Trung ương|Chính phủ|hai bên|các bên|hai nước|các nước"
    rf"|hai nhà lãnh đạo|các nhà lãnh đạo|lãnh đạo hai nước|các cổ đông|các thành viên(?: Chính phủ| UBND| Hội đồng)?|(?:các|lãnh đạo các) (?:bộ trưởng|ngoại trưởng"
    rf"|quốc gia|nước|lãnh đạo|nguyên thủ|uỷ viên|ủy viên|trưởng đoàn|nền kinh tế|nghị sĩ)|hai (?:bộ trưởng|ngoại trưởng|thủ tướng|tổng thống)"
    rf"|Thượng viện|Hạ viện|UBKT|UBTVQH|Thường vụ Quốc hội|Thủ tướng(?: Chính phủ)?|Tổng thống|ĐHĐCĐ)"
)
_ITS = (
    r"(?: \([^()\n]{2,110}\))?(?:,? (?:hôm nay|hôm qua|(?:ngày|hôm) \d[\d/-]*),?)?(?: (?:đảng bộ|BCH|Ban Chấp hành|Đảng|cũng|ASEAN|EU|APEC|G7|G20|Quốc phòng|Ngoại giao|thứ|bất thường|thường kỳ|HĐND|tỉnh|TP|thành phố|huyện|khóa|khoá|lần|Thành|Tỉnh|Trung ương|tham dự|có mặt|đại biểu|này)"
    r"(?:(?! (?:sẽ|do|được|bị|để|sau|đề nghị|yêu cầu|giao|kiến nghị|công bố|thông báo|ban hành|tổ chức|triển khai|thực hiện|ra|có|ký|nhận)(?!\w))[^,.:;]){0,50}?)?"
)
_VERB = (
    r"(?:thống nhất|nhất trí|(?:không |chưa )?thông qua(?! (?:cầu nối|kênh|con đường|trung gian|thương lượng|(?:các )?(?:kênh|hình thức|hoạt động|cơ chế|biện pháp|đối thoại|đàm phán)))|không tán thành|miễn nhiệm|bãi nhiệm|quyết định(?! (?:của|số|này|trên|bổ nhiệm cán bộ))|quyết nghị|(?:tín nhiệm |tiến hành |bỏ phiếu )?bầu(?! cử)|biểu quyết|kết luận(?! (?:của|số|thanh tra|điều tra|kiểm tra|xác minh))|đi đến thống nhất|hiệp thương(?! lần)"
    r"|xem xét(?:, | và | (?=thi hành))(?:biểu quyết |bỏ phiếu )?(?:thông qua|thống nhất|thi hành|quyết định|kết luận)|thi hành kỷ luật|phê duyệt|đồng ý|chấp thuận|ra (?:tuyên bố|nghị quyết)|nhất loạt"
    r"|tán thành|phê chuẩn|ký(?= \d| kết| biên bản| thỏa| thoả| bản)|khẳng định(?= [^.;]{0,40}nhất trí))"
)
_DECIDES = re.compile(
    rf"(?:^[“\"]?(?:Có )?|[,;] |(?<!\w)(?:xác nhận|cho biết|cho hay)(?: rằng)? )(?:(?:Tại|Kết thúc) [^,]{{3,80}}, )?{_WHO}{_ITS}"
    rf"(?: (?:đã|cũng|đều|cùng|chính thức|cơ bản|tiếp tục|đã cùng))*"
    rf"(?: (?:nghe|thảo luận|xem xét|cho ý kiến|tiến hành|bàn)[^.;:]{{2,90}}?,| tổ chức (?:kỳ họp|phiên họp|hội nghị|đại hội)(?:(?! (?:giới thiệu|để|nhằm|chuẩn bị|về) )[^,.;:]){{0,40}}?(?= (?:bầu|thông qua|miễn nhiệm)(?!\w))| bày tỏ [^.;:]{{2,120}}? và)?[ ](?P<verb>{_VERB})(?!\w)",
    re.IGNORECASE,
)
# "kết thúc với ba văn kiện được thông qua"
_PASSED = re.compile(
    r"(?:với|,) (?P<what>(?:(?:\d+|hai|ba|bốn|năm|nhiều|các|một số) )?(?:văn kiện|nghị quyết|tuyên bố|thỏa thuận|thoả thuận|hiệp định"
    r"|báo cáo|biên bản|đề án)[^,.;:]{0,60} (?:đã )?được (?:thông qua|ký kết|nhất trí|phê chuẩn))(?!\w)"
)
_EARLIER = re.compile(
    r"(?:Như [^,.]{3,30} đã (?:đưa tin|thông tin|phản ánh)|Trước đó|Trước đây|Vừa qua|Mới đây|Năm ngoái|Tuần trước|Tháng trước|(?:Hồi )?(?:[Đđ]ầu|[Gg]iữa|[Cc]uối) (?:năm|tháng)|Hồi (?:tháng|đầu|cuối|giữa)|Năm (?:19|20)\d\d|Tháng \d{1,2}/(?:19|20)\d\d)(?!\w)"
)
_AGREES = re.compile(
    r"(?:(?:Về )?[Cc]ơ bản |Hội nghị |Chủ tịch UBND \w+ )?(?P<verb>(?:[Tt]hống nhất|[Nn]hất trí|[Đđ]ồng ý|[Đđ]ánh giá cao|[Gg]hi nhận"
    r"|[Bb]iểu dương|[Kk]hông đồng ý|[Mm]ục tiêu [^.;:]{3,80}? là)(?!\w))"
)
_TODAY = re.compile(r"(?i)(?:hôm|sáng|chiều) nay|(?:tại|kết thúc) (?:hội nghị|kỳ họp|phiên họp|cuộc họp|đại hội|buổi)")
# "Hạ viện hồi tháng 5 đã thông qua …"
_BACK_THEN = re.compile(
    r"(?<!\w)(?:hồi (?:tháng|năm|đầu|cuối|giữa)|vừa qua|vừa rồi|(?:năm|tháng|tuần) (?:ngoái|trước))(?!\w)"
)
_OPENING = 70
_PAST = re.compile(r"\d{1,2}/(?:19|20)\d\d")
"""A full date beside the verb tells of an earlier decision."""
# "Phiên họp cũng kết luận …", "Một trong 5 kết luận của phiên họp nêu rõ: …": the meeting itself says it.
_MEETING_SAYS = re.compile(
    rf"(?:^|[,;] |\) )(?:{MEETING})(?: [^,.;:]{{2,60}}?)?(?: đã| cũng| tiếp tục)* (?P<verb>khẳng định|xác định|nêu rõ|đề ra|nhận định)(?!\w)"
    rf"|(?i:kết luận) của (?:{MEETING})(?: này)?(?: đã| cũng)? (?:nêu rõ|khẳng định|cho rằng|là)[:,]? (?P<what>\S)",
    re.IGNORECASE,
)
# Most sentences hold none of these words, which is found much quicker than that the whole pattern fails.
_SAYING = re.compile(r"khẳng định|xác định|nêu rõ|đề ra|nhận định|của")
_PASSING = re.compile(r"được|cử(?!\w)")
# "… được HĐND thông qua với 100% phiếu", "ông A được bầu làm Chủ tịch": what was passed, who was elected.
_ADOPTED = re.compile(
    r"(?P<what>(?<!\w)(?:[Nn]ghị quyết|[Đđ]ề án|[Tt]ờ trình|[Bb]áo cáo|[Ll]uật|[Dd]ự án [Ll]uật|[Tt]uyên bố|[Đđ]ạo luật|[Dd]ự luật|[Hh]iệp định) (?!,)[^.;:“”\"]{2,120}?"
    r"(?: đã| cũng)? được [^.;:,“”\"]{0,50}?(?:thông qua|tán thành|phê chuẩn)(?!\w)[^.;:]*)"
    rf"|(?<!mừng )(?<!việc )(?<!\w)(?P<who>(?:(?:[Cc]ác )?[Ôô]ng|[Bb]à|[Đđ]ồng chí|(?:Phó )?[Bb]í thư|(?:Phó )?[Cc]hủ tịch|(?:Phó )?[Gg]iám đốc) (?=[{UPPER}])[^.;:,“”\"]{{3,60}}"
    r"(?:(?:,[^,.;:]{3,80}){1,4},?(?=(?: đã| cũng)? (?:được|tái đắc cử|tái cử|đắc cử|trúng cử))|,[^,.;:]{3,80},| \([^()]{3,60}\)| [-–][^,.;:–-]{3,80}(?:[-–]|(?= (?:đã )?được )))?"
    r"(?: đã| cũng| tiếp tục)* (?:được [^.;:,“”\"]{0,50}?(?:bầu(?! cử)|tín nhiệm bầu|bầu bổ sung)|trúng cử|tái đắc cử|đắc cử|được tái cử|đều được tái cử)(?!\w)[^.;:]{0,160})"
)
# "Các ông bà được miễn nhiệm với tỷ lệ 100% đại biểu đồng ý"
_VOTED = re.compile(
    r"(?:^|(?:Kết quả|Theo đó|Cụ thể), )(?P<what>[^.;:“”\"]{3,110}? (?:được|trúng cử)(?!\w)[^.;:“”\"]{0,140}?(?:\d%|\d/\d+)[^.;:“”\"]{0,60}"
    r"(?:phiếu|đồng ý|nhất trí|tán thành|đại biểu)[^.;:]*)"
)
_BY_VOTES = re.compile(r"phiếu|%|t[ỷỉ] lệ|tuyệt đối|\d/\d|nhất trí cao")
_OF_A_CAREER = re.compile(
    r"(?<!\w)(?:sinh năm|từng|năm \d{4},|Năm \d{4}|[Tt]háng \d{1,2}/\d{4}|là một trong|trước khi)(?!\w)"
)
_NOT_YET = re.compile(
    r"(?<!\w)(?:sẽ|chưa|khi|sau khi|nếu|trước khi|để|dự kiến|từng|từ năm|năm ngoái|trước đó|trước đây|nhằm|ngay sau|vừa|cách đây|đoạn)(?!\w)",
    re.IGNORECASE,
)
# "đề nghị Bộ Chính trị, Ban Chấp hành Trung ương xem xét, thi hành kỷ luật": what others are asked to decide.
_ASKED_TO = re.compile(
    r"(?<!\w)(?:đề nghị|yêu cầu|kiến nghị|đề xuất|(?<!qu[yi] )trình|mong) (?:(?! đã )[^.;:“”\"]){2,70}$", re.IGNORECASE
)
# "người giữ chức vụ do Quốc hội, HĐND bầu": what is told of somebody else.
_ACTED_ON = re.compile(r"(?<!\w)(?:do|được|bị) [^,;.]{2,40}$")
_OPEN = re.compile(
    r"(?i)(?:(?:sẽ|dự kiến|xem xét,?|để|trình|chưa)[^,.]{0,40}|được[ ]|bị[ ]|(?:\d+|hai|ba|nhiều) lần[ ])$"
)
_SIGNED_THEN = re.compile(r"ký [^,;]*(?<!trong)(?<!hết)(?<!cuối)(?<!đầu) năm (?:19|20)\d\d$")
# "Đồng thời, thống nhất danh sách …", behind a decision: the same decide more.
_DECIDES_MORE = re.compile(
    r"(?:Đồng thời|Ngoài ra|Bên cạnh đó|Cùng với đó),? (?:cũng |đã )*(?P<verb>thống nhất|nhất trí|thông qua|biểu quyết|quyết nghị|quyết định)(?!\w)"
)
# What the government decides every day is of the meeting only where that is named.
_EVERY_DAY = re.compile(r"(?i)(?:^|[,;] )(?:Thủ tướng|Chính phủ)[^,;.]{0,30}? (?:phê chuẩn|phê duyệt|quyết định)$")
# "Chủ tịch UBND thành phố đồng ý chủ trương lập quỹ": who leads agrees to what was put to the meeting.
_GRANTS = re.compile(
    r",?(?: đã| cũng| cơ bản| hoàn toàn)* (?P<verb>đồng ý|nhất trí|thống nhất|chấp thuận)(?= (?:với|chủ trương|phương án|đề xuất|cho|giao|hình thức|việc|bố trí|ứng|hỗ trợ|bổ sung|tạm dừng|gia hạn|kéo dài)(?!\w))"
)
_GRANTING = re.compile(r"đồng ý|nhất trí|thống nhất|chấp thuận")
_OPENS_CLAUSE = re.compile(r"(?:^|[,;“”\"] ?)(?:(?:ông|bà|đồng chí) )?$", re.IGNORECASE)
_LEADING = 4
"""The least standing, of a province, at which whoever agrees decides."""
_SHORTEST = 6
_MEETING = re.compile(rf"(?<!\w){MEETING}(?!\w)", re.IGNORECASE)
_BODY = re.compile(r"(?<!\w)(?:Quốc hội|HĐND|Hội đồng nhân dân|[Cc]ác đại biểu|[Đđ]ại biểu (?:tán thành|đồng ý))(?!\w)")
_BOTH = re.compile(r" và (?:người đồng cấp (?:[^\W\d]+ ){0,3})?(?:ông |bà |đồng chí )?")
_AGREE = re.compile(r"(?: cũng| đã| cùng| đều)* (?P<verb>nhất trí|thống nhất|tái khẳng định|cam kết)(?!\w)")


def closes(text: str) -> bool:
    """Whether a sentence begins what is said in closing: "Kết luận hội nghị, …"."""
    return _CLOSES.search(text) is not None


def find_conclusions(scene: Scene, attributions: Sequence[Attribution], when: When | None = None) -> tuple[Value, ...]:
    """What was said in closing, and what the meeting decided, in order."""
    by_line: dict[int, Attribution] = {said.line.index: said for said in attributions if not said.quoted}
    listed = {entry.line.index: entry for entry in entries(scene)}
    found: list[Value] = []
    when = day_told(scene, when)
    earlier = decided = -2
    for line in scene.lines:
        said = by_line.get(line.index)
        value: Value | None = None
        if _EARLIER.match(line.text):
            earlier = line.index if _MEETING.search(line.text) else earlier
            continue
        if earlier == line.index - 1 and not _TODAY.search(line.text):
            continue  # what that meeting decided
        if said is not None and (closes(line.text) or _CONCLUDES.match(scene.text, said.after)):
            value = point_of(scene, said)
        match = _DECIDES.search(line.text) if value is None else None
        if match and (_ACTED_ON.search(told_before := line.text[: match.start()]) or _ASKED_TO.search(told_before)):
            match = None
        verb = match.start("verb") if match else 0
        told = replace(line, end=line.start + verb)
        if match and (
            _PAST.search(line.text[max(0, verb - 80) : verb + 40]) or (when and another_day(scene, told, when))
        ):
            match = None
        if match and _BACK_THEN.search(match.group()):
            match = None
        if match and _EVERY_DAY.search(line.text[match.start() : match.end("verb")]) and not _MEETING.search(line.text):
            match = None
        if match is None and value is None and decided == line.index - 1:
            match = _DECIDES_MORE.match(line.text)
        if match is not None and not _OPEN.search(line.text[: match.start("verb")]):
            value = _to_end(scene, line, line.start + match.start("verb"))
        if value is not None and _SIGNED_THEN.match(value.text):
            value = None
        if value is None and (passed := _PASSED.search(line.text)) and _MEETING.search(line.text):
            value = scene.value(line.start + passed.start("what"), line.end)
        if value is None:
            value = _adopted(scene, line) or _granted(scene, line, when)
        if value is None and line.index in listed:
            value = _listed(scene, listed[line.index])
        if value is not None and len(value.text.split()) >= _SHORTEST and not announces_list(value.text):
            found.append(value)
            decided = line.index
    return tuple(found)


def _to_end(scene: Scene, line: Line, start: int) -> Value | None:
    """From here to the end of the sentence, or of the quotation in which it stands."""
    if not scene.is_quoted(start):
        return scene.value(start, line.end)
    closing = re.compile('[”"]').search(scene.text, start, line.end)
    return scene.value(start, closing.start() if closing else line.end)


def _granted(scene: Scene, line: Line, when: When | None) -> Value | None:
    """To what somebody agrees who leads a province or stands above it."""
    for person in persons_in(scene, line) if _GRANTING.search(line.text) else ():
        begin, end = extent(person)
        grants = _GRANTS.match(scene.text, end, line.end)
        if grants is None or scene.is_quoted(begin) or (standing(scene.title_of(person) or "") or 0) < _LEADING:
            continue
        before = replace(line, end=begin)
        if _OPENS_CLAUSE.search(scene.text[line.start : begin]) and not (when and another_day(scene, before, when)):
            return _to_end(scene, line, grants.start("verb"))
    return None


def _adopted(scene: Scene, line: Line) -> Value | None:
    """What a sentence that names the meeting says to be passed, elected or stated by it; two persons who agree."""
    if scene.is_quoted(line.start + 1):
        return None
    if (
        _SAYING.search(line.text)
        and (says := _MEETING_SAYS.search(line.text))
        and not _NOT_YET.search(line.text[: says.end()])
    ):
        return scene.value(line.start + says.start("verb" if says["verb"] else "what"), line.end)
    passed = _PASSING.search(line.text) is not None
    if (
        passed
        and (voted := _VOTED.search(line.text))
        and not (_NOT_YET.search(voted.group()) or _PAST.search(voted.group()))
    ):
        return scene.value(line.start + voted.start("what"), line.end)
    named = passed and (_MEETING.search(line.text) or _BODY.search(line.text))
    if _PAST.search(line.text[:_OPENING]):
        return None  # "Tại kỳ họp thứ 14 tháng 12/2014, ông A được bầu …"
    adopted = _ADOPTED.search(line.text) if named else None
    if passed and adopted is None and line.index < LEAD and not _OF_A_CAREER.search(line.text):
        adopted = _ADOPTED.search(line.text)
        adopted = adopted if adopted and adopted["who"] else None
    if adopted and adopted["what"] and not _BY_VOTES.search(adopted["what"]) and not _MEETING.search(line.text):
        adopted = None
    if adopted and not _NOT_YET.search(line.text[: adopted.end()]) and not _PAST.search(adopted.group()):
        return scene.value(*(line.start + at for at in adopted.span("what" if adopted["what"] else "who")))
    for left, right in itertools.pairwise(persons_in(scene, line)):
        agree = _AGREE.match(scene.text, extent(right)[1], line.end)
        if agree and _BOTH.fullmatch(scene.text[extent(left)[1] : extent(right)[0]]):
            return scene.value(agree.start("verb"), line.end)
    return None


def _listed(scene: Scene, entry: Entry) -> Value | None:
    """What a sentence of the concluding part decides: "Đồng ý chủ trương …", "Về cơ bản thống nhất với …"."""
    verb = _AGREES.match(scene.text, entry.start, entry.line.end)
    return scene.value(verb.start("verb"), entry.line.end) if verb else None
