"""The members of a list under one head: "lãnh đạo các sở: Tài chính, Y tế" names Sở Tài chính and Sở Y tế."""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts import lexicon
from facts.card.scene import Scene
from facts.titles import ORG_HEADS
from facts.tokens import UPPER, Phrasebook, tokenize
from facts.types import Value

_BODIES = r"sở|phòng|ban|bộ|cục|vụ|viện"
_AREAS = r"tỉnh|huyện|quận|xã|phường|thị xã|thị trấn|thành phố"
_HEAD = re.compile(
    rf"(?P<who>.*?)(?:của )?(?:các|những|một số|\d{{1,2}}|hai|ba|bốn|năm|sáu) (?P<kind>{_BODIES}|{_AREAS})(?P<first>(?-i: [{UPPER}]).*)?",
    re.IGNORECASE | re.DOTALL,
)
_SPEAKS_FOR = re.compile(
    r"(?i)(?:(?:các )?(?:đồng chí )?(?:lãnh đạo|đại diện|đại biểu|thủ trưởng|cán bộ)(?: và|,)? ?)*(?:của )?"
)
"""Whoever comes for a body; the body took part."""
_ROLES = Phrasebook([*lexicon.ROLES, *(f"phó {role}" for role in lexicon.ROLES)])
_LONGEST_MEMBER = 9
"""Words."""


def whole_names(scene: Scene, pieces: Sequence[tuple[int, int]]) -> list[Value]:
    """The pieces of a list as values; a member of a list under a head gets the head's kind as its first word.

    The span of such a value is the member alone, as it stands in the article.
    """
    values: list[Value] = []
    kind = who = ""
    previous = 0
    for start, end in pieces:
        value = scene.value(start, end)
        if value is None:
            continue
        gap = scene.text[previous : value.span.start] if previous else ""
        previous = value.span.end
        if ";" in gap or "\n" in gap:
            kind = ""
        if kind and _is_member(value.text):
            values.append(Value(f"{who}{kind} {value.text}", value.span))
            continue
        kind = ""
        head = _HEAD.fullmatch(value.text)
        if head is None or not _lists(scene, value.span.end, head["first"]):
            values.append(value)
            continue
        kind, who = head["kind"], "" if _SPEAKS_FOR.fullmatch(head["who"]) else head["who"]
        if re.fullmatch(_BODIES, kind, re.IGNORECASE):
            kind = kind.capitalize()
        if head["first"] is not None:
            at = value.span.start + head.start("first") + 1
            first = scene.value(at, value.span.end)
            values += [Value(f"{who}{kind} {first.text}", first.span)] if first else []
    return values


def _lists(scene: Scene, end: int, first: str | None) -> bool:
    """Whether members follow a head: behind a colon, or behind the first of them and a comma."""
    after = scene.text[end : end + 3]
    if first is None:
        return re.match(rf" ?: ?[{UPPER}]", after) is not None
    return re.match(rf", [{UPPER}]", after) is not None


def _is_member(text: str) -> bool:
    """Whether a piece is a bare name: no body with a head of its own, no person, nobody's office."""
    tokens = tokenize(text)
    if not tokens or not text[0].isupper() or len(text.split()) > _LONGEST_MEMBER:
        return False
    return not (ORG_HEADS.match(text, tokens, 0) or _ROLES.match(text, tokens, 0))
