"""The learned reader's view of the sentences of the passages found."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answers.question import Question
from answers.reader import Reader, Reading
from index.types import Hit
from news.article import Article

_REACH = 8.0
"""Differences of scores beyond this one make no more difference."""


@dataclass(frozen=True, slots=True)
class SentenceSpans:
    """The best span of a sentence, by its place in the sentence, and the scores of the others."""

    reading: Reading
    offset: int
    score: float
    start: int
    end: int

    def favour(self, start: int, end: int) -> float:
        """How little worse than the best a span of the sentence is, -1 to 0."""
        return max(-_REACH, self.reading.score(self.offset + start, self.offset + end) - self.score) / _REACH


class Readings:
    """Reads the hits once and answers for their sentences.

    Args:
        question: as understood.
        hits: the passages.
        articles: of the hits, by id.
        reader: the learned one; without it every view is empty.
    """

    def __init__(
        self, question: Question, hits: Sequence[Hit], articles: Mapping[str, Article], reader: Reader | None
    ) -> None:
        self._spans: dict[tuple[str, int], SentenceSpans] = {}
        self._of: dict[tuple[str, int], tuple[float, float]] = {}
        if reader is None or not hits:
            return
        asked = question.searched or question.text
        readings = reader.read(asked, [hit.text for hit in hits], accentless=question.accentless)
        for hit, reading in zip(hits, readings, strict=True):
            for index, sentence in enumerate(articles[hit.article_id].sentences):
                if not (hit.span.start <= sentence.start and sentence.end <= hit.span.end):
                    continue
                offset = sentence.start - hit.span.start
                found = reading.best(offset, sentence.end - hit.span.start) if len(reading.tokens.ids) else None
                if found:
                    score, start, end = found
                    spans = SentenceSpans(reading, offset, score, start - offset, end - offset)
                    self._spans.setdefault((hit.article_id, index), spans)
        if not self._spans:
            return
        top = max(spans.score for spans in self._spans.values())
        total = sum(math.exp(spans.score - top) for spans in self._spans.values())
        for key, spans in self._spans.items():
            margin = spans.score - spans.reading.null
            self._of[key] = math.exp(spans.score - top) / total, max(-1.0, min(1.0, margin / _REACH))

    def spans(self, article: Article, index: int) -> SentenceSpans | None:
        """The spans of a sentence; None if it was not read."""
        return self._spans.get((article.id, index))

    def of(self, article: Article, index: int) -> tuple[float, float]:
        """Share and margin of a sentence; see Evidence."""
        return self._of.get((article.id, index), (0.0, 0.0))
