"""What the writer learns from, made of the packed articles as it goes.

Two lessons, each example a pair of token id arrays that end with END:

* `practice` teaches to copy and to speak the language of the press. Either a run of sentences with spans masked is to
  be given back whole (text infilling; Lewis et al., 2020), or a sentence that holds much of what the article's own
  abstract says is to be written from the rest of the article (gap sentences; Zhang et al., 2020), which holds it
  itself every third time.
* `summaries`: the article under one of three wishes for length → its abstract, where the article states every number
  and name of it; else the body's best sentence. And for some, the article without its title → the title.

The form of the input is summarizer/prompt.py's: "Vừa: title | body".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from sentencepiece import SentencePieceProcessor
from torch import Tensor

from training.corpus import END, Corpus

Ids = npt.NDArray[np.uint16]

MAX_INPUT, MAX_TARGET = 768, 112
SHORT, LONG = 36, 57  # tokens of an abstract up to which "Ngắn" is asked for, from which "Dài"
MASK = 3  # the piece of the zero byte, which no text holds
IGNORED = -100
_INFILLED = 160  # tokens of a run of sentences that is to be given back
_MASKED, _SPAN = 0.2, 3.0  # share of its tokens that are masked, mean length of a masked span
_PROMISING = 4  # a gap sentence is one of this many that share most with the abstract
_KEPT = 1 / 3  # of the gap sentences stay in the input
_TITLED = 0.75  # of the summaries are made with the title
_HEADLINES = 0.12  # of the examples
_POOL = 3072  # examples that are sorted by length together


@dataclass(frozen=True, slots=True)
class Wishes:
    """The ids of the words that open an input, and of the mark between title and body."""

    short: Ids
    medium: Ids
    long: Ids
    headline: Ids
    gap: Ids
    infill: Ids
    bar: Ids


def wishes(vocabulary: Path) -> Wishes:
    """The wishes in a vocabulary's ids."""
    pieces = SentencePieceProcessor(model_file=str(vocabulary))
    return Wishes(
        *(np.array(pieces.encode(text), np.uint16) for text in ("Ngắn:", "Vừa:", "Dài:", "Tít:", "Câu:", "Sửa:", "|"))
    )


def _pairs(ids: Ids) -> npt.NDArray[np.int64]:
    """Neighbouring tokens, each pair as one number, sorted and single."""
    wide = ids.astype(np.int64)
    return np.unique(wide[:-1] << 16 | wide[1:])


def shared(sequences: list[Ids], wanted: Ids) -> npt.NDArray[np.float64]:
    """The F1 of each sequence's token pairs with those of another, shape (sequences,)."""
    target = _pairs(wanted)
    return np.array(
        [
            2 * np.isin(own, target, assume_unique=True).sum() / max(len(own) + len(target), 1)
            for own in map(_pairs, sequences)
        ]
    )


class Examples:
    """Makes examples of single articles.

    Args:
        corpus: the packed articles.
        known: the words of the inputs.
    """

    def __init__(self, corpus: Corpus, known: Wishes) -> None:
        self._corpus = corpus
        self._known = known

    def _article(self, number: int) -> tuple[Ids, Ids, list[Ids]]:
        """Title, abstract and sentences."""
        first, last = self._corpus.first[number], self._corpus.first[number + 1]
        title, abstract, *body = (self._corpus.sequence(i) for i in range(first, last))
        return title, abstract, body

    def _joined(self, wish: Ids, title: Ids | None, body: list[Ids]) -> Ids:
        head = [wish, self._known.bar] if title is None else [wish, title, self._known.bar]
        ids = np.concatenate([*head, *body])[: MAX_INPUT - 1]
        return np.append(ids, np.uint16(END))

    def practice(self, number: int, rng: np.random.Generator) -> tuple[Ids, Ids] | None:
        """An infilling or a gap sentence; None where the article is too short for it."""
        title, abstract, body = self._article(number)
        if rng.random() < 0.5:
            return self._infilling(body, rng)
        if len(body) < 3:
            return None
        promising = np.argsort(-shared(body, abstract))[:_PROMISING]
        gap = int(rng.choice(promising))
        if not 8 <= len(body[gap]) < MAX_TARGET:
            return None
        rest = body if rng.random() < _KEPT else body[:gap] + body[gap + 1 :]
        return self._joined(self._known.gap, title, rest), np.append(body[gap], np.uint16(END))

    def _infilling(self, body: list[Ids], rng: np.random.Generator) -> tuple[Ids, Ids] | None:
        start = int(rng.integers(len(body)))
        run: list[Ids] = []
        for sentence in body[start:]:
            if sum(map(len, run)) + len(sentence) > _INFILLED:
                break
            run.append(sentence)
        if not run or (whole := np.concatenate(run)).size < 16:
            return None
        hidden = np.zeros(whole.size, np.bool_)
        while hidden.mean() < _MASKED:
            begin = int(rng.integers(whole.size))
            hidden[begin : begin + 1 + rng.poisson(_SPAN - 1)] = True
        # A whole masked span becomes one mask.
        opens = hidden & ~np.concatenate([[False], hidden[:-1]])
        noisy = np.where(opens, np.uint16(MASK), whole)[~hidden | opens]
        return self._joined(self._known.infill, None, [noisy]), np.append(whole, np.uint16(END))

    def summary(self, number: int, rng: np.random.Generator) -> tuple[Ids, Ids] | None:
        """An abstract or a headline with its article; None where there is none to be had."""
        title, abstract, body = self._article(number)
        states_abstract, states_title = self._corpus.stated[number]
        if states_title and len(title) > 4 and rng.random() < _HEADLINES:
            return self._joined(self._known.headline, None, body), np.append(title, np.uint16(END))
        target = abstract
        if not states_abstract:
            if not body:
                return None
            target = body[int(np.argmax(shared(body, abstract)))]
        if not 6 <= len(target) < MAX_TARGET:
            return None
        wish = self._known.medium
        if len(target) <= SHORT:
            wish = self._known.short
        elif len(target) >= LONG:
            wish = self._known.long
        named = title if rng.random() < _TITLED else None
        return self._joined(wish, named, body), np.append(target, np.uint16(END))


Batch = tuple[Tensor, Tensor]


def padded(rows: list[Ids], multiple: int, filler: int) -> Tensor:
    """Ids of like length as one int64 tensor, (rows, longest rounded up to a multiple)."""
    width = -(-max(map(len, rows)) // multiple) * multiple
    made = np.full((len(rows), width), filler, np.int64)
    for i, row in enumerate(rows):
        made[i, : len(row)] = row
    return torch.from_numpy(made)


def batched(pool: list[tuple[Ids, Ids]], tokens: int, rng: np.random.Generator) -> Iterator[Batch]:
    """Batches of like length in random order: source ids (0 pads) and labels (IGNORED pads)."""
    pool = sorted(pool, key=lambda pair: (len(pair[0]) // 16, len(pair[1])))
    groups: list[list[tuple[Ids, Ids]]] = [[]]
    for pair in pool:
        if groups[-1] and (len(pair[0]) + 16) * (len(groups[-1]) + 1) > tokens:
            groups.append([])
        groups[-1].append(pair)
    for i in rng.permutation(len(groups)):
        sources, targets = zip(*groups[i], strict=True)
        yield padded(list(sources), 16, 0), padded(list(targets), 8, IGNORED)


class Stream(torch.utils.data.IterableDataset[Batch]):
    """Endless batches of one lesson; every worker process goes through all articles in its own order.

    Args:
        make: the lesson, one of the methods of Examples.
        articles: numbers of the articles that are learned from.
        tokens: of the padded sources of a batch.
        seed: of the order.
    """

    def __init__(
        self,
        make: Callable[[int, np.random.Generator], tuple[Ids, Ids] | None],
        articles: range,
        tokens: int,
        seed: int,
    ) -> None:
        self._make, self._articles, self._tokens, self._seed = make, articles, tokens, seed

    def __iter__(self) -> Iterator[Batch]:
        info = torch.utils.data.get_worker_info()
        rng = np.random.default_rng((self._seed, info.id if info else 0))
        pool: list[tuple[Ids, Ids]] = []
        while True:
            for number in rng.permutation(np.arange(self._articles.start, self._articles.stop)):
                if example := self._make(int(number), rng):
                    pool.append(example)
                if len(pool) == _POOL:
                    yield from batched(pool, self._tokens, rng)
                    pool.clear()
