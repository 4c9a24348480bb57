"""BM25 over syllables and syllable pairs, by Tantivy.

A cache: everything here can be made again from the store. Tantivy commits atomically, and every passage is deleted
before it is added, so taking in the same change twice after a crash does no harm.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from index.analysis import Terms, indexed, phrases, weighted, with_any_diacritics, with_pairs, words
from news.vietnamese import fold, has_diacritics

if TYPE_CHECKING:
    from tantivy import Document, Index, IndexWriter, Occur, Query, Searcher

T = TypeVar("T")
Term = tuple[str, str]
"""A field and a term."""

# Memory for what is not on the disk yet. Tantivy takes it as it needs it; with less it writes more and smaller parts,
# and spends more time on putting these together.
_HEAP = 200_000_000
_TITLE_WEIGHT = 0.6
# Of a query without diacritics: of the words with diacritics put back on, which are wrong now and then.
_RESTORED_WEIGHT = 0.5
_MOST_TERMS = 120
_PART = 1000  # documents whose older versions are deleted in one step
_FREQUENCIES = 2**16
_SPARE, _DEEPEST = 3, 5000
# A query's most telling terms, those that add most to a score, are looked for first while their postings are no more
# than so many together, which bounds the work. So many times more passages than are wanted then get the scores of the
# other terms: of common words mostly, which tell passages apart the least.
_POSTINGS = 250_000
_CANDIDATES = 3
_SCORED = 48
"""Terms by which `scores` goes, the most telling ones: questions have 44 as a rule, and R@1 falls from under 24 on."""
_OTHERS = 32
"""Of the terms that did not choose the passages so many are scored, the most telling ones. Questions without diacritics
have 32 as a rule and some 74; the first hit of 300 questions to a million passages stays the same, and 99.8% of ten."""


class TantivyIndex:
    """Words of passages in a folder on disk.

    Fields: `exact` holds a passage's words with diacritics and their pairs, `folded` its words without, `title` and
    `title_folded` the same of its article's title.

    Args:
        folder: made where it is absent.

    Raises:
        ValueError: what lies in the folder is no index of this kind; `wipe` and open again.
    """

    CHANGING_FILES = frozenset({"meta.json", ".managed.json"})
    """Files that are written anew under the same name; all others stay as they are once written."""
    VERSION = 2
    """Of what is indexed of a text: an index of another version is to be made anew."""

    def __init__(self, folder: Path) -> None:
        import tantivy  # noqa: PLC0415 - not needed to import `index`

        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("id", stored=True, indexed=True, fast=True)
        for name in ("exact", "folded", "title", "title_folded"):
            builder.add_text_field(name, stored=False, tokenizer_name="terms", index_option="freq")
        self._schema = builder.build()
        folder.mkdir(parents=True, exist_ok=True)
        self._index: Index = tantivy.Index(self._schema, str(folder))
        self._index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        # `_renew` reloads; by itself Tantivy would in a thread of its own, also where files were damaged meanwhile.
        self._index.config_reader(reload_policy="manual")
        self._renew()

    @staticmethod
    def wipe(folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)

    @classmethod
    def lend(cls, folder: Path, to: Path) -> None:
        """Makes a folder that shares the files of another and may be changed without changing that one.

        Raises:
            OSError: one of them cannot be read or written.
        """
        to.mkdir(parents=True)
        for file in folder.iterdir():
            if file.suffix == ".lock":
                continue
            # Files that never change are linked; a removal takes the link only.
            if file.name in cls.CHANGING_FILES or file.suffix == ".json":
                shutil.copyfile(file, to / file.name)
            else:
                (to / file.name).symlink_to(file.resolve())

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def apply(self, added: Iterable[tuple[int, str, str]], removed: Iterable[int]) -> None:
        change = self.change(removed)
        try:
            for passage, title, text in added:
                change.add(passage, indexed_title(title), indexed(text))
            change.keep()
        except BaseException:
            change.undo()
            raise

    def change(self, removed: Iterable[int]) -> Change:
        """Begins a change, which drops some passages; nobody else may begin one before it is kept or undone."""
        return Change(self, self._index.writer(_HEAP, 1), removed)

    def _renew(self) -> None:
        self._index.reload()
        searcher: Searcher = self._index.searcher()
        self._searcher = searcher
        self._ids: npt.NDArray[np.int64] | None = None
        # Putting diacritics back asks for some hundred words and pairs a query, mostly the same ones.
        self._known = lru_cache(maxsize=_FREQUENCIES)(lambda field, term: int(searcher.doc_freq(field, term)))

    def _document(self, passage: int, title: Terms, text: Terms) -> Document:
        document = self._tantivy.Document()
        document.add_unsigned("id", passage)
        document.add_text("exact", text.exact())
        document.add_text("folded", text.folded)
        document.add_text("title", title.exact())
        document.add_text("title_folded", title.folded)
        return document

    def frequency(self, term: str) -> int:
        return self._known("exact", term)

    def _largest(self) -> int:
        """The largest id; -1 where there is none."""
        if not len(self):
            return -1
        best = self._searcher.search(self._tantivy.Query.all_query(), 1, count=False, order_by_field="id").hits
        return int(best[0][0])

    def ids(self) -> npt.NDArray[np.int64]:
        if self._ids is None:
            everything = self._tantivy.Query.all_query()
            found = self._searcher.search(everything, len(self), count=False).hits if len(self) else []
            ids = self._searcher.fast_field_values("id", [address for _, address in found])
            self._ids = np.sort(np.array(ids, np.int64))
        return self._ids

    def search(
        self, query: str, k: int, allowed: npt.NDArray[np.int64] | None = None, likely: str | None = None
    ) -> list[tuple[int, float]]:
        if allowed is not None and not len(allowed):
            return []
        if not (terms := _wanted(query, likely)):
            return []
        must = self._must(query)
        if not must and (best := self._best(terms, k, allowed)) is not None:
            return best
        if allowed is None:
            return self._ranked(self._any(terms, must), k)
        built = self._any(terms, must)
        # Where much is allowed it is quicker to leave out what is not than to look for each that is.
        depth = int(_SPARE * k * len(self) / len(allowed))
        if depth <= _DEEPEST:
            ranked = self._ranked(built, depth)
            kept = _those_among(ranked, allowed)
            if len(kept) >= k or len(ranked) < depth:
                return kept[:k]
        silent = self._tantivy.Query.const_score_query(self._among(allowed.tolist()), 0.0)
        occur = self._tantivy.Occur
        return self._ranked(self._tantivy.Query.boolean_query([(occur.Must, built), (occur.Must, silent)]), k)

    def _best(
        self, terms: dict[Term, float], k: int, allowed: npt.NDArray[np.int64] | None
    ) -> list[tuple[int, float]] | None:
        """The best passages by their most telling terms, with their scores for all; None where these are all terms, or
        where too few passages have them."""
        telling, others = self._split(terms)
        most = _CANDIDATES * k
        depth = most if allowed is None else int(most * len(self) / len(allowed))
        if not telling or not others or depth > _DEEPEST:
            return None
        ranked = self._ranked(self._any(telling), depth)
        found = dict(ranked if allowed is None else _those_among(ranked, allowed)[:most])
        if len(found) < k:
            return None
        for passage, score in self._scored(list(found), dict(islice(others.items(), _OTHERS))).items():
            found[passage] += score
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:k]

    def scores(self, query: str, ids: Sequence[int], likely: str | None = None) -> dict[int, float]:
        wanted = _wanted(query, likely)
        if not wanted or not ids:
            return {}
        return self._scored(ids, {term: wanted[term] for term in self._telling(wanted)[:_SCORED]})

    def _scored(self, ids: Sequence[int], terms: dict[Term, float]) -> dict[int, float]:
        """The scores of some passages for terms."""
        # A second thread for half of them was measured: in all it takes longer, and a query's two cores are busy.
        make, occur = self._tantivy.Query, self._tantivy.Occur
        # Quicker than a set of terms, which Tantivy looks for in the whole dictionary.
        those = [(occur.Should, make.term_query(self._schema, "id", passage)) for passage in ids]
        silent = make.const_score_query(make.boolean_query(those), 0.0)
        # Each term or, for nothing, any passage: of several terms side by side, any of which will do, Tantivy scores
        # thousands of passages round each of these.
        anything = make.const_score_query(make.all_query(), 0.0)
        perhaps = (
            make.boolean_query([(occur.Must, anything), (occur.Should, self._one(term, weight))])
            for term, weight in terms.items()
        )
        return dict(self._ranked(make.boolean_query([(occur.Must, query) for query in (silent, *perhaps)]), len(ids)))

    def _telling(self, terms: dict[Term, float]) -> list[Term]:
        """The terms that stand anywhere, those that add most to a score first."""
        known = {term: count for term in terms if (count := self._known(*term))}
        return sorted(known, key=lambda term: terms[term] * math.log(known[term] / (len(self) + 1)))

    def _split(self, terms: dict[Term, float]) -> tuple[dict[Term, float], dict[Term, float]]:
        """The terms that add most to a score and stand in few passages, and the others; without those in none."""
        left = _POSTINGS
        telling, others = dict[Term, float](), dict[Term, float]()
        for term in self._telling(terms):
            count = self._known(*term)
            chosen = telling if count <= left else others
            left -= count if chosen is telling else 0
            chosen[term] = terms[term]
        return telling, others

    def _ranked(self, query: Query, k: int) -> list[tuple[int, float]]:
        found = self._searcher.search(query, k, count=False).hits  # counting would keep Tantivy from skipping
        ids = self._searcher.fast_field_values("id", [address for _, address in found])
        return [(int(i), float(score)) for i, (score, _) in zip(ids, found, strict=True)]

    def _among(self, passages: list[int]) -> Query:
        return self._tantivy.Query.term_set_query(self._schema, "id", passages)

    def _must(self, query: str) -> list[Query]:
        """What must stand: the query's quoted phrases, pair by pair."""
        plain = not has_diacritics(query)
        return [must for phrase in phrases(query) for must in self._standing(phrase, plain)]

    def _standing(self, phrase: list[str], plain: bool) -> list[Query]:
        """That a quoted phrase stands in the text: all its pairs."""
        make = self._tantivy.Query
        if len(phrase) == 1:
            field, word = ("folded", fold(phrase[0])) if plain else ("exact", phrase[0])
            return [make.term_query(self._schema, field, word)]
        pairs = with_pairs(phrase)[len(phrase) :]
        if not plain:
            return [make.term_query(self._schema, "exact", pair) for pair in pairs]
        # Pairs are kept with diacritics only.
        return [
            make.const_score_query(make.regex_query(self._schema, "exact", with_any_diacritics(pair)), 0.0)
            for pair in pairs
        ]

    def _any(self, terms: dict[Term, float], must: Iterable[Query] = ()) -> Query:
        """Any of the terms, and all of `must`."""
        occur = self._tantivy.Occur
        clauses: list[tuple[Occur, Query]] = [(occur.Should, self._one(*term)) for term in terms.items()]
        return self._tantivy.Query.boolean_query([*clauses, *((occur.Must, query) for query in must)])

    def _one(self, term: Term, weight: float) -> Query:
        make = self._tantivy.Query
        return make.boost_query(make.term_query(self._schema, *term), weight)


class Change:
    """What is added to an index and dropped from it; kept whole or not at all."""

    def __init__(self, index: TantivyIndex, writer: IndexWriter, removed: Iterable[int]) -> None:
        self._index, self._writer = index, writer
        self._largest = index._largest()
        try:
            for ids in _parts(removed):
                writer.delete_documents_by_query(index._among(ids))
        except BaseException:
            self.undo()
            raise

    def add(self, passage: int, title: Terms, text: Terms) -> None:
        # Ids grow: mostly it cannot be here already.
        if passage <= self._largest:
            self._writer.delete_documents_by_query(self._index._among([passage]))
        self._writer.add_document(self._index._document(passage, title, text))

    def keep(self) -> None:
        self._writer.commit()
        self._end()
        self._index._renew()

    def undo(self) -> None:
        self._writer.rollback()
        self._end()

    def _end(self) -> None:
        self._writer.wait_merging_threads()  # and gives back the lock, whoever still knows the writer


@lru_cache(maxsize=8)  # both word indexes are asked the same
def _wanted(query: str, likely: str | None) -> dict[Term, float]:
    """The words and pairs of a query with their weights, in each field; not to be changed. Empty for one without words.

    A query without diacritics is looked for among the words without, and as it is `likely` meant.
    """
    sequence = words(query)[:_MOST_TERMS]
    if has_diacritics(query):
        return _in_fields("exact", "title", weighted(sequence, sequence), 1.0)
    meant = words(likely or query)[:_MOST_TERMS]
    if len(meant) != len(sequence):
        meant, likely = sequence, None  # other words than those that were typed
    share = _RESTORED_WEIGHT if likely else 0.0
    folded = weighted([fold(w) for w in sequence], meant, pairs=False)
    terms = _in_fields("folded", "title_folded", folded, 1 - share)
    if likely:
        # Pairs are kept with diacritics only: theirs is the weight of both.
        restored = weighted(meant, meant)
        terms |= _in_fields("exact", "title", {t: w / share if "_" in t else w for t, w in restored.items()}, share)
    return terms


def _in_fields(field: str, title: str, weights: dict[str, float], share: float) -> dict[Term, float]:
    """Terms in a field and in that of the title."""
    return {
        (where, term): share * weight * factor
        for term, weight in weights.items()
        for where, factor in ((field, 1.0), (title, _TITLE_WEIGHT))
    }


def _those_among(ranked: list[tuple[int, float]], allowed: npt.NDArray[np.int64]) -> list[tuple[int, float]]:
    """Those whose ids are allowed, which are ascending."""
    ids = np.array([passage for passage, _ in ranked], np.int64)
    places = np.minimum(np.searchsorted(allowed, ids), len(allowed) - 1)
    return [hit for hit, keep in zip(ranked, allowed[places] == ids, strict=True) if keep]


def _parts(items: Iterable[T]) -> Iterator[list[T]]:
    stream = iter(items)
    while part := list(islice(stream, _PART)):
        yield part


# All passages of an article share its title.
indexed_title = lru_cache(maxsize=16)(indexed)
