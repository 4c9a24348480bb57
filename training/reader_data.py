"""The reader's examples: questions made by rule from Vietnews, and people's questions of the public sets."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from answers.network import LONGEST_SPAN
from answers.reading import QUESTION_LONGEST, TOKEN, Tokens, Vocabulary
from news import article_from_text
from news.errors import InputError
from news.vietnamese import fold, unify_tone
from training.cloze import WINDOW, Example, is_near, questions, windows
from training.data import SEED, is_held_back, read_cached, read_questions

WORDS = 14_000
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
# What a question is made with says nothing of its subject.
_ASKING = frozenset(
    "ai gì nào đâu sao bao nhiêu mấy khi lúc hôm thế như ra là có không đã được bị ở tại của cho do vì từ những các và"
    " với trong theo này đó thì mà rằng một".split()
)


def vocabulary(path: Path, articles: int = 12_000) -> tuple[Vocabulary, npt.NDArray[np.float32]]:
    """The most frequent words of Vietnews with and without diacritics, and how much each id says, 0 to 1."""
    counts: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    total = 0
    for record in islice(read_cached(path), articles):
        for passage in windows([record.abstract, *record.body[:40]]):
            total += 1
            words = [unify_tone(word.lower()) for word in TOKEN.findall(passage)]
            bag = set(words)
            counts.update(words)
            documents.update(bag)
            if total % 4 == 0:
                folded = [fold(word) for word in words]
                counts.update(folded)
                documents.update({word for word in folded if word not in bag})
    known = Vocabulary([word for word, _ in counts.most_common(WORDS)])
    rarity = np.full(len(known), 1.0, np.float32)
    for word in known.words:
        rarity[known.id_of(word)] = np.clip(np.log(total / (documents[word] + 0.5)) / np.log(total), 0.05, 1.0)
    rarity[:3] = 0.0
    for word in _ASKING | {fold(word) for word in _ASKING} - {"tu", "hoi", "noi", "nam"}:
        rarity[known.id_of(word)] = 0.0
    return known, rarity


def made_by_rule(path: Path, articles: int, most: int = 3) -> Iterator[Example]:
    """Questions over Vietnews' training split."""
    rng = random.Random(SEED)
    for record in islice(read_cached(path), articles):
        yield from questions(record, most, rng)


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


def by_people(data: Path) -> Iterator[tuple[Example, int]]:
    """Training examples of the public sets, with how often a pass sees each: the passage that answers, and the nearest
    ones that do not.
    """
    rng = random.Random(SEED)
    cut: dict[str, list[tuple[int, str]]] = {}
    for name, times in SETS.items():
        for number, row in enumerate(rows(data, name, held_back=False)):
            if name in THINNED and number % THINNED[name]:
                continue
            passages = cut.setdefault(row["context"], passages_of(row["context"]))
            spans = {(a["start"], a["start"] + len(a["text"])) for a in row["answers"]}
            examples = []
            for start, passage in passages:
                inside = tuple(
                    (s - start, e - start) for s, e in sorted(spans) if start <= s and e <= start + len(passage)
                )
                examples.append(Example(row["question"], passage, inside))
            yield from ((e, times) for e in examples if e.answers)
            others = sorted((e for e in examples if not e.answers), key=lambda e: -is_near(e.question, e.passage))
            yield from ((e, times) for e in rng.sample(others[:3], min(len(others), 2)))


Packed = tuple[Tokens, Tokens, tuple[tuple[int, int], ...]]


def packed(example: Example, known: Vocabulary, *, accentless: bool) -> Packed | None:
    """An example as tokens, its answers as first and last token; None where all are too long or too far on."""
    question = known.tokens(example.question, accentless=accentless, longest=QUESTION_LONGEST)
    passage = known.tokens(example.passage, accentless=accentless)
    if not len(question.ids) or not len(passage.ids):
        return None
    spans = []
    for start, end in example.answers:
        covered = np.flatnonzero((passage.ends > start) & (passage.starts < end))
        within = len(covered) and passage.ends[covered[-1]] >= end
        if within and covered[-1] - covered[0] < LONGEST_SPAN:
            spans.append((int(covered[0]), int(covered[-1])))
    if example.answers and not spans:
        return None
    return question, passage, tuple(spans)
