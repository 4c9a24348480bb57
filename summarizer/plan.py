"""What the writer gets to see, and how much of it: content is chosen, nothing is cut off silently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from models import WriterSpec
from news.article import Article
from summarizer.features import is_meeting_lead
from summarizer.prompt import article_prompt, selection_prompt
from summarizer.selector import Selector, choose
from summarizer.standalone import is_broken_quotation, is_fragment, leans_on_previous
from summarizer.types import Length

SELECTED = 3
SELECTED_SYLLABLES = 110
_THEME_SENTENCES = 7  # of the article, for each paragraph of a long summary
_MOST_THEMES = 6
_LEAD, _LEAD_BONUS = 2, 0.75
_POOL = 8  # sentences that a section may be told in, beside those that the writer sees
# What the score of a sentence loses that cannot be shown by itself. (A score of 1 more is a chance of e to 1.)
_FRAGMENT, _BROKEN, _LEANING = 50.0, 2.0, 0.5


@dataclass(frozen=True, slots=True)
class Section:
    """One text for the writer: the sentences in it (indices in document order) and the prompt made of them.

    `pool` are the sentences of this part of the article that may be shown themselves.
    """

    sentences: tuple[int, ...]
    prompt: str
    pool: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The sections of an article; `scores` are the selector's, one for each of its sentences.

    `read` counts the sentences that were weighed: all of them, for the selector reads every article to its end.
    """

    sections: tuple[Section, ...]
    scores: npt.NDArray[np.float32]
    read: int


def make_plan(
    article: Article, length: Length, selector: Selector, spec: WriterSpec, count_tokens: Callable[[str], int]
) -> Plan:
    """Chooses what is written about.

    A writer that reads articles gets the whole one if its window holds it, else the best sentences that fit; a writer
    that reads a selection gets the best few. A long summary has a section for each stretch of the article.
    """
    sentences = article.sentence_texts()
    scores = selector.scores(sentences, article.title) - _unreadiness(sentences)
    for i, sentence in enumerate(sentences[:_LEAD]):
        # Vietnews keeps the lead apart from the body, so the selector never learned how much it says. (On Vietnews'
        # own bodies the bonus changes ROUGE-1 by at most 0.2.)
        scores[i] += _LEAD_BONUS * is_meeting_lead(sentence)
    whole = tuple(range(len(sentences)))
    groups = _themes(len(sentences)) if length is Length.LONG else [whole]
    sections = []
    for group in groups:
        if spec.reads == "article":
            section = _fitting(sentences, group, scores, spec, count_tokens)
        else:
            section = _selection(article.title, sentences, group, scores, spec, count_tokens)
        best = sorted(group, key=lambda i: -float(scores[i]))[:_POOL]
        sections.append(replace(section, pool=tuple(sorted(best))))
    return Plan(tuple(section for section in sections if section.sentences), scores, len(sentences))


def _unreadiness(sentences: Sequence[str]) -> npt.NDArray[np.float32]:
    """What each sentence's score loses because it cannot be read by itself, shape (sentences,)."""
    return np.array(
        [
            _FRAGMENT * is_fragment(s) + _BROKEN * is_broken_quotation(s) + _LEANING * leans_on_previous(s)
            for s in sentences
        ],
        dtype=np.float32,
    )


def _themes(count: int) -> list[tuple[int, ...]]:
    """Cuts 0..count into stretches of like length."""
    number = max(1, min(_MOST_THEMES, round(count / _THEME_SENTENCES)))
    return [tuple(part.tolist()) for part in np.array_split(np.arange(count), number) if len(part)]


def _fitting(
    sentences: Sequence[str],
    group: tuple[int, ...],
    scores: npt.NDArray[np.float32],
    spec: WriterSpec,
    count_tokens: Callable[[str], int],
) -> Section:
    prompt = article_prompt([sentences[i] for i in group])
    if count_tokens(prompt) <= spec.max_input_tokens:
        return Section(group, prompt)
    kept: list[int] = []
    room = spec.max_input_tokens - count_tokens("")
    for i in sorted(group, key=lambda i: -float(scores[i])):
        need = count_tokens(sentences[i]) - count_tokens("") + 1
        if need <= room:
            kept.append(i)
            room -= need
    return Section(tuple(sorted(kept)), article_prompt([sentences[i] for i in sorted(kept)]))


def _selection(
    title: str | None,
    sentences: Sequence[str],
    group: tuple[int, ...],
    scores: npt.NDArray[np.float32],
    spec: WriterSpec,
    count_tokens: Callable[[str], int],
) -> Section:
    local = choose(
        [sentences[i] for i in group],
        scores[list(group)],
        max_sentences=SELECTED,
        max_syllables=SELECTED_SYLLABLES,
    )
    chosen = sorted((group[i] for i in local), key=lambda i: -float(scores[i]))
    # Long sentences can have more tokens than syllables suggest: the least useful ones make room.
    while chosen:
        prompt = selection_prompt(title, [sentences[i] for i in chosen])
        if count_tokens(prompt) <= spec.max_input_tokens:
            return Section(tuple(sorted(chosen)), prompt)
        if len(chosen) == 1 and title:
            title = None
        else:
            chosen.pop()
    return Section((), "")
