"""Question in, cited answer or honest refusal out."""

from __future__ import annotations

import time

from answers.compose import compose
from answers.confidence import Calibration, can_answer, features, load_calibration
from answers.evidence import Evidence, gather
from answers.question import Question, understand
from answers.types import Answer
from index.library import Library
from index.types import Filter, Hit

NOT_FOUND_VI = "Không tìm thấy trong kho tin."
NOT_FOUND_EN = "Not found in the archive."
_LONGEST = 500
_NEAREST = 3


class Answerer:
    """Answers questions over a library.

    Args:
        library: the archive.
        calibration: when to refuse; the shipped one where None.
    """

    def __init__(self, library: Library, calibration: Calibration | None = None) -> None:
        self._library = library
        self._calibration = calibration

    def ask(self, text: str, *, k: int = 12, filter: Filter | None = None, qid: str | None = None) -> Answer:
        """The answer to a question; a question that cannot be one comes back with `error`.

        Args:
            text: the question, with or without diacritics.
            k: passages that are read.
            filter: what part of the archive is asked.
            qid: given back with the answer.
        """
        begin = time.perf_counter()
        error = _unusable(text)
        if error:
            return _refusal(text, [], 0.0, begin, qid, error)
        hits, question, evidence = self.evidence(text, k=k, filter=filter)
        calibration = self._calibration or load_calibration()
        confidence = calibration.confidence(features(question, evidence)) if can_answer(question, evidence) else 0.0
        composed = compose(question, evidence, self._library.get) if confidence >= calibration.threshold else None
        if composed is None:
            return _refusal(text, hits, confidence, begin, qid, None)
        return Answer(
            question=text,
            answered=True,
            answer=composed.text,
            short_answer=composed.short_answer,
            confidence=confidence,
            sentences=composed.sentences,
            citations=composed.citations,
            nearest=(),
            seconds=time.perf_counter() - begin,
            qid=qid,
        )

    def evidence(
        self, text: str, *, k: int = 12, filter: Filter | None = None
    ) -> tuple[list[Hit], Question, list[Evidence]]:
        """What an answer is made from: hits, the question as understood, scored evidence."""
        question = understand(text)
        hits = self._library.search(text, k, filter)
        articles = {hit.article_id: self._library.get(hit.article_id) for hit in hits}
        return hits, question, gather(question, hits, articles)


def _unusable(text: str) -> str | None:
    if not any(c.isalnum() for c in text):
        return "The question is empty; type a question."
    if len(text) > _LONGEST:
        return f"The question has {len(text)} characters and may have {_LONGEST}; shorten it."
    return None


def _refusal(text: str, hits: list[Hit], confidence: float, begin: float, qid: str | None, error: str | None) -> Answer:
    return Answer(
        question=text,
        answered=False,
        answer=None,
        short_answer=None,
        confidence=confidence,
        sentences=(),
        citations=(),
        nearest=tuple(hits[:_NEAREST]),
        seconds=time.perf_counter() - begin,
        error=error,
        qid=qid,
    )
