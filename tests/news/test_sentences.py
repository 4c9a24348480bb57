from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import split_sentences

CASES = [
    ["Hội nghị diễn ra tại TP. Kim Giang, tỉnh Thường Đức.", "Ông Lịch chủ trì."],
    ["PGS.TS. Trần Quang Thuỵ cho rằng nghề gốm cần thợ trẻ.", "Ông đề nghị mở lớp."],
    ["ThS. Hoàng A Páo và BS. Từ Ngọc Ẩn cùng dự.", "Họp xong lúc 11h30."],
    ["Tổng vốn 1.500 tỷ đồng, tăng 5,2%.", "Tỉnh đã chi 6.420.000 đồng."],
    ["Ngày 22.6.2022, hội nghị khai mạc.", "Có 58/60 đại biểu dự."],
    ["Thực hiện Nghị quyết số 18-NQ/TW và Kế hoạch 45/KH-UBND.", "Tỉnh giảm 9 đơn vị."],
    ["“Vốn nằm trong kho bạc thì không ra được mét đường nào.”", "Ông nói thêm."],
    ["Ông hỏi: “Vì sao chậm?”", "Không ai trả lời."],
    ["Tỉnh có cát, đá, sỏi... nhưng thiếu xi măng.", "Giá tăng."],
    ["Nhiệm kỳ khóa X.", "Ông được bầu lại."],
    ["Anh Ph. khai với công an.", "Vụ án đang được điều tra."],
    ["Kỹ sư J. Smith dự họp.", "Ông phát biểu ngắn."],
    ["1. Hoàn thành hồ sơ trước ngày 30/9."],
    ["a) Giao Sở Tài chính rà soát."],
    ["Giá vật liệu (cát, đá, v.v.) tăng 18%.", "Nhà thầu xin lùi."],
    ["Ảnh chụp tại công trường (Ảnh: T. An. Nguồn: Sở GTVT) cho thấy cầu sắp xong."],
    ["Đồng chí Bí thư T.Ư Đoàn dự.", "Hội nghị bế mạc."],
    ["Tuyệt vời!", "Mọi người vỗ tay."],
    ["Ông Nguyễn Văn A. và bà Trần Thị B. vắng mặt."],
]


@pytest.mark.parametrize("sentences", CASES, ids=lambda s: s[0][:30])
def test_cases(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[s.start : s.end] for s in split_sentences(text)] == sentences


def test_a_line_end_ends_a_sentence() -> None:
    text = "Về phát triển kinh tế\nTổng sản phẩm tăng 6,85%.\n- Hoàn thành 1.270 nhà;\n- Giao Sở Y tế rà soát."
    assert len(split_sentences(text)) == 4


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=400))
def test_any_text_is_covered_exactly(text: str) -> None:
    spans = split_sentences(text)
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    inside = set().union(*(range(s.start, s.end) for s in spans)) if spans else set()
    assert all(i in inside for i, c in enumerate(text) if not c.isspace())


def test_hostile_lengths_take_no_hostile_time() -> None:
    import time

    begin = time.perf_counter()
    for text in ("A. " * 30_000, "TP. " * 25_000, "(A. " * 25_000, "“A.” " * 20_000):
        split_sentences(text)
    assert time.perf_counter() - begin < 10
