"""The meeting card: what an article states about the meeting it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from facts.card.chairs import find_chairs
from facts.card.conclusions import find_conclusions
from facts.card.event import find_event
from facts.card.orders import find_assignments
from facts.card.organisers import find_organisers
from facts.card.participants import find_participants
from facts.card.place_time import find_when, find_where
from facts.card.points import find_speakers
from facts.card.scene import Scene
from facts.card.turns import attributions
from facts.types import MeetingFacts
from news.article import Article

T = TypeVar("T")


def meeting_facts(article: Article) -> MeetingFacts | None:
    """Reads the card from an article; None when the article reports no meeting.

    Whatever the article does not say in so many words stays None or empty. Each value carries its exact span.
    """
    scene = Scene(article)
    event = find_event(scene)
    if event is None:
        return None
    when = find_when(scene, event)
    where = find_where(scene, event)
    organisers = find_organisers(scene, event, where)
    chairs = find_chairs(scene, when)
    participants = find_participants(scene, event, organisers)
    said = list(attributions(scene))
    speakers = find_speakers(scene, said)
    conclusions = find_conclusions(scene, said, when)
    if event.value is None and not (when or where or organisers or chairs or participants or speakers or conclusions):
        return None
    return MeetingFacts(
        when=when,
        where=where,
        organiser=organisers,
        event=event.value,
        chairs=chairs,
        participants=participants,
        speakers=speakers,
        conclusions=_once(conclusions, lambda value: value.text),
        assignments=_once(
            find_assignments(scene, said, chairs, when), lambda task: f"{task.who}: {task.what} ({task.deadline})"
        ),
    )


def _once(values: Iterable[T], words: Callable[[T], str]) -> tuple[T, ...]:
    """Without those that say again what one before them says, as in an article that repeats itself."""
    found: dict[str, T] = {}
    for value in values:
        found.setdefault(words(value), value)
    return tuple(found.values())


def persons_and_places(article: Article) -> tuple[list[str], list[str]]:
    """Whom the card names (chairs, speakers, participants) and where it says that the meeting was, without the rest of
    the card, which takes as long again to find."""
    scene = Scene(article)
    event = find_event(scene)
    if event is None:
        return [], []
    when = find_when(scene, event)
    persons = [
        *(chair.name for chair in find_chairs(scene, when)),
        *(speaker.name for speaker in find_speakers(scene, list(attributions(scene)))),
        *(participant.text for participant in find_participants(scene, event)),
    ]
    return persons, [where.text for where in find_where(scene, event)]
