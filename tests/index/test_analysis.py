"""Terms of texts and queries."""

from __future__ import annotations

import pytest

from index.analysis import phrases, weighted, with_pairs, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("22-6", "22/6"),
        ("22-06-2022", "22/6/2022"),
        ("1.500 tỷ", "1500 tỷ"),
        ("18-NQ/TW", "18-nq/tw"),
        ("Hòa Bình, Ủy ban", "hoà bình uỷ ban"),
        ("TP. Hồ Chí Minh", "tp hồ chí minh"),
        ("Hoà Bi\u0300nh", "hoà bình"),
    ],
)
def test_spellings_that_mean_the_same_give_the_same_terms(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(("one", "other"), [("1.500", "1.5"), ("22-6", "226"), ("miền nam", "miền năm")])
def test_others_do_not(one: str, other: str) -> None:
    assert words(one) != words(other)


def test_what_only_asks_weighs_little() -> None:
    asked = words("Ai chủ trì?")
    weights = weighted(asked, asked)
    assert weights["chủ"] == weights["trì"] == 1
    assert weights["ai"] < 0.5
    assert weights["ai_chủ"] < weights["chủ_trì"] < weights["chủ"]
    # By the word that is meant, not by the one that was typed.
    assert weighted(["may"], ["máy"]) == {"may": 1}
    assert weighted(["may"], ["mấy"])["may"] < 0.5
    # A term that stands twice gets the larger weight.
    assert weighted(["may", "may"], ["mấy", "máy"])["may"] == 1


def test_phrases_and_pairs() -> None:
    assert phrases('họp về "giải ngân vốn" và “Cầu Kim Giang 2”') == [
        ["giải", "ngân", "vốn"],
        ["cầu", "kim", "giang", "2"],
    ]
    assert phrases('"" “!?”') == []
    assert with_pairs(["a", "b", "c"]) == ["a", "b", "c", "a_b", "b_c"]
    assert with_pairs([]) == []
