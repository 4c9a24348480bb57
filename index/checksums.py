"""Knows a folder's files again: a manifest of their sizes and check sums, which finds a flipped bit before a library
that trusts its files does.

The files of a word index never change once they are written, so that only new ones are read when a manifest is renewed.
"""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from typing import Any

_BLOCK = 2**20
_LOCK_SUFFIX = ".lock"


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
            size = file.stat().st_size
            if known is None or file.name in renewed or known[0] != size:
                known = [size, _sum_of(file)]
            files[file.name] = known
    text = json.dumps({**facts, "files": files})
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


def agrees(path: Path, manifest: dict[str, Any]) -> bool:
    """Whether all files that a manifest names are there as they were."""
    try:
        return all(
            (path.parent / name).stat().st_size == size and _sum_of(path.parent / name) == known
            for name, (size, known) in manifest["files"].items()
        )
    except OSError:
        return False


def _sum_of(file: Path) -> int:
    value = 0
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            value = zlib.crc32(block, value)
    return value
