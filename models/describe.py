"""What `tinhop models list` tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.fetch import fetch
from models.profile import READER, ModelSpec, Profile
from news.errors import InputError


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One model of a profile; `bytes` is None while it is not on this machine."""

    role: str
    location: str
    licence: str
    bytes: int | None

    def to_dict(self) -> dict[str, Any]:
        return {"role": self.role, "location": self.location, "licence": self.licence, "bytes": self.bytes}


def describe(profile: Profile) -> list[ModelInfo]:
    """The models of a profile. Touches no network."""
    roles = {
        "writer": profile.writer.model,
        "selector": profile.selector,
        "embedder": profile.embedder,
        "reader": READER,
    }
    return [ModelInfo(role, spec.location, spec.licence, _size(spec)) for role, spec in roles.items()]


def _size(spec: ModelSpec) -> int | None:
    try:
        path = fetch(spec, offline=True)
    except InputError:
        return None
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(p.stat().st_size for p in files)
