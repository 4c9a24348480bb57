"""What the speakers said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from facts import lexicon
from facts.attribution import SAYS
from facts.card.event import MEETING
from facts.card.lists import announces_list
from facts.card.scene import Scene
from facts.card.turns import Attribution
from facts.names import PersonMention
from facts.tokens import key_of
from facts.types import Speaker, Value

_MOST_POINTS = 12
_SHORTEST = 6
_SHORTEST_QUOTE = 4
_SHORTEST_LEAD = 40
"""Characters before the agency that quotes somebody, for them to be what he said."""
_OPENING = re.compile(
    r"(?:(?:[ ]?(?:rằng|là|thêm|như sau|về việc|lại|đến|tới)(?=[ ,:])){1,2}"
    r"|[ ](?:tại|đến|với|cho) [^,:.]{0,40}?(?:đại biểu|hội nghị|cử tri|báo chí|phóng viên)"
    r"(?: [^,:.“”\"]{1,60}?(?= rằng)|(?=[,:]| rằng| những| các| kết quả)))?"
    r"(?:[ ]rằng)?[\s,:“\"]*"
)
_AND_SAYS = re.compile(r"(?:và|đồng thời|, đồng thời)[ ]")
_CEREMONY = re.compile(
    rf"(?i)(?:phỏng vấn|báo chí|(?:[\w ]{{2,16}} )?(?:tại|trong|bên lề|sau|trước) (?:một )?(?:{MEETING}|buổi|cuộc"
    rf"|phiên|lễ)) ?.{{0,200}}"
    r"|khi (?:chủ trì|dự|tham dự|trả lời|trao đổi)[^.]{0,90}\.?|.{0,60}như vậy|điều này.*|phát biểu (?:tham luận|chào mừng|khai mạc|bế mạc|chỉ đạo|kết luận|tại|ý kiến|mở đầu"
    r"|đề dẫn)[^.:]{0,80}"
)
_TIME_AND_PLACE = re.compile(r" (?:trong|tại|trước|với|sau|khi|hôm|ngày|bên lề|ở)(?!\w)[^,.;:“”\"]{2,110}:")
# Behind the verb of speech at the end of a sentence: "…, ông A nói thêm.", "… - bà B cho biết hôm 5/3."
_NOTHING_MORE = re.compile(
    r"[ ,]*(?:thêm|như vậy|rõ|lại|trên|vậy|cụ thể|đồng thời)?(?:[ ,]*(?:hôm|ngày|sáng|chiều|tối|tại|trước|với|trong|sau|trên|khi|cùng|như|vào"
    r"|và)[ ][^,:“”\"]{2,60})?[\s.…”\"!?]*"
)
_QUOTED_BY = re.compile(
    r"(?i)[\s,–-]*(?:(?:đài|báo|tờ|hãng(?: tin)?|tạp chí) )?[\w. ]{2,30}? (?:(?:hôm|ngày) [\d/-]+ |hôm (?:nay|qua) )?(?:dẫn|trích)(?: lời)?[\s]*$"
)
# "… ", Yonhap dẫn lời thống đốc ông A": who is quoted stands outside of the quotation.
_AFTER_QUOTE = re.compile(r"[”\"][\s,–-]+[^,.“”\"]{2,40}? (?:dẫn|trích)(?: lời)?(?:[ ][^,.“”\"]{1,40})?$")
_SPEAKS_OF = re.compile(r"(?:Phát biểu|Trả lời|Chia sẻ|Nói|Trao đổi|Liên quan|Đề cập|Bàn|Dẫn|Nhắc lại|Trình bày)(?!\w)")
# What stands before a name may be nothing but an office: "Chủ tịch Hội đồng bầu cử Quốc gia A phát biểu …".
_ONLY_OFFICE = re.compile(
    rf"(?i)(?:(?:nguyên|phó|quyền|tân|cựu) )*(?:{'|'.join(map(re.escape, lexicon.ROLES))})(?!\w)[^,.;:“”\"]{{2,90}}"
)
_PREDICATE = re.compile(r"(?<!\w)(?:đã|sẽ|đang|là|được|bị|có|cần|phải|không|chưa|vừa)(?!\w)")
_ACCORDING = re.compile(r"[Tt]heo[^,]{0,40}$")
_AS_NOUN = re.compile(
    r"(?i)(?<!\w)(?:công nghệ|câu|ký|ký quyết định|các|những|nhiều|sự|bản|lời|tờ|bài|nguồn|vị trí|một số|theo|mọi|hai|văn bản|hệ thống)[ ]$"
)
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị|do)(?: [^\W\d]+){0,4}$")
_NEXT_ONE = re.compile(r"(?<! đàn),? (?:ông|bà|anh|chị|đồng chí)\Z")
_NOUN_BEFORE = 16
"""Characters."""
_SAYS_THAT = re.compile(r"cho (?:biết|rằng|hay)(?!\w)")
_ABOUT = re.compile(r"(?:về|đối với|liên quan|cùng)[ ]")
_PARTS = re.compile(r";|,? đồng thời ")
_ROSE = re.compile(r"(?i)(?:phát biểu|tham luận|trình bày|báo cáo)[ ]")


@dataclass(slots=True)
class _Turn:
    mention: PersonMention
    points: list[Value] = field(default_factory=list)
    rose: bool = False
    """Whether the article says that this person took the floor, even if not what was said."""


def find_speakers(scene: Scene, attributions: Sequence[Attribution]) -> tuple[Speaker, ...]:
    """The persons to whom the article attributes statements, with the statements, in order of first appearance."""
    turns: dict[tuple[str, ...], _Turn] = {}
    for said in attributions:
        key = key_of(scene.full_name(said.person.name))
        turn = turns.setdefault(key, _Turn(said.person))
        turn.rose = turn.rose or _ROSE.search(said.line.text) is not None
        point = point_of(scene, said)
        if point is None or len(turn.points) >= _MOST_POINTS:
            continue
        if all(point.text != told.text for told in turn.points):  # an article may repeat itself
            turn.points.append(point)
    return tuple(
        Speaker(scene.full_name(turn.mention.name), scene.title_of(turn.mention), tuple(turn.points))
        for turn in turns.values()
        if turn.points or turn.rose
    )


def point_of(scene: Scene, said: Attribution) -> Value | None:
    """The statement of a sentence that names its speaker: after the verb of speech, or the quotation before it."""
    line, begin, after, limit = said.line, said.begin, said.after, said.limit
    if said.quoted:
        return _content(scene, line.start, limit, shortest=_SHORTEST_QUOTE)
    if line.text.endswith(":") and announces_list(line.text):
        limit = _before_announcement(scene, after, limit)
    if scene.text[after : after + 1] == "," and _ACCORDING.search(scene.text[line.start : begin]):
        return _content(scene, after + 1, limit)
    tail_verb = _verb_of_speech(scene, after, limit)
    following = _after_verb(scene, limit, tail_verb.start()) if tail_verb else None
    colon = scene.text.find(":", after, limit)
    if 0 <= colon <= after + 3:
        following = _content(scene, colon + 1, limit)
    elif tail_verb and colon > tail_verb.end() and _TIME_AND_PLACE.match(scene.text, tail_verb.end(), colon + 1):
        following = _content(scene, colon + 1, limit)  # "nói trong ngày khai mạc ở Hà Nội: …"
    before = re.sub(
        r"(?i)[\s,–-]*(?:theo|ông|bà|đồng chí|anh|chị|tướng|TS|GS|PGS|ThS|BS)?[.\s,–-]*$",
        "",
        scene.text[line.start : begin],
    )
    if by := _AFTER_QUOTE.search(before):
        return _content(scene, line.start, line.start + by.start())
    quoted = re.search(r"[”\"]", scene.text[line.start + len(before) - 2 : begin]) is not None
    if quoted and _SPEAKS_OF.match(before) and not scene.is_quoted(line.start + 1):
        quoted = False  # "Phát biểu về chủ đề "X", ông A cho biết …"
    if not quoted and (by := _QUOTED_BY.search(before)) and by.start() > _SHORTEST_LEAD:
        before = before[: by.start()]  # "…, SCMP ngày 26/3 dẫn lời ông A": told before the agency is named
        if len(before.split()) >= _SHORTEST:
            return _content(scene, line.start, line.start + len(before))
    ends_here = tail_verb is not None and _NOTHING_MORE.fullmatch(scene.text, tail_verb.end(), limit) is not None
    if len(before.split()) >= _SHORTEST and (quoted or ends_here) and (quoted or not _is_office(before)):
        if _PASSIVE.search(before):
            return None  # "Đây là câu hỏi được ông A đặt ra"
        goes_on = quoted and tail_verb is not None and re.search(r"[“\"]", scene.text[tail_verb.end() : limit])
        return _content(scene, line.start, limit if goes_on else line.start + len(before))
    if following is not None and len(following.text.split()) >= _SHORTEST:
        return following
    return None


def _is_office(text: str) -> bool:
    return _ONLY_OFFICE.fullmatch(text) is not None and SAYS.search(text) is None and not _PREDICATE.search(text)


def _verb_of_speech(scene: Scene, at: int, limit: int) -> re.Match[str] | None:
    """The first verb of speech of a stretch; in "công nghệ thông tin", "câu hỏi", "ký kết luận" it is a noun."""
    for verb in SAYS.finditer(scene.text, at, limit):
        if not _AS_NOUN.search(scene.text[max(at, verb.start() - _NOUN_BEFORE) : verb.start()]):
            return verb
    return None


def _before_announcement(scene: Scene, after: int, limit: int) -> int:
    """Where the last clause begins, which only announces a list ("…; yêu cầu thực hiện các nhiệm vụ sau:")."""
    parting = [match.start() for match in _PARTS.finditer(scene.text, after, limit)]
    return parting[-1] if parting else after


def _after_verb(scene: Scene, limit: int, at: int) -> Value | None:
    """What follows the verb of speech; "phát biểu khai mạc hội nghị, … nhấn mạnh" has its content after the last."""
    verb = _verb_of_speech(scene, at, limit)
    if verb is None:
        return None
    start = verb.end()
    word = verb.group().lower()
    named_only = word in {"phát biểu", "kết luận", "trả lời"} or (
        word in {"thông tin", "báo cáo"} and scene.text[start : start + 1] != ","
    )
    if named_only and scene.text[start : start + 1] != ":":
        later = _verb_of_speech(scene, start, min(limit, start + 120))
        if later is not None and not re.search(r"[“\"]", scene.text[start : later.start()]):
            verb, start, word = later, later.end(), later.group().lower()
    if scene.text[start : start + 2] == ": ":
        return _content(scene, start + 2, limit)
    if word in _ACTS and not (word in _TELLS and scene.text[start : start + 1] in ",:"):
        start = verb.start()
    else:
        opening = _OPENING.match(scene.text, start, limit)
        start = opening.end() if opening else start
        link = _AND_SAYS.match(scene.text, start)
        if link and SAYS.match(scene.text, link.end()):
            return _after_verb(scene, limit, link.end())
        if _SAYS_THAT.match(scene.text, start):
            return _after_verb(scene, limit, start)
        if _ABOUT.match(scene.text, start) and scene.text[verb.end() : start].isspace():
            start = verb.start()
    return _content(scene, start, limit)


_TELLS = frozenset({"báo cáo", "đánh giá", "cảnh báo", "lưu ý", "trình bày", "giải trình"})
"""Behind these a comma opens what was told: "ông A báo cáo, đợt mặn làm thiệt hại 2.150 ha"."""
# Verbs that are themselves what was said: "đề nghị các sở rà soát", "ghi nhận kết quả".
_ACTS = frozenset(
    phrase.replace("_", " ")
    for phrase in """đề_nghị yêu_cầu chỉ_đạo kiến_nghị đề_xuất ghi_nhận biểu_dương giao kêu_gọi hoan_nghênh chúc_mừng
    cảm_ơn cám_ơn đánh_giá đánh_giá_cao cam_kết bày_tỏ lưu_ý cảnh_báo gợi_ý khuyến_nghị phê_bình gửi_lời giới_thiệu trình_bày xin tiếp_thu truy_vấn báo_cáo mong_muốn
    nhận_trách_nhiệm nhận_thiếu_sót nhận_khuyết_điểm giải_trình thắc_mắc
    quán_triệt""".split()
)


def _content(scene: Scene, start: int, end: int, *, shortest: int = _SHORTEST) -> Value | None:
    text = scene.text
    while start < end and text[start] in ' "“”‘’:,;–-\n':
        start += 1
    while end > start and text[end - 1] in ' "“”‘’:,;–-\n':
        end -= 1
    if text[end - 1] == "." and text[end - 2] in '”"':
        end -= 2
    if tail := _NEXT_ONE.search(text, max(start, end - _NOUN_BEFORE), end):
        end = tail.start()
    if text.startswith(("và ", "nhưng "), start):
        start = text.index(" ", start) + 1
    if end - start < 12 or len(text[start:end].split()) < shortest or _CEREMONY.fullmatch(text[start:end]):
        return None
    span = scene.article.span(start, end)
    return Value(span.quote, span)
