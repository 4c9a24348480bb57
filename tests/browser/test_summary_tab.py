"""Tóm tắt."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from news import Article
from tests.browser.steps import ARTICLE, SAMPLES, Opens, mark_is_in_view, marked, picture, summarize, tab
from tests.summarizer.test_bad_input import DOES, WHAT, WHERE, WHO


def test_each_sentence_shows_its_sources(page: Page) -> None:
    summarize(page)
    assert page.evaluate("document.documentElement.lang") == "vi"
    every = marked(page, "result")
    assert len(every) > 1
    expect(page.locator("#result .th-sentence").first).to_contain_text("đã kiểm chứng")
    first = page.locator("#result .th-sentence").first
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    assert set(marked(page, "result")) < set(every)
    page.locator("#summarize").scroll_into_view_if_needed()
    picture(page, "summary", top=False)
    first.click()  # pressed again, all sources show
    assert marked(page, "result") == every


def test_the_card_jumps_to_its_words(page: Page) -> None:
    summarize(page)
    row = page.locator("#result .th-card tr", has_text="Chủ trì")
    expect(row.get_by_role("rowheader")).to_have_text("Chủ trì")
    row.get_by_role("button", name="Đỗ Quang Lịch").click()
    (words,) = marked(page, "result")
    assert "Đỗ Quang Lịch" in words
    assert mark_is_in_view(page, "result")


def test_sources_deep_in_an_article_are_scrolled_to(page: Page, samples: list[Article]) -> None:
    page.set_viewport_size({"width": 1280, "height": 560})
    page.fill("#paste textarea", max((article.text for article in samples), key=len))
    page.click("#summarize")
    page.locator("#result .th-fact").last.click()
    page.wait_for_timeout(400)
    assert page.evaluate("document.querySelector('#result .th-text').scrollTop") > 0
    assert mark_is_in_view(page, "result")


def test_files_and_what_cannot_be_read(page: Page, tmp_path: Path) -> None:
    bad = tmp_path / "<img src=x onerror=alert(1)>.html"
    bad.write_text("")
    page.fill("#paste textarea", "Văn bản dán trước.")
    names = ["giao-ban-giai-ngan-2024-08-20.docx", "ky-hop-18-hdnd-2024-04-26.txt"]
    page.set_input_files("#files input[type=file]", [*(str(SAMPLES / name) for name in names), str(bad)])
    # What was given last counts.
    expect(page.locator("#paste textarea")).to_have_value("")
    page.click("#summarize")
    items = page.locator("#result .th-item")
    expect(items).to_have_count(3)
    expect(page.locator("#result .th-item.done")).to_have_count(2)
    expect(page.locator("#result .th-card")).to_contain_text("Lê Thị Minh Hạnh")
    items.nth(1).click()
    expect(page.locator("#result .th-reader h3")).to_contain_text("HĐND")
    items.nth(2).click()
    expect(page.locator("#result [role=alert]")).to_contain_text("trống")
    assert page.locator("#result img").count() == 0


def test_an_article_of_the_archive_and_what_cleaning_removed(page: Page) -> None:
    box = page.locator("#chosen input")
    box.click()
    box.type("Lạc Đông")
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    page.click("#summarize")
    page.wait_for_selector("#result .th-sentence")
    tab(page, "Tóm tắt")
    page.set_input_files("#files input[type=file]", str(SAMPLES / ARTICLE))
    page.click("#summarize")
    expect(page.locator("#result .th-reader h3")).not_to_contain_text("Lạc Đông")
    removed = page.locator("#result .th-removed")
    removed.locator("summary").click()
    assert removed.locator("dd").first.inner_text()


def test_downloads(page: Page) -> None:
    summarize(page)
    sentence = page.locator("#result .th-words").first.inner_text()
    contents = {}
    for name in ("Markdown", "DOCX", "JSON"):
        with page.expect_download() as waiting:
            page.locator("#result").get_by_role("button", name=name).click()
        contents[name] = Path(waiting.value.path()).read_bytes()
    assert sentence in contents["Markdown"].decode().replace("\\", "")
    assert json.loads(contents["JSON"])["sentences"][0]["text"] == sentence
    words = Document(io.BytesIO(contents["DOCX"]))
    assert sentence in [paragraph.text for paragraph in words.paragraphs]
    assert "Đỗ Quang Lịch" in " ".join(cell.text for row in words.tables[0].rows for cell in row.cells)


@pytest.mark.parametrize("kilobytes", [40, 500])
def test_a_long_text_is_read_whole(opens: Opens, kilobytes: int) -> None:
    """40 kB are a report of 6,000 syllables."""
    lines: list[str] = []
    size = 0
    while size < kilobytes * 1000:
        i = len(lines)
        lines.append(f"{WHO[i % 7]} {i} {DOES[i % 11]} {WHAT[i % 13]} {WHERE[(i // 150) % 8]} trong năm {1900 + i}.")
        size += len(lines[-1].encode()) + 1
    text = "\n".join(lines)
    with opens(permissions=["clipboard-read", "clipboard-write"]) as page:
        page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        page.focus("#paste textarea")
        page.keyboard.press("Control+v")
        page.click("#summarize")
        page.wait_for_selector("#result .th-sentence")
        read = f"Đã đọc {len(lines)}/{len(lines)} câu"
        expect(page.locator("#result .th-main .th-note").first).to_contain_text(read)
        page.locator("#result .th-sentence").last.click()
        (words,) = marked(page, "result")
        assert words in text
        assert mark_is_in_view(page, "result")


def test_an_empty_form_says_what_to_do(page: Page) -> None:
    expect(page.locator("#result .th-empty")).to_contain_text("Bản tóm tắt sẽ hiện ở đây")
    page.click("#summarize")
    expect(page.locator("#result [role=alert]")).to_contain_text("Hãy dán nội dung")
