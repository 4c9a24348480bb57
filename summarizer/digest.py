"""One cited summary over several meetings, in the four steps of a summary: plan, write, align, verify.

Reports are grouped by meeting and copies of a story left out (summarizer/events.py). Of the sentences of a meeting's
reports those are chosen that the selector scores high and that stand early, without repeating each other; the writer
gets each of them, and what it makes of it is aligned with and verified against all reports of the meeting.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from facts.dates import find_dates
from facts.meeting import meeting_facts
from news.article import Article
from news.vietnamese import nfc, unify_tone
from summarizer.align import Aligner
from summarizer.digest_plan import opening_first, plan_meeting, telling_order
from summarizer.events import Event, Report, group_events
from summarizer.merged import Merged
from summarizer.summarize import Summarizer
from summarizer.types import Length, SummarySentence

# Syllables about one meeting: where it is the only one, the most that it gets, and where there are others.
_ALONE, _AMONG = 200, 70
_FURTHER = 25
"""Syllables for each further report of a meeting among others."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article of a digest; `same_as` is the id of the article that it repeats, or None."""

    article: Article
    same_as: str | None

    def to_dict(self) -> dict[str, Any]:
        return {
            "article_id": self.article.id,
            "title": self.article.title,
            "source": self.article.source,
            "published": self.article.published.isoformat() if self.article.published else None,
            "same_as": self.same_as,
        }


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a digest says about one meeting; `date` is ISO 8601, or None where no report tells it."""

    date: str | None
    title: str | None
    sentences: tuple[SummarySentence, ...]
    articles: tuple[Source, ...]

    @property
    def summary(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)

    def to_dict(self) -> dict[str, Any]:
        return {
            "date": self.date,
            "title": self.title,
            "summary": self.summary,
            "sentences": [sentence.to_dict() for sentence in self.sentences],
            "articles": [source.to_dict() for source in self.articles],
        }


@dataclass(frozen=True, slots=True)
class Digest:
    """Meetings in order of time; `error` says why there is nothing."""

    meetings: tuple[Meeting, ...]
    articles_read: int
    articles_total: int
    model: str
    seconds: float
    error: str | None = None

    @property
    def summary(self) -> str:
        """The whole text, a paragraph for each meeting."""
        return "\n".join(meeting.summary for meeting in self.meetings if meeting.sentences)

    def to_dict(self) -> dict[str, Any]:
        return {
            "summary": self.summary,
            "meetings": [meeting.to_dict() for meeting in self.meetings],
            "coverage": {"articles_read": self.articles_read, "articles_total": self.articles_total},
            "model": self.model,
            "seconds": round(self.seconds, 4),
            "error": self.error,
        }


def make_digest(
    articles: Sequence[Article],
    summarizer: Summarizer,
    *,
    total: int | None = None,
    syllable_budget: int | None = None,
    query: str | None = None,
) -> Digest:
    """The digest of some articles.

    Args:
        query: what they were found by; what a meeting's reports say of it is rather told.
        total: how many articles there were to choose from, for the coverage; None is all of these.
        syllable_budget: shared by the meetings after their number of reports; None gives each meeting its room, a
            single one more than one among others.
    """
    begin = time.perf_counter()
    distinct = list({article.id: article for article in articles}.values())
    events = group_events([_report(article) for article in distinct])
    reports = sum(len(event.reports) for event in events)

    def room(event: Event) -> int:
        if syllable_budget:
            return syllable_budget * len(event.reports) // reports
        return _ALONE if len(events) == 1 else min(_ALONE, _AMONG + _FURTHER * (len(event.reports) - 1))

    meetings = tuple(_meeting(event, summarizer, room(event), query) for event in events)
    said = any(meeting.sentences for meeting in meetings)
    return Digest(
        meetings=meetings,
        articles_read=len(distinct),
        articles_total=len(distinct) if total is None else total,
        model=summarizer.name,
        seconds=time.perf_counter() - begin,
        error=None if said else "No article was found that a digest could be made of; widen the period or the query.",
    )


def _report(article: Article) -> Report:
    """An article with the day of its meeting, or else of publication, and the names of those who held it."""
    card = meeting_facts(article)
    day = dt.date.fromisoformat(card.when.date) if card and card.when and card.when.date else article.published
    bodies = [value.text for value in card.organiser] if card else []
    words = [word for body in bodies for word in body.split() if word[0].isupper() and not word.isupper()]
    held = find_dates(card.when.text) if card and card.when and not day else []
    without_year = next(((d.month, d.day) for d in held if d.month and d.day), None)
    holders = frozenset(unify_tone(nfc(word.strip(",.;"))).lower() for word in words)
    return Report(article, day, holders, without_year)


def _meeting(event: Event, summarizer: Summarizer, budget: int, query: str | None) -> Meeting:
    told = opening_first(event.reports)
    reports = [report.article for report in told]
    merged = Merged(reports)
    aligner = Aligner(merged.article, merged.leads, summarizer.reader)
    for alone in (True, False):
        # What leans on a sentence that is not shown stands only where there is nothing else to tell.
        plan = plan_meeting(merged, told, summarizer, budget, query=query, alone=alone)
        written = summarizer.write(merged.article, plan, Length.SHORT, aligner)
        if any(written):
            break
    # Where a section's own sentence could not be shown, a spare one of another place stands for it.
    items = sorted((w for section in written for w in section), key=lambda w: w.place)
    order = telling_order([(w.place, w.sentence.text) for w in items], merged)
    sentences = tuple(
        SummarySentence(item.text, tuple(map(merged.original, item.sources)), item.verified)
        for item in (items[number].sentence for number in order)
    )
    sources = [Source(article, None) for article in reports]
    sources += [Source(article, same) for article, same in event.copies]
    return Meeting(event.day.isoformat() if event.day else None, reports[0].title, sentences, tuple(sources))
