"""The measure of the card, and the labels it is measured against."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from benchmarks.card import LABELS, read_labels, sample
from evaluation.card import FIELDS, Item, Tally, items_of, judge
from evaluation.places import fingerprint
from facts.meeting import meeting_facts
from news import InputError
from tests.facts.articles import MEETING, article


def test_a_card_agrees_with_itself() -> None:
    items = items_of(meeting_facts(article(MEETING)))
    for judgement in judge(items, items).values():
        assert judgement.tally.right == judgement.tally.predicted == judgement.tally.expected
        assert not judgement.wrong
        assert not judgement.missed


def test_names_are_compared_exactly_and_spans_by_overlap() -> None:
    labels = {"chairs": [Item(("Đỗ Minh Khang",))], "event": [Item(("hội nghị giao ban công tác cán bộ",))]}
    found = judge({"chairs": [Item(("Đỗ Minh",))], "event": [Item(("hội nghị giao ban",))]}, labels)
    assert found["chairs"].tally == Tally(0, 1, 1)
    assert found["chairs"].missed == (("Đỗ Minh Khang",),)
    assert found["event"].tally == Tally(1, 1, 1)


def test_terms_need_two_thirds() -> None:
    labels = {"where": [Item(("Hà Nội",)), Item(("TP Kim Giang",))]}
    found = judge({"where": [Item(("Hà Nam",)), Item(("Kim Giang",))]}, labels)
    assert found["where"].wrong == (("Hà Nam",),)
    assert found["where"].tally == Tally(1, 2, 2)


def test_a_label_is_found_once_and_an_optional_one_does_not_count() -> None:
    labels = {"where": [Item(("Hà Nội",)), Item(("Huế",), optional=True)]}
    found = judge({"where": [Item(("Hà Nội",)), Item(("Hà Nội",)), Item(("Huế",))]}, labels)
    assert found["where"].tally == Tally(1, 2, 1)
    assert judge({}, labels)["where"].tally == Tally(0, 0, 1)


def test_labels_hold_no_text_of_others() -> None:
    rows = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    assert sum("id" in row for row in rows) == 206
    assert sum("file" in row for row in rows) == 20
    assert Counter(row["split"] for row in rows) == {
        "dev": 30,
        "test": 30,
        "fresh": 40,
        "sealed": 16,
        "offices": 30,
        "offices 2": 27,
        "offices 3": 53,
    }
    for row in rows:
        values = [value for label in row["labels"] for part, value in label.items() if part not in ("field", "date")]
        if "id" in row:
            assert all(isinstance(value, list | bool) for value in values)
            assert len(row["hash"]) == 8


def test_labels_of_the_samples_stand_in_them() -> None:
    for row in map(json.loads, LABELS.read_text("utf-8").splitlines()):
        if "file" in row:
            read = sample(row["file"])
            quotes = [v for label in row["labels"] for k, v in label.items() if k in ("text", "name", "title", "who")]
            assert all(quote in read.text for quote in quotes)
            assert {label["field"] for label in row["labels"]} <= FIELDS.keys()


def test_a_drifted_article_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("labels")
    text = "Sáng 22-6, Sở Y tế họp."
    row = {"id": "1", "split": "dev", "labels": [{"field": "when", "text": [0, 8]}]}
    (folder / "data.jsonl").write_text(json.dumps({"id": "1", "body": [text]}), "utf-8")
    labels = folder / "labels.jsonl"
    labels.write_text(json.dumps({**row, "hash": fingerprint(text)}), "utf-8")
    assert next(read_labels(folder / "data.jsonl", labels)).items["when"] == [Item(("Sáng 22-6",))]
    labels.write_text(json.dumps({**row, "hash": "00000000"}), "utf-8")
    with pytest.raises(InputError):
        next(read_labels(folder / "data.jsonl", labels))
