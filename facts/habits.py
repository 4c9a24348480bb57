"""What sort of figure or place stands beside which word: money after "trị giá", a state after "tổng thống"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from facts import lexicon
from facts.tokens import key_of
from facts.types import FactKind

EDGE = ""
"""Stands for the word beyond an end of the sentence."""
_SPANS = frozenset({"giờ", "phút", "giây", "ngày", "tuần", "tháng", "năm", "thế kỷ"})
_MONEY = frozenset({"đồng", "usd", "euro", "yên", "tệ", "won"})
_LENGTHS = frozenset({"m", "km", "cm", "mm"})
_ALONE = frozenset({"%", "thứ", "số", "tuổi", "điểm"})


_STATES = frozenset(map(key_of, lexicon.STATES))
_PROVINCES = frozenset(map(key_of, lexicon.PROVINCES))
_BODIES = frozenset(key_of(head)[:2] for head in lexicon.ORGANISATION_HEADS)
_HEADS = {
    key_of(head): sort
    for sort, heads in (
        ("province", ("tỉnh", "thành phố")),
        ("district", ("huyện", "quận", "thị xã")),
        ("commune", ("xã", "phường", "thị trấn")),
    )
    for head in heads
}


@dataclass(frozen=True, slots=True)
class Habits:
    """Counted over many articles by training/doubt.py.

    Attributes:
        before, after: for a word next to a figure and each sort, the logarithm of how much more often than elsewhere
            the figure or place is of that sort; what is not there is 0.
    """

    before: Mapping[str, Mapping[str, float]]
    after: Mapping[str, Mapping[str, float]]

    def fit(self, left: str, right: str, sort: str) -> tuple[float, float]:
        """How well a sort of figure goes between two words, by the one and by the other."""
        return self.before.get(left, {}).get(sort, 0.0), self.after.get(right, {}).get(sort, 0.0)


def name_sort(name: tuple[str, ...]) -> str:
    """The sort of an organisation's or place's canonical keys: "state", "province", "district", "commune", "body",
    "place"."""
    if name in _STATES:
        return "state"
    if name in _PROVINCES:
        return "province"
    for size in (2, 1):
        if sort := _HEADS.get(name[:size]):
            return sort
    return "body" if name[:2] in _BODIES or name[:1] in _BODIES else "place"


def figure_sort(kind: FactKind, value: str) -> str:
    """The sort of a number or date by its normal form: "money", "%", "few", "time", "day", …; "" for a name."""
    if kind is FactKind.NUMBER:
        amount, _, unit = value.partition(" ")
        return _sort_of_unit(unit) or _sort_of_count(Decimal(amount))
    if kind is FactKind.DATE:
        if re.fullmatch(r"\d\d:\d\d", value):
            return "time"
        if re.fullmatch(r"\d{4}", value):
            return "year"
        if re.search(r"-\d\d-\d\d|---\d\d", value):
            return "day"
        return "month"
    return ""


def _sort_of_unit(unit: str) -> str:
    if unit in _ALONE:
        return unit
    for sort, units in (("money", _MONEY), ("span", _SPANS), ("length", _LENGTHS)):
        if unit in units:
            return sort
    return "measure" if unit else ""


def _sort_of_count(amount: Decimal) -> str:
    if amount != int(amount):
        return "fraction"
    if 1900 <= amount < 2100:
        return "like a year"
    return "few" if amount < 10 else "some" if amount < 1000 else "many"
