from __future__ import annotations

import time
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
    # Abbreviations
    ["UBND Q.1, TP.HCM họp tại P. Bến Nghé.", "P.2 cũng họp sáng nay."],
    ["Hội nghị diễn ra tại Q. 1, TP. Hồ Chí Minh.", "Có 30 đại biểu dự."],
    ["UBND TX. Từ Sơn và TT. Lim cùng dự.", "Họp xong lúc 17h."],
    ["Có 8 tỉnh, TP.", "Các tỉnh đều cử đoàn dự."],
    ["Lãnh đạo UBND TP.", "“Chương trình kích cầu” được nhắc lại."],
    ["GS.TSKH. Vũ Minh Giang và PGS, TS. Trần Văn Cát nêu ý kiến.", "TS.BS. Lê An đồng ý."],
    ["BS.CKII. Nguyễn Thị Dung vắng.", "Th.S Bình thay."],
    ["St. Petersburg đón đoàn.", "Mr. Smith và Dr. Brown phát biểu."],
    ["Công ty ABC Co., Ltd. ký kết với đối tác.", "Lễ ký diễn ra sáng nay."],
    ["Tàu No. 5 cập cảng.", "Dân được ăn no.", "Trẻ được học."],
    ["Trồng lúa, ngô, v.v.", "Nông dân phấn khởi.", "Trồng cam, v.v. và nuôi ong."],
    ["Xem tr. 25.", "Tr. 30 ghi rõ."],
    ["T.Ư Đoàn họp.", "Đoàn công tác của T.Ư.", "Theo kế hoạch, đoàn về ngày mai."],
    ["Kỹ sư J. R. Smith và bà A. B. Johnson dự.", "Họ về nước."],
    ["Nạn nhân là N.T.H. (SN 1990).", "Anh N.V.A. trú tại Kim Giang."],
    ["Đó là lời khai của ông H.", "Theo cơ quan điều tra, ông đã nhận lỗi."],
    ["Công an mời bà Trần Thị T.", "Bà thừa nhận."],
    ["Tỉnh hợp tác với các nước châu Á.", "Trả lời báo chí, ông nói sẽ mở rộng sang nước Ý.", "Đoàn về hôm qua."],
    # Numbers, dates, codes, addresses
    ["Dân số là 1.500.000.", "Diện tích 200 km2."],
    ["Ngày 22.6.", "Hội nghị khai mạc lúc 8h30.", "Đến 11h bế mạc."],
    ["Luật số 15/2012/QH13.", "Nghị định 100/2019/NĐ-CP.", "Công văn 12/UBND-VX."],
    ["Truy cập www.thuongduc.example để xem.", "Email: a.b@c.example.", "Báo Vietnam.Net đưa tin."],
    ["Đội nhà thắng 3 - 0.", "Khán giả mừng."],
    ["Mục 3.2.1. Quy định chung."],
    ["Theo Điều 5.", "Khoản 2 quy định rõ."],
    ["Kết luận các nội dung sau: 1. Về kiểm tra.", "2. Về giám sát.", "b) Về kỷ luật."],
    # Marks, quotations, dashes, brackets
    ["Rau, củ, quả…", "Giá tăng mạnh.", "Rau, củ, quả… đều tăng."],
    ["Đạt ba phần tư...", "Tiếp theo là phần thảo luận."],
    ["Thật à?!", "Đúng vậy!", "Sao?...", "Không rõ."],
    ["“Tôi đồng ý!” - ông Nam nói.", "Họ bắt tay."],
    ["“Tôi đồng ý.”, ông nói.", "“Có được không?” ông Nam hỏi.", "Bà gật đầu."],
    ["Ông nói: “Tôi tin.", "Chúng ta làm được.”", "Mọi người vỗ tay."],
    ['Ông nói "Chúng ta phải làm."', 'Họ đồng ý với "cách làm mới".', '"Đúng thế", bà nói.'],
    ['Cần làm rõ việc thu, chi... ", ông nói.', "Sau đó họ về."],
    ['" Tôi đồng ý. "', "Bà Lan gật đầu.", '" Tốt lắm ", ông nói.', '" Thế nhé.', 'Ta đi. "', "Họ cười."],
    ["Ông đến từ Lạc Đông.", "(Theo báo địa phương)"],
    ["Nghị quyết Trung ương 4 (khóa XII) được thực hiện.", "Kỳ họp thứ V.", "Khóa X."],
    ["Thông báo của Bộ ./.", "Theo đó, lịch họp đổi."],
    ["Họp xong, đoàn về Tp.Kim Giang.", "Đường thông thoáng."],
]


@pytest.mark.parametrize("sentences", CASES, ids=lambda s: s[0][:30])
def test_cases(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[s.start : s.end] for s in split_sentences(text)] == sentences


def test_a_line_end_ends_a_sentence() -> None:
    text = "Về phát triển kinh tế\nTổng sản phẩm tăng 6,85%.\n- Hoàn thành 1.270 nhà;\n- Giao Sở Y tế rà soát."
    assert len(split_sentences(text)) == 4


def test_a_forgotten_space() -> None:
    text = "Ông Nam đã nói.Bà Lan đáp lại. Họ về Q.Bình và Tp.Huế."
    assert [text[s.start : s.end] for s in split_sentences(text)] == [
        "Ông Nam đã nói.",
        "Bà Lan đáp lại.",
        "Họ về Q.Bình và Tp.Huế.",
    ]


prose = st.lists(
    st.sampled_from('TP.|Ông|nói|. |.|…|“|”|"| "|? |TS.|A.|1.|: |(|)|- |\n|Theo|quý X|\u00a0|, |;'.split("|")),
    max_size=60,
).map("".join)


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=400) | prose)
def test_any_text_is_covered_exactly(text: str) -> None:
    spans = split_sentences(text)
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    inside = set().union(*(range(s.start, s.end) for s in spans)) if spans else set()
    assert all(i in inside for i, c in enumerate(text) if not c.isspace())


def test_hostile_lengths_take_no_hostile_time() -> None:
    begin = time.process_time()
    for text in (
        "A. " * 8_000,
        "TP. " * 8_000,
        "(A. " * 8_000,
        "“A.” " * 8_000,
        "." * 20_000,
        '. "' * 8_000,
        "x: 1. " * 8_000,
    ):
        split_sentences(text)
    assert time.process_time() - begin < 4


def test_a_name_with_an_exclamation_mark_ends_no_sentence() -> None:
    text = (
        "Dịch vụ Yahoo! Mail bị gián đoạn hai giờ. Tỉnh bỏ Yahoo! Các sở dùng hộp thư công vụ. Làm ngay! Ông Lịch nói."
    )
    assert [text[s.start : s.end] for s in split_sentences(text)] == [
        "Dịch vụ Yahoo! Mail bị gián đoạn hai giờ.",
        "Tỉnh bỏ Yahoo!",
        "Các sở dùng hộp thư công vụ.",
        "Làm ngay!",
        "Ông Lịch nói.",
    ]
