"""What a text states, in normal form, and whether a source says it: numbers, dates, names, codes, quotations."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from facts.dates import DateMention, find_dates, resolve
from facts.names import NameMention, PersonMention, find_organisations, find_persons, find_places
from facts.types import Fact, FactKind, MeetingFacts, Verdict

if TYPE_CHECKING:
    from facts.extract import extract
    from facts.meeting import meeting_facts
    from facts.verify import SourceIndex, verify
else:
    # Their patterns are a good part of a cold start, and most questions need none of them.
    _LATER = {"extract": "extract", "meeting_facts": "meeting", "SourceIndex": "verify", "verify": "verify"}

    def __getattr__(name: str) -> object:
        if name not in _LATER:
            raise AttributeError(f"module 'facts' has no attribute {name!r}")
        globals()[name] = found = getattr(import_module(f"facts.{_LATER[name]}"), name)
        return found


__all__ = [
    "DateMention",
    "Fact",
    "FactKind",
    "MeetingFacts",
    "NameMention",
    "PersonMention",
    "SourceIndex",
    "Verdict",
    "extract",
    "find_dates",
    "find_organisations",
    "find_persons",
    "find_places",
    "meeting_facts",
    "resolve",
    "verify",
]
