"""What may happen to a library: killed writers, full disks, closed folders, damage, other embedders."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Library, vector_files
from index.dense import FaissIndex
from index.store import Store
from news import Article, InputError, article_from_text
from tests.index.fakes import HashEmbedder

ROOT = Path(__file__).parents[2]


def made(folder: Path, count: int = 30) -> list[Article]:
    """A library of small articles in a folder, with its caches."""
    articles = [article_from_text(f"Phiên họp số {i} bàn về việc thứ {i * 7}.") for i in range(count)]
    with Library.open(folder, HashEmbedder()) as library:
        list(library.add_many(articles))
        library.search("phiên họp", 3)
    return articles


def answers(library: Library, article: Article) -> bool:
    name = article.text.split(" bàn")[0]  # "Phiên họp số 12"
    return article.id in {hit.article_id for hit in library.search(f'"{name}"', 3)}


def digest(folder: Path) -> dict[str, str]:
    """Every file of a folder by name, with a hash of its content."""
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()
    }


def test_kill_9_at_random_moments(tmp_path: Path) -> None:
    """20 kills; benchmarks/faults.py does 200. In a process of its own, for it forks."""
    command = [sys.executable, "-m", "benchmarks.faults", "--kills", "20", "--library", str(tmp_path / "lib")]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    report = json.loads(run.stdout)
    assert report["faults"] == []
    assert report["kills"] == 20
    assert report["acknowledged"] > 40
    assert len(report["killed_during"]) >= 3


_WRITER = """
import sys
from pathlib import Path
from index import Library
from news import article_from_text
from tests.index.fakes import HashEmbedder
folder, start = Path(sys.argv[1]), int(sys.argv[2])
library = Library.open(folder, HashEmbedder())
for i in range(start, start + 25):
    library.add(article_from_text(f"Phiên họp số {i} bàn về việc thứ {i * 7}."))
    if i % 5 == 0:
        library.search(f"phiên họp số {i}", 2)
"""


def test_two_writers_take_turns_while_a_third_reads(tmp_path: Path) -> None:
    made(tmp_path, 3)
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path), str(start)], cwd=ROOT) for start in (100, 200)
    ]
    with Library.open(tmp_path, HashEmbedder()) as library:
        while any(writer.poll() is None for writer in writers):
            hits = library.search("phiên họp", 5)
            assert hits
            assert all(library.get(hit.article_id) for hit in hits)
            time.sleep(0.05)
        assert [writer.returncode for writer in writers] == [0, 0]
        assert library.counts()[0] == 53
        assert not library.check().problems


def test_a_writer_that_takes_too_long_is_named(tmp_path: Path) -> None:
    (article, *_) = made(tmp_path, 3)
    holder = sqlite3.connect(tmp_path / "library.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    store = Store(tmp_path / "library.sqlite", busy_seconds=0.1)
    with pytest.raises(InputError, match="being written by another program"):
        store.set_meta("a", "b")
    with Library.open(tmp_path, HashEmbedder()) as library:  # reads meanwhile
        assert answers(library, article)
    holder.execute("ROLLBACK")
    holder.close()
    store.set_meta("a", "b")
    store.close()


def test_threads_that_ended_leave_no_file_open(tmp_path: Path) -> None:
    """A server's threads come and go for weeks."""

    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    with closing(Store(tmp_path / "library.sqlite")) as store:
        store.counts()
        before = open_files()
        for _ in range(30):
            thread = threading.Thread(target=store.counts)
            thread.start()
            thread.join()
        assert open_files() <= before + 6
        assert store.counts() == (0, 0)


def test_threads_read_while_one_writes(tmp_path: Path) -> None:
    made(tmp_path, 10)
    wrong: list[BaseException] = []
    with Library.open(tmp_path, HashEmbedder()) as library:
        done = threading.Event()

        def read() -> None:
            try:
                while not done.is_set():
                    assert library.search("phiên họp số 5", 3)
            except BaseException as error:
                wrong.append(error)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for i in range(100, 120):
            library.add(article_from_text(f"Phiên họp số {i} bàn về việc thứ {i * 7}."))
        done.set()
        for reader in readers:
            reader.join()
    assert not wrong


_FULL = """
import resource, sys
from pathlib import Path
from index import Library
from news import InputError, article_from_text
from tests.index.fakes import HashEmbedder
library = Library.open(Path(sys.argv[1]), HashEmbedder())
library.search("phiên họp", 1)
size = (Path(sys.argv[1]) / sys.argv[2]).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, resource.RLIM_INFINITY))
for i in range(1000, 2000):
    try:
        print(library.add(article_from_text(f"Phiên họp số {i} bàn về việc thứ {i * 7}. " + "Nội dung dài. " * 40)).article_id, flush=True)
        library.search(f"phiên họp số {i}", 2)
    except InputError as error:
        print(error.en)
        break
"""


def test_a_full_disk(tmp_path: Path) -> None:
    """Files may not grow beyond a limit, which fails as a full disk does."""
    articles = made(tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", _FULL, str(tmp_path), "library.sqlite"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    *added, said = run.stdout.splitlines()
    assert "full or failing" in said or "cannot be written" in said
    assert said.endswith(".")
    assert run.stderr == ""
    with Library.open(tmp_path, HashEmbedder()) as library:
        assert not library.check().problems
        assert all(answers(library, article) for article in articles)
        assert all(library.get(article_id) for article_id in added)


_CLOSED = """
import os, sys
from pathlib import Path
from index import Library
from news import InputError, article_from_text
from tests.index.fakes import HashEmbedder

def use(folder):
    with Library.open(folder, HashEmbedder()) as library:
        print(len(library.search("phiên họp", 2)), len(library.check().problems))
        library.add(article_from_text("Bài mới của phiên họp."))

for _ in range(2):
    use(Path(sys.argv[2]))  # imports all that is imported late
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    use(Path(sys.argv[1]))
except InputError as error:
    print(error.en)
"""


@pytest.mark.parametrize("what", ["new", "existing", "stale", "bare", "hidden"])
def test_a_folder_that_may_not_be_written(tmp_path: Path, what: str) -> None:
    """It is searched all the same, also where its caches are behind or absent; a change is refused."""
    folder = tmp_path / "lib"
    folder.mkdir()
    if what != "new":
        made(folder)
    if what == "stale":
        with Library.open(folder, HashEmbedder()) as library:
            library.add(article_from_text("Phiên họp số 31 bàn về việc thứ 217."))
    if what == "bare":
        shutil.rmtree(folder / "words")
        shutil.rmtree(folder / "vectors")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    if what == "hidden":
        folder.chmod(0)
    for parent in tmp_path.parents[:2]:
        parent.chmod(0o755)
    tmp_path.chmod(0o755)
    before = digest(folder)
    command = [sys.executable, "-c", _CLOSED, str(folder), str(tmp_path / "open")]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    *said, last = run.stdout.splitlines()[2:]
    assert "rights" in last, run.stdout + run.stderr
    assert said == {"new": [], "existing": ["2 0"], "stale": ["2 0"], "bare": ["2 0"], "hidden": []}[what]
    warned = run.stderr.splitlines()
    assert ["one is made for this run" in line for line in warned] == [True] * (2 if what == "bare" else 0)
    assert digest(folder) == before


_CRASHED = """
import os, sys
from pathlib import Path
from index import Library
from news import article_from_text
from tests.index.fakes import HashEmbedder
library = Library.open(Path(sys.argv[1]), HashEmbedder())
library.add(article_from_text("Phiên họp số 31 bàn về việc thứ 217."))
library.search("phiên họp", 3)
library.add(article_from_text("Phiên họp số 32 bàn về việc thứ 224."))
os.kill(os.getpid(), 9)
"""

_READS = """
import os, sys, tempfile
from pathlib import Path
from index import Library, snapshot
from news import InputError
from tests.index.fakes import HashEmbedder

def use(folder):
    with Library.open(folder, HashEmbedder()) as library:
        found = [len(library.search(f'"Phiên họp số {i}"', 3)) for i in (5, 31, 32)]
        print(library.counts()[0], found, len(library.check().problems))
        return len(list(Path(tempfile.gettempdir()).glob("tinhop-log-*")))

for _ in range(2):
    use(Path(sys.argv[2]))  # imports all that is imported late
snapshot.MOST_BYTES = int(sys.argv[3])
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    print("copies while open:", use(Path(sys.argv[1])))
except InputError as error:
    print(error.en)
print("copies left:", len(list(Path(tempfile.gettempdir()).glob("tinhop-log-*"))))
"""


@pytest.mark.parametrize(
    ("index", "most", "says"),
    [
        ("there", 2**30, "copies while open: 0"),
        ("gone", 2**30, "copies while open: 1"),
        ("gone", 1000, "MB are too many"),
        ("closed", 2**30, "another program may be writing"),
    ],
)
def test_changes_that_a_crash_left_in_the_log_are_read(tmp_path: Path, index: str, most: int, says: str) -> None:
    """In a folder that may not be written; with the log's index that SQLite made, without it, and with one closed."""
    folder = tmp_path / "lib"
    made(folder)
    command = [sys.executable, "-c", _CRASHED, str(folder)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    assert (folder / "library.sqlite-wal").stat().st_size
    if index == "gone":
        (folder / "library.sqlite-shm").unlink()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    if index == "closed":
        (folder / "library.sqlite-shm").chmod(0)
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(0o755)
    passing = tmp_path / "passing"
    passing.mkdir()
    passing.chmod(0o777)
    made(tmp_path / "open", 3)
    before = digest(folder)
    run = subprocess.run(
        [sys.executable, "-c", _READS, str(folder), str(tmp_path / "open"), str(most)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        env=os.environ | {"TMPDIR": str(passing)},
    )
    assert run.stderr == ""
    *said, last = run.stdout.splitlines()[2:]
    assert last == "copies left: 0"
    assert says in said[-1]
    assert said[:-1] == (["32 [1, 1, 1] 0"] if "copies" in says else [])
    assert digest(folder) == before


CACHES = [
    "vectors/mark.json",
    "vectors/vectors.f16",
    "vectors/ids.i64",
    "words/passages/mark.json",
    "words/passages/meta.json",
    "words/articles/meta.json",
]


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "gone", "noise"])
def test_damaged_caches_are_built_again(tmp_path: Path, damage: str) -> None:
    articles = made(tmp_path)
    for name in CACHES:
        path = tmp_path / name
        data = path.read_bytes()
        middle = len(data) // 2
        match damage:
            case "flip":
                path.write_bytes(data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :])
            case "cut":
                path.write_bytes(data[:middle])
            case "empty":
                path.write_bytes(b"")
            case "noise":
                path.write_bytes(os.urandom(len(data)))
            case _:
                path.unlink()
    with Library.open(tmp_path, HashEmbedder()) as library:
        assert all(answers(library, article) for article in articles[::5])
        assert not library.check().problems


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choice=st.integers(0, 2**31), position=st.floats(0, 1), bit=st.integers(0, 7), cut=st.booleans())
def test_any_flipped_bit_or_cut_in_any_cache(
    tmp_path_factory: pytest.TempPathFactory, choice: int, position: float, bit: int, cut: bool
) -> None:
    folder = tmp_path_factory.mktemp("bit")
    articles = made(folder, 8)
    files = sorted(p for p in folder.rglob("*") if p.is_file() and "sqlite" not in p.name and p.stat().st_size)
    path = files[choice % len(files)]
    data = bytearray(path.read_bytes())
    at = min(int(position * len(data)), len(data) - 1)
    if cut:
        del data[at:]
    else:
        data[at] ^= 1 << bit
    path.write_bytes(data)
    with Library.open(folder, HashEmbedder()) as library:
        assert not library.check().problems
        assert all(answers(library, article) for article in articles), (path, at)


@pytest.fixture
def by_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors are compared by codes from 21 on, not from 20,001."""
    for function in (FaissIndex.__init__, vector_files.load):
        assert function.__defaults__
        monkeypatch.setattr(function, "__defaults__", (*function.__defaults__[:-1], 20))


def nearest(folder: Path) -> list[list[int]]:
    """What a search by meaning finds, after a check without a problem."""
    with Library.open(folder, HashEmbedder()) as library:
        found = [[hit.passage_id for hit in library.dense_search(f"phiên họp số {i}", 5)] for i in range(4)]
        assert not library.check().problems
    return found


@pytest.mark.parametrize("damage", ["flip", "cut", "gone", "longer"])
@pytest.mark.parametrize("name", ["codes", "vectors.f16", "ids.i64", "mark.json"])
def test_damaged_vectors_and_codes_are_made_again(tmp_path: Path, by_codes: None, name: str, damage: str) -> None:
    made(tmp_path, 40)
    (path,) = (p for p in (tmp_path / "vectors").iterdir() if p.name.startswith(name))
    before = nearest(tmp_path)
    data = path.read_bytes()
    middle = len(data) // 2
    match damage:
        case "flip":
            path.write_bytes(data[:middle] + bytes([data[middle] ^ 16]) + data[middle + 1 :])
        case "cut":
            path.write_bytes(data[:middle])
        case "gone":
            path.unlink()
        case "longer":  # as a crash leaves rows behind the manifest
            path.write_bytes(data + data[:middle])
    assert nearest(tmp_path) == before
    assert any(p.name.startswith("codes-40") for p in (tmp_path / "vectors").iterdir())


@pytest.mark.parametrize("survivors", [0, 1, 2])
def test_a_disk_that_fills_while_vectors_are_saved(
    tmp_path: Path, by_codes: None, survivors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids, vectors and codes are written one after the other; the disk is full in the midst of one of them."""
    articles = made(tmp_path, 40)
    whole, calls = vector_files._appended, 0

    def fills(path: Path, state: list[int], data: npt.NDArray[Any]) -> list[int]:
        nonlocal calls
        calls += 1
        if calls <= survivors:
            return whole(path, state, data)
        whole(path, state, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(vector_files, "_appended", fills)
    with Library.open(tmp_path, HashEmbedder()) as library:
        articles += [article_from_text(f"Phiên họp số {i} bàn về việc thứ {i * 7}.") for i in range(40, 60)]
        list(library.add_many(articles[40:]))
        library.remove([articles[0].id])
        expected = [[hit.passage_id for hit in library.dense_search(f"phiên họp số {i}", 5)] for i in range(4)]
        assert all(answers(library, article) for article in articles[1::7])
    assert calls > survivors
    monkeypatch.setattr(vector_files, "_appended", whole)
    assert nearest(tmp_path) == expected
    assert not vector_files.damaged(tmp_path / "vectors", thorough=True)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.5, 0.99])
def test_a_truncated_database_is_refused_and_left_alone(tmp_path: Path, share: float) -> None:
    made(tmp_path, 60)
    path = tmp_path / "library.sqlite"
    assert not path.with_name("library.sqlite-wal").exists()
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    before = digest(tmp_path)
    with pytest.raises(InputError, match=r"damaged.*restore library\.sqlite.*Nothing was overwritten"):
        Library.open(tmp_path, HashEmbedder())
    assert digest(tmp_path) == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    for data in (b"x", b"this is no database at all, but it has a few bytes" * 40, bytes(5000)):
        path.write_bytes(data)
        with pytest.raises(InputError, match="damaged"):
            Library.open(tmp_path, HashEmbedder())
        assert path.read_bytes() == data


def test_damage_inside_the_database_is_found(tmp_path: Path) -> None:
    made(tmp_path, 200)
    path = tmp_path / "library.sqlite"
    data = bytearray(path.read_bytes())
    for page in range(3, len(data) // 4096, 2):
        data[page * 4096 : page * 4096 + 64] = os.urandom(64)
    path.write_bytes(data)
    try:
        with Library.open(tmp_path, HashEmbedder()) as library:
            assert library.check().problems
    except InputError as error:
        assert "damaged" in error.en


class Other(HashEmbedder):
    """Another embedder, of another dimension, that counts how often it is asked and can be stopped."""

    dimension = 24

    def __init__(self, stop_after: int = 10**9) -> None:
        super().__init__("other")
        self.left = stop_after
        self.texts = 0

    def embed(self, texts):  # type: ignore[no-untyped-def]
        if self.left == 0:
            raise KeyboardInterrupt
        self.left -= 1
        self.texts += len(texts)
        return super().embed(texts)


def test_another_embedder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clear message; `repair` goes on where it was stopped; the old vectors serve until the new ones are whole."""
    monkeypatch.setattr("index.upkeep._STEP", 8)
    articles = made(tmp_path)
    with pytest.raises(InputError, match="another embedder; run 'tinhop check --repair'"):
        Library.open(tmp_path, Other())
    with Library.open(tmp_path, Other(), any_embedder=True) as library:
        assert library.check().problems == ("the vectors come from another embedder",)
    with Library.open(tmp_path, Other(2), any_embedder=True) as library, pytest.raises(KeyboardInterrupt):
        library.repair()
    with Library.open(tmp_path, HashEmbedder()) as library:
        assert not library.check().problems
        assert answers(library, articles[3])
    steps: list[tuple[str, int, int]] = []
    embedder = Other()
    with Library.open(tmp_path, embedder, any_embedder=True) as library:
        library.repair(lambda *step: steps.append(step))
        assert embedder.texts == 30 - 16
        assert steps == [("passages embedded", done, 30) for done in (16, 24, 30)]
        assert not library.check().problems
        assert all(answers(library, article) for article in articles)
    with pytest.raises(InputError, match="another embedder"):
        Library.open(tmp_path, HashEmbedder())


def test_a_writer_with_the_old_embedder_is_stopped(tmp_path: Path) -> None:
    made(tmp_path, 5)
    with Library.open(tmp_path, HashEmbedder()) as old, Library.open(tmp_path, Other(), any_embedder=True) as new:
        new.repair()
        with pytest.raises(InputError, match="embedded again"):
            old.add(article_from_text("Bài đến muộn với véc-tơ cũ."))
        assert not new.check().problems


def test_readers_see_no_half_of_a_change(tmp_path: Path) -> None:
    """A replacement is one transaction: at every moment one of the two is there."""
    url = "https://bao.example/1"
    with Library.open(tmp_path, HashEmbedder()) as writer, Library.open(tmp_path, HashEmbedder()) as reader:
        writer.add(article_from_text("Bản số 0 của tin.", url=url))
        stop = threading.Event()
        seen: list[int] = []

        def look() -> None:
            while not stop.is_set():
                seen.append(len(reader.articles()))

        thread = threading.Thread(target=look)
        thread.start()
        for i in range(1, 25):
            writer.add(article_from_text(f"Bản số {i} của tin.", url=url))
        stop.set()
        thread.join()
    assert set(seen) == {1}


def test_a_change_that_is_stopped_is_undone(tmp_path: Path) -> None:
    """The old article stays when the new one cannot be kept."""
    url = "https://bao.example/1"
    with Library.open(tmp_path, HashEmbedder()) as library:
        old = article_from_text("Bản cũ của tin.", url=url)
        library.add(old)
        with library._store.writing() as db:
            db.execute("CREATE TRIGGER no BEFORE INSERT ON passages BEGIN SELECT raise(ABORT, 'no'); END")
        with pytest.raises(InputError):
            library.add(article_from_text("Bản mới của tin.", url=url))
        assert library.get(old.id).text == old.text
        assert not library.check().problems


def test_a_library_opened_for_reading_only(tmp_path: Path) -> None:
    """Nothing is written by a reader, who also sees what others add meanwhile."""
    articles = made(tmp_path, 12)
    with Library.open(tmp_path, HashEmbedder(), read_only=True) as reader:
        before = digest(tmp_path)
        assert all(answers(reader, article) for article in articles)
        assert reader.get(articles[0].id).text == articles[0].text
        assert not reader.check().problems
        for change in (
            lambda: reader.add(article_from_text("Bài mới.")),
            lambda: reader.remove([articles[0].id]),
            reader.repair,
        ):
            with pytest.raises(InputError, match="may only be read"):
                change()
        assert {k: v for k, v in digest(tmp_path).items() if not k.endswith("-shm")} == {
            k: v for k, v in before.items() if not k.endswith("-shm")
        }
        with Library.open(tmp_path, HashEmbedder()) as writer:
            late = article_from_text("Phiên họp số 99 bàn về việc thứ 693.")
            writer.add(late)
            writer.remove([articles[1].id])
            writer.search("phiên họp")
        assert answers(reader, late)
        assert not answers(reader, articles[1])
        passing = reader._caches._words._passing
        assert passing is not None
        assert Path(passing.name).exists()
    assert not Path(passing.name).exists()
