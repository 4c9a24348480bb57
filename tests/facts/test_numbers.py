"""Numbers in normal form: one table for every way to write them."""

from __future__ import annotations

import pytest

from facts.numbers import find_numbers, parse_amount, plain
from facts.spelled import roman_value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.500 người", ["1500"]),
        ("1500 người", ["1500"]),
        ("1 500 người", ["1500"]),
        ("5,2% và 5.2%", ["5.2 %", "5.2 %"]),
        ("1.500 tỷ", ["1500000000000 đồng"]),
        ("1500 tỉ đồng", ["1500000000000 đồng"]),
        ("1,5 nghìn tỷ đồng", ["1500000000000 đồng"]),
        ("1.953,8 tỉ đồng", ["1953800000000 đồng"]),
        ("5 triệu", ["5000000 đồng"]),
        ("5 tỷ", ["5000000000 đồng"]),
        ("6 triệu lượt khách", ["6000000"]),
        ("86.300 biên chế", ["86300"]),
        ("2,7 tỉ USD", ["2700000000 usd"]),
        ("2,7 tỉ đô la", ["2700000000 usd"]),
        ("180,731 ha", ["180.731 ha"]),
        ("3ha; 45 km2; 45 km²", ["3 ha", "45 km2", "45 km2"]),
        ("hai ngày", ["2 ngày"]),
        ("ba dự án", ["3"]),
        ("mười lăm đại biểu", ["15"]),
        ("hai mươi mốt xã", ["21"]),
        ("một trăm linh năm hộ", ["105"]),
        ("10 - 15%", ["10 %", "15 %"]),
        ("từ 5 đến 7 tỷ đồng", ["5000000000 đồng", "7000000000 đồng"]),
        ("lần thứ 7", ["7 thứ"]),
        ("khóa XIII", ["13 thứ"]),
        ("khoá 13", ["13 thứ"]),
        ("lần thứ XIX", ["19 thứ"]),
        ("lần thứ ba", ["3 thứ"]),
        ("quận 12", ["12 số"]),
        ("250 đồng chí", ["250"]),
        ("63 điểm cầu", ["63"]),
        ("ở tuổi 91", ["91 tuổi"]),
        ("54/56 xã", ["54", "56"]),
    ],
)
def test_values(text: str, values: list[str]) -> None:
    assert [number.value for number in find_numbers(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "trong năm qua",
        "một trong những nhiệm vụ",
        "Hai Bà Trưng",
        "Hai là, tăng cường",
        "hàng trăm người",
        "đường 3bis",
        "mạng 5G",
        "phiên bản 1.2.3",
        "tỷ lệ",
    ],
)
def test_no_number(text: str) -> None:
    assert find_numbers(text) == []


def test_hedges_are_kept() -> None:
    text = "gần 2.000 tỷ, hơn 500 người, khoảng 30 xã, 12 huyện"
    assert [number.hedge for number in find_numbers(text)] == ["<", ">", "~", ""]


def test_spans_are_exact() -> None:
    text = "Tỉnh chi hơn 1.500 tỷ đồng cho mười lăm dự án ở 3 huyện."
    for number in find_numbers(text):
        assert text[number.start : number.end] == number.surface


@pytest.mark.parametrize(("digits", "value"), [("1.500", "1500"), ("1,953.8", "1953.8"), ("0.500", "0.5")])
def test_separators(digits: str, value: str) -> None:
    amount = parse_amount(digits)
    assert amount is not None
    assert plain(amount) == value


@pytest.mark.parametrize(("numeral", "value"), [("IV", 4), ("XIX", 19), ("IIII", None), ("", None), ("XL", 40)])
def test_roman(numeral: str, value: int | None) -> None:
    assert roman_value(numeral) == value
