"""Batches that run on the server, whether or not a tab is open: one at a time, others wait their turn.

A batch is known by a token that only the visitor's browser holds; whoever has it may see and fetch the results.
"""

from __future__ import annotations

import csv
import io
import json
import logging
import queue
import re
import secrets
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from news import InputError
from summarizer import Length
from tinhop.service import Tinhop
from web.export import Sheet, docx, sheet_of_line
from web.texts import Texts

_LOG = logging.getLogger("tinhop.web")

MOST_WAITING = 8
KEPT_SECONDS = 86_400
KINDS = {"jsonl": "application/x-ndjson", "csv": "text/csv", "docx": "application/octet-stream"}
_MOST_FAILURES = 50
# python-docx builds the whole document in memory.
_MOST_IN_WORD = 1000
_COLUMNS = ("input", "title", "summary", "when", "where", "chairs", "error")


class State(Enum):
    WAITING = "waiting"
    READING = "reading"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        return self in {State.DONE, State.STOPPED, State.FAILED}


@dataclass(slots=True)
class Batch:
    """One batch and how far it is. `done` of `total` inputs are summarised; times are seconds of time.monotonic()."""

    token: str
    name: str
    folder: Path
    length: Length
    state: State = State.WAITING
    done: int = 0
    total: int = 0
    begun: float = 0.0
    ended: float = 0.0
    error: InputError | None = None
    failures: list[str] = field(default_factory=list)
    stopping: bool = False

    @property
    def lines(self) -> Path:
        return self.folder / "lines.jsonl"

    @property
    def seconds(self) -> float:
        return (self.ended or time.monotonic()) - self.begun if self.begun else 0.0


class Batches:
    """The server's batches.

    Args:
        folder: where inputs and results lie until they are discarded or a day old.
    """

    def __init__(self, service: Tinhop, folder: Path) -> None:
        self._service = service
        self._folder = folder
        self._batches: dict[str, Batch] = {}
        self._waiting: queue.Queue[Batch] = queue.Queue()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None

    def start(self, files: Sequence[str], name: str, length: Length, texts: Texts) -> Batch:
        """Begins a batch over copies of the files.

        Raises:
            InputError: too many batches wait already.
        """
        self._forget_old()
        with self._lock:
            if sum(not batch.state.ended for batch in self._batches.values()) >= MOST_WAITING:
                raise InputError("Too many batches wait already.", texts.batch_full)
            token = secrets.token_urlsafe(24)
            batch = Batch(token, name, self._folder / secrets.token_hex(8), length)
            self._batches[token] = batch
        inputs = batch.folder / "inputs"
        inputs.mkdir(parents=True)
        for number, file in enumerate(files):
            # The number keeps two files of one name apart, and keeps their order.
            place = inputs / f"{number:05d}"
            place.mkdir()
            shutil.copyfile(file, place / Path(file).name)
        self._waiting.put(batch)
        with self._lock:
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="batches", daemon=True)
                self._worker.start()
        return batch

    def find(self, token: str) -> Batch | None:
        with self._lock:
            return self._batches.get(token)

    def stop(self, token: str) -> None:
        """Ends a batch after the article it is at; what is done stays."""
        batch = self.find(token)
        if batch and not batch.state.ended:
            batch.stopping = True

    def discard(self, token: str) -> None:
        """Deletes an ended batch and its results."""
        with self._lock:
            batch = self._batches.get(token)
            if batch is None or not batch.state.ended:
                return
            del self._batches[token]
        shutil.rmtree(batch.folder, ignore_errors=True)

    def _forget_old(self) -> None:
        now = time.monotonic()
        with self._lock:
            old = [b.token for b in self._batches.values() if b.state.ended and now - b.ended > KEPT_SECONDS]
        for token in old:
            self.discard(token)

    def _work(self) -> None:
        while True:
            batch = self._waiting.get()
            try:
                self._run(batch)
            except InputError as error:
                batch.error, batch.state = error, State.FAILED
            except Exception:
                # The thread serves every visitor's batches: one that breaks the program is logged whole, shown as
                # failed, and must not keep the next ones from their turn.
                _LOG.exception("a batch failed")
                batch.state = State.FAILED
            finally:
                batch.ended = time.monotonic()
                shutil.rmtree(batch.folder / "inputs", ignore_errors=True)

    def _run(self, batch: Batch) -> None:
        batch.begun = time.monotonic()
        batch.state = State.READING
        inputs = [str(path) for path in sorted((batch.folder / "inputs").iterdir())]
        batch.total = 0 if batch.stopping else self._service.count(inputs)
        batch.state = State.RUNNING
        if not batch.stopping:
            # One process: the page's visitors need the other cores.
            with closing(self._service.batch(inputs, batch.lines, length=batch.length, processes=1)) as lines:
                for line in lines:
                    batch.done += 1
                    if line.error and len(batch.failures) < _MOST_FAILURES:
                        batch.failures.append(f"{Path(line.input).name}: {line.error.replace(str(batch.folder), '')}")
                    if batch.stopping:
                        break
        batch.state = State.STOPPED if batch.stopping and batch.done < batch.total else State.DONE


def result_file(batch: Batch, kind: str, texts: Texts) -> Path:
    """The results as .jsonl, .csv or .docx, made when they are asked for.

    Raises:
        KeyError: there is no such kind, or nothing is done yet.
    """
    if kind not in KINDS or not batch.lines.exists():
        raise KeyError(kind)
    made = batch.folder / f"ket-qua-{texts.language}-{batch.done}.{kind}"
    if not made.exists():
        if kind == "jsonl":
            content = "".join(_lines(batch.lines)).encode()
        else:
            content = _csv(batch.lines) if kind == "csv" else docx(_sheets(batch.lines, texts), texts)
        scratch = made.with_suffix(f".{secrets.token_hex(4)}")
        scratch.write_bytes(content)
        scratch.replace(made)
    return made


def _lines(lines: Path) -> Iterator[str]:
    """The finished lines; inputs and errors name files as the visitor knows them, not where they lie on the server."""
    place = re.compile(re.escape(json.dumps(str(lines.parent / "inputs"), ensure_ascii=False)[1:-1]) + r"/\d{5}/")
    with lines.open(encoding="utf-8") as stream:
        for line in stream:
            if line.endswith("\n"):  # the last may be being written
                yield place.sub("", line)


def _rows(lines: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, _lines(lines))


def _sheets(lines: Path, texts: Texts) -> list[Sheet]:
    sheets: list[Sheet] = []
    for row in _rows(lines):
        if len(sheets) == _MOST_IN_WORD:
            break
        if not row.get("error"):
            sheets.append(sheet_of_line(row, texts))
    return sheets


def _csv(lines: Path) -> bytes:
    """A table that spreadsheet programs open in the right encoding, and in which no cell is a formula."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(_COLUMNS)
    for row in _rows(lines):
        meeting = row.get("meeting") or {}
        values = {
            **row,
            "input": row.get("input"),
            "when": (meeting.get("when") or {}).get("text"),
            "where": "; ".join(value["text"] for value in meeting.get("where") or []),
            "chairs": "; ".join(person["name"] for person in meeting.get("chairs") or []),
        }
        table.writerow([_cell(values.get(column)) for column in _COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
