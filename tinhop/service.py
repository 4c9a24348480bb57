"""The one façade that the command line, the web page and Python users call.

    from tinhop import Tinhop

    with Tinhop("my-archive") as tinhop:
        for article in tinhop.read(["articles/"]):
            ...

Models and the library open on first use.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from answers import Answer, Answerer, AnswerSentence, Turn
from index import AddResult, ArticleRow, Copy, Filter, Health, Hit, Library, Progress, StaticEmbedder
from index.gaps import GapReader
from index.rerank import load_reranking
from models import Profile, load_profile
from news import Article, Failure, InputError, article_from_text, input_records, read_inputs
from news.web import Fetcher
from summarizer import Length, Summary, load_engine
from tinhop.filters import narrowed

if TYPE_CHECKING:
    from answers.llm import LlmComposer
    from summarizer.digest import Digest
    from summarizer.lines import Line
    from summarizer.summarize import Summarizer

DEFAULT_LIBRARY = "library"
DIGEST_ARTICLES = 60


class Tinhop:
    """Summaries, an archive and answers. Safe to use from several threads.

    Args:
        library: the archive's folder; TINHOP_LIBRARY, or "library" in the working folder, where None.
        models: a profile's name or TOML file; TINHOP_MODELS, or "embedded", where None.
        engine: "ctranslate2" or "transformers".
        rerank: the profile's reranker reads the first hits of each search again, for questions too.

    Raises:
        InputError: there is no such profile or engine, or the profile has no reranker and one is wanted.
    """

    def __init__(
        self,
        library: str | Path | None = None,
        models: str | None = None,
        engine: str = "ctranslate2",
        *,
        rerank: bool = False,
    ) -> None:
        self.library_path = Path(library or os.environ.get("TINHOP_LIBRARY") or DEFAULT_LIBRARY)
        self.models = models or os.environ.get("TINHOP_MODELS") or "embedded"
        self.profile: Profile = load_profile(self.models)
        self.engine = engine
        self.reranker = self.profile.reranker if rerank else None
        if rerank and self.reranker is None:
            raise InputError(
                f"The profile '{self.models}' has no reranker; add a [reranker] table as in models/profiles/vit5.toml.",
                f"Hồ sơ mô hình “{self.models}” không có mô hình xếp lại; hãy thêm mục [reranker] như vit5.toml.",
            )
        self._engine = load_engine(self.profile.writer, engine)
        self._library: Library | None = None
        self._opening = threading.Lock()
        # Engines serve one caller at a time.
        self._writing = threading.Lock()

    def __enter__(self) -> Tinhop:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the library; the next use opens it again."""
        with self._opening:
            if self._library is not None:
                self._library.close()
                self._library = None

    # Reading and summaries. What summarises is loaded where it is needed: a question does not wait for it.

    @cached_property
    def _summarizer(self) -> Summarizer:
        from summarizer.summarize import Summarizer  # noqa: PLC0415

        return Summarizer(self.profile, self._engine, GapReader())

    def read(
        self, inputs: Iterable[str], *, stdin: BinaryIO | None = None, allow_url: bool = False
    ) -> Iterator[Article | Failure]:
        """The articles of files, folders and "-" and, with `allow_url`, of public addresses.

        What cannot be read comes as a Failure.
        """
        return read_inputs(inputs, stdin=stdin, fetcher=Fetcher() if allow_url else None)

    def article(self, text: str, *, title: str | None = None) -> Article:
        """An article from pasted text.

        Raises:
            InputError: the text is blank.
        """
        return article_from_text(text, title=title)

    def summarize(self, article: Article, *, length: Length = Length.MEDIUM, bullets: bool = False) -> Summary:
        """A verified summary of one article.

        Raises:
            InputError: the writer's model is missing.
        """
        with self._writing:
            return self._summarizer.summarize(article, length=length, bullets=bullets)

    def summarize_many(
        self, articles: Iterable[Article], *, length: Length = Length.MEDIUM, bullets: bool = False
    ) -> Iterator[Summary]:
        """Summaries of many articles in their order, written in batches."""
        with self._writing:
            yield from self._summarizer.summarize_many(articles, length=length, bullets=bullets)

    def batch(
        self,
        inputs: Iterable[str],
        out: Path | None,
        *,
        length: Length = Length.MEDIUM,
        bullets: bool = False,
        resume: bool = False,
        processes: int | None = None,
        aside: bool = False,
    ) -> Generator[Line]:
        """Summarises many articles in several processes, which end when the iterator is closed.

        A line is in the file `out`, if there is one, before it is given. With `resume`, the lines that an earlier run
        left come first, with an empty `text`. With `aside`, the processes give way to this one.

        Raises:
            InputError: a model is missing, `out` cannot be written or exists (without `resume`), or it was made from
                other inputs or with other options.
        """
        from summarizer.batch import summarize_records  # noqa: PLC0415
        from summarizer.lines import Job  # noqa: PLC0415
        from tinhop.journal import Journal  # noqa: PLC0415

        job = Job(self.profile, self.engine, length=length, bullets=bullets, reader=GapReader())
        records = input_records(inputs, skip=out)
        lines = summarize_records(records, job, processes=processes, aside=aside)
        if out is None:
            yield from lines
            return
        with Journal(out, resume=resume) as journal, closing(lines):
            yield from journal.replay(records, job)
            for line in lines:
                journal.append(line.text)
                yield line

    def count(self, inputs: Iterable[str], *, skip: Path | None = None) -> int:
        """How many lines `batch` will give. Reads the inputs once, without parsing them."""
        return sum(1 for _ in input_records(inputs, skip=skip))

    def digest(
        self,
        *,
        query: str | None = None,
        filter: Filter | None = None,
        limit: int = DIGEST_ARTICLES,
        today: dt.date | None = None,
    ) -> Digest:
        """One cited summary over the archive's articles of a period, or of those that are about a query.

        Args:
            query: what they are about. It may name a period, too ("giao ban tháng 5", "kỳ họp Quốc hội tuần qua").
            limit: of articles. What was left out shows in the digest's coverage.
            today: what "tuần qua" is reckoned from; the day of the machine where None.

        Raises:
            InputError: there is no archive, or a model is missing.
        """
        from summarizer.digest import make_digest  # noqa: PLC0415
        from tinhop.choosing import choose  # noqa: PLC0415

        chosen = choose(self.library(), query, filter, limit, today or dt.date.today())
        articles = [self.get(article_id) for article_id in chosen.ids]
        with self._writing:
            digest = make_digest(articles, self._summarizer, total=chosen.total, query=chosen.query)
        asked = replace(digest, period=chosen.period, missing=chosen.missing)
        return replace(asked, error=chosen.error[0], error_vi=chosen.error[1]) if chosen.error else asked

    def digest_of(
        self, articles: Iterable[Article], *, query: str | None = None, filter: Filter | None = None
    ) -> Digest:
        """One cited summary over articles that are in no archive.

        Args:
            query: only those that are about it.
            filter: only those that pass it.

        Raises:
            InputError: a model is missing.
        """
        from summarizer.digest import make_digest  # noqa: PLC0415
        from tinhop.choosing import about_among, none_about, passing  # noqa: PLC0415

        given = passing(articles, filter)
        chosen, missing = about_among(given, query, self._embedder()) if query else (given, ())
        with self._writing:
            digest = make_digest(chosen, self._summarizer, total=len(given), query=query)
        error = none_about(query, len(given)) if query and given and not chosen else None
        return replace(digest, error=error[0], error_vi=error[1]) if error else replace(digest, missing=missing)

    # The archive

    def _embedder(self) -> StaticEmbedder:
        return StaticEmbedder.load(self.profile.embedder.local_path())

    def library(self, *, create: bool = False, any_embedder: bool = False) -> Library:
        """The open library.

        Raises:
            InputError: there is none and `create` is False, or it cannot be opened.
        """
        with self._opening:
            if self._library is None:
                embedder = self._embedder()
                reranking = load_reranking(self.reranker) if self.reranker else None
                self._library = Library.open(
                    self.library_path, embedder, create=create, any_embedder=any_embedder, reranking=reranking
                )
            return self._library

    def add(
        self, articles: Iterable[Article], *, processes: int = 1, progress: Progress = lambda *_: None
    ) -> Iterator[AddResult]:
        """Adds articles to the archive, making it where there is none. Each result is durable when it is given.

        After the last one the archive is made ready, so that no search has to wait; where that takes long, `progress`
        is told. `processes` as of `Library.add_many`.
        """
        library = self.library(create=True)
        with closing(library.add_many(articles, processes=processes)) as results:
            yield from results
        library.catch_up(progress)

    def articles(self, filter: Filter | None = None, limit: int | None = None) -> list[ArticleRow]:
        """What the archive holds, newest first."""
        return self.library().articles(filter, limit)

    def count_articles(self, filter: Filter | None = None) -> int:
        """How many articles the archive holds."""
        return self.library().count(filter)

    def get(self, article_id: str) -> Article:
        """The article with an id or its beginning.

        Raises:
            InputError: there is none.
        """
        return self.library().get(article_id)

    def copies(self, article_id: str) -> list[Copy]:
        """The other articles of the archive that tell an article's story in the same words."""
        return self.library().copies(article_id)

    def remove(self, ids: list[str]) -> list[str]:
        """Removes articles; returns their full ids.

        Raises:
            InputError: an id is unknown; then nothing is removed.
        """
        return self.library().remove(ids)

    def check(self, *, repair: bool = False, progress: Progress = lambda *_: None) -> Health:
        """The archive's health, with `repair` after making its caches and, if need be, its vectors again.

        `progress` is called with what is done, how much of it is, and how much there is.
        """
        library = self.library(any_embedder=True)
        if repair:
            library.repair(progress)
        return library.check(progress)

    # Questions

    def search(self, query: str, k: int = 10, filter: Filter | None = None) -> list[Hit]:
        """The best passages."""
        return self.library().search(query, k, filter)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filter: Filter | None = None,
        today: dt.date | None = None,
        qid: str | None = None,
        composer: LlmComposer | None = None,
    ) -> Answer:
        """A cited answer or a refusal. Arguments as of `stream`."""
        *_, answer = self.stream(question, history=history, filter=filter, today=today, qid=qid, composer=composer)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filter: Filter | None = None,
        today: dt.date | None = None,
        qid: str | None = None,
        composer: LlmComposer | None = None,
    ) -> Iterator[AnswerSentence | Answer]:
        """The checked sentences of a composer as they come, and last the answer. Arguments as of `Answerer.ask`.

        A refusal under a filter carries a `note` that says how many articles the filter left.

        Args:
            composer: a language model that writes and is checked.

        Raises:
            InputError: there is no archive, or it does not know yet what the filter asks for.
        """
        answerer = Answerer(self.library(), composer=composer)
        for part in answerer.stream(question, history=history, filter=filter, today=today, qid=qid):
            if isinstance(part, Answer) and not part.answered and not part.error:
                yield replace(part, note=self.narrowed(filter))
            else:
                yield part

    def narrowed(self, filter: Filter | None) -> str | None:
        """One sentence that says how many articles a filter leaves; None where there is no filter."""
        if filter is None or filter.is_empty():
            return None
        return narrowed(filter, self.count_articles(filter), self.count_articles())
