"""What word segmentation damaged is repaired, and nothing else is changed."""

import pytest

from training.data import repair, repair_body


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ('Ông nói " có ba trăm " , rồi đi .', 'Ông nói "có ba trăm", rồi đi.'),
        ("“ Có ba trăm ” ( năm 2020 )", "“Có ba trăm” (năm 2020)"),
        ("tăng 5 % so với 1.500 tỷ", "tăng 5% so với 1.500 tỷ"),
        ("Thanh Hòa  họp", "Thanh Hoà họp"),
    ],
)
def test_repair(damaged: str, whole: str) -> None:
    assert repair(damaged) == whole
    assert repair(whole) == whole


def test_sentences_cut_after_an_abbreviation_are_joined() -> None:
    assert repair_body(["Họp tại TP.", "Hồ Chí Minh .", "Ông An nói."]) == ("Họp tại TP. Hồ Chí Minh.", "Ông An nói.")
