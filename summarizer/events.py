"""Which articles tell of the same meeting, and which are the same story once more."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from facts.spelled import roman_value
from news.article import Article
from news.vietnamese import nfc, unify_tone

# Of the syllable pairs of the shorter article, the share that the other one has: a wire story that several papers
# print, hardly changed.
_SAME_STORY = 0.6
# Mean of that share over all pairs and over those of names and numbers. On the first 100 groups of VietnameseMDS, 88%
# of the pairs of reports of one event lie above, 1.2% of the pairs of different events.
_SAME_EVENT = 0.11
# What more two reports must share where their days do not say that they may be of one: two meetings on one topic share
# up to 0.35. Where one has no day; where both tell on which day their meeting was, and it is not the same.
_UNDATED, _OTHER_DAY = 0.25, 0.25
# Reports of one meeting appear within days.
_DAYS = 3
_COPIED_DAYS = 14
"""Days within which a story is printed again."""
_ANY_YEAR, _YEAR_DAYS = 2000, 366

_HEAD = 3
_ORDINAL = re.compile(
    r"\b(?P<series>kỳ họp|phiên họp|hội nghị Trung ương|đại hội(?: [\w ]{3,40})?|hội nghị lần|giao ban tháng)"
    r"(?: lần)?(?: thứ)? (?P<number>\d{1,3}|[IVX]+)\b",
    re.IGNORECASE,
)

Pair = tuple[str, str]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Report:
    """An article, with what its meeting card says of when and by whom.

    Attributes:
        day: of the meeting, else of publication, if either is known.
        without_year: month and day of the meeting, where its year is not known ("Chiều 19/2").
        day_of_meeting: the report tells it, so that it is not that of publication.
        place: where the meeting was, as the card has it.
        orders, conclusions: where in its text they stand, [start, end).
        holders: what the names of those who held the meeting are made of, lower-cased ("UBND tỉnh Vân Sơn": vân, sơn).
    """

    article: Article
    day: dt.date | None
    holders: frozenset[str] = frozenset()
    without_year: tuple[int, int] | None = None
    day_of_meeting: bool = False
    place: str | None = None
    orders: tuple[tuple[int, int], ...] = ()
    conclusions: tuple[tuple[int, int], ...] = ()

    @property
    def calendar_day(self) -> dt.date | None:
        """The day in a leap year, to compare with reports whose year is not known."""
        month, day = (self.day.month, self.day.day) if self.day else self.without_year or (0, 0)
        return dt.date(_ANY_YEAR, month, day) if month else None


@dataclass(frozen=True, slots=True)
class Event:
    """The reports of one meeting, earliest first; `copies` are articles with the id of the report that they repeat."""

    reports: tuple[Report, ...]
    copies: tuple[tuple[Article, str], ...]

    @property
    def day(self) -> dt.date | None:
        return min((report.day for report in self.reports if report.day), default=None)


def group_events(reports: Sequence[Report]) -> list[Event]:
    """Groups reports by meeting, by average linkage, and orders the meetings by time; those without a day come last."""
    if not reports:
        return []
    units = [_units(report.article) for report in reports]
    shares, telling = _shares([unit[0] for unit in units]), _shares([unit[1] for unit in units])
    ordinals = [_ordinals(report.article) for report in reports]
    likeness = (shares + telling) / 2
    for j, other in enumerate(reports):
        for i, one in enumerate(reports[:j]):
            if _near(one, other) and not _are_others(ordinals[i], ordinals[j]):
                value = max(likeness[i, j] - _doubt(one, other), 0.0)
            else:
                again = min(shares[i, j], telling[i, j]) >= _SAME_STORY and _within_weeks(one, other)
                value = likeness[i, j] if again else -np.inf
            likeness[i, j] = likeness[j, i] = value
    events = [_event([reports[i] for i in group], shares[np.ix_(group, group)]) for group in _grouped(likeness)]
    return sorted(events, key=lambda event: event.day or dt.date.max)


def _grouped(likeness: Floats) -> list[list[int]]:
    """Groups by average linkage, as sorted indices; a pair that is -inf alike keeps its groups apart."""
    groups = [[i] for i in range(len(likeness))]
    linkage = likeness.copy()
    np.fill_diagonal(linkage, -np.inf)
    while len(groups) > 1:
        one, other = sorted(divmod(int(linkage.argmax()), len(groups)))
        if linkage[one, other] < _SAME_EVENT:
            break
        sizes = len(groups[one]), len(groups[other])
        linkage[one] = linkage[:, one] = (sizes[0] * linkage[one] + sizes[1] * linkage[other]) / sum(sizes)
        linkage[one, one] = -np.inf
        linkage = np.delete(np.delete(linkage, other, axis=0), other, axis=1)
        groups[one] += groups.pop(other)
    return [sorted(group) for group in groups]


def _event(reports: list[Report], shares: Floats) -> Event:
    """Leaves out copies; the longest article of a story is the one that is kept.

    Args:
        shares: how much of the shorter of two reports the other has, (reports, reports).
    """
    order = sorted(range(len(reports)), key=lambda i: -len(reports[i].article.text))
    kept: list[int] = []
    copies = []
    for i in order:
        original = next((k for k in kept if shares[i, k] >= _SAME_STORY), None)
        if original is None:
            kept.append(i)
        else:
            copies.append((reports[i].article, reports[original].article.id))
    distinct = sorted((reports[i] for i in sorted(kept)), key=lambda report: report.day or dt.date.max)
    return Event(tuple(distinct), tuple(copies))


def _near(one: Report, other: Report) -> bool:
    """Whether two reports can be of one meeting: within days, and not held by bodies that share no name.

    Reports of two provinces' meetings on one day have date and phrases in common, and nothing else.
    """
    apart = bool(one.holders and other.holders and not one.holders & other.holders)
    return not apart and _soon(one, other)


def _doubt(one: Report, other: Report) -> float:
    if one.calendar_day is None or other.calendar_day is None:
        return _UNDATED
    told = one.day_of_meeting and other.day_of_meeting
    return _OTHER_DAY if told and one.day != other.day else 0.0


def _ordinals(article: Article) -> dict[str, frozenset[str]]:
    """Which ones of their series a title and the first sentences name: "kỳ họp" with "7", "giao ban tháng" with "5"."""
    found: dict[str, set[str]] = {}
    for text in (article.title or "", *article.sentence_texts()[:_HEAD]):
        for match in _ORDINAL.finditer(unify_tone(nfc(text))):
            number = str(roman_value(match["number"]) or match["number"])
            found.setdefault(match["series"].lower(), set()).add(number)
    return {series: frozenset(numbers) for series, numbers in found.items()}


def _are_others(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> bool:
    """Whether two articles name different meetings of one series."""
    return any(one[series].isdisjoint(other[series]) for series in one.keys() & other.keys())


def _within_weeks(one: Report, other: Report) -> bool:
    return one.day is not None and other.day is not None and abs((one.day - other.day).days) <= _COPIED_DAYS


def _soon(one: Report, other: Report) -> bool:
    if one.day and other.day:
        return abs((one.day - other.day).days) <= _DAYS
    first, second = one.calendar_day, other.calendar_day
    if first is None or second is None:
        return True
    days = abs((first - second).days)
    return min(days, _YEAR_DAYS - days) <= _DAYS


def _units(article: Article) -> tuple[set[Pair], set[Pair]]:
    """All pairs of neighbouring syllables, and those of names (two capitals) and numbers."""
    words = re.findall(r"\w+", unify_tone(nfc(f"{article.title or ''}\n{article.text}")))
    lower = [word.lower() for word in words]
    telling = {
        (a, b)
        for (first, second), (a, b) in zip(pairwise(words), pairwise(lower), strict=True)
        if (first[0].isupper() and second[0].isupper()) or first[0].isdigit() or second[0].isdigit()
    }
    return set(pairwise(lower)), telling


def _shares(sets: Sequence[set[Pair]]) -> Floats:
    """Of any two sets, the share of the smaller that the other has, (sets, sets)."""
    numbers: dict[Pair, int] = {}
    members = [np.array([numbers.setdefault(pair, len(numbers)) for pair in pairs], np.int64) for pairs in sets]
    sizes = np.array([len(member) for member in members])
    flat, ends = np.concatenate(members), np.cumsum(sizes)
    there = np.zeros(len(numbers), bool)
    shared = np.zeros((len(sets), len(sets)))
    for row, member in zip(shared, members, strict=True):
        there[member] = True
        running = np.concatenate([[0], np.cumsum(there[flat])])
        row[:] = running[ends] - running[ends - sizes]
        there[member] = False
    shared /= np.maximum(np.minimum(sizes[:, None], sizes[None, :]), 1)
    return shared
