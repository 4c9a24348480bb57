"""A library's SQLite file: opening it without harm, transactions, and SQLite's errors in words that say what to do.

Write-ahead logging with full synchronisation: what was committed survives a crash.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.cards import is_meant
from index.schema import MIGRATIONS, READABLE, SCHEMA, VERSION
from index.snapshot import Snapshot
from news.errors import InputError, shown

BUSY_SECONDS = 30
_CACHE_KIB = 32 * 1024  # SQLite's own 2 MB are too few for the tables of a large archive that are written at random
_LOG_PAGES = 8000  # that the log holds before they are moved; adding touches the same pages again and again
_HEADER = b"SQLite format 3\x00"


class Database:
    """The file, with one connection for each thread; SQLite's lock lets one write at a time.

    Args:
        path: of the file; made where it is absent or empty.
        busy_seconds: how long to wait for another writer.
        read_only: nothing is written, whatever the folder's rights are. Changes that a crash left in the log are read
            from a private copy where the log cannot be read in its place; it stays as it was when it was made.

    Raises:
        InputError: the folder cannot be written, the file is no database, is cut short or of a newer version, or
            another program holds the lock for too long. The file is left as it is.
    """

    def __init__(self, path: Path, busy_seconds: float = BUSY_SECONDS, *, read_only: bool = False) -> None:
        self._path = path
        self._busy_seconds = busy_seconds
        self._read_only = read_only
        self._local = threading.local()
        self._open: dict[threading.Thread, sqlite3.Connection] = {}
        self._guard = threading.Lock()
        self._snapshot: Snapshot | None = None
        with self._errors():
            _refuse_damaged(path)
        try:
            with self.reading() as db:
                version = db.execute("PRAGMA user_version").fetchone()[0]
            if version < VERSION and not (read_only and version >= READABLE):
                self._move_on()
        except BaseException:
            self.close()
            raise
        if version > VERSION:
            self.close()
            raise InputError(
                f"The library '{shown(str(path.parent))}' was made by a newer tinhop; update tinhop to open it.",
                f"Kho tin “{shown(str(path.parent))}” được tạo bằng phiên bản tinhop mới hơn; hãy cập nhật tinhop.",
            )

    def _is_of(self, version: int) -> bool:
        """Whether the library has the tables of a version; an older one that may only be read keeps its own."""
        with self.reading() as db:
            known: int = db.execute("PRAGMA user_version").fetchone()[0]
        return known >= version

    def _move_on(self) -> None:
        """Makes the tables, or those that a newer version has."""
        with self.writing() as db:
            # Another process may have done it meanwhile.
            version = db.execute("PRAGMA user_version").fetchone()[0]
            older = (statement for v in range(version, VERSION) for statement in MIGRATIONS.get(v, ()))
            for statement in older if version else SCHEMA:
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {VERSION}")

    def close(self) -> None:
        with self._guard:
            for connection in self._open.values():
                connection.close()
            self._open.clear()
            if self._snapshot is not None:
                self._snapshot.close()
                self._snapshot = None
        self._local = threading.local()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; all of it is kept or none.

        Raises:
            InputError: the library may only be read.
        """
        if self._read_only:
            folder = shown(str(self._path.parent))
            raise InputError(
                f"The library '{folder}' may only be read here; to change it, check the rights of the folder.",
                f"Kho tin “{folder}” ở đây chỉ đọc được; muốn thay đổi, hãy kiểm tra quyền của thư mục.",
            )
        with self._errors():
            connection = self._connection()
            # Of writers only: a server has a connection for each of its threads.
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                # On a full disk SQLite may have rolled back already.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with self._errors():
            yield self._connection()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._read_only_connection() if self._read_only else self._connected(str(self._path))
            with self._guard:
                # A server's threads come and go; what they opened would stay open until the files run out.
                for thread in [thread for thread in self._open if not thread.is_alive()]:
                    self._open.pop(thread).close()
                self._open[threading.current_thread()] = connection
            if not self._read_only:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
            connection.create_function("is_meant", 2, is_meant, deterministic=True)
            self._local.connection = connection
        return connection

    def _connected(self, place: str) -> sqlite3.Connection:
        return sqlite3.connect(
            place,
            timeout=self._busy_seconds,
            isolation_level=None,
            check_same_thread=False,
            uri=place.startswith("file:"),
        )

    def _read_only_connection(self) -> sqlite3.Connection:
        address = (self._snapshot.path if self._snapshot else self._path).absolute().as_uri()
        connection = self._connected(f"{address}?mode=ro")
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            connection.close()
            # A reader of a log of changes writes beside the database too. Where there is no log, nobody is changing
            # the file, and it can be read as it stands.
            log = self._path.with_name(self._path.name + "-wal")
            if not (log.exists() and log.stat().st_size):
                return self._connected(f"{address}?mode=ro&immutable=1")
            with self._guard:
                self._snapshot = self._snapshot or Snapshot(self._path)
            connection = self._connected(f"{self._snapshot.path.as_uri()}?mode=ro")
        return connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        folder = shown(str(self._path.parent))
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", None)
            primary = code & 0xFF if code is not None else sqlite3.SQLITE_ERROR
            if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise InputError(
                    f"The library '{folder}' is being written by another program; wait until it has finished.",
                    f"Kho tin “{folder}” đang được chương trình khác ghi; hãy đợi rồi thử lại.",
                ) from error
            if primary in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
                raise InputError(
                    f"The disk of the library '{folder}' is full or failing ({error}); nothing was changed. Make room "
                    "and try again.",
                    f"Ổ đĩa chứa kho tin “{folder}” đã đầy hoặc bị lỗi; chưa có gì thay đổi. Hãy giải phóng chỗ trống.",
                ) from error
            if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise self._damaged(str(error)) from error
            raise InputError(
                f"The library '{folder}' cannot be written or opened ({error}); check the rights of the folder.",
                f"Không mở hoặc không ghi được kho tin “{folder}”; hãy kiểm tra quyền của thư mục.",
            ) from error
        except _Damaged as error:
            raise self._damaged(str(error)) from None
        except OSError as error:
            raise InputError(
                f"The library '{folder}' cannot be opened ({error.strerror}); check the rights of the folder.",
                f"Không mở được kho tin “{folder}”; hãy kiểm tra quyền của thư mục.",
            ) from error

    def _damaged(self, why: str) -> InputError:
        folder = shown(str(self._path.parent))
        return InputError(
            f"The library '{folder}' is damaged ({why}); restore {self._path.name} from a backup. Nothing was "
            "overwritten.",
            f"Kho tin “{folder}” bị hỏng; hãy khôi phục {self._path.name} từ bản sao lưu. Chưa có gì bị ghi đè.",
        )


class _Damaged(Exception):
    """Why a file cannot be the database that it was."""


def _refuse_damaged(path: Path) -> None:
    """Looks at the file's own header before SQLite, which would write to it, does.

    Raises:
        _Damaged: it is no database, or shorter than it says and no log of changes explains that.
    """
    if not path.exists() or path.stat().st_size == 0:
        return
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(_HEADER[: len(header)]):
        raise _Damaged("the file is no database")
    log = path.with_name(path.name + "-wal")
    if len(header) == 100 and log.exists() and log.stat().st_size:
        return
    page = int.from_bytes(header[16:18], "big")
    size = (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")
    if len(header) < 100 or path.stat().st_size < size:
        raise _Damaged(f"the file has {path.stat().st_size:,} of {size:,} bytes")
