"""What stands between the network and the page: sizes, origins, headers, and a polite word when it is full."""

from __future__ import annotations

import json
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.texts import ENGLISH, VIETNAMESE

MOST_BYTES = 8 * 1024 * 1024
MOST_UPLOADED_BYTES = 256 * 1024 * 1024

_POLICY = (
    b"default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    b"style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; frame-ancestors 'self'; object-src 'none'; "
    b"base-uri 'self'; form-action 'self'"
)
# Under this policy the browser fetches nothing from other hosts, whatever the page asks for.
_HEADERS = [
    (b"content-security-policy", _POLICY),
    (b"x-content-type-options", b"nosniff"),
    # Not "no-referrer": under that a browser sends the log-in form with the origin "null".
    (b"referrer-policy", b"same-origin"),
]


class _TooLarge(Exception):
    """The body grew over its limit while it was read."""


class Guard:
    """Refuses what is too large or comes from another site; adds the headers.

    Args:
        hosts: names that the page may be called by; None lets any be. A page on the loopback address that answers to
            any name could be read by a web site whose name is made to point there.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None = None) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._is_known(headers) or not _same_origin(scope, headers):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 4403})
            else:
                await JSONResponse({"detail": "This page does not answer to other sites."}, 403)(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return
        await self._answer(scope, headers, receive, send)

    def _is_known(self, headers: Headers) -> bool:
        return self._hosts is None or _name(headers.get("host", "")) in self._hosts

    async def _answer(self, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        most = MOST_UPLOADED_BYTES if scope["path"].endswith("/upload") else MOST_BYTES
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > most:
            await JSONResponse({"detail": f"At most {most // 1024 // 1024} MB."}, 413)(scope, receive, send)
            return
        received = 0
        started = too_large = busy = False

        async def counted() -> Message:
            nonlocal received, too_large
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                too_large = True
                raise _TooLarge
            return message

        async def with_headers(message: Message) -> None:
            nonlocal started, busy
            if too_large and not started:
                return  # what the application makes of the broken body; 413 is said below
            if message["type"] == "http.response.start":
                started = True
                # Gradio's own script words a full queue in English, whatever it is told, except for other codes.
                busy = message["status"] == 503 and scope["path"].endswith("/queue/join")
                kept = [h for h in message["headers"] if not (busy and h[0].lower() == b"content-length")]
                message = {**message, "headers": [*kept, *_HEADERS], "status": 429 if busy else message["status"]}
            elif busy and message["type"] == "http.response.body":
                texts = ENGLISH if scope["path"].startswith("/en/") else VIETNAMESE
                message = {**message, "body": json.dumps({"detail": texts.busy}).encode(), "more_body": False}
            await send(message)

        with suppress(_TooLarge):
            await self._app(scope, counted, with_headers)
        if too_large and not started:
            await JSONResponse({"detail": f"At most {most // 1024 // 1024} MB."}, 413)(scope, receive, send)


def _same_origin(scope: Scope, headers: Headers) -> bool:
    """Whether a request that changes something comes from this page, or from no page at all."""
    origin = headers.get("origin")
    if not origin or (scope["type"] == "http" and scope["method"] in {"GET", "HEAD", "OPTIONS"}):
        return True
    return urlsplit(origin).netloc in {headers.get("host"), headers.get("x-forwarded-host")}


def _name(host: str) -> str:
    return (urlsplit(f"//{host}").hostname or "").lower()
