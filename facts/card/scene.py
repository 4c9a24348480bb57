"""An article read once for all fields of the card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from facts import lexicon
from facts.attribution import SAYS
from facts.card.foreign import with_foreign
from facts.card.marks import quotations
from facts.card.people import completed, without_bodies
from facts.dates import DateMention, find_dates
from facts.names import NameMention, NameReader, PersonMention
from facts.tokens import Phrasebook, Token, key_of, tokenize
from facts.types import Person, Value
from news.article import Article

_LONGEST_TITLE = 120
_LEADING = re.compile(
    r"(?:^|[,.;:–“\"-] ?|\n)(?P<title>[^\W\d_][^,.;:“”\"()\n]{2,90}?),? (?:(?:ông|bà|đồng chí|anh|chị) )?$"
)
_CALLINGS = ("cử tri", "nghệ nhân", "đạo diễn", "nhà nghiên cứu", "người dân", "nông dân", "họa sĩ")
_PREFIXED = tuple(f"{prefix} {role}" for prefix in ("phó", "nguyên") for role in lexicon.ROLES)
_ROLES = Phrasebook([*lexicon.ROLES, *_PREFIXED, *_CALLINGS])
LEAD = 6
"""The news style says who met, when and where at the head; further down the same words tell of other meetings."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with what was read in it."""

    index: int
    start: int
    end: int
    text: str


# "trước 3.000 đại biểu, Chủ tịch X", "báo cáo Thủ tướng, Phó Thủ tướng Y": the first words are about others.
_OTHERS = re.compile(
    r"(?i)^(?:(?:đại biểu|đại diện|lãnh đạo|thành viên|hội viên)|(?:tổng giám đốc|giám đốc|tổng thống|thủ tướng|bộ trưởng"
    r"|chủ tịch ubnd)(?=[^,]*, (?:(?:phó )?thủ tướng|chủ tịch nước|chủ tịch quốc hội))[^,]*), "
)
_LOOSE_END = re.compile(r"(?i),? (?:đại diện|lãnh đạo|đại biểu)$")


_NO_TITLE = re.compile(r"(?<!\w)(?:từng|có|đã|đang|vừa|sẽ|này|bị|được)(?!\w)|(?<!\w)của$")
# "đường Phùng Chí Kiên", "Trường THPT Bùi Hữu Nghĩa": what is called after somebody.
_CALLED = re.compile(
    r"(?<!\w)(?:đường|phố|ngã (?:ba|tư|năm|sáu)|trường|THPT|THCS|tiểu học|mầm non|cầu|chợ|bến|rạp|hầm|công viên|quảng trường|nhà hát|tượng đài|cúp|quỹ|khu phố"
    r"|đại lộ|đồn|bệnh viện|phường|xã|thị trấn|quận|huyện) $",
    re.IGNORECASE,
)


_NOBODY = frozenset({"Lầu Năm Góc", "Nhà Xanh", "Nhà Trắng", "Asean", "Bình Nhưỡng", "Nhà nước", "Quốc hội"})
"""What stands where a name could behind an office: "người đứng đầu Lầu Năm Góc nói"."""


def _is_namesake(text: str, person: PersonMention) -> bool:
    if person.name in _NOBODY:
        return True
    if not person.honorific and " " not in person.name and (person.title or "").lower() in {"đại diện", "lãnh đạo"}:
        return True  # "đại diện Uber"
    before = person.title_start is not None and person.title_start < person.start
    return (
        not before
        and not person.honorific
        and _CALLED.search(text, max(0, person.start - 24), person.start) is not None
    )


def _own_title(title: str) -> str:
    return _LOOSE_END.sub("", _OTHERS.sub("", title))


class Scene:
    """The article's sentences, names and dates."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.lines = [Line(i, s.start, s.end, self.text[s.start : s.end]) for i, s in enumerate(article.sentences)]
        self._full_names: dict[str, str] = {}

    @cached_property
    def reader(self) -> NameReader:
        """Made when it is needed: most news reports no meeting, and its names are never asked for."""
        return NameReader(self.text)

    @property
    def tokens(self) -> list[Token]:
        return self.reader.tokens

    @cached_property
    def _quotations(self) -> list[tuple[int, int]]:
        return quotations((line.start, line.text) for line in self.lines)

    def is_quoted(self, at: int) -> bool:
        """Whether a place lies in quotation marks: what is told there is no report of this meeting."""
        return any(start < at < end for start, end in self._quotations)

    @cached_property
    def dates(self) -> list[DateMention]:
        return find_dates(self.text)

    @cached_property
    def persons(self) -> list[PersonMention]:
        read = with_foreign(self.text, self.reader.persons(), self.places)
        read = [completed(self.text, person) for person in read if not _is_namesake(self.text, person)]
        return without_bodies(self.text, read)

    @cached_property
    def organisations(self) -> list[NameMention]:
        return self.reader.organisations()

    @cached_property
    def places(self) -> list[NameMention]:
        return self.reader.places()

    def value(self, start: int, end: int) -> Value | None:
        """The stretch of text without blanks and commas at its ends; None when nothing is left."""
        while start < end and self.text[start] in " ,;:\n-–.":
            start += 1
        while end > start and self.text[end - 1] in " ,;:\n-–.…":
            end -= 1
        if start >= end:
            return None
        return Value(self.text[start:end], self.article.span(start, end))

    @cached_property
    def _by_name(self) -> dict[tuple[str, ...], list[PersonMention]]:
        found: dict[tuple[str, ...], list[PersonMention]] = {}
        for person in self.persons:
            found.setdefault(key_of(person.name), []).append(person)
        return found

    def full_name(self, name: str) -> str:
        """The fullest form of a name in the article: "Hưng" is "Đỗ Trọng Hưng" when only one person is called so."""
        if name not in self._full_names:
            self._full_names[name] = self._full_name(name)
        return self._full_names[name]

    def _full_name(self, name: str) -> str:
        keys = key_of(name)
        longer = [other for other in self._by_name if len(other) > len(keys) and other[-len(keys) :] == keys]
        if not longer and len(keys) == 1:
            longer = [other for other in self._by_name if len(other) > 1 and other[0] == keys[0]]
        fullest = max(longer, key=len, default=None)
        if fullest is None or any(fullest[-len(other) :] != other for other in longer):
            return name
        return self._by_name[fullest][0].name

    def title_of(self, person: PersonMention) -> str | None:
        """The fullest title that the article writes beside this person's name."""
        mentions = [person, *self._by_name.get(key_of(self.full_name(person.name)), [])]
        titles = [self._whole(m) for m in mentions if m.title]
        titles = titles or [title for m in mentions if (title := self._leading(m))]
        return max(map(_own_title, titles), key=len, default=None)

    def _whole(self, mention: PersonMention) -> str:
        """A title in brackets goes on to the bracket: "(viện trưởng Viện bảo tồn tiếng Việt)"."""
        if mention.title_start is None or self.text[mention.title_start - 1] != "(":
            return mention.title or ""
        end = self.text.find(")", mention.title_start, mention.title_start + _LONGEST_TITLE)
        return self.text[mention.title_start : end] if end > 0 else mention.title or ""

    def _leading(self, mention: PersonMention) -> str | None:
        """What stands from an office at the beginning of the clause up to the name: "Giám đốc Hợp tác xã chè X A B"."""
        match = _LEADING.search(self.text[max(0, mention.start - _LONGEST_TITLE) : mention.start])
        if match is None or _ROLES.match(match["title"], tokenize(match["title"]), 0) == 0:
            return None
        return None if SAYS.search(match["title"]) or _NO_TITLE.search(match["title"]) else match["title"]

    def person(self, mention: PersonMention) -> Person:
        """The card's form of a person, its span being name and title where they stand together."""
        start, end = extent(mention)
        return Person(self.full_name(mention.name), self.title_of(mention), self.article.span(start, end))


def extent(mention: PersonMention) -> tuple[int, int]:
    """Where name and title of a mention lie, from the first to the last character."""
    if mention.title_start is None or mention.title_end is None:
        return mention.start, mention.end
    return min(mention.start, mention.title_start), max(mention.end, mention.title_end)
