"""Whether a text is Vietnamese prose at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from news.vietnamese import fold, has_diacritics, nfc, syllables

# The shape of a Vietnamese syllable without its diacritics: onset, one to three vowels, coda.
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh?|kh|ph|qu|th|tr|[bcdhklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 2_000
_FEW = 8
_VERSES, _LONGEST_VERSE = 4, 9
_FOREIGN = 4
_SHAPED, _MARKED, _SHAPED_BARE = 0.5, 0.25, 0.8


def is_vietnamese(text: str) -> bool:
    """Whether the first 2,000 words look Vietnamese, with their diacritics or typed without them.

    True for fewer than eight words: they say too little.
    """
    words = [match.group() for match in islice(_WORD.finditer(nfc(text)), _LOOKED_AT)]
    if len(words) < _FEW:
        return True
    folded = [fold(word) for word in words]
    shaped = sum(_SYLLABLE.fullmatch(word) is not None for word in folded) / len(words)
    marked = sum(word.lower() != bare for word, bare in zip(words, folded, strict=True)) / len(words)
    return shaped >= (_SHAPED if marked >= _MARKED else _SHAPED_BARE)


def is_verse(text: str) -> bool:
    """Whether a text is all short lines, as a poem is: four or more, none of over nine syllables."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) >= _VERSES and all(len(syllables(line)) <= _LONGEST_VERSE for line in lines)


def foreign_sentences(sentences: Sequence[str]) -> set[int]:
    """Indices of the sentences without any diacritic in a text that has them: they are in another language."""
    bare = {i for i, s in enumerate(sentences) if len(syllables(s)) >= _FOREIGN and not has_diacritics(nfc(s))}
    return bare if any(has_diacritics(nfc(s)) for i, s in enumerate(sentences) if i not in bare) else set()
