"""`tinhop digest`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tinhop.commands.common import (
    Context,
    articles_of,
    filter_options,
    reports_errors,
    shared_options,
    url_option,
)

if TYPE_CHECKING:
    from index import Filter


@click.command()
@click.argument("inputs", nargs=-1)
@filter_options
@click.option("--query", help="About this only. It may name a period: 'kỳ họp Quốc hội tuần qua'.")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=60, show_default=True, help="Articles of the archive to read."
)
@url_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@shared_options
@reports_errors
def digest(
    context: Context,
    inputs: tuple[str, ...],
    filter: Filter,
    query: str | None,
    limit: int,
    allow_url: bool,
    as_json: bool,
) -> None:
    """One cited summary over several meetings, in order of time.

    Of the archive, or of INPUTS: files, folders, or - for standard input. Reports of one meeting are told as one, and
    copies of a story are named but not told again.

    \b
    Example:
      tinhop digest --from 2024-06-01 --to 2024-06-30
      tinhop digest --query "giải ngân vốn đầu tư công"
      tinhop digest tin-thang-6/
    """
    from tinhop.output import emit_json, show_digest  # noqa: PLC0415

    query = query.strip() or None if query else None
    failed: list[str] = []
    with context.service() as tinhop:
        if inputs:
            articles = articles_of(tinhop.read(inputs, allow_url=allow_url), failed)
            made = tinhop.digest_of(articles, query=query, filter=filter)
        else:
            made = tinhop.digest(query=query, filter=filter, limit=limit)
    emit_json(made.to_dict()) if as_json else show_digest(made)
    sys.exit(1 if made.error or failed else 0)
