"""What a question asks for."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from index.analysis import words
from news.vietnamese import fold, has_diacritics


class Kind(enum.Enum):
    """The sort of answer that is wanted."""

    WHO = "who"
    WHERE = "where"
    WHEN = "when"
    HOW_MANY = "how many"
    WHY = "why"
    SAID = "said"
    DECIDED = "decided"
    LIST = "list"
    YES_NO = "yes or no"
    WHAT = "what"


TYPED = (Kind.WHO, Kind.WHEN, Kind.WHERE, Kind.HOW_MANY)
"""Kinds whose answers have a form that rules know."""


class Role(enum.Enum):
    """Part of a meeting that the meeting card knows."""

    CHAIR = "chair"
    ORGANISER = "organiser"
    PARTICIPANTS = "participants"
    MEETING_TIME = "time of the meeting"
    MEETING_PLACE = "place of the meeting"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the reader sees it.

    Attributes:
        text: as typed.
        kind: of answer wanted.
        role: the part of a meeting asked for, if it is one.
        accentless: typed without diacritics; then everything is compared without them.
        content: the words that say what it is about, in order, question words and fillers left out.
        unit: for HOW_MANY, the words of what is counted.
        over_articles: whether it asks across meetings ("những hội nghị nào", "qua các phiên họp").
        searched: what is looked up; the text itself, or more for a follow-up.
    """

    text: str
    kind: Kind
    role: Role | None
    accentless: bool
    content: tuple[str, ...]
    unit: tuple[str, ...]
    over_articles: bool = False
    searched: str = ""


# All patterns are matched on the folded question, so that they serve accentless typing too.
_HOW_MANY = re.compile(
    r"(?<!ngay )\bbao nhieu\b|\bmay (?=(?:dai bieu|nguoi|tinh|du an|ngay|xa|huyen|don vi|nghi quyet|lan|y kien|noi dung)\b)|\bso luong\b"
)
_WHY = re.compile(r"\b(?:vi sao|tai sao|vi ly do|ly do(?: gi| nao| thu)|nguyen nhan(?: nao| gi| vi)?|do dau)\b|^sao\b")
_WHEN = re.compile(
    r"\b(?:khi nao|luc nao|ngay nao|hom nao|bao gio|thoi gian nao|ngay bao nhieu|thoi diem nao|nam nao|thang nao|ngay may|may gio|gio nao"
    r"|nhung ngay nao|cac ngay nao|buoi nao|trong ngay nao)\b"
)
_WHERE = re.compile(
    r"\b(?:o dau|tai dau|di dau|den dau|dia diem nao|dia diem|cho nao|noi nao|(?:thanh pho|tinh|huyen|quan|xa|dia phuong|diem thi|nuoc|thi xa) nao)\b"
)
_WHO = re.compile(
    r"\bai\b|\b(?:nguoi nao|ten gi|la ai|do ai|nhung ai|vi nao|ong nao|ba nao|dong chi nao)\b"
    r"|\b(?:thu truong|bo truong|chu tich|bi thu|giam doc|pho \w+|dai bieu|quan chuc|vi \w+|truong ban|can bo|lanh dao)(?: \S+){0,4} nao\b"
)
SAID = re.compile(
    r"\b(?:noi|phat bieu|cho biet|nhan xet|chia se|nhan manh|khang dinh|danh gia|giai thich|tra loi|neu|bay to|so sanh|nghi|canh bao|de xuat|kien nghi|cho rang|dat cau hoi)"
    r"(?: \w+){0,8}? (?:gi|the nao|ra sao|sao)\b"
)
_DECIDED = re.compile(
    r"\b(?:quyet dinh|thong qua|ket luan|yeu cau|giao|chi dao|thong nhat|ky luat|de nghi|quy dinh|gioi han|xu ly)(?: \w+){0,14}? (?:gi|the nao|ra sao|nao)\b"
)
_LIST = re.compile(r"\b(?:nhung|cac)(?: \w+){1,6} nao\b|\bnhung ai\b|\bliet ke\b|\bgom nhung\b")
# "Ba dự án nào" counts, "Bà Lan nói gì" does not: with diacritics where there are any.
_COUNTED = re.compile(r"^(?:hai|ba|bốn|bon|năm|sáu) (?!ấy|ay|này|nay|ta\b|\d)\w+")
_ANY = re.compile("")
_YES_NO = re.compile(
    r"\b(?:co|da|dang|se|con|van|lieu)\b.*\b(?:khong|chua)\s*\??\s*$|\b(?:dung|phai|hay) (?:khong|chua)\s*\??\s*$"
    r"|\bco (?:phai|dung)\b|^phai chang\b|\blieu (?:co|da|se|rang)\b|^lieu\b"
)
# Who asks whether something is so asks for nothing else; "có ai … không", "có dự án nào … không" ask that too. As typed,
# for "máy" is not "mấy".
_ASKED_FOR = re.compile(
    r"\b(?:gì|gi|ra sao|thế nào|the nao|vì sao|vi sao|tại sao|tai sao|bao nhiêu|bao nhieu|bao lâu|bao lau|mấy|bao giờ|bao gio|khi nào|khi nao"
    r"|đâu|dau|(?<!có )ai|(?<!co )ai|(?:người|nguoi|ngày|ngay|hôm|hom) nào)\b|^(?:ai|sao)\b"
)
# "họp", and not "hợp long", "hợp tác", "hợp đồng", which fold to the same.
_HOP = r"hop(?! (?:long|tac|dong|ly|nhat|phap|phan|tinh|quy|thanh|luc|kim|doanh|bao hiem)\b)"
_MEETING = (
    r"(?:hoi nghi|cuoc hop|phien hop|ky hop|hoi thao|toa dam|hop bao|dai hoi|buoi \w+(?: \w+)?|dien dan|giao ban|le \w+|cuoc \w+|phien \w+|su kien|"
    + _HOP
    + ")"
)
_MEETING_RE = re.compile(rf"\b{_MEETING}\b")
_GATHERING = r"(?:hoi nghi|cuoc hop|phien hop|ky hop|hoi thao|toa dam|hop bao|su kien|giao ban|buoi (?:hop|lam viec))"
_OVER_ARTICLES = re.compile(
    rf"\b(?:nhung|cac|may) {_GATHERING}(?: \w+){{0,2}} nao\b|\b(?:qua|trong|tai|o) (?:cac|nhung|nhieu|moi) {_GATHERING}\b"
    rf"|\bliet ke (?:nhung |cac )?{_GATHERING}\b|\b(?:qua|trong) cac (?:lan|bai)\b"
)
# Of a question over meetings, what every meeting does says nothing of its subject.
_TALKING = frozenset(
    "hoi nghi hop cuoc phien ky thao luan toa dam bao su kien giao buoi ban noi de cap phat bieu lien quan cac lan bai".split()
)
_CHAIR = re.compile(r"\b(?:chu tri|chu toa|cam trich|dieu hanh)\b")
# Who chaired for somebody is not who is said to chair.
_INSTEAD = re.compile(r"\bthay\b")
_PRESENT = re.compile(
    r"\b(?:tham du|du hoi nghi|du hop|co mat|tham gia (?:hoi nghi|cuoc hop|hop))\b|\bdu (?:phien|ky|cuoc|buoi|le)\b"
)
_HELD = re.compile(
    r"\b(?:dien ra|to chuc|khai mac|"
    + _HOP
    + r"|duoc mo|be mac|nhom hop|mo man|duoc to chuc|mo (?:o|tai|vao|hom|ngay|luc|khi))\b"
)
_ORGANISED = re.compile(
    r"\b(?:do )?(?:ai|don vi nao|co quan nao|to chuc nao)(?: \w+){0,2} to chuc\b|\bto chuc boi\b|\bdo (?:ai|don vi nao|co quan nao) to chuc\b"
)
_UNIT = re.compile(r"\bbao nhieu\s+(?P<unit>\w+(?: \w+)?)")
_MONEY = frozenset("tien dong von kinh phi chi ty trieu usd gia".split())

# Words that a question is made with; they say nothing of its subject.
_FILLERS = frozenset(
    "ai gì nào đâu sao bao nhiêu mấy khi lúc hôm thế như ra là có không chưa đã đang sẽ được bị ở tại trong ngoài trên dưới vào về với và"
    " hay hoặc của cho do vì bởi từ đến theo những các một này đó kia ấy thì mà rằng nhé à vậy người việc điều cái nơi nói nêu nếu tên hỏi"
    " biết cùng cũng rất làm sau trước bằng chỗ ngày tháng giờ thời gian điểm địa".split()
)
# Without diacritics some of them are also half of a common word: hội nghị, đầu tư, miền Nam.
_FOLDED_FILLERS = frozenset(map(fold, _FILLERS)) - {"hoi", "tu", "noi"}
# What is asked of a meeting is in the question's role already.
_ROLE_WORDS = frozenset(
    "diễn ra tổ chức mở màn chủ trì tọa toạ cầm trịch tham dự điều hành khai mạc bế được địa điểm gia có mặt họp thời gian".split()
)
_FOLDED_ROLE_WORDS = frozenset(map(fold, _ROLE_WORDS))


def understand(text: str) -> Question:
    """Reads a question. Never fails: what it cannot place is WHAT."""
    folded = fold(" ".join(text.split()))
    kind = _kind(folded, " ".join(text.lower().split()))
    accentless = not has_diacritics(text)
    typed = [fold(word) for word in words(text)] if accentless else words(text)
    role = _role(folded, kind)
    dropped = _FOLDED_FILLERS if accentless else _FILLERS
    if role is not None:
        dropped = dropped | (_FOLDED_ROLE_WORDS if accentless else _ROLE_WORDS)
    content = tuple(word for word in typed if word not in dropped or any(c.isdigit() for c in word))
    unit_match = _UNIT.search(folded) if kind is Kind.HOW_MANY else None
    unit = tuple(unit_match["unit"].split()) if unit_match else ()
    if kind is Kind.HOW_MANY and not unit and re.search(r"\b(?:kinh phi|von|chi phi|so tien)\b", folded):
        unit = ("tien",)
    over = bool(_OVER_ARTICLES.search(folded))
    if over:
        content = tuple(word for word in content if fold(word) not in _TALKING)
    return Question(text, kind, role, accentless, content, unit, over, text)


def asks_for_money(question: Question) -> bool:
    """Whether the number wanted is a sum of money."""
    return (
        bool(set(question.unit[:1]) & _MONEY)
        or bool(not question.unit and re.search(r"\b(?:kinh phi|von|chi phi|so tien|ton)\b", fold(question.text)))
        or bool(question.unit and re.search(r"\b(?:kinh phi|tong von|chi phi|so tien)\b", fold(question.text)))
    )


def _kind(folded: str, typed: str) -> Kind:
    if _YES_NO.search(folded) and not _ASKED_FOR.search(typed):
        return Kind.YES_NO
    for kind, pattern in (
        (Kind.WHY, _WHY),
        (Kind.HOW_MANY, _HOW_MANY),
        (Kind.LIST, re.compile(r"\bnhung (?:tinh|dia phuong|don vi|doanh nghiep|ai|nguoi|noi dung|nhiem vu|co quan|huyen|quan|thanh pho|lanh dao|uy vien|so)\b.*\bnao\b|\bnhung ai\b|\bcac tinh nao\b|\btinh nao\b.*\b(?:tham|du)\b")),
        (Kind.WHEN, _WHEN),
        (Kind.WHO, _WHO),
        (Kind.WHERE, _WHERE),
        (Kind.LIST, _LIST if not _COUNTED.search(typed) else _ANY),
        (Kind.SAID, SAID),
        (Kind.DECIDED, _DECIDED),
    ):  # fmt: skip
        if pattern.search(folded):
            return kind
    return Kind.WHAT


def _role(folded: str, kind: Kind) -> Role | None:
    if kind in (Kind.WHO, Kind.LIST) and _CHAIR.search(folded) and not _INSTEAD.search(folded):
        return Role.CHAIR
    if _ORGANISED.search(folded):
        return Role.ORGANISER
    if kind in (Kind.WHO, Kind.LIST, Kind.WHERE, Kind.WHAT) and _PRESENT.search(folded):
        return Role.PARTICIPANTS
    if kind in (Kind.WHEN, Kind.WHERE) and _MEETING_RE.search(folded) and _HELD.search(folded):
        return Role.MEETING_TIME if kind is Kind.WHEN else Role.MEETING_PLACE
    return None
