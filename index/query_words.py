"""What a query names, in words and names: "giao ban | báo chí | Hà Nội".

Neighbouring syllables belong together as often as the press writes them together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.diacritics import restorer
from index.rarity import rarity
from index.thesaurus import thesaurus
from news.vietnamese import SYLLABLE, fold, has_diacritics, nfc, unify_tone

_TOGETHER = 0.3
"""Two syllables are one word from this association on (normalised pointwise mutual information in the news)."""
_TOGETHER_WITH_COMMON = 0.25
LOOSELY = 0.1
"""The same within a phrase of the thesaurus."""
# What is one word and yet of two that mostly stand apart.
_WORDS = frozenset({("giao", "ban"), ("giải", "ngân"), ("sơ", "kết"), ("tổng", "kết"), ("họp", "báo")})
_ABOUT_NOTHING = frozenset(
    "về và với trong cho bàn tin bài cuộc việc đến liên quan gồm theo từ năm tháng ngày vào ra lên trên dưới giữa sau"
    " trước bởi qua đã sẽ đang bị tới tình hình nội dung".split()
)
_NAME_WEIGHT, GENERIC_WEIGHT = 1.3, 0.4  # beside that of another word
_GENERIC = frozenset(
    "phòng chống|công tác|triển khai|tăng cường|giải pháp|kết quả|hoạt động|thực hiện|tổ chức|tin tức|thông tin".split(
        "|"
    )
)
"""What can be left out where it is meant."""
_OCCASIONS = frozenset(
    "kỳ họp|phiên họp|khoá họp|kì họp|cuộc họp|buổi họp|hội nghị|hội thảo|toạ đàm|đại hội|họp báo|giao ban".split("|")
)
"""Each is another kind of meeting, though the thesaurus has them for each other."""
_OFFICES = frozenset(
    "bộ trưởng|thứ trưởng|thủ tướng|phó thủ tướng|chủ tịch|phó chủ tịch|bí thư|tổng bí thư|giám đốc|đại biểu|cử tri"
    "|tổng thống|chủ tịch nước|thành uỷ|tỉnh uỷ|huyện uỷ".split("|")
)
"""Papers write them with a capital letter or a small one."""
_OTHER_WORDS = {
    "họp": ("phiên", "kỳ họp", "hội nghị", "hội thảo", "toạ đàm", "đại hội", "giao ban"),
    "phiên họp": ("họp phiên",),
    "kỳ họp": ("kì họp", "họp kỳ"),
    "phòng chống": ("chống", "ứng phó", "khắc phục", "ngăn chặn"),
}
_FOLLOWS = ("", "thứ ", "lần thứ ", "số ")
"""What may stand between a word and the number behind it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a name of a query.

    Attributes:
        text: as typed.
        forms: what may be written for it, lower-cased, its own words first.
        named: it has capital letters, which whoever means the same has too.
        weight: of all units of the query.
    """

    text: str
    forms: tuple[str, ...]
    named: bool
    weight: float

    @property
    def is_one_syllable(self) -> bool:
        return " " not in self.forms[0]


def units(query: str, likely: str) -> list[Unit]:
    """The words and names of a query, without those that are about nothing."""
    typed = SYLLABLE.findall(unify_tone(nfc(likely)))
    mixed = any(word[0].isupper() for word in typed) and not all(word.isupper() for word in typed)
    accentless = not has_diacritics(query)
    found: list[Unit] = []
    cut = _with_numbers(_cut(typed))
    for words in cut:
        lower = [word.lower() for word in words]
        if all(word in _ABOUT_NOTHING or not rarity(word) for word in lower):
            continue
        phrase = " ".join(lower)
        # Whoever begins a query with a capital letter may mean a common word: "Hội nghị Trung ương".
        begins = words is cut[0] and not any(word[0].isupper() for word in words[1:]) and not words[0].isupper()
        capital = mixed and words[0][0].isupper() and phrase not in _OFFICES
        named = capital and not begins and (len(words) < 3 or _is_name(words))
        forms = list(dict.fromkeys(_forms(phrase, named=named)))
        if accentless:
            forms = [fold(form) for form in forms]
        weight = _NAME_WEIGHT if named else GENERIC_WEIGHT if phrase in _GENERIC else 1.0
        found.append(Unit(" ".join(words), tuple(forms), named, weight))
    return found


def _is_name(words: Sequence[str]) -> bool:
    return all(word[0].isupper() or word[0].isdigit() for word in words)


def _forms(phrase: str, *, named: bool) -> Iterator[str]:
    """What may be written for a phrase, itself first."""
    yield phrase
    head, _, last = phrase.rpartition(" ")
    if head and last.isdigit():
        yield from (f"{form} {between}{last}" for form in _forms(head, named=named) for between in _FOLLOWS)
    # A name may be cut short or written out; what is only like it is something else.
    for other in thesaurus().others(phrase):
        if _OCCASIONS.isdisjoint((phrase, other)) and (
            not named or _abbreviates(phrase, other) or _abbreviates(other, phrase)
        ):
            yield other
    yield from _OTHER_WORDS.get(phrase, ())
    first, _, rest = phrase.partition(" ")
    if rest:
        yield from (f"{long} {rest}" for long in thesaurus().others(first) if _abbreviates(first, long))


def _abbreviates(short: str, long: str) -> bool:
    """Whether "hđnd" is "hội đồng nhân dân", "tp hcm" "thành phố hồ chí minh"."""
    words = long.split()
    # "tp" is two letters of an abbreviation, and of "tp hồ chí minh" one word.
    letters = "".join(word if word == "tp" else word[0] for word in words)
    return len(words) > 1 and short.replace(" ", "") == letters


def _cut(typed: Sequence[str]) -> list[list[str]]:
    """Words in order: what the thesaurus knows, names, and the pairs that belong together most."""
    lower = [word.lower() for word in typed]
    cut: list[list[str]] = []
    loose: list[str] = []
    place = 0
    while place < len(typed):
        abbreviated = typed[place].isupper() and len(typed[place]) > 2
        length = next((n for n, _ in thesaurus().at(lower, place) if n > 2 and _is_whole(lower, place, n)), 0)
        length = (0 if abbreviated else length) or _name(typed, place)
        if length > 1:
            cut += [*_pairs(loose), list(typed[place : place + length])]
            loose = []
        else:
            length = 1
            loose.append(typed[place])
        place += length
    return [*cut, *_pairs(loose)]


def _is_whole(lower: Sequence[str], place: int, length: int) -> bool:
    """Whether a phrase of the thesaurus is one thing, and begins and ends with whole words."""
    inside = (together(one, other) for one, other in pairwise(lower[place : place + length]))
    ends = ((at - 1, at) for at in (place, place + length) if 0 < at < len(lower))
    return min(inside) >= LOOSELY and all(together(lower[one], lower[other]) < _TOGETHER for one, other in ends)


def _name(typed: Sequence[str], place: int) -> int:
    """How many words from a place on are a name: all begin with a capital, and not all of the query does."""
    if all(word[0].isupper() for word in typed if word[0].isalpha()) and len(typed) > 4:
        return 0
    length = 0
    for word in typed[place:]:
        # An abbreviation is a name by itself, except for that of a city.
        if not word[0].isupper() or (length and word.isupper() and len(word) > 2 and typed[place + length - 1] != "TP"):
            break
        length += 1
        if word.isupper() and len(word) > 2:
            break
    return length


def _pairs(loose: Sequence[str]) -> list[list[str]]:
    """Words of two syllables or one, so that what belongs together stays together."""
    lower = [word.lower() for word in loose]
    best: list[tuple[float, list[list[str]]]] = [(0.0, [])]
    for end in range(1, len(loose) + 1):
        score, cut = best[-1]
        options = [(score, [*cut, [loose[end - 1]]])]
        if end > 1 and (bound := together(lower[end - 2], lower[end - 1])) >= _bound(lower[end - 2], lower[end - 1]):
            score, cut = best[-2]
            options.append((score + bound, [*cut, list(loose[end - 2 : end])]))
        best.append(max(options, key=lambda option: option[0]))
    return best[-1][1]


def _bound(one: str, other: str) -> float:
    """From which association on two syllables are one word: less where one is so common that it is in few words ("không
    khí")."""
    return _TOGETHER if rarity(one) and rarity(other) else _TOGETHER_WITH_COMMON


def _with_numbers(cut: Sequence[list[str]]) -> list[list[str]]:
    """A number is read with the word before it ("Trung ương 10", "kỳ họp thứ 7")."""
    out: list[list[str]] = []
    for words in cut:
        number = re.fullmatch(r"\d{1,3}|[IVX]+", words[0]) if len(words) == 1 else None
        if number and out:
            if [word.lower() for word in out[-1]] in (["thứ"], ["lần", "thứ"]) and len(out) > 1:
                out.pop()
            out[-1] = [*out[-1], *words]
        else:
            out.append(list(words))
    return out


@lru_cache(maxsize=2**16)
def together(one: str, other: str) -> float:
    """How much two neighbouring syllables belong together, up to 1."""
    return 1.0 if (one, other) in _WORDS else restorer().association(one, other)
