"""Places in a text that survive a change of its spacing: labels of texts that may not be shown are kept as these."""

from __future__ import annotations

import hashlib


def letters(text: str) -> list[int]:
    """Where the characters of the text stand that are no blanks; a label counts these."""
    return [at for at, char in enumerate(text) if not char.isspace()]


def fingerprint(text: str) -> str:
    """The beginning of a hash of these characters, by which a text that has drifted is known."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:8]
