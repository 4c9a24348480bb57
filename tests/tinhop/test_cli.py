"""The command line as a user meets it: forms, exit codes, one sentence for a mistake."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tinhop.cli import main

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
AUGUST = SAMPLES / "giao-ban-giai-ngan-2024-08-20.docx"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = str(tmp_path_factory.mktemp("cli") / "lib")
    result = CliRunner().invoke(main, ["--library", folder, "add", str(SAMPLES)])
    assert result.exit_code == 0, result.output
    assert "28 added" in result.stderr
    yield folder


def run(library: str, *args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["--library", library, *args], input=stdin)


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def keys(value: dict[str, Any]) -> set[str]:
    return set(value)


def test_summarize_json_has_the_promised_form() -> None:
    (summary,) = rows(run("none", "summarize", str(AUGUST), "--json"))
    assert keys(summary) == {
        "article_id", "title", "summary", "sentences", "coverage", "meeting", "model", "seconds", "error",
    }  # fmt: skip
    assert keys(summary["sentences"][0]) == {"text", "sources", "verified"}
    assert keys(summary["sentences"][0]["sources"][0]) == {"article_id", "start", "end", "quote"}
    card = summary["meeting"]
    assert keys(card) == {
        "when", "where", "organiser", "event", "chairs", "participants", "speakers", "conclusions", "assignments",
    }  # fmt: skip
    assert card["when"]["date"] == "2024-08-20"
    assert [chair["name"] for chair in card["chairs"]] == ["Lê Thị Minh Hạnh"]
    assert not Path("none").exists()


def test_summarize_reads_standard_input() -> None:
    text = (SAMPLES / "giao-ban-y-te-2024-10-03.txt").read_bytes()
    result = run("none", "summarize", "-", "--length", "short", stdin=text)
    assert result.exit_code == 0
    assert "verified" in result.stdout


def test_the_archive(library: str) -> None:
    listed = rows(run(library, "list", "--json"))
    assert len(listed) == 28
    assert [r["published"] for r in listed] == sorted((r["published"] for r in listed), reverse=True)
    june = rows(run(library, "list", "--json", "--from", "2024-06-01", "--to", "30/06/2024"))
    assert {r["published"][:7] for r in june} == {"2024-06"}
    article = rows(run(library, "show", listed[0]["id"][:6], "--json"))[0]
    assert article["id"] == listed[0]["id"]
    for start, end in article["sentences"]:
        assert article["text"][start:end].strip()
    assert "unchanged" in run(library, "add", str(AUGUST)).stdout


def test_persons_and_places_restrict_what_is_found(library: str) -> None:
    for options, name in (
        (("--person", "do quang lich"), "Đỗ Quang Lịch"),
        (("--place", "TP Kim Giang"), "Kim Giang"),
        (("--person", "ông Đỗ Quang Lịch", "--place", "kim giang"), "Đỗ Quang Lịch"),
    ):
        listed = {row["id"] for row in rows(run(library, "list", *options, "--json"))}
        hits = rows(run(library, "search", "hội nghị", *options, "--json"))
        assert hits
        assert {hit["article_id"] for hit in hits} <= listed
        assert all(name in rows(run(library, "show", article_id, "--json"))[0]["text"] for article_id in listed)
    assert rows(run(library, "search", "hội nghị", "--person", "Không Ai Cả", "--json")) == []


def test_adding_leaves_the_archive_ready(tmp_path: Path) -> None:
    """The next search finds its indexes made."""
    folder = tmp_path / "lib"
    assert run(str(folder), "add", str(AUGUST)).exit_code == 0
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("mark.json")}
    assert {path.parent.name for path in before} == {"passages", "articles", "vectors"}
    assert rows(run(str(folder), "search", "giải ngân", "--json"))
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("mark.json")} == before


def test_an_archive_that_may_only_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is listed, searched and asked; a change is refused in one sentence. (A superuser may write everywhere, so that
    the question for the right to is answered here; tests/index/test_faults.py takes the right away.)"""
    folder = tmp_path / "lib"
    assert run(str(folder), "add", str(AUGUST)).exit_code == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    monkeypatch.setattr("index.library.os.access", lambda *_: False)
    (row,) = rows(run(str(folder), "list", "--json"))
    assert rows(run(str(folder), "search", "giải ngân", "--json"))
    assert rows(run(str(folder), "show", row["id"], "--json"))
    (answer,) = rows(run(str(folder), "ask", "Ai chủ trì hội nghị giao ban tháng 8 của tỉnh Thường Đức?", "--json"))
    assert answer["answered"]
    assert run(str(folder), "check").exit_code == 0
    for change in (
        ("add", str(SAMPLES / "giao-ban-giai-ngan-2024-05-14.txt")),
        ("remove", row["id"]),
        ("check", "--repair"),
    ):
        result = run(str(folder), *change)
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1), result.output
        assert "may only be read" in result.stderr
    assert {path: path.read_bytes() for path in before} == before


def test_search(library: str) -> None:
    for query in ("cầu Kim Giang 2 hợp long", "cau kim giang 2 hop long"):
        hits = rows(run(library, "search", query, "-k", "3", "--json"))
        assert len(hits) == 3
        assert keys(hits[0]) == {"passage_id", "article_id", "title", "text", "span", "score", "ranks"}
        assert keys(hits[0]["ranks"]) == {"dense", "lexical"}
        article = rows(run(library, "show", hits[0]["article_id"], "--json"))[0]
        span = hits[0]["span"]
        assert article["text"][span["start"] : span["end"]] == span["quote"]


def test_ask(library: str) -> None:
    (answer,) = rows(run(library, "ask", "Ai chủ trì hội nghị giao ban tháng 8 của tỉnh Thường Đức?", "--json"))
    assert keys(answer) == {
        "question", "answered", "answer", "short_answer", "confidence", "sentences", "citations", "nearest", "seconds",
        "error",
    }  # fmt: skip
    assert answer["answered"]
    assert "Lê Thị Minh Hạnh" in answer["short_answer"]
    for citation in answer["citations"]:
        assert keys(citation) == {"n", "title", "source", "published", "article_id", "start", "end", "quote"}
        article = rows(run(library, "show", citation["article_id"], "--json"))[0]
        assert article["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['n']}]" in answer["answer"]


def test_ask_refuses(library: str) -> None:
    result = run(library, "ask", "Ca sĩ nào hát mở màn lễ hội pháo hoa quốc tế?")
    assert result.exit_code == 0
    assert "Không tìm thấy trong kho tin" in result.stdout


def test_ask_many(library: str, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text(
        '{"qid": "a", "question": "Ai chủ trì giao ban quý III của Sở Y tế Lạc Đông?"}\n{"qid": 7, "question": "?"}\n'
    )
    result = run(library, "ask", "--questions", str(questions), "--out", str(tmp_path / "a.jsonl"))
    assert result.exit_code == 0, result.output
    first, second = (json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines())
    assert (first["qid"], second["qid"]) == ("a", "7")
    assert first["answered"]
    assert second["error"]
    questions.write_text('{"qid": "a"}\n')
    result = run(library, "ask", "--questions", str(questions), "--out", str(tmp_path / "b.jsonl"))
    assert result.exit_code == 1
    assert "Line 1" in result.stderr
    result = run(library, "ask", "--questions", str(tmp_path / "absent"), "--out", str(tmp_path / "c.jsonl"))
    assert (result.exit_code, (tmp_path / "c.jsonl").exists()) == (1, False)


def test_digest(library: str) -> None:
    (digest,) = rows(run(library, "digest", "--from", "2024-06-01", "--to", "30/06/2024", "--json"))
    assert keys(digest) == {
        "summary", "meetings", "coverage", "model", "seconds", "error", "period", "missing",
    }  # fmt: skip
    assert digest["period"] == {"from": "2024-06-01", "to": "2024-06-30"}
    assert digest["coverage"]["articles_total"] == len(
        rows(run(library, "list", "--json", "--from", "2024-06-01", "--to", "2024-06-30"))
    )
    assert digest["meetings"]
    for meeting in digest["meetings"]:
        assert keys(meeting) == {"date", "title", "summary", "sentences", "articles", "place", "dated_by"}
        for span in (span for sentence in meeting["sentences"] for span in sentence["sources"]):
            text = rows(run(library, "show", span["article_id"], "--json"))[0]["text"]
            assert text[span["start"] : span["end"]] == span["quote"]
    shown = run(library, "digest", "--query", "giải ngân vốn đầu tư công", "--limit", "2").stdout
    assert "[1]" in shown
    assert "Read 2 of" in shown
    (asked,) = rows(run(library, "digest", "--query", "giải ngân vốn đầu tư công", "--json"))
    assert {a["title"] for m in asked["meetings"] for a in m["articles"]} >= {
        "Giải ngân đầu tư công của Thường Đức vượt 44%"
    }
    assert not any("nông sản" in (meeting["title"] or "") for meeting in asked["meetings"])
    nothing = run(library, "digest", "--from", "2031-01-01")
    assert (nothing.exit_code, "its newest is of" in nothing.output, "Traceback" in nothing.output) == (1, True, False)
    assert run(library, "digest", "--query", "phóng tàu lên sao Hoả").exit_code == 1


def test_digest_of_files(tmp_path: Path) -> None:
    reports = sorted(map(str, SAMPLES.glob("giao-ban-giai-ngan-*")))
    shown = run("none", "digest", *reports).stdout
    assert [line[:10] for line in shown.splitlines() if line[:1].isdigit()][:4] == [
        "14/05/2024", "17/06/2024", "16/07/2024", "20/08/2024",
    ]  # fmt: skip
    assert "4 meetings. Read 4 of 4 articles" in shown
    (digest,) = rows(
        run("none", "digest", str(SAMPLES), "--query", "giao ban giải ngân", "--to", "2024-06-30", "--json")
    )
    assert [meeting["date"] for meeting in digest["meetings"]] == ["2024-05-14", "2024-06-17"]
    assert not Path("none").exists()
    absent = run("none", "digest", str(tmp_path / "absent.txt"))
    assert (absent.exit_code, "Traceback" in absent.output) == (1, False)


def test_remove(tmp_path: Path) -> None:
    folder = str(tmp_path / "lib")
    added = rows(run(folder, "add", str(AUGUST), "--json"))
    assert run(folder, "remove", "nothing").exit_code == 1
    assert run(folder, "remove", added[0]["id"]).exit_code == 0
    assert run(folder, "list").stdout == ""
    assert run(folder, "check").exit_code == 0


def test_models_and_check(library: str) -> None:
    listed = rows(run(library, "models", "list", "--json"))
    embedded = [m for m in listed if m["profile"] == "embedded"]
    assert {m["role"] for m in embedded} == {
        "writer",
        "selector",
        "headliner",
        "embedder",
        "reader",
        "verifier",
        "reranker",
    }
    assert sum(m["bytes"] for m in embedded) < 95e6
    assert all(m["licence"] for m in listed)
    health = rows(run(library, "check", "--json"))[0]
    assert health["articles"] == 28
    assert health["problems"] == []


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["summarize"], 2),
        (["ask"], 2),
        (["ask", "x", "--questions", "y"], 2),
        (["nonsense"], 2),
        (["search", "x", "-k", "0"], 2),
        (["list", "--from", "hôm qua"], 2),
        (["summarize", "/absent.txt"], 1),
        (["--models", "gpt", "summarize", str(AUGUST)], 1),
        (["ask", "Ai chủ trì?"], 1),
    ],
)
def test_exit_codes(tmp_path: Path, args: list[str], code: int) -> None:
    result = run(str(tmp_path / "empty"), *args)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert result.stderr.strip()


def test_one_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").touch()
    result = run("none", "summarize", str(tmp_path / "bad.txt"), str(AUGUST), "--json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.count("\n") == 1


def test_every_command_has_an_example() -> None:
    groups = {"models": ("list", "fetch", "check"), "eval": ("summaries", "retrieval", "qa")}
    commands = [["--help"], *([group, name, "--help"] for group, names in groups.items() for name in names)]
    commands += [[name, "--help"] for name in main.commands]
    for command in commands:
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0
        assert "Example" in result.output, command


def test_importing_the_rooms_loads_neither_torch_nor_gradio() -> None:
    code = "import sys, summarizer, index, answers, tinhop.service; print([m for m in ('torch', 'gradio', 'transformers') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert out.stdout.strip() == "[]"


def test_help_imports_almost_nothing() -> None:
    code = (
        "import sys; from tinhop.cli import main; print([m for m in ('numpy', 'faiss', 'tantivy') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert out.stdout.strip() == "[]"


def test_a_closed_pipe_is_no_error(library: str) -> None:
    command = f"{sys.executable} -m tinhop --library {library} list | head -1"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, env=os.environ, check=False
    )
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1
