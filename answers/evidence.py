"""Evidence: sentences of the found passages, scored by how much of the question they answer."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answers.candidates import Candidate, candidates
from answers.names import mentions, office_asked, offices
from answers.question import Kind, Question, Role
from answers.rarity import rarity
from answers.readings import Readings, SentenceSpans, View
from facts import MeetingFacts, meeting_facts
from index.analysis import words
from index.encoder import Encoder
from index.types import Hit
from news.article import Article, Span
from news.vietnamese import fold

_MEETING_LEAD = 6
_COMMON = 0.25
"""What the commonest word weighs against the rarest's 1.25."""
_SPECIFIC_LEAST = 0.12
_GAP = 0.5
"""What a missing run of the question's words costs a sentence."""
_NEAR = 0.4
# What the encoder's span counts for beside those of the rules; the questions in which it is an answer by itself, for
# where the rules know the form of an answer they find it better; and how sure it must be in those and in the others, in
# log odds.
_FAVOUR, _READ_FIT = 0.6, 0.5
_READ_KINDS = (Kind.WHAT, Kind.SAID, Kind.WHY)
_UNSURE, _SURE = 0.0, 1.0

Adapt = Callable[[str], list[str]]
"""Text to the words that are compared: with diacritics, or without for an accentless question."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer the question.

    Attributes:
        article: it stands in.
        index: of the sentence.
        coverage: share of the question's content, by weight, that the sentence itself holds.
        context: the same with title, lead and neighbours, which say what meeting the sentence is about.
        specific: how much of what is asked beyond the meeting itself stands in the sentence and, for less, beside it.
        missing: share of the question's content, by weight, that the whole article lacks.
        gap: heaviest run of the question's words that sentence, title and neighbours lack, as a share of its weight.
        pairs: share of the question's neighbouring words that are neighbours in the sentence too.
        view: what the encoder makes of it.
        near: how close the question's words stand to the short answer, 0 to 1.
        answer: the best short answer in the sentence, if it has one of the kind asked for.
        role: whether the meeting card gave it.
        score: everything together; only the order has a meaning.
    """

    article: Article
    index: int
    coverage: float
    context: float
    specific: float
    missing: float
    gap: float
    pairs: float
    near: float
    view: View
    answer: Candidate | None
    role: bool
    score: float

    @property
    def span(self) -> Span:
        return self.article.sentence_span(self.index)

    @property
    def short_answer(self) -> str | None:
        if self.answer is None:
            return None
        start = self.article.sentences[self.index].start
        return self.article.text[start + self.answer.start : start + self.answer.end]


class _Weights:
    """How much each word of the question says: rare ones among the found sentences say more."""

    def __init__(self, question: Question, sentences: Sequence[frozenset[str]]) -> None:
        count = len(sentences) + 1
        frequency = Counter(word for words_ in sentences for word in words_ if word in set(question.content))
        self._single = {
            word: (math.log((count + 1) / (frequency[word] + 0.5)) + 0.3) * (_COMMON + rarity(word))
            for word in dict.fromkeys(question.content)
        }
        self._sequence = question.content
        self._pairs = list(dict.fromkeys(pairwise(question.content)))
        self.total = sum(self._single.values()) or 1.0

    def coverage(self, bag: frozenset[str]) -> float:
        """Share of the question's weight that a bag of words holds, 0 to 1."""
        return sum(weight for word, weight in self._single.items() if word in bag) / self.total

    def specific(self, about: frozenset[str], bag: frozenset[str], near: frozenset[str]) -> float:
        """How much a sentence holds of what the question asks beyond the meeting itself, 0 to 1.

        Args:
            about: words of the article's title and lead, which say what meeting it is.
            bag: words of the sentence.
            near: words of its neighbours; they count for less.
        """
        asked = {word: weight for word, weight in self._single.items() if word not in about}
        total = sum(asked.values())
        if total < _SPECIFIC_LEAST * self.total:
            return self.coverage(bag)
        return sum(w * (1.0 if word in bag else _NEAR * (word in near)) for word, w in asked.items()) / total

    def gap(self, bag: frozenset[str]) -> float:
        """The weight of the heaviest run of neighbouring words of the question that a bag lacks, as a share of all.

        Where the words of "hợp long" are both missing, it is the bridge's other day that is told.
        """
        heaviest = run = 0.0
        for word in self._sequence:
            run = 0.0 if word in bag else run + self._single[word]
            heaviest = max(heaviest, run)
        return heaviest / self.total

    def pairs(self, sequence: Sequence[str]) -> float:
        """Share of the question's neighbouring words that are neighbours here too."""
        have = set(pairwise(sequence))
        return sum(pair in have for pair in self._pairs) / max(len(self._pairs), 1)

    def near(self, sequence: Sequence[str], at: int) -> float:
        """How close the question's words stand to a position, 0 to 1."""
        total = 0.0
        for word, weight in self._single.items():
            places = [abs(i - at) for i, w in enumerate(sequence) if w == word]
            if places:
                total += weight / (1 + min(places) / 8)
        return total / self.total


def gather(
    question: Question, hits: Sequence[Hit], articles: dict[str, Article], encoder: Encoder | None = None
) -> list[Evidence]:
    """Evidence from the hits' sentences, and from the meeting cards of their articles, best first.

    Args:
        hits: as the search ranked them.
        articles: of the hits, by id.
        encoder: reads the passages; the rules read alone without it.
    """
    articles = {key: article for key, article in articles.items() if mentions(question, article)}
    hits = [hit for hit in hits if hit.article_id in articles]
    read = Readings(question, hits, articles, encoder)

    def adapt(text: str) -> list[str]:
        return [fold(word) if question.accentless else word for word in words(text)]

    places = _places(hits, articles)
    sequences = {key: adapt(articles[key[0]].sentence(key[1])) for key in places}
    weights = _Weights(question, [frozenset(s) for s in sequences.values()])
    about = {
        article_id: frozenset(adapt(f"{article.title or ''} {' '.join(article.sentence_texts()[:2])}"))
        for article_id, article in articles.items()
    }
    whole = {
        article_id: frozenset(adapt(f"{article.title or ''} {article.text}"))
        for article_id, article in articles.items()
    }
    heads = {article_id: frozenset(adapt(article.title or "")) for article_id, article in articles.items()}
    missing = {article_id: 1 - weights.coverage(bag) for article_id, bag in whole.items()}
    found: list[Evidence] = []
    for key, relevance in places.items():
        article, index = articles[key[0]], key[1]
        bag = frozenset(sequences[key])
        neighbours = frozenset().union(
            *(
                sequences.get((key[0], i)) or adapt(article.sentence(i))
                for i in (index - 1, index + 1)
                if 0 <= i < len(article.sentences)
            )
        )
        coverage = weights.coverage(bag)
        around = bag | about[key[0]] | neighbours
        context = weights.coverage(around)
        answer, near = _best(question, article.sentence(index), weights, adapt, read.spans(article, index))
        view = read.of(article, index)
        pairs = weights.pairs(sequences[key])
        specific = weights.specific(about[key[0]], bag, neighbours)
        score = coverage + 0.6 * context + 0.4 * pairs + 0.5 * relevance + 0.6 * specific
        gap = weights.gap(bag | heads[key[0]] | neighbours)
        score -= _GAP * gap
        score += (0.35 * answer.fit + 0.4 * near) if answer else (-0.5 if question.kind in _NEEDS_ANSWER else 0.0)
        found.append(
            Evidence(
                article=article,
                index=index,
                coverage=coverage,
                context=context,
                specific=specific,
                missing=missing[key[0]],
                gap=gap,
                pairs=pairs,
                near=near,
                view=view,
                answer=answer,
                role=False,
                score=score,
            )
        )
    office_of = office_asked(question.text)
    if question.role or office_of:
        relevance_of = {hit.article_id: hit.score for hit in reversed(hits)}
        told = {key: _told(question, office_of, article, places) for key, article in articles.items()}
        found += _from_cards(told, articles, weights, adapt, relevance_of, missing, read)
    if office_of:
        # An office that does not stand beside the name is somebody else's.
        found = [e for e in found if e.role]
    if question.role is Role.CHAIR:
        # Where the card of an article names its chairs, nobody else of that article chaired.
        known = {e.article.id for e in found if e.role}
        found = [e for e in found if e.role or e.article.id not in known]
    return sorted(found, key=lambda e: -e.score)


_NEEDS_ANSWER = (Kind.WHO, Kind.WHEN, Kind.WHERE, Kind.HOW_MANY)


def _places(hits: Sequence[Hit], articles: dict[str, Article]) -> dict[tuple[str, int], float]:
    """Sentences of the hits with their passage's relevance, scaled so that the best passage has 1."""
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    found: dict[tuple[str, int], float] = {}
    for hit in hits:
        for index, sentence in enumerate(articles[hit.article_id].sentences):
            if hit.span.start <= sentence.start and sentence.end <= hit.span.end:
                found.setdefault((hit.article_id, index), hit.score / best)
    return found


def _best(
    question: Question, sentence: str, weights: _Weights, adapt: Adapt, spans: SentenceSpans | None
) -> tuple[Candidate | None, float]:
    """The candidate with the best form, the nearest question words and the reader's favour."""
    sequence = adapt(sentence)
    best: tuple[float, Candidate | None, float] = (-1.0, None, 0.0)
    found = candidates(question, sentence)[:24]
    if spans and spans.margin < (_UNSURE if question.kind in _READ_KINDS else _SURE):
        spans = None
    if spans and question.kind in _READ_KINDS:
        found.append(Candidate(spans.start, spans.end, _READ_FIT))
    for candidate in found:
        near = weights.near(sequence, len(words(sentence[: candidate.start])))
        value = candidate.fit + 1.2 * near
        if spans:
            value += _FAVOUR * spans.favour(candidate.start, candidate.end)
        if value > best[0]:
            best = (value, candidate, near)
    return best[1], best[2]


def _told(
    question: Question,
    office_of: tuple[str, ...] | None,
    article: Article,
    places: Iterable[tuple[str, int]],
) -> list[Span]:
    """What an article's meeting card, or the offices beside a name in the sentences found, say to the question."""
    if office_of:
        read = [index for article_id, index in places if article_id == article.id]
        starts = [(article.sentences[i].start, a, b) for i, a, b in offices(article, office_of, read)]
        return [article.span(start + a, start + b) for start, a, b in starts]
    card = meeting_facts(article)
    return _role_spans(question, card) if card else []


def _from_cards(
    told: dict[str, list[Span]],
    articles: dict[str, Article],
    weights: _Weights,
    adapt: Adapt,
    relevance: dict[str, float],
    missing: dict[str, float],
    read: Readings,
) -> list[Evidence]:
    """Evidence of what the articles' facts answer by themselves, spans by article."""
    top = max(relevance.values(), default=1.0) or 1.0
    found = []
    for article in articles.values():
        spans = told[article.id]
        if not spans:
            continue
        card = meeting_facts(article)
        lead = frozenset(adapt(f"{article.title or ''} {' '.join(article.sentence_texts()[:_MEETING_LEAD])}"))
        event = frozenset(adapt(f"{article.title or ''} {card.event.text if card and card.event else ''}"))
        context = weights.coverage(lead)
        for span in spans:
            index = next(i for i, s in enumerate(article.sentences) if s.start <= span.start < s.end)
            sentence = article.sentences[index]
            bag = frozenset(adapt(article.sentence(index)))
            candidate = Candidate(span.start - sentence.start, min(span.end, sentence.end) - sentence.start, 1.0)
            view = read.of(article, index)
            score = 1.2 * context + 0.7 * weights.coverage(event) + 0.5 * relevance[article.id] / top + 0.75
            found.append(
                Evidence(
                    article=article,
                    index=index,
                    coverage=weights.coverage(bag),
                    context=context,
                    specific=1.0,
                    missing=missing[article.id],
                    gap=weights.gap(bag | lead),
                    pairs=weights.pairs(adapt(article.sentence(index))),
                    near=1.0,
                    view=view,
                    answer=candidate,
                    role=True,
                    score=score,
                )
            )
    return found


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
