"""The login page, and the door that lets nobody past it without a session."""

from __future__ import annotations

import hashlib
import math
from html import escape

import gradio as gr
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from web.accounts import Accounts
from web.texts import ENGLISH, VIETNAMESE, Texts

SESSION = "tinhop_session"
# Not secret: tells the script in the browser whose conversation to show.
WHO = "tinhop_who"


USER = "tinhop.user"
"""Under this key a request's scope names the account that sent it."""


def owner_of(request: gr.Request | Request | None) -> str | None:
    """The account that sent a request; None where there are no accounts."""
    sent = request.request if isinstance(request, gr.Request) else request
    user = sent.scope.get(USER) if sent is not None else None
    return user if isinstance(user, str) else None


class Door:
    """Serves /login and /logout; lets requests through that carry a session, and turns others away."""

    def __init__(self, app: ASGIApp, accounts: Accounts) -> None:
        self._app = app
        self._accounts = accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive) if scope["type"] == "http" else None
        path = scope["path"].rstrip("/")
        token = _cookie(scope)
        if request and path in {"/login", "/en/login"}:
            await (await self._login(request))(scope, receive, send)
        elif request and path in {"/logout", "/en/logout"}:
            self._accounts.log_out(token)
            leaving = RedirectResponse("/login", 303)
            leaving.delete_cookie(SESSION)
            leaving.delete_cookie(WHO)
            await leaving(scope, receive, send)
        elif user := self._accounts.user(token):
            await self._app({**scope, USER: user}, receive, send)
        elif request is None:
            await send({"type": "websocket.close", "code": 4401})
        elif request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            await RedirectResponse("/en/login" if path.startswith("/en") else "/login", 303)(scope, receive, send)
        else:
            await JSONResponse({"detail": "Log in first."}, 401)(scope, receive, send)

    async def _login(self, request: Request) -> Response:
        texts = ENGLISH if request.url.path.startswith("/en") else VIETNAMESE
        if request.method != "POST":
            return HTMLResponse(_page(texts))
        form = await request.form(max_files=0, max_fields=10, max_part_size=4096)
        name, password = str(form.get("username") or "")[:64], str(form.get("password") or "")
        address = request.client.host if request.client else ""
        token = await run_in_threadpool(self._accounts.log_in, name, password, address)
        browser = "text/html" in request.headers.get("accept", "")
        if token is None:
            wait = self._accounts.locked_seconds(name, address)
            said = texts.locked_out.format(minutes=math.ceil(wait / 60)) if wait > 0 else texts.wrong_password
            status = 429 if wait > 0 else 401
            return HTMLResponse(_page(texts, said), status) if browser else JSONResponse({"detail": said}, status)
        home = "/en/" if texts is ENGLISH else "/"
        answer = RedirectResponse(home, 303) if browser else JSONResponse({"success": True})
        secure = request.url.scheme == "https"
        answer.set_cookie(SESSION, token, httponly=True, samesite="lax", secure=secure)
        who = hashlib.sha256(name.encode()).hexdigest()[:16]
        answer.set_cookie(WHO, who, samesite="lax", secure=secure)
        return answer


def _cookie(scope: Scope) -> str | None:
    for part in Headers(scope=scope).get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == SESSION:
            return value
    return None


def _page(texts: Texts, said: str = "") -> str:
    """Our own words only; what the visitor typed does not come back."""
    alert = f'<p role="alert">{escape(said)}</p>' if said else ""
    other = ("/en/login", "en") if texts.language == "vi" else ("/login", "vi")
    return f"""<!doctype html><html lang="{texts.language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(texts.title)}</title><style>
:root {{color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif}}
body {{display: grid; place-items: center; min-height: 95vh; margin: 0; background: light-dark(#f8fafc, #0f172a)}}
form {{display: grid; gap: 14px; width: min(22rem, 86vw); padding: 28px; border-radius: 16px;
  background: light-dark(#fff, #1e293b); border: 1px solid light-dark(#e2e8f0, #334155)}}
h1 {{margin: 0; font-size: 1.6rem}} p {{margin: 0}} label {{display: grid; gap: 4px; font-size: .9rem}}
input, button {{font: inherit; padding: 9px 12px; border-radius: 8px; border: 1px solid light-dark(#cbd5e1, #475569)}}
button {{background: #0f766e; color: #fff; border: none; cursor: pointer}}
[role=alert] {{color: light-dark(#b91c1c, #fca5a5)}} a {{color: inherit; font-size: .88rem}}
</style></head><body><form method="post"><h1>{escape(texts.title)}</h1>{alert}
<label>{escape(texts.user)}<input name="username" autocomplete="username" required autofocus></label>
<label>{escape(texts.password)}<input name="password" type="password" autocomplete="current-password" required></label>
<button>{escape(texts.log_in)}</button><a href="{other[0]}" lang="{other[1]}">{escape(texts.other_language)}</a>
</form></body></html>"""
