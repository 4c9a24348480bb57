"""What a user names on the command line: files, folders, addresses, standard input."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from news.article import Article
from news.errors import InputError, shown
from news.readers import READABLE, path_records, stream_records
from news.records import Failure, Record, Refused, is_same_file, read_record

if TYPE_CHECKING:
    from news.web import Fetcher

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def read_inputs(
    inputs: Iterable[str], *, stdin: BinaryIO | None = None, fetcher: Fetcher | None = None
) -> Iterator[Article | Failure]:
    """The articles of files, folders (with all that is in them), addresses and "-", as a stream in a fixed order.

    Nothing is raised for a bad input: it comes as a Failure, and the rest goes on.

    Args:
        stdin: what "-" reads.
        fetcher: fetches addresses; None refuses them.
    """
    return map(read_record, input_records(inputs, stdin=stdin, fetcher=fetcher))


def input_records(
    inputs: Iterable[str], *, stdin: BinaryIO | None = None, skip: Path | None = None, fetcher: Fetcher | None = None
) -> Iterator[Record]:
    """The same before it is parsed. `skip` names a file that is left out of folders, such as the output of this run."""
    for name in inputs:
        try:
            yield from _records(name, stdin, skip, fetcher)
        except InputError as error:
            yield Refused("standard input" if name == "-" else name, error)
        except (OSError, ValueError) as error:  # names that the system refuses: too long, with zero bytes
            yield Refused(
                name,
                InputError(
                    f"'{shown(name)}' cannot be opened ({error.strerror if isinstance(error, OSError) else error}); "
                    "check the path.",
                    f"Không mở được “{shown(name)}”; hãy kiểm tra lại đường dẫn.",
                ),
            )


def _records(name: str, stdin: BinaryIO | None, skip: Path | None, fetcher: Fetcher | None) -> Iterator[Record]:
    if name == "-":
        yield from stream_records(stdin or sys.stdin.buffer)
    elif _ADDRESS.match(name):
        yield from _address_records(name, fetcher)
    else:
        path = _existing(name)
        yield from _folder_records(path, skip) if path.is_dir() else path_records(path)


def _address_records(address: str, fetcher: Fetcher | None) -> Iterator[Record]:
    if fetcher is None:
        raise InputError(
            f"'{shown(address)}' is an address; addresses are read by 'tinhop summarize' and 'tinhop add' only, with "
            "--allow-url.",
            f"“{shown(address)}” là địa chỉ mạng; chỉ “tinhop summarize” và “tinhop add” đọc, với --allow-url.",
        )
    from news.web import url_records  # noqa: PLC0415 - only when something is fetched

    yield from url_records(address, fetcher)


def _existing(name: str) -> Path:
    """A path, in the Unicode form in which the disk has it: Apple's systems write names decomposed."""
    path = Path(name)
    if not path.exists():
        for other in (unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)):
            if Path(other).exists():
                return Path(other)
    return path


def _folder_records(folder: Path, skip: Path | None) -> Iterator[Record]:
    found = False
    for item in _files(folder):
        if isinstance(item, Path) and is_same_file(item, skip):
            continue
        found = True
        if isinstance(item, Refused):
            yield item
            continue
        try:
            yield from path_records(item)
        except InputError as error:
            yield Refused(str(item), error)
    if not found:
        raise InputError(
            f"The folder '{shown(str(folder))}' holds no readable articles ({', '.join(READABLE)}).",
            f"Thư mục “{shown(str(folder))}” không có bài nào đọc được ({', '.join(READABLE)}).",
        )


def _files(folder: Path) -> Iterator[Path | Refused]:
    """Readable files below a folder, sorted, and the folders that may not be opened.

    Hidden files and links to folders (which can form loops) are left out.
    """
    closed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=closed.append, followlinks=False):
        yield from map(_closed, closed)
        closed.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            # A folder's own description is no article.
            if name.lower().endswith(READABLE) and not name.startswith((".", "README")):
                yield Path(root, name)
    yield from map(_closed, closed)


def _closed(error: OSError) -> Refused:
    name = str(error.filename)
    return Refused(
        name,
        InputError(
            f"The folder '{shown(name)}' may not be opened ({error.strerror}); ask its owner for the right to read it.",
            f"Không mở được thư mục “{shown(name)}”; hãy xin quyền đọc thư mục này.",
        ),
    )
