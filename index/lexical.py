"""BM25 over syllables and syllable pairs, by Tantivy.

A cache: everything here can be made again from the store. Tantivy commits atomically, and every passage is deleted
before it is added, so taking in the same change twice after a crash does no harm.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.analysis import phrases, terms, weighted, with_pairs, words
from news.vietnamese import fold, has_diacritics

if TYPE_CHECKING:
    from tantivy import Index, Occur, Query

_HEAP = 64_000_000
_TITLE_WEIGHT = 0.6
# Of a query without diacritics: of the words with diacritics put back on, which are wrong now and then.
_RESTORED_WEIGHT = 0.5
_MOST_TERMS = 120


class TantivyIndex:
    """Words of passages in a folder on disk.

    Fields: `exact` and `folded` hold a passage's words with and without diacritics, `title` and `title_folded` those
    of its article's title.

    Args:
        folder: made where it is absent.

    Raises:
        ValueError: what lies in the folder is no index of this kind; `wipe` and open again.
    """

    CHANGING_FILES = frozenset({"meta.json", ".managed.json"})
    """Files that are written anew under the same name; all others stay as they are once written."""

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
        self._index.reload()

    @staticmethod
    def wipe(folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)

    def apply(self, added: Iterable[tuple[int, str, str]], removed: Iterable[int]) -> None:
        writer = self._index.writer(_HEAP, 1)
        for passage in removed:
            writer.delete_documents_by_query(self._id(passage))
        for passage, title, text in added:
            writer.delete_documents_by_query(self._id(passage))
            document = self._tantivy.Document()
            document.add_unsigned("id", passage)
            for suffix, exact, folded in (("", *terms(text)), ("title", *terms(title))):
                document.add_text(suffix or "exact", " ".join(exact))
                document.add_text(f"{suffix}_folded".lstrip("_"), " ".join(folded))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def frequency(self, term: str) -> int:
        return int(self._index.searcher().doc_freq("exact", term))

    def search(
        self, query: str, k: int, allowed: npt.NDArray[np.int64] | None = None, likely: str | None = None
    ) -> list[tuple[int, float]]:
        if allowed is not None and not len(allowed):
            return []
        built = self._query(query, likely)
        if built is None:
            return []
        occur = self._tantivy.Occur
        if allowed is not None:
            ids = self._tantivy.Query.term_set_query(self._schema, "id", allowed.tolist())
            silent = self._tantivy.Query.const_score_query(ids, 0.0)
            built = self._tantivy.Query.boolean_query([(occur.Must, built), (occur.Must, silent)])
        searcher = self._index.searcher()
        return [
            (int(searcher.doc(address)["id"][0]), float(score)) for score, address in searcher.search(built, k).hits
        ]

    def _id(self, passage: int) -> Query:
        return self._tantivy.Query.term_query(self._schema, "id", passage)

    def _query(self, query: str, likely: str | None) -> Query | None:
        """Any of the words and pairs; quoted phrases must stand, pair by pair. None for a query without words.

        A query without diacritics is looked for among the words without, and as it is `likely` meant.
        """
        plain = not has_diacritics(query)
        sequence = words(query)[:_MOST_TERMS]
        if not sequence:
            return None
        if plain:
            meant = words(likely or query)[:_MOST_TERMS]
            if len(meant) != len(sequence):
                meant, likely = sequence, None  # other words than those that were typed
            share = _RESTORED_WEIGHT if likely else 0.0
            clauses = self._terms("folded", "title_folded", weighted([fold(w) for w in sequence], meant), 1 - share)
            if likely:
                clauses += self._terms("exact", "title", weighted(meant, meant), share)
        else:
            clauses = self._terms("exact", "title", weighted(sequence, sequence), 1.0)
        make, occur = self._tantivy.Query, self._tantivy.Occur
        for phrase in phrases(query):
            adapted = [fold(word) if plain else word for word in phrase]
            wanted = adapted if len(adapted) == 1 else with_pairs(adapted)[len(adapted) :]
            field = "folded" if plain else "exact"
            clauses += [(occur.Must, make.term_query(self._schema, field, term)) for term in wanted]
        return make.boolean_query(clauses)

    def _terms(self, field: str, title: str, weights: dict[str, float], share: float) -> list[tuple[Occur, Query]]:
        """A clause for each word and pair in either field."""
        make, should = self._tantivy.Query, self._tantivy.Occur.Should
        clauses = []
        for term, weight in weights.items():
            for where, factor in ((field, share * weight), (title, share * weight * _TITLE_WEIGHT)):
                clauses.append((should, make.boost_query(make.term_query(self._schema, where, term), factor)))
        return clauses
