"""Citation recall and precision by the definitions of ALCE (Gao et al., 2023), with a judge that needs no model.

Recall: the share of an answer's sentences that all of their cited spans together support. Precision: the share of
citations that are needed: their sentence is supported, and the span supports it alone or is missed when it is left
out. A citation whose number or span does not exist counts against precision.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from facts.verify import verify
from news.vietnamese import syllables, unify_tone

_MARKER = re.compile(r"\s*\[\d+\]")
# Share of a statement's content syllables that the cited text must hold. A convention: three in four leaves room
# for the words that join, and none for a clause of its own.
_COVERED = 0.75
_JOINING = frozenset(
    """và của là có được bị đã đang sẽ các những một này đó khi với cho từ đến tại ở trong về theo như để do vì
    mà thì cũng còn rằng ra vào trên sau trước ông bà anh chị""".split()
)


class Judge(Protocol):
    """Whether a text supports a statement. A natural language inference model fits behind it too."""

    def supports(self, statement: str, premise: str) -> bool: ...


class FactJudge:
    """Every number, date, name and quotation of the statement is in the premise, and so are most of its words."""

    def supports(self, statement: str, premise: str) -> bool:
        wanted = {s for s in syllables(unify_tone(statement)) if s not in _JOINING}
        held = set(syllables(unify_tone(premise)))
        if len(wanted & held) < _COVERED * len(wanted):
            return False
        return verify(statement, premise).supported


@dataclass(frozen=True, slots=True)
class CitationScore:
    """Of one answer; counts, so that answers can be summed.

    Attributes:
        sentences, supported: statements, and those that their citations support.
        citations, needed: citations, and those that count for precision.
        invalid: citations of the answer whose number has no span.
    """

    sentences: int
    supported: int
    citations: int
    needed: int
    invalid: int


def score_citations(
    sentences: Sequence[tuple[str, Sequence[int]]], quotes: Mapping[int, str], judge: Judge | None = None
) -> CitationScore:
    """Judges one answer.

    Args:
        sentences: each with the numbers that it cites.
        quotes: the cited text of each number.
        judge: what decides support; FactJudge where None.
    """
    judge = judge or FactJudge()
    supported = citations = needed = invalid = 0
    for text, numbers in sentences:
        statement = _MARKER.sub("", text)
        known = [n for n in dict.fromkeys(numbers) if n in quotes]
        citations += len(numbers)
        invalid += sum(n not in quotes for n in numbers)
        if not known or not judge.supports(statement, "\n".join(quotes[n] for n in known)):
            continue
        supported += 1
        for n in known:
            rest = "\n".join(quotes[other] for other in known if other != n)
            alone = judge.supports(statement, quotes[n])
            needed += alone or not rest or not judge.supports(statement, rest)
    return CitationScore(len(sentences), supported, citations, needed, invalid)
