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
_ONE = re.compile(rf"(?P<who>.*?)(?P<kind>Bộ|Sở|Phòng|Ban) (?P<first>[{UPPER}].*)", re.DOTALL)
"""A single body, whose kind holds for departments named behind it: "Bộ Tài chính, Kế hoạch và Đầu tư"."""
_DEPARTMENTS = Phrasebook(lexicon.OFFICE_WORDS)
_SPEAKS_FOR = re.compile(
    r"(?i)(?:(?:các )?(?:đồng chí )?(?:lãnh đạo|đại diện|đại biểu|thủ trưởng|cán bộ)(?: và|,)? ?)*(?:của )?"
)
"""Whoever comes for a body; the body took part."""
_ROLES = Phrasebook([*lexicon.ROLES, *(f"phó {role}" for role in lexicon.ROLES)])
_CUT = re.compile(r"T[PXT]\.?")
"""Of "TP. | Hà Nội", where a line was broken: nobody's name."""
_LONGEST_MEMBER = 9
"""Words."""


def whole_names(scene: Scene, pieces: Sequence[tuple[int, int]]) -> list[Value]:
    """The pieces of a list as values; a member of a list under a head gets the head's kind as its first word.

    The span of such a value is the member alone, as it stands in the article.
    """
    values: list[Value] = []
    kind = who = ""
    only_departments = False
    previous = 0
    for start, end in pieces:
        value = scene.value(start, end)
        if value is None or _CUT.fullmatch(value.text):
            continue
        gap = scene.text[previous : value.span.start] if previous else ""
        previous = value.span.end
        if ";" in gap or "\n" in gap:
            kind = ""
        if kind and _is_member(value.text) and (not only_departments or _is_department(value.text)):
            values.append(Value(f"{who}{kind} {value.text}", value.span))
            continue
        kind, only_departments = "", False
        head = _HEAD.fullmatch(value.text)
        if head is None or not _lists(scene, value.span.end, head["first"]):
            values.append(value)
            if (
                (one := _ONE.fullmatch(value.text))
                and _is_department(one["first"])
                and _SPEAKS_FOR.fullmatch(one["who"])
            ):
                kind, who, only_departments = one["kind"], "", True
            continue
        others, _, own = head["who"].rpartition(", ")
        if others and (first := scene.value(value.span.start, value.span.start + len(others))):
            values.append(first)  # "UBND TP Hà Nội, các tỉnh Hải Dương, Bắc Ninh"
        kind, who = head["kind"], "" if _SPEAKS_FOR.fullmatch(own) else own
        if re.fullmatch(_BODIES, kind, re.IGNORECASE):
            kind = kind.capitalize()
        if head["first"] is None and not who and own:
            values.append(value)  # "lãnh đạo các sở" says who came for them
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


def _is_department(text: str) -> bool:
    """Whether a name is that of a field of government: "Tài nguyên và Môi trường"."""
    tokens = tokenize(text)
    return bool(tokens) and text[0].isupper() and _DEPARTMENTS.match(text, tokens, 0) > 0
