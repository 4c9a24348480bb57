"""Other words for the same thing, as the press and those who ask use them.

weights/thesaurus.txt has a group a line, as `words` cuts it: each member stands for the others, or, behind ">", the
others for the first, which readers say more than papers do. A language model collected them for this project: from
frequent words of the news, and from questions of the training archives beside the sentences that answer them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

GROUPS = Path(__file__).parent / "weights" / "thesaurus.txt"
_ASKING = frozenset("gì nào đâu ai mấy sao nhiêu bao".split())


class Thesaurus:
    """What may be said for a word or a phrase.

    Args:
        others: by what somebody asks for, with one blank between any two words, what may be written for it; it may be
            among these itself, and one of them may stand there twice.
    """

    def __init__(self, others: Mapping[str, Sequence[str]]) -> None:
        self._others = others
        self._longest = max((member.count(" ") + 1 for member in others), default=0)

    def __len__(self) -> int:
        return len(self._others)

    def others(self, member: str) -> tuple[str, ...]:
        """What may be written for it; empty where nothing else is known."""
        return tuple(dict.fromkeys(other for other in self._others.get(member, ()) if other != member))

    def at(self, sequence: Sequence[str], start: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Lengths of the known phrases that begin at a place of a sequence of words, the longest first, and what may be
        written for each. What asks ("ai lên thay") is no phrase to be found."""
        for length in range(min(self._longest, len(sequence) - start), 0, -1):
            phrase = sequence[start : start + length]
            if (member := " ".join(phrase)) in self._others and _ASKING.isdisjoint(phrase):
                yield length, self.others(member)


@cache
def thesaurus() -> Thesaurus:
    """The one that the package has."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in GROUPS.read_text(encoding="utf-8").splitlines():
        members = line.removeprefix("> ").split(" | ")
        for member in members[:1] if line[0] == ">" else members:
            found[member] += members
    # Tuples of texts are nothing that a collection of garbage has to look through, as lists are.
    return Thesaurus({member: tuple(others) for member, others in found.items()})
