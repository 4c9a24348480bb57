"""Vietnamese sentence splitting with exact offsets.

A line end always ends a sentence. Within a line, a mark of the end (. ! ? …) with its closing quotes and brackets ends
one if what follows begins like a sentence and what precedes is no abbreviation, initial or list number.
"""

from __future__ import annotations

import re

from news.article import Sentence

# Written with a full stop although the sentence goes on. Compared in lower case.
_ABBREVIATIONS = frozenset(
    "tp tx tt pgs gs ts tskh ths th.s bs bsck ks kts cn cnđd ls nsnd nsưt ngnd đc đ/c gs.ts pgs.ts gs.tskh "
    "st mr mrs ms dr prof jr sr no co ltd corp inc vs tr ths.bs ts.bs pgs.ts.bs ubnd.tp tel fig al etc".split()
)
_ROMAN_AFTER = re.compile(
    r"(?:khóa|khoá|lần|thứ|kỳ|chương|phần|quý|loại|nhóm|hạng|cấp|bậc|vùng|khu|số|giai đoạn)\s+$", re.IGNORECASE
)
_MARK = re.compile(r"(?P<mark>[.!?…]+)(?P<closing>[\"”’'»)\]]*)(?=\s+(?P<next>\S))")
_LAST_WORD = re.compile(r"[\w./]+$")
_LIST_NUMBER = re.compile(r"\s*(?:\(?\d{1,3}|[a-zđ]|[IVX]{1,4})$")
_NEAR, _FAR = 60, 600
_OPENERS = "“\"‘'«([-–—+•*"


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
    begin = 0
    for match in _MARK.finditer(line):
        if _is_boundary(line, begin, match):
            _append(line, begin, match.end(), offset, sentences)
            begin = match.end()
    _append(line, begin, len(line), offset, sentences)


def _append(line: str, start: int, end: int, offset: int, sentences: list[Sentence]) -> None:
    piece = line[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + len(piece) - len(piece.lstrip())
        sentences.append(Sentence(offset + first, offset + first + len(stripped)))


def _is_boundary(line: str, begin: int, match: re.Match[str]) -> bool:
    mark, following = match["mark"], match["next"]
    if not _begins_sentence(line, match.start("next"), following):
        return False
    if _inside_brackets(line, begin, match):
        return False
    if mark != ".":
        return True
    # What decides stands right before the mark; looking further back would take quadratic time on "A. A. A. …".
    before = line[max(begin, match.start() - _NEAR) : match.start()]
    word_match = _LAST_WORD.search(before)
    word = word_match.group() if word_match else ""
    if match["closing"]:
        return True  # an abbreviation is not followed by a closing quote
    if word.lower().strip(".") in _ABBREVIATIONS:
        return False
    if _LIST_NUMBER.fullmatch(before):
        return False
    if len(word) == 1 and word.isalpha() and word.isupper():
        # "khóa X." ends a sentence, "J." and "Ph. A." do not.
        return word in "IVX" and bool(_ROMAN_AFTER.search(before[:-1]))
    # "T.Ư", "U.S": initials joined by stops; names withheld as in "anh Ph.".
    if re.fullmatch(r"(?:[A-ZĐƯ]\.)+[A-ZĐƯ]", word):
        return False
    return not re.fullmatch(r"(?:Ph|Ng|Th|Tr|Nh|Kh|Ch|Qu|Gi)", word)


def _begins_sentence(line: str, at: int, char: str) -> bool:
    if char in _OPENERS:
        rest = line[at:].lstrip(_OPENERS + " ")
        return not rest[:1].islower() or char in "-–—+•*"
    return not char.islower() and char not in ".,;:!?…)”’]»%"


def _inside_brackets(line: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the mark stands within a bracket that closes soon: "(Ảnh: T. An. Nguồn: X)" is one piece."""
    before = line[max(begin, match.end() - _FAR) : match.end()]
    if before.count("(") <= before.count(")"):
        return False
    return ")" in line[match.end() : match.end() + 160]
