"""One row of a dump as an article."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from news.article import Article
from news.build import article_from_text
from news.errors import InputError
from news.metadata import clean_date, clean_source
from news.records import digest_of
from news.segmented import close_spaces, join_sentences

TEXT_COLUMNS = ("text", "body")
"""A dump has one of these."""
USED_COLUMNS = (*TEXT_COLUMNS, "title", "source", "url", "published", "id", "abstract")
"""Of a table, no others are read."""

_NO_UTF8 = re.compile(r"[\udc80-\udcff]")
_WHY_VI = {
    "is not JSON": "không phải JSON",
    "is not UTF-8 text": "không phải văn bản UTF-8",
    "has no 'text'": "không có “text”",
    "is not an object with a 'text'": "không phải đối tượng có “text”",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a dump: a line of JSON that is not parsed yet, or the columns of a table.

    Attributes:
        file: how the user named the dump.
        line: where it stands, from 1.
        data: what stands there.
        what: what such a row is called: "Line", "Row", "Item", "Entry".
        shown_file: the file's name as it is shown in a sentence.
    """

    file: str
    line: int
    data: bytes | Any
    what: str = "Line"
    shown_file: str = ""

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line}"

    def key(self) -> str | int | None:
        try:
            key = self._columns().get("id")
        except InputError:
            return None
        return _key(key)

    def digest(self) -> str:
        if isinstance(self.data, bytes):
            return digest_of(self.data.strip())
        return digest_of(json.dumps(self.data, sort_keys=True, default=str).encode())

    def read(self) -> Article:
        """{"text", …} or Vietnews' {"title", "abstract", "body": […]}.

        Raises:
            InputError: the row is not JSON, no object, or has no text.
        """
        columns = self._columns()
        text = columns.get("text") or columns.get("body")
        title, abstract = _string(columns.get("title")), _string(columns.get("abstract"))
        segmented = isinstance(text, list)
        if isinstance(text, list):
            text = "\n".join(join_sentences(map(str, text)))
            title, abstract = title and close_spaces(title), abstract and close_spaces(abstract)
        if not isinstance(text, str) or not text.strip():
            raise self._bad("has no 'text'")
        if _NO_UTF8.search(text):
            raise self._bad("is not UTF-8 text")
        try:
            return article_from_text(
                text,
                title=title,
                source=clean_source(_string(columns.get("source"))),
                url=_string(columns.get("url")),
                published=clean_date(columns.get("published")),
                key=_key(columns.get("id")),
                reference=abstract,
                cleaning=not segmented,
            )
        except InputError:
            raise self._bad("has no 'text'") from None

    def _columns(self) -> dict[str, Any]:
        row = self.data
        if isinstance(row, bytes):
            try:
                row = json.loads(row)
            except UnicodeDecodeError:
                raise self._bad("is not UTF-8 text") from None
            except (ValueError, RecursionError):
                raise self._bad("is not JSON") from None
        if not isinstance(row, dict):
            raise self._bad("is not an object with a 'text'")
        return row

    def _bad(self, why: str) -> InputError:
        if self.what == "Entry":
            return InputError(
                f"Entry {self.line} of '{self.shown_file}' has no text, only a link; add that "
                "address with 'tinhop add --allow-url'.",
                f"Mục {self.line} của “{self.shown_file}” chỉ có đường dẫn; hãy thêm địa chỉ đó bằng "
                "“tinhop add --allow-url”.",
            )
        return InputError(
            f"{self.what} {self.line} of '{self.shown_file}' {why}; correct or remove it.",
            f"Dòng {self.line} của “{self.shown_file}” {_WHY_VI[why]}; hãy sửa hoặc bỏ dòng này.",
        )


def _key(value: Any) -> str | int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else _string(value)


def _string(value: Any) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int) else None
