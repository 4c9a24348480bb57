"""Dumps: many articles in one file, read as a stream of rows. A bad row is reported and the rest goes on."""

from __future__ import annotations

import csv
import datetime as dt
import json
import lzma
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from news.article import Article
from news.build import article_from_text
from news.errors import InputError
from news.records import digest_of
from news.segmented import close_spaces, join_sentences

_LINE_BYTES = 20 * 2**20


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a dump: a line of JSON that is not parsed yet, or the columns of a table.

    `file` is how the user named the dump; `line` counts from 1.
    """

    file: str
    line: int
    data: bytes | dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line}"

    def key(self) -> str | int | None:
        try:
            key = self._columns().get("id")
        except InputError:
            return None
        return _key(key)

    def digest(self) -> str:
        if isinstance(self.data, bytes):
            return digest_of(self.data.strip())
        return digest_of(json.dumps(self.data, ensure_ascii=False, sort_keys=True, default=str).encode())

    def read(self) -> Article:
        """{"text", …} or Vietnews' {"title", "abstract", "body": […]}.

        Raises:
            InputError: the row is not JSON, no object, or has no text.
        """
        columns = self._columns()
        body = columns.get("body")
        text = columns.get("text") or body
        title, abstract = _string(columns.get("title")), _string(columns.get("abstract"))
        segmented = isinstance(text, list)
        if isinstance(text, list):
            text = "\n".join(join_sentences(map(str, text)))
            title, abstract = title and close_spaces(title), abstract and close_spaces(abstract)
        if not isinstance(text, str) or not text.strip():
            raise self._bad("has no 'text'")
        try:
            return article_from_text(
                text,
                title=title,
                source=_string(columns.get("source")),
                url=_string(columns.get("url")),
                published=_date(columns.get("published")),
                key=_key(columns.get("id")),
                reference=abstract,
                cleaning=not segmented,
            )
        except InputError:
            raise self._bad("has no 'text'") from None

    def _columns(self) -> dict[str, Any]:
        row = self.data
        if isinstance(row, bytes):
            try:
                row = json.loads(row)
            except (ValueError, RecursionError):
                raise self._bad("is not JSON") from None
        if not isinstance(row, dict):
            raise self._bad("is not an object with a 'text'")
        return row

    def _bad(self, why: str) -> InputError:
        name = Path(self.file).name
        return InputError(
            f"Line {self.line} of '{name}' {why}; correct or remove it.",
            f"Dòng {self.line} của “{name}” không hợp lệ; hãy sửa hoặc bỏ dòng này.",
        )


def jsonl_rows(path: Path) -> Iterator[Row]:
    """The rows of a JSON Lines file, `.xz` or not; its name says which.

    Raises:
        InputError: the file is damaged; what came before is good.
    """
    opener = lzma.open if path.suffix.lower() == ".xz" else open
    try:
        with opener(path, "rb") as lines:
            yield from stream_rows(iter(lambda: lines.readline(_LINE_BYTES), b""), str(path))
    except (lzma.LZMAError, EOFError) as error:
        raise _damaged(path.name) from error


def stream_rows(lines: Iterable[bytes], name: str) -> Iterator[Row]:
    """A row for each line that is not blank."""
    return (Row(name, number, line) for number, line in enumerate(lines, start=1) if line.strip())


def csv_rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV file with a header line that names a `text` column.

    Raises:
        InputError: there is no such column, or the file is damaged; what came before is good.
    """
    csv.field_size_limit(min(sys.maxsize, _LINE_BYTES))
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            _check_columns(rows.fieldnames or [], path.name)
            for number, row in enumerate(rows, start=2):
                yield Row(str(path), number, {name: value for name, value in row.items() if name is not None})
    except (csv.Error, UnicodeDecodeError) as error:
        raise _damaged(path.name) from error


def parquet_rows(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file with a `text` column, read a batch at a time.

    Raises:
        InputError: there is no such column, or the file is damaged; what came before is good.
    """
    import pyarrow  # noqa: PLC0415 - slow to import
    from pyarrow import parquet  # noqa: PLC0415

    try:
        with parquet.ParquetFile(path) as file:
            _check_columns(file.schema_arrow.names, path.name)
            number = 0
            for batch in file.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    yield Row(str(path), number, row)
    except (pyarrow.ArrowException, OSError) as error:
        raise _damaged(path.name) from error


def _key(value: Any) -> str | int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else _string(value)


def _string(value: Any) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int) else None


def _date(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _check_columns(columns: Iterable[str], name: str) -> None:
    if not {"text", "body"} & set(columns):
        raise InputError(
            f"'{name}' has no column 'text'; name the column that holds the articles 'text'.",
            f"“{name}” không có cột “text”; hãy đặt tên cột chứa bài viết là “text”.",
        )


def _damaged(name: str) -> InputError:
    return InputError(
        f"'{name}' is damaged and could not be read to its end; save or download it again.",
        f"“{name}” bị hỏng, không đọc được đến hết; hãy lưu hoặc tải lại.",
    )
