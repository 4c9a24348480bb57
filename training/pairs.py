"""Packs what the writer learns from.

    python -m training.pairs --data ../shared/data --work .work

Four kinds of pairs, each with facts that stand in its input only, or the writer learns to invent:

* `selected`: what the selector chose → the abstract, where the abstract can be had from it;
* `covered`: where it cannot, the sentences of the body that hold most of the abstract → the abstract, if it can be had
  from those: the selector chose wrongly, the rewriting is as good;
* `headline`: what the selector chose → the title;
* `trimmed`: for a part of the other articles, what the selector chose → the best of it, without an opening connective
  and without closing clauses where the abstract does without them.

Token ids are stored as one flat uint16 array with offsets.
"""

from __future__ import annotations

import argparse
import enum
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
from sentencepiece import SentencePieceProcessor

from evaluation.rouge import rouge_tokens, tokens
from summarizer.plan import SELECTED, SELECTED_SYLLABLES
from summarizer.prompt import headline_prompt, selection_prompt
from summarizer.selector import Selector, choose
from summarizer.tighten import trimmings
from training.corpus_pack import is_stated
from training.data import Record, cached_train, read_cached, validation_sample

MAX_INPUT, MAX_TARGET = 192, 96
TITLE_KEPT = 0.7
COVERED = 0.45  # least share of the abstract's syllable pairs that the input must hold
TITLE_COVERED = 0.3
TRIMMED_SHARE = 0.35  # of the articles whose abstract cannot be had
READ = 120  # sentences of an article
HELD_OUT = 3_000
"""The last articles of the training split: the writer does not learn from them, so that others can from it."""
_GAIN = 2  # syllable pairs that a further covering sentence must add
END = 1

_STATE: tuple[Selector, SentencePieceProcessor] | None = None


class Kind(enum.IntEnum):
    """What a pair teaches."""

    SELECTED = 0
    COVERED = 1
    HEADLINE = 2
    TRIMMED = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Token ids of an input and its target, end tokens included."""

    source: list[int]
    target: list[int]
    kind: Kind


def selected(record: Record, selector: Selector, title: str | None) -> tuple[list[str], list[float]]:
    """The sentences that the writer sees of an article, best first; and the scores of all its sentences."""
    body = record.body[:READ]
    scores = selector.scores(body, title)
    chosen = choose(body, scores, max_sentences=SELECTED, max_syllables=SELECTED_SYLLABLES)
    return [body[i] for i in sorted(chosen, key=lambda i: -float(scores[i]))], scores.tolist()


def covering(record: Record, scores: list[float]) -> list[str]:
    """Up to SELECTED sentences that hold most of the abstract's syllable pairs, in the selector's order."""
    left = set(pairwise(tokens(record.abstract)))
    bags = [set(pairwise(tokens(sentence))) for sentence in record.body[:READ]]
    chosen: list[int] = []
    while len(chosen) < SELECTED:
        best = max(range(len(bags)), key=lambda i: len(left & bags[i]))
        if len(left & bags[best]) < _GAIN:
            break
        chosen.append(best)
        left -= bags[best]
    return [record.body[i] for i in sorted(chosen, key=lambda i: -scores[i])]


def is_rewritable(text: str, source: str, covered: float = COVERED) -> bool:
    """Whether a text can be written from a source: its facts and most of its syllable pairs are there."""
    if not is_stated(text, source):
        return False
    wanted = set(pairwise(tokens(text)))
    return len(wanted & set(pairwise(tokens(source)))) >= covered * max(len(wanted), 1)


def texts(record: Record, selector: Selector) -> Iterator[tuple[str, str, Kind]]:
    """Input, target and kind of the pairs that an article gives."""
    rng = random.Random(record.id)
    title = record.title if rng.random() < TITLE_KEPT else None
    sentences, scores = selected(record, selector, title)
    prompt = selection_prompt(title, sentences)
    if is_rewritable(record.abstract, prompt):
        yield prompt, record.abstract, Kind.SELECTED
    elif is_rewritable(record.abstract, other := selection_prompt(title, covering(record, scores))):
        yield other, record.abstract, Kind.COVERED
    elif rng.random() < TRIMMED_SHARE:
        reference = tokens(record.abstract)
        best = max(sentences, key=lambda s: rouge_tokens(tokens(s), reference).mean)
        # Ties go to the longer form: nothing is cut without a gain.
        target = max(trimmings(best), key=lambda s: (round(rouge_tokens(tokens(s), reference).mean, 2), len(s)))
        yield prompt, target, Kind.TRIMMED
    if record.title and is_rewritable(record.title, " ".join(sentences), TITLE_COVERED):
        yield headline_prompt(sentences), record.title, Kind.HEADLINE


def make_pairs(record: Record) -> list[Pair]:
    """The training pairs of an article that fit the window."""
    assert _STATE is not None
    selector, pieces = _STATE
    made = []
    for source, target, kind in texts(record, selector):
        pair = Pair([*pieces.encode(source), END], [*pieces.encode(target), END], kind)
        if len(pair.source) <= MAX_INPUT and 6 <= len(pair.target) <= MAX_TARGET:
            made.append(pair)
    return made


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
        kinds=np.array([pair.kind for pair in pairs], np.uint8),
    )


def unpack(path: Path) -> list[Pair]:
    """The pairs of a packed file."""
    with np.load(path) as arrays:
        parts = np.split(arrays["ids"], arrays["ends"][:-1])
        kinds = arrays["kinds"].tolist()
    return [
        Pair(source.tolist(), target.tolist(), Kind(kind))
        for source, target, kind in zip(parts[::2], parts[1::2], kinds, strict=True)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--selector", type=Path, default=Path("summarizer/weights/selector.safetensors"))
    parser.add_argument("--articles", type=int, default=100_000, help="of the training split; fewer for a trial")
    args = parser.parse_args()
    records = list(islice(read_cached(cached_train(args.data, args.work)), None))[:-HELD_OUT]
    random.Random(0).shuffle(records)
    for name, part in (("train", records[: args.articles]), ("val", validation_sample(args.data))):
        with ProcessPoolExecutor(2, initializer=_load, initargs=(args.selector, args.work / "spiece.model")) as pool:
            pairs = [pair for made in pool.map(make_pairs, part, chunksize=200) for pair in made]
        pack(pairs, args.work / f"pairs-{name}.npz")
        counts = ", ".join(f"{sum(pair.kind is kind for pair in pairs)} {kind.name.lower()}" for kind in Kind)
        length = np.mean([len(pair.source) for pair in pairs])
        print(f"{name}: {len(pairs)} pairs ({counts}), {length:.0f} tokens in", flush=True)


if __name__ == "__main__":
    main()
