"""Fetches one page from a public address.

The host is resolved once; every address that it resolves to must be public, and the connection goes to the one that was
looked at (a name that resolves anew to a private address a moment later gains nothing). Each redirect is looked at in
the same way. At most 5 MB and 20 seconds for all of it.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from news.errors import InputError, shown
from news.web.address import Address, is_public, resolve

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import BaseHTTPResponse
    from urllib3.util import Url

MAX_BYTES = 5 * 2**20
MAX_SECONDS = 20.0
_MAX_REDIRECTS = 5
_BLOCK = 2**14
_REDIRECTS = (301, 302, 303, 307, 308)
_PORTS = {"http": 80, "https": 443}
_HEADERS = {
    "User-Agent": "tinhop (reads news articles for one user)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain, */*;q=0.5",
    "Accept-Language": "vi, en;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave.

    Attributes:
        url: where it was found in the end.
        data: its content.
        charset: the encoding that the server declared.
    """

    url: str
    data: bytes
    charset: str | None


class Fetcher:
    """Fetches pages under the rules above.

    Args:
        resolver: a host's numeric addresses.
        permitted: which of them may be connected to.
        max_bytes, max_seconds: for one page with all its redirects.
    """

    def __init__(
        self,
        *,
        resolver: Callable[[str, int], Sequence[str]] = resolve,
        permitted: Callable[[Address], bool] = is_public,
        max_bytes: int = MAX_BYTES,
        max_seconds: float = MAX_SECONDS,
    ) -> None:
        self._resolver = resolver
        self._permitted = permitted
        self._max_bytes = max_bytes
        self._max_seconds = max_seconds

    def fetch(self, address: str) -> Page:
        """The page at an address.

        Raises:
            InputError: it is no web address, is not public, does not answer, or gives too much.
        """
        deadline = time.monotonic() + self._max_seconds
        for _ in range(_MAX_REDIRECTS + 1):
            found = self._get(address, deadline)
            if isinstance(found, Page):
                return found
            address = urljoin(address, found)
        raise _error(address, "redirects too often", "chuyển hướng quá nhiều lần")

    def _get(self, address: str, deadline: float) -> Page | str:
        """The page, or where it has moved."""
        from urllib3.exceptions import HTTPError  # noqa: PLC0415 - only when something is fetched

        url = _parsed(address)
        numeric = self._looked_up(url, address)
        connection = _connection(url, numeric, max(deadline - time.monotonic(), 0.01))
        try:
            with _ended_at(deadline, connection):
                connection.request(
                    "GET", url.request_uri, headers={"Host": url.netloc or "", **_HEADERS}, preload_content=False
                )
                response = connection.getresponse()
                if response.status in _REDIRECTS and (target := response.headers.get("Location")):
                    return target
                if response.status != 200:
                    raise _error(address, f"answers with status {response.status}", f"trả về mã lỗi {response.status}")
                return Page(address, self._body(response, address), _charset(response))
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            if time.monotonic() >= deadline:
                raise _error(
                    address,
                    f"did not answer within {self._max_seconds:g} seconds",
                    f"không trả lời trong {self._max_seconds:g} giây",
                ) from error
            raise _error(address, f"cannot be fetched ({type(error).__name__})", "không tải được") from error
        finally:
            connection.close()

    def _looked_up(self, url: Url, address: str) -> str:
        """The numeric address to connect to."""
        assert url.host is not None
        try:
            found = self._resolver(url.host.strip("[]"), _port(url))
            parsed = [ipaddress.ip_address(numeric.split("%")[0]) for numeric in found]
        except (OSError, ValueError) as error:
            raise _error(address, "has a host that is not known", "có tên máy chủ không tồn tại") from error
        if not parsed:
            raise _error(address, "has a host that is not known", "có tên máy chủ không tồn tại")
        # One private address among public ones is enough to refuse: the next connection might go there.
        if not all(map(self._permitted, parsed)):
            raise _error(
                address,
                "leads into a private network, from which nothing is fetched",
                "dẫn vào mạng nội bộ nên không được tải",
            )
        return str(parsed[0])

    def _body(self, response: BaseHTTPResponse, address: str) -> bytes:
        blocks, size = [], 0
        for block in response.stream(_BLOCK, decode_content=True):
            size += len(block)
            if size > self._max_bytes:
                raise _error(
                    address,
                    f"holds more than {self._max_bytes / 2**20:g} MB; save the page and give the file",
                    f"dài hơn {self._max_bytes / 2**20:g} MB; hãy lưu trang rồi đưa tệp vào",
                )
            blocks.append(block)
        return b"".join(blocks)


def _parsed(address: str) -> Url:
    from urllib3.exceptions import LocationParseError  # noqa: PLC0415
    from urllib3.util import parse_url  # noqa: PLC0415

    try:
        url = parse_url(address)
    except (LocationParseError, ValueError) as error:
        raise _error(address, "is no web address", "không phải địa chỉ web") from error
    if url.scheme not in _PORTS or not url.host or url.auth:
        raise _error(
            address,
            "is no plain http:// or https:// address",
            "không phải địa chỉ http:// hoặc https:// thông thường",
        )
    return url


def _port(url: Url) -> int:
    return url.port or _PORTS[url.scheme or "http"]


def _connection(url: Url, numeric: str, seconds: float) -> HTTPConnection:
    """A connection to a numeric address that speaks to the host of `url` there and checks its certificate."""
    from urllib3.connection import HTTPConnection, HTTPSConnection  # noqa: PLC0415

    host = (url.host or "").strip("[]")
    if url.scheme == "http":
        return HTTPConnection(numeric, _port(url), timeout=seconds)
    return HTTPSConnection(
        numeric, _port(url), timeout=seconds, cert_reqs="CERT_REQUIRED", server_hostname=host, assert_hostname=host
    )


@contextmanager
def _ended_at(deadline: float, connection: HTTPConnection) -> Iterator[None]:
    """Cuts a connection at a moment: a server that sends a byte a second never runs into a timeout of its own."""

    def cut() -> None:
        sock = connection.sock
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(deadline - time.monotonic(), 0), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
        if time.monotonic() >= deadline:
            raise TimeoutError
    finally:
        timer.cancel()


def _charset(response: BaseHTTPResponse) -> str | None:
    from email.message import Message  # noqa: PLC0415

    header = Message()
    header["Content-Type"] = response.headers.get("Content-Type", "")
    return header.get_content_charset()


def _error(address: str, en: str, vi: str) -> InputError:
    return InputError(f"The address '{shown(address)}' {en}.", f"Địa chỉ “{shown(address)}” {vi}.")
