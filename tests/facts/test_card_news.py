"""The meeting card: who chaired, came, held, and where, in the ways that the press tells it."""

from __future__ import annotations

import pytest

from facts import MeetingFacts
from facts.meeting import meeting_facts
from tests.facts.articles import article


def read(text: str) -> MeetingFacts:
    facts = meeting_facts(article(text))
    assert facts is not None
    return facts


@pytest.mark.parametrize(
    ("text", "chairs"),
    [
        (
            "Sáng 21-5, đã diễn ra cuộc họp Thường trực Ban Chỉ đạo phòng chống thiên tai tỉnh do Thường trực Tỉnh uỷ "
            "Đỗ Quang Lịch, phó trưởng Ban chỉ đạo, chủ trì, thảo luận một số vụ việc.",
            ["Đỗ Quang Lịch"],
        ),
        (
            "Đại hội Hội Nông dân diễn ra dưới sự chủ trì của Chủ tịch Hội, Bí thư Đảng đoàn Trần Văn Lãm và Chủ tịch "
            "danh dự, nguyên Bí thư Tỉnh uỷ Lê Thị Soan.",
            ["Trần Văn Lãm", "Lê Thị Soan"],
        ),
        (
            "Sáng 17-12, hơn 400 giáo viên tham dự buổi toạ đàm về nuôi dạy trẻ. Chủ trì buổi toạ đàm, TS. Đinh Thị Tứ, "
            "nguyên trưởng khoa giáo dục mầm non Đại học Thường Đức, tóm tắt quá trình phát triển của trẻ.",
            ["Đinh Thị Tứ"],
        ),
        (
            "Sáng 17-12, hội nghị do Công ty Sao Mai, đơn vị tài trợ, và ông Trần Văn Lãm tổ chức.",
            [],
        ),
    ],
)
def test_who_chaired(text: str, chairs: list[str]) -> None:
    assert [person.name for person in read(text).chairs] == chairs


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        ("Ông Trần Lãm dự kiến bay tới Lào vào ngày 24/8 để dự hội nghị hợp tác vùng biên.", ["Trần Lãm"]),
        (
            "Chủ tịch UBND tỉnh Trần Văn Lãm ngày 23/4 rời Kim Giang đến Hà Nội để dự hội nghị xúc tiến đầu tư.",
            ["Chủ tịch UBND tỉnh Trần Văn Lãm"],
        ),
        (
            "HĐND tỉnh hôm 22/7 thông qua dự thảo tại phiên họp thường kỳ với sự tham dự của hơn 100 đại biểu, theo TTXVN.",
            ["hơn 100 đại biểu"],
        ),
        (
            "Phó Chủ tịch UBND tỉnh Trần Văn Lãm sáng nay dự hội nghị tổng kết công tác dân vận.",
            ["Phó Chủ tịch UBND tỉnh Trần Văn Lãm"],
        ),
        (
            "Tiếp theo các hoạt động trong tuần, chiều 1/8/2024, Phó Chủ tịch UBND tỉnh Trần Văn Lãm đã cùng các giám đốc "
            "sở và Đại sứ Lào Khăm Phao dự Hội nghị Hợp tác vùng biên.",
            ["Phó Chủ tịch UBND tỉnh Trần Văn Lãm", "các giám đốc sở", "Đại sứ Lào Khăm Phao"],
        ),
        (
            "Bí thư Tỉnh uỷ Đỗ Quang Lịch sẽ dẫn đầu đoàn đại biểu tỉnh tham dự Hội nghị Hợp tác vùng biên ngày 10/1.",
            ["Bí thư Tỉnh uỷ Đỗ Quang Lịch"],
        ),
        (
            "Sáng 4/5, ba cựu giám đốc tham dự cuộc họp gồm ông Trần Văn Lãm, bà Lê Thị Soan và ông Đỗ Quang Lịch.",
            ["ông Trần Văn Lãm", "bà Lê Thị Soan", "ông Đỗ Quang Lịch"],
        ),
        (
            "Chiều 4/5, cuộc họp báo về an toàn giao thông diễn ra tại Kim Giang. Buổi họp báo còn có ông Trần Văn Lãm - "
            "Phó Chủ tịch UBND tỉnh, bà Lê Thị Soan - Giám đốc Sở Y tế.",
            ["ông Trần Văn Lãm - Phó Chủ tịch UBND tỉnh", "bà Lê Thị Soan - Giám đốc Sở Y tế"],
        ),
        (
            "Chiều 4/5, tỉnh tổ chức hội nghị đối thoại quốc phòng. Đoàn Việt Nam do thượng tướng Trần Văn Lãm - thứ "
            "trưởng Bộ Quốc phòng - làm trưởng đoàn.",
            ["Trần Văn Lãm - thứ trưởng Bộ Quốc phòng"],
        ),
        (
            "Theo lời mời của Thủ tướng Lào, Chủ tịch UBND tỉnh Trần Văn Lãm cùng đoàn công tác đến dự Hội nghị vùng biên.",
            ["Chủ tịch UBND tỉnh Trần Văn Lãm", "đoàn công tác"],
        ),
        ("Chiều 4/5, hội nghị bế mạc. Tổ chức song song với hội nghị này còn có Triển lãm ảnh Kim Giang xưa.", []),
        ("Bà Lê Thị Soan đã mời các giám đốc doanh nghiệp tham dự cuộc họp về xuất khẩu sáng 4/5.", []),
    ],
)
def test_who_came(text: str, participants: list[str]) -> None:
    assert [value.text for value in read(text).participants] == participants


@pytest.mark.parametrize(
    ("text", "organisers"),
    [
        (
            "Sáng 14/9, bệnh viện quận Hoà Sơn phối hợp với Viện nghiên cứu sức khoẻ cộng đồng tổ chức Hội thảo khoa học "
            "về an toàn người bệnh.",
            ["bệnh viện quận Hoà Sơn", "Viện nghiên cứu sức khoẻ cộng đồng"],
        ),
        (
            "NNX 11, diễn ra trong hai ngày 21, 22-9, do Sở Nông nghiệp và Phát triển nông thôn chủ trì, phối hợp với Hội "
            "Nông dân tỉnh tổ chức. Hội nghị có sự tham gia của khoảng 200 đại biểu.",
            ["Sở Nông nghiệp và Phát triển nông thôn", "Hội Nông dân tỉnh"],
        ),
    ],
)
def test_who_held_it(text: str, organisers: list[str]) -> None:
    assert [value.text for value in read(text).organiser] == organisers


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Hội nghị sơ kết 10 năm thực hiện Ngày biên phòng toàn dân khai mạc sáng 14-1.",
            "Hội nghị sơ kết 10 năm thực hiện Ngày biên phòng toàn dân",
        ),
        (
            "Đại hội cổ đông thường niên năm 2018 tổ chức ngày 21-7 bầu ông Trần Văn Lãm.",
            "Đại hội cổ đông thường niên năm 2018",
        ),
        ("Sáng 21-11, tỉnh tổ chức phiên họp đầu tiên và bầu các chức danh.", "phiên họp đầu tiên"),
        (
            "Chỉ thị yêu cầu giảm các cuộc họp, hội nghị, hội thảo và tiết kiệm thời gian bằng cách đổi mới. Chiều 13-3, "
            "Tỉnh uỷ tổ chức buổi họp thông tin nhiệm vụ năm 2018.",
            "buổi họp thông tin nhiệm vụ năm 2018",
        ),
    ],
)
def test_what_it_was_called(text: str, event: str) -> None:
    found = read(text).event
    assert found is not None and found.text == event


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Cuộc họp khẩn của các thành viên Liên đoàn diễn ra tối qua ở Cairo, Ai Cập.", ["Cairo", "Ai Cập"]),
        (
            "Ngày 14/6, hội nghị thường niên diễn ra tại thành phố cảng Mãn Châu Lý, miền bắc Trung Quốc.",
            ["thành phố cảng Mãn Châu Lý"],
        ),
    ],
)
def test_where_abroad(text: str, where: list[str]) -> None:
    assert [value.text for value in read(text).where] == where


def test_what_those_asked_shall_lead_is_no_order_of_its_own() -> None:
    (task,) = read(
        "Sáng 12/1, tại hội nghị giao ban, Thường trực Ban chỉ đạo đề nghị các cấp uỷ, tổ chức Đảng tiếp tục tăng cường "
        "lãnh đạo, chỉ đạo các cơ quan chức năng đẩy mạnh công tác phòng chống thiên tai."
    ).assignments
    assert task.who == "các cấp uỷ, tổ chức Đảng"
    assert task.what.endswith("đẩy mạnh công tác phòng chống thiên tai")


def test_whom_one_asks_for_an_opinion_gets_no_task() -> None:
    facts = read(
        "Sáng 12/1, hội nghị giao ban nghe Bộ đề nghị TP Kim Giang cho ý kiến về phương án tổ chức lễ hội hoa."
    )
    assert facts.assignments == ()


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        ("Bản tin không đề cập việc Chủ tịch UBND tỉnh Trần Văn Lãm tham dự phiên họp HĐND tỉnh ngày 11/4.", []),
        ("Văn phòng bác tin ông Trần Văn Lãm dự phiên họp HĐND tỉnh ngày 11/4.", []),
    ],
)
def test_who_is_not_told_to_have_come(text: str, participants: list[str]) -> None:
    assert [value.text for value in read(text).participants] == participants


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Người phát ngôn của Chủ tịch UBND tỉnh, ông Trần Văn Lãm cho biết tỉnh sẽ giải ngân hết 1.500 tỷ đồng trong năm nay.", "Người phát ngôn của Chủ tịch UBND tỉnh"),
        ("Chủ tịch UBND tỉnh, ông Trần Văn Lãm cho biết tỉnh sẽ giải ngân hết 1.500 tỷ đồng trong năm nay.", "Chủ tịch UBND tỉnh"),
    ],
)  # fmt: skip
def test_who_speaks_for_another(text: str, title: str) -> None:
    text = f"Sáng 21-5, tại Kim Giang, tỉnh Thường Đức tổ chức hội nghị giao ban. {text}"
    assert [(s.name, s.title) for s in read(text).speakers] == [("Trần Văn Lãm", title)]
