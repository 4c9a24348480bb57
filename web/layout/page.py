"""The page: its head and its tabs."""

from __future__ import annotations

from html import escape

import gradio as gr

from tinhop.service import Tinhop
from web.actions import ArchiveActions, QuestionActions, SummaryActions
from web.actions.batches import BatchActions
from web.batches import Batches
from web.endpoints import add_endpoints
from web.layout.archive_tab import archive_tab
from web.layout.ask_tab import ask_tab
from web.layout.batch_tab import batch_tab
from web.layout.common import PAGE, READER
from web.layout.summary_tab import summary_tab
from web.texts import VIETNAMESE, Texts

# Uploaded files are deleted a day after they came, looked for every hour.
_DELETE = (3600, 86_400)


def build_app(
    service: Tinhop, texts: Texts = VIETNAMESE, *, accounts: bool = False, batches: Batches | None = None
) -> gr.Blocks:
    """The page over a service. Nothing is loaded before it is used.

    Args:
        texts: the page's language.
        accounts: visitors are logged in, and may log out.
        batches: the server's, shared by its pages; without them there is no batch tab.
    """
    archive, questions = ArchiveActions(service, texts), QuestionActions(service, texts)
    with gr.Blocks(title=texts.title, analytics_enabled=False, delete_cache=_DELETE) as page:
        # First, so that their names are theirs: events of the page take the names of their functions otherwise.
        add_endpoints(service)
        with gr.Row(elem_id="head"):
            gr.Markdown(f"# {texts.title}\n{texts.subtitle}", elem_id="heading")
            gr.HTML(_navigation(texts, accounts), elem_id="navigation")
        with gr.Tabs() as tabs:
            with gr.Tab(texts.summary_tab, id="summary"):
                choices, summarize_chosen = summary_tab(SummaryActions(service, texts), texts)
            with gr.Tab(texts.ask_tab, id="ask"):
                chat, asked = ask_tab(questions, texts)
            if batches is not None:
                with gr.Tab(texts.batch_tab, id="batch"):
                    batch_tab(BatchActions(batches, texts), texts)
            with gr.Tab(texts.archive_tab, id="archive"):
                parts = archive_tab(archive, texts)
        summarize_chosen(parts.reading.summarize, archive.summarized)
        parts.reading.summarize(lambda: gr.Tabs(selected="summary"), None, tabs, **PAGE)
        for event in (page.load, *parts.changes):
            event(
                archive.overview, None, [parts.months, parts.chosen, asked, choices], **PAGE, **READER
            )  # fmt: skip
            event(questions.suggestions, None, chat, **PAGE, **READER)
    return page


def _navigation(texts: Texts, accounts: bool) -> str:
    """Our own words only: no text of a visitor or an article comes here."""
    other = ("/en/", "en") if texts.language == "vi" else ("/", "vi")
    parts = [
        f'<button type="button" id="mode">{escape(texts.mode)}</button>',
        f'<a href="{other[0]}" lang="{other[1]}" hreflang="{other[1]}">{escape(texts.other_language)}</a>',
    ]
    if accounts:
        parts.append(f'<a href="/logout">{escape(texts.log_out)}</a>')
    return f"<nav>{''.join(parts)}</nav>"
