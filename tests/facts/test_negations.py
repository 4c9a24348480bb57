"""Negations that a sentence has lost, though it is in other words than its source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from facts import FactKind
from facts.negations import FEATURES, WEIGHTS, NegationHabits, features, load_negation_judge
from facts.source import Source
from facts.tokens import tokenize
from facts.verify import SourceIndex

ARTICLE = """Đoàn kiểm tra của Sở Xây dựng tỉnh Nậm Lâu đã đến 12 công trình ven sông.
Theo ông Lò Văn Páo, ba công trình chưa có giấy phép xây dựng nhưng vẫn thi công.
Chủ đầu tư không nộp phạt đúng hạn. Các hộ dân ủng hộ việc dừng thi công."""
NONE = NegationHabits({}, {}, {}, {})


@pytest.fixture(scope="module")
def index() -> SourceIndex:
    return SourceIndex(ARTICLE)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            "Ba công trình ven sông không có giấy phép xây dựng mà vẫn được thi công.",
            "Ba công trình ven sông có giấy phép xây dựng mà vẫn được thi công.",
        ),
        ("Phía chủ đầu tư đã không nộp phạt đúng hạn.", "Phía chủ đầu tư đã nộp phạt đúng hạn."),
    ],
)
def test_a_lost_negation_is_found(true: str, false: str, index: SourceIndex) -> None:
    assert index.verify(true).supported
    (fact,) = index.verify(false).unsupported
    assert fact.kind is FactKind.NEGATION
    assert false[fact.start : fact.end] == fact.surface


@pytest.mark.parametrize(
    "sentence", ["Các hộ dân ủng hộ việc dừng thi công.", "Người dân ủng hộ dừng thi công các công trình ven sông."]
)
def test_what_the_source_says_plainly_is_no_lost_negation(sentence: str, index: SourceIndex) -> None:
    assert index.verify(sentence).supported


def _row(sentence: str, word: str) -> list[float] | None:
    source = Source(ARTICLE)
    keys, _ = source.canonical.read(tokenize(sentence))
    return features(keys, keys.index(word), source, NONE)


def test_features_are_of_the_best_place() -> None:
    row = _row("Ba công trình ven sông có giấy phép xây dựng mà vẫn được thi công.", "có")
    assert row is not None
    assert len(row) == len(FEATURES)
    named = dict(zip(FEATURES, row, strict=True))
    assert (named["word"], named["next word"], named["left word"], named["both words"]) == (1.0, 1.0, 0.0, 1.0)
    assert named["plain word"] == 0.0
    assert 0 < named["left"] < named["right"] <= 1


def test_nothing_speaks_for_a_negation() -> None:
    assert _row("Các hộ dân ủng hộ việc dừng thi công.", "hộ") is None  # word for word the source's
    assert _row("Ba công trình không có giấy phép.", "giấy") is None  # one stands there
    assert _row("Đoàn về thăm làng.", "thăm") is None


def test_habits_know_what_is_hardly_ever_said_without() -> None:
    habits = load_negation_judge().habits
    assert habits.between["chứ phải"] > -0.5
    assert habits.before["nghĩ"] > habits.before["tỉnh"]


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    read = json.loads(WEIGHTS.read_text("utf-8"))
    path = tmp_path / "negations.json"
    path.write_text(json.dumps({**read, "features": ["word"]}), "utf-8")
    with pytest.raises(ValueError, match=r"training\.negations"):
        load_negation_judge(path)
