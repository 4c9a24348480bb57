"""The shipped selector: shape, order, budget, redundancy."""

import numpy as np
import pytest

from models import load_profile
from summarizer.selector import Selector, choose

SENTENCES = [
    "Chiều 22-6, tại thành phố Thanh Hóa, Ủy ban nhân dân tỉnh tổ chức hội nghị giao ban quý II.",
    "Tuy nhiên, họ chưa nói gì thêm.",
    "Phát biểu tại hội nghị, ông Nguyễn Văn An đề nghị các sở giải ngân 1.500 tỷ đồng trước ngày 30-9.",
    "Phát biểu tại hội nghị, ông Nguyễn Văn An đề nghị các sở giải ngân 1.500 tỷ đồng trước tháng 10.",
]


@pytest.fixture(scope="module")
def selector() -> Selector:
    return Selector.load(load_profile("embedded").selector.local_path())


def test_scores_are_finite_with_and_without_a_title(selector: Selector) -> None:
    for title in (None, "", "Hội nghị giao ban quý II"):
        scores = selector.scores(SENTENCES, title)
        assert scores.shape == (4,)
        assert np.isfinite(scores).all()
    assert selector.scores([]).shape == (0,)


def test_tone_placement_makes_no_difference(selector: Selector) -> None:
    new_style = [s.replace("Hóa", "Hoá").replace("Ủy", "Uỷ") for s in SENTENCES]
    np.testing.assert_array_equal(selector.scores(SENTENCES), selector.scores(new_style))


def test_an_empty_remark_comes_last(selector: Selector) -> None:
    assert selector.scores(SENTENCES, "Hội nghị giao ban quý II").argmin() == 1


def test_choice_is_in_document_order_and_without_repetition() -> None:
    scores = np.array([1, 0, 2, 3], np.float32)
    assert choose(SENTENCES, scores, max_sentences=3) == [0, 1, 3]
    assert choose(SENTENCES, scores, max_sentences=1) == [3]
    assert choose(SENTENCES, scores, max_sentences=4, max_syllables=1) == [3]
    assert choose([], np.zeros(0, np.float32), max_sentences=2) == []
