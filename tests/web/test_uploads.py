"""How much may be uploaded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from news import InputError
from tests.web.clock import Clock
from tinhop.service import Tinhop
from web import serve
from web.accounts import add_account
from web.uploads import KEPT_SECONDS, Limits, Uploads

MB = 2**20


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def uploads(tmp_path: Path, clock: Clock) -> Uploads:
    return Uploads(tmp_path / "uploads", tmp_path, Limits(each=10 * MB, total=15 * MB), clock)


def sends(uploads: Uploads, visitor: str, size: int, name: str = "", age: float = 0) -> None:
    uploads.settle(uploads.reserve(visitor, size), size)
    if name:
        path = uploads.folder / "x" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes(size))
        os.utime(path, (Clock.now - age, Clock.now - age))


def test_a_visitor_has_a_share_of_a_day(uploads: Uploads, clock: Clock) -> None:
    sends(uploads, "lan", 6 * MB)
    with pytest.raises(InputError, match="in a day \\(10 MB\\)") as error:
        uploads.reserve("lan", 5 * MB)
    assert "trong một ngày (10 MB)" in error.value.vi
    sends(uploads, "minh", 5 * MB)
    sends(uploads, "lan", 4 * MB)
    clock.now += KEPT_SECONDS + 1
    sends(uploads, "lan", 10 * MB)


def test_what_did_not_come_does_not_count(uploads: Uploads) -> None:
    upload = uploads.reserve("lan", 9 * MB)
    with pytest.raises(InputError):
        uploads.reserve("lan", 2 * MB)  # two at once are counted together
    uploads.settle(upload, 1000)
    uploads.reserve("lan", 2 * MB)


def test_the_disk_is_never_filled(uploads: Uploads, tmp_path: Path) -> None:
    sends(uploads, "a", 8 * MB, "new")
    (tmp_path / "results").write_bytes(bytes(5 * MB))  # those of batches count too
    with pytest.raises(InputError, match="no room") as error:
        uploads.reserve("b", 3 * MB)
    assert "hết chỗ" in error.value.vi
    uploads.reserve("b", 1 * MB)
    with pytest.raises(InputError, match="no room"):
        uploads.reserve("c", 2 * MB)  # what others are sending right now counts
    (tmp_path / "results").unlink()
    uploads.reserve("c", 2 * MB)


def test_a_full_disk_lets_go_of_what_is_an_hour_old(uploads: Uploads) -> None:
    sends(uploads, "a", 8 * MB, "old", age=4000)
    sends(uploads, "b", 6 * MB, "new")
    sends(uploads, "c", 5 * MB)
    assert sorted(path.name for path in uploads.folder.rglob("*") if path.is_file()) == ["new"]


def test_old_files_are_deleted(uploads: Uploads) -> None:
    sends(uploads, "a", MB, "old", age=KEPT_SECONDS + 5)
    sends(uploads, "a", MB, "new")
    (uploads.folder / "y").mkdir()
    alone = uploads.folder / "y" / "old"
    alone.write_text("")
    os.utime(alone, (Clock.now - KEPT_SECONDS - 5,) * 2)
    uploads.sweep()
    assert sorted(path.name for path in uploads.folder.rglob("*")) == ["new", "x"]


def test_what_an_earlier_server_left_is_deleted(tmp_path: Path) -> None:
    left = tmp_path / "uploads" / "x" / "left.txt"
    left.parent.mkdir(parents=True)
    left.write_text("x")
    Uploads(tmp_path / "uploads", tmp_path)
    assert not left.exists()


@pytest.fixture(scope="module")
def address(service: Tinhop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("limits")
    add_account(folder / "accounts", "lan", "mật khẩu dài")
    add_account(folder / "accounts", "minh", "mật khẩu dài")
    served = serve(
        service, port=0, auth=folder / "accounts", state=folder / "state", limits=Limits(3 * MB, 4 * MB), block=False
    )
    yield served.address
    served.close()


@contextmanager
def logged_in(address: str, name: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60) as client:
        assert client.post("/login", data={"username": name, "password": "mật khẩu dài"}).status_code == 200
        yield client


def test_the_page_refuses_in_its_language(address: str) -> None:
    with logged_in(address, "lan") as lan, logged_in(address, "minh") as minh:

        def upload(client: httpx.Client, megabytes: float, path: str = "") -> httpx.Response:
            content = os.urandom(int(megabytes * MB))
            return client.post(f"{path}/gradio_api/upload", files={"files": ("bài.txt", content)})

        assert upload(lan, 2).status_code == 200
        refused = upload(lan, 2)
        assert refused.status_code == 413
        assert refused.text.startswith("Quá mức được tải lên trong một ngày (3 MB)")
        assert upload(lan, 2, "/en").text.startswith("That is more than one may upload in a day (3 MB)")
        assert upload(minh, 1).status_code == 200  # another account has its own share
        assert upload(minh, 1.5).text.startswith("Máy chủ hết chỗ cho tệp tải lên (tối đa 4 MB)")
        # A body of unknown length counts as the longest that there may be.
        boundary = {"content-type": "multipart/form-data; boundary=x"}
        endless = minh.post("/gradio_api/upload", content=iter([b"--x--\r\n"]), headers=boundary)
        assert endless.status_code == 413
