"""Four ways to search an archive, each grown and asked in the same manner; benchmarks/scale.py runs them.

`tinhop` is this library. `fts5` is SQLite's full-text index alone, any of the words, BM25. The two others are what a
tutorial writes: sentence-transformers and FAISS' flat index, once with the embedder that ships here (`static`), once
with a Transformer of multilingual-e5-small's shape and random weights, made here (`e5-shaped`), because that model
could not be fetched: its speed and size are right, its rankings mean nothing.
"""

from __future__ import annotations

import itertools
import os
import re
import sqlite3
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from index import Filter, Library, StaticEmbedder
from index.passages import cut
from models import load_profile
from news import Article
from news.processes import cores

DEPTH = 10
_TRANSFORMER_SAMPLE = 128
"""Passages that the Transformer embeds; random vectors stand for the others, for it would take hours."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What adding took, in seconds of all processors together and by the clock, and how much there is now."""

    added: int
    processor: float
    clock: float
    bytes: int


class _Meter:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._begin = _processor_seconds(), time.perf_counter()

    def taken(self) -> tuple[float, float]:
        """Of all processors, with those of processes that have ended, and by the clock."""
        return _processor_seconds() - self._begin[0], time.perf_counter() - self._begin[1]


def _processor_seconds() -> float:
    return sum(os.times()[:4])


class Contender(Protocol):
    """Keeps an archive in a folder."""

    def grow(self, folder: Path, articles: Iterable[Article]) -> Growth:
        """Adds articles in batches, until the archive can be searched."""
        ...

    def open(self, folder: Path) -> dict[str, Callable[[str], Sequence[object]]]:
        """The ways to search it, each of which gives the best for a query."""
        ...


def passages(articles: Iterable[Article]) -> Iterator[tuple[str, str]]:
    """Title and text of each passage, cut as the library cuts."""
    for article in articles:
        for start, end in cut(article):
            yield article.title or "", article.text[start:end]


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Tinhop:
    """This library."""

    def grow(self, folder: Path, articles: Iterable[Article]) -> Growth:
        with self.library(folder) as library:
            before = library.counts()[1]
            meter = _Meter()
            for _ in library.add_many(articles, processes=cores()):
                pass
            library.catch_up()
            taken = meter.taken()
            added = library.counts()[1] - before
        return Growth(added, *taken, size_of(folder))

    def library(self, folder: Path) -> Library:
        return Library.open(folder, _embedder())

    def open(self, folder: Path) -> dict[str, Callable[[str], Sequence[object]]]:
        library = self.library(folder)
        library.search("mở chỉ mục", 1)
        tenth = Filter(source="Báo 3")
        return {
            "words": lambda query: library.lexical_search(query, DEPTH),
            "meaning": lambda query: library.dense_search(query, DEPTH),
            "both": lambda query: library.search(query, DEPTH),
            "both, a tenth of the archive": lambda query: library.search(query, DEPTH, tenth),
        }


def recall_of_meaning(folder: Path, queries: Sequence[str]) -> float:
    """The share of the ten nearest vectors, by a look at all of them, that the dense index finds among its ten."""
    embedder = _embedder()
    vectors = embedder.embed(queries)
    best: list[list[tuple[float, int]]] = [[] for _ in queries]
    database = sqlite3.connect(folder / "library.sqlite")
    cursor = database.execute("SELECT id, vector FROM passages")
    while rows := cursor.fetchmany(50_000):
        ids = np.array([row[0] for row in rows])
        known = np.frombuffer(b"".join(row[1] for row in rows), np.float16).reshape(len(rows), -1).astype(np.float32)
        scores = vectors @ known.T
        for query, row in enumerate(scores):
            top = np.argpartition(-row, min(DEPTH, len(row) - 1))[:DEPTH]
            nearest = best[query] + [(float(row[i]), int(ids[i])) for i in top]
            best[query] = sorted(nearest, reverse=True)[:DEPTH]
    database.close()
    with Library.open(folder, embedder) as library:
        now = library._caches.current()
        found = [{i for i, _ in now.vectors.search(vector, DEPTH)} for vector in vectors]
    return float(np.mean([len(f & {i for _, i in b}) / len(b) for f, b in zip(found, best, strict=True)]))


def _embedder() -> StaticEmbedder:
    return StaticEmbedder.load(load_profile("embedded").embedder.local_path())


class Fts5:
    """SQLite's full-text index alone."""

    def grow(self, folder: Path, articles: Iterable[Article]) -> Growth:
        folder.mkdir(exist_ok=True)
        database = sqlite3.connect(folder / "fts.sqlite")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS passages"
            " USING fts5(title, text, tokenize = 'unicode61 remove_diacritics 0')"
        )
        added, meter = 0, _Meter()
        stream = passages(articles)
        while rows := list(itertools.islice(stream, 1000)):
            with database:
                database.executemany("INSERT INTO passages VALUES (?, ?)", rows)
            added += len(rows)
        taken = meter.taken()
        database.close()
        return Growth(added, *taken, size_of(folder))

    def open(self, folder: Path) -> dict[str, Callable[[str], Sequence[object]]]:
        database = sqlite3.connect(folder / "fts.sqlite")

        def search(query: str) -> list[object]:
            wanted = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query.lower()))
            found = database.execute(
                "SELECT rowid, title, text FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (wanted, DEPTH)
            )
            return found.fetchall()

        search("mở chỉ mục")
        return {"words": search}


class _FlatVectors(ABC):
    """sentence-transformers and FAISS' flat index, all kept in one file that is written anew after adding."""

    @abstractmethod
    def model(self, folder: Path) -> Any:
        """The embedder; `folder` is the archive's, beside which one that is made here may lie."""

    def embed(self, model: Any, texts: list[str]) -> tuple[npt.NDArray[np.float32], tuple[float, float]]:
        """Vectors, and seconds of processor and clock for all of them."""
        meter = _Meter()
        vectors = model.encode(texts, batch_size=32, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32), meter.taken()

    def grow(self, folder: Path, articles: Iterable[Article]) -> Growth:
        import faiss  # noqa: PLC0415

        folder.mkdir(exist_ok=True)
        model = self.model(folder)
        meter = _Meter()
        rows = list(passages(articles))
        reading = meter.taken()
        vectors, embedding = self.embed(model, [f"{title}. {text}" for title, text in rows])
        meter = _Meter()
        path = folder / "index.faiss"
        index = faiss.read_index(str(path)) if path.exists() else faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        faiss.write_index(index, str(path))
        processor, clock = (sum(parts) for parts in zip(reading, embedding, meter.taken(), strict=True))
        with (folder / "passages.txt").open("a", encoding="utf-8") as out:
            out.writelines(f"{title}\t{text}\n".replace("\n", " ") + "\n" for title, text in rows)
        return Growth(len(rows), processor, clock, size_of(folder))

    def open(self, folder: Path) -> dict[str, Callable[[str], Sequence[object]]]:
        import faiss  # noqa: PLC0415

        model = self.model(folder)
        index = faiss.read_index(str(folder / "index.faiss"))
        with (folder / "passages.txt").open(encoding="utf-8") as lines:
            texts = lines.readlines()

        def search(query: str) -> list[object]:
            vector = np.asarray(model.encode([query], normalize_embeddings=True, show_progress_bar=False), np.float32)
            scores, ids = index.search(vector, DEPTH)
            return [(float(score), texts[i]) for score, i in zip(scores[0], ids[0], strict=True) if i >= 0]

        search("mở chỉ mục")
        return {"meaning": search}


class Static(_FlatVectors):
    """With the embedder that ships here."""

    def model(self, folder: Path) -> Any:  # noqa: ARG002 - it is shipped
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        return SentenceTransformer(str(load_profile("embedded").embedder.local_path()), device="cpu")


class E5Shaped(_FlatVectors):
    """With a Transformer of multilingual-e5-small's shape: 12 layers of 384, random weights, our vocabulary."""

    def model(self, folder: Path) -> Any:
        import torch  # noqa: PLC0415
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
        from transformers.utils import logging  # noqa: PLC0415

        logging.disable_progress_bar()
        torch.set_num_threads(1)
        checkpoint = folder.with_name("e5-shaped-model")
        if not checkpoint.exists():
            _make_e5_shaped(checkpoint)
        return SentenceTransformer(str(checkpoint), device="cpu")

    def embed(self, model: Any, texts: list[str]) -> tuple[npt.NDArray[np.float32], tuple[float, float]]:
        sample = texts[:_TRANSFORMER_SAMPLE]
        known, (processor, clock) = super().embed(model, sample)
        vectors = np.random.default_rng(len(texts)).standard_normal((len(texts), known.shape[1]), np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors[: len(known)] = known
        share = len(texts) / max(len(sample), 1)
        return vectors, (processor * share, clock * share)


def _make_e5_shaped(checkpoint: Path) -> None:
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer  # noqa: PLC0415
    from transformers import BertConfig, BertModel, T5Tokenizer  # noqa: PLC0415

    torch.manual_seed(5)
    shape = BertConfig(
        vocab_size=250_037,
        hidden_size=384,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=1536,
        max_position_embeddings=512,
    )
    with tempfile.TemporaryDirectory() as folder:
        BertModel(shape).save_pretrained(folder)
        vocabulary = load_profile("embedded").writer.model.local_path() / "spiece.model"
        T5Tokenizer.from_pretrained(
            str(vocabulary.parent), vocab_file=str(vocabulary), extra_ids=0, model_max_length=512
        ).save_pretrained(folder)
        transformer = Transformer(folder, max_seq_length=512)
        pooling = Pooling(transformer.get_embedding_dimension(), "mean")
        SentenceTransformer(modules=[transformer, pooling], device="cpu").save(str(checkpoint), create_model_card=False)


CONTENDERS: dict[str, Callable[[], Contender]] = {
    "tinhop": Tinhop,
    "fts5": Fts5,
    "static": Static,
    "e5-shaped": E5Shaped,
}
