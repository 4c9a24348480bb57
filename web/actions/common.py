"""What all tabs share: errors as sentences, filters, opening an article at its words."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from index import Filter
from news import InputError
from tinhop.service import Tinhop
from web.texts import Texts, sentence_of
from web.views import Data, article_data

_LOG = logging.getLogger("tinhop.web")
MOST_FILE_BYTES = 20 * 1024 * 1024
_LONGEST_NAME = 200


Made = TypeVar("Made")


class Kept(Generic[Made]):
    """Something that is made from the archive, and made again only after the archive has changed.

    Args:
        make: makes it; where there is no archive yet, it is called each time.
    """

    def __init__(self, service: Tinhop, make: Callable[[], Made]) -> None:
        self._service = service
        self._make = make
        self._lock = threading.Lock()
        self._kept: tuple[object, Made] | None = None

    def now(self) -> Made:
        """The thing as the archive is now."""
        try:
            change: object = self._service.library().last_change()
        except InputError:
            return self._make()
        with self._lock:
            if self._kept is None or self._kept[0] != change:
                self._kept = (change, self._make())
            return self._kept[1]


def explained(error: Exception, texts: Texts) -> str:
    """What the visitor is told: their mistake as a sentence; anything unexpected as an apology.

    Paths and code stay in the server's log.
    """
    if isinstance(error, InputError):
        return sentence_of(error, texts)
    _LOG.error("an action of the page failed", exc_info=error)
    return texts.broken


def usable(files: list[str] | None, texts: Texts) -> list[str]:
    """The files that a visitor gave.

    Raises:
        InputError: one is too large for an article.
    """
    for file in files or []:
        if Path(file).stat().st_size > MOST_FILE_BYTES:
            raise InputError(
                f"'{Path(file).name}' is larger than {MOST_FILE_BYTES // 1024 // 1024} MB; split it.",
                texts.large_file.format(name=Path(file).name, size=MOST_FILE_BYTES // 1024 // 1024),
            )
    return files or []


def filter_from(chosen: Any) -> Filter:
    """The filter that a visitor chose.

    Raises:
        InputError: a date is none.
    """
    if not isinstance(chosen, dict):
        return Filter()
    return filter_of(*(chosen.get(name) for name in ("from", "to", "source", "person", "place")))


def filter_of(published_from: Any, published_to: Any, source: Any, person: Any, place: Any) -> Filter:
    """A filter from what a browser or a program sent: what is empty, or no text, restricts nothing.

    Raises:
        InputError: a date is none.
    """
    return Filter(_date(published_from), _date(published_to), _name(source), _name(person), _name(place))


def _name(value: Any) -> str | None:
    return value.strip()[:_LONGEST_NAME] or None if isinstance(value, str) else None


def _date(value: Any) -> dt.date | None:
    if not value:
        return None
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise InputError("Dates have the form year-month-day.", "Ngày phải có dạng năm-tháng-ngày.") from error


def opened(service: Tinhop, place: Data, *, removable: bool = False) -> Data:
    """The article of a place {"article", "start"?, "end"?, "label"?} with exactly those words marked.

    Raises:
        InputError: there is no such article.
    """
    article = service.get(str(place.get("article") or ""))
    start, end = place.get("start"), place.get("end")
    marks = []
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(article.text):
        marks = [(start, end, str(place.get("label") or "")[:8])]
    return article_data(article, marks, removable=removable)
