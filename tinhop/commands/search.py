"""`tinhop search`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tinhop.commands.common import Context, filter_options, reports_errors, rerank_option, shared_options

if TYPE_CHECKING:
    from index import Filter


@click.command()
@click.argument("query")
@click.option("-k", type=click.IntRange(1, 200), default=10, show_default=True, help="Passages to show.")
@filter_options
@rerank_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@shared_options
@reports_errors
def search(
    context: Context,
    query: str,
    k: int,
    filter: Filter,
    rerank: bool,
    as_json: bool,
) -> None:
    """Search passages by words and by meaning, with or without diacritics.

    \b
    Example:
      tinhop search "giai ngan dau tu cong" -k 5
      tinhop search "giải ngân" --person "Đỗ Quang Lịch" --place "Kim Giang"
    """
    from tinhop.output import emit_json, show_hit  # noqa: PLC0415

    with context.service(rerank=rerank) as tinhop:
        hits = tinhop.search(query, k, filter)
        for rank, hit in enumerate(hits, start=1):
            emit_json(hit.to_dict()) if as_json else show_hit(rank, hit)
        if not hits and (said := tinhop.narrowed(filter)):
            click.echo(said, err=True)
