"""Questions over meeting news of Vietnews' training split, written for this project; see models.md, "Questions".

    python -m training.meeting_questions --data ../shared/data --out .work/meetings    # for benchmarks.answers

`meeting_questions.jsonl` holds the questions and where their answers stand, but no text of the articles: offsets count
the characters that are no blanks of title, abstract and body, and `hash` refuses a text that has drifted. The articles
lie in archives of 60, `part` 0 and up, and no question is answered in its archive but where it says. The parts CHOICE
are for choosing what may not be chosen on what was trained on, the parts EXAMS are for measuring only; all others are
for training. Of yes-or-no questions, of which parts 26 and 30 consist, `verdict` says what is true; the second of EXAMS
has these, questions of two things, and what one of several people said.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.places import fingerprint, letters
from news import Article, article_from_text

QUESTIONS = Path(__file__).with_name("meeting_questions.jsonl")
PARTS = 32
CHOICE, EXAMS = (7, 17, 21, 30), (8, 31)
TRAINED = tuple(part for part in range(PARTS) if part not in (*CHOICE, *EXAMS))

Places = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class MeetingQuestion:
    """A question, and what answers it; nothing does where `article` is None.

    Attributes:
        answers: places in the article's source text, the preferred one first; each is enough, unless `together`.
        evidence: places of the sentences that hold and support them.
        near: the article about what the question is about, where none answers.
    """

    qid: str
    question: str
    kind: str
    article: str | None
    answers: Places
    evidence: Places
    together: bool
    paraphrase: bool
    accentless: bool
    near: str | None


@dataclass(frozen=True, slots=True)
class Archive:
    """Articles and the questions asked of them; `texts` and `titles` by the article's id in Vietnews."""

    texts: dict[str, str]
    titles: dict[str, str]
    questions: list[MeetingQuestion]

    def article(self, key: str) -> Article:
        return article_from_text(self.texts[key], title=self.titles[key], key=key)


def source_text(row: dict[str, Any]) -> str:
    """Title, abstract and body of a Vietnews line, as a reader of the page has them."""
    return f"{row['title']}\n\n{row['abstract']}\n\n" + "\n".join(row["body"])


def read_archives(data: Path, parts: Sequence[int] = range(PARTS), path: Path = QUESTIONS) -> Iterator[Archive]:
    """The archives of the parts, in their order.

    Raises:
        ValueError: an article is not there or not the one that the questions were written for.
    """
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    hashes = {row["id"]: (row["hash"], row["part"]) for row in rows if "hash" in row}
    found: dict[str, dict[str, Any]] = {}
    with lzma.open(data / "vietnews" / "train.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["id"] in hashes:
                found[row["id"]] = row
    texts = {key: source_text(row) for key, row in found.items()}
    for key, (wanted, _) in hashes.items():
        if key not in texts or fingerprint(texts[key]) != wanted:
            raise ValueError(f"Vietnews' article {key} is not the one that the questions were written for")
    for part in parts:
        keys = [key for key, (_, at) in hashes.items() if at == part]
        asked = [_question(row, texts) for row in rows if "question" in row and row["part"] == part]
        yield Archive({k: texts[k] for k in keys}, {k: found[k]["title"] for k in keys}, asked)


def _question(row: dict[str, Any], texts: dict[str, str]) -> MeetingQuestion:
    article = row.get("article")
    places = letters(texts[article]) if article else []

    def placed(spans: list[list[int]]) -> Places:
        return [(places[start], places[end - 1] + 1) for start, end in spans]

    return MeetingQuestion(
        qid=row["qid"],
        question=row["question"],
        kind=row["type"],
        article=article,
        answers=placed(row.get("answers", [])),
        evidence=placed(row.get("evidence", [])),
        together=row.get("match") == "all",
        paraphrase=row.get("paraphrase", False),
        accentless=row.get("accentless", False),
        near=row.get("near"),
    )


def as_benchmark(archive: Archive) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Articles and questions in the form of meetqa_dev."""
    articles = [{"id": k, "title": archive.titles[k], "text": text} for k, text in archive.texts.items()]
    questions = []
    for q in archive.questions:
        text = archive.texts[q.article] if q.article else ""
        questions.append(
            {
                "qid": q.qid,
                "question": q.question,
                "type": q.kind,
                "article_id": q.article,
                "answers": list(dict.fromkeys(text[start:end] for start, end in q.answers)),
                "evidence": [text[start:end] for start, end in q.evidence],
                "match": "all" if q.together else "any",
                "paraphrase": q.paraphrase,
                "accentless": q.accentless,
                "near_article_id": q.near,
            }
        )
    return articles, questions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True, help="OUT/0, OUT/1 … are made")
    args = parser.parse_args()
    for number, archive in enumerate(read_archives(args.data)):
        folder = args.out / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in zip(("articles", "questions"), as_benchmark(archive), strict=True):
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
