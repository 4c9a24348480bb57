"""`tinhop search`."""

from __future__ import annotations

import datetime as dt

import click

from tinhop.commands.common import Context, make_filter, period_options, reports_errors, shared_options


@click.command()
@click.argument("query")
@click.option("-k", type=click.IntRange(1, 200), default=10, show_default=True, help="Passages to show.")
@period_options
@click.option("--source", help="Of this newspaper only.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@shared_options
@reports_errors
def search(
    context: Context,
    query: str,
    k: int,
    since: dt.datetime | None,
    until: dt.datetime | None,
    source: str | None,
    as_json: bool,
) -> None:
    """Search passages by words and by meaning, with or without diacritics.

    \b
    Example:
      tinhop search "giai ngan dau tu cong" -k 5
    """
    from tinhop.output import emit_json, show_hit  # noqa: PLC0415

    with context.service() as tinhop:
        for rank, hit in enumerate(tinhop.search(query, k, make_filter(since, until, source)), start=1):
            emit_json(hit.to_dict()) if as_json else show_hit(rank, hit)
