"""What speaks for and against a sentence as an answer, however well its words fit.

An interviewer's question holds all words of the reader's and answers nothing; of "những ngày nào" one day is no answer.
What another person said, what was true of another year, when the meeting began, and when it could not be held are no
answers to what he said, to this year's number, to when it ended, and to when it was held. Too few questions are of any
one sort for a fit of the ranking to find these out by itself. What he says by name of what is asked is an answer, and
so is who holds just the office that the question names.
"""

from __future__ import annotations

import re
from functools import lru_cache

from answers.across import Name, is_one_of, said_by
from answers.question import Kind, Question
from facts import PersonMention, find_persons, find_places
from facts.attribution import speakers_in
from index.analysis import words
from news.vietnamese import fold

_A_QUESTION, _AN_INTERVIEWERS = 0.2, 0.01
_ANOTHER = 0.1
_WHOLE_OFFICE = 4
"""Words of an office that few can hold: "Bí thư Huyện ủy Yên Khê", and not "Chủ tịch tỉnh"."""
_CLOSING = "\"”'’ )"
_INTERVIEWER = re.compile(
    r"(?:[*•–—-]\s*|(?:pv|phóng viên|hỏi)\s*[:.]\s*)"
    r"|[\"“]?(?:thưa|xin) (?:ông|bà|anh|chị|đại biểu)\b|theo (?:ông|bà), ",
    re.I,
)
_SEVERAL_DAYS = re.compile(
    r"\b(?:nhung|cac|hai|ba|bon|may) (?:ngay|hom) (?:nao|may|bao nhieu)\b"
    r"|\btu (?:ngay|hom|khi) nao (?:den|toi|cho den)\b"
)
# "26 - 27/9", "5-7/8", "24 đến 28-6", "30/11 và 1/12"; "27-8" is one day.
_DAYS = re.compile(r"\d (?:-|–|—) \d|\d\s*[-–—]\s*\d+[/-]\d|[/]\d+\s*[-–—]\s*\d|\d (?:den|toi|va|cho den) \D{0,9}\d")
_YEAR = re.compile(r"\bnam ((?:19|20)\d\d)\b")
# One of a line is not another of it.
_STAGES = (
    ("khai mac", "be mac"),
    ("bat dau", "ket thuc"),
    ("xuat khau", "nhap khau"),
    ("khoi cong", "dong tho", "hop long", "khanh thanh", "thong xe", "nghiem thu"),
)
_NEGATED = re.compile(r"\b(?:khong the|chua the|khong kip|khong|chua|khong con) (\w+ \w+)")


def doubt(question: Question, sentence: str) -> float:
    """What the likelihood that a sentence answers is multiplied by."""
    if sentence.rstrip(_CLOSING).endswith("?"):
        if _INTERVIEWER.match(sentence.lstrip()):
            return _AN_INTERVIEWERS
        # What somebody asks, or makes a point with by asking, is said by him.
        return _A_QUESTION if question.kind is not Kind.SAID else 1.0
    return _ANOTHER if tells_another(question, sentence) else 1.0


def wants_several_days(question: Question) -> bool:
    """Whether from which to which day, or on what days, something was is asked."""
    return question.kind in (Kind.WHEN, Kind.LIST) and bool(_SEVERAL_DAYS.search(fold(question.text)))


def tells_several_days(answer: str) -> bool:
    """Whether a short answer is of several days."""
    return bool(_DAYS.search(fold(answer)))


def tells_another(question: Question, sentence: str) -> bool:
    """Whether a sentence tells another person's words, another year's number, another stage of a work or a meeting, or
    that what is asked for did not come.

    So it is of the likeliest sentence of 13 of 481 questions over news that nothing answers, and of none of 1,115 that
    answer theirs.
    """
    if question.kind is Kind.SAID:
        return _is_anothers(said_by(question.text), sentence)
    asked, told = fold(question.text), fold(sentence)
    if question.kind is Kind.HOW_MANY and (years := set(_YEAR.findall(asked))):
        known = set(_YEAR.findall(told))
        if known and not known & years:
            return True
    if question.kind not in (Kind.WHEN, Kind.WHERE, Kind.HOW_MANY):
        return False
    return _tells_other_stage(asked, told) or _denies(asked, told)


def _tells_other_stage(asked: str, told: str) -> bool:
    for stages in _STAGES:
        wanted, known = ({stage for stage in stages if stage in text} for text in (asked, told))
        if wanted and known and not wanted & known:
            return True
    return False


def _denies(asked: str, told: str) -> bool:
    """Whether a sentence says that what a question takes for granted was not to be: "không thể hợp long"."""
    denied = [pair for pair in _NEGATED.findall(told) if pair in asked]
    return any(told.count(pair) == 1 for pair in denied) and not _NEGATED.search(asked)


def are_his_words(question: Question, sentence: str) -> bool:
    """Whether a person whose words are asked for speaks in a sentence by name."""
    names = said_by(question.text) if question.kind is Kind.SAID else ()
    return bool(names) and any(is_one_of(name, names) for name in _speakers(sentence))


def holds_the_office(question: Question, sentence: str, start: int, end: int) -> bool:
    """Whether the short answer [start, end) of a sentence names who holds an office that the question names in full:
    of 21 such questions over news all had an answer, and 20 this one."""
    if question.kind is not Kind.WHO:
        return False
    person = next((p for p in _persons(sentence) if p.start < end and start < p.end), None)
    if person is None or not person.title:
        return False
    office = words(fold(person.title))
    return len(office) >= _WHOLE_OFFICE and f" {' '.join(office)} " in f" {' '.join(words(fold(question.text)))} "


def _is_anothers(names: tuple[Name, ...], sentence: str) -> bool:
    """Whether somebody speaks in a sentence, and none of those asked for."""
    if not names:
        return False
    speakers = _speakers(sentence)
    return bool(speakers) and not any(is_one_of(name, names) for name in speakers)


@lru_cache(maxsize=256)
def _persons(sentence: str) -> tuple[PersonMention, ...]:
    return tuple(find_persons(sentence))


@lru_cache(maxsize=256)
def _speakers(sentence: str) -> tuple[str, ...]:
    persons = _persons(sentence)
    # "Tổng thống Mexico nói" names nobody.
    return tuple(p.name for p in speakers_in(sentence, 0, len(sentence), persons) if not find_places(p.name))
