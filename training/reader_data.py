"""People's questions of the public sets, for training the encoder and for measuring it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from news import article_from_text
from news.errors import InputError
from training.cloze import WINDOW
from training.data import is_held_back, read_questions

# How often each set is seen in a pass; the last third of the first two is never trained on.
HELD_BACK = ("viquad1_dev", "vinewsqa_dev")
SETS = {
    "viquad1_dev": 4,
    "vinewsqa_dev": 4,
    "mlqa_vi_dev": 3,
    "seminar_wiki_reg": 2,
    "mailong_web": 1,
    "virhe4qa_train": 1,
    "vire4mrc": 1,
}
# Long answers of regulations and reviews in users' spelling are far from news: every third question is enough.
THINNED = {"virhe4qa_train": 3, "vire4mrc": 3}


def passages_of(context: str, most: int = WINDOW) -> list[tuple[int, str]]:
    """A context cut at sentence ends into passages, each with its place."""
    try:
        article = article_from_text(context, cleaning=False)
    except InputError:
        return [(0, context)]
    if article.text != context:
        return [(0, context)]
    made: list[tuple[int, str]] = []
    start, length, end = None, 0, 0
    for sentence in article.sentences:
        size = context[sentence.start : sentence.end].count(" ") + 1
        if start is not None and length + size > most:
            made.append((start, context[start:end]))
            start, length = None, 0
        start = sentence.start if start is None else start
        end, length = sentence.end, length + size
    if start is not None:
        made.append((start, context[start:end]))
    return made


def rows(data: Path, name: str, *, held_back: bool) -> list[dict[str, Any]]:
    """The questions of a set that have spans or are marked unanswerable; of the held-back sets only that part."""
    found = []
    for row in read_questions(data, name):
        if not row["answers"] and row.get("answerable", True):
            continue
        if name in HELD_BACK and is_held_back(row["context"]) != held_back:
            continue
        found.append(row)
    return found
