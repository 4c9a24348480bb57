"""The page's layout. Behaviour is in web.actions, looks are in web.look."""

from __future__ import annotations

from typing import Any

import gradio as gr

from tinhop.service import Tinhop
from web import strings
from web.actions import SUGGESTIONS, Actions
from web.endpoints import MODEL, add_endpoints
from web.look import scroll_to_mark

_FILES = [".txt", ".md", ".html", ".htm", ".docx", ".pdf"]
# Events of the page are no part of what programs call.
_PAGE: dict[str, Any] = {"api_visibility": "private"}
# Uploaded and downloadable files are deleted a day after they were made, looked for every hour.
_DELETE = (3600, 86_400)


def build_app(service: Tinhop) -> gr.Blocks:
    """The page over a service. Nothing is loaded before it is used."""
    actions = Actions(service)
    with gr.Blocks(title=strings.TITLE, analytics_enabled=False, delete_cache=_DELETE) as page:
        # First, so that their names are theirs: events of the page take the names of their functions otherwise.
        add_endpoints(service)
        gr.Markdown(f"# {strings.TITLE}\n{strings.SUBTITLE}", elem_id="heading")
        with gr.Tabs():
            with gr.Tab(strings.SUMMARY_TAB, id="summary"):
                chosen = _summary_tab(actions)
            with gr.Tab(strings.ASK_TAB, id="ask"):
                suggestions = _ask_tab(actions)
            with gr.Tab(strings.ARCHIVE_TAB, id="archive"):
                rows, rows_note, changed = _archive_tab(actions)
        for event in (page.load, changed.success):
            event(actions.archive, None, [rows, rows_note, chosen], show_progress="hidden", **_PAGE)
            event(actions.suggestions, None, suggestions, show_progress="hidden", **_PAGE)
    return page


def _summary_tab(actions: Actions) -> gr.Dropdown:
    """Returns the menu of the archive's articles."""
    shown = gr.State(None)
    with gr.Row():
        with gr.Column(scale=3, min_width=300):
            text = gr.Textbox(
                label=strings.PASTE, placeholder=strings.PASTE_HINT, lines=15, max_lines=15, elem_id="paste"
            )
        with gr.Column(scale=2, min_width=300):
            file = _upload(strings.FILE, elem_id="file")
            chosen = gr.Dropdown(label=strings.FROM_ARCHIVE, choices=[], value=None, elem_id="from-archive")
            length = gr.Radio(list(strings.LENGTHS), value="medium", label=strings.LENGTH)
            bullets = gr.Checkbox(label=strings.BULLETS)
    press = gr.Button(strings.SUMMARIZE, variant="primary", elem_id="summarize")
    with gr.Row(visible=False) as results:
        with gr.Column(scale=1, min_width=300):
            summary = gr.Textbox(
                label=strings.SUMMARY, lines=3, interactive=False, buttons=["copy"], elem_id="summary",
                elem_classes="result",
            )  # fmt: skip
            note = _note()
            sentences = gr.Radio([], label=strings.SENTENCES, elem_id="sentences", elem_classes="choices")
            card = _table(strings.CARD_HEADERS, ["26%", "74%"], label=strings.CARD, elem_id="card")
            with gr.Accordion(strings.REMOVED, open=False):
                removed = _table(strings.REMOVED_HEADERS, ["26%", "74%"])
            download = gr.DownloadButton(strings.DOWNLOAD, size="sm", elem_id="download")
        with gr.Column(scale=1, min_width=300, elem_classes="beside"):
            article = _article(strings.ARTICLE, elem_id="article")
    press.click(
        actions.summarize,
        [text, file, chosen, length, bullets],
        [results, summary, note, sentences, article, card, removed, download, shown],
        show_progress_on=press,
        **_PAGE,
        **MODEL,
    ).success(None, js=scroll_to_mark("article"))
    for event, choose, inputs in (
        (sentences.input, actions.choose_sentence, [sentences, shown]),
        (card.select, actions.choose_fact, shown),
    ):
        event(choose, inputs, article, show_progress="hidden", **_PAGE).success(
            None, js=scroll_to_mark("article", reveal=True)
        )
    # What was given last is what counts: the other two are emptied.
    text.input(None, None, [file, chosen], js="() => [null, null]", **_PAGE)
    file.upload(None, None, [text, chosen], js="() => ['', null]", **_PAGE)
    chosen.input(None, None, [text, file], js="() => ['', null]", **_PAGE)
    return chosen


def _ask_tab(actions: Actions) -> list[gr.Button]:
    """Returns the buttons for suggested questions."""
    spans = gr.State(())
    question = gr.Textbox(
        label=strings.QUESTION, placeholder=strings.QUESTION_HINT, submit_btn=strings.ASK, max_length=500,
        elem_id="question", elem_classes="send",
    )  # fmt: skip
    with gr.Row():
        suggestions = [
            gr.Button(visible=False, size="sm", min_width=240, elem_classes="suggestion") for _ in range(SUGGESTIONS)
        ]
    with gr.Row(visible=False) as results:
        with gr.Column(scale=1, min_width=300):
            short = gr.Textbox(label=strings.SHORT_ANSWER, interactive=False, elem_id="short-answer")
            answer = gr.Textbox(
                label=strings.ANSWER, lines=2, interactive=False, buttons=["copy"], elem_id="answer",
                elem_classes="result",
            )  # fmt: skip
            note = _note()
            citations = gr.Radio([], label=strings.CITATIONS, elem_id="citations", elem_classes="choices")
        with gr.Column(scale=1, min_width=300, elem_classes="beside"):
            source = _article(strings.SOURCE, elem_id="source")
    outputs = [results, short, answer, note, citations, source, spans]

    def answers(event: Any) -> None:
        event(actions.ask, question, outputs, show_progress_on=question, **_PAGE, **MODEL).success(
            None, js=scroll_to_mark("source")
        )

    answers(question.submit)
    for button in suggestions:
        answers(button.click(None, button, question, js="(text) => text", **_PAGE).then)
    citations.input(actions.choose_span, [citations, spans], source, show_progress="hidden", **_PAGE).success(
        None, js=scroll_to_mark("source", reveal=True)
    )
    return suggestions


def _archive_tab(actions: Actions) -> tuple[gr.Dataframe, gr.Textbox, Any]:
    """Returns the table, its note, and the event after which they are to be filled anew."""
    spans = gr.State(())
    query = gr.Textbox(
        label=strings.SEARCH, placeholder=strings.SEARCH_HINT, submit_btn=strings.SEARCH_BUTTON, max_length=500,
        elem_id="search", elem_classes="send",
    )  # fmt: skip
    with gr.Row():
        with gr.Column(scale=1, min_width=300):
            hits = gr.Radio([], label=strings.HITS, visible=False, elem_id="hits", elem_classes="choices")
            rows = _table(
                strings.ARCHIVE_HEADERS, ["23%", "56%", "21%"], label=strings.ARCHIVE, elem_id="rows"
            )  # fmt: skip
            rows_note = _note()
            files = _upload(strings.ADD_FILES, file_count="multiple", elem_id="add-files")
            add = gr.Button(strings.ADD, elem_id="add")
            status = gr.Textbox(show_label=False, interactive=False, visible=False, elem_id="status")
        with gr.Column(scale=1, min_width=300, elem_classes="beside"):
            reading = _article(strings.READING, elem_id="reading")
    query.submit(actions.search, query, [hits, spans], show_progress_on=query, **_PAGE, **MODEL)
    opened = (
        hits.input(actions.choose_span, [hits, spans], reading, show_progress="hidden", **_PAGE),
        rows.select(actions.read, None, reading, show_progress="hidden", **_PAGE),
    )
    for event in opened:
        event.success(None, js=scroll_to_mark("reading", reveal=True))
    changed = add.click(actions.add, files, status, show_progress_on=add, **_PAGE, **MODEL)
    return rows, rows_note, changed


def _article(label: str, elem_id: str) -> gr.HighlightedText:
    return gr.HighlightedText(label=label, elem_id=elem_id, elem_classes="article", combine_adjacent=False)


def _note() -> gr.Textbox:
    return gr.Textbox(show_label=False, container=False, interactive=False, elem_classes="note")


def _table(headers: list[str], widths: list[str], **kwargs: Any) -> gr.Dataframe:
    """A table whose cells are text, whatever they hold."""
    return gr.Dataframe(
        headers=headers, datatype="str", column_widths=widths, wrap=True, interactive=False, buttons=[],
        elem_classes="rows", **kwargs,
    )  # fmt: skip


def _upload(label: str, **kwargs: Any) -> gr.File:
    return gr.File(label=label, file_types=_FILES, type="filepath", height=116, elem_classes="upload", **kwargs)
