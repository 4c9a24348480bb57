"""The questions over meeting news, and the pairs that the encoder learns from them."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np
import pytest
import torch

from evaluation.places import fingerprint, letters
from index import StaticEmbedder
from index.encoder import WEIGHTS
from index.pieces import Pieces
from models import load_profile
from training.answer_ranking import Choice, first_right, fit, shares
from training.encoder_examples import check, collate
from training.encoder_meetings import Pair, drawn, packed, pairs_of
from training.encoder_network import Encoder, Heads, Size, bert_state
from training.encoder_tuning import load_bert
from training.meeting_questions import (
    PARTS,
    QUESTIONS,
    Archive,
    as_benchmark,
    read_archives,
    source_text,
)

ROWS = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
KINDS = {"when", "where", "who", "howmany", "what", "said", "decided", "why", "list", "unanswerable", "yesno", "two"}

STORY = {
    "id": "000001",
    "title": "Thanh Hoá họp bàn vốn đầu tư công",
    "abstract": "Sáng 22-6, tỉnh Thanh Hoá họp bàn việc giải ngân 1.500 tỷ đồng.",
    "body": [
        "Sáng 22-6, Uỷ ban nhân dân tỉnh Thanh Hoá họp bàn về vốn đầu tư công.",
        "Ông Nguyễn Văn Minh đề nghị các huyện giải ngân 1.500 tỷ đồng trong năm nay.",
        "Ngày 30-6, tỉnh sẽ kiểm tra tiến độ của 25 dự án lớn tại huyện Nga Sơn.",
    ],
    "rest": [],
}
OTHER = {
    "id": "000002",
    "title": "Nghệ An họp bàn vốn đầu tư công",
    "abstract": "Chiều 15-7, tỉnh Nghệ An họp bàn việc giải ngân 900 tỷ đồng.",
    "body": ["Chiều 15-7, Uỷ ban nhân dân tỉnh Nghệ An họp bàn về vốn đầu tư công do ông Lê Quang Huy chủ trì."],
    "rest": [],
}


def test_what_is_committed_is_whole() -> None:
    articles = {row["id"]: row["part"] for row in ROWS if "hash" in row}
    questions = [row for row in ROWS if "question" in row]
    assert set(articles.values()) == set(range(PARTS))
    assert len({row["qid"] for row in questions}) == len(questions) > 4_000
    for row in questions:
        assert row["type"] in KINDS
        about = row.get("article") or row.get("near")
        assert about is None or articles[about] == row["part"]
        spans = [*row.get("answers", []), *row.get("evidence", [])]
        assert all(0 <= start < end for start, end in spans)
        assert bool(row.get("answers")) == bool(row.get("article")) == (row["type"] != "unanswerable")
        # No text of an article: a question is a line that somebody types.
        assert len(row["question"]) < 300


def spans_of(text: str, *parts: str) -> list[list[int]]:
    index = {at: n for n, at in enumerate(letters(text))}
    found = [(text.index(part), len(part)) for part in parts]
    return [[index[at], index[at + size - 1] + 1] for at, size in found]


@pytest.fixture
def data(tmp_path: Path) -> tuple[Path, Path]:
    folder = tmp_path / "vietnews"
    folder.mkdir()
    with lzma.open(folder / "train.jsonl.xz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in (STORY, OTHER))
    text = source_text(STORY)
    rows = [
        *({"id": row["id"], "part": 0, "hash": fingerprint(source_text(row))} for row in (STORY, OTHER)),
        {
            "qid": "m0001", "part": 0, "question": "Ai đề nghị các huyện ở Thanh Hoá giải ngân?", "type": "who",
            "article": "000001", "answers": spans_of(text, "Nguyễn Văn Minh"),
            "evidence": spans_of(text, STORY["body"][1]),
        },
        {"qid": "m0002", "part": 0, "question": "Ai chủ trì cuộc họp về vốn đầu tư công ở Thanh Hoá?",
         "type": "unanswerable", "near": "000001"},
    ]  # fmt: skip
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return tmp_path, path


@pytest.fixture
def archive(data: tuple[Path, Path]) -> Archive:
    (found,) = read_archives(data[0], [0], data[1])
    return found


def test_offsets_give_the_words_back(archive: Archive) -> None:
    articles, questions = as_benchmark(archive)
    assert [a["id"] for a in articles] == ["000001", "000002"]
    assert questions[0]["answers"] == ["Nguyễn Văn Minh"]
    assert questions[0]["evidence"] == [STORY["body"][1]]
    assert (questions[1]["answers"], questions[1]["near_article_id"]) == ([], "000001")


def test_a_drifted_article_is_refused(data: tuple[Path, Path]) -> None:
    folder, path = data
    with lzma.open(folder / "vietnews" / "train.jsonl.xz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in ({**STORY, "abstract": "Khác."}, OTHER))
    with pytest.raises(ValueError, match="000001"):
        list(read_archives(folder, [0], path))


def test_pairs_answer_where_the_evidence_stands_and_nowhere_else(archive: Archive) -> None:
    pieces = Pieces(WEIGHTS / "spiece.model")
    pairs = list(pairs_of(archive, StaticEmbedder.load(load_profile("embedded").embedder.local_path()), pieces))
    answered = [pair for pair in pairs if pair.spans]
    assert {pair.asked for pair in answered} == {0}
    assert {pair.asked for pair in pairs if not pair.answerable} == {1}
    from sentencepiece import SentencePieceProcessor

    words = SentencePieceProcessor(model_file=str(WEIGHTS / "spiece.model"))
    for pair in answered:
        for first, last in pair.spans:
            assert words.decode(list(pair.passage[first : last + 1])).strip() == "Nguyễn Văn Minh"
    examples = packed(pairs)
    check(examples)
    batch = collate(examples)
    assert (batch.accepted[:, 0] >= 0).tolist() == [bool(pair.spans) for pair in pairs]


def test_a_pass_sees_every_answer_and_the_first_found_of_what_nothing_answers() -> None:
    def pair(asked: int, rank: int, answers: bool, answerable: bool) -> Pair:
        return Pair((5,), (6, 7), ((0, 1),) if answers else (), rank, asked, answerable)

    pairs = [
        *(pair(0, rank, rank == 2, True) for rank in range(8)),
        *(pair(1, rank, False, False) for rank in range(8)),
    ]
    chosen = [pairs[n] for n in drawn(pairs, np.random.default_rng(0))]
    assert [p.rank for p in chosen if p.spans] == [2]
    assert 0 in [p.rank for p in chosen if p.asked == 0]
    assert [p.rank for p in chosen if p.asked == 1] == [0, 1]


def test_weights_are_read_back() -> None:
    size = Size(width=16, layers=2, heads=2, inner=32, positions=32, rank=4)
    torch.manual_seed(0)
    one, other = (Encoder(size), Heads(size)), (Encoder(size), Heads(size))
    weights = {**bert_state(one[0]), **{f"heads.{k}": v for k, v in one[1].state_dict().items()}}
    load_bert(*other, {name: value.detach().clone() for name, value in weights.items()})
    ids = torch.tensor([[3, 1, 4, 1]])
    assert torch.equal(one[0](ids, ids * 0), other[0](ids, ids * 0))
    assert torch.equal(one[1].judged(one[0](ids, ids * 0)), other[1].judged(other[0](ids, ids * 0)))


def test_the_fitted_choice_finds_what_tells_the_right_one() -> None:
    rng = np.random.default_rng(0)
    choices = []
    for _ in range(80):
        x = rng.normal(size=(6, 3))
        right = np.zeros(6)
        right[(2 * x[:, 0] - x[:, 1]).argmax()] = 1
        choices.append(Choice(x, right))
    w = fit(choices, 3)
    assert w[0] > 1.2 * -w[1] > 0
    assert abs(w[2]) < 0.3 * w[0]
    assert shares(choices[0].x, w).sum() == pytest.approx(1)
    assert first_right(choices, 3) > 0.85
