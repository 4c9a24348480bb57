"""Dumps: many articles in one file, read as a stream. A bad row is reported and the rest goes on."""

from __future__ import annotations

import csv
import datetime as dt
import json
import lzma
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from news.article import Article
from news.build import article_from_text
from news.errors import InputError

_LINE_BYTES = 20 * 2**20
_WRONG_ENDS = ("TP.", "Tp.", "PGS.", "GS.", "TS.", "ThS.", "Tr.")


def read_jsonl(source: Path | Iterable[bytes], name: str | None = None) -> Iterator[Article | InputError]:
    """The articles of a JSON Lines file, `.xz` or not; its name says which."""
    if isinstance(source, Path):
        opener = lzma.open if source.suffix.lower() == ".xz" else open
        try:
            with opener(source, "rb") as lines:
                yield from read_jsonl(iter(lambda: lines.readline(_LINE_BYTES), b""), source.name)
        except (lzma.LZMAError, EOFError) as error:
            raise _damaged(source.name) from error
        return
    name = name or "input"
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield _bad_row(name, number, "is not JSON")
            continue
        yield article_from_row(row, name, number)


def read_csv(path: Path) -> Iterator[Article | InputError]:
    """The articles of a CSV file with a header line that names a `text` column."""
    csv.field_size_limit(min(sys.maxsize, _LINE_BYTES))
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            _check_columns(rows.fieldnames or [], path.name)
            for number, row in enumerate(rows, start=2):
                yield article_from_row(row, path.name, number)
    except (csv.Error, UnicodeDecodeError) as error:
        raise _damaged(path.name) from error


def read_parquet(path: Path) -> Iterator[Article | InputError]:
    """The articles of a Parquet file with a `text` column, read a batch at a time."""
    import pyarrow  # noqa: PLC0415 - slow to import
    from pyarrow import parquet  # noqa: PLC0415

    try:
        with parquet.ParquetFile(path) as file:
            _check_columns(file.schema_arrow.names, path.name)
            number = 0
            for batch in file.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    yield article_from_row(row, path.name, number)
    except (pyarrow.ArrowException, OSError) as error:
        raise _damaged(path.name) from error


def article_from_row(row: Any, name: str, number: int) -> Article | InputError:
    """One row of a dump: {"text", …} or Vietnews' {"title", "abstract", "body": […]}."""
    if not isinstance(row, dict):
        return _bad_row(name, number, "is not an object with a 'text'")
    body = row.get("body")
    text = row.get("text") or ("\n".join(_rejoined(body)) if isinstance(body, list) else body)
    if not isinstance(text, str) or not text.strip():
        return _bad_row(name, number, "has no 'text'")
    try:
        return article_from_text(
            text,
            title=_string(row.get("title")),
            source=_string(row.get("source")),
            url=_string(row.get("url")),
            published=_date(row.get("published")),
            key=_string(row.get("id")),
            reference=_string(row.get("abstract")),
            cleaning=not isinstance(body, list),
        )
    except InputError:
        return _bad_row(name, number, "has no 'text'")


def _rejoined(sentences: list[Any]) -> list[str]:
    """Vietnews' sentences, those put together again that were split after an abbreviation."""
    joined: list[str] = []
    for sentence in map(str, sentences):
        if joined and joined[-1].endswith(_WRONG_ENDS):
            joined[-1] += " " + sentence
        else:
            joined.append(sentence)
    return joined


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


def _bad_row(name: str, number: int, why: str) -> InputError:
    return InputError(
        f"Line {number} of '{name}' {why}; correct or remove it.",
        f"Dòng {number} của “{name}” không hợp lệ; hãy sửa hoặc bỏ dòng này.",
    )


def _damaged(name: str) -> InputError:
    return InputError(
        f"'{name}' is damaged and could not be read to its end; save or download it again.",
        f"“{name}” bị hỏng, không đọc được đến hết; hãy lưu hoặc tải lại.",
    )
