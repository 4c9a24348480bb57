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

# Syllables about one meeting: where it is the only one, which is the most that any gets, and among so many others.
_ALONE = 200
_AMONG = ((3, 130), (8, 100))
_AMONG_MANY = 75
_FURTHER = 25
"""Syllables for each further report of a meeting among others."""
_NEAR = 45
"""Days between a meeting and the report on it, at most; what the card takes for its day else is another's."""


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
    """What a digest says about one meeting.

    Attributes:
        date: ISO 8601; None where no report tells it or has a day of publication.
        title: of the report that goes first.
        place: where it was held, where the report that goes first says so.
        dated_by: "meeting" where a report tells the day, "publication" where it is that of the first report.
        without_year: month and day, where no report tells the year.
    """

    date: str | None
    title: str | None
    sentences: tuple[SummarySentence, ...]
    articles: tuple[Source, ...]
    place: str | None = None
    dated_by: str | None = None
    without_year: tuple[int, int] | None = None

    @property
    def heading(self) -> str:
        """Day and title: "19/12/2024 – Hợp long cầu Kim Giang 2"; of a day of publication it says so."""
        day = f"{dt.date.fromisoformat(self.date):%d/%m/%Y}" if self.date else None
        if self.without_year and not day:
            day = f"{self.without_year[1]}/{self.without_year[0]}"
        told = f"Tin ngày {day}" if day and self.dated_by == "publication" else day
        return " – ".join(filter(None, (told, self.title)))

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
            "place": self.place,
            "dated_by": self.dated_by,
        }


@dataclass(frozen=True, slots=True)
class Digest:
    """Meetings in order of time.

    Attributes:
        error: why there is nothing, `error_vi` the same in Vietnamese.
        period: first and last day that were asked for, as far as they are known.
        missing: words of the query that no article has, where none has all of them.
    """

    meetings: tuple[Meeting, ...]
    articles_read: int
    articles_total: int
    model: str
    seconds: float
    error: str | None = None
    error_vi: str | None = None
    period: tuple[dt.date | None, dt.date | None] | None = None
    missing: tuple[str, ...] = ()

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
            "period": _period(self.period),
            "missing": list(self.missing),
        }


def _period(period: tuple[dt.date | None, dt.date | None] | None) -> dict[str, str | None] | None:
    if period is None:
        return None
    first, last = period
    return {"from": first.isoformat() if first else None, "to": last.isoformat() if last else None}


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
        if len(events) == 1:
            return _ALONE
        least = next((syllables for most, syllables in _AMONG if len(events) <= most), _AMONG_MANY)
        return min(_ALONE, least + _FURTHER * (len(event.reports) - 1))

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
    """An article with the day of its meeting, or else of publication, and what else its card tells a digest."""
    card = meeting_facts(article)
    if card is None:
        return Report(article, article.published)
    day = dt.date.fromisoformat(card.when.date) if card.when and card.when.date else None
    if day and article.published and abs((article.published - day).days) > _NEAR:
        day = None
    words = [word for body in card.organiser for word in body.text.split() if word[0].isupper() and not word.isupper()]
    held = find_dates(card.when.text) if card.when and not (day or article.published) else []
    return Report(
        article,
        day or article.published,
        holders=frozenset(unify_tone(nfc(word.strip(",.;"))).lower() for word in words),
        without_year=next(((d.month, d.day) for d in held if d.month and d.day), None),
        day_of_meeting=day is not None,
        place=card.where[0].text if card.where else None,
        orders=tuple((order.span.start, order.span.end) for order in card.assignments),
        conclusions=tuple((value.span.start, value.span.end) for value in card.conclusions),
    )


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
    first = min((report for report in event.reports if report.day), key=lambda r: r.day or dt.date.max, default=None)
    return Meeting(
        first.day.isoformat() if first and first.day else None,
        reports[0].title,
        sentences,
        tuple(sources),
        place=told[0].place,
        dated_by=("meeting" if first.day_of_meeting else "publication") if first else None,
        without_year=next((report.without_year for report in told if report.without_year), None),
    )
