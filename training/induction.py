"""A start from which a T5 copies at once.

A Transformer from nothing spends most of a small budget on discovering how to copy. The circuit that it ends with is
known (induction heads; Olsson et al., 2022), so it is put into the initial weights:

* an encoder head looks one token back (by its relative position bias) and notes which token stood there;
* the last decoder layer's cross-attention asks, with the token just written, for the place whose noted token is that
  one, and fetches the token that stands there;
* which the tied output matrix turns into its logit.

All other weights keep T5's own initialisation, made smaller where they write to the residual stream.
"""

from __future__ import annotations

import torch
from transformers import T5ForConditionalGeneration

_LOOK_BACK = 8.0  # relative position bias of the head that looks one token back
_NOTE = 2.0  # how loudly the previous token is noted beside the token itself
_MATCH = 0.4  # square root of the sharpness of the match
_FETCH = 2.5  # how loudly the fetched token speaks over the one just written
_QUIET = 0.3  # other writers to the residual stream


def install_copying(model: T5ForConditionalGeneration) -> None:
    """Writes the copying circuit into a freshly initialised T5, in place.

    Needs as many cross-attention dimensions (heads x d_kv) as d_model.
    """
    config = model.config
    width, size, heads = config.d_model, config.d_kv, config.num_heads
    if size * heads != width:
        raise ValueError(f"{heads} heads of {size} do not make up a width of {width}")
    generator = torch.Generator().manual_seed(1)
    basis, _ = torch.linalg.qr(torch.randn(width, width, generator=generator))
    # Two random orthonormal frames: what is matched of a token, and where its predecessor is noted.
    identity, note = basis[:, :size].T, torch.linalg.qr(torch.randn(width, size, generator=generator))[0]
    with torch.no_grad():
        for block in [*model.encoder.block, *model.decoder.block]:
            for layer in block.layer[:-1]:
                attention = getattr(layer, "SelfAttention", None) or layer.EncDecAttention
                attention.o.weight.mul_(_QUIET)
            block.layer[-1].DenseReluDense.wo.weight.mul_(_QUIET)
        encoder = model.encoder.block[0].layer[0].SelfAttention
        encoder.relative_attention_bias.weight.mul_(0.1)
        encoder.relative_attention_bias.weight[1, 0] = _LOOK_BACK  # bucket 1: one token to the left
        encoder.q.weight[:size].mul_(0.1)
        encoder.v.weight[:size] = identity
        encoder.o.weight[:, :size] = _NOTE * note
        cross = model.decoder.block[-1].layer[1].EncDecAttention
        for head in range(heads):
            rows = slice(head * size, (head + 1) * size)
            cross.q.weight[rows] = _MATCH * identity
            cross.k.weight[rows] = _MATCH * note.T
            cross.v.weight[rows] = torch.eye(width)[rows]
            cross.o.weight[:, rows] = _FETCH * torch.eye(width)[:, rows]
