"""Batches on the server, and their files."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from docx import Document
from starlette.requests import Request

from news import InputError
from summarizer import Length
from tinhop.service import Tinhop
from web.actions.batches import BatchActions, duration, tokens_of
from web.batch_files import own_names, result_file
from web.batches import KEPT_SECONDS, MOST_WAITING, Batch, Batches, State
from web.login import USER, owner_of
from web.texts import ENGLISH, VIETNAMESE

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def batches(service: Tinhop, tmp_path: Path) -> Iterator[Batches]:
    made = Batches(service, tmp_path / "batches")
    yield made
    made.close()


def request(user: str | None = None) -> gr.Request:
    """What comes from a visitor's browser; with a user, through the door."""
    return gr.Request(Request({"type": "http", "headers": [], **({USER: user} if user else {})}))


def ended(batch: Batch) -> Batch:
    until = time.monotonic() + 300  # batches give way to everything else on a busy machine
    while not batch.state.ended:
        assert time.monotonic() < until
        time.sleep(0.05)
    return batch


def given(tmp_path: Path) -> list[str]:
    """A zip of two articles and an empty file, and a .jsonl of one."""
    zipped = tmp_path / "các bài.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        for name in ("giao-ban-giai-ngan-2024-05-14.txt", "giao-ban-y-te-2024-10-03.txt"):
            archive.write(SAMPLES / name, f"bài/{name}")
        archive.writestr("trống.txt", "")
    dump = tmp_path / "dump.jsonl"
    row = {"id": "x", "title": "=HYPERLINK(1)", "text": "Sáng 3/10/2024, Sở Y tế tỉnh Lạc Đông họp giao ban quý III."}
    dump.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return [str(zipped), str(dump)]


def test_a_batch_and_its_files(batches: Batches, tmp_path: Path) -> None:
    batch = ended(batches.start(given(tmp_path), "các bài.zip", Length.SHORT))
    assert (batch.state, batch.done, batch.total) == (State.DONE, 4, 4)
    assert len(batch.failures) == 1
    lines = [
        json.loads(line) for line in result_file(batch, "jsonl", VIETNAMESE).read_text(encoding="utf-8").splitlines()
    ]
    assert [bool(line["summary"]) for line in lines].count(True) == 3
    # Names as the visitor knows them; nothing of where they lay on the server.
    assert str(tmp_path) not in json.dumps(lines, ensure_ascii=False)
    (failed,) = batch.failures
    assert own_names(failed.name, batch.inputs).startswith("các bài.zip")
    assert "trống" in own_names(failed.vi, batch.inputs) != failed.en
    assert lines[0]["input"].startswith("các bài.zip")
    table = list(csv.DictReader(io.StringIO(result_file(batch, "csv", VIETNAMESE).read_text(encoding="utf-8-sig"))))
    assert [row["summary"] for row in table] == [line["summary"] for line in lines]
    failed_line = next(line for line in lines if line["error"])
    assert [row["error"] for row in table if row["error"]] == [failed_line["error_vi"]]
    english = result_file(batch, "csv", ENGLISH).read_text(encoding="utf-8-sig")
    assert [row["error"] for row in csv.DictReader(io.StringIO(english)) if row["error"]] == [failed_line["error"]]
    assert table[3]["title"] == "'=HYPERLINK(1)"  # no formula for a spreadsheet
    assert any(row["chairs"] for row in table)
    words = Document(str(result_file(batch, "docx", VIETNAMESE)))
    assert sum(p.style.name == "Heading 1" for p in words.paragraphs) == 3
    assert not (batch.folder / "inputs").exists()
    with pytest.raises(KeyError):
        result_file(batch, "../lines", VIETNAMESE)
    batches.discard(batch.token)
    assert not batch.folder.exists()
    assert batches.find(batch.token) is None


def test_a_stopped_batch_keeps_what_is_done(
    service: Tinhop, batches: Batches, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = service.batch

    def stops(*args: Any, **kwargs: Any) -> Any:
        for line in at_once(*args, **kwargs):
            batches.stop(next(iter(batches._batches)))
            yield line

    monkeypatch.setattr(service, "batch", stops)
    batch = ended(batches.start(given(tmp_path), "x", Length.SHORT))
    assert (batch.state, batch.done) == (State.STOPPED, 1)
    assert len(result_file(batch, "jsonl", VIETNAMESE).read_text().splitlines()) >= 1


def test_what_breaks_ends_only_its_batch(
    service: Tinhop, batches: Batches, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(service, "count", lambda *_, **__: 1 / 0)
        assert ended(batches.start(given(tmp_path), "x", Length.SHORT)).state is State.FAILED
    assert ended(batches.start(given(tmp_path), "x", Length.SHORT)).state is State.DONE


def test_too_many_wait(batches: Batches, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_work", lambda: None)
    files = given(tmp_path)
    for _ in range(MOST_WAITING):
        batches.start(files, "x", Length.SHORT)
    with pytest.raises(InputError, match="busy"):
        batches.start(files, "x", Length.SHORT)


def test_old_results_are_deleted(batches: Batches, tmp_path: Path) -> None:
    files = given(tmp_path)
    old = ended(batches.start(files, "x", Length.SHORT))
    old.ended -= KEPT_SECONDS + 1
    batches.start(files, "y", Length.SHORT)
    assert batches.find(old.token) is None


def test_the_tab(batches: Batches, tmp_path: Path) -> None:
    actions = BatchActions(batches, ENGLISH)
    shown, timer, *emptied = actions.start(
        given(tmp_path), [str(SAMPLES / "giao-ban-y-te-2024-10-03.txt")], "short", None, request()
    )
    assert timer.active
    assert emptied == [None, None]
    (job,) = shown["jobs"]
    assert job["name"].startswith("các bài.zip, dump.jsonl, giao-ban")
    batch = batches.find(job["token"])
    assert batch is not None
    ended(batch)
    shown, timer = actions.look({"tokens": [job["token"], "someone else's"]}, request())
    assert not timer.active
    assert [each["label"] for each in shown["jobs"][0]["files"]] == ["DOCX", "CSV", "JSONL"]
    assert shown["jobs"][0]["note"].startswith("5 articles in")
    (failure,) = shown["jobs"][0]["failures"]
    assert failure.startswith("các bài.zip")
    assert str(tmp_path) not in failure
    vietnamese, _ = BatchActions(batches, VIETNAMESE).look(shown, request())
    assert "trống" in vietnamese["jobs"][0]["failures"][0]
    assert vietnamese["jobs"][0]["failures"] != shown["jobs"][0]["failures"]
    shown, _ = actions.discard(shown, gr.EventData(None, {"token": job["token"]}), request())
    assert shown == {"jobs": []}
    assert actions.start([], None, "short", None, request())[0] == gr.skip()


@pytest.mark.parametrize("forged", [None, "x", {"jobs": "x"}, {"jobs": [1]}, {"tokens": [1, {}]}, {"tokens": "abc"}])
def test_forged_tokens_do_no_harm(forged: Any) -> None:
    assert tokens_of(forged) == []


def test_durations() -> None:
    assert [duration(s) for s in (0.2, 42, 725, 3723)] == ["0:01", "0:42", "12:05", "1:02:03"]


def test_copies_of_one_name_stay_apart(batches: Batches, tmp_path: Path) -> None:
    files = []
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        files.append(shutil.copy(SAMPLES / "giao-ban-y-te-2024-10-03.txt", folder / "bài.txt"))
    batch = ended(batches.start(files, "x", Length.SHORT))
    assert batch.done == 2


def test_an_account_sees_its_own_batches_only(batches: Batches, tmp_path: Path) -> None:
    actions = BatchActions(batches, VIETNAMESE)
    lan, minh = request("lan"), request("minh")
    shown, *_ = actions.start(given(tmp_path), None, "short", None, lan)
    token = shown["jobs"][0]["token"]
    pressed = gr.EventData(None, {"token": token})
    for other in (minh, request()):
        assert actions.look({"tokens": [token]}, other)[0] == {"jobs": []}
        actions.stop(shown, pressed, other)
    batch = batches.find(token, "lan")
    assert batch is not None and ended(batch).state is State.DONE
    actions.discard(shown, pressed, minh)
    # From another browser, which knows no token, too.
    assert [job["token"] for job in actions.look(None, lan)[0]["jobs"]] == [token]
    actions.discard(shown, pressed, lan)
    assert actions.look(None, lan)[0] == {"jobs": []}
    assert owner_of(None) is None


def many(path: Path, count: int) -> Path:
    rows = (
        {"id": i, "text": f"Sáng {1 + i % 28}/6/2024, Sở Y tế tỉnh Lạc Đông họp giao ban lần thứ {i} tại Lạc Giang."}
        for i in range(count)
    )
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


RUNS_UNTIL_KILLED = """
import sys, time
from pathlib import Path
from summarizer import Length
from tinhop.service import Tinhop
from web.batches import Batches

with Tinhop(sys.argv[1]) as service:
    batches = Batches(service, Path(sys.argv[2]))
    batch = batches.start([sys.argv[3]], "nhiều bài", Length.SHORT)
    print(batch.token, flush=True)
    while True:
        time.sleep(0.02)
        if batch.done:
            print("some are done", flush=True)
            time.sleep(600)
"""


def test_a_killed_process_loses_nothing_and_the_next_goes_on(service: Tinhop, tmp_path: Path) -> None:
    source, folder = many(tmp_path / "nhiều.jsonl", 200), tmp_path / "batches"
    child = subprocess.Popen(
        [sys.executable, "-c", RUNS_UNTIL_KILLED, str(service.library_path), str(folder), str(source)],
        stdout=subprocess.PIPE, text=True, cwd=SAMPLES.parent,
    )  # fmt: skip
    assert child.stdout is not None
    token = child.stdout.readline().strip()
    assert child.stdout.readline().strip() == "some are done"
    child.kill()
    child.wait()
    (kept,) = folder.glob("*/lines.jsonl")
    assert 0 < kept.read_bytes().count(b"\n") < 200
    half_copied = folder / "half"
    half_copied.mkdir()
    batches = Batches(service, folder)
    try:
        batch = batches.find(token)
        assert batch is not None
        assert ended(batch).state is State.DONE
        assert (batch.done, batch.total, batch.name) == (200, 200, "nhiều bài")
        assert batch.kept > 0
        lines = result_file(batch, "jsonl", VIETNAMESE).read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["id"] for line in lines] == list(range(200))
        assert not half_copied.exists()
    finally:
        batches.close()
    # What has ended can be fetched after the next restart too, with what failed and why.
    again = Batches(service, folder)
    batch = again.find(token)
    assert batch is not None and batch.state is State.DONE
    assert result_file(batch, "csv", VIETNAMESE).exists()
    again.close()


def test_what_was_stopped_stays_stopped_after_a_restart(
    service: Tinhop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as idle:
        idle.setattr(Batches, "_work", lambda *_: None)
        batches = Batches(service, tmp_path / "batches")
        batch = batches.start(given(tmp_path), "x", Length.SHORT, "lan")
        batches.stop(batch.token, "lan")
        batches.close()
    again = Batches(service, tmp_path / "batches")
    found = again.find(batch.token, "lan")
    assert found is not None and found.state is State.STOPPED
    again.close()


def test_a_batch_that_is_stopped_before_its_turn(batches: Batches, tmp_path: Path, service: Tinhop) -> None:
    go = threading.Event()
    with pytest.MonkeyPatch.context() as patched:
        at_once = service.count
        patched.setattr(service, "count", lambda *a, **k: (go.wait(60), at_once(*a, **k))[1])
        first, second = (batches.start(given(tmp_path), "x", Length.SHORT) for _ in range(2))
        batches.stop(second.token)
        go.set()
        assert ended(first).state is State.DONE
        assert (ended(second).state, second.done, second.total) == (State.STOPPED, 0, 4)


@pytest.mark.parametrize("length", [20, 55, 58, 90, 200])
@pytest.mark.parametrize("name", ["bài.txt", "một tên rất dài " * 7 + ".txt"])
def test_nothing_of_the_server_is_named(length: int, name: str) -> None:
    from news.errors import shown

    inputs = Path("/" + "m" * (length - 8) + "/inputs")
    said = own_names(f"'{shown(f'{inputs}/00012/{name}')}' is empty.", inputs)
    assert "mm" not in said
    assert "/0" not in said
    assert said.endswith(f"{name[-10:]}' is empty.")
