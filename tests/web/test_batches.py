"""Batches on the server, and their files."""

from __future__ import annotations

import csv
import io
import json
import shutil
import time
import zipfile
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from docx import Document

from news import InputError
from summarizer import Length
from tinhop.service import Tinhop
from web.actions.batches import BatchActions, duration, tokens_of
from web.batches import MOST_WAITING, Batch, Batches, State, result_file
from web.texts import ENGLISH, VIETNAMESE

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def batches(service: Tinhop, tmp_path: Path) -> Batches:
    return Batches(service, tmp_path / "batches")


def ended(batch: Batch) -> Batch:
    until = time.monotonic() + 120
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
    batch = ended(batches.start(given(tmp_path), "các bài.zip", Length.SHORT, VIETNAMESE))
    assert (batch.state, batch.done, batch.total) == (State.DONE, 4, 4)
    assert len(batch.failures) == 1
    lines = [
        json.loads(line) for line in result_file(batch, "jsonl", VIETNAMESE).read_text(encoding="utf-8").splitlines()
    ]
    assert [bool(line["summary"]) for line in lines].count(True) == 3
    # Names as the visitor knows them; nothing of where they lay on the server.
    assert str(tmp_path) not in json.dumps(lines, ensure_ascii=False)
    assert str(tmp_path) not in "".join(batch.failures)
    assert lines[0]["input"].startswith("các bài.zip")
    table = list(csv.DictReader(io.StringIO(result_file(batch, "csv", VIETNAMESE).read_text(encoding="utf-8-sig"))))
    assert [row["summary"] for row in table] == [line["summary"] for line in lines]
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
    batch = ended(batches.start(given(tmp_path), "x", Length.SHORT, VIETNAMESE))
    assert (batch.state, batch.done) == (State.STOPPED, 1)
    assert len(result_file(batch, "jsonl", VIETNAMESE).read_text().splitlines()) >= 1


def test_what_breaks_ends_only_its_batch(
    service: Tinhop, batches: Batches, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(service, "count", lambda *_, **__: 1 / 0)
        assert ended(batches.start(given(tmp_path), "x", Length.SHORT, VIETNAMESE)).state is State.FAILED
    assert ended(batches.start(given(tmp_path), "x", Length.SHORT, VIETNAMESE)).state is State.DONE


def test_too_many_wait(batches: Batches, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_work", lambda: None)
    files = given(tmp_path)
    for _ in range(MOST_WAITING):
        batches.start(files, "x", Length.SHORT, VIETNAMESE)
    with pytest.raises(InputError) as error:
        batches.start(files, "x", Length.SHORT, VIETNAMESE)
    assert error.value.vi == VIETNAMESE.batch_full


def test_old_results_are_deleted(batches: Batches, tmp_path: Path) -> None:
    files = given(tmp_path)
    old = ended(batches.start(files, "x", Length.SHORT, VIETNAMESE))
    old.ended -= 90_000
    batches.start(files, "y", Length.SHORT, VIETNAMESE)
    assert batches.find(old.token) is None


def test_the_tab(batches: Batches, tmp_path: Path) -> None:
    actions = BatchActions(batches, ENGLISH)
    shown, timer, *emptied = actions.start(
        given(tmp_path), [str(SAMPLES / "giao-ban-y-te-2024-10-03.txt")], "short", None
    )
    assert timer.active
    assert emptied == [None, None]
    (job,) = shown["jobs"]
    assert job["name"].startswith("các bài.zip, dump.jsonl, giao-ban")
    batch = batches.find(job["token"])
    assert batch is not None
    ended(batch)
    shown, timer = actions.look({"tokens": [job["token"], "someone else's"]})
    assert not timer.active
    assert [each["label"] for each in shown["jobs"][0]["files"]] == ["DOCX", "CSV", "JSONL"]
    assert shown["jobs"][0]["note"].startswith("5 articles in")
    shown, _ = actions.discard(shown, gr.EventData(None, {"token": job["token"]}))
    assert shown == {"jobs": []}
    assert actions.start([], None, "short", None)[0] == gr.skip()


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
    batch = ended(batches.start(files, "x", Length.SHORT, VIETNAMESE))
    assert batch.done == 2
