"""Question sets as users have them: JSON Lines, packed or not."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from news.errors import InputError


def read_questions(path: Path, *, needs: tuple[str, ...] = ("question",)) -> Iterator[dict[str, Any]]:
    """The rows of a question set (.jsonl or .jsonl.xz).

    Args:
        needs: fields of text that every row must have.

    Raises:
        InputError: the file cannot be read, or a row lacks a field.
    """
    opener = lzma.open if path.suffix == ".xz" else open
    try:
        with opener(path, "rt", encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _row(line, number, path, needs)
    except (OSError, UnicodeDecodeError, lzma.LZMAError, EOFError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is damaged"
        raise InputError(
            f"The question set '{path}' cannot be read ({reason}); give a .jsonl or .jsonl.xz file.",
            f"Không đọc được bộ câu hỏi “{path}”; hãy đưa tệp .jsonl hoặc .jsonl.xz.",
        ) from error


def _row(line: str, number: int, path: Path, needs: tuple[str, ...]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    lacking = [name for name in needs if not isinstance(row, dict) or not isinstance(row.get(name), str)]
    if not isinstance(row, dict) or lacking:
        raise InputError(
            f"Line {number} of '{path}' has no '{lacking[0] if lacking else needs[0]}'; correct or remove it.",
            f"Dòng {number} của “{path}” không hợp lệ; hãy sửa hoặc bỏ dòng này.",
        )
    return row
