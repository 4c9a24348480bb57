"""Reads a shipped writer back into torch, so that training goes on from it where no checkpoint was kept.

CTranslate2's binary form: a header, then named arrays, int8 ones with a scale for each row, then aliases.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from transformers import T5ForConditionalGeneration

_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
_SUPPORTED = 6


def read_arrays(path: Path) -> dict[str, npt.NDArray[np.float32]]:
    """The float arrays of a CTranslate2 `model.bin`, int8 ones multiplied out.

    Raises:
        ValueError: the file is of another version.
    """
    data, at = path.read_bytes(), 0

    def number(code: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from("<" + code, data, at)
        at += struct.calcsize("<" + code)
        return int(value)

    def text() -> str:
        nonlocal at
        length = number("H")
        value = data[at : at + length - 1].decode()
        at += length
        return value

    if number("I") != _SUPPORTED:
        raise ValueError(f"{path} is not of version {_SUPPORTED} of CTranslate2's form")
    text()  # the name of the architecture
    number("I")  # its revision
    raw = {}
    for _ in range(number("I")):
        name, rank = text(), number("B")
        shape = [number("I") for _ in range(rank)]
        kind, size = np.dtype(_TYPES[number("B")]), number("I")
        raw[name] = np.frombuffer(data, kind, size // kind.itemsize, at).reshape(shape)
        at += size
    found = {}
    for name, array in raw.items():
        scale = raw.get(name + "_scale")
        if scale is not None:
            found[name] = array.astype(np.float32) / scale[:, None]
        elif array.dtype == np.float32:
            found[name] = array
    for _ in range(number("I")):
        name, same = text(), text()
        if same in found:
            found[name] = found[same]
    return found


def load_shipped(model: T5ForConditionalGeneration, path: Path) -> None:
    """Puts the weights of a CTranslate2 `model.bin` into a T5 of the same shape."""
    arrays = read_arrays(path)

    def put(parameter: Tensor, value: npt.NDArray[np.float32]) -> None:
        parameter.copy_(torch.from_numpy(value.copy()))

    with torch.no_grad():
        put(model.shared.weight, arrays["decoder/embeddings/weight"])
        for side, stack in (("encoder", model.encoder), ("decoder", model.decoder)):
            put(stack.final_layer_norm.weight, arrays[f"{side}/layer_norm/gamma"])
            for number, block in enumerate(stack.block):
                base = f"{side}/layer_{number}"
                own = block.layer[0].SelfAttention
                if number == 0:
                    bias = arrays[f"{base}/self_attention/relative_attention_bias"]
                    put(own.relative_attention_bias.weight, bias)
                put(block.layer[0].layer_norm.weight, arrays[f"{base}/self_attention/layer_norm/gamma"])
                joined = np.split(arrays[f"{base}/self_attention/linear_0/weight"], 3)
                for part, value in zip((own.q, own.k, own.v), joined, strict=True):
                    put(part.weight, value)
                put(own.o.weight, arrays[f"{base}/self_attention/linear_1/weight"])
                if side == "decoder":
                    cross = block.layer[1].EncDecAttention
                    put(block.layer[1].layer_norm.weight, arrays[f"{base}/attention/layer_norm/gamma"])
                    put(cross.q.weight, arrays[f"{base}/attention/linear_0/weight"])
                    for part, value in zip(
                        (cross.k, cross.v), np.split(arrays[f"{base}/attention/linear_1/weight"], 2), strict=True
                    ):
                        put(part.weight, value)
                    put(cross.o.weight, arrays[f"{base}/attention/linear_2/weight"])
                last = block.layer[-1]
                put(last.layer_norm.weight, arrays[f"{base}/ffn/layer_norm/gamma"])
                put(last.DenseReluDense.wi.weight, arrays[f"{base}/ffn/linear_0/weight"])
                put(last.DenseReluDense.wo.weight, arrays[f"{base}/ffn/linear_1/weight"])
