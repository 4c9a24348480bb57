"""Which meeting the article is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from facts.card.scene import LEAD, Line, Scene
from facts.tokens import UPPER
from facts.types import Value

MEETING = (
    r"(?:họp giao ban|giao ban|hội nghị|hội thảo(?! luận)|cuộc họp|phiên họp|kỳ họp|đại hội(?! đồng(?! (?:cổ đông|liên)))|to[àạ] đàm|tọa đàm|toạ đàm"
    r"|buổi làm việc|cuộc làm việc"
    r"|buổi họp|họp báo|diễn đàn|hội đàm|buổi tiếp xúc cử tri|phiên chất vấn|phiên thảo luận|buổi gặp mặt|cuộc gặp"
    r"|buổi đối thoại|hội nghị trực tuyến|hội báo|lễ tổng kết|lễ sơ kết|buổi giao ban|lễ khai mạc|lễ bế mạc"
    r"|phiên khai mạc"
    r"|phiên bế mạc|hội thi|buổi lễ|lễ ký kết|buổi tọa đàm|cuộc tọa đàm|(?:buổi|cuộc) (?:đối thoại|tiếp xúc)"
    r"|buổi cung cấp thông tin|hội kiến|đại hội đồng liên h[iợ]p quốc)"
)
# A meeting that no noun names: "họp kỳ 30", "họp bàn về …", "tiếp xúc cử tri huyện …".
_PLAINER = (
    r"(?:họp(?= (?:kỳ|phiên|bàn|kỷ luật|khẩn|hội đồng|rút kinh nghiệm|triển khai|thường kỳ|đột xuất|mặt|trực tuyến|liên ngành"
    r"|với)(?!\w))"
    r"|tiếp xúc cử tri|(?:làm việc|đối thoại)(?= với )|đối thoại(?= (?:chính sách|chiến lược|quốc phòng|an ninh)(?!\w)))"
)
_TOGETHER = re.compile(
    r"(?:làm việc|đối thoại(?! (?:chính sách|chiến lược|quốc phòng|an ninh))|họp)(?!\w)", re.IGNORECASE
)
_OCCASION = re.compile(r"(?:buổi|cuộc) [^,.;:]{3,60} $")
"""These are a meeting only where the sentence says when, and nobody orders, announces or tells it of another matter."""
_SAID_WHEN = re.compile(
    r"\d{1,2}[-/]\d{1,2}|(?:sáng|chiều|tối|hôm) (?:nay|qua)|(?:vừa|đã)(?: tổ chức)? $|ngày \d", re.IGNORECASE
)
_NOT_HELD = re.compile(
    r"(?<!\w)(?:sẽ|giao|yêu cầu|chỉ đạo|đề nghị|mời|cử|phải|cần|để|muốn|sẵn sàng|chưa|không|nếu|khi|từng|trước đó|phối hợp|đang|được|bị|đến"
    r"|nhằm|kêu gọi|thời gian|giờ|việc|sau|có thể|khả năng|ý định|kế hoạch)(?!\w)|cho (?:biết|hay|rằng)",
    re.IGNORECASE,
)
_NOUN = re.compile(rf"(?<!\w)(?:{MEETING}|{_PLAINER})(?!\w)(?! hiệp thương chính trị)", re.IGNORECASE)
# Most sentences name no meeting, and `re` is much quicker to find that where case matters and nothing stands before.
_MAYBE_NOUN = re.compile(rf"{MEETING}|{_PLAINER}")
_HELD = re.compile(
    r"(?<!\w)(?:tổ chức|khai mạc|diễn ra|bế mạc|chủ trì|họp|tham dự|dự|phát biểu|tại|kết thúc|tiến hành|bước vào"
    r"|có)(?!\w)",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?<!\w)(?:tổ chức|khai mạc|diễn ra|bế mạc|chủ trì|tiến hành|bước vào|phối hợp)(?!\w)", re.IGNORECASE
)
# The name of an event runs on until one of these.
_STOP = re.compile(
    rf"(?<!TP)(?<!TX)\.(?!\d)|[;:…!?\n|]|[()](?<!\((?=[{UPPER}][{UPPER}\d& .-]{{1,14}}\) [{UPPER}a-z]))(?<!(?<=[{UPPER}\d])\)(?= \w))"
    r"| (?:tại|ở|do|diễn ra|được|đã|sẽ|(?<!nhỏ và )vừa|với (?:sự|nhiệm|chủ đề|mục|tinh thần|nội dung|tổng|nhiều|hơn"
    r"|khoảng|gần|\d)|dưới sự|tiến hành|trong vòng|nhằm|vào|lần này|góp phần|năm nay|thu hút|kết thúc|(?<!họp )thông báo|đề cập|bước vào"
    r"|như|sáng(?! tạo| kiến| chế| tác)|chiều(?! cao| dài)|tối(?! ưu| đa| thiểu| cao)|rằng|gần đây|nói về|hồi (?:tháng|đầu|giữa|cuối|năm)|trưa"
    r"|ngày(?! (?:thành lập|truyền thống|hội|sinh|giải phóng|quốc tế|công tác|biên phòng|sách|pháp luật|môi trường|nhà giáo"
    r"|thầy thuốc|doanh nhân|thương binh|chuyển đổi số|dân số|nước))|hôm|trong hai ngày|trong ngày"
    r"|khai mạc|bế mạc|chính thức|đồng chí|(?<!đàn )ông|bà(?! rịa)|có sự|là|cho biết|cũng|dự kiến|từ ngày|để|thì|khi(?! hậu)"
    r"|(?<!doanh )(?<!công )(?<!cá )(?<!tư )(?<!nguyên )nhân(?! dân| sự| lực| loại| viên| đạo| tạo)|chủ trì|đang|theo(?! dõi)|kéo dài|bắt đầu|sau khi|gồm|mà|vẫn|cho thấy|kể từ"
    r"|nếu|(?<!địa )bàn (?:về|giải|các)|(?<!hàng )không(?! gian| quân| tiền| khí)|nhưng|bao gồm|(?<!thu )(?<!phục )hồi(?! giáo)|năm ngoái|này|đặt(?! hàng)|và (?:bầu|thông qua)"
    r"|tổ chức(?= (?:ngày|sáng|trưa|chiều|tối|tại|ở|vào|hôm|trong|\d))"
    r"|có(?! công| hiệu| liên| trách| thu)|(?<!hậu )cần(?! giờ| thơ| đước| giuộc)|tuần (?:tới|này|trước|qua|sau)|tháng (?:tới|này|trước)|trong bối cảnh|về phía|trước)(?!\w)"
    r"|,(?! (?:thành phố|thành|ngành|huyện|địa phương|đơn vị|chống|triển khai|phương hướng|nhiệm vụ|đánh giá|sơ kết|xã"
    r"|tổng kết|bàn|doanh nghiệp|thành uỷ|thành ủy|tuyên truyền|quán triệt|công tác|giám sát|sửa đổi|bổ sung|nhiệm kỳ"
    r"|khoá|khóa|[Qq]uốc hội|HĐND|đầu tư|ban|kế hoạch|sử dụng|hợp tác|khen thưởng|xây dựng|phát triển|văn hóa|văn hoá"
    r"|an toàn)(?!\w))"
    r"| [-–] (?:cơ quan|ông|bà|nơi)",
    re.IGNORECASE,
)
# A comma inside the name: what follows it runs, in small letters, up to the date, the place or the verb of the meeting.
_GOES_ON = re.compile(
    r", (?!diễn ra|khai mạc|đồng chí|các đại|những|ông|bà|anh|chị|thủ tướng|phó|bí thư|chủ tịch|trong|với|tại|nhằm|do|để|có|cùng|và|cho)"
    r"[a-zà-ỹđ][^,.;:()“”\"\n]{2,45}? (?=(?:ngày|năm|sáng|chiều|tại|ở|do|diễn ra|được tổ chức)(?!\w))"
)
_DANGLING = re.compile(
    r"(?: (?:của|giữa|nhằm|(?<!địa )bàn|về|và|cho|với|là|để|trong|(?<!nội )các|những|cùng|này|trên|từ|sắp|(?<!bất )thường|năm nay|tới|lần này|đúng|(?<!làm )việc))+\Z"
)
# "…, tổ chức | ngày 8/8", behind a comma that belongs to the name.
_HELD_BEHIND = re.compile(r",? (?:được )?tổ chức\Z")
_TIME_OR_PLACE = re.compile(r" (?:ngày|sáng|trưa|chiều|tối|tại|ở|vào|hôm|trong|\d)")
# "cuộc họp" alone names nothing; what it is held for does.
_DATED = re.compile(r"\d{1,2}[-/]\d{1,2}")
_PURPOSE = re.compile(
    r" (?:nhằm|để|bàn(?! giao| hành)|liên quan|về(?! phía))(?!\w)(?: (?:về|đến|tới)(?!\w))?", re.IGNORECASE
)
# "hội nghị chiều 7-12 công bố quyết định …": its purpose behind its day.
_DAY_BEFORE_PURPOSE = re.compile(
    r" (?:sáng|trưa|chiều|tối|ngày|hôm)(?: ngày| nay| qua)?,?(?: \(?\d{1,2}[-/]\d{1,2}(?:[-/]\d{4})?\)?)?"
    r"(?= (?:công bố|bàn|về|triển khai|tổng kết|sơ kết|đánh giá|góp ý|lấy ý kiến|quán triệt|giới thiệu|kiểm điểm)(?!\w))"
)
# The meeting that follows is another one, which was or will be.
_OTHER = re.compile(
    r"(?i)(?:sau(?: khi (?:bế mạc|kết thúc|khai mạc|dự|tham dự))?|trước|nghị quyết|theo|kết quả|thực hiện|chuẩn bị|từ|mời|thành công(?: của)?|tiến tới|trình|hướng tới"
    r"|được kết luận tại|chào mừng|kết quả họp|đoàn đại biểu dự|huỷ|hủy|khuôn khổ|nhân dịp|lên|nghị quyết của|kết luận của|lần đầu dự)[ ]"
    r"(?:các |tổ chức tốt |tham dự |việt nam tham dự |tổ chức |cuộc |và )*$"
)
# Of a series, one by its number ("phiên họp thứ 15").
_NUMBERED = re.compile(rf"(?i){MEETING} (?:thường kỳ )?(?:lần )?thứ [\w]+")
# Kinds of meetings, not one: "giảm các cuộc họp, hội nghị, hội thảo".
_OF_KINDS = re.compile(r"(?i)(?:hội nghị|cuộc họp|hội thảo|đại hội|t[oọ][ạa] đàm|hội họp)(?:,| và| hoặc) $")
# A picture of another day: "trong cuộc họp báo hồi tháng 5".
_OF_THE_ARCHIVE = re.compile(
    r"(?: [^,.;]{0,40}?)? (?:hồi (?:tháng|đầu|giữa|cuối|năm)|năm ngoái|(?:đầu|giữa|cuối) (?:năm|tháng) (?:nay|ngoái|trước))(?!\w)"
    r"| (?:tháng \d{1,2}/|năm )(?:19|20)\d\d\.?$"
)
_SHORT_GAP = 22
"""Characters; what stands further behind a name of many words tells when something else was."""
_NAMED_AT_LENGTH = 8
"""Words."""
_YET_TO_COME = re.compile(r" (?:sắp tới|sắp diễn ra|tuần tới|tháng tới|tới đây)(?!\w)")
_LONGEST = 260
_LOOK_BACK = 240
"""Characters."""
_ENOUGH = 1.2


@dataclass(frozen=True, slots=True)
class Event:
    """Where the article speaks of its meeting; `value` is None when it only says "cuộc họp"."""

    value: Value | None
    start: int
    end: int
    line: Line


def find_event(scene: Scene) -> Event | None:
    """The most telling name of a meeting near the head, or None when the article is about none."""
    best: tuple[float, Event] | None = None
    plain: Event | None = None
    for line in scene.lines[:LEAD]:
        read_to = line.start
        for match in _nouns(line.text):
            if line.start + match.start() < read_to:
                continue  # "giao ban" of "hội nghị giao ban"
            value = _read(scene, line, match)
            if value is None:
                continue
            read_to = value.span.end
            named = len(value.text.split()) > 2
            event = Event(value if named else None, value.span.start, value.span.end, line)
            score = _score(scene, line, match, value)
            if score <= 0 and ", " in value.text:
                read_to = value.span.start + value.text.index(", ")  # "sau kỳ họp thứ 6, HĐND tổ chức họp báo"
            if best is None or score > best[0]:
                best = (score, event)
            if plain is None and not named and not _OTHER.search(line.text[: match.start()][-60:]):
                plain = event
    if best and best[0] >= _ENOUGH:
        return best[1]
    if plain is None and scene.lines and (_NOUN.search(scene.article.title or "") or _told_later(scene)):
        first = scene.lines[0]
        return Event(None, first.start, first.start, first)
    return plain


def _nouns(text: str) -> Iterator[re.Match[str]]:
    for match in _NOUN.finditer(text) if _MAYBE_NOUN.search(text.lower()) else ():
        if match.group().endswith("giao Ban"):
            continue  # "giao Ban Quản lý dự án …": an order
        if _TOGETHER.fullmatch(match.group()) and text.startswith(" với ", match.end()):
            before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
            if not _OCCASION.search(before) and (not _SAID_WHEN.search(before) or _NOT_HELD.search(before)):
                continue
        yield match


def _told_later(scene: Scene) -> bool:
    """Whether a later sentence tells that a meeting was held."""
    for line in scene.lines[LEAD:]:
        for match in _nouns(line.text):
            before = line.text[max(0, match.start() - 60) : match.start()]
            if not _OTHER.search(before) and re.search(r"(?:tại|đã|vừa|tổ chức|khai mạc|dự|chủ trì)[ ]$", before):
                return True
    return False


def _read(scene: Scene, line: Line, match: re.Match[str]) -> Value | None:
    start = line.start + match.start()
    limit = min(line.end, start + _LONGEST)
    text = scene.text
    at = line.start + match.end()
    quote = re.compile(r"[^.;:,()\n]{0,60}?[ ]?[“\"‘][^”\"’\n]{3,200}[”\"’]").match(text, at, limit)
    stop = _STOP.search(text, at, limit)
    while stop is not None and (more := _GOES_ON.match(text, stop.start(), limit)):
        stop = _STOP.search(text, more.end() - 1, limit)
    end = stop.start() if stop else limit
    if quote and text[line.start : at].count('"') % 2:
        quote = None  # the mark closes a quotation
    if quote and quote.end() <= limit and (stop is None or stop.start() > text.find(quote.group().strip()[0], at)):
        opening = min(text.find(mark, at, quote.end()) for mark in '“"‘' if text.find(mark, at, quote.end()) >= 0)
        if end > opening:
            end = quote.end()
    if end == limit and limit < line.end and stop is None:
        return None
    if len(text[start:end].split()) < 3 and (day := _DAY_BEFORE_PURPOSE.match(text, end, limit)):
        stop = _STOP.search(text, day.end() + 1, limit)
        end = stop.start() if stop else limit
    if len(text[start:end].split()) < 3 and (purpose := _PURPOSE.match(text, end, limit)):
        stop = _STOP.search(text, purpose.end(), limit)
        end = stop.start() if stop else limit
    if (held := _HELD_BEHIND.search(text, start, end)) and _TIME_OR_PLACE.match(text, end):
        end = held.start()
    tail = _DANGLING.search(text, start, end)
    return scene.value(start, tail.start() if tail else end)


def _score(scene: Scene, line: Line, match: re.Match[str], value: Value) -> float:
    score = 2.0 - 0.35 * line.index - (0.3 if line.index > 1 else 0.0)
    before = line.text[max(0, match.start() - 60) : match.start()]
    if re.search(r"(?i)(?:trung tâm|nhà|phòng|khu|cung|[“\"‘'])[ ]?$", before):
        return 0.0
    if match.group().lower() in (scene.article.title or "").lower():
        score += 0.5
    if _OTHER.search(before) or _is_the_last_one(scene, value) or (line.index and line.text.startswith("Trước đó")):
        return score - 2.0
    if re.search(r"(?i)bên lề[ ]$", before):
        score -= 0.6
    after = line.text[value.span.end - line.start :]
    told = _OF_THE_ARCHIVE.match(after)
    if told and (told.end() - told.start() < _SHORT_GAP or len(value.text.split()) <= _NAMED_AT_LENGTH):
        return score - 2.0
    if _YET_TO_COME.match(after):
        score -= 0.6
    if _STRONG.search(before[-28:]) or _STRONG.search(after[:36]):
        score += 1.0
    elif _HELD.search(before[-30:]):
        score += 0.5
    elif line.index > 1:
        score -= 0.5
    if value.span.start == line.start and value.span.end >= line.end - 1:
        score += 1.0  # a caption that is nothing but the name
    words = len(value.text.split())
    score += min(words, 10) * 0.12
    if words <= 2:
        score -= 0.8
    if re.match(r"(?i)đại hội thể thao", value.text):
        return 0.0
    if re.search(r"(?i)(?:quốc |đại )$", before[-5:]) and match.group().lower().startswith("hội"):
        return 0.0  # "Quốc hội thảo luận"
    if _OF_KINDS.search(before):
        return 0.0
    if re.search(r"(?i)đây là (?:\w+ )?$", before):
        score -= 0.6
    if re.search(r"(?i)(?:các|những|nhiều)[ ]$", before):
        score -= 1.0
    if _DATED.search(before) or _DATED.search(after[:24]):
        score += 0.5 if line.index else 0.8
    if re.match(r"(?i)(?:đại hội|hội nghị) (?:xii|xiii|xi|trung ương|đảng)(?!\w)", value.text):
        score -= 0.8
    return score


def _is_the_last_one(scene: Scene, value: Value) -> bool:
    """Whether the article tells what was done since that meeting: "từ sau phiên họp thứ 15 đến nay"."""
    name = _NUMBERED.match(value.text)
    return (
        name is not None and re.search(rf"(?i)(?:sau|kể từ|từ) {re.escape(name.group())}(?!\w)", scene.text) is not None
    )
