"""The page in a real Chromium. TINHOP_SCREENSHOTS=docs makes the README's pictures."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

import app
from tinhop.service import Tinhop

SAMPLES = Path(__file__).parents[2] / "samples"
PICTURES = os.environ.get("TINHOP_SCREENSHOTS")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(service: Tinhop) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page = app.serve(service, port=port, block=False)
    yield f"http://127.0.0.1:{port}"
    page.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "These tests need Chromium: apt-get install chromium fonts-dejavu-core"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page at desktop width; whatever it does, nothing may leave this machine and no script may fail."""
    yield from opened(browser, address, 1280)


def opened(browser: Browser, address: str, width: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
    made = context.new_page()
    made.set_default_timeout(30_000)
    elsewhere: list[str] = []
    dialogs: list[str] = []
    made.on("request", lambda r: elsewhere.append(r.url) if not r.url.startswith((address, "data:", "blob:")) else None)
    made.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    made.goto(address)
    made.wait_for_selector("#paste textarea")
    yield made
    context.close()
    assert not elsewhere
    assert not dialogs


def summarize(page: Page, name: str) -> None:
    page.fill("#paste textarea", (SAMPLES / name).read_text(encoding="utf-8"))
    page.click("#summarize")
    page.wait_for_selector("#sentences label")


def marked(page: Page, box: str) -> list[str]:
    """The highlighted texts of a box, without their labels."""
    return [
        text.strip() for text in page.locator(f"#{box} .token .text:not(.unlabeled)").all_inner_texts() if text.strip()
    ]


def cell(page: Page, table: str, text: str) -> Locator:
    """The first cell with a text."""
    return page.locator(f"#{table}").get_by_role("gridcell").filter(has_text=text).first


def ask(page: Page, question: str) -> None:
    page.get_by_role("tab", name="Hỏi đáp").click()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")


def test_a_pasted_article_is_summarised_with_its_sources(page: Page) -> None:
    assert page.evaluate("document.documentElement.lang") == "vi"
    summarize(page, "giao-ban-giai-ngan-2024-05-14.txt")
    summary = page.input_value("#summary textarea")
    assert summary
    all_sources = marked(page, "article")
    assert len(all_sources) > 1
    expect(page.locator("#card")).to_contain_text("Đỗ Quang Lịch")
    expect(page.locator("#sentences")).to_contain_text("đã kiểm chứng")
    page.locator("#sentences label").first.click()
    page.wait_for_timeout(800)
    assert set(marked(page, "article")) < set(all_sources)
    if PICTURES:
        page.locator("#summarize").scroll_into_view_if_needed()
        page.screenshot(path=f"{PICTURES}/summary.png")
    cell(page, "card", "Đỗ Quang Lịch").click()
    expect(page.locator("#article .highlighted")).to_contain_text("Đỗ Quang Lịch")


def test_an_answer_opens_its_citation_at_the_words(page: Page) -> None:
    ask(page, "Ai chủ trì hội nghị giao ban tháng 8 của tỉnh Thường Đức?")
    page.wait_for_selector("#citations label")
    assert "Lê Thị Minh Hạnh" in page.input_value("#short-answer textarea, #short-answer input")
    (words,) = marked(page, "source")
    assert words == "Bà Lê Thị Minh Hạnh, Phó Chủ tịch phụ trách UBND tỉnh chủ trì hội nghị."
    assert f"{words} [1]" in page.input_value("#answer textarea")
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/page.png")


def test_a_citation_deep_in_an_article_is_scrolled_to(page: Page, service: Tinhop) -> None:
    long = max(service.articles(), key=lambda row: len(service.get(row.id).text))
    page.get_by_role("tab", name="Kho tin").click()
    page.fill("#search textarea", service.get(long.id).text[-120:])
    page.keyboard.press("Enter")
    page.locator("#hits label").first.click()
    page.wait_for_selector("#reading .highlighted")
    page.wait_for_timeout(600)
    place = page.evaluate(
        """() => {const box = document.getElementById("reading"), r = box.getBoundingClientRect(),
        top = box.querySelector(".highlighted").getBoundingClientRect().top;
        return [box.scrollTop, top - r.top, r.height, top, innerHeight]}"""
    )
    scrolled, within_box, height, within_window, window = place
    assert scrolled > 0
    assert 0 <= within_box < height
    assert 0 <= within_window < window


def test_enter_does_not_send_while_an_input_method_composes(page: Page) -> None:
    page.get_by_role("tab", name="Hỏi đáp").click()
    page.fill("#question textarea", "Ai chủ trì hội nghị giao ban tháng 8 của tỉnh Thường Đức?")
    page.evaluate(
        """() => {const box = document.querySelector("#question textarea");
        for (const kind of ["keydown", "keypress"]) box.dispatchEvent(new KeyboardEvent(
          kind, {key: "Enter", code: "Enter", isComposing: true, bubbles: true, cancelable: true}))}"""
    )
    page.wait_for_timeout(1500)
    assert page.locator("#citations label").count() == 0
    page.locator("#question .submit-button").click()
    page.wait_for_selector("#citations label")


def test_a_suggested_question_is_asked_by_pressing_it(page: Page) -> None:
    page.get_by_role("tab", name="Hỏi đáp").click()
    button = page.locator(".suggestion").first
    question = button.inner_text()
    button.click()
    page.wait_for_selector("#citations label")
    assert page.input_value("#question textarea") == question
    assert "[1]" in page.input_value("#answer textarea")


def test_a_refusal_offers_the_nearest_passages(page: Page) -> None:
    ask(page, "Ca sĩ nào hát mở màn lễ hội pháo hoa quốc tế?")
    page.wait_for_selector("#citations label")
    assert page.input_value("#answer textarea") == "Không tìm thấy trong kho tin."
    assert page.locator("#source .highlighted").count() == 0
    page.locator("#citations label").first.click()
    page.wait_for_selector("#source .token .text:not(.unlabeled)")


def test_a_hostile_article_shows_as_text(page: Page) -> None:
    summarize(page, "an-toan-thong-tin-2024-08-08.txt")
    article = page.locator("#article").inner_text()
    for text in ("<script>alert(1)</script>", "[đây](javascript:alert(1))", "{{tien_thuong}}", "onerror=alert(2)"):
        assert text.replace(" ", "") in article.replace(" ", "").replace("\n", "")
    page.get_by_role("tab", name="Kho tin").click()
    page.fill("#search textarea", "thẻ script alert javascript tien_thuong onerror")
    page.keyboard.press("Enter")
    page.wait_for_selector("#hits label")
    page.locator("#hits label", has_text="Tập huấn nhận biết thư lừa đảo").first.click()
    page.wait_for_selector("#reading .highlighted")
    for box in ("article", "sentences", "card", "hits", "reading"):
        assert page.locator(f"#{box} :is(img, script, a, iframe)").count() == 0


def test_an_empty_form_says_what_to_do(page: Page) -> None:
    page.click("#summarize")
    expect(page.get_by_text("Hãy dán nội dung, thả một tệp")).to_be_visible()


def test_the_archive_lists_and_searches(page: Page) -> None:
    page.get_by_role("tab", name="Kho tin").click()
    cell(page, "rows", "Hợp long cầu Kim Giang 2").click()
    expect(page.locator("#reading")).to_contain_text("Hợp long cầu Kim Giang 2 sau hai lần lùi hẹn · Báo Thường Đức")
    page.fill("#search textarea", "gom co lam")
    page.keyboard.press("Enter")
    expect(page.locator("#hits")).to_contain_text("Cổ Lãm")


def test_a_file_can_be_given(page: Page) -> None:
    page.fill("#paste textarea", "Văn bản dán trước.")
    page.set_input_files("#file input[type=file]", str(SAMPLES / "giao-ban-giai-ngan-2024-08-20.docx"))
    # What was given last counts.
    expect(page.locator("#paste textarea")).to_have_value("")
    page.click("#summarize")
    page.wait_for_selector("#sentences label")
    expect(page.locator("#card")).to_contain_text("Lê Thị Minh Hạnh")


def test_a_phone_needs_no_sideways_scrolling(browser: Browser, address: str) -> None:
    for page in opened(browser, address, 360):
        summarize(page, "giao-ban-giai-ngan-2024-05-14.txt")
        fits(page)
        ask(page, "Ai chủ trì hội nghị giao ban tháng 8 của tỉnh Thường Đức?")
        page.wait_for_selector("#citations label")
        fits(page)
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/page-narrow.png")
        page.get_by_role("tab", name="Kho tin").click()
        page.fill("#search textarea", "gom co lam")
        page.keyboard.press("Enter")
        page.locator("#hits label").first.click()
        page.wait_for_selector("#reading .highlighted")
        fits(page)


def fits(page: Page) -> None:
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
