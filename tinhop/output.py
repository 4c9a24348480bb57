"""How results look on a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from answers import NOT_FOUND_EN, NOT_FOUND_VI, Answer
from facts import MeetingFacts
from index import Copy, Hit
from news import Article

if TYPE_CHECKING:
    from summarizer import Summary
    from summarizer.digest import Digest

_QUOTE = 160


def emit_json(value: Any) -> None:
    """One JSON value on one line of standard output."""
    click.echo(json.dumps(value, ensure_ascii=False))


def show_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A Markdown table whose columns are aligned."""
    cells = [list(columns), *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["| " + " | ".join(f"{c:<{w}}" for c, w in zip(row, widths, strict=True)) + " |" for row in cells]
    lines.insert(1, "| " + " | ".join("-" * w for w in widths) + " |")
    click.echo("\n".join(lines))


def show_summary(summary: Summary) -> None:
    """The summary, each sentence with the source sentences behind it, then the meeting card."""
    click.secho(summary.heading or summary.article_id, bold=True)
    for source in summary.headline.sources if summary.headline else ():
        click.secho(f"  headline found for an article without one; {source.start}–{source.end}", dim=True)
    if summary.error:
        click.echo(summary.error)
    else:
        click.echo(summary.summary)
    for sentence in summary.sentences:
        mark = "verified" if sentence.verified else "not verified"
        click.echo(f"\n  {sentence.text}  [{mark}]")
        for source in sentence.sources:
            click.secho(f"    {source.start}–{source.end}: {_shortened(source.quote)}", dim=True)
    if summary.meeting:
        click.echo()
        show_card(summary.meeting)
    read, total = summary.coverage.sentences_read, summary.coverage.sentences_total
    click.secho(f"\nRead {read} of {total} sentences; {summary.model}; {summary.seconds:.2f} s\n", dim=True)


def show_digest(digest: Digest) -> None:
    """Each meeting with its sentences, their sources, and the articles behind them."""
    if digest.error:
        click.echo(digest.error)
    if digest.missing:
        click.echo(f"No article has all of the query; without '{', '.join(digest.missing)}':\n")
    for meeting in digest.meetings:
        click.secho(meeting.heading or meeting.articles[0].article.id, bold=True)
        numbers = {source.article.id: number for number, source in enumerate(meeting.articles, start=1)}
        for sentence in meeting.sentences:
            marks = "".join(f"[{n}]" for n in sorted({numbers[span.article_id] for span in sentence.sources}))
            click.echo(f"  {sentence.text} {marks}")
        for source in meeting.articles:
            told = (source.article.title, source.article.source, source.article.published)
            about = " · ".join(str(part) for part in told if part)
            same = f" (same story as [{numbers[source.same_as]}])" if source.same_as else ""
            click.secho(f"  [{numbers[source.article.id]}] {source.article.id} {about}{same}", dim=True)
        click.echo()
    click.secho(
        f"{len(digest.meetings):,} meeting{'' if len(digest.meetings) == 1 else 's'}. "
        f"Read {digest.articles_read:,} of {digest.articles_total:,} articles; {digest.model}; {digest.seconds:.2f} s",
        dim=True,
    )


def show_card(card: MeetingFacts) -> None:
    """The meeting card, a line for each value; fields without one are left out."""
    rows: list[tuple[str, str]] = []
    if card.event:
        rows.append(("event", card.event.text))
    if card.when:
        rows.append(("when", f"{card.when.text} ({card.when.date})" if card.when.date else card.when.text))
    rows += [("where", value.text) for value in card.where]
    rows += [("organiser", value.text) for value in card.organiser]
    rows += [("chair", f"{p.name}, {p.title}" if p.title else p.name) for p in card.chairs]
    if card.participants:
        rows.append(("participants", "; ".join(value.text for value in card.participants)))
    for speaker in card.speakers:
        rows += [("speaker", f"{speaker.name}: {_shortened(point.text)}") for point in speaker.points]
    rows += [("conclusion", _shortened(value.text)) for value in card.conclusions]
    for task in card.assignments:
        deadline = f" ({task.deadline})" if task.deadline else ""
        rows.append(("assigned", f"{task.who}: {_shortened(task.what)}{deadline}"))
    for name, text in rows:
        click.echo(f"  {name:<13}{text}")


def show_answer(answer: Answer, copies: Callable[[str], list[Copy]] = lambda _: []) -> None:
    """The answer with its sources, or the refusal with the nearest passages.

    Args:
        copies: the other articles that tell a source's story in the same words.
    """
    if answer.error:
        click.echo(answer.error)
        return
    if not answer.answered:
        click.echo(f"{NOT_FOUND_VI} ({NOT_FOUND_EN})")
        if answer.note:
            click.echo(answer.note)
        for hit in answer.nearest:
            click.secho(f"  nearest: {hit.title or hit.article_id}: {_shortened(hit.text)}", dim=True)
        return
    if answer.short_answer:
        click.secho(answer.short_answer, bold=True)
    click.echo(answer.answer)
    if answer.unanswered:
        click.echo(f"{NOT_FOUND_VI} ({NOT_FOUND_EN}) {answer.unanswered}")
    for citation in answer.citations:
        about = ", ".join(str(part) for part in (citation.title, citation.source, citation.published) if part)
        click.secho(
            f"  [{citation.n}] {about or citation.span.article_id} "
            f"({citation.span.article_id}, {citation.span.start}–{citation.span.end})",
            dim=True,
        )
        _show_copies(copies(citation.span.article_id))
    click.secho(f"  confidence {answer.confidence:.2f}; {answer.seconds * 1000:.0f} ms", dim=True)


def show_hit(rank: int, hit: Hit) -> None:
    click.secho(f"{rank}. {hit.title or hit.article_id}", bold=True, nl=False)
    click.secho(f"  {hit.score:.3f}  ({hit.article_id}, {hit.span.start}–{hit.span.end})", dim=True)
    click.echo(f"   {hit.text}")
    _show_copies(hit.copies)


def _show_copies(copies: Iterable[Copy]) -> None:
    for copy in copies:
        about = ", ".join(str(part) for part in (copy.title, copy.source, copy.published) if part)
        click.secho(f"      the same story: {about or copy.article_id} ({copy.article_id})", dim=True)


def show_article(article: Article) -> None:
    about = ", ".join(str(part) for part in (article.source, article.published, article.url) if part)
    click.secho(article.title or article.id, bold=True)
    click.secho(f"{article.id}  {about}", dim=True)
    click.echo(article.text)
    for piece in article.removed:
        click.secho(f"  removed ({piece.kind}): {_shortened(piece.text)}", dim=True)


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTE else text[:_QUOTE].rsplit(" ", 1)[0] + "…"
