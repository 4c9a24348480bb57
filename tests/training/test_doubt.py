"""How the judges of facts.doubt are fitted."""

from __future__ import annotations

import random

import numpy as np

from facts.gap import FEATURES
from facts.habits import Habits
from training.data import Record
from training.doubt import FALSE_ALARMS, OFTEN, WIDTH, Filled, Floats, collect, count_habits, fit, fit_limits, leads

BODY = (
    "Ngày 3/5, huyện Nậm Lâu tiêm cho 41 trường học, còn huyện Yên Khê tiêm cho 12 điểm trường vào ngày 8/5.",
    "Kho của tỉnh có 600 chai dịch truyền.",
)
RECORD = Record("1", "Tiêm chủng", "Có 41 trường học của huyện Nậm Lâu được tiêm vào ngày 3/5.", BODY)


def _filled(rng: np.random.Generator, telling: int) -> Filled:
    features = rng.random((5, WIDTH), np.float32)
    features[0, telling] = features[1:, telling].max() + 0.2
    return Filled(features, (1, 1, 1, 1, 1), framed=False, stated=True)


def test_the_telling_feature_gets_the_weight() -> None:
    rng = np.random.default_rng(0)
    filled = [_filled(rng, telling=3) for _ in range(400)]
    weights = fit(filled)
    assert int(np.argmax(np.abs(weights))) == 3
    true, false = leads(filled, weights, random.Random(0))
    assert np.median(true) < 0 < np.median(false)


def test_a_framed_fact_is_never_doubted() -> None:
    filled = Filled(np.ones((2, WIDTH), np.float32), (1, 1), framed=True, stated=True)
    true, false = leads([filled], [1.0] * WIDTH, random.Random(0))
    assert true[0] == float("-inf")
    assert false[0] == 0.0


def test_the_gaps_of_an_abstract() -> None:
    found = collect([RECORD], 10, Habits({}, {}))
    assert {sort for sort, gaps in found.items() if gaps} == {"number", "town", "date"}
    (number,) = found["number"]
    assert number.features.shape == (3, WIDTH)  # 41, 12 and 600
    right = FEATURES.index("right two")
    assert number.features[:, right].tolist() == [1.0, 0.0, 0.0]
    lead = len(FEATURES) + right
    assert number.features[:, lead].tolist() == [1.0, -1.0, -1.0]
    assert number.stated


def test_a_number_of_other_things_sets_no_limit() -> None:
    record = Record("3", "", "Có 41 lần huyện Nậm Lâu tiêm cho học sinh trong năm.", BODY)
    (number,) = collect([record], 10, Habits({}, {}))["number"]
    assert not number.stated


def test_no_more_gaps_than_wanted() -> None:
    found = collect([RECORD] * 5, 2, Habits({}, {}))
    assert {sort: len(gaps) for sort, gaps in found.items() if gaps} == {"number": 2, "town": 2, "date": 2}


def test_habits_are_counted() -> None:
    many = Record("2", "", "", ("Hàng trị giá 5 tỷ đồng.", "Lúc 7h30 có 3 người.", "Thủ tướng Nhật Bản họp.") * OFTEN)
    habits = count_habits([many])
    assert habits.before["giá"]["money"] > 0.5
    assert habits.before["giá"]["time"] < 0
    assert habits.after["người"]["few"] > 0.5
    assert habits.before["tướng"]["state"] > 0.5
    assert count_habits([RECORD]) == Habits({}, {})  # nothing is frequent


def test_of_all_true_facts_the_wanted_share_is_doubted() -> None:
    rng = np.random.default_rng(0)

    def drawn(middle: float, count: int) -> Floats:
        return rng.normal(middle, 2, count).astype(np.float32)

    found = {"person": (drawn(-6, 4_000), drawn(6, 4_000)), "date": (drawn(-2, 4_000), drawn(2, 4_000))}
    found["date"][0][:2_000] = -np.inf  # framed
    limits = fit_limits(found)
    doubted = np.concatenate([true > limits[sort] for sort, (true, _) in found.items()])
    assert abs(doubted.mean() - FALSE_ALARMS) < 0.003
    assert limits["date"] > limits["person"]  # a lead of a date means less
