"""True sentences that a check of single words would reject, and false ones close to them."""

from __future__ import annotations

import pytest

from facts import FactKind
from facts.codes import find_codes
from facts.dates import find_dates
from facts.habits import name_sort
from facts.numbers import find_numbers
from facts.slots import is_framed, place_facts
from facts.source import Source
from facts.tokens import key_of, tokenize
from facts.verify import supported_facts, verify


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        (
            "Bà Phạm Mỹ Vân làm Phó Tổng giám đốc của ngân hàng này.",
            "Bà Phạm Mỹ Vân được bổ nhiệm làm Phó Tổng giám đốc ngân hàng Lộc Phát.",
        ),
        (
            "Làm việc với Ban thường vụ Tỉnh ủy Lạc Đông, ông Trần Văn Hiếu xin nhận kỷ luật.",
            "Ban Thường vụ Tỉnh ủy Lạc Đông kiểm điểm. Ông Trần Văn Hiếu xin nhận kỷ luật.",
        ),
        ("Chính quyền Tổng thống Harlan thiếu người.", "Chính quyền của Tổng thống Harlan bị chê là thiếu người."),
        ("Thủ tướng Norwin không thể từ chức.", "Bà Norwin thất vọng. Thủ tướng không thể từ chức, báo chí viết."),
        ("Cả ông bà Erik Holm và Anna Holm đều hát.", "Đại sứ, ông Erik Holm, hát. Vợ ông, bà Anna Holm, cũng hát."),
        ("Bà Kim Yo - ran dự lễ.", "Ông Kim Jong-han nói về em gái, Kim Yo - ran. Ông Kim dự lễ."),
        ("Theo CQĐT, Huy khai nhận.", "Bước đầu CQĐT xác định nghi phạm tên Huy đã khai nhận."),
        ("Ông Sơn là phó chủ tịch UBND P. 3.", "Ông Sơn, phó chủ tịch UBND phường 3, bị tố cáo."),
        ("Nhân ngày lễ 8/3, chị Hoa tặng quà.", "Món quà ngày Quốc tế Phụ nữ 8/3 thật ý nghĩa với chị Hoa."),
        ("Xe gặp nạn, năm người bị thương.", "Bốn trong năm người trên xe bị thương nặng."),
        ("Người dân phản đối thông báo 1483.", "Đó là quan điểm trong thông báo 1483 năm 2018."),
        ("Mỹ đình chỉ 200 triệu đô viện trợ.", "Khoản 200 triệu USD bị đình chỉ, Mỹ cho biết."),
    ],
)
def test_true_in_other_words(sentence: str, source: str) -> None:
    assert verify(sentence, source).unsupported == ()


@pytest.mark.parametrize(
    ("sentence", "source", "kind"),
    [
        ("Thủ tướng Norwin từ chức.", "Bà Norwin thất vọng. Thủ tướng Erik Holm sẽ từ chức.", FactKind.TITLE),
        ("Bà Erik Holm hát.", "Ông Erik Holm hát. Vợ ông cũng hát.", FactKind.TITLE),
        ("Người dân phản đối thông báo 1483.", "Đó là quan điểm trong thông báo 1484 năm 2018.", FactKind.CODE),
        ("Nhân ngày lễ 9/3, chị Hoa tặng quà.", "Món quà ngày Quốc tế Phụ nữ 8/3 thật ý nghĩa.", FactKind.DATE),
        ("Ông Sơn là phó chủ tịch UBND P. 4.", "Ông Sơn, phó chủ tịch UBND phường 3, bị tố cáo.", FactKind.TITLE),
    ],
)
def test_false_all_the_same(sentence: str, source: str, kind: FactKind) -> None:
    assert kind in {fact.kind for fact in verify(sentence, source).unsupported}


FRAMED = """Đoàn công tác của Bộ Y tế đến kiểm tra tại huyện Nậm Lâu trong hai ngày đầu tháng.
Sở Xây dựng sửa bệnh viện, rồi đến kiểm tra tại bờ sông, nơi Công ty Đông Khê đổ thải, trong ba ngày."""


def test_a_frame_holds_a_name_and_little_else() -> None:
    true = "Cán bộ đã đến kiểm tra tại huyện Nậm Lâu trong hai ngày."
    assert verify(true, FRAMED).supported
    assert not verify(true.replace("huyện Nậm Lâu", "Sở Xây dựng"), FRAMED).supported
    # What stands between the same words is no name but half a sentence.
    source, sentence = Source(FRAMED), "Họ kiểm tra tại Sở Xây dựng trong ba ngày."
    keys, placed = place_facts(tokenize(sentence), supported_facts(sentence, source), source)
    fact, start, stop = next(place for place in placed if place[0].surface == "Sở Xây dựng")
    assert is_framed(keys, start, stop, fact, source) is None


def test_the_capital_for_the_government() -> None:
    source = "Tàu đi vào vùng biển của Tehran ngày 19/7. Iran bắt giữ tàu cùng 23 thủy thủ, theo truyền thông Anh."
    assert verify("Tàu đi vào vùng biển Iran hôm 19/7, theo truyền thông Anh.", source).supported


POLLED = "Về hạn chế xe máy, số không ủng hộ chiếm 16% lượng phiếu phát ra. Kết quả là trung thực, ông Mười nói."


def test_other_words_before_are_no_lost_negation() -> None:
    assert verify("Kết quả khảo sát với đa số ủng hộ là trung thực.", POLLED).supported
    lost = verify("Về hạn chế xe máy, số ủng hộ chiếm 16% lượng phiếu phát ra.", POLLED)
    assert [fact.kind for fact in lost.unsupported] == [FactKind.NEGATION]


def test_a_name_is_no_negation() -> None:
    source = "Công an bắt Lò Văn Chẳng. Sau đó, Chẳng quay lại thành phố thì bị phát hiện."
    assert verify("Sau đó, đối tượng quay lại thành phố thì bị bắt.", source).supported


def test_more_than_the_negation_stands_between() -> None:
    source = "Do Nhà nước chưa thể bố trí ngay nguồn vốn, nhà đầu tư vay. Nhà nước bố trí vốn sau."
    assert verify("Do Nhà nước chưa bố trí ngay, nhà đầu tư vay.", source).supported


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tai nạn xảy ra sáng nay 31-7 giữa xe tải và tàu.", "--07-31"),
        ("Từ nay đến 16/7 miền Bắc mưa to.", "--07-16"),
        ("Lễ kỷ niệm vụ 11/9 bị chê.", "--09-11"),
    ],
)
def test_days(text: str, value: str) -> None:
    assert [date.value for date in find_dates(text)] == [value]


@pytest.mark.parametrize("text", ["Gió mạnh cấp 10-11, giật cấp 13.", "Nạn nhân bỏng độ 2-3 với 12% cơ thể."])
def test_no_days(text: str) -> None:
    assert find_dates(text) == []


def test_dollars_are_no_cities() -> None:
    assert [number.unit for number in find_numbers("200 triệu đô tiền quỹ")] == ["usd"]
    assert [number.unit for number in find_numbers("có 12 đô thị mới")] == [""]


def test_a_documents_year_may_follow() -> None:
    assert [code.value for code in find_codes("trong thông báo 1483 năm 2018")] == ["1483/2018-tb"]
    assert find_codes("kế hoạch 5 năm") == []


def test_wards_by_number() -> None:
    assert [token.key for token in tokenize("P. 3, Q.10")] == ["phường", "3", "quận", "10"]
    assert [token.key for token in tokenize("Anh P. Theo đó")] == ["anh", "p", "theo", "đó"]


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("Hàn Quốc", "state"),
        ("Tiền Giang", "province"),
        ("tỉnh Thường Đức", "province"),
        ("huyện Nậm Lâu", "district"),
        ("thị trấn Đông Khê", "commune"),
        ("Sở Y tế", "body"),
        ("Los Alamos", "place"),
    ],
)
def test_sorts_of_names(name: str, sort: str) -> None:
    assert name_sort(key_of(name)) == sort
