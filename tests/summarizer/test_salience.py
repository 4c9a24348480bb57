"""What the salience model sees of an article."""

import numpy as np

from summarizer.salience import (
    CAPITAL,
    CELLS,
    IN_TITLE,
    NUMBER,
    PAIR_IN_TITLE,
    UNKNOWN,
    WIDTH,
    cells,
    read_units,
    recurrence,
    salience_features,
)

VOCABULARY = {"họp": 2, "giao": 3, "ban": 4, "0.000": 5, "00": 6}


def test_units_of_an_article() -> None:
    units = read_units(["Họp giao ban.", "…", "Giao ban 22 xã."], "Họp giao ban", VOCABULARY)
    assert units.ids.tolist() == [2, 3, 4, 0, 3, 4, 6, UNKNOWN]
    assert units.ends.tolist() == [3, 4, 8]
    assert units.spread.tolist() == [1, 2, 2, 0, 2, 2, 1, 1]
    assert units.marks[0] == IN_TITLE | PAIR_IN_TITLE | CAPITAL
    assert units.marks[3] == 0
    assert units.marks[6] == NUMBER
    assert recurrence(units).tolist() == [1, 2, 2, 1, 2, 2, 1, 1]


def test_a_pair_does_not_run_over_the_end_of_a_sentence() -> None:
    units = read_units(["Giao", "ban", "Giao ban giao ban"], None, VOCABULARY)
    assert recurrence(units).tolist()[:2] == [1, 1]


def test_cells_tell_articles_with_a_title_apart_only_when_asked() -> None:
    units = read_units(["Họp giao ban."] * 40, "Họp giao ban", VOCABULARY)
    with_title, without = cells(units, titled=True), cells(units, titled=False)
    assert (with_title != without).all()
    assert max(with_title.max(), without.max()) < CELLS


def test_features_of_sentences() -> None:
    units = read_units(["Họp giao ban.", "…"], None, VOCABULARY)
    features = salience_features(units, np.array([0.9, 0.8, 0.7, 0.1], np.float32))
    assert features.shape == (2, WIDTH)
    np.testing.assert_allclose(features[0, 0], 2 * 2.4 / (3 + 36), rtol=1e-5)
    np.testing.assert_allclose(features[0, 4], 2 * (0.72 + 0.56) / (3 + 36), rtol=1e-5)
    assert features[0, -1] == 1 > features[1, -1]
    empty = read_units([], None, VOCABULARY)
    assert salience_features(empty, np.zeros(0, np.float32)).shape == (0, WIDTH)
