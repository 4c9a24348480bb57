"""Facts that the source holds, but in sentences that are about something else.

In a free paraphrase no frame of equal words stands around a fact (see `facts.slots`), but the sentence that it was
taken from still shares words with it. A fact is out of context when the sentences that hold it share few words with
the summary's, while a sentence with another fact of its kind shares many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from facts.source import Source
from facts.types import FactKind

_SMALL = frozenset(
    """và của các những là được có trong cho với đã sẽ đang này đó một khi để từ đến tại về ở theo cũng như trên ra vào do
    bị tới sau trước còn thì mà nhiều người năm ngày""".split()
)
_COMMON = 60
"""A word of more sentences than that tells nothing of one of them."""
_FEWEST = 6
"""Telling words around a fact; with fewer there is no context to speak of."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """What share of the words another fact's sentence must hold, and by how much more than any of the fact's own.

    `beside` is what a word counts that stands only in the sentence before or after. Names have no threshold: a summary
    often moves a name to a sentence in which the article does not have it, a number hardly ever. The values were chosen
    on half of the human abstracts so that hardly any true one fails.
    """

    share: float
    lead: float
    beside: float


THRESHOLDS = {
    FactKind.NUMBER: Threshold(0.45, 0.3, 0.7),
    FactKind.DATE: Threshold(0.45, 0.3, 0.7),
}


class Context:
    """The words of one summary sentence and the source sentences in which each occurs."""

    def __init__(self, keys: Sequence[str], source: Source) -> None:
        self.keys = keys
        self.source = source

    @cached_property
    def words(self) -> list[tuple[int, str]]:
        """The telling words that the source has too, with their places; made only for a sentence with figures."""
        return [(at, key) for at, key in enumerate(self.keys) if key not in _SMALL and key in self.source.positions]

    def is_foreign(self, kind: FactKind, start: int, stop: int, own: Iterable[int], rivals: Iterable[int]) -> bool:
        """Whether the fact at [start, stop) among the keys is better at home with a rival.

        Args:
            own, rivals: source sentences that hold the fact itself, and those that hold another of its kind.
        """
        rule, homes, others = THRESHOLDS[kind], set(own), set(rivals)
        if not homes or not others:
            return False
        weights: dict[str, float] = {}
        for at, key in self.words:
            if not start <= at < stop:
                distance = start - at if at < start else at - stop + 1
                weights[key] = max(weights.get(key, 0.0), 1 / (1 + 0.1 * distance))
        if len(weights) < _FEWEST:
            return False
        total = 0.0
        here: dict[int, float] = defaultdict(float)
        beside: dict[int, float] = defaultdict(float)
        for key, weight in weights.items():
            sentences = self.source.sentences_with(key)
            if len(sentences) > _COMMON:
                continue
            telling = weight / (1 + 0.25 * (len(sentences) - 1))
            total += telling
            for sentence in sentences:
                here[sentence] += telling
            for sentence in sentences | {sentence - 1 for sentence in sentences}:
                beside[sentence] += telling
        if not total:
            return False
        best = max(here.get(sentence, 0.0) for sentence in others) / total
        if best < rule.share:
            return False
        held = max(here.get(sentence, 0.0) for sentence in homes) / total
        near = max(max(beside.get(s, 0.0), beside.get(s - 1, 0.0)) for s in homes) / total
        return best - max(held, rule.beside * near) >= rule.lead
