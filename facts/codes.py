"""Numbers of documents: "18-NQ/TW", "45/KH-UBND", "123/2024/NĐ-CP", "Nghị quyết 58", "Quyết định số 10"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TYPES = {
    "nghị quyết": "nq",
    "quyết định": "qđ",
    "nghị định": "nđ",
    "chỉ thị": "ct",
    "thông tư": "tt",
    "thông tư liên tịch": "ttlt",
    "kế hoạch": "kh",
    "kết luận": "kl",
    "công văn": "cv",
    "thông báo": "tb",
    "quy định": "qđi",
    "hướng dẫn": "hd",
    "chương trình": "ctr",
    "tờ trình": "ttr",
    "báo cáo": "bc",
    "công điện": "cđ",
    "đề án": "đa",
}
_SYMBOLS = {"qđ": {"qđ", "qđi"}, "ttrt": {"ttr"}}

_CODE = re.compile(
    r"(?<![\w/.-])(?P<n>\d{1,5})(?:/(?P<y>(?:19|20)\d\d))?[ ]?[-/–][ ]?"
    r"(?P<sym>[A-ZĐ][A-Za-zĐđ]{0,6}\d{0,2}(?:[ ]?[-/–&][ ]?[A-ZĐƯ][A-Za-zĐđƯư]{0,9}){0,3})(?!\w)"
)
_NAMED = re.compile(
    rf"(?<!\w)(?<!kỷ )(?P<type>{'|'.join(sorted(_TYPES, key=len, reverse=True))})[ ](?:số[ ])?(?P<n>\d{{1,5}})"
    rf"(?:/(?P<y>(?:19|20)\d\d)|[ ]năm[ ](?P<named_year>(?:19|20)\d\d))?(?![\w.,/%-]?\d|[\w%]|-\w)",
    re.IGNORECASE,
)


_KINDS = frozenset({*_TYPES.values(), "qđ"})
_ASSEMBLY = re.compile(r"(?:qh|ubtvqh)\d{0,2}")
"""The National Assembly and its committee sign with their term: "61/2020/QH14"."""


@dataclass(frozen=True, slots=True)
class CodeMention:
    """A document by its number; `kind` is the short form of its type ("nq"), `issuer` what follows ("tw")."""

    start: int
    end: int
    surface: str
    number: int
    year: int | None
    kind: str
    issuer: str

    @property
    def value(self) -> str:
        year = f"/{self.year}" if self.year else ""
        issuer = f"/{self.issuer}" if self.issuer else ""
        return f"{self.number}{year}-{self.kind}{issuer}"

    def supported_by(self, other: CodeMention) -> bool:
        """Whether the other names the same document and says at least as much."""
        return (
            self.number == other.number
            and (self.year is None or self.year == other.year)
            and (
                self.kind == other.kind
                or other.kind in _SYMBOLS.get(self.kind, ())
                or not self.kind
                or (not self.issuer and _ASSEMBLY.fullmatch(other.kind) is not None)
            )
            and (not self.issuer or self.issuer == other.issuer)
        )


def find_codes(text: str) -> list[CodeMention]:
    """The document numbers of the text in order."""
    found = []
    for match in _CODE.finditer(text):
        parts = [part.lower() for part in re.split(r"[ ]?[-/–&][ ]?", match["sym"])]
        kind = parts[0] if parts[0] in _KINDS or _ASSEMBLY.fullmatch(parts[0]) else ""
        if not kind and len(parts) == 1:
            continue  # "10-Hà": no document
        issuer = "/".join(parts[1:] if kind else parts)
        year = int(match["y"]) if match["y"] else None
        found.append(CodeMention(match.start(), match.end(), match.group(), int(match["n"]), year, kind, issuer))
    for match in _NAMED.finditer(text):
        if any(match.start("n") < code.end and code.start < match.end() for code in found):
            continue
        said = match["y"] or match["named_year"]
        number, year = int(match["n"]), int(said) if said else None
        if year is None and 1900 <= number < 2100:
            continue  # "kế hoạch 2022" is the plan of a year
        if re.match(r"[ ](?:năm|tháng|ngày|tỷ|tỉ|triệu|người|nội|nhiệm|dự)(?!\w)", text[match.end() : match.end() + 8]):
            continue  # "kế hoạch 5 năm"
        found.append(
            CodeMention(match.start(), match.end(), match.group(), number, year, _TYPES[match["type"].lower()], "")
        )
    found.sort(key=lambda mention: mention.start)
    return found
