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
    return MeetingFacts(
        when=find_when(scene, event),
        where=find_where(scene, event),
        organiser=find_organisers(scene, event),
        event=event.value,
        chairs=find_chairs(scene),
        participants=find_participants(scene),
        speakers=find_speakers(scene),
        conclusions=find_conclusions(scene),
        assignments=find_assignments(scene),
    )
