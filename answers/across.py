"""Questions over many meetings about one person: which of them he chaired, what he said at them.

A sentence that merely names him answers neither; the meeting cards know who chaired and whose a statement is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from answers.question import SAID, Kind, Question, Role
from facts import MeetingFacts, PersonMention, find_persons, find_places
from index.analysis import words
from news.article import Span
from news.vietnamese import fold, nfc

Name = tuple[str, ...]
"""Lower-cased, one spelling of the tones."""


def somebody(question: Question) -> tuple[Name, ...]:
    """The persons whose meetings or statements such a question is about; none of any other question.

    Of "X nói gì về Y" only X. A name that no title announces is a run of capitals; without capitals there is none.
    """
    typed = nfc(question.text)
    if not question.over_articles:
        return ()
    if question.kind is Kind.SAID:
        typed = _subject(typed)
    elif question.role is not Role.CHAIR:
        return ()
    return _persons(typed) or tuple(_capitals(typed.split()))


@lru_cache(maxsize=64)
def said_by(text: str) -> tuple[Name, ...]:
    """The persons, by names that can be nothing else, whose words a question asks for."""
    return tuple(name for name in _persons(_subject(nfc(text))) if not find_places(" ".join(name).title()))


def _subject(typed: str) -> str:
    """What stands before the verb of speech."""
    said = SAID.search(fold(typed))  # as many characters as were typed
    return typed[: said.start()] if said else ""


def _persons(typed: str) -> tuple[Name, ...]:
    return tuple(tuple(words(p.name)) for p in find_persons(typed) if not _is_whose_voice(p))


def _is_whose_voice(person: PersonMention) -> bool:
    """Whether it is not a person but what he speaks for: "người phát ngôn Kremlin"."""
    return " " not in person.name and fold(person.title or "") in ("nguoi phat ngon", "phat ngon vien")


def _capitals(typed: Sequence[str]) -> list[Name]:
    runs = [list(run) for capital, run in groupby(typed, key=lambda word: word[0].isupper()) if capital]
    # One alone begins the sentence or an office ("Những hội nghị", "Bộ trưởng").
    return [tuple(words(" ".join(run))) for run in runs if len(run) > 1]


def spans_across(question: Question, names: Sequence[Name], card: MeetingFacts) -> list[Span]:
    """What an article's meeting card has of it: the meeting and where one of them chairs it, or each of his statements.

    "Bà A chủ trì hội nghị." does not say which; the name of the meeting stands in another sentence then.
    """
    if question.role is Role.CHAIR:
        chairs = [person.span for person in card.chairs if is_one_of(person.name, names)]
        return [card.event.span, *chairs] if chairs and card.event else chairs
    return [point.span for speaker in card.speakers if is_one_of(speaker.name, names) for point in speaker.points]


def is_one_of(name: str, names: Sequence[Name]) -> bool:
    """Whether the name ends one of those, or one of those ends it: "Trump" is Donald Trump."""
    mine = tuple(words(name))
    return bool(mine) and any(mine[-len(other) :] == other or other[-len(mine) :] == mine for other in names)
