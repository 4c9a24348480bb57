"""Headlines for articles that have none: forms of the article's own sentences, chosen by a learned score, verified.

A salience model (as in summarizer.salience, fitted on titles) says how likely each syllable of the article is to stand
in its title; from it, from the selector's scores and from the form of a candidate follow the features of `features`,
which a network of two layers turns into the ROUGE that the candidate is expected to have against the real title.
Trained by training/headline.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from facts import MeetingFacts
from news.article import Article, Span
from news.vietnamese import CAPITAL, SYLLABLE, nfc, syllables, unify_tone
from summarizer.align import Aligner
from summarizer.compress import Form, headline_forms, is_headline
from summarizer.features import is_meeting_lead
from summarizer.introduce import Introducer
from summarizer.predicates import predicates
from summarizer.salience import LONGEST, Salience, read_units, shape_of
from summarizer.selector import Floats
from summarizer.types import SummarySentence

SENTENCES = 4
"""The best sentences of an article, of which forms are made."""
_CUTS = ("setting", "source", "particulars", "appositive", "date", "ending", "second")
_TITLE = 13  # syllables of a title
_TRIED = 4  # candidates that are verified, best first
_NAME = re.compile(rf"(?<!^)\b[{CAPITAL}]\w*")
_NAMED = re.compile(r"(?:hội nghị|hội thảo|đại hội|kỳ họp|t[oọ][ạa] đàm|diễn đàn|lễ|phiên họp)\b", re.IGNORECASE)
WIDTH = 30 + len(_CUTS)
"""Features of a candidate."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form of the sentence with this index; `beside` is another sentence that it takes words from."""

    form: Form
    place: int
    beside: int | None = None


def candidates(sentences: Sequence[str], scores: Floats) -> list[Candidate]:
    """Headline forms of the best sentences; a text that several have is the best one's."""
    found: dict[str, Candidate] = {}
    for place in np.argsort(-scores, kind="stable")[:SENTENCES].tolist():
        for form in headline_forms(sentences[place]):
            found.setdefault(form.text, Candidate(form, place))
    return list(found.values())


def of_meeting(card: MeetingFacts, article: Article) -> list[Candidate]:
    """The meeting's name, alone and with who holds it, where the article begins with it."""
    if card.event is None or not any(map(is_meeting_lead, article.sentence_texts()[:2])):
        return []
    name, cuts = card.event.text, frozenset[str]()
    place = _sentence_at(article, card.event.span)
    made = [Candidate(Form(f"{name[:1].upper()}{name[1:]}", cuts), place)] if _NAMED.match(name) else []
    if card.organiser:
        organiser, beside = card.organiser[0].text, _sentence_at(article, card.organiser[0].span)
        text = f"{organiser[:1].upper()}{organiser[1:]} tổ chức {name[:1].lower()}{name[1:]}"
        made.append(Candidate(Form(text, cuts), place, beside if beside != place else None))
    return made


def _sentence_at(article: Article, span: Span) -> int:
    return next((i for i, s in enumerate(article.sentences) if span.start < s.end), 0)


class TitleSalience:
    """How likely each syllable of an article is to stand in its title.

    Args:
        by_cell: shape (CELLS,).
        by_unit: shape (vocabulary,).
        vocabulary: ids of syllables for `read_units`.
    """

    def __init__(self, by_cell: Floats, by_unit: Floats, vocabulary: Mapping[str, int]) -> None:
        self._salience = Salience(by_cell[None], by_unit[None])
        self._vocabulary = vocabulary

    def __call__(self, sentences: Sequence[str]) -> list[dict[str, float]]:
        """For each sentence the chance of each of its lower-cased syllables."""
        units = read_units(sentences, None, self._vocabulary)
        chances = self._salience(units, titled=False)
        found = []
        for sentence, start in zip(sentences, units.starts.tolist(), strict=True):
            words = [word.lower() for word in SYLLABLE.findall(unify_tone(nfc(sentence)))[:LONGEST]]
            here: dict[str, float] = {}
            for word, chance in zip(words, chances[start : start + len(words)].tolist(), strict=True):
                here[word] = max(here.get(word, 0.0), chance)
            found.append(here)
        return found


def features(
    sentences: Sequence[str], scores: Floats, salient: Sequence[Mapping[str, float]], given: Sequence[Candidate]
) -> Floats:
    """What the network sees of each candidate, shape (candidates, WIDTH).

    Args:
        sentences: of the article.
        scores: the selector's.
        salient: of `TitleSalience`.
        given: the candidates.
    """
    whole: dict[str, float] = {}
    for here in salient:
        for word, chance in here.items():
            whole[word] = max(whole.get(word, 0.0), chance)
    total = sum(whole.values()) or 1.0
    best = sorted(whole.values(), reverse=True)[:_TITLE]
    ranks = np.empty(len(scores))
    ranks[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    top = float(scores.max()) if len(scores) else 0.0
    rows = np.zeros((len(given), WIDTH), np.float32)
    for row, candidate in zip(rows, given, strict=True):
        text, place = candidate.form.text, candidate.place
        words = syllables(unify_tone(text))
        chances = [whole.get(word, 0.02) for word in words]
        once = sum({word: whole.get(word, 0.02) for word in words}.values())
        pairs = sum(a * b for a, b in pairwise(chances))
        size = len(words)
        names = len(_NAME.findall(text))
        source = len(syllables(sentences[place]))
        row[:30] = (
            2 * once / (size + _TITLE),
            2 * pairs / (size + _TITLE - 2),
            once / 5,
            once / total,
            once / size,
            sum(best[:size]) and once / sum(best),
            min(chances),
            max(chances),
            chances[0],
            chances[-1],
            sum(chances[:4]) / 4,
            size / _TITLE,
            (size / _TITLE - 1) ** 2,
            float(size < 8),
            float(size > 17),
            float(scores[place]) / 2,
            float(scores[place]) - top,
            1 / (1 + float(ranks[place])),
            1 / (1 + place),
            place / len(sentences),
            float(place == 0),
            size / max(source, 1),
            names / size,
            float(text.split(" ", 1)[0] in {"Ông", "Bà", "Anh", "Chị"}),
            float(text[0].isdigit()),
            float(any(char.isdigit() for char in text)),
            float("“" in text or '"' in text),
            text.count(",") / 2,
            predicates(text) / 3,
            sum(shape_of(word) in {"các", "những", "và", "của"} for word in words) / size * 5,
        )
        row[30:] = [name in candidate.form.cuts for name in _CUTS]
    return rows


class Headliner:
    """Writes headlines.

    Args:
        tensors: weights by name, in the form that `load` reads: `salience.cell`, `salience.unit`; `mean`, `scale` of
            the features; `{hidden,score}.{weight,bias}` of the network's layers, weights (inputs, outputs); `least`,
            the score below which no headline is offered.
        vocabulary: ids of syllables.
    """

    def __init__(self, tensors: Mapping[str, Floats], vocabulary: Mapping[str, int]) -> None:
        self._tensors = tensors
        self._least = float(tensors["least"][0])
        self._salience = TitleSalience(tensors["salience.cell"], tensors["salience.unit"], vocabulary)

    @classmethod
    def load(cls, path: Path) -> Headliner:
        """Reads the weights (safetensors)."""
        from safetensors.numpy import load_file  # noqa: PLC0415 - only when a headline is wanted

        tensors = load_file(path)
        words = bytes(tensors.pop("vocabulary")).decode().split("\n")
        return cls(
            {name: tensor.astype(np.float32) for name, tensor in tensors.items()},
            {word: index for index, word in enumerate(words, start=2)},
        )

    def ranked(
        self, sentences: Sequence[str], scores: Floats, more: Sequence[Candidate] = ()
    ) -> list[tuple[float, Candidate]]:
        """The candidates of an article with their scores, best first.

        Args:
            sentences: of the article.
            scores: the selector's.
            more: candidates that come from elsewhere.
        """
        given = [*candidates(sentences, scores), *(c for c in more if is_headline(c.form.text, verb=False))]
        if not given:
            return []
        inputs = features(sentences, scores, self._salience(sentences), given)
        hidden = np.maximum(self._linear("hidden", (inputs - self._tensors["mean"]) / self._tensors["scale"]), 0)
        expected = self._linear("score", hidden)[:, 0]
        return [(float(expected[i]), given[i]) for i in np.argsort(-expected, kind="stable").tolist()]

    def headline(
        self, article: Article, scores: Floats, card: MeetingFacts | None, aligner: Aligner
    ) -> SummarySentence | None:
        """The best candidate that is good enough and of which every fact stands in the article; else None."""
        more = of_meeting(card, article) if card else []
        introducer = Introducer(article)
        for score, candidate in self.ranked(article.sentence_texts(), scores, more)[:_TRIED]:
            if score < self._least:
                return None
            text, needs = introducer.introduce(candidate.form.text, candidate.place)
            sources = (candidate.place,) if candidate.beside is None else (candidate.place, candidate.beside)
            sources = (*sources, *(i for i in needs if i not in sources))
            if aligner.verify(text, sources).supported:
                spans = tuple(article.sentence_span(i) for i in sources)
                return SummarySentence(text, spans, verified=True)
        return None

    def _linear(self, name: str, values: Floats) -> Floats:
        return np.asarray(values @ self._tensors[f"{name}.weight"] + self._tensors[f"{name}.bias"], np.float32)
