"""Persons with their titles, organisations, places, and other capitalised names.

Vietnamese writes no mark between a title and a name ("Bí thư Tỉnh ủy Thanh Hoá Đỗ Trọng Hưng"); what parts them is the
surname that follows a run of office words and place names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from facts import lexicon
from facts.tokens import Phrasebook, Token, joined, key_of, tokenize

_PLACES = Phrasebook([*lexicon.PROVINCES, *lexicon.OTHER_PLACES])
_PLACE_HEADS = Phrasebook(lexicon.PLACE_HEADS)
_HONORIFICS = Phrasebook(lexicon.HONORIFICS)
_DEGREES = Phrasebook(lexicon.DEGREES)
_ROLES = Phrasebook(lexicon.ROLES)
_PREFIXES = Phrasebook(lexicon.ROLE_PREFIXES)
_ORG_HEADS = Phrasebook(lexicon.ORGANISATION_HEADS)
_SELF_STANDING = Phrasebook(lexicon.SELF_STANDING)
_OFFICE = Phrasebook(lexicon.OFFICE_WORDS)

_VIETNAMESE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_MAX_NAME = 5
_VERBS = frozenset(
    key_of(word)
    for word in """tổ chức, chỉ đạo, kiểm tra, giám sát, phát triển, đầu tư, xây dựng, quản lý, hợp tác, nghiên cứu,
    đổi mới,    tuyên truyền, phụ trách, bảo vệ, cải cách, thanh tra, giáo dục, thông tin, xúc tiến, xuất bản""".split(
        ","
    )
)
_VERB_SYLLABLES = frozenset("hội khám than giá nợ nhà phòng ban khóa bộ khối".split())
_NAMED_BODIES = frozenset("ty đoàn hàng quỹ học hãng chức tâm viện hội phần tnhh sạn quán báo".split())
_BEFORE_NOUN = frozenset(
    "ban bộ sở cục vụ viện phòng và trưởng hội ủy uỷ chủ nhiệm đốc viên tịch các ngân thương".split()
)
_NOT_IN_TITLE = frozenset(
    """đã đang sẽ cho nói phát nhấn khẳng chia nêu đề yêu chủ đồng cũng và cùng trả báo kết dự tham được bị làm là có ký
    ông bà anh chị trình thông bày tại vừa trong từ ngày sáng chiều để với về điều chỉ đọc gửi đến trao không cảm đánh
    hoan lưu kêu""".split()
)
_CUES_AFTER = frozenset(
    "cho nói phát nhấn khẳng chia phân nêu trả báo kết chủ đề yêu đã cũng kiến gửi trình thông bày".split()
)


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


@dataclass(frozen=True, slots=True)
class _Title:
    first: int
    last: int  # one past the last token
    roles: bool


class NameReader:
    """Reads all names of one text; the tokens are made once."""

    def __init__(self, text: str, tokens: Sequence[Token] | None = None) -> None:
        self.text = text
        self.tokens = list(tokens) if tokens is not None else tokenize(text)
        self._persons: list[PersonMention] | None = None

    # -- small readers: each takes a token index and returns the number of tokens read, 0 for none

    def _adjacent(self, at: int) -> bool:
        """Whether this token can continue the one before."""
        return 0 < at < len(self.tokens) and joined(self.text, self.tokens[at - 1], self.tokens[at])

    def _place(self, at: int) -> int:
        return _PLACES.match(self.text, self.tokens, at, capital=True)

    def _name(self, at: int, *, cued: bool) -> int:
        """A person's name from a surname on; without a cue before it, it must be beyond doubt."""
        token = self.tokens[at]
        if not token.capital or token.key not in lexicon.SURNAMES or self._place(at):
            return 0
        if len(token.text) > 1 and token.text.isupper() and not self._upper_context(at):
            return 0
        size = 1
        while size < _MAX_NAME and self._name_goes_on(at + size):
            size += 1
        if size == 1:
            return 0
        if size > 2 and self._place(at + size - 1) and not cued and size > 4:
            size -= 1
        if cued or (size > 2 and token.key in lexicon.SURE_SURNAMES):
            return size
        after = at + size
        spoken = after < len(self.tokens) and self._adjacent(after) and self.tokens[after].key in _CUES_AFTER
        return size if size > 2 or (spoken and token.key in lexicon.SURE_SURNAMES) else 0

    def _name_goes_on(self, at: int) -> bool:
        if not self._adjacent(at) or self.text[self.tokens[at - 1].end] == "-":
            return False
        token = self.tokens[at]
        if not token.capital or any(char.isdigit() for char in token.text):
            return False
        if "." in self.text[self.tokens[at - 1].end : token.start]:
            return False
        if len(token.text) > 1 and token.text.isupper():
            return self._upper_context(at)
        return self._office_word(at) < 2 or self._place(at) > 0

    def _upper_context(self, at: int) -> bool:
        """Whether the neighbours are in capitals too: a headline, where capitals tell nothing of abbreviations."""
        near = [t for t in self.tokens[max(0, at - 2) : at + 3] if len(t.text) > 1]
        return all(t.text.isupper() for t in near) and len(near) > 2

    def _office_word(self, at: int) -> int:
        return _OFFICE.match(self.text, self.tokens, at)

    def _role(self, at: int) -> int:
        prefix = _PREFIXES.match(self.text, self.tokens, at)
        if prefix and not self._adjacent(at + prefix):
            return 0
        role = _ROLES.match(self.text, self.tokens, at + prefix) if at + prefix < len(self.tokens) else 0
        if role:
            return prefix + role
        # "Phó Ban Tổ chức Trung ương": the office is left to be understood.
        if prefix and self.tokens[at].key == "phó" and at + 1 < len(self.tokens):
            return 1 if _ORG_HEADS.match(self.text, self.tokens, at + 1) else 0
        return 0

    def _title(self, at: int) -> int:
        """A title from its role on: "Phó trưởng Ban Tổ chức Trung ương" and, in a row, more such titles."""
        stop = at
        while True:
            role = self._role(stop)
            if not role:
                return stop - at
            stop = self._office_phrase(stop + role)
            follow = self._title_link(stop)
            if not follow:
                return stop - at
            stop = follow

    def _title_link(self, stop: int) -> int:
        """The index where another title of the same person begins after ", ", " - " or "kiêm"; 0 for none."""
        if stop >= len(self.tokens):
            return 0
        gap = self.text[self.tokens[stop - 1].end : self.tokens[stop].start]
        if re.fullmatch(r", ?| [-–] |; ", gap) and self._role(stop):
            return stop
        if self.tokens[stop].key == "kiêm" and stop + 1 < len(self.tokens) and self._role(stop + 1):
            return stop + 1
        return 0

    def _office_phrase(self, stop: int) -> int:
        """Reads on over office words, places, acronyms and capitals as far as they belong to a title."""
        while stop < len(self.tokens):
            token = self.tokens[stop]
            if not self._adjacent(stop):
                gap = self.text[self.tokens[stop - 1].end : token.start]
                linked = re.fullmatch(r" ?[-–&] ?", gap) and not self._role(stop)
                if not (linked and (token.capital or self._office_word(stop))) or self._name(stop, cued=True):
                    return stop
            if token.key in {"và", "của", "các", "về", "thuộc", "tại"}:
                if token.key == "tại" or not self._goes_on_after_link(stop + 1):
                    return stop
                stop += 1
                continue
            size = self._place(stop) or self._office_word(stop)
            if size and not self._is_verb(stop):
                stop += size
            elif self._name(stop, cued=True):
                return stop
            elif is_foreign(token.key) and not token.text.isupper() and self.tokens[stop - 1].key not in _NAMED_BODIES:
                return stop  # "Thủ tướng Nhật Bản Shinzo Abe"
            elif token.capital or re.fullmatch(r"[IVX]+|\d{1,2}", token.text):
                stop += 1
            else:
                return stop
        return stop

    def _is_verb(self, at: int) -> bool:
        """Whether a word such as "tổ chức" is no part of a name here: in lower case after a capital it is the verb of
        "Ban Tổ chức Trung ương tổ chức hội nghị", after a head, a link or a small word it is "ban tổ chức"."""
        token = self.tokens[at]
        if token.capital or at + 1 >= len(self.tokens):
            return False
        if (token.key, self.tokens[at + 1].key) not in _VERBS and token.key not in _VERB_SYLLABLES:
            return False
        before = self.tokens[at - 1]
        return before.key not in _BEFORE_NOUN

    def _goes_on_after_link(self, at: int) -> bool:
        if at >= len(self.tokens) or not self._adjacent(at) or self._role(at) or self._name(at, cued=True):
            return False
        return self._office_word(at) > 0 or (self.tokens[at].capital and not self._place(at))

    # -- the readers of whole texts

    def persons(self) -> list[PersonMention]:
        """The persons of the text in order."""
        if self._persons is None:
            self._persons = self._read_persons()
        return self._persons

    def _read_persons(self) -> list[PersonMention]:
        found: list[PersonMention] = []
        at, size = 0, len(self.tokens)
        while at < size:
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
        honorific = _HONORIFICS.match(self.text, self.tokens, stop)
        stop += honorific
        while stop < len(self.tokens) and (degree := _DEGREES.match(self.text, self.tokens, stop)):
            stop += degree
            honorific += degree
        if stop >= len(self.tokens):
            return None
        title = self._title(stop)
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
        name = self._name(name_at, cued=cued) or (self._other_name(name_at, bool(honorific)) if cued else 0)
        if not name:
            return None
        end = name_at + name
        title_range = (stop, stop + title) if title else None
        if trailing := self._trailing_title(end):
            if title_range is None:
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

    def _title_text(self, span: tuple[int, int] | None) -> tuple[str | None, int | None, int | None]:
        if span is None:
            return None, None, None
        start, end = self.tokens[span[0]].start, self.tokens[span[1] - 1].end
        return self.text[start:end], start, end

    def _honorific_run(self, at: int) -> int:
        size = 0
        while at + size < len(self.tokens):
            step = _HONORIFICS.match(self.text, self.tokens, at + size) or _DEGREES.match(
                self.text, self.tokens, at + size
            )
            if not step:
                break
            size += step
        return size

    def _may_link(self, at: int) -> bool:
        """Whether a name may follow its title here: a space, or one of ", : - ("."""
        gap = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        return re.fullmatch(r"[  ]{1,2}|\. ?|[,:] | [-–] ", gap) is not None

    def _other_name(self, at: int, honorific: bool) -> int:
        """A given name after an honorific ("ông Tuyến"), or a foreign name after any title ("Francis Gurry")."""
        size = 0
        while size < _MAX_NAME and at + size < len(self.tokens):
            token = self.tokens[at + size]
            if not token.capital or (size and not self._adjacent(at + size)):
                break
            if token.text.isupper() and len(token.text) > 1:
                break
            size += 1
        if not size or self._place(at) >= size:
            return 0
        if any(is_foreign(token.key) for token in self.tokens[at : at + size]):
            return size
        return min(size, 4) if honorific and not self._office_word(at) and not self._role(at) else 0

    def _trailing_title(self, at: int) -> tuple[int, int] | None:
        """A title after the name: "Hoàng Đăng Quang, Ủy viên Trung ương Đảng, Phó trưởng Ban …"."""
        if at >= len(self.tokens):
            return None
        gap = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        if re.fullmatch(r", | ?[-–] ?| \(|: ", gap) is None:
            return None
        size = self._title(at)
        if not size:
            return None
        stop = self._to_closing_mark(at + size)
        # "…, Chủ tịch UBND tỉnh Lê Văn B": the title is the next person's.
        if stop < len(self.tokens) and self._adjacent(stop) and self._name(stop, cued=True):
            return None
        if stop < len(self.tokens) and self._adjacent(stop) and self._other_name(stop, False):
            return None
        return at, stop

    def _to_closing_mark(self, stop: int) -> int:
        """An apposition ends at its closing comma: ", viện trưởng Viện bảo tồn tiếng Việt, cho biết"."""
        at = stop
        while at < min(len(self.tokens), stop + 6) and self._adjacent(at):
            if self.tokens[at].key in _NOT_IN_TITLE or self._name(at, cued=True):
                return stop
            at += 1
        if at < len(self.tokens) and re.match(r",|\)| [-–] ", self.text[self.tokens[at - 1].end :]):
            return at
        return stop

    def places(self) -> list[NameMention]:
        """Known places, and what follows "tỉnh", "huyện", "phường" …, in order."""
        taken = [(person.start, person.end) for person in self.persons()]
        found: list[NameMention] = []
        at = 0
        while at < len(self.tokens):
            if any(start <= self.tokens[at].start < end for start, end in taken):
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
        size = 0
        while size < 4 and at + size < len(self.tokens) and self.tokens[at + size].capital:
            if size and (not self._adjacent(at + size) or self._name(at + size, cued=True)):
                break
            if self._role(at + size) or _ORG_HEADS.match(self.text, self.tokens, at + size):
                break
            size += 1
        return size

    def organisations(self) -> list[NameMention]:
        """Organisations: a head such as "Ban", "Sở", "UBND" and what belongs to it, in order."""
        taken = [(person.start, person.end) for person in self.persons()]
        found: list[NameMention] = []
        at = 0
        while at < len(self.tokens):
            head = _ORG_HEADS.match(self.text, self.tokens, at)
            if not head or not self.tokens[at].capital or any(s <= self.tokens[at].start < e for s, e in taken):
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


def is_foreign(key: str) -> bool:
    """Whether a syllable cannot be Vietnamese by its spelling ("putin", "wipo")."""
    return key.isalpha() and _VIETNAMESE.fullmatch(key) is None


def find_persons(text: str) -> list[PersonMention]:
    """The persons that the text names, with the titles that stand beside the names."""
    return NameReader(text).persons()


def find_places(text: str) -> list[NameMention]:
    """The places that the text names."""
    return NameReader(text).places()


def find_organisations(text: str) -> list[NameMention]:
    """The organisations that the text names."""
    return NameReader(text).organisations()
