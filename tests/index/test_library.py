"""The library: finds what is there, loses nothing, and says clearly what is wrong."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import AddStatus, Filter, Library
from index.passages import cut
from news import Article, InputError, article_from_text
from news.vietnamese import fold, syllables


class HashEmbedder:
    """Counts syllables in buckets: enough to tell texts apart, and quick."""

    dimension = 256

    def __init__(self, fingerprint: str = "hash") -> None:
        self.fingerprint = fingerprint

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        out = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in syllables(text):
                out[row, zlib.crc32(word.encode()) % self.dimension] += 1
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        return out / np.where(norms > 0, norms, 1)


@pytest.fixture
def library(tmp_path: Path, samples: list[Article]) -> Iterator[Library]:
    with Library.open(tmp_path / "lib", HashEmbedder()) as made:
        list(made.add_many(samples))
        yield made


def titles(library: Library, query: str, filter: Filter | None = None) -> list[str | None]:
    return [hit.title for hit in library.search(query, 5, filter)]


def test_every_hit_quotes_its_passage_exactly(library: Library) -> None:
    for query in ("cầu Kim Giang 2", "giai ngan", "“hồ chứa nước Suối Đòi”", "18-NQ/TW", "lúa hè thu"):
        hits = library.search(query, 8)
        assert hits
        for hit in hits:
            assert library.get(hit.article_id).text[hit.span.start : hit.span.end] == hit.span.quote == hit.text
        assert len({hit.passage_id for hit in hits}) == len(hits)


def test_words_as_people_type_them(library: Library) -> None:
    for query in ("112-KH/TU", "Kế hoạch số 112-KH/TU", "18-NQ/TW"):
        assert "112-KH/TU" in library.lexical_search(query, 1)[0].text
    for query in ("gốm Cổ Lãm", "gom co lam", "làng gốm cổ lãm"):
        assert "gốm Cổ Lãm" in str(titles(library, query)[0])
    assert titles(library, "toạ đàm Cổ Lãm")[0] == titles(library, "tọa đàm Cổ Lãm")[0]
    quoted = library.search('"chợ đêm ven hồ Pá Chiêm"', 5)
    assert quoted
    assert "chợ đêm ven hồ Pá Chiêm" in quoted[0].text


def test_diacritics_are_kept(tmp_path: Path) -> None:
    with Library.open(tmp_path, HashEmbedder()) as library:
        for text in ("Miền nam có nắng ấm quanh vùng.", "Một năm có mười hai tháng tròn."):
            library.add(article_from_text(text))
        assert "nam" in library.lexical_search("miền nam", 1)[0].text
        assert "năm" in library.lexical_search("năm tháng", 1)[0].text
        assert not library.lexical_search("nám", 1)
        assert len(library.lexical_search("nam", 5)) == 2


def test_filters_work_inside_the_search(library: Library) -> None:
    june = Filter(dt.date(2024, 6, 1), dt.date(2024, 6, 30))
    hits = library.search("giải ngân vốn đầu tư công", 5, june)
    assert hits
    assert all(library.get(h.article_id).published.month == 6 for h in hits)  # type: ignore[union-attr]
    assert all(
        library.get(h.article_id).source == "Báo Vân Sơn"
        for h in library.search("hội nghị", 9, Filter(source="Báo Vân Sơn"))
    )
    assert library.search("hội nghị", 5, Filter(dt.date(1999, 1, 1), dt.date(1999, 2, 1))) == []


def test_adding_again_changes_nothing(library: Library, samples: list[Article]) -> None:
    before = library.counts()
    assert {r.status for r in library.add_many(samples)} == {AddStatus.UNCHANGED}
    assert library.counts() == before


def test_new_content_under_the_same_url_replaces(library: Library) -> None:
    url = "https://baothuongduc.example/giai-ngan-thang-7"
    old = next(a for a in (library.get(r.id) for r in library.articles()) if a.url == url)
    new = article_from_text(
        "Bản tin đã đính chính: tỉnh giải ngân đạt 45,1% kế hoạch vốn lạ kỳ.", title="Đính chính", url=url
    )
    result = library.add(new)
    assert (result.status, result.replaced_id) == (AddStatus.REPLACED, old.id)
    assert titles(library, "đính chính lạ kỳ")[0] == "Đính chính"
    with pytest.raises(InputError, match="no article"):
        library.get(old.id)
    assert not library.check().problems


def test_what_is_removed_is_never_found_again(library: Library) -> None:
    gone = library.search("gốm Cổ Lãm", 1)[0].article_id
    with pytest.raises(InputError, match="no article"):
        library.remove([gone, "ffffffff"])
    assert library.get(gone)
    library.remove([gone[:8]])
    assert gone not in {hit.article_id for hit in library.search("gốm Cổ Lãm", 20)}
    assert not library.check().problems


def test_the_stored_article_is_the_same(library: Library, samples: list[Article]) -> None:
    for article in samples:
        stored = library.get(article.id)
        assert stored.to_dict() == article.to_dict()
        assert stored.raw == article.raw
        assert [stored.offsets.to_raw(s.start) for s in stored.sentences] == [
            article.offsets.to_raw(s.start) for s in article.sentences
        ]


def test_passages_are_whole_sentences(samples: list[Article]) -> None:
    for article in samples:
        spans = cut(article)
        starts, ends = {s.start for s in article.sentences}, {s.end for s in article.sentences}
        assert all(start in starts and end in ends for start, end in spans)
        assert spans == sorted(spans)
        assert spans[0][0] == article.sentences[0].start
        assert spans[-1][1] == article.sentences[-1].end


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_any_query_is_safe(library: Library, query: str) -> None:
    library.search(query, 3)


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "gone"])
def test_a_damaged_cache_is_built_again(tmp_path: Path, samples: list[Article], damage: str) -> None:
    folder = tmp_path / "lib"
    with Library.open(folder, HashEmbedder()) as library:
        list(library.add_many(samples))
        wanted = [h.passage_id for h in library.search("cầu Kim Giang 2", 5)]
    for path in [
        folder / "vectors.faiss",
        *(folder / "words" / kind / name for kind in ("passages", "articles") for name in ("mark.json", "meta.json")),
    ]:
        data = path.read_bytes()
        match damage:
            case "flip":
                middle = len(data) // 2
                path.write_bytes(data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :])
            case "cut":
                path.write_bytes(data[: len(data) // 2])
            case "empty":
                path.write_bytes(b"")
            case _:
                path.unlink()
    with Library.open(folder, HashEmbedder()) as library:
        assert [h.passage_id for h in library.search("cầu Kim Giang 2", 5)] == wanted
        assert not library.check().problems


def test_a_truncated_database_is_refused_and_left_alone(tmp_path: Path, samples: list[Article]) -> None:
    with Library.open(tmp_path, HashEmbedder()) as library:
        list(library.add_many(samples))
    path = tmp_path / "library.sqlite"
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    half = path.read_bytes()[: path.stat().st_size // 2]
    path.write_bytes(half)
    with pytest.raises(InputError, match=r"damaged|problem"), Library.open(tmp_path, HashEmbedder()) as library:
        problems = library.check().problems
        raise InputError(f"problem: {problems}", "") if problems else AssertionError("the damage went unnoticed")
    path.write_bytes(b"this is no database at all, but it has a few bytes" * 40)
    with pytest.raises(InputError, match="damaged"):
        Library.open(tmp_path, HashEmbedder())
    assert path.read_bytes().startswith(b"this is no database")


def test_another_embedder_is_noticed_and_repaired(tmp_path: Path, samples: list[Article]) -> None:
    with Library.open(tmp_path, HashEmbedder()) as library:
        list(library.add_many(samples[:6]))
    with pytest.raises(InputError, match="check --repair"):
        Library.open(tmp_path, HashEmbedder("other"))
    with Library.open(tmp_path, HashEmbedder("other"), any_embedder=True) as library:
        assert library.check().problems
        library.repair()
        assert not library.check().problems
    Library.open(tmp_path, HashEmbedder("other")).close()


def test_no_library_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tinhop add"):
        Library.open(tmp_path / "none", HashEmbedder(), create=False)
    assert not (tmp_path / "none").exists()
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be made"):
        Library.open(tmp_path / "file" / "lib", HashEmbedder())


def test_a_newer_library_is_refused(tmp_path: Path) -> None:
    Library.open(tmp_path, HashEmbedder()).close()
    with sqlite3.connect(tmp_path / "library.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(InputError, match="newer tinhop"):
        Library.open(tmp_path, HashEmbedder())


_ADDER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from tests.index.test_library import HashEmbedder
from index import Library
from news import article_from_text
library = Library.open(Path(sys.argv[1]), HashEmbedder())
start = library.counts()[0]
for i in range(start, start + 400):
    result = library.add(article_from_text(f"Phiên họp số {i} bàn về việc thứ {i * 7} của tỉnh Thường Đức."))
    print(result.article_id, flush=True)
    if i % 5 == 0:
        library.search(f"phiên họp số {i}", 2)
"""


def test_kill_9_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """Killed at random moments, adding and searching; what was printed must be there."""
    root = str(Path(__file__).parents[2])
    acknowledged: list[str] = []
    rng = random.Random(3)
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", _ADDER, str(tmp_path / "lib"), root], stdout=subprocess.PIPE, text=True, cwd=root
        )
        assert process.stdout is not None
        first = process.stdout.readline().strip()
        time.sleep(rng.uniform(0.0, 0.6))
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read().split("\n")
        process.wait()
        acknowledged += [first, *(line for line in rest if len(line) == 16)]
    assert len(acknowledged) > 20
    with Library.open(tmp_path / "lib", HashEmbedder()) as library:
        assert not library.check().problems
        for article_id in acknowledged:
            article = library.get(article_id)
            name = article.text.split(" bàn")[0]  # "Phiên họp số 12"
            assert article.id in {hit.article_id for hit in library.lexical_search(f'"{name}"', 3)}


def test_two_writers_take_turns(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    script = _ADDER.replace("range(start, start + 400)", "range(int(sys.argv[3]), int(sys.argv[3]) + 25)")
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "lib"), root, str(start)], stdout=subprocess.PIPE, cwd=root
        )
        for start in (0, 1000)
    ]
    assert [p.wait(120) for p in processes] == [0, 0]
    with Library.open(tmp_path / "lib", HashEmbedder()) as library:
        assert library.counts()[0] == 50
        assert not library.check().problems


def test_accentless_queries_find_the_same(library: Library) -> None:
    for query in ("hạn mặn vụ hè thu ở Giồng Sậy", "đấu giá đất Đông Lĩnh", "dịch truyền cao phân tử"):
        assert library.lexical_search(fold(query), 1)[0].passage_id == library.lexical_search(query, 1)[0].passage_id
