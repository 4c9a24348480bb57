"""Facts out of their context, and negations that a paraphrase loses."""

from __future__ import annotations

import pytest

from facts import FactKind, SourceIndex

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
