"""Small repairs of a sentence's form that add nothing to what it says."""

from __future__ import annotations

import re

from news.vietnamese import SYLLABLE, unify_tone

_OPENING = re.compile(
    r"(?:Tuy nhiên|Theo đó|Do đó|Vì vậy|Vì thế|Bên cạnh đó|Ngoài ra|Đồng thời|Cụ thể|Mặt khác|Được biết|Như vậy)(?:,| thì) "
)
_PHOTO = re.compile(r"\s*\((?:ảnh|Ảnh|ảnh minh họa|trong ảnh|người (?:đứng|ngồi)[^)]*)[^)]{0,40}\)")


def tighten(sentence: str) -> str:
    """A source sentence that can stand alone: without an opening connective and references to pictures."""
    sentence = _PHOTO.sub("", sentence)
    opening = _OPENING.match(sentence)
    if opening:
        sentence = sentence[opening.end() :]
        sentence = sentence[:1].upper() + sentence[1:]
    return sentence.strip()


def restore_spelling(text: str, source: str) -> str:
    """Puts back the source's own spelling of syllables whose tone mark a model moved ("hoà" → "hòa")."""
    originals: dict[str, str] = {}
    for match in SYLLABLE.finditer(source):
        word = match.group()
        unified = unify_tone(word)
        if unified != word:
            originals.setdefault(unified, word)
    if not originals:
        return text
    plain = set(SYLLABLE.findall(source))
    return SYLLABLE.sub(
        lambda m: originals[m.group()] if m.group() in originals and m.group() not in plain else m.group(), text
    )
