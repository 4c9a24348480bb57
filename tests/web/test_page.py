"""The page without a browser: what its buttons give, and its endpoints over HTTP."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

import app
from news import Article
from tinhop.service import Tinhop
from web import build_app, views
from web.actions import SUGGESTIONS, Actions
from web.suggestions import suggested_questions

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def actions(service: Tinhop) -> Actions:
    return Actions(service)


@pytest.fixture
def hostile(samples: list[Article]) -> Article:
    return next(a for a in samples if "<script>" in a.text)


def text_of(segments: views.Segments) -> str:
    return "".join(text for text, _ in segments)


def marked(segments: views.Segments) -> list[str]:
    return [text for text, label in segments if label]


def test_highlights_are_exact() -> None:
    assert views.highlighted("Họp giao ban", [(4, 8, "1")]) == [("Họp ", None), ("giao", "1"), (" ban", None)]
    assert views.highlighted("abcdef", [(0, 4, "1"), (2, 6, "2")]) == [("abcd", "1"), ("ef", "2")]
    assert views.highlighted("abc", []) == [("abc", None)]


def pressed_row(*cells: str) -> gr.SelectData:
    return gr.SelectData(None, {"index": [0, 0], "value": cells[0], "row_value": list(cells)})


def test_summarize(actions: Actions, samples: list[Article]) -> None:
    article = next(a for a in samples if a.title and "58,1%" in a.title)
    _, summary, note, choices, segments, card, _, download, shown = actions.summarize(
        "", None, article.id, "medium", False
    )
    assert summary == shown.summary.summary
    assert str(len(article.sentences)) in note
    assert "đã kiểm chứng" in choices["choices"][0][0]
    assert text_of(segments) == article.text
    chair = ["Chủ trì", "Lê Thị Minh Hạnh, Phó Chủ tịch phụ trách UBND tỉnh"]
    assert chair in card["value"]
    assert Path(download).read_text(encoding="utf-8").startswith("{")
    pressed = actions.choose_sentence(0, shown)
    assert marked(pressed) == [span.quote for span in sorted(shown.summary.sentences[0].sources, key=lambda s: s.start)]
    (words,) = marked(actions.choose_fact(shown, pressed_row(*chair)))
    assert "Lê Thị Minh Hạnh" in words


def test_old_downloads_are_deleted(service: Tinhop, samples: list[Article], tmp_path: Path) -> None:
    actions = Actions(service, tmp_path)
    old = tmp_path / "tom-tat-0.json"
    old.write_text("{}")
    os.utime(old, (0, 0))
    *_, new, _ = actions.summarize("", None, samples[0].id, "short", False)
    assert list(tmp_path.iterdir()) == [Path(new)]


def test_ask(actions: Actions) -> None:
    _, short, answer, _, citations, opened, spans = actions.ask("Ai chủ trì hội nghị giao ban tháng 8 của Thường Đức?")
    assert "Lê Thị Minh Hạnh" in short["value"]
    assert "[1]" in answer
    assert citations["choices"]
    assert marked(opened["value"]) == [spans[0].quote]
    assert "58,1%" in opened["label"]
    assert "20/08/2024" in opened["label"]


def test_a_refusal_shows_the_nearest_passages(actions: Actions) -> None:
    _, short, answer, _, nearest, opened, spans = actions.ask("Ca sĩ nào hát mở màn lễ hội pháo hoa quốc tế?")
    assert answer == "Không tìm thấy trong kho tin."
    assert not short["visible"]
    assert not opened["visible"]
    assert len(nearest["choices"]) == len(spans) > 0
    assert marked(actions.choose_span(0, spans)["value"]) == [spans[0].quote]


def test_suggested_questions_are_answered(actions: Actions, service: Tinhop) -> None:
    buttons = actions.suggestions()
    assert len(buttons) == SUGGESTIONS
    for button in buttons:
        assert button["visible"]
        assert service.ask(button["value"]).answered, button["value"]


def test_suggestions_cover_each_meeting_once(samples: list[Article]) -> None:
    article = next(a for a in samples if a.title and "58,1%" in a.title)
    assert suggested_questions([article, article], 3) == [
        "Ai chủ trì hội nghị giao ban tháng 8 về giải ngân vốn đầu tư công?"
    ]


def test_search_and_read(actions: Actions, service: Tinhop) -> None:
    hits, spans = actions.search("gom co lam")
    assert "Cổ Lãm" in hits["choices"][0][0]
    assert marked(actions.choose_span(1, spans)["value"]) == [spans[1].quote]
    rows, note, menu = actions.archive()
    assert len(rows) == len(menu["choices"]) == len(service.articles())
    assert not note["visible"]
    opened = actions.read(pressed_row(*rows[0]))
    assert text_of(opened["value"]) == service.get(rows[0][-1]).text
    assert actions.search("  ")[1] == ()


def test_a_new_archive_is_filled(tmp_path: Path) -> None:
    with Tinhop(tmp_path / "new") as empty:
        actions = Actions(empty)
        rows, note, _ = actions.archive()
        assert not rows
        assert note["visible"]
        assert not any(button["visible"] for button in actions.suggestions())
        bad = tmp_path / "trang.html"
        bad.write_text("")
        status = actions.add([str(SAMPLES / "giao-ban-giai-ngan-2024-05-14.txt"), str(bad)])["value"]
        assert "đã thêm" in status
        assert "⚠ “trang.html” trống" in status
        assert len(actions.archive()[0]) == 1
        for files in ([], None, ["x.txt"] * 51):
            with pytest.raises(gr.Error):
                actions.add(files)


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


def test_an_endpoint_says_what_is_wrong(address: str) -> None:
    client = Client(address, verbose=False)
    with pytest.raises(AppError, match="short, medium or long"):
        client.predict("Sáng 3/10, Sở Y tế họp giao ban.", "huge", api_name="/summarize")
    with pytest.raises(AppError, match="empty"):
        client.predict(" ", api_name="/summarize")


def test_headers_keep_the_page_at_home(address: str) -> None:
    import httpx

    response = httpx.get(address)
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert "https://fonts" not in response.text
    for path in ("/etc/passwd", "/gradio_api/file=/etc/passwd", "/gradio_api/file=app.py", "/file=pyproject.toml"):
        assert "[project]" not in httpx.get(address + path).text
        assert "root:" not in httpx.get(address + path).text
