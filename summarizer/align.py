"""Which source sentences stand behind a written sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from facts import Verdict
from facts.cloze import ClozeReader
from facts.verify import SourceIndex
from news.article import Article
from news.vietnamese import syllables, unify_tone

_MOST = 3
# A further source must bring at least this share of the sentence's words.
_GAIN = 0.12
_LEAST = 0.25


class Aligner:
    """Finds and checks the sources of sentences written about one article.

    Args:
        leads: the sentences that state what the others take as known; None is the first two.
        reader: helps the verifier (facts.verify.SourceIndex).
    """

    def __init__(self, article: Article, leads: Sequence[int] | None = None, reader: ClozeReader | None = None) -> None:
        self._article, self._reader = article, reader
        self._leads = tuple(range(min(2, len(article.sentences)))) if leads is None else leads
        self._units = [_units(text) for text in article.sentence_texts()]
        self._whole: SourceIndex | None = None
        self._parts: dict[tuple[int, ...], SourceIndex] = {}

    def sources(self, sentence: str) -> tuple[int, ...]:
        """Indices of up to three source sentences that hold its words, best first; empty if nothing does.

        Greedy: each time the sentence that covers most of what is still uncovered.
        """
        wanted = _units(sentence)
        total = wanted.total()
        chosen: list[int] = []
        while total and wanted and len(chosen) < _MOST:
            gains = [((wanted & units).total(), -i) for i, units in enumerate(self._units)]
            gain, negative = max(gains)
            if gain / total < (_LEAST if not chosen else _GAIN):
                break
            chosen.append(-negative)
            wanted -= self._units[-negative]
        return tuple(chosen)

    def verify(self, sentence: str, sources: Sequence[int]) -> Verdict:
        """Checks a sentence against the article, with title and the sources that are shown for it.

        A fact must stand in the article; the reader of a citation must find it in the cited sentences or, for names
        and dates that the article states once and then takes as known, in its title or lead.
        """
        if self._whole is None:
            self._whole = SourceIndex(self._article.text, self._reader, self._article.title or "")
        verdict = self._whole.verify(sentence)
        if not verdict.supported:
            return verdict
        shown = tuple(sorted({*sources, *self._leads}))
        if shown not in self._parts:
            self._parts[shown] = SourceIndex("\n".join(self._article.sentence(i) for i in shown))
        return self._parts[shown].verify(sentence)


def _units(text: str) -> Counter[tuple[str, ...]]:
    """Syllables and pairs of neighbouring syllables."""
    words = syllables(unify_tone(text))
    return Counter([(word,) for word in words]) + Counter(pairwise(words))
