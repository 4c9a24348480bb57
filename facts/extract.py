"""All facts of a text, none overlapping another."""

from __future__ import annotations

from facts.codes import find_codes
from facts.dates import find_dates, find_times
from facts.names import NameReader
from facts.numbers import find_numbers
from facts.quotes import find_quotes
from facts.spans import Cover
from facts.tokens import key_of
from facts.types import Fact, FactKind


def extract(text: str) -> tuple[Fact, ...]:
    """The facts of NFC text in order.

    Where two readings overlap the more telling one stays: document numbers, then dates, then numbers, then persons,
    organisations, places. Quotations are listed beside what stands inside them.
    """
    taken = Cover(len(text))
    found: list[Fact] = []

    def add(kind: FactKind, start: int, end: int, value: str) -> None:
        if taken.claim(start, end):
            found.append(Fact(kind, start, end, text[start:end], value))

    for code in find_codes(text):
        add(FactKind.CODE, code.start, code.end, code.value)
    for date in find_dates(text):
        add(FactKind.DATE, date.start, date.end, date.value)
    for time in find_times(text):
        add(FactKind.DATE, time.start, time.end, time.value)
    for number in find_numbers(text):
        add(FactKind.NUMBER, number.start, number.end, number.value)
    reader = NameReader(text)
    for mentions in (reader.persons(), reader.organisations(), reader.places()):
        for name in mentions:
            add(FactKind.NAME, name.start, name.end, " ".join(key_of(name.name)))
    for quote in find_quotes(text):
        found.append(Fact(FactKind.QUOTE, quote.start, quote.end, quote.surface, " ".join(key_of(quote.surface))))
    found.sort(key=lambda fact: (fact.start, fact.end))
    return tuple(found)
