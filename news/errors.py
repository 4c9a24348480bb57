"""The one error that a user's input can cause."""

from __future__ import annotations


class InputError(Exception):
    """Something is wrong with what the user gave; says what, and what to do, in one sentence.

    The command line prints `en`, the web page prints `vi`.
    """

    def __init__(self, en: str, vi: str) -> None:
        super().__init__(en)
        self.en = en
        self.vi = vi
