"""Whether single facts of a sentence are found in a source: numbers, dates, codes, quotations, names."""

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
from facts.tokens import Token, key_of, tokenize

_PLAIN_UNITS = frozenset({"", "thứ", "số"})


def number_supported(number: NumberMention, source: Source) -> bool:
    """The same amount with the same unit, or a rounding that says so ("gần 2.000 tỷ" for 1.953,8 tỷ)."""
    if any(_units_agree(number.unit, unit) for unit in source.amounts.get(number.amount, ())):
        return True
    if (
        number.unit == "đồng"
        and number.surface.endswith(("triệu", "tỷ", "tỉ"))
        and "" in source.amounts.get(number.amount, ())
    ):
        return True  # "Dân số hơn 10 triệu, …": what is counted is left out
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
    if any(source.capital[start] for start in source.find(whole)):
        return False
    if not rest or not any(source.capital[start] for start in source.find(rest)):
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
