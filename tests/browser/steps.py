"""What a visitor does, in words."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

SAMPLES = Path(__file__).parents[2] / "samples"
ARTICLE = "giao-ban-giai-ngan-2024-05-14.txt"
QUESTION = "Ai chủ trì hội nghị giao ban tháng 8 của tỉnh Thường Đức?"
SENTENCE = "Bà Lê Thị Minh Hạnh, Phó Chủ tịch phụ trách UBND tỉnh chủ trì hội nghị."

PICTURES = os.environ.get("TINHOP_SCREENSHOTS")
MILLISECONDS = 60_000

# A busy machine is slow; nothing here is waited for longer than it takes.
expect.set_options(timeout=MILLISECONDS)

Opens = Callable[..., Any]


def watched(context: BrowserContext, address: str, wrong: list[str], path: str = "/") -> Page:
    """A page of a context that writes down requests to other hosts, dialogs and errors of scripts."""
    page = context.new_page()
    page.set_default_timeout(MILLISECONDS)
    page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else wrong.append(r.url))
    page.on("websocket", lambda s: None if s.url.split("://")[1] in address else wrong.append(s.url))
    page.on("dialog", lambda d: (wrong.append(d.message), d.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address + path)
    page.wait_for_selector("#paste textarea")
    return page


def picture(page: Page, name: str, *, top: bool = True) -> None:
    """Takes a picture where pictures are asked for; of the page's top, or as it is scrolled."""
    if PICTURES:
        if top:
            page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(600)
        page.screenshot(path=f"{PICTURES}/{name}.png")


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def summarize(page: Page, name: str = ARTICLE) -> None:
    page.fill("#paste textarea", (SAMPLES / name).read_text(encoding="utf-8"))
    page.click("#summarize")
    page.wait_for_selector("#result .th-sentence")


def marked(page: Page, box: str) -> list[str]:
    """The marked texts of a box."""
    return page.locator(f"#{box} mark").all_inner_texts()


def ask(page: Page, question: str = QUESTION) -> None:
    tab(page, "Hỏi đáp")
    before = page.locator("#chat .th-turn").count()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    answered = page.locator("#chat .th-turn").nth(before)
    answered.locator(":is(.th-sources, .th-refusal, .th-error)").first.wait_for()


def mark_is_in_view(page: Page, box: str) -> bool:
    """Whether the first marked words can be seen: inside their box, and the box inside the window."""
    return bool(
        page.evaluate(
            """(id) => {const box = document.querySelector(`#${id} .th-text`).getBoundingClientRect(),
            mark = document.querySelector(`#${id} mark`).getBoundingClientRect();
            return mark.top >= box.top - 1 && mark.top < box.bottom && mark.top >= 0 && mark.top < innerHeight}""",
            box,
        )
    )


def fits(page: Page, width: int = 360) -> None:
    """No sideways scrolling."""
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def listed(page: Page, count: int) -> None:
    """Waits until the list has so many articles, folded copies too."""
    expect(page.locator("#rows .th-row")).to_have_count(count)
