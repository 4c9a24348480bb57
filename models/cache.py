"""Where converted models, and notes of what was fetched, are kept."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """TINHOP_CACHE, or the platform's cache folder."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - only profiles with public models need it

    return Path(os.environ.get("TINHOP_CACHE") or user_cache_path("tinhop", appauthor=False))
