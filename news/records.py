"""One unit of input before it is parsed: cheap to count, to fingerprint and to hand to another process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from news.article import Article
from news.errors import InputError


class Record(Protocol):
    """A file, or a row of a dump."""

    @property
    def name(self) -> str:
        """How a user finds it: a path, or a dump's path with the line ("dump.jsonl:17")."""
        ...

    def key(self) -> str | int | None:
        """The id that the input itself gives, if it can be read at all."""
        ...

    def digest(self) -> str:
        """16 hexadecimal digits that change when the content does."""
        ...

    def read(self) -> Article:
        """The article.

        Raises:
            InputError: no article can be had from it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that gave no records at all, and why."""

    name: str
    error: InputError

    def key(self) -> None:
        return None

    def digest(self) -> str:
        return digest_of(self.error.en.encode())

    def read(self) -> Article:
        raise self.error


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no article, and why."""

    name: str
    error: InputError


def read_record(record: Record) -> Article | Failure:
    """The article of a record, or its failure."""
    try:
        return record.read()
    except InputError as error:
        return Failure(record.name, error)


def digest_of(content: bytes) -> str:
    """The fingerprint that `Record.digest` gives for some bytes."""
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def is_same_file(path: Path, other: Path | None) -> bool:
    """Whether two paths, which need not exist, name one file."""
    return other is not None and path.name == other.name and path.resolve() == other.resolve()
