"""Orders of meetings as the news tells them: whose they are, how far they go, by when, and what is none. All invented."""

from __future__ import annotations

import pytest

from facts.meeting import meeting_facts
from tests.facts.articles import article

MEETING = "Sáng 5/3, UBND tỉnh Tân Lộc họp bàn việc chống hạn."


def ordered(*sentences: str, head: str = MEETING) -> list[tuple[str, str, str | None]]:
    card = meeting_facts(article("\n".join([head, *sentences])))
    assert card is not None
    for task in card.assignments:
        assert task.span.quote.startswith(task.who) or task.span.quote.endswith(task.who)
        assert task.what in task.span.quote
    return [(task.who, task.what, task.deadline) for task in card.assignments]


@pytest.mark.parametrize(
    ("sentence", "who", "what"),
    [
        # A dash and a verb inside a name.
        (
            "Chủ tịch tỉnh yêu cầu Sở Kế hoạch - đầu tư chủ trì lập phương án vốn cho hồ chứa.",
            "Sở Kế hoạch - đầu tư",
            "chủ trì lập phương án vốn cho hồ chứa",
        ),
        (
            "Chủ tịch tỉnh yêu cầu Giám đốc Trung tâm phát triển quỹ đất phải kiểm điểm việc chậm bồi thường.",
            "Giám đốc Trung tâm phát triển quỹ đất",
            "phải kiểm điểm việc chậm bồi thường",
        ),
        (
            "Chủ tịch tỉnh giao Trung tâm kiểm tra lại toàn bộ số giếng khoan.",
            "Trung tâm",
            "kiểm tra lại toàn bộ số giếng khoan",
        ),
        (
            "Chủ tịch tỉnh giao Văn phòng đăng ký đất đai khẩn trương rà soát hồ sơ tồn.",
            "Văn phòng đăng ký đất đai",
            "khẩn trương rà soát hồ sơ tồn",
        ),
        (
            "Bộ trưởng đề nghị các cơ quan nghiên cứu, đặc biệt là hai viện lúa, cần phối hợp chặt chẽ với nông dân.",
            "các cơ quan nghiên cứu, đặc biệt là hai viện lúa",
            "cần phối hợp chặt chẽ với nông dân",
        ),
        (
            "Chủ tịch tỉnh yêu cầu lực lượng tìm kiếm, cứu nạn phải làm việc xuyên đêm.",
            "lực lượng tìm kiếm, cứu nạn",
            "phải làm việc xuyên đêm",
        ),
        (
            "Chủ tịch tỉnh đề nghị cơ quan dân cử thành phố tiếp tục đổi mới hoạt động giám sát.",
            "cơ quan dân cử thành phố",
            "tiếp tục đổi mới hoạt động giám sát",
        ),
        (
            "Phó Thủ tướng yêu cầu ngành hàng không phải đảm bảo an toàn bay dịp Tết.",
            "ngành hàng không",
            "phải đảm bảo an toàn bay dịp Tết",
        ),
        # The paper of the meeting itself, and one who is told to have others do it.
        (
            "Theo nghị quyết phiên họp thường kỳ tháng 2, Chính phủ giao Bộ Xây dựng chủ trì lựa chọn ba dự án thí điểm.",
            "Bộ Xây dựng",
            "chủ trì lựa chọn ba dự án thí điểm",
        ),
        (
            "Chủ tịch tỉnh yêu cầu Sở Công Thương phối hợp với Sở Y tế chỉ đạo doanh nghiệp dược tăng cường dự trữ thuốc.",
            "Sở Công Thương",
            "phối hợp với Sở Y tế chỉ đạo doanh nghiệp dược tăng cường dự trữ thuốc",
        ),
        # What is said of time or manner between him and what he shall do.
        (
            "Chủ tịch tỉnh giao Sở Thông tin từ 1/1/2017 trang bị máy tính cho các xã vùng cao.",
            "Sở Thông tin",
            "trang bị máy tính cho các xã vùng cao",
        ),
        (
            "Chủ tịch tỉnh yêu cầu các cơ quan khoa học trên tinh thần khách quan, xác định nguyên nhân cá chết.",
            "các cơ quan khoa học",
            "xác định nguyên nhân cá chết",
        ),
        (
            "Chủ tịch tỉnh yêu cầu các xã trong những ngày còn lại tập trung nạo vét kênh mương.",
            "các xã",
            "tập trung nạo vét kênh mương",
        ),
        (
            "Chủ tịch tỉnh yêu cầu các đơn vị liên quan, bằng mọi cách đẩy nhanh việc dẫn nước.",
            "các đơn vị liên quan",
            "đẩy nhanh việc dẫn nước",
        ),
        (
            "Chủ tịch tỉnh yêu cầu Sở Giao thông khi cần tăng chuyến xe phải báo trước cho bến xe.",
            "Sở Giao thông",
            "khi cần tăng chuyến xe phải báo trước cho bến xe",
        ),
        # A person.
        (
            "Chủ tịch tỉnh yêu cầu ông Lê Văn Bình, Giám đốc Sở Y tế, rà soát số giường bệnh.",
            "ông Lê Văn Bình, Giám đốc Sở Y tế",
            "rà soát số giường bệnh",
        ),
        # A verb that no list knows, behind a body that is known.
        (
            "Chủ tịch tỉnh yêu cầu Sở Xây dựng phân nhóm 474 chung cư, đánh giá từng nhà.",
            "Sở Xây dựng",
            "phân nhóm 474 chung cư, đánh giá từng nhà",
        ),
        (
            "Chủ tịch tỉnh yêu cầu cơ quan tham mưu đề xuất quy định về xe ôm công nghệ.",
            "cơ quan tham mưu",
            "đề xuất quy định về xe ôm công nghệ",
        ),
        # What is forbidden.
        (
            "Chủ tịch tỉnh yêu cầu các huyện không tổ chức lễ hội trong mùa khô.",
            "các huyện",
            "không tổ chức lễ hội trong mùa khô",
        ),
        (
            "Sở Y tế được UBND tỉnh giao kiểm tra nguồn nước các trường học.",
            "Sở Y tế",
            "kiểm tra nguồn nước các trường học",
        ),
        (
            "Để không thiếu nước, Công ty Thủy lợi được yêu cầu kiểm tra từng trạm bơm.",
            "Công ty Thủy lợi",
            "kiểm tra từng trạm bơm",
        ),
        (
            "Cục Thủy lợi phải chủ trì lập bản đồ hạn - Bộ trưởng Lê Văn Bình yêu cầu.",
            "Cục Thủy lợi",
            "phải chủ trì lập bản đồ hạn",
        ),
    ],
)
def test_who_is_to_do_what(sentence: str, who: str, what: str) -> None:
    assert [task[:2] for task in ordered(sentence)] == [(who, what)]


def test_orders_that_follow_one_another() -> None:
    assert [
        task[0]
        for task in ordered(
            "Chủ tịch tỉnh yêu cầu Sở Nông nghiệp nghiêm túc chỉ đạo kiểm điểm việc xả nước, đồng thời giao UBND huyện Hòa Sơn thay "
            "mặt tỉnh xin lỗi bà con; Tổng thầu phải sửa ngay cống số 3."
        )
    ] == ["Sở Nông nghiệp", "UBND huyện Hòa Sơn", "Tổng thầu"]
    assert [
        task[0]
        for task in ordered(
            "Chủ tịch tỉnh yêu cầu các sở chủ động giúp doanh nghiệp.",
            "Một mặt, các sở phải làm việc trực tiếp với từng nhà máy.",
        )
    ] == ["các sở", "các sở"]


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Chủ tịch tỉnh yêu cầu Sở Y tế trình phương án trước ngày 20/3.", "trước ngày 20/3"),
        ("Chủ tịch tỉnh yêu cầu Sở Y tế thực hiện quy hoạch mạng lưới trạm xá đến năm 2030.", None),
        ("Trong ngày 5/3, chủ trì phiên họp, Chủ tịch tỉnh yêu cầu các huyện kiểm tra kênh mương.", None),
        ("Chủ tịch tỉnh yêu cầu trong tháng 4, Sở Y tế phải kiểm tra xong các trạm xá.", "trong tháng 4"),
    ],
)
def test_by_when(sentence: str, deadline: str | None) -> None:
    assert [task[2] for task in ordered(sentence)] == [deadline]


@pytest.mark.parametrize(
    "sentence",
    [
        "Việc điều động, phân công cán bộ tham gia chống hạn đã xong.",
        "Chủ tịch tỉnh sẽ chỉ đạo Sở Y tế kiểm tra các trạm xá.",
        "Chính phủ cần chỉ đạo các bộ ngành nghiên cứu chính sách giảm thuế.",
        "Sở Kế hoạch kiến nghị UBND tỉnh chỉ đạo Sở Y tế dừng cuộc thầu và làm lại hồ sơ.",
        "Thời gian qua, tỉnh đã liên tục chỉ đạo Sở Y tế kiểm tra các trạm xá.",
        "Nghị quyết 112 của Chính phủ yêu cầu các bộ ngành phải rà soát thủ tục.",
        "Bên cạnh đó cần triển khai dự án nhanh chóng, đúng quy định.",
        "Theo ông Lê Văn Bình, Cục trưởng Cục Thủy lợi, Bộ Nông nghiệp đã yêu cầu các địa phương báo cáo số giếng khoan.",
        "Bảo vệ rừng là nhiệm vụ của hội, ai cũng phải tham gia, ông Lê Văn Bình nhấn mạnh.",
        "Trước đó, ngày 2/2, tỉnh đã kiểm tra hồ chứa.\nQua đó, tỉnh yêu cầu huyện Hòa Sơn báo cáo nguyên nhân.",
        "Trường hợp cần làm rõ, đại biểu có quyền đề nghị Thường trực HĐND yêu cầu cơ quan có thẩm quyền xác minh.",
        "Cục Đăng kiểm gửi danh sách xe cho Cục Cảnh sát giao thông để chỉ đạo các lực lượng kiểm soát trên đường.",
        "Chủ tịch tỉnh lưu ý cơ quan thực hiện là Tổng cục Đất đai phải trả lời câu hỏi của dân.",
        "Hiện Chính phủ giao Bộ Công an ứng tiền mua máy bơm.",
        "“Vừa qua Phó thủ tướng đã giao Sở Xây dựng hướng dẫn các xã”, ông Lê Văn Bình nói.",
        "Nhiều lý do khiến Ngân hàng Nhà nước yêu cầu các ngân hàng phải niêm yết.",
        "Ban chỉ đạo Bộ Quốc phòng về diễn tập họp với các tiểu ban nhằm rà soát công tác chuẩn bị.",
        # Told of, not given.
        "Đoàn khảo sát nghe về những việc mà Thủ tướng yêu cầu địa phương rà soát, khắc phục ngay trong mùa mưa.",
        "Việc này kéo dài, gần đây Chính phủ yêu cầu Bộ Xây dựng chủ trì thuê tư vấn xem xét phương án.",
        "Thời gian qua, tỉnh giao Sở Y tế xây dựng phương án phòng dịch.",
        "“Chúng tôi đã đề nghị tòa án cấp lại giấy phép cho nhà xe ngay lập tức”, ông Lê Văn Bình nói.",
        "“Đợt kiểm tra này để nhắc nhở, cảnh báo, yêu cầu cơ quan báo chí rà soát văn phòng đại diện”, ông Lê Văn Bình nói.",
        "Theo chỉ tiêu được Ban Thi đua tỉnh giao cho các ngành, chậm nhất đến tháng 2 các sở phải nộp hồ sơ.",
        "Ông Bình chỉ đạo cấp dưới ký văn bản đề nghị UBND huyện giao đất cho hội làm trụ sở.",
        "Xem thêm: Chính phủ yêu cầu Bộ Y tế chuẩn bị phương án phòng dịch",
        # By whoever holds no office, or holds it no longer; to nobody.
        "Chị yêu cầu các cơ quan chức năng làm rõ vụ mất trộm xe.",
        "Ông Lê Văn Bình, nguyên Giám đốc Sở Tài chính, đề nghị cơ quan quản lý cần công bố giá nước sạch.",
        "Ông Lê Văn Bình đề nghị HĐND thành phố phải có nghị quyết về nước sạch.",
        "“Ban quản lý nào chậm phải nghiêm khắc kiểm điểm trước tỉnh”, ông Lê Văn Bình chỉ đạo.",
        "Chủ tịch tỉnh lưu ý các phong trào thi đua cần có mục tiêu thiết thực.",
    ],
)
def test_what_is_no_order_of_the_meeting(sentence: str) -> None:
    assert ordered(sentence) == []


def test_who_chairs_the_meeting_is_given_no_task() -> None:
    assert [
        task[0]
        for task in ordered(
            "Chủ tịch tỉnh giao Văn phòng UBND phối hợp với Sở Y tế lập báo cáo.",
            "Chánh Văn phòng UBND tỉnh chủ trì cuộc họp báo.",
        )
    ] == ["Văn phòng UBND"]


@pytest.mark.parametrize(
    "limit",
    [
        "trong vòng 24h",
        "trước 17 giờ ngày 5-3",
        "vào cuối quý 3",
        "trước mùa mưa bão",
        "ngay trong hôm nay",
        "trong 15 ngày tới",
        "trong 1-2 tháng",
        "trước thứ sáu tuần này",
        "trước cuối năm",
        "đến giữa năm 2020",
    ],
)
def test_limits_as_offices_set_them(limit: str) -> None:
    assert [task[2] for task in ordered(f"Chủ tịch tỉnh yêu cầu Sở Y tế hoàn thành phương án {limit}.")] == [limit]
