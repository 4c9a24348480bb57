"""Tóm tắt: what to summarise, and the summary beside its article."""

from __future__ import annotations

from typing import Any

import gradio as gr

from web.actions import SummaryActions
from web.components import view
from web.layout.common import ARTICLE_FILES, LENGTHS, PAGE, WRITER
from web.texts import Texts


def summary_tab(actions: SummaryActions, texts: Texts) -> tuple[gr.Dropdown, Any]:
    """Returns the menu of the archive's articles, and a function that summarises after an event."""
    shown = gr.State({})
    with gr.Row():
        with gr.Column(scale=3, min_width=300):
            text = gr.Textbox(label=texts.paste, placeholder=texts.paste_hint, lines=12, max_lines=12, elem_id="paste")
        with gr.Column(scale=2, min_width=300):
            files = gr.File(
                label=texts.files, file_types=ARTICLE_FILES, file_count="multiple",
                type="filepath", height=132, elem_id="files", elem_classes="upload",
            )  # fmt: skip
            chosen = gr.Dropdown(label=texts.from_archive, choices=[], value=[], multiselect=True, elem_id="chosen")
            length = gr.Radio(list(zip(texts.lengths, LENGTHS, strict=True)), value="medium", label=texts.length)
            bullets = gr.Checkbox(label=texts.bullets)
    with gr.Row(elem_classes="buttons"):
        press = gr.Button(texts.summarize, variant="primary", elem_id="summarize")
        stop = gr.Button(texts.stop, elem_id="summarize-stop")
    result = view("summary", texts, events=("download",), elem_id="result")
    file = view("file", texts, elem_id="summary-file", visible="hidden")

    def summarizes(event: Any) -> Any:
        return event(
            actions.summarize, [text, files, chosen, length, bullets], [result, shown],
            js="(...given) => { tinhop.waiting('result'); return given; }", trigger_mode="multiple", **PAGE, **WRITER,
        )  # fmt: skip

    running = summarizes(press.click)
    running.then(None, js="() => tinhop.settled('result')", **PAGE)
    stop.click(None, None, None, cancels=[running], js="() => tinhop.settled('result')", **PAGE)
    result.download(actions.download, shown, file, **PAGE)
    # What was given last is what counts: the other two are emptied.
    text.input(None, None, [files, chosen], js="() => [null, []]", **PAGE)
    files.upload(None, None, [text, chosen], js="() => ['', []]", **PAGE)
    chosen.input(None, None, [text, files], js="() => ['', null]", **PAGE)

    def summarize_chosen(event: Any, choose: Any) -> None:
        """After an event, summarises the article that `choose` gives."""
        given = event(choose, None, chosen, **PAGE).then(
            None, None, [text, files], js="() => { window.scrollTo(0, 0); return ['', null]; }", **PAGE
        )
        summarizes(given.then).then(None, js="() => tinhop.settled('result')", **PAGE)

    return chosen, summarize_chosen
