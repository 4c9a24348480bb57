"""From text to an Article: normalise, clean, find the title, split, identify."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from news.article import Article, OffsetMap, Removed
from news.cleaning import Cleaned, Paragraph, clean, paragraphs
from news.errors import InputError
from news.letterhead import KIND, unframed
from news.normalize import normalize
from news.sentences import ends_before_place, split_sentences
from news.vietnamese import nfc, syllables

_TITLE_SYLLABLES = 32
_SECTION = re.compile(r"(?:[IVX]{1,4}|[A-ZĐ]|\d{1,2})[.)] ")
_DATED = re.compile(r"(?:ngày|sáng|chiều|tối|trưa|hôm|từ ngày|vừa qua)\b.*,", re.IGNORECASE)


def article_from_text(
    raw: str,
    *,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    published: dt.date | None = None,
    key: str | int | None = None,
    reference: str | None = None,
    removed: Iterable[Removed] = (),
    cleaning: bool = True,
) -> Article:
    """An article from plain text.

    Args:
        raw: the text, one paragraph a line.
        title: where None, the first line is taken if it looks like a title.
        removed: what a reader took out already, put before what cleaning removes.
        cleaning: False keeps every line, for text that is known to be body only.
        source, url, published, key, reference: as in `Article`; what the caller gives goes before what cleaning finds.

    Raises:
        InputError: the text is blank.
    """
    text, offsets = normalize(raw)
    lines = _joined_wraps(paragraphs(text))
    if not lines:
        raise InputError(
            "The text is empty; give an article with at least one sentence.",
            "Văn bản trống; hãy đưa vào một bài có ít nhất một câu.",
        )
    title = " ".join(normalize(title)[0].split()) or None if title else None
    cleaned = clean(lines) if cleaning else Cleaned(tuple(lines), (), None, None)
    body = list(cleaned.body)
    framed: list[tuple[str, Paragraph]] = []
    if cleaning and (paper := unframed(body)):
        body, published = paper.body, published or paper.dated
        framed = [("letterhead", line) for line in paper.frame]
    if title is None and len(body) > 2 and KIND.fullmatch(body[0].text) and _is_title(body[1].text, body[2].text):
        kind, subject = body[0].text.capitalize(), body[1].text
        title = f"{kind} {subject}" if subject.split()[0].isupper() else f"{kind} {subject[:1].lower()}{subject[1:]}"
        body = body[2:]
    if title is None and len(body) > 1 and _is_title(body[0].text, body[1].text):
        title = body[0].text
    if title is not None and len(body) > 1 and _same(body[0].text, title):
        body = body[1:]
    clean_text, clean_offsets = _assemble(body, offsets)
    sentences = split_sentences(clean_text)
    identity = hashlib.sha256(f"{title or ''}\n{clean_text}".encode()).hexdigest()[:16]
    gone = [
        Removed(kind, paragraph.text, offsets.to_raw(paragraph.start), offsets.to_raw(paragraph.end))
        for kind, paragraph in sorted([*cleaned.removed, *framed], key=lambda piece: piece[1].start)
    ]
    return Article(
        id=identity,
        text=clean_text,
        sentences=sentences,
        title=title,
        source=nfc(source) if source else cleaned.source,
        url=url,
        published=published or cleaned.published,
        raw=raw,
        offsets=clean_offsets,
        removed=(*removed, *gone),
        reference=reference,
        key=key,
    )


def _assemble(body: list[Paragraph], offsets: OffsetMap) -> tuple[str, OffsetMap]:
    """Body paragraphs joined by line breaks, and the map from there to the raw text."""
    text_points: list[int] = []
    raw_points: list[int] = []
    length = 0
    for paragraph in body:
        points = offsets.text_points
        # The end is a point too: a sentence may end there, before raw text that was dropped.
        inner = points[bisect_right(points, paragraph.start) : bisect_right(points, paragraph.end)]
        for point in (paragraph.start, *inner):
            text_points.append(length + point - paragraph.start)
            raw_points.append(offsets.to_raw(point))
        length += len(paragraph.text) + 1
    return "\n".join(p.text for p in body), OffsetMap(text_points, raw_points)


def _joined_wraps(lines: list[Paragraph]) -> list[Paragraph]:
    """Puts lines together again that were wrapped in mid-sentence, or broken behind "TP.".

    The line break between them becomes the one space that it stood for; it stays one code point.
    """
    wrapped = sum(_is_wrapped(a, b) for a, b in pairwise(lines)) >= max(3, len(lines) // 3)
    joined = lines[:1]
    for line in lines[1:]:
        previous = joined[-1]
        broken = ends_before_place(previous.text, line.text) or (wrapped and _is_wrapped(previous, line))
        if broken and line.start == previous.end + 1:
            joined[-1] = Paragraph(previous.start, line.end, f"{previous.text} {line.text}")
        else:
            joined.append(line)
    return joined


def _is_wrapped(line: Paragraph, following: Paragraph) -> bool:
    return len(line.text) > 40 and line.text[-1] not in '.!?…:;”"' and following.text[0].islower()


def _is_title(line: str, following: str) -> bool:
    length = len(syllables(line))
    return (
        4 <= length <= _TITLE_SYLLABLES
        and line[-1] not in ".,;:…"
        and line[0] not in '-–—+•*([“"'
        and not line[0].islower()
        and not _DATED.match(line)
        and (len(syllables(following)) > length / 2 or bool(_SECTION.match(following)))
        and not re.search(r"https?://|\|", line)
    )


def _same(line: str, title: str) -> bool:
    return syllables(line) == syllables(title)
