"""RSS and Atom feeds."""

from __future__ import annotations

import calendar
import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

from news.errors import InputError
from news.metadata import clean_date, clean_source
from news.readers.page import text_of_fragment
from news.readers.row import Row

_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_ELEMENT = re.compile(rb"<[A-Za-z]")
_ENOUGH = 800
"""An entry with this many characters is the article; less is its first lines."""


def is_feed(head: bytes) -> bool:
    """Whether an XML file is a feed: by its first element."""
    first = _ELEMENT.search(head.replace(b"\x00", b""))
    return bool(first and _FEED.match(head.replace(b"\x00", b""), first.start()))


def feed_rows(data: bytes, label: str, name: str) -> Iterator[Row]:
    """The entries of a feed, each with as much of its article as the feed has.

    Args:
        label, name: of the file or address, as in `Source`.

    Raises:
        InputError: it is damaged or empty.
    """
    import feedparser  # noqa: PLC0415 - slow to import

    # A stream, because feedparser takes bytes and strings for addresses and file names too.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries:
        raise InputError(
            f"'{name}' is a feed without entries, or a damaged one; download it again.",
            f"“{name}” là nguồn tin trống hoặc bị hỏng; hãy tải lại.",
        )
    source = clean_source(text_of_fragment(parsed.feed.get("title") or "").split("\n")[0])
    for number, entry in enumerate(parsed.entries, start=1):
        bodies = [part.get("value") for part in entry.get("content") or []] + [entry.get("summary")]
        columns = {
            "text": max((text_of_fragment(str(body or "")) for body in bodies), key=len),
            "title": " ".join(text_of_fragment(str(entry.get("title") or "")).split()),
            "url": entry.get("link"),
            "source": source,
            "published": _published(entry),
        }
        yield Row(label, number, columns, "Entry", name)


def link_to_rest(row: Row) -> str | None:
    """Where the article behind an entry lies, if the entry is only its first lines."""
    columns = row.data
    if not isinstance(columns, dict) or len(columns["text"]) >= _ENOUGH or not columns["url"]:
        return None
    return str(columns["url"])


def _published(entry: Any) -> dt.date | None:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    # feedparser turns times into UTC; the day is that of Vietnam.
    return clean_date(str(calendar.timegm(parsed))) if parsed else clean_date(entry.get("published"))
