"""`tinhop ask`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tinhop.commands.common import Context, reports_errors, shared_options


@click.command()
@click.argument("question", required=False)
@click.option(
    "--questions", "questions_file", type=click.Path(path_type=Path), help="JSON Lines with `question`, `qid`."
)
@click.option("--out", type=click.Path(path_type=Path), help="Where the answers to --questions go.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@shared_options
@reports_errors
def ask(context: Context, question: str | None, questions_file: Path | None, out: Path | None, as_json: bool) -> None:
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
        emit_json(answer.to_dict()) if as_json else show_answer(answer, tinhop.copies)
        sys.exit(2 if answer.error else 0)
