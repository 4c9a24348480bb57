"""The library: one folder with the archive's truth (SQLite) and the caches beside it."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections import defaultdict, deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import NoReturn

import numpy as np
import numpy.typing as npt

from index.agreement import agreement
from index.alongside import Alongside
from index.analysis import phrases
from index.caches import Caches, Indexes
from index.diacritics import restorer
from index.fusion import Ranking, fuse, with_context
from index.hits import hits_of
from index.prepare import prepare, preparer, with_articles
from index.protocols import Embedder
from index.rerank import Reranking
from index.rows import ArticleRow
from index.store import DATABASE, Store
from index.topic import About, about
from index.types import AddResult, AddStatus, Copy, Filter, Hit, Mark, Prepared, Progress, Quote
from index.upkeep import embed_again, group_again, read_cards_again
from index.words import WORDS
from news.article import Article
from news.errors import InputError
from news.processes import in_order

_BATCH = 64
_LARGE_BATCH = 256  # of many articles: a transaction writes the same pages for few articles as for many
_ALONE = 6  # batches that are prepared here before other processes are started
# How deep each ranking is read before they are fused.
_DEPTH = 60
_LEXICAL_WEIGHT = 0.8
# So many of the best are read for what of the query they leave over, which weighs so much beside all before.
_READ = 12
_AGREEMENT_WEIGHT = 0.4
_ARTICLE_WEIGHT = 0.6
# Passages and articles that are read for whether they are about a query.
_ABOUT = 200


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found; `problems` is empty when all is well."""

    articles: int
    passages: int
    problems: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        return {"articles": self.articles, "passages": self.passages, "problems": list(self.problems)}


def _killed(*_: object) -> NoReturn:
    """
    Raises:
        InputError: always.
    """
    raise InputError(
        "A process that prepared articles was killed; there may be too little memory. What was added stays; run the "
        "same command again to go on.",
        "Một tiến trình chuẩn bị bài đã bị dừng, có thể do thiếu bộ nhớ. Các bài đã thêm vẫn còn; hãy chạy lại lệnh để "
        "thêm tiếp.",
    )


def _batches(stream: Iterator[Article], most: int) -> Iterator[list[Article]]:
    return iter(lambda: list(islice(stream, most)), [])


class Library:
    """An archive that can be added to, searched and checked. Safe to use from several threads."""

    def __init__(
        self,
        folder: Path,
        store: Store,
        embedder: Embedder,
        *,
        writable: bool = True,
        reranking: Reranking | None = None,
    ) -> None:
        self._folder = folder
        self._store = store
        self._embedder = embedder
        self._reranking = reranking
        self._lock = threading.RLock()
        # Searches by meaning while the caller searches by words; both work outside of Python's lock.
        self._helper = ThreadPoolExecutor(1, thread_name_prefix="search")
        self._caches = Caches(folder, store, embedder.dimension, embedder.fingerprint, writable=writable)

    @classmethod
    def open(
        cls,
        folder: Path,
        embedder: Embedder,
        *,
        create: bool = True,
        any_embedder: bool = False,
        read_only: bool | None = None,
        reranking: Reranking | None = None,
    ) -> Library:
        """Opens the archive in a folder.

        Args:
            folder: of the archive.
            embedder: the one that made its vectors.
            create: make a new archive where there is none.
            any_embedder: do not insist on that; for `repair`.
            read_only: write nothing into the folder: what has to be made for searching goes to a passing one. None
                means so where there is an archive whose folder or database may not be written.
            reranking: reads the first hits of each search again.

        Raises:
            InputError: there is none, it cannot be opened, or its vectors come from another embedder.
        """
        database = folder / DATABASE
        try:
            there = database.exists()
        except OSError as error:  # a folder that may not even be looked into
            raise InputError(
                f"The library '{folder}' cannot be opened ({error.strerror}); check the rights of the folder.",
                f"Không mở được kho tin “{folder}”; hãy kiểm tra quyền của thư mục.",
            ) from error
        if not there:
            if not create:
                raise InputError(
                    f"There is no library in '{folder}'; 'tinhop add FILE' makes one.",
                    f"Chưa có kho tin ở “{folder}”; hãy thêm bài bằng “tinhop add”.",
                )
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise InputError(
                    f"The library folder '{folder}' cannot be made ({error.strerror}); choose another with --library.",
                    f"Không tạo được thư mục kho tin “{folder}”; hãy chọn nơi khác bằng --library.",
                ) from error
        elif database.stat().st_size == 0 and (folder / WORDS).exists():
            raise InputError(
                f"The library '{folder}' is damaged ({DATABASE} is empty); restore {DATABASE} from a backup. Nothing "
                "was overwritten.",
                f"Kho tin “{folder}” bị hỏng ({DATABASE} trống); hãy khôi phục tệp này từ bản sao lưu.",
            )
        if read_only is None:
            read_only = database.exists() and not (os.access(folder, os.W_OK) and os.access(database, os.W_OK))
        store = Store(database, read_only=read_only)
        known = store.meta("embedder")
        if known is None and not read_only:
            store.set_meta("embedder", embedder.fingerprint)
        elif known not in (None, embedder.fingerprint) and not any_embedder:
            store.close()
            raise InputError(
                f"The library '{folder}' was built with another embedder; run 'tinhop check --repair'.",
                f"Kho tin “{folder}” được tạo bằng mô hình nhúng khác; hãy chạy “tinhop check --repair”.",
            )
        return cls(folder, store, embedder, writable=not read_only, reranking=reranking)

    def close(self) -> None:
        with self._lock:
            self._helper.shutdown()
            self._store.close()
            self._caches.forget()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, article: Article) -> AddResult:
        """Adds one article; see `add_many`."""
        return next(self.add_many([article]))

    def add_many(self, articles: Iterable[Article], *, processes: int = 1) -> Generator[AddResult]:
        """Adds articles as they come. A result is given only after its transaction has been kept.

        Args:
            processes: how many prepare articles, if there are many. With more than one, a script that calls this has
                to be importable (`if __name__ == "__main__":`), and up to some thousand articles are read ahead.

        Raises:
            InputError: the library cannot be written, or a process was killed; what was given stays.
        """
        indexing = Alongside(self._folder, self._embedder.dimension, self._embedder.fingerprint)
        with closing(self._prepared(iter(articles), processes, indexing)) as batches, indexing:
            for batch, prepared in batches:
                done = self._store.put(prepared, embedder=self._embedder.fingerprint)
                results: defaultdict[str, deque[AddResult]] = defaultdict(deque)
                for result in done:
                    results[result.article_id].append(result)
                for article in batch:
                    own = results[article.id]
                    yield own.popleft() if own else AddResult(article.id, AddStatus.UNCHANGED)

    def _prepared(
        self, stream: Iterator[Article], processes: int, indexing: Alongside
    ) -> Generator[tuple[list[Article], list[Prepared]]]:
        """Batches of articles, with those that are not known yet prepared; where they are many, `indexing` begins."""
        # To start processes takes longer than to prepare a few articles.
        for batch in islice(_batches(stream, _BATCH), _ALONE if processes > 1 else None):
            yield batch, prepare(self._unknown(batch), self._embedder)
        batches = _batches(stream, _LARGE_BATCH)
        if (first := next(batches, None)) is None:
            return
        indexing.begin()
        sent: deque[tuple[list[Article], list[Article]]] = deque()

        def tasks() -> Iterator[list[Article]]:
            for batch in chain([first], batches):
                sent.append((batch, self._unknown(batch)))
                yield sent[-1][1]

        with closing(in_order(tasks(), partial(preparer, self._embedder), processes, killed=_killed)) as done:
            for found in done:
                batch, unknown = sent.popleft()
                yield batch, self._with_late(batch, with_articles(unknown, found))

    def _with_late(self, batch: list[Article], prepared: list[Prepared]) -> list[Prepared]:
        """Also those of a batch that were known when it was sent, and gave way to another version since."""
        sent = {one.article.id for one in prepared}
        late = [article for article in self._unknown(batch) if article.id not in sent]
        if not late:
            return prepared
        places = {article.id: place for place, article in enumerate(batch)}
        return sorted([*prepared, *prepare(late, self._embedder)], key=lambda one: places[one.article.id])

    def _unknown(self, articles: list[Article]) -> list[Article]:
        known = self._store.known([article.id for article in articles])
        return [article for article in articles if article.id not in known]

    def catch_up(self, progress: Progress = lambda *_: None) -> None:
        """Brings the indexes up to date, which the next search would have to do.

        Args:
            progress: called where it takes long.

        Raises:
            InputError: they cannot be written.
        """
        with self._lock:
            self._caches.current(progress)

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Removes articles by id or its beginning; all of them or, if one is unknown, none. Returns the full ids.

        Raises:
            InputError: an id is unknown or not unique.
        """
        full = [self._store.find(i) for i in ids]
        self._store.remove(full)
        return full

    def get(self, article_id: str) -> Article:
        """The article with an id or its beginning.

        Raises:
            InputError: there is none, or several.
        """
        return self._store.get(self._store.find(article_id))

    def articles(self, filter: Filter | None = None, limit: int | None = None) -> list[ArticleRow]:
        """What the archive holds, newest first."""
        return self._store.rows(filter, limit)

    def copies(self, article_id: str) -> list[Copy]:
        """The other articles that tell the same story in the same words."""
        return self._store.copies(article_id)

    def count(self, filter: Filter | None = None) -> int:
        """How many articles pass a filter."""
        return self._store.count(filter)

    def days(self) -> dict[dt.date, int]:
        """How many articles were published on each day; those without a date are not counted."""
        return self._store.days()

    def sources(self) -> list[str]:
        """The names of all sources, sorted."""
        return self._store.sources()

    def last_change(self) -> Mark:
        """A mark that is another one after every change of the archive, by whichever process. Costs next to nothing."""
        return self._store.last_change()

    def counts(self) -> tuple[int, int]:
        """Articles and passages."""
        return self._store.counts()

    def search(self, query: str, k: int = 10, filter: Filter | None = None, *, among: int = _READ) -> list[Hit]:
        """The best passages by words and by meaning together; every hit quotes its passage exactly.

        With a reranker the first ones are put into a new order; their scores stay those of the search.

        Args:
            query: with or without diacritics.
            k: how many at most.
            filter: what part of the library is searched.
            among: so many of the best are weighed by what of the query they leave over; at least `k`.
        """
        with self._lock:
            now = self._caches.current()
            allowed = self._caches.allowed(filter)
            likely = restorer().restore(query, now.passages)
            if phrases(query):
                # What stands in quotes must stand in every hit.
                lexical = self._by_words(now, query, likely, allowed)
                dense = self._by_meaning(now, likely, np.array([passage for passage, _ in lexical], np.int64))
            else:
                meaning = self._helper.submit(self._by_meaning, now, likely, allowed)
                lexical = self._by_words(now, query, likely, allowed)
                dense = meaning.result()
        wanted = k if self._reranking is None else max(k, self._reranking.depth)
        fused = fuse(lexical, dense, lexical_weight=_LEXICAL_WEIGHT)
        read = self._store.quotes([passage for passage, _ in fused[: max(wanted, among)]])
        ranked = self._by_agreement(query, likely, fused, read)
        hits = hits_of(self._store, ranked, lexical, dense, wanted, read)
        return hits if self._reranking is None else self._reranking.apply(likely, hits)[:k]

    def about(self, query: str, filter: Filter | None = None) -> About:
        """The articles that a query is about, best first; see index/topic.py.

        Args:
            query: with or without diacritics.
            filter: what part of the library is searched.
        """
        hits = self.search(query, _ABOUT, filter)
        with self._lock:
            now = self._caches.current()
            allowed = self._caches.allowed(filter)
            likely = restorer().restore(query, now.passages)
            whole = now.articles.search(query, _ABOUT, allowed, likely)
        quotes = self._store.quotes([first for first, _ in whole])
        others = [quotes[first].passage.article_id for first, _ in whole if first in quotes]
        ids = dict.fromkeys([*(hit.article_id for hit in hits), *others])
        return about(query, likely, self._embedder.embed, list(map(self._store.get, ids)))

    def _by_agreement(self, query: str, likely: str, fused: Ranking, read: Mapping[int, Quote]) -> Ranking:
        """The first ones in a new order: by what of the query they leave over too. A score stays between 0 and 1."""
        texts = [f"{quote.title or ''} {quote.text}" for quote in read.values()]
        shares = dict(zip(read, agreement(query, likely, texts), strict=True))
        weighed = [
            (passage, (score + _AGREEMENT_WEIGHT * shares.get(passage, 0.0)) / (1 + _AGREEMENT_WEIGHT))
            for passage, score in fused
        ]
        return sorted(weighed, key=lambda item: (item[0] not in shares, -item[1], item[0]))

    def lexical_search(self, query: str, k: int = 10) -> list[Hit]:
        """By words alone; for comparison."""
        with self._lock:
            now = self._caches.current()
            lexical = self._by_words(now, query, restorer().restore(query, now.passages), None)
        return hits_of(self._store, lexical, lexical, [], k)

    def dense_search(self, query: str, k: int = 10) -> list[Hit]:
        """By meaning alone; for comparison."""
        with self._lock:
            now = self._caches.current()
            likely = restorer().restore(query, now.passages)
            dense = self._by_meaning(now, likely, None)
        return hits_of(self._store, dense, [], dense, k)

    def _by_meaning(self, now: Indexes, likely: str, allowed: npt.NDArray[np.int64] | None) -> list[tuple[int, float]]:
        return now.vectors.search(self._embedder.embed([likely]).reshape(-1), _DEPTH, allowed)

    def _by_words(
        self, now: Indexes, query: str, likely: str, allowed: npt.NDArray[np.int64] | None
    ) -> list[tuple[int, float]]:
        """Passages by their own words and by those of the whole article that they stand in."""
        passages = now.passages.search(query, _DEPTH, allowed, likely)
        firsts = now.articles_of(np.array([passage for passage, _ in passages], np.int64)).tolist()
        known = now.articles.scores(query, list(dict.fromkeys(firsts)), likely)
        return with_context(passages, [known.get(first, 0.0) for first in firsts], weight=_ARTICLE_WEIGHT)

    def check(self, progress: Progress = lambda *_: None) -> Health:
        """Looks for anything wrong in the database and the caches; makes these where they are not up to date."""
        articles, passages = self._store.counts()
        if self._store.meta("embedder") != self._embedder.fingerprint:
            # Caches made now would hold the vectors of one under the name of the other.
            problems = [*self._store.problems(None, progress), "the vectors come from another embedder"]
            return Health(articles, passages, tuple(problems))
        problems = self._store.problems(self._embedder.dimension, progress)
        with self._lock:
            problems += self._caches.problems(progress)
        return Health(articles, passages, tuple(problems))

    def repair(self, progress: Progress = lambda *_: None) -> None:
        """Makes the caches again, and vectors and groups of copies too if other versions made them.

        May be stopped at any moment; the next call goes on.

        Raises:
            InputError: the library may only be read.
        """
        with self._lock:
            with self._store.writing():
                pass  # says so before anything is done
            if self._store.meta("embedder") != self._embedder.fingerprint:
                embed_again(self._store, self._embedder, progress)
            group_again(self._store, progress)
            read_cards_again(self._store, progress)
            self._caches.rebuild(progress)
