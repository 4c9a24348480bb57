"""A real server that is killed, and the next one over the same folder."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.visitors import Layout, Visitor
from tests.web.test_batches import many
from tinhop.service import Tinhop

ROOT = Path(__file__).parents[2]
COUNT = 300


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def ended(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, timeout=120)


def command(service: Tinhop, state: Path) -> list[str]:
    library = ["--library", str(service.library_path)]
    return [sys.executable, "-m", "tinhop", *library, "serve", "--port", str(free_port()), "--state", str(state)]


@contextmanager
def serving(service: Tinhop, state: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in its own process, and its address."""
    process = subprocess.Popen(command(service, state), stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline().split()[-1]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def as_visitor(address: str, does: Callable[[Visitor], Coroutine[Any, Any, Any]]) -> Any:
    layout = Layout(httpx.get(f"{address}/config", timeout=60).json())

    async def run() -> Any:
        async with Visitor(address, layout) as visitor:
            return await does(visitor)

    # In a thread of its own: the browser tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, run()).result()


def looked(address: str, shown: dict[str, Any]) -> dict[str, Any]:
    job: dict[str, Any] = as_visitor(address, lambda visitor: visitor.look_at_batches(shown))[1]["jobs"][0]
    return job


def until(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 300  # a batch gives way to everything else on a busy machine
    while not met():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_batch_goes_on_after_its_server_was_killed(service: Tinhop, tmp_path: Path) -> None:
    source, state = many(tmp_path / "nhiều.jsonl", COUNT), tmp_path / "state"

    def lines_done() -> int:
        return sum(path.read_bytes().count(b"\n") for path in state.glob("batches/*/lines.jsonl"))

    with serving(service, state) as (process, address):
        _, shown = as_visitor(address, lambda visitor: visitor.start_batch(source))
        uploaded = list((state / "uploads").rglob("*.jsonl"))
        assert uploaded
        until(lambda: lines_done() > 0)
        process.kill()
        process.wait()
    done = lines_done()
    assert 0 < done < COUNT
    with serving(service, state) as (_, address):
        assert not any(path.exists() for path in uploaded)
        until(lambda: bool(looked(address, shown)["state"] == "done"))
        job = looked(address, shown)
        assert (job["done"], job["total"]) == (COUNT, COUNT)
        assert len(job["files"]) == 3
        got = httpx.get(address + next(file["url"] for file in job["files"] if file["label"] == "JSONL"), timeout=60)
        assert [json.loads(line)["id"] for line in got.text.splitlines()] == list(range(COUNT))
        assert not list(state.glob("batches/*/inputs"))
    with serving(service, state) as (_, address):  # what is done can be fetched by the next one too
        assert httpx.get(address + job["files"][0]["url"], timeout=60).status_code == 200
        stranger = job["files"][0]["url"].replace(job["token"], "x" * len(job["token"]))
        assert httpx.get(address + stranger, timeout=60).status_code == 404
        # While one serves, a second with the same folder is refused in one sentence.
        second = ended(command(service, state))
        assert second.returncode == 1
        assert "--state" in second.stderr
        assert len(second.stderr.strip().splitlines()) == 1


def test_a_folder_that_cannot_be_written(service: Tinhop, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    result = ended(command(service, in_the_way / "x"))
    assert result.returncode == 1
    assert "--state" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("option", ["--upload-each", "--upload-total"])
def test_limits_are_positive(service: Tinhop, tmp_path: Path, option: str) -> None:
    assert ended([*command(service, tmp_path), option, "0"]).returncode == 2
