"""The web page: layout, behaviour, and what it says."""

from web.page import CSS, build_app, theme

__all__ = ["CSS", "build_app", "theme"]
