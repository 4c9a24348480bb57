"""Raw text to NFC with plain spaces, and the way back.

Only what is not text goes: control and zero-width characters, soft hyphens, byte order marks. Runs of blanks become one
space, every line break becomes "\\n". Everything else stays as it is.
"""

from __future__ import annotations

import re
import unicodedata

from news.article import OffsetMap

_INVISIBLE = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
)
_BLANK = r"\t\x0b\x0c \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_BLANK = _BLANK.replace(" ", "")
# Invisible characters may stand within a run of blanks; the run is still one space.
_ODD = re.compile(
    r"(?P<line>\r\n?|[\x85\u2028\u2029])"
    rf"|(?P<blank>[{_ODD_BLANK}][{_BLANK}{_INVISIBLE}]*| [{_BLANK}{_INVISIBLE}]+)"
    rf"|(?P<invisible>[{_INVISIBLE}]+)"
    r"|(?P<surrogate>[\ud800-\udfff])"
)
_REPLACEMENTS = {"line": "\n", "blank": " ", "invisible": "", "surrogate": "\ufffd"}


def normalize(raw: str) -> tuple[str, OffsetMap]:
    """The NFC text of any string, and where each of its code points came from.

    Lone surrogates, which no file can hold, become U+FFFD. The map leads from the border before a code point to the
    border before what it came from, and from the end of the text to the end of the raw string.
    """
    text, plain = _replaced(raw)
    # Composition comes second: an invisible character may have stood between a letter and its mark.
    if unicodedata.is_normalized("NFC", text):
        return text, plain
    text, origins = _composed(text)
    return text, _map([plain.to_raw(origin) for origin in origins])


def _replaced(raw: str) -> tuple[str, OffsetMap]:
    """The text with line breaks, blanks, invisible characters and surrogates put right, and its map."""
    pieces: list[str] = []
    text_points, raw_points = [0], [0]
    length = last = 0
    for match in _ODD.finditer(raw):
        start, end = match.span()
        new = _REPLACEMENTS[match.lastgroup or ""]
        pieces += (raw[last:start], new)
        length += start - last
        # One point where the changed piece begins, one behind it; the map runs straight from there.
        for text_at, raw_at in ((length, start), (length + len(new), end)):
            if text_at == text_points[-1]:
                raw_points[-1] = raw_at
            else:
                text_points.append(text_at)
                raw_points.append(raw_at)
        length += len(new)
        last = end
    pieces.append(raw[last:])
    return "".join(pieces), OffsetMap(text_points, raw_points)


def _composed(text: str) -> tuple[str, list[int]]:
    """NFC, and for every border between its code points, from first to last, the border in `text`."""
    pieces: list[str] = []
    origins: list[int] = []
    start = 0
    for at in range(1, len(text) + 1):
        # Nearly every letter stands before ASCII or another letter that composes with nothing.
        if at < len(text) and not text[at].isascii() and _joins(text, start, at):
            continue
        piece = text[start:at]
        new = piece if len(piece) == 1 and piece.isascii() else unicodedata.normalize("NFC", piece)
        pieces.append(new)
        # A piece whose length changed is one unit: all borders inside it lead to where it begins.
        origins += range(start, at) if len(new) == at - start else [start] * len(new)
        start = at
    return "".join(pieces), [*origins, len(text)]


def _joins(text: str, start: int, at: int) -> bool:
    """Whether normalisation may change the character `at` together with the piece before it, which began at `start`."""
    char = text[at]
    if unicodedata.combining(unicodedata.normalize("NFD", char)[0]):
        return True
    before = text[start:at]
    apart = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", char)
    return unicodedata.normalize("NFC", before + char) != apart


def _map(origins: list[int]) -> OffsetMap:
    """The piecewise form of a list of raw offsets, one for each text offset."""
    points = [i for i, origin in enumerate(origins) if i == 0 or origin != origins[i - 1] + 1]
    return OffsetMap(points, [origins[i] for i in points])
