"""Which weights serve which role, where they lie, under which licence, and how public ones are fetched."""

from models.fetch import converted, fetch
from models.profile import ModelSpec, Profile, WriterSpec, built_in_profiles, load_profile

__all__ = ["ModelSpec", "Profile", "WriterSpec", "built_in_profiles", "converted", "fetch", "load_profile"]
