"""An article prepared once, so that many sentences can be checked against it quickly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from facts.canonical import Canonical
from facts.codes import CodeMention, find_codes
from facts.dates import DateMention, TimeMention, find_dates, find_times
from facts.names import NameMention, NameReader, PersonMention
from facts.numbers import NumberMention, find_numbers
from facts.spans import Cover
from facts.tokens import tokenize
from facts.types import FactKind
from news.sentences import split_sentences
from news.vietnamese import nfc

_MOST_PLACES = 2000
"""Occurrences looked at; no syllable of a real article comes near, and a hostile text stays cheap."""


class Source:
    """The facts of an article in the forms in which the verifier asks for them.

    Args:
        text: of the article.
        title: becomes the first of the sentences.
    """

    def __init__(self, text: str, title: str = "") -> None:
        self.text = nfc(f"{title}\n{text}" if title else text)
        self.tokens = tokenize(self.text)
        self.canonical = Canonical(self.text, self.tokens)
        self.keys, self.places = self.canonical.read(self.tokens)
        self.capital = [self.tokens[place].capital for place in self.places]
        self.reader = NameReader(self.text, self.tokens)
        self.sentences = [(s.start, s.end) for s in split_sentences(self.text)]
        self._starts = [start for start, _ in self.sentences]
        length = len(nfc(title))
        self.title_sentences = sum(start < length for start in self._starts)
        self.sentence_of = [self.sentence_at(self.tokens[place].start) for place in self.places]
        self.positions: dict[str, list[int]] = defaultdict(list)
        self.name_places: dict[tuple[str, ...], list[tuple[int, int]]] | None = None
        self.negated: set[tuple[str, str]] | None = None
        self.after_negations: list[int] | None = None
        self._sentences_with: dict[str, frozenset[int]] = {}
        self._pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for position, key in enumerate(self.keys):
            self.positions[key].append(position)
        for position, pair in enumerate(pairwise(self.keys)):
            self._pairs[pair].append(position)

    def sentence_at(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)

    def find(self, run: tuple[str, ...]) -> list[int]:
        """Where the run of canonical keys occurs."""
        if len(run) < 2:
            return self.positions.get(run[0], [])[:_MOST_PLACES] if run else []
        size = len(run)
        places = self._pairs.get((run[0], run[1]), ())[:_MOST_PLACES]
        return [start for start in places if size == 2 or tuple(self.keys[start : start + size]) == run]

    def sentences_with(self, key: str) -> frozenset[int]:
        """The sentences in which the canonical key occurs."""
        found = self._sentences_with.get(key)
        if found is None:
            places = self.positions.get(key, ())[:_MOST_PLACES]
            found = self._sentences_with[key] = frozenset(self.sentence_of[at] for at in places)
        return found

    @cached_property
    def numbers(self) -> list[NumberMention]:
        taken = Cover(len(self.text))
        for start, end in [(d.start, d.end) for d in self.dates] + [(c.start, c.end) for c in self.codes]:
            taken.add(start, end)
        return [n for n in find_numbers(self.text) if not taken.touches(n.start, n.end)]

    @cached_property
    def amounts(self) -> dict[Decimal, set[str]]:
        """The units with which each amount occurs."""
        found: dict[Decimal, set[str]] = defaultdict(set)
        for number in self.numbers:
            found[number.amount].add(number.unit)
        return dict(found)

    @cached_property
    def points(self) -> set[tuple[int | None, int | None, int | None]]:
        """Every (day, month, year) that the dates name; a year of the same sentence completes a date without one."""
        found: set[tuple[int | None, int | None, int | None]] = set()
        for date in self.dates:
            around = self._sentence_years.get(self.sentence_at(date.start), set())
            for day, month, year in date.points():
                known = {year} if year is not None else around
                found |= {(day, month, other) for other in known} or {(day, month, None)}
        return found

    @cached_property
    def _sentence_years(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for date in self.dates:
            found[self.sentence_at(date.start)] |= {year for _, _, year in date.points() if year is not None}
        return {sentence: years for sentence, years in found.items() if years}

    @cached_property
    def periods(self) -> set[tuple[str, int | None]]:
        return {(date.period, date.year) for date in self.dates if date.period}

    @cached_property
    def dates(self) -> list[DateMention]:
        return find_dates(self.text)

    @cached_property
    def times(self) -> set[str]:
        return {time.value for time in self._times}

    @cached_property
    def _times(self) -> list[TimeMention]:
        taken = Cover(len(self.text))
        for date in self.dates:
            taken.add(date.start, date.end)
        return [time for time in find_times(self.text) if not taken.touches(time.start, time.end)]

    @property
    def _moments(self) -> list[DateMention | TimeMention]:
        """Dates and times of day in order: where one stands, the other may have been put."""
        return sorted([*self.dates, *self._times], key=lambda moment: moment.start)

    @cached_property
    def codes(self) -> list[CodeMention]:
        return find_codes(self.text)

    @cached_property
    def years(self) -> set[int]:
        years = {year for date in self.dates for _, _, year in date.points() if year is not None}
        bare = (int(n.amount) for n in self.numbers if 1900 <= n.amount < 2100 and n.unit in {"", "thứ", "năm"})
        return years | set(bare) | {code.year for code in self.codes if code.year is not None}

    @cached_property
    def persons(self) -> dict[tuple[str, ...], list[PersonMention]]:
        """The mentions of each person by canonical name."""
        found: dict[tuple[str, ...], list[PersonMention]] = defaultdict(list)
        for person in self.reader.persons():
            found[self.canonical.keys(tokenize(person.name))].append(person)
        return dict(found)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The canonical positions of a stretch of text."""
        return bisect_left(self._offsets, start), bisect_left(self._offsets, end)

    def sentence_bounds(self, position: int) -> tuple[int, int]:
        """The canonical positions at which the sentence around this position begins and ends."""
        sentence = self.sentence_of[position]
        return bisect_left(self.sentence_of, sentence), bisect_right(self.sentence_of, sentence)

    @cached_property
    def _offsets(self) -> list[int]:
        return [self.tokens[place].start for place in self.places]

    @cached_property
    def _figures(self) -> dict[FactKind, list[tuple[str, int, int]]]:
        return {
            FactKind.NUMBER: [(n.value, *self.span(n.start, n.end)) for n in self.numbers],
            FactKind.DATE: [(m.value, *self.span(m.start, m.end)) for m in self._moments],
        }

    def figure_spans(self, kind: FactKind) -> list[tuple[str, int, int]]:
        """The source's numbers or dates: value and canonical positions."""
        return self._figures[kind]

    def figures_between(self, kind: FactKind, start: int, stop: int) -> list[tuple[str, int, int]]:
        """Those that begin in [start, stop)."""
        figures = self._figures[kind]
        first = bisect_left(figures, start, key=lambda figure: figure[1])
        return figures[first : bisect_left(figures, stop, lo=first, key=lambda figure: figure[1])]

    @cached_property
    def person_starts(self) -> frozenset[int]:
        """The canonical positions at which persons' names begin."""
        return frozenset(self.span(person.start, person.end)[0] for person in self.reader.persons())

    @cached_property
    def offices(self) -> list[NameMention]:
        """Titles without a name."""
        return self.reader.offices()

    @cached_property
    def person_places(self) -> dict[tuple[str, ...], list[tuple[int, int]]]:
        """The canonical positions of each person's mentions, by canonical name."""
        found = {name: [self.span(p.start, p.end) for p in mentions] for name, mentions in self.persons.items()}
        return {name: [place for place in places if place[0] < place[1]] for name, places in found.items()}

    @cached_property
    def name_spans(self) -> list[tuple[tuple[str, ...], int, int]]:
        """The source's names that a sentence could exchange: persons, organisations, places."""
        mentions = [(p.start, p.end) for p in self.reader.persons()]
        mentions += [(n.start, n.end) for n in (*self.reader.organisations(), *self.reader.places())]
        spans = sorted({self.span(start, end) for start, end in mentions})
        return [(tuple(self.keys[start:stop]), start, stop) for start, stop in spans if stop > start]

    def names_between(self, start: int, stop: int) -> list[tuple[tuple[str, ...], int, int]]:
        """Those of `name_spans` that lie in [start, stop)."""
        first = bisect_left(self.name_spans, start, key=lambda span: span[1])
        last = bisect_left(self.name_spans, stop, lo=first, key=lambda span: span[1])
        return [span for span in self.name_spans[first:last] if span[2] <= stop]

    @cached_property
    def singles(self) -> set[str]:
        """Syllables that stand alone as a name: acronyms, and lone capitals inside a sentence."""
        found: set[str] = set()
        for run in self.reader.runs():
            inside = self.text[max(0, run.start - 2) : run.start]
            if " " in run.name:
                found.update(word.lower() for word in run.name.split() if word.isupper() and len(word) > 1)
            elif run.name.isupper() or (inside[-1:] == " " and inside[:1] not in ".!?:\n"):
                found.update(self.canonical.keys(tokenize(run.name)))
        return found

    @cached_property
    def sentence_keys(self) -> list[frozenset[str]]:
        groups: list[set[str]] = [set() for _ in self.sentences]
        for key, sentence in zip(self.keys, self.sentence_of, strict=True):
            if groups:
                groups[sentence].add(key)
        return [frozenset(group) for group in groups]

    @cached_property
    def weight(self) -> dict[str, float]:
        """How telling each syllable is: rare ones of the article weigh more."""
        counts = Counter(self.keys)
        return {key: 1.0 / (1.0 + 0.35 * (count - 1)) for key, count in counts.items()}
