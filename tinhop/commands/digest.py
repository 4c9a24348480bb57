"""`tinhop digest`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tinhop.commands.common import Context, filter_options, reports_errors, shared_options

if TYPE_CHECKING:
    from index import Filter


@click.command()
@filter_options
@click.option("--query", help="About what these words find only.")
@click.option("--limit", type=click.IntRange(1, 1000), default=60, show_default=True, help="Articles to read.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@shared_options
@reports_errors
def digest(
    context: Context,
    filter: Filter,
    query: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """One cited summary over several meetings of the archive, in order of time.

    Reports of one meeting are told as one, and copies of a story are named but not told again.

    \b
    Example:
      tinhop digest --from 2024-06-01 --to 2024-06-30
      tinhop digest --query "giải ngân vốn đầu tư công"
    """
    from tinhop.output import emit_json, show_digest  # noqa: PLC0415

    with context.service() as tinhop:
        made = tinhop.digest(query=query, filter=filter, limit=limit)
    emit_json(made.to_dict()) if as_json else show_digest(made)
    sys.exit(1 if made.error else 0)
