"""What can be found out about an article before the library knows it: its passages and their vectors, what finds its
copies, and whom its meeting card names. Nothing here depends on anything else, so that several processes can do it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from index import cards
from index.duplicates import bands
from index.passages import cut
from index.protocols import Embedder
from index.types import Prepared
from news.article import Article

FoundOut = tuple[list[tuple[int, int]], npt.NDArray[np.float16], list[int], list[cards.Name]]
"""Of an article: all of `Prepared` but itself, for whoever sends articles to another process has them."""


def embedded_text(title: str | None, passage: str) -> str:
    """What of a passage is embedded: its article's title says of which meeting it speaks."""
    return f"{title}. {passage}" if title else passage


def prepare(articles: Sequence[Article], embedder: Embedder) -> list[Prepared]:
    """All that is stored with each of the articles."""
    return with_articles(articles, _found_out(articles, embedder))


def with_articles(articles: Sequence[Article], found: Sequence[FoundOut]) -> list[Prepared]:
    """What was found out about articles, put beside them."""
    return [Prepared(article, *about) for article, about in zip(articles, found, strict=True)]


def preparer(embedder: Embedder) -> Callable[[Sequence[Article]], list[FoundOut]]:
    """Finds out all that is stored with articles, in a process of its own, which gets a copy of the embedder."""
    return lambda articles: _found_out(articles, embedder)


def _found_out(articles: Sequence[Article], embedder: Embedder) -> list[FoundOut]:
    cuts = [(article, cut(article)) for article in articles]
    # One call for all: a tokenizer that works in several threads is slow to start.
    vectors = embedder.embed([embedded_text(a.title, a.text[s:e]) for a, spans in cuts for s, e in spans])
    halved = vectors.astype(np.float16)  # as they are stored
    ends = accumulate(len(spans) for _, spans in cuts)
    return [
        (spans, halved[end - len(spans) : end], bands(article.text), cards.names_of(article))
        for (article, spans), end in zip(cuts, ends, strict=True)
    ]
