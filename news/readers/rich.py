"""Rich Text Format, as WordPad and old word processors save it."""

from __future__ import annotations

import datetime as dt

from news.article import Article
from news.build import article_from_text
from news.errors import InputError


def read_rtf(data: bytes, name: str, published: dt.date | None) -> Article:
    """The article in an RTF file.

    Raises:
        InputError: it is damaged or empty.
    """
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - only for this format

    try:
        # RTF is ASCII; letters beyond stand as escapes, and bytes beyond belong to the code page that striprtf reads.
        text = rtf_to_text(data.decode("latin-1"), errors="replace")
    except (ValueError, LookupError, IndexError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise InputError(
            f"'{name}' is a damaged RTF file; open it in a word processor and save it as .docx.",
            f"“{name}” là tệp RTF bị hỏng; hãy mở và lưu lại dưới dạng .docx.",
        ) from error
    if not any(map(str.isalpha, text)):
        raise InputError(
            f"'{name}' holds no text; it may be pictures only.",
            f"“{name}” không có chữ nào; có thể chỉ gồm hình ảnh.",
        )
    return article_from_text(text, published=published)
