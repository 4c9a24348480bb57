"""Whether a text has the form of a headline: what its reader has not read is not leant on, and nothing is left open."""

from __future__ import annotations

import re

from facts.titles import is_foreign
from news.vietnamese import CAPITAL, SMALL, syllables
from summarizer.predicates import predicates
from summarizer.standalone import is_broken_quotation, leans_on_previous

SHORTEST, LONGEST, WHOLE = 8, 24, 28
"""Syllables of a headline: of one whose end was cut off LONGEST, of one that ends as its sentence does WHOLE."""
_MARKS = 2
"""Of one quotation."""
_NEEDS_MORE = re.compile(
    r"(?:đủ|phải|như|cần|cách|điều kiện|cơ sở|là|để|và|hoặc|hay|của|cùng|với|về|cho|từ|đến|tới|tại|ở|trong|trên"
    r"|theo|do|bị|được"
    r"|nằm|sống|trú|ngụ|sinh|đặt|đóng|có mặt|diễn ra|xảy ra|tồn tại|làm việc|họp|các|những|một|mỗi|gồm|rằng|mà|vì|bởi"
    r"|khi|nếu|không|chưa|đã|đang|sẽ|cũng|vẫn|có|sự|việc|bằng|vào|lên|ra|xuống|này|đó|kia|thứ|số|người|giữa|qua"
    r"|sau|trước|rồi|trừ|bắt buộc|nguyên nhân|lý do|lý|TP"
    r"|nhằm|yêu cầu|đề nghị|cho biết|cho hay|cho rằng|khẳng định|nhấn mạnh|tuyên bố|nói|hơn|khoảng|gần|đến từ|thuộc"
    r"|có thể|không thể|có lẽ|được dùng|được sử dụng|nhận định|đánh giá|được cho"
    r"|ngay|lực lượng|phe|phía|có tên|phát biểu|nêu rõ|kể lại|thông tin thêm|vai trò|nguyên tắc|một phần|đối|ngay cả"
    r"|căn cứ|rủi ro|vài ngày|triệt|bước|bất cứ|được (?:tổ chức|thiết kế|thực hiện|đăng tải))$",
    re.IGNORECASE,
)
# What was checked, which case it was: told in what was cut off, or in another sentence.
_LEFT_OPEN = re.compile(
    r"\b(?:(?:kiểm tra|rà soát|xử lý|báo cáo|giải quyết|theo dõi|giám sát)"
    r"(?: thường xuyên| chặt chẽ| kịp thời| nghiêm| ngay)?"
    r"|(?:vụ|chuyên) án|(?:vụ|sự) việc|đối tượng|bị can|bị cáo|nạn nhân|nghi phạm"
    r"|thôi nhiệm|bổ nhiệm|miễn nhiệm|thôi việc"
    r"|(?<!bị )(?<!bị xử )(?:xử phạt|phạt)(?: vi phạm hành chính)? [\d.,]+ (?:triệu |tỷ |tỉ )?đồng"
    r"|đưa vụ án(?:(?! ra ).)*"
    r"|vụ (?:nổ|cháy|tai nạn|việc|tấn công|va chạm)|có tên [\"“][^\"”]+[\"”])$",
    re.IGNORECASE,
)
# Points back at what the headline's reader has not read.
_BACK = re.compile(
    r"\b(?:này|nói trên|kể trên|trên đây|ở đây|như vậy|như thế|anh ta|cô ta|ông ta|bà ta|ông ấy|bà ấy|anh ấy"
    r"|cô ấy|hắn|nó"
    r"|họ|bọn chúng|chúng|tôi|mình|cùng ngày|hôm nay|hôm qua|sau đó|trước đó|tại đây|bị can|còn lại|cũng)\b"
    r"|(?<!gần )(?<!mới )(?<!trước )(?<!sau )(?<!tới )\bđây\b"
    r"|\b(?:khách hàng|người|đối tượng|trường hợp|dự án|vụ|công ty|cơ sở|đơn vị|tuyến|khu vực|quy định"
    r"|số (?:tiền|tài sản|hàng|vàng|người|xe)) trên\b"
    r"(?! (?-i:[A-ZĐ\d]))|\b(?:trên|đó)(?=$|,| (?:là|đã|đang|sẽ|được|bị|có|do|vì|cũng|thuộc)\b)",
    re.IGNORECASE,
)
# "… đánh cô bằng gậy": who that is does not stand in the headline.
_UNNAMED = re.compile(
    r"(?<!cho biết)(?<!cho hay)(?<!cho rằng)(?<!rằng)(?<!nói)(?<!khẳng định)(?<!tuyên bố)(?<!của) (?:ông|bà|anh"
    r"|chị|cô|em|cháu)"
    r"(?=$|,| (?:bằng|đã|đang|sẽ|được|bị|có|là|cũng|vẫn|không|và|vào|ra|đi|đến|với|trong|tại|ở|từ|khi|sau|để|làm"
    r"|nói|phải"
    r"|cần|về|cùng)\b)"
)
# Openings that lean on a clause to come, turns of a report, a verb whose subject was left out.
_NOT_HEADED = re.compile(
    r"(?:Sau|Trước|Khi|Với|Nhằm|Để|Nhân|Lúc|Theo|Tại|Phát biểu|Trả lời|Trao đổi|Chia sẻ|Tự|Liên quan|Về|Qua|Do|Vì|Cùng"
    r"|Đối với|Y|Hắn|Gã|Chính|Dường như|Nhận xét|Đánh giá|Đến đã|Có lẽ|Trên (?!địa bàn)|Bên cạnh|Ngoài"
    r"|Trong (?:số|khi|lúc)"
    r"|(?:Gần |Hơn |Khoảng )?(?:\d+|[Hh]ai|[Bb]a|[Mm]ột|[Mm]ấy|[Nn]hiều) (?:giờ|ngày|tuần|tháng|năm) (?:sau|trước))\b"
    r"|Vào (?:khoảng |lúc |đúng )*\d|(?:Mới đây|Vừa qua|Gần đây|Hiện nay|Hôm nay|Hôm qua|Năm ngoái)\b"
    r"|Hiện (?:các|những|vẫn|đã|nhiều|một|tại|số|toàn)\b|[\"“][^\"”]*[\"”]$|(?:\w+ ){1,5}gồm "
    r"|.*\blà (?:con|vợ|chồng|em|anh|chị|mẹ|bố|cha) (?:trai |gái |cả |đầu |út |ruột )*của\b"
    r"|Hội nghị,|.*(?:cho biết|cho hay|xác định|nhận định|thông báo|khẳng định|cho rằng), "
    r"|.*(?:đưa tin|, nhưng|, song|, chỉ)\b|(?:\w+ ){1,7}thì "
    r"|.* (?:cho biết|cho hay|rằng) (?:kéo|đưa|cho|có|lấy|bắt|tìm|xử)\b"
    # Appointed to what?
    rf"|.*\b(?:bổ nhiệm|điều động|phân công) (?:ông |bà |đồng chí )?[{CAPITAL}]"
    r"(?!.*\b(?:làm|giữ|vào|thay|trở thành|đảm nhiệm|sang|về|tham gia|kiêm|phụ trách)\b)"
)
# "… bị các thẩm phán liên bang": what they did is cut off.
_BY_WHOM = re.compile(rf".*\b(?:bị|được) (?=(?:các|những|một|hai|ông|bà|người|[{CAPITAL}]))(?P<rest>[^,]*)$")
# That somebody spoke or met the press, and not what was said.
_ONLY_SPOKE = re.compile(
    r"\b(?:phát biểu|trả lời (?:chất vấn|câu hỏi|báo chí|phỏng vấn))(?: tại| trong| trước| ở| về)?\b[^,:“”\"]*$"
    r"|\bcó (?:những |một số )?(?:thông tin trao đổi|chia sẻ|phản hồi|trao đổi|chỉ đạo|bài viết|ý kiến)\b[^,:“”\"]*$"
    r"|\b(?:thảo luận|trao đổi|bàn|chia sẻ|tiết lộ|đề cập|cung cấp)(?: về)? (?:nhiều|một số|các)"
    r" (?:nội dung|vấn đề|thông tin)\b[^:“”\"]*$"
    r"|\btổ chức (?:phiên họp|cuộc họp|hội nghị)(?: toàn thể| thường kỳ| trực tuyến)?$"
    r"|\b(?:tổ chức|có) (?:buổi |cuộc )?(?:họp báo|họp khẩn|gặp gỡ báo chí)(?!.*\b(?:về|công bố|giới thiệu)\b)"
)
# "… cho phép phiến quân ở Mosul": to do what is cut off.
_TO_DO = re.compile(r".*\b(?:cho phép|buộc|khiến) (?P<rest>.*)$")
_VAGUE = re.compile(
    r"(?:(?:Vụ|Sự|Công) việc|Nguồn tin|Thông tin|Kết quả|Nhân vật|Vị|Chiếc|Con tàu|Người đàn ông|Nạn nhân"
    r"|Đối tượng|Hai bên"
    rf"|Đơn vị|Nhóm|Cuộc gọi|Buổi lễ|Chương trình|Dự án|Dự thảo|Văn bản|Quy định"
    rf"|Nội dung|Công trình|Bệnh nhân|Khách mời|Lệnh cấm|Án phạt|Nghi phạm|Nghi can|Bị cáo|Bị can|Người bị"
    rf"|(?:Các|Một số|Nhóm|Những) đối tượng) (?![{CAPITAL}\d“\"])(?!về |của )"
    r"|(?:Khuyến cáo|Tuyên bố|Thông tin|Quyết định|Đề xuất|Cảnh báo|Phát biểu) (?:mới )?được "
    r"[^,]{0,40}(?:đưa ra|công bố)"
    r"|(?:Chuyến thăm|Cuộc gặp|Động thái|Tuyên bố|Thông điệp) (?:diễn ra|được|này)\b"
    rf"|(?:Vụ|Trận|Ca) (?:[{SMALL}]+ ){{1,2}}(?=(?:khiến|làm|xảy|diễn|được|bị|đã)\b)"
)
# What a thing is, as an encyclopedia tells it; a picture.
_BACKGROUND = re.compile(
    r"[^,]{2,60}\b(?:nổi tiếng )?là (?:sân chơi|sự kiện|ngôi sao|tàu|mẫu|loài|loại|hãng|tổ chức|cơ quan|truyền thống"
    r"|một trong|những)\b|.*\bchụp ảnh\b|[^,]{2,60}\btừng (?:giữ chức|là|làm|đóng|học)\b"
)
# Words that somebody said, where nobody is told to say them.
_QUOTED = re.compile(rf"(?:^|\s)[\"“][{SMALL}]")
_TELLER = re.compile(
    r"\b(?:nói|cho|gọi|khẳng định|tuyên bố|lên án|đề nghị|cảnh báo|cáo buộc|chỉ trích|kêu gọi|nhấn mạnh|ví|coi|mô tả|bị"
    r"|được|thừa nhận|hứa|doạ|dọa|tố|chê|khen|nhận xét|đánh giá|yêu cầu|tin|than|bác|phủ nhận)\b"
)
# "Tâm cho biết": a given name alone says to nobody who speaks.
_CALLED = re.compile(
    rf"(?!(?:Bộ|Sở|Tỉnh|Huyện|Xã|Trường|Hãng|Báo|Ngành|Dân|Đảng|Mỹ|Nga|Anh|Pháp|Đức|Ý|Lào|Úc|Hội|Ban|Đội|Cục|Toà|Tòa)\b)"
    rf"(?P<name>[{CAPITAL}][{SMALL}]*) (?:cho biết|cho hay|nói|kể|khai|khẳng định|thừa nhận|chia sẻ|tâm sự)\b"
)
# "Anh Trí phát hiện …": so does a given name behind a pronoun.
_GIVEN = re.compile(rf"(?:Ông|Bà|Anh|Chị|Cô|Em) (?P<name>[{CAPITAL}][{SMALL}]*) (?=[{SMALL}])")
# Arrested, and not why: "Công an bắt giữ Nguyễn Văn A".
_NO_CHARGE = re.compile(
    r"\b(?:bắt|bắt giữ|tạm giữ|triệu tập|khởi tố)(?: hình sự| được)?(?: đối với)?"
    r"(?: ông| bà| anh| chị| đối tượng| nghi phạm| bị can)?"
    rf"(?: [{CAPITAL}][{SMALL}]*)+$"
)
_BARE_PERSON = re.compile(rf"(?:Ông|Bà|Anh|Chị|Cô|Em|Cháu|Bé) (?=[{SMALL}])(?!ngoại|nội|con |gái|trai)")
_WRONG_START = re.compile(
    r"(?:và|hoặc|hay|nhưng|mà|thì|là|rằng|của|do|bởi|nên|cũng|đồng thời|trong đó|nếu|khi|vì|bị|được|đã|đang|sẽ"
    r"|theo|gồm|cùng"
    r"|vừa|có|như|rồi|từng|lại|chủ yếu|chuyên|chúng|tới)\b",
    re.IGNORECASE,
)


def is_headline(text: str, *, verb: bool = True, longest: int = LONGEST) -> bool:
    """Whether a text has the form of a headline: of its length, beginning and ending like one, and with a verb."""
    if not SHORTEST <= len(syllables(text)) <= longest:
        return False
    if is_broken_quotation(text) or text.count("(") != text.count(")") or ":" in text or text.count(",") > 3:
        return False
    if (
        _WRONG_START.match(text)
        or _NEEDS_MORE.search(text)
        or _LEFT_OPEN.search(text)
        or leans_on_previous(text)
        or _BARE_PERSON.match(text)
    ):
        return False
    by_whom, to_do = _BY_WHOM.match(text), _TO_DO.match(text)
    if (
        _VAGUE.match(text)
        or _NOT_HEADED.match(text)
        or _UNNAMED.search(text)
        or _ONLY_SPOKE.search(text)
        or (by_whom and not predicates(by_whom["rest"]))
        or (to_do and not predicates(f"x {to_do['rest']}"))
    ):
        return False
    if _BACKGROUND.match(text) or len(re.findall('["“”]', text)) > _MARKS:
        return False
    quoted = _QUOTED.search(text)
    if quoted and not _TELLER.search(text[: quoted.start()]):
        return False
    called = _CALLED.match(text) or _GIVEN.match(text)
    if (called and not is_foreign(called["name"].lower())) or _NO_CHARGE.search(text):
        return False
    return not _BACK.search(text) and (not verb or _first_clause_tells(text))


def _first_clause_tells(text: str) -> bool:
    """Whether the verb comes before the first comma, so that the comma does not stand between setting and subject."""
    head, _, _ = text.partition(",")
    # "Việc Ấn Độ mua tên lửa" is a subject with a verb of its own.
    return predicates(head) > text.startswith(("Việc ", "Sau ", "Khi ", "Trước "))
