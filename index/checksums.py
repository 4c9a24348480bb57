"""Knows a folder's files again: a manifest of their sizes and check sums, which finds a flipped bit before a library
that trusts its files does.

The files of a word index never change once they are written, so that only new ones are read when a manifest is renewed.
A large file that nobody has touched since it was noted is trusted, or a large library would take seconds to open;
a thorough look reads it too.
"""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from typing import Any

_BLOCK = 2**20
_LOCK_SUFFIX = ".lock"
LARGE = 2**20
"""Bytes from which on a file that was not touched is trusted."""


def write_manifest(path: Path, facts: dict[str, Any], *, renewed: frozenset[str]) -> None:
    """Writes what the folder of `path` holds, with some facts, in place of an older manifest, atomically.

    Args:
        facts: kept with it.
        renewed: names of the files that are written anew under the same name.

    Raises:
        OSError: the folder cannot be read or written.
    """
    older = read_manifest(path) or {"files": {}}
    files = {}
    for file in sorted(path.parent.iterdir()):
        if file.is_file() and file != path and file.suffix not in (_LOCK_SUFFIX, ".part"):
            known = older["files"].get(file.name)
            state = file.stat()
            if known is None or file.name in renewed or known[0] != state.st_size:
                known = [state.st_size, sum_of(file), state.st_mtime_ns]
            files[file.name] = known
    write_checked(path, {**facts, "files": files})


def write_checked(path: Path, facts: dict[str, Any]) -> None:
    """Writes facts as JSON with their own check sum, in place of an older file, atomically.

    Raises:
        OSError: the folder cannot be written.
    """
    text = json.dumps(facts)
    scratch = path.with_suffix(".part")
    with scratch.open("w") as out:
        out.write(f"{zlib.crc32(text.encode()):08x} {text}")
        out.flush()
        os.fsync(out.fileno())
    scratch.replace(path)


def read_manifest(path: Path) -> dict[str, Any] | None:
    """The facts in a manifest; None where it is absent or damaged."""
    try:
        given, _, text = path.read_text().partition(" ")
        if int(given, 16) != zlib.crc32(text.encode()):
            return None
        found: dict[str, Any] = json.loads(text)
    except (OSError, ValueError):
        return None
    return found


def agrees(path: Path, manifest: dict[str, Any], *, thorough: bool = False) -> bool:
    """Whether all files that a manifest names are there as they were.

    Args:
        thorough: also read through large files that were not touched since.
    """
    try:
        return all(
            _is_same(path.parent / name, size, known, touched, thorough)
            for name, (size, known, touched) in manifest["files"].items()
        )
    except OSError:
        return False


def _is_same(file: Path, size: int, known: int, touched: int, thorough: bool) -> bool:
    state = file.stat()
    if state.st_size != size:
        return False
    trusted = size >= LARGE and state.st_mtime_ns == touched and not thorough
    return trusted or sum_of(file) == known


def sum_of(file: Path, size: int | None = None) -> int:
    """The check sum of a file, or of its first bytes.

    Raises:
        OSError: the file cannot be read.
    """
    value, left = 0, file.stat().st_size if size is None else size
    with file.open("rb") as stream:
        while left and (block := stream.read(min(_BLOCK, left))):
            value = zlib.crc32(block, value)
            left -= len(block)
    return value
