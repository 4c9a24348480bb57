"""What a text states, in normal form."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

from news.article import Span


class FactKind(enum.Enum):
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    CODE = "code"
    QUOTE = "quote"
    TITLE = "title"
    NEGATION = "negation"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Fact:
    """One checkable thing in a text.

    `text[start:end]` is its surface, `value` its normal form: equal values mean the same thing ("22-6" and "ngày 22/6",
    "1.500 tỷ" and "1500 tỉ", "Thanh Hóa" and "Thanh Hoá").
    """

    kind: FactKind
    start: int
    end: int
    surface: str
    value: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether every fact of a sentence stands in its sources; `unsupported` names those that do not."""

    unsupported: tuple[Fact, ...] = ()

    @property
    def supported(self) -> bool:
        return not self.unsupported


@dataclass(frozen=True, slots=True)
class When:
    """When the meeting took place: as written, and as an ISO date ("2022-06-22") where the year is known."""

    text: str
    date: str | None
    span: Span

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "date": self.date, "span": self.span.to_dict()}


@dataclass(frozen=True, slots=True)
class Value:
    """A plain value of the card with its place in the article."""

    text: str
    span: Span

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "span": self.span.to_dict()}


@dataclass(frozen=True, slots=True)
class Person:
    """A person with the title that the article gives, if it gives one."""

    name: str
    title: str | None
    span: Span

    def to_dict(self) -> dict[str, Any]:
        return {"name": self.name, "title": self.title, "span": self.span.to_dict()}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person and what he or she said."""

    name: str
    title: str | None
    points: tuple[Value, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"name": self.name, "title": self.title, "points": [p.to_dict() for p in self.points]}


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who was told to do what, and by when (as written)."""

    who: str
    what: str
    deadline: str | None
    span: Span

    def to_dict(self) -> dict[str, Any]:
        return {"who": self.who, "what": self.what, "deadline": self.deadline, "span": self.span.to_dict()}


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """The meeting card. What the article does not say is None or empty."""

    when: When | None = None
    where: tuple[Value, ...] = ()
    organiser: tuple[Value, ...] = ()
    event: Value | None = None
    chairs: tuple[Person, ...] = ()
    participants: tuple[Value, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    conclusions: tuple[Value, ...] = ()
    assignments: tuple[Assignment, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "when": self.when.to_dict() if self.when else None,
            "where": [v.to_dict() for v in self.where],
            "organiser": [v.to_dict() for v in self.organiser],
            "event": self.event.to_dict() if self.event else None,
            "chairs": [p.to_dict() for p in self.chairs],
            "participants": [v.to_dict() for v in self.participants],
            "speakers": [s.to_dict() for s in self.speakers],
            "conclusions": [v.to_dict() for v in self.conclusions],
            "assignments": [a.to_dict() for a in self.assignments],
        }
