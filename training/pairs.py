"""Packs what the writer learns from: selected sentences → abstract, and selected sentences → the best of them, trimmed.

    python -m training.pairs --data ../shared/data --work .work

A pair teaches rewriting only if its abstract can be had from the selected sentences: every number and name of it
stands there, and half of its syllable pairs (about one article in twelve). From the others the writer learns to
choose, copy and shorten: the target is the selected sentence nearest to the abstract, without an opening connective and
without closing clauses where the abstract does without them. Token ids are stored as one flat uint16 array with
offsets.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from sentencepiece import SentencePieceProcessor

from evaluation.rouge import rouge_tokens, tokens
from summarizer.prompt import selection_prompt
from summarizer.selector import Selector
from summarizer.tighten import trimmings
from training.data import Record, cached_train, read_cached, validation_sample

SELECTED = 4
MAX_INPUT, MAX_TARGET = 192, 96
TITLE_KEPT = 0.7
COVERED = 0.45  # least share of the abstract's syllable pairs that the input must hold
_EXACT = re.compile(r"\d[\d.,/]*\d|\d|[A-ZĐÀ-Ỹ]\w+(?:\s+[A-ZĐÀ-Ỹ]\w+)+")
END = 1

_STATE: tuple[Selector, SentencePieceProcessor] | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Token ids of an input and its target, end tokens included; `rewrites` tells the two kinds apart."""

    source: list[int]
    target: list[int]
    rewrites: bool


def selected_prompt(record: Record, selector: Selector, *, titled: bool) -> tuple[str, list[str]]:
    """What the writer sees of an article, and the sentences in it."""
    title = record.title if titled else None
    body = record.body[:120]
    chosen = selector.select(body, title, max_sentences=SELECTED, max_syllables=130)
    sentences = [body[i] for i in chosen]
    return selection_prompt(title, sentences), sentences


def is_rewritable(abstract: str, source: str) -> bool:
    """Whether the abstract can be written from the source: its facts and most of its syllable pairs are there."""
    if any(match.group() not in source for match in _EXACT.finditer(abstract)):
        return False
    wanted = set(pairwise(tokens(abstract)))
    return len(wanted & set(pairwise(tokens(source)))) >= COVERED * max(len(wanted), 1)


def make_pair(record: Record) -> Pair | None:
    """The training pair of an article; None where it does not fit the window."""
    assert _STATE is not None
    selector, pieces = _STATE
    titled = random.Random(record.id).random() < TITLE_KEPT
    source, sentences = selected_prompt(record, selector, titled=titled)
    rewrites = is_rewritable(record.abstract, source)
    if rewrites:
        target = record.abstract
    else:
        reference = tokens(record.abstract)
        best = max(sentences, key=lambda s: rouge_tokens(tokens(s), reference).mean)
        # Ties go to the longer form: nothing is cut without a gain.
        target = max(trimmings(best), key=lambda s: (round(rouge_tokens(tokens(s), reference).mean, 2), len(s)))
    source_ids, target_ids = [*pieces.encode(source), END], [*pieces.encode(target), END]
    if len(source_ids) > MAX_INPUT or not 6 <= len(target_ids) <= MAX_TARGET:
        return None
    return Pair(source_ids, target_ids, rewrites)


def _load(selector: Path, vocabulary: Path) -> None:
    global _STATE  # noqa: PLW0603 - once in each worker process
    _STATE = (Selector.load(selector), SentencePieceProcessor(model_file=str(vocabulary)))


def pack(pairs: list[Pair], path: Path) -> None:
    """Writes pairs as flat arrays: ids, end offsets of sources and targets alternating, and the kinds."""
    sequences = [sequence for pair in pairs for sequence in (pair.source, pair.target)]
    np.savez(
        path,
        ids=np.concatenate([np.array(s, np.uint16) for s in sequences]),
        ends=np.cumsum([len(s) for s in sequences]),
        rewrites=np.array([pair.rewrites for pair in pairs]),
    )


def unpack(path: Path) -> list[Pair]:
    """The pairs of a packed file."""
    with np.load(path) as arrays:
        parts = np.split(arrays["ids"], arrays["ends"][:-1])
        kinds = arrays["rewrites"].tolist()
    return [
        Pair(source.tolist(), target.tolist(), kind)
        for source, target, kind in zip(parts[::2], parts[1::2], kinds, strict=True)
    ]


def _pairs(records: Iterator[Record] | list[Record], selector: Path, vocabulary: Path) -> list[Pair]:
    with ProcessPoolExecutor(2, initializer=_load, initargs=(selector, vocabulary)) as pool:
        return [pair for pair in pool.map(make_pair, records, chunksize=200) if pair]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--selector", type=Path, default=Path("summarizer/weights/selector.safetensors"))
    args = parser.parse_args()
    vocabulary = args.work / "spiece.model"
    for name, records in (
        ("train", read_cached(cached_train(args.data, args.work))),
        ("val", validation_sample(args.data)),
    ):
        pairs = _pairs(records, args.selector, vocabulary)
        pack(pairs, args.work / f"pairs-{name}.npz")
        share = sum(pair.rewrites for pair in pairs) / len(pairs)
        length = np.mean([len(pair.source) for pair in pairs])
        print(f"{name}: {len(pairs)} pairs, {share:.1%} rewrite their abstract, {length:.0f} tokens in", flush=True)


if __name__ == "__main__":
    main()
