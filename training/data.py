"""Vietnews as the models see it: repaired, NFC, one record for each article, fixed validation samples."""

from __future__ import annotations

import json
import lzma
import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from news.segmented import close_spaces, join_sentences
from news.vietnamese import unify_tone
from training.corpus import SEED

VALIDATION_SIZE = 2_000


@dataclass(frozen=True, slots=True)
class Record:
    """One article of Vietnews; `abstract` is the newspaper's own lead."""

    id: str
    title: str
    abstract: str
    body: tuple[str, ...]


def repair(text: str) -> str:
    """The text without the marks of word segmentation, tones in the new placement."""
    return unify_tone(close_spaces(text))


def repair_body(sentences: list[str]) -> tuple[str, ...]:
    """Repairs each sentence, and joins those that were split after an abbreviation."""
    return tuple(map(unify_tone, join_sentences(sentences)))


def read_vietnews(path: Path) -> Iterator[Record]:
    """The articles of a Vietnews file (.jsonl.xz), repaired; those without a body or an abstract are left out."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            body = repair_body(row["body"])
            if body and row["abstract"]:
                yield Record(row["id"], repair(row["title"]), repair(row["abstract"]), body)


def validation_sample(data: Path, size: int = VALIDATION_SIZE) -> list[Record]:
    """A fixed random sample of the validation split, in file order."""
    records = list(read_vietnews(data / "vietnews" / "val.jsonl.xz"))
    chosen = set(random.Random(SEED).sample(range(len(records)), min(size, len(records))))
    return [record for i, record in enumerate(records) if i in chosen]


def cached_train(data: Path, work: Path) -> Path:
    """Vietnews' training split, repaired once and kept as JSON Lines in the work folder."""
    path = work / "train.jsonl"
    if not path.exists():
        work.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(".part")
        with scratch.open("w", encoding="utf-8") as out:
            for r in read_vietnews(data / "vietnews" / "train.jsonl.xz"):
                out.write(json.dumps([r.id, r.title, r.abstract, r.body], ensure_ascii=False) + "\n")
        scratch.rename(path)
    return path


def read_cached(path: Path) -> Iterator[Record]:
    """The records of `cached_train`."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            identifier, title, abstract, body = json.loads(line)
            yield Record(identifier, title, abstract, tuple(body))


def read_questions(data: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a question set of the data folder's `qa/`."""
    with lzma.open(data / "qa" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def is_held_back(context: str) -> bool:
    """Whether a passage of a question set belongs to the third that nothing is trained on."""
    return zlib.crc32(context.encode()) % 3 == 0
