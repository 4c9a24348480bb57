"""Questions that lean on the turns before them: "thế ai chủ trì?", "ông ấy nói gì?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answers.question import Question, understand
from index.analysis import words
from news.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question and the short answer it got, if any."""

    question: str
    short_answer: str | None = None


_OPENS = re.compile(r"^(?:the|con|vay|roi|the con|vay con|a)\b(?! gioi\b)")
_POINTS = re.compile(
    r"\b(?:hoi nghi|cuoc hop|phien hop|ky hop|hoi thao|toa dam|hop bao|su kien|buoi \w+|viec|du an|dia phuong|noi|cuoc)"
    r" (?:nay|do|ay|tren|noi tren)\b|\b(?:o do|luc do|khi do|hom do|trong do|o day)\b"
)
_PERSON = re.compile(r"\b(?:ong|ba|anh|chi|vi|nguoi|dong chi) (?:ay|nay|do|ta)\b|\b(?:ho|nguoi do)\b")
_FEW = 2


def leans(question: Question) -> bool:
    """Whether a question says too little of its subject to stand alone."""
    folded = fold(question.text).strip()
    if _OPENS.search(folded) or _POINTS.search(folded) or _PERSON.search(folded):
        return True
    telling = [word for word in question.content if fold(word) not in {"hoi", "nghi", "hop", "cuoc", "phien", "ky"}]
    return len(telling) < _FEW and not any(word[:1].isdigit() for word in telling)


def in_context(text: str, history: Sequence[Turn]) -> Question:
    """A question as understood after the turns before it, oldest first.

    A follow-up takes over the subject of the last question that stands alone, and, where it points at a person, the
    name that the last turn answered with. What it asks for stays its own.
    """
    question = understand(text)
    if not history or not leans(question):
        return question
    subject = next((q for t in reversed(history) if not leans(q := understand(t.question))), None)
    taken = list(subject.content) if subject else []
    searched = [subject.text] if subject else []
    named = history[-1].short_answer
    if named and (_PERSON.search(fold(text)) or subject is None):
        taken = [*words(named), *taken]
        searched.append(named)
    if not taken:
        return question
    accentless = question.accentless or bool(subject and subject.accentless)
    content = dict.fromkeys([*question.content, *taken])
    if accentless:
        content = dict.fromkeys(fold(word) for word in content)
    return replace(question, content=tuple(content), accentless=accentless, searched=" ".join([*searched, text]))
