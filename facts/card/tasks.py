"""Who was told to do what, and by when."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from facts.card.conclusions import closes
from facts.card.lists import Entry, announces_list, entries
from facts.card.scene import Line, Scene
from facts.card.standing import standing
from facts.card.turns import Attribution
from facts.spans import inside
from facts.tokens import UPPER
from facts.types import Assignment, Person

_ORDERS = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|(?<!ngoại )(?<!bàn )(?<!chuyển )giao(?! ban)(?: nhiệm vụ cho| cho)?"
    # "tiếp tục lãnh đạo, chỉ đạo các cơ quan …": what those shall do who are asked
    r"|(?<!lãnh đạo, )(?<!lãnh đạo và )(?<!tăng cường )(?<!tập trung )(?<!tiếp tục )chỉ đạo"
    r"|phân công|lưu ý|nhắc nhở|(?<![^\n.] )Giao(?: nhiệm vụ cho| cho)?|(?<![^\n.] )Yêu cầu)[ ](?!của|này|trên|đó|về"
    r"|tại|sự|một số nội dung)"
)
_WHO = (
    r"(?:(?:[Tt]ất cả |[Tt]oàn thể )?(?:[Cc]ác|[Nn]hững|[Tt]ừng|[Mm]ỗi)[ ]|(?:\d{1,3}|hai|ba|bốn)[ ])?"
    r"(?:[Bb]an |[Bb]ộ(?:[ ,])|[Ss]ở(?:[ ,])|[Cc]ục |[Vv]ụ |[Pp]hòng |[Vv]iện |[Vv]ăn phòng |UBND|HĐND"
    r"|[UuỦ][ỷyủ] ban|uỷ ban|ủy ban|[Hh]ội (?!nghị|thảo)|[Tt]ỉnh"
    r"|TP|[Tt]hành phố|[Tt]hành(?! lập| công| tích| viên)|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Đđ]ịa phương|[Đđ]ơn vị|[Cc]ơ quan|[Nn]gành"
    r"|[Cc]ấp(?! thiết| dưới| bách)|[Đđ]ảng|[Mm]ặt trận"
    r"|MTTQ|BCSĐ|UBKT|BTV |BCH |[Cc]ông an|[Cc]hính phủ|Thanh tra|[Cc]hi cục|[Tt]ổng cục|[Tt]rung tâm|[Cc]ông ty|[Tt]ập đoàn"
    r"|[Nn]gân hàng|[Hh]iệp hội"
    r"|[Dd]oanh nghiệp|[Tt]rường|[Bb]ệnh viện|[Ll]ực lượng|[Tt]ổ |[Kk]ho bạc|NHNN|[Đđ]ồng chí|[Cc]hủ đầu tư"
    r"|[Tt]hường trực|[Cc]hủ tịch|[Bb]ộ trưởng|[Gg]iám đốc|[Tt]hủ trưởng|[Đđ]oàn(?! kết)|Thành đoàn|Tỉnh đoàn|[Cc]ơ sở"
    r"|[Nn]hà thầu|[Kk]hách sạn|[Hh]ộ |[Bb]ên |[Ll]ãnh đạo |[Bb]ảo hiểm|[Nn]hà máy"
    r"|[Bb]áo chí|[Cc]ộng đồng|[Cc]ảnh sát|[Pp]hó (?:[Cc]hủ tịch|[Gg]iám đốc|[Tt]hủ tướng|[Tt]rưởng ban|[Bb]í thư|[Tt]ổng)"
    r"|[Cc]án bộ|[Cc]ông chức|[Đđ]ảng viên|[Xx]í nghiệp|[Hh]ợp tác xã|[Hh]ạt |[Đđ]ội |[Đđ]ài |[Cc]ảng )"
)
_WHO_START = re.compile(_WHO)
_DOES = re.compile(
    r"(?:(?:kế thừa|tích cực|tham gia|chỉnh sửa|đẩy nhanh|làm (?:[Tt]rưởng|ngay|đầu mối)|nhân rộng|hoàn tất|khởi công|tái lập"
    r"|thẩm tra|chăm lo|khai trương|đề nghị|yêu cầu|cần|(?<!không )phải|có trách nhiệm|tiếp tục|khẩn trương|nhanh chóng|sớm|kịp thời|chủ động|tập trung|quyết liệt"
    r"|thường xuyên"
    r"|phối hợp|chủ trì|nghiêm túc|chậm nhất|trong (?:tháng|quý|năm|tuần|ngày|\d|vòng)|trước (?:ngày|tháng|năm)"
    r"|ngay|đẩy mạnh"
    r"|tăng cường|thực hiện|triển khai|(?<!ban )(?<!Ban )(?<!các )tổ chức(?! (?:chính|đảng|Đảng|cơ|xã|của|tôn|hội|tín dụng"
    r"|kinh))"
    r"|rà soát|kiểm tra|xây dựng|nghiên cứu|hoàn thành|hoàn thiện|báo cáo|xử lý|giải quyết|làm rõ|làm tốt|bảo đảm"
    r"|đảm bảo"
    r"|quán triệt|tham mưu|chú trọng|quan tâm|nâng cao|phát huy|thẩm định|hướng dẫn|đề xuất|ban hành"
    r"|ra quyết định|công khai"
    r"|bố trí|hỗ trợ"
    r"|theo dõi|giám sát|đôn đốc|lập|đánh giá|tuyên truyền|chuẩn bị|phát triển|đổi mới|ưu tiên|đưa|tạo|sắp xếp"
    r"|tiến hành"
    r"|cung cấp|tháo gỡ|khắc phục|rút kinh nghiệm|thành lập|tính|phun|thí điểm|điều chuyển|hoàn chỉnh|chi trả"
    r"|rút ngắn|giữ"
    r"|tăng|giảm|xử phạt|đóng|chuyển|gửi|dành|bán|thi công|có (?:biện pháp|giải pháp|kế hoạch|phương án|văn bản)"
    r"|làm việc"
    r"|dừng|tạm dừng|ngừng|chấm dứt|hạn chế|không (?:được|để)|xem xét|cập nhật"
    r"|(?<!chương )(?<!công )(?<!lộ )(?<!quy )(?<!quá )trình|siết chặt|chấn chỉnh|khống chế"
    r"|tính toán|bám sát|thống kê|lắng nghe"
    r"|tiếp thu|duy trì"
    r"|phân công|cụ thể hóa|cụ thể hoá|huy động|kiên quyết|vào cuộc|khảo sát|bổ sung|sửa đổi|gắn|coi|lựa chọn"
    r"|thông báo"
    r"|chịu trách nhiệm|bật|thể hiện|chấp hành|áp dụng|thu|nộp|trả|xác minh|làm việc với|sử dụng|vận động|tổng hợp"
    r"|thúc đẩy|bảo vệ|phấn đấu|đề ra|công bố|đăng ký|kiểm soát|kiểm điểm|rút|lên|(?<![Bb]ầu )cử|mua|đầu tư(?! (?:công|xây))|đồng bộ"
    r"|tìm|mở|cải cách|cải thiện|phân bổ|giao(?! thông| ban| dịch| lưu)|nắm|xác định|chỉ đạo|lãnh đạo(?! [A-ZĐ]| các| cấp)|nêu cao|thu hồi|đình chỉ|thống nhất"
    r"|tổng kết|sơ kết|nhận định|phân tích|nhìn nhận|thảo luận|quyết tâm|điều tra|thay thế|làm đầu mối|đặt(?! hàng)|niêm yết|lắp đặt|cân đối|nạo vét))(?!\w)"
)
_DEADLINE = re.compile(
    r"(?:(?:(?:chậm nhất|muộn nhất)(?: là| đến| trong| vào)*[ ])?"
    r"(?:(?:(?:bắt đầu )?(?:kể )?từ|vào|trong ngày|trước|chậm nhất(?: là| đến| trong| vào)?|muộn nhất|đến hết|hết"
    r"|trong vòng|ngay trong|đến trước|ngay"
    r"|từ nay (?:đến|tới)|đến(?= cuối)|trong)[ ])?"
    r"(?P<time>\d{1,3} (?:ngày|tuần|tháng|giờ)(?! (?:đầu|cuối) năm)"
    r"|(?:ngày )?\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{4})?|ngày \d{1,2} tháng \d{1,2}(?: năm \d{4})?"
    r"|(?:(?:\d|sáu|ba) tháng|những tháng|nửa) (?:đầu|cuối) năm(?: nay| \d{4})?"
    r"|(?:cuối |đầu |giữa )?tháng \d{1,2}(?:[-/]\d{4}| năm \d{4})?|quý (?:[IV]{1,3}|\d)(?:[-/ ]?(?:năm )?\d{4})?"
    r"|(?:cuối |hết |đầu |giữa )?năm (?:\d{4}|nay|sau|tới)|(?:cuối |đầu |giữa )?tuần (?:này|tới|sau)"
    r"|(?:cuối |đầu |giữa )?tháng (?:này|tới|sau)|ngày (?:hôm nay|mai)|(?:kỳ|phiên) họp (?:tới|sau|này|thứ \w+|(?:cuối|giữa) năm(?: \d{4})?)"
    r"|Tết(?: Nguyên đán)?(?: \d{4})?|mùa (?:mưa|bão|lũ|khô|mưa bão)(?: năm (?:nay|\d{4}))?|năm học mới))(?!\w)",
    re.IGNORECASE,
)
# What alone is a time and no limit: "tháng 6", "2 tuần", "5/3".
_BARE = re.compile(
    r"(?:chậm nhất|muộn nhất|bắt đầu|kể|từ|vào|trước|đến|hết|trong|ngay)[ ]|(?:cuối|đầu) (?:tuần|tháng) (?:này|tới|sau)",
    re.IGNORECASE,
)
_OPENS_WITH_TIME = re.compile(r"(?:Trong|Trước|Đến|Từ nay|Chậm nhất|Ngay|Hết) [^,.;:]{2,30}, ")
_IS_ORDERED = re.compile(
    rf" (?:đã |cũng |còn )*được (?:giao|yêu cầu|phân công|chỉ đạo)(?: nhiệm vụ)?(?:,? (?:kể từ|từ nay|ngay|trước) [^,.;]{{2,20}})? (?={_DOES.pattern})"
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
_NEXT_CLAUSE = re.compile(rf"; (?=[{UPPER}][^,;.:]{{2,60}}? {_DOES.pattern})")
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
_FEWEST_WORDS = 4
_LONGEST_WHO = 160
_WORDIEST_WHO = 18
_LONGEST_TASK = 1200
_BEFORE = 24


def find_assignments(
    scene: Scene, attributions: Sequence[Attribution], chairs: Sequence[Person] = ()
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
        for match in _ORDERS.finditer(line.text):
            at = line.start + match.end()
            if at < taken or _is_noun(line.text[max(0, match.start() - _BEFORE) : match.start()]):
                continue
            task = _read(scene, line, at)
            if task is not None and not (
                match.group().startswith("đề nghị") and _is_plea(scene, speakers, leading, line, task)
            ):
                found.append(task)
                taken = task.span.end
                more = _clauses(scene, line, taken)
                found += more
                taken = more[-1].span.end if more else taken
        if taken == line.start and (asked := _ASKED_BEFORE.search(line.text)):
            found += _in_quotation(scene, line, asked.start())
        elif taken == line.start and line.index not in speakers and (entry := listed.get(line.index)):
            found += _of_entry(scene, entry)
        elif taken == line.start:
            told = _passive(scene, line)
            if not told and line.index not in speakers and (notice or line.index - ordered == 1):
                told = _goes_on(scene, line)
            found += told
        if found and found[-1].span.start >= line.start:
            ordered = line.index
    return tuple(found)


def _passive(scene: Scene, line: Line) -> list[Assignment]:
    """ "Sở Xây dựng được giao chủ trì kiểm tra, báo cáo trước 30/5"."""
    order = _IS_ORDERED.search(line.text)
    if order is None or _WHO_START.match(line.text) is None:
        return []
    who = scene.value(line.start, line.start + order.start())
    at = line.start + order.end()
    what = scene.value(at, _task_end(scene, line, at))
    if who is None or what is None or len(what.text.split()) < _FEWEST_WORDS or len(who.text.split()) > _WORDIEST_WHO:
        return []
    if re.search(r"[.;:“\"\n]", who.text) or _TOLD.search(who.text):
        return []
    return [Assignment(who.text, what.text, _due(what.text), scene.article.span(who.span.start, what.span.end))]


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
    scene: Scene, speakers: Mapping[int, Attribution], leading: Collection[str], line: Line, task: Assignment
) -> bool:
    """Whether who asks stands below whom he asks, and does not lead the meeting."""
    said = speakers.get(line.index)
    if said is None or scene.full_name(said.person.name) in leading or closes(line.text) or _SEVERAL.match(task.who):
        return False
    asks, asked = standing(scene.title_of(said.person) or ""), standing(task.who)
    return asks is not None and asked is not None and asks < asked


def _in_quotation(scene: Scene, line: Line, stop: int) -> list[Assignment]:
    """What a quotation in front of "…, ông A yêu cầu" tells somebody that he must do."""
    for match in _WHO_START.finditer(line.text[:stop]):
        if match.start() and line.text[match.start() - 1].isalnum():
            continue
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
    if who is None or what is None or not _WHO_START.match(who.text) or len(what.text.split()) < _FEWEST_WORDS:
        return []
    return [Assignment(who.text, what.text, _due(what.text), what.span)]


def _is_noun(before: str) -> bool:
    """ "theo yêu cầu", "các đề nghị": the noun orders nothing; "được giao" gives to nobody named here."""
    return (
        re.search(
            r"(?i)(?:theo|các|những|sự|đáp ứng|được|bị|một|với|có|về|nhận|bàn|mọi|việc|nhiều|ý kiến|dưới)[ ]$", before
        )
        is not None
    )


def _read(scene: Scene, line: Line, at: int, stop: int | None = None) -> Assignment | None:
    first = _DEADLINE.match(scene.text, at, line.end)
    if first is not None and (gap := _AFTER_TIME.match(scene.text, first.end())):
        at = gap.end()  # "yêu cầu trong tháng 6 các đơn vị khẩn trương …"
    begin = _WHO_START.match(scene.text, at)
    if begin is None:
        return None
    limit = min(line.end, at + _LONGEST_WHO)
    verb = None
    for candidate in _DOES.finditer(scene.text, max(at + 2, begin.end()), limit):
        if scene.text[candidate.start() - 1] in " ," and not _inside_name(scene, candidate.start()):
            verb = candidate
            break
    if verb is None or re.search(r"[.;:“\"\n]", _KINDS_LISTED.sub(" ", scene.text[at : verb.start()])):
        return None
    who = scene.value(at, verb.start())
    end = _task_end(scene, line, verb.end())
    what = scene.value(verb.start(), end if stop is None else min(end, stop))
    if who is None or what is None or len(what.text.split()) < _FEWEST_WORDS or len(who.text.split()) > _WORDIEST_WHO:
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
    for match in _DEADLINE.finditer(text):
        if _BARE.match(match.group()):
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
        if cut > at and _WHO_START.match(scene.text, following.end()):
            end = cut
    clause = _NEXT_CLAUSE.search(scene.text, at, end)
    if clause is not None and _WHO_START.match(scene.text, clause.end()):
        end = clause.start()
    quoted = scene.text.count('"', line.start, at) % 2 == 1
    closing = re.compile(r"[”\"]" if quoted else "”").search(scene.text, at, end)
    return closing.start() if closing and "“" not in scene.text[at : closing.start()] else end
