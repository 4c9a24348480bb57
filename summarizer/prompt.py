"""How a plan's sentences are put before a writer."""

from __future__ import annotations

from collections.abc import Sequence

_HEADLINE = "Tít:"
"""What the embedded writer finds in the place of the title when it is to write one."""


def selection_prompt(title: str | None, sentences: Sequence[str]) -> str:
    """The embedded writer's input: the title's line (empty where there is none), then a line for each sentence.

    Args:
        sentences: the most useful one first, so that what to begin with need not be found again.
    """
    return "\n".join([title or "", *sentences])


def headline_prompt(sentences: Sequence[str]) -> str:
    """The embedded writer's input where a headline is wanted; sentences as for a summary."""
    return "\n".join([_HEADLINE, *sentences])


def article_prompt(sentences: Sequence[str]) -> str:
    """The input of public writers such as ViT5: running text."""
    return " ".join(sentences)
