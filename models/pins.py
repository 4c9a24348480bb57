"""Which commit a public model was fetched at: named by its profile, or written down when it was fetched first.

A branch such as "main" moves. What was fetched once stays at its commit, on this machine, until it is fetched with
`update`; the notes lie in the user's cache, one small file for each model and branch.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from models.cache import cache_folder
from models.profile import ModelSpec

DEFAULT_BRANCH = "main"
_COMMIT = re.compile(r"[0-9a-f]{40}")


def commit_of(spec: ModelSpec) -> str | None:
    """The commit that a public model is pinned to; None while it is neither named nor fetched."""
    if spec.revision is not None and _COMMIT.fullmatch(spec.revision):
        return spec.revision
    try:
        noted = _note(spec).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return noted if _COMMIT.fullmatch(noted) else None


def pin(spec: ModelSpec, commit: str) -> None:
    """Writes down that a model was fetched at a commit.

    Raises:
        OSError: the user's cache cannot be written.
    """
    note = _note(spec)
    note.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=note.parent, delete=False, encoding="ascii") as file:
        file.write(commit + "\n")
    Path(file.name).replace(note)


def _note(spec: ModelSpec) -> Path:
    name = f"{spec.location.removeprefix('hub:')}@{spec.revision or DEFAULT_BRANCH}"
    return cache_folder() / "fetched" / name.replace("/", "--")
