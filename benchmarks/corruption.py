"""Makes true sentences false by rule, for measuring the verifier.

A corruption replaces one fact by another of the same article, or changes a digit, a day or month, a unit; puts a name
from elsewhere; drops a "không"; or gives a statement to another speaker of the article. A replacement that leaves the
sentence true is no corruption: `Corrupter.excluded` counts those that were drawn and put back, by rule.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator

from evaluation.rouge import tokens
from facts import FactKind
from facts.attribution import speakers_in
from facts.canonical import Canonical
from facts.extract import extract
from facts.lexicon import CAPITALS, PROVINCES
from facts.names import NameReader
from facts.titles import is_foreign
from facts.tokens import key_of, tokenize
from facts.types import Fact

_DIGIT = re.compile(r"\d")
_UNITS = {
    "tỷ": "triệu",
    "tỉ": "triệu",
    "triệu": "tỷ",
    "%": " ha",
    "km": "m",
    "ha": "km2",
    "ngày": "tháng",
    "năm": "tháng",
    "tháng": "năm",
}
_CAPITALS = {key_of(capital): key_of(country) for capital, country in CAPITALS.items()}
# No negation: "hàng không", "không kích" and the like, and what stays true without ("không chỉ", "không ngừng").
_NOT = re.compile(
    r"(?<=\s)(?<!hàng )(?<!Hàng )(?<!phòng )(?<!trên )(?:không|chưa)\s"
    r"(?!chỉ|những|ngừng|gian|khí|kích|quân|phận|lực|lưu|trung|vận)"
)


class Corrupter:
    """Corrupts the sentences about one article.

    Args:
        article: its text.
        rng: draws which fact is changed and into what.
    """

    def __init__(self, article: str, rng: random.Random) -> None:
        self._article, self._rng = article, rng
        self._facts = extract(article)
        self._canonical = Canonical(article, tokenize(article))
        self.excluded = Counter[str]()

    def corruptions(self, sentence: str) -> Iterator[tuple[str, str]]:
        """Kind and text of each corruption that the sentence allows, one of each kind."""
        here, rng = extract(sentence), self._rng
        for kind in (FactKind.NAME, FactKind.NUMBER, FactKind.DATE):
            swapped = self._swap(sentence, kind, here)
            if swapped:
                yield f"{kind.value} of the same article", swapped
        for kind, label in ((FactKind.NUMBER, "digit of a number"), (FactKind.DATE, "digit of a date")):
            changed = _change_digit(sentence, [fact for fact in here if fact.kind is kind], rng)
            if changed:
                yield label, changed
        foreign = _foreign_name(sentence, here, self._article, rng)
        if foreign:
            yield "name from elsewhere", foreign
        unit = _change_unit(sentence, here)
        if unit:
            yield "unit", unit
        negation = _NOT.search(sentence)
        if negation:
            yield "negation dropped", sentence[: negation.start()] + sentence[negation.end() :]
        speaker = _other_speaker(sentence, self._article, rng)
        if speaker:
            yield "speaker", speaker

    def _swap(self, sentence: str, kind: FactKind, here: tuple[Fact, ...]) -> str | None:
        mine = [fact for fact in here if fact.kind is kind]
        if not mine:
            return None
        fact = self._rng.choice(mine)
        sort = _sort(fact)
        said = {other.value for other in here}
        others = [f for f in self._facts if f.kind is kind and _sort(f) == sort and f.value not in said]
        others = [other for other in others if not _nested(other, here)]
        while others:
            other = self._rng.choice(others)
            why = self._same(fact, other)
            if why is None:
                return _replace(sentence, fact, other.surface)
            self.excluded[why] += 1
            others = [left for left in others if left.value != other.value]
        return None

    def _same(self, fact: Fact, other: Fact) -> str | None:
        """Why putting one fact for the other states nothing false; None where it does."""
        if fact.kind is FactKind.DATE and _day(fact.value) == _day(other.value):
            return "the same day, its year said or left out"
        if fact.kind is FactKind.NAME:
            left, right = (self._canonical.keys(tokenize(name.surface)) for name in (fact, other))
            if f" {' '.join(left)} " in f" {' '.join(right)} " or f" {' '.join(right)} " in f" {' '.join(left)} ":
                return "the same name, abbreviated or in part"
            if _CAPITALS.get(left) == right or _CAPITALS.get(right) == left:
                return "a country's capital for the country"
            if _lies_in(fact.surface, other.surface, self._article):
                return "a place for the larger one in which the article says that it lies"
        return None


def _replace(sentence: str, fact: Fact, text: str) -> str:
    return sentence[: fact.start] + text + sentence[fact.end :]


def _nested(fact: Fact, here: tuple[Fact, ...]) -> bool:
    """Whether one name is part of the other ("Hưng", "Đỗ Trọng Hưng"): exchanging them states nothing false."""
    return any(fact.value in other.value or other.value in fact.value for other in here if other.kind is fact.kind)


def _day(value: str) -> str:
    """ "2022-06-22" and "--06-22" are one day where an article has both."""
    return f"-{value[4:]}" if value[:4].isdigit() and value[4:5] == "-" else value


_LEVELS = {"thôn": 1, "xã": 1, "phường": 1, "thị trấn": 1, "huyện": 2, "quận": 2, "thị xã": 2, "tỉnh": 3, "TP": 3}


def _level(place: str) -> int:
    """How large a place is: 1 a commune, 2 a district, 3 a province, 4 a state; 0 where its name does not say."""
    if key_of(place) in _CAPITALS.values():
        return 4
    if place in PROVINCES:
        return 3
    return next((level for head, level in _LEVELS.items() if place.startswith(head)), 0)


def _lies_in(small: str, large: str, article: str) -> bool:
    """Whether the article writes one place right behind the other as what it lies in: "huyện Cái Bè, Tiền Giang"."""
    if f"{small} ({large})" in article:
        return True
    return 0 < _level(small) < _level(large) and f"{small}, {large}" in article


def _sort(fact: Fact) -> str:
    """Names change places with names of their sort: a person with a person, a place with a place."""
    if fact.kind is not FactKind.NAME:
        return ""
    reader = NameReader(fact.surface)
    if reader.organisations():
        return "organisation"
    return "place" if reader.places() else "person"


def _change_digit(sentence: str, facts: list[Fact], rng: random.Random) -> str | None:
    facts = [fact for fact in facts if _DIGIT.search(fact.surface)]
    if not facts:
        return None
    fact = rng.choice(facts)
    match = rng.choice(list(_DIGIT.finditer(fact.surface)))
    digit = rng.choice([d for d in "123456789" if d != match.group()])
    surface = fact.surface[: match.start()] + digit + fact.surface[match.end() :]
    changed = _replace(sentence, fact, surface)
    # "29/2" changed to "39/2" is no date any more; a reader of the summary would see that, so it does not count.
    values = {f.value for f in extract(changed) if f.kind is fact.kind}
    return changed if values - {f.value for f in facts} else None


_ELSEWHERE = ("Trần Quốc Khải", "Lê Thị Hồng Vân", "Phạm Đình Lộc", "Sóc Trăng", "Bắc Kạn", "Tuyên Quang", "Cà Mau")


def _foreign_name(sentence: str, here: tuple[Fact, ...], article: str, rng: random.Random) -> str | None:
    names = [fact for fact in here if fact.kind is FactKind.NAME]
    others = [name for name in _ELSEWHERE if name not in article]
    return _replace(sentence, rng.choice(names), rng.choice(others)) if names and others else None


def _change_unit(sentence: str, here: tuple[Fact, ...]) -> str | None:
    for fact in here:
        if fact.kind is FactKind.NUMBER:
            for unit, other in _UNITS.items():
                if re.search(rf"{re.escape(unit)}(?!\w)", fact.surface) and _DIGIT.search(fact.surface):
                    return _replace(sentence, fact, re.sub(rf"{re.escape(unit)}(?!\w)", other, fact.surface, count=1))
    return None


def _other_speaker(sentence: str, article: str, rng: random.Random) -> str | None:
    reader = NameReader(sentence)
    speakers = speakers_in(sentence, 0, len(sentence), reader.persons())
    if len(speakers) != 1 or speakers[0].title:
        return None
    said = {person.name for person in reader.persons()}
    others = [p for p in NameReader(article).persons() if not any(p.name in name or name in p.name for name in said)]
    if not others:
        return None
    speaker = speakers[0]
    return sentence[: speaker.start] + rng.choice(others).name + sentence[speaker.end :]


_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = r"(?<![\w/:h-])(?<!\d[.,]){}(?![\w/:]|[.,-]\d)"


def counted_alike(sentence: str, article: str) -> bool:
    """Whether what each bare number counts stands behind that number in the article too, case aside.

    "6" stands in every article that has a 6 May; "6 lần" is the fact. Numbers with a unit of measure are compared whole
    by `literally_held`; ordinals, labels ("tầng 6", "S-300"), ranges and years count nothing. As there, a plain search.
    """
    body = article.lower()
    for fact in extract(sentence):
        alone = "-" not in sentence[max(0, fact.start - 1) : fact.start] + sentence[fact.end : fact.end + 1]
        if fact.kind is FactKind.NUMBER and fact.value.isdigit() and alone and not _YEAR.fullmatch(fact.surface):
            counted = re.match(r" (\w+)", sentence[fact.end :])
            phrase = _FIGURE.format(re.escape(fact.surface.lower()))
            if not re.search(phrase + (f" {re.escape(counted[1].lower())}(?!\\w)" if counted else ""), body):
                return False
    return True


def literally_held(sentence: str, article: str) -> bool:
    """Whether every fact, capitalised word and word of a title stands in the article, case and tone placement aside.

    A plain search: what is a fact is read as the verifier reads it, whether it holds is not. The first word counts if
    more than its place makes it a name: "Guardian", "SG8V1", "Boris Johnson". Figures are searched whole: "2 kg" does
    not stand in "2,2 kg".
    """
    body = " ".join(tokens(article))
    facts, words = extract(sentence), re.findall(r"\w+", sentence)
    first = words[:1] if words[1:2] and (words[1][0].isupper() or is_foreign(words[0].lower())) else []
    first += [word for word in words[:1] if any(char.isdigit() for char in word) and not word.isdigit()]
    said = [fact.surface for fact in facts] + [word for word in (*first, *words[1:]) if word[0].isupper()]
    figures = [fact.surface.lower() for fact in facts if fact.kind is FactKind.NUMBER and fact.surface[0].isdigit()]
    if not all(re.search(_FIGURE.format(re.escape(figure)), article.lower()) for figure in figures):
        return False
    # An office stands nearby or further off, and in another order; its words must be there.
    said += [word for person in NameReader(sentence).persons() for word in tokens(person.title or "")]
    return all(f" {' '.join(tokens(words))} " in f" {body} " for words in said)
