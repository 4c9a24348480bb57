"""A question in the words of what is read for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.analysis import running, words
from index.thesaurus import thesaurus

_MARKS = "\"'“”‘’()[]…?.,;:!"


class Passage:
    """A passage, of which a question may take over words."""

    def __init__(self, text: str) -> None:
        self._runs = text.split()
        self._text = f" {running(text)} "

    def has(self, phrase: str) -> bool:
        return f" {phrase} " in self._text

    def written(self, phrase: str) -> str:
        """A phrase that it has, as it is written there, without the marks around it."""
        run_of = [number for number, run in enumerate(self._runs) for _ in words(run)]
        first = self._text[: self._text.index(f" {phrase} ")].count(" ")
        last = first + phrase.count(" ")
        return " ".join(self._runs[run_of[first] : run_of[last] + 1]).strip(_MARKS)


def in_words_of(question: str, passage: Passage) -> str:
    """The question with the passage's own words where it has others for the same.

    A reader that has learned from questions and passages knows few of the words that only those who ask use: of
    "cầm trịch" nothing can be found where "chủ trì" is written.

    Args:
        question: with diacritics.
    """
    typed = question.split()
    kept = []
    at = 0
    for start, end, others in _phrases(typed):
        member = " ".join(word for run in typed[start:end] for word in words(run))
        held = [other for other in others if passage.has(other)]
        if not held or passage.has(member):
            continue
        said = max(held, key=len)
        if set(said.split()) <= set(member.split()):
            continue  # "thủ đô" for "thủ đô Hà Nội" says less
        mark = typed[end - 1][len(typed[end - 1].rstrip(_MARKS)) :]
        kept += [*typed[at:start], passage.written(said) + mark]
        at = end
    return " ".join([*kept, *typed[at:]])


def _phrases(typed: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The known phrases of a question, from left to right, the longest at each place, no two over each other and none
    that cuts a name: of ông Nguyễn Văn Thắng nobody says that he won."""
    sequence, run_of = [], []
    for number, run in enumerate(typed):
        for word in words(run):
            sequence.append(word)
            run_of.append(number)
    inside = [a[:1].isupper() and b[:1].isupper() for a, b in pairwise(typed)]

    def cuts(run: int) -> bool:
        """Whether a name goes on from the run before to this one."""
        return 0 < run < len(typed) and inside[run - 1]

    start = 0
    while start < len(sequence):
        for length, others in thesaurus().at(sequence, start):
            first, last = run_of[start], run_of[start + length - 1] + 1
            whole = (start == 0 or run_of[start - 1] != first) and (
                start + length == len(sequence) or run_of[start + length] == last
            )
            if whole and not cuts(first) and not cuts(last):
                yield first, last, others
                start += length
                break
        else:
            start += 1
