"""What can be found out about an article before the library knows it: its passages and their vectors, what finds its
copies, and whom its meeting card names. Nothing here depends on anything else, so that several processes can do it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from index import cards
from index.duplicates import bands
from index.passages import cut
from index.protocols import Embedder
from index.types import Prepared
from news.article import Article


def embedded_text(title: str | None, passage: str) -> str:
    """What of a passage is embedded: its article's title says of which meeting it speaks."""
    return f"{title}. {passage}" if title else passage


def prepare(articles: Sequence[Article], embedder: Embedder) -> list[Prepared]:
    """All that is stored with each of the articles."""
    cuts = [(article, cut(article)) for article in articles]
    # One call for all: a tokenizer that works in several threads is slow to start.
    vectors = embedder.embed([embedded_text(a.title, a.text[s:e]) for a, spans in cuts for s, e in spans])
    ends = accumulate(len(spans) for _, spans in cuts)
    return [
        Prepared(article, spans, vectors[end - len(spans) : end], bands(article.text), cards.names_of(article))
        for (article, spans), end in zip(cuts, ends, strict=True)
    ]


def preparer(embedder: Embedder) -> Callable[[Sequence[Article]], list[Prepared]]:
    """`prepare` for a process of its own, which gets a copy of the embedder."""
    return lambda articles: prepare(articles, embedder)
