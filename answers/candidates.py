"""Short answers: spans of a sentence that are of the kind a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answers.question import Kind, Question, asks_for_money
from facts import find_dates, find_organisations, find_persons, find_places
from index.analysis import words
from news.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span [start, end) of a sentence, and how well its form fits what is asked for (0 to 1)."""

    start: int
    end: int
    fit: float


_LIST_GAP = 40
"""Characters between neighbours of a list, at most."""
_NUMBER = re.compile(
    r"(?:(?:hơn|gần|khoảng|trên|dưới|tới|đến|chừng|ít nhất|tổng cộng)\s+)?(?<![\w/.,-])\d[\d.,]*(?:\s*(?:tỷ|tỉ|triệu|nghìn|ngàn)\b)?(?:\s*%)?(?P<noun>(?:\s+[^\W\d]+){0,4})"
)
_SPELLED = re.compile(
    r"\b(?:(?:hơn|gần|khoảng|trên)\s+)?(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|một trăm)(?P<noun>(?:\s+[^\W\d]+){1,3})",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?:(?:hơn|gần|khoảng|trên)\s+)?\d[\d.,]*\s*(?:%|phần trăm)")
_MONEY = re.compile(
    r"(?:(?:hơn|gần|khoảng|trên)\s+)?\d[\d.,]*\s*(?:(?:nghìn |ngàn )?(?:tỷ|tỉ|triệu|nghìn|ngàn)\b(?: đồng| USD| đô la)?|đồng\b|USD\b)"
)
_HALF_WORDS = frozenset("nha dai can nhan don du phong truong to ca ky bac giao hoc cong van y doanh bien".split())
_BECAUSE = re.compile(r"\b(?:vì|do|bởi|nhằm|để|nguyên nhân(?: là)?|lý do(?: là)?)\s+(?P<answer>[^.;]{8,})")
_THAT = re.compile(
    r"\b(?:cho biết|cho hay|nhấn mạnh|khẳng định|cho rằng|nêu rõ|chỉ rõ|chia sẻ|đánh giá|nhận định|lưu ý|đề nghị|yêu cầu|kết luận|nói|phát biểu|giải thích|bày tỏ|đề xuất|kiến nghị|cảnh báo|thông báo|hỏi)"
    r"(?:\s+(?:rằng|thêm|là))?\s*[:,]?\s*(?P<answer>[^\n]{8,})"
)
_DECIDED = re.compile(
    r"\b(?:quyết định|thông qua|thống nhất|yêu cầu|giao|kỷ luật|đề nghị|chỉ đạo|quyết nghị|nhất trí|buộc)\s+(?P<answer>[^.;]{6,})"
)
_DUTY = re.compile(r"\b(?:phải|cần|không được|chấm dứt)\s")
_QUOTED = re.compile(r"[“\"](?P<answer>[^”\"]{4,300})[”\"]")
_IS = re.compile(r"\b(?:là|gồm|có chủ đề|chủ đề|với chủ đề|mang tên|tên là|về)\s*:?\s*(?P<answer>[^.;,]{3,160})")
_NOUN_ASKED = re.compile(r"(?:^|\s)(?P<noun>\w+(?: \w+)?) (?:gi|nao)\b")
_EMPTY_NOUNS = frozenset("la ve viec dieu cai noi co lam ra nhung cac gi nhu the vi".split())
_PHRASE_STOP = re.compile(
    r"[,.;:()!?…”\"]|\s(?:de|nham|voi|tai|vao|do|khi|se|da|duoc|dang|trong|cho|nen|thi|ma|tu|ngay|cua nguoi)\s"
)
_PLACE_PHRASE = re.compile(
    r"\b(?:tại|ở|đến|tới|sang)\s+(?P<answer>[A-ZĐ\w][^,.;()]{2,80}?(?:,\s*(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã)\s[^,.;()]{2,40})?)(?=[,.;()]|\s(?:vào|ngày|sáng|chiều|đã|do|với|để|và|diễn ra|từ|có)\b|$)"
)


def candidates(question: Question, sentence: str) -> list[Candidate]:
    """Spans of the sentence that could answer, best form first; empty if it has none of the kind asked for."""
    finder = _FINDERS.get(question.kind, _clauses)
    asked = set(question.content)

    def new(candidate: Candidate) -> bool:
        """Whether it says anything that the question did not say itself."""
        said = [fold(w) if question.accentless else w for w in words(sentence[candidate.start : candidate.end])]
        return any(word not in asked for word in said)

    found = [c for c in finder(question, sentence) if c.end > c.start and new(c)]
    return sorted(found, key=lambda c: -c.fit)


def _people(question: Question, sentence: str) -> Iterator[Candidate]:
    asked = set(question.content)
    for person in find_persons(sentence):
        name = [fold(w) if question.accentless else w for w in words(person.name)]
        if name and name[-1] in asked and (len(name) > 1 or len(asked) > 1):
            continue  # the question names this person already, by the whole name or as "ông Cang"
        yield Candidate(person.start, person.end, 1.0 if person.title else 0.8)


def _dates(question: Question, sentence: str) -> Iterator[Candidate]:
    for date in find_dates(sentence):
        fit = 1.0 if date.day else 0.6 if date.month else 0.35
        if date.day and _same_date(question, sentence[date.start : date.end]):
            continue
        yield Candidate(date.start, date.end, fit)


def _same_date(question: Question, surface: str) -> bool:
    numbers = [w for w in words(surface) if w[0].isdigit()]
    return bool(numbers) and all(n in question.content for n in numbers)


def _places(_: Question, sentence: str) -> Iterator[Candidate]:
    for match in _PLACE_PHRASE.finditer(sentence):
        if re.search(r"[A-ZĐ]", match["answer"]) and not re.match(
            r"(?:hội nghị|cuộc|phiên|kỳ|buổi|đây|điểm)\b", match["answer"]
        ):
            yield Candidate(match.start("answer"), match.end("answer"), 1.0)
    yield from (Candidate(place.start, place.end, 0.7) for place in find_places(sentence))


def _amounts(question: Question, sentence: str) -> Iterator[Candidate]:
    if asks_for_money(question):
        yield from (Candidate(m.start(), m.end(), 1.0) for m in _MONEY.finditer(sentence))
        return
    if question.unit[:2] == ("phan", "tram"):
        yield from (Candidate(m.start(), m.end(), 1.0) for m in _PERCENT.finditer(sentence))
        return
    unit = [w for w in question.unit if w not in ("la", "thi", "o", "duoc", "da", "tai", "trong", "vao", "ve", "du")]
    dates = [(date.start, date.end) for date in find_dates(sentence)] if not unit else []
    for pattern, form in ((_NUMBER, 1.0), (_SPELLED, 0.7)):
        for match in pattern.finditer(sentence):
            noun = fold(match["noun"]).split()
            end = match.end() if not noun else match.start("noun")
            if unit == ["nguoi"] and " ".join(noun[:2]) in _PERSONS:
                pieces = re.finditer(r"\S+", match["noun"])
                yield Candidate(match.start(), [match.start("noun") + p.end() for p in pieces][1], form)
            elif unit and unit[0] in noun and _names_unit(unit, noun):
                # "58 trang", "12 dự án": the noun asked for belongs to the answer.
                last = noun.index(unit[0]) + 1
                if len(unit) > 1 and noun[last : last + 1] == unit[1:2]:
                    last += 1
                pieces = re.finditer(r"\S+", match["noun"])
                stops = [match.start("noun") + p.end() for p in pieces]
                yield Candidate(match.start(), stops[last - 1], form)
            elif not unit and not _in_date(match.start(), dates):
                yield Candidate(match.start(), end, form * 0.6)


# "Bầu bao nhiêu người?" is answered by "29 ủy viên".
_PERSONS = frozenset(
    map(
        fold,
        ("đại biểu", "ủy viên", "đồng chí", "cán bộ", "đảng viên", "hội viên", "đoàn viên", "công nhân", "công chức", "lao động", "học sinh", "sinh viên",
         "giáo viên", "giảng viên", "chiến sĩ", "nông dân", "bệnh nhân", "phóng viên", "nhà báo", "bác sĩ", "phó chủ", "thành viên", "ứng viên", "nghị sĩ"),
    )
)  # fmt: skip


def _in_date(at: int, dates: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in dates)


def _names_unit(unit: list[str], noun: list[str]) -> bool:
    """Whether a noun is the unit; where the unit's first syllable says little ("nhà báo", "cán bộ"), by both."""
    if len(unit) < 2 or unit[0] not in _HALF_WORDS:
        return True
    return unit[1] in noun[noun.index(unit[0]) + 1 : noun.index(unit[0]) + 2]


def _because(_: Question, sentence: str) -> Iterator[Candidate]:
    for match in _BECAUSE.finditer(sentence):
        yield Candidate(match.start("answer"), _clause_end(sentence, match.start("answer"), 30), 0.9)


def _statements(_: Question, sentence: str) -> Iterator[Candidate]:
    for match in _QUOTED.finditer(sentence):
        if len(match["answer"].split()) > 4:
            yield Candidate(match.start("answer"), match.end("answer"), 0.8)
    if that := _THAT.search(sentence):
        yield Candidate(that.start("answer"), _clause_end(sentence, that.start("answer"), 30), 0.9)


def _decisions(_: Question, sentence: str) -> Iterator[Candidate]:
    for match in _DECIDED.finditer(sentence):
        end = _clause_end(sentence, match.start("answer"), 30)
        yield Candidate(match.start("answer"), end, 0.8)
        # "yêu cầu các quận, huyện … phải chấm dứt …": what is to be done, without whom it is asked of.
        if duty := _DUTY.search(sentence, match.start("answer")):
            yield Candidate(duty.start(), _clause_end(sentence, duty.start(), 30), 0.9)


def _nothing(_: Question, __: str) -> Iterator[Candidate]:
    """Of what shows whether something is so, no form is known."""
    return iter(())


def _clauses(question: Question, sentence: str) -> Iterator[Candidate]:
    for match in _QUOTED.finditer(sentence):
        yield Candidate(match.start("answer"), match.end("answer"), 0.7)
    folded = fold(question.text)
    yield from _headed(folded, sentence)
    if re.search(r"\b(?:cong ty|to chuc|co quan|don vi|bo|so|ban) nao\b", folded):
        yield from (Candidate(found.start, found.end, 1.0) for found in find_organisations(sentence))
    if re.search(r"\b(?:so may|so bao nhieu|van ban nao|nghi quyet nao)\b", folded):
        for match in re.finditer(
            r"(?:quyết định|nghị quyết|công văn|kế hoạch|chỉ thị|thông tư)(?: số)?\s+[\w/-]*\d[\w/-]*", sentence, re.I
        ):
            yield Candidate(match.start(), match.end(), 1.0)
    for match in _IS.finditer(sentence):
        yield Candidate(match.start("answer"), _clause_end(sentence, match.start("answer"), 14), 0.6)
    yield from (Candidate(c.start, c.end, c.fit * 0.5) for c in _decisions(question, sentence))


def _headed(asked: str, sentence: str) -> Iterator[Candidate]:
    """Of "cuốn sách nào", "phần mềm gì": the phrase that begins with the noun asked for, to the end of its clause."""
    match = _NOUN_ASKED.search(asked)
    if not match:
        return
    folded, noun = fold(sentence), match["noun"].split()
    for head in (" ".join(noun), noun[0]):
        if head in _EMPTY_NOUNS:
            continue
        for found in re.finditer(rf"(?<!\w){re.escape(head)}(?!\w)", folded):
            end = min(_phrase_end(folded, found.end()), _clause_end(sentence, found.start(), 16))
            if end > found.end():
                yield Candidate(found.start(), end, 0.9 if " " in head else 0.7)
        if " " in head and head in folded:
            return


def _phrase_end(folded: str, start: int) -> int:
    """Where a noun phrase stops: before a mark, or a word that begins another part of the sentence."""
    match = _PHRASE_STOP.search(folded, start)
    return len(folded.rstrip(' .!?…”"')) if match is None else len(folded[: match.start()].rstrip())


def _lists(question: Question, sentence: str) -> Iterator[Candidate]:
    folded = fold(question.text)
    if re.search(r"\b(?:ai|nguoi|lanh dao|uy vien|dong chi|dai bieu)\b", folded):
        yield from _together(list(_people(question, sentence)))
    if re.search(r"\b(?:tinh|thanh pho|quan|huyen|dia phuong|o dau|noi)\b", folded):
        yield from _together([Candidate(place.start, place.end, 0.8) for place in find_places(sentence)])
    if re.search(r"\b(?:co quan|don vi|to chuc|doanh nghiep|cong ty|ngan hang|truong|bo|so|nganh)\b", folded):
        yield from _together([Candidate(found.start, found.end, 0.8) for found in find_organisations(sentence)])
    if re.search(r"\b(?:ngay|khi|luc)\b", folded):
        yield from _dates(question, sentence)
    for match in re.finditer(r"(?:gồm|:|là)\s+(?P<answer>[^.]{10,300})", sentence):
        yield Candidate(match.start("answer"), match.end("answer"), 0.6)


def _together(items: list[Candidate]) -> Iterator[Candidate]:
    """The items of a list, and each stretch of several that stand close together, from the first to the last."""
    yield from items
    places = sorted((item.start, item.end) for item in items)
    runs: list[list[tuple[int, int]]] = []
    for place in places:
        if runs and place[0] - runs[-1][-1][1] < _LIST_GAP:
            runs[-1].append(place)
        else:
            runs.append([place])
    yield from (Candidate(run[0][0], max(end for _, end in run), 1.2) for run in runs if len(run) > 1)


def _clause_end(sentence: str, start: int, most: int) -> int:
    """The end of a clause: the first stop, else the first comma after some words, else `most` syllables on."""
    end = len(sentence.rstrip(' .!?…”"'))
    if stop := re.compile(r"[.;!?](?=\s|$)").search(sentence, start):
        end = min(end, stop.start())
    tokens = list(re.finditer(r"\S+", sentence[start:end]))
    for number, token in enumerate(tokens, start=1):
        if (number >= 6 and token.group().endswith(",")) or number == most:
            return start + token.end() - token.group().endswith(",")
    return end


_FINDERS = {
    Kind.WHO: _people,
    Kind.WHEN: _dates,
    Kind.WHERE: _places,
    Kind.HOW_MANY: _amounts,
    Kind.WHY: _because,
    Kind.SAID: _statements,
    Kind.DECIDED: _decisions,
    Kind.LIST: _lists,
    Kind.WHAT: _clauses,
    Kind.YES_NO: _nothing,
}
