"""Who says what: the person to whom a sentence attributes its content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts.names import PersonMention
from facts.spans import inside

SAYS = re.compile(
    r"(?<!\w)(?:cho (?:biết|hay|rằng)|nói(?! gì| chuyện| nhầm| dối| đến)|nhấn mạnh|khẳng định|chia sẻ|phát biểu"
    r"|nêu (?:rõ|ý kiến"
    r"|quan điểm|ra|vấn đề)|nêu(?! gương| tên| cao)"
    r"|đề nghị|yêu cầu|(?<!ban )(?<!Ban )(?<!lãnh đạo, )(?<!lãnh đạo và )chỉ đạo|chỉ rõ|chỉ ra|đánh giá|thông tin(?!,? (?:và |- |– )?truyền thông"
    r"| liên lạc"
    r"| đại chúng)|phân tích|kiến nghị|đề xuất|lưu ý"
    r"|bày tỏ|kết luận|ghi nhận"
    r"|biểu dương|trả lời|giải thích|trình bày|báo cáo|thông báo|cảnh báo|phản ánh|nhận định"
    r"|nhận xét|lý giải|đặt vấn đề"
    r"|băn khoăn|hỏi|kêu gọi|đồng tình|thừa nhận|tuyên bố|quán triệt|gợi ý|tin tưởng|cam kết"
    r"|dẫn chứng|(?<!ngoại )(?<!bàn )(?<!chuyển )(?<!quyết định )giao(?! ban| thông| lưu| dịch| lộ| cắt| với| nhau| điểm| hữu| hợp| diện)|góp ý|gửi lời"
    r"|giới thiệu|hoan nghênh|chúc mừng|c[ảá]m ơn|đánh giá cao|tâm sự|chất vấn|mong (?:muốn|rằng|đợi)"
    r"|hy vọng|cho ý kiến"
    r"|tham luận|khuyến nghị|khuyến cáo|dự báo|chỉ trích|truy vấn|đặt ra|tiếp thu|(?<!đơn )xin(?! phép| ý| lỗi| việc| nghỉ)|nhắc nhở|nhắc (?:lại|đến|tới)|hứa(?! hẹn)|quả quyết|xác nhận|ví von|tiết lộ|phê bình"
    r"|giải trình|nhận (?:trách nhiệm|thiếu sót|khuyết điểm|lỗi)|thắc mắc|bộc bạch)(?!\w)",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"(?:^|[^\w])[Tt]heo(?: (?:lời|ý kiến|đánh giá|phân tích|báo cáo|nhận định)(?: của)?)?[ ]$")
_OBJECT = re.compile(
    r"(?<!\w)(?:của|với|cho|bởi|cùng|về|riêng|lý do|việc|yêu cầu|đề nghị|chất vấn|hỏi|trường hợp|gặp|mời|đón|tiếp|nhờ|tới|đối với)[ ](?:đồng chí |ông |bà )?$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:Ông|Bà|Đồng chí|Vị này|Vị [\w ]{2,30})[ ](?:còn |cũng |đã |tiếp tục )?", re.IGNORECASE)


def speakers_in(text: str, start: int, end: int, persons: Sequence[PersonMention]) -> list[PersonMention]:
    """The persons to whom the sentence [start, end) itself attributes what it says."""
    present = inside(persons, start, end)
    found: list[PersonMention] = []
    for index, person in enumerate(present):
        limit = end if index + 1 == len(present) else _begin(present[index + 1])
        if person.title_start is not None and person.title_start < person.start:
            begin = person.title_start
        else:
            begin = person.start
        after = max(person.end, person.title_end or 0)
        if _OBJECT.search(text[max(start, begin - 24) : begin]):
            continue
        if _says_after(text[after : max(after, limit)]) or _ACCORDING.search(
            text[max(start, begin - 40) : _with_honorific(begin, person, text)]
        ):
            found.append(person)
    return found


def _begin(person: PersonMention) -> int:
    return person.start if person.title_start is None else min(person.start, person.title_start)


def _with_honorific(begin: int, person: PersonMention, text: str) -> int:
    honorific = person.honorific
    if not honorific:
        return begin
    at = text.rfind(honorific, max(0, begin - 40), begin)
    return at if at >= 0 else begin


def _says_after(tail: str) -> bool:
    """Whether a verb of speech follows closely, before the clause ends."""
    head = tail[:90]
    if re.match(r"[\s]*:\s", head):
        return True
    match = SAYS.search(head)
    if match is None:
        return False
    between = head[: match.start()]
    # Passive, negated, or with a subject of its own: the person named does not speak here.
    if re.search(
        r"(?<!\w)(?:bị|được|do|không|chưa|mà|người|hay|khi|nghe|của|có thể|văn bản|công văn|với ông|với bà|đơn vị|tin)(?!\w)",
        between,
    ):
        return False
    return re.search(r"[.;:“\"]|,.*,.*,", between) is None and " và " not in between[-20:]


def opens_with_pronoun(sentence: str) -> bool:
    """Whether a sentence goes on about the last person: "Ông cũng nhấn mạnh …"."""
    match = _PRONOUN.match(sentence)
    return match is not None and SAYS.match(sentence, match.end()) is not None
