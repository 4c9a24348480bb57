"""What the selector looks at: a few dozen numbers for each sentence of an article.

They are the classic cues of extractive news summarisation (position, length, likeness to the title and to the rest of
the document, numbers, quotations, words that lean on an earlier sentence), computed on Vietnamese syllables and pairs
of adjacent syllables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from news.vietnamese import syllables, unify_tone

_CONNECTIVE = re.compile(
    r"(Tuy nhiên|Tuy vậy|Theo đó|Do đó|Vì vậy|Vì thế|Bên cạnh|Ngoài ra|Đồng thời|Cụ thể|Trong khi đó|Trước đó|Sau đó"
    r"|Mặt khác|Song|Nhưng|Còn|Đặc biệt|Cùng với|Từ đó|Qua đó|Hiện|Được biết|Như vậy|Trong đó)\b"
)
_PRONOUN = re.compile(r"(Ông|Bà|Anh|Chị|Em|Cô|Họ|Nó|Tôi|Chúng tôi|Người này|Đây|Điều này|Việc này|Theo ông|Theo bà)\b")
_TIMED = re.compile(r"(Ngày|Sáng|Chiều|Tối|Trưa|Đêm|Hôm|Mới đây|Từ ngày|Vừa qua|Trong (?:hai|ba|\d+) ngày)\b")
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}\b|\bngày \d")
_SPEECH = re.compile(
    r"\b(cho biết|nhấn mạnh|khẳng định|đề nghị|yêu cầu|phát biểu|chia sẻ|kết luận|cho rằng|nói|chỉ đạo|thông tin)\b"
)
_MEETING = re.compile(
    r"\b(hội nghị|cuộc họp|phiên họp|kỳ họp|hội thảo|toạ đàm|họp báo|đại hội|lễ|tổ chức|chủ trì|diễn ra|khai mạc)\b",
    re.I,
)

_COURTESY = re.compile(
    r"\b(chào mừng|chúc mừng|gửi lời chúc|lời chúc|cảm ơn|cám ơn|bày tỏ (?:sự )?vui mừng|tri ân)\b", re.I
)

_PRESENT = re.compile(
    r"(?:Dự|Tham dự|Cùng dự|Đến dự|Chủ trì|Cùng chủ trì|Về phía|(?:Hội nghị|Cuộc họp|Phiên họp|Kỳ họp) do)\b"
    r"|(?:Hội nghị|Hội thảo|Diễn đàn|Cuộc họp|Phiên họp|Buổi \w+(?: \w+)?|Đại hội|T[oọ][ạa] đàm|Lễ [^,]{2,40}?|Sự kiện)"
    r"(?: [^,.]{2,60}?)? (?:có|với|thu hút) sự (?:tham gia|tham dự|có mặt|góp mặt|hiện diện)\b"
    r"|Tổng số đại biểu\b"
    r"|[^,]*(?:, [^,]*,?)? (?:chủ trì|chủ t[oọ][ạa]|đồng chủ trì|tham dự|đến dự|dự)"
    r"(?: (?:hội nghị|hội thảo|cuộc họp|buổi|phiên|kỳ họp|t[oọ][ạa] đàm|họp báo)[^,]{0,12})?\.?$"
    r"|(?:Ông|Bà|Đồng chí|KTS\.|TS\.|BS\.) [^.:“”]{5,200}(?:chủ trì|chủ t[oọ][ạa])"
    r"(?: (?:hội nghị|hội thảo|cuộc họp|buổi|phiên|kỳ họp|t[oọ][ạa] đàm|họp báo)[^,]{0,12})?\.?$"
)

_ONLY_HELD = re.compile(
    r"(?:Hội nghị|Cuộc họp|Phiên họp|Kỳ họp|Hội thảo|Buổi làm việc|Đại hội)(?: đã| được)*"
    r" (?:(?:bắt đầu|kết thúc|khai mạc|bế mạc|tiến hành) (?:vào )?(?:hồi|lúc|từ)\b"
    r"|(?:diễn ra|được tổ chức|tổ chức) (?:tại|ở)\b(?![^.;]*\b(?:nhằm|về|với|bàn)\b))[^.;]{0,120}\.?$"
)
_HOLDS = re.compile(r"\b(?:tổ chức|chủ trì|tiến hành|khai mạc|triệu tập|diễn ra|họp)\b ")
_CONCLUDES = re.compile(
    r"(?:\W|\d{1,2}[.)] |[a-zđ]\) )*(?:(?:Phát biểu )?[Kk]ết luận (?:tại )?"
    r"(?:hội nghị|cuộc họp|phiên họp|buổi|hội thảo|kỳ họp|đại hội)"
    r"|(?:Hội nghị|Cuộc họp|Kỳ họp|Đại hội|Các đại biểu)(?: đã)?"
    r" (?:thống nhất|nhất trí|thông qua|quyết định|quyết nghị|biểu quyết)\b"
    r"|Mục tiêu (?:của|cả|đến|năm|là|đặt ra)\b[^.;:]{0,80}\blà\b)"
)
_HELD = re.compile(
    r"\b(?:tổ chức|chủ trì|khai mạc|diễn ra|tiến hành|họp|dự)\b[^,]{0,60}"
    r"\b(?:hội nghị|hội thảo|cuộc họp|phiên họp|kỳ họp|đại hội|t[oọ][ạa] đàm|họp báo|buổi làm việc|giao ban)\b"
    r"|\b(?:hội nghị|hội thảo|cuộc họp|phiên họp|kỳ họp|đại hội|t[oọ][ạa] đàm|họp báo|buổi làm việc)\b[^,]{0,80}"
    r"\b(?:khai mạc|diễn ra|được tổ chức)\b",
    re.IGNORECASE,
)
_CAME_OF_IT = re.compile(
    r"\b(?:cho biết|cho hay|cho rằng|nhấn mạnh|khẳng định|đề nghị|yêu cầu|kết luận|thông qua|quyết định|bầu|thống nhất"
    r"|nói|nêu|cảnh báo|kêu gọi|chỉ đạo|trao|ký|công bố|miễn nhiệm|bãi nhiệm|bổ nhiệm|\d+%|tỷ đồng|tỉ đồng|triệu)(?!\w)"
)
_IN_TITLE = 0.85
"""Share of the syllables behind the verb from which on the title says the same."""

OWN = 31
"""Features of the sentence itself; the first `_SHARED` of them are repeated for both neighbours."""
_SHARED = 5
WIDTH = OWN + 2 * _SHARED


def is_meeting_lead(sentence: str) -> bool:
    """Whether a sentence says that a meeting took place and when: "Chiều 22-6, tại …, … tổ chức hội nghị …"."""
    return bool(_MEETING.search(sentence)) and bool(_DATE.search(sentence) or _TIMED.match(sentence))


def is_courtesy(sentence: str) -> bool:
    """Whether a sentence greets, congratulates or thanks: "… gửi lời chúc mừng tốt đẹp nhất đến các đại biểu …"."""
    return bool(_COURTESY.search(sentence))


def is_roll_call(sentence: str) -> bool:
    """Whether a sentence tells only who was there, or only where: "Dự hội nghị có …", "Ông An, Giám đốc Sở, chủ trì hội
    nghị.", "Cuộc họp diễn ra tại trụ sở UBND tỉnh."."""
    return bool(_PRESENT.match(sentence) or _ONLY_HELD.match(sentence))


def only_tells_that_it_met(sentence: str, title: str | None) -> bool:
    """Whether a sentence tells no more than that the meeting of the title was held: when, where, by whom.

    "Ngày 8-11, tại trụ sở UBND tỉnh, ông A chủ trì cuộc họp về phòng, chống cháy rừng." below "Thông báo kết luận tại
    cuộc họp về phòng, chống cháy rừng"; "Hội nghị bắt đầu vào hồi 08 giờ …".
    """
    if _ONLY_HELD.match(sentence):
        return True
    verb = _HOLDS.search(sentence)
    if title is None or verb is None or not is_meeting_lead(sentence):
        return False
    told, known = syllables(unify_tone(sentence[verb.end() :])), set(syllables(unify_tone(title)))
    return bool(told) and sum(word in known for word in told) >= _IN_TITLE * len(told)


def tells_only_of_meeting(sentence: str) -> bool:
    """Whether a sentence says that a meeting was held, on what, and not what came of it."""
    return is_meeting_lead(sentence) and bool(_HELD.search(sentence)) and not _CAME_OF_IT.search(sentence)


def is_conclusion(sentence: str) -> bool:
    """Whether a sentence tells what the meeting came to: "Kết luận hội nghị, …", "Hội nghị thống nhất …"."""
    return bool(_CONCLUDES.match(sentence))


def sentence_features(
    sentences: Sequence[str], title: str | None, idf: Mapping[str, float], default_idf: float
) -> npt.NDArray[np.float32]:
    """The features of every sentence, shape (sentences, WIDTH).

    Args:
        sentences: the article's sentences in order.
        title: its title, or None.
        idf: inverse document frequency of syllables (new tone placement); those absent count as `default_idf`.
        default_idf: see `idf`.
    """
    words = [syllables(unify_tone(sentence)) for sentence in sentences]
    pairs = [list(pairwise(w)) for w in words]
    document, document_pairs = Counter[str](), Counter[tuple[str, str]]()
    for w, p in zip(words, pairs, strict=True):
        document.update(set(w))
        document_pairs.update(set(p))
    title_words = syllables(unify_tone(title)) if title else []
    title_set, title_pairs = set(title_words), set(pairwise(title_words))
    first = set(words[0]) if words else set()

    def weight(items: set[str]) -> float:
        return sum(idf.get(item, default_idf) for item in items)

    total = sum(idf.get(item, default_idf) * count for item, count in document.items()) or 1.0
    title_weight, first_weight = weight(title_set) or 1.0, weight(first) or 1.0
    count = len(sentences)
    own = np.zeros((count, OWN), dtype=np.float32)
    for i, sentence in enumerate(sentences):
        bag, bag_pairs = set(words[i]), set(pairs[i])
        length = len(words[i])
        bag_weight = weight(bag) or 1.0
        others = sum(idf.get(item, default_idf) * (document[item] - 1) for item in bag)
        repeated = sum(document_pairs[pair] > 1 for pair in bag_pairs)
        own[i] = (
            # Shared with the neighbours
            weight(bag & title_set) / title_weight,
            len(bag_pairs & title_pairs) / max(len(title_pairs), 1),
            others / total * 10,
            repeated / max(len(bag_pairs), 1),
            length / 30,
            # The sentence's own
            weight(bag & title_set) / bag_weight,
            1.0 if title_set else 0.0,
            others / bag_weight / max(count, 1) * 4,
            weight(bag & first) / first_weight if i else 0.0,
            1 / (1 + i),
            i / count,
            float(i == 0),
            float(i == 1),
            float(i == 2),
            float(i == count - 1),
            np.log1p(count) / 4,
            (length / 30) ** 2 / 4,
            float(length < 8),
            float(15 <= length <= 45),
            bag_weight / max(len(bag), 1) / 5,
            float(any(c.isdigit() for c in sentence)),
            float(bool(_DATE.search(sentence))),
            float("“" in sentence or '"' in sentence),
            float(sentence[:1] in "“\"'‘-"),
            float(bool(_CONNECTIVE.match(sentence))),
            float(bool(_PRONOUN.match(sentence))),
            float(bool(_TIMED.match(sentence))),
            float(sentence.rstrip()[-1:] in ":?"),
            float(bool(_SPEECH.search(sentence))),
            float(bool(_MEETING.search(sentence))),
            sum(w[:1].isupper() for w in sentence.split()) / max(length, 1),
        )
    before, after = np.zeros((count, _SHARED), np.float32), np.zeros((count, _SHARED), np.float32)
    before[1:], after[:-1] = own[:-1, :_SHARED], own[1:, :_SHARED]
    return np.concatenate([own, before, after], axis=1)
