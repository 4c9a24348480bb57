"""Hỏi đáp."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from index import Filter
from tests.browser.steps import QUESTION, SENTENCE, Opens, ask, mark_is_in_view, marked, picture, tab
from tinhop.service import Tinhop
from web.actions.common import filter_of


def test_a_citation_opens_the_article_at_its_words(page: Page) -> None:
    ask(page)
    expect(page.locator("#chat .th-short")).to_have_text("Lê Thị Minh Hạnh")
    expect(page.locator("#chat .th-answer")).to_contain_text(SENTENCE)
    expect(page.locator("#source .th-empty")).to_be_visible()
    page.locator("#chat .th-answer .th-chip").first.click()
    page.wait_for_selector("#source mark")
    assert marked(page, "source") == [SENTENCE]
    assert mark_is_in_view(page, "source")
    picture(page, "page")


def test_a_refusal_offers_the_nearest_passages(page: Page) -> None:
    ask(page, "Ca sĩ nào hát mở màn lễ hội pháo hoa quốc tế?")
    expect(page.locator("#chat .th-refusal")).to_have_text("Không tìm thấy trong kho tin.")
    page.locator("#chat .th-hit").first.click()
    page.wait_for_selector("#source mark")


def test_filters_restrict_the_question(page: Page) -> None:
    tab(page, "Hỏi đáp")
    page.locator("#ask-filters").get_by_role("button").first.click()
    page.get_by_label("Từ ngày").first.fill("2024-10-01")
    ask(page)
    august = page.locator("#chat .th-sources", has_text="tháng 8").or_(
        page.locator("#chat .th-sources", has_text="58,1%")
    )
    expect(august).to_have_count(0)
    page.get_by_role("button", name="Bỏ lọc").first.click()
    ask(page)
    expect(page.locator("#chat .th-short").last).to_have_text("Lê Thị Minh Hạnh")


def test_a_filter_chosen_while_the_page_opens_stays(
    opens: Opens, service: Tinhop, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()
    at_once = service.library

    def waits(*args: Any, **kwargs: Any) -> Any:
        go.wait(60)
        return at_once(*args, **kwargs)

    monkeypatch.setattr(service, "library", waits)
    with opens() as page:
        tab(page, "Kho tin")
        page.locator("#archive-filter").get_by_label("Từ ngày").fill("2024-08-01")
        page.locator("#archive-filter").get_by_label("Đến ngày").fill("2024-08-31")
        tab(page, "Hỏi đáp")
        page.locator("#ask-filters").get_by_role("button").first.click()
        filters = page.locator("#ask-filter")
        filters.get_by_label("Địa điểm").fill("Nơi Không Có")
        filters.get_by_label("Người").press_sequentially("minh")
        go.set()
        expect(filters.locator("option")).not_to_have_count(1)
        expect(filters.get_by_label("Người")).to_have_value("minh")
        ask(page)
        expect(page.locator("#chat .th-filtered")).to_contain_text("Không có bài nào qua được bộ lọc")
        tab(page, "Kho tin")
        left = service.count_articles(filter_of("2024-08-01", "2024-08-31", None, None, None))
        expect(page.locator("#rows .th-note")).to_contain_text(f"/{left} bài")


def test_a_person_and_a_place_restrict_the_question(page: Page, service: Tinhop) -> None:
    tab(page, "Hỏi đáp")
    page.locator("#ask-filters").get_by_role("button").first.click()
    filters = page.locator("#ask-filter")
    filters.get_by_label("Người").fill("minh hanh")
    filters.get_by_label("Địa điểm").fill("TP Kim Giang")
    ask(page)
    expect(page.locator("#chat .th-short")).to_have_text("Lê Thị Minh Hạnh")
    expect(page.locator("#chat .th-filtered")).to_have_count(0)
    filters.get_by_label("Địa điểm").fill("Lạc Giang")
    filters.get_by_label("Người").fill("")
    ask(page)
    left = service.count_articles(Filter(place="Lạc Giang"))
    expect(page.locator("#chat .th-filtered")).to_contain_text(f"chỉ hỏi {left}/{service.count_articles()} bài")
    filters.get_by_label("Địa điểm").fill("Nơi Không Có")
    ask(page)
    expect(page.locator("#chat .th-filtered").last).to_contain_text("Không có bài nào qua được bộ lọc")
    filters.get_by_role("button", name="Bỏ lọc").click()
    expect(filters.get_by_label("Địa điểm")).to_have_value("")
    ask(page)
    expect(page.locator("#chat .th-short").last).to_have_text("Lê Thị Minh Hạnh")


def test_suggestions_are_asked_by_pressing_them(page: Page) -> None:
    tab(page, "Hỏi đáp")
    button = page.locator("#chat .th-suggestion").first
    question = button.inner_text()
    button.click()
    page.wait_for_selector("#chat .th-sources")
    expect(page.locator("#chat .th-question")).to_contain_text(question)


def test_history_is_the_visitors_own(opens: Opens) -> None:
    with opens() as page:
        ask(page)
        page.reload()
        page.wait_for_selector("#paste textarea")
        tab(page, "Hỏi đáp")
        expect(page.locator("#chat .th-question")).to_contain_text(QUESTION)
        page.locator("#chat .th-chip").first.click()
        page.wait_for_selector("#source mark")
        with opens() as other:
            tab(other, "Hỏi đáp")
            other.wait_for_selector("#chat .th-suggestion")
            assert QUESTION not in other.locator("body").inner_text()
        page.click("#clear-chat")
        page.wait_for_selector("#chat .th-suggestion")
        page.reload()
        tab(page, "Hỏi đáp")
        page.wait_for_selector("#chat .th-suggestion")
        assert page.locator("#chat .th-turn").count() == 0


@pytest.fixture
def slow(service: Tinhop, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Answers wait until the event is set."""
    go = threading.Event()
    at_once = service.ask

    def waits(*args: Any, **kwargs: Any) -> Any:
        go.wait(60)
        return at_once(*args, **kwargs)

    monkeypatch.setattr(service, "ask", waits)
    yield go
    go.set()


def test_a_question_can_be_stopped(page: Page, slow: threading.Event) -> None:
    tab(page, "Hỏi đáp")
    expect(page.locator("#ask-stop")).to_be_hidden()
    page.fill("#question textarea", QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .th-waiting")).to_contain_text("Đang tìm trong kho tin")
    page.click("#ask-stop")
    expect(page.locator("#chat .th-turn")).to_contain_text("Đã dừng.")
    slow.set()
    ask(page)
    expect(page.locator("#chat .th-short")).to_have_text("Lê Thị Minh Hạnh")
