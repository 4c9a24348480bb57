"""Raw text to NFC with plain spaces, and the way back.

Only what is not text goes: control and zero-width characters, soft hyphens, byte order marks. Runs of blanks become one
space, every line break becomes "\\n". Everything else stays as it is.
"""

from __future__ import annotations

import re
import unicodedata

from news.article import OffsetMap

_INVISIBLE = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_ODD = (
    r"(?P<line>\r\n?|[\x85\u2028\u2029])"
    rf"|(?P<invisible>{_INVISIBLE}+)"
    r"|(?P<blank>[^\S\n\r\x85\u2028\u2029 ][^\S\n\r\x85\u2028\u2029]*| [^\S\n\r\x85\u2028\u2029]+)"
    r"|(?P<surrogate>[\ud800-\udfff])"
)
_ODD_IN_NFC = re.compile(_ODD)
# Composition can change a run of non-ASCII characters together with the ASCII letter that their marks sit on.
_ODD_ELSEWHERE = re.compile(
    _ODD + r"|(?P<compose>[^\s\x00-\x1f\x7f]?[^\x00-\x7f\s\ud800-\udfff\xad\u200b-\u200f\u2060-\u2064\ufeff]+)"
)


def normalize(raw: str) -> tuple[str, OffsetMap]:
    """The NFC text of any string, and where each of its code points came from.

    Lone surrogates, which no file can hold, become U+FFFD.
    """
    composed = unicodedata.is_normalized("NFC", raw)
    pattern = _ODD_IN_NFC if composed else _ODD_ELSEWHERE
    pieces: list[str] = []
    text_points, raw_points = [0], [0]
    length = last = 0
    for match in pattern.finditer(raw):
        start, end = match.span()
        kind = match.lastgroup
        new = {"line": "\n", "invisible": "", "blank": " ", "surrogate": "\ufffd"}.get(kind or "")
        if new is None:
            new = unicodedata.normalize("NFC", match.group())
        if len(new) == end - start and new == match.group():
            continue
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
    text = "".join(pieces)
    if not unicodedata.is_normalized("NFC", text):
        # Rare: removing an invisible character brought together a letter and its mark.
        again, inner = normalize(text)
        outer = OffsetMap(text_points, raw_points)
        points = (
            sorted({*inner.text_points, *range(0, len(again) + 1)}) if len(again) < 2000 else list(inner.text_points)
        )
        return again, OffsetMap(points, [outer.to_raw(inner.to_raw(p)) for p in points])
    return text, OffsetMap(text_points, raw_points)
