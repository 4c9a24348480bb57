"""What going on with the trained encoder has in common, whatever it goes on with: weights in and out, one step down."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import torch
from torch import Tensor

from training.encoder_network import Encoder, Heads, Layer, bert_state
from training.parts import load_parts, save_parts
from training.shipped import encoder_weights

_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1
"""M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of malloc.h."""
_LEAST = 0.02
"""Of the highest rate, at the end."""


def keep_memory() -> None:
    """Lets glibc keep what a step frees: to give it back and fault it in again takes a fifth of the time."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        if hasattr(libc, "mallopt"):
            libc.mallopt(_MMAP_THRESHOLD, 2**30)
            libc.mallopt(_TRIM_THRESHOLD, 2**31 - 1)


def load_trained(encoder: Encoder, heads: Heads, folder: Path) -> None:
    """Takes the weights of a folder with part-*.safetensors, or of one that training.encoder_export made."""
    shipped = (folder / "model.bin").exists()
    load_bert(encoder, heads, encoder_weights(folder) if shipped else load_parts(folder))


def save_trained(encoder: Encoder, heads: Heads, folder: Path) -> None:
    """Writes part-*.safetensors."""
    save_parts({**bert_state(encoder), **{f"heads.{k}": v for k, v in heads.state_dict().items()}}, folder)


def load_bert(encoder: Encoder, heads: Heads, weights: Mapping[str, Tensor]) -> None:
    """Undoes training.encoder_network.bert_state, heads included."""
    with torch.no_grad():
        for name, target in bert_state(encoder).items():
            if ".attention.self." not in name:
                target.copy_(weights[name])
        for n, layer in enumerate(encoder.layers):
            assert isinstance(layer, Layer)
            for part, target in (("weight", layer.qkv.weight), ("bias", layer.qkv.bias)):
                at = f"encoder.layer.{n}.attention.self"
                target.copy_(torch.cat([weights[f"{at}.{which}.{part}"] for which in ("query", "key", "value")]))
    heads.load_state_dict({k.removeprefix("heads."): v for k, v in weights.items() if k.startswith("heads.")})


def freeze(encoder: Encoder, layers: int) -> None:
    """Leaves the embeddings and so many of the lowest layers as they are."""
    for module in (encoder.words, encoder.positions, *encoder.layers[:layers]):
        module.requires_grad_(False)


def pace(progress: float, warm: float) -> float:
    """The share of the highest rate after a share of the time: up during `warm`, then down in a line."""
    return min(1.0, progress / warm) * max(_LEAST, 1 - progress)


def descend(loss: Tensor, optimiser: torch.optim.Optimizer, tuned: Iterable[torch.nn.Parameter]) -> None:
    """One step."""
    optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(tuned, 1.0)
    optimiser.step()
