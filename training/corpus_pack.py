"""Packs Vietnews' training split as token ids, small enough to travel to a lent machine.

    python -m training.corpus_pack --data ../shared/data --work .work

Needs the vocabulary. The form is told in training/corpus.py; of a body that is kept which fits into BODY tokens.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from sentencepiece import SentencePieceProcessor

from training.corpus import END, UNKNOWN, read_corpus
from training.data import Record, cached_train, read_cached

BODY = 768
# A dictionary that holds the whole stream finds what an article took over from another.
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9, "lc": 0, "lp": 1, "pb": 1, "dict_size": 1 << 28}]
_CAPITALS = "".join(chr(c) for c in range(0x41, 0x1EFA) if chr(c).isalpha() and chr(c).isupper())
_CAPITALIZED = rf"\b[{_CAPITALS}]\w+"
_NUMBER = re.compile(r"\d[\d.,/]*\d|\d")
_NAME = re.compile(rf"{_CAPITALIZED}(?:\s+{_CAPITALIZED})+")

_PIECES: SentencePieceProcessor | None = None


def is_stated(text: str, source: str) -> bool:
    """Whether every number and every name of several words of a text stands in a source, in whatever case."""
    lowered = source.lower()
    facts = (*_NUMBER.findall(text), *_NAME.findall(text))
    return all(fact.lower() in lowered for fact in facts)


def encoded(record: Record) -> tuple[bytes, tuple[bool, bool]]:
    """An article's row, and what is `stated` of it."""
    assert _PIECES is not None
    row: list[int] = []
    for head in _PIECES.encode([record.title, record.abstract]):
        row += [*(head or [UNKNOWN]), END]
    room, kept = BODY, 0
    for sentence in _PIECES.encode(list(record.body[:120])):
        if len(sentence) > room:
            break
        if sentence:
            row += [*sentence, END]
        room -= len(sentence)
        kept += 1
    read = "\n".join(record.body[:kept])
    stated = is_stated(record.abstract, f"{record.title}\n{read}"), is_stated(record.title, read)
    return np.array([*row, END], np.uint16).tobytes(), stated


def _load(vocabulary: Path) -> None:
    global _PIECES  # noqa: PLW0603 - once in each worker process
    _PIECES = SentencePieceProcessor(model_file=str(vocabulary))


def pack(records: Iterator[Record], vocabulary: Path, folder: Path) -> None:
    """Writes `corpus.xz` and `corpus-stated.npy`."""
    compressor = lzma.LZMACompressor(format=lzma.FORMAT_XZ, filters=_FILTERS)
    flags = []
    with (
        ProcessPoolExecutor(2, initializer=_load, initargs=(vocabulary,)) as pool,
        (folder / "corpus.xz").open("wb") as out,
    ):
        for row, stated in pool.map(encoded, records, chunksize=200):
            out.write(compressor.compress(row))
            flags.append(stated)
        out.write(compressor.flush())
    np.save(folder / "corpus-stated.npy", np.array(flags, np.bool_))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    args = parser.parse_args()
    pack(read_cached(cached_train(args.data, args.work)), args.work / "spiece.model", args.work)
    corpus = read_corpus(args.work)
    size = (args.work / "corpus.xz").stat().st_size / 2**20
    print(
        f"{len(corpus)} articles, {len(corpus.ids) / 1e6:.1f}M tokens, {size:.1f} MiB; stated {corpus.stated.mean(0)}"
    )


if __name__ == "__main__":
    main()
