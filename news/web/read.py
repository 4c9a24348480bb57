"""The article or the feed at an address."""

from __future__ import annotations

from collections.abc import Iterator

from news.errors import InputError, shown
from news.readers.feed import feed_rows, is_feed, link_to_rest
from news.readers.row import Row
from news.readers.single import Given
from news.readers.source import HEAD_BYTES
from news.records import Refused
from news.web.fetch import Fetcher, Page


def url_records(address: str, fetcher: Fetcher) -> Iterator[Given | Row | Refused]:
    """A page, or a feed's entries: the page behind each that is first lines only, or those lines where it has none.

    Raises:
        InputError: the address cannot be fetched.
    """
    page = fetcher.fetch(address)
    if not is_feed(page.data[:HEAD_BYTES]):
        yield _given(page)
        return
    for row in feed_rows(page.data, address, shown(page.url)):
        link = link_to_rest(row)
        try:
            yield row if link is None else _given(fetcher.fetch(link))
        except InputError as error:
            yield Refused(str(link), error)
            yield row


def _given(page: Page) -> Given:
    return Given(page.data, page.url, url=page.url, charset=page.charset)
