"""The web page: `python app.py`, or `tinhop serve`.

Listens on this machine only, unless told otherwise; loads nothing from elsewhere.
"""

from __future__ import annotations

import os
import tempfile
from typing import Any

# Before Gradio is imported: it reads these once.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("GRADIO_TEMP_DIR", tempfile.mkdtemp(prefix="tinhop-web-"))

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tinhop.service import Tinhop
from web import CSS, HEAD, build_app, theme

_POLICY = (
    b"default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    b"style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; frame-ancestors 'self'; object-src 'none'"
)


class _Headers:
    """Adds a policy under which the browser fetches nothing from other hosts, whatever the page asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"content-security-policy", _POLICY),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                ]
            await send(message)

        await self._app(scope, receive, with_policy if scope["type"] == "http" else send)


def serve(service: Tinhop, *, host: str = "127.0.0.1", port: int = 7860, block: bool = True) -> Any:
    """Serves the page of a service.

    Args:
        host, port: where to listen.
        block: stay until interrupted; otherwise the running page is returned, which `close()` stops.
    """
    page = build_app(service)
    page.queue(default_concurrency_limit=4, max_size=32)
    page.launch(
        server_name=host,
        server_port=port,
        theme=theme(),
        css=CSS,
        head=HEAD,
        show_error=False,
        share=False,
        quiet=True,
        prevent_thread_lock=True,
        max_file_size="20mb",
        enable_monitoring=False,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        app_kwargs={"middleware": [Middleware(_Headers)]},
    )
    print(f"tinhop: http://{host}:{port}", flush=True)
    if block:
        page.block_thread()
    return page


if __name__ == "__main__":
    serve(Tinhop())
