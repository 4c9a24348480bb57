"""Hàng loạt: many articles at once, on the server."""

from __future__ import annotations

from typing import Any

import gradio as gr

from web.actions.batches import BatchActions
from web.components import view
from web.layout.common import ARTICLE_FILES, LENGTHS, PAGE
from web.texts import Texts

_DUMPS = [".zip", ".jsonl", ".json", ".csv", ".parquet", ".xz", ".gz", ".rtf"]
_LOOK_SECONDS = 1.5


def batch_tab(actions: BatchActions, texts: Texts) -> None:
    """Builds the tab."""
    boxes: dict[str, Any] = {"type": "filepath", "height": 150, "elem_classes": "upload"}
    with gr.Row():
        with gr.Column(scale=1, min_width=280):
            files = gr.File(
                label=texts.batch_files, file_types=[*ARTICLE_FILES, *_DUMPS], file_count="multiple",
                elem_id="batch-files", **boxes,
            )  # fmt: skip
        with gr.Column(scale=1, min_width=280):
            folder = gr.File(label=texts.batch_folder, file_count="directory", elem_id="batch-folder", **boxes)
    length = gr.Radio(list(zip(texts.lengths, LENGTHS, strict=True)), value="medium", label=texts.length)
    start = gr.Button(texts.batch_start, variant="primary", elem_id="batch-start")
    gr.HTML(f'<p class="th-note">{texts.batch_hint}</p>', elem_classes="th-view")
    shown = view("batches", texts, events=("resume", "stop", "discard"), elem_id="batches")
    timer = gr.Timer(_LOOK_SECONDS, active=False)
    outputs = [shown, timer]
    start.click(actions.start, [files, folder, length, shown], [*outputs, files, folder], **PAGE)
    shown.resume(actions.look, shown, outputs, **PAGE)
    timer.tick(actions.look, shown, outputs, **PAGE)
    shown.stop(actions.stop, shown, outputs, **PAGE)
    shown.discard(actions.discard, shown, outputs, **PAGE)
