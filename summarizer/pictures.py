"""Sentences that stand under a picture: they name what is seen, and say nothing of it.

News cleaning takes out what has a credit or the wording of a meeting's picture as a paragraph of its own
(news/captions.py); here a sentence is judged wherever it stands, for a caption makes a bad sentence of a summary.
"""

from __future__ import annotations

import re

from news.vietnamese import syllables
from summarizer.predicates import predicates

# "(trái)", "(áo trắng)", "(thứ hai từ phải sang)": who is who in a picture.
_PICTURED = re.compile(
    r"\((?:(?:ngoài cùng |bên |hàng đầu, |đứng |ngồi )*(?:trái|phải|giữa)|áo \w+|mặc \w+ \w+|thứ \w+,? (?:từ"
    r"|bên) [^()]{3,20}"
    r"|bìa (?:trái|phải)|người (?:đứng|ngồi|cầm|đội|mặc)[^()]*)\)"
    r"|, (?:ngoài cùng |bên )?(?:trái|phải|giữa),"
)
# "Những hình ảnh về buổi lễ được các học sinh chia sẻ."
_OF_PICTURES = re.compile(r"(?:Những|Loạt|Các|Một số|Vài) (?:hình ảnh|bức ảnh|tấm ảnh|khoảnh khắc)\b[^,;:“”\"]{0,90}$")
_FROM_THE_LEFT = re.compile(
    r"(?:\(?(?:Hàng|Ảnh) [^:,.]{2,20},? )?\(?[Tt]ừ (?:trái|phải) (?:qua|sang)\b[^:]{0,20}(?::|,|\))"
)
"""Who is who: "Hàng đầu từ trái qua: Thủ tướng …"."""
_SHOWN = re.compile(
    r"(?:Toàn cảnh|Quang cảnh|Hiện trường|Khung cảnh|Hình ảnh|Ảnh chụp|Chân dung|Một góc|Cận cảnh|Bản đồ|Đồ hoạ"
    r"|Vị trí|Cảnh (?!sát|báo|quan|vệ|giác)\w+|Mô hình|Mẫu thiết kế|Khoảnh khắc|Vụ phóng)\b"
)
# "Tàu cá hoạt động tại Biển Đông tháng 9/2015.", "Tiêm kích khai hoả trong một đợt diễn tập.": an older picture.
_OLDER_PICTURE = re.compile(
    r"[^,]*\b(?:tại|ở|trong|trên)\b[^,]*(?<!từ )(?<!đến )(?:tháng \d{1,2}/\d{4}|năm (?:19|20)\d\d)\.?$"
    r"|[^,]*\btrong một (?:cuộc|đợt|buổi|chuyến|lần) [^,]{3,40}\.?$"
)
_MOMENT = re.compile(
    r"\b(?:đã|đang|sẽ|được|bị|là|có|không|chưa|từng|vừa|khiến|cho|phải|tăng|giảm|đạt|lên|xuống|còn|từ|diễn ra|tổ chức"
    r"|xảy ra|khởi công|hoàn thành|thành lập|khánh thành|bắt đầu|khai mạc|chết|sinh)\b"
)
_PICTURE = 32  # syllables of a caption, at most
_CLAUSES = 4  # "Ông An, Giám đốc Sở Y tế, phát biểu …"
_WHO_IS_WHO = 60  # the same where it says who stands left and right
# "Ông An phát biểu tại hội nghị.", "Các đại biểu chụp ảnh lưu niệm cùng bà Bình.": what a picture shows, and even
# where it is no caption it tells nothing.
_VISIBLE = re.compile(
    r"\b(?:phát biểu|trình bày (?:tham luận|báo cáo)|trao đổi|trả lời (?:phỏng vấn|báo chí|chất vấn|câu hỏi)|chụp ảnh"
    r"|bắt tay|điều hành|lắng nghe|tham quan|vẫy tay|chào (?:các|những|người))"
    r"(?: (?:khai mạc|bế mạc|chỉ đạo|kết luận|chào mừng|ý kiến|đề dẫn|chung|lưu niệm))?(?: [^,.]{0,60})??"
    r" (?:tại|trong|ở|bên lề|trước|với|cùng)(?: |$)"
)
_ON_THE_DAY = re.compile(
    r"(?<!từ )\b(?:(?:rạng sáng|sáng|trưa|chiều|tối|đêm|ngày|hôm)(?: ngày)?"
    r" \d{1,2}\s?[-/.]\s?\d{1,2}(?:\s?[-/.]\s?\d{2,4})?"
    r"|(?:sáng|trưa|chiều|tối|đêm|hôm) (?:nay|qua)|tháng \d{1,2}\s?[-/.]\s?\d{4})"
    r"\.?$"
)
_IN_THE_PLACE = re.compile(
    r"\b(?:tại|ở|trong|trên|bên|cạnh|gần|giữa|cùng|với) (?!năm|tháng)[^,.]{3,60}(?:, [^,.]{2,30}){0,3}$"
)
# What happened is told so; who begins so is no picture's first word.
_TOLD = re.compile(
    r"\b(?:đã|đang|sẽ|vừa|được|bị|phải|không|chưa|cho (?:rằng|biết|hay)|nói|rằng|nhấn mạnh|khẳng định|đề nghị|yêu cầu"
    r"|kiến nghị|thống nhất|nhất trí|thông qua|quyết định|diễn ra|tổ chức|khai mạc (?!kỳ|hội|phiên|đại)|bế mạc|xảy ra"
    r"|khiến|làm (?!việc)|chết|là|có|tăng|giảm|đạt|công bố|thông báo|tuyên bố|cảnh báo|hứa|cam kết|bắt đầu|khởi công"
    r"|khánh thành|ra mắt|bầu|bổ nhiệm|ký|xét xử|tuyên|khởi tố|bắt giữ|bắt tạm|gồm|nhằm|theo|do|vì|nên|nếu|khi|cần|muốn"
    r"|vào (?!ngày |sáng |chiều |tối |hôm )|thay thế|trở thành|giữ chức|kết hôn|nghỉ|từng|cũng|tiếp tục|bất ngờ|dự kiến"
    r"|kể từ|xuất phát|hãy|trên trong|thiệt mạng|qua đời|hoan nghênh|ủng hộ|cho thấy|xuất hiện)\b",
    re.IGNORECASE,
)
_FIRST = 20  # syllables of what stands under the picture at an article's head; a lead is longer
# What a picture shows of a former time: "Ông Hải khi còn là sinh viên."
_ONCE = re.compile(r"[^,]{4,60} (?:khi còn (?:là|sống|nhỏ|trẻ|học)|trước kia là|ngày còn)\b[^,]*\.?$")
_SETS_OUT = re.compile(
    r"(?:Tại|Trong|Ngày|Sáng|Chiều|Tối|Trưa|Theo|Sau|Trước|Hôm|Từ|Đến|Với|Khi|Để|Nếu|Vì|Do|Cũng|Nhưng|Tuy|Đây|Đó|Họ|Tôi"
    r"|Phát biểu|Trao đổi|Trả lời|Hiện|Trên|Dưới|Cùng|Bên|Về|Qua|Như|Tương tự|Ngoài ra)\b"
)


def is_caption(sentence: str) -> bool:
    """Whether a sentence is what stands under a picture: it names what is seen and says nothing of it.

    "Lãnh đạo Triều Tiên Kim Jong-un tại cuộc họp ở Bình Nhưỡng ngày 10/4."
    """
    text = sentence.strip()
    size = len(syllables(text))
    if size <= _WHO_IS_WHO and _PICTURED.search(text):
        return True
    if _FROM_THE_LEFT.match(text):
        return True
    if size > _PICTURE or text.startswith("Theo ") or any(mark in text for mark in '“”":;'):
        return False
    if size <= _FIRST and _OF_PICTURES.match(text):
        return True
    return predicates(text) <= bool(_SHOWN.match(text)) or _is_scene(text) or _ONCE.match(text) is not None


def _is_scene(text: str) -> bool:
    """Whether a sentence with a verb only shows somebody do what can be seen, or ends with a place and a bare day."""
    if _TOLD.search(text) or _SETS_OUT.match(text) or "?" in text:
        return False
    if _VISIBLE.search(text) and len(text.split(", ")) <= _CLAUSES:
        return True
    day = _ON_THE_DAY.search(text)
    return day is not None and _IN_THE_PLACE.search(text[: day.start()].rstrip()) is not None


def opens_with_picture(sentence: str) -> bool:
    """Whether the first sentence of an article is what stands under its first picture: short, and tells nothing that
    was, is or will be. ("Lính cứu hoả leo thang lên mái nhà máy.")"""
    text = sentence.strip()
    if any(mark in text for mark in '“”":;?!') or _TOLD.search(text) or _SETS_OUT.match(text):
        return False
    size = len(syllables(text))
    return (size <= _FIRST and "," not in text) or (size <= _PICTURE and _ON_THE_DAY.search(text) is not None)


def is_older_picture(sentence: str) -> bool:
    """Whether a sentence reads like what stands under a picture from the archive, though it has a verb.

    "Tàu cá nước ngoài hoạt động tại Biển Đông tháng 9/2015.": no news, but it can tell something of the past.
    """
    text = sentence.strip()
    return bool(_OLDER_PICTURE.match(text)) and not _MOMENT.search(text) and predicates(text) <= 1
