"""Persons as a meeting's report writes them: where the reader of names breaks a title off or reads beyond it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from facts import lexicon
from facts.attribution import SAYS
from facts.names import PersonMention
from facts.tokens import UPPER, Phrasebook, tokenize

_ROLES = Phrasebook([*lexicon.ROLES, *(f"phó {role}" for role in lexicon.ROLES)])
# "…, Phó Giám đốc Sở Y tế; lãnh đạo các sở": the next of a list of those present.
_NEXT_OF_LIST = re.compile(
    r"(?i)[;,] (?:lãnh đạo|đại diện|đại biểu|thành viên) (?:các|một số|cấp|ban|sở|bộ|những)(?!\w)|; (?:cùng |và )?(?:đại diện|lãnh đạo|các|ông|bà|đồng chí)(?!\w)"
)
# The first word of a body's name that no list knows: "Bộ Chỉ | huy Quân sự tỉnh", "Xí | nghiệp Thủy nông Tân Lộc".
_BROKEN = re.compile(r" (?:Chỉ|Xí|Phòng|Trạm|Đội|Khối|Khu|Hạt|Đồn|Doanh|Nhà|Chi|Lâm)$")
_REST = re.compile(
    rf"(?: (?!(?:đã|đang|sẽ|cho|với|là|và|tại|trong)\b)[\w&-]+){{1,9}}?(?= ?(?:[,:;.()\n–]|{SAYS.pattern}))"
)
# The rest of an office that no list knows, up to the verb of speech or the mark that closes it: "trưởng ban | quan hệ cộng
# đồng khu vực, khẳng định", "Phó trưởng ban Dân | chủ và pháp luật".
_BROKEN_OFF = re.compile(
    rf"(?: - | (?!và |{SAYS.pattern}))[^\W\d_]+(?:[ ](?!{SAYS.pattern})(?:- )?[\w&.-]+){{0,9}}?"
    rf"(?=,? {SAYS.pattern}|, | [-–] (?:{SAYS.pattern})|(?: \([^()\n]{{2,30}}\))?(?:,| [-–])? (?:{SAYS.pattern})| \([^()\n]{{2,30}}\),)"
)
_NO_OFFICE = re.compile(
    r"(?<!\w)(?:đã|đang|sẽ|vừa|là|có|được|bị|cũng|còn|hôm|ngày|sáng|chiều|tối|tại|trong|khi|cùng|với|để|vì|nhưng|thì|mà|từ|đến|ở|ông"
    r"|bà|tự|bỏ|dự|tham dự|chủ trì|cho|nay|qua|lần|người|này|đó|tiếp tục|thẳng thắn|đều|không|gửi|dẫn|nhìn|mong|hy vọng|tin|thay mặt|vẫn"
    r"|rất|lại|trực tiếp|ký|thăm|tiếp|gặp|đọc|đến từ|sau|trước|theo|về|trao|điều động|chúc mừng)(?!\w)"
)
_TITLE_AFTER = re.compile(r"(?:,| [-–])[ ](?P<title>[^,.;:()\n“”\"]{4,90}?)(?=[;.:\n(]|, |$)")
_LOOK = 60
"""Characters in front of an office."""
_LABEL_BETWEEN = re.compile(r"\s*:\s*(?:\w+\s)?")
_SPEAKS_FOR = re.compile(
    r"(?i)(?:người phát ngôn|phát ngôn viên|thư ký(?: báo chí)?|trợ lý|cố vấn(?: \w+){0,3}|phu nhân|luật sư|đại diện"
    r"|đặc phái viên|chánh văn phòng|phó thư ký) của $"
)
_BODY_AT_END = re.compile(
    r"(?:[Tt]rường(?: ĐH| Đại học| đại học| THPT| THCS| CĐ| Cao đẳng| [Mm]ầm non| [Tt]iểu học)?|ĐH|[Cc]ông ty(?: CP| TNHH| [Cc]ổ phần)?|[Tt]ập đoàn"
    r"|[Nn]gân hàng|[Bb]ệnh viện|[Bb]áo)$"
)
_COLLECTIVE = r"(?:lãnh đạo|đại diện|đại biểu(?! quốc hội)|thành viên|hội viên|cán bộ|chuyên viên)"
_OTHERS_FIRST = re.compile(
    rf"(?i){_COLLECTIVE}(?= )[^,]*, (?=(?:phó |nguyên |quyền )?(?:{'|'.join(map(re.escape, lexicon.ROLES))})(?!\w))"
)
_OTHERS_ONLY = re.compile(rf"(?i){_COLLECTIVE} [^,]+")
# "Được ủy quyền của Chủ tịch UBND tỉnh, bà B - Phó Giám đốc Sở Y tế": the office is of him for whom she came.
_IN_PLACE_OF = re.compile(r"(?:[uỦ][ỷy] quyền|thay mặt|phân công|chỉ đạo|lời mời)(?: của| cho)? $", re.IGNORECASE)
_MET = re.compile(r"(?:với|của|cùng|cho|tới|gặp|tiếp|giữa|và) $")
_LEAST_WORDS = 2


def completed(text: str, person: PersonMention) -> PersonMention:
    """The mention with its title as far as it goes in the text, and no further."""
    start, end = person.title_start, person.title_end
    if start is None or end is None:
        return person
    if start < person.start:
        # "- Đại biểu: Ông A, Phó Giám đốc Sở": the label of a list is no office.
        if _LABEL_BETWEEN.fullmatch(text[end : person.start]) and text[start:end].lower() != "thư ký":
            return _titled_behind(text, person)
        # "làm việc với lãnh đạo tỉnh X, Bí thư Y": whom he met, and then his own office.
        if first := _OTHERS_FIRST.match(title := text[start:end]):
            own = start + first.end()
            return replace(person, title=text[own:end] or None, title_start=own, title_end=end)
        others = _OTHERS_ONLY.match(title) and _MET.search(text, max(0, start - _LOOK), start)
        if text[end : end + 1] == "," and (others or _IN_PLACE_OF.search(text, max(0, start - _LOOK), start)):
            return _titled_behind(text, person)
        # "Người phát ngôn của Tổng thống, ông B": the office is another's, B speaks for it.
        if found := _SPEAKS_FOR.search(text, max(0, start - _LOOK), start):
            return replace(person, title=text[found.start() : end], title_start=found.start())
        return person
    title = text[start:end]
    if (rest := _BROKEN_OFF.match(text, end)) and not _NO_OFFICE.search(rest.group()) and not SAYS.search(rest.group()):
        return replace(person, title=text[start : rest.end()], title_end=rest.end())
    if cut := _NEXT_OF_LIST.search(title):
        end = start + cut.start()
    elif (verb := SAYS.search(title)) and verb.group().islower() and len(title[: verb.start()].split()) >= _LEAST_WORDS:
        end = start + len(title[: verb.start()].rstrip())
    elif _BROKEN.search(title) and (rest := _REST.match(text, end)) and re.search(f"[{UPPER}]", rest.group()):
        end = rest.end()
    return replace(person, title=text[start:end], title_end=end)


def without_bodies(text: str, persons: Sequence[PersonMention]) -> list[PersonMention]:
    """The persons without what is the name of a school or a firm: "bà A - Hiệu trưởng Trường ĐH | Văn Lang"."""
    found: list[PersonMention] = []
    for person in persons:
        start, end = person.title_start, person.title_end
        in_front = start is not None and end is not None and end < person.start
        if not in_front or not _BODY_AT_END.search(person.title or "") or person.honorific:
            found.append(person)
            continue
        before = found[-1] if found else None
        if before and start and before.title is None and text[before.end : start] in {" - ", " – ", ", ", " ("}:
            found[-1] = replace(before, title=text[start : person.end], title_start=start, title_end=person.end)
    return found


def _titled_behind(text: str, person: PersonMention) -> PersonMention:
    found = _TITLE_AFTER.match(text, person.end)
    if found is None or not _ROLES.match(found["title"], tokenize(found["title"]), 0):
        return replace(person, title=None, title_start=None, title_end=None)
    start, end = found.span("title")
    if verb := SAYS.search(found["title"]):
        end = start + len(found["title"][: verb.start()].rstrip())
    return replace(person, title=text[start:end], title_start=start, title_end=end)
