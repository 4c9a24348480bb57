"""One server and one browser for all browser tests. TINHOP_SCREENSHOTS=docs makes the README's pictures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from news import Article
from tests.browser.steps import Opens, watched
from tinhop.service import Tinhop
from web import serve

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, samples: list[Article]) -> Iterator[Tinhop]:
    """An archive of its own: these tests add and remove, and leave it as it was."""
    with Tinhop(tmp_path_factory.mktemp("browser-archive")) as made:
        list(made.add(samples))
        yield made


@pytest.fixture(scope="session")
def address(service: Tinhop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    served = serve(service, port=0, state=tmp_path_factory.mktemp("state"), block=False)
    yield served.address
    served.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "These tests need Chromium: apt-get install chromium fonts-dejavu-core"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture(scope="session")
def opens(browser: Browser, address: str) -> Opens:
    """Opens the page as a new visitor; whatever it does, nothing leaves this machine and no script fails."""

    @contextmanager
    def opened(width: int = 1280, height: int = 900, path: str = "/", **options: Any) -> Iterator[Page]:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN", **options)
        wrong: list[str] = []
        try:
            yield watched(context, address, wrong, path)
        finally:
            context.close()
        assert not wrong

    return opened


@pytest.fixture
def page(opens: Opens) -> Iterator[Page]:
    """The page at desktop width."""
    with opens() as made:
        yield made
