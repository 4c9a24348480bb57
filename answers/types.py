"""What an answer is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from index.types import Hit
from news.article import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """The source with number `n` of an answer."""

    n: int
    title: str | None
    source: str | None
    published: dt.date | None
    span: Span

    def to_dict(self) -> dict[str, Any]:
        return {
            "n": self.n,
            "title": self.title,
            "source": self.source,
            "published": self.published.isoformat() if self.published else None,
            **self.span.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer and the numbers of the citations that support it."""

    text: str
    citations: tuple[int, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "citations": list(self.citations)}


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer, or an honest refusal (`answered` False, `answer` None) with the nearest passages.

    `short_answer`, where there is one, is verbatim in one of the cited spans; of a question that asks two things it is
    both, with a semicolon between, and `unanswered` is the part that the archive does not answer. `conflicting` says
    that articles of different dates answer differently; the newest comes first. `composer` is None where the sentences
    are the articles' own, else the model that wrote them; `note` says why a model that was asked to write did not, or
    how much of the archive a filter left to a refused question.
    """

    question: str
    answered: bool
    answer: str | None
    short_answer: str | None
    confidence: float
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Hit, ...]
    seconds: float
    error: str | None = None
    qid: str | None = None
    conflicting: bool = False
    composer: str | None = None
    note: str | None = None
    unanswered: str | None = None

    def to_dict(self) -> dict[str, Any]:
        head: dict[str, Any] = {} if self.qid is None else {"qid": self.qid}
        # What is not always there is only in the form where it is.
        tail: dict[str, Any] = {"conflicting": True} if self.conflicting else {}
        others = (("composer", self.composer), ("note", self.note), ("unanswered", self.unanswered))
        tail |= {name: value for name, value in others if value is not None}
        whole = {
            "question": self.question,
            "answered": self.answered,
            "answer": self.answer,
            "short_answer": self.short_answer,
            "confidence": round(self.confidence, 4),
            "sentences": [s.to_dict() for s in self.sentences],
            "citations": [c.to_dict() for c in self.citations],
            "nearest": [h.to_dict() for h in self.nearest],
            "seconds": round(self.seconds, 4),
            "error": self.error,
        }
        return head | whole | tail
