"""Which sentence goes best beside those that a summary has already."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from news.article import Article
from news.vietnamese import syllables, unify_tone
from summarizer.plan import LEANING, Plan
from summarizer.standalone import leans_on_previous

_TITLE = 1.5  # what a sentence gains that tells all of the title, where no other sentence does
_OVER = 0.03  # what each syllable costs for which there is no room


def beside(
    article: Article, plan: Plan, pool: Sequence[int], taken: Collection[int], room: int | None = None
) -> list[int]:
    """The sentences of a pool in the order in which they go best beside those that are taken; these come first.

    What the title says and no taken sentence does should be told, and what leans on a taken sentence is read well
    behind it.

    Args:
        room: syllables that a sentence may have at no cost; None is any number.
    """
    told = {word for i in taken for word in syllables(unify_tone(article.sentence(i)))}
    title = set(syllables(unify_tone(article.title or "")))

    def gain(index: int) -> float:
        text = article.sentence(index)
        words = syllables(unify_tone(text))
        leans = index - 1 in taken and leans_on_previous(text, article.title)
        return (
            float(plan.scores[index])
            + LEANING * leans
            + _TITLE * len((title - told).intersection(words)) / max(len(title), 1)
            - (0.0 if room is None else _OVER * max(0, len(words) - room))
        )

    return sorted(pool, key=lambda i: (i not in taken, -gain(i)))
