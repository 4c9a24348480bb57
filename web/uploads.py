"""How much visitors may upload: each in a day, and all together on the disk. What is old is deleted."""

from __future__ import annotations

import shutil
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from news import InputError
from web.guard import MOST_UPLOADED_BYTES
from web.login import USER
from web.texts import ENGLISH, VIETNAMESE, sentence_of

KEPT_SECONDS = 86_400
# When the disk is full, what is older goes before anyone is refused.
_KEPT_WHEN_FULL = 3600
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes that one visitor may upload in a day, and that all files of the page may take on the disk."""

    each: int = 1024 * _MEGABYTE
    total: int = 4096 * _MEGABYTE


DEFAULT = Limits()


@dataclass(slots=True)
class Upload:
    """Bytes that a visitor sends, or has sent."""

    begun: float
    size: int


class Uploads:
    """The uploaded files.

    Args:
        folder: where they lie; only this server uses it, and what an earlier one left there is deleted.
        counted: the folder whose size counts; that of the batches lies in it too.
        clock: seconds since 1970; replaced by tests.
    """

    def __init__(
        self, folder: Path, counted: Path, limits: Limits = DEFAULT, clock: Callable[[], float] = time.time
    ) -> None:
        self.folder = folder
        self._counted = counted
        self._limits = limits
        self._clock = clock
        self._lock = threading.Lock()
        self._sent: dict[str, list[Upload]] = defaultdict(list)
        self._expected = 0
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)

    def reserve(self, visitor: str, size: int) -> Upload:
        """Lets a visitor send so many bytes; `settle` must follow.

        Raises:
            InputError: that is more than the visitor may, or than there is room for.
        """
        with self._lock:
            if self._of(visitor) + size > self._limits.each:
                most = self._limits.each // _MEGABYTE
                raise InputError(
                    f"That is more than one may upload in a day ({most} MB); try again tomorrow, or ask whoever runs "
                    "the server to allow more.",
                    f"Quá mức được tải lên trong một ngày ({most} MB); hãy thử lại ngày mai, hoặc nhờ người quản lý "
                    "máy chủ nới mức này.",
                )
            if not self._has_room(size):
                self.sweep(_KEPT_WHEN_FULL)
                if not self._has_room(size):
                    most = self._limits.total // _MEGABYTE
                    raise InputError(
                        f"The server has no room for more files (at most {most} MB); delete results that you no longer "
                        "need, or try again in an hour.",
                        f"Máy chủ hết chỗ cho tệp tải lên (tối đa {most} MB); hãy xoá kết quả không còn cần, hoặc "
                        "thử lại sau một giờ.",
                    )
            self._expected += size
            upload = Upload(self._clock(), size)
            self._sent[visitor].append(upload)
            return upload

    def settle(self, upload: Upload, received: int) -> None:
        """Counts what really came of what was reserved."""
        with self._lock:
            self._expected -= upload.size
            upload.size = received

    def sweep(self, seconds: float = KEPT_SECONDS) -> None:
        """Deletes the files that came longer ago."""
        until = self._clock() - seconds
        for path in list(self.folder.rglob("*")):
            if path.is_file() and path.stat().st_mtime < until:
                path.unlink(missing_ok=True)
                with suppress(OSError):  # others lie in it
                    path.parent.rmdir()

    def _of(self, visitor: str) -> int:
        since = self._clock() - KEPT_SECONDS
        for name in list(self._sent):
            self._sent[name] = [upload for upload in self._sent[name] if upload.begun > since]
            if not self._sent[name]:
                del self._sent[name]
        return sum(upload.size for upload in self._sent.get(visitor, ()))

    def _has_room(self, size: int) -> bool:
        return _size(self._counted) + self._expected + size <= self._limits.total


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # deleted meanwhile
            continue
    return total


class UploadGate:
    """Refuses uploads that are over the limits, in the page's language."""

    def __init__(self, app: ASGIApp, uploads: Uploads) -> None:
        self._app = app
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or not scope["path"].endswith("/upload"):
            await self._app(scope, receive, send)
            return
        # Without accounts a visitor is an address: whatever a browser sends could be left out.
        visitor = scope.get(USER) or (scope["client"][0] if scope.get("client") else "")
        announced = Headers(scope=scope).get("content-length", "")
        size = int(announced) if announced.isdigit() else MOST_UPLOADED_BYTES
        try:
            upload = await run_in_threadpool(self._uploads.reserve, visitor, size)
        except InputError as error:
            texts = ENGLISH if scope["path"].startswith("/en/") else VIETNAMESE
            await PlainTextResponse(sentence_of(error, texts), 413)(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            return message

        try:
            await self._app(scope, counted, send)
        finally:
            self._uploads.settle(upload, received)
