"""A hub of models on this machine: as much of the Hugging Face hub's HTTP interface as a download of a snapshot needs."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Hub:
    """Repositories by name; each a list of (commit, folder), of which the last is what `main` points at."""

    def __init__(self) -> None:
        self.repositories: dict[str, list[tuple[str, Path]]] = {}
        self.asked: list[str] = []
        self.address = ""

    def push(self, name: str, folder: Path) -> str:
        """A new commit with the files of a folder; returns its id, which is made from them."""
        files = sorted(path for path in folder.iterdir() if path.is_file())
        commit = hashlib.sha1(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()
        self.repositories.setdefault(name, []).append((commit, folder))
        return commit

    def find(self, name: str, revision: str) -> tuple[str, Path] | None:
        commits = self.repositories.get(name, [])
        if revision == "main":
            return commits[-1] if commits else None
        return next((each for each in commits if each[0] == revision), None)


@contextmanager
def served() -> Iterator[Hub]:
    """A hub at `address`, for HF_ENDPOINT."""
    hub = Hub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": hub}))
    hub.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    hub: Hub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, *, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.asked.append(path)
        parts = path.strip("/").split("/")
        if parts[:2] == ["api", "models"] and len(parts) >= 6 and parts[4] in ("revision", "tree"):
            name, kind, revision = "/".join(parts[2:4]), parts[4], parts[5]
            if found := self.hub.find(name, revision):
                self._json(_described(name, *found) if kind == "revision" else _tree(found[1]))
                return
        elif len(parts) == 5 and parts[2] == "resolve" and (found := self.hub.find("/".join(parts[:2]), parts[3])):
            file = found[1] / parts[4]
            if file.is_file():
                self._file(found[0], file, body=body)
                return
        # As the hub says it, so that its client knows what is missing.
        self._send(404, b"", {"X-Error-Code": "RevisionNotFound" if "revision" in parts else "EntryNotFound"})

    def _file(self, commit: str, file: Path, *, body: bool) -> None:
        data = file.read_bytes()
        tag = {"X-Repo-Commit": commit, "ETag": f'"{hashlib.sha256(data).hexdigest()}"'}
        self._send(200, data, tag, body=body)

    def _json(self, value: object) -> None:
        self._send(200, json.dumps(value).encode(), {"Content-Type": "application/json"})

    def _send(self, status: int, data: bytes, headers: dict[str, str], *, body: bool = True) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if body:
            self.wfile.write(data)


def _described(name: str, commit: str, folder: Path) -> dict[str, object]:
    siblings = [{"rfilename": path.name} for path in sorted(folder.iterdir())]
    return {"_id": "0", "id": name, "modelId": name, "sha": commit, "siblings": siblings, "private": False}


def _tree(folder: Path) -> list[dict[str, object]]:
    return [
        {
            "type": "file",
            "path": path.name,
            "size": path.stat().st_size,
            "oid": hashlib.sha1(path.read_bytes()).hexdigest(),
        }
        for path in sorted(folder.iterdir())
    ]
