"""From hypotheses to sentences: the first candidate whose facts all stand in the article is taken."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models import WriterSpec
from news.article import Article
from news.sentences import split_sentences
from news.vietnamese import syllables, unify_tone
from summarizer.align import Aligner
from summarizer.beside import beside
from summarizer.engines import Generation
from summarizer.extract import Extractor
from summarizer.features import tells_only_of_meeting
from summarizer.introduce import Introducer
from summarizer.pictures import is_caption
from summarizer.plan import Plan, Section
from summarizer.repeats import figures
from summarizer.standalone import announces
from summarizer.tighten import restore_spelling, trimmings
from summarizer.types import Length, SummarySentence

_SLACK = 15  # syllables that a second, shortened sentence may go over the budget
_STRETCH = 30  # the same for a whole one, where the first alone is sparse and nothing shorter is to be had
# Of the best sentences. A medium summary ends with the second best rather than with a worse one that fits: on 250
# articles of the training split 33.1/18.9/25.0 instead of 32.7/18.5/24.3 (ROUGE-1/2/L).
_ASKED = {Length.SHORT: 3, Length.MEDIUM: 2, Length.LONG: 1}
_SPARSE = 40  # syllables below which a medium summary takes what fits
_LONG_LEAD = 80  # syllables from which on nothing is added to a sentence that says only that a meeting was held
_ANY = 10_000  # the first sentence is taken however long it is
# A sentence most of whose syllable pairs were said already is left out.
_REPEATED = 0.5
# So is one that holds this share of another's syllables, or the other way round.
_SAME = 0.7
# An unfinished hypothesis ends in the middle of a clause.
_ENDINGS = (".", "!", "?", "…", "”", '"', ")")


@dataclass(frozen=True, slots=True)
class _Limits:
    """How much a section may say: so many sentences and syllables, and nothing more from `enough` syllables on."""

    sentences: int
    syllables: int
    enough: int = 48


_LIMITS = {Length.SHORT: _Limits(1, 45), Length.MEDIUM: _Limits(3, 64), Length.LONG: _Limits(2, 64)}
_ONLY_PARAGRAPH = _Limits(3, 104, enough=64)
"""Of a long summary."""


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
    introducer = Introducer(article, said)
    written = _from_hypotheses(article, hypotheses, spec, aligner, length, said)
    # What the writer did not say, the article's own sentences say, as far as the budget goes.
    extractor = Extractor(article)
    pool = sorted(section.pool, key=lambda i: -float(plan.scores[i]))
    limits = _LIMITS[length] if length is not Length.LONG or section.alone else _ONLY_PARAGRAPH
    if length is not Length.SHORT and not written:
        _add_extracts(written, extractor, _with_its_head(extractor, pool), aligner, limits, said, core=pool[:1])
        pool = beside(article, plan, pool, {w.place for w in written})
    few = pool[: _ASKED[length]]
    _add_extracts(written, extractor, few, aligner, limits, said)
    for strict in (True,) if section.alone else (True, False):
        if not written:
            _add_extracts(written, extractor, pool, aligner, limits, said, strict=strict)
    if length is Length.LONG and len(written) == 1:
        near = beside(article, plan, pool, {w.place for w in written})
        _add_extracts(written, extractor, near, aligner, limits, said, core=section.core)
    if length is Length.MEDIUM and len(written) == 1:
        _add_shortened(written, extractor, few, aligner, said)
    if length is Length.MEDIUM:
        _enrich(written, extractor, plan, pool, aligner, said)
    return _introduced(sorted(written, key=lambda w: w.place), introducer, article, aligner, said)


def _with_its_head(extractor: Extractor, pool: Sequence[int]) -> list[int]:
    """The best sentence; behind the one before it, where it leans on that and that one stands by itself."""
    best = list(pool[:1])
    if not best or not best[0] or extractor.extract(best[0], ()):
        return best
    head = best[0] - 1
    stands = extractor.extract(head, ()) and not is_caption(extractor.article.sentence(head))
    return [head, *best] if stands and extractor.extract(best[0], (head,)) else best


def _introduced(
    written: Sequence[Written], introducer: Introducer, article: Article, aligner: Aligner, said: set[tuple[str, str]]
) -> list[Written]:
    """The sentences with the full names of whom they speak, where the form is verified too."""
    found: list[Written] = []
    for item in written:
        text, needs = introducer.introduce(item.sentence.text, item.place, [w.sentence.text for w in found])
        sources = (*item.sentence.sources, *map(article.sentence_span, needs))
        places = [i for i, s in enumerate(article.sentences) if any(s.start == source.start for source in sources)]
        if text != item.sentence.text and aligner.verify(text, places).supported:
            found.append(Written(SummarySentence(text, tuple(dict.fromkeys(sources)), verified=True), item.place))
            said |= set(pairwise(syllables(unify_tone(text))))
        else:
            found.append(item)
    return found


def _enrich(
    written: list[Written],
    extractor: Extractor,
    plan: Plan,
    pool: Sequence[int],
    aligner: Aligner,
    said: set[tuple[str, str]],
) -> None:
    """Where the best sentences were too long to go together, or the first says only that a meeting was held, others
    are added one by one, which may go over the budget."""
    room = _LIMITS[Length.MEDIUM].syllables
    while _is_sparse(written) and (count := len(written)) < _LIMITS[Length.MEDIUM].sentences:
        near = beside(extractor.article, plan, pool, {w.place for w in written}, room - _syllables_in(written))
        stretch = _STRETCH if _syllables_in(written) < _SPARSE else 2 * _STRETCH
        limits = _Limits(count + 1, room + stretch, enough=_LONG_LEAD)
        _add_extracts(written, extractor, near, aligner, limits, said)
        if len(written) == count:
            break


def _add_extracts(
    written: list[Written],
    extractor: Extractor,
    pool: Sequence[int],
    aligner: Aligner,
    limits: _Limits,
    said: set[tuple[str, str]],
    *,
    strict: bool = True,
    core: Collection[int] = (),
) -> None:
    """Whole sentences, best first; the first however long it is, the others as far as they fit.

    Args:
        strict: only sentences that can stand alone.
        core: sentences that are told however long they are.
    """
    used = _syllables_in(written)
    for index in pool:
        if len(written) == limits.sentences or (used >= limits.enough and index not in core):
            break
        extract = extractor.extract(index, {w.place for w in written}, strict=strict)
        room = limits.syllables - used if written and index not in core else _ANY
        if extract is None or len(syllables(extract.text)) > room or _says_again(extract.text, written):
            continue
        if item := _checked(extractor.article, extract.text, aligner, said, extract.needs):
            written.append(item)
            used += len(syllables(item.sentence.text))


def _is_sparse(written: Sequence[Written]) -> bool:
    """Whether a medium summary still has little to say."""
    size = _syllables_in(written)
    first = written[0].sentence.text if written else ""
    return size < _SPARSE or (
        len(written) == 1 and size < _LONG_LEAD and (tells_only_of_meeting(first) or announces(first))
    )


def _syllables_in(written: Sequence[Written]) -> int:
    return sum(len(syllables(w.sentence.text)) for w in written)


def _add_shortened(
    written: list[Written], extractor: Extractor, pool: Sequence[int], aligner: Aligner, said: set[tuple[str, str]]
) -> None:
    """Where one sentence is so long that no other fits whole, the next best is cut at a clause."""
    used = _syllables_in(written)
    limits = _LIMITS[Length.MEDIUM]
    room = limits.syllables + _SLACK - used if used < limits.enough else 0
    for index in pool:
        extract = extractor.extract(index, {written[0].place})
        forms = sorted(list(trimmings(extract.text))[1:], key=len, reverse=True) if extract else []
        for text in forms:
            if extract is None or len(syllables(text)) > room or _tells_the_same(text, written):
                continue
            if item := _checked(extractor.article, text, aligner, said, extract.needs):
                written.append(item)
                return


def _says_again(text: str, written: Sequence[Written]) -> bool:
    """Whether nearly all words of a sentence stand in another one, or the other way round."""
    words = set(syllables(unify_tone(text)))
    others = (set(syllables(unify_tone(w.sentence.text))) for w in written)
    return any(len(words & other) >= _SAME * min(len(words), len(other)) for other in others)


def _tells_the_same(text: str, written: Sequence[Written]) -> bool:
    """Whether a shortened sentence has figures, but none that the summary does not hold, and half of its syllables."""
    told = " ".join(w.sentence.text for w in written)
    numbers, words = figures(text), set(syllables(unify_tone(text)))
    known = words & set(syllables(unify_tone(told)))
    return bool(numbers) and numbers <= figures(told) and len(known) >= len(words) / 2


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
        spans = split_sentences(text)[: _LIMITS[length].sentences]
        trial = set(said)
        items = [_checked(article, text[s.start : s.end], aligner, trial) for s in spans]
        if items and all(items):
            said |= trial
            return [item for item in items if item]
    return []


def _checked(
    article: Article, text: str, aligner: Aligner, said: set[tuple[str, str]], needs: Sequence[int] = ()
) -> Written | None:
    """The sentence with its sources (`needs` among them) if it holds, says something new and is verified."""
    pairs = set(pairwise(syllables(unify_tone(text))))
    if len(pairs) < 2 or len(pairs & said) > _REPEATED * len(pairs):
        return None
    sources = aligner.sources(text)
    sources = (*sources, *(i for i in needs if i not in sources)) if sources else ()
    if not sources or not aligner.verify(text, sources).supported:
        return None
    said |= pairs
    spans = tuple(article.sentence_span(i) for i in sources)
    return Written(SummarySentence(text, spans, verified=True), min(sources[:1]))
