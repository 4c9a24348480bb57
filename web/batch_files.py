"""The files of a batch's results, and its inputs as the visitor knows them."""

from __future__ import annotations

import csv
import json
import re
import secrets
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from web.batches import Batch
from web.export import Sheet, docx, sheet_of_line
from web.texts import Texts

KINDS = {"jsonl": "application/x-ndjson", "csv": "text/csv", "docx": "application/octet-stream"}
# python-docx builds the whole document in memory.
_MOST_IN_WORD = 1000
_COLUMNS = ("input", "title", "summary", "when", "where", "chairs", "error")
# What news.errors.shown leaves of a long name before the ellipsis.
_KEPT_OF_NAME = 60


def result_file(batch: Batch, kind: str, texts: Texts) -> Path:
    """The results as .jsonl, .csv or .docx, made when they are asked for.

    Raises:
        KeyError: there is no such kind, or nothing is done yet.
    """
    if kind not in KINDS or not batch.lines.exists():
        raise KeyError(kind)
    stem = f"ket-qua-{texts.language}"
    made = batch.folder / f"{stem}-{batch.done}.{kind}"
    if not made.exists():
        scratch = made.with_suffix(f".{secrets.token_hex(4)}")
        if kind == "docx":
            scratch.write_bytes(docx(_sheets(batch.lines, texts), texts))
        elif kind == "csv":
            with scratch.open("w", encoding="utf-8-sig", newline="") as file:
                _write_csv(batch.lines, file, texts)
        else:
            with scratch.open("w", encoding="utf-8") as file:
                file.writelines(_lines(batch.lines))
        for old in batch.folder.glob(f"{stem}-*.{kind}") if batch.state.ended else ():
            old.unlink(missing_ok=True)  # of fewer articles, while the batch ran
        scratch.replace(made)
    return made


def own_names(text: str, inputs: Path) -> str:
    """A sentence with files named as the visitor knows them, not by where they lie on the server.

    Args:
        inputs: the folder with the batch's inputs, each in a numbered folder of its own.
    """
    return _places(str(inputs)).sub(lambda found: "…" if found["cut"] and not found["place"] else "", text)


@cache
def _places(inputs: str) -> re.Pattern[str]:
    """Where an input lies, whole or as `news.errors.shown` cuts a long name."""
    head = re.escape(f"{inputs}/"[:_KEPT_OF_NAME])
    return re.compile(rf"{re.escape(inputs)}/\d{{5}}/|{head}[\d/]*(?P<cut>…)(?P<place>[^'”\n]*?/\d{{5}}/)?")


def _lines(lines: Path) -> Iterator[str]:
    """The finished lines, with their inputs' own names."""
    inputs = Path(json.dumps(str(lines.parent / "inputs"), ensure_ascii=False)[1:-1])
    with lines.open(encoding="utf-8") as stream:
        for line in stream:
            if line.endswith("\n"):  # the last may be being written
                yield own_names(line, inputs)


def _rows(lines: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, _lines(lines))


def _sheets(lines: Path, texts: Texts) -> list[Sheet]:
    sheets: list[Sheet] = []
    for row in _rows(lines):
        if len(sheets) == _MOST_IN_WORD:
            break
        if not row.get("error"):
            sheets.append(sheet_of_line(row, texts))
    return sheets


def _write_csv(lines: Path, file: TextIO, texts: Texts) -> None:
    """A table that spreadsheet programs open in the right encoding, and in which no cell is a formula."""
    table = csv.writer(file)
    table.writerow(_COLUMNS)
    for row in _rows(lines):
        meeting = row.get("meeting") or {}
        values = {
            **row,
            "title": row.get("title") or (row.get("headline") or {}).get("text"),
            "when": (meeting.get("when") or {}).get("text"),
            "where": "; ".join(value["text"] for value in meeting.get("where") or []),
            "chairs": "; ".join(person["name"] for person in meeting.get("chairs") or []),
            "error": (row.get("error_vi") if texts.language == "vi" else None) or row.get("error"),
        }
        table.writerow([_cell(values.get(column)) for column in _COLUMNS])


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
