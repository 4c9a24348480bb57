"""The word index: how a large one is searched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.lexical import TantivyIndex
from index.passages import cut
from news import Article

QUERIES = (
    "hội nghị giao ban của Sở Y tế tỉnh Lạc Đông",
    "Ai chủ trì phiên họp về cầu Kim Giang 2?",
    "ai chu tri phien hop ve cau kim giang 2",
    "giải ngân vốn đầu tư công đạt bao nhiêu phần trăm",
    "và của các",  # common words only
    "Kim Giang",  # rare words only
    "“giải ngân” vốn đầu tư công trong năm",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, samples: list[Article]) -> TantivyIndex:
    """Passages of the samples and of parts of them, so that words have all kinds of frequencies."""
    made = TantivyIndex(tmp_path_factory.mktemp("words"))
    spans = [(a.title or "", a.text[start:end]) for a in samples for start, end in cut(a)]
    parts = [(title, text[: len(text) * share // 4]) for title, text in spans for share in (2, 3, 4)]
    made.apply(((number, *part) for number, part in enumerate(parts)), [])
    assert len(made) > 150
    return made


@pytest.mark.parametrize("query", QUERIES)
def test_the_most_telling_terms_first_gives_the_scores_of_all_terms(
    index: TantivyIndex, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    likely = "ai chủ trì phiên họp về cầu kim giang 2" if query.startswith("ai chu") else None
    everything = dict(index.search(query, len(index), likely=likely))
    monkeypatch.setattr("index.lexical._POSTINGS", 2 * len(index))
    for k in (1, 5, 20, len(index)):
        found = index.search(query, k, likely=likely)
        best = sorted(everything.values(), reverse=True)[:k]
        assert len(found) == len(best)
        assert [score for _, score in found] == pytest.approx([everything[i] for i, _ in found], rel=1e-5)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        # The best is the best; behind it few are missed.
        assert found[0][1] == pytest.approx(best[0], rel=1e-5)
        assert sum(score for _, score in found) > 0.97 * sum(best)


def test_the_other_terms_are_looked_up_among_the_candidates_only(
    index: TantivyIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []
    ranked = TantivyIndex._ranked
    monkeypatch.setattr("index.lexical._POSTINGS", len(index) // 2)
    monkeypatch.setattr(
        TantivyIndex, "_ranked", lambda self, query, k: asked.append((len(found := ranked(self, query, k)), k)) or found
    )
    index.search("hội nghị của tỉnh về cầu Kim Giang 2", 2)
    assert len(asked) > 1
    assert set(asked) == {(6, 6)}


@pytest.mark.parametrize("share", [2, 5])
def test_a_filter_keeps_the_scores(index: TantivyIndex, share: int, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "hội nghị của tỉnh về cầu Kim Giang 2"
    allowed = index.ids()[::share]
    everything = dict(index.search(query, len(index)))
    monkeypatch.setattr("index.lexical._POSTINGS", 2 * len(index))
    found = index.search(query, 5, allowed)
    assert len(found) == 5
    assert {passage for passage, _ in found} <= set(allowed.tolist())
    assert [score for _, score in found] == pytest.approx([everything[i] for i, _ in found], rel=1e-5)
    assert found[0][1] == pytest.approx(max(everything[i] for i in allowed.tolist() if i in everything), rel=1e-5)


def test_a_quoted_phrase_without_diacritics_must_stand_in_the_text(tmp_path: Path) -> None:
    texts = ["Giải ngân vốn chậm.", "Ngân sách, giải thưởng và vốn.", "Giai ngàn vợn", "Vốn giải ngân"]
    made = TantivyIndex(tmp_path)
    made.apply(((number, "", text) for number, text in enumerate(texts)), [])
    assert {passage for passage, _ in made.search('"giai ngan von"', 9)} == {0, 2}
    assert {passage for passage, _ in made.search('"giai ngan"', 9)} == {0, 2, 3}
    assert {passage for passage, _ in made.search("“giải ngân”", 9)} == {0, 3}


def test_writing_that_fails_leaves_what_was_there_and_the_index_writable(tmp_path: Path) -> None:
    made = TantivyIndex(tmp_path)
    made.apply([(1, "", "Họp giao ban")], [])

    def broken() -> Iterator[tuple[int, str, str]]:
        yield 2, "", "Họp báo"
        raise RuntimeError

    with pytest.raises(RuntimeError) as kept:  # holds the frames, and so the writer
        made.apply(broken(), [1])
    assert made.ids().tolist() == [1]
    made.apply([(3, "", "Họp kín")], [])
    assert made.ids().tolist() == [1, 3]
    assert kept.traceback
