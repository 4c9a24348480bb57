"""The seams of the library. tests/index/contracts.py checks any implementation of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt


class Embedder(Protocol):
    """Text to vectors whose inner product is likeness."""

    @property
    def dimension(self) -> int: ...

    @property
    def fingerprint(self) -> str:
        """Identifies the weights; vectors of different fingerprints must not be compared."""
        ...

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Unit-length vectors, shape (texts, dimension); zeros for a text without any content."""
        ...


class LexicalIndex(Protocol):
    """Ranks passages by their words."""

    def apply(self, added: Iterable[tuple[int, str, str]], removed: Iterable[int]) -> None:
        """Takes in passages (id, title, text) and drops others. Doing it twice is doing it once."""
        ...

    def search(self, query: str, k: int, allowed: npt.NDArray[np.int64] | None = None) -> list[tuple[int, float]]:
        """The best passages with their scores, best first; with `allowed`, among these ids only."""
        ...

    def __len__(self) -> int: ...


class DenseIndex(Protocol):
    """Ranks passages by their vectors."""

    def apply(self, ids: npt.NDArray[np.int64], vectors: npt.NDArray[np.float32], removed: Iterable[int]) -> None:
        """Takes in vectors (n, dimension) under their ids and drops others. Doing it twice is doing it once."""
        ...

    def search(
        self, vector: npt.NDArray[np.float32], k: int, allowed: npt.NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """The passages with the largest inner product, best first; with `allowed`, among these ids only."""
        ...

    def __len__(self) -> int: ...
