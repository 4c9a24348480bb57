"""From results to the plain data that the page's views draw. Pure functions; text stays text, nothing here makes HTML.

Marks are (start, end, label) in code points of the article's text, as spans are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from answers import Answer
from facts import MeetingFacts
from index import ArticleRow, Copy, Hit
from news import Article, Span
from summarizer import Summary
from summarizer.digest import Digest
from web.texts import Texts

Data = dict[str, Any]
Mark = tuple[int, int, str]

_TITLE, _PASSAGE = 90, 220


def article_data(article: Article, marks: Iterable[Mark] = (), *, removable: bool = False) -> Data:
    """An article for the reader, with the words to mark."""
    return {
        "id": article.id,
        "title": title_of(article),
        "about": _joined(article.source, article.published),
        "url": article.url,
        "text": article.text,
        "marks": [list(mark) for mark in marks],
        "removable": removable,
    }


def waiting_item(article: Article) -> Data:
    """An article whose summary is still to come."""
    return {"state": "waiting", "title": title_of(article)}


def failed_item(name: str, error: str) -> Data:
    return {"state": "failed", "title": name, "error": error}


def summary_item(article: Article, summary: Summary, texts: Texts) -> Data:
    """A summary and its article: sentences with the places of their sources, card, what cleaning removed."""
    note = texts.coverage.format(
        read=summary.coverage.sentences_read,
        total=summary.coverage.sentences_total,
        seconds=summary.seconds,
        model=summary.model,
    )
    return {
        "state": "done",
        "title": article.title or summary.heading or title_of(article),
        "proposed": _proposed(summary, texts),
        "about": _joined(article.source, article.published),
        "text": article.text,
        "note": note,
        "error": (summary.error_vi if texts.language == "vi" else summary.error) or summary.error,
        "sentences": [
            {"text": s.text, "verified": s.verified, "sources": [[span.start, span.end] for span in s.sources]}
            for s in summary.sentences
        ],
        "card": card_rows(summary.meeting, texts),
        "removed": [{"kind": texts.kinds.get(piece.kind, piece.kind), "text": piece.text} for piece in article.removed],
    }


def _proposed(summary: Summary, texts: Texts) -> Data | None:
    """What to say of a title that is not the article's own, and the places that it was made from."""
    if summary.headline is None:
        return None
    return {"note": texts.headline_found, "sources": [[span.start, span.end] for span in summary.headline.sources]}


def card_rows(card: MeetingFacts | None, texts: Texts) -> list[Data]:
    """The meeting card as rows of a field's name and its values, each with its place in the article."""
    return [
        {
            "name": texts.fields[field],
            "values": [{"text": text, "start": span.start, "end": span.end} for text, span in values],
        }
        for field, values in card_values(card)
    ]


def card_values(card: MeetingFacts | None) -> list[tuple[str, list[tuple[str, Span]]]]:
    """The filled fields of a card in reading order, as (field, [(text, span)])."""
    if card is None:
        return []
    when = []
    if card.when:
        day = f" ({_day(dt.date.fromisoformat(card.when.date))})" if card.when.date else ""
        when = [(card.when.text + day, card.when.span)]
    assigned = [
        (f"{task.who}: {task.what}" + (f" ({task.deadline})" if task.deadline else ""), task.span)
        for task in card.assignments
    ]
    fields = [
        ("event", [(card.event.text, card.event.span)] if card.event else []),
        ("when", when),
        ("where", [(value.text, value.span) for value in card.where]),
        ("organiser", [(value.text, value.span) for value in card.organiser]),
        ("chairs", [(", ".join(filter(None, (p.name, p.title))), p.span) for p in card.chairs]),
        ("participants", [(value.text, value.span) for value in card.participants]),
        ("speakers", [(f"{s.name}: {point.text}", point.span) for s in card.speakers for point in s.points]),
        ("conclusions", [(value.text, value.span) for value in card.conclusions]),
        ("assignments", assigned),
    ]
    return [(field, values) for field, values in fields if values]


def waiting_turn(question: str) -> Data:
    """A question whose answer is still to come."""
    return {"question": question, "state": "waiting", "sentences": [], "citations": [], "nearest": [], "note": ""}


def failed_turn(question: str, error: str) -> Data:
    return {**waiting_turn(question), "state": "failed", "error": error}


def answered_turn(answer: Answer, texts: Texts, left: tuple[int, int] | None = None) -> Data:
    """An answer with its numbered citations, or the refusal with the nearest passages.

    Args:
        left: where a filter was on: how many articles of how many it left.
    """
    note = (texts.answered if answer.answered else texts.refused).format(
        confidence=answer.confidence, milliseconds=answer.seconds * 1000
    )
    if answer.unanswered:
        note = f"{texts.not_found} {answer.unanswered} · {note}"
    return {
        "question": answer.question,
        "state": "done",
        "answered": answer.answered,
        "short": answer.short_answer,
        "plain": answer.answer,
        "refusal": texts.not_found,
        "filtered": _narrowed(left, texts) if left else None,
        "sentences": [{"text": s.text, "citations": list(s.citations)} for s in answer.sentences],
        "citations": [
            {
                "n": c.n,
                "title": c.title or cut(c.span.quote, _TITLE),
                "about": _joined(c.title or cut(c.span.quote, _TITLE), c.source, c.published),
                "quote": cut(c.span.quote, _PASSAGE),
                **_place(c.span),
            }
            for c in answer.citations
        ],
        "nearest": [hit_data(hit) for hit in answer.nearest],
        "note": note,
    }


def _narrowed(left: tuple[int, int], texts: Texts) -> str:
    return texts.filtered.format(left=left[0], total=left[1]) if left[0] else texts.nothing_matches


def hit_data(hit: Hit) -> Data:
    """A passage: its article's title and how it begins."""
    return {
        "title": hit.title or cut(hit.text, _TITLE),
        "text": cut(hit.text, _PASSAGE),
        "about": "",
        **_place(hit.span),
    }


def row_data(row: ArticleRow | Copy, similar: Sequence[Copy] = ()) -> Data:
    """An article of the archive's list, with those that tell its story in the same words folded under it."""
    return {
        "article": row.id if isinstance(row, ArticleRow) else row.article_id,
        "title": row.title or cut(row.opening if isinstance(row, ArticleRow) else "", _TITLE),
        "about": _joined(row.source, row.published),
        "similar": [row_data(other) for other in similar],
    }


def digest_data(digest: Digest, texts: Texts) -> Data:
    """A digest: each meeting's heading, and its sentences with numbered places in their articles."""
    meetings: list[Data] = []
    number = 0
    for meeting in digest.meetings:
        titles = {source.article.id: source.article.title for source in meeting.articles}
        sentences = []
        for sentence in meeting.sentences:
            sources = []
            for span in sentence.sources:
                number += 1
                title = titles.get(span.article_id) or cut(span.quote, _TITLE)
                sources.append({"n": number, "title": title, **_place(span)})
            sentences.append({"text": sentence.text, "sources": sources})
        if sentences:
            meetings.append({"heading": meeting.heading, "sentences": sentences})
    note = texts.digest_note.format(
        meetings=len(meetings), read=digest.articles_read, total=digest.articles_total, seconds=digest.seconds
    )
    if digest.missing:
        note = f"{texts.digest_missing.format(words=', '.join(digest.missing))} · {note}"
    said = (digest.error_vi if texts.language == "vi" else digest.error) or texts.nothing_matches
    return {"meetings": meetings, "note": note, "error": said if digest.error else None}


def months(days: Mapping[dt.date, int], most: int = 36) -> list[Data]:
    """How many articles fall in each month, from the first to the last, at most the latest `most` months."""
    counts: dict[tuple[int, int], int] = {}
    for day, articles in days.items():
        counts[day.year, day.month] = counts.get((day.year, day.month), 0) + articles
    if not counts:
        return []
    first, last = min(counts), max(counts)
    numbers = range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])[-most:]
    result = []
    for number in numbers:
        start = dt.date(number // 12, number % 12 + 1, 1)
        after = dt.date((number + 1) // 12, (number + 1) % 12 + 1, 1)
        result.append(
            {
                "from": start.isoformat(),
                "to": (after - dt.timedelta(days=1)).isoformat(),
                "label": f"{start.month}/{start:%y}",
                "count": counts.get((start.year, start.month), 0),
            }
        )
    return result


def title_of(article: Article) -> str:
    return article.title or cut(article.text, _TITLE)


def cut(text: str, most: int) -> str:
    """The text's beginning on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rpartition(" ")[0].rstrip(" .,;:…") + "…"


def _place(span: Span) -> Data:
    return {"article": span.article_id, "start": span.start, "end": span.end}


def _joined(*parts: str | dt.date | None) -> str:
    return " · ".join(_day(part) if isinstance(part, dt.date) else part for part in parts if part)


def _day(date: dt.date) -> str:
    return f"{date:%d/%m/%Y}"
