"""Kho tin."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from index import Filter
from tests.browser.steps import listed, mark_is_in_view, picture, tab
from tinhop.service import Tinhop


def test_list_search_and_filter(page: Page, service: Tinhop) -> None:
    tab(page, "Kho tin")
    listed(page, len(service.articles()))
    page.locator("#rows .th-row", has_text="Hợp long cầu Kim Giang 2").first.click()
    expect(page.locator("#reading h3")).to_have_text("Hợp long cầu Kim Giang 2 sau hai lần lùi hẹn")
    picture(page, "archive")
    page.fill("#search :is(input, textarea)", "gom co lam")
    page.keyboard.press("Enter")
    hit = page.locator("#rows .th-row:has(.th-snippet)", has_text="Cổ Lãm").first
    hit.click()
    page.wait_for_selector("#reading mark")
    page.fill("#search :is(input, textarea)", "")
    page.click("#search-button")
    page.locator("#timeline .bar").nth(1).press("Enter")
    listed(page, 2)
    expect(page.locator("#rows .th-note")).to_contain_text("2/2 bài")
    page.locator("#archive-filter").get_by_role("button", name="Bỏ lọc").click()
    listed(page, len(service.articles()))
    page.locator("#archive-filter select").select_option("Báo Vân Sơn")
    expect(page.locator("#rows .th-row").first).to_contain_text("Báo Vân Sơn")
    assert page.locator("#rows .th-row").count() < len(service.articles())
    page.locator("#archive-filter").get_by_role("button", name="Bỏ lọc").click()
    page.locator("#archive-filter").get_by_label("Người").fill("Lê Thị Minh Hạnh")
    page.keyboard.press("Enter")
    listed(page, service.count_articles(Filter(person="Lê Thị Minh Hạnh")))
    page.locator("#archive-filter").get_by_label("Địa điểm").fill("Lạc Giang")
    page.keyboard.press("Enter")
    expect(page.locator("#rows .th-note")).to_contain_text("hãy nới bộ lọc")


def test_a_digest_of_a_period(page: Page, service: Tinhop) -> None:
    tab(page, "Kho tin")
    listed(page, len(service.articles()))
    page.locator("#archive-filter").get_by_label("Từ ngày").fill("2024-08-01")
    page.locator("#archive-filter").get_by_label("Đến ngày").fill("2024-08-31")
    page.locator("#digest-fold").get_by_role("button").first.click()
    page.click("#make-digest")
    sentences = page.locator("#digest .th-sentences li")
    expect(sentences.first).to_be_visible()
    expect(page.locator("#digest .th-note")).to_contain_text("Từ ")
    said = sentences.first.inner_text()
    chip = sentences.first.locator(".th-chip").first
    chip.click()
    page.wait_for_selector("#reading mark")
    assert mark_is_in_view(page, "reading")
    words = page.locator("#reading mark").first.inner_text()
    assert any(word in said for word in words.split() if word[0].isupper() or word[0].isdigit())
    assert page.locator("#reading .th-about").inner_text().endswith("/08/2024")
    # Of nothing there is no digest, and the page says what to do.
    page.locator("#archive-filter").get_by_label("Từ ngày").fill("1999-01-01")
    page.locator("#archive-filter").get_by_label("Đến ngày").fill("1999-01-02")
    expect(page.locator("#rows .th-note")).to_contain_text("hãy nới bộ lọc")
    page.click("#make-digest")
    expect(page.locator("#digest [role=alert]")).to_contain_text("hãy nới bộ lọc")


def test_a_passage_deep_in_an_article_is_scrolled_to(page: Page, service: Tinhop) -> None:
    long = max(service.articles(), key=lambda row: len(service.get(row.id).text))
    tab(page, "Kho tin")
    page.fill("#search :is(input, textarea)", service.get(long.id).text[-120:])
    page.keyboard.press("Enter")
    page.locator("#rows .th-row:has(.th-snippet)").first.click()
    page.wait_for_selector("#reading mark")
    page.wait_for_timeout(400)
    assert mark_is_in_view(page, "reading")


def test_add_summarise_and_remove(page: Page, service: Tinhop, tmp_path: Path) -> None:
    before = len(service.articles())
    new = tmp_path / "ban-tin.txt"
    new.write_text(
        "Họp bàn chống ngập ở Suối Mơ\n\nSáng 2/12/2024, tại TP Kim Giang, Sở Xây dựng tỉnh Thường Đức họp bàn việc chống "
        "ngập.\nÔng Cao Bá Lẫm, Giám đốc Sở Xây dựng chủ trì cuộc họp.\nSở đề nghị nạo vét 3,2 km mương trước ngày 15/12.\n",
        encoding="utf-8",
    )
    bad = tmp_path / "hỏng.pdf"
    bad.write_bytes(b"%PDF-1.4 broken")
    tab(page, "Kho tin")
    listed(page, before)
    page.locator("#add-fold").get_by_role("button").first.click()
    page.set_input_files("#add-files input[type=file]", [str(new), str(bad)])
    expect(page.locator("#add-files td").first).to_be_visible()
    page.click("#add")
    expect(page.locator("#status .good")).to_contain_text("đã thêm: Họp bàn chống ngập ở Suối Mơ")
    expect(page.locator("#status .bad")).to_contain_text("hỏng.pdf")
    listed(page, before + 1)
    page.locator("#rows .th-row", has_text="Suối Mơ").click()
    page.locator("#reading").get_by_role("button", name="Tóm tắt bài này").click()
    page.wait_for_selector("#result .th-sentence")
    expect(page.locator("#result .th-card")).to_contain_text("Cao Bá Lẫm")
    tab(page, "Kho tin")
    page.locator("#reading").get_by_role("button", name="Xoá khỏi kho").click()
    assert len(service.articles()) == before + 1  # asks first
    page.locator("#reading").get_by_role("button", name="Bấm lần nữa để xoá").click()
    expect(page.locator("#status .good")).to_contain_text("Đã xoá “Họp bàn chống ngập ở Suối Mơ”")
    listed(page, before)
    assert len(service.articles()) == before


def test_health(page: Page, service: Tinhop) -> None:
    tab(page, "Kho tin")
    page.locator("#health-fold").get_by_role("button").first.click()
    page.click("#check")
    expect(page.locator("#health .th-good")).to_have_text("Kho tin lành lặn.")
    expect(page.locator("#health tr", has_text="Số bài")).to_contain_text(str(len(service.articles())))
