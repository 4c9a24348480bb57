"""The judge of headlines: its labels hold no text, its threshold keeps few bad ones."""

from __future__ import annotations

import re

import numpy as np

from summarizer.headline import JUDGED
from training.headline_judge import MOST_BAD, Judged, chances, cross_validated, fit, read_labels, threshold


def test_labels_hold_ids_and_hashes_only() -> None:
    rows = read_labels()
    assert len({(row["id"], row["led"]) for row in rows}) == len(rows) > 900
    for row in rows:
        assert set(row) == {"id", "led", "good", "bad"} and isinstance(row["led"], bool)
        marks = [*row["good"], *row["bad"]]
        assert marks and len(set(marks)) == len(marks)
        assert all(re.fullmatch(r"[0-9a-f]{8}", mark) for mark in marks)
        assert re.fullmatch(r"\d{6}", row["id"])


def test_the_threshold_keeps_the_share() -> None:
    found = [(1 - i / 1000, int(i % 40 != 39)) for i in range(200)]  # one in forty is bad
    found += [(0.5 - i / 1000, int(i % 2)) for i in range(100)]  # then every second
    found.append((0.99, -1))  # not read
    least = threshold(found)
    above = [good for chance, good in found if good >= 0 and chance >= least]
    assert 200 < len(above) < 240
    assert above.count(0) <= MOST_BAD * len(above)
    assert threshold([(0.9, 0)] * 50) == 1.0


def _articles(count: int) -> list[Judged]:
    rng = np.random.default_rng(3)
    made = []
    for _ in range(count):
        inputs = rng.normal(size=(3, JUDGED))
        good = (inputs[:, 0] + 0.3 * rng.normal(size=3) > 0).astype(np.int64)
        good[2] = -1
        made.append(Judged(True, inputs, good, [0, 1], ["a", "b", "c"]))
    return made


def test_what_decides_is_learned() -> None:
    articles = _articles(300)
    weights = fit(articles)
    assert np.argmax(np.abs(weights[:-1])) == 0 and weights[0] > 0
    assert all(((chance > 0) & (chance < 1)).all() for chance in (chances(weights, article) for article in articles))
    offered = [good for chance, good in cross_validated(articles) if chance > 0.7]
    assert len(offered) > 50 and np.mean(offered) > 0.9
