"""Plain text in whatever encoding it was saved."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from news.article import Article
from news.build import article_from_text
from news.errors import InputError

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# What tells text from noise: letters, marks, digits, punctuation, symbols and spaces.
_TEXT_CATEGORIES = "LMNPSZ"
_VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


def decode(data: bytes, name: str, *, html: bool = False) -> str:
    """The text of a file: UTF-8, UTF-16 with or without a mark, Windows-1258 or another legacy encoding.

    Raises:
        InputError: it is not text.
    """
    if html and (declared := _CHARSET.search(data[:4096])):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace"), name)
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        pass
    sample = data[:4096]
    if b"\x00" in sample:
        # UTF-16 of mostly Latin text has its zero bytes on one side.
        encoding = "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
        return _checked(data[: len(data) // 2 * 2].decode(encoding, errors="replace"), name)
    legacy = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    # Windows-1258 is the one legacy encoding of Vietnamese that turns into Vietnamese letters; for anything else ask.
    if len(_VIETNAMESE.findall(legacy)) > len(legacy) / 40 and legacy.count("\ufffd") < len(legacy) / 100:
        return _checked(legacy, name)
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for files that are neither of the above

    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise _not_text(name)
    return _checked(data.decode(best.encoding, errors="replace"), name)


def article_from_bytes(data: bytes, name: str, published: dt.date | None) -> Article:
    """The article in a text file."""
    article = article_from_text(decode(data, name), published=published)
    if not any(c.isalpha() for c in article.text):
        raise InputError(
            f"'{name}' holds no words; give a file with the text of an article.",
            f"“{name}” không có chữ nào; hãy đưa tệp có nội dung bài viết.",
        )
    return article


def _checked(text: str, name: str) -> str:
    sample = text[:20_000]
    odd = sum(
        1 for c in sample if c == "\ufffd" or (unicodedata.category(c)[0] not in _TEXT_CATEGORIES and not c.isspace())
    )
    if odd > len(sample) / 20:
        raise _not_text(name)
    return text


def _not_text(name: str) -> InputError:
    return InputError(
        f"'{name}' is not text; give .txt, .html, .docx, .pdf or .jsonl.",
        f"“{name}” không phải văn bản; hãy đưa .txt, .html, .docx, .pdf hoặc .jsonl.",
    )
