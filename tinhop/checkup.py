"""`tinhop models check`: every model of a profile, and those that serve all profiles, are there, are what was
published, load and work.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from answers import confidence, evidence, ranking, spans
from index import StaticEmbedder, diacritics
from index.encoder import Encoder
from index.rerank import load_reranking
from models import Profile, fetch
from models.integrity import Integrity, integrity, sha256
from news import InputError
from summarizer import Decoding, load_engine, predicates
from summarizer.headline import Headliner
from summarizer.selector import Selector

_PROBE = "Chiều 22-6, Sở Y tế tỉnh Lạc Đông tổ chức hội nghị giao ban."


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One file of a model."""

    name: str
    bytes: int
    sha256: str
    integrity: Integrity


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """One model; `problem` is None when all is well."""

    role: str
    location: str
    files: tuple[FileCheck, ...]
    problem: str | None

    def to_dict(self) -> dict[str, Any]:
        return {
            "role": self.role,
            "location": self.location,
            "bytes": sum(file.bytes for file in self.files),
            "files": [
                {"name": f.name, "bytes": f.bytes, "sha256": f.sha256, "integrity": f.integrity.value}
                for f in self.files
            ],
            "problem": self.problem,
        }


def check_models(profile: Profile, engine: str = "ctranslate2") -> Iterator[ModelCheck]:
    """The models of a profile, then those inside the package that serve all, one by one. Nothing is fetched."""
    for role, spec in profile.models().items():
        try:
            path = fetch(spec, offline=True)
        except InputError as error:
            if role == "reranker" and spec.is_public:
                continue  # it is fetched by those who want it
            yield ModelCheck(role, spec.location, (), error.en)
            continue
        yield _checked(role, spec.location, (path,), _probe(role, profile, path, engine))
    yield _checked("verbs", "package:summarizer", (predicates.WEIGHTS,), lambda: predicates.predicates(_PROBE) > 0)
    yield _checked("diacritics", "package:index", (diacritics.WEIGHTS,), _restores)
    yield _checked("confidence", "package:answers", (confidence.WEIGHTS,), _is_sure)
    yield _checked("ranking", "package:answers", (ranking.WEIGHTS,), _ranks)


def _probe(role: str, profile: Profile, path: Path, engine: str) -> Callable[[], bool]:
    """Whether a profile's model gives something useful."""
    match role:
        case "writer":
            return lambda: bool(
                load_engine(profile.writer, engine, offline=True).generate([_PROBE], Decoding(max_tokens=8))[0]
            )
        case "selector":
            return lambda: bool(np.isfinite(Selector.load(path).scores([_PROBE, _PROBE])).all())
        case "reranker":
            assert profile.reranker is not None
            reranker = profile.reranker
            return lambda: bool(
                np.isfinite(load_reranking(reranker).reranker.score(_PROBE, [_PROBE, "Tin khác."])).all()
            )
        case "headliner":
            return lambda: bool(Headliner.load(path).judged([_PROBE], np.zeros(1, np.float32)))
        case "reader" | "verifier":
            return lambda: Encoder.load(path).read("Ai tổ chức hội nghị?", [_PROBE])[0].best() is not None
        case _:
            return lambda: bool(abs(np.linalg.norm(StaticEmbedder.load(path).embed([_PROBE])[0]) - 1) < 1e-3)


def _restores() -> bool:
    return diacritics.Restorer.load(diacritics.WEIGHTS).restore("giai ngan von dau tu") == "giải ngân vốn đầu tư"


def _is_sure() -> bool:
    shipped = json.loads(confidence.WEIGHTS.read_text(encoding="utf-8"))
    calibration = confidence.Calibration(tuple(shipped["weights"]), shipped["constant"], shipped["threshold"])
    return 0 < calibration.confidence([0.0] * len(confidence.FEATURES)) < 1 and 0 < calibration.threshold < 1


def _ranks() -> bool:
    shipped = ranking.load_rankings(ranking.WEIGHTS)
    wanted = {"sentences": evidence.FEATURES, "spans": spans.FEATURES}
    return all(abs(sum(shipped[name].shares([[0.0] * len(names)] * 2)) - 1) < 1e-6 for name, names in wanted.items())


def _checked(role: str, location: str, paths: tuple[Path, ...], works: Callable[[], bool]) -> ModelCheck:
    absent = [path.name for path in paths if not path.exists()]
    if absent:
        return ModelCheck(role, location, (), f"{', '.join(absent)}: not here; install tinhop again.")
    files = tuple(check for path in paths for check in _files(path))
    changed = [file.name for file in files if file.integrity is Integrity.CHANGED]
    problem = f"{', '.join(changed)}: not as published; install or fetch again." if changed else None
    return ModelCheck(role, location, files, problem or _problem(works))


def _files(path: Path) -> list[FileCheck]:
    paths = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    made = []
    for file in paths:
        digest = sha256(file)
        name = file.name if file == path else str(file.relative_to(path))
        made.append(FileCheck(name, file.stat().st_size, digest, integrity(file, digest)))
    return made


def _problem(probe: Callable[[], bool]) -> str | None:
    """Why a model does not load or work. Whatever a damaged file makes a library raise is a finding here."""
    try:
        works = probe()
    except Exception as error:
        return f"does not load ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
    return None if works else "loads, but gives nothing useful"
