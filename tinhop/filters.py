"""A filter in words, for whoever was refused an answer under it."""

from __future__ import annotations

from index import Filter


def described(filter: Filter) -> str:
    """What a filter lets through: "published from 2024-10-01, place 'Kim Giang'"."""
    parts = (
        ("published from", filter.published_from and filter.published_from.isoformat()),
        ("published to", filter.published_to and filter.published_to.isoformat()),
        ("source", filter.source and f"'{filter.source}'"),
        ("person", filter.person and f"'{filter.person}'"),
        ("place", filter.place and f"'{filter.place}'"),
    )
    return ", ".join(f"{name} {value}" for name, value in parts if value)


def narrowed(filter: Filter, left: int, total: int) -> str:
    """One sentence that says that a filter was on, and how many articles it left.

    Args:
        filter: not an empty one.
        left: articles that pass it.
        total: articles of the archive.
    """
    if not left:
        return f"None of the {total:,} articles passes the filter ({described(filter)}); widen it."
    return f"Only {left:,} of {total:,} articles were asked: those that pass the filter ({described(filter)})."
