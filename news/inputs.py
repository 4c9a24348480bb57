"""What a user names on the command line: files, folders, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from news.article import Article
from news.errors import InputError
from news.readers import path_records, stream_records
from news.records import Failure, Record, Refused, is_same_file, read_record

_READABLE = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".jsonl", ".jsonl.xz", ".csv", ".parquet")


def read_inputs(inputs: Iterable[str], *, stdin: BinaryIO | None = None) -> Iterator[Article | Failure]:
    """The articles of files, folders (with all that is in them) and "-", as a stream in a fixed order.

    Nothing is raised for a bad input: it comes as a Failure, and the rest goes on.
    """
    return map(read_record, input_records(inputs, stdin=stdin))


def input_records(
    inputs: Iterable[str], *, stdin: BinaryIO | None = None, skip: Path | None = None
) -> Iterator[Record]:
    """The same before it is parsed. `skip` names a file that is left out of folders, such as the output of this run."""
    for name in inputs:
        try:
            if name == "-":
                yield from stream_records(stdin or sys.stdin.buffer)
            elif Path(name).is_dir():
                yield from _folder_records(Path(name), skip)
            else:
                yield from path_records(Path(name))
        except InputError as error:
            yield Refused("standard input" if name == "-" else name, error)
        except (OSError, ValueError) as error:  # names that the system refuses: too long, with zero bytes
            yield Refused(
                name,
                InputError(
                    f"'{name[:80]}' cannot be opened ({error}); check the path.",
                    f"Không mở được “{name[:80]}”; hãy kiểm tra lại đường dẫn.",
                ),
            )


def _folder_records(folder: Path, skip: Path | None) -> Iterator[Record]:
    found = False
    for path in _files(folder):
        if is_same_file(path, skip):
            continue
        found = True
        try:
            yield from path_records(path)
        except InputError as error:
            yield Refused(str(path), error)
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
