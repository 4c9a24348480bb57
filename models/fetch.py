"""Public models: fetched once from the hub, converted once to CTranslate2, both kept in the user's cache."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from models.cache import cache_folder
from models.pins import DEFAULT_BRANCH, commit_of, pin
from models.profile import ModelSpec
from news.errors import InputError

_FILES = ["*.json", "*.safetensors", "pytorch_model.bin", "*.model"]


def fetch(spec: ModelSpec, *, offline: bool = False, update: bool = False) -> Path:
    """The local folder of a model, downloading a public one unless it is there already.

    A public model without a commit in its profile is fetched at its branch's newest one the first time, and stays
    there (`models.pins`).

    Args:
        spec: of the model.
        offline: only what an earlier fetch left is used.
        update: ask the hub for the branch's newest commit, and stay at that.

    Raises:
        InputError: the model is not here and cannot be fetched.
    """
    if not spec.is_public:
        return spec.local_path()
    commit = commit_of(spec)
    if commit is not None and not update and (folder := _downloaded(spec, commit, offline=True)):
        return folder
    wanted = spec.revision or DEFAULT_BRANCH
    folder = _downloaded(spec, wanted if update or commit is None else commit, offline=offline)
    if folder is None:
        name = spec.location.removeprefix("hub:")
        raise InputError(
            f"The model {name} is not on this machine and could not be fetched; connect to the internet and run "
            "'tinhop models fetch PROFILE', or use --models embedded.",
            f"Chưa có mô hình {name} trên máy và không tải được; hãy nối mạng rồi chạy “tinhop models fetch”, "
            "hoặc dùng --models embedded.",
        )
    # The hub's cache names the folder of a snapshot by its commit.
    if not offline and folder.name != wanted:
        with suppress(OSError):  # without a note, the next fetch asks the hub again
            pin(spec, folder.name)
    return folder


def _downloaded(spec: ModelSpec, revision: str, *, offline: bool) -> Path | None:
    """The whole snapshot of a revision; None if it is not here and cannot be fetched."""
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - slow, and needed by public models only

    name = spec.location.removeprefix("hub:")
    try:
        return Path(snapshot_download(name, revision=revision, allow_patterns=_FILES, local_files_only=offline))
    except Exception:  # the errors of the hub's HTTP library come through, and their names differ between versions
        return None


def converted(folder: Path, quantization: str) -> Path:
    """The CTranslate2 form of a transformers model folder, made on first use and cached by content.

    Args:
        folder: a transformers checkpoint with its tokenizer.
        quantization: a CTranslate2 type such as "int8", "float16" or "float32".

    Raises:
        InputError: the folder holds no model that CTranslate2 can convert.
    """
    if (folder / "model.bin").is_file():
        return folder
    target = cache_folder() / "ctranslate2" / f"{_fingerprint(folder)}-{quantization}"
    if (target / "model.bin").is_file():
        return target
    from ctranslate2.converters import TransformersConverter  # noqa: PLC0415 - imports torch

    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".converting-", dir=target.parent))
    try:
        converter = TransformersConverter(str(folder), copy_files=_vocabulary_files(folder))
        converter.convert(str(scratch / "model"), quantization=quantization)
        try:
            # A rename is atomic: a second process sees either no model or a whole one.
            (scratch / "model").rename(target)
        except OSError:
            if not (target / "model.bin").is_file():
                raise
    except (ValueError, KeyError, OSError) as error:
        raise InputError(
            f"The model in {folder} could not be converted to CTranslate2 ({error}); use --engine transformers.",
            f"Không chuyển được mô hình ở {folder} sang CTranslate2; hãy dùng --engine transformers.",
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def _vocabulary_files(folder: Path) -> list[str]:
    return [name for name in ("spiece.model", "tokenizer.json") if (folder / name).is_file()]


def _fingerprint(folder: Path) -> str:
    """A hash of the checkpoint: configuration by content, weights by name, size and time (they can be gigabytes)."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        stat = path.stat()
        digest.update(f"{path.name} {stat.st_size}\n".encode())
        if path.suffix == ".json":
            digest.update(path.read_bytes())
        else:
            digest.update(f"{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]
