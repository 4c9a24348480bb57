"""Persons and provinces named in a question: an article that never names one has no answer about it, however well the
rest fits.

Of persons the given name must be there, and most of a full name after "ông", "bà" and the like; of places only
provinces count: other places and offices are written in too many ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby, pairwise

from answers.ordinals import asked_for, tells_of_others
from answers.question import Question
from facts import find_persons, find_places
from facts.canonical import Canonical
from facts.lexicon import CAPITALS, PROVINCES
from facts.tokens import tokenize
from index.analysis import words
from news.article import Article
from news.vietnamese import fold, has_diacritics, nfc

_TITLED = re.compile(r"\b(?:ông|bà|anh|chị|cô|chú|thầy|đồng chí|ong|ba|chi|co|chu|thay|dong chi)\s+((?:\w+\s*)+)", re.I)
_OFFICE = re.compile(
    r"\b(?:giu|lam|co|nhan|mang) (?:nhung )?(?:chuc|cuong vi)(?: vu| danh)?(?: (?:gi|nao)\b|$)"
    r"|\bchuc (?:vu|danh)(?: \w+){0,10} (?:gi|nao)\b"
)
_HONORIFICS = frozenset("ông bà anh chị cô thầy".split())
_NO_PERSONS = frozenset(["lau nam goc", "nha trang"])
"""Buildings that stand for who works there and look like persons."""
_ENOUGH = 0.5
"""Share of a name's neighbouring syllables that an article must hold; a middle name may be left out."""


def persons(text: str) -> list[tuple[str, ...]]:
    """Full names of persons, lower-cased: two and more capitalised words after a title of courtesy."""
    found = []
    for match in _TITLED.finditer(nfc(text)):
        name: list[str] = []
        for word in match.group(1).split():
            if not word[0].isupper():
                break
            name += words(word)
        if len(name) > 1:
            found.append(tuple(name))
    return found


def office_asked(text: str) -> tuple[str, ...] | None:
    """The only person of a question that asks for an office ("Ông Đỗ Quang Lịch giữ chức vụ gì?"), or None."""
    if not _OFFICE.search(fold(" ".join(text.split()))):
        return None
    typed = nfc(text).split()
    names = []
    for capital, run in groupby(range(len(typed)), key=lambda i: typed[i][0].isupper()):
        places = list(run)
        # A question's first word has a capital whatever it is.
        if capital and places != [0]:
            name = words(" ".join(typed[i] for i in places))
            names.append(tuple(name[1:] if name[0] in _HONORIFICS else name))
    return names[0] if len(names) == 1 and names[0] else None


def offices(article: Article, name: tuple[str, ...], sentences: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """Where some sentences of an article say a person's office beside the name: the sentence, start and end in it."""
    wanted = [fold(word) for word in name]
    # "Ông Hầu" goes by his given name.
    last = -len(wanted)
    for index in sentences:
        for person in find_persons(article.sentence(index)):
            told = [fold(word) for word in words(person.name)]
            if told[last:] == wanted and person.title_start is not None and person.title_end is not None:
                yield index, person.title_start, person.title_end


def provinces(text: str) -> list[tuple[str, ...]]:
    """Provinces and cities of their rank, in the one spelling of all ("Sài Gòn", "TP.HCM"); typed with diacritics."""
    found = []
    for place in find_places(nfc(text)):
        keys = _spelled_out(place.name)
        # "tỉnh Quảng Ninh" is Quảng Ninh.
        found += [keys[at:] for at in range(len(keys)) if keys[at:] in _provinces()][:1]
    return found


@cache
def _provinces() -> frozenset[tuple[str, ...]]:
    return frozenset(map(_spelled_out, PROVINCES))


def _spelled_out(text: str) -> tuple[str, ...]:
    return Canonical().keys(tokenize(text))


@lru_cache(maxsize=64)
def _given_names(text: str) -> tuple[str, ...]:
    """The last syllables of the persons that a question with diacritics names, by which an article calls them again."""
    found = (words(person.name) for person in find_persons(nfc(text)) if fold(person.name) not in _NO_PERSONS)
    return tuple({name[-1] for name in found if name}) if has_diacritics(text) else ()


def _holds_word(text: str, word: str) -> bool:
    """Whether a text has a word; the first look finds it nearly always and costs next to nothing."""
    return re.search(rf"\b{re.escape(word)}\b", text.lower()) is not None or word in words(text)


def mentions(question: Question, article: Article) -> bool:
    """Whether an article names every person and every province of the question (of a question over many articles, one
    of the provinces), and tells not only of other sessions, terms or congresses than it means.

    Of 11,056 answerable questions over meeting news (training/meeting_questions.py) 18 lose their article so; of 4,219
    that nothing answers 257 lose the article that comes nearest.
    """
    text = f"{article.title or ''} {article.text}"
    if tells_of_others(asked_for(question.text, question.searched), text, anywhere=True):
        return False
    if any(not _holds_word(text, name) for name in _given_names(question.text)):
        return False
    if wanted := persons(question.text):
        adapt = fold if question.accentless else str
        said = set(pairwise(map(adapt, words(text))))
        for name in wanted:
            pairs = list(pairwise(map(adapt, name)))
            if sum(pair in said for pair in pairs) < _ENOUGH * len(pairs):
                return False
    if places := provinces(question.text):
        enough = any if question.over_articles else all
        lowered = text.lower()
        if enough(re.search(rf"\b{' '.join(place)}\b", lowered) for place in places):
            return True  # as it is mostly written; every other spelling takes long to look for
        told = f" {' '.join(_spelled_out(text))} "
        return enough(_is_told(place, told) for place in places)
    return True


def _is_told(province: tuple[str, ...], told: str) -> bool:
    """Whether a text names a province, or the country whose capital it is, which the press calls by it."""
    name = " ".join(province)
    country = CAPITALS.get(name)
    return f" {name} " in told or (country is not None and f" {country} " in told)
