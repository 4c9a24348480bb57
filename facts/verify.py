"""The verifier: is every fact of a sentence found in its source?"""

from __future__ import annotations

import re

from facts import lexicon, offices, support
from facts.cloze import ClozeReader
from facts.codes import find_codes
from facts.dates import find_dates, find_times
from facts.names import NameReader
from facts.numbers import find_numbers
from facts.quotes import find_quotes
from facts.slots import misplaced
from facts.source import Source
from facts.spans import Cover
from facts.statements import flipped_negations, flipped_speakers
from facts.tokens import Token, key_of, tokenize
from facts.types import Fact, FactKind, Verdict
from news.vietnamese import nfc


class SourceIndex:
    """An article, prepared once: `verify` then takes a fraction of a millisecond for each sentence.

    Args:
        text: of the article.
        title: a part of the article too; it tells most of what a summary is about.
        reader: asked about facts in other words than the article's, some hundredths of a second for each; without one
            fewer exchanged facts are found.
    """

    def __init__(self, text: str, reader: ClozeReader | None = None, title: str = "") -> None:
        self.source = Source(text, title)
        self._reader = reader

    def verify(self, sentence: str) -> Verdict:
        """Names the facts of the sentence that the source does not support."""
        return Verdict(_Check(nfc(sentence), self.source, self._reader).unsupported())


def verify(sentence: str, source: str, reader: ClozeReader | None = None) -> Verdict:
    """Checks one sentence against one text. For many sentences, make a `SourceIndex` once."""
    return SourceIndex(source, reader).verify(sentence)


def supported_facts(sentence: str, source: Source) -> list[Fact]:
    """The facts of an NFC sentence that the source holds, whether or not in the same place."""
    check = _Check(sentence, source)
    check.read()
    return check.good


_DEGREES = frozenset(degree.lower() for degree in lexicon.DEGREES if " " not in degree)


_COUPLE = re.compile(r"\bông bà $", re.IGNORECASE)
"""Before one name of two: "ông bà A và B"."""
_SEVERAL = re.compile(r"(?:các|những|nhiều|một số|mấy|chức|chức danh|ghế)[ ]$", re.IGNORECASE)


class _Check:
    """One sentence under examination."""

    def __init__(self, sentence: str, source: Source, reader: ClozeReader | None = None) -> None:
        self.text = sentence
        self.cloze_reader = reader
        self.source = source
        self.tokens = tokenize(sentence)
        self.reader = NameReader(sentence, self.tokens)
        self.taken = Cover(len(sentence))
        self.bad: list[Fact] = []
        self.good: list[Fact] = []

    def read(self) -> None:
        """Sorts the facts into those that the source holds somewhere and those that it does not."""
        self._figures()
        for quote in find_quotes(self.text):
            if not support.quote_supported(quote.surface, self.source):
                value = " ".join(key_of(quote.surface))
                self.bad.append(Fact(FactKind.QUOTE, quote.start, quote.end, quote.surface, value))
        self._names()

    def unsupported(self) -> tuple[Fact, ...]:
        self.read()
        self.bad += flipped_negations(self.text, self.tokens, self.source)
        unknown = {fact.start for fact in self.bad}
        speakers = flipped_speakers(self.text, self.reader, self.source)
        self.bad += [fact for fact in speakers if fact.start not in unknown]
        unknown |= {fact.start for fact in speakers}
        known = [fact for fact in self.good if fact.start not in unknown]
        self.bad += misplaced(self.text, self.tokens, known, self.source, self.cloze_reader)
        self.bad.sort(key=lambda fact: (fact.start, fact.end))
        return tuple(self.bad)

    def _judge(self, kind: FactKind, start: int, end: int, value: str, supported: bool) -> None:
        fact = Fact(kind, start, end, self.text[start:end], value)
        (self.good if supported else self.bad).append(fact)

    def _figures(self) -> None:
        source = self.source
        for code in find_codes(self.text):
            if self.taken.claim(code.start, code.end):
                found = any(code.supported_by(other) for other in source.codes)
                found = found or support.verbatim(code.start, code.end, self.tokens, source)
                self._judge(FactKind.CODE, code.start, code.end, code.value, found)
        for date in find_dates(self.text):
            if self.taken.claim(date.start, date.end):
                found = support.date_supported(date, source) or support.written_alike(date.surface, source)
                found = found or support.verbatim(date.start, date.end, self.tokens, source)
                self._judge(FactKind.DATE, date.start, date.end, date.value, found)
        for time in find_times(self.text):
            if self.taken.claim(time.start, time.end):
                found = time.value in source.times or support.verbatim(time.start, time.end, self.tokens, source)
                self._judge(FactKind.DATE, time.start, time.end, time.value, found)
        for number in find_numbers(self.text):
            if self.taken.claim(number.start, number.end):
                found = support.number_supported(number, source)
                found = found or support.verbatim(number.start, number.end, self.tokens, source)
                found = found or support.spelled_alike(number, self.tokens, source)
                self._judge(FactKind.NUMBER, number.start, number.end, number.value, found)

    def _names(self) -> None:
        source = self.source
        for person in self.reader.persons():
            if not self.taken.claim(person.start, person.end):
                continue
            value = " ".join(key_of(person.name))
            known = support.person_supported(person, source)
            self._judge(FactKind.NAME, person.start, person.end, value, known)
            if person.title_start is not None and person.title_end is not None:
                self.taken.add(person.title_start, person.title_end)
                if known and not offices.title_supported(person, source):
                    self._title(person.title_start, person.title_end)
            couple = _COUPLE.search(self.text[: person.start]) is not None
            if known and not couple and not offices.gender_supported(person, source):
                self._title(person.start, person.end)
        for run in self.reader.runs():
            for free in self._free(run.start, run.end):
                tokens = free
                at_start = not any(char.isalnum() for char in self.text[: tokens[0].start])
                opens = at_start or self.text[: tokens[0].start].rstrip()[-1:] in {":", "“", '"', ".", "-", "‘"}
                if opens and len(tokens) > 1 and support.begins_small(tokens, source):
                    tokens, opens, at_start = tokens[1:], False, False  # "Theo CQĐT" is CQĐT
                start, end = tokens[0].start, tokens[-1].end
                found = support.run_supported(tokens, source, at_start=opens)
                value = " ".join(source.canonical.keys(tokens))
                if tokens[0].key in _DEGREES:
                    continue
                if len(tokens) > 1 or not opens or not found or tokens[0].key in support.LONE_NAMES:
                    self._judge(FactKind.NAME, start, end, value, found)
        self._bodies()
        for office in self.reader.offices():
            if _SEVERAL.search(self.text[max(0, office.start - 12) : office.start]):
                continue  # "các nghị sĩ Mỹ" are nobody in particular
            if not offices.office_supported(office.name, source):
                self._title(office.start, office.end)

    def _bodies(self) -> None:
        """Puts whole organisations and places in the stead of the capitalised parts that were found of them."""
        for body in (*self.reader.organisations(), *self.reader.places()):
            parts = [fact for fact in self.good if body.start <= fact.start and fact.end <= body.end]
            if any(fact.start < body.end and body.start < fact.end for fact in self.bad):
                continue
            if all(fact.kind is FactKind.NAME for fact in parts):
                self.good = [fact for fact in self.good if fact not in parts]
                value = " ".join(self.source.canonical.keys(tokenize(body.name)))
                self.good.append(Fact(FactKind.NAME, body.start, body.end, body.name, value))

    def _title(self, start: int, end: int) -> None:
        surface = self.text[start:end]
        self.bad.append(Fact(FactKind.TITLE, start, end, surface, " ".join(key_of(surface))))

    def _free(self, start: int, end: int) -> list[list[Token]]:
        """The parts of a run that no other fact has taken."""
        parts: list[list[Token]] = [[]]
        for token in self.tokens:
            if token.start < start or token.end > end:
                continue
            if self.taken.touches(token.start, token.end):
                parts.append([])
            else:
                parts[-1].append(token)
        return [part for part in parts if part]
