"""From results to what components show. Pure functions; text stays text, nothing here makes HTML or Markdown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from answers import Answer
from facts import MeetingFacts
from index import ArticleRow, Hit
from news import Article, Span
from summarizer import Summary
from web import strings

Segments = list[tuple[str, str | None]]
_ID = 8  # characters of an id that a table shows


def highlighted(text: str, spans: Iterable[tuple[int, int, str]]) -> Segments:
    """The whole text cut into segments with labels for HighlightedText.

    Args:
        text: of the article.
        spans: (start, end, label); those that begin inside an earlier one are cut to what is left of them.
    """
    segments: Segments = []
    last = 0
    for begin, end, label in sorted(spans):
        start = max(begin, last)
        if start >= end:
            continue
        if start > last:
            segments.append((text[last:start], None))
        segments.append((text[start:end], label))
        last = end
    if last < len(text):
        segments.append((text[last:], None))
    return segments


def summary_sources(article: Article, summary: Summary, chosen: int | None = None) -> Segments:
    """The article with the sources of one sentence, or of all, each labelled with its sentence's number."""
    numbers: dict[tuple[int, int], list[str]] = {}
    for number, sentence in enumerate(summary.sentences, start=1):
        if chosen is None or number == chosen + 1:
            for span in sentence.sources:
                numbers.setdefault((span.start, span.end), []).append(str(number))
    return highlighted(article.text, [(s, e, ", ".join(labels)) for (s, e), labels in numbers.items()])


def one_span(article: Article, span: Span, label: str) -> Segments:
    """The article with exactly the words of one span highlighted."""
    return highlighted(article.text, [(span.start, span.end, label)])


def sentence_choices(summary: Summary) -> list[tuple[str, int]]:
    """The summary's sentences with their verdict, as choices."""
    return [
        (f"{number}. {s.text}  {strings.VERIFIED if s.verified else strings.UNVERIFIED}", number - 1)
        for number, s in enumerate(summary.sentences, start=1)
    ]


def card_rows(card: MeetingFacts | None) -> list[tuple[str, str, Span]]:
    """The meeting card as rows: field, text, place in the article."""
    if card is None:
        return []
    rows: list[tuple[str, str, Span]] = []
    if card.event:
        rows.append(("Sự kiện", card.event.text, card.event.span))
    if card.when:
        day = f" ({_day(dt.date.fromisoformat(card.when.date))})" if card.when.date else ""
        rows.append(("Thời gian", card.when.text + day, card.when.span))
    rows += [("Địa điểm", value.text, value.span) for value in card.where]
    rows += [("Đơn vị tổ chức", value.text, value.span) for value in card.organiser]
    rows += [("Chủ trì", ", ".join(filter(None, (p.name, p.title))), p.span) for p in card.chairs]
    rows += [("Tham dự", value.text, value.span) for value in card.participants]
    rows += [("Phát biểu", f"{s.name}: {point.text}", point.span) for s in card.speakers for point in s.points]
    rows += [("Kết luận", value.text, value.span) for value in card.conclusions]
    for task in card.assignments:
        deadline = f" ({task.deadline})" if task.deadline else ""
        rows.append(("Giao nhiệm vụ", f"{task.who}: {task.what}{deadline}", task.span))
    return rows


def removed_rows(article: Article) -> list[list[str]]:
    """What cleaning took out."""
    rows = [[strings.KINDS.get(piece.kind, piece.kind), piece.text] for piece in article.removed]
    return rows or [["", strings.NOTHING_REMOVED]]


def citation_choices(answer: Answer) -> list[tuple[str, int]]:
    """The numbered sources of an answer, as choices."""
    return [
        (f"[{c.n}] {_joined(c.title or _cut(c.span.quote, 60), c.source, c.published)}", index)
        for index, c in enumerate(answer.citations)
    ]


def hit_choices(hits: Sequence[Hit]) -> list[tuple[str, int]]:
    """Passages as choices: the article's title on the first line, then how the passage begins."""
    return [(f"{hit.title or hit.article_id}\n{_cut(hit.text, 220)}", index) for index, hit in enumerate(hits)]


def archive_rows(rows: Iterable[ArticleRow]) -> list[list[str]]:
    """The archive as a table; the last cell is the beginning of an id, enough to find the article by."""
    return [
        [
            _day(row.published) if row.published else "",
            _joined(row.title or _cut(row.opening, 80), row.source, None),
            row.id[:_ID],
        ]
        for row in rows
    ]


def about(article: Article) -> str:
    """What stands above an open article."""
    return _joined(article.title or _cut(article.text, 60), article.source, article.published)


def _joined(title: str, source: str | None, published: dt.date | None) -> str:
    return " · ".join(filter(None, (title, source, _day(published) if published else None)))


def _day(date: dt.date) -> str:
    return f"{date:%d/%m/%Y}"


def _cut(text: str, most: int) -> str:
    """The text's beginning on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rpartition(" ")[0].rstrip(" .,;:…") + "…"
