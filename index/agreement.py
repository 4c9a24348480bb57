"""How much of what a query asks for a passage holds, in its words or in others for the same.

BM25 adds up what stands there, the more the oftener; this is the other question, what of the query is left over. Both
together put the right passage first more often than either.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from index.analysis import running, words
from index.rarity import rarity
from index.synonyms import Synonyms
from news.vietnamese import has_diacritics

_COMMON = 0.25
"""What the commonest word weighs against the rarest's 1.25."""


def word_weights(content: Sequence[str], bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """What each word of a query says: what is rare among the bags found for it, and in the press, says more."""
    wanted, count = set(content), len(bags) + 1
    frequency = Counter(chain.from_iterable(wanted & bag for bag in bags))
    return {
        word: (math.log((count + 1) / (frequency[word] + 0.5)) + 0.3) * (_COMMON + rarity(word))
        for word in dict.fromkeys(content)
    }


def agreement(query: str, likely: str, texts: Sequence[str]) -> list[float]:
    """The share of the query's weight that each text holds, 0 to 1.

    Args:
        query: as typed.
        likely: the same with diacritics put back where it has none.
        texts: what was found for it.
    """
    accentless = not has_diacritics(query)
    typed, meant = words(query), words(likely)
    if len(typed) != len(meant):
        meant = typed
    # What only asks has no rarity; by the words with diacritics it is known what does.
    content = [word for word, known in zip(typed, meant, strict=True) if rarity(known)]
    same = Synonyms.of(likely, content, accentless=accentless)
    bags = []
    for text in texts:
        said = running(text, folded=accentless)
        bag = frozenset(said.split())
        bags.append(bag | same.meant(said, bag))
    weights = word_weights(content, bags)
    total = sum(weights.values()) or 1.0
    return [sum(weights[word] for word in weights.keys() & bag) / total for bag in bags]
