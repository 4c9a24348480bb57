"""What the page's buttons do: each takes plain values, calls the service, and gives plain values for components."""

from __future__ import annotations

import json
import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import gradio as gr

from answers import NOT_FOUND_VI
from index import ArticleRow
from news import Article, Failure, InputError, Span
from summarizer import Length, Summary
from tinhop.service import Tinhop
from web import strings, views
from web.suggestions import suggested_questions

_LOG = logging.getLogger("tinhop.web")

SUGGESTIONS = 3
_LONGEST_QUESTION = 500
_MOST_FILES = 50
_MOST_ROWS = 500
_DOWNLOAD_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Shown:
    """The summary that a visitor sees: kept for the next press of a sentence or of a row of the card."""

    article: Article
    summary: Summary


def friendly(action: Callable[..., Any]) -> Callable[..., Any]:
    """Shows a user's mistake as its Vietnamese sentence, and anything unexpected as a plain apology."""

    @wraps(action)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return action(*args, **kwargs)
        except InputError as error:
            raise gr.Error(error.vi, title=strings.PLEASE, duration=15, print_exception=False) from error
        except gr.Error:
            raise
        except Exception as error:
            # The visitor must not see paths or code; whoever runs the server must.
            _LOG.exception("%s failed", action.__name__)
            raise gr.Error(strings.BROKEN, title=strings.SORRY, print_exception=False) from error

    return run


class Actions:
    """The page's behaviour over one service.

    Args:
        service: what does the work.
        downloads: a folder for files that visitors may download; emptied of old ones now and then.
    """

    def __init__(self, service: Tinhop, downloads: Path | None = None) -> None:
        self._service = service
        self._downloads = downloads or Path(tempfile.mkdtemp(prefix="tinhop-downloads-"))

    # Summaries

    def _chosen_article(self, text: str, file: str | None, article_id: str | None) -> Article:
        if text and text.strip():
            return self._service.article(text)
        if file:
            result = next(iter(self._service.read([file])), None)
            if isinstance(result, Failure):
                raise result.error
            if result is not None:
                return result
        if article_id:
            return self._service.get(article_id)
        raise InputError("Give a text, a file or an article.", strings.GIVE_TEXT)

    @friendly
    def summarize(
        self, text: str, file: str | None, article_id: str | None, length: str, bullets: bool
    ) -> tuple[Any, ...]:
        """The results' row, summary, note, sentences, highlighted article, card, removed pieces, JSON file, state."""
        article = self._chosen_article(text, file, article_id)
        summary = self._service.summarize(article, length=Length(length), bullets=bullets)
        note = strings.COVERAGE.format(
            read=summary.coverage.sentences_read,
            total=summary.coverage.sentences_total,
            seconds=summary.seconds,
            model=summary.model,
        )
        card = [[name, value] for name, value, _ in views.card_rows(summary.meeting)]
        return (
            gr.update(visible=True),
            summary.summary or strings.NO_SUMMARY,
            note,
            gr.update(choices=views.sentence_choices(summary), value=None, visible=bool(summary.sentences)),
            views.summary_sources(article, summary),
            gr.update(value=card, visible=bool(card)),
            views.removed_rows(article),
            self._json_file(summary),
            Shown(article, summary),
        )

    @friendly
    def choose_sentence(self, index: int | None, shown: Shown | None) -> views.Segments:
        """The article with the sources of the pressed sentence."""
        return [] if shown is None else views.summary_sources(shown.article, shown.summary, index)

    @friendly
    def choose_fact(self, shown: Shown | None, event: gr.SelectData) -> views.Segments:
        """The article with the words behind the pressed row of the card."""
        if shown is None:
            return []
        # By the row's words and not its number: the visitor may have sorted the table.
        for name, value, span in views.card_rows(shown.summary.meeting):
            if [name, value] == list(event.row_value or []):
                return views.one_span(shown.article, span, strings.CARD_MARK)
        return views.summary_sources(shown.article, shown.summary)

    def _json_file(self, summary: Summary) -> str:
        for old in self._downloads.glob("*.json"):
            if time.time() - old.stat().st_mtime > _DOWNLOAD_SECONDS:
                old.unlink(missing_ok=True)
        path = self._downloads / f"tom-tat-{summary.article_id}.json"
        path.write_text(json.dumps(summary.to_dict(), ensure_ascii=False, indent=2), encoding="utf-8")
        return str(path)

    # Questions

    @friendly
    def suggestions(self) -> list[Any]:
        """The questions on the buttons; buttons without one are hidden."""
        rows = self._rows(limit=6 * SUGGESTIONS)
        questions = suggested_questions((self._service.get(row.id) for row in rows), SUGGESTIONS)
        hidden = SUGGESTIONS - len(questions)
        return [gr.update(value=q, visible=True) for q in questions] + [gr.update(visible=False)] * hidden

    @friendly
    def ask(self, question: str) -> tuple[Any, ...]:
        """The results' row, short answer, answer, note, citations or nearest passages, first one's article, spans."""
        if not question or not question.strip():
            raise InputError("Type a question.", strings.GIVE_QUESTION)
        if len(question) > _LONGEST_QUESTION:
            raise InputError("The question is too long.", strings.QUESTION_TOO_LONG)
        answer = self._service.ask(question)
        milliseconds = answer.seconds * 1000
        if answer.answered:
            spans = tuple(citation.span for citation in answer.citations)
            choices, label = views.citation_choices(answer), strings.CITATIONS
            note = strings.CONFIDENCE.format(confidence=answer.confidence, milliseconds=milliseconds)
            first = self._opened(spans[0], "1")
        else:
            spans = tuple(hit.span for hit in answer.nearest)
            choices, label = views.hit_choices(answer.nearest), strings.NEAREST
            note = strings.REFUSED.format(milliseconds=milliseconds)
            first = gr.update(value=[], visible=False)
        return (
            gr.update(visible=True),
            gr.update(value=answer.short_answer or "", visible=bool(answer.short_answer)),
            answer.answer or NOT_FOUND_VI,
            note,
            gr.update(choices=choices, value=0 if answer.answered else None, label=label, visible=bool(choices)),
            first,
            spans,
        )

    @friendly
    def choose_span(self, index: int | None, spans: tuple[Span, ...]) -> Any:
        """The article of a citation or a passage with exactly its words highlighted."""
        return gr.skip() if index is None else self._opened(spans[index], str(index + 1))

    def _opened(self, span: Span, mark: str) -> Any:
        article = self._service.get(span.article_id)
        return gr.update(value=views.one_span(article, span, mark), label=views.about(article), visible=True)

    # The archive

    def _rows(self, limit: int) -> list[ArticleRow]:
        try:
            return self._service.articles(limit=limit)
        except InputError:  # there is no archive yet
            return []

    @friendly
    def archive(self) -> tuple[Any, Any, Any]:
        """The archive's rows, newest first, a note about them, and the menu of the summary tab."""
        found = self._rows(limit=_MOST_ROWS + 1)
        rows = views.archive_rows(found[:_MOST_ROWS])
        note = "" if rows else strings.EMPTY_ARCHIVE
        if len(found) > _MOST_ROWS:
            note = strings.ARCHIVE_LIMIT.format(shown=_MOST_ROWS)
        return (
            rows,
            gr.update(value=note, visible=bool(note)),
            gr.update(choices=[(" · ".join(filter(None, row[:-1])), row[-1]) for row in rows], value=None),
        )

    @friendly
    def read(self, event: gr.SelectData) -> Any:
        """The article of the pressed row."""
        article = self._service.get(str((event.row_value or [""])[-1]))
        return gr.update(value=views.highlighted(article.text, []), label=views.about(article), visible=True)

    @friendly
    def add(self, files: list[str] | None) -> Any:
        """What became of each file."""
        if not files:
            raise InputError("Give files.", strings.GIVE_FILES)
        if len(files) > _MOST_FILES:
            raise InputError("Too many files at once.", strings.TOO_MANY.format(count=_MOST_FILES))
        lines: list[str] = []
        titles: dict[str, str] = {}

        def articles() -> Iterator[Article]:
            for result in self._service.read(files):
                if isinstance(result, Failure):
                    lines.append(f"⚠ {result.error.vi}")
                else:
                    titles[result.id] = result.title or result.text[:60]
                    yield result

        for result in self._service.add(articles()):
            lines.append(f"{strings.STATUS[result.status.value]}: {titles[result.article_id]}")
        return gr.update(value="\n".join(lines), visible=True)

    @friendly
    def search(self, query: str) -> tuple[Any, tuple[Span, ...]]:
        """Choices of passages for a query, and their spans."""
        if not query.strip():
            return gr.update(choices=[], value=None, visible=False), ()
        if len(query) > _LONGEST_QUESTION:
            raise InputError("The query is too long.", strings.QUESTION_TOO_LONG)
        hits = self._service.search(query)
        label = strings.HITS if hits else strings.NO_HITS
        choices = gr.update(choices=views.hit_choices(hits), value=None, label=label, visible=True)
        return choices, tuple(hit.span for hit in hits)
