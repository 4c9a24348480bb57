"""The library: a durable archive that is searched by words and by meaning."""

from index.embedder import StaticEmbedder
from index.library import Health, Library
from index.protocols import ArticleStore, DenseIndex, Embedder, LexicalIndex
from index.rows import ArticleRow
from index.types import AddResult, AddStatus, Copy, Filter, Hit, Passage, Progress

__all__ = [
    "AddResult",
    "AddStatus",
    "ArticleRow",
    "ArticleStore",
    "Copy",
    "DenseIndex",
    "Embedder",
    "Filter",
    "Health",
    "Hit",
    "LexicalIndex",
    "Library",
    "Passage",
    "Progress",
    "StaticEmbedder",
]
