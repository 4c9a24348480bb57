"""Evidence is gathered: every sentence of the found passages, and what the meeting cards tell.

Rules score every sentence; the encoder then reads the few passages that the rules like best; a fitted model weighs
both.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from answers.across import Name, somebody
from answers.candidates import Candidate
from answers.evidence import Evidence, features
from answers.figures import Figures
from answers.names import mentions, office_asked
from answers.ordinals import asked_for, tells_of_others
from answers.question import TYPED, Question, Role
from answers.ranking import load_rankings
from answers.readings import UNREAD, Readings
from answers.signs import doubt
from answers.spans import Proposed, best, best_by_rule, by_rule, overlap
from answers.told import told
from answers.wording import Adapt, Wording
from facts import MeetingFacts
from index.analysis import words
from index.diacritics import restorer
from index.encoder import Encoder
from index.synonyms import Synonyms
from index.types import Hit
from news.article import Article
from news.vietnamese import fold

READ = 4
"""Passages that the encoder reads, each some 30 ms of one core; on the archives that choose a fifth found no more."""
_MEETING_LEAD = 6
_MOST_CARDS = 256
_cards: dict[tuple[str, str | None, dt.date | None], MeetingFacts | None] = {}
"""Meeting cards by id, title and date of the article, as these are read; visitors ask in threads of their own."""
_cards_lock = threading.Lock()
_GAP = 0.5
"""What a missing run of the question's words costs a sentence."""


class _Archive:
    """The articles found, as bags of the words that are compared."""

    def __init__(
        self, question: Question, asked: str, hits: Sequence[Hit], articles: Mapping[str, Article], adapt: Adapt
    ) -> None:
        self.articles, self._adapt = articles, adapt
        self.places = _places(hits, articles)
        self.top = max((hit.score for hit in hits), default=1.0) or 1.0
        self.same = Synonyms.of(asked, question.content, accentless=question.accentless)
        self.sequences = {key: adapt(articles[key[0]].sentence(key[1])) for key in self.places}
        self.bags = {key: self._of(sequence) for key, sequence in self.sequences.items()}
        self.wording = Wording(question, list(self.bags.values()))
        self.about = {key: self._bag(a, " ".join(a.sentence_texts()[:2])) for key, a in articles.items()}
        self.heads = {key: self._bag(a, "") for key, a in articles.items()}
        self.ordinals = asked_for(question.text, question.searched)
        figures = Figures.of(question.text)
        self.lacking = {key: figures.lacking(article) for key, article in articles.items()}
        self.missing = {key: 1 - self.wording.coverage(self._bag(a, a.text)) for key, a in articles.items()}

    def _of(self, sequence: Sequence[str]) -> frozenset[str]:
        bag = frozenset(sequence)
        return bag | self.same.meant(" ".join(sequence), bag)

    def _bag(self, article: Article, text: str) -> frozenset[str]:
        return self._of(self._adapt(f"{article.title or ''} {text}"))

    def neighbours(self, article: Article, index: int) -> frozenset[str]:
        """Words of the sentences before and behind."""
        beside = [i for i in (index - 1, index + 1) if 0 <= i < len(article.sentences)]
        return frozenset().union(
            *(self.bags.get((article.id, i)) or self._of(self._adapt(article.sentence(i))) for i in beside)
        )

    def lead(self, article: Article) -> frozenset[str]:
        return self._bag(article, " ".join(article.sentence_texts()[:_MEETING_LEAD]))


@dataclass(frozen=True, slots=True)
class Material:
    """What the passages found hold, before it is decided which of it answers.

    Attributes:
        evidence: of every sentence and of the articles' facts, as the rules see it.
        readings: of the passages that the encoder read.
        proposed: the rules' short answers of each sentence, by article id and number.
        wording: of the question.
        adapt: text to the words that are compared.
    """

    evidence: list[Evidence]
    readings: Readings
    proposed: Mapping[tuple[str, int], Sequence[Proposed]]
    wording: Wording
    adapt: Adapt


def prepare(
    question: Question, hits: Sequence[Hit], articles: Mapping[str, Article], encoder: Encoder | None = None
) -> Material:
    """Has the rules score every sentence, and the encoder read what they like best. Arguments as of `gather`."""
    articles = {key: article for key, article in articles.items() if mentions(question, article)}
    hits = [hit for hit in hits if hit.article_id in articles]

    def adapt(text: str) -> list[str]:
        return [fold(word) if question.accentless else word for word in words(text)]

    asked = restorer().restore(question.searched or question.text)
    archive = _Archive(question, asked, hits, articles, adapt)
    proposed = {
        key: by_rule(question, articles[key[0]].sentence(key[1]), archive.wording, adapt) for key in archive.places
    }
    found = [_of_sentence(question, archive, *key, best_by_rule(proposed[key])) for key in archive.places]
    office_of = office_asked(question.text)
    likeliest = _likeliest(hits, found)
    persons = somebody(question)  # then every article's card is read, and only what it tells of them counts
    if question.role or office_of or persons:
        found += _of_facts(question, office_of, persons, hits, hits if persons else likeliest, archive, adapt)
    readings = Readings(asked, likeliest, articles, encoder)
    if office_of or (persons and any(e.role for e in found)):
        # An office that does not stand beside the name is somebody else's, so is a statement that is not told as his.
        found = [e for e in found if e.role]
    if question.role is Role.CHAIR:
        # Where the card of an article names its chairs, nobody else of that article chaired.
        known = {e.article.id for e in found if e.role}
        found = [e for e in found if e.role or e.article.id not in known]
    return Material(found, readings, proposed, archive.wording, adapt)


def gather(
    question: Question, hits: Sequence[Hit], articles: Mapping[str, Article], encoder: Encoder | None = None
) -> list[Evidence]:
    """Evidence from the hits' sentences, and from the meeting cards of their articles, best first.

    Args:
        question: as understood.
        hits: as the search ranked them.
        articles: of the hits, by id.
        encoder: reads the passages; the rules read alone without it.
    """
    material = prepare(question, hits, articles, encoder)
    found = [with_view(question, e, material) for e in material.evidence]
    shares = load_rankings()["sentences"].shares([features(question, e) for e in found])
    likely = [share * e.doubt for e, share in zip(found, shares, strict=True)]
    total = sum(likely)
    weighed = [replace(e, score=share / total) for e, share in zip(found, likely, strict=True)]
    return sorted(weighed, key=lambda e: -e.score)


def _places(hits: Sequence[Hit], articles: Mapping[str, Article]) -> dict[tuple[str, int], float]:
    """Sentences of the hits with their passage's score in the search."""
    found: dict[tuple[str, int], float] = {}
    for hit in hits:
        for index, sentence in enumerate(articles[hit.article_id].sentences):
            inside = hit.span.start <= sentence.start and sentence.end <= hit.span.end
            if inside and _tells(articles[hit.article_id].sentence(index)):
                found.setdefault((hit.article_id, index), hit.score)
    return found


def _tells(sentence: str) -> bool:
    """Whether it is more than names and marks, which stand under pictures and articles."""
    return any(word[0].islower() for word in sentence.split())


def _of_sentence(
    question: Question, archive: _Archive, article_id: str, index: int, answer: Proposed | None
) -> Evidence:
    article, wording, sequence = archive.articles[article_id], archive.wording, archive.sequences[article_id, index]
    search_score = archive.places[article_id, index]
    relevance = search_score / archive.top
    bag, about, neighbours = (
        archive.bags[article_id, index],
        archive.about[article_id],
        archive.neighbours(article, index),
    )
    around = bag | about | neighbours
    coverage, context = wording.coverage(bag), wording.coverage(around)
    pairs, specific = wording.pairs(sequence), wording.specific(about, bag, neighbours)
    gap = wording.gap(bag | archive.heads[article_id] | neighbours)
    rules = coverage + 0.6 * context + 0.4 * pairs + 0.5 * relevance + 0.6 * specific - _GAP * gap
    if answer:
        rules += 0.35 * answer.candidate.fit + 0.4 * answer.near
    elif question.kind in TYPED:
        rules -= 0.5
    return Evidence(
        article=article,
        index=index,
        relevance=relevance,
        search_score=search_score,
        coverage=coverage,
        context=context,
        specific=specific,
        missing=archive.missing[article_id],
        gap=gap,
        other_numbers=wording.lacks_numbers(around),
        other_names=wording.lacks_names(around),
        pairs=pairs,
        near=answer.near if answer else 0.0,
        view=UNREAD,
        answer=answer.candidate if answer else None,
        role=False,
        rules=rules,
        others=tells_of_others(archive.ordinals, article.sentence(index)),
        lacks_year=archive.lacking[article_id][0],
        lacks_number=archive.lacking[article_id][1],
    )


def _of_facts(
    question: Question,
    office_of: tuple[str, ...] | None,
    persons: Sequence[Name],
    hits: Sequence[Hit],
    likeliest: Sequence[Hit],
    archive: _Archive,
    adapt: Adapt,
) -> list[Evidence]:
    """Evidence of what the facts of the likeliest articles answer by themselves."""
    relevance = {hit.article_id: hit.score for hit in reversed(hits)}
    wording, found = archive.wording, []
    for key in dict.fromkeys(hit.article_id for hit in likeliest):
        article = archive.articles[key]
        card = _card(article) if not office_of else None
        spans = told(question, office_of, persons, article, card, [index for at, index in archive.places if at == key])
        # Of the meetings that somebody chaired their names are the answer, not where he is named.
        meeting = card.event.span if persons and question.role is Role.CHAIR and card and card.event else None
        lead = archive.lead(article)
        event = frozenset(adapt(f"{article.title or ''} {card.event.text if card and card.event else ''}"))
        for span in spans:
            index = next(i for i, s in enumerate(article.sentences) if s.start <= span.start < s.end)
            sentence = article.sentences[index]
            sequence = adapt(article.sentence(index))
            bag = frozenset(sequence)
            # Of many statements of one person those count that are about what is asked.
            context = wording.coverage(lead | bag if persons else lead)
            found.append(
                Evidence(
                    article=article,
                    index=index,
                    relevance=relevance[key] / archive.top,
                    search_score=relevance[key],
                    coverage=wording.coverage(bag),
                    context=context,
                    specific=1.0,
                    missing=archive.missing[key],
                    gap=wording.gap(bag | lead),
                    other_numbers=wording.lacks_numbers(bag | lead),
                    other_names=wording.lacks_names(bag | lead),
                    pairs=wording.pairs(sequence),
                    near=1.0,
                    view=UNREAD,
                    answer=None
                    if meeting and span != meeting
                    else Candidate(span.start - sentence.start, min(span.end, sentence.end) - sentence.start, 1.0),
                    role=True,
                    others=tells_of_others(archive.ordinals, article.sentence(index)),
                    lacks_year=archive.lacking[key][0],
                    lacks_number=archive.lacking[key][1],
                    rules=1.2 * context + 0.7 * wording.coverage(event) + 0.5 * relevance[key] / archive.top + 0.75,
                )
            )
    return found


def _card(article: Article) -> MeetingFacts | None:
    """An article's meeting card, kept: it takes 10 ms, and one question about a meeting follows another."""
    from facts.meeting import meeting_facts  # noqa: PLC0415 - few questions need a card, and it is long to load

    key = article.id, article.title, article.published
    with _cards_lock:
        if key in _cards:
            return _cards[key]
    card = meeting_facts(article)
    with _cards_lock:
        if len(_cards) >= _MOST_CARDS:
            _cards.pop(next(iter(_cards)))
        _cards[key] = card
    return card


def _likeliest(hits: Sequence[Hit], found: Iterable[Evidence]) -> list[Hit]:
    """The passages that search and the best of their sentences speak for, best first."""
    top = max((hit.score for hit in hits), default=1.0) or 1.0
    best_rules: dict[int, float] = {}
    for hit in hits:
        inside = [
            e.rules
            for e in found
            if e.article.id == hit.article_id and hit.span.start <= e.article.sentences[e.index].start < hit.span.end
        ]
        best_rules[hit.passage_id] = max(inside, default=0.0) + hit.score / top
    return sorted(hits, key=lambda hit: -best_rules[hit.passage_id])[:READ]


def with_view(question: Question, evidence: Evidence, material: Material) -> Evidence:
    """The same with what the encoder makes of it; a card's answer stays what it is."""
    key = evidence.article.id, evidence.index
    view = material.readings.of(evidence.article, evidence.index)
    spans = material.readings.spans(evidence.article, evidence.index)
    sentence = evidence.article.sentence(evidence.index)
    if spans is None or evidence.role:
        return replace(evidence, view=view, doubt=doubt(question, sentence))
    chosen = best(question, sentence, material.proposed[key], spans, material.wording, material.adapt)
    odd = question.kind in TYPED and not any(overlap(chosen, other) for other in material.proposed[key])
    return replace(
        evidence,
        view=view,
        answer=chosen.candidate,
        near=chosen.near,
        odd=odd,
        doubt=doubt(question, sentence),
    )
