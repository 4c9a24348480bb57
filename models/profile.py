"""Profiles: named sets of models, each read from a TOML file.

A location is one of
    package:FOLDER/…   weights inside this package,
    hub:OWNER/NAME     a repository of the Hugging Face hub, fetched once and cached,
    a path             the user's own, relative to the TOML file.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from news.errors import InputError

BUILT_IN = Path(__file__).parent / "profiles"


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """Where one model lies and under which licence."""

    location: str
    licence: str
    revision: str | None = None
    base: Path = BUILT_IN

    @property
    def is_public(self) -> bool:
        """Whether it has to be fetched from the hub."""
        return self.location.startswith("hub:")

    def local_path(self) -> Path:
        """The file or folder of a model that needs no fetching.

        Raises:
            InputError: the package has no such weights, or the user's path does not exist.
        """
        if self.location.startswith("package:"):
            package, _, inner = self.location.removeprefix("package:").partition("/")
            # find_spec, and no import: models must not depend on the rooms that read it.
            spec = find_spec(package)
            places = list(spec.submodule_search_locations or []) if spec else []
            path = Path(places[0], inner) if places else Path(package, inner)
        else:
            path = (self.base / self.location).expanduser()
        if not path.exists():
            raise InputError(
                f"The model {self.location} is not on this machine; install tinhop again or correct the profile.",
                f"Không có mô hình {self.location} trên máy này; hãy cài lại tinhop hoặc sửa hồ sơ mô hình.",
            )
        return path


READER = ModelSpec("package:index/weights/encoder", "research use (trained on Vietnews and public question sets)")
"""Reads a question and a passage together, for answers; the same in every profile."""


CLOZE_READER = ModelSpec("package:index/weights/gaps", "research use (trained on Vietnews and public question sets)")
"""Reads which fact a place of a sentence wants, for the verifier; the same in every profile."""


HEADLINER = ModelSpec("package:summarizer/weights/headline.safetensors", "research use (trained on Vietnews)")
"""Chooses headlines for articles that have none; the same in every profile."""


@dataclass(frozen=True, slots=True)
class WriterSpec:
    """A seq2seq model, how it wants its input, and how far it is trusted.

    A hypothesis whose log probability per token is below `least_score` gives way to the selected sentences.
    """

    model: ModelSpec
    reads: Literal["selection", "article"]
    prefix: str
    end_tokens: int
    unify_tone: bool
    max_input_tokens: int
    max_output_tokens: int
    least_score: float

    @property
    def is_shown(self) -> bool:
        """Whether any hypothesis can pass: a log probability is never above 0."""
        return self.least_score <= 0


@dataclass(frozen=True, slots=True)
class RerankerSpec:
    """A model that reads the first hits of a search together with the query.

    Attributes:
        model: where it lies.
        kind: "encoder" is one of our own form, "cross-encoder" one for sentence-transformers.
        depth: how many hits it reads.
        weight: of its scores beside the search's, both brought to deviation 1 over these hits.
    """

    model: ModelSpec
    kind: Literal["encoder", "cross-encoder"]
    depth: int
    weight: float


@dataclass(frozen=True, slots=True)
class Profile:
    """A named set of models: who writes, who selects, who embeds and, when asked to, who reranks."""

    name: str
    summary: str
    writer: WriterSpec
    selector: ModelSpec
    embedder: ModelSpec
    reranker: RerankerSpec | None = None

    def models(self) -> dict[str, ModelSpec]:
        """The models by their roles, those of answers, headlines and the verifier among them."""
        named = {
            "writer": self.writer.model,
            "selector": self.selector,
            "headliner": HEADLINER,
            "embedder": self.embedder,
            "reader": READER,
            "verifier": CLOZE_READER,
        }
        return named if self.reranker is None else {**named, "reranker": self.reranker.model}


def built_in_profiles() -> list[str]:
    """The names of the profiles inside the package."""
    return sorted(path.stem for path in BUILT_IN.glob("*.toml"))


def load_profile(name: str) -> Profile:
    """Reads a profile by its name, or from a TOML file.

    Raises:
        InputError: there is no such profile, or the file is not a profile.
    """
    path = Path(name) if name.endswith(".toml") else BUILT_IN / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(built_in_profiles())
        raise InputError(
            f"There is no model profile '{name}'; use one of {known}, or the path of a .toml file.",
            f"Không có hồ sơ mô hình “{name}”; hãy dùng {known} hoặc đường dẫn tới một tệp .toml.",
        )
    try:
        return _parse(tomllib.loads(path.read_text(encoding="utf-8")), path.parent)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"The model profile {path} cannot be read ({error}); compare it with models/profiles/embedded.toml.",
            f"Không đọc được hồ sơ mô hình {path}; hãy so với models/profiles/embedded.toml.",
        ) from error


def _parse(table: dict[str, Any], base: Path) -> Profile:
    def model(part: dict[str, Any]) -> ModelSpec:
        return ModelSpec(str(part["location"]), str(part["licence"]), part.get("revision"), base)

    def reranker(part: dict[str, Any]) -> RerankerSpec:
        kind, depth, weight = part["kind"], int(part["depth"]), float(part["weight"])
        if kind not in ("encoder", "cross-encoder"):
            raise ValueError(f"reranker.kind is '{kind}', not 'encoder' or 'cross-encoder'")
        if depth < 2 or not 0 <= weight < math.inf:
            raise ValueError("reranker.depth is to be at least 2, and reranker.weight at least 0")
        return RerankerSpec(model(part), kind, depth, weight)

    writer = table["writer"]
    reads = writer["reads"]
    if reads not in ("selection", "article"):
        raise ValueError(f"writer.reads is '{reads}', not 'selection' or 'article'")
    return Profile(
        name=str(table["name"]),
        summary=str(table["summary"]),
        writer=WriterSpec(
            model=model(writer),
            reads=reads,
            prefix=str(writer["prefix"]),
            end_tokens=int(writer["end_tokens"]),
            unify_tone=bool(writer["unify_tone"]),
            max_input_tokens=int(writer["max_input_tokens"]),
            max_output_tokens=int(writer["max_output_tokens"]),
            least_score=float(writer["least_score"]),
        ),
        selector=model(table["selector"]),
        embedder=model(table["embedder"]),
        reranker=reranker(table["reranker"]) if "reranker" in table else None,
    )
