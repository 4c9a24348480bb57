"""Summaries of articles that come with a human abstract: ROUGE, length, unsupported facts, valid spans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import tee
from typing import Any

from evaluation.rouge import Rouge, Scale, mean_rouge, rouge, tokens
from facts.verify import SourceIndex
from news import Article
from summarizer.types import Summary

OURS, FIRST, FIRST_TWO = "tinhop", "first sentence", "first two sentences"


@dataclass(frozen=True, slots=True)
class SummaryScore:
    """The figures of one way to summarise; ROUGE is 0 to 1.

    Attributes:
        syllables, as_published: mean ROUGE F1 on the two scales of evaluation/rouge.py.
        length: syllables of a summary, mean.
        unsupported: numbers, dates, names, codes and quotations that stand neither in title nor text, for 1,000
            summaries, by our own verifier.
        valid_spans: share of sentences all of whose sources are exact spans of the article, with one at least; None
            for baselines, which are the article's own sentences.
        failed: articles without a summary; they count as empty ones.
    """

    name: str
    articles: int
    syllables: Rouge
    as_published: Rouge
    length: float
    unsupported: float
    valid_spans: float | None
    failed: int

    def to_dict(self) -> dict[str, Any]:
        def figures(score: Rouge) -> dict[str, float]:
            return {name: round(getattr(score, name), 4) for name in ("r1", "r2", "rl")}

        return {
            "name": self.name,
            "articles": self.articles,
            "syllables": figures(self.syllables),
            "as_published": figures(self.as_published),
            "length": round(self.length, 1),
            "unsupported_per_1000": round(self.unsupported, 1),
            "valid_spans": None if self.valid_spans is None else round(self.valid_spans, 4),
            "failed": self.failed,
        }


def evaluate_summaries(
    articles: Iterable[Article], summarize: Callable[[Iterable[Article]], Iterator[Summary]]
) -> list[SummaryScore]:
    """Scores of what `summarize` writes and of the article's first sentence and first two, over the same articles.

    Args:
        articles: a stream; those without `reference` are left out.
        summarize: gives a summary for each article, in order.
    """
    able, shown = tee(article for article in articles if article.reference and article.sentences)
    rows = {name: _Sums() for name in (OURS, FIRST, FIRST_TWO)}
    for article, summary in zip(able, summarize(shown), strict=True):
        source = SourceIndex(f"{article.title or ''}\n{article.text}")
        rows[OURS].add([s.text for s in summary.sentences], article, source)
        rows[OURS].failed += summary.error is not None
        rows[OURS].valid += [_is_valid(sentence.sources, article) for sentence in summary.sentences]
        rows[FIRST].add([article.sentence(0)], article, source)
        rows[FIRST_TWO].add(article.sentence_texts()[:2], article, source)
    return [row.score(name) for name, row in rows.items()]


def _is_valid(spans: Sequence[Any], article: Article) -> bool:
    return bool(spans) and all(
        span.article_id == article.id and article.text[span.start : span.end] == span.quote != "" for span in spans
    )


@dataclass(slots=True)
class _Sums:
    syllables: list[Rouge] = field(default_factory=list)
    published: list[Rouge] = field(default_factory=list)
    length: int = 0
    unsupported: int = 0
    failed: int = 0
    valid: list[bool] = field(default_factory=list)

    def add(self, sentences: Sequence[str], article: Article, source: SourceIndex) -> None:
        text, reference = " ".join(sentences), article.reference or ""
        self.syllables.append(rouge(text, reference))
        self.published.append(rouge(text, reference, Scale.AS_PUBLISHED))
        self.length += len(tokens(text))
        self.unsupported += sum(len(source.verify(sentence).unsupported) for sentence in sentences)

    def score(self, name: str) -> SummaryScore:
        count = len(self.syllables)
        return SummaryScore(
            name=name,
            articles=count,
            syllables=mean_rouge(self.syllables),
            as_published=mean_rouge(self.published),
            length=self.length / max(count, 1),
            unsupported=1000 * self.unsupported / max(count, 1),
            valid_spans=sum(self.valid) / len(self.valid) if self.valid else None,
            failed=self.failed,
        )
