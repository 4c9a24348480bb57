"""Inner-product search over passage vectors.

Up to `EXACT` vectors all of them are compared. Above, all are compared by short codes first, and the best few hundred
by the vectors themselves. A search mostly reads codes, so they are of three quarters of the dimensions only, those in
which vectors differ most (of 256 these 192 have 92% of the squares), turned at random so that each tells as much as the
next; of two of these 4 bits, by product quantisation in FAISS' fast-scan form (Jégou et al. 2011, André et al. 2017).
The ten nearest of a million were all but 0.03% among 600 that are compared so; with 64 codes for 96 all but 1.2%. Mean
vectors of words form no clusters, so that an inverted file, which was measured too, reads a quarter of them to find
what this finds; and codes need no training again as an archive grows.

Rows are appended and never moved: one that is removed is passed over until the index is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

EXACT = 20_000
"""Comparing so many takes about as long as the way by codes does."""
_REFINED = 600
"""So many of the best by codes are compared by their vectors, times the archive's size by that of a filter."""
_MOST_REFINED = 60_000
_KEPT = 0.75  # of the dimensions
_TRAINING = 10  # steps: 25, as FAISS has it, take three times as long and find no more
_BLOCK = 8192  # rows that are widened at a time
_WASTED = 0.25

Ids = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float16]


class FaissIndex:
    """Vectors under passage ids.

    Args:
        dimension: of the vectors.
        ids, vectors, alive: rows to begin with: (n,), (n, dimension), (n,). The vectors may lie in a file; they are
            read where they are needed.
        codes: FAISS' index over these rows, where they are more than `exact`; made here where it is None.
        exact: up to how many rows all are compared.
    """

    def __init__(
        self,
        dimension: int,
        ids: Ids | None = None,
        vectors: Vectors | None = None,
        alive: npt.NDArray[np.bool_] | None = None,
        codes: Any = None,
        exact: int = EXACT,
    ) -> None:
        import faiss  # noqa: PLC0415 - not needed to import `index`

        self._faiss: Any = faiss
        self._dimension = dimension
        self._exact = exact
        self._ids = np.zeros(0, np.int64) if ids is None else ids
        self._base = np.zeros((0, dimension), np.float16) if vectors is None else vectors
        self._later: list[Vectors] = []  # rows behind those of `_base`
        self._alive = np.ones(len(self._ids), np.bool_) if alive is None else alive
        self._selected: tuple[Ids | None, npt.NDArray[np.bool_], int] | None = None  # what was allowed last
        self._scan: Any = codes
        if codes is None:
            self._scan = self._empty_scan()
            self._scan_rows(0)

    def __len__(self) -> int:
        return int(self._alive.sum())

    @property
    def rows(self) -> int:
        """All that take up room, removed ones too."""
        return len(self._ids)

    @property
    def is_wasteful(self) -> bool:
        """Whether so many rows are passed over that the index should be made anew."""
        return self.rows - len(self) > max(_WASTED * self.rows, 1000)

    def apply(self, ids: Ids, vectors: npt.NDArray[np.float32], removed: Iterable[int]) -> None:
        self._selected = None
        gone = np.concatenate([np.fromiter(removed, dtype=np.int64), ids])
        gone = gone[gone <= self._ids.max(initial=-1)]  # nearly always none: ids grow
        if len(gone):
            self._alive &= ~np.isin(self._ids, gone)
        if not len(ids):
            return
        first = self.rows
        self._ids = np.concatenate([self._ids, ids])
        self._alive = np.concatenate([self._alive, np.ones(len(ids), np.bool_)])
        self._later.append(np.ascontiguousarray(vectors, np.float16))
        if first <= self._exact < self.rows:
            self._scan = self._empty_scan()
            first = 0
        self._scan_rows(first)

    def search(self, vector: npt.NDArray[np.float32], k: int, allowed: Ids | None = None) -> list[tuple[int, float]]:
        if not len(self) or not np.any(vector) or (allowed is not None and not len(allowed)):
            return []
        wanted, count = self._selection(allowed)
        if not count:
            return []
        if self.rows <= self._exact:
            scores, rows = self._compared_all(vector, wanted, min(k, count))
        else:
            depth = int(_REFINED * self.rows / count) + k
            rows = self._nearest_codes(vector, depth) if depth <= _MOST_REFINED else np.flatnonzero(wanted)
            rows = rows[wanted[rows]]
            scores = self._compared(vector, rows)
        best = np.argsort(-scores, kind="stable")[:k]
        return [(int(self._ids[rows[i]]), float(scores[i])) for i in best]

    def _selection(self, allowed: Ids | None) -> tuple[npt.NDArray[np.bool_], int]:
        """Which rows are looked for, (rows,), and how many they are. Kept for an array that nobody can write."""
        if self._selected is None or self._selected[0] is not allowed:
            wanted = self._alive if allowed is None else self._alive & np.isin(self._ids, allowed)
            if allowed is not None and allowed.flags.writeable:
                return wanted, int(wanted.sum())
            self._selected = allowed, wanted, int(wanted.sum())
        return self._selected[1:]

    @property
    def unsaved(self) -> int:
        """Rows that are in memory only."""
        return self.rows - len(self._base)

    def rest_on(self, vectors: Vectors) -> None:
        """Lets go of the vectors in memory for the same ones in a file, (rows, dimension)."""
        self._base, self._later = vectors, []

    def stored(self, first: int) -> tuple[Ids, Vectors]:
        """Ids and vectors of the rows from `first` on, removed ones too."""
        return self._ids[first:], self._taken(np.arange(first, self.rows))

    @property
    def alive(self) -> npt.NDArray[np.bool_]:
        """Which rows count, (rows,)."""
        return self._alive

    @property
    def codes(self) -> Any:
        """FAISS' index of codes; None where all vectors are compared."""
        return None if self.rows <= self._exact else self._scan

    # Scanning

    def _empty_scan(self) -> Any:
        if self.rows <= self._exact:
            return self._faiss.IndexFlatIP(self._dimension)
        chosen = np.linspace(0, self.rows - 1, min(self.rows, EXACT)).astype(np.int64)
        sample = self._taken(chosen).astype(np.float32)
        turned = _telling_dimensions(sample, 2 * max(int(_KEPT * self._dimension / 2), 1))
        kept = len(turned)
        codes = self._faiss.IndexPQFastScan(kept, kept // 2, 4, self._faiss.METRIC_INNER_PRODUCT)
        codes.pq.cp.niter = _TRAINING
        turn = self._faiss.LinearTransform(self._dimension, kept, False)
        self._faiss.copy_array_to_vector(turned.ravel(), turn.A)
        turn.is_trained = True
        scan = self._faiss.IndexPreTransform(turn, codes)
        scan.train(sample)
        return scan

    def _scan_rows(self, first: int) -> None:
        for start in range(first, self.rows, _BLOCK):
            block = self._taken(np.arange(start, min(start + _BLOCK, self.rows)))
            self._scan.add(block.astype(np.float32))

    def _compared_all(
        self, vector: npt.NDArray[np.float32], wanted: npt.NDArray[np.bool_], k: int
    ) -> tuple[npt.NDArray[np.float32], Ids]:
        options: dict[str, Any] = {}
        if not wanted.all():
            selector = self._faiss.IDSelectorBitmap(np.packbits(wanted, bitorder="little"))
            options["params"] = self._faiss.SearchParameters(sel=selector)
        scores, rows = self._scan.search(np.ascontiguousarray(vector[None], np.float32), k, **options)
        found = rows[0] >= 0
        return scores[0][found], rows[0][found]

    def _nearest_codes(self, vector: npt.NDArray[np.float32], depth: int) -> Ids:
        _, rows = self._scan.search(np.ascontiguousarray(vector[None], np.float32), min(depth, self.rows))
        found: Ids = rows[0][rows[0] >= 0]
        return found

    def _compared(self, vector: npt.NDArray[np.float32], rows: Ids) -> npt.NDArray[np.float32]:
        scores = np.zeros(len(rows), np.float32)
        for start in range(0, len(rows), _BLOCK):
            block = self._taken(rows[start : start + _BLOCK]).astype(np.float32)
            scores[start : start + _BLOCK] = block @ vector
        return scores

    def _taken(self, rows: Ids) -> Vectors:
        """The vectors of some rows."""
        edge = len(self._base)
        if not self._later or not len(rows) or rows.max() < edge:
            return np.asarray(self._base[rows])
        if len(self._later) > 1:
            self._later = [np.concatenate(self._later)]
        out = np.empty((len(rows), self._dimension), np.float16)
        old = rows < edge
        out[old] = self._base[rows[old]]
        out[~old] = self._later[0][rows[~old] - edge]
        return out


def _telling_dimensions(vectors: npt.NDArray[np.float32], count: int) -> npt.NDArray[np.float32]:
    """A turn to fewer dimensions that keeps as much of inner products as can be, evenly spread, (count, dimension)."""
    blocks = (vectors[start : start + _BLOCK].astype(np.float64) for start in range(0, len(vectors), _BLOCK))
    _, directions = np.linalg.eigh(sum(block.T @ block for block in blocks))  # the last ones tell most
    rotation, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((count, count)))
    return np.ascontiguousarray((directions[:, -count:] @ rotation).T, np.float32)
