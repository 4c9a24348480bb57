"""Years and numbers of a question that an article lacks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from answers.figures import Figures
from news import article_from_text

ARTICLE = article_from_text("Sáng 22-6-2018, tỉnh giao 1.500 tỷ đồng cho 35 xã. Năm 2017 là 900 tỷ đồng.")


@pytest.mark.parametrize(
    ("question", "year", "number"),
    [
        ("Năm 2018 tỉnh giao bao nhiêu?", False, False),
        ("Năm 2019 tỉnh giao bao nhiêu?", True, False),
        ("1.500 tỷ giao cho ai năm 2017?", False, False),
        ("500 tỷ giao cho ai?", False, True),
        ("35 xã được giao bao nhiêu?", False, False),
        ("36 xã được giao bao nhiêu?", False, True),
        ("Họp ngày 23/6 giao bao nhiêu?", False, False),
        ("AMM-52 họp ở đâu?", False, False),
        ("Tỉnh giao bao nhiêu?", False, False),
    ],
)
def test_what_is_lacking(question: str, year: bool, number: bool) -> None:
    assert Figures.of(question).lacking(ARTICLE) == (year, number)


def test_the_year_of_publication_is_there() -> None:
    asked = Figures.of("Năm 2020 tỉnh giao bao nhiêu?")
    assert asked.lacking(ARTICLE)[0]
    assert not asked.lacking(replace(ARTICLE, published=dt.date(2020, 1, 5)))[0]
