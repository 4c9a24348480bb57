"""Other words for the same thing, as the press and those who ask use them: a sentence with "heo" is about "lợn".

weights/synonyms.txt has a group a line; each member stands for the others, or, behind ">", the others for the first.
They were collected from reading the paraphrased questions that the encoder is trained on, and their evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.analysis import words
from news.vietnamese import fold, unify_tone

_GROUPS = Path(__file__).parent / "weights" / "synonyms.txt"


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The words of a question that other words can stand for, each with what finds those."""

    _found: tuple[tuple[frozenset[str], re.Pattern[str]], ...]

    @classmethod
    def of(cls, question: str, content: Sequence[str], *, accentless: bool) -> Synonyms:
        """Those of a question, `content` being its words that are compared."""
        adapt = fold if accentless else str
        typed = f" {' '.join(adapt(word) for word in words(question))} "
        wanted = set(content)
        found = []
        for member, others in _groups(accentless):
            if f" {member} " in typed and (own := frozenset(member.split()) & wanted):
                found.append((own, _any_of(others)))
        return cls(tuple(found))

    def meant(self, sequence: Sequence[str]) -> frozenset[str]:
        """The question's words for which others stand in a sequence of words."""
        if not self._found:
            return frozenset()
        text = f" {' '.join(sequence)} "
        return frozenset().union(*(own for own, others in self._found if others.search(text)))


@cache
def _groups(accentless: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What may stand in a question, and the words that an article may have for it."""
    adapt = fold if accentless else unify_tone
    found: dict[str, set[str]] = {}
    for line in _GROUPS.read_text(encoding="utf-8").splitlines():
        members = [adapt(member.strip()) for member in line.removeprefix(">").split("|")]
        for member in members[:1] if line.startswith(">") else members:
            found.setdefault(member, set()).update(other for other in members if other != member)
    return tuple((member, tuple(sorted(others))) for member, others in found.items() if others)


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, phrases))}) ")
