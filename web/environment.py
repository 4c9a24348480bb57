"""What Gradio reads from the environment when it is imported."""

from __future__ import annotations

import os
import tempfile

# Kept for the life of the process; the folder goes with it.
_SCRATCH = tempfile.TemporaryDirectory(prefix="tinhop-web-", ignore_cleanup_errors=True)


def prepare_environment() -> None:
    """No analytics; uploads in a folder of this process that goes when it ends, until a server names its own.

    Call before Gradio is imported.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    # Gradio's monitor is off, but its queue would go on counting: after every event a table of all that there were.
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "100"
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)
    os.environ.setdefault("GRADIO_TEMP_DIR", _SCRATCH.name)
