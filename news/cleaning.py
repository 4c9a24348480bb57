"""Takes the page out of a saved article.

Works on paragraphs and never inside one: a paragraph is body, or it is removed whole and recorded with its kind:

counter     visitor statistics
menu        navigation, share buttons, comment forms, copyright lines, rules made of dashes or stars
related     links to other articles
comment     what readers wrote below the article
caption     photo captions
duplicate   a paragraph that stands in the body already
source      "(Nguồn: …)", which becomes the article's source
date        the page's date line, which becomes the publication date
author      the reporter's name

When in doubt a paragraph stays.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from news.captions import is_caption, shows_scene
from news.noise import COMMENTS_HEAD, RELATED_HEAD, Noise, noise
from news.vietnamese import syllables, unify_tone

_PROSE_SYLLABLES = 25
_DUPLICATE_SYLLABLES = 6
_PAGE_LINES = 3
"""Text of fewer lines than these is something typed, not a page."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of the normalised text, the half-open span [start, end), without white space at its ends."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning decided: paragraphs of the body, paragraphs removed with their kind, and metadata found."""

    body: tuple[Paragraph, ...]
    removed: tuple[tuple[str, Paragraph], ...]
    source: str | None
    published: dt.date | None


def paragraphs(text: str) -> list[Paragraph]:
    """The non-blank lines of a text; a line that a line break cut in mid-sentence stays two paragraphs."""
    found = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            first = start + len(line) - len(line.lstrip())
            found.append(Paragraph(first, first + len(stripped), stripped))
        start += len(line) + 1
    return found


def clean(lines: list[Paragraph]) -> Cleaned:
    """Sorts the paragraphs of an article into body and page."""
    if len(lines) < _PAGE_LINES:
        return _without_signature(lines)
    noises = _noises(lines)
    comments = _comments_begin(lines, noises)
    keys = [_key(line.text) for line in lines]
    counts = Counter(keys)
    captioned = any(shows_scene(line.text) for line in lines) or any(
        counts[key] > 1 and _is_long(key) for key in counts
    )
    body: list[Paragraph] = []
    removed: list[tuple[str, Paragraph]] = []
    seen: set[str] = set()
    in_related = False
    for i, (line, found, key) in enumerate(zip(lines, noises, keys, strict=True)):
        kind = found.kind if found else None
        if kind is None and i >= comments:
            kind = "comment"
        elif kind is None and in_related and not _ends_sentence(line.text):
            kind = "related"
        elif kind is None and key in seen and _is_long(key):
            kind = "duplicate"
        elif kind is None and is_caption(line.text, among_captions=captioned):
            # What begins the article without a full stop is its title: "Toàn cảnh phiên họp Chính phủ tháng 6".
            kind = "caption" if body or line.text[-1] in ".)" else None
        # A list of links goes on until a line that reads like text.
        in_related = bool(RELATED_HEAD.fullmatch(line.text)) or (in_related and kind is not None)
        if kind is None:
            body.append(line)
            seen.add(key)
        else:
            removed.append((kind, line))
    source = next((n.source for n in noises if n and n.source), None)
    published = next((n.published for n in noises if n and n.published), None)
    if not body:
        # All of it looked like page: then it is an odd text, not a page.
        return Cleaned(tuple(lines), (), source, published)
    return Cleaned(tuple(body), tuple(removed), source, published)


def _without_signature(lines: list[Paragraph]) -> Cleaned:
    """A typed text of one or two lines; the last may name its source."""
    found = noise(lines[-1].text, near_end=True) if len(lines) > 1 else None
    if found and found.kind == "source":
        return Cleaned(tuple(lines[:-1]), (("source", lines[-1]),), found.source, None)
    return Cleaned(tuple(lines), (), None, None)


def _noises(lines: list[Paragraph]) -> list[Noise | None]:
    """What each line is by itself; a merely possible one counts only beside others outside the prose."""
    prose = [i for i, line in enumerate(lines) if _is_prose(line.text)]
    first_prose, last_prose = (prose[0], prose[-1]) if prose else (len(lines), len(lines))
    signatures_from = max(min(last_prose + 1, len(lines) - 4), 2)
    noises = [
        noise(line.text, near_end=i >= signatures_from) or (Noise("menu") if _is_rule(line.text) else None)
        for i, line in enumerate(lines)
    ]
    _keep_lists_of_names(noises)
    for i, found in enumerate(noises):
        if found is None or found.certain:
            continue
        around = [n for n in (*noises[max(i - 1, 0) : i], *noises[i + 1 : i + 2]) if n]
        outside = not first_prose <= i <= last_prose
        if not (any(n.certain for n in around) or (outside and (around or (i == 0 and prose)))):
            noises[i] = None
        else:
            # Certain now, so that a whole menu follows its first line.
            noises[i] = found._replace(certain=True)
    return noises


def _keep_lists_of_names(noises: list[Noise | None]) -> None:
    """One or two reporters sign an article; more lines of names are a list that belongs to it."""
    names = [i for i, found in enumerate(noises) if found and found.kind == "author" and not found.certain]
    for i in names:
        noises[i] = Noise("author") if len(names) <= 2 else None


def _comments_begin(lines: list[Paragraph], noises: list[Noise | None]) -> int:
    """The index of the first reader's comment, or the number of lines where there is none."""
    for i, line in enumerate(lines):
        if COMMENTS_HEAD.fullmatch(line.text):
            before = sum(_is_prose(p.text) for p in lines[:i])
            # Comments are short; long paragraphs below the line are the article after all.
            if before and not any(len(syllables(p.text)) > 60 for p in lines[i:]):
                noises[i] = Noise("comment")
                # A reader's name is no reporter's.
                noises[i + 1 :] = [None if n and n.kind == "author" else n for n in noises[i + 1 :]]
                return i
    return len(lines)


def _key(text: str) -> str:
    return " ".join(syllables(unify_tone(text)))


def _is_long(key: str) -> bool:
    return key.count(" ") + 1 >= _DUPLICATE_SYLLABLES


def _is_rule(text: str) -> bool:
    return not any(char.isalnum() for char in text)


def _ends_sentence(text: str) -> bool:
    return text[-1] in '.!?…”")' and len(syllables(text)) > 8


def _is_prose(text: str) -> bool:
    return len(syllables(text)) > _PROSE_SYLLABLES and text[-1] in '.!?…”")'
