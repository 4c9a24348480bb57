"""What speaks against a sentence as an answer, however well its words fit.

An interviewer's question holds all words of the reader's question and answers nothing; the answer stands behind it. Of
"những ngày nào" the first day alone is no answer, nor of "vì sao" a sentence without a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from answers.question import Kind, Question
from news.vietnamese import fold

_CLOSING = "\"”'’ )"
_SEVERAL_DAYS = re.compile(
    r"\b(?:nhung|cac|hai|ba|bon|may) (?:ngay|hom) (?:nao|may|bao nhieu)\b|\btu (?:ngay|hom|khi) nao (?:den|toi|cho den)\b"
)
# "26 - 27/9", "5-7/8", "24 đến 28-6", "30/11 và 1/12"; "27-8" is one day.
_DAYS = re.compile(r"\d (?:-|–|—) \d|\d\s*[-–—]\s*\d+[/-]\d|[/]\d+\s*[-–—]\s*\d|\d (?:den|toi|va|cho den) \D{0,9}\d")
_REASON = re.compile(
    r"\b(?:vì|do|bởi|nhằm|để|nguyên nhân|lý do|lí do|khiến|nên|do đó|nhờ|tránh|xuất phát|bắt nguồn|căn cứ)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong with a sentence and its short answer.

    Attributes:
        asks: the sentence is a question itself.
        one_day: it tells of one day where several are asked for.
        causeless: nothing in it tells a reason, which is asked for.
    """

    asks: bool = False
    one_day: bool = False
    causeless: bool = False


NONE = Misfit()


def asks(sentence: str) -> bool:
    """Whether a sentence is a question."""
    return sentence.rstrip(_CLOSING).endswith("?")


def misfit(question: Question, sentence: str, answer: str) -> Misfit:
    """What is wrong with a sentence.

    Args:
        answer: its short answer; empty where it has none.
    """
    several = question.kind in (Kind.WHEN, Kind.LIST) and bool(_SEVERAL_DAYS.search(fold(question.text)))
    return Misfit(
        asks=asks(sentence),
        one_day=several and not _DAYS.search(fold(answer)),
        causeless=question.kind is Kind.WHY and not _REASON.search(sentence),
    )
