"""Accounts, from the command that makes them to what each may see; and what one may upload."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.steps import MILLISECONDS, SAMPLES, ask, tab
from tinhop.cli import main
from tinhop.service import Tinhop
from web import serve
from web.uploads import Limits

PASSWORDS = {"lan": "mật khẩu dài", "minh": "một mật khẩu khác"}


@pytest.fixture(scope="module")
def address(service: Tinhop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page for two accounts that were made as a user makes them."""
    folder = tmp_path_factory.mktemp("accounts")
    for name, password in PASSWORDS.items():
        made = CliRunner().invoke(
            main, ["serve", "--auth", str(folder / "file"), "--add-user", name], input=f"{password}\n{password}\n"
        )
        assert made.exit_code == 0, made.output
        assert password not in made.output
    limits = Limits(each=2**20, total=2**30)
    served = serve(service, port=0, auth=folder / "file", state=folder / "state", limits=limits, block=False)
    yield served.address
    served.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900})
    made.set_default_timeout(MILLISECONDS)
    yield made
    made.close()


def log_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Tên").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def enter(page: Page, address: str, name: str) -> None:
    page.goto(address)
    log_in(page, name, PASSWORDS[name])
    page.wait_for_selector("#paste textarea")


@pytest.mark.parametrize(
    ("typed", "said"), [("ngắn\nngắn\n", "fewer than"), ("mật khẩu dài\nkhác hẳn\n", "do not match")]
)
def test_passwords_that_cannot_be(tmp_path: Path, typed: str, said: str) -> None:
    file = tmp_path / "file"
    made = CliRunner().invoke(main, ["serve", "--auth", str(file), "--add-user", "lan"], input=typed)
    assert made.exit_code != 0
    assert said in made.output
    assert not file.exists()
    lost = CliRunner().invoke(main, ["serve", "--add-user", "lan"])
    assert (lost.exit_code, "--auth FILE" in lost.output) == (1, True)


def test_only_the_right_password_opens(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    expect(page).to_have_url(re.compile("/login$"))
    for name, password in (("lan", "sai mật khẩu"), ("lan", PASSWORDS["minh"]), ("ai đó", PASSWORDS["lan"])):
        log_in(page, name, password)
        expect(page.get_by_role("alert")).to_have_text("Tên hoặc mật khẩu không đúng.")
    log_in(page, "lan", PASSWORDS["lan"])
    page.wait_for_selector("#paste textarea")
    expect(page.get_by_role("link", name="Đăng xuất")).to_be_visible()


def test_the_next_person_at_the_browser_sees_nothing_of_the_first(
    browser: Browser, context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    enter(page, address, "lan")
    ask(page)
    tab(page, "Hàng loạt")
    page.set_input_files("#batch-files input[type=file]", str(SAMPLES / "giao-ban-y-te-2024-10-03.txt"))
    expect(page.locator("#batch-files td").first).to_be_visible()
    page.click("#batch-start")
    job = page.locator("#batches .th-job")
    expect(job.locator("[role=status]")).to_contain_text("Xong 1 bài trong")
    results = job.get_by_role("link", name="JSONL").get_attribute("href")
    assert results
    page.get_by_role("link", name="Đăng xuất").click()
    page.get_by_role("button", name="Đăng nhập").wait_for()
    log_in(page, "minh", PASSWORDS["minh"])
    page.wait_for_selector("#paste textarea")
    tab(page, "Hỏi đáp")
    page.wait_for_selector("#chat .th-suggestion")
    assert page.locator("#chat .th-turn").count() == 0
    tab(page, "Hàng loạt")
    expect(page.locator("#batches .th-empty")).to_be_visible()
    assert page.request.get(address + results).status == 404
    # The first finds hers again, at whatever browser.
    elsewhere = browser.new_context(locale="vi-VN")
    try:
        other = elsewhere.new_page()
        enter(other, address, "lan")
        tab(other, "Hàng loạt")
        expect(other.locator("#batches .th-job")).to_contain_text("giao-ban-y-te-2024-10-03.txt")
        assert other.request.get(address + results).status == 200
    finally:
        elsewhere.close()


def test_an_upload_over_the_limit_is_refused_in_words(context: BrowserContext, address: str, tmp_path: Path) -> None:
    large = tmp_path / "lớn.txt"
    large.write_bytes(b"Hop giao ban.\n" * 100_000)
    page = context.new_page()
    enter(page, address, "minh")
    page.set_input_files("#files input[type=file]", str(large))
    expect(page.get_by_text("Quá mức được tải lên trong một ngày (1 MB)").first).to_be_visible()
