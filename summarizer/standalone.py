"""Whether a sentence of an article can be read by itself, as a sentence of a summary must be.

Four kinds cannot. *Fragments* say nothing by themselves: subheadings, rows of a table, credits, questions of an
interview, the announcement of a list or of a quotation that follows. *Captions* name what a picture shows
(summarizer/pictures.py). *Leaning* sentences take their subject from the one before ("Ông cũng cho biết …", "Điều
này …"), so they are read well only behind it. *Broken* ones are parts of a longer quotation, and would show as the
paper's own words what somebody said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from news.article import Sentence
from news.vietnamese import CAPITAL, SMALL, syllables
from summarizer.predicates import predicates

_ENDINGS = (".", "!", "…", "?", ")", "]")
_QUOTES = "”\"»’'"
_GOES_ON = (",", ".", ";", ":", ")", "…")
_NO_ENDINGS = (":", "?", ",", ";", '?"', "?”")
_SUBHEADING = 14  # syllables of a subheading or an outcry; a longer line without a full stop only lacks it
_LEAST = 5
ITEM = re.compile(
    r"(?:\(?(?:[a-zđ]|\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}|[-–—+*•●▪])\s+(?=\S)"
    rf"|\d{{1,2}} [-–] (?=[{CAPITAL}][{SMALL}])"
)
"""The mark of a member of a list, of a part of a report: "a) ", "1. ", "2.1. ", "IV. ", "- ", "2 - "."""
_CELL = re.compile(r"\s[|¦]\s|\t| {3,}")
_LABEL = re.compile(
    rf"[*•+–-]?\s*(?:PV|Phóng viên|Hỏi|Đáp|MC|Báo [{CAPITAL}]\w+(?: \w+){{0,2}}(?=:)"
    rf"|[{CAPITAL}][\w. ]{{2,30}}:[^.]*\?)|\*\s[^.!?]{{2,60}}:"
)
_LINK = re.compile(
    r"(?:Tin(?: bài)? liên quan|Xem thêm|Đọc thêm|Mời (?:quý )?(?:bạn đọc|độc giả|khán giả)|Bấm vào|Click|>)",
    re.IGNORECASE,
)
"""What leads to another article."""
_FIELD = re.compile(
    r"(?:Chủ trì|Chủ tọa|Chủ toạ|Thư ký|Đại biểu|Thành phần|Khách mời|Vắng mặt|Địa điểm|Thời gian)[^:.,]{0,30}:"
)
"""What minutes fill in at their head."""
_CAPTION = re.compile(
    r"(?:Clip|CLIP|Video|VIDEO|Ảnh|Infographic)\b.*(?<![.!?…”\")])$|"
    # "Clip ông A trả lời báo chí.", not "Clip dài hai phút cho thấy …".
    r"(?:Clip|CLIP|Video|VIDEO) (?:[A-ZĐ]|ông|bà|anh|chị|cảnh|vụ|khoảnh khắc|quá trình|buổi)\b"
    r"(?!.*\b(?:cho thấy|ghi lại|đăng|lan truyền|thu hút|gây|đã|được|bị)\b)|"
    r"(?:Ảnh|Nguồn|Clip|Video|Đồ hoạ|Infographic)(?: minh hoạ)?\s*:|[^.]*\b(?:Ảnh|ẢNH)\s*:[^.]{2,40}\.?$"
    r"|.*\s[-–]\s*(?:Ảnh|ẢNH|Đồ hoạ)\s*:[^.;]{2,40}\.?$"
)
# "Phát biểu tại hội nghị, ông An cho biết." announces what the next sentence says.
_ANNOUNCES = re.compile(
    r"(?:cho (?:biết|hay|rằng)|nói|nói rằng|chia sẻ|nhấn mạnh|khẳng định|phát biểu|đề nghị|yêu cầu|như sau|sau đây|gồm"
    r"|dưới đây)\s*[.…]*$"
)
_ANNOUNCES_WITHIN = re.compile(
    r"\b(?:cho (?:biết|hay)|(?<!hải )nói|chia sẻ|khẳng định|bày tỏ|tâm sự|kể|viết|trả lời|với chúng tôi)\b"
)
_OPENS_SPEECH = re.compile(r"(?:Phát biểu|Trao đổi|Trả lời|Chia sẻ|Nói|Tại|Theo|Kết luận|Thông tin|Báo cáo)\b")

PRONOUN = re.compile(rf"(?P<pronoun>Ông|Bà|Anh|Chị|Cô) (?=[{SMALL}])(?!ngoại|nội|con|em|ta |ấy )")
"""An opening that stands for a person named before."""
_REFERS = "|".join(
    f"{head} {tail}"
    for heads, tail in (
        ("Điều|Việc|Sự kiện|Sự việc|Vấn đề|Thông tin|Nội dung|Con số|Số|Vụ việc|Vụ|Chuyện|Kết quả|Trường hợp", "này"),
        ("Điều|Việc|Sự kiện|Sự việc|Vấn đề|Thông tin|Nội dung|Con số|Số|Vụ việc|Kết quả|Trường hợp", "(?:trên|đó)"),
        ("Ý kiến|Quyết định|Quy định|Tình trạng|Thực trạng|Lý do|Đề xuất|Dự án|Chương trình|Hoạt động", "(?:này|trên)"),
        ("Những (?:điều|việc|người|con số|vấn đề|nội dung|ý kiến)|Các (?:vấn đề|nội dung|ý kiến)", "(?:này|trên|đó)"),
    )
    for head in heads.split("|")
)
_CONNECTS = (
    "Trong (?:đó|số đó|số này|khi đó)|Từ đó|Qua đó|Nhờ (?:đó|vậy)|Do (?:đó|vậy)|Vì (?:vậy|thế)|Bởi (?:vậy|thế)|Bởi|Vậy"
    "|Tuy (?:nhiên|vậy|thế)|Theo đó|Cụ thể|Ngoài ra|Bên cạnh đó|Cùng với đó|Đồng thời|Mặt khác|Như (?:vậy|thế)"
    "|Thế nhưng|Nhưng|Song|Còn|Và|Thậm chí|Ngược lại|Sau đó|Trước đó|Tiếp đó|Lúc (?:này|đó)|Khi đó|Tại đây|Ở đây"
    "|Đáng chú ý|Đặc biệt|Cũng (?:theo|tại|trong|có|như|vì|nhờ|từ|là)|Ở khía cạnh khác"
    "|Lý do (?:là|được|mà)|Nguyên nhân (?:là|được|do)"
    "|(?:Có )?[Nn]ghĩa là|Nói cách khác|Chưa kể|Hơn nữa|Tương tự|Riêng|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy) là"
    "|Dù (?:rằng|vậy|thế|sao)|Mặc dù (?:vậy|thế)|Dẫu (?:vậy|thế|sao)|Cho nên|Thế nên|Có điều|Vả lại"
    "|Thứ (?:nhất|hai|ba|tư|năm)|Trở lại với|Cuối cùng|Không chỉ (?:vậy|thế)|Ví dụ|Chẳng hạn|Vấn đề ở đây|Trên cơ sở đó"
)
_LEANS = re.compile(
    rf"{PRONOUN.pattern}"
    rf"|(?:Cu cậu|Thằng bé|Cô nàng|Anh chàng) (?=[{SMALL}])"
    rf"|(?:Bản thân (?:tôi|ông|bà)|Chú|Em|Họ|Nó|Tôi|Chúng tôi|Chúng ta|Mình|Hắn) (?=[{SMALL}])"
    rf"|Theo (?:ông|bà|anh|chị|họ)(?=[, ](?![{CAPITAL}]))"
    r"|(?:Vì|Do|Từ|Với|Qua|Trước) (?:những )?"
    r"(?:điều|việc|ý kiến|thực tế|lẽ|vụ việc|sự việc|tình hình|thực trạng|tình trạng|sức ép|áp lực)"
    r" (?:này|đó|trên|ấy)\b"
    # Which of them, the sentence before tells: "Sở cam kết hoàn thành trong tháng 11."
    r"|(?:Sở|Cục|Công ty|Xí nghiệp|Hợp tác xã|Phòng|Ban|Trường|Bệnh viện|Đơn vị) "
    r"(?=(?:đã|sẽ|đang|cũng|vẫn|thống nhất|đề nghị"
    r"|cam kết|cho biết|kiến nghị|yêu cầu|thừa nhận|khẳng định)\b)"
    rf"|(?:{_CONNECTS})\b(?<!Song)|Song(?= [{SMALL}])"
    r"|(?:Lý do|Nguyên nhân),|(?:\w+ ){1,3}(?:phút|giờ|ngày|tuần|tháng|năm) sau(?: đó)?,"
    r"|(?:Vào |Tại )?[Tt]hời điểm (?:trên|này|đó),|Cùng (?:ngày|thời điểm|lúc đó),"
)
# "Phó Thủ tướng nhấn mạnh điều này tại hội nghị …": what, the sentence before tells, or the title.
_POINTS_AT_IT = re.compile(
    r"\b(?:nhấn mạnh|cho biết|khẳng định|nêu|nói|đưa ra|chia sẻ|tiết lộ|công bố|thông báo|đề cập|bày tỏ)"
    r" (?:những |các )?(?:điều|thông tin|nội dung|yêu cầu|nhận định|quan điểm|vấn đề|đề nghị|khẳng định|ý kiến|đề xuất)"
    r" (?:này|trên|đó)\b"
)
# "Với giọng điệu hoà giải, ông cho rằng …": who, the sentence before tells, where the opening names nobody.
_THEN_HE = re.compile(rf"(?P<opening>[^,“”\":;]{{3,70}}), (?:ông|bà|anh|chị|cô|y|hắn|họ) (?=[{SMALL}])")
_SOMEBODY = re.compile(
    rf"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô) [{CAPITAL}]|[{CAPITAL}]\w+(?: -)? [{CAPITAL}]|(?<!^)[{CAPITAL}][{SMALL}]"
)
_I_SAY = re.compile(r"[“\"](?:Tôi|Chúng tôi|Chúng ta|Mình)\b")
# "Phải nói rằng, tôi đánh giá rất tốt …": who, the sentence before tells.
_FIRST_PERSON = re.compile(r"(?<!\w)(?:[Tt]ôi|[Cc]húng tôi|[Cc]húng em|[Gg]ia đình em)(?!\w)")
_POINTS = re.compile(rf"(?:Đây|Đó|{_REFERS})\b")
# "Việc tập huấn này nhằm …"
_POINTS_AT_A_THING = re.compile(
    rf"(?P<thing>[{CAPITAL}][{SMALL}]*(?: [{SMALL}]+){{0,4}}(?<!tuần)(?<!tháng)(?<!năm)(?<!lần))"
    r" (?:này|ấy|nói trên|nêu trên)\b"
)
# Of these a title that does not name them tells nothing: "Nhóm khoa học gia này", "Cử tri này".
_PARTICULAR = re.compile(
    r"(?:Nhóm|Người|Tên|Vị|Nữ|Nam|Cử tri|Đối tượng|Hệ thống|Thiết bị|Chiếc|Con|Hai|Ba|Cô|Anh|Loại|Loài|Luật sư|Tờ"
    r"|Hãng|Cơ quan|Đơn vị|Tổ chức|Nghi phạm|Bị cáo|Sản phẩm|Cụ|Bé)\b"
)
_THING = 4  # syllables; more have a verb: "Cử tri nêu vấn đề này"
# "… nhấn mạnh như vậy tại hội nghị": what was said stands before; "Để tìm hiểu thêm về vụ việc này, phóng viên …"
_SAID_BEFORE = re.compile(
    r"\b(?:nhấn mạnh|khẳng định|cho biết|nói|phát biểu|chia sẻ|chỉ đạo|yêu cầu|đề nghị|đánh giá|nhận định|trả lời)"
    r" như (?:vậy|thế|trên)\b"
    r"|^(?:Để|Liên quan|Trước|Nhằm|Qua|Về|Xung quanh)\b[^,]{0,60}"
    r"\b(?:vụ việc|sự việc|vấn đề|nội dung|điều|việc|thông tin) (?:này|trên|nói trên)\b"
    r"|^(?:Với|Từ|Qua|Trên) (?:những |các )?[^,.]{2,30} (?:nêu trên|kể trên|nói trên|như trên)\b"
    r"|\b(?:thông điệp|quan điểm|đề nghị|ý kiến|vụ|sự cố|nhận định) tương tự\b(?! (?:như|với))"
    r"|\b(?:phóng viên|PV)\b[^,.;]{0,40}\b(?:liên lạc|liên hệ|trao đổi|tìm hiểu|tìm gặp)\b"
)
# "Theo báo cáo của Cục Hải quan, hai mặt hàng này tiếp tục …": the subject behind an opening points back at what no
# word of the sentence has named. A body or a country may be meant by any name before.
_POINTS_INSIDE = re.compile(
    rf"(?:, |\b(?:biết|rằng|là|sử dụng|áp dụng|thực hiện) )"
    rf"(?:(?:hai|ba|bốn|các|những|cả \w+|\d+) )?(?P<noun>[{SMALL}]+(?: [{SMALL}]+)?)"
    r" (?:này|ấy|nói trên)(?=[ .,])"
)
# "… và các ông nêu trên": who, the sentence before tells.
_NAMED_ABOVE = re.compile(
    rf"(?:các|những|hai|ba|bốn|\d+) (?P<noun>[{SMALL}]+(?: [{SMALL}]+)?) (?:nêu trên|nói trên|kể trên)(?!\w)"
)
_OF_TIME = frozenset(
    "tuần tháng năm lần lúc khi ngày đợt dịp cách bên giờ hiện trước mùa điểm hôm phút đêm sáng chiều tối buổi kỳ"
    " khóa khoá thế điều việc giây thời gian vậy sau mai".split()
)
_NAMED_BY_NAME = frozenset(
    "nước quốc gia phố tỉnh huyện xã phường quận ông bà người vị đơn cơ quan ty hãng báo tờ đài nhóm chức đội trường"
    " viện thủ sĩ anh chị cô đảng bộ sở cục đoàn khối bang vùng khu vực đảo làng thôn chuyên luật doanh nghiệp ngân nhà"
    " nam nữ trang mạng đại toà tòa trung tâm".split()
)
# What a sentence may call what it has just told: "cam kết phi hạt nhân hoá, nỗ lực này không đạt được nhiều tiến bộ".
_OF_A_CLAUSE = frozenset(
    {"nỗ lực", "động thái", "hành động", "tỉ lệ", "tỷ lệ", "quyết định", "bước đi", "con số", "kết quả", "mục tiêu"}
)
_CLAUSE = 9
"""Syllables before such a word, for a clause to stand there."""
# That somebody spoke, not what was said.
_SPOKE = re.compile(
    r"\b(?:đã|vừa|sẽ) (?:có|dành) (?:cuộc|buổi) (?:trao đổi|trả lời|chia sẻ|phỏng vấn)\b[^:“”]*$"
    # "Bình luận của Nhà Trắng được đưa ra vài ngày sau khi …": when, and not what.
    r"|^(?:Những |Các )?(?:[Pp]hát (?:ngôn|biểu)|[Tt]uyên bố|[Bb]ình luận|[Tt]hông (?:báo|tin|điệp)|[Đđ]ộng thái"
    r"|Sự nhắc nhở|[Cc]ảnh báo|[Đđ]ề xuất|[Nn]hận định|Chỉ đạo|Yêu cầu|Kiến nghị"
    r"|[Ll]ời (?:kêu gọi|cảnh báo|đe doạ|đe dọa))\b[^,]{0,60}?"
    r"\bđược (?:đưa ra|đặt|phát đi) (?:chỉ |vài |\w+ (?:ngày|giờ|tuần) )?(?:ngày |giờ |ngay )?"
    r"(?:sau|trước|trong bối cảnh|giữa lúc|vào|tại)\b[^:“”]*$"
    r"|\bcó thông tin (?:chính thức )?(?:liên quan|về)\b[^:“”]*$"
    r"|\b(?:nhận được|tiếp nhận)(?: các| nhiều| những| một số)? câu hỏi\b[^:“”]*$"
    r"|^(?:Sự kiện|Cuộc gặp|Chuyến thăm|Cuộc họp|Hội nghị|Hội thảo|Vụ việc|Quyết định)(?: \w+){0,4}"
    r" (?:diễn ra|được đưa ra|được tổ chức|xảy ra) (?:trong bối cảnh|giữa lúc|sau khi)\b[^:“”]*$"
)
# "Cục chính thức công bố số liệu về tình hình thu hút vốn.", "Thông tin trên được ông An nêu tại hội thảo."
_ANNOUNCED = re.compile(
    r"\b(?:công bố|thông báo|báo cáo|cung cấp|trình bày|nêu|đưa ra|chia sẻ|cho biết|trao đổi|nhấn mạnh|khẳng định)"
    r" (?:(?:các|những|một số|nhiều) )?(?:thông tin|số liệu|kết quả|nội dung|tình hình|việc|vấn đề|điều|thông điệp)"
    r"(?: \w+){0,3} (?:về|này|trên|liên quan|của|tại)\b[^:“”\"]*$"
    r"|^(?:Thông tin|Thông điệp|Nội dung|Điều) (?:trên|này) được\b"
    r"|\b(?:báo cáo|thông tin|trao đổi|chia sẻ|cho ý kiến)(?: cho [^,:]{3,120})?"
    r" về (?:việc|tình hình|vấn đề|kết quả|vụ)\b[^:“”\"]*$"
)
_BEFORE = re.compile(
    r"(?:Hồi (?:tháng|năm|đầu|cuối)|(?:Vào )?[Nn]ăm (?:19|20)\d\d|Cách đây|Tháng \w+ năm (?:ngoái|trước)"
    r"|Năm (?:ngoái|trước)|(?:Hiện |Hiện vẫn |Vẫn )?[Cc]hưa rõ"
    r"|[^,“”\"]{3,60} từng (?:là|làm|giữ|đóng|học|cho biết|khẳng định|tuyên bố))(?!\w)"
)
_DO = re.compile(
    r"(?:Chủ trì|Phối hợp|Tham mưu|Rà soát|Xem xét|Thi hành|Đề nghị"
    r"|Chỉ đạo|Tăng cường|Đẩy mạnh|Tiếp tục|Tập trung|Triển khai|Thực hiện"
    r"|Hoàn thành|Hoàn thiện|Xây dựng|Thành lập|Kiểm tra|Nâng cao|Chú trọng|Khẩn trương|Chủ động|Hướng dẫn|Bố trí"
    r"|Theo dõi|Quán triệt|Thường xuyên|Nghiên cứu|Đôn đốc|Bảo đảm|Đảm bảo|Làm tốt|Thúc đẩy|Xử lý)\b"
)
_SPEAKER = re.compile(
    rf"(?:\W|\d{{1,2}}[.)] |[a-zđ]\) )*(?:Ông|Bà|Đồng chí) [{CAPITAL}][^.:;\n]{{4,140}}: (?=[{CAPITAL}])"
)
_SHOUTED = 2
_QUOTED, _QUOTED_SYLLABLES = 3, 84
_TOLD_BY = re.compile(r"\b(?:dẫn lời|phát biểu|cho rằng|nhấn mạnh|tuyên bố|nhận định|cảnh báo)\b")
_OPENERS, _CLOSERS = "“«", "”»"
_MARKS = re.compile(f"[{_OPENERS}{_CLOSERS}]")


def is_fragment(sentence: str) -> bool:
    """Whether a sentence says nothing by itself."""
    text = ITEM.sub("", sentence.strip(), count=1) if ITEM.match(sentence.strip()) else sentence.strip()
    size = len(syllables(text))
    if size < _LEAST or text[:1].islower() or text[:1] in _GOES_ON or text.rstrip(".… ").endswith(_NO_ENDINGS):
        return True
    if (
        _LABEL.match(text)
        or _LINK.match(text)
        or _FIELD.match(text)
        or _CAPTION.match(text)
        or len(_CELL.findall(text)) > 1
    ):
        return True
    unfinished = text.endswith("!") or not text.rstrip(_QUOTES).endswith(_ENDINGS)
    if unfinished and (size < _SUBHEADING or not predicates(text)):
        return True
    if text.isupper() and not text.rstrip(_QUOTES).endswith(_ENDINGS):
        return True
    if _ANNOUNCES.search(text) and not any(mark in text for mark in '“"«'):
        # What ends in "…, ông An cho biết." is whole.
        *before, last = text.split(",")
        return not (last.lstrip()[:1].islower() and len(before) > bool(_OPENS_SPEECH.match(text)))
    return False


def leans_on_previous(sentence: str, title: str | None = None) -> bool:
    """Whether a sentence takes its subject or its connection from the one before it.

    Args:
        title: what is shown above, so that "Thông tin trên …" and "Đây là …" have something to point at, and "Dự luật
            này …" where it names the bill.
    """
    text = sentence.lstrip("“\"'‘- ")
    return bool(
        (_LEANS.match(text) and not _speaks_by_name(sentence))
        or _SAID_BEFORE.search(text)
        or (not title and (_POINTS.match(text) or _POINTS_AT_IT.search(text)))
        or _points_at_a_thing(text, title)
        or _is_of_nobody(text)
        or points_back_inside(sentence)
    )


def tells_of_before(sentence: str) -> bool:
    """Whether a sentence begins with a former time, or with what is not known: it tells what was before the news."""
    return _BEFORE.match(sentence) is not None


def _speaks_by_name(sentence: str) -> bool:
    """Whether "Tôi …" opens a quotation behind which stands who says so: "“Tôi xin nói rõ …”, ông An cho biết."."""
    if not _I_SAY.match(sentence) or is_broken_quotation(sentence):
        return False
    closing = max(sentence.rfind(mark) for mark in ('"', *_CLOSERS))
    return bool(_ANNOUNCES_WITHIN.search(sentence, closing) or _TOLD_BY.search(sentence, closing))


def _is_of_nobody(text: str) -> bool:
    """Whether the main clause behind an opening has "ông" for its subject, and the opening names nobody."""
    found = _THEN_HE.match(text)
    return found is not None and _SOMEBODY.search(found["opening"], 1) is None


def _points_at_a_thing(text: str, title: str | None) -> bool:
    """Whether a sentence begins with "Nhóm khoa học gia này", and the title names no such thing."""
    found = _POINTS_AT_A_THING.match(text)
    if found is None or title is None:
        return found is not None
    thing = syllables(found["thing"])
    return _PARTICULAR.match(text) is not None and len(thing) <= _THING and thing[-1] not in syllables(title)


def speaks_for_an_unknown(sentence: str) -> bool:
    """Whether somebody speaks of himself outside of quotation marks, and no word tells who."""
    quoted = any(mark in sentence for mark in '“”"«:‘’')
    return not quoted and _FIRST_PERSON.search(sentence) is not None and not _ANNOUNCES_WITHIN.search(sentence)


def points_back_inside(sentence: str) -> bool:
    """Whether the subject of a later clause is "hai mặt hàng này", and the sentence has named no such thing before."""
    above = _NAMED_ABOVE.search(sentence)
    if above and syllables(above["noun"])[-1] not in syllables(sentence[: above.start()]):
        return True
    match = _POINTS_INSIDE.search(sentence)
    if match is None or any(mark in sentence[: match.start()] for mark in '“"«'):
        return False
    nouns = syllables(match["noun"])
    before = syllables(sentence[: match.start("noun")])
    if not nouns or nouns[-1] in _OF_TIME or nouns[-1] in before:
        return False
    if " ".join(nouns) in _OF_A_CLAUSE and len(before) >= _CLAUSE:
        return False
    if any(noun in _NAMED_BY_NAME for noun in nouns):
        return not any(word[:1].isupper() for word in sentence[: match.start()].split()[1:])
    return True


def announces(sentence: str) -> bool:
    """Whether a sentence says who told something and when, and not what: below a title that tells it, it is a lead, and
    asks for a second one."""
    return _ANNOUNCED.search(sentence) is not None


def says_only_that_it_was_said(sentence: str) -> bool:
    """Whether a sentence tells that somebody spoke about something, and not what: "ông A đã có cuộc trao đổi về …"."""
    return _SPOKE.search(sentence) is not None


def lacks_its_subject(sentence: str) -> bool:
    """Whether a member of a list says what to do, and its head who shall: "a) Tham mưu UBND tỉnh ban hành chỉ thị."."""
    mark = ITEM.match(sentence.strip())
    return mark is not None and _DO.match(sentence.strip(), mark.end()) is not None


def told_by_another(text: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Indices of the sentences that minutes tell of a speaker who is named only at the head of the paragraph.

    "Ông A, Giám đốc Sở: Kênh bồi lắng nặng. Kinh phí còn thiếu 2 tỷ đồng.": the second.
    """
    found: list[int] = []
    inside = False
    for i, sentence in enumerate(sentences):
        if not i or "\n" in text[sentences[i - 1].end : sentence.start]:
            inside = _SPEAKER.match(text, sentence.start, sentence.end) is not None
        elif inside:
            found.append(i)
    return frozenset(found)


def said_under_pictures(text: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Indices of the sentences that are a person's words with nothing but his name before a colon, where no minutes
    tell all speakers so: they stand under his picture, or between paragraphs in large letters."""
    found = [i for i, sentence in enumerate(sentences) if _SPEAKER.match(text, sentence.start, sentence.end)]
    return frozenset(found if len(found) <= _SHOUTED else ())


def quotation_end(sentences: Sequence[str], begin: int) -> int | None:
    """The last sentence of a quotation of two or three sentences that begins with this one, where it tells who says
    so and all of it is short enough to be shown as one; else None."""
    if not is_broken_quotation(sentences[begin]) or not sentences[begin].lstrip().startswith((*_OPENERS, '"')):
        return None
    for end in range(begin + 1, min(begin + _QUOTED, len(sentences))):
        whole = " ".join(sentences[begin : end + 1])
        if not is_broken_quotation(whole):
            closing = max(whole.rfind(mark) for mark in ('"', *_CLOSERS))
            said = _ANNOUNCES_WITHIN.search(whole, closing) or _TOLD_BY.search(whole, closing)
            return end if said and len(syllables(whole)) <= _QUOTED_SYLLABLES else None
    return None


def is_broken_quotation(sentence: str) -> bool:
    """Whether a quotation begins in the sentence and does not end there, or the other way round."""
    depth = 0
    for mark in _MARKS.findall(sentence):
        depth += 1 if mark in _OPENERS else -1
        if depth < 0:
            return True
    return depth != 0 or sentence.count('"') % 2 == 1
