"""What the page's buttons do: each takes plain values, calls the service, and gives plain values for components."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import gradio as gr

from answers import NOT_FOUND_VI, Answer
from news import Article, Failure, InputError
from summarizer import Length, Summary
from tinhop.service import Tinhop
from web import strings, views

_LOG = logging.getLogger("tinhop.web")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a visitor sees in a tab: kept for the next press of a choice."""

    articles: tuple[Article, ...]
    summary: Summary | None = None
    answer: Answer | None = None


def friendly(action: Callable[..., Any]) -> Callable[..., Any]:
    """Shows a user's mistake as its Vietnamese sentence, and anything unexpected as a plain apology."""

    @wraps(action)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return action(*args, **kwargs)
        except InputError as error:
            raise gr.Error(error.vi, duration=None, print_exception=False) from error
        except gr.Error:
            raise
        except Exception as error:
            # The visitor must not see paths or code; whoever runs the server must.
            _LOG.exception("%s failed", action.__name__)
            raise gr.Error(strings.BROKEN, print_exception=False) from error

    return run


class Actions:
    """The page's behaviour over one service."""

    def __init__(self, service: Tinhop) -> None:
        self._service = service

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
        """Summary text, note, sentence choices, highlighted article, card, removed pieces, JSON file, state."""
        article = self._chosen_article(text, file, article_id)
        summary = self._service.summarize(article, length=Length(length), bullets=bullets)
        note = strings.COVERAGE.format(
            read=summary.coverage.sentences_read,
            total=summary.coverage.sentences_total,
            seconds=summary.seconds,
            model=summary.model,
        )
        return (
            summary.summary or strings.NO_SUMMARY,
            note,
            gr.update(choices=views.sentence_choices(summary), value=None, visible=True),
            views.summary_sources(article, summary),
            gr.update(value=views.card_rows(summary.meeting), visible=summary.meeting is not None),
            views.removed_rows(article),
            gr.update(value=_json_file(summary), visible=True),
            Shown((article,), summary=summary),
        )

    @friendly
    def choose_sentence(self, index: int | None, shown: Shown | None) -> views.Segments:
        """The article with the sources of the pressed sentence."""
        if shown is None or shown.summary is None:
            return []
        return views.summary_sources(shown.articles[0], shown.summary, index)

    @friendly
    def ask(self, question: str) -> tuple[Any, ...]:
        """Short answer, answer, note, choices of citations or nearest passages, article with the first, state."""
        if not question or not question.strip():
            raise InputError("Type a question.", strings.GIVE_QUESTION)
        if len(question) > 500:
            raise InputError("The question is too long.", strings.QUESTION_TOO_LONG)
        answer = self._service.ask(question)
        if answer.answered:
            spans = [citation.span for citation in answer.citations]
            choices, label = views.citation_choices(answer), strings.CITATIONS
        else:
            spans = [hit.span for hit in answer.nearest]
            choices, label = views.nearest_choices(answer.nearest), strings.NEAREST
        shown = Shown(tuple(self._service.get(span.article_id) for span in spans), answer=answer)
        first = views.one_span(shown.articles[0], spans[0], "1") if answer.answered else []
        note = strings.CONFIDENCE.format(confidence=answer.confidence, milliseconds=answer.seconds * 1000)
        return (
            gr.update(value=answer.short_answer or "", visible=bool(answer.short_answer)),
            answer.answer or NOT_FOUND_VI,
            note,
            gr.update(choices=choices, value=0 if answer.answered else None, label=label, visible=bool(choices)),
            first,
            shown,
        )

    @friendly
    def choose_citation(self, index: int | None, shown: Shown | None) -> views.Segments:
        """The cited article with exactly the cited words highlighted."""
        if shown is None or shown.answer is None or index is None:
            return []
        answer = shown.answer
        span = answer.citations[index].span if answer.answered else answer.nearest[index].span
        return views.one_span(shown.articles[index], span, str(index + 1))

    @friendly
    def archive(self) -> list[list[str]]:
        """The archive's rows, newest first; empty where there is none yet."""
        try:
            rows = self._service.articles()
        except InputError:
            return []
        return [[str(r.published or ""), r.title or r.opening[:80], r.source or "", r.id] for r in rows]

    @friendly
    def archive_choices(self) -> Any:
        """The archive for the summary tab's menu."""
        return gr.update(choices=[(f"{row[0]}  {row[1]}".strip(), row[3]) for row in self.archive()])

    @friendly
    def add(self, files: list[str] | None) -> tuple[str, list[list[str]]]:
        """What became of each file, and the archive."""
        lines: list[str] = []
        titles: dict[str, str] = {}

        def articles() -> Any:
            for result in self._service.read(files or []):
                if isinstance(result, Failure):
                    lines.append(result.error.vi)
                else:
                    titles[result.id] = result.title or result.text[:60]
                    yield result

        for result in self._service.add(articles()):
            lines.append(f"{strings.STATUS[result.status.value]}: {titles[result.article_id]}")
        return "\n".join(lines) or strings.GIVE_TEXT, self.archive()

    @friendly
    def search(self, query: str) -> list[list[str]]:
        """Passages for a query."""
        if not query.strip():
            return []
        return [[hit.title or "", hit.text, hit.article_id] for hit in self._service.search(query)]


def _json_file(summary: Summary) -> str:
    """A file for download, in a folder of its own."""
    folder = tempfile.mkdtemp(prefix="tinhop-")
    path = Path(folder) / f"tom-tat-{summary.article_id}.json"
    path.write_text(json.dumps(summary.to_dict(), ensure_ascii=False, indent=2), encoding="utf-8")
    return str(path)
