"""Serves the page: Vietnamese at /, English at /en, behind the guard and, where there are accounts, the door."""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
import threading
import time
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse
from starlette.types import ASGIApp

from news import InputError
from tinhop.service import Tinhop
from web.accounts import Accounts, read_accounts
from web.batch_files import KINDS, result_file
from web.batches import Batches
from web.components import head
from web.guard import MOST_UPLOADED_BYTES, Guard
from web.layout.page import build_app
from web.login import Door, owner_of
from web.state import State
from web.texts import ENGLISH, VIETNAMESE, Texts
from web.theme import theme
from web.uploads import DEFAULT, Limits, UploadGate

MOST_WAITING = 64
"""Events that wait in one page's queue; those that come after are told that the machine is busy."""

MOST_SESSIONS = 200
"""Open tabs of one page whose state the server remembers, about 0.3 MB each; then the one longest unused goes."""

STATE = "page"
_MOST_CONNECTIONS = 1000
_SHUTDOWN_SECONDS = 2


class Served:
    """A page that is being served."""

    def __init__(self, server: uvicorn.Server, listening: socket.socket, state: State) -> None:
        self._server = server
        self._socket = listening
        self._state = state
        host, port = listening.getsockname()[:2]
        self.address = f"http://{f'[{host}]' if ':' in host else host}:{port}"

    def run(self) -> None:
        """Serves until interrupted."""
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._state.close()

    def start(self) -> None:
        """Serves in the background."""
        self._thread = threading.Thread(target=self.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.02)

    def close(self) -> None:
        """Stops what `start` began."""
        self._server.should_exit = True
        self._thread.join()


def application(
    service: Tinhop,
    state: State,
    *,
    accounts: Accounts | None = None,
    hosts: frozenset[str] | None = None,
    mcp: bool = False,
) -> ASGIApp:
    """The whole web application, for any ASGI server.

    Args:
        state: where uploads and batches are kept.
        accounts: who may log in; None lets everyone in.
        hosts: names that the page may be called by; None lets any be.
        mcp: offer the endpoints as tools at /gradio_api/mcp/ (Model Context Protocol).
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    batches = state.batches
    # Read when Gradio's applications and components are made.
    os.environ["GRADIO_TEMP_DIR"] = str(state.uploads.folder.resolve())
    _serve_results(app, batches)
    _mount(app, build_app(service, ENGLISH, accounts=accounts is not None, batches=batches), ENGLISH, "/en")
    page = build_app(service, VIETNAMESE, accounts=accounts is not None, batches=batches)
    _mount(app, page, VIETNAMESE, "/", mcp=mcp)
    gated = UploadGate(app, state.uploads)
    return Guard(gated if accounts is None else Door(gated, accounts), hosts)


def _serve_results(app: FastAPI, batches: Batches) -> None:
    def results(token: str, kind: str, texts: Texts, request: Request) -> FileResponse:
        batch = batches.find(token, owner_of(request))
        try:
            if batch is None:
                raise KeyError(token)
            path = result_file(batch, kind, texts)
        except KeyError as error:
            raise HTTPException(404) from error
        return FileResponse(path, media_type=KINDS[kind], filename=f"tom-tat.{kind}")

    @app.get("/batch/{token}/{kind}")
    def vietnamese(token: str, kind: str, request: Request) -> FileResponse:
        return results(token, kind, VIETNAMESE, request)

    @app.get("/en/batch/{token}/{kind}")
    def english(token: str, kind: str, request: Request) -> FileResponse:
        return results(token, kind, ENGLISH, request)


def _mount(app: FastAPI, page: gr.Blocks, texts: Texts, path: str, *, mcp: bool = False) -> None:
    # Gradio has no Vietnamese and takes English for it: we put our words over its English ones. Set here, because
    # mounting writes the page's configuration before it looks at its own argument `i18n`.
    page.i18n_instance = gr.I18n(en=texts.gradio)
    page.state_session_capacity = MOST_SESSIONS
    page.queue(default_concurrency_limit=4, max_size=MOST_WAITING)
    gr.mount_gradio_app(
        app,
        page,
        path=path,
        theme=theme(),
        head=head(texts),
        show_error=False,
        max_file_size=MOST_UPLOADED_BYTES,
        enable_monitoring=False,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=mcp,
    )


def serve(
    service: Tinhop,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    auth: Path | None = None,
    open_to_all: bool = False,
    mcp: bool = False,
    state: Path | None = None,
    limits: Limits = DEFAULT,
    block: bool = True,
) -> Served:
    """Serves the page of a service.

    Args:
        host, port: where to listen; port 0 takes a free one.
        auth: the file of accounts; needed where others can reach the page.
        open_to_all: listen elsewhere than on this machine without accounts.
        mcp: also serve the endpoints as tools (Model Context Protocol).
        state: the folder where uploads and batches are kept; "page" in the archive's folder where None.
        limits: of uploads.
        block: stay until interrupted; otherwise the running page is returned, which `close()` stops.

    Raises:
        InputError: the address cannot be listened on, the accounts cannot be read, there are none and the page would
            be open to other machines, a package that `mcp` needs is missing, or another page uses `state`.
    """
    loopback = is_loopback(host)
    if not loopback and auth is None and not open_to_all:
        raise InputError(
            f"Listening on {host} lets other machines in: give --auth FILE, or --open to let everyone use the page.",
            f"Nghe ở {host} là mở cho máy khác: hãy thêm --auth TỆP, hoặc --open nếu muốn ai cũng dùng được.",
        )
    if mcp:
        _require_mcp()
    accounts = Accounts(read_accounts(auth)) if auth else None
    listening = _listen(host, port)
    try:
        kept = State(service, state or service.library_path / STATE, limits)
    except InputError:
        listening.close()
        raise
    logging.getLogger("httpx").setLevel(logging.WARNING)
    hosts = frozenset({"localhost", "127.0.0.1", "::1", host.lower()}) if loopback else None
    config = uvicorn.Config(
        application(service, kept, accounts=accounts, hosts=hosts, mcp=mcp),
        log_level="warning",
        access_log=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        server_header=False,
    )
    served = Served(uvicorn.Server(config), listening, kept)
    print(f"tinhop: {served.address}", flush=True)
    if block:
        served.run()
    else:
        served.start()
    return served


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        raise InputError(
            f"The page cannot listen on {host}:{port} ({error}); choose another --port or --host.",
            f"Không nghe được ở {host}:{port}; hãy chọn --port hoặc --host khác.",
        ) from error
    return listening


def _require_mcp() -> None:
    try:
        import mcp  # noqa: F401, PLC0415 - only looked for
    except ImportError as error:
        raise InputError(
            "--mcp needs the package mcp; install it with: pip install 'tinhop[mcp]'",
            "--mcp cần gói mcp; cài bằng: pip install 'tinhop[mcp]'",
        ) from error
