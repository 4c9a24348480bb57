"""Batches that run on the server, whether or not a tab is open: one at a time, others wait their turn.

A batch is known by a token that only the visitor's browser holds; whoever has it may see and fetch the results. Where
there are accounts, a batch belongs to the one that started it, and nobody else may see it.

Each has a folder with its inputs, its lines and how far it is. A server that was stopped, or killed, goes on with the
unfinished ones when it starts again.
"""

from __future__ import annotations

import json
import logging
import queue
import secrets
import shutil
import threading
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from news import InputError
from summarizer import Length
from summarizer.lines import Line
from tinhop.service import Tinhop

_LOG = logging.getLogger("tinhop.web")

MOST_WAITING = 8
KEPT_SECONDS = 86_400
_MOST_FAILURES = 50
_STATE = "batch.json"
_LAST_SECONDS = 5


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


@dataclass(frozen=True, slots=True)
class FailedInput:
    """An input that gave no summary, and why, in English and Vietnamese."""

    name: str
    en: str
    vi: str


@dataclass(slots=True)
class Batch:
    """One batch and how far it is. `done` of `total` inputs are summarised, `kept` of them before a restart.

    `begun` is in seconds of time.monotonic(), `ended` of time.time(); both are 0 before.
    """

    token: str
    name: str
    folder: Path
    length: Length
    owner: str | None = None
    started: float = field(default_factory=time.time)
    state: State = State.WAITING
    done: int = 0
    kept: int = 0
    total: int = 0
    begun: float = 0.0
    ended: float = 0.0
    took: float = 0.0
    error: InputError | None = None
    failures: list[FailedInput] = field(default_factory=list)
    stopping: bool = False

    @property
    def inputs(self) -> Path:
        return self.folder / "inputs"

    @property
    def lines(self) -> Path:
        return self.folder / "lines.jsonl"

    @property
    def seconds(self) -> float:
        """How long it has run since it began, or went on."""
        return self.took or (time.monotonic() - self.begun if self.begun else 0.0)

    def save(self) -> None:
        """Writes down what a later server needs to know."""
        row = {
            "token": self.token, "name": self.name, "length": self.length.value, "owner": self.owner,
            "started": self.started, "state": self.state.value, "done": self.done, "total": self.total,
            "ended": self.ended, "took": self.took, "stopping": self.stopping,
            "error": [self.error.en, self.error.vi] if self.error else None,
            "failures": [[failed.name, failed.en, failed.vi] for failed in self.failures],
        }  # fmt: skip
        scratch = self.folder / f"{_STATE}.{secrets.token_hex(4)}"
        scratch.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
        scratch.replace(self.folder / _STATE)

    @classmethod
    def load(cls, folder: Path) -> Batch:
        """What `save` wrote.

        Raises:
            OSError, ValueError, KeyError, TypeError: there is nothing, or it is damaged.
        """
        row: dict[str, Any] = json.loads((folder / _STATE).read_text(encoding="utf-8"))
        return cls(
            str(row["token"]), str(row["name"]), folder, Length(row["length"]), row["owner"], float(row["started"]),
            State(row["state"]), int(row["done"]), 0, int(row["total"]), 0.0, float(row["ended"]), float(row["took"]),
            InputError(*row["error"]) if row["error"] else None,
            [FailedInput(*failed) for failed in row["failures"]], bool(row["stopping"]),
        )  # fmt: skip


class Batches:
    """The server's batches.

    Args:
        folder: where inputs and results lie until they are discarded or a day old. Only one server may use it. What an
            earlier one left unfinished there goes on.
    """

    def __init__(self, service: Tinhop, folder: Path) -> None:
        self._service = service
        self._folder = folder
        self._batches: dict[str, Batch] = {}
        self._waiting: queue.Queue[Batch | None] = queue.Queue()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None
        self._closed = False
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for batch in sorted(self._left(), key=lambda batch: batch.started):
            self._batches[batch.token] = batch
            if not batch.state.ended:
                self._await(batch)

    def _left(self) -> list[Batch]:
        """What an earlier server left; what it was still copying when it ended is deleted."""
        found = []
        for folder in self._folder.iterdir():
            try:
                batch = Batch.load(folder)
            except (OSError, ValueError, KeyError, TypeError) as error:
                _LOG.warning("what lies in %s is no batch and is deleted (%s)", folder, error)
                shutil.rmtree(folder, ignore_errors=True)
                continue
            if batch.stopping and not batch.state.ended:
                batch.state, batch.ended = State.STOPPED, time.time()
                with suppress(FileNotFoundError):
                    batch.done = batch.lines.read_bytes().count(b"\n")
                batch.save()
            elif not batch.state.ended:
                batch.state, batch.done, batch.failures = State.WAITING, 0, []
            found.append(batch)
        return found

    def start(self, files: Sequence[str], name: str, length: Length, owner: str | None = None) -> Batch:
        """Begins a batch over copies of the files.

        Raises:
            InputError: too many batches wait already, or the disk is full.
        """
        self.forget_old()
        with self._lock:
            if sum(not batch.state.ended for batch in self._batches.values()) >= MOST_WAITING:
                raise InputError(
                    "The machine is busy with other batches; wait until one is done, then try again.",
                    "Máy đang bận với các lần chạy khác; hãy đợi một lần xong rồi thử lại.",
                )
            batch = Batch(secrets.token_urlsafe(24), name, self._folder / secrets.token_hex(8), length, owner)
            self._batches[batch.token] = batch
        try:
            for number, file in enumerate(files):
                # The number keeps two files of one name apart, and keeps their order.
                place = batch.inputs / f"{number:05d}"
                place.mkdir(parents=True)
                shutil.copyfile(file, place / Path(file).name)
            batch.save()
        except OSError as error:
            with self._lock:
                del self._batches[batch.token]
            shutil.rmtree(batch.folder, ignore_errors=True)
            _LOG.warning("a batch could not be kept: %s", error)
            raise InputError(
                "The server could not keep the files, its disk may be full; tell whoever runs it.",
                "Máy chủ không lưu được các tệp, có thể đĩa đã đầy; hãy báo người quản lý.",
            ) from error
        self._await(batch)
        return batch

    def _await(self, batch: Batch) -> None:
        self._waiting.put(batch)
        with self._lock:
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="batches", daemon=True)
                self._worker.start()

    def find(self, token: str, owner: str | None = None) -> Batch | None:
        """The batch with a token, if it is this owner's."""
        with self._lock:
            batch = self._batches.get(token)
        return batch if batch and batch.owner == owner else None

    def owned(self, owner: str) -> list[Batch]:
        """All batches of an account, newest first."""
        with self._lock:
            found = [batch for batch in self._batches.values() if batch.owner == owner]
        return sorted(found, key=lambda batch: -batch.started)

    def stop(self, token: str, owner: str | None = None) -> None:
        """Ends a batch after the article it is at; what is done stays."""
        batch = self.find(token, owner)
        if batch and not batch.state.ended:
            batch.stopping = True
            batch.save()

    def discard(self, token: str, owner: str | None = None) -> None:
        """Deletes an ended batch and its results."""
        batch = self.find(token, owner)
        if batch is None or not batch.state.ended:
            return
        with self._lock:
            self._batches.pop(token, None)
        shutil.rmtree(batch.folder, ignore_errors=True)

    def forget_old(self) -> None:
        """Deletes the results that are a day old."""
        with self._lock:
            every = list(self._batches.values())
        for batch in every:
            if batch.state.ended and time.time() - batch.ended > KEPT_SECONDS:
                self.discard(batch.token, batch.owner)

    def close(self) -> bool:
        """Lets go of the folder; the batch that runs goes on when another server takes the folder up.

        Returns whether it has stopped: an article may take longer than one would wait.
        """
        self._closed = True
        self._waiting.put(None)
        if self._worker is None:
            return True
        self._worker.join(_LAST_SECONDS)
        return not self._worker.is_alive()

    def _work(self) -> None:
        while not self._closed and (batch := self._waiting.get()):
            try:
                self._run(batch)
            except InputError as error:
                batch.error, batch.state = error, State.FAILED
            except Exception:
                # The thread serves every visitor's batches: one that breaks the program is logged whole, shown as
                # failed, and must not keep the next ones from their turn.
                _LOG.exception("a batch failed")
                batch.state = State.FAILED
            if batch.state.ended:
                batch.ended = time.time()
                batch.took = max(time.monotonic() - batch.begun, 0.001)
                try:
                    batch.save()
                except OSError:
                    _LOG.exception("a batch's end could not be written down; it will be done again after a restart")
                    continue
                shutil.rmtree(batch.inputs, ignore_errors=True)

    def _run(self, batch: Batch) -> None:
        batch.begun = time.monotonic()
        batch.state = State.READING
        inputs = [str(path) for path in sorted(batch.inputs.iterdir())]
        batch.total = self._service.count(inputs)
        batch.state = State.RUNNING
        if not batch.stopping:
            # In a process of its own, which gives way: this one serves the page's visitors.
            with closing(
                self._service.batch(inputs, batch.lines, length=batch.length, processes=1, resume=True, aside=True)
            ) as lines:
                for line in lines:
                    if self._closed:
                        return
                    _count(batch, line)
                    if batch.stopping:
                        break
        batch.state = State.STOPPED if batch.stopping and batch.done < batch.total else State.DONE


def _count(batch: Batch, line: Line) -> None:
    batch.done += 1
    if not line.text:  # a server before this one had it done
        batch.kept += 1
    if line.error and len(batch.failures) < _MOST_FAILURES:
        batch.failures.append(FailedInput(line.input, line.error, line.error_vi or line.error))
