"""What a text states, in normal form, and whether a source says it: numbers, dates, names, codes, quotations.

The verifier (facts.verify) and the meeting card (facts.meeting) are imported from where they stand: their patterns would
be a good part of the cold start of commands that need neither.
"""

from __future__ import annotations

from facts.dates import DateMention, find_dates, resolve
from facts.names import NameMention, PersonMention, find_organisations, find_persons, find_places
from facts.types import Fact, FactKind, MeetingFacts, Verdict

__all__ = [
    "DateMention",
    "Fact",
    "FactKind",
    "MeetingFacts",
    "NameMention",
    "PersonMention",
    "Verdict",
    "find_dates",
    "find_organisations",
    "find_persons",
    "find_places",
    "resolve",
]
