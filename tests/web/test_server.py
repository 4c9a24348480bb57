"""The page over HTTP: endpoints, headers, limits, the door."""

from __future__ import annotations

import datetime as dt
import gc
import http.client
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from gradio.queueing import Queue
from gradio.state_holder import SessionState
from gradio_client import Client
from gradio_client.exceptions import AppError

from index import Filter
from news import InputError
from tinhop.service import Tinhop
from web import serve
from web.accounts import FAILURES_FROM_ONE_PLACE, add_account
from web.guard import MOST_BYTES, MOST_UPLOADED_BYTES
from web.server import is_loopback

QUESTION = "Ai chủ trì hội nghị giao ban tháng 8 của Thường Đức?"


@pytest.fixture(scope="module")
def address(service: Tinhop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    served = serve(service, port=0, mcp=True, state=tmp_path_factory.mktemp("state"), block=False)
    yield served.address
    served.close()


@pytest.fixture(scope="module")
def guarded(service: Tinhop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("auth")
    file = folder / "accounts"
    add_account(file, "lan", "mật khẩu dài")
    add_account(file, "minh", "mật khẩu dài")
    served = serve(service, port=0, auth=file, state=folder / "state", block=False)
    yield served.address
    served.close()


def test_endpoints(address: str) -> None:
    client = Client(address, verbose=False)
    answer = client.predict(QUESTION, api_name="/ask")
    assert answer["answered"]
    assert client.predict("cầu Kim Giang 2", 2, api_name="/search")[0]["span"]["quote"]
    summary = client.predict(
        "Sáng 3/10, Sở Y tế tỉnh Lạc Đông họp giao ban quý III tại TP Lạc Giang.", "short", api_name="/summarize"
    )
    assert summary["sentences"][0]["verified"]
    with pytest.raises(AppError, match="short, medium or long"):
        client.predict("Sáng 3/10, Sở Y tế họp giao ban.", "huge", api_name="/summarize")
    with pytest.raises(AppError, match="empty"):
        client.predict(" ", api_name="/summarize")


def test_endpoints_with_filters(address: str, service: Tinhop) -> None:
    client = Client(address, verbose=False)
    answer = client.predict(QUESTION, person="minh hanh", place="TP Kim Giang", api_name="/ask")
    assert answer["short_answer"] == "Lê Thị Minh Hạnh"
    answer = client.predict(QUESTION, published_from="2030-01-01", api_name="/ask")
    assert not answer["answered"]
    assert "published from 2030-01-01" in answer["note"]
    wanted = {row.id for row in service.articles(Filter(place="Lạc Giang"))}
    hits = client.predict("hội nghị", 50, place="lac giang", api_name="/search")
    assert {hit["article_id"] for hit in hits} == wanted
    digest = client.predict(published_from="2024-08-01", published_to="2024-08-31", api_name="/digest")
    assert digest["coverage"]["articles_total"] == service.count_articles(
        Filter(dt.date(2024, 8, 1), dt.date(2024, 8, 31))
    )
    with pytest.raises(AppError, match="year-month-day"):
        client.predict(QUESTION, published_from="hôm qua", api_name="/ask")


def test_only_the_endpoints_are_offered_to_programs(address: str) -> None:
    described = httpx.get(f"{address}/gradio_api/openapi.json").json()
    calls = {path.rsplit("/", 1)[1]: what["post"] for path, what in described["paths"].items() if "post" in what}
    assert calls.keys() - {"upload"} == {"ask", "digest", "search", "summarize"}
    assert "citations" in calls["ask"]["summary"]


def test_the_model_context_protocol(address: str) -> None:
    ask = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "ask", "arguments": {"question": QUESTION}},
    }
    start = {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    accept = {"Accept": "application/json, text/event-stream"}
    with httpx.Client(base_url=address, timeout=60, follow_redirects=True, headers=accept) as client:
        begun = client.post(
            "/gradio_api/mcp/", json={"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": start}
        )
        assert begun.status_code == 200
        session = begun.headers.get("mcp-session-id")
        if session:
            client.headers["mcp-session-id"] = session
        names = client.post(
            "/gradio_api/mcp/", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
        ).text
        offered = set(re.findall(r'"name":\s*"(\w+)"', names))
        assert {name.rsplit("_", 1)[-1] for name in offered} == {"ask", "digest", "search", "summarize"}
        ask["params"]["name"] = next(name for name in offered if name.endswith("ask"))
        assert "Lê Thị Minh Hạnh" in client.post("/gradio_api/mcp/", json=ask).text


@pytest.mark.parametrize("path", ["/", "/en/", "/config", "/gradio_api/file=x", "/nothing"])
def test_headers_keep_the_page_at_home(address: str, path: str) -> None:
    response = httpx.get(address + path)
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=app.py",
        "/gradio_api/file=pyproject.toml",
        "/en/gradio_api/file=/etc/passwd",
        "/gradio_api/file=../pyproject.toml",
        "/gradio_api/file%3D/etc/passwd",
        "/static/../../../../../etc/passwd",
        "/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/gradio_api/proxy=http://127.0.0.1:1/",
    ],
)
def test_no_file_of_the_server_can_be_read(address: str, path: str) -> None:
    response = httpx.get(address + path)
    assert "[project]" not in response.text
    assert "root:" not in response.text
    assert response.status_code in {400, 403, 404} or "<!doctype html>" in response.text.lower()


def test_a_body_that_is_too_large_is_refused(address: str) -> None:
    join = f"{address}/gradio_api/queue/join"
    assert httpx.post(join, content=b"x" * (MOST_BYTES + 1)).status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(MOST_BYTES // 65536 + 2):
            yield b"x" * 65536

    assert httpx.post(join, content=endless()).status_code == 413
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
    connection.putrequest("POST", "/gradio_api/upload")
    connection.putheader("Content-Length", str(MOST_UPLOADED_BYTES + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413  # before anything is sent
    connection.close()


def test_other_sites_cannot_call(address: str) -> None:
    join = f"{address}/gradio_api/queue/join"
    assert httpx.post(join, json={}, headers={"Origin": "http://evil.example"}).status_code == 403
    # A name that is made to point at this machine.
    assert httpx.get(address, headers={"Host": "evil.example"}).status_code == 403
    assert httpx.get(address, headers={"Host": f"localhost:{address.rsplit(':', 1)[1]}"}).status_code == 200


def test_nobody_gets_past_the_door(guarded: str) -> None:
    for path in (
        "/",
        "/en/",
        "/config",
        "/gradio_api/info",
        "/gradio_api/openapi.json",
        "/gradio_api/file=x",
        "/theme.css",
    ):
        assert httpx.get(guarded + path).status_code == 401, path
    for path in ("/gradio_api/queue/join", "/gradio_api/upload", "/gradio_api/call/ask", "/gradio_api/run/ask"):
        assert httpx.post(guarded + path, json={"data": [QUESTION]}).status_code == 401, path
    page = httpx.get(guarded, headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/login")
    assert httpx.get(guarded, cookies={"tinhop_session": "forged"}).status_code == 401


def test_logging_in_and_out(guarded: str) -> None:
    with httpx.Client(base_url=guarded, headers={"Accept": "text/html"}) as client:
        assert 'lang="vi"' in client.get("/login").text
        assert 'lang="en"' in client.get("/en/login").text
        wrong = client.post("/login", data={"username": "<b>lan", "password": "sai"})
        assert wrong.status_code == 401
        assert "<b>" not in wrong.text
        right = client.post("/login", data={"username": "lan", "password": "mật khẩu dài"})
        assert right.status_code == 303
        cookies = right.headers.get_list("set-cookie")
        session = next(cookie for cookie in cookies if cookie.startswith("tinhop_session"))
        assert "HttpOnly" in session
        assert client.get("/config").status_code == 200
        kept = dict(client.cookies)
        client.get("/logout")
        assert httpx.get(f"{guarded}/config", cookies=kept).status_code == 401


def test_programs_log_in(guarded: str) -> None:
    client = Client(guarded, auth=("lan", "mật khẩu dài"), verbose=False)
    assert client.predict(QUESTION, api_name="/ask")["answered"]


def test_guessing_is_locked_out(guarded: str) -> None:
    for _ in range(FAILURES_FROM_ONE_PLACE):
        assert httpx.post(f"{guarded}/login", data={"username": "minh", "password": "sai"}).status_code in {401, 429}
    locked = httpx.post(f"{guarded}/login", data={"username": "minh", "password": "mật khẩu dài"})
    assert locked.status_code == 429
    assert "phút" in locked.json()["detail"]


def test_other_machines_need_accounts_or_a_word(service: Tinhop) -> None:
    with pytest.raises(InputError, match="--auth"):
        serve(service, host="0.0.0.0", port=0, block=False)
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("example.org")


def test_a_port_in_use(service: Tinhop, address: str) -> None:
    with pytest.raises(InputError, match="another --port"):
        serve(service, port=int(address.rsplit(":", 1)[1]), block=False)
    with pytest.raises(InputError, match="cannot be read"):
        serve(service, port=0, auth=Path("/absent"), block=False)


def test_the_queue_counts_no_visitors(address: str) -> None:
    """Gradio's monitor is off; without our care its queue would make a table of all events after each of them."""
    client = Client(address, verbose=False)
    for _ in range(3):
        client.predict("cầu Kim Giang 2", 1, api_name="/search")
    queues = [each for each in gc.get_objects() if isinstance(each, Queue) and each.events_recorded >= 3]
    assert queues
    for queue in queues:
        assert queue.ANALYTICS_MAX_EVENTS == 100
        assert queue.cached_event_analytics_summary == {"functions": {}}


def test_the_server_remembers_few_tabs(service: Tinhop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.server.MOST_SESSIONS", 4)
    served = serve(service, port=0, state=tmp_path, block=False)
    try:
        before = {id(each) for each in gc.get_objects() if isinstance(each, SessionState)}
        for _ in range(7):
            Client(served.address, verbose=False).predict("cầu Kim Giang 2", 1, api_name="/search")
        gc.collect()
        made = [each for each in gc.get_objects() if isinstance(each, SessionState) and id(each) not in before]
        assert 1 <= len(made) <= 4
    finally:
        served.close()
