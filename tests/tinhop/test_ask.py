"""`tinhop ask` with follow-ups and a composing model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from news import Article
from tinhop.cli import main
from tinhop.service import Tinhop

FIRST = "Ai chủ trì hội nghị giao ban tháng 8 của tỉnh Thường Đức?"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, samples: list[Article]) -> str:
    folder = tmp_path_factory.mktemp("asked")
    with Tinhop(folder) as made:
        list(made.add(samples))
    return str(folder)


def test_a_follow_up_leans_on_the_question_before(archive: str) -> None:
    result = CliRunner().invoke(
        main, ["--library", archive, "ask", "Thế hội nghị đó họp khi nào?", "--after", FIRST, "--json"]
    )
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert answer["answered"]
    assert "20/8" in answer["answer"]


def test_a_server_that_is_not_there_leaves_the_extractive_answer(archive: str) -> None:
    options = ["--llm", "http://127.0.0.1:1/v1", "--llm-model", "m", "--json"]
    result = CliRunner().invoke(main, ["--library", archive, "ask", FIRST, *options])
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert answer["answered"]
    assert "composer" not in answer
    assert "cannot be reached" in answer["note"]


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (["ask", FIRST, "--llm", "http://127.0.0.1:1/v1"], 2, "--llm-model"),
        (["ask", FIRST, "--llm", "nowhere", "--llm-model", "m"], 1, "not the address"),
        (["ask", "--questions", "a", "--out", "b", "--after", "x"], 2, "--after"),
        (["ask", FIRST, "--from", "2024-09-01", "--to", "2024-08-01"], 2, "--from is later than --to"),
        (["ask", FIRST, "--from", "hôm qua"], 2, "--from"),
    ],
)
def test_misuse_is_one_sentence(archive: str, options: list[str], code: int, says: str) -> None:
    result = CliRunner().invoke(main, ["--library", archive, *options])
    assert result.exit_code == code
    assert says in result.output
    assert "Traceback" not in result.output


def test_the_key_is_no_option() -> None:
    result = CliRunner().invoke(main, ["ask", "--help"])
    assert "TINHOP_LLM_KEY" in result.output
    assert "--llm-key" not in result.output


def test_many_questions_fall_back_too(archive: str, tmp_path: Path) -> None:
    questions, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text(json.dumps({"qid": "1", "question": FIRST}, ensure_ascii=False) + "\n", encoding="utf-8")
    options = ["--questions", str(questions), "--out", str(out), "--llm", "http://127.0.0.1:1/v1", "--llm-model", "m"]
    result = CliRunner().invoke(main, ["--library", archive, "ask", *options])
    assert result.exit_code == 0, result.output
    assert json.loads(out.read_text(encoding="utf-8"))["note"]


def asked(archive: str, *options: str) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["--library", archive, "ask", *options, "--json"])
    assert result.exit_code == 0, result.output
    given: dict[str, Any] = json.loads(result.stdout)
    return given


@pytest.mark.parametrize(
    "options",
    [
        ["--person", "minh hanh"],
        ["--place", "TP Kim Giang"],
        ["--from", "2024-08-20", "--to", "20/08/2024"],
        ["--place", "thành phố kim giang", "--person", "Lê Thị Minh Hạnh", "--from", "2024-08-01"],
    ],
)
def test_a_filter_that_lets_the_answer_through(archive: str, options: list[str]) -> None:
    answer = asked(archive, FIRST, *options)
    assert answer["short_answer"] == "Lê Thị Minh Hạnh"
    assert "note" not in answer


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--place", "Lạc Giang"], "Only 2 of 28 articles were asked: those that pass the filter (place 'Lạc Giang')."),
        (["--person", "Nguyễn Hữu Nghĩa"], "None of the 28 articles passes the filter (person 'Nguyễn Hữu Nghĩa')"),
        (["--from", "2030-01-01"], "None of the 28 articles passes the filter (published from 2030-01-01)"),
        (["--source", "Báo Không Có"], "source 'Báo Không Có'"),
    ],
)
def test_a_refusal_says_that_a_filter_was_on(archive: str, options: list[str], says: str) -> None:
    answer = asked(archive, FIRST, *options)
    assert not answer["answered"]
    assert answer["citations"] == []
    assert says in answer["note"]
    result = CliRunner().invoke(main, ["--library", archive, "ask", FIRST, *options])
    assert says in result.stdout
    assert result.stdout.startswith("Không tìm thấy trong kho tin.")


def test_a_refusal_without_a_filter_has_no_note(archive: str) -> None:
    assert "note" not in asked(archive, "Ca sĩ nào hát mở màn lễ hội pháo hoa quốc tế?")


def test_a_filter_holds_for_the_questions_before(archive: str) -> None:
    """What a follow-up leans on must not come from what the filter keeps out."""
    answer = asked(archive, "Thế hội nghị đó họp khi nào?", "--after", FIRST, "--place", "Lạc Giang")
    cited = {citation["title"] for citation in answer["citations"]}
    assert not any("Thường Đức" in title for title in cited)


def test_a_filter_holds_for_a_file_of_questions(archive: str, tmp_path: Path) -> None:
    questions, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text(json.dumps({"qid": "1", "question": FIRST}, ensure_ascii=False) + "\n", encoding="utf-8")
    options = ["ask", "--questions", str(questions), "--out", str(out)]
    for person, answered in (("Lê Thị Minh Hạnh", True), ("Người Không Có", False)):
        result = CliRunner().invoke(main, ["--library", archive, *options, "--person", person])
        assert result.exit_code == 0, result.output
        (answer,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
        assert (answer["qid"], answer["answered"]) == ("1", answered)
        assert ("note" in answer) is not answered


def test_a_search_that_a_filter_leaves_nothing_says_so(archive: str) -> None:
    result = CliRunner().invoke(main, ["--library", archive, "search", "giao ban", "--person", "Người Không Có"])
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "None of the 28 articles passes the filter" in result.stderr
