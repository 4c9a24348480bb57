"""Which of a sentence's spans is the short answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answers.candidates import Candidate, candidates
from answers.question import TYPED, Kind, Question
from answers.ranking import load_rankings
from answers.readings import SentenceSpans
from answers.wording import Adapt, Wording
from facts import find_persons
from index.analysis import words

_MOST = 24
_MARKS = frozenset(" ,;:.!?…–")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))
_HEADED = 0.85
"""Form from which on a phrase begins with the noun asked for ("cuốn sách nào"), or is a number or body asked for."""

FEATURES = (
    "form, where it is known",
    "form, where it is not",
    "headed by what is asked for, where it is not",
    "closeness of the question's words, where its form is known",
    "closeness of the question's words, where it is not",
    "the encoder's favour, where its form is known",
    "the encoder's favour, where it is not",
    "the encoder's own, of a kind whose form is known",
    "the encoder's own, of another kind",
    "the encoder's own, for each log odds that it is surer than not",
    "the same place as the encoder's own",
    "form, of a list",
    "closeness of the question's words, of a list",
    "the encoder's own, of a list",
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A candidate with how close the question's words stand to it, 0 to 1; `read` where the encoder proposed it."""

    candidate: Candidate
    near: float
    read: bool = False


def overlap(one: Proposed, other: Proposed) -> bool:
    """Whether two share a place."""
    a, b = one.candidate, other.candidate
    return min(a.end, b.end) > max(a.start, b.start)


def by_rule(question: Question, sentence: str, wording: Wording, adapt: Adapt) -> list[Proposed]:
    """The candidates that the rules find."""
    places = wording.standing(adapt(sentence))
    return [
        Proposed(candidate, wording.near(places, len(words(sentence[: candidate.start]))))
        for candidate in candidates(question, sentence)[:_MOST]
    ]


def best_by_rule(proposed: Sequence[Proposed]) -> Proposed | None:
    """The one with the best form and the nearest question words."""
    return max(proposed, key=lambda p: p.candidate.fit + 1.2 * p.near, default=None)


def best(
    question: Question,
    sentence: str,
    proposed: Sequence[Proposed],
    spans: SentenceSpans,
    wording: Wording,
    adapt: Adapt,
) -> Proposed:
    """The best of the rules' candidates and of the encoder's own span."""
    everything = with_read(sentence, proposed, spans, wording, adapt)
    shares = load_rankings()["spans"].shares([features(question, p, spans) for p in everything])
    return everything[max(range(len(everything)), key=shares.__getitem__)]


def with_read(
    sentence: str, proposed: Sequence[Proposed], spans: SentenceSpans, wording: Wording, adapt: Adapt
) -> list[Proposed]:
    """The rules' candidates and the encoder's own span."""
    start, end = whole(sentence, spans.start, spans.end)
    near = wording.near(wording.standing(adapt(sentence)), len(words(sentence[:start])))
    return [*proposed, Proposed(Candidate(start, end, 0.0), near, read=True)]


def whole(sentence: str, start: int, end: int) -> tuple[int, int]:
    """A span as a reader would cut it: a person's whole name, and no mark or half a bracket at its ends."""
    if _inside_capitals(sentence, start, end):  # to look for names takes longer than all the rest
        for person in find_persons(sentence):
            if person.start <= start and end <= person.end:
                return person.start, person.end
    while start < end and (sentence[end - 1] in _MARKS or _unopened(sentence[start:end])):
        end -= 1
    while start < end and (sentence[start] in _MARKS or _unclosed(sentence[start:end])):
        start += 1
    return start, end


def _inside_capitals(sentence: str, start: int, end: int) -> bool:
    """Whether a word with a capital stands beside a span that begins with one itself."""
    before, behind = sentence[:start].split()[-1:], sentence[end:].split()[:1]
    return sentence[start:end].strip()[:1].isupper() and any(word[0].isupper() for word in (*before, *behind))


def _unopened(span: str) -> bool:
    """Whether it ends with a bracket or quotation mark that opened in front of it."""
    return any(span.endswith(close) and span.count(open_) < span.count(close) for open_, close in _PAIRS) or (
        span.endswith('"') and span.count('"') % 2 == 1
    )


def _unclosed(span: str) -> bool:
    return any(span.startswith(open_) and span.count(open_) > span.count(close) for open_, close in _PAIRS) or (
        span.startswith('"') and span.count('"') % 2 == 1
    )


def features(question: Question, proposed: Proposed, spans: SentenceSpans) -> list[float]:
    """The features named in FEATURES."""
    typed, listed = question.kind in TYPED, question.kind is Kind.LIST
    start, end = proposed.candidate.start, proposed.candidate.end
    favour = spans.favour(start, end)
    return [
        proposed.candidate.fit * typed,
        proposed.candidate.fit * (not typed),
        float(proposed.candidate.fit >= _HEADED and not typed),
        proposed.near * typed,
        proposed.near * (not typed),
        favour * typed,
        favour * (not typed),
        float(proposed.read and typed),
        float(proposed.read and not typed),
        proposed.read * max(-1.0, min(1.0, spans.margin / 8)),
        float(not proposed.read and (start, end) == (spans.start, spans.end)),
        proposed.candidate.fit * listed,
        proposed.near * listed,
        float(proposed.read and listed),
    ]
