"""Keeps the vectors of a dense index in a folder that grows by appending.

`vectors.f16` and `ids.i64` hold the rows; `codes-N.faiss` FAISS' codes of the first N rows, where there are any. The
manifest `mark.json` says how many rows count, with a check sum of each file up to there; it is replaced last and
atomically, so that rows which a crash left behind it do not count and are cut off by the next change. Readers that
have the files open never see a row change.
"""

from __future__ import annotations

import base64
import mmap
import os
import secrets
import shutil
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.checksums import LARGE, read_manifest, sum_of, write_checked
from index.dense import EXACT, FaissIndex, Vectors
from index.types import Mark

_AHEAD, _MOST_AHEAD = 2**20, 2**30
"""Bytes that are read ahead at a time, for Linux reads no more at once than it would by itself, and in all."""
_MANIFEST, _VECTORS, _IDS = "mark.json", "vectors.f16", "ids.i64"
_CODES = "codes-{}.faiss"
_VERSION = 2
"""Of the codes: those of another version find the same, but are slower."""


@dataclass(frozen=True, slots=True)
class Saved:
    """An index as it lies in a folder; `token` is another one after each change."""

    index: FaissIndex
    mark: Mark
    token: str


def token_of(folder: Path) -> str | None:
    """The token of what lies in the folder; None where nothing does."""
    about = read_manifest(folder / _MANIFEST)
    return None if about is None else str(about.get("token"))


def is_outdated(folder: Path) -> bool:
    """Whether there are codes of another version in the folder. They can be used."""
    about = read_manifest(folder / _MANIFEST) or {}
    return about.get("version") != _VERSION and _CODES.format(about.get("rows")) in about.get("files", {})


def save(index: FaissIndex, folder: Path, mark: Mark, fingerprint: str) -> str:
    """Writes what is not there yet, where the folder holds an earlier state of this index or nothing; the new token.

    Raises:
        OSError: the folder cannot be written; the older state stands.
    """
    folder.mkdir(exist_ok=True)
    older = read_manifest(folder / _MANIFEST) or {"rows": 0, "files": {}}
    kept = int(older["rows"])
    if kept > index.rows or older.get("fingerprint", fingerprint) != fingerprint:
        wipe(folder)
        folder.mkdir(exist_ok=True)
        older, kept = {"rows": 0, "files": {}}, 0
    ids, vectors = index.stored(kept)
    files = {
        name: _appended(folder / name, older["files"].get(name, [0, 0, 0]), data)
        for name, data in ((_IDS, ids), (_VECTORS, vectors))
    }
    if index.codes is not None:
        import faiss  # noqa: PLC0415 - not needed to import `index`

        name = _CODES.format(index.rows)
        same = older["files"].get(name)
        files[name] = same or _appended(folder / name, [0, 0, 0], faiss.serialize_index(index.codes))
    alive = base64.b85encode(zlib.compress(np.packbits(index.alive).tobytes())).decode()
    token = secrets.token_hex(8)
    about = {
        "token": token,
        "version": _VERSION,
        "mark": mark,
        "fingerprint": fingerprint,
        "rows": index.rows,
        "alive": alive,
        "files": files,
    }
    write_checked(folder / _MANIFEST, about)
    for name in set(older["files"]) - set(files):
        (folder / name).unlink(missing_ok=True)
    index.rest_on(_mapped(folder, vectors.shape[1], index.rows))
    return token


def load(folder: Path, dimension: int, fingerprint: str, exact: int = EXACT) -> Saved | None:
    """The saved index; None if it is absent, damaged or of another embedder."""
    about = read_manifest(folder / _MANIFEST)
    try:
        if about is None or about["fingerprint"] != fingerprint or damaged(folder):
            return None
        rows = int(about["rows"])
        ids = np.fromfile(folder / _IDS, np.int64, rows)
        if about["files"][_VECTORS][0] != rows * dimension * 2:
            return None
        bits = np.frombuffer(zlib.decompress(base64.b85decode(about["alive"])), np.uint8)
        alive = np.unpackbits(bits, count=rows).astype(np.bool_)
        codes = None
        if rows > exact:
            import faiss  # noqa: PLC0415

            codes = faiss.deserialize_index(np.memmap(folder / _CODES.format(rows), np.uint8, "r"))
            if (codes.d, codes.ntotal) != (dimension, rows):
                return None
        mark = (int(about["mark"][0]), int(about["mark"][1]))
        vectors = _mapped(folder, dimension, rows)
        return Saved(FaissIndex(dimension, ids, vectors, alive, codes, exact), mark, str(about["token"]))
    except (OSError, ValueError, KeyError, TypeError, IndexError, RuntimeError, zlib.error):
        return None


def damaged(folder: Path, *, thorough: bool = False) -> bool:
    """Whether a file is not as the manifest says.

    Args:
        thorough: also read through large files that were not touched since.
    """
    about: dict[str, Any] = read_manifest(folder / _MANIFEST) or {"files": {}}
    for name, (size, known, touched) in about["files"].items():
        path = folder / name
        try:
            state = path.stat()
            if state.st_size < size:
                return True
            trusted = size >= LARGE and state.st_mtime_ns == touched and not thorough
            if not trusted and sum_of(path, size) != known:
                return True
        except OSError:
            return True
    return False


def read_ahead(folder: Path) -> None:
    """Asks the system to have the vectors at hand soon, where it can be asked; waits for next to nothing."""
    if not hasattr(os, "posix_fadvise"):
        return
    with suppress(OSError), (folder / _VECTORS).open("rb") as file:
        for start in range(0, min(os.fstat(file.fileno()).st_size, _MOST_AHEAD), _AHEAD):
            os.posix_fadvise(file.fileno(), start, _AHEAD, os.POSIX_FADV_WILLNEED)


def wipe(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _mapped(folder: Path, dimension: int, rows: int) -> Vectors:
    if not rows:
        return np.zeros((0, dimension), np.float16)  # no file of no bytes can be mapped
    vectors = np.memmap(folder / _VECTORS, np.float16, "r", shape=(rows, dimension))
    if hasattr(mmap, "MADV_RANDOM"):
        # Rows are read here and there: the system would read on from each, up to all of the file for one question.
        vectors._mmap.madvise(mmap.MADV_RANDOM)  # type: ignore[attr-defined]
    return vectors


def _appended(path: Path, state: list[int], data: np.ndarray[Any, Any]) -> list[int]:
    """Puts data behind the first bytes of a file, which are known by size and check sum; their new state."""
    size, known, _ = state
    with path.open("r+b" if size else "wb") as out:
        out.truncate(size)
        out.seek(size)
        content = np.ascontiguousarray(data).reshape(-1).view(np.uint8)
        out.write(content.data)
        out.flush()
        os.fsync(out.fileno())
        return [size + len(content), zlib.crc32(content.data, known), os.fstat(out.fileno()).st_mtime_ns]
