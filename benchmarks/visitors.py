"""Visitors of the page as its server sees them: the requests that a browser sends, without the browser.

A press of a button is a request to the queue (`/gradio_api/queue/join`) that names the component pressed and holds what
the page's boxes hold; the result comes as server-sent events (`/gradio_api/queue/data`), of which the later ones are
differences to the one before. https://www.gradio.app/guides/querying-gradio-apps-with-curl describes the form.
"""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx
from gradio_client.utils import apply_diff

_API = "/gradio_api"
Data = dict[str, Any]


class FailedError(Exception):
    """The page did not do what the visitor asked for."""


@dataclass(frozen=True, slots=True)
class Press:
    """An event of the page: the number of its function, and the component that triggers it."""

    function: int
    component: int | None


class Layout:
    """Where the page's buttons and boxes are; read once from its configuration."""

    def __init__(self, config: Data) -> None:
        self._names = {each["id"]: each["props"].get("elem_id") for each in config["components"]}
        self._presses: dict[tuple[str | None, str], list[Press]] = {}
        for each in config["dependencies"]:
            for component, event in each["targets"]:
                if each["backend_fn"]:
                    key = (self._names.get(component), event)
                    self._presses.setdefault(key, []).append(Press(each["id"], component))

    def press(self, name: str, event: str) -> Press:
        """The event of a component with an elem_id."""
        return self._presses[name, event][0]

    def load(self) -> list[Press]:
        """What a browser asks for when the page opens."""
        return self._presses[None, "load"]


class Visitor:
    """One browser: its own cookies, session and connection. Every method returns (seconds, result).

    Raises:
        FailedError: in every method: the server refused, or the page showed an error.
    """

    def __init__(self, address: str, layout: Layout) -> None:
        self._layout = layout
        self._http = httpx.AsyncClient(base_url=address, timeout=120, verify=False)
        self._session = secrets.token_hex(6)
        self._chat: Data = {}

    async def __aenter__(self) -> Visitor:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def open_page(self) -> tuple[float, Data]:
        """The page itself, then what it asks for: the archive's list and the suggested questions."""
        begin = time.perf_counter()
        page = await self._http.get("/", headers={"Accept": "text/html"})
        if page.status_code != 200:
            raise FailedError(f"the page: {page.status_code}")
        archive, suggestions = await self._run(
            [(press, [None] * count, None) for press, count in zip(self._layout.load(), (3, 0), strict=True)]
        )
        self._chat = suggestions[0]
        return time.perf_counter() - begin, archive[0]

    async def summarize(self, text: str) -> tuple[float, Data]:
        """Pastes a text and presses the button."""
        seconds, (result, _) = await self._press("summarize", "click", [text, None, [], "medium", False])
        item = result.get("items", [{}])[0]
        if result.get("error") or item.get("state") != "done":
            raise FailedError(f"summary: {result.get('error') or item}")
        return seconds, item

    async def ask(self, question: str) -> tuple[float, Data]:
        """Asks, in the conversation that there is."""
        seconds, (_, chat) = await self._press("ask", "click", [question, self._chat, {}])
        turn = chat["turns"][-1]
        if turn["state"] != "done":
            raise FailedError(f"answer: {turn.get('error') or turn['state']}")
        self._chat = chat
        return seconds, turn

    async def open_place(self, place: Data) -> tuple[float, Data]:
        """Presses a citation, which opens its article at the words."""
        picked = {"article": place["article"], "start": place["start"], "end": place["end"], "label": "1"}
        seconds, (article,) = await self._press("chat", "open", [], picked)
        if not article["marks"]:
            raise FailedError("citation: nothing is marked")
        return seconds, article

    async def search(self, query: str) -> tuple[float, Data]:
        """Searches the archive."""
        seconds, (found,) = await self._press("search-button", "click", [query, {}])
        if found.get("error") or "hits" not in found:
            raise FailedError(f"search: {found.get('error') or found}")
        return seconds, found

    async def start_batch(self, file: Path) -> tuple[float, Data]:
        """Uploads a file and starts a batch."""
        begin = time.perf_counter()
        with file.open("rb") as content:
            sent = await self._http.post(f"{_API}/upload", files={"files": (file.name, content)})
        if sent.status_code != 200:
            raise FailedError(f"upload: {sent.status_code} {sent.text}")
        given = {
            "path": sent.json()[0], "orig_name": file.name, "size": file.stat().st_size,
            "meta": {"_type": "gradio.FileData"},
        }  # fmt: skip
        _, (shown, *_) = await self._press("batch-start", "click", [[given], None, "medium", None])
        return time.perf_counter() - begin, shown

    async def look_at_batches(self, shown: Data) -> tuple[float, Data]:
        """What the page asks for every second and a half while a batch runs."""
        seconds, (now, _) = await self._press("batches", "resume", [shown])
        return seconds, now

    async def stop_batch(self, shown: Data) -> tuple[float, Data]:
        """Stops the first of the batches."""
        token = shown["jobs"][0]["token"]
        seconds, (now, _) = await self._press("batches", "stop", [shown], {"token": token})
        return seconds, now

    async def _press(self, name: str, event: str, data: list[Any], picked: Any = None) -> tuple[float, list[Any]]:
        begin = time.perf_counter()
        (output,) = await self._run([(self._layout.press(name, event), data, picked)])
        return time.perf_counter() - begin, output

    async def _run(self, calls: list[tuple[Press, list[Any], Any]]) -> list[list[Any]]:
        """The last outputs of some events, begun at once."""
        waited: dict[str, int] = {}
        for number, (press, data, picked) in enumerate(calls):
            body = {
                "data": data, "event_data": picked, "fn_index": press.function, "trigger_id": press.component,
                "session_hash": self._session,
            }  # fmt: skip
            joined = await self._http.post(f"{_API}/queue/join", json=body)
            if joined.status_code != 200:
                raise FailedError(f"queue: {joined.status_code} {joined.text}")
            waited[joined.json()["event_id"]] = number
        outputs: list[list[Any]] = [[] for _ in calls]
        async with self._http.stream("GET", f"{_API}/queue/data", params={"session_hash": self._session}) as stream:
            async for line in stream.aiter_lines():
                message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                number = waited.get(message.get("event_id", ""), -1)
                if number < 0 or "output" not in message:
                    continue
                if not message["success"]:
                    raise FailedError(f"event: {message['output']}")
                if message["msg"] == "process_generating":
                    outputs[number] = _later(outputs[number], message["output"]["data"])
                elif message["msg"] == "process_completed":
                    outputs[number] = outputs[number] or message["output"]["data"]
                    del waited[message["event_id"]]
                    if not waited:
                        return outputs
        raise FailedError("the stream ended before the result")


def _later(before: list[Any], data: list[Any]) -> list[Any]:
    """Outputs after a message of a stream: the first is whole, the others are differences."""
    return [apply_diff(*pair) for pair in zip(before, data, strict=True)] if before else data
