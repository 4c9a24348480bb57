"""An article that never says a name of the question does not answer it."""

import pytest

from answers.names import mentions, office_asked, offices, persons, provinces
from answers.question import understand
from news import article_from_text
from tinhop.service import Tinhop

ARTICLE = article_from_text(
    "Sáng 16/7, UBND tỉnh Thường Đức họp giao ban. Chủ tịch Đỗ Quang Lịch chủ trì, bà Lê Thị Minh Hạnh báo cáo."
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ông Đỗ Quang Lịch bao nhiêu tuổi?", [("đỗ", "quang", "lịch")]),
        ("Ai chủ trì hội nghị giao ban?", []),
        ("Bà Lan nói gì?", []),
        ("Theo ông Lê Minh, Hà Nội và đồng chí Trần Bách làm gì?", [("lê", "minh"), ("trần", "bách")]),
        ("Bà Lê Thị Minh Hạnh chủ trì ở Hà Nội?", [("lê", "thị", "minh", "hạnh")]),
    ],
)
def test_persons(text: str, found: list[tuple[str, ...]]) -> None:
    assert persons(text) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ông Đỗ Quang Lịch nói gì?", True),
        ("Ong Do Quang Lich noi gi?", True),
        ("UBND Thường Đức họp khi nào?", True),
        ("Bà Lê Thị Minh Hạnh báo cáo gì?", True),
        ("Ông Trần Văn Bách nói gì?", False),
        ("Ong Tran Van Bach noi gi?", False),
        ("Ai chủ trì?", True),
    ],
)
def test_mentions(text: str, said: bool) -> None:
    assert mentions(understand(text), ARTICLE) is said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GRDP của Hà Nội là bao nhiêu?", [("hà", "nội")]),
        ("Chủ tịch tỉnh Quảng Ninh nói gì?", [("quảng", "ninh")]),
        ("UBND Thường Đức họp ở đâu?", []),
        ("grdp cua ha noi la bao nhieu", []),
    ],
)
def test_provinces(text: str, found: list[tuple[str, ...]]) -> None:
    assert provinces(text) == found


@pytest.mark.parametrize("city", ["TP.HCM", "TP HCM", "Sài Gòn", "thành phố Hồ Chí Minh", "TPHCM"])
@pytest.mark.parametrize("told", ["UBND TP. HCM", "thành phố Hồ Chí Minh", "Sài Gòn"])
def test_a_city_of_many_spellings(city: str, told: str) -> None:
    article = article_from_text(f"Sáng 16/7, {told} họp giao ban. GRDP đạt 611.525 tỷ đồng.")
    assert mentions(understand(f"GRDP của {city} là bao nhiêu?"), article)
    assert not mentions(understand("GRDP của Hà Nội là bao nhiêu?"), article)
    assert not mentions(understand("GRDP của Bình Dương và Hà Nội là bao nhiêu?"), article)


def test_a_province_inside_another_name_is_not_named() -> None:
    article = article_from_text("Sáng 16/7, UBND xã Lan Giang họp giao ban về 35 ha lúa.")
    assert not mentions(understand("UBND tỉnh An Giang họp giao ban về gì?"), article)


def test_the_capital_may_be_the_country() -> None:
    article = article_from_text("Sáng 16/7, Chủ tịch nước Việt Nam tiếp Đại sứ Nga. Hai bên bàn về năng lượng.")
    assert mentions(understand("Hà Nội và Moskva bàn gì?"), article)


def test_another_province_s_figure_is_no_answer(service: Tinhop) -> None:
    assert service.ask("Tỉnh Thường Đức giải ngân được bao nhiêu phần trăm tính đến ngày 15/8?").answered
    assert not service.ask("Tỉnh Quảng Ninh giải ngân được bao nhiêu phần trăm tính đến ngày 15/8?").answered


def test_a_person_of_the_archive_is_given_nobody_elses_age(service: Tinhop) -> None:
    assert not service.ask("Ông Đỗ Quang Lịch bao nhiêu tuổi?").answered


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ông Đỗ Quang Lịch giữ chức vụ gì?", ("đỗ", "quang", "lịch")),
        ("Chức vụ của bà Lê Thị Minh Hạnh là gì?", ("lê", "thị", "minh", "hạnh")),
        ("Ông Lịch giữ chức gì?", ("lịch",)),
        ("Ai giữ chức Chủ tịch UBND tỉnh?", None),
        ("Ông Đỗ Quang Lịch nói gì?", None),
    ],
)
def test_whose_office_is_asked_for(text: str, name: tuple[str, ...] | None) -> None:
    assert office_asked(text) == name


def test_an_office_stands_beside_its_name() -> None:
    told = {
        name: [ARTICLE.sentence(i)[a:b] for i, a, b in offices(ARTICLE, name, range(2))]
        for name in (("đỗ", "quang", "lịch"), ("lịch",), ("lê", "thị", "minh", "hạnh"))
    }
    assert told == {("đỗ", "quang", "lịch"): ["Chủ tịch"], ("lịch",): ["Chủ tịch"], ("lê", "thị", "minh", "hạnh"): []}


def test_nobody_gets_anothers_office(service: Tinhop) -> None:
    answer = service.ask("Bà Lê Thị Minh Hạnh giữ chức vụ gì?")
    assert answer.short_answer
    assert "Phó Chủ tịch" in answer.short_answer
    assert not service.ask("Ông Trần Văn Khống giữ chức vụ gì?").answered
