"""`tinhop batch`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Any

import click

from tinhop.commands.common import Context, reports_errors, shared_options


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("--out", required=True, metavar="FILE.jsonl", help="Where the lines go; - is standard output.")
@click.option("--length", type=click.Choice(["short", "medium", "long"]), default="medium", show_default=True)
@click.option("--bullets", is_flag=True, help="One line for each sentence.")
@click.option("--resume", is_flag=True, help="Go on where a stopped run ended.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes side by side [default: one for each core].")
@shared_options
@reports_errors
def batch(
    context: Context, inputs: tuple[str, ...], out: str, length: str, bullets: bool, resume: bool, jobs: int | None
) -> None:
    """Summarise many articles, one JSON line for each, in the order of the input.

    INPUTS are files, folders, dumps (.jsonl, .jsonl.xz, .csv, .parquet), or - for standard input. A line is the summary
    as --json of `tinhop summarize` gives it, with the input's own `id`; an article that cannot be read is a line whose
    `error` says why. A run that was stopped, however, goes on with --resume; nothing is lost or done twice.

    \b
    Example:
      tinhop batch dump.jsonl.xz articles/ --out summaries.jsonl
      tinhop batch dump.jsonl.xz articles/ --out summaries.jsonl --resume
    """
    from summarizer import Length  # noqa: PLC0415
    from tinhop.progress import Progress  # noqa: PLC0415

    if out == "-" and resume:
        raise click.UsageError("--resume needs a file to go on with; give --out FILE.jsonl.")
    target = None if out == "-" else Path(out)
    signal.signal(signal.SIGTERM, _interrupt)
    with context.service() as tinhop:
        countable = "-" not in inputs
        with Progress((lambda: tinhop.count(inputs, skip=target)) if countable else None) as progress:
            lines = tinhop.batch(inputs, target, length=Length(length), bullets=bullets, resume=resume, processes=jobs)
            try:
                for line in lines:
                    if target is None:
                        click.echo(line.text)
                    progress.add(line.input, line.error, kept=not line.text)
            except KeyboardInterrupt:
                lines.close()
                again = "" if target is None else "; go on with --resume"
                click.echo(f"\ntinhop: Stopped; what was done is kept{again}.", err=True)
                sys.exit(130)
    click.echo(progress.summary(), err=True)
    sys.exit(1 if progress.failed else 0)


def _interrupt(*_: Any) -> None:
    raise KeyboardInterrupt
