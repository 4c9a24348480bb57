"""Adding in several processes: the same archive as in one, and nothing lost when one dies."""

from __future__ import annotations

import dataclasses
import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index import AddStatus, Library, StaticEmbedder
from index.alongside import Alongside
from index.checksums import read_manifest
from index.prepare import prepare
from models import load_profile
from news import Article, InputError, article_from_text
from tests.index.fakes import HashEmbedder

ROOT = Path(__file__).parents[2]
_TABLES = {
    "articles": "rowid, id, title, url, text, sentences, raw, offsets, story",
    "passages": 'id, article, start, "end", vector',
    "bands": "band, article",
    "names": "kind, folded, exact, article",
}


def meeting(number: int) -> Article:
    text = (
        f"Ngày {1 + number % 28}-6, Sở Y tế tỉnh Lạc Đông tổ chức hội nghị giao ban lần thứ {number} tại Lạc Giang.\n"
        f"Ông Trần Văn Bình, giám đốc sở, cho biết đã tiêm {1000 + number * 37} liều vắc xin trong tháng, đạt "
        f"{number * 13 % 100}% kế hoạch của {number * 7 % 50} xã.\nCác bệnh viện báo cáo trước ngày 30-6."
    )
    # The tenth is a correction of the first, and so on.
    return article_from_text(text, title=f"Giao ban {number}", url=f"https://bao.example/{number % 9}")


def kept(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that the tables hold."""
    with closing(sqlite3.connect(folder / "library.sqlite")) as db:
        return {
            table: sorted(db.execute(f"SELECT {columns} FROM {table}").fetchall()) for table, columns in _TABLES.items()
        }


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few articles are many."""
    monkeypatch.setattr("index.library._BATCH", 4)
    monkeypatch.setattr("index.library._LARGE_BATCH", 4)
    monkeypatch.setattr("index.library._ALONE", 2)


def test_each_of_a_batch_has_its_own_result(tmp_path: Path) -> None:
    first, other = meeting(3), meeting(12)
    with Library.open(tmp_path, HashEmbedder()) as library:
        results = list(library.add_many([first, first, other, first]))
    statuses = [AddStatus.ADDED, AddStatus.UNCHANGED, AddStatus.REPLACED, AddStatus.REPLACED]
    assert [result.status for result in results] == statuses
    assert [result.replaced_id for result in results] == [None, None, first.id, other.id]


@pytest.mark.usefixtures("many")
def test_several_processes_make_the_archive_that_one_makes(tmp_path: Path, samples: list[Article]) -> None:
    embedder = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
    articles = [*samples, *map(meeting, range(20)), *samples[:5], meeting(3)]
    queries = ("hội nghị giao ban lần thứ 7", "ong binh noi gi", "“cầu Kim Giang 2”", "tiêm bao nhiêu liều vắc xin")
    results, hits = [], []
    for processes in (1, 2):
        with Library.open(tmp_path / str(processes), embedder) as library:
            results.append(list(library.add_many(articles, processes=processes)))
            hits.append([library.search(query) for query in queries])
            assert not library.check().problems
    assert results[0] == results[1]
    assert {result.status for result in results[0]} == set(AddStatus)
    assert all(hits[0])
    assert hits[0] == hits[1]
    assert kept(tmp_path / "1") == kept(tmp_path / "2")
    assert not multiprocessing.active_children()


def test_what_gave_way_after_it_was_looked_up_is_prepared_all_the_same(tmp_path: Path) -> None:
    with Library.open(tmp_path, HashEmbedder()) as library:
        library.add(meeting(0))
        sent = prepare([meeting(5)], HashEmbedder())
        assert library._with_late([meeting(0), meeting(5)], sent) == sent
        library.add(meeting(9))  # of the same url
        late = library._with_late([meeting(0), meeting(5)], sent)
        assert [one.article for one in late] == [meeting(0), meeting(5)]


@pytest.mark.usefixtures("many")
def test_what_is_added_is_indexed_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.alongside.STEP", 100)
    monkeypatch.setattr("index.alongside.BEGIN", 20)
    with Library.open(tmp_path, HashEmbedder()) as library:
        indexed = []
        articles = (dataclasses.replace(meeting(number), url=None) for number in range(400))
        for _ in library.add_many(articles, processes=2):
            manifest = read_manifest(tmp_path / "words" / "articles" / "mark.json")
            indexed.append(manifest["count"] if manifest else 0)
            time.sleep(0.005)
        assert indexed == sorted(indexed)
        assert len(set(indexed)) > 2
        assert not library.check().problems


@pytest.mark.usefixtures("many")
def test_indexing_meanwhile_ends_with_the_adding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.alongside.BEGIN", 1)
    with Library.open(tmp_path, HashEmbedder()) as library:
        results = library.add_many(map(meeting, range(200)), processes=2)
        there = [next(results).article_id for _ in range(60)]
        results.close()  # as Ctrl-C does
        assert not multiprocessing.active_children()
        assert library.search("hội nghị giao ban", 3)
        assert not library.check().problems
        assert len(there) == 60


@pytest.mark.usefixtures("many")
def test_an_indexing_process_that_dies_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.alongside.BEGIN", 1)
    monkeypatch.setattr("index.alongside.STEP", 30)
    begun: list[Alongside] = []
    begin = Alongside.begin
    monkeypatch.setattr(Alongside, "begin", lambda self: begun.append(self) or begin(self))
    manifest = tmp_path / "words" / "passages" / "mark.json"
    with Library.open(tmp_path, HashEmbedder()) as library:
        killed = 0
        for _ in library.add_many((dataclasses.replace(meeting(n), url=None) for n in range(300)), processes=2):
            if not killed and manifest.exists():
                (process,) = (one._process for one in begun)
                assert process
                process.kill()
                killed += 1
            time.sleep(0.005)
        assert killed
        assert not library.check().problems
        assert library.lexical_search('"hội nghị giao ban lần thứ 299"', 3)
    with Library.open(tmp_path, HashEmbedder()) as library:
        assert not library.check().problems


class _Deadly(HashEmbedder):
    """Kills processes that are not the first one."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if multiprocessing.parent_process() is not None and any("thứ 14" in text for text in texts):
            os._exit(9)
        return super().embed(texts)


@pytest.mark.usefixtures("many")
def test_a_process_that_dies_is_one_sentence_and_what_was_added_stays(tmp_path: Path, samples: list[Article]) -> None:
    articles = [*samples[:8], *map(meeting, range(9, 18))]
    added: list[str] = []
    with Library.open(tmp_path, _Deadly()) as library:
        with pytest.raises(InputError, match="was killed") as caught:
            for result in library.add_many(articles, processes=2):
                added.append(result.article_id)
        assert "\n" not in caught.value.en
        assert not multiprocessing.active_children()
        assert added == [article.id for article in articles[: len(added)]]
        assert len(added) >= 8
        assert library._store.known(added) == set(added)
        # Run again with one process, it goes on.
        list(library.add_many(articles))
        assert not library.check().problems


@pytest.mark.usefixtures("many")
def test_whoever_stops_reading_the_results_ends_the_processes(tmp_path: Path) -> None:
    with Library.open(tmp_path, HashEmbedder()) as library:
        results = library.add_many(map(meeting, range(200)), processes=2)
        given = [next(results).article_id for _ in range(20)]
        assert multiprocessing.active_children()
        results.close()
        assert not multiprocessing.active_children()
        assert library._store.known(given[-4:]) == set(given[-4:])


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_command_keeps_what_it_said_and_goes_on(tmp_path: Path, wish: signal.Signals) -> None:
    """Its processes end with it."""
    dump, folder = tmp_path / "dump.jsonl", tmp_path / "library"
    count = 1500
    with dump.open("w", encoding="utf-8") as out:
        for number in range(count):
            out.write(json.dumps({"text": meeting(number).text}, ensure_ascii=False) + "\n")
    command = [sys.executable, "-m", "tinhop", "add", "--json", "--library", str(folder), str(dump)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )
    assert process.stdout
    said = [json.loads(process.stdout.readline())["id"] for _ in range(600)]
    workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.killpg(process.pid, wish) if wish is signal.SIGINT else process.kill()
    rest, errors = process.communicate(timeout=120)
    assert process.returncode == (1 if wish is signal.SIGINT else -9)
    assert "Traceback" not in errors
    said += [json.loads(line)["id"] for line in rest.splitlines() if line.endswith("}")]
    deadline = time.monotonic() + 60
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline, "processes outlived the command that started them"
        time.sleep(0.05)
    embedder = StaticEmbedder.load(load_profile("embedded").embedder.local_path())
    with Library.open(folder, embedder) as library:
        assert library._store.known(said) == set(said)
        assert library.count() < count
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert again.stdout.count('"unchanged"') >= len(said)
    with Library.open(folder, embedder, create=False) as library:
        assert library.count() == count
        assert not library.check().problems
