"""The encoder's view of the sentences of the passages found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answers.rephrase import Passage, in_words_of
from index.encoder import Encoder, Reading
from index.types import Hit
from news.article import Article

_REACH = 8.0
"""Differences of scores beyond this one make no more difference."""


@dataclass(frozen=True, slots=True)
class SentenceSpans:
    """The best span of a sentence, by its place in the sentence, and the scores of the others.

    Attributes:
        reading: of the title and the passage that the sentence stands in.
        offset: of the sentence in what was read.
        score: of the best span.
        start, end: of the best span.
    """

    reading: Reading
    offset: int
    score: float
    start: int
    end: int

    @property
    def margin(self) -> float:
        """How much the best span is preferred to "not here", in log odds."""
        return self.score - self.reading.null

    def favour(self, start: int, end: int) -> float:
        """How little worse than the best a span of the sentence is, -1 to 0."""
        return max(-_REACH, self.reading.score(self.offset + start, self.offset + end) - self.score) / _REACH


@dataclass(frozen=True, slots=True)
class View:
    """What the encoder makes of a sentence; log odds are divided by 8 and kept within -1 and 1.

    Attributes:
        margin: how much it prefers this sentence's best span to "not here".
        null: the score of "not here" by itself.
        relevance: how much title and passage are what the question is about.
        leads: whether the span that it is surest of stands in the same article.
        span: its best span, [start, end) of the sentence.
    """

    margin: float = -1.0
    null: float = 0.0
    relevance: float = -1.0
    leads: bool = False
    span: tuple[int, int] = (0, 0)

    def agreement(self, start: int, end: int) -> float:
        """How much of the shorter of the two its best span and [start, end) share, 0 to 1."""
        shared = min(end, self.span[1]) - max(start, self.span[0])
        shorter = min(end - start, self.span[1] - self.span[0])
        return max(0.0, shared / shorter) if shorter > 0 else 0.0


UNREAD = View()


class Readings:
    """Reads the hits once and answers for their sentences.

    A passage is read behind its article's title, which says what "hội nghị" or "ông" in it means, and asked with
    its own words for what the question calls otherwise.

    Args:
        question: as it is looked up, with diacritics.
        hits: the passages to read.
        articles: of the hits, by id.
        encoder: without it every view is UNREAD.
    """

    def __init__(
        self, question: str, hits: Sequence[Hit], articles: Mapping[str, Article], encoder: Encoder | None
    ) -> None:
        self._spans: dict[tuple[str, int], SentenceSpans] = {}
        self._leader = ""
        if encoder is None or not hits:
            return
        heads = [f"{hit.title}. " if hit.title else "" for hit in hits]
        passages = [head + hit.text for head, hit in zip(heads, hits, strict=True)]
        readings = encoder.read_each([(in_words_of(question, Passage(passage)), passage) for passage in passages])
        for hit, head, reading in zip(hits, heads, readings, strict=True):
            for index, sentence in enumerate(articles[hit.article_id].sentences):
                if not (hit.span.start <= sentence.start and sentence.end <= hit.span.end):
                    continue
                offset = sentence.start - hit.span.start + len(head)
                if found := reading.best(offset, sentence.end - hit.span.start + len(head)):
                    score, start, end = found
                    spans = SentenceSpans(reading, offset, score, start - offset, end - offset)
                    self._spans.setdefault((hit.article_id, index), spans)
        if self._spans:
            self._leader = max(self._spans, key=lambda key: self._spans[key].margin)[0]

    def spans(self, article: Article, index: int) -> SentenceSpans | None:
        """The spans of a sentence; None if it was not read."""
        return self._spans.get((article.id, index))

    def of(self, article: Article, index: int) -> View:
        """What is made of a sentence."""
        spans = self.spans(article, index)
        if spans is None:
            return UNREAD
        null, relevance = _bounded(spans.reading.null), _bounded(spans.reading.relevance)
        return View(_bounded(spans.margin), null, relevance, article.id == self._leader, (spans.start, spans.end))


def _bounded(score: float) -> float:
    return max(-1.0, min(1.0, score / _REACH))
