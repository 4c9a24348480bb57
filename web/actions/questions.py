"""The question tab.

The conversation lives in the visitor's browser, which sends it along with each question: the server keeps none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from answers import Answer, Turn
from index import Filter
from news import InputError
from tinhop.service import Tinhop
from web import views
from web.actions.common import Kept, explained, filter_from, opened
from web.components import event_data
from web.suggestions import suggested_questions
from web.texts import Texts

SUGGESTIONS = 4
LEANED_ON = 6
"""Turns that a follow-up may lean on."""
MOST_TURNS = 40
_LONGEST_QUESTION = 500


def _history(turns: list[dict[str, Any]]) -> list[Turn]:
    """The last turns as the answerer knows them; the visitor's browser sent them, so they may be anything."""
    kept = []
    for turn in turns[-LEANED_ON:]:
        question, short = turn.get("question"), turn.get("short")
        if isinstance(question, str) and 0 < len(question) <= _LONGEST_QUESTION:
            kept.append(Turn(question, short[:_LONGEST_QUESTION] if isinstance(short, str) else None))
    return kept


class QuestionActions:
    """A conversation over the archive."""

    def __init__(self, service: Tinhop, texts: Texts) -> None:
        self._service = service
        self._texts = texts
        self._suggested = Kept(service, self._suggestions)

    def suggestions(self) -> views.Data:
        """Questions that the archive answers, for an empty conversation; keeps the conversation that there is."""
        return self._suggested.now()

    def _suggestions(self) -> views.Data:
        try:
            rows = self._service.articles(limit=6 * SUGGESTIONS)
        except InputError:  # there is no archive yet
            rows = []
        questions = suggested_questions(
            (self._service.get(row.id) for row in rows), SUGGESTIONS, lambda text: self._service.ask(text).answered
        )
        return {"suggestions": questions, "empty": not rows}

    def ask(self, question: str, chat: Any, chosen: Any) -> Iterator[tuple[Any, Any]]:
        """The question box and the conversation: first the question, then its answer, whole."""
        question = (question or "").strip()
        chat = chat if isinstance(chat, dict) else {}
        turns = [turn for turn in chat.get("turns") or [] if isinstance(turn, dict)][-MOST_TURNS:]
        if not question:
            gr.Warning(self._texts.give_question, title=self._texts.please)
            yield gr.skip(), gr.skip()
            return

        def with_turn(turn: views.Data) -> views.Data:
            return {**chat, "turns": [*turns, turn]}

        try:
            if len(question) > _LONGEST_QUESTION:
                raise InputError(
                    "The question is longer than 500 characters; shorten it.", self._texts.question_too_long
                )
            yield "", with_turn(views.waiting_turn(question))
            filter = filter_from(chosen)
            answer = self._service.ask(question, history=_history(turns), filter=filter)
            if answer.error:
                raise InputError(answer.error, self._texts.give_question)
            yield "", with_turn(views.answered_turn(answer, self._texts, self._left(answer, filter)))
        except Exception as error:
            yield gr.skip(), with_turn(views.failed_turn(question, explained(error, self._texts)))

    def _left(self, answer: Answer, filter: Filter) -> tuple[int, int] | None:
        """How many articles of how many a filter left to a refused question; None where it is not to blame."""
        if answer.answered or filter.is_empty():
            return None
        return self._service.count_articles(filter), self._service.count_articles()

    def suggested(self, event: gr.EventData) -> str:
        """The question that was pressed."""
        return str(event_data(event).get("question") or "")[:_LONGEST_QUESTION]

    def open(self, event: gr.EventData) -> Any:
        """The article of the pressed citation or passage, its words marked."""
        try:
            return opened(self._service, event_data(event))
        except InputError as error:
            gr.Warning(explained(error, self._texts), title=self._texts.please)
            return gr.skip()
