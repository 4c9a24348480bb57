"""Hàng loạt."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import SAMPLES, Opens, picture, tab
from tinhop.service import Tinhop


@pytest.fixture
def held(service: Tinhop, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Batches stop after their first article until the event is set."""
    go = threading.Event()
    at_once = service.batch

    def waits(*args: Any, **kwargs: Any) -> Any:
        for line in at_once(*args, **kwargs):
            yield line
            go.wait(60)

    monkeypatch.setattr(service, "batch", waits)
    yield go
    go.set()


def test_a_batch_survives_its_tab(opens: Opens, held: threading.Event) -> None:
    with opens() as page:
        tab(page, "Hàng loạt")
        expect(page.locator("#batches .th-empty")).to_be_visible()
        names = ("giao-ban-giai-ngan-2024-05-14.txt", "giao-ban-y-te-2024-10-03.txt", "ky-hop-18-hdnd-2024-04-26.txt")
        page.set_input_files("#batch-files input[type=file]", [str(SAMPLES / name) for name in names])
        expect(page.locator("#batch-files td").first).to_be_visible()
        page.click("#batch-start")
        job = page.locator("#batches .th-job")
        expect(job.locator("[role=status]")).to_contain_text("Xong 1/3 bài")
        expect(job.locator("[role=status]")).to_contain_text("còn khoảng")
        picture(page, "batch")
        second = page.context.new_page()
        page.close()
        second.goto("/".join(page.url.split("/")[:3]))
        second.wait_for_selector("#paste textarea")
        tab(second, "Hàng loạt")
        again = second.locator("#batches .th-job")
        expect(again).to_contain_text("giao-ban-giai-ngan")
        held.set()
        expect(again.locator("[role=status]")).to_contain_text("Xong 3 bài trong")
        with second.expect_download() as waiting:
            again.get_by_role("link", name="JSONL").click()
        lines = Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["input"].rsplit("/", 1)[-1] for line in lines] == list(names)
        with opens() as stranger:
            tab(stranger, "Hàng loạt")
            expect(stranger.locator("#batches .th-empty")).to_be_visible()
        again.get_by_role("button", name="Xoá kết quả").click()
        expect(second.locator("#batches .th-empty")).to_be_visible()


def test_nothing_given(page: Page) -> None:
    tab(page, "Hàng loạt")
    page.click("#batch-start")
    expect(page.get_by_text("Hãy thả ít nhất một tệp")).to_be_visible()
