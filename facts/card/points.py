"""What the speakers said, and what the meeting concluded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from facts.attribution import SAYS, speakers_in
from facts.card.event import MEETING
from facts.card.scene import Line, Scene, extent
from facts.names import PersonMention
from facts.tokens import key_of
from facts.types import Speaker, Value

_MOST_POINTS = 12
_SHORTEST = 6
_PRONOUN = re.compile(
    r"(?:Ông|Bà|Đồng chí|Vị [\w ]{3,24}|(?:Đồng chí )?(?:Phó )?(?:Thủ tướng|Bộ trưởng|Thứ trưởng|Chủ tịch|Bí thư"
    r"|Tổng Bí thư|Trưởng ban|Giám đốc|Phó Chủ tịch|Tổng bí thư))(?: [^,.:;“\"]{0,60}?)??"
    r" (?:còn |cũng |đã |tiếp tục |đồng thời )*(?=" + SAYS.pattern + ")",
)
_OPENING = re.compile(
    r"(?:[ ]?(?:rằng|là|thêm|như sau|về việc)(?=[ ,:])"
    r"|[ ](?:tại|đến|với|cho) [^,:.]{0,40}?(?:đại biểu|hội nghị|cử tri|báo chí|phóng viên)"
    r"(?=[,:]| rằng| những| các| kết quả))?"
    r"(?:[ ]rằng)?[\s,:“\"]*"
)
_AND_SAYS = re.compile(r"(?:và|đồng thời|, đồng thời)[ ]")
_CEREMONY = re.compile(
    rf"(?i)(?:phỏng vấn|báo chí|(?:[\w ]{{2,16}} )?(?:tại|trong|bên lề|sau|trước) (?:{MEETING}|buổi|cuộc|phiên"
    rf"|lễ)) ?.{{0,200}}"
    r"|.{0,60}như vậy|điều này.*|phát biểu (?:tham luận|chào mừng|khai mạc|bế mạc|chỉ đạo|kết luận|tại|ý kiến|mở đầu"
    r"|đề dẫn)[^.:]{0,80}"
)
_ROSE = re.compile(r"(?i)(?:phát biểu|tham luận|trình bày|báo cáo)[ ]")


@dataclass(slots=True)
class _Turn:
    mention: PersonMention
    points: list[Value] = field(default_factory=list)
    rose: bool = False
    """Whether the article says that this person took the floor, even if not what was said."""


def find_speakers(scene: Scene) -> tuple[Speaker, ...]:
    """The persons to whom the article attributes statements, with the statements, in order of first appearance."""
    turns: dict[tuple[str, ...], _Turn] = {}
    last: PersonMention | None = None
    for line in scene.lines:
        said_by = speakers_in(scene.text, line.start, line.end, scene.persons)
        mention = said_by[0] if len(said_by) == 1 else None
        if mention is not None:
            point = _point(scene, line, mention)
        elif not said_by and last is not None and (match := _PRONOUN.match(line.text)) and _is(scene, match, last):
            mention = last
            point = _after_verb(scene, line, line.start + match.end())
        else:
            last = None if said_by else last
            continue
        last = mention
        key = key_of(scene.full_name(mention.name))
        turn = turns.setdefault(key, _Turn(mention))
        turn.rose = turn.rose or _ROSE.search(line.text) is not None
        if point is not None and len(turn.points) < _MOST_POINTS:
            turn.points.append(point)
    return tuple(
        Speaker(scene.full_name(turn.mention.name), scene.title_of(turn.mention), tuple(turn.points))
        for turn in turns.values()
        if turn.points or turn.rose
    )


def _is(scene: Scene, match: re.Match[str], person: PersonMention) -> bool:
    """Whether "Ông …", "Bộ trưởng …", "Đồng chí Bí thư Tỉnh ủy …" can mean this person."""
    words = set(key_of(match.group())) - set(key_of("ông bà đồng chí vị này còn cũng đã tiếp tục đồng thời thêm"))
    known = set(key_of(scene.title_of(person) or "")) | set(key_of(person.name))
    if match.group().startswith("Vị "):
        return True
    return words <= known


def _point(scene: Scene, line: Line, mention: PersonMention) -> Value | None:
    """The statement of a sentence that names its speaker: after the verb of speech, or the quotation before it."""
    begin, after = extent(mention)
    tail_verb = SAYS.search(scene.text, after, line.end)
    following = _after_verb(scene, line, tail_verb.start()) if tail_verb else None
    colon = scene.text.find(":", after, line.end)
    if 0 <= colon <= after + 3:
        following = _content(scene, colon + 1, line.end)
    if following is not None and len(following.text.split()) >= _SHORTEST:
        return following
    before = re.sub(r"(?i)[\s,–-]*(?:theo|ông|bà|đồng chí|anh|chị)?[\s,–-]*$", "", scene.text[line.start : begin])
    quoted = re.search(r"[”\"]", scene.text[line.start + len(before) - 2 : begin]) is not None
    ends_here = tail_verb is not None and line.end - tail_verb.end() < 25
    if len(before.split()) >= _SHORTEST and (quoted or ends_here):
        return _content(scene, line.start, line.start + len(before))
    according = re.search(r"[Tt]heo[^,]{0,40}$", scene.text[line.start : begin])
    if according and scene.text[after : after + 1] == ",":
        return _content(scene, after + 1, line.end)
    return None


def _after_verb(scene: Scene, line: Line, at: int) -> Value | None:
    """What follows the verb of speech; "phát biểu khai mạc hội nghị, … nhấn mạnh" has its content after the last."""
    verb = SAYS.search(scene.text, at, line.end)
    if verb is None:
        return None
    start = verb.end()
    word = verb.group().lower()
    named_only = word in {"phát biểu", "kết luận", "thông tin", "trả lời", "báo cáo"}
    if named_only and scene.text[start : start + 1] != ":":
        later = SAYS.search(scene.text, start, min(line.end, start + 120))
        if later is not None and not re.search(r"[“\"]", scene.text[start : later.start()]):
            verb, start, word = later, later.end(), later.group().lower()
    if word in _ACTS:
        start = verb.start()
    else:
        opening = _OPENING.match(scene.text, start, line.end)
        start = opening.end() if opening else start
        link = _AND_SAYS.match(scene.text, start)
        if link and SAYS.match(scene.text, link.end()):
            return _after_verb(scene, line, link.end())
    return _content(scene, start, line.end)


# Verbs that are themselves what was said: "đề nghị các sở rà soát", "ghi nhận kết quả".
_ACTS = frozenset(
    phrase.replace("_", " ")
    for phrase in """đề_nghị yêu_cầu chỉ_đạo kiến_nghị đề_xuất ghi_nhận biểu_dương giao kêu_gọi hoan_nghênh chúc_mừng
    cảm_ơn đánh_giá đánh_giá_cao cam_kết bày_tỏ lưu_ý cảnh_báo gợi_ý khuyến_nghị phê_bình gửi_lời giới_thiệu trình_bày
    quán_triệt""".split()
)


def _content(scene: Scene, start: int, end: int) -> Value | None:
    text = scene.text
    while start < end and text[start] in ' "“”‘’:,;–-\n':
        start += 1
    while end > start and text[end - 1] in ' "“”‘’:,;–-\n':
        end -= 1
    if text[end - 1] == "." and text[end - 2] in '”"':
        end -= 2
    if end - start < 12 or len(text[start:end].split()) < _SHORTEST or _CEREMONY.fullmatch(text[start:end]):
        return None
    span = scene.article.span(start, end)
    return Value(span.quote, span)


_CONCLUDES = re.compile(
    rf"(?:(?:phát biểu|bài phát biểu) )?kết luận (?:tại )?(?:{MEETING}|cuộc họp|buổi|phiên|chỉ đạo)", re.IGNORECASE
)
_CONCLUDING = re.compile(
    r"(?:phát biểu )?kết luận(?: tại)?(?: hội nghị| cuộc họp| phiên họp| buổi [\w ]{2,14})?,", re.IGNORECASE
)
_DECIDES = re.compile(
    rf"(?:^|[,;] )(?:(?:Tại|Kết thúc) [^,]{{3,80}}, )?(?:các đại biểu|{MEETING}|Quốc hội|HĐND[^,.]{{0,30}}"
    rf"|Ban Chấp hành[^,.]{{0,30}}"
    r"|Uỷ ban Kiểm tra[^,.]{0,30}|Ủy ban Kiểm tra[^,.]{0,30}|Bộ Chính trị|Ban Bí thư|Trung ương|hai bên"
    r"|các bên)[^,.:;]{0,60}?"
    r" (?:đã |cũng |cùng |sẽ )*(?P<verb>thống nhất|nhất trí|thông qua|quyết định|quyết nghị|bầu|biểu quyết"
    r"|kết luận|đi đến thống nhất|hiệp thương)(?!\w)",
    re.IGNORECASE,
)
_OPEN = re.compile(r"(?i)(?:(?:sẽ|dự kiến|xem xét,?|để|trình|chưa)[^,.]{0,40}|được[ ]|bị[ ])$")


def find_conclusions(scene: Scene) -> tuple[Value, ...]:
    """What was said in closing, and what the meeting decided."""
    found: list[Value] = []
    for line in scene.lines:
        value: Value | None = None
        if _CONCLUDES.search(line.text) or _CONCLUDING.match(line.text):
            speakers = speakers_in(scene.text, line.start, line.end, scene.persons)
            if speakers:
                value = _point(scene, line, speakers[-1])
        match = _DECIDES.search(line.text) if value is None else None
        if match is not None and not _OPEN.search(line.text[: match.start("verb")]):
            value = scene.value(line.start + match.start("verb"), line.end)
        if value is not None and len(value.text.split()) >= _SHORTEST:
            found.append(value)
    return tuple(found)
