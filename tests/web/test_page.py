"""The page without a browser: what its buttons give, and its endpoints over HTTP."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from gradio_client import Client

import app
from news import Article
from tinhop.service import Tinhop
from web import build_app, views
from web.actions import Actions

HOSTILE = "an-toan-thong-tin"


@pytest.fixture(scope="module")
def actions(service: Tinhop) -> Actions:
    return Actions(service)


@pytest.fixture
def hostile(samples: list[Article]) -> Article:
    return next(a for a in samples if "<script>" in a.text)


def text_of(segments: views.Segments) -> str:
    return "".join(text for text, _ in segments)


def test_highlights_are_exact() -> None:
    assert views.highlighted("Họp giao ban", [(4, 8, "1")]) == [("Họp ", None), ("giao", "1"), (" ban", None)]
    assert views.highlighted("abcdef", [(0, 4, "1"), (2, 6, "2")]) == [("abcd", "1"), ("ef", "2")]
    assert views.highlighted("abc", []) == [("abc", None)]


def test_summarize(actions: Actions, samples: list[Article]) -> None:
    article = next(a for a in samples if a.title and "58,1%" in a.title)
    summary, note, choices, segments, card, _, download, shown = actions.summarize(
        "", None, article.id, "medium", False
    )
    assert summary == shown.summary.summary
    assert str(len(article.sentences)) in note
    assert "đã kiểm chứng" in choices["choices"][0][0]
    assert text_of(segments) == article.text
    assert ["Chủ trì", "Lê Thị Minh Hạnh, Phó Chủ tịch phụ trách UBND tỉnh"] in [row[:2] for row in card["value"]]
    assert Path(download["value"]).read_text(encoding="utf-8").startswith("{")
    pressed = actions.choose_sentence(0, shown)
    marked = [text for text, label in pressed if label]
    assert marked == [span.quote for span in sorted(shown.summary.sentences[0].sources, key=lambda s: s.start)]


def test_ask(actions: Actions) -> None:
    short, answer, _, citations, segments, shown = actions.ask("Ai chủ trì hội nghị giao ban tháng 8 của Thường Đức?")
    assert "Lê Thị Minh Hạnh" in short["value"]
    assert "[1]" in answer
    assert citations["choices"]
    assert [text for text, label in segments if label] == [shown.answer.citations[0].span.quote]


def test_a_refusal_shows_the_nearest_passages(actions: Actions) -> None:
    short, answer, _, nearest, segments, shown = actions.ask("Ca sĩ nào hát mở màn lễ hội pháo hoa quốc tế?")
    assert answer == "Không tìm thấy trong kho tin."
    assert not short["visible"]
    assert segments == []
    assert nearest["choices"]
    opened = actions.choose_citation(0, shown)
    assert [text for text, label in opened if label] == [shown.answer.nearest[0].span.quote]


@pytest.mark.parametrize(("text", "file"), [("", None), ("  \n ", None), ("", "/absent.pdf")])
def test_a_mistake_is_a_vietnamese_sentence(actions: Actions, text: str, file: str | None) -> None:
    with pytest.raises(gr.Error) as error:
        actions.summarize(text, file, None, "medium", False)
    assert any(c in "ăâđêôơưáàảãạéèíìóòúù" for c in error.value.message)


def test_what_breaks_inside_shows_no_inside(actions: Actions, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("/secret/path")

    monkeypatch.setattr(actions._service, "ask", broken)
    with pytest.raises(gr.Error) as error:
        actions.ask("Ai chủ trì?")
    assert "secret" not in error.value.message


def test_hostile_text_is_given_as_text(actions: Actions, hostile: Article) -> None:
    *_, segments, _card, _removed, _download, _shown = actions.summarize("", None, hostile.id, "long", False)
    assert text_of(segments) == hostile.text


def test_no_text_goes_into_html_or_markdown(service: Tinhop) -> None:
    page = build_app(service)
    risky = [b for b in page.blocks.values() if isinstance(b, gr.HTML | gr.Markdown)]
    # The one Markdown block is the heading, whose text is ours, and no event writes to it.
    assert [b.elem_id for b in risky] == ["heading"]
    written = {target._id for fn in page.fns.values() for target in fn.outputs}
    assert not written & {b._id for b in risky}
    tables = [b for b in page.blocks.values() if isinstance(b, gr.Dataframe)]
    assert tables
    assert all(set(t.datatype if isinstance(t.datatype, list) else [t.datatype]) == {"str"} for t in tables)


@pytest.fixture(scope="module")
def address(service: Tinhop) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page = app.serve(service, port=port, block=False)
    yield f"http://127.0.0.1:{port}"
    page.close()


def test_endpoints(address: str) -> None:
    client = Client(address, verbose=False)
    answer = client.predict("Ai chủ trì hội nghị giao ban tháng 8 của Thường Đức?", api_name="/ask")
    assert answer["answered"]
    assert client.predict("cầu Kim Giang 2", 2, api_name="/search")[0]["span"]["quote"]
    summary = client.predict(
        "Sáng 3/10, Sở Y tế tỉnh Lạc Đông họp giao ban quý III tại TP Lạc Giang.", "short", api_name="/summarize"
    )
    assert summary["sentences"][0]["verified"]


def test_headers_keep_the_page_at_home(address: str) -> None:
    import httpx

    response = httpx.get(address)
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert "https://fonts" not in response.text
    for path in ("/etc/passwd", "/gradio_api/file=/etc/passwd", "/gradio_api/file=app.py", "/file=pyproject.toml"):
        assert "[project]" not in httpx.get(address + path).text
        assert "root:" not in httpx.get(address + path).text
