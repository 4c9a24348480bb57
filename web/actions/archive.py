"""The archive tab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import gradio as gr

from index import ArticleRow, Filter
from news import Article, Failure, InputError
from tinhop.service import Tinhop
from web import views
from web.actions.common import Kept, explained, filter_from, opened, usable
from web.components import event_data
from web.texts import Texts, sentence_of

MOST_FILES = 50
_PAGE = 50
_MOST_CHOICES = 500
_HITS = 20
_LONGEST_QUERY = 500


@dataclass(frozen=True, slots=True)
class _Overview:
    """What the page's menus and its timeline say of the archive; `choices` are (name, article id)."""

    sources: list[str]
    months: list[views.Data]
    choices: list[tuple[str, str]]


class ArchiveActions:
    """The list, its filters, what is added and removed."""

    def __init__(self, service: Tinhop, texts: Texts) -> None:
        self._service = service
        self._texts = texts
        self._overview = Kept(service, self._make_overview)

    def _make_overview(self) -> _Overview:
        try:
            library = self._service.library()
            rows = [views.row_data(row) for row in self._service.articles(limit=_MOST_CHOICES)]
        except InputError:  # there is no archive yet
            return _Overview([], [], [])
        return _Overview(
            library.sources(), views.months(library.days()), [(_named(row), row["article"]) for row in rows]
        )

    def _rows(self, filter: Filter) -> Iterator[ArticleRow]:
        """The articles, newest first. Few are looked at, so few are read at first."""
        given, limit = 0, 2 * _PAGE
        while True:
            rows = self._service.articles(filter, limit)
            yield from rows[given:]
            if len(rows) < limit:
                return
            given, limit = len(rows), 8 * limit

    def listed(self, query: str, chosen: Any, shown: views.Data | None = None) -> views.Data:
        """The archive's articles, or the passages that a query finds."""
        try:
            filter = filter_from(chosen)
            if query and query.strip():
                if len(query) > _LONGEST_QUERY:
                    raise InputError("The query is too long.", self._texts.question_too_long)
                return self._found(query, filter)
            try:
                total = self._service.count_articles(filter)
            except InputError:  # there is no archive yet
                total = 0
            most = (len((shown or {}).get("rows") or []) if shown else 0) + _PAGE
            page = list(islice(self._folded(self._rows(filter)), most + 1)) if total else []
            if not total:
                note = self._texts.empty_archive if filter.is_empty() else self._texts.nothing_matches
            else:
                count = sum(1 + len(row["similar"]) for row in page[:most])
                note = self._texts.listed.format(shown=min(count, total), total=total)
            return {"rows": page[:most], "more": len(page) > most, "note": note}
        except Exception as error:
            return {"rows": [], "note": "", "error": explained(error, self._texts)}

    def _folded(self, rows: Iterable[ArticleRow]) -> Iterator[views.Data]:
        """The rows; a story that many papers carry stands once, at its newest, with the others under it."""
        folded: set[str] = set()
        for row in rows:
            if row.id not in folded:
                copies = self._service.copies(row.id)
                folded.update(copy.article_id for copy in copies)
                yield views.row_data(row, copies)

    def more(self, query: str, chosen: Any, shown: views.Data) -> views.Data:
        """The list with one more page."""
        return self.listed(query, chosen, shown)

    def _found(self, query: str, filter: Filter) -> views.Data:
        hits = self._service.search(query, _HITS, filter)
        note = self._texts.found.format(count=len(hits)) if hits else self._texts.no_hits
        return {"hits": [views.hit_data(hit) for hit in hits], "note": note}

    def overview(self) -> tuple[Any, ...]:
        """What is filled anew when the archive changed: months, what both filters offer, the summary tab's choices.

        What a visitor has chosen is no part of it: he may be choosing while this is made.
        """
        now = self._overview.now()
        offered = {"sources": now.sources}
        return {"months": now.months}, offered, offered, gr.update(choices=now.choices)

    def digest(self, query: str, chosen: Any) -> views.Data:
        """One cited summary over the meetings within the filter, about a topic where one is given."""
        try:
            if len(query or "") > _LONGEST_QUERY:
                raise InputError("The query is too long.", self._texts.question_too_long)
            digest = self._service.digest(query=(query or "").strip() or None, filter=filter_from(chosen))
            return views.digest_data(digest, self._texts)
        except Exception as error:
            return {"error": explained(error, self._texts)}

    def month(self, chosen: Any, event: gr.EventData) -> views.Data:
        """The filter set to the pressed month."""
        chosen = chosen if isinstance(chosen, dict) else {}
        picked = event_data(event)
        return {**chosen, "from": picked.get("from"), "to": picked.get("to")}

    def open(self, event: gr.EventData) -> Any:
        """The pressed article, or the pressed passage in it."""
        try:
            return opened(self._service, event_data(event), removable=True)
        except InputError as error:
            gr.Warning(explained(error, self._texts), title=self._texts.please)
            return gr.skip()

    def add(self, files: list[str] | None) -> list[views.Data]:
        """What became of each file."""
        try:
            return list(self._added(files))
        except Exception as error:
            return [{"good": False, "text": explained(error, self._texts)}]

    def _added(self, files: list[str] | None) -> Iterator[views.Data]:
        if not files:
            raise InputError("Drop or choose at least one file.", self._texts.give_files)
        if len(files) > MOST_FILES:
            raise InputError("Too many files.", self._texts.too_many.format(count=MOST_FILES))
        files = usable(files, self._texts)
        failed: list[views.Data] = []
        titles: dict[str, str] = {}

        def articles() -> Iterator[Article]:
            for result in self._service.read(files):
                if isinstance(result, Failure):
                    name = Path(result.name).name
                    failed.append({"good": False, "text": f"{name}: {sentence_of(result.error, self._texts)}"})
                else:
                    titles[result.id] = views.title_of(result)
                    yield result

        for result in self._service.add(articles()):
            yield {"good": True, "text": f"{self._texts.statuses[result.status.value]}: {titles[result.article_id]}"}
        yield from failed

    def remove(self, event: gr.EventData) -> list[views.Data]:
        """Removes an article; says so."""
        try:
            article = self._service.get(str(event_data(event).get("article") or ""))
            self._service.remove([article.id])
            return [{"good": True, "text": self._texts.removed_article.format(title=views.title_of(article))}]
        except Exception as error:
            return [{"good": False, "text": explained(error, self._texts)}]

    def summarized(self, event: gr.EventData) -> list[str]:
        """The article to be summarised, as the summary tab's choice."""
        return [str(event_data(event).get("article") or "")]

    def health(self) -> views.Data:
        """The library's health."""
        try:
            health = self._service.check()
        except Exception as error:
            return {"good": False, "said": explained(error, self._texts), "rows": []}
        fields = self._texts.health_fields
        problems = list(health.problems)
        said = self._texts.unhealthy.format(count=len(problems)) if problems else self._texts.healthy
        rows = [[fields["articles"], f"{health.articles:,}"], [fields["passages"], f"{health.passages:,}"]]
        return {"good": not problems, "said": said, "rows": rows + [[fields["problem"], each] for each in problems]}


def _named(row: views.Data) -> str:
    return " · ".join(filter(None, (row["title"], row["about"])))
