"""`tinhop models check`: every model of a profile is there, is what was published, loads and works."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index import StaticEmbedder
from models import Profile, fetch
from models.integrity import Integrity, integrity, sha256
from news import InputError
from summarizer import Decoding, Selector, load_engine

_PROBE = "Chiều 22-6, Sở Y tế tỉnh Lạc Đông tổ chức hội nghị giao ban."


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One file of a model."""

    name: str
    bytes: int
    sha256: str
    integrity: Integrity


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """One model; `problem` is None when all is well."""

    role: str
    location: str
    files: tuple[FileCheck, ...]
    problem: str | None

    def to_dict(self) -> dict[str, Any]:
        return {
            "role": self.role,
            "location": self.location,
            "bytes": sum(file.bytes for file in self.files),
            "files": [
                {"name": f.name, "bytes": f.bytes, "sha256": f.sha256, "integrity": f.integrity.value}
                for f in self.files
            ],
            "problem": self.problem,
        }


def check_models(profile: Profile, engine: str = "ctranslate2") -> Iterator[ModelCheck]:
    """The models of a profile, one by one. Nothing is fetched."""
    specs = {"writer": profile.writer.model, "selector": profile.selector, "embedder": profile.embedder}
    for role, spec in specs.items():
        try:
            path = fetch(spec, offline=True)
        except InputError as error:
            yield ModelCheck(role, spec.location, (), error.en)
            continue
        files = _files(path)
        changed = [file.name for file in files if file.integrity is Integrity.CHANGED]
        problem = f"{', '.join(changed)}: not as published; install or fetch again." if changed else None
        yield ModelCheck(role, spec.location, files, problem or _problem(role, profile, path, engine))


def _files(path: Path) -> tuple[FileCheck, ...]:
    paths = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    made = []
    for file in paths:
        digest = sha256(file)
        name = file.name if file == path else str(file.relative_to(path))
        made.append(FileCheck(name, file.stat().st_size, digest, integrity(file, digest)))
    return tuple(made)


def _problem(role: str, profile: Profile, path: Path, engine: str) -> str | None:
    """Why a model does not load or work. Whatever a damaged file makes a library raise is a finding here."""
    try:
        if role == "writer":
            works = bool(
                load_engine(profile.writer, engine, offline=True).generate([_PROBE], Decoding(max_tokens=8))[0]
            )
        elif role == "selector":
            works = bool(np.isfinite(Selector.load(path).scores([_PROBE, _PROBE])).all())
        else:
            works = bool(abs(np.linalg.norm(StaticEmbedder.load(path).embed([_PROBE])[0]) - 1) < 1e-3)
    except Exception as error:
        return f"does not load ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
    return None if works else "loads, but gives nothing useful"
