"""The library: a durable archive that is searched by words and by meaning."""

from index.embedder import StaticEmbedder
from index.library import Health, Library
from index.protocols import DenseIndex, Embedder, LexicalIndex
from index.store import ArticleRow
from index.types import AddResult, AddStatus, Filter, Hit, Passage

__all__ = [
    "AddResult",
    "AddStatus",
    "ArticleRow",
    "DenseIndex",
    "Embedder",
    "Filter",
    "Health",
    "Hit",
    "LexicalIndex",
    "Library",
    "Passage",
    "StaticEmbedder",
]
