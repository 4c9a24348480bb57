"""Diacritics come back on a query that was typed without, and nothing else changes."""

from __future__ import annotations

import numpy as np
import pytest

from index.diacritics import NUMBER, Restorer, restorer
from news.vietnamese import fold


@pytest.mark.parametrize(
    "text",
    [
        "giải ngân vốn đầu tư công",
        "Hội nghị giao ban tháng 6 ở đâu?",
        "kỳ họp thứ 7 Quốc hội dự kiến khai mạc ngày nào",
        "chủ tịch Uỷ ban nhân dân TỈNH",
    ],
)
def test_everyday_queries_come_back(text: str) -> None:
    typed = "".join(fold(c).upper() if c.isupper() else fold(c) for c in text)
    assert restorer().restore(typed) == text


@pytest.mark.parametrize("text", ["", "?! 18/6", "covid xyzzy 3.5", "İzmir ẞTRASSE", "hội nghị giao ban thang 6"])
def test_what_needs_nothing_is_left_alone(text: str) -> None:
    assert restorer().restore(text) == text


def test_the_neighbour_decides() -> None:
    words = ("ba", "bà", "con", NUMBER)
    # "bà con" and "ba #" were seen; "ba" alone is the most frequent.
    made = Restorer(words, np.array([90.0, 30, 30, 50]), np.array([3, 65536 + 2]), np.array([40.0, 25]))
    assert made.restore("ba con, ba 3") == "bà con, ba 3"
    assert made.restore("Ba") == "Ba"


class Medicine:
    """An archive in which "mo" is nearly always "mổ"."""

    def frequency(self, term: str) -> int:
        return {"ca": 40, "mổ": 40, "ca_mổ": 38, "mở": 1}.get(term, 0)

    def __len__(self) -> int:
        return 50


def test_the_archive_decides() -> None:
    news = Restorer(("ca", "mở", "mổ"), np.array([100.0, 900, 20]), np.array([1]), np.array([12.0]))
    assert news.restore("ca mo") == "ca mở"
    assert news.restore("ca mo", Medicine()) == "ca mổ"


def test_one_syllable_has_no_neighbours() -> None:
    assert (
        Restorer(("mở", "mổ"), np.array([900.0, 20]), np.array([1]), np.array([12.0])).restore("mo", Medicine()) == "mở"
    )
