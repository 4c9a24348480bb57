"""What the tabs share."""

from __future__ import annotations

from typing import Any

# Events of the page are no part of what programs call, and the views say themselves that they are waiting.
PAGE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
# One summary is written at a time; questions and the archive do not wait for it.
WRITER: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "writer"}
READER: dict[str, Any] = {"concurrency_limit": 4, "concurrency_id": "reader"}

# What was chosen or pressed last counts, even while what was chosen before is still being fetched.
LAST: dict[str, Any] = {"trigger_mode": "always_last"}

ARTICLE_FILES = [".txt", ".md", ".html", ".htm", ".docx", ".pdf"]
LENGTHS = ("short", "medium", "long")
