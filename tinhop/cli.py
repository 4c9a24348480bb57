"""The command line. It holds no logic of its own: it parses, calls the service and prints.

Exit codes: 0 all went well, 1 some inputs failed (each is named), 2 misuse.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from news.errors import InputError
from tinhop import __version__

if TYPE_CHECKING:
    from index import Filter
    from news import Article, Failure
    from tinhop.service import Tinhop

_DATE = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


class _Context:
    """The global options; the service is made when a command needs it."""

    def __init__(self, library: str | None, models: str | None, engine: str) -> None:
        self.options = (library, models, engine)

    def service(self) -> Tinhop:
        from tinhop.service import Tinhop  # noqa: PLC0415 - keeps --help fast

        return Tinhop(*self.options)


def _reports_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """A user's mistake is one sentence on standard error and exit code 1; a closed pipe is no error."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except InputError as error:
            click.echo(f"tinhop: {error.en}", err=True)
            sys.exit(1)
        except BrokenPipeError:
            # The reader has seen enough; Python would complain again when it flushes at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tinhop")
@click.option("--library", metavar="DIR", help="The archive's folder [TINHOP_LIBRARY; default: library].")
@click.option("--models", metavar="PROFILE", help="embedded, vit5 or a .toml file [TINHOP_MODELS; default: embedded].")
@click.option("--engine", type=click.Choice(["ctranslate2", "transformers"]), default="ctranslate2", show_default=True)
@click.pass_context
def main(context: click.Context, library: str | None, models: str | None, engine: str) -> None:
    """Verified summaries and cited answers over Vietnamese meeting news.

    \b
    Example:
      tinhop add samples/
      tinhop ask "Ai chủ trì hội nghị giao ban?"
    """
    context.obj = _Context(library, models, engine)


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """--library and --models may stand after the command's name too."""

    @click.option("--library", "own_library", metavar="DIR", help="The archive's folder.")
    @click.option("--models", "own_models", metavar="PROFILE", help="The models.")
    @wraps(command)
    def run(own_library: str | None, own_models: str | None, **kwargs: Any) -> Any:
        library, models, engine = click.get_current_context().obj.options
        return command(_Context(own_library or library, own_models or models, engine), **kwargs)

    return run


def _articles(results: Iterator[Article | Failure], failed: list[str]) -> Iterator[Article]:
    """The articles of a stream; failures are named on standard error and remembered."""
    from news import Failure  # noqa: PLC0415

    for result in results:
        if isinstance(result, Failure):
            failed.append(result.name)
            click.echo(f"tinhop: {result.error.en}", err=True)
        else:
            yield result


def _filter(since: dt.datetime | None, until: dt.datetime | None, source: str | None) -> Filter:
    from index import Filter  # noqa: PLC0415

    return Filter(since.date() if since else None, until.date() if until else None, source)


@main.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("--length", type=click.Choice(["short", "medium", "long"]), default="medium", show_default=True)
@click.option("--bullets", is_flag=True, help="One line for each sentence.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@_shared
@_reports_errors
def summarize(context: _Context, inputs: tuple[str, ...], length: str, bullets: bool, as_json: bool) -> None:
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
        articles = _articles(tinhop.read(inputs), failed)
        # One article at a time, so that each is printed as soon as it is written; `batch` trades that for speed.
        for article in articles:
            summary = tinhop.summarize(article, length=Length(length), bullets=bullets)
            emit_json(summary.to_dict()) if as_json else show_summary(summary)
            if summary.error:
                failed.append(article.id)
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@_shared
@_reports_errors
def add(context: _Context, inputs: tuple[str, ...], as_json: bool) -> None:
    """Add articles to the archive: files, folders, dumps, or - for standard input.

    \b
    Example:
      tinhop add samples/ dump.jsonl.xz
    """
    from tinhop.output import emit_json  # noqa: PLC0415

    failed: list[str] = []
    counts: dict[str, int] = {}
    with context.service() as tinhop:
        titles: dict[str, str] = {}

        def noted() -> Iterator[Article]:
            for article in _articles(tinhop.read(inputs), failed):
                titles[article.id] = article.title or article.text[:80]
                yield article

        for result in tinhop.add(noted()):
            counts[result.status.value] = counts.get(result.status.value, 0) + 1
            title = titles.pop(result.article_id, "")
            if as_json:
                emit_json({"id": result.article_id, "status": result.status.value, "replaced": result.replaced_id})
            else:
                click.echo(f"{result.status.value:<10}{result.article_id}  {title}")
    said = ", ".join(f"{number} {status}" for status, number in sorted(counts.items())) or "nothing added"
    click.echo(f"{said}{f', {len(failed)} refused' if failed else ''}", err=True)
    sys.exit(1 if failed else 0)


@main.command("list")
@click.option("--from", "since", type=_DATE, help="Published on or after.")
@click.option("--to", "until", type=_DATE, help="Published on or before.")
@click.option("--source", help="Of this newspaper only.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@_shared
@_reports_errors
def list_(
    context: _Context, since: dt.datetime | None, until: dt.datetime | None, source: str | None, as_json: bool
) -> None:
    """List the archive, newest first.

    \b
    Example:
      tinhop list --from 2024-06-01
    """
    from tinhop.output import emit_json  # noqa: PLC0415

    with context.service() as tinhop:
        for row in tinhop.articles(_filter(since, until, source)):
            if as_json:
                emit_json(row.to_dict())
            else:
                click.echo(f"{row.id}  {row.published or '          '}  {row.title or row.opening[:80]}")


@main.command()
@click.argument("article_id")
@click.option("--json", "as_json", is_flag=True, help="The stored form, whose text all offsets count in.")
@_shared
@_reports_errors
def show(context: _Context, article_id: str, as_json: bool) -> None:
    """Show one article of the archive by its id or the beginning of it.

    \b
    Example:
      tinhop show 3f9a --json
    """
    from tinhop.output import emit_json, show_article  # noqa: PLC0415

    with context.service() as tinhop:
        article = tinhop.get(article_id)
        emit_json(article.to_dict()) if as_json else show_article(article)


@main.command()
@click.argument("article_ids", nargs=-1, required=True)
@_shared
@_reports_errors
def remove(context: _Context, article_ids: tuple[str, ...]) -> None:
    """Remove articles from the archive; all that are named or, if one is unknown, none.

    \b
    Example:
      tinhop remove 3f9a1c
    """
    with context.service() as tinhop:
        for full in tinhop.remove(list(article_ids)):
            click.echo(f"removed   {full}")


@main.command()
@click.argument("query")
@click.option("-k", type=click.IntRange(1, 200), default=10, show_default=True, help="Passages to show.")
@click.option("--from", "since", type=_DATE, help="Published on or after.")
@click.option("--to", "until", type=_DATE, help="Published on or before.")
@click.option("--source", help="Of this newspaper only.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@_shared
@_reports_errors
def search(
    context: _Context,
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
        for rank, hit in enumerate(tinhop.search(query, k, _filter(since, until, source)), start=1):
            emit_json(hit.to_dict()) if as_json else show_hit(rank, hit)


@main.command()
@click.argument("question", required=False)
@click.option(
    "--questions", "questions_file", type=click.Path(path_type=Path), help="JSON Lines with `question`, `qid`."
)
@click.option("--out", type=click.Path(path_type=Path), help="Where the answers to --questions go.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@_shared
@_reports_errors
def ask(context: _Context, question: str | None, questions_file: Path | None, out: Path | None, as_json: bool) -> None:
    """Ask the archive: a cited answer, or "Không tìm thấy" when it does not say.

    \b
    Example:
      tinhop ask "Ai chủ trì hội nghị giao ban tháng 6?"
      tinhop ask --questions hoi.jsonl --out dap.jsonl
    """
    from tinhop.output import emit_json, show_answer  # noqa: PLC0415
    from tinhop.questions import ask_many  # noqa: PLC0415

    if (question is None) == (questions_file is None):
        raise click.UsageError("Give either a question or --questions FILE.")
    if (questions_file is None) != (out is None):
        raise click.UsageError("--questions and --out go together.")
    with context.service() as tinhop:
        if questions_file is not None and out is not None:
            sys.exit(ask_many(tinhop, questions_file, out))
        assert question is not None
        answer = tinhop.ask(question)
        emit_json(answer.to_dict()) if as_json else show_answer(answer)
        sys.exit(2 if answer.error else 0)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=7860, show_default=True, type=click.IntRange(1, 65535))
@_shared
@_reports_errors
def serve(context: _Context, host: str, port: int) -> None:
    """Serve the web page.

    \b
    Example:
      tinhop serve --port 7860
    """
    from app import serve as run  # noqa: PLC0415 - imports Gradio

    with context.service() as tinhop:
        run(tinhop, host=host, port=port)


@main.group()
def models() -> None:
    """What models there are, what they weigh, and their licences.

    \b
    Example:
      tinhop models list
    """


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@_reports_errors
def models_list(as_json: bool) -> None:
    """List the profiles with the place, size and licence of each model.

    \b
    Example:
      tinhop models list
    """
    from models import built_in_profiles, describe, load_profile  # noqa: PLC0415
    from tinhop.output import emit_json  # noqa: PLC0415

    for name in built_in_profiles():
        profile = load_profile(name)
        if not as_json:
            click.secho(f"{profile.name}: {profile.summary}", bold=True)
        for model in describe(profile):
            if as_json:
                emit_json({"profile": profile.name, **model.to_dict()})
            else:
                size = f"{model.bytes / 1e6:.1f} MB" if model.bytes is not None else "not here yet"
                click.echo(f"  {model.role:<10}{size:>13}  {model.location}  {model.licence}")


@models.command("fetch")
@click.argument("profile")
@_reports_errors
def models_fetch(profile: str) -> None:
    """Download a profile's public models.

    \b
    Example:
      tinhop models fetch vit5
    """
    from models import fetch, load_profile  # noqa: PLC0415

    loaded = load_profile(profile)
    for spec in (loaded.writer.model, loaded.selector, loaded.embedder):
        click.echo(f"{spec.location}  {fetch(spec)}")


@main.command()
@click.option("--repair", is_flag=True, help="Make the caches again, and the vectors if they need it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@_shared
@_reports_errors
def check(context: _Context, repair: bool, as_json: bool) -> None:
    """Check the archive's health.

    \b
    Example:
      tinhop check --repair
    """
    from tinhop.output import emit_json  # noqa: PLC0415

    with context.service() as tinhop:
        health = tinhop.check(repair=repair)
    if as_json:
        emit_json(health.to_dict())
    else:
        click.echo(f"{health.articles} articles, {health.passages} passages")
        for problem in health.problems:
            click.echo(f"problem: {problem}")
        if not health.problems:
            click.echo("no problems")
    sys.exit(1 if health.problems else 0)
