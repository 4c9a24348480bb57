"""Spelling rules that everything stands on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.vietnamese import fold, unify_tone


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa, Hòa, HÒA, hòà", "hoà, Hoà, HOÀ, hòà"),
        ("thủy lợi, Ủy ban, ỦY BAN, ủY", "thuỷ lợi, Uỷ ban, UỶ BAN, uỶ"),
        ("khỏe; xòe.", "khoẻ; xoè."),
        ("hoàn, của, mùa, quý, Quý, hòan", "hoàn, của, mùa, quý, Quý, hòan"),
        ("qùy qúy Qùy", "qùy qúy Qùy"),
        ("òa", "oà"),
    ],
)
def test_tone_marks_of_open_syllables_move(old: str, new: str) -> None:
    assert unify_tone(old) == new


@given(st.text(alphabet="hqQuUoOòÒỏùủỦaAeyYà .,\n", max_size=40))
def test_moving_tone_marks_keeps_length_and_letters(text: str) -> None:
    moved = unify_tone(text)
    assert len(moved) == len(text)
    assert fold(moved) == fold(text)
    assert unify_tone(moved) == moved
