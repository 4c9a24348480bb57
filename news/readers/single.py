"""Files that hold one article each."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from news.article import Article
from news.errors import InputError, shown
from news.metadata import clean_source
from news.readers.document import read_docx, read_pdf
from news.readers.page import article_from_html
from news.readers.rich import read_rtf
from news.readers.signature import kind_of, not_called_so, refuse_foreign
from news.readers.source import suffixes_of
from news.readers.text import article_from_bytes, decode
from news.readers.webarchive import is_web_archive, read_web_archive
from news.records import digest_of

MAX_BYTES = 50 * 2**20
"""The largest file that is read as one article; dumps (.jsonl, .csv, .parquet) have no limit."""

_DATED_NAME = re.compile(r"(?<!\d)(20\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")
_HTML = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)
_FALSE_ENDINGS = {".pdf": "a PDF", ".docx": "a Word", ".rtf": "an RTF", ".zip": "a zip"}


@dataclass(frozen=True, slots=True)
class File:
    """A file on disk."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path)

    def key(self) -> None:
        return None

    def digest(self) -> str:
        try:
            with self.path.open("rb") as stream:
                return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=8)).hexdigest()
        except OSError as error:
            return digest_of(str(error.errno).encode())

    def read(self) -> Article:
        """The article.

        Raises:
            InputError: the file is too large, cannot be opened, or holds none.
        """
        name = shown(self.path.name)
        with system_errors(self.path):
            refuse_large(self.path.stat().st_size, name)
            return read_bytes(self.path.read_bytes(), name)


@dataclass(frozen=True, slots=True)
class Given:
    """One article's bytes, from standard input, an archive or an address.

    Attributes:
        label: how the user finds it.
        shown_name: as it is shown in a sentence; the label where empty.
        suffix: the ending of its name.
        url, charset: where it was fetched, and the encoding that the server declared.
    """

    data: bytes
    label: str = "standard input"
    shown_name: str = ""
    suffix: str = ""
    url: str | None = None
    charset: str | None = None

    @property
    def name(self) -> str:
        return self.label

    def key(self) -> None:
        return None

    def digest(self) -> str:
        return digest_of(self.data)

    def read(self) -> Article:
        """The article.

        Raises:
            InputError: the bytes hold none.
        """
        article = read_bytes(self.data, self.shown_name or shown(self.label), self.suffix, charset=self.charset)
        if self.url is None:
            return article
        return replace(article, url=self.url, source=article.source or clean_source(self.url))


def read_bytes(data: bytes, name: str, suffix: str | None = None, *, charset: str | None = None) -> Article:
    """The article in one file's content.

    Args:
        name: as it is shown; a date in it is the article's where the content names none.
        suffix: the ending of the file's name; taken from `name` where None.
        charset: the encoding that a server declared.

    Raises:
        InputError: no article can be had from it.
    """
    if not data.strip():
        raise empty(name)
    refuse_foreign(data[:64], name)
    published = _date_in(name)
    if suffix is None:
        suffix = "".join(suffixes_of(name)[-1:])
    match kind_of(data[:64]):
        case "pdf":
            return read_pdf(data, name, published)
        case "zip":
            return read_docx(data, name, published)
        case "rtf":
            return read_rtf(data, name, published)
        case None:
            pass
        case kind:
            raise InputError(
                f"'{name}' is a packed or binary file ({kind}); unpack it and give what is inside.",
                f"“{name}” là tệp nén hoặc nhị phân ({kind}); hãy giải nén rồi đưa nội dung bên trong.",
            )
    if suffix in _FALSE_ENDINGS:
        raise not_called_so(name, _FALSE_ENDINGS[suffix])
    if suffix in (".mhtml", ".mht") or is_web_archive(data[:4096]):
        return read_web_archive(data, name, published)
    if suffix in (".html", ".htm", ".xhtml") or _HTML.match(data[:200]):
        return article_from_html(decode(data, name, html=True, charset=charset), published=published, name=name)
    return article_from_bytes(data, name, published, charset=charset)


def refuse_large(size: int, name: str) -> None:
    """
    Raises:
        InputError: so many bytes are too many for one article.
    """
    if size > MAX_BYTES:
        raise InputError(
            f"'{name}' has {size / 2**20:.0f} MB, and one article may have {MAX_BYTES // 2**20} MB; "
            "split it, or save many articles as .jsonl.",
            f"“{name}” nặng {size / 2**20:.0f} MB, mỗi bài chỉ được tối đa {MAX_BYTES // 2**20} MB; "
            "hãy tách nhỏ, hoặc lưu nhiều bài dưới dạng .jsonl.",
        )


@contextmanager
def system_errors(path: Path) -> Iterator[None]:
    """What the system refuses, as one sentence."""
    name = shown(str(path))
    try:
        yield
    except PermissionError as error:
        raise InputError(
            f"'{name}' may not be read; ask its owner for the right to read it.",
            f"Không có quyền đọc “{name}”; hãy xin quyền đọc tệp này.",
        ) from error
    except OSError as error:
        raise InputError(
            f"'{name}' cannot be read ({error.strerror}); check the disk and the name.",
            f"Không đọc được “{name}” ({error.strerror}); hãy kiểm tra ổ đĩa và tên tệp.",
        ) from error


def empty(name: str) -> InputError:
    return InputError(
        f"'{name}' is empty; give a file with the text of an article.",
        f"“{name}” trống; hãy đưa tệp có nội dung bài viết.",
    )


def _date_in(name: str) -> dt.date | None:
    match = _DATED_NAME.search(name)
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
