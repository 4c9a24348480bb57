"""What a hostile article, a flood and a stranger can do: nothing."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import QUESTION, Opens, ask, summarize, tab, watched
from tinhop.service import Tinhop
from web.server import MOST_WAITING

HOSTILE = ("<script>alert(1)</script>", "[đây](javascript:alert(1))", "{{tien_thuong}}", "onerror=alert(2)")


def test_a_hostile_article_shows_as_text(page: Page) -> None:
    summarize(page, "an-toan-thong-tin-2024-08-08.txt")
    text = page.locator("#result .th-text").inner_text().replace(" ", "").replace("\n", "")
    for piece in HOSTILE:
        assert piece.replace(" ", "") in text
    ask(page, "Đường dẫn lạ trong thư lừa đảo có dạng nào, script hay onerror?")
    tab(page, "Kho tin")
    page.fill("#search :is(input, textarea)", "thẻ script alert javascript tien_thuong onerror")
    page.keyboard.press("Enter")
    page.locator("#rows .th-row:has(.th-snippet)", has_text="Tập huấn nhận biết thư lừa đảo").first.click()
    page.wait_for_selector("#reading mark")
    for box in ("result", "chat", "rows", "reading"):
        assert page.locator(f"#{box} :is(img, script, iframe, object, svg, style)").count() == 0
        assert page.locator(f"#{box} a[href^='javascript']").count() == 0


def test_hostile_words_of_a_visitor_show_as_text(page: Page) -> None:
    question = "<img src=x onerror=alert(3)> ${alert(4)} {{this}} ai chủ trì?"
    ask(page, question)
    expect(page.locator("#chat .th-question")).to_contain_text(question)
    assert page.locator("#chat img").count() == 0


def test_a_flood_is_told_that_the_machine_is_busy(
    page: Page, address: str, service: Tinhop, monkeypatch: pytest.MonkeyPatch
) -> None:
    import httpx

    go = threading.Event()
    at_once = service.search
    monkeypatch.setattr(service, "search", lambda *a, **k: (go.wait(60), at_once(*a, **k))[1])
    call = {"data": ["cầu Kim Giang 2", 1, "", "", "", "", ""], "fn_index": None, "session_hash": "flood"}
    config = httpx.get(f"{address}/config").json()
    number = next(d["id"] for d in config["dependencies"] if d["api_name"] == "search")
    try:
        with ThreadPoolExecutor(8) as pool:
            codes = list(
                pool.map(
                    lambda _: (
                        httpx.post(f"{address}/gradio_api/queue/join", json={**call, "fn_index": number}).status_code
                    ),
                    range(MOST_WAITING + 20),
                )
            )
        assert codes.count(200) <= MOST_WAITING + 4
        assert codes.count(429) >= 10
        tab(page, "Hỏi đáp")
        page.fill("#question textarea", QUESTION)
        page.keyboard.press("Enter")
        expect(page.get_by_text("Máy đang bận").first).to_be_visible()
        expect(page.locator("#question textarea")).to_have_value(QUESTION)  # nothing is lost
    finally:
        go.set()


def test_twenty_visitors_at_once(browser: Browser, address: str, service: Tinhop) -> None:
    wrong: list[str] = []
    rows = service.articles()[:20]
    contexts = [browser.new_context(viewport={"width": 800, "height": 700}) for _ in range(20)]
    try:
        pages = [watched(context, address, wrong) for context in contexts]
        for number, each in enumerate(pages):
            tab(each, "Hỏi đáp")
            each.fill("#question textarea", f"Ai chủ trì {rows[number].title}?")
        for each in pages:
            each.keyboard.press("Enter")
        for number, each in enumerate(pages):
            each.locator("#chat :is(.th-sources, .th-refusal)").first.wait_for()
            asked = each.locator("#chat .th-question").all_inner_texts()
            assert len(asked) == 1
            assert str(rows[number].title) in asked[0]
    finally:
        for context in contexts:
            context.close()
    assert not wrong


def test_the_first_paint_needs_no_model(opens: Opens, service: Tinhop, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    at_once = service.library
    monkeypatch.setattr(service, "library", lambda *a, **k: (go.wait(60), at_once(*a, **k))[1])
    try:
        with opens() as page:
            expect(page.locator("#summarize")).to_be_visible()
            tab(page, "Kho tin")
            expect(page.locator("#rows")).to_contain_text("Đang mở kho tin…")
            go.set()
            page.wait_for_selector("#rows .th-row")
    finally:
        go.set()
