"""A file to be read, wherever it lies."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from news.errors import shown

HEAD_BYTES = 64 * 2**10
"""How much of a file is looked at to tell what it is."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file, on disk or in an archive.

    Attributes:
        label: how the user finds it: its path, or the archive's path and the name inside.
        name: a short form of that, as it is shown in a sentence.
        suffixes: its endings in small letters, ".jsonl", ".xz".
        size: in bytes.
        open: gives its content from the start.
    """

    label: str
    name: str
    suffixes: tuple[str, ...]
    size: int
    open: Callable[[], BinaryIO]

    @classmethod
    def of_path(cls, path: Path) -> Source:
        return cls(str(path), shown(path.name), suffixes_of(path.name), path.stat().st_size, lambda: path.open("rb"))

    @property
    def suffix(self) -> str:
        return self.suffixes[-1] if self.suffixes else ""

    def head(self) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)


class Borrowed(io.RawIOBase):
    """A stream that somebody else will close."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        read = getattr(self._stream, "read1", self._stream.read)
        data: bytes = read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def suffixes_of(name: str) -> tuple[str, ...]:
    """The endings of a file name in small letters."""
    return tuple(s.lower() for s in PurePosixPath(name).suffixes)
