"""The meeting card: what an article states about the meeting it reports."""

from __future__ import annotations

from facts.card.event import find_event
from facts.card.people import find_chairs, find_participants
from facts.card.place_time import find_organisers, find_when, find_where
from facts.card.points import find_conclusions, find_speakers
from facts.card.scene import Scene
from facts.card.tasks import find_assignments
from facts.types import MeetingFacts
from news.article import Article


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
    if event.value is None and not (when or where or organisers or chairs):
        return None
    return MeetingFacts(
        when=when,
        where=where,
        organiser=organisers,
        event=event.value,
        chairs=chairs,
        participants=find_participants(scene),
        speakers=find_speakers(scene),
        conclusions=find_conclusions(scene),
        assignments=find_assignments(scene),
    )
