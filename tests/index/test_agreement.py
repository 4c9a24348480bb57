"""How much of what a query asks for a passage holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.agreement import agreement, word_weights
from index.diacritics import restorer

_CHAIRED = "Ông Trần Văn A chủ trì hội nghị về thuỷ lợi."
_OTHER = "Hội nghị bàn về giá lợn trong quý II."


def shares(query: str) -> list[float]:
    return agreement(query, restorer().restore(query), [_CHAIRED, _OTHER])


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("Ai chủ trì hội nghị về thủy lợi?", 0),
        ("Vị nào cầm trịch hội nghị?", 0),  # in other words
        ("hội nghị giá heo quý 2", 1),
        ("hoi nghi ban gia lon", 1),
    ],
)
def test_the_passage_that_leaves_less_over_has_more(query: str, best: int) -> None:
    found = shares(query)
    assert found[best] > found[1 - best]


def test_all_is_one_and_nothing_is_zero() -> None:
    assert shares("trần văn a chủ trì")[0] == pytest.approx(1)
    assert shares("bóng đá")[0] == 0
    assert shares("ai gì nào") == [0, 0]
    assert agreement("hội nghị", "hội nghị", []) == []


@given(st.text(max_size=60), st.lists(st.text(max_size=80), max_size=4))
def test_any_text_has_a_share(query: str, texts: list[str]) -> None:
    found = agreement(query, query, texts)
    assert len(found) == len(texts)
    assert all(0 <= share <= 1 + 1e-9 for share in found)


def test_rare_words_weigh_more() -> None:
    bags = [frozenset({"hội", "nghị"})] * 5 + [frozenset({"ninh"})]
    weights = word_weights(["hội", "ninh", "hội"], bags)
    assert list(weights) == ["hội", "ninh"]
    assert weights["ninh"] > weights["hội"]
