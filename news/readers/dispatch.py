"""Chooses the reader by what a file is, not by what it is called."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from news.article import Article
from news.errors import InputError
from news.readers.document import read_docx, read_pdf
from news.readers.dump import Row, csv_rows, jsonl_rows, parquet_rows, stream_rows
from news.readers.page import article_from_html
from news.readers.text import article_from_bytes, decode
from news.records import digest_of

MAX_BYTES = 50 * 2**20
"""The largest file that is read as one article; dumps (.jsonl, .csv, .parquet) have no limit."""

_DUMPS: dict[str, Callable[[Path], Iterator[Row]]] = {
    ".jsonl": jsonl_rows,
    ".ndjson": jsonl_rows,
    ".csv": csv_rows,
    ".parquet": parquet_rows,
}
_DATED_NAME = re.compile(r"(?<!\d)(20\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")
_BINARY = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"\x1f\x8b": "a gzip archive",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"OggS": "a sound file",
    b"ID3": "a sound file",
    b"RIFF": "a picture, sound or film",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file that holds one article."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path)

    def key(self) -> None:
        return None

    def digest(self) -> str:
        try:
            return digest_of(self.path.read_bytes())
        except OSError as error:
            return digest_of(str(error.errno).encode())

    def read(self) -> Article:
        """The article.

        Raises:
            InputError: the file is too large, cannot be opened, or holds none.
        """
        with _system_errors(self.path):
            size = self.path.stat().st_size
            if size > MAX_BYTES:
                name = self.path.name
                raise InputError(
                    f"'{name}' has {size / 2**20:.0f} MB, and one article may have {MAX_BYTES // 2**20} MB; "
                    "split it, or save many articles as .jsonl.",
                    f"“{name}” nặng {size / 2**20:.0f} MB, mỗi bài chỉ được tối đa {MAX_BYTES // 2**20} MB; "
                    "hãy tách nhỏ, hoặc lưu nhiều bài dưới dạng .jsonl.",
                )
            data = self.path.read_bytes()
        return read_bytes(data, self.path.name)


@dataclass(frozen=True, slots=True)
class Given:
    """One article's bytes from standard input."""

    data: bytes
    name: str = "standard input"

    def key(self) -> None:
        return None

    def digest(self) -> str:
        return digest_of(self.data)

    def read(self) -> Article:
        return read_bytes(self.data, self.name)


def path_records(path: Path) -> Iterator[File | Row]:
    """What one file holds: itself, or the rows of a dump.

    Raises:
        InputError: the file as a whole cannot be read.
    """
    with _system_errors(path):
        if not path.exists():
            raise InputError(
                f"There is no file or folder '{path}'; check the path.",
                f"Không có tệp hay thư mục “{path}”; hãy kiểm tra lại đường dẫn.",
            )
        if not path.is_file():
            raise InputError(
                f"'{path}' is not an ordinary file; give a file, a folder or '-'.",
                f"“{path}” không phải tệp thường; hãy đưa một tệp, một thư mục hoặc “-”.",
            )
        if path.stat().st_size == 0:
            raise _empty(path.name)
        suffixes = [s.lower() for s in path.suffixes]
        dump = suffixes[-2] if suffixes[-1:] == [".xz"] and len(suffixes) > 1 else "".join(suffixes[-1:])
        if dump in _DUMPS:
            yield from _DUMPS[dump](path)
        else:
            yield File(path)


def stream_records(stream: BinaryIO) -> Iterator[Given | Row]:
    """One article from standard input, or one a line, without limit, if the first line is a JSON object.

    Raises:
        InputError: it is one article and longer than MAX_BYTES.
    """
    first = stream.readline(MAX_BYTES + 1)
    while first and not first.strip():
        first = stream.readline(MAX_BYTES + 1)
    if first.lstrip()[:1] == b"{":
        yield from stream_rows(chain([first], iter(stream.readline, b"")), "standard input")
        return
    data = first + stream.read(max(MAX_BYTES + 1 - len(first), 0))
    if len(data) > MAX_BYTES:
        raise InputError(
            f"Standard input holds more than {MAX_BYTES // 2**20} MB; give a dump as a .jsonl file instead.",
            f"Dữ liệu chuẩn vào dài hơn {MAX_BYTES // 2**20} MB; hãy lưu thành tệp .jsonl.",
        )
    yield Given(data)


def read_path(path: Path) -> Iterator[Article | InputError]:
    """The articles of one file; in dumps a bad row comes as its InputError and the rest goes on.

    Raises:
        InputError: the file as a whole cannot be read.
    """
    for record in path_records(path):
        try:
            yield record.read()
        except InputError as error:
            if isinstance(record, File):
                raise
            yield error


@contextmanager
def _system_errors(path: Path) -> Iterator[None]:
    """What the system refuses, as one sentence."""
    try:
        yield
    except PermissionError as error:
        raise InputError(
            f"'{path}' may not be read; ask its owner for the right to read it.",
            f"Không có quyền đọc “{path}”; hãy xin quyền đọc tệp này.",
        ) from error
    except OSError as error:
        raise InputError(
            f"'{path}' cannot be read ({error.strerror}); check the disk and the name.",
            f"Không đọc được “{path}” ({error.strerror}); hãy kiểm tra ổ đĩa và tên tệp.",
        ) from error


def read_bytes(data: bytes, name: str) -> Article:
    """The article in one file's content.

    Raises:
        InputError: no article can be had from it.
    """
    if not data.strip():
        raise _empty(name)
    published = _date_in(name)
    suffix = Path(name).suffix.lower()
    if data[:5] == b"%PDF-":
        return read_pdf(data, name, published)
    if data[:4] == b"PK\x03\x04" or suffix == ".docx":
        return read_docx(data, name, published)
    for signature, what in _BINARY.items():
        if data.startswith(signature):
            raise InputError(
                f"'{name}' is {what}, not an article; give .txt, .html, .docx, .pdf or .jsonl.",
                f"“{name}” không phải bài viết (là tệp nhị phân); hãy đưa .txt, .html, .docx, .pdf hoặc .jsonl.",
            )
    if suffix == ".pdf":
        raise InputError(
            f"'{name}' is not a PDF file although it is called so; save it again.",
            f"“{name}” không phải tệp PDF dù mang đuôi .pdf; hãy lưu lại.",
        )
    if suffix in (".html", ".htm", ".xhtml") or re.match(rb"\s*(?:<!doctype html|<html)", data[:200], re.IGNORECASE):
        return article_from_html(decode(data, name, html=True), published=published, name=name)
    return article_from_bytes(data, name, published)


def _empty(name: str) -> InputError:
    return InputError(
        f"'{name}' is empty; give a file with the text of an article.",
        f"“{name}” trống; hãy đưa tệp có nội dung bài viết.",
    )


def _date_in(name: str) -> dt.date | None:
    match = _DATED_NAME.search(name)
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
