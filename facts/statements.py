"""What a sentence claims as a whole: that a negation stands, and that a statement is its speaker's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts.attribution import SAYS, speakers_in
from facts.names import NameReader, PersonMention
from facts.negations import NEGATIONS, is_negation, load_negation_judge, negates
from facts.offices import same_person
from facts.source import Source
from facts.tokens import Token, tokenize
from facts.types import Fact, FactKind

_CLOSE = 0.55


def flipped_negations(text: str, tokens: Sequence[Token], source: Source) -> list[Fact]:
    """Negations that were dropped or added."""
    found = repeated_negations(text, tokens, source)
    keys, places = source.canonical.read(tokens)
    at = None if found else load_negation_judge().lost(keys, source)
    return found if at is None else [_fact(text, tokens[places[at - 1]], tokens[places[at]])]


def repeated_negations(text: str, tokens: Sequence[Token], source: Source) -> list[Fact]:
    """Negations that were dropped or added in words that are otherwise the source's own."""
    keys, places = source.canonical.read(tokens)
    found: list[Fact] = []
    for at in range(len(keys)):
        if negates(keys, at):
            if _added(keys, at, source):
                found.append(_fact(text, tokens[places[at]], tokens[places[at]]))
        elif at and _dropped(keys, at, source):
            found.append(_fact(text, tokens[places[at - 1]], tokens[places[at]]))
    return found


def _fact(text: str, first: Token, last: Token) -> Fact:
    surface = text[first.start : last.end]
    return Fact(FactKind.NEGATION, first.start, last.end, surface, surface.lower())


def _window(keys: Sequence[str], at: int, stop: int) -> tuple[str, ...]:
    return tuple(keys[max(at, 0) : stop])


def _added(keys: Sequence[str], at: int, source: Source) -> bool:
    """The source says these words, but without the negation."""
    right = _window(keys, at + 1, at + 3)
    left = _window(keys, at - 1, at)
    if len(right) < 2 or not left:
        return False
    if source.find((*left, keys[at], *right[:1])) or source.find((keys[at], *right)):
        return False
    places = source.find(right)
    if any(NEGATIONS & set(source.keys[max(place - 3, 0) : place]) for place in places):
        return False  # "chưa thể bố trí" for "chưa bố trí"
    return bool(source.find((*left, *right)))


def _dropped(keys: Sequence[str], at: int, source: Source) -> bool:
    """The source has a negation exactly between two neighbours, and nowhere the neighbours without it.

    The syllable before these must be the same too: "số ủng hộ" is no "số không ủng hộ" if it ends "đa số".
    """
    left, right = keys[at - 1], _window(keys, at, at + 2)
    if len(right) < 2 or left in NEGATIONS or (left, right[0]) not in _negated_pairs(source):
        return False
    for negation in NEGATIONS:
        places = [place for place in source.find((left, negation, *right)) if is_negation(source, place + 1)]
        if any(_alike(keys, at, source, place) for place in places) and not source.find((left, *right)):
            return True
    return False


def _alike(keys: Sequence[str], at: int, source: Source, place: int) -> bool:
    """Whether the same syllable stands before keys[at - 1] as before the source's, or none before both."""
    first, _ = source.sentence_bounds(place)
    return list(keys[max(at - 2, 0) : at - 1]) == (source.keys[place - 1 : place] if place > first else [])


def _negated_pairs(source: Source) -> set[tuple[str, str]]:
    """The neighbours of every negation of the source."""
    if source.negated is None:
        keys = source.keys
        places = [at for word in NEGATIONS for at in source.positions.get(word, ())]
        source.negated = {(keys[at - 1], keys[at + 1]) for at in places if 0 < at < len(keys) - 1}
    return source.negated


_JOINT = re.compile(r"(?<!\w)và (?:(?:đồng chí|ông|bà|anh|chị|mẹ) )?$")


def flipped_speakers(text: str, reader: NameReader, source: Source) -> list[Fact]:
    """A statement that the source lets another person make."""
    speakers = speakers_in(text, 0, len(text), reader.persons())
    if len(speakers) != 1:
        return []
    speaker = speakers[0]
    if _JOINT.search(text[: min(speaker.start, speaker.title_start or speaker.start)]):
        return []  # "A và B nói": not B alone
    name = source.canonical.keys(tokenize(speaker.name))
    verb = SAYS.search(text, speaker.end)
    said = text[verb.end() :] if verb else text
    content = {key for key in source.canonical.keys(tokenize(said)) if key not in name}
    total = sum(source.weight.get(key, 1.0) for key in content)
    if len(content) < 5 or not total:
        return []
    scores = [sum(source.weight[key] for key in content & sentence) / total for sentence in source.sentence_keys]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    if best is None or scores[best] < _CLOSE:
        return []
    said_by = _speakers(source, best)
    if not said_by or any(same_person(source.canonical.keys(tokenize(p.name)), name) for p in said_by):
        return []
    if name in {source.canonical.keys(tokenize(p.name)) for p in source.reader.persons() if _inside(p, best, source)}:
        return []
    surface = speaker.name
    return [Fact(FactKind.SPEAKER, speaker.start, speaker.end, surface, " ".join(name))]


def _inside(person: PersonMention, sentence: int, source: Source) -> bool:
    start, end = source.sentences[sentence]
    return start <= person.start < end


def _speakers(source: Source, sentence: int) -> list[PersonMention]:
    start, end = source.sentences[sentence]
    return speakers_in(source.text, start, end, source.reader.persons())
