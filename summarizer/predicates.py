"""Whether a sentence says that something is or happens.

Vietnamese verbs do not change their form, so they are known by what stands before them: weights/verbs.txt holds the
pairs of syllables that often follow "đã", "đang", "không" … in the news (training/verbs.py). A verb behind a word that
makes a noun of it ("cuộc họp", "vụ tấn công") counts for nothing.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from news.vietnamese import nfc, unify_tone

WEIGHTS = Path(__file__).parent / "weights" / "verbs.txt"

AUXILIARIES = frozenset(
    "đã đang sẽ được bị phải là có chưa không vẫn cần nên vừa thì rất khoảng như khiến gồm thuộc còn".split()
)
SINGLE = frozenset(
    """muốn nói gây làm giúp đưa nhận tăng giảm đạt mất bắt tìm chết bán mua ký trả gặp gửi thu mở đặt lập xin mời
    nêu hỏi
    đòi sửa rút trao lấy bỏ dùng mang giữ chạy đứng ngồi nằm thấy nghe biết hiểu nghĩ đọc viết gọi kể khóc cười chơi hát
    chờ đợi đón trốn thoát vượt rơi ngã đổ nổ cháy chìm lao đâm chém giết cướp trộm lừa chiếm phá đốt bắn ném đánh đập
    kéo đẩy treo xây trồng nuôi chọn thắng thua dẫn chở lái giành đoạt chịu dừng ngừng rời quay trở cấm buộc ép khai dự
    thăm hưởng mặc đạp phóng thuê bàn họp tặng tuyển cứu nâng chia ghép cắt mổ khám tiêm dạy lãi lỗ lùi tiếp bay đến
    lên vào đi""".split()
)
# Verbs that reports seldom put behind "đã".
_MORE = frozenset(
    verb.strip()
    for verb in """bế mạc,biểu tình,bao trùm,chiêu đãi,cầm đầu,chung tay,cướp giật,diễu hành,dâng hương,hội đàm,hội kiến
    ,họp bàn,khai trương,khai thác,không kích,mít tinh,phát biểu,phạm tội,quán triệt,sơ kết,tổng kết,tập trận,tập huấn
    ,tri ân,tuần tra,tuyên truyền,tưởng niệm,vinh danh,viếng thăm,xử phạt,đầu tư,đặt hàng,đụng độ,thương vong,trừng phạt
    ,thông tin,chủ toạ,cho biết,cho hay,cho thấy,cho rằng,cho phép,trình diễn,chủ đạo,ra đời,sinh hoạt,lao vào,đè nát
    ,phục vụ,thị sát,huấn luyện,biểu diễn,bắt tay,nổi tiếng""".split(",")
)
_NOMINAL = frozenset(
    """cuộc việc sự buổi lễ hội lời chuyến vụ cảnh trận đợt phiên kỳ nơi nhà ban bộ cục viện phòng nghề các những
    khu nguồn đoàn đội lực máy sân mẫu tàu xe phương dự ngành chương hành trưởng phó của tại ở sau trước trong về quá
    nhiều một hai ba""".split()
)
_AIR = frozenset("quân gian khí phận lực lưu trung vận".split())
"""With these "không" is no negation: "không quân"."""
_BOMBER = ["bay", "ném", "bom"]
_WORD = re.compile(r"\w+")


@cache
def _verbs() -> frozenset[str]:
    return _MORE | frozenset(WEIGHTS.read_text(encoding="utf-8").split("\n"))


def predicates(text: str) -> int:
    """How many verbs a text has that are not made a noun; its first word is none, for captions and names begin so."""
    words = _WORD.findall(unify_tone(nfc(text)))
    found, at = 0, 1
    while at < len(words):
        if words[at] in AUXILIARIES:
            found += not (words[at] == "không" and words[at + 1 : at + 2] and words[at + 1] in _AIR)
        elif is_verb(words, at):
            found += not _is_noun(words, at)
            at += words[at] not in SINGLE
        at += 1
    return found


def is_verb(words: list[str], at: int) -> bool:
    """Whether a verb begins at this word; tones in the new placement."""
    return words[at] in SINGLE or " ".join(words[at : at + 2]) in _verbs()


def _is_noun(words: list[str], at: int) -> bool:
    """Whether the word before makes a noun of the verb that begins here; "vụ việc" and "sự việc" do not."""
    before = words[at - 1].lower()
    if words[at - 1 : at + 2] == _BOMBER:
        return True
    return before in _NOMINAL and not (before == "việc" and words[max(0, at - 2)].lower() in {"vụ", "sự", "công"})
