"""What a user names on the command line: files, folders, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from news.article import Article
from news.errors import InputError
from news.readers import read_path, read_stream

_READABLE = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".jsonl", ".jsonl.xz", ".csv", ".parquet")


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no article, and why."""

    name: str
    error: InputError


def read_inputs(inputs: Iterable[str], *, stdin: BinaryIO | None = None) -> Iterator[Article | Failure]:
    """The articles of files, folders (with all that is in them) and "-", as a stream in a fixed order.

    Nothing is raised for a bad input: it comes as a Failure, and the rest goes on.
    """
    for name in inputs:
        try:
            if name == "-":
                yield from (_result(item, "standard input") for item in read_stream(stdin or sys.stdin.buffer))
            elif Path(name).is_dir():
                yield from _read_folder(Path(name))
            else:
                yield from (_result(item, name) for item in read_path(Path(name)))
        except InputError as error:
            yield Failure(name, error)
        except (OSError, ValueError) as error:  # names that the system refuses: too long, with zero bytes
            yield Failure(
                name,
                InputError(
                    f"'{name[:80]}' cannot be opened ({error}); check the path.",
                    f"Không mở được “{name[:80]}”; hãy kiểm tra lại đường dẫn.",
                ),
            )


def _result(item: Article | InputError, name: str) -> Article | Failure:
    return item if isinstance(item, Article) else Failure(name, item)


def _read_folder(folder: Path) -> Iterator[Article | Failure]:
    found = False
    for path in _files(folder):
        found = True
        try:
            yield from (_result(item, str(path)) for item in read_path(path))
        except InputError as error:
            yield Failure(str(path), error)
    if not found:
        raise InputError(
            f"The folder '{folder}' holds no readable articles ({', '.join(_READABLE)}).",
            f"Thư mục “{folder}” không có bài nào đọc được ({', '.join(_READABLE)}).",
        )


def _files(folder: Path) -> Iterator[Path]:
    """Readable files below a folder, sorted; hidden ones and links to folders (which can form loops) are left out."""
    for root, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            # A folder's own description is no article.
            if name.lower().endswith(_READABLE) and not name.startswith((".", "README")):
                yield Path(root, name)
