"""The page's layout. Behaviour is in web.actions."""

from __future__ import annotations

from typing import Any

import gradio as gr

from summarizer import Length
from tinhop.service import Tinhop
from web import strings
from web.actions import Actions

# One model, one caller at a time.
_MODEL = {"concurrency_limit": 1, "concurrency_id": "model"}
_FILES = [".txt", ".md", ".html", ".htm", ".docx", ".pdf"]

CSS = """
/* Gradio ships no Vietnamese: its own upload hint gives way to ours. */
.upload .wrap {font-size: 0 !important;}
.upload .wrap::after {content: "%s"; font-size: .95rem; padding: 0 8px; text-align: center;}

.gradio-container {max-width: 1180px !important; margin: 0 auto !important;}
#heading h1 {font-size: 1.9rem; margin-bottom: 0; letter-spacing: -0.02em;}
#heading p {opacity: .75; margin-top: .2rem;}
#summary textarea, #answer textarea {font-size: 1.08rem; line-height: 1.6;}
#short-answer textarea {font-size: 1.3rem; font-weight: 700;}
#article, #source {max-height: 34rem; overflow-y: auto; line-height: 1.7;}
#article *, #source * {word-break: normal !important; overflow-wrap: anywhere;}
table, table * {font-family: inherit !important;}
#sentences label, #citations label {width: 100%; white-space: normal; align-items: flex-start;}
.note p {font-size: .85rem; opacity: .7;}
@media (max-width: 640px) {.gradio-container {padding: 8px !important;} #heading h1 {font-size: 1.5rem;}}
""".replace("%s", strings.DROP_HINT)

# Brings the first highlighted words into view; textContent only, nothing is written to the page.
_SCROLL = """() => { setTimeout(() => { for (const id of ["article", "source"]) {
  const box = document.getElementById(id); if (!box) continue;
  const mark = box.querySelector(".textspan.hl, .hl"); if (mark) box.scrollTop = mark.offsetTop - box.offsetTop - 60;
} }, 150); }"""


def theme() -> Any:
    """System fonts only, so that nothing is fetched from elsewhere."""
    fonts = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]
    return gr.themes.Soft(primary_hue="teal", neutral_hue="slate", font=fonts, font_mono=["ui-monospace", "monospace"])


def build_app(service: Tinhop) -> gr.Blocks:
    """The page over a service. Nothing is loaded before it is used."""
    actions = Actions(service)
    with gr.Blocks(title=strings.TITLE, analytics_enabled=False) as page:
        # First, so that their names are theirs: events of the page take the names of their functions otherwise.
        _endpoints(service)
        gr.Markdown(f"# {strings.TITLE}\n{strings.SUBTITLE}", elem_id="heading")
        with gr.Tabs():
            with gr.Tab(strings.SUMMARY_TAB, id="summary"):
                _summary_tab(page, actions)
            with gr.Tab(strings.ASK_TAB, id="ask"):
                _ask_tab(actions)
            with gr.Tab(strings.ARCHIVE_TAB, id="archive"):
                _archive_tab(page, actions)
    return page


def _summary_tab(page: gr.Blocks, actions: Actions) -> None:
    shown = gr.State(None)
    with gr.Row():
        with gr.Column(scale=1, min_width=300):
            text = gr.Textbox(
                label=strings.PASTE, placeholder=strings.PASTE_HINT, lines=10, max_lines=18, elem_id="paste"
            )
            file = gr.File(
                label=strings.FILE,
                file_types=_FILES,
                type="filepath",
                height=110,
                elem_id="file",
                elem_classes="upload",
            )
            chosen = gr.Dropdown(label=strings.FROM_ARCHIVE, choices=[], value=None, elem_id="from-archive")
            length = gr.Radio(list(strings.LENGTHS), value="medium", label=strings.LENGTH)
            bullets = gr.Checkbox(label=strings.BULLETS)
            press = gr.Button(strings.SUMMARIZE, variant="primary", elem_id="summarize")
        with gr.Column(scale=2, min_width=300):
            summary = gr.Textbox(label=strings.SUMMARY, lines=3, interactive=False, elem_id="summary", buttons=["copy"])
            note = gr.Textbox(show_label=False, container=False, interactive=False, elem_classes="note", elem_id="note")
            sentences = gr.Radio([], label=strings.SENTENCES, visible=False, elem_id="sentences")
            article = gr.HighlightedText(label=strings.ARTICLE, elem_id="article", combine_adjacent=False)
            card = gr.Dataframe(
                headers=strings.CARD_HEADERS, datatype="str", label=strings.CARD, visible=False, wrap=True,
                interactive=False, elem_id="card", column_widths=["18%", "68%", "14%"],
            )  # fmt: skip
            with gr.Accordion(strings.REMOVED, open=False):
                removed = gr.Dataframe(headers=strings.REMOVED_HEADERS, datatype="str", wrap=True, interactive=False)
            download = gr.DownloadButton(strings.DOWNLOAD, visible=False, elem_id="download")
    outputs = [summary, note, sentences, article, card, removed, download, shown]
    press.click(
        actions.summarize, [text, file, chosen, length, bullets], outputs, api_visibility="private", **_MODEL
    ).success(None, js=_SCROLL)
    sentences.input(actions.choose_sentence, [sentences, shown], article, api_visibility="private").success(
        None, js=_SCROLL
    )
    page.load(actions.archive_choices, None, chosen, api_visibility="private")


def _ask_tab(actions: Actions) -> None:
    shown = gr.State(None)
    with gr.Row(equal_height=True):
        question = gr.Textbox(
            label=strings.QUESTION, placeholder=strings.QUESTION_HINT, scale=5, elem_id="question", max_length=500
        )
        press = gr.Button(strings.ASK, variant="primary", scale=1, min_width=90, elem_id="ask")
    with gr.Row():
        with gr.Column(scale=1, min_width=300):
            short = gr.Textbox(label=strings.SHORT_ANSWER, interactive=False, visible=False, elem_id="short-answer")
            answer = gr.Textbox(label=strings.ANSWER, lines=4, interactive=False, elem_id="answer", buttons=["copy"])
            note = gr.Textbox(show_label=False, container=False, interactive=False, elem_classes="note")
            citations = gr.Radio([], label=strings.CITATIONS, visible=False, elem_id="citations")
        with gr.Column(scale=1, min_width=300):
            source = gr.HighlightedText(label=strings.SOURCE, elem_id="source", combine_adjacent=False)
    outputs = [short, answer, note, citations, source, shown]
    # Enter sends; while an input method composes (Telex, VNI) the browser reports no Enter.
    for event in (press.click, question.submit):
        event(actions.ask, question, outputs, api_visibility="private", **_MODEL).success(None, js=_SCROLL)
    citations.input(actions.choose_citation, [citations, shown], source, api_visibility="private").success(
        None, js=_SCROLL
    )


def _archive_tab(page: gr.Blocks, actions: Actions) -> None:
    with gr.Row(equal_height=True):
        query = gr.Textbox(label=strings.SEARCH, placeholder=strings.SEARCH_HINT, scale=5, elem_id="search")
        press = gr.Button(strings.SEARCH_BUTTON, scale=1, min_width=90)
    hits = gr.Dataframe(headers=strings.HITS_HEADERS, datatype="str", wrap=True, interactive=False, elem_id="hits",
                        column_widths=["26%", "60%", "14%"])  # fmt: skip
    rows = gr.Dataframe(headers=strings.ARCHIVE_HEADERS, datatype="str", wrap=True, interactive=False, elem_id="rows",
                        column_widths=["12%", "54%", "20%", "14%"], label=strings.ARCHIVE_TAB)  # fmt: skip
    files = gr.File(
        label=strings.ADD_FILES,
        file_types=_FILES,
        type="filepath",
        file_count="multiple",
        height=120,
        elem_classes="upload",
    )
    add = gr.Button(strings.ADD)
    status = gr.Textbox(show_label=False, interactive=False, lines=2)
    for event in (press.click, query.submit):
        event(actions.search, query, hits, api_visibility="private", **_MODEL)
    add.click(actions.add, files, [status, rows], api_visibility="private", **_MODEL)
    page.load(actions.archive, None, rows, api_visibility="private")


def _endpoints(service: Tinhop) -> None:
    """Typed endpoints for programs, with the JSON forms of the command line."""

    def summarize(text: str, length: str = "medium") -> dict[str, Any]:
        """Summarises a Vietnamese news text; `length` is short, medium or long."""
        return service.summarize(service.article(text), length=Length(length)).to_dict()

    def ask(question: str) -> dict[str, Any]:
        """Answers a question from the archive, with citations, or says that it is not there."""
        return service.ask(question).to_dict()

    def search(query: str, k: int = 10) -> list[dict[str, Any]]:
        """The best passages of the archive."""
        return [hit.to_dict() for hit in service.search(query, max(1, min(k, 100)))]

    gr.api(summarize, api_name="summarize", **_MODEL)
    gr.api(ask, api_name="ask", **_MODEL)
    gr.api(search, api_name="search", **_MODEL)
