"""What a text states, in normal form, and whether a source says it: numbers, dates, names, codes, quotations."""

from __future__ import annotations

from facts.dates import DateMention, find_dates, resolve
from facts.extract import extract
from facts.meeting import meeting_facts
from facts.names import NameMention, PersonMention, find_organisations, find_persons, find_places
from facts.types import Fact, FactKind, MeetingFacts, Verdict
from facts.verify import SourceIndex, verify

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
