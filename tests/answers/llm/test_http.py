"""A model behind an OpenAI-compatible address: a real server (transformers serve) with a tiny model made here, and a
server of our own that misbehaves in recorded ways."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

import httpx
import pytest

from answers import Answerer
from answers.llm import ChatError, HttpChat, LlmComposer, LocalChat, Message
from news.errors import InputError
from tinhop.service import Tinhop

QUESTION = "Ai chủ trì hội nghị giao ban tháng 8 của tỉnh Thường Đức?"
ASK = [Message("user", "Xin chào")]


@pytest.fixture(scope="module")
def sentence(service: Tinhop) -> str:
    answer = Answerer(service.library()).ask(QUESTION)
    assert answer.answered
    return answer.citations[0].span.quote


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory, sentence: str, model_maker: Callable[[Path, str], None]) -> Path:
    """A model of a few thousand weights that has learned one thing: to say the sentence with its marker."""
    folder = tmp_path_factory.mktemp("tiny")
    model_maker(folder, f"{sentence} [1]")
    return folder


@pytest.fixture(scope="module")
def server(tiny: Path) -> Iterator[str]:
    """transformers' own OpenAI-compatible server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "transformers.cli.transformers", "serve", str(tiny), "--host", "127.0.0.1",
         "--port", str(port), "--device", "cpu"],
        env=os.environ | {"HF_HUB_OFFLINE": "1", "CUDA_VISIBLE_DEVICES": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(1200):
            if process.poll() is not None:
                pytest.fail("transformers serve did not start")
            try:
                if httpx.get(f"{url}/health", timeout=2).status_code == 200:
                    break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield f"{url}/v1"
    finally:
        process.terminate()
        process.wait(30)


def test_a_real_server_composes_a_checked_answer(service: Tinhop, server: str, tiny: Path, sentence: str) -> None:
    composer = LlmComposer(HttpChat(server, str(tiny), seconds=120))
    answer = Answerer(service.library(), composer=composer).ask(QUESTION)
    assert answer.note is None
    assert answer.composer == str(tiny)
    assert [s.text for s in answer.sentences] == [sentence]


def test_a_real_server_that_lacks_the_model_gives_the_extractive_answer(service: Tinhop, server: str) -> None:
    answer = Answerer(service.library(), composer=LlmComposer(HttpChat(server, "no/such-model"))).ask(QUESTION)
    assert answer.answered
    assert answer.composer is None
    assert answer.note


def test_a_local_model_composes_the_same(service: Tinhop, tiny: Path, sentence: str) -> None:
    answer = Answerer(service.library(), composer=LlmComposer(LocalChat(str(tiny)))).ask(QUESTION)
    assert answer.note is None
    assert [s.text for s in answer.sentences] == [sentence]


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be loaded"):
        list(LocalChat(str(tmp_path)).stream(ASK))


def sse(*events: object) -> bytes:
    return b"".join(f"data: {e if isinstance(e, str) else json.dumps(e)}\n\n".encode() for e in events)


def piece(text: str, finish: str | None = None) -> dict[str, object]:
    return {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]}


BAD: dict[str, tuple[int, str, bytes, str]] = {
    "status": (500, "text/plain", b"boom", "status 500"),
    "redirect": (302, "text/plain", b"", "status 302"),
    "unauthorised": (401, "application/json", b"{}", "status 401"),
    "no json": (200, "text/event-stream", sse("{oops"), "not JSON"),
    "no choices": (200, "text/event-stream", sse({"id": 1}), "no reply"),
    "a list": (200, "text/event-stream", sse([1]), "no reply"),
    "error event": (200, "text/event-stream", sse({"error": {"message": "x"}}), "reported an error"),
    "broken off": (200, "text/event-stream", sse(piece("Nửa câu")), "broke off"),
    "nothing": (200, "text/event-stream", b"", "broke off"),
    "endless": (200, "text/event-stream", sse(*[piece("a" * 500)] * 40), "more than"),
    "html": (200, "text/html", b"<html>login</html>", "broke off"),
    "binary": (200, "application/json", b"\xff\xfe\x00", "not JSON"),
}


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.headers, json.loads(body)))  # type: ignore[attr-defined]
        name = unquote(self.path.split("/")[1])
        if name == "slow":
            time.sleep(4)
        status, kind, data, _ = BAD.get(name) or (200, "text/event-stream", GOOD[name], "")
        if name == "json":
            kind = "application/json"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        try:
            if name == "trickle":
                for _ in range(80):
                    self.wfile.write(sse(piece("a")))
                    self.wfile.flush()
                    time.sleep(0.05)
            self.wfile.write(data)
        except OSError:
            pass  # the client has left, as it should

    def log_message(self, *_: object) -> None:
        pass


GOOD = {
    "good": sse(piece("Xin "), piece("chào", "stop"), {"choices": []}, "[DONE]"),
    "json": json.dumps({"choices": [{"message": {"content": "Xin chào"}, "finish_reason": "stop"}]}).encode(),
    "slow": sse("[DONE]"),
    "trickle": sse("[DONE]"),
}


@pytest.fixture(scope="module")
def crooked() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.requests = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()


def address(server: ThreadingHTTPServer, name: str) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}/{quote(name)}"


@pytest.mark.parametrize("name", BAD)
def test_every_bad_reply_is_one_sentence(crooked: ThreadingHTTPServer, name: str) -> None:
    with pytest.raises(ChatError, match=BAD[name][3]) as caught:
        list(HttpChat(address(crooked, name), "m").stream(ASK))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["slow", "trickle"])
def test_time_ends_a_reply(crooked: ThreadingHTTPServer, name: str) -> None:
    begin = time.monotonic()
    with pytest.raises(ChatError, match="seconds"):
        list(HttpChat(address(crooked, name), "m", seconds=0.5).stream(ASK))
    assert time.monotonic() - begin < 3.5  # in full either takes four seconds


def test_no_server_is_one_sentence() -> None:
    with pytest.raises(ChatError, match="cannot be reached"):
        list(HttpChat("http://127.0.0.1:1/v1", "m").stream(ASK))


@pytest.mark.parametrize("name", ["good", "json"])
def test_replies_come_streamed_or_whole(crooked: ThreadingHTTPServer, name: str) -> None:
    assert "".join(HttpChat(address(crooked, name), "m").stream(ASK)) == "Xin chào"


def test_the_key_comes_from_the_environment_only(crooked: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("TINHOP_LLM_KEY", raising=False)
    list(HttpChat(address(crooked, "good"), "m").stream(ASK))
    monkeypatch.setenv("TINHOP_LLM_KEY", "geheim")
    list(HttpChat(address(crooked, "good"), "m").stream(ASK))
    without, with_key = crooked.requests[-2:]  # type: ignore[attr-defined]
    assert without[0]["Authorization"] is None
    assert with_key[0]["Authorization"] == "Bearer geheim"
    assert with_key[1]["stream"] is True
    with pytest.raises(InputError, match="unprotected"):
        HttpChat("http://models.example/v1", "m")
    HttpChat("https://models.example/v1", "m")


@pytest.mark.parametrize(
    "url", ["", "models", "ftp://x/v1", "http://", "http://[::1", "file:///etc/passwd", "http://x:99999"]
)
def test_what_is_no_address_is_said(url: str) -> None:
    with pytest.raises(InputError, match="not the address"):
        HttpChat(url, "m")
