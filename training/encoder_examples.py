"""The packed examples as batches: what training/encoder_pack.py wrote, seen by the training device.

All ids lie in one pool; an example is a few runs of it (question, passage, marks), which are gathered for a whole batch
at once. numpy only.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.corpus import END, Corpus
from training.encoder_format import (
    ANSWERS,
    BACK,
    CLASS,
    FRONT,
    LONGEST_SPAN,
    NONE,
    PASSAGE_LONGEST,
    PEOPLE,
    READ,
    RULE,
    SEPARATOR,
    STATEMENT,
    Ids,
    from_columns,
)

SEGMENTS = 9
"""Runs of an example: mark, up to four of the question, mark, up to two of the passage, mark."""
ROOM = 320
"""Ids of the longest example; a statement may have grown by another name."""
_TYPED = 0.2
"""Share of people's questions seen lower-cased or without diacritics, by halves."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Examples:
    """Examples as runs of a pool.

    Attributes:
        starts, lengths: (examples, SEGMENTS) into `pool`.
        tasks, labels: (examples,).
        first, last: (examples, ANSWERS), pieces of the passage; -1 where there is none.
        typed: for people's questions, runs of the lower-cased and of the accentless question, (examples, 2, 2).
        times: how often a pass sees each.
    """

    pool: Ids
    starts: Ints
    lengths: Ints
    tasks: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.uint8]
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    typed: Ints
    times: Ints

    def __len__(self) -> int:
        return len(self.tasks)

    def part(self, chosen: npt.NDArray[np.generic]) -> Examples:
        return Examples(
            self.pool,
            *(
                value[chosen]
                for value in (
                    self.starts, self.lengths, self.tasks, self.labels, self.first, self.last, self.typed, self.times
                )
            ),
        )  # fmt: skip


@dataclass(frozen=True)
class Batch:
    """Of (pairs, tokens) each: ids, segments (0 question, 1 passage and fill), whether a token is of the passage, is
    real; of each pair its task and label and, as flat index into tokens × LONGEST_SPAN, its accepted spans or -1.
    """

    ids: npt.NDArray[np.int32]
    segments: npt.NDArray[np.int32]
    inside: npt.NDArray[np.bool_]
    real: npt.NDArray[np.bool_]
    tasks: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.uint8]
    accepted: Ints


def load(path: Path, corpus: Corpus) -> tuple[Examples, Examples, Examples, Ids]:
    """Examples made by rule, people's for training, people's for validation; and articles without diacritics.

    Raises:
        ValueError: the examples were packed over another corpus.
    """
    packed = dict(np.load(path))
    size, checksum = packed["corpus"].tolist()
    if len(corpus.ids) != size or zlib.crc32(corpus.ids.tobytes()) != checksum:
        raise ValueError(f"{path} was packed over another corpus; run training.encoder_pack again")
    kept = corpus.ids != END
    marks = np.array([CLASS, SEPARATOR], np.uint16)
    names = ("phrases", "texts", "typed")
    pool = np.concatenate([marks, *(packed[f"{name}.ids"] for name in names), corpus.ids[kept]])
    at, places = len(marks), {}
    for name in names:
        lengths = packed[f"{name}.lengths"].astype(np.int64)
        places[name] = (at + np.cumsum(lengths) - lengths, lengths)
        at += int(lengths.sum())
    sentences = at + corpus.starts - np.arange(len(corpus.starts))
    rule = _by_rule(from_columns(packed, "rule", RULE), corpus, sentences, places, pool)
    people, validates = _by_people(from_columns(packed, "people", PEOPLE), places, pool)
    return rule, people.part(~validates), people.part(validates), packed["folded.ids"]


Places = dict[str, tuple[Ints, Ints]]


def _by_rule(rows: npt.NDArray[np.void], corpus: Corpus, sentences: Ints, places: Places, pool: Ids) -> Examples:
    article = np.cumsum(rows["article"].astype(np.int64))
    column = {name: rows[name].astype(np.int64) for name in rows.dtype.names or ()}
    passage = corpus.first[article + column["passage"]]
    sentence = sentences[corpus.first[article] + column["sentence"]]
    starts, lengths = np.zeros((2, len(rows), SEGMENTS), np.int64)
    lengths[:, [0, 5, 8]] = 1
    starts[:, [5, 8]] = 1
    order, asks = column["order"], column["asking"] != NONE
    phrase_starts, phrase_lengths = places["phrases"]
    phrase = np.where(asks, column["asking"], 0)
    # Left part, phrase or other pieces, right part; in front or behind by turning them round.
    parts = {
        "left": (sentence + column["left"], column["start"] - column["left"]),
        "right": (sentence + column["end"], column["right"] - column["end"]),
        "phrase": (phrase_starts[phrase], np.where(asks, phrase_lengths[phrase], 0)),
    }
    for orders, names in (
        ((0, STATEMENT), "left phrase right"),
        ((FRONT,), "phrase left right"),
        ((BACK,), "left right phrase"),
    ):
        chosen = np.isin(order, orders)
        for slot, name in enumerate(names.split(), 1):
            starts[chosen, slot], lengths[chosen, slot] = (value[chosen] for value in parts[name])
    swapped = column["other"] > 0
    other = sentences[corpus.first[article] + column["other"]] + column["other_start"]
    starts[swapped, 2], lengths[swapped, 2] = other[swapped], (column["other_end"] - column["other_start"])[swapped]
    asked = order != STATEMENT
    mark = len(phrase_starts) - 1  # the question mark is the last phrase
    starts[asked, 4], lengths[asked, 4] = phrase_starts[mark], phrase_lengths[mark]
    typed = column["typed"] >= 0
    number = column["typed"][typed]
    lengths[typed, 1:5] = 0
    starts[typed, 1], lengths[typed, 1] = places["typed"][0][number], places["typed"][1][number]
    begin, end = sentences[passage + column["first"]], sentences[passage + column["last"] + 1]
    gap = column["without"] > 0
    middle, after = (
        np.where(gap, sentences[passage + column["without"]], end),
        np.where(gap, sentences[passage + column["without"] + 1], end),
    )
    starts[:, 6], lengths[:, 6] = begin, middle - begin
    starts[:, 7], lengths[:, 7] = after, end - after
    first = column["answer"]
    last = np.where(first >= 0, first + column["length"][:, None] - 1, -1)
    return Examples(
        pool, starts, lengths, rows["task"], rows["label"], first, last,
        np.zeros((len(rows), 2, 2), np.int64), np.ones(len(rows), np.int64),
    )  # fmt: skip


def _by_people(rows: npt.NDArray[np.void], places: Places, pool: Ids) -> tuple[Examples, npt.NDArray[np.bool_]]:
    at, size = places["texts"]
    question, passage = rows["question"].astype(np.int64), rows["passage"].astype(np.int64)
    starts, lengths = np.zeros((2, len(rows), SEGMENTS), np.int64)
    lengths[:, [0, 5, 8]] = 1
    starts[:, [5, 8]] = 1
    starts[:, 1], lengths[:, 1] = at[question], size[question]
    starts[:, 6], lengths[:, 6] = at[passage], size[passage]
    typed = np.stack([np.stack([at[question + n], size[question + n]], -1) for n in (1, 2)], 1)
    first, last = rows["first"].astype(np.int64), rows["last"].astype(np.int64)
    made = Examples(
        pool, starts, lengths, np.full(len(rows), READ, np.uint8), (first[:, 0] >= 0).astype(np.uint8), first, last,
        typed, rows["times"].astype(np.int64),
    )  # fmt: skip
    return made, rows["validates"] > 0


def collate(examples: Examples, rng: np.random.Generator | None = None) -> Batch:
    """A batch of all of them; with `rng`, some of people's questions as they are typed."""
    starts, lengths = examples.starts, examples.lengths
    count = len(examples)
    if rng is not None:
        chosen = (rng.random(count) < _TYPED) & (examples.typed[:, 0, 1] > 0)
        form = rng.integers(0, 2, count)
        starts, lengths = starts.copy(), lengths.copy()
        run = examples.typed[np.arange(count), form]
        starts[chosen, 1], lengths[chosen, 1] = run[chosen, 0], run[chosen, 1]
    width = -(-int(lengths.sum(1).max()) // 8) * 8
    total = lengths.ravel()
    # Positions of the batch and of the pool, run after run.
    within = np.arange(int(total.sum())) - np.repeat(np.cumsum(total) - total, total)
    source = np.repeat(starts.ravel(), total) + within
    before = (np.cumsum(lengths, 1) - lengths + np.arange(count)[:, None] * width).ravel()
    target = np.repeat(before, total) + within
    slot = np.repeat(np.tile(np.arange(SEGMENTS), count), total)
    ids, segments = np.zeros((2, count * width), np.int32)
    inside, real = np.zeros((2, count * width), np.bool_)
    values = examples.pool[source].astype(np.int32)
    ids[target] = np.where(slot == 0, CLASS, np.where((slot == 5) | (slot == 8), SEPARATOR, values))
    segments[target] = slot > 5
    inside[target] = (slot == 6) | (slot == 7)
    real[target] = True
    offset = lengths[:, :6].sum(1)
    accepted = np.full((count, ANSWERS), -1, np.int64)
    found = examples.first >= 0
    flat = (offset[:, None] + examples.first) * LONGEST_SPAN + examples.last - examples.first
    accepted[found] = flat[found]
    shape = count, width
    return Batch(
        ids.reshape(shape), segments.reshape(shape), inside.reshape(shape), real.reshape(shape),
        examples.tasks, examples.labels, accepted,
    )  # fmt: skip


def batches(examples: Examples, tokens: int, rng: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    """Endless numbers of examples of like length, at most `tokens` padded tokens at once."""
    size = examples.lengths.sum(1)
    while True:
        order = np.repeat(np.arange(len(examples)), examples.times)
        rng.shuffle(order)
        # Sorted by length within large draws only, so that batches differ from pass to pass.
        for drawn in np.array_split(order, max(1, len(order) // 40_000)):
            draw = drawn[np.argsort(size[drawn] + rng.random(len(drawn)) * 6)]
            cuts, begin = [], 0
            widest = np.maximum.accumulate(size[draw])
            while begin < len(draw):
                end = begin + 1
                while end < len(draw) and widest[min(end, len(draw) - 1)] * (end - begin + 1) <= tokens:
                    end += 1
                cuts.append(draw[begin:end])
                begin = end
            for n in rng.permutation(len(cuts)):
                yield cuts[n]


def check(examples: Examples) -> None:
    """Raises ValueError if an example is too long or its answer is not in its passage."""
    if examples.lengths.sum(1).max(initial=0) > ROOM or (examples.lengths < 0).any():
        raise ValueError("a packed example is too long")
    passages = examples.lengths[:, 6:8].sum(1)
    if passages.max(initial=0) > PASSAGE_LONGEST or (examples.last.max(1, initial=-1) >= passages).any():
        raise ValueError("a packed answer is not in its passage")
