"""What the embedder learns from: query and passage pairs of news and of the public question sets."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from training.data import SEED, Record, is_held_back, read_cached, read_questions

# ViNewsQA is left out: retrieval is measured on it.
QUESTION_SETS = ("viquad1_dev", "virhe4qa_train", "mailong_web", "seminar_wiki_reg", "mlqa_vi_dev", "vicov19qa",
                 "alqac2023_retrieval", "vire4mrc")  # fmt: skip
PASSAGE = 70  # syllables
_WORD = re.compile(r"\w+")
# What people put round the words that they look for.
_ASKING = (
    "là gì", "như thế nào", "ra sao", "bao nhiêu", "vì sao", "tại sao", "khi nào", "ở đâu", "là ai", "ai", "ngày nào",
    "có gì", "gồm những gì", "những ai", "đã nói gì", "kết luận gì", "mấy", "bao giờ", "gì", "nào", "làm gì",
    "có bao nhiêu", "đâu", "do đâu", "điều gì", "việc gì", "để làm gì", "có tác dụng gì", "thế nào",
)  # fmt: skip


def passages(record: Record) -> list[str]:
    """The body cut into runs of sentences of about 80 syllables."""
    made, current, length = [], list[str](), 0
    for sentence in record.body:
        current.append(sentence)
        length += sentence.count(" ") + 1
        if length >= PASSAGE:
            made.append(" ".join(current))
            current, length = [], 0
    if current:
        made.append(" ".join(current))
    return made


def asked(sentence: str, rng: random.Random) -> str:
    """What somebody might type who looks for this sentence: a piece or two of it, words missing, a word that asks."""
    words = sentence.rstrip(".!?").split()
    length = rng.randint(4, 13)
    first = rng.randrange(max(1, len(words) - length))
    kept = words[first : first + length]
    if len(words) > first + length + 6 and rng.random() < 0.3:
        second = rng.randrange(first + length, len(words) - 3)
        kept += words[second : second + rng.randint(2, 5)]
    kept = [word for word in kept if rng.random() > 0.15] or kept
    if rng.random() < 0.6:
        kept.insert(rng.choice((0, len(kept))), rng.choice(_ASKING))
    return " ".join(kept)


def nearest(sentence: str, cut: list[str]) -> str:
    """The passage that shares the most different words with a sentence."""
    words = set(_WORD.findall(sentence.lower()))
    return max(cut, key=lambda passage: len(words & set(_WORD.findall(passage.lower()))))


def news_pairs(path: Path, articles: int) -> Iterator[tuple[str, str]]:
    """Pairs of Vietnews' training split, up to six for an article.

    An abstract says in other words what its article says: pieces of it are the nearest to what people ask.
    """
    rng = random.Random(SEED)
    for record in islice(read_cached(path), articles):
        cut = passages(record)
        # What is indexed is often a passage under its title.
        titled = [f"{record.title}. {text}" if record.title and rng.random() < 0.3 else text for text in cut]
        if len(record.title) > 15:
            yield record.title, nearest(record.title, cut)
        yield record.abstract, rng.choice(cut)
        about = nearest(record.abstract, cut)
        yield asked(record.abstract, rng), about
        yield asked(record.abstract, rng), about
        for at in rng.sample(range(len(cut)), min(2, len(cut))):
            yield asked(rng.choice(cut[at].split(". ")), rng), titled[at]


def question_pairs(data: Path) -> Iterator[tuple[str, str]]:
    """Question and passage pairs of the public question sets; of UIT-ViQuAD two thirds."""
    for name in QUESTION_SETS:
        for row in read_questions(data, name):
            held_back = name == "viquad1_dev" and is_held_back(row["context"])
            if row.get("answerable", True) and row["context"] and not held_back:
                yield row["question"], row["context"]
