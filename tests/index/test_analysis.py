"""Terms of texts and queries."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import (
    _TOKEN,
    Terms,
    _parts,
    indexed,
    phrases,
    together,
    weighted,
    with_any_diacritics,
    with_pairs,
    words,
)
from news.vietnamese import fold, nfc, unify_tone


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


def test_without_pairs_the_words_keep_their_weights() -> None:
    asked = words("Ai chủ trì?")
    both = weighted(asked, asked)
    assert weighted(asked, asked, pairs=False) == {term: both[term] for term in ("ai", "chủ", "trì")}


def test_a_term_with_any_diacritics() -> None:
    wanted = re.compile(with_any_diacritics("dau_tu"))
    assert all(wanted.fullmatch(term) for term in ("đầu_tư", "dấu_tự", "dau_tu", "đậu_tư"))
    assert not any(wanted.fullmatch(term) for term in ("đầu_tơ", "đâu_tu_a", "ầu_tư", "đầutư"))
    assert re.compile(with_any_diacritics("18-nq/tư")).fullmatch("18-nq/tự")


def test_phrases_and_pairs() -> None:
    assert phrases('họp về "giải ngân vốn" và “Cầu Kim Giang 2”') == [
        ["giải", "ngân", "vốn"],
        ["cầu", "kim", "giang", "2"],
    ]
    assert phrases('"" “!?”') == []
    assert with_pairs(["a", "b", "c"]) == ["a", "b", "c", "a_b", "b_c"]
    assert with_pairs([]) == []


def _one_by_one(text: str) -> Terms:
    found = words(text)
    return Terms(" ".join(found), " ".join(with_pairs(found)[len(found) :]), " ".join(map(fold, found)))


@given(st.text(alphabet=st.sampled_from('aáÁĐqòaùyQÙYΣσ1290._/-,;"“ \n\u0085\u00a0\u2003\u0301\u0309İ'), max_size=40))
def test_the_text_that_is_indexed_is_the_words_and_the_pairs_with_diacritics(text: str) -> None:
    assert indexed(text) == _one_by_one(text)


@given(st.lists(st.text(alphabet=st.sampled_from("aáĐqòa1290._/-,; \n\u0301"), max_size=12), max_size=5))
def test_the_terms_of_texts_together_are_those_of_one_text(texts: list[str]) -> None:
    assert together(map(indexed, texts)) == indexed("\n".join(texts))


@given(st.text(alphabet=st.sampled_from('aáÁĐqòaùyQÙYΣσ1290._/-,;"“ \n\u0085\u00a0\u2003\u0301\u0309İ'), max_size=40))
def test_words_do_not_depend_on_where_a_text_is_cut_at_white_space(text: str) -> None:
    whole = unify_tone(nfc(text).lower())
    assert words(text) == [part for token in _TOKEN.findall(whole) for part in _parts(token)]


def test_a_meeting_is_indexed_by_words_and_pairs() -> None:
    found = indexed("Họp giao ban 22-6.")
    assert found == Terms("họp giao ban 22/6", "họp_giao giao_ban ban_22/6", "hop giao ban 22/6")
    assert found.exact() == "họp giao ban 22/6 họp_giao giao_ban ban_22/6"
    assert indexed(" … ") == Terms("", "", "")
    assert indexed("Họp!") == Terms("họp", "", "hop")
    assert indexed("Họp!").exact() == "họp"
