"""Whether single facts of a sentence are found in a source: numbers, dates, codes, quotations, names, titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from facts import lexicon
from facts.dates import DateMention
from facts.names import PersonMention
from facts.numbers import NumberMention
from facts.source import Source
from facts.titles import is_foreign
from facts.tokens import Phrasebook, Token, key_of, tokenize

_PLAIN_UNITS = frozenset({"", "thứ", "số"})


def number_supported(number: NumberMention, source: Source) -> bool:
    """The same amount with the same unit, or a rounding that says so ("gần 2.000 tỷ" for 1.953,8 tỷ)."""
    if any(_units_agree(number.unit, unit) for unit in source.amounts.get(number.amount, ())):
        return True
    if number.hedge and any(
        _rounds(number, amount) and any(_units_agree(number.unit, unit) for unit in units)
        for amount, units in source.amounts.items()
    ):
        return True
    if number.unit in {*_PLAIN_UNITS, "năm"} and number.amount == int(number.amount) in source.years:
        return True
    return number.unit == "giờ" and f"{int(number.amount):02d}:00" in source.times


def _units_agree(left: str, right: str) -> bool:
    return left == right or (left in _PLAIN_UNITS and right in _PLAIN_UNITS)


def _digits(amount: Decimal) -> int:
    return len(amount.normalize().as_tuple().digits)


def _rounds(number: NumberMention, exact: Decimal) -> bool:
    """Rounding may only take digits away: "hơn 490" is no rounding of 500."""
    if not exact or _digits(number.amount) >= _digits(exact):
        return False
    ratio = number.amount / exact
    low, high = {"<": ("1", "1.12"), ">": ("0.9", "1"), "~": ("0.93", "1.07")}[number.hedge]
    return Decimal(low) <= ratio <= Decimal(high)


def date_supported(date: DateMention, source: Source) -> bool:
    """Every point of the date stands in the source, with its year where it names one."""
    if date.period:
        return any(period == date.period and _year_agrees(date.year, year, source) for period, year in source.periods)
    return all(_point_supported(point, source) for point in date.points())


def _point_supported(point: tuple[int | None, int | None, int | None], source: Source) -> bool:
    day, month, year = point
    if day is None and month is None:
        return year in source.years
    return any(
        (day is None or day == other_day)
        and (month is None or month == other_month)
        and _year_agrees(year, other_year, source)
        for other_day, other_month, other_year in source.points
    )


def _year_agrees(year: int | None, other: int | None, source: Source) -> bool:
    return year is None or year == other or (other is None and year in source.years)


def verbatim(start: int, end: int, tokens: Sequence[Token], source: Source) -> bool:
    """Whether the source holds the fact with a syllable on either side, letter for letter.

    Catches what the two sides read differently, such as "11-10" once as a date and once as a score.
    """
    inside = [index for index, token in enumerate(tokens) if token.start < end and start < token.end]
    if not inside:
        return False
    window = tokens[max(0, inside[0] - 1) : inside[-1] + 2]
    return len(window) > len(inside) and bool(source.find(source.canonical.keys(window)))


_SLASHED = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?")


def written_alike(surface: str, source: Source) -> bool:
    """Whether a day such as "8/3" stands in the source, where nothing may have shown that it is one."""
    if not _SLASHED.fullmatch(surface):
        return False
    return re.search(rf"(?<![\w/.,-]){re.escape(surface)}(?![\w/%-]|[.,]\d)", source.text) is not None


def spelled_alike(number: NumberMention, tokens: Sequence[Token], source: Source) -> bool:
    """Whether a number in words stands in the source before the same word: "năm người", which is no year there."""
    inside = [index for index, token in enumerate(tokens) if number.start <= token.start < number.end]
    window = tokens[inside[0] : inside[-1] + 2] if inside else []
    return (
        len(window) > len(inside) and not window[0].text.isdigit() and bool(source.find(source.canonical.keys(window)))
    )


def quote_supported(surface: str, source: Source) -> bool:
    return not (keys := source.canonical.keys(tokenize(surface))) or bool(source.find(keys))


# -- names

_STARTERS = frozenset(
    """tại theo trong ngày sáng chiều tối trưa hôm nay vừa sau trước khi với từ đến về ở trên dưới các những một hai ba
    nhiều có là đây đó này bên ngoài cùng đồng để do vì nhằm qua được bị đã sẽ đang phát biểu kết luận báo mở đầu cuối
    dự chủ trì tham gia tuy nhiên nhưng và hoặc cũng riêng đặc biệt cụ thể ông bà anh chị hội kỳ phiên cuộc buổi lễ
    nguyên phó trưởng bí thư đại diện lãnh đạo thay mặt thời gian đánh giá trả lời liên quan xung quanh quanh nói cho
    không chưa như mặc dù nếu nhờ bởi thông tin góp ý toàn mỗi mọi hơn gần khoảng""".split()
)


LONE_NAMES = frozenset(
    name.lower() for name in (*lexicon.OTHER_PLACES, *lexicon.PROVINCES) if " " not in name and len(name) > 1
)


_PLACE_STARTS = frozenset(key_of(name)[0] for name in (*lexicon.PROVINCES, *lexicon.OTHER_PLACES))


def run_supported(tokens: Sequence[Token], source: Source, *, at_start: bool) -> bool:
    """Whether a run of capitalised syllables occurs in the source, in one piece or in pieces that are names there."""
    keys = source.canonical.keys(tokens)
    if not keys or source.find(keys):
        return True
    first = tokens[0]
    if len(tokens) == 1:
        # A lone capital is the first half of a word ("Trụ sở", "Nhà nước") unless it is a name of its own.
        return not (_acronym(first) or is_foreign(first.key) or (first.key in LONE_NAMES and not at_start))
    if at_start and not _acronym(first) and _may_be_small(first.key, source):
        return run_supported(tokens[1:], source, at_start=False) or _in_pieces(keys, source)
    return _in_pieces(keys, source)


def begins_small(tokens: Sequence[Token], source: Source) -> bool:
    """Whether a sentence's first run is a name of the source behind a word that has its capital from the place."""
    whole, rest = (source.canonical.keys(part) for part in (tokens, tokens[1:]))
    if not rest or source.find(whole) or not any(source.capital[start] for start in source.find(rest)):
        return False
    return not _acronym(tokens[0]) and _may_be_small(tokens[0].key, source)


def _acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isupper()


def _may_be_small(key: str, source: Source) -> bool:
    """Whether the first word of a sentence may owe its capital to that place alone."""
    if key in _STARTERS or any(not source.capital[position] for position in source.positions.get(key, ())):
        return True
    return key not in lexicon.SURNAMES and key not in _PLACE_STARTS and not is_foreign(key)


_CLASSES = frozenset("hãng bão hồ sông đảo biển cầu đèo chợ khu vùng tàu".split())
"""What a name may be called without becoming another's: "Hãng Jetstar" is Jetstar."""
_COMPASS = frozenset("đông tây nam bắc".split())


def _in_pieces(keys: tuple[str, ...], source: Source) -> bool:
    at = 0
    while at < len(keys):
        for size in range(len(keys) - at, 0, -1):
            piece = keys[at : at + size]
            if size == 1 and piece[0] in _CLASSES | (_COMPASS & source.positions.keys()):
                at += 1
                break
            if size == 1 and piece[0] not in source.singles and not piece[0].isdigit():
                continue
            if any(source.capital[start] for start in source.find(piece)):
                at += size
                break
        else:
            return False
    return True


def person_supported(person: PersonMention, source: Source) -> bool:
    """The whole name of a person of the source, or its last syllables ("ông Hưng")."""
    keys = source.canonical.keys(tokenize(person.name))
    if keys in source.persons:
        return True
    for start in source.find(keys):
        stop = start + len(keys)
        if not all(source.capital[start:stop]):
            continue
        # "Nguyễn Văn" is not "Nguyễn Văn Hùng", and "Hà" is not "Hà Nội".
        if stop < len(source.keys) and source.capital[stop] and _touch(source, stop):
            continue
        return True
    return False


def _touch(source: Source, stop: int) -> bool:
    left, right = source.tokens[source.places[stop - 1]], source.tokens[source.places[stop]]
    return source.text[left.end : right.start] == " " and not _starts_other_name(source, stop)


def _starts_other_name(source: Source, stop: int) -> bool:
    start = source.tokens[source.places[stop]].start
    return any(mention.start == start for mentions in source.persons.values() for mention in mentions)


# -- titles

_ROLES = Phrasebook([*lexicon.ROLES])
_PREFIXES = Phrasebook(lexicon.ROLE_PREFIXES)
_LOOSE = frozenset(
    map(key_of, ("lãnh đạo", "đại diện", "đại biểu", "thành viên", "chuyên viên", "thường trực", "thường vụ"))
)
_SMALL_WORDS = frozenset(
    "và của các tỉnh thành phố huyện quận trưởng phó ban bộ nước ông bà đảng nhà tw kiêm viên ủy uỷ".split()
)
_MOST_MENTIONS = 50
_NEAR = 14
"""Syllables within which a name and what is said of it stand together."""
_FEMALE = frozenset({"bà", "chị", "cô"})
_MALE = frozenset({"ông", "anh"})


def roles(title: str) -> set[tuple[str, ...]]:
    """The offices that a title names, each with what makes another office of it ("phó chủ tịch")."""
    tokens = tokenize(title)
    found: set[tuple[str, ...]] = set()
    at = 0
    while at < len(tokens):
        prefix = _PREFIXES.match(title, tokens, at)
        size = _ROLES.match(title, tokens, at + prefix) if at + prefix < len(tokens) else 0
        if size:
            keys = tuple(token.key for token in tokens[at : at + prefix + size])
            found.add(_plain_role(keys))
            at += prefix + size
        elif prefix and tokens[at].key == "phó":
            found.add(("phó", "trưởng"))
            at += prefix
        else:
            at += 1
    return found - {()}


def _plain_role(keys: tuple[str, ...]) -> tuple[str, ...]:
    if keys in _LOOSE:
        return ()
    if keys[-2:] == ("trưởng", "ban") or keys[-2:] == ("trưởng", "phòng"):
        keys = keys[:-1]
    if keys[-2:] == ("chính", "phủ"):
        keys = keys[:-2]
    if keys[-2:] == ("quốc", "hội") and len(keys) > 2:
        keys = keys[:-2]
    return keys


def title_supported(person: PersonMention, source: Source) -> bool:
    """The title's offices and the words that specify them belong to this person somewhere in the source."""
    if person.title is None:
        return True
    name = source.canonical.keys(tokenize(person.name))
    mentions = _mentions_of(name, source)
    wanted = roles(person.title)
    held = {role for mention in mentions if mention.title for role in roles(mention.title)}
    near = _sentences_with(name, source)
    said = _specification(person.title, source)
    for role in wanted - held:
        if not (any(_unclaimed(role, s, name, source) for s in near) or _of_nobody_else(role, said, name, source)):
            return False
    titles = [_specification(mention.title, source) for mention in mentions if mention.title]
    if said <= set().union(*titles, *_around(name, mentions, source)):
        return True
    # "Bí thư Thành uỷ" may become "Bí thư Thành uỷ TP.HCM" in an article that speaks of the city. Where the source says
    # of what this person is the head, the sentence must not say something else.
    return said <= source.positions.keys() and all(title <= said for title in titles)


def _around(name: tuple[str, ...], mentions: list[PersonMention], source: Source) -> list[set[str]]:
    """The words close to each place where the source names the person."""
    spans = [(start, start + len(name)) for start in source.find(name)]
    spans += [source.span(mention.start, mention.end) for mention in mentions]
    return [set(source.keys[max(0, start - _NEAR) : stop + _NEAR]) for start, stop in spans]


def office_supported(title: str, source: Source) -> bool:
    """Whether a title without a name ("Tổng thư ký Quốc hội cho biết") goes with its specification in the source.

    Says yes where the source gives the office no specification of its own.
    """
    offices, said = roles(title), _specification(title, source)
    if len(offices) > 1:
        return True  # a list of offices, each with its own specification
    for role in offices:
        places = [start for start in source.find(role) if start == 0 or source.keys[start - 1] not in {"phó", *role}]
        places = [start for start in places if source.keys[start - 1 : start] != ["thượng"]]
        if not said or not places or any(said <= set(source.keys[start : start + _NEAR]) for start in places):
            continue
        # "Bí thư Thành uỷ" may become "Bí thư Thành uỷ TP.HCM", as with a person's title.
        if not (said <= source.positions.keys() and any(held <= said for held in _offices(role, source))):
            return False
    return True


def _of_nobody_else(role: tuple[str, ...], said: set[str], name: tuple[str, ...], source: Source) -> bool:
    """Whether the source speaks of who holds the office without a name, and gives it to no other person.

    "Thủ tướng không thể …" and "bà May …" of a source may be "Thủ tướng Theresa May".
    """
    nameless = [
        _specification(office.name, source) for office in source.offices[:_MOST_MENTIONS] if role in roles(office.name)
    ]
    if not any(said <= spec or spec <= said for spec in nameless):
        return False
    for keys, mentions in source.persons.items():
        if not same_person(keys, name):
            for mention in mentions[:_MOST_MENTIONS]:
                if mention.title and role in roles(mention.title):
                    theirs = _specification(mention.title, source)
                    if theirs <= said or said <= theirs:
                        return False
    return True


def _offices(role: tuple[str, ...], source: Source) -> list[set[str]]:
    """Of what the source says that somebody holds the role: one specification for each title that names it."""
    titles = [person.title for mentions in source.persons.values() for person in mentions[:_MOST_MENTIONS]]
    titles += [office.name for office in source.offices[:_MOST_MENTIONS]]
    return [_specification(title, source) for title in titles if title and role in roles(title)]


def _specification(title: str, source: Source) -> set[str]:
    """The words of a title that say of what, without its offices: "Tài chính" of "Giám đốc Sở Tài chính"."""
    offices = {key for role in roles(title) for key in role}
    return set(source.canonical.keys(tokenize(title))) - offices - _SMALL_WORDS


def gender_supported(person: PersonMention, source: Source) -> bool:
    """Whether "ông" and "bà" agree with the source."""
    said = set(key_of(person.honorific or "")) if person.honorific else set()
    if not said & (_MALE | _FEMALE):
        return True
    name = source.canonical.keys(tokenize(person.name))
    heard: set[str] = set()
    for mention in _mentions_of(name, source):
        # A shared surname ("ông Kim", "bà Kim Yo-jong") does not make one person of two.
        by_surname = key_of(mention.name)[-1:] != name[-1:]
        if mention.honorific and not by_surname:
            heard |= set(key_of(mention.honorific))
    if said & _MALE:
        return not (heard & _FEMALE) or bool(heard & _MALE)
    return not (heard & _MALE) or bool(heard & _FEMALE)


def _mentions_of(name: tuple[str, ...], source: Source) -> list[PersonMention]:
    found: list[PersonMention] = []
    for keys, mentions in source.persons.items():
        if same_person(keys, name):
            found.extend(mentions[:_MOST_MENTIONS])
    return found


def same_person(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two names can be one person's: the shorter ends the longer ("Hưng"), or is its surname ("ông Tập")."""
    size = min(len(left), len(right))
    return size > 0 and (left[-size:] == right[-size:] or (size == 1 and left[0] == right[0]))


def _sentences_with(name: tuple[str, ...], source: Source) -> set[int]:
    found = {source.sentence_of[start] for start in source.find(name)}
    found |= {source.sentence_at(mention.start) for mention in _mentions_of(name, source)}
    return found


def _unclaimed(role: tuple[str, ...], sentence: int, name: tuple[str, ...], source: Source) -> bool:
    """Whether the role stands in the sentence and is not the title of somebody else there."""
    for start in source.find(role):
        if source.sentence_of[start] != sentence:
            continue
        before = source.keys[start - 1] if start else ""
        if before in {"phó", "nguyên", "cựu"} and role[0] != before:
            continue
        offset = source.tokens[source.places[start]].start
        claimed = any(
            mention.title_start is not None
            and mention.title_end is not None
            and mention.title_start <= offset < mention.title_end
            and not same_person(keys, name)
            for keys, mentions in source.persons.items()
            for mention in mentions
        )
        if not claimed:
            return True
    return False
