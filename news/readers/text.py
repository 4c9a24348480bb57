"""Plain text in whatever encoding it was saved."""

from __future__ import annotations

import codecs
import datetime as dt
import re
import unicodedata

from news.article import Article
from news.build import article_from_text
from news.errors import InputError

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# What tells text from noise: letters, marks, digits, punctuation, symbols and spaces.
_TEXT_CATEGORIES = "LMNPSZ"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Letters that only Vietnamese has: a vowel with a tone that Windows-1258 writes as a mark of its own.
_TONED = re.compile(r"[ảạấầẩẫậắằẳẵặẻẽẹếềểễệỉịỏọốồổỗộớờởỡợủũụứừửữựỳỵỷỹ]", re.IGNORECASE)
_SAMPLE = 200_000
_LEGACY = "cp1250 cp1251 cp1252 cp1253 cp1254 cp1256 koi8_r cp874 big5 gb18030 shift_jis euc_jp euc_kr".split()
"""What files that are no Unicode are saved in today; with every old code page in the race, short texts go astray."""


def encoding_of(sample: bytes, *, whole: bool) -> str | None:
    """The name of a text's encoding: UTF-8, UTF-16 with or without a mark, Windows-1258 or another legacy one.

    Args:
        sample: the beginning of the text, or all of it.
        whole: it is all; otherwise it may end within a character.

    Returns:
        A name for `bytes.decode` and `open`, or None where it is not text.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=whole)
        return "utf-8"
    except UnicodeDecodeError:
        pass
    head = sample[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even or odd:
        # UTF-16 of mostly Latin text has its zero bytes on one side.
        if min(even, odd) * 4 > max(even, odd):
            return None
        return "utf-16-le" if odd > even else "utf-16-be"
    text = sample.decode("utf-8", "replace")
    if text.count("\ufffd") * 20 <= sum(not c.isascii() for c in text):
        return "utf-8"  # with a few damaged letters
    if _is_vietnamese(unicodedata.normalize("NFC", sample[:_SAMPLE].decode("cp1258", errors="replace"))):
        return "cp1258"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for files that are none of the above

    best = from_bytes(sample[:_SAMPLE], cp_isolation=_LEGACY).best()
    return best.encoding if best else None


def _is_vietnamese(text: str) -> bool:
    """Whether text read as Windows-1258 is Vietnamese: most of its letters are ASCII, and some carry its tones.

    Cyrillic read so is nearly all letters such as "ă" and "ơ"; West European text has no toned letters.
    """
    letters = sum(c.isalpha() for c in text)
    plain = sum(c.isascii() and c.isalpha() for c in text)
    return len(_TONED.findall(text)) * 50 > letters and plain * 2 > letters


def decode(data: bytes, name: str, *, html: bool = False, charset: str | None = None) -> str:
    """The text of a file in any encoding that `encoding_of` knows, or that it or its server declares.

    Raises:
        InputError: it is not text.
    """
    declared = _CHARSET.search(data[:4096]) if html else None
    for encoding in (charset, declared[1].decode("ascii", "replace") if declared else None):
        try:
            if encoding:
                return data.decode(encoding)
        except (LookupError, ValueError):  # no encoding of that name, or of any name, or not of this text
            pass
    found = encoding_of(data, whole=True)
    if found is None:
        raise not_text(name)
    text = data.decode(found, errors="replace")
    check_is_text(text, name)
    return text


def check_is_text(text: str, name: str) -> None:
    """Looks whether decoded text holds letters rather than control characters.

    Raises:
        InputError: it does not.
    """
    sample = text[:20_000]
    odd = sum(
        1 for c in sample if c == "\ufffd" or (unicodedata.category(c)[0] not in _TEXT_CATEGORIES and not c.isspace())
    )
    if odd > len(sample) / 20:
        raise not_text(name)


def article_from_bytes(data: bytes, name: str, published: dt.date | None, *, charset: str | None = None) -> Article:
    """The article in a text file.

    Raises:
        InputError: it is not text, or holds no words.
    """
    article = article_from_text(decode(data, name, charset=charset), published=published)
    if not any(c.isalpha() for c in article.text):
        raise InputError(
            f"'{name}' holds no words; give a file with the text of an article.",
            f"“{name}” không có chữ nào; hãy đưa tệp có nội dung bài viết.",
        )
    return article


def not_text(name: str) -> InputError:
    return InputError(
        f"'{name}' is not text; give .txt, .html, .docx, .pdf or .jsonl.",
        f"“{name}” không phải văn bản; hãy đưa .txt, .html, .docx, .pdf hoặc .jsonl.",
    )
