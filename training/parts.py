"""Weights as int8 in files of at most 15 MiB: what leaves a lent machine.

Rows are scaled as CTranslate2 scales them (their largest value becomes 127), so that a conversion from these loses
nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

_LARGEST = 15 * 2**20
_SCALE = ".scale"


def quantized(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Matrices as int8 with a scale for each row, everything else as float32; one of tied tensors only."""
    made: dict[str, Tensor] = {}
    seen: set[int] = set()
    for name, given in weights.items():
        if given.data_ptr() in seen:
            continue
        seen.add(given.data_ptr())
        value = given.detach().float()
        if value.ndim == 2 and value.numel() > 4096:
            scale = value.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
            made[name] = (value / scale).round().to(torch.int8).cpu()
            made[name + _SCALE] = scale.cpu()
        else:
            made[name] = value.cpu()
    return made


def save_parts(weights: Mapping[str, Tensor], folder: Path) -> None:
    """Writes `part-0.safetensors`, `part-1…`, each atomically."""
    folder.mkdir(parents=True, exist_ok=True)
    parts: list[dict[str, Tensor]] = [{}]
    room = _LARGEST
    for name, value in quantized(weights).items():
        size = value.nbytes + 200
        if size > room and parts[-1]:
            parts.append({})
            room = _LARGEST
        parts[-1][name] = value
        room -= size
    for i, part in enumerate(parts):
        scratch = folder / f"part-{i}.tmp"
        save_file(part, scratch)
        scratch.rename(folder / f"part-{i}.safetensors")


def load_parts(folder: Path) -> dict[str, Tensor]:
    """The weights of `save_parts` as float32.

    Raises:
        FileNotFoundError: the folder has no parts.
    """
    found: dict[str, Tensor] = {}
    for path in sorted(folder.glob("part-*.safetensors")):
        found |= load_file(path)
    if not found:
        raise FileNotFoundError(f"{folder} has no part-*.safetensors")
    scales = {name: found.pop(name) for name in list(found) if name.endswith(_SCALE)}
    return {
        name: value.float() * scales[name + _SCALE] if name + _SCALE in scales else value
        for name, value in found.items()
    }
