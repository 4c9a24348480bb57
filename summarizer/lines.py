"""The lines of a batch run: what one record becomes, whatever is wrong with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from facts.cloze import ClozeReader
from models import Profile
from news import Article, Failure, InputError, Record, read_record
from summarizer.engines import load_engine
from summarizer.summarize import Summarizer
from summarizer.types import Coverage, Length, Summary


@dataclass(frozen=True, slots=True)
class Job:
    """How every article of a run is summarised; `reader` helps the verifier (facts.verify.SourceIndex)."""

    profile: Profile
    engine: str = "ctranslate2"
    device: str = "auto"
    length: Length = Length.MEDIUM
    bullets: bool = False
    reader: ClozeReader | None = None

    def digest(self, record: Record) -> str:
        """16 hexadecimal digits of a record's content and of what is to be made of it."""
        wish = f"{record.digest()} {self.profile.name} {self.length.value} {self.bullets}"
        return hashlib.blake2b(wish.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Line:
    """One article's result: its JSON object, without a line end, and why there is no summary, if there is none, in
    English and Vietnamese."""

    text: str
    input: str
    error: str | None
    error_vi: str | None = None


class Worker:
    """Summarises chunks of records.

    Args:
        threads: of the engine; None is one for each core.

    Raises:
        InputError: a model is missing.
    """

    def __init__(self, job: Job, threads: int | None = None) -> None:
        self._job = job
        engine = load_engine(job.profile.writer, job.engine, device=job.device, threads=threads)
        self._summarizer = Summarizer(job.profile, engine, job.reader)
        self._summarizer.prepare()

    def lines(self, records: Sequence[Record]) -> list[Line]:
        """The lines of some records, in order."""
        read = [_read(record) for record in records]
        try:
            summaries = iter(self._summaries([item for item in read if isinstance(item, Article)]))
            results = [next(summaries) if isinstance(item, Article) else _failed(item) for item in read]
        except Exception:
            # One of them is too much for the program: each is tried alone, so that it stops no other, and the one that
            # fails again has the reason in its own line.
            results = [self._alone(item) if isinstance(item, Article) else _failed(item) for item in read]
        return [self._line(*pair) for pair in zip(records, results, strict=True)]

    def _summaries(self, articles: list[Article]) -> list[Summary]:
        job = self._job
        return list(self._summarizer.summarize_many(articles, length=job.length, bullets=job.bullets))

    def _alone(self, article: Article) -> Summary:
        try:
            return self._summaries([article])[0]
        except Exception as error:
            return empty_summary(_unexpected(error), article)

    def _line(self, record: Record, summary: Summary) -> Line:
        return make_line(record, self._job, summary)


def make_line(record: Record, job: Job, summary: Summary) -> Line:
    """The line of a summary: the input's own id, where it stands, its fingerprint, then the summary itself."""
    row = {"id": record.key(), "input": record.name, "digest": job.digest(record), **summary.to_dict()}
    if summary.error_vi:
        row["error_vi"] = summary.error_vi
    return Line(json.dumps(row, ensure_ascii=False), record.name, summary.error, summary.error_vi)


def _read(record: Record) -> Article | Failure:
    try:
        return read_record(record)
    except Exception as error:
        return Failure(record.name, _unexpected(error))


def _failed(failure: Failure) -> Summary:
    return empty_summary(failure.error)


def empty_summary(error: InputError, article: Article | None = None) -> Summary:
    """What stands for a summary where there is none, and why."""
    return Summary(
        article_id=article.id if article else "",
        title=article.title if article else None,
        summary="",
        sentences=(),
        coverage=Coverage(0, len(article.sentences) if article else 0),
        meeting=None,
        model="",
        seconds=0.0,
        error=error.en,
        error_vi=error.vi,
    )


def _unexpected(error: BaseException) -> InputError:
    return InputError(
        f"The program failed on this article ({type(error).__name__}: {error}); please report it.",
        f"Chương trình gặp lỗi ở bài này ({type(error).__name__}: {error}); xin báo lại cho người phát triển.",
    )
