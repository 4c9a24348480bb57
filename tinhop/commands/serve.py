"""`tinhop serve`."""

from __future__ import annotations

import click

from tinhop.commands.common import Context, reports_errors, shared_options


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=7860, show_default=True, type=click.IntRange(1, 65535))
@shared_options
@reports_errors
def serve(context: Context, host: str, port: int) -> None:
    """Serve the web page.

    \b
    Example:
      tinhop serve --port 7860
    """
    from app import serve as run  # noqa: PLC0415 - imports Gradio

    with context.service() as tinhop:
        run(tinhop, host=host, port=port)
