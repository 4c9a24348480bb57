"""Reading from addresses. Every test talks to a server of its own on the loopback address, under invented names."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from news import Article, Failure, read_inputs
from news.web import Fetcher
from news.web.address import is_public
from tests.news.readers import is_clear

PAGE = (Path(__file__).parents[2] / "samples" / "giao-ban-giai-ngan-2024-07-16.html").read_bytes()
FEED = """<rss version="2.0"><channel><title>Báo Thường Đức</title>
<item><title>Một</title><link>{0}/page</link><description>Mấy chữ đầu.</description></item>
<item><title>Hai</title><link>{0}/gone</link><description>Sáng 3/10, Sở Y tế họp giao ban.</description></item>
</channel></rss>"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append((self.headers["Host"], self.path))  # type: ignore[attr-defined]
        base = f"http://{self.headers['Host']}"
        match self.path.split("?")[0]:
            case "/page":
                self._send(PAGE, "text/html; charset=utf-8")
            case "/old":
                self._send("Chiều 22-6, tỉnh họp giao ban.".encode("utf-16"), "text/plain; charset=utf-16")
            case "/feed":
                self._send(FEED.format(base).encode(), "application/rss+xml")
            case "/big":
                self._send(b"<html><body><p>" + b"x" * 6_000_000, "text/html")
            case "/unmeasured":
                self.send_response(200)
                self.end_headers()
                with suppress(OSError):
                    while True:
                        self.wfile.write(b"x" * 65_536)
            case "/drip":
                with suppress(OSError):
                    for _ in range(200):
                        self.wfile.write(b"H")
                        time.sleep(0.02)
            case "/loop":
                self._move("/loop")
            case "/moved":
                self._move("/page")
            case "/inside":
                self._move("http://noi-bo.example/page")
            case "/literal":
                self._move("http://169.254.169.254/latest/meta-data")
            case "/file":
                self._move("file:///etc/passwd")
            case _:
                self.send_error(404)

    def _send(self, data: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(data)

    def _move(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def log_message(self, *args: object) -> None: ...


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


HOSTS = {"bao.example": ["127.0.0.1"], "noi-bo.example": ["10.0.0.5"], "hai-mat.example": ["127.0.0.1", "10.0.0.5"]}


def lookup(host: str, port: int) -> list[str]:
    try:
        return HOSTS.get(host) or [str(ipaddress.ip_address(host))]
    except ValueError:
        raise socket.gaierror from None


def read(address: str, fetcher: Fetcher | None = None) -> list[Article | Failure]:
    """With a resolver of invented names, and loopback taken for public: it is where the test's server is."""
    usual = Fetcher(resolver=lookup, permitted=lambda ip: ip.is_loopback or is_public(ip))
    return list(read_inputs([address], fetcher=fetcher or usual))


@pytest.fixture
def at(server: ThreadingHTTPServer) -> Callable[[str], str]:
    return lambda path: f"http://bao.example:{server.server_address[1]}{path}"


def test_addresses_are_refused_unless_allowed(at: Callable[[str], str]) -> None:
    (failure,) = read_inputs([at("/page")])
    is_clear(failure, "--allow-url")


def test_a_page(at: Callable[[str], str], server: ThreadingHTTPServer) -> None:
    for path in ("/page", "/moved"):
        (article,) = read(at(path))
        assert isinstance(article, Article)
        assert article.url == at("/page")
        assert article.title
        assert "44,7%" in article.text
    host, path = server.asked[-1]  # type: ignore[attr-defined]
    assert (host, path) == (f"bao.example:{server.server_address[1]}", "/page")
    (article,) = read(at("/old"))
    assert isinstance(article, Article)
    assert article.text == "Chiều 22-6, tỉnh họp giao ban."
    assert article.source == "bao.example"


def test_a_feed_and_the_pages_behind_it(at: Callable[[str], str]) -> None:
    page, failure, first_lines = read(at("/feed"))
    assert isinstance(page, Article)
    assert "44,7%" in page.text
    is_clear(failure, "/gone", "404")
    assert isinstance(first_lines, Article)
    assert (first_lines.text, first_lines.url) == ("Sáng 3/10, Sở Y tế họp giao ban.", at("/gone"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/inside", "private network"),
        ("/literal", "private network"),
        ("/file", "no plain http"),
        ("/loop", "redirects too often"),
        ("/big", "more than 5 MB"),
        ("/unmeasured", "more than 5 MB"),
        ("/gone", "status 404"),
    ],
)
def test_what_is_not_fetched(at: Callable[[str], str], path: str, words: str) -> None:
    (failure,) = read(at(path))
    is_clear(failure, words)


def test_a_server_that_drips_is_cut_off(at: Callable[[str], str]) -> None:
    begin = time.monotonic()
    (failure,) = read(at("/drip"), Fetcher(resolver=lookup, permitted=lambda ip: ip.is_loopback, max_seconds=0.5))
    is_clear(failure, "within 0.5 seconds")
    assert time.monotonic() - begin < 3


@pytest.mark.parametrize(
    "address",
    [
        "http://noi-bo.example/",
        "http://hai-mat.example/",
        "http://10.1.2.3/",
        "http://[fe80::1]/",
        "http://[::ffff:10.0.0.5]/",
        "http://192.168.1.1:8080/x",
    ],
)
def test_private_addresses(address: str) -> None:
    (failure,) = read(address)
    is_clear(failure, "private network")


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://localhost/", "http://0.0.0.0/", "http://2130706433/"])
def test_the_rule_as_it_is_used(address: str) -> None:
    """With the system's resolver and no exceptions."""
    (failure,) = read(address, Fetcher())
    is_clear(failure, "private network")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://bao.example/", "no plain http"),
        ("http://ten:mat-khau@bao.example/", "no plain http"),
        ("http://", "no plain http"),
        ("http://[::1", "web address"),
        ("http://khong-co.example/", "not known"),
        ("http://bao.example:99999/", "web address"),
        ("http://bao.example:1/", "cannot be fetched"),
        ("http://b\u0000ao.example/\n", "address"),
    ],
)
def test_bad_addresses(address: str, words: str) -> None:
    (failure,) = read(address)
    is_clear(failure, words)


def test_a_certificate_must_name_the_host(tmp_path: Path) -> None:
    """A server on the pinned address without a certificate for the name is not spoken to."""
    listener = socket.create_server(("127.0.0.1", 0))
    with listener:

        def hang_up() -> None:
            listener.accept()[0].close()

        threading.Thread(target=hang_up, daemon=True).start()
        (failure,) = read(f"https://bao.example:{listener.getsockname()[1]}/")
    is_clear(failure, "cannot be fetched")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fc00::1", False),
        ("fe80::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("2002:0a00:0001::", False),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::8.8.8.8", True),
    ],
)
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public
