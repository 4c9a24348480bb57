"""What is published works by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return folder


def test_the_wheel_holds_code_weights_and_types(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "app.py",
        "tinhop/cli.py",
        "news/py.typed",
        "models/profiles/vit5.toml",
        "summarizer/weights/writer/model.bin",
        "summarizer/weights/selector.safetensors",
        "summarizer/weights/headline.safetensors",
        "summarizer/weights/verbs.txt",
        "index/weights/embedder/model.safetensors",
        "index/weights/encoder/model.bin",
        "index/weights/encoder/heads.safetensors",
        "index/weights/encoder/spiece.model",
        "index/weights/gaps/model.bin",
        "index/weights/gaps/heads.safetensors",
        "index/weights/gaps/spiece.model",
        "facts/doubt.json",
        "facts/negations.json",
        "index/weights/thesaurus.txt",
        "index/weights/words.tsv",
    ):
        assert needed in names
    assert not [n for n in names if n.startswith(("tests/", "training/", "samples/", "benchmarks/"))]
    assert wheel.stat().st_size < 95e6
    assert len(list(dist.glob("*.tar.gz"))) == 1


def test_the_wheel_works_away_from_the_checkout(dist: Path, tmp_path: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "site"), "TINHOP_LIBRARY": str(tmp_path / "lib")}
    sample = ROOT / "samples" / "giao-ban-y-te-2024-10-03.txt"

    def tinhop(*args: str) -> str:
        command = [sys.executable, "-P", "-m", "tinhop", *args]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=True)
        return done.stdout

    assert "Từ Ngọc Ẩn" in tinhop("summarize", str(sample))
    assert "added" in tinhop("add", str(sample))
    assert "Từ Ngọc Ẩn" in tinhop("ask", "Ai chủ trì giao ban quý III của Sở Y tế Lạc Đông?")
