"""From hypotheses to sentences: the first candidate whose facts all stand in the article is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models import WriterSpec
from news.article import Article
from news.sentences import split_sentences
from news.vietnamese import syllables, unify_tone
from summarizer.align import Aligner
from summarizer.engines import Generation
from summarizer.plan import Plan, Section
from summarizer.tighten import restore_spelling, tighten
from summarizer.types import Length, SummarySentence

_BUDGET = {Length.SHORT: 45, Length.MEDIUM: 68, Length.LONG: 68}
_SENTENCES = {Length.SHORT: 1, Length.MEDIUM: 3, Length.LONG: 2}
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
) -> list[Written]:
    """The sentences about one section of the plan, in the order of their sources.

    Args:
        hypotheses: the writer's, best first.
        said: syllable pairs that the summary holds already; what is written here is added.
    """
    written = _from_hypotheses(article, hypotheses, spec, aligner, length, said)
    # What the writer did not say, the best selected sentences say, as far as the budget goes.
    used = sum(len(syllables(w.sentence.text)) for w in written)
    best_first = sorted(section.sentences, key=lambda i: -float(plan.scores[i]))
    for index in best_first:
        text = tighten(article.sentence(index))
        words = len(syllables(text))
        if len(written) >= _SENTENCES[length] or (written and used + words > _BUDGET[length]):
            continue
        if item := _checked(article, text, aligner, said):
            written.append(item)
            used += words
    return sorted(written, key=lambda w: w.place)


def _from_hypotheses(
    article: Article,
    hypotheses: Sequence[Generation],
    spec: WriterSpec,
    aligner: Aligner,
    length: Length,
    said: set[tuple[str, str]],
) -> list[Written]:
    """The first hypothesis that is likely enough, whole, and verified in every sentence."""
    for hypothesis in hypotheses:
        if hypothesis.score < spec.least_score:
            continue
        text = restore_spelling(" ".join(hypothesis.text.split()), article.text)
        if not text.endswith(_ENDINGS):
            continue
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
