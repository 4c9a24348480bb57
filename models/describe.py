"""What `tinhop models list` tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.fetch import fetch
from models.pins import DEFAULT_BRANCH, commit_of
from models.profile import ModelSpec, Profile
from news.errors import InputError


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One model of a profile; `bytes` is None while it is not on this machine.

    `revision` is the commit that a public model is pinned to, the branch that it will be fetched from where it is
    neither pinned nor fetched, and None for one that is not public.
    """

    role: str
    location: str
    licence: str
    bytes: int | None
    revision: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "role": self.role,
            "location": self.location,
            "licence": self.licence,
            "bytes": self.bytes,
            "revision": self.revision,
        }


def describe(profile: Profile) -> list[ModelInfo]:
    """The models of a profile. Touches no network."""
    return [
        ModelInfo(role, spec.location, spec.licence, _size(spec), _revision(spec))
        for role, spec in profile.models().items()
    ]


def _revision(spec: ModelSpec) -> str | None:
    return (commit_of(spec) or spec.revision or DEFAULT_BRANCH) if spec.is_public else None


def _size(spec: ModelSpec) -> int | None:
    try:
        path = fetch(spec, offline=True)
    except InputError:
        return None
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(p.stat().st_size for p in files)
