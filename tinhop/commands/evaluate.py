"""`tinhop eval summaries`, `retrieval` and `qa`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tinhop.commands.common import Context, reports_errors, rerank_option, shared_options

_LIMIT = click.option("--limit", type=click.IntRange(1), help="Take only the first so many.")
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.group("eval")
def evaluate() -> None:
    """Measure summaries, search and answers on your own data.

    \b
    Example:
      tinhop eval summaries dump.jsonl.xz
      tinhop eval qa my-questions/
    """


@evaluate.command("summaries")
@click.argument("inputs", metavar="DATA...", nargs=-1, required=True)
@click.option("--length", type=click.Choice(["short", "medium", "long"]), default="medium", show_default=True)
@click.option("--no-titles", is_flag=True, help="Hide the articles' titles from the models.")
@_LIMIT
@_JSON
@shared_options
@reports_errors
def summaries(
    context: Context, inputs: tuple[str, ...], length: str, no_titles: bool, limit: int | None, as_json: bool
) -> None:
    """ROUGE, length, unsupported facts and valid spans of summaries, beside the article's first sentences.

    DATA are dumps whose lines hold an `abstract`: {"title", "abstract", "body": [...]} or {"text", "abstract"}. ROUGE
    is given on Vietnamese syllables and "as published" (the ASCII tokeniser of papers on Vietnews). Unsupported facts
    are counted for 1,000 summaries.

    \b
    Example:
      tinhop eval summaries vietnews/val.jsonl.xz --limit 2000
    """
    from news import Failure  # noqa: PLC0415
    from summarizer import Length  # noqa: PLC0415
    from tinhop import evaluate as run  # noqa: PLC0415
    from tinhop.output import emit_json, show_table  # noqa: PLC0415

    failed: list[Failure] = []
    with context.service() as tinhop:
        scores = run.summaries(tinhop, inputs, length=Length(length), limit=limit, titles=not no_titles, failed=failed)
    for failure in failed:
        click.echo(f"tinhop: {failure.error.en}", err=True)
    if as_json:
        for score in scores:
            emit_json(score.to_dict())
    else:
        show_table(
            ["summary", "articles", "R-1/2/L, syllables", "as published", "length", "unsupported", "valid spans"],
            [
                [
                    score.name,
                    score.articles,
                    "/".join(f"{100 * value:.1f}" for value in score.syllables.values),
                    "/".join(f"{100 * value:.1f}" for value in score.as_published.values),
                    f"{score.length:.1f}",
                    f"{score.unsupported:.1f}",
                    "" if score.valid_spans is None else f"{100 * score.valid_spans:.1f}%",
                ]
                for score in scores
            ],
        )
    sys.exit(1 if failed or scores[0].failed else 0)


@evaluate.command("retrieval")
@click.argument("data", type=click.Path(path_type=Path))
@_LIMIT
@rerank_option
@_JSON
@shared_options
@reports_errors
def retrieval(context: Context, data: Path, limit: int | None, rerank: bool, as_json: bool) -> None:
    """How often a search finds the passage that answers, by words, by meaning, and both.

    DATA is a set of lines {"question", "context"}; the archive is made of all contexts. Each question is also asked
    without diacritics.

    \b
    Example:
      tinhop eval retrieval qa/vinewsqa_dev.jsonl.xz
    """
    from tinhop import evaluate as run  # noqa: PLC0415
    from tinhop.output import emit_json, show_table  # noqa: PLC0415

    with context.service(rerank=rerank) as tinhop:
        scores = run.retrieval(tinhop, data, limit=limit)
    if as_json:
        for score in scores:
            emit_json(score.to_dict())
        return
    names = list(scores[0].to_dict())
    show_table(
        names,
        [
            [value if not isinstance(value, float) else f"{value if name == 'milliseconds' else 100 * value:.1f}"
             for name, value in score.to_dict().items()]
            for score in scores
        ],
    )  # fmt: skip


@evaluate.command("qa")
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--articles", multiple=True, metavar="INPUT", help="What the archive is made of; may be repeated.")
@_LIMIT
@_JSON
@shared_options
@reports_errors
def qa(context: Context, data: Path, articles: tuple[str, ...], limit: int | None, as_json: bool) -> None:
    """Exact match and F1 of answers, citations and refusals.

    DATA is a folder with questions.jsonl and articles.jsonl, or a set of lines {"question", "answers": [...], "qid"?,
    "type"?, "match"?}; a question without answers is one that the archive cannot answer. The questions are asked over
    --articles, else over the folder's articles, else over the archive of --library.

    \b
    Example:
      tinhop eval qa meetqa_dev/
      tinhop eval qa questions.jsonl --articles dump.jsonl
    """
    from tinhop import evaluate as run  # noqa: PLC0415
    from tinhop.output import emit_json, show_table  # noqa: PLC0415

    with context.service() as tinhop:
        report = run.answers(tinhop, data, articles, limit=limit)
    if as_json:
        emit_json(report.to_dict())
        return
    figures = report.to_dict()
    types = figures.pop("by_type")
    show_table(["measure", "value"], [[name.replace("_", " "), _shown(value)] for name, value in figures.items()])
    if types:
        click.echo()
        columns = list(next(iter(types.values())))
        rows = [[name, *(_shown(row[column]) for column in columns)] for name, row in types.items()]
        show_table(["type", *(column.replace("_", " ") for column in columns)], rows)


def _shown(value: object) -> str:
    if value is None:
        return "–"
    return f"{100 * value:.1f}%" if isinstance(value, float) else str(value)
