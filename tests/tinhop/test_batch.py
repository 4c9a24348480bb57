"""`tinhop batch`: order, joins, bad articles, and runs that are killed."""

from __future__ import annotations

import json
import lzma
import os
import pickle
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet

from models import load_profile
from summarizer.batch import CHUNK, summarize_records
from summarizer.lines import Job
from tinhop.cli import main

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "tinhop", "batch"]


def article(number: int) -> str:
    return (
        f"Ngày {1 + number % 28}-6, Sở Y tế tỉnh Lạc Đông tổ chức hội nghị giao ban lần thứ {number} tại thành phố Lạc "
        f"Giang.\nÔng Trần Văn Bình, giám đốc sở, cho biết đã tiêm {1000 + number} liều vắc xin trong tháng.\n"
        "Các bệnh viện được yêu cầu báo cáo trước ngày 30-6."
    )


def dump(path: Path, count: int) -> Path:
    lines = (json.dumps({"id": f"a{i}", "text": article(i)}, ensure_ascii=False) + "\n" for i in range(count))
    path.write_text("".join(lines), encoding="utf-8")
    return path


def run(*args: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["batch", *map(str, args)], input=stdin)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def timeless(path: Path) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name != "seconds"} for row in rows(path)]


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dump(tmp_path_factory.mktemp("dump") / "big.jsonl", CHUNK * 12 + 5)


@pytest.fixture(scope="module")
def whole(big: Path) -> list[dict[str, Any]]:
    """What a run that nothing stops writes."""
    out = big.parent / "whole.jsonl"
    assert run(big, "--out", out, "--jobs", "2").exit_code == 0
    return timeless(out)


def test_every_kind_of_input_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    dump(folder / "a.jsonl", 2)
    with lzma.open(folder / "b.jsonl.xz", "wt", encoding="utf-8") as file:
        body = article(7).split("\n")
        file.write(json.dumps({"id": "v", "title": "Giao ban", "abstract": "KHÔNG ĐƯỢC XEM", "body": body}) + "\n")
        file.write('{"id": 12}\n{"id"\n')
    (folder / "c.csv").write_text('id,text\nc1,"' + article(3) + '"\n', encoding="utf-8")
    parquet.write_table(pa.table({"id": [5], "text": [article(4)]}), folder / "d.parquet")
    (folder / "e.txt").write_text(article(5), encoding="utf-8")
    (folder / "f.txt").write_text(" ", encoding="utf-8")
    out = folder / "out.jsonl"  # in the folder that is read
    result = run(folder, "absent.txt", "--out", out)
    assert result.exit_code == 1, result.output
    made = rows(out)
    assert [row["id"] for row in made] == ["a0", "a1", "v", 12, None, "c1", 5, None, None, None]
    names = [row["input"].removeprefix(f"{folder}/") for row in made]
    assert names == [
        "a.jsonl:1", "a.jsonl:2", "b.jsonl.xz:1", "b.jsonl.xz:2", "b.jsonl.xz:3", "c.csv:2", "d.parquet:1", "e.txt",
        "f.txt", "absent.txt",
    ]  # fmt: skip
    failed = [row["error"] for row in made]
    assert [bool(error) for error in failed] == [False, False, False, True, True, False, False, False, True, True]
    for error in filter(None, failed):
        assert error in result.stderr
    assert "4 failed" in result.stderr
    keys = {"article_id", "title", "summary", "sentences", "coverage", "meeting", "model", "seconds", "error"}
    beside = {"id", "input", "digest"}
    for row in made:
        # A headline is looked for where there is no title.
        more = {"error_vi"} if row["error"] else set() if row["title"] else {"headline"}
        assert set(row) == keys | beside | more
    assert "KHÔNG ĐƯỢC XEM" not in out.read_text(encoding="utf-8")
    again = run(folder, "absent.txt", "--out", out, "--resume")
    assert again.exit_code == 1
    assert rows(out) == made


def test_standard_input_to_standard_output(tmp_path: Path) -> None:
    result = run("-", "--out", "-", "--length", "short", stdin=dump(tmp_path / "a.jsonl", 3).read_bytes())
    assert result.exit_code == 0, result.output
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a0", "a1", "a2"]
    assert all(len(json.loads(line)["sentences"]) == 1 for line in result.stdout.splitlines())


def test_several_processes_write_what_one_does(big: Path, whole: list[dict[str, Any]], tmp_path: Path) -> None:
    assert [row["id"] for row in whole] == [f"a{i}" for i in range(len(whole))]
    out = tmp_path / "one.jsonl"
    assert run(big, "--out", out, "--jobs", "1").exit_code == 0
    assert timeless(out) == whole


def test_a_killed_run_goes_on(big: Path, whole: list[dict[str, Any]], tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    process = start(big, out)
    children = descendants(process.pid)
    assert children
    process.kill()
    process.wait()
    done = out.read_bytes().count(b"\n")
    assert CHUNK <= done < len(whole)
    deadline = time.monotonic() + 60
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() < deadline, "processes outlived the run that started them"
        time.sleep(0.1)
    with out.open("ab") as file:
        file.write(b'{"id": "a99", "inp')
    result = run(big, "--out", out, "--resume", "--jobs", "2")
    assert result.exit_code == 0, result.output
    assert f"{done:,} were done before" in result.stderr
    assert timeless(out) == whole


def test_going_on_from_every_place(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "a.jsonl", 3), tmp_path / "out.jsonl"
    assert run(source, "--out", out).exit_code == 0
    made, data = timeless(out), out.read_bytes()
    ends = [place for place, byte in enumerate(data) if byte == ord("\n")]
    for cut in (0, 1, ends[0], ends[0] + 1, ends[1] - 1, ends[2], ends[2] + 1):
        for rest in (b"", b"\x00\x00"):
            out.write_bytes(data[:cut] + rest)
            result = run(source, "--out", out, "--resume")
            assert result.exit_code == 0, result.output
            assert timeless(out) == made, cut


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_cleanly(
    big: Path, whole: list[dict[str, Any]], tmp_path: Path, wish: signal.Signals
) -> None:
    out = tmp_path / "out.jsonl"
    process = start(big, out)
    os.killpg(process.pid, wish)  # as a terminal does
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "go on with --resume" in errors
    assert "Traceback" not in errors
    assert out.read_bytes().endswith(b"\n")
    assert timeless(out) == whole[: len(rows(out))]
    assert run(big, "--out", out, "--resume").exit_code == 0
    assert timeless(out) == whole


def start(source: Path, out: Path) -> subprocess.Popen[str]:
    """A run that has written its first lines and is not at its end."""
    command = [*COMMAND, str(source), "--out", str(out), "--jobs", "2"]
    # Whoever runs the tests in the background may have Ctrl-C ignored, and children inherit that.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heard,  # noqa: PLW1509 - no threads here
    )
    deadline = time.monotonic() + 300
    while not out.exists() or out.read_bytes().count(b"\n") < CHUNK:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return process


def descendants(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *descendants(int(child))]
    return found


def test_changed_input_is_noticed_and_nothing_is_touched(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "a.jsonl", 4), tmp_path / "out.jsonl"
    assert run(source, "--out", out).exit_code == 0
    before = out.read_bytes()
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    for changed in ([*lines[:2], lines[2].replace("1002", "9002"), lines[3]], lines[1:], lines[:3]):
        source.write_text("".join(changed), encoding="utf-8")
        result = run(source, "--out", out, "--resume")
        assert result.exit_code == 1
        assert "made from another input" in result.stderr
        assert out.read_bytes() == before
    source.write_text("".join([*lines, lines[0]]), encoding="utf-8")
    assert run(source, "--out", out, "--resume", "--length", "short").exit_code == 1
    assert run(source, "--out", out, "--resume").exit_code == 0
    assert out.read_bytes().startswith(before)
    assert len(rows(out)) == 5


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "a.jsonl", 1), tmp_path / "out.jsonl"
    out.write_text('{"other": 1}\n')
    for args in ([], ["--resume"]):
        result = run(source, "--out", out, *args)
        assert (result.exit_code, result.stderr.count("\n"), out.read_text()) == (1, 1, '{"other": 1}\n')
    assert run(source, "--out", tmp_path / "none" / "out.jsonl").exit_code == 1
    assert run(source, "--out", tmp_path).exit_code == 1
    assert run(source, "--out", "-", "--resume").exit_code == 2
    assert run(source).exit_code == 2


def test_two_runs_do_not_share_a_file(big: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    process = start(big, out)
    result = run(big, "--out", out, "--resume")
    process.kill()
    process.communicate()
    assert result.exit_code == 1
    assert "another run" in result.stderr


def test_a_missing_model_stops_the_run_before_it_begins(tmp_path: Path) -> None:
    profile = (ROOT / "models/profiles/embedded.toml").read_text(encoding="utf-8")
    (tmp_path / "my.toml").write_text(profile.replace("selector.safetensors", "absent"), encoding="utf-8")
    source, out = dump(tmp_path / "a.jsonl", 1), tmp_path / "out.jsonl"
    result = run(source, "--out", out, "--models", str(tmp_path / "my.toml"))
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert not out.exists()


HOSTILE = """
import os, signal
from dataclasses import dataclass
from news import article_from_text

@dataclass(frozen=True)
class Hostile:
    name: str
    kind: str

    def key(self):
        return self.name

    def digest(self):
        return "0" * 16

    def read(self):
        if self.kind == "kills":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.kind == "raises":
            raise RuntimeError("boom")
        article = article_from_text("Ngày 1-6, Sở Y tế tỉnh Lạc Đông tổ chức hội nghị giao ban tại Lạc Giang.")
        return article if self.kind == "good" else article_from_text.__class__
"""


def test_what_cannot_be_opened_is_named_whichever_process_reads_it(tmp_path: Path) -> None:
    from news import InputError, input_records

    refused = InputError("no", "không")
    assert (pickle.loads(pickle.dumps(refused)).en, pickle.loads(pickle.dumps(refused)).vi) == ("no", "không")
    source = dump(tmp_path / "a.jsonl", CHUNK)
    records = input_records(["absent.txt", str(source)])
    lines = list(summarize_records(records, Job(load_profile("embedded")), processes=1, aside=True))
    assert len(lines) == CHUNK + 1
    assert "absent.txt" in (lines[0].error or "")
    assert "absent.txt" in (lines[0].error_vi or "")
    assert json.loads(lines[0].text)["error_vi"] == lines[0].error_vi
    assert not any(line.error for line in lines[1:])


def test_an_article_that_kills_its_process_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hostile_records.py").write_text(HOSTILE)
    monkeypatch.syspath_prepend(tmp_path)
    from hostile_records import Hostile  # type: ignore[import-not-found]

    kinds = ["good"] * (CHUNK + 3)
    kinds[2], kinds[5] = "kills", "raises"
    records = [Hostile(f"r{i}", kind) for i, kind in enumerate(kinds)]
    job = Job(load_profile("embedded"))
    lines = list(summarize_records(records, job, processes=2))
    assert [json.loads(line.text)["id"] for line in lines] == [record.name for record in records]
    errors = {line.input: line.error for line in lines if line.error}
    assert set(errors) == {"r2", "r5"}
    assert "killed" in (errors["r2"] or "")
    assert "boom" in (errors["r5"] or "")
