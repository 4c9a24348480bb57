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
from itertools import islice, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from facts.meeting import meeting_facts
from news.article import Article
from news.vietnamese import nfc, syllables, unify_tone
from summarizer.align import Aligner
from summarizer.events import Event, Report, group_events
from summarizer.features import is_roll_call
from summarizer.merged import Merged
from summarizer.plan import Plan, Section
from summarizer.prompt import article_prompt, selection_prompt
from summarizer.summarize import Summarizer
from summarizer.types import Length, SummarySentence

# Syllables about one meeting: where it is the only one, and where there are others.
_ALONE, _AMONG = 200, 70
_ROOM = 15  # a further sentence is begun while more than this is left
_SPARE = 2  # further sentences for each, in case that it does not pass verification
# What it is worth to be a report's first sentence, in standard deviations of the selector's score; the n-th gets 1/n of
# it, and who chaired and who was there is not counted. What other reports confirm (LexRank) was tried beside it and
# added nothing.
_FIRST = 6.0
_ROLL_CALL = 2.0
_REPEATED = 0.4


Floats = npt.NDArray[np.float32]


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
    articles: Sequence[Article], summarizer: Summarizer, *, total: int | None = None, syllable_budget: int | None = None
) -> Digest:
    """The digest of some articles.

    Args:
        total: how many articles there were to choose from, for the coverage; None is all of these.
        syllable_budget: shared by the meetings after their number of reports; None gives each meeting its room, a
            single one more than one among others.
    """
    begin = time.perf_counter()
    distinct = list({article.id: article for article in articles}.values())
    events = group_events([_report(article) for article in distinct])
    reports = sum(len(event.reports) for event in events)
    room = _ALONE if len(events) == 1 else _AMONG
    meetings = tuple(
        _meeting(event, summarizer, syllable_budget * len(event.reports) // reports if syllable_budget else room)
        for event in events
    )
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
    return Report(article, day, frozenset(unify_tone(nfc(word.strip(",.;"))).lower() for word in words))


def _meeting(event: Event, summarizer: Summarizer, budget: int) -> Meeting:
    reports = [report.article for report in event.reports]
    merged = Merged(reports)
    plan = _plan(merged, reports, summarizer, budget)
    written = summarizer.write(
        merged.article, plan, Length.SHORT, Aligner(merged.article, merged.leads, summarizer.reader)
    )
    sentences = tuple(
        SummarySentence(item.text, tuple(map(merged.original, item.sources)), item.verified)
        # Where a section's own sentence could not be shown, a spare one of another place stands for it.
        for item in (w.sentence for w in sorted((w for section in written for w in section), key=lambda w: w.place))
    )
    sources = [Source(article, None) for article in reports]
    sources += [Source(article, same) for article, same in event.copies]
    return Meeting(event.day.isoformat() if event.day else None, reports[0].title, sentences, tuple(sources))


def _plan(merged: Merged, reports: Sequence[Article], summarizer: Summarizer, budget: int) -> Plan:
    """A section for each chosen sentence, in the order of the reports."""
    texts = merged.article.sentence_texts()
    scores = np.concatenate(
        [
            _standard(summarizer.plan(report, Length.MEDIUM).scores) + _lead(report.sentence_texts())
            for report in reports
        ]
    )
    ranked = _ranked(texts, scores)
    chosen = used = 0
    while chosen < len(ranked) and used < budget - _ROOM:
        used += len(syllables(texts[ranked[chosen]]))
        chosen += 1
    spare = iter(ranked[chosen:])
    sections = []
    for index in sorted(ranked[:chosen]):
        pool = (index, *islice(spare, _SPARE))
        sections.append(Section((index,), _prompt(merged.article.title, texts[index], summarizer), pool))
    return Plan(tuple(sections), scores, len(texts))


def _prompt(title: str | None, text: str, summarizer: Summarizer) -> str:
    """What the writer sees of a sentence; nothing, if its window does not hold it."""
    prompt = selection_prompt(title, [text]) if summarizer.reads_selection else article_prompt([text])
    return prompt if summarizer.fits(prompt) else ""


def _ranked(texts: Sequence[str], scores: Floats) -> list[int]:
    """Sentences by falling score, without those that mostly repeat a better one."""
    ranked: list[int] = []
    said: set[tuple[str, str]] = set()
    for i in np.argsort(-scores, kind="stable").tolist():
        pairs = _pairs(texts[i])
        if pairs and len(pairs & said) <= _REPEATED * len(pairs):
            ranked.append(i)
            said |= pairs
    return ranked


def _standard(scores: Floats) -> Floats:
    """Scores with mean 0 and deviation 1, so that those of different articles can be compared."""
    return np.asarray((scores - scores.mean()) / (scores.std() or 1.0), dtype=np.float32)


def _lead(sentences: Sequence[str]) -> Floats:
    """What its place adds to each sentence's score, shape (sentences,); a roll call has no place and loses."""
    calls = np.array([is_roll_call(sentence) for sentence in sentences], bool)
    places = np.cumsum(~calls)
    return np.where(calls, -_ROLL_CALL, _FIRST / np.maximum(places, 1)).astype(np.float32)


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(syllables(unify_tone(text))))
