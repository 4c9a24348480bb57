"""From evidence to a cited answer. Every citation is checked against the stored text before it leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from answers.choose import choose
from answers.evidence import Evidence
from answers.question import Kind, Question
from answers.signs import tells_several_days, wants_several_days
from answers.types import AnswerSentence, Citation
from news.article import Article, Span


@dataclass(frozen=True, slots=True)
class Composed:
    """The parts of an answer; `text` has [n] behind each sentence, `conflicting` says that articles disagree."""

    text: str
    short_answer: str | None
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    conflicting: bool = False


def compose(question: Question, evidence: Sequence[Evidence], get: Callable[[str], Article]) -> Composed | None:
    """The answer that the best evidence gives; None if no citation of it holds.

    Args:
        evidence: best first.
        get: the stored article with an id.
    """
    evidence = _all_days_first(question, evidence)
    choice = choose(question, evidence)
    chosen = [e for e in choice.evidence if _holds(e.span, get(e.article.id))]
    if not chosen:
        return None
    sentences, citations, text = [], [], []
    for n, item in enumerate(chosen, start=1):
        article = item.article
        citations.append(Citation(n, article.title, article.source, article.published, item.span))
        sentences.append(AnswerSentence(item.span.quote, (n,)))
        text.append(f"{item.span.quote} [{n}]")
    over = question.over_articles and len({e.article.id for e in chosen}) > 1
    short = None if over else chosen[0].short_answer if choice.conflicting else _short(question, evidence, chosen)
    return Composed(" ".join(text), short, tuple(sentences), tuple(citations), choice.conflicting)


def _all_days_first(question: Question, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Where several days are asked for, the first of the best article's sentences that tells several, before all."""
    if not wants_several_days(question) or tells_several_days(evidence[0].short_answer or ""):
        return evidence
    own = (e for e in evidence if e.article.id == evidence[0].article.id)
    whole = next((e for e in own if tells_several_days(e.short_answer or "")), None)
    return evidence if whole is None else [whole, *(e for e in evidence if e is not whole)]


def joined(parts: Sequence[Composed]) -> Composed:
    """One answer of those to a question's parts, in their order; what two of them cite is shown once."""
    if len(parts) == 1:
        return parts[0]
    sentences: list[AnswerSentence] = []
    citations: dict[Span, Citation] = {}
    for part in parts:
        of_part = {citation.n: citation for citation in part.citations}
        for sentence in part.sentences:
            cited = [of_part[n] for n in sentence.citations]
            if all(c.span in citations for c in cited):
                continue
            for citation in cited:
                citations.setdefault(citation.span, replace(citation, n=len(citations) + 1))
            sentences.append(AnswerSentence(sentence.text, tuple(citations[c.span].n for c in cited)))
    text = " ".join(f"{s.text} {''.join(f'[{n}]' for n in s.citations)}" for s in sentences)
    short = [part.short_answer for part in parts if part.short_answer]
    return Composed(
        text,
        "; ".join(dict.fromkeys(short)) if len(short) == len(parts) else None,
        tuple(sentences),
        tuple(citations.values()),
        any(part.conflicting for part in parts),
    )


def _holds(span: Span, article: Article) -> bool:
    return article.text[span.start : span.end] == span.quote != ""


def _short(question: Question, evidence: Sequence[Evidence], chosen: Sequence[Evidence]) -> str | None:
    """The short answer; of a card's list, all of its members that stand in the cited sentences.

    Whether something is so or not, no span of a sentence says by itself.
    """
    best = evidence[0]
    if question.kind is Kind.YES_NO:
        return None
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
