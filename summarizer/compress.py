"""Headline-long forms of a sentence: parts that it stands without are cut, nothing is put in.

Each cut is legal Vietnamese by itself: what is left begins with its subject, has a verb and ends with its object. What
would change the meaning is never cut: negation, conditions, limits ("chỉ", "trừ"), who accuses or suspects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from news.vietnamese import CAPITAL, SMALL, unify_tone
from summarizer.headline_form import LONGEST, WHOLE, is_headline
from summarizer.pictures import is_caption, is_older_picture
from summarizer.predicates import SINGLE, is_verb, predicates
from summarizer.standalone import is_broken_quotation, is_fragment
from summarizer.tighten import tighten

_MOST_FORMS = 24

_DAY = r"\d{1,2}(?:\s?[-/.]\s?\d{1,2}){1,2}(?:\s?[-/.]\s?\d{2,4})?"
_DAYTIME = r"(?:rạng sáng|sáng|trưa|chiều|tối|đêm)"
_WHEN = (
    rf"(?:(?:vào |từ )?(?:khoảng )?(?:lúc )?(?:\d{{1,2}} ?(?:h|giờ)(?: ?\d{{2}})?(?: phút)? )?(?:{_DAYTIME}|ngày|hôm)"
    rf"(?: nay| qua)?(?: ngày)?(?: {_DAY})?|vừa qua|mới đây|hôm nay|hôm qua)"
)
# "Sáng 22-6, …", "Ngày 13/5 Bộ Y tế …"; the year may follow the day in words.
_TIMED = re.compile(
    rf"(?i:{_WHEN})(?: \(\d[^()]*\))?(?:, | (?=[{CAPITAL}]|(?:tại|ông|bà|đồng chí|bộ|sở|cục|công an|công ty|cơ quan) ))"
)
_SETTING = re.compile(
    r"(?:ngày|sáng|chiều|trưa|tối|đêm|rạng sáng|hôm|tại|ở|trong|sau|trước|khi|nhằm|để|với|về|qua|từ|nhân|bên cạnh|cùng"
    r"|ngoài|đối với|đến|cuối|đầu|giữa|tính|phát biểu|trao đổi|trả lời|kết luận|chia sẻ|liên quan|trên|dưới|vào|lúc|thứ"
    r"|chưa đầy|khoảng|tiếp tục|theo (?:đó|thống kê"
    r"|báo cáo|số liệu|quy định|quyết định))\b(?![^,]*(?:nếu|trừ|chỉ khi))",
    re.IGNORECASE,
)
_ADVERB = re.compile(r"mới đây|vừa qua|hiện|hiện nay|hiện tại|được biết|trước đó", re.IGNORECASE)
_SOURCE = re.compile(r"Theo (?!đó|kế hoạch|dự kiến|thống kê|quy định)[^,“”\"]{2,60}, (?=\S)")
_REPORTED = r"(?:cho biết|cho hay|thông tin|thông báo|đưa tin)"
# "Sở Y tế cho biết cả tỉnh …", "…, ông An cho biết"
_SAYS = re.compile(
    rf"[^,“”\"]{{4,80}}?(?:, [^,“”\"]{{4,60}},)? (?:vừa |đã )?{_REPORTED}(?: thêm)?(?:,| rằng,?)? (?=\S)"
)
_SAID = re.compile(
    rf"(?:, (?:theo [^,“”\"]{{2,70}}|[^,“”\"]{{2,70}} (?:vừa |đã )?{_REPORTED}(?: (?:thêm|{_WHEN}))?)"
    rf"| - (?:theo [^-“”\"]{{2,60}}|[^-“”\"]{{2,60}} {_REPORTED}))$"
)
# Who says so may not be left out of these.
_CHARGE = re.compile(
    r"\b(?:cáo buộc|cáo trạng|tố cáo|tố|nghi|nghi ngờ|nghi vấn|khai|lời khai|có dấu hiệu|hối lộ|tham ô|giết"
    r"|sát hại|hiếp|dâm|lừa|trộm|cướp|vi phạm|sai phạm|phạm tội|âm mưu|kẻ|thủ phạm)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:không|chưa|chẳng|chỉ|đừng|chớ|khó|cấm|ngừng|dừng|hoãn|huỷ|hủy|từ chối|phản đối|bác bỏ)\b", re.IGNORECASE
)
# What happened long ago would read as today's news.
_THEN = re.compile(r"(?:,| -)? (?:vào|hồi|từ|trong|kể từ)(?: \w+)? (?:tháng \d+[ /])?(?:năm )?(?:19|20)\d\d\b")
# What names where, when or with what; a verb before its next comma is the sentence's own: "tại Hồ Văn | đã bị loại".
_CIRCUMSTANCE = re.compile(r"(?:,| -)? (?:tại|ở|hồi|vào|từ|kể từ|trên|với|cùng|theo|trong (?!khi|lúc)|dưới|bằng|của)\b")
_OWN_VERB = re.compile(r"^[^,]*?\b(?:đã|sẽ|đang|vừa|bị|được|quá|rất|phải|là|khiến|đều|cũng)\b")
_SUBORDINATE = re.compile(
    r"\b(?:khi|sau|trước|mà|do|vì|để|nhằm|nếu|nơi|rằng|việc|vụ (?:án|việc|cháy|nổ|tai|kiện|tấn)|người|những|các|đang)\b"
)
# "vũ khí, thiết bị và thuốc của": the next member of a list, not a subject.
_LISTED = re.compile(rf"[{SMALL}]+(?: [{SMALL}]+){{0,2}} và (?=[{SMALL}])")
_LIMITS = re.compile(
    r"\b(?:nếu|trừ|chỉ khi|thay vì|miễn là|với điều kiện)\b|^(?:,| -)? (?:song|còn|nhưng)\b", re.IGNORECASE
)
# A photo's, a person's or a place's particulars inside the sentence.
_PARTICULARS = re.compile(
    r",? (?:\((?!trừ|không|chưa|nếu|chỉ)[^()]*\)|- (?:SN|sinh năm) \d{4}(?: -|(?=,)))"
    r"|, (?:SN|sinh năm|\d{2} tuổi|trú|ngụ|quê|thường trú|tạm trú|hiện ở)\b[^,]{2,60}"
    r"(?:, (?:xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|TP|thành phố|khu phố|ấp|thôn)\b\.? ?[^,]{2,30}?)*"
    r"(?=[,)]|$|\s(?:về|vì|để|đã|bị|và|đang)\b)"
)
_OFFICE = (
    r"(?:Uỷ viên|Ủy viên|Phó|Chủ tịch|Bí thư|Giám đốc|Tổng|Trưởng|Thứ trưởng|Bộ trưởng|Cục|Vụ trưởng|Viện trưởng|Hiệu"
    r"|Đại biểu|Thường trực|Chủ nhiệm|Chánh|Người phát ngôn|phó|chủ tịch|bí thư|giám đốc|tổng|trưởng|thứ trưởng|cục|vụ"
    r"|viện trưởng|hiệu trưởng|đại diện|chánh|người)"
)
_APPOSITIVE = re.compile(
    rf"(?:, (?={_OFFICE} )[^,“”\"]{{4,90}}(?:, (?={_OFFICE} )[^,“”\"]{{4,90}})*,"
    rf"| [–-] (?={_OFFICE} )[^–“”\"]{{4,90}}? [–-])(?= [{SMALL}])"
)
_TELLS = re.compile(r"\b(?:cũng|mà|những|các|rằng|đã|sẽ|chỉ|nói|phát|ra)\b")
# A day that is not compared with another: "Tổng thống Nga ngày 16/3 tuyên bố".
_DATE = re.compile(
    rf"(?<!từ)(?<!đến)(?<!trước)(?<!sau)(?<!của)(?<!và)(?<!tới)(?<!hạn)(?<!kể)(?<!là)(?<!vụ)(?<!đêm)(?<!sáng)(?<!chiều)"
    rf"(?<!tối)(?<!bằng)(?<!trong)(?<!như)(?<!hết)(?<!so với)(?<!thành lập)(?<!truyền thống)(?<!kỷ niệm)"
    rf"(?<!xảy ra)(?<!diễn ra)(?<!sinh)(?<!ký),? (?:vào )?"
    rf"(?:{_DAYTIME}(?: ngày)?|ngày|hôm) {_DAY}(?! đến| tới| và|[\d,]* [-–])(?=[ ,]|$)"
)
# "Nga hôm nay cảnh báo …"
_NOW = re.compile(
    r"(?<!từ)(?<!đến)(?<!tới)(?<!ngày)(?<!sáng)(?<!chiều)(?<!tối)(?<!của)(?<!là)(?<!trong)(?<!và)(?<!giá)(?<!,)"
    rf" (?:hôm nay|hôm qua|(?:sáng|trưa|chiều|tối) nay|tối qua|mới đây|vừa qua)(?= [{SMALL}])"
)
_ALREADY = re.compile(
    r"(?<!cho biết)(?<!cho hay)(?<!rằng)(?<!thì) đã(?= (?!từng|có|là|qua|đủ|gần|hơn|\d))"
    r"| vừa(?= (?!qua|phải|có|là|mới|đủ|\d))"
)
_PURPOSE = re.compile(r"(?:,| -)? (?:để|nhằm|vì|do|khi|sau|trong|trước|bằng)\b")
_NAMED = re.compile(rf"(?:,| [–-]) (?:ông|bà) (?=[{CAPITAL}])")
# Where a clause that adds something begins.
_ADDED = re.compile(
    r"(?:,| -)? (?=(?:nhằm|góp phần|qua đó|từ đó|theo đó|trong đó|đồng thời|trong bối cảnh"
    r"|(?<!đối )với (?:sự|tổng|mục|quy"
    r"|chủ đề"
    r"|sự tham|lý do)|dưới sự|sau khi|trong khi|trong khuôn khổ|nhân (?:dịp|chuyến|kỷ niệm)|bao gồm"
    r"|theo (?:quy định|báo cáo|số liệu|thông tin|thống kê"
    r"|chương trình|Nghị quyết|Quyết định|đúng)|khiến|bất chấp|trong (?:chuyến|ngày|tuần|tháng|năm|buổi"
    r"|cuộc|vụ"
    r"|lễ|phiên|thời gian|giai đoạn|vòng)|hồi (?:tháng|năm|đầu|cuối)|kể từ"
    r"|(?<!bước )vào (?:tháng|năm|dịp|đầu|cuối|ngày|lúc"
    r"|khoảng)"
    r"|bằng (?:cách|việc)|cũng như|nhấn mạnh|lưu ý|(?<!triệt )để|vì|(?<!lý )(?<!tự )do"
    r"|khi(?! đó)|(?<!phía )(?<!đằng )(?<!ngay )(?<!ngay cả )sau)\b)"
    r"|, (?=(?:giúp|tạo|tăng|giảm|đạt|gồm|nhất là|đặc biệt|kể cả|cùng với|tham dự|bởi|làm|gây|song|còn|chuyên|theo"
    r"|tại|ở|nơi|trong|với|cùng|trên|vào|hôm|ngày|sáng|chiều|tối)\b)"
    rf"| (?=(?:tại|ở) (?:[{CAPITAL}\d]|tỉnh|thành phố|TP|huyện|xã|phường|thị xã|quận|khu vực|cuộc|phiên|buổi|hội nghị"
    r"|trụ sở)[^,]*$)"
)
_CLAUSES = re.compile(
    r"(?<=, )|(?<=cho biết )|(?<=cho hay )|(?<=rằng )|(?<=nói )|(?<=khẳng định )|(?<=sau khi )|(?<=trước khi )"
    r"|(?<= khi )"
    r"|(?<= nếu )|(?<= để )|(?<= việc )|(?<= dự kiến )|(?<= dự báo )|(?<= xác định )"
    r"|(?<= đánh giá )|(?<= mong )|(?<= hy vọng )|(?<= kết luận )|(?<= cho thấy )|(?<= tuyên bố )"
)
_THAT_DOING = re.compile(r"(?:cho biết|cho hay|rằng|khẳng định|cho thấy|nói|đánh giá|nhận định) (?:việc|sự) $")
# A second verb of the same subject; where the first has its object, the sentence can end there.
_SECOND = re.compile(rf"(?:,| và|, và) (?=[{SMALL}]+ [{SMALL}]+)")
# Of these something is told in what was cut off.
_ONLY_NAMES = re.compile(r"(?:Danh tính|Hình ảnh|Nguyên nhân|Lý do|Món|Câu chuyện|Thông tin|Bức ảnh)\b")
_LAST_VERB = re.compile(r"(?: và|,) (?:phản ứng|cảnh cáo|làm rõ|đề nghị|yêu cầu|kỷ luật|khen thưởng|xử phạt|bắt giữ)$")
_BODY_SO_FAR = re.compile(rf"(?:Bộ|Sở|Phòng|Viện|[UỦ][ỷy] ban|Cục|Tổng cục) [{CAPITAL}]\w*(?: [{SMALL}]+){{0,2}}$")
_ONE_SYLLABLE = re.compile(rf" (?:và|hoặc|hay) [{SMALL}]+$")
_SUBJECT = re.compile(
    rf"(?:[{CAPITAL}\d“\"]|ông |bà |anh |chị |đồng chí |các |những |nhiều |một |hai |ba |hơn |gần |toàn )"
)
_SHORTER_NAMES = (
    (re.compile(r"\b[UỦ](?:ỷ|y|ủy)? ban [Nn]hân dân\b|\b(?:Uỷ|Ủy) ban nhân dân\b"), "UBND"),
    (re.compile(r"\bHội đồng [Nn]hân dân\b"), "HĐND"),
    (re.compile(r"\b[Tt]hành phố Hồ Chí Minh\b"), "TP Hồ Chí Minh"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a sentence without its full stop; `cuts` names what was cut off or out."""

    text: str
    cuts: frozenset[str]


def headline_forms(sentence: str) -> list[Form]:
    """The forms of a sentence that can stand as a headline, the whole sentence among them if it is short enough."""
    if is_fragment(sentence) or is_broken_quotation(sentence) or is_caption(sentence) or is_older_picture(sentence):
        return []
    whole = tighten(sentence).rstrip(" .…")
    if whole.endswith(("?", "!")) or ";" in whole:
        return []
    forms: dict[str, Form] = {}
    for opened in _openings(whole):
        for inner in _interiors(opened):
            for form in _endings(inner):
                text = _finished(form.text)
                longest = LONGEST if form.cuts & {"ending", "second"} else WHOLE
                if text not in forms and is_headline(text, longest=longest) and not _is_torn(text, form.cuts):
                    forms[text] = Form(text, form.cuts)
    return list(forms.values())[:_MOST_FORMS]


def _is_torn(text: str, cuts: frozenset[str]) -> bool:
    """Whether what was cut off at the end held the main clause, or the object of the last verb."""
    if "ending" not in cuts:
        return False
    words = _words(text)
    opens_with_verb = "," not in text and is_verb([words[0].lower(), *words[1:2]], 0)
    return opens_with_verb or _ONLY_NAMES.match(text) is not None or _LAST_VERB.search(text) is not None


def _openings(text: str) -> Iterator[Form]:
    """The sentence from its beginning, and from where its subject begins."""
    yield Form(text, frozenset())
    cuts: set[str] = set()
    for _ in range(4):
        cut = _without_opening(text)
        if cut is None:
            return
        text, name = cut
        cuts.add(name)
        yield Form(text, frozenset(cuts))


def _without_opening(text: str) -> tuple[str, str] | None:
    timed = _TIMED.match(text)
    if timed:
        return text[timed.end() :], "setting"
    source = _SOURCE.match(text)
    if source and not _CHARGE.search(text):
        return text[source.end() :], "source"
    says = _SAYS.match(text)
    if (
        says
        and not _CHARGE.search(text)
        and (
            _SUBJECT.match(text[says.end() :]) or _TIMED.match(text[says.end() :]) or _SETTING.match(text[says.end() :])
        )
    ):
        return text[says.end() :], "source"
    head, comma, rest = text.partition(", ")
    if comma and (_SETTING.match(head) or _ADVERB.fullmatch(head)) and _opens_clause(rest) and not rest[:1].isdigit():
        return None if _LISTED.match(rest) and not predicates(head) else (rest, "setting")
    return None


def _opens_clause(rest: str) -> bool:
    """Whether what follows a comma is a clause, not the next member of a list: a verb comes before the next comma, or
    a person does."""
    return predicates(rest.partition(",")[0]) > 0 or bool(
        re.match(rf"(?:ông|bà|anh|chị|đồng chí|{_OFFICE}|Thủ tướng|Tổng thống)\b", rest)
    )


def _interiors(form: Form) -> Iterator[Form]:
    """A form as it is, and without what can be left out inside it."""
    yield form
    text, cuts = form.text, set(form.cuts)
    for pattern, name in ((_PARTICULARS, "particulars"), (_APPOSITIVE, "appositive")):
        bare = pattern.sub(_verbless, text)
        if bare != text:
            text = bare
            cuts.add(name)
            yield Form(text, frozenset(cuts))
    bare = _DATE.sub("", text)
    now = _NOW.search(bare)
    if now and not predicates(bare[: now.start()]) and _opens_with_verb(bare[now.end() :].removeprefix(" đã")):
        bare = f"{bare[: now.start()]}{bare[now.end() :]}"  # "Nga hôm nay cảnh báo" → "Nga cảnh báo"
    named = _NAMED.search(bare)
    if named and named.start() < 60 and not predicates(bare[: named.start()]) and re.match(rf"(?:{_OFFICE}|Bộ)", bare):
        bare = f"{bare[: named.start()]} {bare[named.end() :]}"  # "Giám đốc Sở, ông An" → "Giám đốc Sở An"
    if bare != text:
        yield Form(bare, frozenset({*cuts, "date"}))


def _verbless(match: re.Match[str]) -> str:
    """Takes out what only names or places; between two commas that has a verb, another statement stands."""
    found = match.group()
    told = _TELLS.search(found) or predicates(f"x {found.strip(' ,-–')}")
    return "" if "(" in found[:3] or not told else found


def _endings(form: Form) -> Iterator[Form]:
    """A form as it is, and without what closes it."""
    said = _SAID.search(form.text)
    text, cuts = form.text, form.cuts
    if said and not _CHARGE.search(text):
        text, cuts = text[: said.start()], cuts | {"source"}
        yield Form(text, cuts)
    else:
        yield form
    for place in _ADDED.finditer(text):
        head, rest = text[: place.start()], text[place.start() :]
        # "không … để", "chưa … khi" would deny more than the sentence does.
        denied = _NOT.search(head) and _PURPOSE.match(rest)
        if _THEN.match(rest) or _has_main_verb(rest):
            continue
        if not denied and not _LIMITS.search(rest) and _told_to_the_end(head):
            yield Form(head.rstrip(" ,-–"), cuts | {"ending"})
    for place in _SECOND.finditer(text):
        head, rest = text[: place.start()], text[place.end() :]
        if "và" in place.group() and _BODY_SO_FAR.search(head):
            continue  # "Bộ Kế hoạch | và đầu tư tổ chức"
        if (
            _opens_with_verb(rest)
            and _told_to_the_end(head)
            and _has_object(head)
            and not _LIMITS.search(rest)
            and not _NOT.search(head)
        ):
            yield Form(head, cuts | {"second"})


def _has_main_verb(rest: str) -> bool:
    """Whether a circumstance that would be cut off has the verb of the whole sentence behind it, so that the verb of
    what is left only tells which one is meant: "Chi phí sửa máy bay bị cháy | hồi năm 2016 quá cao"."""
    own = _OWN_VERB.match(rest) if _CIRCUMSTANCE.match(rest) else None
    return own is not None and _SUBORDINATE.search(own.group()) is None


def _told_to_the_end(head: str) -> bool:
    """Whether the last clause of a cut sentence has its verb, and the last member of a list more than one syllable."""
    if _ONE_SYLLABLE.search(head):
        return False  # "… của Tập đoàn Miền Trung và xe"
    *_, last = _CLAUSES.split(head)
    before = head[: len(head) - len(last)]
    if _THAT_DOING.search(before):
        return predicates(f"x {last}") > 1  # "cho biết việc rà soát số liệu" tells nothing of it
    if before.endswith(", ") and (last[:1].isupper() or last[:1].isdigit()):
        # "thành phố Istanbul, Thổ Nhĩ Kỳ"; not "sau khi luật sư của bà, ông Lãm"
        *opening, clause = _CLAUSES.split(before[:-2])
        return not opening or opening[-1].endswith(", ") or predicates(f"x {clause}") > 0
    return not before or predicates(f"x {last}") > 0


def _opens_with_verb(rest: str) -> bool:
    return is_verb(_words(rest)[:2], 0)


def _has_object(head: str) -> bool:
    """Whether at least two words follow the last verb, and no list is being told."""
    words = _words(head)
    ends = [i + (words[i] not in SINGLE) for i in range(1, len(words)) if is_verb(words, i)]
    return bool(ends) and len(words) - 1 - ends[-1] >= 2 and "gồm" not in words[-12:]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unify_tone(text))


def _finished(text: str) -> str:
    text = _ALREADY.sub("", text).strip(" ,.;–-")
    for pattern, short in _SHORTER_NAMES:
        text = pattern.sub(short, text)
    return text[:1].upper() + text[1:]
