"""Whether an article is about what a query names, which is more than that a search finds it.

A query is cut into words and names (index/query_words.py). An article is about it if a title with the sentences behind
it, or two sentences that follow one another, hold all of them: "giao ban" is not there where somebody is "giao nhiệm vụ
cho ban", "hạn" not in "hạn chế", and "Quốc hội" is not the "quốc hội" of another country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.query_words import GENERIC_WEIGHT, LOOSELY, Unit, together, units
from news.article import Article
from news.vietnamese import SYLLABLE, fold, has_diacritics, nfc, unify_tone

Embed = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts to unit vectors, shape (texts, dimension)."""

_SENSE = 0.3
"""Cosine of the query and a compound that holds a word of it, from which the word is meant: "khô hạn" of "phòng chống
hạn" has 0.59, "hạn chế" -0.02."""
_HEAD = 3  # sentences that tell with the title what an article is about
_OFTEN = 2  # places that hold all, by which an article is about it that begins with something else
_DENSE, _MANY = 0.1, 8  # and so large a share of its sentences; unless so many begin with it
_BETWEEN = 25  # letters that may stand between words that are together, in all
_FEW_TOGETHER, _PART_TOGETHER = 3, 0.3
_FEW = 2  # words and names that have to stand in one sentence; more of them may stand in two
_LEAST = 0.5  # of a query, for what holds no more at its head


@dataclass(frozen=True, slots=True)
class About:
    """What is about a query.

    Attributes:
        ids: of the articles, in the order in which they were given.
        missing: what of the query none of them holds, as typed, where nothing holds all.
    """

    ids: tuple[str, ...]
    missing: tuple[str, ...] = ()


def about(query: str, likely: str, embed: Embed, articles: Sequence[Article]) -> About:
    """The articles that a query is about. Without diacritics, what it most likely means is looked for first, and then
    whatever is written so without them: "hop bao" stands in "phối hợp bảo vệ".

    Args:
        query, likely, embed: as of `Topic`.
    """
    found = Topic(likely, likely, embed).articles(articles)
    if (found.ids and not found.missing) or has_diacritics(query):
        return found
    plain = Topic(query, likely, embed).articles(articles)
    return plain if plain.ids and not plain.missing else found


class Topic:
    """What a query names.

    Args:
        query: as typed.
        likely: the same with diacritics put back where it has none.
        embed: by whose vectors a compound of a word is known to mean it.
    """

    def __init__(self, query: str, likely: str, embed: Embed) -> None:
        self._accentless = not has_diacritics(query)
        self._query, self._embed = likely, embed
        self._senses: dict[tuple[str, str], bool] = {}
        self.units = units(query, likely)

    def articles(self, articles: Iterable[Article]) -> About:
        """Those that are about it. If none is, those that hold all of it in passing; if none holds all, those that hold
        most of it at their head, if that is most of it indeed."""
        given = list(articles)
        if not self.units:  # nothing that could be spoken of
            return About(())
        holding = [self._holding(article, frozenset(self.units)) for article in given]
        telling = frozenset(unit for unit in self.units if unit.weight > GENERIC_WEIGHT)
        # A word of one syllable can be part of many; only beside the others of the query is it meant.
        vague = not all(map(self._is_telling, self.units))
        if not vague and not any(one.in_head or one.often for one in holding):
            holding = [self._holding(article, telling) for article in given]
        heads = sum(one.in_head for one in holding)
        # What only speaks of it further down is left out where many begin with it.
        if sure := [one for one in holding if one.in_head or (one.often and heads < _MANY)]:
            close = [one for one in sure if one.is_together]
            # Where a good part has the words together ("kỳ họp thứ 7, Quốc hội"), the others speak of something else.
            one_thing = len(self.units) == _FEW and not all(unit.named for unit in self.units)
            enough = one_thing and len(close) >= max(_FEW_TOGETHER, _PART_TOGETHER * len(sure))
            return About(tuple(one.article_id for one in (close if enough else sure)))
        # Only of what has a name: common words stand together in many articles that are about something else.
        named = not vague and any(unit.named for unit in self.units)
        if passing := [one.article_id for one in holding if one.places and named]:
            return About(tuple(passing))
        most = max((one.share for one in holding), default=0.0)
        best = next((one for one in holding if one.share == most), None)
        if (
            best is None
            or most < _LEAST
            or sum(self._is_telling(unit) for unit in self.units if unit.text in best.head) < 2
        ):
            return About(())
        found = [one for one in holding if one.head >= best.head]
        missing = tuple(unit.text for unit in self.units if unit.text not in best.head)
        return About(tuple(one.article_id for one in found), missing)

    @staticmethod
    def _is_telling(unit: Unit) -> bool:
        return unit.named or not unit.is_one_syllable

    def _holding(self, article: Article, needed: frozenset[Unit]) -> _Holding:
        title = _Words(article.title or "")
        sentences = [_Words(text) for text in article.sentence_texts()]
        small = {unit for unit in self.units if unit.named and self._is_written_small(unit, sentences)}
        wanted = [unit for unit in self.units if unit not in small]
        places_in = [self._places(wanted, words) for words in (title, *sentences)]
        named, *rows = map(set, places_in)
        size = 1 if len(self.units) <= _FEW else 2
        windows = [named.union(*rows[first : first + size]) for first in range(max(len(rows), 1))]
        head = max([named, *windows[:_HEAD]], key=lambda held: sum(unit.weight for unit in held))
        places = sum(needed <= window and not window <= named for window in windows)
        total = sum(unit.weight for unit in self.units)
        return _Holding(
            article.id,
            places,
            in_head=needed <= head,
            is_together=any(map(self._is_together, places_in[: _HEAD + 1])),
            often=places >= max(_OFTEN, _DENSE * len(rows)),
            head=frozenset(unit.text for unit in head),
            share=sum(unit.weight for unit in head) / total if total else 0.0,
        )

    def _is_written_small(self, unit: Unit, sentences: Sequence[_Words]) -> bool:
        """Whether an article mostly writes a name as a common word: "quốc hội" of another country."""
        written = [words.cases(unit.forms[0]) for words in sentences]
        return sum(small for small, _ in written) > sum(capital for _, capital in written)

    def _places(self, wanted: Sequence[Unit], words: _Words) -> dict[Unit, int]:
        """The units that stand in a text, each with where it begins."""
        found = ((unit, self._place(unit, words)) for unit in wanted)
        return {unit: place for unit, place in found if place >= 0}

    def _is_together(self, places: Mapping[Unit, int]) -> bool:
        """Whether all units stand close to one another, as in the query."""
        if len(places) < len(self.units):
            return False
        ends = [place + len(unit.text) for unit, place in places.items()]
        return max(ends) - min(places.values()) <= sum(len(unit.text) + 1 for unit in self.units) + _BETWEEN

    def _place(self, unit: Unit, words: _Words) -> int:
        text = words.folded if self._accentless else words.lower
        single = unit.is_one_syllable and not unit.named
        for form in unit.forms:
            own = form == unit.forms[0]
            at = text.find(f" {form} ")
            while at >= 0:
                written = not own or not unit.named or words.is_capital(at + 1)
                if written and not (own and single and not self._is_meant(form, words, at + 1)):
                    return at + 1
                at = text.find(f" {form} ", at + 1)
        return -1

    def _is_meant(self, word: str, words: _Words, start: int) -> bool:
        """Whether a word of one syllable is no part of a compound that means something else."""
        return all(self._has_sense(word, compound) for compound in words.compounds(start))

    def _has_sense(self, word: str, compound: str) -> bool:
        key = word, compound
        if key not in self._senses:
            wanted = unify_tone(nfc(self._query).lower())
            if f" {compound} " in f" {wanted} ":
                self._senses[key] = True
            else:
                one, query, other = self._embed([word, wanted, compound])
                self._senses[key] = bool(max(float(one @ other), float(query @ other)) >= _SENSE)
        return self._senses[key]


@dataclass(frozen=True, slots=True)
class _Holding:
    """What an article holds of a query.

    Attributes:
        places: behind its title that hold all of it.
        in_head: its head holds all.
        is_together: and one sentence of it, or the title, has all together.
        often: a good part of its sentences does.
        head: what the head holds, and `share` its share of the whole.
    """

    article_id: str
    places: int
    in_head: bool
    is_together: bool
    often: bool
    head: frozenset[str]
    share: float


class _Words:
    """A text as its words, with a blank on either side of each."""

    def __init__(self, text: str) -> None:
        self._cased = f" {' '.join(SYLLABLE.findall(unify_tone(nfc(text))))} "
        lower = self._cased.lower()
        # A foreign letter may have two code points in small; then its text is only looked through in small.
        self._cased = self._cased if len(self._cased) == len(lower) else lower
        self.lower = lower
        self._folded: str | None = None
        self._shouted = self._cased.isupper()

    @property
    def folded(self) -> str:
        if self._folded is None:
            self._folded = fold(self.lower)
        return self._folded

    def is_capital(self, start: int) -> bool:
        return self._cased[start].isupper() or self._shouted or not self._cased[start].isalpha()

    def cases(self, phrase: str) -> tuple[int, int]:
        """How often a phrase stands here with a small letter, and how often with a capital one, but not first."""
        small = capital = 0
        at = self.lower.find(f" {phrase} ", 1)
        while at >= 0:
            small, capital = (small, capital + 1) if self.is_capital(at + 1) else (small + 1, capital)
            at = self.lower.find(f" {phrase} ", at + 1)
        return small, capital

    def compounds(self, start: int) -> list[str]:
        """The pair of syllables that the one at a place may be a word of: with that to which it is bound most."""
        end = self.lower.index(" ", start)
        word = self.lower[start:end]
        before, after = self.lower[:start].split()[-1:], self.lower[end:].split(maxsplit=1)[:1]
        bound = [(together(b, word), f"{b} {word}") for b in before] + [
            (together(word, a), f"{word} {a}") for a in after
        ]
        strength, compound = max(bound, default=(0.0, ""))
        return [compound] if strength >= LOOSELY else []
