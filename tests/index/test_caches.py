"""Two that have one library open, each with its indexes in memory, and a third that opens it now and then."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

import pytest

from index import Library, vector_files
from index.checksums import read_manifest, write_checked
from index.dense import FaissIndex
from news import Article, article_from_text
from tests.index.fakes import HashEmbedder


def made(number: int) -> Article:
    return article_from_text(f"Phiên họp số {number} bàn về việc thứ {number * 7}. Ông Lịch chủ trì phiên {number}.")


def found(library: Library) -> list[list[tuple[int, float]]]:
    """What the words and the vectors say, passage by passage."""
    queries = ("phiên họp số 3", "việc thứ 49", "Ông Lịch chủ trì phiên 12")
    return [
        [(hit.passage_id, round(hit.score, 5)) for hit in search(query, 50)]
        for query in queries
        for search in (library.dense_search, library.search)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_all_see_the_same_whoever_changes_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Vectors are saved seldom here, so that each has other rows in memory than the file."""
    monkeypatch.setattr("index.caches._SAVED_BELOW", 0)
    monkeypatch.setattr("index.caches._SAVED_SHARE", 0.3)
    monkeypatch.setattr("index.caches._UNSAVED", 5)
    monkeypatch.setattr("index.store._VECTORS_FETCHED", 4)
    # Rows that are gone are left out early, too.
    monkeypatch.setattr(FaissIndex, "is_wasteful", property(lambda index: index.rows - len(index) > 12))
    rng = random.Random(seed)
    one, other = (Library.open(tmp_path, HashEmbedder()) for _ in range(2))
    there: list[str] = []
    for number in range(40):
        changing = rng.choice((one, other))
        if there and rng.random() < 0.4:
            changing.remove([there.pop(rng.randrange(len(there)))])
        else:
            there.append(changing.add(made(number)).article_id)
        if rng.random() < 0.1:
            rng.choice((one, other)).repair()
        if rng.random() < 0.5:
            with Library.open(tmp_path, HashEmbedder(), read_only=rng.random() < 0.5) as fresh:
                assert found(one) == found(other) == found(fresh)
    for library in (one, other):
        assert not library.check().problems
        assert {row.id for row in library.articles()} == set(there)
        library.close()


def test_word_indexes_of_another_version_are_made_anew_and_it_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Library.open(tmp_path, HashEmbedder()) as library:
        list(library.add_many(map(made, range(5))))
        before = found(library)
    marks = [tmp_path / "words" / name / "mark.json" for name in ("passages", "articles")]
    for mark in marks:
        facts = read_manifest(mark) or {}
        del facts["version"]
        write_checked(mark, facts)
    older = [mark.read_bytes() for mark in marks]
    for read_only, said in ((True, "is made for this run"), (False, "is made anew")):
        caplog.clear()
        with Library.open(tmp_path, HashEmbedder(), read_only=read_only) as library:
            assert found(library) == before
            assert not library.check().problems
        assert [record.message.count(said) for record in caplog.records] == [1, 1]
        assert ([mark.read_bytes() for mark in marks] == older) == read_only
    assert all((read_manifest(mark) or {}).get("version") for mark in marks)


def test_codes_of_another_version_are_made_anew_where_they_can_be_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.caches.FaissIndex", partial(FaissIndex, exact=30))
    monkeypatch.setattr("index.vector_files.load", partial(vector_files.load, exact=30))
    with Library.open(tmp_path, HashEmbedder()) as library:
        list(library.add_many(map(made, range(40))))
        before = found(library)
    assert list((tmp_path / "vectors").glob("codes-*"))
    mark = tmp_path / "vectors" / "mark.json"
    facts = read_manifest(mark) or {}
    del facts["version"]
    write_checked(mark, facts)
    older = mark.read_bytes()
    for read_only in (True, False, False):
        with Library.open(tmp_path, HashEmbedder(), read_only=read_only) as library:
            assert found(library) == before
            assert not library.check().problems
        assert (mark.read_bytes() == older) == read_only
    assert [record.message.count("vector index") for record in caplog.records] == [1]


def test_vectors_are_saved_when_a_share_of_them_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.caches._SAVED_BELOW", 10)
    monkeypatch.setattr("index.caches._SAVED_SHARE", 0.1)
    manifest = tmp_path / "vectors" / "mark.json"
    with Library.open(tmp_path, HashEmbedder()) as library:
        list(library.add_many(made(number) for number in range(40)))
        library.catch_up()
        first = manifest.read_bytes()
        library.add(made(100))
        library.catch_up()
        assert manifest.read_bytes() == first
        list(library.add_many(made(number) for number in range(101, 106)))
        library.catch_up()
        assert manifest.read_bytes() != first
        assert len(library.dense_search("phiên họp", 200)) == 46


def test_a_large_change_is_saved_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a stop leaves behind is gone on with."""
    monkeypatch.setattr("index.caches._UNSAVED", 10)
    monkeypatch.setattr("index.store._VECTORS_FETCHED", 8)
    apply, calls = FaissIndex.apply, 0

    def stopped(self, *args):  # type: ignore[no-untyped-def]
        nonlocal calls
        calls += 1
        if calls == 4:
            raise KeyboardInterrupt
        return apply(self, *args)

    with Library.open(tmp_path, HashEmbedder()) as library:
        list(library.add_many(made(number) for number in range(60)))
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(FaissIndex, "apply", stopped)
            library.catch_up()
    with Library.open(tmp_path, HashEmbedder()) as library:
        taken: list[int] = []
        with monkeypatch.context() as patched:
            patched.setattr(
                FaissIndex, "apply", lambda self, ids, *args: taken.append(len(ids)) or apply(self, ids, *args)
            )
            library.catch_up()
        assert 0 < sum(taken) < 60
        assert not library.check().problems
