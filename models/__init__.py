"""Which weights serve which role, where they lie, under which licence, and how public ones are fetched."""

from models.describe import ModelInfo, describe
from models.fetch import converted, fetch
from models.profile import (
    CLOZE_READER,
    HEADLINER,
    READER,
    ModelSpec,
    Profile,
    RerankerSpec,
    WriterSpec,
    built_in_profiles,
    load_profile,
)

__all__ = [
    "CLOZE_READER",
    "HEADLINER",
    "READER",
    "ModelInfo",
    "ModelSpec",
    "Profile",
    "RerankerSpec",
    "WriterSpec",
    "built_in_profiles",
    "converted",
    "describe",
    "fetch",
    "load_profile",
]
