"""The web page: what it says, what it does, how it looks, and how it is served."""

from web.environment import prepare_environment

prepare_environment()

from web.layout.page import build_app  # noqa: E402 - Gradio reads the environment once, on import
from web.server import serve  # noqa: E402

__all__ = ["build_app", "serve"]
