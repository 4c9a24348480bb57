"""`tinhop ask` with follow-ups and a composing model."""

from __future__ import annotations

import json
from pathlib import Path

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
