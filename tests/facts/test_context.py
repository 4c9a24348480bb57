"""Facts out of their context, and negations that a paraphrase loses."""

from __future__ import annotations

import pytest

from facts import FactKind
from facts.verify import SourceIndex

SOURCE = """Sáng 12/9, Sở Y tế tỉnh Thường Đức tổ chức hội nghị giao ban công tác phòng chống dịch bệnh quý III.
Từ đầu năm đến nay, toàn tỉnh ghi nhận 1.842 ca sốt xuất huyết, tập trung tại huyện Nậm Lâu và huyện Yên Khê.
Kho dự trữ của bệnh viện đa khoa còn 600 chai dịch truyền, đủ dùng trong hai tuần tới theo tính toán của khoa dược.
Công tác vệ sinh môi trường ở các xã vùng cao chưa đồng bộ, rác thải ven suối vẫn gây ô nhiễm kéo dài nhiều tháng.
Ngành y tế đặt mục tiêu tiêm chủng cho 35.000 trẻ em trước khi năm học mới bắt đầu tại tất cả các trường tiểu học."""


@pytest.fixture(scope="module")
def index() -> SourceIndex:
    return SourceIndex(SOURCE)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tỉnh đã ghi nhận tổng cộng 1.842 ca mắc sốt xuất huyết tính từ đầu năm, phần lớn tập trung tại huyện Nậm Lâu.",
        "Bệnh viện đa khoa còn 600 chai dịch truyền trong kho dự trữ, theo khoa dược là đủ dùng hai tuần.",
        "Ở các xã vùng cao, vệ sinh môi trường chưa đồng bộ và rác thải ven suối vẫn gây ô nhiễm.",
    ],
)
def test_a_true_paraphrase_passes(index: SourceIndex, sentence: str) -> None:
    assert index.verify(sentence).supported


@pytest.mark.parametrize(
    "sentence",
    [
        "Tỉnh đã ghi nhận tổng cộng 35.000 ca mắc sốt xuất huyết tính từ đầu năm, phần lớn tập trung tại huyện Nậm Lâu.",
        "Bệnh viện đa khoa còn 1.842 chai dịch truyền trong kho dự trữ, theo khoa dược là đủ dùng hai tuần.",
    ],
)
def test_a_number_of_another_sentence_is_found_out(index: SourceIndex, sentence: str) -> None:
    assert [fact.kind for fact in index.verify(sentence).unsupported] == [FactKind.NUMBER]


def test_a_negation_lost_in_a_paraphrase_is_found_out(index: SourceIndex) -> None:
    verdict = index.verify("Ở các xã vùng cao, vệ sinh môi trường đã đồng bộ, song rác thải ven suối vẫn gây ô nhiễm.")
    assert [fact.kind for fact in verdict.unsupported] == [FactKind.NEGATION]


def test_few_words_are_no_context(index: SourceIndex) -> None:
    assert index.verify("Có 35.000 trẻ em.").supported


NEGATED = """Ông Lê Văn Phước khẳng định trước toà rằng bản thân không phạm tội và đề nghị xem lại kết luận giám định.
Ba bị cáo còn lại khai rằng nhóm của họ phạm tội do thiếu tiền trả nợ sau khi xưởng gỗ phá sản.
Hãng hàng không Sao Việt cho biết hai tàu bay không kịp cất cánh trước khi bão đổ bộ vào đảo Hòn Tre."""


@pytest.mark.parametrize(
    "sentence",
    [
        "Trước toà, ông Lê Văn Phước khẳng định bản thân phạm tội và đề nghị xem lại kết luận giám định.",
        "Theo hãng hàng không Sao Việt, hai tàu bay kịp cất cánh trước khi bão đổ bộ vào đảo.",
    ],
)
def test_a_negation_lost_though_the_words_stand_elsewhere_without_it(sentence: str) -> None:
    assert FactKind.NEGATION in {fact.kind for fact in SourceIndex(NEGATED).verify(sentence).unsupported}


@pytest.mark.parametrize(
    "sentence",
    [
        "Trước toà, ông Lê Văn Phước khẳng định không phạm tội và đề nghị xem lại kết luận giám định.",
        "Ba bị cáo khai rằng họ phạm tội do thiếu tiền trả nợ, sau khi xưởng gỗ phá sản.",
    ],
)
def test_what_is_negated_of_one_may_be_said_of_another(sentence: str) -> None:
    assert SourceIndex(NEGATED).verify(sentence).unsupported == ()
