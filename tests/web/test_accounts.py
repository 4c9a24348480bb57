"""Accounts: the file, lockout, sessions."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from news import InputError
from tests.web.clock import Clock
from web.accounts import (
    FAILURES_FROM_ONE_PLACE,
    FAILURES_OF_ADDRESS,
    LOCK_SECONDS,
    Accounts,
    add_account,
    hash_password,
    password_matches,
    read_accounts,
)

PASSWORD = "mật khẩu dài"


@pytest.fixture(scope="module")
def stored() -> str:
    return hash_password(PASSWORD)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(stored: str, clock: Clock) -> Accounts:
    return Accounts({"lan": stored, "minh": stored}, clock)


def test_passwords_are_hashed_with_salt(stored: str) -> None:
    assert PASSWORD not in stored
    assert hash_password(PASSWORD) != stored
    assert password_matches(PASSWORD, stored)
    assert not password_matches(PASSWORD + " ", stored)


def test_the_file(tmp_path: Path) -> None:
    file = tmp_path / "accounts"
    add_account(file, "lan", PASSWORD)
    add_account(file, "minh", PASSWORD)
    add_account(file, "lan", "mật khẩu mới")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert PASSWORD not in file.read_text(encoding="utf-8")
    read = read_accounts(file)
    assert sorted(read) == ["lan", "minh"]
    assert password_matches("mật khẩu mới", read["lan"])


@pytest.mark.parametrize("name", ["", "a:b", "#a", "a\n", "x" * 65])
def test_names_that_cannot_be(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="name"):
        add_account(tmp_path / "accounts", name, PASSWORD)


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "lan\n", "lan:plain\n", "lan:md5$1$2$3$aa$bb\n", "lan:scrypt$x$8$1$aa$bb"]
)
def test_files_that_cannot_be(tmp_path: Path, text: str) -> None:
    file = tmp_path / "accounts"
    file.write_text(text)
    with pytest.raises(InputError):
        read_accounts(file)
    with pytest.raises(InputError, match="cannot be read"):
        read_accounts(tmp_path / "absent")
    with pytest.raises(InputError, match="fewer"):
        add_account(tmp_path / "other", "lan", "ngắn")


def test_sessions(accounts: Accounts, clock: Clock) -> None:
    token = accounts.log_in("lan", PASSWORD, "1.2.3.4")
    assert accounts.user(token) == "lan"
    assert accounts.user("forged") is None
    assert accounts.user(None) is None
    accounts.log_out(token)
    assert accounts.user(token) is None
    token = accounts.log_in("lan", PASSWORD, "1.2.3.4")
    clock.now += 13 * 3600
    assert accounts.user(token) is None


def test_lockout_ends(accounts: Accounts, clock: Clock) -> None:
    for _ in range(FAILURES_FROM_ONE_PLACE):
        assert accounts.log_in("lan", "sai", "1.2.3.4") is None
    assert accounts.log_in("lan", PASSWORD, "1.2.3.4") is None  # even the right one
    assert accounts.locked_seconds("lan", "1.2.3.4") > 0
    assert accounts.log_in("lan", PASSWORD, "5.6.7.8")  # a stranger cannot lock others out
    for _ in range(2):
        assert accounts.log_in("minh", PASSWORD, "1.2.3.4")
    clock.now += LOCK_SECONDS + 1
    assert accounts.log_in("lan", PASSWORD, "1.2.3.4")


def test_an_address_that_tries_many_names_is_locked_out(accounts: Accounts) -> None:
    for number in range(FAILURES_OF_ADDRESS):
        assert accounts.log_in(f"name {number}", "sai", "1.2.3.4") is None
    assert accounts.log_in("lan", PASSWORD, "1.2.3.4") is None
