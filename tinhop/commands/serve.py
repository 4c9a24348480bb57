"""`tinhop serve`."""

from __future__ import annotations

from pathlib import Path

import click

from news.errors import InputError
from tinhop.commands.common import Context, reports_errors, rerank_option, shared_options


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=7860, show_default=True, type=click.IntRange(1, 65535))
@click.option("--auth", type=click.Path(path_type=Path, dir_okay=False), help="The file of accounts that may log in.")
@click.option("--add-user", metavar="NAME", help="Ask for a password, write the account into the file and end.")
@click.option("--open", "open_to_all", is_flag=True, help="Let other machines in without accounts.")
@click.option(
    "--state",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where uploads and batches are kept [default: page in the archive's folder].",
)
@click.option(
    "--upload-each",
    metavar="MB",
    type=click.IntRange(1),
    default=1024,
    show_default=True,
    help="A visitor's uploads in a day.",
)
@click.option(
    "--upload-total",
    metavar="MB",
    type=click.IntRange(1),
    default=4096,
    show_default=True,
    help="All of the page's files on the disk.",
)
@rerank_option
@click.option("--mcp", is_flag=True, help="Also offer the endpoints as tools (Model Context Protocol).")
@shared_options
@reports_errors
def serve(
    context: Context,
    host: str,
    port: int,
    auth: Path | None,
    add_user: str | None,
    open_to_all: bool,
    state: Path | None,
    upload_each: int,
    upload_total: int,
    rerank: bool,
    mcp: bool,
) -> None:
    """Serve the web page.

    It listens on this machine only. To let others in, make accounts and name another --host.

    \b
    Example:
      tinhop serve --port 7860
      tinhop serve --auth accounts --add-user lan
      tinhop serve --auth accounts --host 0.0.0.0
    """
    if add_user is not None:
        from web.accounts import add_account  # noqa: PLC0415

        if auth is None:
            raise InputError("Name the file of accounts with --auth FILE.", "Hãy chỉ ra tệp tài khoản: --auth TỆP.")
        add_account(auth, add_user, click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
        click.echo(f"{auth}: {add_user}", err=True)
        return
    from app import serve as run  # noqa: PLC0415 - imports Gradio
    from web.uploads import Limits  # noqa: PLC0415

    limits = Limits(upload_each * 2**20, upload_total * 2**20)
    with context.service(rerank=rerank) as tinhop:
        run(tinhop, host=host, port=port, auth=auth, open_to_all=open_to_all, mcp=mcp, state=state, limits=limits)
