"""The page's own components: static elements that a script fills from plain data.

Gradio's HTML component puts its value into a template; here the template is constant and the value is data, which
static/*.js turns into text nodes. So whatever an article or a model says shows as text.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import gradio as gr

from web.texts import Texts

_STATIC = Path(__file__).with_name("static")
_SCRIPTS = ("page.js", "summary.js", "chat.js", "archive.js")


def view(name: str, texts: Texts, *, events: tuple[str, ...] = (), value: Any = None, **kwargs: Any) -> gr.HTML:
    """A component that static/*.js draws.

    Args:
        name: of the view in the script.
        texts: the page's language.
        events: what the view may trigger; each becomes a listener of the component.
    """
    named = " ".join(f'"{event}"' for event in events)
    return gr.HTML(
        value,
        html_template='<div class="th-root"></div>',
        js_on_load=f'tinhop.mount("{name}", element, trigger, props, watch); /* {named} */',
        apply_default_css=False,
        elem_classes=["th-view"],
        words=texts.views,
        **kwargs,
    )


def event_data(event: gr.EventData) -> dict[str, Any]:
    """What a view's event carries. It comes from a browser: check every value before using it."""
    data = getattr(event, "_data", None)
    return data if isinstance(data, dict) else {}


@cache
def script() -> str:
    """The page's script."""
    return "\n".join((_STATIC / name).read_text(encoding="utf-8") for name in _SCRIPTS)


@cache
def style() -> str:
    """The page's style sheet."""
    return (_STATIC / "page.css").read_text(encoding="utf-8")


def head(texts: Texts) -> str:
    """What stands in the page's head: run before anything else of it."""
    names = json.dumps(texts.names, ensure_ascii=False)
    # Gradio rewrites the selectors of what is given to it as `css`.
    return f'<style>\n{style()}\n</style>\n<script>\n{script()}\ntinhop.start("{texts.language}", {names});\n</script>'
