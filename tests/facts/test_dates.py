"""Dates, times, document numbers and quotations."""

from __future__ import annotations

import pytest

from facts.codes import find_codes
from facts.dates import find_dates, find_times, resolve
from facts.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Chiều 22-6, tại thành phố", ["--06-22"]),
        ("ngày 22/6", ["--06-22"]),
        ("14h30 chiều 22/6", ["--06-22"]),
        ("hôm qua 5-3", ["--03-05"]),
        ("từ ngày 12 đến 15-6", ["--06-12/--06-15"]),
        ("6 tháng đầu năm 2022", ["2022-h1"]),
        ("nửa đầu năm 2022", ["2022-h1"]),
        ("9 tháng năm 2023", ["2023-m9"]),
        ("hai tháng đầu năm 2024", ["2024-m2"]),
        ("quý II/2023", ["2023-q2"]),
        ("ngày 22.6.2022", ["2022-06-22"]),
        ("22/06/2022", ["2022-06-22"]),
        ("ngày 22 tháng 6", ["--06-22"]),
        ("ngày 22 tháng 6 năm 2022", ["2022-06-22"]),
        ("sáng nay (3/10)", ["--10-03"]),
        ("tháng 6/2022", ["2022-06"]),
        ("tháng 6 năm 2022", ["2022-06"]),
        ("trong 6-2017", ["2017-06"]),
        ("quý II/2024", ["2024-q2"]),
        ("quý 2-2018", ["2018-q2"]),
        ("năm 2022", ["2022"]),
        ("từ ngày 24 đến 26/7", ["--07-24/--07-26"]),
        ("26 - 27/9", ["--09-26/--09-27"]),
        ("các ngày 26, 27/9", ["--09-26/--09-27"]),
        ("từ ngày 28/6 đến 2/7/2024", ["2024-06-28/2024-07-02"]),
        ("6 tháng đầu năm 2022", ["2022-h1"]),
        ("6 tháng cuối năm", ["--h2"]),
        ("9 tháng đầu năm 2024", ["2024-m9"]),
        ("trước ngày 30/9.", ["--09-30"]),
        ("sáng 6/8 phóng tên lửa", ["--08-06"]),
    ],
)
def test_dates(text: str, values: list[str]) -> None:
    assert [date.value for date in find_dates(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "20/22 bộ, ngành",
        "5/12 tỉnh",
        "nhiệm kỳ 2020 - 2025",
        "giai đoạn 2021-2026",
        "Nghị quyết số 18-NQ/TW",
        "Nghị định 123/2024/NĐ-CP",
        "tăng 10 - 15%",
        "tỷ số 2-1",
        "ngày 31/2",
        "54/63 tỉnh thành",
        "sáng nay 5/12 tỉnh họp",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_resolve() -> None:
    (date,) = find_dates("Chiều 22-6, tại thành phố")
    assert resolve(date, 2022) == "2022-06-22"
    assert resolve(date, None) is None
    (leap,) = find_dates("ngày 29/2")
    assert resolve(leap, 2023) is None
    assert resolve(leap, 2024) == "2024-02-29"


def test_times() -> None:
    assert [time.value for time in find_times("từ 8h30 đến 14 giờ, lại từ 19:30")] == ["08:30", "14:00", "19:30"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Nghị quyết số 18-NQ/TW", ["18-nq/tw"]),
        ("Kế hoạch 45/KH-UBND", ["45-kh/ubnd"]),
        ("Luật số 61/2020/QH14", ["61/2020-qh14"]),
        ("Nghị quyết 43/2022/QH15", ["43/2022-qh15"]),
        ("Nghị định 123/2024/NĐ-CP", ["123/2024-nđ/cp"]),
        ("Nghị quyết 58 của Bộ Chính trị", ["58-nq"]),
        ("Quyết định số 10", ["10-qđ"]),
        ("kế hoạch 5 năm", []),
        ("kế hoạch 2022", []),
        ("kỷ luật 08 đảng viên", []),
    ],
)
def test_codes(text: str, values: list[str]) -> None:
    assert [code.value for code in find_codes(text)] == values


def test_a_short_code_is_supported_by_a_longer_one() -> None:
    (short,), (long,) = find_codes("Nghị quyết 18"), find_codes("Nghị quyết số 18-NQ/TW")
    assert short.supported_by(long)
    assert not long.supported_by(short)


def test_quotes() -> None:
    text = 'thực hiện “mục tiêu kép”, nói " xin chào " và ‘ba tại chỗ’, rồi “bỏ dở'
    quotes = find_quotes(text)
    assert [quote.surface for quote in quotes] == ["mục tiêu kép", "xin chào", "ba tại chỗ"]
    assert all(text[quote.start : quote.end] == quote.surface for quote in quotes)
