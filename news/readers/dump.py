"""Dumps: many articles in one file, read as a stream of rows. A bad row is reported and the rest goes on."""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from typing import Any, BinaryIO, cast

from news.errors import InputError
from news.readers.row import TEXT_COLUMNS, USED_COLUMNS, Row
from news.readers.signature import kind_of, not_called_so, refuse_foreign
from news.readers.single import empty
from news.readers.source import HEAD_BYTES, Source
from news.readers.text import check_is_text, encoding_of, not_text
from news.records import Refused

_LINE_BYTES = 20 * 2**20
_HOPELESS = 20
"""So many lines at the beginning, none of them JSON, and the file is something else."""
_DELIMITERS = ",;\t|"
_DAMAGE = (lzma.LZMAError, zlib.error, EOFError, gzip.BadGzipFile)


def jsonl_rows(source: Source) -> Iterator[Row | Refused]:
    """The rows of a JSON Lines file, packed by xz or gzip or not.

    Raises:
        InputError: it is damaged, or no JSON Lines; what came before is good.
    """
    try:
        with closing(_unpacked(source)) as stream:
            yield from stream_rows(stream, source.label, source.name)
    except _DAMAGE as error:
        raise _damaged(source.name) from error


def stream_rows(stream: BinaryIO, label: str, name: str) -> Iterator[Row | Refused]:
    """A row for each line of a stream of JSON Lines that is not blank; a line that is too long is refused.

    Raises:
        InputError: its beginning shows that it is something else, or all its lines are blank.
    """
    buffered, encoding = _opened(stream, name)
    known, blank = False, True
    waiting: list[Row] = []  # lines at the beginning that are not JSON
    for number, line in enumerate(_json_lines(buffered, encoding), start=1):
        blank = blank and line is not None and not line.strip()
        if line is None:
            why = f"Line {number} of '{name}' is longer than {_LINE_BYTES // 2**20} MB; shorten or remove it."
            yield Refused(f"{label}:{number}", InputError(why, f"Dòng {number} của “{name}” quá dài; hãy rút ngắn."))
        elif line.strip():
            row = Row(label, number, line, shown_file=name)
            if known:
                yield row
                continue
            waiting.append(row)
            known = _is_json(line)
            if known:
                yield from waiting
            elif len(waiting) == _HOPELESS:
                raise InputError(
                    f"None of the first {_HOPELESS} lines of '{name}' is JSON; give one object {{\"text\": …}} a line, "
                    "or save the file as .txt.",
                    f'“{name}” không phải JSON Lines; mỗi dòng phải là một đối tượng {{"text": …}}.',
                )
    if blank:
        raise empty(name)
    if not known:
        yield from waiting


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _json_lines(stream: io.BufferedReader[Any], encoding: str) -> Iterator[bytes | None]:
    """Lines in UTF-8; None for one that is too long."""
    if not encoding.startswith("utf-16"):
        stream.peek(3).startswith(b"\xef\xbb\xbf") and stream.read(3)
        yield from _lines(stream, b"\n")
        return
    for line in _lines(io.TextIOWrapper(stream, encoding, errors="replace", newline="\n"), "\n"):
        yield line if line is None else line.encode("utf-8", "replace")


def json_rows(data: bytes, source: Source) -> Iterator[Row | Refused]:
    """The rows of a JSON file: one object, a list of them, or JSON Lines under another name.

    Raises:
        InputError: it is none of these.
    """
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError) as error:
        if b"\n" in data.strip() or not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
            yield from stream_rows(io.BytesIO(data), source.label, source.name)
            return
        raise InputError(
            f"'{source.name}' is damaged JSON; give an object with a 'text', a list of them, or JSON Lines.",
            f"“{source.name}” là JSON bị hỏng; hãy đưa một đối tượng có “text”, một danh sách, hoặc JSON Lines.",
        ) from error
    if rows == []:
        raise _without_rows(source.name)
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], start=1):
        yield Row(source.label, number, row, "Item", source.name)


def csv_rows(source: Source) -> Iterator[Row]:
    """The rows of a CSV file with a header line that names a `text` column.

    Any common encoding; commas, semicolons, tabs or bars between the fields; packed by xz or gzip or not.

    Raises:
        InputError: it is damaged, is no text, or has no such column; what came before is good.
    """
    csv.field_size_limit(min(sys.maxsize, _LINE_BYTES))
    try:
        with closing(_unpacked(source)) as stream:
            buffered, encoding = _opened(stream, source.name)
            lines = _bounded(io.TextIOWrapper(buffered, encoding, errors="surrogateescape", newline=""), source.name)
            first = next(lines, "")
            rows = csv.reader(chain([first], lines), delimiter=_delimiter(first, source.name))
            header = [column.strip().lower() for column in next(rows)]
            empty = True
            while True:
                number = rows.line_num + 1
                row = next(rows, None)
                if row is None:
                    break
                if row:
                    empty = False
                    yield Row(source.label, number, dict(zip(header, row, strict=False)), shown_file=source.name)
            if empty:
                raise _without_rows(source.name)
    except csv.Error as error:
        raise InputError(
            f"'{source.name}' is no sound CSV file ({error}); save it again with quotation marks around its texts.",
            f"“{source.name}” không phải tệp CSV hợp lệ; hãy lưu lại với dấu ngoặc kép quanh văn bản.",
        ) from error
    except _DAMAGE as error:
        raise _damaged(source.name) from error


def _without_rows(name: str) -> InputError:
    return InputError(
        f"'{name}' holds no article, only the frame for some; export it again with its rows.",
        f"“{name}” không có bài nào, chỉ có phần đầu bảng; hãy xuất lại tệp kèm các dòng.",
    )


def _delimiter(header: str, name: str) -> str:
    """What parts the columns: under which of the usual marks the header line has a `text` column."""
    for delimiter in _DELIMITERS:
        columns = [column.strip().lower() for column in next(csv.reader([header], delimiter=delimiter), [])]
        if set(TEXT_COLUMNS) & set(columns):
            return delimiter
    raise _no_column(name)


def parquet_rows(source: Source) -> Iterator[Row]:
    """The rows of a Parquet file with a `text` column, read a batch at a time.

    Raises:
        InputError: it is damaged, is no Parquet, or has no such column; what came before is good.
    """
    import pyarrow  # noqa: PLC0415 - slow to import
    from pyarrow import parquet  # noqa: PLC0415

    head = source.head()
    refuse_foreign(head, source.name)
    if kind_of(head) != "parquet":
        raise not_called_so(source.name, "a Parquet")
    try:
        with source.open() as stream, parquet.ParquetFile(stream, pre_buffer=False, buffer_size=2**20) as file:
            names = file.schema_arrow.names
            if not set(TEXT_COLUMNS) & set(names):
                raise _no_column(source.name)
            number = 0
            for batch in file.iter_batches(batch_size=256, columns=[n for n in names if n in USED_COLUMNS]):
                for row in batch.to_pylist():
                    number += 1
                    yield Row(source.label, number, row, "Row", source.name)
            if not number:
                raise _without_rows(source.name)
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _damaged(source.name) from error


def _unpacked(source: Source) -> BinaryIO:
    kind = kind_of(source.head())
    stream = source.open()
    if kind == "xz":
        return cast("BinaryIO", lzma.LZMAFile(stream))
    if kind == "gzip":
        return cast("BinaryIO", gzip.GzipFile(fileobj=stream))
    return stream


def _opened(stream: BinaryIO, name: str) -> tuple[io.BufferedReader[Any], str]:
    """A stream as it stands at its beginning, and its encoding.

    Raises:
        InputError: it is empty, or no text.
    """
    buffered: io.BufferedReader[Any] = io.BufferedReader(stream, HEAD_BYTES)
    head = buffered.peek(HEAD_BYTES)
    refuse_foreign(head, name)
    encoding = None if kind_of(head) else encoding_of(head, whole=False)
    if encoding is None:
        raise not_text(name)
    check_is_text(head.decode(encoding, "ignore"), name)
    return buffered, encoding


def _lines(stream: Any, end: Any) -> Iterator[Any]:
    """The lines of a stream; None in place of one that is too long, which is passed over without being kept."""
    while line := stream.readline(_LINE_BYTES):
        if len(line) < _LINE_BYTES or line.endswith(end):
            yield line
            continue
        while (rest := stream.readline(_LINE_BYTES)) and not rest.endswith(end):
            pass
        yield None


def _bounded(stream: Any, name: str) -> Iterator[str]:
    for line in _lines(stream, "\n"):
        if line is None:
            raise InputError(
                f"'{name}' has a line longer than {_LINE_BYTES // 2**20} MB and is no CSV file of articles.",
                f"“{name}” có dòng quá dài, không phải tệp CSV chứa bài viết.",
            )
        yield line


def _no_column(name: str) -> InputError:
    return InputError(
        f"'{name}' has no column 'text'; name the column that holds the articles 'text'.",
        f"“{name}” không có cột “text”; hãy đặt tên cột chứa bài viết là “text”.",
    )


def _damaged(name: str) -> InputError:
    return InputError(
        f"'{name}' is damaged and could not be read to its end; save or download it again.",
        f"“{name}” bị hỏng, không đọc được đến hết; hãy lưu hoặc tải lại.",
    )
