"""Undoes what word segmentation left in text that was put together again from it, such as the bodies of Vietnews.

Its marks are spaces inside quotation marks and brackets and before punctuation, and sentences that were ended after an
abbreviation ("chị Tr." | "bỏ chạy").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from news.vietnamese import nfc

_QUOTED = re.compile(r'(^|[\s(])"\s+([^"]*?)\s+"(?=$|[\s,.;:!?…)])')
_AFTER_OPENING = re.compile(r"([(\[“])\s+")
_BEFORE_CLOSING = re.compile(r"\s+([)\]”,.;!?…]|:(?=\s))")
# Of a quotation of several sentences each holds one mark.
_LONE_OPENING = re.compile(r'(^|[:(] )"\s+(?=\w[^"]*$)')
_LONE_CLOSING = re.compile(r'(?<=[.!?…])\s+"(?=$|[\s,.;])')
_PERCENT = re.compile(r"(\d)\s+%")
# The splitter stopped after "TP.", after initials of people whose names are withheld ("anh Ph."), and after academic
# titles.
_WRONG_END = re.compile(r"(?:\b(?:TP|Tp|PGS|GS|TS|ThS|Th\.S|BS|Tr|St|Mr|Mrs|Dr|No)|(?<![\w.])[A-ZĐ][a-z]?)\.$")


def close_spaces(text: str) -> str:
    """The NFC text without the spaces that segmentation put inside quotes and brackets and before punctuation."""
    text = _QUOTED.sub(r'\1"\2"', nfc(text))
    text = _AFTER_OPENING.sub(r"\1", text)
    text = _BEFORE_CLOSING.sub(r"\1", text)
    text = _LONE_OPENING.sub(r'\1"', text)
    if text.count('"') % 2:
        text = _LONE_CLOSING.sub('"', text)
    return " ".join(_PERCENT.sub(r"\1%", text).split())


def join_sentences(sentences: Iterable[str]) -> list[str]:
    """Sentences with their spaces closed, those put together again that were split after an abbreviation."""
    joined: list[str] = []
    for sentence in map(close_spaces, sentences):
        if not sentence:
            continue
        if joined and sentence[0] in ",.;)":
            joined[-1] += sentence
        elif joined and (_WRONG_END.search(joined[-1]) or sentence[0].islower()):
            joined[-1] += " " + sentence
        else:
            joined.append(sentence)
    return joined
