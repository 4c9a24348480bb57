"""Kho tin: the list, its filters and months, what is added and removed, the library's health."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from web.actions import ArchiveActions
from web.components import view
from web.layout.common import ARTICLE_FILES, LAST, PAGE, READER, WRITER
from web.texts import Texts


@dataclass(frozen=True, slots=True)
class ArchiveParts:
    """What the page fills anew when the archive changed, and the events after which it does."""

    chosen: gr.HTML
    months: gr.HTML
    reading: gr.HTML
    changes: tuple[Any, ...]


def archive_tab(actions: ArchiveActions, texts: Texts) -> ArchiveParts:
    """Builds the tab."""
    with gr.Row():
        with gr.Column(scale=1, min_width=300):
            with gr.Row(elem_classes="send-row"):
                query = gr.Textbox(
                    label=texts.search, placeholder=texts.search_hint, max_length=500, max_lines=1,
                    elem_id="search", scale=1, min_width=0,
                )  # fmt: skip
                send = gr.Button(texts.search_button, variant="primary", scale=0, elem_id="search-button")
            chosen = view("filter", texts, events=("filtered",), value={}, elem_id="archive-filter")
            with gr.Accordion(texts.timeline, elem_id="timeline-fold"):
                months = view("timeline", texts, events=("pick",), elem_id="timeline")
            rows = view("archive", texts, events=("open", "more"), elem_id="rows")
            with gr.Accordion(texts.digest, open=False, elem_id="digest-fold"):
                topic = gr.Textbox(
                    label=texts.digest_query, placeholder=texts.digest_query_hint, max_length=500, elem_id="topic"
                )
                make = gr.Button(texts.digest_button, variant="primary", elem_id="make-digest")
                digest = view("digest", texts, events=("open",), elem_id="digest")
            with gr.Accordion(texts.add_files, open=False, elem_id="add-fold"):
                files = gr.File(
                    label=texts.add_files, file_types=ARTICLE_FILES, file_count="multiple", type="filepath",
                    height=132, elem_id="add-files", elem_classes="upload",
                )  # fmt: skip
                add = gr.Button(texts.add, elem_id="add")
            status = view("lines", texts, elem_id="status")
            with gr.Accordion(texts.health, open=False, elem_id="health-fold"):
                check = gr.Button(texts.check, size="sm", elem_id="check")
                health = view("table", texts, elem_id="health")
        with gr.Column(scale=1, min_width=300, elem_classes="beside"):
            reading = view(
                "reader", texts, events=("summarize", "remove"), elem_id="reading", hint=texts.views["readArticle"]
            )
    listed: dict[str, Any] = {"inputs": [query, chosen], "outputs": rows, **PAGE, **READER}
    # The filter says so when it is first shown, too: of one event's lists the last stays.
    for event in (query.submit, send.click, chosen.filtered):
        event(actions.listed, **listed, **LAST)
    months.pick(actions.month, chosen, chosen, **PAGE).then(actions.listed, **listed)
    rows.more(actions.more, [query, chosen, rows], rows, **PAGE, **READER)
    rows.open(actions.open, None, reading, **PAGE, **READER, **LAST)
    made = make.click(
        actions.digest, [topic, chosen], digest,
        js="(...given) => { tinhop.waiting('digest'); return given; }", **PAGE, **WRITER,
    )  # fmt: skip
    made.then(None, js="() => tinhop.draw('digest')", **PAGE)
    digest.open(actions.open, None, reading, **PAGE, **READER, **LAST)
    check.click(actions.health, None, health, **PAGE, **READER)
    added = add.click(actions.add, files, status, **PAGE, **READER)
    removed = reading.remove(actions.remove, None, status, **PAGE, **READER)
    removed.then(None, None, reading, js="() => null", **PAGE)
    changes = (added.then, removed.then)
    for event in changes:
        event(actions.listed, **listed)
    return ArchiveParts(chosen, months, reading, changes)
