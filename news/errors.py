"""The one error that a user's input can cause."""

from __future__ import annotations

import unicodedata

_SHOWN = 120


class InputError(Exception):
    """Something is wrong with what the user gave; says what, and what to do, in one sentence.

    The command line prints `en`, the web page prints `vi`.
    """

    def __init__(self, en: str, vi: str) -> None:
        super().__init__(en)
        self.en = en
        self.vi = vi

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        # An exception is pickled by its `args`, of which there is one here. Batches send it between processes.
        return type(self), (self.en, self.vi)


def shown(name: str) -> str:
    """A file's name or address as it can stand in a sentence: one line, printable, NFC, of bounded length.

    File names may hold line breaks, terminal codes and bytes that are no text.
    """
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    text = "".join("\ufffd" if unicodedata.category(c)[0] in "CZ" and c != " " else c for c in text)
    text = unicodedata.normalize("NFC", text)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN // 2]}…{text[-_SHOWN // 2 :]}"
