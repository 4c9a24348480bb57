"""Bodies that went through a word segmenter read as if they had not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from news import Article, input_records, read_inputs
from news.segmented import close_spaces, join_sentences


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ('Em Linh " mất tích " .', 'Em Linh "mất tích".'),
        ("Tăng 5 % ( so với 2023 ) , đạt 1.500 tỷ .", "Tăng 5% (so với 2023), đạt 1.500 tỷ."),
        ('Ông nói: " Tôi đồng ý.', 'Ông nói: "Tôi đồng ý.'),
        ('Việc này sẽ xong. "', 'Việc này sẽ xong."'),
        ("Nghị quyết 18-NQ/TW , ngày 22-6 .", "Nghị quyết 18-NQ/TW, ngày 22-6."),
        ('"Xong" và "chưa" .', '"Xong" và "chưa".'),
        ("Lúc 10 : 30 , tỷ số 2:1", "Lúc 10: 30, tỷ số 2:1"),
    ],
)
def test_spaces(damaged: str, clean: str) -> None:
    assert close_spaces(damaged) == clean
    assert close_spaces(clean) == clean


def test_sentences_are_joined_where_an_abbreviation_ended_them() -> None:
    body = ["Chị Tr.", "bỏ chạy.", "Họp tại TP.", "Thường Đức.", "", "Hội nghị kết thúc.", ", theo ông Nam."]
    assert join_sentences(body) == [
        "Chị Tr. bỏ chạy.",
        "Họp tại TP. Thường Đức.",
        "Hội nghị kết thúc., theo ông Nam.",
    ]


def test_a_row_with_a_body(tmp_path: Path) -> None:
    row = {
        "id": 7,
        "title": 'Họp về " điểm nóng "',
        "abstract": "Bản tóm tắt .",
        "body": ["Sở họp tại TP.", "Thường Đức .", "Ông Nam gặp anh T.", "Các bên thống nhất ."],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (article,) = read_inputs([str(tmp_path / "a.jsonl")])
    assert isinstance(article, Article)
    assert (article.key, article.title, article.reference) == (7, 'Họp về "điểm nóng"', "Bản tóm tắt.")
    assert article.sentence_texts() == ["Sở họp tại TP. Thường Đức.", "Ông Nam gặp anh T.", "Các bên thống nhất."]
    assert "tóm tắt" not in article.text


def test_records(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "Một câu."}\n\n{"id": 2}\nno\n', encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,text\n9,Hai câu.\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text("Ba câu.", encoding="utf-8")
    (tmp_path / "out.jsonl").write_text("{}", encoding="utf-8")

    def records() -> list[tuple[str, str | int | None]]:
        found = input_records([str(tmp_path), "absent"], skip=tmp_path / "out.jsonl")
        return [(record.name.removeprefix(f"{tmp_path}/"), record.key()) for record in found]

    assert records() == [
        ("a.jsonl:1", "x"),
        ("a.jsonl:3", 2),
        ("a.jsonl:4", None),
        ("b.csv:2", "9"),
        ("c.txt", None),
        ("absent", None),
    ]
    before = [record.digest() for record in input_records([str(tmp_path)])]
    (tmp_path / "c.txt").write_text("Ba câu!", encoding="utf-8")
    after = [record.digest() for record in input_records([str(tmp_path)])]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, True, True, True, False, True]
