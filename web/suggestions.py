"""Questions to try, drawn from what the archive holds. Needs no model."""

from __future__ import annotations

from collections.abc import Iterable

from facts import MeetingFacts
from facts.meeting import meeting_facts
from news import Article

# A longer name of an event makes no question that anyone would press.
_LONGEST = 70


def suggested_questions(articles: Iterable[Article], count: int) -> list[str]:
    """Questions that the articles answer, at most one for each meeting, of several types in turn."""
    questions: list[str] = []
    asked: set[str] = set()
    for article in articles:
        if len(questions) == count:
            break
        card = meeting_facts(article)
        if card is None or card.event is None or len(card.event.text) > _LONGEST or card.event.text in asked:
            continue
        possible = _questions(card)
        if possible:
            asked.add(card.event.text)
            questions.append(possible[len(questions) % len(possible)])
    return questions


def _questions(card: MeetingFacts) -> list[str]:
    assert card.event is not None
    event = card.event.text
    sentence_start = event[:1].upper() + event[1:]
    questions = []
    if card.chairs:
        questions.append(f"Ai chủ trì {event}?")
    if card.when:
        questions.append(f"{sentence_start} diễn ra khi nào?")
    if card.where:
        questions.append(f"{sentence_start} diễn ra ở đâu?")
    return questions
