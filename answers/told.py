"""What an article's facts answer by themselves: its meeting card, and the office beside a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from answers.across import Name, spans_across
from answers.names import offices
from answers.question import Question, Role
from facts import MeetingFacts
from news.article import Article, Span
from news.vietnamese import fold


def told(
    question: Question,
    office_of: tuple[str, ...] | None,
    persons: Sequence[Name],
    article: Article,
    card: MeetingFacts | None,
    sentences: Iterable[int],
) -> list[Span]:
    """Spans that answer a question for a part of a meeting, or for the office of a person, best first.

    Args:
        question: as understood.
        office_of: the person whose office is asked for.
        persons: whose meetings or statements are asked for (answers.across.somebody).
        article: that may tell it.
        card: of the article.
        sentences: of the article, where an office is looked for.
    """
    if office_of:
        starts = [(article.sentences[i].start, a, b) for i, a, b in offices(article, office_of, sentences)]
        return [article.span(start + a, start + b) for start, a, b in starts]
    if card is None:
        return []
    return spans_across(question, persons, card) if persons else _role_spans(question, card)


def _role_spans(question: Question, card: MeetingFacts) -> list[Span]:
    match question.role:
        case Role.CHAIR:
            # The name alone is the answer; the title stands in the cited sentence.
            return [_name_span(person.span, person.name) for person in card.chairs]
        case Role.ORGANISER:
            return [value.span for value in card.organiser]
        case Role.PARTICIPANTS:
            wants_people = re.search(r"\bai\b", fold(question.text))
            return [v.span for v in card.participants] if not wants_people or card.participants else []
        case Role.MEETING_TIME:
            return [card.when.span] if card.when else []
        case Role.MEETING_PLACE:
            return [value.span for value in card.where]
        case _:
            return []


def _name_span(span: Span, name: str) -> Span:
    at = span.quote.find(name)
    return span if at < 0 else Span(span.article_id, span.start + at, span.start + at + len(name), name)
