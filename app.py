"""The web page: `python app.py`, or `tinhop serve`; the same options.

Listens on this machine only, unless told otherwise; loads nothing from elsewhere.
"""

from __future__ import annotations

import sys

from web import build_app, serve

__all__ = ["build_app", "serve"]

if __name__ == "__main__":
    from tinhop.cli import main

    main(["serve", *sys.argv[1:]], prog_name="app.py")
