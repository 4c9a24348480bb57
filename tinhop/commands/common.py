"""What the commands share: the global options, error reporting, streams of articles, filters."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from news.errors import InputError

if TYPE_CHECKING:
    from news import Article, Failure
    from tinhop.service import Tinhop

DATE = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


class Context:
    """The global options; the service is made when a command needs it."""

    def __init__(self, library: str | None, models: str | None, engine: str) -> None:
        self.options = (library, models, engine)

    def service(self, *, rerank: bool = False) -> Tinhop:
        from tinhop.service import Tinhop  # noqa: PLC0415 - keeps --help fast

        return Tinhop(*self.options, rerank=rerank)


def reports_errors(command: Callable[..., Any]) -> Callable[..., Any]:
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


def shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--library and --models may stand after the command's name too."""

    @click.option("--library", "own_library", metavar="DIR", help="The archive's folder.")
    @click.option("--models", "own_models", metavar="PROFILE", help="The models.")
    @wraps(command)
    def run(own_library: str | None, own_models: str | None, **kwargs: Any) -> Any:
        library, models, engine = click.get_current_context().obj.options
        return command(Context(own_library or library, own_models or models, engine), **kwargs)

    return run


def url_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--allow-url."""
    return click.option("--allow-url", is_flag=True, help="Read http:// and https:// addresses too; public ones only.")(
        command
    )


def rerank_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--rerank."""
    return click.option(
        "--rerank", is_flag=True, help="The profile's reranker reads the first passages again; slower."
    )(command)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--from, --to, --source, --person and --place, as the argument `filter`."""

    @wraps(command)
    def run(
        since: dt.datetime | None,
        until: dt.datetime | None,
        source: str | None,
        person: str | None,
        place: str | None,
        **kwargs: Any,
    ) -> Any:
        from index import Filter  # noqa: PLC0415

        if since and until and since > until:
            raise click.UsageError("--from is later than --to.")
        days = (since.date() if since else None, until.date() if until else None)
        return command(filter=Filter(*days, source, person, place), **kwargs)

    for option in (
        click.option("--place", help="Of meetings held there; words in a row, with or without diacritics."),
        click.option("--person", help="Of meetings that this person chaired, spoke at or attended."),
        click.option("--source", help="Of this newspaper only."),
        click.option("--to", "until", type=DATE, help="Published on or before."),
        click.option("--from", "since", type=DATE, help="Published on or after."),
    ):
        run = option(run)
    return run


def articles_of(results: Iterator[Article | Failure], failed: list[str]) -> Iterator[Article]:
    """The articles of a stream; failures are named on standard error and remembered."""
    from news import Failure  # noqa: PLC0415

    for result in results:
        if isinstance(result, Failure):
            failed.append(result.name)
            click.echo(f"tinhop: {result.error.en}", err=True)
        else:
            yield result
