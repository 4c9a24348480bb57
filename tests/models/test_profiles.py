from __future__ import annotations

import re
from pathlib import Path

import pytest

from models import built_in_profiles, converted, describe, fetch, load_profile
from news import InputError


def test_the_embedded_profile_is_whole_and_small() -> None:
    models = describe(load_profile("embedded"))
    assert all(model.bytes for model in models)
    assert sum(model.bytes or 0 for model in models) < 95e6


def test_vit5_is_what_its_authors_say() -> None:
    writer = load_profile("vit5").writer
    assert (writer.prefix, writer.end_tokens, writer.max_input_tokens, writer.max_output_tokens) == (
        "vietnews: ",
        2,
        1024,
        256,
    )
    assert writer.model.location == "hub:VietAI/vit5-base-vietnews-summarization"
    assert writer.is_shown
    assert not writer.unify_tone


def test_a_users_own_profile(tmp_path: Path) -> None:
    source = (Path(__file__).parents[2] / "models/profiles/embedded.toml").read_text(encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text(
        source.replace('name = "embedded"', 'name = "mine"').replace("package:summarizer/weights/writer", "my-writer")
    )
    profile = load_profile(str(path))
    assert profile.name == "mine"
    with pytest.raises(InputError, match="my-writer"):
        fetch(profile.writer.model)
    (tmp_path / "my-writer").mkdir()
    assert fetch(profile.writer.model) == tmp_path / "my-writer"
    with pytest.raises(InputError, match="could not be converted"):
        converted(tmp_path / "my-writer", "int8")


@pytest.mark.parametrize("content", ["", "not toml [", 'name = "x"', "\x00"])
def test_a_broken_profile_is_said_clearly(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(content)
    with pytest.raises(InputError, match="cannot be read"):
        load_profile(str(path))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('kind = "magic"', "reranker.kind is 'magic'"),
        ("depth = 1", "at least 2"),
        ("weight = -1", "at least 0"),
        ("weight = inf", "at least 0"),
    ],
)
def test_a_broken_reranker_is_said_clearly(tmp_path: Path, line: str, says: str) -> None:
    name = line.split(" ", maxsplit=1)[0]
    source = (Path(__file__).parents[2] / "models/profiles/embedded.toml").read_text(encoding="utf-8")
    head, table = source.split("[reranker]")
    path = tmp_path / "mine.toml"
    path.write_text(f"{head}[reranker]" + re.sub(rf"(?m)^{name} = .*$", line, table), encoding="utf-8")
    with pytest.raises(InputError, match=says):
        load_profile(str(path))


def test_public_models_tell_their_commit_or_branch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINHOP_CACHE", str(tmp_path))
    known = {model.role: model.revision for model in describe(load_profile("vit5"))}
    assert re.fullmatch(r"[0-9a-f]{40}", known["reranker"] or "")
    assert known["writer"] == "main"  # until it is fetched
    assert known["reader"] is None


def test_an_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(InputError, match="embedded, vit5"):
        load_profile("gpt")
    assert built_in_profiles() == ["embedded", "vit5"]
