"""How a plan's sentences are put before a writer."""

from __future__ import annotations

from collections.abc import Sequence


def selection_prompt(title: str | None, sentences: Sequence[str]) -> str:
    """The embedded writer's input: the title's line (empty where there is none), then a line for each sentence."""
    return "\n".join([title or "", *sentences])


def article_prompt(sentences: Sequence[str]) -> str:
    """The input of public writers such as ViT5: running text."""
    return " ".join(sentences)
