"""The web page: layout, behaviour, looks, and what it says."""

from web.look import CSS, HEAD, theme
from web.page import build_app

__all__ = ["CSS", "HEAD", "build_app", "theme"]
