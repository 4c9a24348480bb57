"""Ranked passages to hits: each quotes its passage exactly, none says what one above it has said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from index.duplicates import says_nothing_new, shingles
from index.fusion import Ranking
from index.protocols import ArticleStore
from index.types import Copy, Hit, Quote
from news.article import Span
from news.vietnamese import SYLLABLE, syllables


def hits_of(
    store: ArticleStore,
    ranked: Ranking,
    lexical: Ranking,
    dense: Ranking,
    k: int,
    known: Mapping[int, Quote] = MappingProxyType({}),
) -> list[Hit]:
    """The best `k` ranked passages that still stand and say something new.

    Args:
        store: holds the passages.
        ranked: passages with their scores, best first.
        lexical, dense: the rankings that it was made from; a hit tells its rank in each.
        k: how many at most.
        known: passages that were read already.
    """
    lexical_ranks = {passage: rank for rank, (passage, _) in enumerate(lexical, start=1)}
    dense_ranks = {passage: rank for rank, (passage, _) in enumerate(dense, start=1)}
    hits: list[Hit] = []
    said: dict[str, list[str]] = {}  # texts that were shown, by their first word
    shown: dict[str, set[str]] = {}  # shingles of the articles that have copies and were shown, once they are needed
    copies: dict[str, tuple[Copy, ...]] = {}
    for passage_id, score, quote in _quoted(store, ranked, k, known):
        passage = quote.passage
        opening = first.group() if (first := SYLLABLE.search(quote.text)) else ""
        like = said.setdefault(opening.lower(), [])
        if like and syllables(quote.text) in map(syllables, like):
            continue
        if quote.has_copies:
            others = copies.setdefault(passage.article_id, tuple(store.copies(passage.article_id)))
            before = [copy.article_id for copy in others if copy.article_id in shown]
            for article in before:
                shown[article] = shown[article] or shingles(store.get(article).text)
            if any(says_nothing_new(quote.text, shown[article]) for article in before):
                continue  # a copy of the story is shown already
            shown.setdefault(passage.article_id, set())
        like.append(quote.text)
        hits.append(
            Hit(
                passage_id,
                passage.article_id,
                quote.title,
                quote.text,
                Span(passage.article_id, passage.start, passage.end, quote.text),
                score,
                dense_ranks.get(passage_id),
                lexical_ranks.get(passage_id),
                copies.get(passage.article_id, ()),
            )
        )
        if len(hits) == k:
            break
    return hits


def _quoted(
    store: ArticleStore, ranked: Ranking, k: int, known: Mapping[int, Quote]
) -> Iterator[tuple[int, float, Quote]]:
    """The ranked passages that still stand, read in parts of `k` where they are not known."""
    for first in range(0, len(ranked), k):
        part = ranked[first : first + k]
        unread = [passage for passage, _ in part if passage not in known]
        quotes = {**known, **(store.quotes(unread) if unread else {})}
        yield from ((passage, score, quotes[passage]) for passage, score in part if passage in quotes)
