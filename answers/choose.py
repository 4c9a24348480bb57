"""Which evidence an answer shows: the best sentence, those that complete it, those that contradict it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from answers.evidence import Evidence
from answers.question import TYPED, Kind, Question, Role
from news.vietnamese import fold, syllables, unify_tone

_MOST_SENTENCES = 4
_MOST_OF_TYPED = 3
_MOST_ARTICLES = 8
# Questions whose answer is a statement: the best few sentences of an article together hold it more often.
_OPEN = (Kind.WHAT, Kind.SAID, Kind.DECIDED, Kind.WHY, Kind.YES_NO)
# A further sentence is worth reading if it is this likely to answer, beside the first.
_CLOSE, _OPEN_CLOSE, _LIST_CLOSE = 0.05, 0.025, 0.02
# Of a question over meetings, an article belongs to the answer if it is about nearly all that the question names.
_ABOUT = 0.6
_SAME = 0.8
# Another article contradicts if it speaks of the same things just as closely and is about as likely to answer.
_AS_CLOSE = 0.97
_AS_LIKELY = 0.3


@dataclass(frozen=True, slots=True)
class Choice:
    """What is shown, in the order shown; `conflicting` where articles give different answers."""

    evidence: tuple[Evidence, ...]
    conflicting: bool = False


def choose(question: Question, evidence: Sequence[Evidence]) -> Choice:
    """Picks from evidence, best first and not empty."""
    if question.over_articles:
        over = _over_articles(question, evidence)
        if len({e.article.id for e in over}) > 1:
            return Choice(tuple(newest_first(over)))
    chosen = _of_the_best(question, evidence)
    others = _contradicting(question, evidence)
    if others:
        return Choice(tuple(newest_first([chosen[0], *others])), True)
    return Choice(tuple(chosen))


def newest_first(evidence: Sequence[Evidence]) -> list[Evidence]:
    """By date of publication; what has none comes last, in its old order."""
    return sorted(evidence, key=lambda e: -(e.article.published or dt.date.min).toordinal())


def _over_articles(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence of every article that is about what is asked; of a meeting that somebody chaired, all that its
    card gives: which meeting, and that he did."""
    top = max(e.context for e in evidence)
    chosen: dict[str, list[Evidence]] = {}
    said = _Said()
    for item in evidence:
        beside = chosen.get(item.article.id, [])
        if beside and not (item.role and question.role is Role.CHAIR):
            continue
        if not beside and (len(chosen) == _MOST_ARTICLES or item.context < _ABOUT * top):
            continue
        # One and the same person chairs in much the same words everywhere.
        if all(item.index != other.index for other in beside) if beside else said.is_new(item):
            chosen[item.article.id] = sorted([*beside, item], key=lambda e: e.index)
    return [item for items in chosen.values() for item in items]


def _of_the_best(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    best = evidence[0]
    several = question.kind is Kind.LIST or best.role
    chosen: list[Evidence] = []
    said = _Said()
    most = _MOST_SENTENCES if several or question.kind in _OPEN else _MOST_OF_TYPED
    close = _LIST_CLOSE if question.kind is Kind.LIST else _OPEN_CLOSE if question.kind in _OPEN else _CLOSE
    for item in evidence:
        if len(chosen) == most:
            break
        if item is not best:
            if item.score < close * best.score or item.role != best.role:
                continue
            if question.kind is not Kind.LIST and item.article.id != best.article.id:
                continue
        if said.is_new(item):
            chosen.append(item)
    return chosen


def _contradicting(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Sentences of other, dated articles that say as much of the question's subject and give another answer."""
    best = evidence[0]
    if question.kind not in TYPED or best.role or not best.short_answer or not best.article.published:
        return []
    given = [fold(best.short_answer)]
    found: list[Evidence] = []
    for item in evidence[1:]:
        if item.role or not item.short_answer or not item.article.published or item.article.id == best.article.id:
            continue
        if any(item.article.id == other.article.id for other in found):
            continue
        if item.coverage < _AS_CLOSE * best.coverage or item.context < _AS_CLOSE * best.context:
            continue
        if item.score < _AS_LIKELY * best.score:
            continue
        other = fold(item.short_answer)
        if any(other in known or known in other for known in given):
            continue
        given.append(other)
        found.append(item)
    return found[: _MOST_SENTENCES - 1]


class _Said:
    """Remembers sentences, so that none is shown twice, nor the wire story's copy of it.

    Another day or number makes another sentence: monthly meetings are told in the same words.
    """

    def __init__(self) -> None:
        self._bags: list[set[str]] = []

    def is_new(self, item: Evidence) -> bool:
        words = set(syllables(unify_tone(item.span.quote)))
        if any(len(words & other) > _SAME * len(words | other) and not _figures(words ^ other) for other in self._bags):
            return False
        self._bags.append(words)
        return True


def _figures(words: set[str]) -> bool:
    """Whether there is a number among them."""
    return any(word[0].isdigit() for word in words)
