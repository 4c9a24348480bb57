"""Vietnamese sentence splitting with exact offsets.

A line end always ends a sentence. Within a line, a mark of the end (. ! ? …) with its closing quotes and brackets ends
one if what follows begins like a sentence and what precedes is no abbreviation, initial or list number.
"""

from __future__ import annotations

import re

from news.article import Sentence
from news.vietnamese import CAPITAL, SMALL

# Written with a full stop although the sentence goes on. Compared in lower case, word by word of "PGS.TS.BS".
_TITLES = frozenset(
    "pgs gs ts tskh ths th.s bs bsck bscki bsckii cki ckii ks kts cn cnđd ncs ls nsnd nsưt nnưt ngnd ngưt đc đ/c đ.c"
    " tbt mr mrs ms dr prof jr sr st ltd corp inc vs tr tel fig etc".split()
)
# These are words of their own when they begin small: "ăn no.", "chân co."
_CAPITALISED = frozenset({"No", "Co", "Al", "NO", "CO"})
# Stand before a place's name, but may also end a sentence: "trên địa bàn TP. Các quận…".
_PLACES = frozenset("tp tx tt ubnd.tp".split())
_WITHHELD = frozenset("Ph Ng Th Tr Nh Kh Ch Qu Gi Ngh".split())
"""How the press writes a name that it withholds: "anh Ph. khai"."""

_SHOUTING_NAMES = frozenset("Yahoo Joomla Jeopardy Kahoot Wham Yum Webtretho".split())
"""Written with an exclamation mark: "dịch vụ Yahoo! Mail"."""

_ROMAN_AFTER = re.compile(
    r"(?:khóa|khoá|lần|thứ|kỳ|chương|phần|quý|loại|nhóm|hạng|cấp|bậc|vùng|khu|số|giai đoạn)\s+$", re.IGNORECASE
)
# Words that begin sentences and no names, so that an initial or abbreviation before them ended the last sentence.
_STARTER = re.compile(
    r"(?:Theo|Tại|Sau|Khi|Ông|Trong|Đến|Ngày|Hiện|Tuy|Nhưng|Vì|Do|Các|Những|Cùng|Trước|Đây|Với|Để|Nếu|Cũng|Ngoài|Về|Lúc"
    r"|Họ|Chúng|Tôi|Bị|Đối|Không|Rất|Và|Còn|Mặc|Được|Nhiều|Mỗi|Việc|Qua|Năm|Công an|Đồng (?:chí|thời)|Cơ quan|Bên cạnh"
    r"|Thông tin|Lực lượng|Nạn nhân|Gia đình|Hội nghị|Một số|Người dân|Đại biểu|Cuộc họp|Vụ (?:án|việc)|Hai bên|Chủ trì"
    rf"|Phát biểu|Kết luận|Quá trình|Thời gian|Kết quả|Như vậy|Đang|Đã|Sẽ)\b(?! [{CAPITAL}][{SMALL}])"
)
_STARTER_AFTER_PERSON = re.compile(rf"(?:Bà|Từ|Anh|Chị|Em|Cô|Cháu)(?= [{SMALL}])")
_MARK = re.compile(
    r"(?<![.!?…])(?P<mark>[.!?…]++)(?P<closing>[\"”’'»)\]]*+)(?=\s)"
    # "… nói.Bà Lan": the space was forgotten. Small letters before, and no address such as "Vietnam.Net".
    rf"|(?<=[{SMALL}]{{2}})(?P<tight>[.!?…])(?=[{CAPITAL}][{SMALL}]+ )(?!(?:Net|Com|Vn|Org)\b)"
)
_SPACED_QUOTE = re.compile(rf"\s+(?P<quote>[\"”’»'])(?=(?P<closes>\s*[.,;:!?…)]|\s+[-–—]?\s*[{SMALL}]|\s*$)?\s)")
_BEFORE_QUOTE = frozenset(":,(")
_AFTER_QUOTE = frozenset(".,;:!?…)")
_LAST_WORD = re.compile(r"[\w./]+$")
_NUMBER = r"(?:(?:Mục|Điều|Chương|Phần|Điểm) )?\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ]|[IVX]{1,4})$"
_LIST_NUMBER = re.compile(r"\s*" + _NUMBER)
_LIST_NUMBER_INSIDE = re.compile(r"[:;]\s*" + _NUMBER)
_INITIAL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĐ")  # no toned letter: "châu Á." and "nước Ý." end sentences
_INITIALS = re.compile(r"(?:[A-ZĐƯ]\.)+[A-ZĐƯ]")
_OPENERS = "“\"‘'«([-–—+•*"
_NO_BEGINNING = ".,;:!?…)”’]»%/"
# How far back the last word, a list number, an open bracket can lie; keeps the work linear on a line of any length.
_NEAR = 60
_BRACKET = 400


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text.

    Every character other than white space lies in exactly one of them; none is blank, none begins or ends in white
    space, and they are in order.
    """
    sentences: list[Sentence] = []
    start = 0
    for line in text.split("\n"):
        _split_line(line, start, sentences)
        start += len(line) + 1
    return tuple(sentences)


def _split_line(line: str, offset: int, sentences: list[Sentence]) -> None:
    opening = _opening_quotes(line) if ' "' in line else frozenset()
    begin = at = 0
    while match := _MARK.search(line, at):
        at = end = match.end()
        if quote := _closing_quote(line, end, opening):
            end = quote
        if _is_boundary(line, begin, end, match):
            _append(line, begin, end, offset, sentences)
            begin = at = end
    _append(line, begin, len(line), offset, sentences)


def _append(line: str, start: int, end: int, offset: int, sentences: list[Sentence]) -> None:
    piece = line[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + len(piece) - len(piece.lstrip())
        sentences.append(Sentence(offset + first, offset + first + len(stripped)))


def _closing_quote(line: str, at: int, opening: frozenset[int]) -> int:
    """The end of a quotation mark that a space parts from the stop before it ("… như vậy. ", ông nói"), or 0."""
    match = _SPACED_QUOTE.match(line, at)
    if match is None or (match["closes"] is None and (match["quote"] == "'" or match.start("quote") in opening)):
        return 0
    return match.end("quote")


def _opening_quotes(line: str) -> frozenset[int]:
    """Where straight quotation marks open: by what touches them or stands next to them, else in turn."""
    opening = set()
    is_open = False
    at = line.find('"')
    while at >= 0:
        left, right = line[at - 1 : at] or " ", line[at + 1 : at + 2] or " "
        if left.isspace() and right.isspace():
            if line[at + 2 : at + 3] in _AFTER_QUOTE:
                is_open = False
            else:
                is_open = line[max(at - 2, 0) : at - 1] in _BEFORE_QUOTE or not is_open
        else:
            is_open = (left.isspace() or left in "(“") and right not in _AFTER_QUOTE
        if is_open:
            opening.add(at)
        at = line.find('"', at + 1)
    return frozenset(opening)


def _is_boundary(line: str, begin: int, end: int, match: re.Match[str]) -> bool:
    """Whether a sentence that began at `begin` is over at `end`, which lies behind the mark and its quotes."""
    following = end
    while following < len(line) and line[following].isspace():
        following += 1
    if following == len(line) or not _begins_sentence(line, following):
        return False
    if _inside_brackets(line, begin, end):
        return False
    if match["mark"] == "!" and end == match.end() and not match["closing"]:
        named = _LAST_WORD.search(line[max(begin, match.start() - _NEAR) : match.start()])
        return not (named and named.group() in _SHOUTING_NAMES) or bool(_STARTER.match(line, following))
    if (match["mark"] or match["tight"]) != "." or end > match.end() or match["closing"]:
        return True  # an abbreviation is not followed by a closing quote
    before = line[max(begin, match.start() - _NEAR) : match.start()]
    if match.start() - begin <= _NEAR and _LIST_NUMBER.match(before):
        return False
    if _LIST_NUMBER_INSIDE.search(before):
        return False
    word_match = _LAST_WORD.search(before)
    word = word_match.group() if word_match else ""
    return not _goes_on(before, word, line[following : following + 24])


def ends_before_place(line: str, following: str) -> bool:
    """Whether a line breaks off behind "TP." or the like, and the next one goes on with the place's name."""
    before = line[-_NEAR:].removesuffix(".")
    word = _LAST_WORD.search(before)
    if word is None or not line.endswith(".") or word.group().lower() not in _PLACES or not following[:1].isupper():
        return False
    return _goes_on(before, word.group(), following[:24])


def _goes_on(before: str, word: str, rest: str) -> bool:
    """Whether the full stop behind `word`, the last of `before`, belongs to an abbreviation or initial."""
    small = word.lower().strip(".")
    if small in _PLACES:
        return not _STARTER.match(rest) and rest[0] not in _OPENERS
    if small in _TITLES or word in _CAPITALISED or ("." in small and set(small.split(".")) <= _TITLES):
        return True
    single = len(word) == 1 and word in _INITIAL
    if single and word in "IVX" and _ROMAN_AFTER.search(before[:-1]):
        return False  # "khóa X." ends a sentence, "J." and "Ph. A." do not
    if single or word in _WITHHELD or _INITIALS.fullmatch(word):
        return not (_STARTER.match(rest) or _STARTER_AFTER_PERSON.match(rest))
    return False


def _begins_sentence(line: str, at: int) -> bool:
    char = line[at]
    if char in _OPENERS:
        rest = line[at : at + 12].lstrip(_OPENERS + " ")
        # “Tôi đồng ý!” - ông Nam nói.
        return not rest[:1].islower() or char in "+•*"
    if char.islower():
        return line[at + 1 : at + 3] == ") "  # "a) Giao Sở Y tế…"
    return char not in _NO_BEGINNING


def _inside_brackets(line: str, begin: int, end: int) -> bool:
    """Whether the mark stands within a bracket that closes soon: "(Ảnh: T. An. Nguồn: X)" is one piece."""
    before = line[max(begin, end - _BRACKET) : end]
    if before.count("(") <= before.count(")"):
        return False
    return ")" in line[end : end + 160]
