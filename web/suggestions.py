"""Questions to try, drawn from what the archive holds, each asked before it is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from facts import MeetingFacts
from facts.meeting import meeting_facts
from news import Article

# A longer name of an event makes no question that anyone would press.
_LONGEST = 70


def suggested_questions(articles: Iterable[Article], count: int, is_answered: Callable[[str], bool]) -> list[str]:
    """Questions that the archive answers, at most one for each meeting, of several types in turn.

    Args:
        articles: of the archive, drawn from until there are enough questions.
        count: how many questions at most.
        is_answered: whether the archive answers a question; what an article says may not be found among many like it.
    """
    questions: list[str] = []
    asked: set[str] = set()
    for article in articles:
        if len(questions) == count:
            break
        card = meeting_facts(article)
        if card is None or card.event is None or len(card.event.text) > _LONGEST or card.event.text in asked:
            continue
        asked.add(card.event.text)
        possible = _questions(card)
        turn = len(questions) % max(len(possible), 1)
        questions += islice(filter(is_answered, possible[turn:] + possible[:turn]), 1)
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
