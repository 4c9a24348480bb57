"""Whether the source gives a person the office that a sentence gives: titles beside names, and "ông" or "bà"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts import lexicon
from facts.names import PersonMention
from facts.source import Source
from facts.tokens import Phrasebook, key_of, tokenize

_ROLES = Phrasebook([*lexicon.ROLES])
_PREFIXES = Phrasebook(lexicon.ROLE_PREFIXES)
_LOOSE = frozenset(
    map(key_of, ("lãnh đạo", "đại diện", "đại biểu", "thành viên", "chuyên viên", "thường trực", "thường vụ"))
)
_SMALL_WORDS = frozenset(
    "và của các tỉnh thành phố huyện quận trưởng phó ban phòng bộ nước ông bà đảng nhà tw kiêm viên ủy uỷ".split()
)
_MANY = frozenset({("ủy", "viên"), ("uỷ", "viên")})
"""Offices that many hold at the same time."""
_COUNCIL = frozenset({"hội", "đồng"})
"""What is left of "Hội đồng nhân dân" when "Ủy ban nhân dân" is taken off."""
_LISTED = re.compile(r"[,;] | [-–] | kiêm ")
"""Between two offices of one person."""
_MOST_MENTIONS = 50
_NEAR = 14
"""Syllables within which a name and what is said of it stand together."""
_FEMALE = frozenset({"bà", "chị", "cô"})
_MALE = frozenset({"ông", "anh"})


def roles(title: str) -> set[tuple[str, ...]]:
    """The offices that a title names, each with what makes another office of it ("phó chủ tịch")."""
    title = " ".join(lexicon.ABBREVIATIONS.get(word, word) for word in title.split(" "))
    tokens = tokenize(title)
    found: set[tuple[str, ...]] = set()
    at = 0
    while at < len(tokens):
        prefix = _PREFIXES.match(title, tokens, at)
        size = _ROLES.match(title, tokens, at + prefix) if at + prefix < len(tokens) else 0
        if size:
            keys = tuple(token.key for token in tokens[at : at + prefix + size])
            found.add(_plain_role(keys))
            at += prefix + size
        elif prefix and tokens[at].key == "phó":
            found.add(("phó", "trưởng"))
            at += prefix
        else:
            at += 1
    return found - {()}


def _plain_role(keys: tuple[str, ...]) -> tuple[str, ...]:
    if keys[-2:] == ("trưởng", "ban") or keys[-2:] == ("trưởng", "phòng"):
        keys = keys[:-1]
    if keys[-2:] == ("chính", "phủ"):
        keys = keys[:-2]
    if keys[-2:] == ("quốc", "hội") and len(keys) > 2:
        keys = keys[:-2]
    return () if keys in _LOOSE else keys


def title_supported(person: PersonMention, source: Source) -> bool:
    """The title's offices and the words that specify them belong to this person somewhere in the source."""
    if person.title is None:
        return True
    name = source.canonical.keys(tokenize(person.name))
    mentions = _mentions_of(name, source)
    wanted = roles(person.title)
    held = {role for mention in mentions if mention.title for role in roles(mention.title)}
    near = _sentences_with(name, source)
    said = _specification(person.title, source)
    for role in wanted - held:
        if not (any(_unclaimed(role, s, name, source) for s in near) or _of_nobody_else(role, said, name, source)):
            return False
    titles = [_specification(mention.title, source) for mention in mentions if mention.title]
    if said <= set().union(*titles, *_around(name, mentions, source)):
        return True
    # "Bí thư Thành uỷ" may become "Bí thư Thành uỷ TP.HCM" in an article that speaks of the city. Where the source says
    # of what this person is the head, the sentence must not say something else.
    return said <= source.positions.keys() and all(title <= said for title in titles)


def _around(name: tuple[str, ...], mentions: list[PersonMention], source: Source) -> list[set[str]]:
    """The words close to each place where the source names the person."""
    spans = [(start, start + len(name)) for start in source.find(name)]
    spans += [source.span(mention.start, mention.end) for mention in mentions]
    return [set(source.keys[max(0, start - _NEAR) : stop + _NEAR]) for start, stop in spans]


def office_supported(title: str, source: Source) -> bool:
    """Whether a title without a name ("Tổng thư ký Quốc hội cho biết") goes with its specification in the source.

    Says yes where the source gives the office no specification of its own.
    """
    offices, said = roles(title), _specification(title, source)
    if len(offices) > 1:
        return True  # a list of offices, each with its own specification
    for role in offices:
        places = [start for start in source.find(role) if start == 0 or source.keys[start - 1] not in {"phó", *role}]
        places = [start for start in places if source.keys[start - 1 : start] != ["thượng"]]
        if not said or not places or any(said <= set(source.keys[start : start + _NEAR]) for start in places):
            continue
        # "Bí thư Thành uỷ" may become "Bí thư Thành uỷ TP.HCM", as with a person's title.
        if not (said <= source.positions.keys() and any(held <= said for held in _offices(role, source))):
            return False
    return True


def _of_nobody_else(role: tuple[str, ...], said: set[str], name: tuple[str, ...], source: Source) -> bool:
    """Whether the source speaks of who holds the office without a name, and gives it to no other person.

    "Thủ tướng không thể …" and "bà May …" of a source may be "Thủ tướng Theresa May".
    """
    nameless = [
        _specification(office.name, source) for office in source.offices[:_MOST_MENTIONS] if role in roles(office.name)
    ]
    if not any(said <= spec or spec <= said for spec in nameless):
        return False
    if role in _MANY:
        return True
    for keys, mentions in source.persons.items():
        if not same_person(keys, name):
            for mention in mentions[:_MOST_MENTIONS]:
                if mention.title and role in roles(mention.title):
                    theirs = _specification(mention.title, source)
                    if (theirs <= said or said <= theirs) and _COUNCIL.isdisjoint(theirs ^ said):
                        return False
    return True


def _offices(role: tuple[str, ...], source: Source) -> list[set[str]]:
    """Of what the source says that somebody holds the role: one specification for each title that names it."""
    titles = [person.title for mentions in source.persons.values() for person in mentions[:_MOST_MENTIONS]]
    titles += [office.name for office in source.offices[:_MOST_MENTIONS]]
    parts = [part for title in titles if title for part in _LISTED.split(title)]
    return [_specification(part, source) for part in parts if role in roles(part)]


def _specification(title: str, source: Source) -> set[str]:
    """The words of a title that say of what, without its offices: "Tài chính" of "Giám đốc Sở Tài chính"."""
    keys = source.canonical.keys(tokenize(title))
    offices = {key for role in (*roles(title), *_LOOSE) if _holds(keys, role) for key in role}
    return set(keys) - offices - _SMALL_WORDS


def _holds(keys: Sequence[str], run: tuple[str, ...]) -> bool:
    return any(tuple(keys[at : at + len(run)]) == run for at in range(len(keys) - len(run) + 1))


def gender_supported(person: PersonMention, source: Source) -> bool:
    """Whether "ông" and "bà" agree with the source."""
    said = set(key_of(person.honorific or "")) if person.honorific else set()
    if not said & (_MALE | _FEMALE):
        return True
    name = source.canonical.keys(tokenize(person.name))
    heard: set[str] = set()
    for mention in _mentions_of(name, source):
        # A shared surname ("ông Kim", "bà Kim Yo-jong") does not make one person of two.
        by_surname = key_of(mention.name)[-1:] != name[-1:]
        if mention.honorific and not by_surname:
            heard |= set(key_of(mention.honorific))
    if said & _MALE:
        return not (heard & _FEMALE) or bool(heard & _MALE)
    return not (heard & _MALE) or bool(heard & _FEMALE)


def _mentions_of(name: tuple[str, ...], source: Source) -> list[PersonMention]:
    found: list[PersonMention] = []
    for keys, mentions in source.persons.items():
        if same_person(keys, name):
            found.extend(mentions[:_MOST_MENTIONS])
    return found


def same_person(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two names can be one person's: the shorter ends the longer ("Hưng"), or is its surname ("ông Tập")."""
    size = min(len(left), len(right))
    return size > 0 and (left[-size:] == right[-size:] or (size == 1 and left[0] == right[0]))


def _sentences_with(name: tuple[str, ...], source: Source) -> set[int]:
    found = {source.sentence_of[start] for start in source.find(name)}
    found |= {source.sentence_at(mention.start) for mention in _mentions_of(name, source)}
    return found


def _unclaimed(role: tuple[str, ...], sentence: int, name: tuple[str, ...], source: Source) -> bool:
    """Whether the role stands in the sentence and is not the title of somebody else there."""
    for start in source.find(role):
        if source.sentence_of[start] != sentence:
            continue
        before = source.keys[start - 1] if start else ""
        if before in {"phó", "nguyên", "cựu"} and role[0] != before:
            continue
        offset = source.tokens[source.places[start]].start
        claimed = any(
            mention.title_start is not None
            and mention.title_end is not None
            and mention.title_start <= offset < mention.title_end
            and not same_person(keys, name)
            for keys, mentions in source.persons.items()
            for mention in mentions
        )
        if not claimed:
            return True
    return False
