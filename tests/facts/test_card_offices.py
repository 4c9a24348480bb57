"""The card on the news of provincial offices and newsrooms: who met whom, where, what was decided and ordered. All invented."""

from __future__ import annotations

import pytest

from facts.meeting import meeting_facts
from facts.types import MeetingFacts
from tests.facts.articles import article


def read(text: str) -> MeetingFacts:
    card = meeting_facts(article(text))
    assert card is not None
    return card


def names(values: tuple[object, ...]) -> list[str]:
    return [getattr(value, "text", None) or getattr(value, "name", "") for value in values]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Chiều 9/10, làm việc với lãnh đạo Cảng vụ hàng không Tân Lộc, ông Trần Văn Nam cho biết bến mới sẽ mở trong quý tới.",
            "làm việc với lãnh đạo Cảng vụ hàng không Tân Lộc",
        ),
        (
            "Ngày 7/11, tỉnh Tân Lộc tổ chức đối thoại với Công ty cổ phần Gạch Hòa Sơn để tháo gỡ việc thuê đất.",
            "đối thoại với Công ty cổ phần Gạch Hòa Sơn",
        ),
        (
            "Sáng nay, Chính phủ họp trực tuyến với các tỉnh ven biển để bàn việc chống bão.",
            "họp trực tuyến với các tỉnh ven biển",
        ),
        (
            "Tại cuộc tiếp xúc của Bí thư Tỉnh ủy Lê Văn Bình với cử tri huyện Hòa Sơn ngày 17/10, nhiều ý kiến hỏi về đường liên xã.",
            "cuộc tiếp xúc của Bí thư Tỉnh ủy Lê Văn Bình với cử tri huyện Hòa Sơn",
        ),
        (
            "Nội dung này được nêu trong hội nghị chiều 7/12 công bố quyết định thành lập đội cứu nạn.",
            "hội nghị chiều 7/12 công bố quyết định thành lập đội cứu nạn",
        ),
        (
            "Yêu cầu trên được đưa ra tại Hội nghị toàn quốc về nghề gốm, tổ chức ngày 8/8 tại thành phố Tân Lộc.",
            "Hội nghị toàn quốc về nghề gốm",
        ),
        (
            "Ngày 25/5, Sở Thông tin và Truyền thông tổ chức buổi cung cấp thông tin liên quan đến vụ cháy chợ Hòa Sơn.",
            "buổi cung cấp thông tin liên quan đến vụ cháy chợ Hòa Sơn",
        ),
    ],
)
def test_which_meeting(text: str, event: str) -> None:
    card = read(text)
    assert card.event is not None
    assert card.event.text == event


def test_an_order_to_a_board_is_no_briefing() -> None:
    card = meeting_facts(article("Ngày 29/9, UBND tỉnh đã giao Ban Quản lý dự án lập quy hoạch vườn dạo phía đông."))
    assert card is None or card.event is None


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        (
            "Chiều 9/10, làm việc với lãnh đạo Bộ Công Thương, ông Trần Văn Nam, Phó Chủ tịch UBND tỉnh Tân Lộc cho biết "
            "tỉnh đang tìm nhà đầu tư.",
            ["Trần Văn Nam, Phó Chủ tịch UBND tỉnh Tân Lộc", "lãnh đạo Bộ Công Thương"],
        ),
        (
            "Ngày 28/3, lãnh đạo UBND tỉnh Tân Lộc đối thoại với 79 hộ dân ở chung cư Hòa Sơn.",
            ["lãnh đạo UBND tỉnh Tân Lộc", "79 hộ dân"],
        ),
        ("Nội dung trên được nêu tại buổi làm việc giữa Chính phủ và Hà Nội sáng 22/1.", ["Chính phủ", "Hà Nội"]),
        (
            "Tiếp xúc cử tri quận Hòa Sơn chiều 17/10, Chủ tịch HĐND thành phố Nguyễn Văn Lâm cho biết đường mới sẽ xong trong năm.",
            ["Chủ tịch HĐND thành phố Nguyễn Văn Lâm", "cử tri quận Hòa Sơn"],
        ),
        (
            "Hội nghị tổng kết khai mạc sáng 5/3. Theo ban tổ chức, cuộc họp có mời đại diện Cục Thú y và Ban Tôn giáo tỉnh tham dự.",
            ["đại diện Cục Thú y", "Ban Tôn giáo tỉnh"],
        ),
        (
            "Sáng 5/3, UBND huyện họp báo với sự tham gia của ông Lê Văn Bình, Cục trưởng Cục Thú y, Bộ Nông nghiệp.",
            ["ông Lê Văn Bình, Cục trưởng Cục Thú y, Bộ Nông nghiệp"],
        ),
        (
            "Chiều 5/3, Sở Tài chính họp báo về giá nước. Cuộc họp có lãnh đạo Thanh tra sở; đại diện Cục Thuế tỉnh.",
            ["lãnh đạo Thanh tra sở", "đại diện Cục Thuế tỉnh"],
        ),
        (
            "Gần 100 kỹ sư, nhà sáng chế, chuyên gia từ Nhật Bản, Hàn Quốc và Ấn Độ dự hội nghị về nghề gốm hôm 5/3.",
            ["Gần 100 kỹ sư, nhà sáng chế, chuyên gia từ Nhật Bản, Hàn Quốc và Ấn Độ"],
        ),
        (
            "Chiều 19/5, tại buổi làm việc với huyện Hòa Sơn để giải quyết vướng mắc của cử tri, Bí thư Thành ủy Lê Văn Bình yêu cầu "
            "ông Hồ Văn Nam - Tổng giám đốc Công ty Cấp nước trả lời về nước sạch.",
            ["Bí thư Thành ủy Lê Văn Bình", "huyện Hòa Sơn"],
        ),
        (
            "Tại buổi Tổ công tác của Thủ tướng làm việc với các bộ chiều 29/7, nhiều ý kiến nói về chữ ký số.",
            ["Tổ công tác của Thủ tướng", "các bộ"],
        ),
        (
            "Sáng 5/10, Thủ tướng Lê Văn Bình và Đoàn Đại biểu Quốc hội thành phố tiếp xúc cử tri huyện Tân Lộc.",
            ["Thủ tướng Lê Văn Bình", "Đoàn Đại biểu Quốc hội thành phố", "cử tri huyện Tân Lộc"],
        ),
        ("Sáng 5/3, UBND tỉnh họp báo về đêm hội. Chương trình có sự tham gia của các ca sĩ Mỹ An, Thu Hà.", []),
        ("Hội nghị thượng đỉnh về nước khai mạc hôm 5/3. Có 11 nguyên thủ đề nghị gặp Tổng thống nước chủ nhà.", []),
        (
            "Hội nghị về nước khai mạc ngày 5/3. Cùng dự với Tổng bí thư còn có Chủ tịch nước Trần Văn Nam.",
            ["Chủ tịch nước Trần Văn Nam"],
        ),
        (
            "Tại cuộc hội đàm chiều 5/3, đại tướng Lê Văn Bình và trung tướng Nguyễn Văn Lâm đã thống nhất mở thêm ba trạm gác.",
            ["đại tướng Lê Văn Bình", "trung tướng Nguyễn Văn Lâm"],
        ),
        (
            "Tổng thống Nga Vladimir Sokolov (trái) và Tổng thống Mỹ Donald Carter trong cuộc gặp ở Helsinki hôm 5/3.",
            ["Tổng thống Nga Vladimir Sokolov", "Tổng thống Mỹ Donald Carter"],
        ),
    ],
)
def test_who_came(text: str, participants: list[str]) -> None:
    assert sorted(names(read(text).participants)) == sorted(participants)


def test_what_a_speech_tells_of_another_meeting_is_not_of_this_one() -> None:
    card = read(
        'Tại buổi tiếp xúc cử tri chiều 5/3, bà Lê Thị Hoa nói: "Thủ tướng Trần Văn Nam đã chủ trì hội nghị về sạt lở ở '
        'Cần Thơ, có sự tham gia của các chuyên gia Hà Lan".'
    )
    assert not card.chairs
    assert not card.participants
    assert not card.where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (
            "Chiều 26/3 tại chùa Linh Sơn, Hà Nội, Hội đồng trị sự tổ chức buổi họp nội bộ về lễ hội xuân.",
            ["chùa Linh Sơn", "Hà Nội"],
        ),
        (
            "Chiều nay cuộc họp liên ngành về an toàn đã diễn ra tại Bộ Lao động, Thương binh và Xã hội.",
            ["Bộ Lao động, Thương binh và Xã hội"],
        ),
        (
            "Tại hội thảo về xe buýt nhỏ chiều 19/12, ông Trần Văn Nam cho biết sẽ khảo sát nhu cầu ở Hà Nội để thí điểm.",
            [],
        ),
        (
            "Chiều 21/8, phiên họp lần thứ 9 của Ban Chỉ đạo khắc phục sự cố môi trường được tổ chức tại trụ sở Chính phủ.",
            ["trụ sở Chính phủ"],
        ),
    ],
)
def test_where_it_was(text: str, where: list[str]) -> None:
    assert names(read(text).where) == where


@pytest.mark.parametrize(
    ("text", "organisers"),
    [
        ("Chiều 19/3, UBND huyện Hòa Sơn tiếp tục có buổi họp báo về nguồn nước.", ["UBND huyện Hòa Sơn"]),
        (
            "Sáng 11/8, Văn phòng Chính phủ chủ trì cuộc họp với các bộ ngành về quy chế làm việc.",
            ["Văn phòng Chính phủ"],
        ),
        ("Ông Lê Văn Bình, Chủ tịch UBND TP. Tân Lộc chủ trì cuộc họp với các sở ngành về chợ đêm sáng 5/3.", []),
        ("Sáng 26/3, UBND TP Tân Lộc (Hòa Bình) sẽ tổ chức họp báo về lễ hội đền Thượng.", ["UBND TP Tân Lộc"]),
    ],
)
def test_who_held_it(text: str, organisers: list[str]) -> None:
    assert names(read(text).organiser) == organisers


def test_all_who_held_it_together() -> None:
    card = read(
        "Sáng 22/8, Bộ Y tế, phối hợp với Bộ Nội vụ, Viện hàn lâm khoa học Tân Lộc, UBND tỉnh Hòa Sơn tổ chức hội nghị công bố "
        "kết quả khảo sát nguồn nước."
    )
    assert names(card.organiser) == ["Bộ Y tế", "Bộ Nội vụ", "Viện hàn lâm khoa học Tân Lộc", "UBND tỉnh Hòa Sơn"]


def test_the_place_of_what_was_discussed_is_not_where_it_was() -> None:
    card = read(
        "Sáng 8/10, HĐND tỉnh khai mạc kỳ họp thứ 10 bàn về nhiều việc, trong đó có việc xây nhà hát ở Thủ Thiêm."
    )
    assert not card.where


def test_who_leads_and_speaks_chairs() -> None:
    card = read(
        "Nội dung này được ông Lê Văn Bình, Chánh văn phòng UBND tỉnh, phát biểu khi chủ trì cuộc họp báo trưa 1/11."
    )
    assert names(card.chairs) == ["Lê Văn Bình"]
    assert not any(speaker.points for speaker in card.speakers)


def test_the_day_of_the_meeting_stands_behind_its_verb() -> None:
    card = read(
        "Căn cứ số liệu công bố ngày 22/8, tại Hội nghị bàn giải pháp nuôi tôm được tổ chức sáng 27/8 tại Thừa Thiên Huế, "
        "Bộ Nông nghiệp đưa ra hướng dẫn mới."
    )
    assert card.when is not None
    assert card.when.text == "sáng 27/8"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Phiên họp cũng khẳng định huyện đã buông lỏng việc quản lý bến bãi.", "khẳng định huyện"),
        ("Một trong 5 kết luận của phiên họp nêu rõ: việc thu phí ở bến đò là không đúng quy định.", "việc thu phí"),
        ("Đại diện các tỉnh đã cùng ký biên bản thỏa thuận về kết nối cung cầu hàng hóa.", "ký biên bản"),
        ("Đại tướng Lê Văn Bình và trung tướng Nguyễn Văn Lâm đã thống nhất mở thêm ba trạm gác.", "thống nhất mở"),
        (
            "Ông Lê Văn Bình, Phó Bí thư Huyện ủy, được các đại biểu bầu giữ chức Chủ tịch HĐND huyện.",
            "Ông Lê Văn Bình",
        ),
        (
            "Ủy ban Kiểm tra đề nghị Bộ Chính trị, Ban Chấp hành Trung ương xem xét, thi hành kỷ luật ông Lê Văn Bình.",
            None,
        ),
        ("Ông Lê Văn Bình nói: Khi có kết luận, chúng tôi sẽ công bố trên các phương tiện thông tin.", None),
        ("Trước đó, phát biểu bế mạc hội nghị, ông Lê Văn Bình cho biết huyện sẽ sớm mở lại bến đò.", None),
    ],
)
def test_what_was_decided(text: str, begins: str | None) -> None:
    found = names(read(f"Phiên họp thường kỳ tháng 5 của UBND huyện Hòa Sơn khai mạc sáng 5/3. {text}").conclusions)
    assert (found[0] if found else None) == begins or (begins is not None and found[0].startswith(begins))


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("Hội đồng yêu cầu chùa Linh Sơn phải chấm dứt việc thu tiền gửi xe.", [("chùa Linh Sơn", None)]),
        (
            "Bộ trưởng Lê Văn Bình chỉ đạo, trong thời gian tới, các trường cần chủ động xây dựng đề án tuyển sinh.",
            [("các trường", None)],
        ),
        (
            "Riêng UBND quận Hòa Sơn, được giao nhiệm vụ chủ trì bàn giao mốc giới trước ngày 30/6.",
            [("UBND quận Hòa Sơn", "trước ngày 30/6")],
        ),
        ("Lãnh đạo Cảnh sát biển giao 5 nhóm nhiệm vụ trọng tâm cho Hải đoàn 42.", [("Hải đoàn 42", None)]),
        (
            "Chủ tịch UBND tỉnh Lê Văn Bình giao Ban Quản lý dự án đầu tư xây dựng có trách nhiệm hoàn thành hồ sơ đến 30/6.",
            [("Ban Quản lý dự án đầu tư xây dựng", "đến 30/6")],
        ),
        (
            "Bộ trưởng Lê Văn Bình yêu cầu Bộ Công Thương xem lại cách tính giá bậc thang hiện nay.",
            [("Bộ Công Thương", None)],
        ),
        (
            '"Các sở cần chủ động rà soát hồ sơ tồn đọng ở bộ phận một cửa. Không để dân đi lại nhiều lần", Chủ tịch UBND tỉnh Lê Văn '
            "Bình yêu cầu.",
            [("Các sở", None)],
        ),
        ("Người dân quận 9 đề nghị thành phố cần sớm sửa đường nối hai khu phố.", []),
        ("Trước đó, Thủ tướng có văn bản giao Bộ Nội vụ kiểm tra đơn khiếu nại của ông Bình.", []),
        ("Thủ tướng có văn bản giao Bộ Nội vụ kiểm tra đơn khiếu nại của ông Bình.", []),
        ("Dự thảo cũng quy định giao Văn phòng Chính phủ chủ động phối hợp với các bộ ngành.", []),
    ],
)
def test_who_was_told_to_do_what(text: str, tasks: list[tuple[str, str | None]]) -> None:
    card = read(f"Phiên họp thường kỳ tháng 5 của UBND tỉnh Tân Lộc khai mạc sáng 5/3.\n{text}")
    assert [(task.who, task.deadline) for task in card.assignments] == tasks


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Ông Trần Văn Nam cho biết bến cũ nằm ở ngã tư giao cắt phố Nguyễn Đình Chiến và đường ven sông.",
            ["Trần Văn Nam"],
        ),
        (
            "Bà Trần Thị Mỹ - Hiệu trưởng Trường ĐH Văn Lương, chia sẻ việc coi thi cần được bàn lại với các tỉnh.",
            ["Trần Thị Mỹ"],
        ),
        (
            "Các đại biểu miễn nhiệm ông Lê Văn Bình với lý do ông Bình nghỉ hưu, đồng thời giao Thường trực HĐND lập hồ sơ trình tỉnh.",
            [],
        ),
        ("Riêng ông Lê Văn Bình, Ủy ban Kiểm tra đề nghị Ban Thường vụ xem xét hình thức kỷ luật trong tháng này.", []),
        (
            "Ông Lê Văn Bình thiếu trách nhiệm, buông lỏng lãnh đạo, chỉ đạo, thiếu kiểm tra, để xảy ra sai phạm kéo dài.",
            [],
        ),
        ("Ông Lê Văn Bình đã có đơn xin thôi nhiệm vụ vì lý do sức khỏe từ đầu năm nay rồi.", []),
    ],
)
def test_who_speaks(text: str, speakers: list[str]) -> None:
    card = read(f"Hội nghị về bến bãi khai mạc sáng 5/3. {text}")
    assert names(card.speakers) == speakers


def test_who_is_asked_to_answer_does_not_speak() -> None:
    card = read(
        "Hội nghị về nước khai mạc sáng 5/3. Bí thư Thành ủy Lê Văn Bình yêu cầu ông Hồ Văn Nam - Tổng giám đốc Công ty Cấp "
        "nước trả lời các câu hỏi về nước sạch của người dân."
    )
    assert [(s.name, len(s.points)) for s in card.speakers] == [("Lê Văn Bình", 1)]


def test_the_office_of_a_caption_is_nothing_that_was_said() -> None:
    card = read(
        "Hội nghị về bến bãi khai mạc sáng 5/3. Chủ tịch Hội đồng bầu cử Quốc gia Nguyễn Thị Kim Hoa phát biểu tại hội nghị."
    )
    assert [(s.name, s.points) for s in card.speakers] == [("Nguyễn Thị Kim Hoa", ())]


def test_whom_he_met_is_no_part_of_his_office() -> None:
    card = read(
        "Ngày 15/1, làm việc với lãnh đạo Cảng vụ Tân Lộc, Bí thư Thành ủy Lê Văn Bình đề nghị tổ chức lại giao thông ở bến."
    )
    assert [(s.name, s.title) for s in card.speakers] == [("Lê Văn Bình", "Bí thư Thành ủy")]


def test_a_number_cut_from_a_name_is_nobody() -> None:
    card = meeting_facts(
        article(
            "Chiều 11/6, UBND tỉnh Lạc Đông tổ chức họp báo về xăng dầu.\n\n"
            "Ông Trần Đình Khang, Phó Chủ tịch UBND tỉnh, cho rằng Ban chỉ đạo 389 tỉnh được thành lập, phân công nhiều đơn vị, "
            "tổ chức nhiều đoàn kiểm tra chuyên ngành.\n\n"
            "Ông Khang yêu cầu lãnh đạo Cục Thuế tỉnh, Sở Tài chính họp để bàn cách làm sao thu đủ ngân sách năm nay."
        )
    )
    assert not [task.who for task in card.assignments if "389" in task.who or "để" in task.who]


def test_a_place_cut_off_by_a_broken_line_takes_no_part() -> None:
    card = meeting_facts(
        article(
            "Chiều 19/2, UBND tỉnh Lạc Đông tổ chức hội nghị giao ban.\n\n"
            "Tham dự hội nghị có lãnh đạo Bộ Ngoại giao, Bộ Công an, Bộ Quốc phòng và TP.\n\n"
            "Đông Lĩnh cùng một số ngành liên quan."
        )
    )
    assert "Bộ Quốc phòng" in [who.text for who in card.participants]
    assert not [who.text for who in card.participants if "TP" in who.text]
