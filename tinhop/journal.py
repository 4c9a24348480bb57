"""The output file of a batch run: written a line at a time, checked against the input when a run goes on.

A line is whole when its line end is there. A killed run leaves whole lines and at most one without its end, which is
cut off when the run goes on.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from news import InputError, Record
from summarizer.lines import Job, Line


class Journal:
    """Opens FILE for one run at a time.

    Args:
        path: the output.
        resume: go on where an earlier run stopped; else the file must not exist.

    Raises:
        InputError: it exists and `resume` is False, another run writes it, or it cannot be opened.
    """

    def __init__(self, path: Path, *, resume: bool) -> None:
        self._path = path
        try:
            self._file = path.open("r+b" if resume and path.exists() else "xb", buffering=0)
        except FileExistsError as error:
            raise InputError(
                f"'{path}' exists; add --resume to go on with it, or give another --out.",
                f"“{path}” đã có; hãy thêm --resume để chạy tiếp, hoặc chọn tên khác cho --out.",
            ) from error
        except OSError as error:
            raise self._unusable(error) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise InputError(
                f"'{path}' is being written by another run; wait for it, or give another --out.",
                f"“{path}” đang được một lần chạy khác ghi; hãy đợi hoặc chọn tên khác cho --out.",
            ) from error

    def replay(self, records: Iterator[Record], job: Job) -> Iterator[Line]:
        """The lines that an earlier run left, each taken from `records` too, which then goes on behind them.

        Raises:
            InputError: a line does not belong to its record; nothing of the file is changed then.
        """
        whole = number = 0
        with self._path.open("rb") as lines:
            for number, data in enumerate(lines, start=1):
                if not data.endswith(b"\n"):
                    break
                row = self._parsed(data, number)
                record = next(records, None)
                if record is None or row["digest"] != job.digest(record):
                    raise InputError(
                        f"Line {number} of '{self._path}' was made from another input or with other options; give the "
                        "same inputs and options in the same order, or another --out.",
                        f"Dòng {number} của “{self._path}” được tạo từ đầu vào hoặc tùy chọn khác; hãy dùng đúng đầu "
                        "vào và tùy chọn cũ, hoặc chọn tên khác cho --out.",
                    )
                whole += len(data)
                yield Line("", record.name, row["error"], row.get("error_vi"))
        try:
            self._file.truncate(whole)
            self._file.seek(whole)
        except OSError as error:
            raise self._unusable(error) from error

    def append(self, text: str) -> None:
        """Writes one line; it outlives this process when this returns.

        Raises:
            InputError: the disk is full or gone.
        """
        data = memoryview(f"{text}\n".encode(errors="replace"))
        try:
            while data:
                data = data[os.write(self._file.fileno(), data) :]
        except OSError as error:
            raise self._unusable(error) from error

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def _parsed(self, data: bytes, number: int) -> dict[str, Any]:
        try:
            row = json.loads(data)
            if isinstance(row, dict) and isinstance(row["digest"], str) and "error" in row:
                return row
        except (ValueError, KeyError):
            pass
        raise InputError(
            f"Line {number} of '{self._path}' was not written by 'tinhop batch'; give another --out.",
            f"Dòng {number} của “{self._path}” không phải do “tinhop batch” ghi; hãy chọn tên khác cho --out.",
        )

    def _unusable(self, error: OSError) -> InputError:
        return InputError(
            f"'{self._path}' cannot be written ({error.strerror}); check the folder and the free space, then go on "
            "with --resume.",
            f"Không ghi được “{self._path}” ({error.strerror}); hãy kiểm tra thư mục và dung lượng trống, rồi chạy "
            "tiếp với --resume.",
        )
