"""Hỏi đáp: the conversation, and the article that a citation opens beside it."""

from __future__ import annotations

from typing import Any

import gradio as gr

from web.actions import QuestionActions
from web.components import view
from web.layout.common import LAST, PAGE, READER
from web.texts import Texts


def ask_tab(actions: QuestionActions, texts: Texts) -> tuple[gr.HTML, gr.HTML]:
    """Returns the conversation and its filter."""
    with gr.Row():
        with gr.Column(scale=1, min_width=300):
            chat = view("chat", texts, events=("open", "suggest"), elem_id="chat")
            with gr.Row(elem_classes="send-row"):
                question = gr.Textbox(
                    label=texts.question, placeholder=texts.question_hint, max_length=500, max_lines=4,
                    elem_id="question", scale=1, min_width=0,
                )  # fmt: skip
                send = gr.Button(texts.ask, variant="primary", scale=0, elem_id="ask")
                stop = gr.Button(texts.stop, scale=0, elem_id="ask-stop")
            with gr.Accordion(texts.filters, open=False, elem_id="ask-filters"):
                chosen = view("filter", texts, value={}, elem_id="ask-filter")
            clear = gr.Button(texts.clear_chat, size="sm", elem_id="clear-chat")
        with gr.Column(scale=1, min_width=300, elem_classes="beside"):
            source = view("reader", texts, elem_id="source")

    def asks(event: Any) -> Any:
        return event(
            actions.ask, [question, chat, chosen], [question, chat],
            js="(...given) => { tinhop.asking('chat', given[0]); return given; }",
            # After "Stop", the next question is not to wait for the one before to end on the server.
            trigger_mode="multiple", **PAGE, **READER,
        )  # fmt: skip

    pressed = chat.suggest(actions.suggested, None, question, **PAGE)
    running = [asks(question.submit), asks(send.click), asks(pressed.then)]
    for event in running:
        event.then(None, js="() => tinhop.settled('chat')", **PAGE)
    stop.click(None, None, None, cancels=running, js="() => tinhop.settled('chat')", **PAGE)
    clear.click(None, None, source, js="() => { tinhop.clear('chat'); return null; }", **PAGE)
    chat.open(actions.open, None, source, **PAGE, **READER, **LAST)
    return chat, chosen
