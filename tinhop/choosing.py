"""Which articles of an archive a digest is made of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from answers.period import Period, find_period
from index import ArticleRow, Filter, Library
from index.cards import PERSON, PLACE, is_meant, names_of, wanted
from index.diacritics import restorer
from index.protocols import Embedder
from index.topic import about
from news import Article
from news.vietnamese import fold
from tinhop.filters import described

_ROWS = 5000
"""The newest articles of a period among which its reports of meetings are looked for."""
_SHOWN = 60
"""Letters of a query that an error repeats."""
_MEETING = re.compile(
    r"\b(?:hội nghị|hội thảo|kỳ họp|phiên họp|cuộc họp|buổi họp|họp (?:báo|giao ban|bàn|khẩn|trực tuyến|phiên)|giao ban"
    r"|toạ đàm|tọa đàm|đại hội|diễn đàn|hội đàm|tiếp xúc cử tri|buổi làm việc|làm việc với|sơ kết|tổng kết|chất vấn)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a digest reads.

    Attributes:
        ids: of the articles, the best first.
        total: how many there were to choose from.
        query: what they are about, without the period that it named; None if it names nothing else.
        period: first and last day that were asked for, as far as they are known.
        missing: words of the query that no article has, where none has all.
        error: why there are none, in English and Vietnamese.
    """

    ids: tuple[str, ...]
    total: int
    query: str | None = None
    period: tuple[dt.date | None, dt.date | None] | None = None
    missing: tuple[str, ...] = ()
    error: tuple[str, str] | None = None


def choose(library: Library, query: str | None, filter: Filter | None, limit: int, today: dt.date) -> Choice:
    """The articles that a digest is to be made of, at most `limit`.

    A period that the query names ("kỳ họp Quốc hội tuần qua", "giao ban tháng 5") restricts it like a filter; one that
    is not reckoned from today may be a part of a meeting's name too.
    """
    period = _named(library, query, today) if query else None
    topic = _without(query, period) if query and period else query
    narrowed = _within(filter, period)
    days = (narrowed.published_from, narrowed.published_to) if narrowed else (None, None)
    asked = days if any(days) else None
    if topic is None:
        choice = _newest(library, narrowed, limit)
        return replace(choice, period=asked)
    found = library.about(topic, narrowed)
    if period and not period.relative and query:
        named = library.about(query, filter)
        if not named.missing:
            ids = dict.fromkeys([*named.ids, *(() if found.missing else found.ids)])
            if ids:
                return Choice(tuple(ids)[:limit], len(ids), topic, asked)
    error = None if found.ids else _nothing(library, topic, narrowed)
    return Choice(found.ids[:limit], len(found.ids), topic, asked, found.missing, error)


def choose_among(rows: Sequence[ArticleRow], limit: int) -> list[ArticleRow]:
    """At most `limit` of a period's articles: reports of meetings rather than others, evenly over the time."""
    if len(rows) <= limit:
        return list(rows)
    meetings = [row for row in rows if _MEETING.search(f"{row.title or ''} {row.opening}")]
    others = [row for row in rows if row not in meetings] if len(meetings) < limit else []
    if others:
        return [*meetings, *others[: limit - len(meetings)]]
    step = len(meetings) / limit
    return [meetings[int(place * step)] for place in range(limit)]


def passing(articles: Iterable[Article], filter: Filter | None) -> list[Article]:
    """The articles that pass a filter, each once."""
    distinct = {article.id: article for article in articles}.values()
    return [article for article in distinct if filter is None or _passes(article, filter)]


def _passes(article: Article, filter: Filter) -> bool:
    day, first, last = article.published, filter.published_from, filter.published_to
    if (first or last) and (day is None or (first and day < first) or (last and day > last)):
        return False
    if filter.source and article.source != filter.source:
        return False
    asked = [(kind, text) for kind, text in ((PERSON, filter.person), (PLACE, filter.place)) if text]
    names = names_of(article) if asked else []
    return all(
        any(name.kind == kind and is_meant(name.exact, wanted(kind, text)[0]) for name in names) for kind, text in asked
    )


def about_among(articles: Sequence[Article], query: str, embedder: Embedder) -> tuple[list[Article], tuple[str, ...]]:
    """Those of some articles that a query is about, and what of it none of them has, where none has all."""
    found = about(query, restorer().restore(query), embedder.embed, articles)
    kept = frozenset(found.ids)
    return [article for article in articles if article.id in kept], found.missing


def _newest(library: Library, filter: Filter | None, limit: int) -> Choice:
    rows = library.articles(filter, _ROWS)
    total = len(rows) if len(rows) < _ROWS else library.count(filter)
    error = None if rows else _nothing(library, None, filter)
    return Choice(tuple(row.id for row in choose_among(rows, limit)), total, error=error)


def _named(library: Library, query: str, today: dt.date) -> Period | None:
    """The period that a query names; a month without a year is the latest that the archive knows."""
    period = find_period(query, today)
    if period is None or period.relative:
        return period
    newest = next((row.published for row in library.articles(None, 1)), None)
    return find_period(query, min(today, newest)) if newest else period


def _without(query: str, period: Period) -> str | None:
    """A query without the words that name its period; None where nothing but small words is left."""
    folded = fold(query)
    start = folded.find(period.surface)
    if start < 0:
        return query
    left = f"{query[:start]} {query[start + len(period.surface) :]}"
    left = re.sub(r"\b(?:trong|của|vào|ở|tại|từ|ngày|các|những)\s*$", "", " ".join(left.split()), flags=re.IGNORECASE)
    return left.strip(" ,.;:-") or None


def _within(filter: Filter | None, period: Period | None) -> Filter | None:
    if period is None:
        return filter
    filter = filter or Filter()
    first, last = filter.published_from, filter.published_to
    return replace(
        filter,
        published_from=max(first, period.first) if first else period.first,
        published_to=min(last, period.last) if last else period.last,
    )


def _nothing(library: Library, topic: str | None, filter: Filter | None) -> tuple[str, str]:
    """Why nothing was found, in English and Vietnamese."""
    total = library.count()
    if not total:
        return ("The archive is empty; 'tinhop add' fills it.", "Kho tin chưa có bài nào.")
    left = library.count(filter) if filter and not filter.is_empty() else total
    if not left and filter:
        newest = next((row.published for row in library.articles(None, 1) if row.published), None)
        until = f"its newest is of {newest.isoformat()}" if newest else "none has a date"
        known = f"bài mới nhất ra ngày {newest:%d/%m/%Y}" if newest else "các bài trong kho không có ngày"
        return (
            f"No article of the archive passes the filter ({described(filter)}); {until}.",
            f"Kho tin không có bài nào trong phạm vi đã chọn ({known}); hãy nới bộ lọc.",
        )
    scope = (
        f" of the archive that pass the filter ({described(filter)})" if filter and left < total else " of the archive"
    )
    return none_about(topic or "", left, scope)


def none_about(topic: str, count: int, scope: str = "") -> tuple[str, str]:
    """That none of so many articles is about a topic, in English and Vietnamese."""
    shown = topic if len(topic) <= _SHOWN else f"{topic[:_SHOWN]}…"
    return (
        f"None of the {count:,} articles{scope} is about '{shown}'; use other or fewer words.",
        f"Không có bài nào nói về “{shown}”; hãy dùng từ khác hoặc bớt từ.",
    )
