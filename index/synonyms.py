"""Other words for the same thing: a sentence with "heo" is about "lợn"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import words
from index.thesaurus import thesaurus
from news.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The words of a question that other words can stand for, each with what finds those."""

    _by_first: Mapping[str, Sequence[tuple[str, frozenset[str]]]]
    """By their first word, what else may be written, between blanks, and what it stands for."""

    @classmethod
    def of(cls, question: str, content: Sequence[str], *, accentless: bool) -> Synonyms:
        """Those of a question.

        Args:
            question: with diacritics, put back where it was typed without.
            content: its words that are compared.
            accentless: whether these have no diacritics, nor the words that they are compared with.
        """
        adapt = fold if accentless else str
        typed, wanted = words(question), set(content)
        found: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for start in range(len(typed)):
            for length, others in thesaurus().at(typed, start):
                own = frozenset(wanted.intersection(map(adapt, typed[start : start + length])))
                for other in (_folded(others) if accentless else others) if own else ():
                    found.setdefault(other.partition(" ")[0], []).append((f" {other} ", own))
        return cls(found)

    def meant(self, text: str, bag: AbstractSet[str]) -> frozenset[str]:
        """The question's words for which others stand in a text.

        Args:
            text: its words in order with a blank between any two.
            bag: these words.
        """
        near = self._by_first.keys() & bag
        if not near:
            return frozenset()
        text = f" {text} "
        return frozenset().union(*(own for word in near for other, own in self._by_first[word] if other in text))


@lru_cache(maxsize=4096)
def _folded(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, phrases))
