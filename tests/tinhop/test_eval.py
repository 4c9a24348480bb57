"""`tinhop eval` and `tinhop models check`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tinhop.cli import main

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, args)))


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


BODY = [
    "Sáng 5-6, Sở Y tế tỉnh Lạc Đông tổ chức hội nghị giao ban tại thành phố Lạc Giang.",
    "Hội nghị do ông Trần Văn Bình chủ trì.",
    "Trong tháng, các bệnh viện đã tiêm 1.500 liều vắc xin.",
]


def test_summaries(tmp_path: Path) -> None:
    rows = [{"title": "Giao ban", "abstract": BODY[0], "body": BODY}, {"title": "Không có mẫu", "body": BODY}]
    data = lines(tmp_path / "a.jsonl", rows)
    result = run("eval", "summaries", data, "--length", "short", "--json")
    assert result.exit_code == 0, result.output
    ours, first, two = objects(result)
    assert [row["name"] for row in (ours, first, two)] == ["tinhop", "first sentence", "first two sentences"]
    assert {row["articles"] for row in (ours, first, two)} == {1}
    assert first["syllables"] == first["as_published"] == {"r1": 1.0, "r2": 1.0, "rl": 1.0}
    assert two["syllables"]["r1"] < 1
    assert (first["length"], two["length"]) == (20.0, 29.0)
    assert ours["valid_spans"] == 1.0
    assert (ours["unsupported_per_1000"], first["unsupported_per_1000"]) == (0.0, 0.0)
    table = run("eval", "summaries", data).stdout.splitlines()
    assert len(table) == 5
    assert "syllables" in table[0]
    assert "as published" in table[0]


def test_summaries_need_abstracts(tmp_path: Path) -> None:
    result = run("eval", "summaries", lines(tmp_path / "a.jsonl", [{"body": BODY}]))
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "abstract" in result.stderr
    mixed = lines(tmp_path / "b.jsonl", [{"abstract": BODY[0], "body": BODY}, {"id": 1}])
    result = run("eval", "summaries", mixed, "--json")
    assert (result.exit_code, len(objects(result))) == (1, 3)
    assert "Line 2" in result.stderr


def test_unsupported_facts_are_counted() -> None:
    from evaluation.summaries import evaluate_summaries
    from facts import MeetingFacts
    from news import article_from_text
    from summarizer import Coverage, Summary, SummarySentence

    article = article_from_text("\n".join(BODY), reference=BODY[0], cleaning=False)
    made = SummarySentence("Bà Lê Thị Hoa cho biết đã tiêm 9.900 liều.", (), verified=False)
    card: MeetingFacts | None = None
    summary = Summary(article.id, None, made.text, (made,), Coverage(3, 3), card, "test", 0.0)
    ours, first, _ = evaluate_summaries([article], lambda articles: (summary for _ in articles))
    assert ours.unsupported >= 2000
    assert ours.valid_spans == 0
    assert first.unsupported == 0


def test_retrieval(tmp_path: Path) -> None:
    contexts = [
        "Cầu Kim Giang 2 được hợp long vào ngày 2/9.",
        "Hội nghị y tế bàn về tiêm vắc xin cho trẻ em.",
        "Trường trung học Vân Sơn khánh thành thư viện mới.",
    ]
    asked = ["Cầu Kim Giang 2 hợp long khi nào?", "Ai bàn về tiêm vắc xin?", "Thư viện mới ở đâu?"]
    rows = [{"question": q, "context": c} for q, c in zip(asked, contexts, strict=True)]
    result = run("eval", "retrieval", lines(tmp_path / "q.jsonl", rows), "--json")
    assert result.exit_code == 0, result.output
    scores = {row["name"]: row for row in objects(result)}
    assert set(scores) == {
        f"{way}, {typed}" for way in ("words", "meaning", "both") for typed in ("accented", "accentless")
    }
    assert all(row["questions"] == 3 for row in scores.values())
    assert scores["words, accented"]["recall@1"] == 1.0
    swapped = [{"question": q, "context": c} for q, c in zip(asked, contexts[1:] + contexts[:1], strict=True)]
    worse = objects(run("eval", "retrieval", lines(tmp_path / "r.jsonl", swapped), "--json"))[0]
    assert worse["recall@1"] == 0.0
    assert len(run("eval", "retrieval", tmp_path / "q.jsonl", "--limit", "1").stdout.splitlines()) == 8


def test_qa(tmp_path: Path) -> None:
    sample = [json.loads(line) for line in (ROOT / "tests/data/sample_questions.jsonl").read_text().splitlines()][:3]
    folder = tmp_path / "set"
    folder.mkdir()
    lines(
        folder / "questions.jsonl", [*sample, {"qid": "x", "question": "Ai thắng giải cờ vua ở Paris?", "answers": []}]
    )
    report = objects(run("eval", "qa", folder / "questions.jsonl", "--articles", SAMPLES, "--json"))[0]
    assert (report["questions"], report["answerable"], report["missing"]) == (4, 3, 0)
    assert report["citations_exact"] == 1.0
    assert report["f1"] > 0.5
    lines(folder / "articles.jsonl", [{"text": "\n".join(BODY)}])
    elsewhere = objects(run("eval", "qa", folder, "--json"))[0]
    assert elsewhere["f1"] < report["f1"]
    assert "exact match" in run("eval", "qa", folder).stdout


@pytest.mark.parametrize("content", ["", "no\n", '{"text": 1}\n', '["question"]\n'])
def test_bad_sets_are_said_in_one_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(content)
    for args in (("retrieval", path), ("qa", path, "--articles", SAMPLES), ("retrieval", tmp_path / "absent")):
        result = run("eval", *args)
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1), result.output


def test_models_check(tmp_path: Path) -> None:
    checked = objects(run("models", "check", "--json"))
    roles = ["writer", "selector", "headliner", "embedder", "reader", "verifier", "reranker", "verbs", "diacritics"]
    roles += ["confidence", "ranking"]
    assert [row["role"] for row in checked] == roles
    assert all(row["problem"] is None and row["bytes"] for row in checked)
    profile = (ROOT / "models/profiles/embedded.toml").read_text(encoding="utf-8")
    shutil.copy(ROOT / "summarizer/weights/selector.safetensors", tmp_path / "selector.safetensors")
    data = bytearray((tmp_path / "selector.safetensors").read_bytes())
    (tmp_path / "selector.safetensors").write_bytes(data[: len(data) // 2])
    mine = profile.replace("package:summarizer/weights/selector.safetensors", "selector.safetensors")
    (tmp_path / "mine.toml").write_text(mine.replace("package:index/weights/embedder", "absent"), encoding="utf-8")
    result = run("models", "check", tmp_path / "mine.toml")
    assert result.exit_code == 1
    assert "selector   does not load" in result.stdout
    assert "not on this machine" in result.stdout


def test_models_that_serve_all_profiles_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kind of damage to each of them is found; the other models stay good."""
    from answers import confidence, ranking
    from index import diacritics

    cases = [(diacritics, "diacritics"), (confidence, "confidence"), (ranking, "ranking")]
    for room, role in cases:
        data = room.WEIGHTS.read_bytes()
        for name, content in (
            ("cut", data[: len(data) // 2]),
            ("zeros", data[:64] + bytes(len(data) - 64)),
            ("absent", None),
        ):
            damaged = tmp_path / f"{role}-{name}{room.WEIGHTS.suffix}"
            if content is not None:
                damaged.write_bytes(content)
            with monkeypatch.context() as patched:
                patched.setattr(room, "WEIGHTS", damaged)
                result = run("models", "check", "--json")
            assert result.exit_code == 1, (role, name)
            assert {row["role"] for row in objects(result) if row["problem"]} == {role}, name


def test_files_are_compared_with_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from models import integrity as room

    file = tmp_path / "model.bin"
    file.write_bytes(b"weights")
    digest = room.sha256(file)
    monkeypatch.setattr(room, "_installed_digests", lambda: {file.resolve(): digest})
    assert room.integrity(file, digest) is room.Integrity.RECORDED
    assert room.integrity(file, "0" * 64) is room.Integrity.CHANGED
    monkeypatch.setattr(room, "_installed_digests", dict)
    assert room.integrity(file, digest) is room.Integrity.UNRECORDED
    blob = tmp_path / digest
    blob.write_bytes(b"weights")
    link = tmp_path / "link.bin"
    link.symlink_to(blob)
    assert room.integrity(link, digest) is room.Integrity.RECORDED
    assert room.integrity(link, "0" * 64) is room.Integrity.CHANGED
