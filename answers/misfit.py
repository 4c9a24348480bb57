"""What speaks against a sentence as an answer, however well its words fit.

An interviewer's question holds all words of the reader's question and answers nothing; of "những ngày nào" the first
day alone is no answer. Too few questions are of either sort for a fit of the ranking to find that out by itself.
"""

from __future__ import annotations

import re

from answers.question import Kind, Question
from news.vietnamese import fold

_A_QUESTION, _AN_INTERVIEWERS = 0.2, 0.01
_ONE_OF_SEVERAL = 0.02
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


def doubt(question: Question, sentence: str, answer: str) -> float:
    """What the likelihood that a sentence answers is multiplied by.

    Args:
        answer: its short answer; empty where it has none.
    """
    if sentence.rstrip(_CLOSING).endswith("?"):
        if _INTERVIEWER.match(sentence.lstrip()):
            return _AN_INTERVIEWERS
        # What somebody asks, or makes a point with by asking, is said by him.
        return _A_QUESTION if question.kind is not Kind.SAID else 1.0
    several = question.kind in (Kind.WHEN, Kind.LIST) and _SEVERAL_DAYS.search(fold(question.text))
    return _ONE_OF_SEVERAL if several and not _DAYS.search(fold(answer)) else 1.0
