"""Public models from a hub on this machine: fetched once, kept at their commit, read by the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from huggingface_hub import constants

from tests.models.crossencoders import tiny_cross_encoder
from tests.models.hub import Hub, served
from tinhop.cli import main

ROOT = Path(__file__).parents[2]
NAME = "someone/tiny-reranker"
TEXTS = [
    "Sáng 3/10, Sở Y tế tỉnh Lạc Đông họp giao ban quý III tại thành phố Lạc Giang.",
    "Cầu Kim Giang 2 lùi hợp long sang tháng 12.",
    "Nông dân Giồng Sậy thu hoạch lúa hè thu.",
]


@pytest.fixture
def hub() -> Iterator[Hub]:
    with served() as made:
        yield made


class Machine:
    """A machine with a profile whose reranker lies on the hub, and its own caches."""

    def __init__(self, folder: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._hub, self._patch = folder, hub, monkeypatch
        self.profile = folder / "mine.toml"
        monkeypatch.setenv("TINHOP_CACHE", str(folder / "cache"))
        # What HF_HOME and HF_ENDPOINT say is read when the hub's client is imported.
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(folder / "hub"))

    def write_profile(self, revision: str | None) -> None:
        embedded = (ROOT / "models/profiles/embedded.toml").read_text(encoding="utf-8")
        table = [
            "[reranker]", f'location = "hub:{NAME}"', 'licence = "MIT"', 'kind = "cross-encoder"', "depth = 3",
            "weight = 1e9", *([f'revision = "{revision}"'] if revision else []),
        ]  # fmt: skip
        self.profile.write_text(embedded.split("[reranker]")[0] + "\n".join(table), encoding="utf-8")

    def run(self, *words: str, online: bool = True, code: int = 0) -> str:
        """What `tinhop` prints; on standard error where it fails."""
        address = self._hub.address if online else "http://127.0.0.1:9"
        self._patch.setattr(constants, "ENDPOINT", address)
        files = address + "/{repo_id}/resolve/{revision}/{filename}"
        self._patch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", files)
        result = CliRunner().invoke(main, ["--library", str(self._folder / "lib"), *words])
        assert result.exit_code == code, result.output
        return result.stdout if code == 0 else result.stderr

    def fetched(self, *options: str, online: bool = True) -> str:
        """The commit at which `tinhop models fetch` leaves the reranker."""
        said = self.run("models", "fetch", str(self.profile), "--rerank", *options, online=online)
        (line,) = (line for line in said.splitlines() if line.startswith(f"hub:{NAME}"))
        return line.rsplit("/", 1)[1]


@pytest.fixture
def machine(tmp_path: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, hub, monkeypatch)


def test_what_was_fetched_once_stays_at_its_commit(machine: Machine, hub: Hub, tmp_path: Path) -> None:
    first = hub.push(NAME, tiny_cross_encoder(tmp_path / "a", TEXTS, seed=1))
    machine.write_profile(None)
    assert machine.fetched() == first
    second = hub.push(NAME, tiny_cross_encoder(tmp_path / "b", TEXTS, seed=2))
    assert second != first
    hub.asked.clear()
    assert machine.fetched() == first
    assert hub.asked == []  # not even looked for
    assert machine.fetched(online=False) == first
    assert machine.fetched("--update") == second
    assert machine.fetched() == second
    assert f"/api/models/{NAME}/revision/main" in hub.asked


def test_a_profiles_own_commit_is_what_is_fetched(machine: Machine, hub: Hub, tmp_path: Path) -> None:
    first = hub.push(NAME, tiny_cross_encoder(tmp_path / "a", TEXTS, seed=1))
    hub.push(NAME, tiny_cross_encoder(tmp_path / "b", TEXTS, seed=2))
    machine.write_profile(first)
    assert machine.fetched() == first
    assert machine.fetched("--update") == first
    machine.write_profile("0" * 40)
    said = machine.run("models", "fetch", str(machine.profile), "--rerank", code=1)
    assert f"The model {NAME} is not on this machine and could not be fetched" in said


def test_a_lost_snapshot_is_fetched_again_at_the_same_commit(machine: Machine, hub: Hub, tmp_path: Path) -> None:
    first = hub.push(NAME, tiny_cross_encoder(tmp_path / "a", TEXTS, seed=1))
    machine.write_profile(None)
    machine.fetched()
    hub.push(NAME, tiny_cross_encoder(tmp_path / "b", TEXTS, seed=2))
    (weights,) = (tmp_path / "hub").rglob("snapshots/*/model.safetensors")
    weights.unlink()
    assert machine.fetched() == first
    assert weights.is_file()


def test_search_and_questions_with_the_fetched_reranker(machine: Machine, hub: Hub, tmp_path: Path) -> None:
    """Whose scores alone decide here (weight 1e9), so that two models of the hub give two orders."""
    articles = tmp_path / "tin.jsonl"
    articles.write_text(
        "\n".join(json.dumps({"text": f"{text} Hội nghị bàn việc chung."}, ensure_ascii=False) for text in TEXTS),
        encoding="utf-8",
    )
    machine.run("add", str(articles))
    machine.write_profile(None)
    words = ("--models", str(machine.profile), "search", "hội nghị bàn việc chung", "--json")
    orders = set()
    for seed in range(1, 7):
        hub.push(NAME, tiny_cross_encoder(tmp_path / str(seed), TEXTS, seed=seed))
        machine.fetched("--update")
        hits = [json.loads(line) for line in machine.run(*words, "--rerank", online=False).splitlines()]
        assert len(hits) == len(TEXTS)
        orders.add(tuple(hit["article_id"] for hit in hits))
        if len(orders) > 1:
            break
    assert len(orders) > 1
    plain = [json.loads(line)["score"] for line in machine.run(*words, online=False).splitlines()]
    assert plain == sorted(plain, reverse=True)
    asked = ("--models", str(machine.profile), "ask", "Sở Y tế họp ở đâu?", "--rerank", "--json")
    assert json.loads(machine.run(*asked, online=False))["answered"]
    checked = [json.loads(line) for line in machine.run("models", "check", str(machine.profile), "--json").splitlines()]
    assert next(each for each in checked if each["role"] == "reranker")["problem"] is None


def test_a_reranker_that_is_not_there_is_one_sentence(machine: Machine, tmp_path: Path) -> None:
    article = tmp_path / "tin.txt"
    article.write_text(TEXTS[0], encoding="utf-8")
    machine.run("add", str(article))
    machine.write_profile(None)
    words = ("--models", str(machine.profile), "search", "giao ban")
    assert "could not be fetched" in machine.run(*words, "--rerank", online=False, code=1)
    assert "giao ban" in machine.run(*words, online=False)
    none = machine.profile.read_text(encoding="utf-8").split("[reranker]")[0]
    machine.profile.write_text(none, encoding="utf-8")
    assert "has no reranker" in machine.run(*words, "--rerank", online=False, code=1)


def test_weights_as_a_pickle_are_refused(machine: Machine, hub: Hub, tmp_path: Path) -> None:
    import torch

    folder = tiny_cross_encoder(tmp_path / "a", TEXTS, seed=1)
    (folder / "model.safetensors").unlink()
    torch.save({}, folder / "pytorch_model.bin")
    hub.push(NAME, folder)
    article = tmp_path / "tin.txt"
    article.write_text(TEXTS[0], encoding="utf-8")
    machine.run("add", str(article))
    machine.write_profile(None)
    said = machine.run("--models", str(machine.profile), "search", "giao ban", "--rerank", code=1)
    assert "cannot be loaded" in said
