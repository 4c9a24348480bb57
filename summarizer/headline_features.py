"""What is known of a candidate for a headline, as numbers.

Three kinds. *Salience*: how likely its syllables are to stand in the title (summarizer.salience, fitted on titles).
*Centrality*: how much of it recurs in the rest of the article and in its head, whether it holds what the article
repeats most; a detail is told once. *Form*: length, place, names, what was cut, and whether titles like to begin, end
and be worded so (log-odds of syllables in titles against bodies).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from news.vietnamese import CAPITAL, SYLLABLE, nfc, syllables, unify_tone
from summarizer.compress import Form
from summarizer.predicates import predicates
from summarizer.salience import LONGEST, UNKNOWN, Salience, read_units, shape_of
from summarizer.selector import Floats

CUTS = ("setting", "source", "particulars", "appositive", "date", "ending", "second")
_TITLE = 13  # syllables of a title
_NAME = re.compile(rf"(?<!^)\b[{CAPITAL}]\w*")
_FIRST_NAME = re.compile(rf"[{CAPITAL}]\w* [{CAPITAL}]")
_MANY = re.compile(r"Hai|Cả|Nhiều|Các|Những|Một|Hơn|Gần|\d")
_SAYS = re.compile(r"\b(?:cho biết|cho hay|cho rằng|nói|khẳng định|nhấn mạnh)\b")
_EMPTY = frozenset(
    """và của là có được các những một cho trong với tại đã sẽ đang không này đó khi để về từ ở ra vào đến theo do cũng
    như thì mà bị trên sau trước năm ngày người ông bà""".split()
)
"""Syllables that recur in every article."""
WIDTH = 11 + 9 + 19 + 18 + 3 + len(CUTS)
"""Features of a candidate: of its salience, place, form, centrality, of the habits of titles, and what was cut."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form of the sentence with this index; `beside` is another sentence that it takes words from; `reported`: it
    names the meeting that the whole article reports."""

    form: Form
    place: int
    beside: int | None = None
    reported: bool = False


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


@dataclass(frozen=True, slots=True)
class TitleHabits:
    """Log-odds of syllables at the beginning, at the end and anywhere in titles, against bodies.

    Attributes:
        odds: shape (3, vocabulary).
        vocabulary: ids of syllables.
    """

    odds: Floats
    vocabulary: Mapping[str, int]

    def __call__(self, words: Sequence[str]) -> tuple[float, float, float]:
        """Of the first syllable, of the last one, and of all in the mean."""
        ids = [self.vocabulary.get(shape_of(word), UNKNOWN) for word in words]
        return float(self.odds[0, ids[0]]), float(self.odds[1, ids[-1]]), float(self.odds[2, ids].mean())


class Centrality:
    """How much of a candidate the rest of its article tells too."""

    def __init__(self, sentences: Sequence[str]) -> None:
        written = [syllables(unify_tone(sentence)) for sentence in sentences]
        self._words = [frozenset(words) - _EMPTY for words in written]
        self._pairs = [_pairs(words) for words in written]
        self._sentences_with = Counter(word for words in self._words for word in words)
        self._sentences_of = Counter(pair for pairs in self._pairs for pair in pairs)
        self._often_words = [word for word, count in self._sentences_with.most_common(8) if count > 2]
        self._often_pairs = [pair for pair, count in self._sentences_of.most_common(8) if count > 1]

    def __call__(self, words: Sequence[str], place: int) -> tuple[float, ...]:
        """Eighteen numbers about a candidate of these syllables, made of the sentence at this place."""
        said, pairs = frozenset(words) - _EMPTY, _pairs(words)
        own, own_pairs = self._words[place], self._pairs[place]
        again = [self._sentences_with[word] - (word in own) for word in said] or [0]
        pairs_again = [self._sentences_of[pair] - (pair in own_pairs) for pair in pairs] or [0]
        others = [i for i in range(len(self._words)) if i != place]
        size, pairs_size = max(len(said), 1), max(len(pairs), 1)
        shared = [*sorted((len(said & self._words[i]) / size for i in others), reverse=True), 0.0, 0.0]
        pairs_shared = [len(pairs & self._pairs[i]) / pairs_size for i in others]
        best = [*sorted(pairs_shared, reverse=True), 0.0, 0.0, 0.0]
        head = [
            self._sentences_of[pair] - (pair in own_pairs)
            for pair in pairwise(words[:5])
            if not _EMPTY.issuperset(pair)
        ] or [0]
        recurring = sum(count > 0 for count in again) / size
        near = max((share for i, share in zip(others, pairs_shared, strict=True) if i < 4), default=0.0)
        return (
            recurring,
            sum(min(count, 6) for count in again) / size / 3,
            sum(count > 0 for count in pairs_again) / pairs_size,
            sum(min(count, 5) for count in pairs_again) / pairs_size,
            shared[0],
            shared[1],
            *best[:3],
            sum(share > 0.12 for share in pairs_shared) / max(len(others), 1),
            near,
            sum(pair in pairs for pair in self._often_pairs) / max(len(self._often_pairs), 1),
            sum(word in said for word in self._often_words) / max(len(self._often_words), 1),
            float(head[0] > 0),
            sum(min(count, 5) for count in head) / len(head),
            sum(min(self._sentences_with[word], 6) for word in words[-4:]) / 12,
            (place == 0) * recurring,
            (place == 0) * near,
        )


def _pairs(words: Sequence[str]) -> frozenset[Pair]:
    return frozenset(pair for pair in pairwise(words) if not _EMPTY.issuperset(pair))


@dataclass(frozen=True, slots=True)
class CandidateReader:
    """Reads candidates as numbers."""

    salience: TitleSalience
    habits: TitleHabits

    def __call__(self, sentences: Sequence[str], scores: Floats, given: Sequence[Candidate]) -> Floats:
        """The features of each candidate, shape (candidates, WIDTH).

        Args:
            sentences: of the article.
            scores: the selector's.
            given: the candidates.
        """
        whole: dict[str, float] = {}
        for here in self.salience(sentences):
            for word, chance in here.items():
                whole[word] = max(whole.get(word, 0.0), chance)
        centrality = Centrality(sentences)
        ranks = np.empty(len(scores))
        ranks[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
        top = float(scores.max()) if len(scores) else 0.0
        rows = np.zeros((len(given), WIDTH), np.float32)
        for row, candidate in zip(rows, given, strict=True):
            text, place = candidate.form.text, candidate.place
            words = syllables(unify_tone(text))
            source = len(syllables(sentences[place]))
            row[:] = (
                *_salient(words, whole),
                *_placed(place, len(sentences), float(scores[place]), top, float(ranks[place])),
                *_formal(text, words, source),
                *centrality(words, place),
                *self.habits(words),
                *(float(name in candidate.form.cuts) for name in CUTS),
            )
        return rows


def _salient(words: Sequence[str], whole: Mapping[str, float]) -> tuple[float, ...]:
    """Mostly the ROUGE to be expected against a title of 13 syllables."""
    chances = [whole.get(word, 0.02) for word in words]
    once = sum({word: whole.get(word, 0.02) for word in words}.values())
    size = len(words)
    best = sorted(whole.values(), reverse=True)[: min(_TITLE, size)]
    return (
        2 * once / (size + _TITLE),
        2 * sum(a * b for a, b in pairwise(chances)) / (size + _TITLE - 2),
        once / 5,
        once / (sum(whole.values()) or 1.0),
        once / size,
        once / (sum(best) or 1.0),
        min(chances),
        max(chances),
        chances[0],
        chances[-1],
        sum(chances[:4]) / 4,
    )


def _placed(place: int, count: int, score: float, top: float, rank: float) -> tuple[float, ...]:
    return (
        score / 2,
        score - top,
        1 / (1 + rank),
        1 / (1 + place),
        place / count,
        float(place == 0),
        float(place == 1),
        float(place in {2, 3}),
        math.log(count),
    )


def _formal(text: str, words: Sequence[str], source: int) -> tuple[float, ...]:
    size, verbs = len(words), predicates(text)
    return (
        size / _TITLE,
        (size / _TITLE - 1) ** 2,
        float(size < 8),
        float(size > 17),
        size / max(source, 1),
        float(size >= source - 1),
        len(_NAME.findall(text)) / size,
        float(text.split(" ", 1)[0] in {"Ông", "Bà", "Anh", "Chị"}),
        float(_MANY.match(text) is not None),
        float(any(char.isdigit() for char in text)),
        float("“" in text or '"' in text),
        text.count(",") / 2,
        verbs / 3,
        float(verbs == 0),
        sum(shape_of(word) in {"các", "những", "và", "của"} for word in words) / size * 5,
        float(text[0].isdigit()),
        float(_FIRST_NAME.match(text) is not None),
        float("," in text[:40]),
        float(_SAYS.search(text) is not None),
    )
