"""The command line. It holds no logic of its own: it parses, calls the service and prints.

Exit codes: 0 all went well, 1 some inputs failed (each is named), 2 misuse.
"""

from __future__ import annotations

import click

from tinhop import __version__
from tinhop.commands.archive import add, check, list_, remove, show
from tinhop.commands.ask import ask
from tinhop.commands.batch import batch
from tinhop.commands.common import Context
from tinhop.commands.digest import digest
from tinhop.commands.evaluate import evaluate
from tinhop.commands.models import models
from tinhop.commands.search import search
from tinhop.commands.serve import serve
from tinhop.commands.summarize import summarize


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
    context.obj = Context(library, models, engine)


for command in (summarize, batch, add, list_, show, remove, search, ask, digest, serve, models, evaluate, check):
    main.add_command(command)
