"""The archive: `tinhop add`, `list`, `show`, `remove`, `check`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
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
    from news import Article


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@url_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@shared_options
@reports_errors
def add(context: Context, inputs: tuple[str, ...], allow_url: bool, as_json: bool) -> None:
    """Add articles to the archive: files, folders, dumps, zip archives, feeds, or - for standard input.

    \b
    Example:
      tinhop add samples/ dump.jsonl.xz
      tinhop add --allow-url https://bao.example/thoi-su.rss
    """
    from news.processes import cores  # noqa: PLC0415
    from tinhop.output import emit_json  # noqa: PLC0415
    from tinhop.progress import Bars  # noqa: PLC0415

    failed: list[str] = []
    counts: dict[str, int] = {}
    with context.service() as tinhop, Bars() as bars:
        titles: dict[str, str] = {}

        def noted() -> Iterator[Article]:
            for article in articles_of(tinhop.read(inputs, allow_url=allow_url), failed):
                titles[article.id] = article.title or article.text[:80]
                yield article

        for result in tinhop.add(noted(), processes=cores(), progress=bars):
            counts[result.status.value] = counts.get(result.status.value, 0) + 1
            title = titles.pop(result.article_id, "")
            if as_json:
                emit_json({"id": result.article_id, "status": result.status.value, "replaced": result.replaced_id})
            else:
                click.echo(f"{result.status.value:<10}{result.article_id}  {title}")
    said = ", ".join(f"{number} {status}" for status, number in sorted(counts.items())) or "nothing added"
    click.echo(f"{said}{f', {len(failed)} refused' if failed else ''}", err=True)
    sys.exit(1 if failed else 0)


@click.command("list")
@filter_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@shared_options
@reports_errors
def list_(context: Context, filter: Filter, as_json: bool) -> None:
    """List the archive, newest first.

    \b
    Example:
      tinhop list --from 2024-06-01 --person "Đỗ Quang Lịch"
    """
    from tinhop.output import emit_json  # noqa: PLC0415

    with context.service() as tinhop:
        for row in tinhop.articles(filter):
            if as_json:
                emit_json(row.to_dict())
            else:
                click.echo(f"{row.id}  {row.published or '          '}  {row.title or row.opening[:80]}")


@click.command()
@click.argument("article_id")
@click.option("--json", "as_json", is_flag=True, help="The stored form, whose text all offsets count in.")
@shared_options
@reports_errors
def show(context: Context, article_id: str, as_json: bool) -> None:
    """Show one article of the archive by its id or the beginning of it.

    \b
    Example:
      tinhop show 3f9a --json
    """
    from tinhop.output import emit_json, show_article  # noqa: PLC0415

    with context.service() as tinhop:
        article = tinhop.get(article_id)
        emit_json(article.to_dict()) if as_json else show_article(article)


@click.command()
@click.argument("article_ids", nargs=-1, required=True)
@shared_options
@reports_errors
def remove(context: Context, article_ids: tuple[str, ...]) -> None:
    """Remove articles from the archive; all that are named or, if one is unknown, none.

    \b
    Example:
      tinhop remove 3f9a1c
    """
    with context.service() as tinhop:
        for full in tinhop.remove(list(article_ids)):
            click.echo(f"removed   {full}")


@click.command()
@click.option("--repair", is_flag=True, help="Make the caches again, and the vectors if they need it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@shared_options
@reports_errors
def check(context: Context, repair: bool, as_json: bool) -> None:
    """Check the archive's health.

    \b
    Example:
      tinhop check --repair
    """
    from tinhop.output import emit_json  # noqa: PLC0415
    from tinhop.progress import Bars  # noqa: PLC0415

    with context.service() as tinhop, Bars() as bars:
        health = tinhop.check(repair=repair, progress=bars)
    if as_json:
        emit_json(health.to_dict())
    else:
        click.echo(f"{health.articles} articles, {health.passages} passages")
        for problem in health.problems:
            click.echo(f"problem: {problem}")
        if not health.problems:
            click.echo("no problems")
    sys.exit(1 if health.problems else 0)
