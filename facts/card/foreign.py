"""Persons from abroad, as the press names them: what the reader of Vietnamese names breaks off or passes over.

Korean given names are hyphened, often with blanks ("Moon Jae - in"); a spokesman is named first and told later ("Garrett
Marquis, phát ngôn viên …, cho hay"); afterwards the surname alone speaks ("Marquis nói").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from facts import lexicon
from facts.attribution import SAYS
from facts.names import NameMention, PersonMention
from facts.spans import inside
from facts.titles import is_foreign
from facts.tokens import UPPER, key_of

_SMALL = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_WORD = rf"[{UPPER}](?:[{_SMALL}’'ʼöüäëïçñø]+(?:[{UPPER}][{_SMALL}]+)?|\.)"
_KOREAN = (
    r"(?:in|un|il|hye|hui|wha|hwa|gyon|gyun|hyun|hyon|jong|jung|nam|jun|joon|ryong|yong|young|soon|sun|thaek|taek|hwan|ho|sik"
    r"|gun|geun|woo|kyung|kyong|min|jin|suk|seok|hun|hoon|chol|hae|won|ja|mi|moon|song|son|su|soo|nyon|guk|kook|gil|gap|gwan|chang"
    r"|sung|song|tae|seong|bin|yop|choon|ok|kwang|sang|hee|hyuk|wook|ki|yeon|yon|keun|pil|rim|sin|gu|goo|chul)"
)
_HYPHEN = r"(?: ?- ?)"
# "Moon Jae - in", "Park Geun-hye", "Chan - ocha", "Bashar al - Assad", "Jean - Luc Moner", "Chan - O - Cha".
_HYPHENED = re.compile(
    rf"(?<![\w-])(?P<before>{_WORD} )?(?:"
    rf"{_WORD}{_HYPHEN}(?P<half>{_KOREAN}|[a-z]{{3,7}})(?![\w-])"
    rf"|al{_HYPHEN}{_WORD}|O{_HYPHEN}Cha|{_WORD}{_HYPHEN}O{_HYPHEN}[Cc]ha|(?:Jean|Pierre|Marie|Anne|Hans){_HYPHEN}{_WORD}(?: {_WORD})?)"
)
_RUN = re.compile(rf"(?<![\w’'-]){_WORD}(?:[ ]{_WORD}(?:-{_WORD})?){{1,6}}(?![\w’'-])")
_NO_PERSON = re.compile(
    r"(?i)(?:^|[ ])(?:times|post|news|insider|journal|street|watch|bank|group|airlines|house|agency|university|center|centre|press|daily"
    r"|international|media|weekly|herald|tribune|guardian|today|magazine|association|institute|council|committee|party|ministry|company"
    r"|corporation|facebook|google|twitter|reuters|bloomberg|xinhua|yonhap|kyodo|jazeera|fox|sputnik|tass|interfax|world|cup|global|green"
    r"|united|motors|capital|holdings|land|tower|hotel|resort|plaza|city|vietnam|saigon|thứ|tháng|ngày|theo|tại|trong|khi|sau|trước|ông|bà|tổng|hội|cơ|bộ|ban)(?:[ ]|$)"
)
_ROLE = "|".join(sorted((re.escape(role) for role in lexicon.ROLES), key=len, reverse=True))
# ", phát ngôn viên Hội đồng an ninh quốc gia Mỹ, cho hay"
_APPOSITION = re.compile(
    rf"(?:,| [-–]) (?P<title>(?:nguyên |cựu |quyền |phó |trợ lý |người phát ngôn|phát ngôn viên|cố vấn|trợ lý|thư ký|đại diện|phóng viên"
    rf"|chuyên gia|nhà phân tích|nhà nghiên cứu|giáo sư|{_ROLE})(?!\w)[^,.;:()“”\"\n]{{0,90}}?)"
    rf"(?=,| [-–] |\.|;|$| (?:hôm|ngày|sáng|chiều|tối|đã|vừa|cũng)(?!\w)| (?!thông tin|báo cáo)(?={SAYS.pattern}))",
    re.IGNORECASE,
)
# "…, John Carter, Thư ký báo chí Sarah Sanden và …": the office is of the one who is named behind it.
_NAMED_AT_END = re.compile(rf" (?P<name>{_WORD} {_WORD})(?: và .*)?$")
_SPEAKS = re.compile(
    rf"(?:,? (?:hôm|ngày|tối|sáng|chiều) (?:nay|qua|\d[\d/-]*),?)?(?: (?:đã|cũng|còn|sau đó|vừa|lại))*[ ](?={SAYS.pattern}|viết)"
)
_SPOKESMAN = re.compile(
    rf", (?P<title>(?:người phát ngôn|phát ngôn viên) [^,.;:()“”\"\n]{{3,80}}?)(?=,| {SAYS.pattern})", re.IGNORECASE
)
# "Bộ trưởng A đã nhắc người đồng cấp | Malaysia B": the office in front is somebody else's.
_ANOTHERS = re.compile(r"(?<!\w)(?:đã|đang|sẽ|vừa|nói|gặp|nhắc|cảnh báo|bắt tay|tiếp|với|rằng|người đồng cấp)(?!\w)")
_CLAUSE = re.compile(r"(?:^|[.,;:\n”\"]) ?$")
_QUOTED = re.compile(r"(?:dẫn lời|dẫn phát biểu của)(?: ông| bà)? $")
_TITLE_BEFORE = re.compile(
    rf"(?<!\w)(?P<title>(?:(?:nguyên|cựu|quyền|phó|trợ lý|cố vấn) )*(?:người phát ngôn|phát ngôn viên|{_ROLE})(?!\w)[^,.;:()“”\"\n]{{0,60}}) $",
    re.IGNORECASE,
)
_OPENS_TITLE = re.compile(
    rf"(?:(?:nguyên|cựu|quyền|phó|trợ lý|cố vấn) )*(?:người phát ngôn|phát ngôn viên|{_ROLE})(?!\w)", re.IGNORECASE
)
_NAME_AFTER_COUNTRY = re.compile(rf" (?P<name>{_WORD}(?: {_WORD}){{1,2}})(?![\w-])")
_NO_GIVEN = frozenset(
    "bà ông theo khi nhật mỹ nga anh pháp đức hàn quốc trung triều tiên syria bản và hôm với là cựu tổng".split()
)
_SHORT_SURNAMES = frozenset(
    "kim park moon lee ban tan lim ng hun aung san ma li le de von van al bin la da ri cho kang han".split()
)
_LONG_LOOK = 120
_REACH = 400
"""Characters in which another mention, or its title, can touch one."""
_LOOK = 90
"""Characters in front of a name in which its title is looked for."""


def with_foreign(text: str, persons: Sequence[PersonMention], places: Sequence[NameMention]) -> list[PersonMention]:
    """The persons with those from abroad made whole and added, in order of the text."""
    found = [_behind_country(person) for person in persons]
    for mention in (*_after_country(text, places), *_introduced(text, places), *_hyphened(text)):
        _put(found, mention)
    for mention in list(_surnames(text, found)):
        _put(found, mention)
    return found


def _behind_country(person: PersonMention) -> PersonMention:
    """ "Thủ tướng | Nhật Shinzo Abe": a country that the lists of places leave out for its being a given name too."""
    country, _, name = person.name.partition(" ")
    if country not in {"Nhật", "Séc", "Czech"} or " " not in name or person.title_start is None:
        return person
    start = person.start + len(country) + 1
    if person.title_start > start or not any(map(is_foreign, key_of(name))):
        return person
    title = f"{person.title} {country}"
    return replace(person, start=start, name=name, title=title, title_end=person.title_start + len(title))


def _put(persons: list[PersonMention], mention: PersonMention) -> None:
    """Adds a mention to a list in order: one that it overlaps gives way, and hands over the title in front of it."""
    low = bisect_left(persons, mention.start - _REACH, key=_start)
    high = bisect_left(persons, mention.end + _REACH, lo=low, key=_start)
    near = persons[low:high]
    clash = [p for p in near if p.start < mention.end and mention.start < p.end]
    if any(p.start == mention.start and p.end == mention.end and p.title for p in clash) and not _behind(mention):
        return
    if any(p.start <= mention.start and p.end >= mention.end for p in clash) and not mention.title:
        return
    for old in clash:
        begin = old.title_start
        if mention.title is None and begin is not None and begin < mention.start:
            title = _title(old, mention)
            mention = replace(mention, title=title, title_start=begin, title_end=begin + len(title))
        elif mention.title is None and begin is not None and begin >= mention.end:
            mention = replace(mention, title=old.title, title_start=begin, title_end=old.title_end)
        mention = replace(mention, honorific=mention.honorific or old.honorific)
    first, last = mention.title_start or 0, mention.title_end or 0
    kept = [p for p in near if p not in clash and not first <= p.start < p.end <= last]
    # a title in front that runs into the name: "Tổng thống Hàn Quốc Moon | Jae - in"
    kept = [_untitled(p) if _title_meets(p, mention) else p for p in kept]
    persons[low:high] = sorted([*kept, mention], key=_start)


def _start(person: PersonMention) -> int:
    return person.start


def _title_meets(person: PersonMention, mention: PersonMention) -> bool:
    begin = person.title_start
    return begin is not None and begin < mention.end and mention.start < (person.title_end or 0)


def _untitled(person: PersonMention) -> PersonMention:
    return replace(person, title=None, title_start=None, title_end=None)


def _behind(mention: PersonMention) -> bool:
    return mention.title_start is not None and mention.title_start > mention.start


def _title(old: PersonMention, mention: PersonMention) -> str:
    begin, end = old.title_start or 0, old.title_end or 0
    return (old.title or "")[: min(end, mention.start) - begin].rstrip()


def _hyphened(text: str) -> Iterator[PersonMention]:
    for match in _HYPHENED.finditer(text):
        half, start = match["half"], match.start()
        if match["before"] and key_of(match["before"])[0] in _NO_GIVEN:
            start = match.end("before")
        first = key_of(text[start : match.end()])[0]
        if half and not re.fullmatch(_KOREAN, half) and not is_foreign(half):
            continue  # "bà Lan - con gái"
        if half and first in lexicon.SURE_SURNAMES:
            continue
        yield _apposed(text, start, match.end())


def _after_country(text: str, places: Sequence[NameMention]) -> Iterator[PersonMention]:
    """ "phát ngôn viên Bộ Ngoại giao Trung Quốc Hoa Xuân Doanh": who holds an office of another country."""
    for place in places:
        if place.name not in _COUNTRIES:
            continue
        name = _NAME_AFTER_COUNTRY.match(text, place.end)
        before = _TITLE_BEFORE.search(text, max(0, place.start - _LOOK), place.end + 1)
        if name is None or before is None or _NO_PERSON.search(name["name"]) or place.end - place.start > _LOOK:
            continue
        if inside(places, name.start("name"), name.end("name")):
            continue
        yield _with_title(PersonMention(name.start("name"), name.end("name"), name["name"]), before)


def _introduced(text: str, places: Sequence[NameMention]) -> Iterator[PersonMention]:
    """A foreign name that speaks, is told in an apposition, or is quoted by an agency."""
    read_to = 0
    for match in _RUN.finditer(text):
        start, end = _foreign_part(text, match, places)
        if start < read_to or " " not in text[start:end] or _NO_PERSON.search(text[start:end]):
            continue  # "cố vấn của Tổng thống Nga Vladimir Putin": named in another's title
        if not any(map(is_foreign, key_of(text[start:end]))):
            if (told := _SPOKESMAN.match(text, end)) and _CLAUSE.search(text[max(0, start - 3) : start]):
                at = told.start("title")
                yield PersonMention(start, end, text[start:end], told["title"], at, told.end("title"))
            continue
        if _APPOSITION.match(text, end):
            person = _apposed(text, start, end)
            read_to = person.title_end or person.end
            yield person
        elif _SPEAKS.match(text, end) or _QUOTED.search(text, max(0, start - _LOOK), start):
            yield _titled(text, start, end)


def _is_of_the_next(title: str) -> bool:
    named = _NAMED_AT_END.search(title)
    return named is not None and " của " not in title and any(map(is_foreign, key_of(named["name"])))


def _foreign_part(text: str, run: re.Match[str], places: Sequence[NameMention]) -> tuple[int, int]:
    """Where in a run of capitals the name lies: behind a place that the run begins with, from the first foreign word on."""
    start, end = run.span()
    for place in inside(places, start - _LOOK, end):
        if place.start <= start < place.end < end:
            start = place.end + 1
        elif start < place.end and place.start < end:
            return start, start
    words = [(m.start(), m.group()) for m in re.compile(r"\S+").finditer(text, start, end)]
    first = next((i for i, (_, word) in enumerate(words) if any(map(is_foreign, key_of(word)))), None)
    if first is None:
        return (words[1][0] if len(words) > 1 and key_of(words[0][1])[0] in _NO_GIVEN else start), end
    if first and key_of(words[first - 1][1])[0] in _SHORT_SURNAMES:
        first -= 1
    return words[first][0], end


def _titled(text: str, start: int, end: int) -> PersonMention:
    """A person with the title that stands in front of the name, if one does."""
    begin = max(0, start - _LONG_LOOK)
    before = _TITLE_BEFORE.search(text, begin, start)
    person = PersonMention(start, end, text[start:end])
    return person if before is None else _with_title(person, before)


def _with_title(person: PersonMention, before: re.Match[str]) -> PersonMention:
    at, title = _last_title(before)
    if _ANOTHERS.search(title):
        return person
    return replace(person, title=title, title_start=at, title_end=at + len(title))


def _last_title(before: re.Match[str]) -> tuple[int, str]:
    """The last of titles that are joined by "và": those before are of others."""
    title, at = before["title"], before.start("title")
    for joint in re.finditer(r" (?:và|với|gặp|tiếp) ", title):
        if _OPENS_TITLE.match(title, joint.end()):
            return at + joint.end(), title[joint.end() :]
    return at, title


def _apposed(text: str, start: int, end: int) -> PersonMention:
    """A person with the title that follows the name between commas, if one does."""
    apposition = _APPOSITION.match(text, end)
    if apposition is None or _is_of_the_next(apposition["title"]):
        return PersonMention(start, end, text[start:end])
    title, at = apposition["title"].rstrip(), apposition.start("title")
    return PersonMention(start, end, text[start:end], title, at, at + len(title))


def _surnames(text: str, persons: Sequence[PersonMention]) -> Iterator[PersonMention]:
    """The surname of somebody already named, where it speaks alone: "Marquis nói"."""
    known = {
        person.name.split()[-1]
        for person in persons
        if " " in person.name and any(map(is_foreign, key_of(person.name)))
    }
    for match in (
        re.finditer(rf"(?:^|(?<=[.;\n”\"] )|(?<=[,;\n”\"–-] ))({_WORD})(?![\w’'-])", text, re.MULTILINE)
        if known
        else ()
    ):
        if match[1] in known and _SPEAKS.match(text, match.end()):
            yield PersonMention(match.start(1), match.end(1), match[1])


_COUNTRIES = frozenset(
    """Trung Quốc,Triều Tiên,Hàn Quốc,Nhật Bản,Nhật,Campuchia,Lào,Thái Lan,Singapore,Malaysia,Indonesia,Philippines,Myanmar,Đài Loan
    Hong Kong,Mỹ,Nga,Anh,Pháp,Đức,Australia,Ấn Độ,Cuba""".replace("\n", ",")
    .replace("  ", "")
    .split(",")
)
