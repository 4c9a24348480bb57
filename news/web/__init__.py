"""Reads pages and feeds from addresses, when the user allows it, and never from private networks."""

from news.web.fetch import Fetcher, Page
from news.web.read import url_records

__all__ = ["Fetcher", "Page", "url_records"]
