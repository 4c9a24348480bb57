"""Chooses the reader by what a file is, not by what it is called."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from news.article import Article
from news.errors import InputError, shown
from news.readers import archive
from news.readers.dump import csv_rows, json_rows, jsonl_rows, parquet_rows, stream_rows
from news.readers.feed import feed_rows, is_feed
from news.readers.row import Row
from news.readers.signature import kind_of, refuse_foreign
from news.readers.single import MAX_BYTES, File, Given, empty, refuse_large, system_errors
from news.readers.source import Borrowed, Source
from news.records import Refused

FileRecord = File | Given | Row | Refused

_DUMPS: dict[str, Callable[[Source], Iterator[Row | Refused]]] = {
    ".jsonl": jsonl_rows,
    ".ndjson": jsonl_rows,
    ".csv": csv_rows,
    ".tsv": csv_rows,
    ".parquet": parquet_rows,
}
_PACKED = (".xz", ".gz")
READABLE = (
    *(".txt", ".md", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".docx", ".rtf", ".pdf", ".json", ".rss", ".atom"),
    *(".zip", *_DUMPS, *(dump + packed for dump in (".jsonl", ".ndjson", ".csv") for packed in _PACKED)),
)
"""Endings of the files that are read in a folder or an archive; a file named by itself may be called anything."""

_FEEDS = (".rss", ".atom", ".xml")
_XML = re.compile(rb"\s*<\?xml|\s*<(?:rss|feed)[\s>]")
_BLANKS = b"\xef\xbb\xbf \t\r\n"


def path_records(path: Path) -> Iterator[FileRecord]:
    """What one file holds: itself, the rows of a dump, the entries of a feed, the files of an archive.

    Raises:
        InputError: the file as a whole cannot be read.
    """
    with system_errors(path):
        name = shown(str(path))
        if not path.exists():
            raise InputError(
                f"There is no file or folder '{name}'; check the path.",
                f"Không có tệp hay thư mục “{name}”; hãy kiểm tra lại đường dẫn.",
            )
        if not path.is_file():
            raise InputError(
                f"'{name}' is not an ordinary file; give a file, a folder or '-'.",
                f"“{name}” không phải tệp thường; hãy đưa một tệp, một thư mục hoặc “-”.",
            )
        yield from _source_records(Source.of_path(path), File(path))


def stream_records(stream: BinaryIO) -> Iterator[Given | Row | Refused]:
    """One article from standard input, or one a line, without limit, if it begins with a JSON object.

    Raises:
        InputError: it is one article and longer than MAX_BYTES.
    """
    name = "standard input"
    buffered: io.BufferedReader[Borrowed] = io.BufferedReader(Borrowed(stream))
    if buffered.peek(64).lstrip(_BLANKS)[:1] == b"{":
        yield from stream_rows(buffered, name, name)
        return
    data = buffered.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(
            f"Standard input holds more than {MAX_BYTES // 2**20} MB; give a dump as a .jsonl file instead.",
            f"Dữ liệu chuẩn vào dài hơn {MAX_BYTES // 2**20} MB; hãy lưu thành tệp .jsonl.",
        )
    yield Given(data)


def read_path(path: Path) -> Iterator[Article | InputError]:
    """The articles of one file; in dumps, feeds and archives a bad one comes as its InputError and the rest goes on.

    Raises:
        InputError: the file as a whole cannot be read.
    """
    for record in path_records(path):
        try:
            yield record.read()
        except InputError as error:
            if isinstance(record, File):
                raise
            yield error


def _source_records(source: Source, itself: File | None) -> Iterator[FileRecord]:
    """What a file on disk or, where `itself` is None, in an archive holds."""
    if source.size == 0:
        raise empty(source.name)
    head = source.head()
    kind = kind_of(head)
    dump = source.suffixes[-2] if source.suffix in _PACKED and len(source.suffixes) > 1 else source.suffix
    if dump in _DUMPS and (dump == ".parquet" or kind in (None, "xz", "gzip")):
        yield from _DUMPS[dump](source)
        return
    refuse_foreign(head, source.name)
    if kind == "zip" and source.suffix != ".docx" and not _is_word(source):
        yield from _zip_records(source, inside=itself is None)
        return
    looks_like_feed = source.suffix in _FEEDS or (_XML.match(head) and is_feed(head))
    if itself is not None and source.suffix != ".json" and not looks_like_feed:
        yield itself
        return
    refuse_large(source.size, source.name)
    with source.open() as stream:
        data = stream.read(MAX_BYTES + 1)
    if source.suffix == ".json":
        yield from json_rows(data, source)
    elif looks_like_feed:
        if not is_feed(head):
            raise InputError(
                f"'{source.name}' is no RSS or Atom feed although it is called so; save its text as .txt or .html.",
                f"“{source.name}” không phải nguồn tin RSS hay Atom; hãy lưu nội dung thành .txt hoặc .html.",
            )
        yield from feed_rows(data, source.label, source.name)
    else:
        yield Given(data, source.label, source.name, source.suffix)


def _is_word(source: Source) -> bool:
    with source.open() as stream, archive.opened(stream, source.name) as opened:
        return archive.is_word(opened)


def _zip_records(source: Source, *, inside: bool) -> Iterator[FileRecord]:
    if inside:
        raise InputError(
            f"'{source.name}' is an archive within an archive; unpack the outer one.",
            f"“{source.name}” là tệp nén nằm trong tệp nén; hãy giải nén tệp ngoài.",
        )
    found = False
    with source.open() as stream, archive.opened(stream, source.name) as opened:
        archive.refuse_documents(opened, source.name)
        for member in archive.members(opened, source):
            if isinstance(member, Refused):
                found = True
                yield member
            elif "".join(member.suffixes).endswith(READABLE):
                found = True
                yield from _member_records(member)
    if not found:
        raise InputError(
            f"The archive '{source.name}' holds no readable articles ({', '.join(READABLE[:10])}, …).",
            f"Tệp nén “{source.name}” không có bài nào đọc được.",
        )


def _member_records(member: Source) -> Iterator[FileRecord]:
    try:
        if member.suffix != ".parquet":
            yield from _source_records(member, None)
            return
        with tempfile.TemporaryDirectory() as folder:
            # Its reader jumps to and fro, for which an archive would be unpacked again each time.
            copy = Path(folder) / "copy.parquet"
            with member.open() as packed, copy.open("wb") as out:
                shutil.copyfileobj(packed, out)
            yield from parquet_rows(replace(member, open=lambda: copy.open("rb")))
    except InputError as error:
        yield Refused(member.label, error)
    except archive.DAMAGE:
        yield Refused(member.label, archive.damaged(member.name))
