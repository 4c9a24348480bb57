"""How the judge of lost negations is fitted."""

from __future__ import annotations

import numpy as np

from facts.negations import FEATURES, NegationHabits
from training.data import Record
from training.negations import OFTEN, OFTEN_TOGETHER, Sentence, count_habits, fit, highest, sentences

BODY = (
    "Ba công trình ở Nậm Lâu chưa có giấy phép xây dựng nhưng vẫn thi công.",
    "Các hộ dân ủng hộ việc dừng thi công.",
)


def test_habits_are_log_ratios_to_any_word() -> None:
    negated = ("Họ không nộp phạt.",) * OFTEN_TOGETHER
    plain = ("Họ vẫn nộp đơn cho xã.",) * OFTEN
    habits = count_habits([Record("1", "", "", (*negated, *plain))])
    assert habits.before["nộp"] > 0 > habits.before["đơn"]
    assert habits.after["họ"] > 0
    assert habits.before_pair["nộp phạt"] > habits.before["nộp"]
    assert habits.between["họ nộp"] > -1  # never without one
    assert "phạt" not in habits.before


def test_a_sentence_is_seen_as_it_is_and_without_its_negation() -> None:
    record = Record("1", "", "Ba công trình xây dựng không có giấy phép. Người dân ủng hộ dừng thi công.", BODY)
    found = list(sentences([record], NegationHabits({}, {}, {}, {})))
    assert [s.lost is None for s in found] == [True, False, True]
    without = found[1]
    assert without.lost is not None
    row = without.places[without.lost]
    assert row[FEATURES.index("both words")] == 1.0
    assert row[FEATURES.index("right")] > 0.3


def test_the_feature_that_tells_gets_the_weight() -> None:
    rng = np.random.default_rng(0)
    made = []
    for n in range(600):
        places = rng.random((3, len(FEATURES)), np.float32)
        lost = None if n % 3 else 1
        if lost is not None:
            places[lost, 7] += 1.5
        made.append(Sentence(places, lost, False))
    weights = fit(made)
    assert int(np.argmax(weights)) == 7
    true = highest((s for s in made if s.lost is None), weights)
    false = highest((s for s in made if s.lost is not None), weights)
    assert (false > np.quantile(true, 0.99)).mean() > 0.8


def test_a_sentence_without_places_is_never_rejected() -> None:
    assert highest([Sentence(np.zeros((0, 2), np.float32), None, False)], [1.0, 1.0])[0] == -np.inf
