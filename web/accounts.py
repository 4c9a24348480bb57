"""Who may use the page: names with hashed passwords in a file, lockout after failures, sessions.

Passwords are hashed with scrypt (RFC 7914) of the standard library. Sessions live in memory: a restart logs everyone
out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from news import InputError

# About 32 MB and a tenth of a second for each try.
_N, _R, _P = 2**15, 8, 1
_MEMORY = 64 * 1024 * 1024
_SESSION_SECONDS = 12 * 3600
_MOST_SESSIONS = 10_000
_MOST_COUNTED = 10_000
_SHORTEST_PASSWORD = 8

LOCK_SECONDS = 300
FAILURES_FROM_ONE_PLACE, FAILURES_OF_ADDRESS, FAILURES_OF_NAME = 5, 30, 60


def hash_password(password: str) -> str:
    """A salted hash, as it stands in the file."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_N}${_R}${_P}${_text(salt)}${_text(_scrypt(password, salt, _N, _R, _P))}"


def password_matches(password: str, stored: str) -> bool:
    """Whether a password has this hash.

    Raises:
        ValueError: `stored` is no hash.
    """
    kind, n, r, p, salt, expected = stored.split("$")
    if kind != "scrypt":
        raise ValueError(f"no hash of scrypt: {kind}")
    made = _scrypt(password, base64.b64decode(salt, validate=True), int(n), int(r), int(p))
    return hmac.compare_digest(made, base64.b64decode(expected, validate=True))


def read_accounts(path: Path) -> dict[str, str]:
    """The file's accounts as name → hash; lines are `name:hash`, blank ones and those beginning with # are left out.

    Raises:
        InputError: the file cannot be read, a line is none of this form, or there is no account.
    """
    accounts: dict[str, str] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"The accounts '{path}' cannot be read ({error}); make them with: tinhop serve --auth FILE --add-user NAME",
            f"Không đọc được tệp tài khoản “{path}”.",
        ) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, stored = line.strip().partition(":")
        try:
            password_matches("", stored)
        except (ValueError, binascii.Error) as error:
            raise InputError(
                f"Line {number} of '{path}' is no account (name:hash); make it with: tinhop serve --auth FILE "
                f"--add-user NAME",
                f"Dòng {number} của “{path}” không phải một tài khoản.",
            ) from error
        accounts[name] = stored
    if not accounts:
        raise InputError(
            f"'{path}' holds no account; add one with: tinhop serve --auth {path} --add-user NAME",
            f"“{path}” chưa có tài khoản nào.",
        )
    return accounts


def add_account(path: Path, name: str, password: str) -> None:
    """Writes an account, or its new password, into a file that only its owner may read.

    Raises:
        InputError: the name or the password cannot be used, or the file cannot be written.
    """
    if not name or ":" in name or not name.isprintable() or len(name) > 64 or name.startswith("#"):
        raise InputError(
            "A name has 1 to 64 printable characters, no colon, and no # in front.", "Tên tài khoản không dùng được."
        )
    if len(password) < _SHORTEST_PASSWORD:
        raise InputError(
            f"The password has fewer than {_SHORTEST_PASSWORD} characters; choose a longer one.",
            f"Mật khẩu ngắn hơn {_SHORTEST_PASSWORD} ký tự.",
        )
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        kept = [line for line in lines if line.partition(":")[0] != name]
        scratch = path.with_name(path.name + ".new")
        with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as target:  # noqa: PTH123 - with a mode
            target.write("\n".join([*kept, f"{name}:{hash_password(password)}"]) + "\n")
        scratch.replace(path)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"The accounts '{path}' cannot be written ({error}); check the path.", f"Không ghi được “{path}”."
        ) from error


@dataclass(slots=True)
class _Failures:
    count: int
    last: float


class Accounts:
    """Logs visitors in and knows them again.

    Args:
        accounts: name → hash.
        clock: seconds; replaced by tests.
    """

    def __init__(self, accounts: dict[str, str], clock: Callable[[], float] = time.monotonic) -> None:
        self._accounts = accounts
        self._clock = clock
        self._decoy = hash_password(secrets.token_hex(16))
        self._failures: OrderedDict[tuple[str, str], _Failures] = OrderedDict()
        self._sessions: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._lock = threading.Lock()
        # Hashing takes memory: a flood of logins waits.
        self._hashing = threading.Semaphore(2)

    def locked_seconds(self, name: str, address: str) -> float:
        """How long this name from this address must wait; 0 when it may try."""
        now = self._clock()
        with self._lock:
            waits = [
                failures.last + LOCK_SECONDS - now
                for key, most in _limits(name, address)
                if (failures := self._failures.get(key)) and failures.count >= most
            ]
        return max([0.0, *waits])

    def log_in(self, name: str, password: str, address: str) -> str | None:
        """A new session's token, or None where the name or the password is wrong or locked out."""
        if self.locked_seconds(name, address) > 0:
            return None
        with self._hashing:
            # An unknown name takes as long as a known one.
            right = password_matches(password[:1024], self._accounts.get(name, self._decoy)) and name in self._accounts
        now = self._clock()
        with self._lock:
            if not right:
                self._count(name, address, now)
                return None
            for key, _ in _limits(name, address):
                self._failures.pop(key, None)
            token = secrets.token_urlsafe(32)
            self._sessions[_digest(token)] = (name, now + _SESSION_SECONDS)
            while len(self._sessions) > _MOST_SESSIONS:
                self._sessions.popitem(last=False)
            return token

    def _count(self, name: str, address: str, now: float) -> None:
        for key, _ in _limits(name, address):
            before = self._failures.pop(key, None)
            count = before.count if before and now - before.last < LOCK_SECONDS else 0
            self._failures[key] = _Failures(count + 1, now)
        while len(self._failures) > _MOST_COUNTED:
            self._failures.popitem(last=False)

    def user(self, token: str | None) -> str | None:
        """Whose session this is."""
        if not token:
            return None
        with self._lock:
            name, until = self._sessions.get(_digest(token), ("", 0.0))
        return name if self._clock() < until else None

    def log_out(self, token: str | None) -> None:
        with self._lock:
            self._sessions.pop(_digest(token or ""), None)


def _limits(name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    """What failures are counted by, and how many each may have. A stranger cannot lock a user out with a few tries from
    elsewhere."""
    return (
        ((name, address), FAILURES_FROM_ONE_PLACE),
        (("", address), FAILURES_OF_ADDRESS),
        ((name, ""), FAILURES_OF_NAME),
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
