"""Persons with their titles, organisations, places, and other capitalised names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from facts import lexicon
from facts.spans import Cover
from facts.titles import DEGREES, HONORIFICS, ORG_HEADS, PERSON_OPENERS, TITLE_OPENERS, TitleReader, is_foreign
from facts.tokens import Phrasebook, Token

_PLACE_HEADS = Phrasebook(lexicon.PLACE_HEADS)
_PLACE_OPENERS = _PLACE_HEADS.openers
_RANKS = Phrasebook(lexicon.RANKS)
_SELF_STANDING = Phrasebook(lexicon.SELF_STANDING)


_BECOMES = frozenset({"là", "làm", "thành"})
_SEATS = frozenset({"chức", "ghế", "trí", "danh"})
_HALF = 4
"""Letters of the second half of a Korean given name, at most."""


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person; `title` is the office as written beside the name, `honorific` "ông", "bà", "đồng chí" or a degree."""

    start: int
    end: int
    name: str
    title: str | None = None
    title_start: int | None = None
    title_end: int | None = None
    honorific: str | None = None


@dataclass(frozen=True, slots=True)
class NameMention:
    """An organisation, a place or any capitalised name."""

    start: int
    end: int
    name: str


class NameReader(TitleReader):
    """Reads all names of one text; the tokens are made once."""

    def __init__(self, text: str, tokens: Sequence[Token] | None = None) -> None:
        super().__init__(text, tokens)
        self._persons: list[PersonMention] | None = None

    def persons(self) -> list[PersonMention]:
        """The persons of the text in order."""
        if self._persons is None:
            self._persons = self._read_persons()
        return self._persons

    def _read_persons(self) -> list[PersonMention]:
        found: list[PersonMention] = []
        at, size = 0, len(self.tokens)
        while at < size:
            if not self.tokens[at].capital and self.tokens[at].key not in PERSON_OPENERS:
                at += 1
                continue
            read = self._person(at)
            if read is None:
                place = self._place(at)
                at += place or 1
                continue
            person, at = read
            found.append(person)
        return found

    def _person(self, at: int) -> tuple[PersonMention, int] | None:
        """A person whose honorific, title or name begins at this token, and the index after it."""
        stop = at
        if self._place(at):
            return None  # "Bà Rịa" is no Mrs Rịa
        honorific = HONORIFICS.match(self.text, self.tokens, stop)
        stop += honorific
        while stop < len(self.tokens) and (degree := DEGREES.match(self.text, self.tokens, stop)):
            stop += degree
            honorific += degree
        if stop >= len(self.tokens):
            return None
        title = self._title(stop)
        if title == 1 and self.tokens[stop].key == "trưởng":
            title = 0
        name_at = stop + title
        if name_at < len(self.tokens) and title:
            # "Chủ tịch UBND tỉnh, ông Nguyễn Văn A", "Thứ trưởng, TS Lê Văn B"
            extra = self._honorific_run(name_at)
            name_at += extra
        if name_at >= len(self.tokens):
            return None
        cued = bool(honorific or title)
        if name_at > at and not self._may_link(name_at):
            return None
        before = self.tokens[at - 1].key if at and self._adjacent(at) else ""
        if title and before in _BECOMES and not self._adjacent(stop + title):
            return None  # "khi ông A là Tổng thống, bà B": the office is A's
        name = self._name(name_at, cued=cued) or (self._other_name(name_at, bool(honorific)) if cued else 0)
        if not name or (title and not honorific and before in _SEATS and not self._name(name_at, cued=True)):
            return None  # "chức chủ tịch Sabeco"
        while self._goes_on(name_at + name):
            name += 1
        end = name_at + name
        title_range = (stop, stop + title) if title else None
        if trailing := self._trailing_title(end):
            if title_range is None or _RANKS.match(self.text, self.tokens, stop) == title:
                title_range = trailing
            end = max(end, trailing[1])
        first, last = self.tokens[name_at], self.tokens[name_at + name - 1]
        return (
            PersonMention(
                first.start,
                last.end,
                self.text[first.start : last.end],
                *self._title_text(title_range),
                self.text[self.tokens[at].start : self.tokens[stop - 1].end] if stop > at else None,
            ),
            end,
        )

    def _goes_on(self, at: int) -> bool:
        """Whether a token is the lower-case half of a Korean given name: "Kim Jong-un"."""
        if at >= len(self.tokens):
            return False
        before, token = self.tokens[at - 1], self.tokens[at]
        written = self.text[token.start : token.end]
        joined = self.text[before.end : token.start] == "-"
        return joined and len(written) <= _HALF and written.isascii() and written.isalpha() and written.islower()

    def _title_text(self, span: tuple[int, int] | None) -> tuple[str | None, int | None, int | None]:
        if span is None:
            return None, None, None
        start, end = self.tokens[span[0]].start, self.tokens[span[1] - 1].end
        return self.text[start:end], start, end

    def _honorific_run(self, at: int) -> int:
        size = 0
        while at + size < len(self.tokens):
            step = HONORIFICS.match(self.text, self.tokens, at + size) or DEGREES.match(
                self.text, self.tokens, at + size
            )
            if not step:
                break
            size += step
        return size

    def _covered(self) -> Cover:
        """The characters that are part of a person's name: "Hoà Bình" in "Lê Hoà Bình" is no place."""
        cover = Cover(len(self.text))
        for person in self.persons():
            cover.add(person.start, person.end)
        return cover

    def offices(self) -> list[NameMention]:
        """Titles that stand without a name: "Tổng thư ký Quốc hội cho biết"."""
        taken = Cover(len(self.text))
        for person in self.persons():
            if person.title_start is not None and person.title_end is not None:
                taken.add(person.title_start, person.title_end)
        found: list[NameMention] = []
        at = 0
        while at < len(self.tokens):
            size = self._title(at) if self.tokens[at].key in TITLE_OPENERS else 0
            start = self.tokens[at].start
            if size and not taken.touches(start, start + 1):
                found.append(self._mention(at, at + size))
            at += size or 1
        return found

    def places(self) -> list[NameMention]:
        """Known places, and what follows "tỉnh", "huyện", "phường" …, in order."""
        taken = self._covered()
        found: list[NameMention] = []
        at = 0
        while at < len(self.tokens):
            if taken.touches(self.tokens[at].start, self.tokens[at].end):
                at += 1
                continue
            if not self.tokens[at].capital and self.tokens[at].key not in _PLACE_OPENERS:
                at += 1
                continue
            head = _PLACE_HEADS.match(self.text, self.tokens, at)
            body = self._place_name(at + head, headed=bool(head)) if at + head < len(self.tokens) else 0
            if not body or (head and not self._adjacent(at + head)):
                at += 1
                continue
            stop = at + head + body
            found.append(self._mention(at, stop))
            at = stop
        return found

    def _place_name(self, at: int, *, headed: bool) -> int:
        if known := self._place(at):
            return known
        if not headed:
            return 0
        if self.tokens[at].text.isdigit():
            return 1
        if self.tokens[at - 1].text == "TT" and is_foreign(self.tokens[at].key):
            return 0  # "TT Putin" is the president, no township
        size = 0
        while size < 4 and at + size < len(self.tokens) and self.tokens[at + size].capital:
            if size and (not self._adjacent(at + size) or self._name(at + size, cued=True)):
                break
            if self._role(at + size) or ORG_HEADS.match(self.text, self.tokens, at + size):
                break
            size += 1
        return size

    def organisations(self) -> list[NameMention]:
        """Organisations: a head such as "Ban", "Sở", "UBND" and what belongs to it, in order."""
        taken = self._covered()
        found: list[NameMention] = []
        at = 0
        while at < len(self.tokens):
            head = ORG_HEADS.match(self.text, self.tokens, at)
            if not head or not self.tokens[at].capital or taken.touches(self.tokens[at].start, self.tokens[at].end):
                at += 1
                continue
            stop = self._office_phrase(at + head)
            if stop > at + head or _SELF_STANDING.match(self.text, self.tokens, at):
                found.append(self._mention(at, stop))
            at = max(stop, at + 1)
        return found

    def runs(self) -> list[NameMention]:
        """Every run of capitalised syllables, whatever it names."""
        found: list[NameMention] = []
        at = 0
        while at < len(self.tokens):
            stop = at
            while stop < len(self.tokens) and self.tokens[stop].capital and (stop == at or self._adjacent(stop)):
                stop += 1
            if stop > at:
                found.append(self._mention(at, stop))
            at = max(stop, at + 1)
        return found

    def _mention(self, first: int, stop: int) -> NameMention:
        start, end = self.tokens[first].start, self.tokens[stop - 1].end
        return NameMention(start, end, self.text[start:end])


def find_persons(text: str) -> list[PersonMention]:
    """The persons that the text names, with the titles that stand beside the names."""
    return NameReader(text).persons()


def find_places(text: str) -> list[NameMention]:
    """The places that the text names."""
    return NameReader(text).places()


def find_organisations(text: str) -> list[NameMention]:
    """The organisations that the text names."""
    return NameReader(text).organisations()
