"""Question in, cited answer or honest refusal out."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from answers.across import somebody
from answers.compose import Composed, compose, joined
from answers.confidence import Calibration, confidence_of, load_calibration
from answers.dialogue import Turn, in_context
from answers.evidence import Evidence
from answers.gathering import Material, gather, prepare
from answers.llm.chat import ChatError
from answers.llm.composer import LlmComposer
from answers.parts import parts
from answers.period import Period, find_period
from answers.question import Question
from answers.slips import corrected
from answers.types import Answer, AnswerSentence
from index.analysis import words
from index.encoder import load_encoder
from index.library import Library
from index.types import Filter, Hit
from news.article import Article
from news.vietnamese import fold, nfc, syllables

NOT_FOUND_VI = "Không tìm thấy trong kho tin."
NOT_FOUND_EN = "Not found in the archive."
_LONGEST = 500
_NEAREST = 3
_PASSAGES, _LOOKED = 12, 32
"""Passages read for a question about one meeting, and those among which they are chosen: of a question in other words
than the article's the right one is rarely among the first dozen by BM25. For a question over many meetings, _MANY."""
_MANY = 60
_NEWS_FOLLOWS = dt.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class _Tried:
    """A question with what was found; `composed` where that is sure enough to be shown."""

    text: str
    hits: list[Hit]
    evidence: list[Evidence]
    confidence: float
    composed: Composed | None


class Answerer:
    """Answers questions over a library.

    Args:
        library: the archive.
        calibration: when to refuse; the shipped one where None.
        composer: a language model that writes the sentences; the articles' own sentences where None.
    """

    def __init__(
        self, library: Library, calibration: Calibration | None = None, composer: LlmComposer | None = None
    ) -> None:
        self._library = library
        self._calibration = calibration
        self._composer = composer

    def ask(
        self,
        text: str,
        *,
        history: Sequence[Turn] = (),
        filter: Filter | None = None,
        today: dt.date | None = None,
        qid: str | None = None,
    ) -> Answer:
        """The answer to a question; a question that cannot be one comes back with `error`.

        Args:
            text: the question, with or without diacritics.
            history: the turns before it, oldest first, for questions that lean on them.
            filter: what part of the archive is asked.
            today: what "tuần trước" is reckoned from; the day of the machine where None.
            qid: given back with the answer.
        """
        *_, answer = self.stream(text, history=history, filter=filter, today=today, qid=qid)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self,
        text: str,
        *,
        history: Sequence[Turn] = (),
        filter: Filter | None = None,
        today: dt.date | None = None,
        qid: str | None = None,
    ) -> Iterator[AnswerSentence | Answer]:
        """The checked sentences of a composing model as they come, and last the answer, which alone is binding.

        Without a composer there is only the answer. Arguments as of `ask`.
        """
        begin = time.perf_counter()
        error = _unusable(text)
        if error:
            yield _refusal(text, [], 0.0, begin, qid, error)
            return
        tried = [self._tried(part, history, filter, today) for part in parts(text)]
        answered = [(part, part.composed) for part in tried if part.composed is not None]
        if not answered:
            hits = list({hit.passage_id: hit for part in tried for hit in part.hits}.values())
            yield _refusal(text, hits, max(part.confidence for part in tried), begin, qid, None)
            return
        composed = joined([own for _, own in answered])
        confidence = min(part.confidence for part, _ in answered)
        answer = _answer(text, composed, confidence, qid)
        if len(answered) < len(tried):
            answer = replace(answer, unanswered=next(part.text for part in tried if part.composed is None))
        if self._composer is not None:
            evidence = [
                e for turn in zip_longest(*(part.evidence for part, _ in answered)) for e in turn if e is not None
            ]
            try:
                for written in self._composer.stream(text, evidence, self._library.get):
                    if isinstance(written, AnswerSentence):
                        yield written
                    else:
                        own = _answer(text, _with_short(written, composed), confidence, qid)
                        answer = replace(own, composer=self._composer.name, unanswered=answer.unanswered)
            except ChatError as failure:
                answer = replace(answer, note=f"{failure} The sentences are the articles' own.")
        yield replace(answer, seconds=time.perf_counter() - begin)

    def _tried(self, text: str, history: Sequence[Turn], filter: Filter | None, today: dt.date | None) -> _Tried:
        """What comes of one question, or of one of the two that a question consists of."""
        hits, question, evidence = self.evidence(text, history=history, filter=filter, today=today)
        calibration = self._calibration or load_calibration()
        confidence = confidence_of(question, evidence, calibration)
        composed = compose(question, evidence, self._library.get) if confidence >= calibration.threshold else None
        return _Tried(text, hits, evidence, confidence, composed)

    def evidence(
        self,
        text: str,
        *,
        history: Sequence[Turn] = (),
        filter: Filter | None = None,
        today: dt.date | None = None,
    ) -> tuple[list[Hit], Question, list[Evidence]]:
        """What an answer is made from: hits, the question as understood, scored evidence. Arguments as of `ask`."""
        question, hits, articles = self.found(text, history, filter, today)
        return hits, question, gather(question, hits, articles, load_encoder())

    def material(self, text: str) -> tuple[Question, Material]:
        """The question as understood and what its evidence is chosen from, for fitting the choice."""
        question, hits, articles = self.found(text)
        return question, prepare(question, hits, articles, load_encoder())

    def found(
        self,
        text: str,
        history: Sequence[Turn] = (),
        filter: Filter | None = None,
        today: dt.date | None = None,
    ) -> tuple[Question, list[Hit], dict[str, Article]]:
        """The question as understood, the passages found for it, and their articles by id. Arguments as of `ask`."""
        question = in_context(text, history)
        question, hits = self._search(question, filter, today or dt.date.today())
        articles = {hit.article_id: self._library.get(hit.article_id) for hit in hits}
        texts = (f"{article.title or ''} {article.text}" for article in articles.values())
        return corrected(question, texts), hits, articles

    def _search(self, question: Question, filter: Filter | None, today: dt.date) -> tuple[Question, list[Hit]]:
        """The passages to read; of one person's meetings only, where these are asked for and the cards know any."""
        persons = somebody(question)
        if len(persons) == 1 and not (filter and filter.person):
            his = replace(filter or Filter(), person=" ".join(persons[0]))
            asked, hits = self._search_in_period(question, his, today)
            if hits:
                return asked, hits
        return self._search_in_period(question, filter, today)

    def _search_in_period(
        self, question: Question, filter: Filter | None, today: dt.date
    ) -> tuple[Question, list[Hit]]:
        """Those of the period asked for, where one is and it must be the articles' own.

        Then the question no longer asks for the words that named the period.
        """
        k = _MANY if question.over_articles else _PASSAGES
        period = find_period(question.text, today)
        if period is None or not (period.relative or question.over_articles):
            return question, self._library.search(question.searched, k, filter, among=_LOOKED)
        inside = _within(filter or Filter(), period)
        hits = self._library.search(question.searched, k, inside, among=_LOOKED) if inside else []
        if not hits and not period.relative:  # articles without dates may still name the period in their text
            return question, self._library.search(question.searched, k, filter, among=_LOOKED)
        named = set(words(period.surface))
        content = tuple(word for word in question.content if fold(word) not in named)
        # Nor is "tuần trước" written where it was; a period that articles name is left to be read.
        searched = _without(question.searched, period.surface) if period.relative else question.searched
        return replace(question, content=content, searched=searched), hits


def _without(text: str, folded: str) -> str:
    """A text without a part of it that is given folded."""
    plain = nfc(text)
    at = fold(plain).find(folded)
    return " ".join(f"{plain[:at]} {plain[at + len(folded) :]}".split()) if at >= 0 else text


def _within(filter: Filter, period: Period) -> Filter | None:
    """A filter narrowed to a period, and a few days more, for news follows its meeting; None if nothing is left."""
    first = max(filter.published_from or period.first, period.first)
    last = min(filter.published_to or dt.date.max, period.last + _NEWS_FOLLOWS)
    return replace(filter, published_from=first, published_to=last) if first <= last else None


def _unusable(text: str) -> str | None:
    if not any(c.isalnum() for c in text):
        return "The question is empty; type a question."
    if len(text) > _LONGEST:
        return f"The question has {len(text)} characters and may have {_LONGEST}; shorten it."
    return None


def _answer(text: str, composed: Composed, confidence: float, qid: str | None) -> Answer:
    return Answer(
        question=text,
        answered=True,
        answer=composed.text,
        short_answer=composed.short_answer,
        confidence=confidence,
        sentences=composed.sentences,
        citations=composed.citations,
        nearest=(),
        seconds=0.0,
        qid=qid,
        conflicting=composed.conflicting,
    )


def _with_short(written: Composed, extracted: Composed) -> Composed:
    """Keeps the reader's short answer where the model's text says it too and still cites it."""
    short = extracted.short_answer
    if not short or not set(syllables(short)) <= set(syllables(written.text)):
        return written
    cited = any(short in citation.span.quote for citation in written.citations)
    return replace(written, short_answer=short) if cited else written


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
