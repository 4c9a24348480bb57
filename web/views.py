"""From results to what components show. Pure functions; text stays text, nothing here makes HTML or Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from answers import Answer
from facts import MeetingFacts
from index import Hit
from news import Article, Span
from summarizer import Summary
from web import strings

Segments = list[tuple[str, str | None]]


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


def card_rows(card: MeetingFacts | None) -> list[list[str]]:
    """The meeting card as rows: field, text, place in the article."""
    if card is None:
        return []
    rows: list[list[str]] = []

    def row(name: str, text: str, span: Span) -> None:
        rows.append([name, text, f"{span.start}–{span.end}"])

    if card.event:
        row("Sự kiện", card.event.text, card.event.span)
    if card.when:
        row("Thời gian", f"{card.when.text} ({card.when.date})" if card.when.date else card.when.text, card.when.span)
    for value in card.where:
        row("Địa điểm", value.text, value.span)
    for value in card.organiser:
        row("Đơn vị tổ chức", value.text, value.span)
    for person in card.chairs:
        row("Chủ trì", f"{person.name}, {person.title}" if person.title else person.name, person.span)
    for value in card.participants:
        row("Tham dự", value.text, value.span)
    for speaker in card.speakers:
        for point in speaker.points:
            row("Phát biểu", f"{speaker.name}: {point.text}", point.span)
    for value in card.conclusions:
        row("Kết luận", value.text, value.span)
    for task in card.assignments:
        deadline = f" ({task.deadline})" if task.deadline else ""
        row("Giao nhiệm vụ", f"{task.who}: {task.what}{deadline}", task.span)
    return rows


def removed_rows(article: Article) -> list[list[str]]:
    """What cleaning took out."""
    rows = [[strings.KINDS.get(piece.kind, piece.kind), piece.text] for piece in article.removed]
    return rows or [["", strings.NOTHING_REMOVED]]


def citation_choices(answer: Answer) -> list[tuple[str, int]]:
    """The numbered sources of an answer, as choices."""
    choices = []
    for index, citation in enumerate(answer.citations):
        about = [citation.title or citation.span.quote[:60], citation.source, citation.published]
        choices.append((f"[{citation.n}] {' · '.join(str(part) for part in about if part)}", index))
    return choices


def nearest_choices(hits: Sequence[Hit]) -> list[tuple[str, int]]:
    """The nearest passages of a refusal, as choices."""
    return [(f"{hit.title or hit.article_id}: {hit.text[:110]}…", index) for index, hit in enumerate(hits)]
