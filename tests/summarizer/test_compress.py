"""Headline forms: what is cut, what never is."""

from __future__ import annotations

import pytest

from news.vietnamese import syllables
from summarizer.compress import headline_forms
from summarizer.headline_form import LONGEST, SHORTEST, WHOLE, is_headline


def forms(sentence: str) -> list[str]:
    return [form.text for form in headline_forms(sentence)]


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        (
            "Chiều 22-6, tại TP Kim Giang, UBND tỉnh Thường Đức tổ chức hội nghị giao ban về vốn đầu tư công.",
            "UBND tỉnh Thường Đức tổ chức hội nghị giao ban về vốn đầu tư công",
        ),
        (
            "Theo Sở Tài chính, đến hết tháng 5 toàn tỉnh đã giải ngân 1.500 tỷ đồng, đạt 24,3% kế hoạch vốn.",
            "Đến hết tháng 5 toàn tỉnh giải ngân 1.500 tỷ đồng, đạt 24,3% kế hoạch vốn",
        ),
        (
            "Toàn tỉnh đã giải ngân 1.500 tỷ đồng vốn đầu tư công, ông Đỗ Quang Lịch cho biết.",
            "Toàn tỉnh giải ngân 1.500 tỷ đồng vốn đầu tư công",
        ),
        (
            "Ông Đỗ Quang Lịch, Chủ tịch UBND tỉnh Thường Đức, đã ký quyết định bổ sung 120 tỷ đồng làm cầu.",
            "Ông Đỗ Quang Lịch ký quyết định bổ sung 120 tỷ đồng làm cầu",
        ),
        (
            "Thủ tướng nước này ngày 16/3 tuyên bố sẽ tăng lương. Bộ Y tế ngày 16/3 công bố 12 ca mắc mới tại hai tỉnh.",
            None,
        ),
        (
            "Bộ Y tế ngày 16/3 công bố 12 ca mắc mới tại hai tỉnh miền núi.",
            "Bộ Y tế công bố 12 ca mắc mới tại hai tỉnh miền núi",
        ),
        (
            "UBND tỉnh Thường Đức phê duyệt dự án cầu Kim Giang 2 nhằm giảm tải cho cầu cũ đã xuống cấp.",
            "UBND tỉnh Thường Đức phê duyệt dự án cầu Kim Giang 2",
        ),
        (
            "Ủy ban nhân dân tỉnh Thường Đức thông qua chín nghị quyết về đầu tư công.",
            "UBND tỉnh Thường Đức thông qua chín nghị quyết về đầu tư công",
        ),
    ],
)
def test_what_is_cut(sentence: str, form: str | None) -> None:
    assert (form in forms(sentence)) if form else not forms(sentence)


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        # A denial ends where it ends.
        (
            "UBND tỉnh Thường Đức sẽ không cấp phép cho dự án khách sạn khi chủ đầu tư chưa nộp tiền thuê đất.",
            "UBND tỉnh Thường Đức sẽ không cấp phép cho dự án khách sạn",
        ),
        # So does a condition.
        (
            "Tỉnh Thường Đức sẽ thu hồi dự án cầu Kim Giang 2 nếu nhà thầu chậm tiến độ quá 30 ngày.",
            "Tỉnh Thường Đức sẽ thu hồi dự án cầu Kim Giang 2",
        ),
        # Who accuses is not left out.
        (
            "Theo cáo trạng, ông Nguyễn Văn Tam đã nhận hối lộ 2 tỷ đồng của Công ty Hải Long.",
            "Ông Nguyễn Văn Tam nhận hối lộ 2 tỷ đồng của Công ty Hải Long",
        ),
        # What stands between two commas may be the sentence itself.
        (
            "Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh cũng chỉ ra nhiệm vụ mà các cấp ủy, tổ chức đảng phải đề cao trách nhiệm.",
            "Bí thư Tỉnh ủy tổ chức đảng phải đề cao trách nhiệm",
        ),
        (
            "Hiện có 20/21 tập đoàn, tổng công ty dự kiến chuyển về ủy ban quản lý vốn nhà nước trong năm nay.",
            "Tổng công ty dự kiến chuyển về ủy ban quản lý vốn nhà nước",
        ),
        (
            "Ông Đỗ Quang Lịch đến huyện Tân Lộc, tại đây ông gặp 40 hộ dân, ký quyết định bổ sung 120 tỷ đồng.",
            "Ông Đỗ Quang Lịch đến huyện Tân Lộc ký quyết định bổ sung 120 tỷ đồng",
        ),
        # A list's members are no clauses.
        (
            "Tại Kim Giang, Tân Lộc, Yên Khê, mưa lớn làm ngập 340 ha lúa vừa gieo.",
            "Tân Lộc, Yên Khê, mưa lớn làm ngập 340 ha lúa vừa gieo",
        ),
        (
            "Đoàn xe bị chặn ở Lạc Giang là phương tiện của Công ty Xây dựng Đông Hà và xe do công ty thuê chở đất",
            "Đoàn xe bị chặn ở Lạc Giang là phương tiện của Công ty Xây dựng Đông Hà và xe",
        ),
    ],
)
def test_what_is_never_cut(sentence: str, never: str) -> None:
    assert never not in forms(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Các đại biểu thảo luận về việc xây dựng cầu của",
        "Ông cho biết tỉnh sẽ làm cầu Kim Giang 2",
        "Tỉnh sẽ xử lý nghiêm vụ việc này trong năm nay",
        "Và UBND tỉnh phê duyệt dự án cầu Kim Giang 2",
        "Lãnh đạo tỉnh Thường Đức tại hội nghị giao ban tháng 6",
        "UBND tỉnh yêu cầu các sở, ngành, địa phương, đơn vị, doanh nghiệp báo cáo",
        "Sở Y tế cho biết tỉnh “đã mua đủ thuốc và vật tư",
        "Tỉnh làm cầu",
        "Chủ tịch UBND tỉnh Đỗ Quang Lịch phát biểu tại diễn đàn doanh nghiệp",
        "Giám đốc Sở Giao thông Vận tải trả lời chất vấn của đại biểu HĐND tỉnh",
        "Ca sĩ Mai Lan đã có những chia sẻ thẳng thắn với người hâm mộ",
        "UBND tỉnh Thường Đức tổ chức họp báo quý 1 năm 2024",
        "Chủ tịch UBND tỉnh quyết định bổ nhiệm ông Trần Văn Lãm, Hiệu trưởng Đại học Luật",
        "Công an huyện Tân Lộc bắt giữ Nguyễn Văn Tèo",
        "Ông Tuấn bị kỷ luật vì những sai phạm khi còn làm giám đốc sở",
        "Chuyến thăm diễn ra sau khi hai nước ký hiệp định thương mại mới",
        "Ông Trần Văn Lãm từng giữ chức giám đốc sở và chủ tịch huyện",
        "HĐND tỉnh Thường Đức tổ chức phiên họp toàn thể",
        "Công trình nhằm giải quyết ô nhiễm ở khu công nghệ cao của tỉnh",
        "Khuyến cáo được nước Lăng đưa ra với các hãng hàng không dân dụng",
        "Công an tỉnh Thường Đức bắt được đối tượng Nguyễn Văn Tèo",
    ],
)
def test_what_is_no_headline(text: str) -> None:
    assert not is_headline(text)


def test_forms_of_the_samples_are_of_headline_length(samples: list) -> None:  # type: ignore[type-arg]
    made = [form for article in samples for sentence in article.sentence_texts() for form in forms(sentence)]
    assert len(made) > 90
    for form in made:
        assert SHORTEST <= len(syllables(form)) <= WHOLE
        assert not form[0].islower() and form[-1] not in ".,;:"


@pytest.mark.parametrize(
    "text",
    [
        "Tiêm kích thế hệ thứ năm của không quân Bắc Lăng",
        "Máy bay ném bom chiến lược siêu thanh đời mới của Bắc Lăng",
        "Sân bay quốc tế Kim Giang, nơi đang giữ hai người khách",
        "Các ngành học còn lại có mức điểm xét tuyển là 13 điểm",
        "Công an cũng lấy lời khai của người đi cùng nạn nhân",
    ],
)
def test_what_names_a_picture_or_goes_on_is_no_headline(text: str) -> None:
    assert not is_headline(text)


def test_an_aircraft_may_do_something() -> None:
    assert is_headline("Máy bay ném bom Bắc Lăng đáp xuống căn cứ không quân Kim Giang")


@pytest.mark.parametrize(
    "text",
    [
        "Cơ quan công an đang tạm giữ tám người trong vụ án",
        "Vào khoảng 20h, Phạm Trung Thắng và bạn gái đến một quán nhậu ở TP Kim Giang",
        "Bước đầu lực lượng biên phòng nhận định đây có thể là ngư lôi tập luyện",
        "Nhà trẻ của Tỉnh ủy Thường Đức dự kiến hoạt động ngay",
        "Ban Quản lý dự án yêu cầu công ty tư vấn kiểm tra thường xuyên",
        "“Tỉnh Thường Đức không có vũ khí hoá học nào”",
        "Tâm cho biết anh và gần 30 thí sinh khác đăng ký dự thi viên chức",
        "6 khách hàng trên chọn đúng 5 số trong bộ 6 số may mắn",
        "Lò Văn Tú là con trai cả của đạo diễn Lò Văn Pản",
        "Khách mời danh dự gồm đạo diễn Hà Anh cùng diễn viên Đức Hải",
        "Vụ đánh bom khiến ít nhất 20 người thiệt mạng và 25 người bị thương",
        "Việc tỉnh thu hồi đất của dân là “không phù hợp với thực tế” ở Tân Lộc",
        'Đại biểu Lê Văn Tú "đề nghị khi thông qua cần phải" bấm nút "riêng về giao đất',
        "UBND thành phố Kim Giang quyết định xử phạt vi phạm hành chính 15 triệu đồng",
        "TAND tỉnh Thường Đức ra quyết định đưa vụ án gian lận điểm thi năm 2018",
        "Ông Lê Văn Tú ký quyết định về việc thôi nhiệm",
        "Ngày Độc thân là sự kiện mua sắm trực tuyến lớn nhất trong năm",
        "Đội tuyển tỉnh Thường Đức chụp ảnh trước trận giao hữu với đội Vân Sơn",
        "Bệnh nhân được chỉ định phẫu thuật lấy u xương hộp sọ",
    ],
)
def test_what_leaves_its_reader_asking_is_no_headline(text: str) -> None:
    assert not is_headline(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nhiều hành khách than phiền không có chỗ ngồi đợi xe buýt vì nhà chờ bị chiếm dụng",
        "UBND tỉnh Thường Đức công bố quy hoạch khu vực hồ Pá Chiêm thành khu du lịch",
        "Trump cho biết ông sẽ gặp lãnh đạo Triều Tiên ở Hà Nội",
        "Công ty Biển Xanh ở Kim Giang bị phạt 15 triệu đồng",
        "TAND tỉnh Thường Đức đưa vụ án gian lận điểm thi ra xét xử",
        "Ông Đỗ Quang Lịch gọi dự án chậm 14 tháng là “nỗi xấu hổ” của tỉnh",
        "Tỉnh Thường Đức xử phạt 15 triệu đồng đối với Công ty Biển Xanh",
        "Bộ cho biết 12 tỉnh chưa gửi báo cáo về an toàn hồ đập",
    ],
)
def test_headlines_that_stay(text: str) -> None:
    assert is_headline(text)


def test_a_whole_sentence_may_be_longer_than_a_cut_one() -> None:
    head = "UBND tỉnh Thường Đức phê duyệt dự án kênh thuỷ lợi cho sáu huyện miền núi và ven biển có vốn 1.500 tỷ đồng"
    assert LONGEST < len(syllables(head)) <= WHOLE
    assert forms(f"{head}.") == [head]
    assert head not in forms(f"{head} nhằm thu hút nhà đầu tư vào nông nghiệp.")


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        (
            "Nước Lăng hôm nay cảnh báo sẽ trả đũa nếu láng giềng tăng thuế nhập khẩu thép.",
            "Nước Lăng cảnh báo sẽ trả đũa nếu láng giềng tăng thuế nhập khẩu thép",
        ),
    ],
)
def test_today_is_left_out(sentence: str, form: str) -> None:
    assert form in forms(sentence)


@pytest.mark.parametrize(
    ("sentence", "no_form"),
    [
        (
            "Công trình giao thông chậm nên tỉnh không thể xử lý triệt để tình trạng ùn tắc ở cửa ngõ phía đông.",
            "Công trình giao thông chậm nên tỉnh không thể xử lý triệt",
        ),
        (
            "Giám đốc sở cho biết việc rà soát số liệu sẽ xong trong tháng 5.",
            "Giám đốc sở cho biết việc rà soát số liệu",
        ),
        (
            "Thủ tướng giao Bộ Giao thông phối hợp với Bộ Xây dựng, Bộ Kế hoạch và đầu tư tổ chức thi công thí điểm.",
            "Thủ tướng giao Bộ Giao thông phối hợp với Bộ Xây dựng, Bộ Kế hoạch",
        ),
        (
            "Vượt sông Lăng sang Thường Đức trái phép để đi du lịch, bốn người bị xử phạt.",
            "Vượt sông Lăng sang Thường Đức trái phép",
        ),
        (
            "Bà Mai Thị Lan muốn tiếp tục vụ kiện sau khi luật sư của chồng, ông Trần Văn Lãm, nhận tội vì gian dối.",
            "Bà Mai Thị Lan muốn tiếp tục vụ kiện sau khi luật sư của chồng, ông Trần Văn Lãm",
        ),
        (
            "Danh tính người gây ra vụ nổ ở trường Kim Giang hiện chưa được làm rõ sau khi công an vào cuộc.",
            "Danh tính người gây ra vụ nổ ở trường Kim Giang",
        ),
    ],
)
def test_no_cut_tears_a_sentence(sentence: str, no_form: str) -> None:
    assert no_form not in forms(sentence)


@pytest.mark.parametrize(
    ("sentence", "no_form"),
    [
        (
            "Gần một nửa số thí sinh dự kỳ thi tuyển viên chức tại trụ sở Sở Nội vụ Thường Đức đã bị đánh trượt.",
            "Gần một nửa số thí sinh dự kỳ thi tuyển viên chức",
        ),
        (
            "Chi phí sửa chiếc máy bơm bị cháy hồi cuối năm 2016 quá cao, buộc xã Lạc Đồng bán sắt vụn.",
            "Chi phí sửa chiếc máy bơm bị cháy",
        ),
        (
            "Trong kho máy móc, thiết bị và thuốc của trạm mới được phát hiện ở Lạc Đồng nhiều thùng đã hỏng.",
            "Thiết bị và thuốc của trạm mới được phát hiện ở Lạc Đồng nhiều thùng đã hỏng",
        ),
    ],
)
def test_the_verb_of_the_sentence_is_never_cut(sentence: str, no_form: str) -> None:
    assert no_form not in forms(sentence)


def test_a_headline_has_no_recent_day_in_front() -> None:
    assert "Sở Giao thông Thường Đức giao các huyện sửa cầu treo" in forms(
        "Mới đây Sở Giao thông Thường Đức giao các huyện sửa cầu treo."
    )
    assert not is_headline("Mới đây sở giao các huyện sửa cầu treo")
    assert not is_headline("Hai vết nứt trên mặt cầu Kim Giang được thợ nhận định có thể")


def test_what_was_long_ago_keeps_its_year() -> None:
    found = forms("Ông chủ mỏ đá Lạc Đồng bị cáo buộc ra lệnh bắt cóc hai kỹ sư vào năm 1978 vì muốn giữ bí mật.")
    assert not any(form.endswith("kỹ sư") for form in found)


@pytest.mark.parametrize(
    "text",
    [
        "Hội phụ nữ Thường Đức cáo buộc công ty có kế hoạch cho phép xe quá tải ở Kim Giang",
        "Chủ tịch Thường Đức thảo luận nhiều nội dung với đoàn của Sở Tài chính",
        "Hiện nhiều nông dân làng hoa Lạc Đồng đang chăm hoa bán Tết",
        "Thầy giáo Lạc Đồng đem số tài sản trên trả lại cho người đánh rơi",
        "Sở Y tế Thường Đức cung cấp một số thông tin liên quan vụ ngộ độc",
        "Hội thợ săn Lạc Đồng kêu gọi siết chặt quy định về bẫy thú được dùng",
    ],
)
def test_what_is_torn_or_vague_is_no_headline(text: str) -> None:
    assert not is_headline(text)
