"""The summary tab."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from news import Article, Failure, InputError
from summarizer import Length, Summary
from tinhop.service import Tinhop
from web import export, views
from web.actions.common import explained, usable
from web.components import event_data
from web.texts import Texts, sentence_of

MOST_ARTICLES = 20
MOST_CHARACTERS = 500_000
"""Of one article: it takes a few seconds, for which other visitors' summaries wait."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A summary that a visitor sees: kept for downloads."""

    article: Article
    summary: Summary


class SummaryActions:
    """Summaries of what a visitor pastes, drops or chooses."""

    def __init__(self, service: Tinhop, texts: Texts) -> None:
        self._service = service
        self._texts = texts

    def summarize(
        self, text: str, files: list[str] | None, chosen: list[str] | None, length: str, bullets: bool
    ) -> Iterator[tuple[views.Data, dict[int, Shown]]]:
        """The results as they come: first what is to be done, then one more summary each time."""
        batch = secrets.token_hex(4)
        shown: dict[int, Shown] = {}
        try:
            given = list(self._given(text, files, chosen))
            if len(given) > MOST_ARTICLES:
                raise InputError("Too many articles.", self._texts.too_many.format(count=MOST_ARTICLES))
            items = [self._item(each) for each in given]
            yield {"batch": batch, "items": items}, shown
            for index, article in enumerate(given):
                if isinstance(article, Article) and items[index]["state"] == "waiting":
                    summary = self._service.summarize(article, length=Length(length), bullets=bullets)
                    items[index] = views.summary_item(article, summary, self._texts)
                    shown[index] = Shown(article, summary)
                    yield {"batch": batch, "items": list(items)}, shown
        except Exception as error:
            yield {"error": explained(error, self._texts)}, {}

    def _item(self, given: Article | Failure) -> views.Data:
        """How an article or a file shows before there is a summary."""
        if isinstance(given, Failure):
            return views.failed_item(Path(given.name).name, sentence_of(given.error, self._texts))
        if len(given.text) > MOST_CHARACTERS:
            return views.failed_item(views.title_of(given), self._texts.too_long.format(count=MOST_CHARACTERS))
        return views.waiting_item(given)

    def _given(self, text: str, files: list[str] | None, chosen: list[str] | None) -> Iterator[Article | Failure]:
        """What the visitor gave."""
        if not (text and text.strip()) and not files and not chosen:
            raise InputError("Paste a text, drop files or choose an article of the archive.", self._texts.give_text)
        if text and text.strip():
            if len(text) > MOST_CHARACTERS:
                said = self._texts.too_long.format(count=MOST_CHARACTERS)
                raise InputError(said, said)
            yield self._service.article(text)
        yield from self._service.read(usable(files, self._texts))
        for article_id in (chosen or [])[: MOST_ARTICLES + 1]:
            yield self._service.get(article_id)

    def download(self, shown: dict[int, Shown], event: gr.EventData) -> Any:
        """The file of one summary. It is handed over in memory: nothing of it stays on the server."""
        asked = event_data(event)
        item = (shown or {}).get(asked.get("index", -1))
        kind = asked.get("kind")
        if item is None or kind not in {"md", "docx", "json"}:
            return gr.skip()
        file = export.summary_file(item.article, item.summary, kind, self._texts)
        return {"name": file.name, "type": file.type, "data": base64.b64encode(file.content).decode()}
