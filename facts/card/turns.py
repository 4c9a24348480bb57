"""Who speaks in which sentence: by name, by "ông", by an office alone, or by going on with a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from facts.attribution import SAYS, speakers_in
from facts.card.event import MEETING
from facts.card.marks import is_open
from facts.card.scene import Line, Scene, extent
from facts.names import NameMention, PersonMention
from facts.spans import inside
from facts.tokens import key_of


@dataclass(frozen=True, slots=True)
class Attribution:
    """A sentence, or its part up to `limit`, that is ascribed to a person.

    `begin` and `after` are where the words that name the speaker lie; `quoted` says that the whole stretch is speech.
    """

    person: PersonMention
    line: Line
    begin: int
    after: int
    limit: int
    quoted: bool = False


_ADVERBS = (
    r"(?: (?:còn|cũng|đã|tiếp tục|đồng thời|vừa|lại|đều|luôn|thêm|không(?= (?:đồng tình|đồng ý|tán thành))|tiếp|bèn))*"
)
_PRONOUNS = re.compile(
    rf"(?<!\w)(?P<who>ông|bà|anh|chị|đồng chí|vị này|vị [\w ]{{3,24}}?|ông này|bà này){_ADVERBS} (?={SAYS.pattern})",
    re.IGNORECASE,
)
_BY_PRONOUN = re.compile(r"(?:^|[;.] |[Cc]ũng )[Tt]heo (?P<who>ông|bà|anh|chị|đồng chí)(?=,)")
_SAYS_NEXT = re.compile(rf"(?:,? [^,.:;“”\"]{{0,50}}?,?)??{_ADVERBS} (?={SAYS.pattern})")
# A subject stands at the beginning of its clause.
_OPENS = re.compile(
    rf"(?:^|[,;:.–”\"-]|(?:Tuy nhiên|Đồng thời|Ngoài ra|Sau đó|Do đó|Từ đó|Theo đó|Tại đây|Qua đó|Vì vậy|Trước đó|Cũng"
    rf"|{MEETING}|khi|Khi|rằng))[ ]*(?:đồng chí )?$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?:(?:\d{1,2}|[a-zđ])[.)]\s+|[-–•+*]\s+)?(?:(?:ông|bà|đồng chí|đại biểu|TS|GS|PGS)[ .]*)*", re.IGNORECASE
)
_AND = re.compile(r",? (?:và|cùng) (?:các )?(?:đồng chí|ông|bà|TS|GS|PGS)?[\s.]*")
_FILLERS = frozenset(key_of("ông bà anh chị đồng chí vị này còn cũng đã tiếp tục đồng thời thêm"))
_ALSO_VERB = " chỉ đạo"
_MOST_SPEAKERS = 8
"""In one sentence."""
_BEFORE = 60
"""Characters in which the beginning of a clause is looked for."""
_LONGEST_QUOTE = 12
"""Sentences; a mark that is never closed must not make a speech of the rest of the article."""


def attributions(scene: Scene) -> Iterator[Attribution]:
    """Every sentence that the article ascribes to a person, in order of the text."""
    reader = _Reader(scene)
    for line in scene.lines:
        yield from reader.read(line)


class _Reader:
    """Goes through the sentences and remembers who spoke last and whose quotation is open."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.last: PersonMention | None = None
        self.seen: PersonMention | None = None
        self.owner: PersonMention | None = None
        self.open = False
        self.pending: list[Line] = []
        self.block: PersonMention | None = None
        """Whose paragraph it is: minutes write "Ông A, Giám đốc Sở: …" and then all that he said."""
        self.awaited: PersonMention | None = None
        """Whose paragraph comes next, where such a head stands alone in its line."""
        self.offices = [_without_verb(office) for office in scene.reader.offices()]

    def read(self, line: Line) -> list[Attribution]:
        was_open = self.open
        self.open = is_open(line.text, was_open)
        found = self._by_name(line) or self._by_reference(line)
        self._begin_block(line)
        if self.block is not None and not found and not was_open:
            self.last = self.seen = self.block
            return [Attribution(self.block, line, line.start, line.start, line.end, quoted=True)]
        result: list[Attribution] = []
        if was_open and not found:
            end = line.end if self.open else line.start + max(line.text.rfind("”"), line.text.rfind('"'))
            if self.owner is not None:
                result.append(Attribution(self.owner, line, line.start, line.start, end, quoted=True))
            else:
                self.pending.append(line)
        elif found:
            speaker = found[-1].person
            if was_open and self.owner is None:
                result += [Attribution(speaker, p, p.start, p.start, p.end, quoted=True) for p in self.pending]
            result += found
            self.last = speaker
        if self.open and not was_open:
            self.pending = [] if found else [line]
            self.owner = found[-1].person if found and _opens_after(line, found[-1]) else None
            if found and self.owner is None:
                self.owner = found[-1].person
        if not self.open or len(self.pending) > _LONGEST_QUOTE:
            self.open, self.owner, self.pending = False, None, []
        persons = inside(self.scene.persons, line.start, line.end)
        self.seen = persons[-1] if persons and not found else self.seen
        if found:
            self.seen = found[-1].person
        return result

    def _begin_block(self, line: Line) -> None:
        """Remembers whose paragraph begins with this line, if one begins."""
        text = self.scene.text
        if line.start and text[line.start - 1] != "\n":
            return
        self.block, self.awaited = self.awaited, None
        first = next(iter(inside(self.scene.persons, line.start, line.end)), None)
        if first is None:
            return
        begin, end = extent(first)
        if _HEAD.fullmatch(text[line.start : begin]) is None or text[end : end + 1] != ":":
            return
        self.block, alone = first, end + 1 >= line.end
        self.awaited = first if alone else None

    def _by_name(self, line: Line) -> list[Attribution]:
        scene = self.scene
        said_by = speakers_in(scene.text, line.start, line.end, scene.persons)[:_MOST_SPEAKERS]
        found: list[Attribution] = []
        persons = inside(scene.persons, line.start, line.end)
        for number, mention in enumerate(said_by):
            begin, after = extent(mention)
            limit = extent(said_by[number + 1])[0] if number + 1 < len(said_by) else line.end
            at = persons.index(mention)
            group = [mention]
            while at and _AND.fullmatch(scene.text[extent(persons[at - 1])[1] : extent(persons[at])[0]]):
                at -= 1
                group.insert(0, persons[at])
            found += [
                Attribution(person, line, begin, after, limit) for person in group if person not in said_by[:number]
            ]
        return found

    def _by_reference(self, line: Line) -> list[Attribution]:
        text = self.scene.text
        for office in inside(self.offices, line.start, line.end):
            if _OPENS.search(text[max(line.start, office.start - _BEFORE) : office.start]) is None:
                continue
            if (verb := _SAYS_NEXT.match(text, office.end, line.end)) and (person := self._holder(office.name)):
                after = office.end if verb.group().strip() else verb.end()
                return [Attribution(person, line, office.start, after, line.end)]
        for match in (*_PRONOUNS.finditer(line.text), *_BY_PRONOUN.finditer(line.text)):
            before = line.text[max(0, match.start("who") - _BEFORE) : match.start("who")]
            named = match.re is _PRONOUNS and _OPENS.search(before) is None
            person = self.last if self.last is not None and self.last is self.seen else self.seen or self.last
            if person is None or named:
                continue
            begin, after = line.start + match.start("who"), line.start + match.end("who")
            if self._names(person, after, line.end):
                continue  # "Ông cho rằng Tổng thống A tốt bụng": nobody calls himself by name
            return [Attribution(person, line, begin, after, line.end)]
        return []

    def _names(self, person: PersonMention, start: int, end: int) -> bool:
        """Whether a stretch of the text names a person."""
        name = self.scene.full_name(person.name)
        return any(self.scene.full_name(other.name) == name for other in inside(self.scene.persons, start, end))

    def _holder(self, office: str) -> PersonMention | None:
        """Whom an office without a name means: the last speaker if it fits, else the only one who holds it."""
        words = set(key_of(office)) - _FILLERS
        if self.last is not None and words <= self._known(self.last):
            return self.last
        holders: dict[str, PersonMention] = {}
        for person in self.scene.persons:
            if person.title and words <= set(key_of(person.title)) and key_of(person.title)[0] == key_of(office)[0]:
                holders.setdefault(self.scene.full_name(person.name), person)
        return next(iter(holders.values())) if len(holders) == 1 else None

    def _known(self, person: PersonMention) -> set[str]:
        return set(key_of(self.scene.title_of(person) or "")) | set(key_of(person.name))


def _without_verb(office: NameMention) -> NameMention:
    """ "Bộ trưởng chỉ đạo": the word that is part of an office elsewhere is what he does."""
    if not office.name.endswith(_ALSO_VERB):
        return office
    name = office.name.removesuffix(_ALSO_VERB)
    return NameMention(office.start, office.start + len(name), name)


def _opens_after(line: Line, said: Attribution) -> bool:
    return max(line.text.rfind("“"), line.text.rfind('"')) > said.after - line.start
