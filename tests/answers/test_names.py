"""An article that never says a name of the question does not answer it."""

import pytest

from answers.names import mentions, office_asked, offices, persons
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
