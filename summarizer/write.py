"""From hypotheses to sentences: the most promising candidate whose facts all stand in the article is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models import WriterSpec
from news.article import Article
from news.sentences import split_sentences
from news.vietnamese import syllables, unify_tone
from summarizer.align import Aligner
from summarizer.chooser import Chooser, describe
from summarizer.engines import Generation
from summarizer.plan import Plan, Section
from summarizer.tighten import restore_spelling, trimmings
from summarizer.types import Length, SummarySentence

_BUDGET = {Length.SHORT: 45, Length.MEDIUM: 64, Length.LONG: 64}
_SENTENCES = {Length.SHORT: 1, Length.MEDIUM: 3, Length.LONG: 2}
_SLACK = 15  # syllables that a second, shortened sentence may go over the budget
_ANY = 10_000  # the first sentence is taken however long it is
# A sentence most of whose syllable pairs were said already is left out.
_REPEATED = 0.5
# An unfinished hypothesis ends in the middle of a clause.
_ENDINGS = (".", "!", "?", "…", "”", '"', ")")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence with the place in the article (index of its first source) that orders it."""

    sentence: SummarySentence
    place: int


def write_section(
    article: Article,
    section: Section,
    hypotheses: Sequence[Generation],
    plan: Plan,
    spec: WriterSpec,
    aligner: Aligner,
    length: Length,
    said: set[tuple[str, str]],
    chooser: Chooser | None = None,
) -> list[Written]:
    """The sentences about one section of the plan, in the order of their sources.

    Args:
        hypotheses: the writer's, best first.
        said: syllable pairs that the summary holds already; what is written here is added.
        chooser: weighs hypotheses against the selected sentences; where None, the likeliest verified one is taken.
    """
    written = _from_hypotheses(article, section, hypotheses, plan, spec, aligner, length, said, chooser)
    # What the writer did not say, the best selected sentences say, as far as the budget goes.
    used = sum(len(syllables(w.sentence.text)) for w in written)
    best_first = sorted(section.sentences, key=lambda i: -float(plan.scores[i]))
    for shorten in (False, True):
        # Whole sentences first. Where they are so long that only one fits, the next best is cut at a clause.
        if shorten and not (length is Length.MEDIUM and len(written) == 1):
            break
        for index in best_first:
            if len(written) >= (2 if shorten else _SENTENCES[length]):
                break
            room = _BUDGET[length] + shorten * _SLACK - used if written else _ANY
            if item := _first_checked(article, _fitting(article.sentence(index), room, shorten), aligner, said):
                written.append(item)
                used += len(syllables(item.sentence.text))
    return sorted(written, key=lambda w: w.place)


def _fitting(sentence: str, room: int, shorten: bool) -> list[str]:
    """The forms of a sentence that fit, longest first; without `shorten` only the whole one."""
    forms = list(trimmings(sentence))
    forms = sorted(forms[1:], key=len, reverse=True) if shorten else forms[:1]
    return [text for text in forms if len(syllables(text)) <= room]


def _first_checked(
    article: Article, texts: Sequence[str], aligner: Aligner, said: set[tuple[str, str]]
) -> Written | None:
    return next((item for text in texts if (item := _checked(article, text, aligner, said))), None)


def _from_hypotheses(
    article: Article,
    section: Section,
    hypotheses: Sequence[Generation],
    plan: Plan,
    spec: WriterSpec,
    aligner: Aligner,
    length: Length,
    said: set[tuple[str, str]],
    chooser: Chooser | None,
) -> list[Written]:
    """The most promising hypothesis that is likely enough, whole, and verified in every sentence."""
    shown = sorted(section.sentences, key=lambda i: -float(plan.scores[i]))
    sentences, scores = [article.sentence(i) for i in shown], [float(plan.scores[i]) for i in shown]
    options: list[tuple[float, str]] = []
    for hypothesis in hypotheses:
        text = restore_spelling(" ".join(hypothesis.text.split()), article.text)
        if hypothesis.score < spec.least_score or not text.endswith(_ENDINGS):
            continue
        gain = 0.0
        if chooser is not None:
            row = describe(text, hypothesis.score, hypotheses[0].score, sentences, scores, article.title)
            gain = chooser.gain(row)
            if gain < chooser.least_gain:
                continue
        options.append((gain, text))
    for _, text in sorted(options, key=lambda option: -option[0]):
        spans = split_sentences(text)[: _SENTENCES[length]]
        trial = set(said)
        items = [_checked(article, text[s.start : s.end], aligner, trial) for s in spans]
        if items and all(items):
            said |= trial
            return [item for item in items if item]
    return []


def _checked(article: Article, text: str, aligner: Aligner, said: set[tuple[str, str]]) -> Written | None:
    """The sentence with its sources if it holds, says something new and is verified."""
    pairs = set(pairwise(syllables(unify_tone(text))))
    if len(pairs) < 2 or len(pairs & said) > _REPEATED * len(pairs):
        return None
    sources = aligner.sources(text)
    if not sources or not aligner.verify(text, sources).supported:
        return None
    said |= pairs
    spans = tuple(article.sentence_span(i) for i in sources)
    return Written(SummarySentence(text, spans, verified=True), min(sources[:1]))
