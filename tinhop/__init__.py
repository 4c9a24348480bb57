"""tinhop: verified summaries and cited answers over Vietnamese meeting news."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tinhop.service import Tinhop

__version__ = "0.1.0"
__all__ = ["Tinhop", "__version__"]


def __getattr__(name: str) -> Any:
    # On first use, so that the command line's --help loads nothing.
    if name == "Tinhop":
        return import_module("tinhop.service").Tinhop
    raise AttributeError(f"module 'tinhop' has no attribute '{name}'")
