"""Many questions in a file, many answers in another."""

from __future__ import annotations

import json
from pathlib import Path

import click

from answers.llm import LlmComposer
from index import Filter
from news.errors import InputError
from tinhop.service import Tinhop


def ask_many(
    tinhop: Tinhop,
    questions: Path,
    out: Path,
    *,
    filter: Filter | None = None,
    composer: LlmComposer | None = None,
) -> int:
    """Answers a file of questions; the output appears whole, when all are answered. Returns the exit code.

    Args:
        filter: what part of the archive all of them are asked of.

    Raises:
        InputError: a file cannot be read or written, there is no library, or the composer's model cannot be loaded.
    """
    tinhop.library()  # before any file is touched
    code = 0
    scratch = out.with_name(out.name + ".part")
    try:
        with questions.open(encoding="utf-8-sig") as lines, scratch.open("w", encoding="utf-8") as target:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                    text, qid = row["question"], row.get("qid")
                    if not isinstance(text, str):
                        raise TypeError
                except (ValueError, KeyError, TypeError, AttributeError):
                    click.echo(f"tinhop: Line {number} of '{questions}' has no 'question'; correct it.", err=True)
                    code = 1
                    continue
                qid = None if qid is None else str(qid)
                answer = tinhop.ask(text, qid=qid, filter=filter, composer=composer)
                target.write(json.dumps(answer.to_dict(), ensure_ascii=False) + "\n")
        scratch.replace(out)
    except InputError:  # of the library, or of a composer's model; it speaks for itself
        scratch.unlink(missing_ok=True)
        raise
    except (OSError, UnicodeDecodeError) as error:
        scratch.unlink(missing_ok=True)
        raise InputError(
            f"'{questions}' or '{out}' cannot be used ({error}); check both paths.",
            f"Không dùng được “{questions}” hoặc “{out}”; hãy kiểm tra đường dẫn.",
        ) from error
    return code
