"""Quotation marks: whether one is open, and which stretches of a text stand between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_LONGEST = 12
"""Sentences; a mark that is never closed must not make a quotation of the rest of the article."""


def _marks(text: str, opened: bool) -> Iterator[tuple[int, bool]]:
    """Each mark with whether a quotation is open behind it."""
    if not any(mark in text for mark in '“”"'):
        return
    for at, char in enumerate(text):
        if char == "“":
            opened = True
        elif char == "”":
            opened = False
        elif char == '"':
            # A mark that clings to the word behind it opens, one that clings to the word before it closes, also where one
            # quotation stands in another; between blanks it is whichever is due.
            clings_behind = at + 1 < len(text) and text[at + 1].isalnum()
            clings_before = at > 0 and not text[at - 1].isspace()
            opened = not opened if clings_behind == clings_before else clings_behind
        else:
            continue
        yield at, opened


def is_open(text: str, opened: bool) -> bool:
    """Whether a quotation is open at the end of the sentence."""
    for _, now in _marks(text, opened):
        opened = now
    return opened


def quotations(sentences: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
    """The stretches between marks, given each sentence's start and text; one over several sentences is several."""
    found: list[tuple[int, int]] = []
    opened, length = False, 0
    for start, text in sentences:
        begin = start if opened else None
        for at, now in _marks(text, opened):
            if now and begin is None:
                begin = start + at
            elif not now and begin is not None:
                found.append((begin, start + at))
                begin = None
        length = length + 1 if begin is not None else 0
        opened = begin is not None and length <= _LONGEST
        if begin is not None:
            found.append((begin, start + len(text)))
    return found
