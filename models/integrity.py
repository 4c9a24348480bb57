"""Whether model files are what was published: against what the installer or the hub's cache recorded."""

from __future__ import annotations

import base64
import enum
import hashlib
import re
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

_BLOCK = 2**20
# The hub's cache keeps large files under their SHA-256.
_CACHED = re.compile(r"[0-9a-f]{64}")


class Integrity(enum.Enum):
    """What the record says of a file."""

    RECORDED = "as published"
    CHANGED = "not as published"
    UNRECORDED = "no record"


def sha256(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def integrity(path: Path, digest: str) -> Integrity:
    """Compares a file's SHA-256 with what pip noted when it installed tinhop, or the hub's cache when it fetched.

    A checkout has no record: there, git knows.
    """
    expected = _cached_digest(path) or _installed_digests().get(path.resolve())
    if expected is None:
        return Integrity.UNRECORDED
    return Integrity.RECORDED if expected == digest else Integrity.CHANGED


def _cached_digest(path: Path) -> str | None:
    name = path.resolve().name
    return name if path.is_symlink() and _CACHED.fullmatch(name) else None


def _installed_digests() -> dict[Path, str]:
    try:
        installed = files("tinhop") or []
    except PackageNotFoundError:
        return {}
    return {
        Path(str(file.locate())).resolve(): base64.urlsafe_b64decode(file.hash.value + "==").hex()
        for file in installed
        if file.hash is not None and file.hash.mode == "sha256" and "/weights/" in str(file)
    }
