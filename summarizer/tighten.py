"""Small repairs of a sentence's form that add nothing to what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from news.vietnamese import SMALL, SYLLABLE, syllables, unify_tone
from summarizer.predicates import predicates

_OPENING = re.compile(
    r"(?:(?:Tuy nhiên|Tuy vậy|Thế nhưng|Theo đó|Do đó|Do vậy|Vì vậy|Vì thế|Bên cạnh đó|Cùng với đó|Ngoài ra|Đồng thời"
    r"|Cụ thể|Mặt khác|Được biết|Như vậy|Trong khi đó|Đặc biệt|Đáng chú ý|Thậm chí|Hơn nữa|Thứ (?:nhất|hai|ba|tư|năm)"
    r"|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy) là)(?:,| thì| là,?)|Nhưng|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy) là,?) (?!chỉ )"
)
# What a page puts before its text: a list's mark, the agency's name.
_MARK = re.compile(
    r"(?:\(?(?:[a-zđ]|\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4})[.)]\s+|\d{1,2}(?:\.\d{1,2}){1,3}\s+(?=[A-ZĐ])"
    rf"|\d{{1,2}} [-–] (?=[A-ZĐÀ-ÝẠ-Ỹ][{SMALL}])"
    r"|[-–—+*•●▪]+\s*"
    r"|\(?(?:TTO|PLO|NLĐO|TNO|HNMO|SGGPO|NDO|VOV(?:\.VN)?|TTXVN|TTXVN/Vietnam\+|Dân trí|VTC News"
    r"|QĐND|VTV\.vn|VnExpress|Chinhphu\.vn|BNEWS)\)?\s*[-–—]\s*|\([A-ZĐ]{2,10}\)\s*[-–—]\s*)+"
)
# What opens a sentence, and no name: behind a caption without a full stop the sentence itself begins here.
_BEGINS = (
    r"(?:Theo|Trong (?:khi|đó|số|ngày|cuộc|buổi|phiên|những|các|một|bài|bối"
    r"|tuyên|văn|thông|khuôn|suốt|lúc)|Tại (?:buổi|cuộc|hội|phiên|lễ|đây|xã|huyện|tỉnh)"
    r"|Trước đó|Sau (?:đó|khi)|Khi|Ngày \d+|Hôm (?:nay|qua|\d+)"
    r"|(?:Rạng sáng|Sáng|Trưa|Chiều|Tối|Đêm) (?:nay|qua|ngày|\d+)"
    r"|Đến (?:ngày|nay|chiều|sáng|tối)|Trả lời|Phát biểu|Báo cáo (?:trước|tại)|Một (?:quan chức|nguồn tin|số)|Tuy nhiên"
    r"|Hiện(?: nay| tại)?|Trên (?:một|trang|thực)|Như (?:tin|đã)|Đây là|Năm nay|Được biết|Ngoài ra|Cụ thể|Bên cạnh)\b"
)
_CREDIT = re.compile(
    rf"^(?P<caption>[^“”\"]{{3,260}}?)[\s.(–-]+(?:Ảnh|ẢNH|Clip|Video|Đồ hoạ|Đồ họa)(?: minh h[oọ][aạ]| tư liệu)?\s*:\s*"
    rf"(?:[A-ZĐÀ-ÝẠ-Ỹ][\w./&-]*[\s,]*){{1,5}}?\)?\.?\s+(?={_BEGINS}|[“\"])"
)
"""A caption with its credit, run together with the sentence behind it."""
_UNDER_PICTURE = re.compile(r"^\(?(?:Ảnh|Hình)(?: minh h[oọ][aạ]| tư liệu)\)?[.:]?\s+(?=[(A-ZĐÀ-ÝẠ-Ỹ])")
"""The credit of a picture that nobody took, in front of a sentence."""
_LINKED = re.compile(r"^\[[^\[\]]{5,140}\]\s+(?=[A-ZĐÀ-ÝẠ-Ỹ])")
"""The title of another article, in brackets."""
_GLUED = re.compile(rf"^(?P<caption>[^“”\".:;]{{12,220}}?[{SMALL}]{{2}}) (?={_BEGINS})")
"""The same without a credit."""
_WHOLE = 10
"""Syllables that a sentence has at least, for what stands before it to be cut."""
# The agency's mark behind a caption or the title: "Tăng cường quan hệ với Canada TTO - Chiều 10-6, …".
_DATELINE = re.compile(
    r"^[^“”\".]{3,220}?[\s.](?:TTO|PLO|NLĐO|TNO|HNMO|SGGPO|NDO|TTXVN|VOV\.VN|VTC News|QĐND|Dân trí)\)?\s+[-–—]\s+"
    r"(?=[A-ZĐÀ-ÝẠ-Ỹ“\"])"
)
# "Sáng nay (5/3)" is yesterday's news tomorrow: the day stays, "nay" goes.
_TODAY = re.compile(
    r"\b(?:ngày )?(?P<part>(?:rạng )?sáng|trưa|chiều|tối|đêm|hôm) (?:nay|qua),? (?:ngày )?"
    r"(?P<open>\()?(?:ngày )?(?P<day>\d{1,2}\s?[-/.]\s?\d{1,2}(?:\s?[-/.]\s?\d{2,4})?)(?(open)\))",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\((?:SN|sinh năm|\d{2} tuổi|trú|ngụ|quê|hiện ở)\b[^()]*\)")
_BRACKET = re.compile(r"\s*\((?!trừ|không|chưa|nếu|chỉ|riêng)[^()]*\)")
_CLAUSE = re.compile(r"(?<=[^\d]),\s+|;\s+")
# A head that ends so leans on what was cut.
_LEANS = re.compile(r"(?:và|hoặc|hay|cùng|với|của|gồm|như|là|nếu|khi|do|vì)\s*$")
# What may be cut begins so: it adds to a sentence that is whole without it. (A comma before anything else can part a
# subject from its verb, or the members of a list.)
_ADDS = re.compile(
    r"(?:góp phần|nhằm|để|đồng thời|trong đó|qua đó|từ đó|theo đó|bảo đảm|đảm bảo|tạo (?:điều kiện|động lực|nguồn)|giúp"
    r"|khiến|tăng|giảm|đạt|bao gồm|gồm|nhất là|đặc biệt|kể cả|cũng như|cùng với|với (?:sự|tổng|mục|quy)|tham dự|dưới sự"
    r"|bởi|do|vì)\b",
    re.IGNORECASE,
)
# A clause that only says when, where, on what occasion; what is left of a sentence must say more.
_SETTING = re.compile(
    r"(?:ngày|sáng|chiều|trưa|tối|hôm|tại|ở|theo|trong|sau|trước|khi|nhằm|để|với|về|qua|từ|nhân|do|vì|mặc dù|dù|tuy|nếu"
    r"|bên cạnh|cùng|ngoài|đối với|đến|cuối|đầu|giữa|tính|phát biểu|trao đổi|trả lời|kết luận|dự|tham dự|chủ trì"
    r"|khai mạc|đánh giá|báo cáo|nói|liên quan|trên|dưới|vào|lúc|thứ)\b",
    re.IGNORECASE,
)
_SHORTEST, _SHORTEST_CUT = 10, 4
_PHOTO = re.compile(r"\s*\((?:ảnh|Ảnh|ảnh minh họa|trong ảnh|người (?:đứng|ngồi)[^)]*)[^)]{0,40}\)")


def tighten(sentence: str) -> str:
    """A source sentence that can stand alone: without what a page puts before it, an opening connective, references
    to pictures, a caption that runs into it, and the particulars of persons in brackets."""
    sentence = _TODAY.sub(_dated, _without_caption(sentence))
    sentence = _ASIDE.sub("", _PHOTO.sub("", _MARK.sub("", sentence, count=1) if _MARK.match(sentence) else sentence))
    opening = _OPENING.match(sentence)
    if opening:
        sentence = sentence[opening.end() :]
        sentence = sentence[:1].upper() + sentence[1:]
    sentence = sentence.strip()
    unfinished = sentence[-1:].isalnum() and len(syllables(sentence)) >= _SHORTEST
    return f"{sentence}." if unfinished else sentence


def _without_caption(sentence: str) -> str:
    """What stands behind a caption, or behind title and agency, that no full stop parts from the sentence."""
    for pattern in (_LINKED, _UNDER_PICTURE, _CREDIT, _DATELINE, _GLUED):
        cut = pattern.match(sentence)
        if cut and len(syllables(sentence[cut.end() :])) >= _WHOLE and predicates(sentence[cut.end() :]):
            sentence = sentence[cut.end() :]
    return sentence


def _dated(match: re.Match[str]) -> str:
    """ "Sáng nay (5/3)" as "Sáng 5/3", "hôm qua (23-10)" as "ngày 23-10"."""
    part = match["part"]
    if part.lower() == "hôm":
        part = "Ngày" if match.group()[0].isupper() else "ngày"
    return f"{part} {match['day']}"


def trimmings(sentence: str) -> Iterator[str]:
    """The tightened sentence; the same without what stands in brackets; and what is left of it without its closing
    clauses, shortest first.

    A clause is cut only outside quotations and brackets, never after a colon (a list stays whole), and only where it
    adds to what is whole without it; what takes back or limits what was said stays.
    """
    whole = tighten(sentence)
    yield whole
    bare = _BRACKET.sub("", whole)
    if bare != whole and len(syllables(bare)) >= _SHORTEST:
        yield bare
    if ":" in whole:
        return
    for cut in _CLAUSE.finditer(whole):
        head, rest = whole[: cut.start()], whole[cut.end() :]
        balanced = (
            head.count("(") == head.count(")") and head.count("“") == head.count("”") and head.count('"') % 2 == 0
        )
        long_enough = len(syllables(head)) >= _SHORTEST and len(syllables(rest)) >= _SHORTEST_CUT
        says_something = any(not _SETTING.match(clause) for clause in _CLAUSE.split(head))
        if balanced and long_enough and says_something and _ADDS.match(rest) and not _LEANS.search(head):
            yield head.rstrip(" ,;") + "."


def restore_spelling(text: str, source: str) -> str:
    """Puts back the source's own spelling of syllables whose tone mark a model moved ("hoà" → "hòa")."""
    originals: dict[str, str] = {}
    for match in SYLLABLE.finditer(source):
        word = match.group()
        unified = unify_tone(word)
        if unified != word:
            originals.setdefault(unified, word)
    if not originals:
        return text
    plain = set(SYLLABLE.findall(source))
    return SYLLABLE.sub(
        lambda m: originals[m.group()] if m.group() in originals and m.group() not in plain else m.group(), text
    )
