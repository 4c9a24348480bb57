"""Rules of Vietnamese spelling that every other room relies on.

`unify_tone` and `fold` keep the number of code points of NFC text, so that an offset into the result is an offset into
the argument.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SYLLABLE = re.compile(r"\w+")
"""One Vietnamese syllable, number or foreign word: a run of letters, digits and underscores of any script."""


def nfc(text: str) -> str:
    """Unicode normalisation form C, in which every Vietnamese letter is one code point."""
    return unicodedata.normalize("NFC", text)


_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = "bcdđfghjklmnpqrstvwxz" + "".join(nfc(vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES)
"""Every small letter of Vietnamese, for character classes: in Unicode's order small and capital ones alternate."""
CAPITAL = SMALL.upper()

_OLD_STYLE = ("òa óa ỏa õa ọa", "òe óe ỏe õe ọe", "ùy úy ủy ũy ụy")
_NEW_STYLE = ("oà oá oả oã oạ", "oè oé oẻ oẽ oẹ", "uỳ uý uỷ uỹ uỵ")


def _tone_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for old_row, new_row in zip(_OLD_STYLE, _NEW_STYLE, strict=True):
        for old, new in zip(old_row.split(), new_row.split(), strict=True):
            # The four ways in which two letters can be cased; "Ủy", "ỦY", "ủy" all occur in the press.
            for case in (
                lambda s: s,
                str.upper,
                lambda s: s[0].upper() + s[1],
                lambda s: s[0] + s[1].upper(),
            ):
                pairs[case(old)] = case(new)
    return pairs


_TO_NEW = _tone_pairs()
# The tone moves only in an open syllable: "hòa" is "hoà", but "hoàn" has one spelling. After q, u is part of the
# consonant ("quý"), and "ùy" cannot occur. The pattern begins with a set of letters, by which `re` skips all other
# places; it also meets pairs that are no key, such as the "ủa" of "của", which stay.
_OLD_OPEN = re.compile(rf"[{''.join(sorted({pair[0] for pair in _TO_NEW}))}][aeyAEY](?<![qQ]..)(?!\w)")


def unify_tone(text: str) -> str:
    """Moves tone marks of open oa, oe, uy syllables to the new placement ("hòa" → "hoà", "Ủy" → "Uỷ").

    The argument must be NFC. The result has the same length, so offsets stay valid.
    """
    return _OLD_OPEN.sub(lambda match: _TO_NEW.get(match.group(), match.group()), text)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def fold(text: str) -> str:
    """Lower-cases and strips every diacritic ("Thường Đức" → "thuong duc"), one code point for each code point."""
    return "".join(map(_fold_char, text))


def syllables(text: str) -> list[str]:
    """The text's lower-cased NFC syllables, punctuation dropped: the unit of ROUGE and of lexical search."""
    return SYLLABLE.findall(nfc(text).lower())


def has_diacritics(text: str) -> bool:
    """Whether any letter carries a Vietnamese diacritic; False for "hoi nghi giao ban o dau"."""
    return any(fold_char != char for char, fold_char in zip(text.lower(), fold(text), strict=False))
