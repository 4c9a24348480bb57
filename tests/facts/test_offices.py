"""Offices that a sentence gives to a person: whether the source gives them too."""

from __future__ import annotations

import pytest

from facts import FactKind
from facts.names import find_persons
from facts.verify import SourceIndex

SOURCE = """Bà Nguyễn Thị Hạnh Tâm nói về ba nghị quyết của kỳ họp. Chủ tịch HĐND tỉnh Vân Sơn cho biết thêm về dự toán.
Chủ tịch UBND tỉnh Vân Sơn Lê Hữu Phong trình dự toán năm tới.
Theo trưởng Ban Tổ chức Tỉnh ủy, chi thường xuyên còn lớn. Đại biểu Phạm Quốc Chính nói cần tiết kiệm hơn nữa.
Ủy viên Bộ Chính trị Đinh Văn Huynh dự kỳ họp. Ủy viên Bộ Chính trị, Phó thủ tướng thường trực cũng tới dự.
Ông Hoàng Trung Kiên thay ông Đỗ Văn Nghị làm bí thư.
Khi ông Bùi Văn Cương đang là Giám đốc Sở Y tế, bà Lò Thị Xuyến còn là sinh viên.
Các vụ trưởng, trưởng phòng phải thi tuyển từ năm nay."""


@pytest.fixture(scope="module")
def index() -> SourceIndex:
    return SourceIndex(SOURCE)


@pytest.mark.parametrize(
    "sentence",
    [
        # The Committee's chairman is no rival of the Council's.
        "Bà Nguyễn Thị Hạnh Tâm, Chủ tịch HĐND tỉnh Vân Sơn, nói về ba nghị quyết của kỳ họp.",
        # That somebody is a delegate says nothing of his office.
        "Cần tiết kiệm chi, trưởng Ban Tổ chức Tỉnh ủy Phạm Quốc Chính nói.",
        # There are many members of the Politburo.
        "Ủy viên Bộ Chính trị Hoàng Trung Kiên thay ông Đỗ Văn Nghị làm bí thư.",
        "Trưởng phòng các đơn vị phải thi tuyển từ năm nay.",
        "Giám đốc Sở Y tế Bùi Văn Cương khi đó biết bà Lò Thị Xuyến.",
    ],
)
def test_offices_that_the_source_gives_in_other_places(sentence: str, index: SourceIndex) -> None:
    assert [fact for fact in index.verify(sentence).unsupported if fact.kind is FactKind.TITLE] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Chủ tịch UBND tỉnh Vân Sơn Nguyễn Thị Hạnh Tâm nói về ba nghị quyết của kỳ họp.",
    ],
)
def test_offices_of_others(sentence: str, index: SourceIndex) -> None:
    assert FactKind.TITLE in {fact.kind for fact in index.verify(sentence).unsupported}


def test_an_office_that_somebody_else_has() -> None:
    found = find_persons("Khi ông Bùi Văn Cương đang là Giám đốc Sở Y tế, bà Lò Thị Xuyến còn là sinh viên.")
    assert [(person.name, person.title) for person in found] == [("Bùi Văn Cương", None), ("Lò Thị Xuyến", None)]


def test_a_company_is_nobody_who_holds_its_office() -> None:
    assert find_persons("Ba ứng viên vào chức chủ tịch HĐQT Zamico đều là người nước ngoài.") == []
