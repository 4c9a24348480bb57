"""Packed articles: Vietnews' training split as token ids, small enough to travel to a lent machine.

Each article is one row of sequences (title, abstract, the body's sentences), each sequence ended by END, the row by a
further END: one stream of uint16, LZMA-compressed at 5.4 bits a token. (training/corpus_pack.py writes it; this module
needs nothing but numpy.)
"""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

END, UNKNOWN = 1, 2
SEED = 20


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles as token ids.

    Attributes:
        ids: uint16, all sequences one after the other, END after each.
        starts: int64, (sequences + 1,): where each begins in `ids`; its END is the last id before the next.
        first: int64, (articles + 1,): the title of article `a` is sequence first[a], its abstract the next one.
        stated: bool, (articles, 2): whether all numbers and names of the abstract, of the title stand in what follows
            of the article (for the abstract: title or body).
    """

    ids: npt.NDArray[np.uint16]
    starts: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    stated: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.first) - 1

    def sequence(self, number: int) -> npt.NDArray[np.uint16]:
        """The ids of a sequence without its END."""
        return self.ids[self.starts[number] : self.starts[number + 1] - 1]


def read_corpus(folder: Path) -> Corpus:
    """The packed articles."""
    ids = np.frombuffer(lzma.decompress((folder / "corpus.xz").read_bytes()), np.uint16)
    ends = np.flatnonzero(ids == END)
    # Of two ENDs in a row, the second ends the article.
    last = ends[np.flatnonzero(np.diff(ends) == 1) + 1]
    keep = np.ones(len(ids), np.bool_)
    keep[last] = False
    ids = ids[keep]
    starts = np.concatenate([[0], np.flatnonzero(ids == END) + 1])
    # An article ends where as many ids were kept as stood before its second END, less those dropped before.
    bounds = last - np.arange(len(last))
    first = np.concatenate([[0], np.searchsorted(starts, bounds)])
    return Corpus(ids, starts, first, np.load(folder / "corpus-stated.npy"))
