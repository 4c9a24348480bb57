"""The dense index: codes find what a look at all finds, and its files grow by appending."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index import vector_files
from index.dense import FaissIndex

DIMENSION = 32
NOTHING = np.zeros(0, np.int64), np.zeros((0, DIMENSION), np.float32)


def vectors(count: int, seed: int = 0) -> npt.NDArray[np.float32]:
    """Unit vectors that half precision holds exactly as the index sees them."""
    made = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made.astype(np.float16).astype(np.float32)


def grown(count: int, *, exact: int = 500, parts: int = 4) -> tuple[FaissIndex, npt.NDArray[np.float32]]:
    """An index of vectors under ids from 10 on, added in parts."""
    known = vectors(count)
    index = FaissIndex(DIMENSION, exact=exact)
    for rows in np.array_split(np.arange(count), parts):
        index.apply(rows + 10, known[rows], [])
    return index, known


def nearest(
    known: npt.NDArray[np.float32], query: npt.NDArray[np.float32], among: npt.NDArray[np.int64], k: int
) -> list[int]:
    order = np.argsort(-(known[among] @ query), kind="stable")[:k]
    return [int(i) + 10 for i in among[order]]


@pytest.mark.parametrize("exact", [500, 10_000])
def test_what_is_nearest_is_found(exact: int) -> None:
    index, known = grown(4000, exact=exact)
    everything = np.arange(4000)
    few, many = everything[::400], everything[::3]
    hits = {"all": 0, "few": 0, "many": 0}
    for query in vectors(20, seed=1):
        for name, among in (("all", everything), ("few", few), ("many", many)):
            allowed = None if name == "all" else among + 10
            found = [i for i, _ in index.search(query, 10, allowed)]
            assert set(found) <= set((among + 10).tolist())
            hits[name] += len(set(found) & set(nearest(known, query, among, 10)))
    assert hits["few"] == 200
    assert min(hits.values()) >= (200 if exact > 4000 else 196)


def test_codes_keep_the_dimensions_in_which_vectors_differ() -> None:
    """Half of the dimensions say next to nothing; what is nearest is found among few that are compared."""
    known = vectors(4000) * np.repeat([1, 0.05], DIMENSION // 2).astype(np.float32)
    index = FaissIndex(DIMENSION, exact=500)
    index.apply(np.arange(4000) + 10, known, [])
    assert index.codes.ntotal == 4000
    assert index.codes.sa_code_size() == DIMENSION * 3 // 4 // 4
    hits = 0
    for query in vectors(20, seed=1):
        by_codes = set((index._nearest_codes(query, 250) + 10).tolist())
        hits += len(by_codes & set(nearest(known, query, np.arange(4000), 10)))
    assert hits >= 198


def test_scores_are_inner_products_and_fall() -> None:
    index, known = grown(4000)
    query = vectors(1, seed=2)[0]
    found = index.search(query, 20)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    for passage, score in found:
        assert score == pytest.approx(float(known[passage - 10] @ query), abs=1e-5)


@pytest.mark.parametrize("exact", [500, 10_000])
def test_removed_and_replaced_rows_are_passed_over(exact: int) -> None:
    index, known = grown(2000, exact=exact)
    query = vectors(1, seed=3)[0]
    first, second = [i for i, _ in index.search(query, 2)]
    index.apply(*NOTHING, [first])
    assert index.search(query, 1)[0][0] == second
    assert len(index) == 1999
    index.apply(np.array([second]), -known[second - 10][None], [])
    assert second not in [i for i, _ in index.search(query, 20)]
    assert (len(index), index.rows) == (1999, 2001)
    assert not index.is_wasteful
    index.apply(*NOTHING, range(10, 1500))
    assert index.is_wasteful


@pytest.mark.parametrize("exact", [500, 10_000])
def test_files_hold_the_same_and_grow_by_appending(tmp_path: Path, exact: int) -> None:
    folder = tmp_path / "vectors"
    index, _ = grown(2000, exact=exact)
    index.apply(*NOTHING, [17, 400])
    queries = vectors(5, seed=4)
    token = vector_files.save(index, folder, (2009, 2), "f")
    written = (folder / "vectors.f16").stat()
    loaded = vector_files.load(folder, DIMENSION, "f", exact)
    assert loaded is not None
    assert (loaded.mark, loaded.token, len(loaded.index)) == ((2009, 2), token, 1998)
    for query in queries:
        assert loaded.index.search(query, 10) == index.search(query, 10)
    more = vectors(100, seed=5)
    for one in (index, loaded.index):
        one.apply(np.arange(5000, 5100), more, [12])
    assert vector_files.save(loaded.index, folder, (5099, 3), "f") != token
    grown_file = (folder / "vectors.f16").stat()
    assert (grown_file.st_ino, grown_file.st_size) == (written.st_ino, written.st_size + 100 * DIMENSION * 2)
    assert loaded.index.unsaved == 0
    again = vector_files.load(folder, DIMENSION, "f", exact)
    assert again is not None
    for query in queries:
        assert again.index.search(query, 10) == loaded.index.search(query, 10) == index.search(query, 10)
    assert len(list(folder.glob("codes-*"))) == (exact < 2000)
    assert vector_files.load(folder, DIMENSION, "other", exact) is None
    assert vector_files.load(folder, DIMENSION * 2, "f", exact) is None


def test_rows_that_a_crash_left_behind_do_not_count(tmp_path: Path) -> None:
    index, _ = grown(300)
    vector_files.save(index, tmp_path / "v", (309, 0), "f")
    for name in ("vectors.f16", "ids.i64"):
        with (tmp_path / "v" / name).open("ab") as out:
            out.write(b"half a row")
    loaded = vector_files.load(tmp_path / "v", DIMENSION, "f")
    assert loaded is not None
    assert len(loaded.index) == 300
    loaded.index.apply(np.array([900]), vectors(1, seed=6), [])
    vector_files.save(loaded.index, tmp_path / "v", (900, 0), "f")
    again = vector_files.load(tmp_path / "v", DIMENSION, "f")
    assert again is not None
    assert again.index.search(vectors(1, seed=6)[0], 1)[0][0] == 900


@pytest.mark.parametrize("name", ["mark.json", "vectors.f16", "ids.i64", "codes-2000.faiss"])
def test_damage_is_found(tmp_path: Path, name: str) -> None:
    index, _ = grown(2000)
    vector_files.save(index, tmp_path, (2009, 0), "f")
    path = tmp_path / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert vector_files.load(tmp_path, DIMENSION, "f", 500) is None


def test_a_large_file_is_trusted_until_it_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a thorough look finds a bit that turned on the disk."""
    import os

    monkeypatch.setattr("index.vector_files.LARGE", 1000)
    index, _ = grown(300)
    vector_files.save(index, tmp_path, (309, 0), "f")
    path = tmp_path / "vectors.f16"
    touched = path.stat().st_mtime_ns
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    assert vector_files.damaged(tmp_path)
    os.utime(path, ns=(touched, touched))
    assert not vector_files.damaged(tmp_path)
    assert vector_files.damaged(tmp_path, thorough=True)
