"""Whether cited text says what a sentence says, as far as that can be told without a model."""

from __future__ import annotations

from news.vietnamese import syllables, unify_tone

_COVERED = 0.7
_JOINING = frozenset(
    """và của là có được bị đã đang sẽ các những một này đó khi với cho từ đến tại ở trong về theo như để do vì mà thì
    cũng còn rằng ra vào trên sau trước ông bà gồm diễn tổ chức hội nghị cuộc họp""".split()
)
_LONGEST = 80
# What no news sentence is written with: markup, control characters, parts of addresses.
_MARKUP = frozenset("<>{}[]|\\`~^=@#*_") | frozenset(map(chr, (*range(32), 127)))


def is_supported(statement: str, premise: str) -> bool:
    """Every number, date, name, title, quotation and negation of the statement holds in the premise, and so do at
    least seven in ten of its content syllables. A sentence without content, one with markup of its own, or one too
    long to check is not supported.
    """
    said = syllables(unify_tone(statement))
    if _MARKUP.intersection(statement) - set(premise):
        return False
    wanted = {syllable for syllable in said if syllable not in _JOINING}
    if not wanted or len(said) > _LONGEST:
        return False
    held = set(syllables(unify_tone(premise)))
    if len(wanted & held) < _COVERED * len(wanted):
        return False
    # Only when a model composes.
    from facts.verify import verify  # noqa: PLC0415
    from index.gaps import GapReader  # noqa: PLC0415

    return verify(statement, premise, GapReader()).supported
