"""Evidence: a sentence that may answer a question, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from answers.candidates import Candidate
from answers.question import TYPED, Question
from answers.readings import UNREAD, View
from news.article import Article, Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer the question.

    Attributes:
        article: it stands in.
        index: of the sentence.
        relevance: of its passage in the search, 1 for the best.
        search_score: of its passage in the search, as it is: it tells whether the best is any good.
        coverage: share of the question's content, by weight, that the sentence itself holds.
        context: the same with title, lead and neighbours, which say what meeting the sentence is about.
        specific: how much of what is asked beyond the meeting itself stands in the sentence and, for less, beside it.
        missing: share of the question's content, by weight, that the whole article lacks.
        gap: heaviest run of the question's words that sentence, title and neighbours lack, as a share of its weight.
        other_numbers: share of the question's numbers that sentence, title, lead and neighbours lack.
        other_names: the same of its words with a capital.
        pairs: share of the question's neighbouring words that are neighbours in the sentence too.
        view: what the encoder makes of it.
        near: how close the question's words stand to the short answer, 0 to 1.
        answer: the best short answer in the sentence, if it has one of the kind asked for.
        lacks_year, lacks_number: whether the article lacks a year, or another number, of the question.
        others: whether the sentence tells of another session, term or congress than the question means.
        odd: whether that is none of the sentence's persons, dates, places or numbers of the unit that were asked for.
        role: whether the meeting card gave it.
        doubt: what its likelihood is multiplied by for what speaks against it (answers/signs.py), 0 to 1.
        rules: what the rules make of everything together; only the order has a meaning.
        score: its share of the likelihood that some of the evidence answers, 0 to 1.
    """

    article: Article
    index: int
    relevance: float
    search_score: float
    coverage: float
    context: float
    specific: float
    missing: float
    gap: float
    other_numbers: float
    other_names: float
    pairs: float
    near: float
    view: View
    answer: Candidate | None
    role: bool
    rules: float
    score: float = 0.0
    odd: bool = False
    others: bool = False
    lacks_year: bool = False
    lacks_number: bool = False
    doubt: float = 1.0

    @property
    def span(self) -> Span:
        return self.article.sentence_span(self.index)

    @property
    def short_answer(self) -> str | None:
        if self.answer is None:
            return None
        start = self.article.sentences[self.index].start
        return self.article.text[start + self.answer.start : start + self.answer.end]


FEATURES = (
    "what the rules make of it",
    "the encoder's margin over not here",
    "the encoder's relevance of the passage",
    "the encoder's score of not here",
    "a passage that the encoder did not read",
    "given by the meeting card",
    "given by the meeting card, read by the encoder",
    "the encoder's span agrees with the short answer",
    "a typed question without an answer of its type",
    "relevance in the search",
    "numbers of the question that sentence, title, lead and neighbours lack",
    "names of the question that they lack",
    "a number that is not of what is counted",
    "another session, term or congress than the question means",
    "a year of the question that the article lacks",
    "a number of the question that the article lacks",
)


def features(question: Question, evidence: Evidence) -> list[float]:
    """The features named in FEATURES, of one piece of evidence."""
    view, answer = evidence.view, evidence.answer
    read = view is not UNREAD
    return [
        evidence.rules,
        view.margin if read else 0.0,
        view.relevance if read else 0.0,
        view.null if read else 0.0,
        float(not read),
        float(evidence.role),
        float(evidence.role and read),
        view.agreement(answer.start, answer.end) if answer else 0.0,
        float(question.kind in TYPED and answer is None),
        evidence.relevance,
        evidence.other_numbers,
        evidence.other_names,
        float(evidence.odd and bool(question.unit)),
        float(evidence.others),
        float(evidence.lacks_year),
        float(evidence.lacks_number),
    ]
