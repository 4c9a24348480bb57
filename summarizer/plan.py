"""What the writer gets to see, and how much of it: content is chosen, nothing is cut off silently."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models import WriterSpec
from news.article import Article, Sentence
from summarizer.features import is_conclusion, is_courtesy, is_meeting_lead, is_roll_call, only_tells_that_it_met
from summarizer.language import foreign_sentences
from summarizer.pictures import is_caption, opens_with_picture
from summarizer.prompt import article_prompt, selection_prompt
from summarizer.selector import Selector, choose
from summarizer.standalone import (
    ITEM,
    is_broken_quotation,
    is_fragment,
    lacks_its_subject,
    leans_on_previous,
    quotation_end,
    said_under_pictures,
    says_only_that_it_was_said,
    speaks_for_an_unknown,
    tells_of_before,
    told_by_another,
)
from summarizer.types import Length

SELECTED = 3
SELECTED_SYLLABLES = 110
_THEME_SENTENCES = 6  # of the article, for each paragraph of a long summary
_MOST_THEMES = 8
_CORE = 2
_FEWEST_PARTS, _MOST_PARTS = 3, 12
_PART = re.compile(r"[IVX]{1,4}[.)] ")
_POINT = re.compile(r"\d{1,2}(?:\.\d{1,2})?[.)] ")
_PART_SENTENCES = 11  # of one part of a report, for each paragraph
_MOST_CUTS = 3  # stretches of one part
_MOST_PARAGRAPHS = 10
_SHIFT = 3  # how far a cut between themes may move to a better place
_LEAD, _LEAD_BONUS = 2, 0.75
_MEETING = re.compile(r"hội nghị|hội thảo|cuộc họp|phiên họp|kỳ họp|đại hội|t[oọ][ạa] đàm|giao ban", re.IGNORECASE)
_HEAD = 4
_COURTESY = 2.0
_ROLL_CALL = 1.0
# In an official paper: what only says that its meeting was held, what the meeting came to, one of many points.
_ONLY_MET, _CONCLUSION, _MEMBER = 5.0, 1.0, 0.75
_MEMBERS = 8
"""List marks from which on a text is an official paper, told in points."""
# What a section may be told in, where not by the writer.
_POOL, _POOL_SYLLABLES = 6, 300
# What the score of a sentence loses that cannot be shown by itself. (A score of 1 more is a chance of e to 1.)
_TELLER, _OWN_STORY = 0.1, 0.3
"""Shares of sentences in the first person from which on an article is likely, surely its writer's own story."""
_BACK_THEN = re.compile(r"(?:Trước đó|Như (?:tin )?đã (?:đưa|thông tin|phản ánh)|Như Báo)\b")
_OLD_NEWS = 0.5
"""From such a sentence on a report tells what led to its news."""
_FRAGMENT, _BROKEN, _CAPTION, _EMPTY = 50.0, 2.0, 2.0, 1.0
LEANING = 0.5
_BACKGROUND, _UNKNOWN, _QUOTED = 0.5, 1.0, 0.9
_POOR = 1.0
"""What of that keeps a sentence out of a summary for which there are others."""
_FEW = 4
"""Sentences up to which no picture is looked for at the head."""


@dataclass(frozen=True, slots=True)
class Section:
    """One text for the writer: the sentences in it (indices in document order) and the prompt made of them.

    `pool` are the sentences of this part of the article that may be shown themselves; `alone`: none of them that leans
    on a sentence which is not shown, not even where the section then says nothing. `core` are those of the pool that
    are among the best of the whole article, and are told however long they are.
    """

    sentences: tuple[int, ...]
    prompt: str
    pool: tuple[int, ...] = ()
    alone: bool = False
    core: tuple[int, ...] = ()


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
    scores = sentence_scores(sentences, article.title, selector)
    scores[list(told_by_another(article.text, article.sentences))] -= LEANING
    scores[list(said_under_pictures(article.text, article.sentences))] -= _CAPTION
    scores += _of_the_whole(sentences, article.title, length)
    whole = tuple(range(len(sentences)))
    groups = themes(article.text, article.sentences) if length is Length.LONG else [whole]
    foreign = foreign_sentences(sentences)
    core = tuple(choose(sentences, scores, max_sentences=_CORE)) if len(groups) > 1 else ()
    poor = _poor(sentences, article.title)
    sections = []
    for group in groups:
        if spec.reads == "article":
            section = _fitting(sentences, group, scores, spec, count_tokens)
        else:
            section = _selection(article.title, sentences, group, scores, spec, count_tokens)
        shown = [i for i in group if i not in foreign] or list(group)
        told = [i for i in shown if i not in poor or i in core]
        shown = told if told or len(groups) > 1 else shown
        pool = choose([sentences[i] for i in shown], scores[shown], max_sentences=_POOL, max_syllables=_POOL_SYLLABLES)
        sections.append(replace(section, pool=tuple(shown[i] for i in pool), core=core, alone=len(groups) > 1))
    return Plan(tuple(section for section in sections if section.sentences), scores, len(sentences))


def sentence_scores(sentences: Sequence[str], title: str | None, selector: Selector) -> npt.NDArray[np.float32]:
    """The selector's scores, less what cannot be read by itself, more for a lead that names the meeting."""
    scores = selector.scores(sentences, title) - _unreadiness(sentences, title)
    for i, sentence in enumerate(sentences[:_LEAD]):
        # Vietnews keeps the lead apart from the body, so the selector never learned how much it says. (On Vietnews'
        # own bodies the bonus changes ROUGE-1 by at most 0.2.)
        scores[i] += _LEAD_BONUS * is_meeting_lead(sentence)
    if any(map(is_meeting_lead, sentences[:_LEAD])):
        # At a meeting courtesies are exchanged; elsewhere they can be the news.
        scores -= _COURTESY * np.array([is_courtesy(sentence) for sentence in sentences], np.float32)
    before = next((i for i, s in enumerate(sentences) if i and _BACK_THEN.match(s)), len(sentences))
    scores[before:] -= _OLD_NEWS
    if any(_MEETING.search(sentence) for sentence in sentences[:_HEAD]):
        # Who was there belongs to the card.
        scores -= _ROLL_CALL * np.array([is_roll_call(sentence) for sentence in sentences], np.float32)
    return np.asarray(scores, np.float32)


def _poor(sentences: Sequence[str], title: str | None) -> frozenset[int]:
    """What is better not told, where something else is: what cannot be read by itself, and who was there."""
    unready = _unreadiness(sentences, title, teller=_OWN_STORY)
    return frozenset(i for i, sentence in enumerate(sentences) if unready[i] >= _POOR or is_roll_call(sentence))


def _of_the_whole(sentences: Sequence[str], title: str | None, length: Length) -> npt.NDArray[np.float32]:
    """What tells a paper's main thing gains, what tells one of its points loses, shape (sentences,).

    Where there is room for one or two sentences, an order to one office is a detail; the chair's conclusion is none.
    """
    long = length is Length.LONG
    if sum(bool(ITEM.match(sentence)) for sentence in sentences) < _MEMBERS:
        return np.zeros(len(sentences), np.float32)
    return np.array(
        [
            _CONCLUSION * is_conclusion(s)
            - _MEMBER * (not long and bool(ITEM.match(s)) and not is_conclusion(s))
            - _ONLY_MET * (not long and only_tells_that_it_met(s, title))
            for s in sentences
        ],
        dtype=np.float32,
    )


def _unreadiness(sentences: Sequence[str], title: str | None, teller: float = _TELLER) -> npt.NDArray[np.float32]:
    """What each sentence's score loses because it cannot be read by itself, shape (sentences,)."""
    unknown = [speaks_for_an_unknown(s) for s in sentences]
    if sum(unknown) > teller * len(sentences):
        unknown = [False] * len(sentences)  # The writer tells what he saw himself.
    return _faults(tuple(sentences), title) + np.float32(_UNKNOWN) * np.array(unknown, np.float32)


@lru_cache(maxsize=4)  # scores and pool ask for the same article
def _faults(sentences: tuple[str, ...], title: str | None) -> npt.NDArray[np.float32]:
    """That part of it that one sentence has without the others; shape (sentences,)."""
    return np.array(
        [
            _FRAGMENT * is_fragment(s)
            + (_QUOTED if quotation_end(sentences, place) else _BROKEN) * is_broken_quotation(s)
            + _CAPTION * (is_caption(s) or (not place and len(sentences) > _FEW and opens_with_picture(s)))
            + _EMPTY * says_only_that_it_was_said(s)
            + LEANING * (leans_on_previous(s, title) or lacks_its_subject(s))
            + _BACKGROUND * tells_of_before(s)
            for place, s in enumerate(sentences)
        ],
        dtype=np.float32,
    )


def themes(text: str, sentences: Sequence[Sentence]) -> list[tuple[int, ...]]:
    """The parts of a report in which these are numbered "I.", "II."; else stretches of like length, cut where a
    paragraph, better a subheading, begins nearby."""
    count = len(sentences)
    parts = [i for i in range(count) if _PART.match(text, sentences[i].start, sentences[i].end)]
    if _FEWEST_PARTS <= len(parts) <= _MOST_PARTS:
        bounds = list(pairwise([0, *(i for i in parts if i), count]))
        cuts = [min(_MOST_CUTS, round((end - begin) / _PART_SENTENCES)) for begin, end in bounds]
        while sum(max(1, number) for number in cuts) > max(_MOST_PARAGRAPHS, len(cuts)):
            cuts[cuts.index(max(cuts))] -= 1
        return [
            group
            for (begin, end), number in zip(bounds, cuts, strict=True)
            for group in _parted(text, sentences, begin, end, number)
        ]
    number = max(1, min(_MOST_THEMES, round((count + 1) / _THEME_SENTENCES)))

    def cost(place: int, wanted: int) -> float:
        sentence = sentences[place]
        words = text[sentence.start : sentence.end]
        begins = "\n" in text[sentences[place - 1].end : sentence.start]
        return abs(place - wanted) / _SHIFT - begins * (1 + is_fragment(words)) + leans_on_previous(words)

    cuts = [0]
    for wanted in (round(count * part / number) for part in range(1, number)):
        near = range(max(cuts[-1] + 1, wanted - _SHIFT), min(count, wanted + _SHIFT + 1))
        if near:
            cuts.append(min(near, key=lambda place: cost(place, wanted)))
    return [tuple(range(begin, end)) for begin, end in pairwise([*cuts, count]) if begin < end]


def _parted(text: str, sentences: Sequence[Sentence], begin: int, end: int, number: int) -> list[tuple[int, ...]]:
    """A part of a report in about `number` stretches, cut where a numbered point of it begins."""
    points = [i for i in range(begin + 1, end) if _POINT.match(text, sentences[i].start, sentences[i].end)]
    cuts = [begin]
    for wanted in (begin + round((end - begin) * part / number) for part in range(1, number)):
        near = [i for i in points if abs(i - wanted) <= _THEME_SENTENCES and i > cuts[-1] + 1]
        if near:
            cuts.append(min(near, key=lambda place: abs(place - wanted)))
    return [tuple(range(first, last)) for first, last in pairwise([*cuts, end]) if first < last]


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
    if group and not kept:
        best = max(group, key=lambda i: float(scores[i]))
        return Section((best,), article_prompt([_beginning(sentences[best], spec, count_tokens)]))
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
        if len(chosen) > 1:
            chosen.pop()
        elif title:
            title = None
        else:
            beginning = _beginning(sentences[chosen[0]], spec, count_tokens)
            return Section((chosen[0],), selection_prompt(None, [beginning]))
    return Section((), "")


def _beginning(sentence: str, spec: WriterSpec, count_tokens: Callable[[str], int]) -> str:
    """What a writer gets of a sentence that is longer than its window. (The sentence itself can still be shown.)"""
    words = sentence.split()
    while len(words) > 1 and count_tokens(selection_prompt(None, [" ".join(words)])) > spec.max_input_tokens:
        words = words[: len(words) * 3 // 4]
    return " ".join(words)
