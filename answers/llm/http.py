"""A language model behind an OpenAI-compatible address: POST {url}/chat/completions, streamed.

Whatever the server does, a reply ends: by time, by size, or by a ChatError of one sentence. Redirects are not
followed, and the key goes over HTTPS or to this machine only.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from answers.llm.chat import ChatError, Message
from news.errors import InputError

if TYPE_CHECKING:
    import httpx

KEY_VARIABLES = ("TINHOP_LLM_KEY", "OPENAI_API_KEY")
"""Where the key is read from; it is never an argument, so that it stays out of shell histories and process lists."""
_MOST_CHARACTERS = 8_000
_MOST_BYTES = 2_000_000
_MOST_TOKENS = 600
_CONNECT_SECONDS = 5.0
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


class HttpChat:
    """A model of a server.

    Args:
        url: base address, such as http://127.0.0.1:8000/v1.
        model: its name there.
        seconds: the longest that a whole reply may take.

    Raises:
        InputError: the address is none, or the key would travel unprotected.
    """

    def __init__(self, url: str, model: str, *, seconds: float = 60.0) -> None:
        try:
            parts = urlsplit(url)
            usable = (
                parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
            )
        except ValueError:
            usable = False
        if not usable:
            raise InputError(
                f"'{url}' is not the address of a model server; give one such as http://127.0.0.1:8000/v1.",
                f"“{url}” không phải là địa chỉ máy chủ mô hình; hãy cho địa chỉ như http://127.0.0.1:8000/v1.",
            )
        self._key = next((key for name in KEY_VARIABLES if (key := os.environ.get(name, "").strip())), None)
        if self._key and parts.scheme == "http" and parts.hostname not in _LOCAL_HOSTS:
            raise InputError(
                f"The key would go to {parts.hostname} unprotected; use an https address, or unset the key.",
                f"Khoá sẽ bị gửi tới {parts.hostname} mà không mã hoá; hãy dùng địa chỉ https hoặc bỏ khoá.",
            )
        self._url = url.rstrip("/") + "/chat/completions"
        self._model = model
        self._seconds = seconds

    @property
    def name(self) -> str:
        return self._model

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """See ChatModel."""
        import httpx  # noqa: PLC0415 - only when a model composes

        body = {
            "model": self._model,
            "messages": [message.to_dict() for message in messages],
            "stream": True,
            "temperature": 0,
            "max_tokens": _MOST_TOKENS,
        }
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        limit = httpx.Timeout(self._seconds, connect=min(_CONNECT_SECONDS, self._seconds))
        deadline = time.monotonic() + self._seconds
        try:
            with (
                httpx.Client(timeout=limit, follow_redirects=False, trust_env=False) as client,
                client.stream("POST", self._url, json=body, headers=headers) as response,
            ):
                if response.status_code != 200:
                    raise ChatError(f"The model server answered with status {response.status_code}.")
                yield from self._pieces(response, deadline)
        except httpx.TimeoutException as error:
            raise ChatError(f"The model server gave no answer within {self._seconds:g} seconds.") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise ChatError(f"The model server cannot be reached or broke off ({type(error).__name__}).") from error

    def _pieces(self, response: httpx.Response, deadline: float) -> Iterator[str]:
        written, finished = 0, False
        for data in self._events(response, deadline):
            if data == "[DONE]":
                finished = True
                break
            try:
                event = json.loads(data)
            except ValueError as error:
                raise ChatError("The model server sent something that is not JSON.") from error
            piece, over = _delta(event)
            written += len(piece)
            if written > _MOST_CHARACTERS:
                raise ChatError(f"The model wrote more than {_MOST_CHARACTERS} characters.")
            if piece:
                yield piece
            finished = finished or over
        if not finished:
            raise ChatError("The model's reply broke off.")

    def _events(self, response: httpx.Response, deadline: float) -> Iterator[str]:
        """The data of each server-sent event, or a whole JSON body where the server does not stream."""
        streams = "json" not in response.headers.get("content-type", "").split(";")[0]
        buffer, received = b"", 0
        for chunk in response.iter_bytes():
            received += len(chunk)
            if time.monotonic() > deadline:
                raise ChatError(f"The model took longer than {self._seconds:g} seconds.")
            if received > _MOST_BYTES:
                raise ChatError("The model server sent too much.")
            buffer += chunk
            while streams and b"\n" in buffer:
                line, _, buffer = buffer.partition(b"\n")
                yield from _data(line)
        yield from _data(buffer) if streams else [buffer.decode("utf-8", "replace")]


def _data(line: bytes) -> Iterator[str]:
    text = line.decode("utf-8", "replace").strip()
    if text.startswith("data:") and (data := text.removeprefix("data:").strip()):
        yield data


def _delta(event: Any) -> tuple[str, bool]:
    """The text of an event, and whether the reply is whole with it.

    Raises:
        ChatError: the event is an error, or no event of a chat.
    """
    try:
        if event.get("error"):
            raise ChatError("The model server reported an error.")
        choices = event["choices"]
        if not choices:  # usage figures at the end
            return "", False
        part = choices[0].get("delta") or choices[0].get("message") or {}
        return str(part.get("content") or ""), choices[0].get("finish_reason") is not None
    except (AttributeError, KeyError, IndexError, TypeError) as error:
        raise ChatError("The model server sent something that is no reply.") from error
