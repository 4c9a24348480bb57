"""The benchmark's corruptions: what counts as one, and what is put back because it stays true."""

from __future__ import annotations

import random

import pytest

from benchmarks.corruption import Corrupter, counted_alike, literally_held

ARTICLE = """Ngày 20/9/2022, đoàn công tác Trung Quốc tới huyện Cái Bè, tỉnh Tiền Giang.
Theo Bắc Kinh, ngày 20/9 hai bên ký 3 văn bản. Hàng không mở lại từ 12-10, không có đường bay mới."""


def _all(sentence: str, article: str = ARTICLE) -> tuple[dict[str, set[str]], dict[str, int]]:
    made: dict[str, set[str]] = {}
    excluded: dict[str, int] = {}
    for seed in range(30):
        corrupter = Corrupter(article, random.Random(seed))
        for kind, text in corrupter.corruptions(sentence):
            made.setdefault(kind, set()).add(text)
        for why, count in corrupter.excluded.items():
            excluded[why] = excluded.get(why, 0) + count
    return made, excluded


def test_an_exchange_makes_a_sentence_false() -> None:
    made, _ = _all("Hai bên ký kết 3 văn bản hôm 12-10.")
    assert made["date of the same article"] == {
        "Hai bên ký kết 3 văn bản hôm 20/9/2022.",
        "Hai bên ký kết 3 văn bản hôm 20/9.",
    }


@pytest.mark.parametrize(
    ("sentence", "stays_true", "why"),
    [
        ("Hai bên ký văn bản ngày 20/9.", "20/9/2022", "the same day"),
        ("Phái đoàn Trung Quốc tới thăm.", "Bắc Kinh", "capital"),
        ("Đoàn tới thăm huyện Cái Bè.", "tỉnh Tiền Giang", "larger"),
    ],
)
def test_what_stays_true_is_no_corruption(sentence: str, stays_true: str, why: str) -> None:
    made, excluded = _all(sentence)
    swapped = set().union(*(texts for kind, texts in made.items() if kind.endswith("of the same article")))
    assert not any(stays_true in text for text in swapped)
    assert any(why in reason for reason in excluded)


def test_the_part_for_the_whole_is_a_corruption() -> None:
    made, _ = _all("Đoàn tới thăm tỉnh Tiền Giang.")
    assert "Đoàn tới thăm huyện Cái Bè." in made["name of the same article"]


def test_an_airline_is_no_negation() -> None:
    assert "negation dropped" not in _all("Hãng hàng không mở đường bay, máy bay không quân chờ lệnh.")[0]
    assert _all("Năm nay không có đường bay mới.")[0]["negation dropped"] == {"Năm nay có đường bay mới."}


def test_a_title_that_the_article_lacks_is_not_held() -> None:
    article = "Bị cáo Nguyễn Thanh Hoá nhận tội."
    assert literally_held("Bị cáo Nguyễn Thanh Hoá đã nhận tội.", article)
    assert not literally_held("Bào chữa cho thiếu tướng Nguyễn Thanh Hoá.", article)


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Hai bên ký 3 văn bản.", True),
        ("Hai bên ký 12 văn bản.", False),  # the 12 of "12-10"
        ("Có 3 đoàn tới Cái Bè.", False),
        ("Sau ngày 12-10 không có đường bay mới.", True),
        ("Tàu SE-20 và tầng 9 không được nói tới.", True),  # numbers that count nothing
    ],
)
def test_a_bare_number_is_held_with_what_it_counts(sentence: str, held: bool) -> None:
    assert counted_alike(sentence, ARTICLE) is held
