"""A private copy of a database whose last changes a crash left in its log, where the folder may not be written.

SQLite reads the log by an index of it, library.sqlite-shm, which it makes beside the database. Where there is none and
none can be made, the database alone is older than the log, and may be half way between two states if the crash came
while the log was taken in; so the two are copied to where the index can be made.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from news.errors import InputError, shown

MOST_BYTES = 4 * 2**30
"""Of database and log together. A copy of so much takes some seconds of a disk."""
_TRIES = 3
_SPARE = 1.1  # the index of the log takes room too


class Snapshot:
    """The copy, in a folder that is deleted by `close`.

    Args:
        database: of the library; its log lies beside it.

    Raises:
        InputError: another program may be writing, the files are too large, or there is no room for them.
        OSError: the files cannot be read.
    """

    def __init__(self, database: Path) -> None:
        self._log = database.with_name(database.name + "-wal")
        self._index = database.with_name(database.name + "-shm")
        self._database = database
        self._folder = tempfile.TemporaryDirectory(prefix="tinhop-log-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name) / database.name
        try:
            self._copy()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._folder.cleanup()

    def _copy(self) -> None:
        for _ in range(_TRIES):
            before = self._state()
            size = sum(length for length, _ in before)
            free = shutil.disk_usage(self._folder.name).free
            if size > MOST_BYTES or size * _SPARE > free:
                raise self._refused(
                    f"They are read from a copy, and {size / 1e6:,.0f} MB are too many "
                    f"(at most {min(MOST_BYTES, free / _SPARE) / 1e6:,.0f} MB here)",
                    "bản sao để đọc quá lớn",
                )
            try:
                shutil.copyfile(self._database, self.path)
                shutil.copyfile(self._log, self.path.with_name(self._log.name))
            except OSError as error:
                raise self._refused(
                    f"No copy to read them from could be made ({error.strerror})", "không sao được"
                ) from error
            if self._state() == before:
                return
        raise self._refused("The files change while they are copied", "kho đang được ghi")

    def _state(self) -> list[tuple[int, int]]:
        """Length and time of both files.

        Raises:
            InputError: a writer may be at work, for every writer keeps the log's index.
        """
        if self._index.exists():
            raise self._refused(
                f"{self._index.name} may not be read, so another program may be writing", "kho có thể đang được ghi"
            )
        return [(stat.st_size, stat.st_mtime_ns) for stat in (self._database.stat(), self._log.stat())]

    def _refused(self, why: str, why_vi: str) -> InputError:
        folder, log = shown(str(self._database.parent)), self._log.name
        return InputError(
            f"The last changes of the library '{folder}' are in {log}, which a crash left there. {why}; open the "
            "library once where its folder may be written.",
            f"Những thay đổi cuối của kho tin “{folder}” còn nằm trong {log} do lần chạy trước bị ngắt ({why_vi}); hãy "
            "mở kho một lần ở nơi được ghi.",
        )
