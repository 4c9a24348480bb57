"""`tinhop summarize`."""

from __future__ import annotations

import sys

import click

from tinhop.commands.common import Context, articles_of, reports_errors, shared_options, url_option


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("--length", type=click.Choice(["short", "medium", "long"]), default="medium", show_default=True)
@url_option
@click.option("--bullets", is_flag=True, help="One line for each sentence.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@shared_options
@reports_errors
def summarize(
    context: Context, inputs: tuple[str, ...], length: str, allow_url: bool, bullets: bool, as_json: bool
) -> None:
    """Summarise articles, every sentence with its sources.

    INPUTS are files, folders, or - for standard input.

    \b
    Example:
      tinhop summarize bai-viet.docx --length short
    """
    from summarizer import Length  # noqa: PLC0415
    from tinhop.output import emit_json, show_summary  # noqa: PLC0415

    failed: list[str] = []
    with context.service() as tinhop:
        articles = articles_of(tinhop.read(inputs, allow_url=allow_url), failed)
        # One article at a time, so that each is printed as soon as it is written; `batch` trades that for speed.
        for article in articles:
            summary = tinhop.summarize(article, length=Length(length), bullets=bullets)
            emit_json(summary.to_dict()) if as_json else show_summary(summary)
            if summary.error:
                failed.append(article.id)
    sys.exit(1 if failed else 0)
