"""The lists of an official paper in which conclusions and tasks are told: "… yêu cầu thực hiện các nhiệm vụ sau:"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from facts.card.scene import Line, Scene

_MARKS = (
    re.compile(r"[IVX]{1,4}[.)]\s+"),
    re.compile(r"\d{1,2}[.)]\s+"),
    re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s+"),
    re.compile(r"[a-zđ][.)]\s+"),
    re.compile(r"[-–—•]\s+"),
    re.compile(r"[+*▪]\s+"),
)
"""The marks of members, from the parts of a paper down to the least point."""
_ANNOUNCES = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ đạo|kết luận|nhiệm vụ|giải pháp|phân công|ý kiến)(?!\w)", re.IGNORECASE
)
_HEAD = re.compile(r"(?:ý kiến )?(?:kết luận|chỉ đạo|phân công|tổ chức thực hiện|nhiệm vụ)(?!\w)", re.IGNORECASE)
_LIST_FOLLOWS = re.compile(
    r"(?:(?:nhiệm vụ|nội dung|giải pháp|công việc|việc|vấn đề)(?: [^\W\d]+){0,4} sau(?: đây)?|(?:như sau|sau đây|dưới đây))"
    r"[\s:.…]*$"
)
_LONGEST_HEAD = 20
"""Words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence of such a list, or of the part of a paper that holds one.

    `start` is behind the list's mark; `head` is where the member above it names whom it concerns ("1. Sở Y tế:").
    """

    line: Line
    start: int
    head: tuple[int, int] | None
    marked: bool


def announces_list(text: str) -> bool:
    """Whether a clause only announces what is told in what follows: "thực hiện các nhiệm vụ sau"."""
    return _LIST_FOLLOWS.search(text) is not None


def mark_of(text: str) -> tuple[int, int]:
    """The rank of the mark that a line begins with (0 is the highest) and its length; (-1, 0) without a mark."""
    return next(((rank, match.end()) for rank, mark in enumerate(_MARKS) if (match := mark.match(text))), (-1, 0))


def entries(scene: Scene) -> Iterator[Entry]:
    """The sentences of every list that a sentence or a heading announces as conclusions or tasks, in order."""
    walk = _Walk(scene)
    for line in scene.lines:
        entry = walk.read(line)
        if entry is not None:
            yield entry


class _Walk:
    """Goes through the lines and remembers in which list and below which member it is."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.part: int | None = None
        """The rank of the heading of the part that holds the list; None outside such a part."""
        self.announced = False
        self.base: int | None = None
        self.head: tuple[int, int] | None = None
        self.marked = False

    def read(self, line: Line) -> Entry | None:
        text = self.scene.text
        if line.start and text[line.start - 1] != "\n":
            announces = line.text.endswith(":") and _ANNOUNCES.search(line.text) is not None
            if announces:
                self.announced, self.base, self.head = True, None, None
            return Entry(line, line.start, self.head, self.marked) if self._inside() and not announces else None
        rank, size = mark_of(line.text)
        body = line.text[size:]
        if self._opens_part(body, rank):
            self.part, self.announced, self.base, self.head = rank, False, None, None
            return None
        if rank >= 0 and self.part is not None and rank <= self.part:
            self._leave()
        if rank < 0 or (self.base is not None and rank < self.base):
            self.announced, self.base, self.head = False, None, None
        if body.endswith(":") and _ANNOUNCES.search(body) and rank <= 0:
            self.announced, self.base, self.head = True, None, None
            return None
        if not self._inside():
            return None
        self.marked = rank >= 0
        if rank == 0:
            self._leave()  # the parts of a paper are no tasks
            return None
        if rank > 0:
            self.base = rank if self.base is None else self.base
            if rank == self.base:
                self.head = None
            if body.endswith(":"):
                self.head = (line.start + size, line.end - 1)
                return None
        return Entry(line, line.start + size, self.head, self.marked)

    def _opens_part(self, body: str, rank: int) -> bool:
        short = len(body.split()) <= _LONGEST_HEAD and body[-1:] not in ".;:,"
        return short and _HEAD.match(body) is not None and (rank in {0, 1, 2} or body.isupper())

    def _inside(self) -> bool:
        return self.announced or self.part is not None

    def _leave(self) -> None:
        self.part, self.announced, self.base, self.head = None, False, None, None
