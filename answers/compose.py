"""From evidence to a cited answer. Every citation is checked against the stored text before it leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answers.evidence import Evidence
from answers.question import Kind, Question
from answers.types import AnswerSentence, Citation
from news.article import Article, Span
from news.vietnamese import syllables, unify_tone

_MOST_SENTENCES = 4
# Questions whose answer is a statement: the two best sentences of an article together hold it more often.
_OPEN = (Kind.WHAT, Kind.SAID, Kind.DECIDED, Kind.WHY)
# A further sentence is worth reading if it is nearly as good as the first.
_CLOSE = 0.85


@dataclass(frozen=True, slots=True)
class Composed:
    """The parts of an answer; `text` has [n] behind each sentence."""

    text: str
    short_answer: str | None
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]


def compose(question: Question, evidence: Sequence[Evidence], get: Callable[[str], Article]) -> Composed | None:
    """The answer that the best evidence gives; None if no citation of it holds.

    Args:
        evidence: best first.
        get: the stored article with an id.
    """
    chosen = [e for e in _chosen(question, evidence) if _holds(e.span, get(e.article.id))]
    if not chosen:
        return None
    sentences, citations, text = [], [], []
    for n, item in enumerate(chosen, start=1):
        article = item.article
        citations.append(Citation(n, article.title, article.source, article.published, item.span))
        sentences.append(AnswerSentence(item.span.quote, (n,)))
        text.append(f"{item.span.quote} [{n}]")
    return Composed(" ".join(text), _short(question, evidence, chosen), tuple(sentences), tuple(citations))


def _holds(span: Span, article: Article) -> bool:
    return article.text[span.start : span.end] == span.quote != ""


def _chosen(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences to show: the best, and for lists and card answers those that complete it; none said twice."""
    best = evidence[0]
    several = question.kind is Kind.LIST or best.role
    chosen: list[Evidence] = []
    said: list[set[str]] = []
    for item in evidence:
        if len(chosen) == (_MOST_SENTENCES if several else 2 if question.kind in _OPEN else 1):
            break
        if item is not best:
            if item.score < _CLOSE * best.score or item.role != best.role:
                continue
            if (item.role or question.kind in _OPEN) and item.article.id != best.article.id:
                continue
        words = set(syllables(unify_tone(item.span.quote)))
        if any(len(words & other) > 0.8 * len(words | other) for other in said):
            continue  # the same sentence, or the wire story's copy of it
        chosen.append(item)
        said.append(words)
    return chosen


def _short(question: Question, evidence: Sequence[Evidence], chosen: Sequence[Evidence]) -> str | None:
    """The short answer; of a card's list, all of its members that stand in the cited sentences."""
    best = evidence[0]
    if not best.role:
        return best.short_answer
    shown = {(e.article.id, e.index) for e in chosen}
    members = [
        e.short_answer
        for e in sorted(evidence, key=lambda e: (e.index, e.answer.start if e.answer else 0))
        if e.role and e.article.id == best.article.id and (e.article.id, e.index) in shown and e.short_answer
    ]
    kept = list(dict.fromkeys(members))
    if question.kind is Kind.LIST or len(kept) > 1:
        run = _enclosing(chosen, kept)
        return run or ", ".join(kept)
    return kept[0] if kept else None


def _enclosing(chosen: Sequence[Evidence], members: Sequence[str]) -> str | None:
    """The verbatim stretch of one cited sentence from the first member to the last, if it holds them all."""
    for item in chosen:
        quote = item.span.quote
        places = [quote.find(member) for member in members]
        if min(places) >= 0:
            return quote[min(places) : max(p + len(m) for p, m in zip(places, members, strict=True))]
    return None
