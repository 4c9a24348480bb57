"""Small repairs of a sentence's form that add nothing to what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from news.vietnamese import SYLLABLE, syllables, unify_tone

_OPENING = re.compile(
    r"(?:Tuy nhiên|Theo đó|Do đó|Vì vậy|Vì thế|Bên cạnh đó|Ngoài ra|Đồng thời|Cụ thể|Mặt khác|Được biết|Như vậy)"
    r"(?:,| thì) "
)
_CLAUSE = re.compile(r"(?<=[^\d]),\s+|;\s+")
# A head that ends so leans on what was cut; a rest that begins so turns what was said.
_LEANS = re.compile(r"(?:và|hoặc|hay|cùng|với|của|gồm|như|là|nếu|khi|do|vì)\s*$")
_TURNS = re.compile(r"(?:trừ|ngoại trừ|nếu|nhưng|song|tuy|không|chưa|chỉ|thay vì|mà|trong khi)\b", re.IGNORECASE)
_SHORTEST, _SHORTEST_CUT = 10, 4
_PHOTO = re.compile(r"\s*\((?:ảnh|Ảnh|ảnh minh họa|trong ảnh|người (?:đứng|ngồi)[^)]*)[^)]{0,40}\)")


def tighten(sentence: str) -> str:
    """A source sentence that can stand alone: without an opening connective and references to pictures."""
    sentence = _PHOTO.sub("", sentence)
    opening = _OPENING.match(sentence)
    if opening:
        sentence = sentence[opening.end() :]
        sentence = sentence[:1].upper() + sentence[1:]
    return sentence.strip()


def trimmings(sentence: str) -> Iterator[str]:
    """The tightened sentence, and what is left of it without its closing clauses, shortest first after the whole.

    A clause is cut only outside quotations and brackets, never after a colon (a list stays whole), and never where the
    cut part takes back or limits what was said.
    """
    whole = tighten(sentence)
    yield whole
    if ":" in whole:
        return
    for cut in _CLAUSE.finditer(whole):
        head, rest = whole[: cut.start()], whole[cut.end() :]
        balanced = (
            head.count("(") == head.count(")") and head.count("“") == head.count("”") and head.count('"') % 2 == 0
        )
        long_enough = len(syllables(head)) >= _SHORTEST and len(syllables(rest)) >= _SHORTEST_CUT
        if balanced and long_enough and not _LEANS.search(head) and not _TURNS.match(rest):
            yield head.rstrip(" ,;") + "."


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
