"""Web pages that a browser saved as one file (.mhtml): a mail message whose first HTML part is the page."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from email.message import EmailMessage

from news.article import Article
from news.errors import InputError
from news.readers.page import article_from_html
from news.readers.text import decode

_MESSAGE = re.compile(
    rb"\s*(?:From|MIME-Version|Snapshot-Content-Location|Subject|Date|Content-Type)\s*:", re.IGNORECASE
)


def is_web_archive(head: bytes) -> bool:
    """Whether a file begins as a saved page does."""
    return bool(_MESSAGE.match(head)) and b"multipart/related" in head[:4096].lower()


def read_web_archive(data: bytes, name: str, published: dt.date | None) -> Article:
    """The article of a saved page.

    Raises:
        InputError: it is damaged or holds no article.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        content = page.get_payload(decode=True) if page is not None else None
        charset = page.get_content_charset() if page is not None else None
        address = message.get("Snapshot-Content-Location") or (page.get("Content-Location") if page else None)
    # The standard library's parser raises many kinds of errors on headers that are none.
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise _no_page(name) from error
    if not isinstance(content, bytes) or not content.strip():
        raise _no_page(name)
    url = "".join(str(address or "").split())
    html = decode(content, name, html=True, charset=charset)
    return article_from_html(html, url=url if url.startswith("http") else None, published=published, name=name)


def _no_page(name: str) -> InputError:
    return InputError(
        f"'{name}' holds no web page (it is damaged or another kind of message); save the page again.",
        f"“{name}” không chứa trang web nào; hãy lưu lại trang.",
    )
