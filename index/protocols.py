"""The seams of the library. tests/index/contracts.py checks any implementation of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.rows import ArticleRow
from index.types import AddResult, ArticleText, Copy, Filter, Mark, Prepared, Quote
from news.article import Article


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

    def search(
        self, query: str, k: int, allowed: npt.NDArray[np.int64] | None = None, likely: str | None = None
    ) -> list[tuple[int, float]]:
        """The best passages with their scores, best first.

        Args:
            query: as typed; one without diacritics finds words with them.
            k: how many at most.
            allowed: only among these ids, ascending.
            likely: an accentless query with its likeliest diacritics; what holds these counts for more.
        """
        ...

    def scores(self, query: str, ids: Sequence[int], likely: str | None = None) -> dict[int, float]:
        """What a query gives to some passages, by its most telling words; one that is not here may be left out."""
        ...

    def frequency(self, term: str) -> int:
        """How many passages hold a word (lower-cased, NFC, new tone placement) or a pair joined by an underscore."""
        ...

    def ids(self) -> npt.NDArray[np.int64]:
        """The ids of all, ascending."""
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


class ArticleStore(Protocol):
    """Holds the articles of an archive with their passages and vectors; the truth that the indexes are made from.

    Every change is kept whole or not at all, and what a method has returned from survives a crash.
    """

    def put(self, articles: Sequence[Prepared], *, embedder: str) -> list[AddResult]:
        """Stores articles with the spans and vectors of their passages: all of them or, if it raises, none.

        An article that is here already is left as it is; one with the same url and other content is replaced.

        Raises:
            InputError: the store's vectors come from another embedder, or it cannot be written.
        """
        ...

    def remove(self, ids: Sequence[str]) -> None:
        """Removes articles with their passages; ids that are unknown are passed over."""
        ...

    def known(self, ids: Sequence[str]) -> set[str]:
        """Those of the ids that are here."""
        ...

    def find(self, prefix: str) -> str:
        """The one id that begins with at least four characters.

        Raises:
            InputError: none does, or several do.
        """
        ...

    def get(self, article_id: str) -> Article:
        """The article with an id, equal in all but `reference` to the one that was put.

        Raises:
            InputError: there is none.
        """
        ...

    def copies(self, article_id: str) -> list[Copy]:
        """The other articles that tell its story in the same words."""
        ...

    def rows(self, filter: Filter | None = None, limit: int | None = None) -> list[ArticleRow]:
        """What is here, newest first; articles without a date come last."""
        ...

    def counts(self) -> tuple[int, int]:
        """Articles and passages."""
        ...

    def quotes(self, passages: Sequence[int]) -> dict[int, Quote]:
        """Passages by their ids; those that are gone are left out."""
        ...

    def allowed(self, filter: Filter) -> npt.NDArray[np.int64]:
        """Ids of the passages whose article passes a filter."""
        ...

    def last_change(self) -> Mark:
        """Now, as a mark: the largest passage id ever given, and the number of the last removal. Both only grow."""
        ...

    def texts_since(self, mark: Mark) -> Iterable[ArticleText]:
        """Articles of which passages were added after `mark`, with those of these that still stand, by id."""
        ...

    def vectors_since(self, mark: Mark) -> Iterable[tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]]:
        """Ids (n,) and vectors (n, dimension) of the passages added after `mark` that still stand, by id, in parts."""
        ...

    def removed_since(self, mark: Mark) -> list[int]:
        """Ids of the passages removed after `mark`."""
        ...
