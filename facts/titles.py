"""Titles: where an office begins, how far it goes, and where the name of its holder starts.

Vietnamese writes no mark between a title and a name ("Bí thư Tỉnh ủy Thanh Hoá Đỗ Trọng Hưng"); what parts them is the
surname that follows a run of office words and place names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts import lexicon
from facts.tokens import Phrasebook, Token, joined, key_of, tokenize

_PLACES = Phrasebook([*lexicon.PROVINCES, *lexicon.OTHER_PLACES])
HONORIFICS = Phrasebook(lexicon.HONORIFICS)
DEGREES = Phrasebook(lexicon.DEGREES)
_ROLES = Phrasebook(lexicon.ROLES)
_PREFIXES = Phrasebook(lexicon.ROLE_PREFIXES)
ORG_HEADS = Phrasebook(lexicon.ORGANISATION_HEADS)
_OFFICE = Phrasebook(lexicon.OFFICE_WORDS)

_VIETNAMESE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_MAX_NAME = 5
_LONGEST_TITLE = 32
"""Tokens; no title is longer, and reading stays linear in a text of nothing but titles."""
TITLE_OPENERS = _ROLES.openers | _PREFIXES.openers
PERSON_OPENERS = TITLE_OPENERS | HONORIFICS.openers | DEGREES.openers
_VERBS = frozenset(
    key_of(word)
    for word in """tổ chức, chỉ đạo, tham mưu, kiểm tra, giám sát, phát triển, đầu tư, xây dựng, quản lý, hợp tác, nghiên cứu,
    đổi mới,    tuyên truyền, phụ trách, bảo vệ, cải cách, thanh tra, giáo dục, thông tin, xúc tiến, xuất bản""".split(
        ","
    )
)
_VERB_SYLLABLES = frozenset("hội khám than giá nợ nhà phòng ban khóa bộ khối".split())
# "Sở Văn hóa, Thể thao và Du lịch": the second of three fields of one office.
_PLACE_TAILS = frozenset("tỉnh phố huyện quận xã trấn phường tp".split())
_LISTED = frozenset("thể gia".split())
_NO_SURNAME = frozenset("bà chị cô ông anh em tên và của với".split())
_NAMED_BODIES = frozenset("điện lầu nhà ty đoàn hàng quỹ học hãng chức tâm viện hội phần tnhh sạn quán báo".split())
_BEFORE_NOUN = frozenset("ban sở cục viện phòng và trưởng hội chủ nhiệm đốc tịch các ngân".split())
_SPLIT_WORDS = {"quyền": frozenset("chính cầm thẩm giao nhân chủ nắm".split()), "thường": frozenset({"ban"})}
"""What makes another word of the first syllable of an office: "chính quyền Tổng thống", "Ban Thường vụ"."""
_POINTING = frozenset("này đó ấy mình trên".split())
_NOT_IN_TITLE = frozenset(
    """đã đang sẽ cho nói phát nhấn khẳng chia nêu đề yêu chủ đồng cũng và cùng trả báo kết dự tham được bị làm là có ký
    ông bà anh chị trình thông bày tại vừa trong từ ngày sáng chiều để với về điều chỉ đọc gửi đến trao không cảm đánh
    hoan lưu kêu""".split()
)
_CUES_AFTER = frozenset(
    "cho nói phát nhấn khẳng chia phân nêu trả báo kết chủ đề yêu đã cũng kiến gửi trình thông bày".split()
)


def is_foreign(key: str) -> bool:
    """Whether a syllable cannot be Vietnamese by its spelling ("putin", "wipo")."""
    return key.isalpha() and _VIETNAMESE.fullmatch(key) is None


class TitleReader:
    """Reads places, names and titles that begin at a given token. Each reader returns the number of tokens read."""

    def __init__(self, text: str, tokens: Sequence[Token] | None = None) -> None:
        self.text = text
        self.tokens = list(tokens) if tokens is not None else tokenize(text)

    def _adjacent(self, at: int) -> bool:
        """Whether this token can continue the one before."""
        return 0 < at < len(self.tokens) and joined(self.text, self.tokens[at - 1], self.tokens[at])

    def _place(self, at: int) -> int:
        return _PLACES.match(self.text, self.tokens, at, capital=True)

    def _name(self, at: int, *, cued: bool) -> int:
        """A person's name from a surname on; without a cue before it, it must be beyond doubt."""
        token = self.tokens[at]
        if not token.capital or not self._is_surname(at) or self._place(at):
            return 0
        if len(token.text) > 1 and token.text.isupper() and not self._upper_context(at):
            return 0
        size = 1
        while size < _MAX_NAME and self._name_goes_on(at + size):
            size += 1
        if size == 1:
            return 0
        if size > 2 and self._place(at + size - 1) and not cued and size > 4:
            size -= 1
        if cued or (size > 2 and token.key in lexicon.SURE_SURNAMES):
            return size
        after = at + size
        spoken = after < len(self.tokens) and self._adjacent(after) and self.tokens[after].key in _CUES_AFTER
        return size if size > 2 or (spoken and token.key in lexicon.SURE_SURNAMES) else 0

    def _is_surname(self, at: int) -> bool:
        """A surname of the list, or any capital before the middle names "Thị" and "Văn"."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) and self._adjacent(at + 1) else None
        if after is not None and after.text in {"Thị", "Văn"} and self.tokens[at].key not in _NO_SURNAME:
            return True
        if self.tokens[at].key not in lexicon.SURNAMES or (at and self.tokens[at - 1].key == "châu"):
            return False
        if self.tokens[at].key in lexicon.SURE_SURNAMES:
            return True
        # "huyện Yên Khê Bùi Đức Thuận": a doubtful surname gives way to a sure one further on.
        stop = at + 1
        while stop < min(len(self.tokens), at + 4) and self.tokens[stop].capital and self._adjacent(stop):
            follows = stop + 2 < len(self.tokens) and self.tokens[stop + 2].capital and self._adjacent(stop + 2)
            if self.tokens[stop].key in lexicon.SURE_SURNAMES and follows:
                return False
            stop += 1
        return True

    def _name_goes_on(self, at: int) -> bool:
        if not self._adjacent(at) or self.text[self.tokens[at - 1].end] == "-":
            return False
        token = self.tokens[at]
        if not token.capital or any(char.isdigit() for char in token.text):
            return False
        if "." in self.text[self.tokens[at - 1].end : token.start]:
            return False
        if len(token.text) > 1 and token.text.isupper():
            return self._upper_context(at)
        return self._office_word(at) < 2 or self._place(at) > 0

    def _upper_context(self, at: int) -> bool:
        """Whether the neighbours are in capitals too: a headline, where capitals tell nothing of abbreviations."""
        near = [t for t in self.tokens[max(0, at - 2) : at + 3] if len(t.text) > 1]
        return all(t.text.isupper() for t in near) and len(near) > 2

    def _office_word(self, at: int) -> int:
        return _OFFICE.match(self.text, self.tokens, at)

    def _role(self, at: int) -> int:
        if at and self.tokens[at - 1].key in _SPLIT_WORDS.get(self.tokens[at].key, ()):
            return 0
        prefix = _PREFIXES.match(self.text, self.tokens, at)
        if prefix and not self._adjacent(at + prefix):
            return 0
        role = _ROLES.match(self.text, self.tokens, at + prefix) if at + prefix < len(self.tokens) else 0
        if role:
            return prefix + role
        # "Phó Ban Tổ chức Trung ương": the office is left to be understood.
        if prefix and self.tokens[at].key == "phó" and at + 1 < len(self.tokens):
            return 1 if ORG_HEADS.match(self.text, self.tokens, at + 1) else 0
        return 0

    def _title(self, at: int) -> int:
        """A title from its role on: "Phó trưởng Ban Tổ chức Trung ương" and, in a row, more such titles."""
        stop = at
        while True:
            role = self._role(stop) if stop - at < _LONGEST_TITLE else 0
            if not role:
                return stop - at
            stop = self._office_phrase(stop + role)
            follow = self._title_link(stop)
            if not follow:
                return stop - at
            stop = follow

    def _title_link(self, stop: int) -> int:
        """The index where another title of the same person begins after ", ", " - " or "kiêm"; 0 for none."""
        if stop >= len(self.tokens):
            return 0
        gap = self.text[self.tokens[stop - 1].end : self.tokens[stop].start]
        if re.fullmatch(r", ?| [-–] |; ", gap) and self._role(stop):
            return stop
        if self.tokens[stop].key == "kiêm" and stop + 1 < len(self.tokens) and self._role(stop + 1):
            return stop + 1
        return 0

    def _office_phrase(self, stop: int) -> int:
        """Reads on over office words, places, acronyms and capitals as far as they belong to a title."""
        limit = min(len(self.tokens), stop + _LONGEST_TITLE)
        while stop < limit:
            token = self.tokens[stop]
            if not self._adjacent(stop):
                gap = self.text[self.tokens[stop - 1].end : token.start]
                linked = (re.fullmatch(r" ?[-–&] ?", gap) or (gap == ", " and token.key in _LISTED)) and not self._role(
                    stop
                )
                if not (linked and (token.capital or self._office_word(stop))) or self._name(stop, cued=True):
                    return stop
            if token.key in {"và", "của", "các", "về", "thuộc", "tại"}:
                if token.key == "tại" or not self._goes_on_after_link(stop + 1):
                    return stop
                stop += 1
                continue
            size = self._place(stop) or self._office_word(stop)
            if size == 1 and token.key in lexicon.SURE_SURNAMES and self._name(stop, cued=True) > 2:
                return stop  # "Cục Thống kê tỉnh Đoàn Mạnh Phức"
            if size and not self._is_verb(stop):
                stop += size
            elif person := self._name(stop, cued=True):
                # "thị xã Hà Bối" is a place though Hà is a surname; "huyện Bùi Đức Thuận" leaves the place unsaid.
                if person > 2 or self.tokens[stop - 1].key not in _PLACE_TAILS:
                    return stop
                stop += person
            elif is_foreign(token.key) and not token.text.isupper() and self.tokens[stop - 1].key not in _NAMED_BODIES:
                return stop  # "Thủ tướng Nhật Bản Shinzo Abe"
            elif token.capital or re.fullmatch(r"[IVX]+|\d{1,2}", token.text):
                stop += 1
            else:
                return stop
        return stop

    def _is_verb(self, at: int) -> bool:
        """Whether a word such as "tổ chức" is no part of a name here: in lower case after a capital it is the verb of
        "Ban Tổ chức Trung ương tổ chức hội nghị", after a head, a link or a small word it is "ban tổ chức"."""
        token = self.tokens[at]
        if token.capital or at + 1 >= len(self.tokens):
            return False
        if (token.key, self.tokens[at + 1].key) not in _VERBS and token.key not in _VERB_SYLLABLES:
            return False
        before = self.tokens[at - 1]
        return before.key not in _BEFORE_NOUN

    def _goes_on_after_link(self, at: int) -> bool:
        if at >= len(self.tokens) or not self._adjacent(at) or self._role(at) or self._name(at, cued=True):
            return False
        if self.tokens[at].capital and ORG_HEADS.match(self.text, self.tokens, at):
            return False  # "UBND tỉnh và Sở Tài chính" are two
        if size := self._office_word(at):
            # "Phó Tổng giám đốc của ngân hàng này" does not say which.
            return not (at + size < len(self.tokens) and self.tokens[at + size].key in _POINTING)
        token = self.tokens[at]
        foreign = is_foreign(token.key) and not token.text.isupper()
        return token.capital and not foreign and not self._place(at)

    def _may_link(self, at: int) -> bool:
        """Whether a name may follow its title here: a space, or one of ", : - ("."""
        gap = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        return re.fullmatch(r"[  ]{1,2}|\. ?|[,:] | [-–] ", gap) is not None

    def _other_name(self, at: int, honorific: bool) -> int:
        """A given name after an honorific ("ông Tuyến"), or a foreign name after any title ("Francis Gurry")."""
        size = 0
        while size < _MAX_NAME and at + size < len(self.tokens):
            token = self.tokens[at + size]
            if not token.capital or (size and not self._adjacent(at + size)):
                break
            if token.text.isupper() and len(token.text) > 1:
                break
            size += 1
        if not size or self._place(at) >= size:
            return 0
        if any(is_foreign(token.key) for token in self.tokens[at : at + size]):
            return size
        return min(size, 4) if honorific and not self._office_word(at) and not self._role(at) else 0

    def _to_closing_mark(self, stop: int) -> int:
        """An apposition ends at its closing comma: ", viện trưởng Viện bảo tồn tiếng Việt, cho biết"."""
        at = stop
        while at < min(len(self.tokens), stop + 6) and self._adjacent(at):
            if self.tokens[at].key in _NOT_IN_TITLE or self._name(at, cued=True):
                return stop
            at += 1
        if at < len(self.tokens) and re.match(r",|\)| [-–] ", self.text[self.tokens[at - 1].end :]):
            return at
        return stop

    def _trailing_title(self, at: int) -> tuple[int, int] | None:
        """A title after the name: "Hoàng Đăng Quang, Ủy viên Trung ương Đảng, Phó trưởng Ban …"."""
        if at >= len(self.tokens):
            return None
        gap = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        if re.fullmatch(r", | ?[-–] ?| \(|: ", gap) is None:
            return None
        size = self._title(at)
        if not size:
            return None
        stop = self._to_closing_mark(at + size)
        while (link := self._title_link(stop)) and (size := self._title(link)):
            stop = self._to_closing_mark(link + size)
        # "…, Chủ tịch UBND tỉnh Lê Văn B": the title is the next person's.
        if stop < len(self.tokens) and self._adjacent(stop) and self._name(stop, cued=True):
            return None
        if stop < len(self.tokens) and self._adjacent(stop) and self._other_name(stop, False):
            return None
        return at, stop
