"""Who and where an article's meeting card names, in the form in which a filter finds them.

A word of a filter that is typed with diacritics must have them; one without stands for any: "Quang Lich" and "quang
lịch" find "Đỗ Quang Lịch". Both placements of a tone mark are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from news.article import Article
from news.vietnamese import fold, has_diacritics, nfc, syllables, unify_tone

VERSION = "1"
"""Changes when `names_of` gives other names than before."""
PERSON, PLACE = 1, 2
_ADDRESSES = (("ông",), ("bà",), ("đồng", "chí"), ("đ", "c"), ("đc",))
_WRITTEN_OUT = {"tp": ("thành", "phố"), "tx": ("thị", "xã"), "tt": ("thị", "trấn")}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a card: `kind` is PERSON or PLACE, `exact` its words, `folded` these without diacritics."""

    kind: int
    exact: str
    folded: str


def names_of(article: Article) -> list[Name]:
    """The persons (chairs, speakers, participants) and places of an article's meeting card, each once."""
    from facts.meeting import persons_and_places  # noqa: PLC0415 - long to load, and only adding needs it

    persons, places = persons_and_places(article)
    found = [(PERSON, text) for text in persons] + [(PLACE, text) for text in places]
    return list(dict.fromkeys(Name(kind, *_forms(text)) for kind, text in found))


def _forms(text: str) -> tuple[str, str]:
    """Words with a blank on either side, so that whole words in a row are a part of it; the same without diacritics."""
    words = chain.from_iterable(_WRITTEN_OUT.get(word, (word,)) for word in syllables(unify_tone(nfc(text).lower())))
    exact = f" {' '.join(words)} "
    return exact, fold(exact)


def wanted(kind: int, text: str) -> tuple[str, str]:
    """What a filter looks for: words as typed, and without diacritics; both blank where no word was given."""
    exact, _ = _forms(text)
    words = exact.split()
    if kind == PERSON:
        address = next((len(a) for a in _ADDRESSES if tuple(words[: len(a)]) == a), 0)
        words = words[address:] or words
    exact = f" {' '.join(words)} " if words else ""
    return exact, fold(exact)


@lru_cache(maxsize=2**12)  # a name stands in many cards
def is_meant(exact: str, typed: str) -> bool:
    """Whether the words of `typed` stand in a row in a name, each with its diacritics if it has any."""
    name, words = exact.split(), typed.split()
    return any(
        all(
            mine == theirs if has_diacritics(mine) else mine == fold(theirs)
            for mine, theirs in zip(words, run, strict=True)
        )
        for run in (name[first : first + len(words)] for first in range(len(name) - len(words) + 1))
    )
