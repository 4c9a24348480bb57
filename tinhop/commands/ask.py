"""`tinhop ask`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tinhop.commands.common import Context, filter_options, reports_errors, rerank_option, shared_options

if TYPE_CHECKING:
    from answers.llm import LlmComposer
    from index import Filter


@click.command()
@click.argument("question", required=False)
@click.option(
    "--questions", "questions_file", type=click.Path(path_type=Path), help="JSON Lines with `question`, `qid`."
)
@click.option("--out", type=click.Path(path_type=Path), help="Where the answers to --questions go.")
@filter_options
@rerank_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--after", multiple=True, metavar="QUESTION", help="An earlier question that this one leans on.")
@click.option("--llm", metavar="URL", help="A language model writes: base address of an OpenAI-compatible server.")
@click.option("--llm-model", metavar="NAME", help="Its name there; without --llm, a local folder or hub name.")
@shared_options
@reports_errors
def ask(
    context: Context,
    question: str | None,
    questions_file: Path | None,
    out: Path | None,
    filter: Filter,
    rerank: bool,
    as_json: bool,
    after: tuple[str, ...],
    llm: str | None,
    llm_model: str | None,
) -> None:
    """Ask the archive: a cited answer, or "Không tìm thấy" when it does not say.

    \b
    Example:
      tinhop ask "Ai chủ trì hội nghị giao ban tháng 6?"
      tinhop ask --questions hoi.jsonl --out dap.jsonl
      tinhop ask "Thế họp ở đâu?" --after "Ai chủ trì hội nghị giao ban tháng 6?"
      tinhop ask "Ai chủ trì?" --from 2024-08-01 --to 2024-08-31 --place "Kim Giang"
      tinhop ask "Ai chủ trì?" --llm http://127.0.0.1:8000/v1 --llm-model Qwen/Qwen3-4B

    The key of a model server is read from TINHOP_LLM_KEY or OPENAI_API_KEY.
    """
    from answers import Answer, Turn  # noqa: PLC0415
    from tinhop.output import emit_json, show_answer  # noqa: PLC0415
    from tinhop.questions import ask_many  # noqa: PLC0415

    if (question is None) == (questions_file is None):
        raise click.UsageError("Give either a question or --questions FILE.")
    if (questions_file is None) != (out is None):
        raise click.UsageError("--questions and --out go together.")
    if llm is not None and llm_model is None:
        raise click.UsageError("--llm needs --llm-model NAME.")
    if after and question is None:
        raise click.UsageError("--after goes with a question.")
    composer = _composer(llm, llm_model) if llm_model is not None else None
    with context.service(rerank=rerank) as tinhop:
        if questions_file is not None and out is not None:
            sys.exit(ask_many(tinhop, questions_file, out, filter=filter, composer=composer))
        assert question is not None
        history: list[Turn] = []
        for earlier in after:
            history.append(Turn(earlier, tinhop.ask(earlier, history=history, filter=filter).short_answer))
        for part in tinhop.stream(question, history=history, filter=filter, composer=composer):
            if isinstance(part, Answer):
                answer = part
            elif sys.stderr.isatty():  # checked sentences as they come; the whole answer follows
                click.secho(part.text, dim=True, err=True)
        emit_json(answer.to_dict()) if as_json else show_answer(answer, tinhop.copies)
        sys.exit(2 if answer.error else 0)


def _composer(url: str | None, model: str) -> LlmComposer:
    from answers.llm import HttpChat, LlmComposer, LocalChat  # noqa: PLC0415

    return LlmComposer(LocalChat(model) if url is None else HttpChat(url, model))
