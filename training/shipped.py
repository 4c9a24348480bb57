"""Reads a shipped writer or encoder back into torch, so that training goes on from it where no checkpoint was kept.

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


def encoder_weights(folder: Path) -> dict[str, Tensor]:
    """The weights of a folder of training.encoder_export by the names that training.encoder gives them.

    What is not shipped, the judgement of support, is zero.
    """
    from safetensors.numpy import load_file

    arrays = read_arrays(folder / "model.bin")
    names = {
        "embeddings.word_embeddings.weight": "encoder/embeddings_0/weight",
        "embeddings.token_type_embeddings.weight": "encoder/embeddings_1/weight",
        "embeddings.position_embeddings.weight": "encoder/position_encodings/encodings",
        "embeddings.LayerNorm.weight": "encoder/layernorm_embedding/gamma",
        "embeddings.LayerNorm.bias": "encoder/layernorm_embedding/beta",
        "heads.pool.weight": "pooler_dense/weight",
        "heads.pool.bias": "pooler_dense/bias",
    }
    layers = sum(name.endswith("ffn/linear_0/bias") for name in arrays)
    for n in range(layers):
        theirs, ours = f"encoder/layer_{n}", f"encoder.layer.{n}"
        for part in ("weight", "bias"):
            joined = np.split(arrays[f"{theirs}/self_attention/linear_0/{part}"], 3)
            for which, value in zip(("query", "key", "value"), joined, strict=True):
                arrays[f"{theirs}/{which}/{part}"] = value
                names[f"{ours}.attention.self.{which}.{part}"] = f"{theirs}/{which}/{part}"
            names[f"{ours}.attention.output.dense.{part}"] = f"{theirs}/self_attention/linear_1/{part}"
            names[f"{ours}.intermediate.dense.{part}"] = f"{theirs}/ffn/linear_0/{part}"
            names[f"{ours}.output.dense.{part}"] = f"{theirs}/ffn/linear_1/{part}"
        for part, shipped in (("weight", "gamma"), ("bias", "beta")):
            names[f"{ours}.attention.output.LayerNorm.{part}"] = f"{theirs}/self_attention/layer_norm/{shipped}"
            names[f"{ours}.output.LayerNorm.{part}"] = f"{theirs}/ffn/layer_norm/{shipped}"
    found = {name: torch.from_numpy(arrays[theirs].copy()) for name, theirs in names.items()}
    for name, value in load_file(folder / "heads.safetensors").items():
        found[f"heads.{name}"] = torch.from_numpy(value.astype(np.float32))
    for part in ("weight", "bias"):
        judge = found[f"heads.judge.{part}"]
        found[f"heads.judge.{part}"] = torch.cat([judge, judge.new_zeros(1, *judge.shape[1:])])
    return found
