"""The card on sentences in the style of the press: names from abroad, offices, tasks, deadlines, who came. All invented."""

from __future__ import annotations

import pytest

from facts.meeting import meeting_facts
from facts.types import Assignment, MeetingFacts
from news import article_from_text
from tests.facts.articles import article


def read(text: str) -> MeetingFacts:
    card = meeting_facts(article(text))
    assert card is not None
    return card


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Tổng thống Hàn Quốc Moon Jae - in cho biết", "Moon Jae - in", "Tổng thống Hàn Quốc"),
        ("Bà Choe Son - hui cho biết", "Choe Son - hui", None),
        ("Thủ tướng Thái Lan Prayut Chan - O - Cha cho biết", "Prayut Chan - O - Cha", "Thủ tướng Thái Lan"),
        ("Tổng thống Syria Bashar al - Assad cho biết", "Bashar al - Assad", "Tổng thống Syria"),
        (
            "Phát ngôn viên Bộ Ngoại giao Trung Quốc Hoa Minh Doanh hôm nay cho biết",
            "Hoa Minh Doanh",
            "Phát ngôn viên Bộ Ngoại giao Trung Quốc",
        ),
        (
            "Garrett Markus, phát ngôn viên Hội đồng an ninh Mỹ, cho hay",
            "Garrett Markus",
            "phát ngôn viên Hội đồng an ninh Mỹ",
        ),
        (
            "Baik Tae - hyun, người phát ngôn Bộ Thống nhất Hàn Quốc, cho biết",
            "Baik Tae - hyun",
            "người phát ngôn Bộ Thống nhất Hàn Quốc",
        ),
        ("Shinzo Abe cho biết", "Shinzo Abe", None),
        ("Thủ tướng Nhật Shinzo Abe cho biết", "Shinzo Abe", "Thủ tướng Nhật"),
        ("Thủ tướng Hun Sen cho biết", "Hun Sen", "Thủ tướng"),
        (
            "Ông Robert Salten, trợ lý thứ trưởng Bộ Quốc phòng cho biết",
            "Robert Salten",
            "trợ lý thứ trưởng Bộ Quốc phòng",
        ),
        (
            "Bà Phạm Thu Hà, Phó trưởng ban Dân chủ và pháp luật, cho biết",
            "Phạm Thu Hà",
            "Phó trưởng ban Dân chủ và pháp luật",
        ),
        (
            "Ông Nguyễn Minh, trưởng phòng công tác - chính trị Sở GD-ĐT, cho biết",
            "Nguyễn Minh",
            "trưởng phòng công tác - chính trị Sở GD-ĐT",
        ),
    ],
)
def test_who_speaks_with_which_office(text: str, name: str, title: str | None) -> None:
    card = read(
        f"Hội nghị về nguồn nước khai mạc sáng 5/3. {text} hai bên cần sớm tìm được tiếng nói chung về nguồn nước."
    )
    assert [(speaker.name, speaker.title) for speaker in card.speakers] == [(name, title)]
    assert len(card.speakers[0].points) == 1


def test_a_hyphen_between_vietnamese_words_joins_no_name() -> None:
    card = read(
        "Bà Trần Thị Lan - con gái một thợ gốm - phát biểu tại hội nghị về giáo dục rằng trường học cần thêm phòng."
    )
    assert [speaker.name for speaker in card.speakers] == ["Trần Thị Lan"]


def test_the_office_of_the_next_in_a_list_is_not_the_one_befores() -> None:
    card = read(
        "Tham dự hội nghị về an ninh có John Carter, Thư ký báo chí Sarah Sanden.\n"
        "John Carter cho biết nước này sẽ tăng thêm quân tại biên giới phía nam."
    )
    assert [(speaker.name, speaker.title) for speaker in card.speakers] == [("John Carter", None)]


def test_a_surname_speaks_for_the_person_named_before() -> None:
    card = read(
        "Thượng nghị sĩ John McCarty nói tại hội nghị về thuế rằng dự luật này sẽ làm giảm thu nhập của nông dân.\n"
        "McCarty cho rằng quốc hội cần thêm thời gian để xem xét dự luật."
    )
    assert [(speaker.name, len(speaker.points)) for speaker in card.speakers] == [("John McCarty", 2)]


def test_a_quotation_in_a_quotation_stays_with_its_speaker() -> None:
    card = read(
        'Tại hội nghị về giao thông ngày 24-12, Thứ trưởng Trịnh Thị Thu cho biết " có lần tôi đi xe máy và đường khá vắng.\n'
        'Khi họ đi ngang tôi thì mắng: "Đúng là con nhà quê, có ai đâu mà phải dừng".\n'
        '"Họ mắng vì thấy mình dừng đèn đỏ cản đường họ.\n'
        'Phải làm thế nào đó để người chấp hành cảm thấy tự hào " - bà Thu chia sẻ.\n'
        "Đại tá Đỗ Thanh Bằng, phó cục trưởng, cho rằng văn hoá giao thông phải tạo thành tổng lực."
    )
    assert [(speaker.name, len(speaker.points)) for speaker in card.speakers] == [
        ("Trịnh Thị Thu", 4),
        ("Đỗ Thanh Bằng", 1),
    ]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ông đã nói như vậy tại cuộc họp đề án việc làm, diễn ra vào chiều 14-3.", "cuộc họp đề án việc làm"),
        ("Bệnh viện cho biết tại cuộc họp báo rằng 44 mẫu đã có kết quả dương tính.", "cuộc họp báo"),
        ("Ông chia sẻ tại diễn đàn doanh nhân trẻ ở Hà Nội về vốn.", "diễn đàn doanh nhân trẻ"),
        (
            "Lập trường được nêu tại kỳ họp Hội đồng Nhân dân Tối cao khoá 14 tuần tới.",
            "kỳ họp Hội đồng Nhân dân Tối cao khoá 14",
        ),
        (
            "Ông chủ trì hội nghị công bố quyết định về nhân sự Sở Giáo dục và Đào tạo (GD-ĐT) Kim Giang.",
            "hội nghị công bố quyết định về nhân sự Sở Giáo dục và Đào tạo (GD-ĐT) Kim Giang",
        ),
        (
            "Sáng 26/4, tiếp xúc cử tri huyện Cần Giờ trước kỳ họp thứ 3, ông nói về hạ tầng.",
            "tiếp xúc cử tri huyện Cần Giờ",
        ),
        ("Tại Hà Nội, Uỷ ban Kiểm tra Trung ương đã họp kỳ 30.", "họp kỳ 30"),
    ],
)
def test_the_name_of_the_meeting_ends_where_its_clause_does(text: str, event: str) -> None:
    card = read(text)
    assert card.event is not None
    assert card.event.text == event


def test_a_body_called_conference_is_no_meeting() -> None:
    text = "Ông Li vừa thành phó chủ tịch của Hội nghị Hiệp thương Chính trị Nhân dân tại địa phương."
    assert meeting_facts(article(text)) is None


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Hội nghị thượng đỉnh diễn ra tại thủ đô Helsinki, Phần Lan hôm 16/7.", ["thủ đô Helsinki", "Phần Lan"]),
        ("Hội nghị về sông hôm nay diễn ra tại Bangkok dưới sự chủ trì của ông Mike Carter.", ["Bangkok"]),
        ("Phát biểu trong buổi họp báo tại Vườn Hồng, Nhà Trắng, ông nói về thuế.", ["Vườn Hồng", "Nhà Trắng"]),
        ("Ông không nói gì về khủng hoảng ở Venezuela trong cuộc họp báo với các nhà báo.", []),
        ("Bà chia sẻ tại hội nghị triển khai nghiệp vụ bầu cử tại Hà Nội rằng còn vướng mắc.", ["Hà Nội"]),
    ],
)
def test_where_the_meeting_was(text: str, where: list[str]) -> None:
    assert [value.text for value in read(text).where] == where


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Tại hội nghị về kỹ năng sống do Sở GD-ĐT TP. HCM tổ chức sáng 12-6, ông Minh phát biểu.",
            ["Sở GD-ĐT TP. HCM"],
        ),
        ("Sáng nay, Bộ Công Thương đã có cuộc họp với các tập đoàn về giá điện.", ["Bộ Công Thương"]),
        ("Từ ngày 17 đến 19-10, Uỷ ban Kiểm tra Trung ương đã họp kỳ 30.", ["Uỷ ban Kiểm tra Trung ương"]),
    ],
)
def test_who_held_it(text: str, bodies: list[str]) -> None:
    assert [value.text for value in read(text).organiser] == bodies


@pytest.mark.parametrize(
    ("text", "chairs"),
    [
        ("Chiều 18/6, chủ trì cuộc gặp mặt đoàn báo chí, Thủ tướng Trần Văn Khởi nói về báo chí.", ["Trần Văn Khởi"]),
        (
            "Ngoại trưởng Mỹ John Carter (trái) và Ngoại trưởng Thái Lan Don Kittipong chủ trì hội nghị về sông.",
            ["John Carter", "Don Kittipong"],
        ),
    ],
)
def test_who_chaired(text: str, chairs: list[str]) -> None:
    assert [chair.name for chair in read(text).chairs] == chairs


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        (
            "Cuộc gặp thượng đỉnh hôm 27-4 giữa Chủ tịch Triều Tiên Kim Jong Un và Tổng thống Hàn Quốc Moon Jae In kéo dài.",
            ["Chủ tịch Triều Tiên Kim Jong Un", "Tổng thống Hàn Quốc Moon Jae In"],
        ),
        (
            "Tổng thống Mỹ John Carter đã có cuộc gặp thượng đỉnh với Tổng thống Nga Ivan Petrov tại Helsinki.",
            ["Tổng thống Mỹ John Carter", "Tổng thống Nga Ivan Petrov"],
        ),
        (
            "Tổng thống Mỹ John Carter sẽ có cuộc gặp thượng đỉnh với Tổng thống Nga Ivan Petrov tại Helsinki.",
            [],
        ),
        (
            "Phiên họp toàn thể khai mạc.\nƯớc tính có khoảng 1.500 đại biểu từ 183 quốc gia tham dự kỳ họp này.",
            ["khoảng 1.500 đại biểu từ 183 quốc gia"],
        ),
        (
            "Phát biểu tại phiên bế mạc kỳ họp thứ nhất trước gần 3.000 đại biểu, ông nói về cải cách.",
            ["gần 3.000 đại biểu"],
        ),
        (
            "Thứ trưởng Bộ Ngoại giao, Trưởng SOM của Việt Nam, ông Nguyễn Quốc Bảo dẫn đầu đoàn tham dự cuộc họp về ASEAN.",
            ["ông Nguyễn Quốc Bảo"],
        ),
        (
            "Hội thảo thương hiệu hôm nay thu hút các chuyên gia trong và ngoài nước về xuất khẩu tham dự.",
            ["các chuyên gia trong và ngoài nước về xuất khẩu"],
        ),
        ("Một số người tham dự cuộc họp về đất đai nói với báo rằng giá đền bù thấp.", []),
        ("Chủ tịch Trần Văn Bình đã lên kế hoạch tham dự hội nghị về nguồn nước.", []),
    ],
)
def test_who_came(text: str, participants: list[str]) -> None:
    assert [value.text for value in read(text).participants] == participants


HEAD = "Sáng 5/3, Thủ tướng Trần Văn Khởi chủ trì hội nghị về nông nghiệp tại Hà Nội. "


def only(text: str) -> Assignment:
    tasks = read(HEAD + text).assignments
    assert len(tasks) == 1
    return tasks[0]


@pytest.mark.parametrize(
    ("text", "who", "deadline"),
    [
        ("Ông đề nghị Bộ Nội vụ kế thừa kinh nghiệm để rà soát, hoàn thiện hệ thống pháp lý.", "Bộ Nội vụ", None),
        (
            "Thủ tướng lưu ý ngành nông nghiệp phải có biện pháp phát triển các sản phẩm khác.",
            "ngành nông nghiệp",
            None,
        ),
        (
            "Ông yêu cầu Ban soạn thảo chỉnh sửa để trình nghị định này trong tháng 3-2018.",
            "Ban soạn thảo",
            "trong tháng 3-2018",
        ),
        ("Cảnh sát tỉnh được giao chủ trì điều tra nguyên nhân, báo cáo trước 30/5.", "Cảnh sát tỉnh", "trước 30/5"),
        (
            "Ông yêu cầu ngay đầu tháng tới Văn phòng Chính phủ phải trình nghị quyết để các bộ triển khai.",
            "Văn phòng Chính phủ",
            "ngay đầu tháng tới",
        ),
        (
            "Trong năm 2019, Thủ tướng cũng yêu cầu ngành nông nghiệp phải đạt tăng trưởng ít nhất 3%.",
            "ngành nông nghiệp",
            "Trong năm 2019",
        ),
        (
            "Thủ tướng yêu cầu chậm nhất đến hết quý III năm 2019 các tỉnh hoàn thành việc rà soát hộ nghèo.",
            "các tỉnh",
            "chậm nhất đến hết quý III năm 2019",
        ),
        ("Thủ tướng yêu cầu các bộ xử lý dứt điểm trước kỳ họp tới.", "các bộ", "trước kỳ họp tới"),
        (
            "Bà Phương Thuỷ nhắc nhở các địa phương rà soát danh sách cử tri, xong trước Tết Nguyên đán.",
            "các địa phương",
            "trước Tết Nguyên đán",
        ),
        ("Tỉnh đề nghị chủ đầu tư khẩn trương thi công đoạn còn lại.", "chủ đầu tư", None),
    ],
)
def test_who_is_told_to_do_what_by_when(text: str, who: str, deadline: str | None) -> None:
    task = only(text)
    assert (task.who, task.deadline) == (who, deadline)


def test_a_task_follows_another_without_a_verb_of_order() -> None:
    card = read(
        HEAD + "Thủ tướng yêu cầu Bộ Kế hoạch thực hiện nghiêm chỉ đạo về tổng mức đầu tư.\n"
        "Bộ Tài chính chủ trì hướng dẫn thẩm định; báo cáo Thủ tướng trong quý II/2019.\n"
        "Bộ Tài chính đã hướng dẫn ba tỉnh từ năm ngoái."
    )
    assert [(task.who, task.deadline) for task in card.assignments] == [
        ("Bộ Kế hoạch", None),
        ("Bộ Tài chính", "trong quý II/2019"),
    ]


def test_what_a_notice_of_conclusions_decides_and_orders() -> None:
    card = read(
        "Văn phòng Chính phủ vừa thông báo kết luận của Thủ tướng Trần Văn Khởi tại cuộc họp về dự án đường cao tốc.\n"
        "Thủ tướng Chính phủ thống nhất phương án 1 theo đề nghị của Bộ trưởng Bộ Giao thông vận tải.\n"
        "Bộ Giao thông vận tải khẩn trương chỉ đạo nghiên cứu quy hoạch, báo cáo trước ngày 30/6."
    )
    assert [value.text[:20] for value in card.conclusions] == ["thống nhất phương án"]
    assert [(task.who, task.deadline) for task in card.assignments] == [("Bộ Giao thông vận tải", "trước ngày 30/6")]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Các ngoại trưởng ASEAN hôm nay thông qua dự thảo khung Bộ quy tắc ứng xử.", ["thông qua dự thảo"]),
        ("Chiều 15-9, hội nghị kết thúc với ba văn kiện quan trọng được thông qua.", ["ba văn kiện quan trọng"]),
        ("Kỳ họp thứ 14 HĐND tỉnh đã thông qua nghị quyết về chuẩn nghèo mới.", ["thông qua nghị quyết"]),
        ("Trước đó tại kỳ họp thứ 10, Quốc hội đã biểu quyết thông qua tờ trình về ngày bầu cử.", []),
        ("Người giữ chức vụ do Quốc hội, HĐND bầu hoặc phê chuẩn phải kê khai tài sản hằng năm.", []),
    ],
)
def test_what_was_decided(text: str, begins: list[str]) -> None:
    found = [value.text for value in read("Hội nghị về biển diễn ra sáng nay.\n" + text).conclusions]
    assert len(found) == len(begins)
    assert all(value.startswith(begin) for value, begin in zip(found, begins, strict=True))


def test_he_is_not_whom_he_names() -> None:
    card = meeting_facts(
        article_from_text(
            "Ông Lê Văn Tám, cha của nạn nhân, đến cuộc họp báo sáng 14/6 cùng Chủ tịch tỉnh Trần Quốc Minh.\n"
            "Ông cho rằng Chủ tịch tỉnh Trần Quốc Minh rất tốt bụng với gia đình mình.",
            cleaning=False,
        )
    )
    assert card is not None
    assert [s.name for s in card.speakers if any("tốt bụng" in p.text for p in s.points)] != ["Trần Quốc Minh"]


def test_who_quotes_is_not_in_the_quotation() -> None:
    card = meeting_facts(
        article_from_text(
            '" Chúng tôi sẽ xem xét khả năng thực hiện sớm, sau kỳ nghỉ ", báo An Hà dẫn lời thống đốc Lê Văn Tám hôm nay nói tại họp báo ở Gia Bình.',
            cleaning=False,
        )
    )
    assert card is not None
    ((point,),) = [s.points for s in card.speakers]
    assert point.text == "Chúng tôi sẽ xem xét khả năng thực hiện sớm, sau kỳ nghỉ"
