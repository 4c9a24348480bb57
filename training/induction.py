"""A start from which a T5 copies at once.

A Transformer from nothing spends most of a small budget on discovering how to copy. The circuit that it ends with is
known (induction heads; Olsson et al., 2022), so it is put into the initial weights, for a context of two tokens:

* two encoder heads look one and two tokens back (by their relative position bias) and note which tokens stood there;
* a decoder head looks one token back and notes the token before the one just written;
* the last decoder layer's cross-attention asks for the place whose two noted tokens are the two just written, and
  fetches the token that stands there;
* which the tied output matrix turns into its logit.

One token of context would do, but loses its place at every "của" and every comma. All other weights keep T5's own
initialisation, made smaller where they write to the residual stream.
"""

from __future__ import annotations

import torch
from torch import Tensor
from transformers import T5ForConditionalGeneration

_LOOK_BACK = 8.0  # relative position bias of a head that looks back
_NOTE = 1.5  # how loudly an earlier token is noted beside the token itself
_MATCH = 0.8, 0.6  # square roots of the sharpness of the match: the token just written, the one before it
_FETCH = 6.0  # how loudly the fetched token speaks over the one just written
_QUIET = 0.3  # other writers to the residual stream


def install_copying(model: T5ForConditionalGeneration) -> None:
    """Writes the copying circuit into a freshly initialised T5, in place.

    Needs as many cross-attention dimensions (heads x d_kv) as d_model, two heads or more, and an even d_kv.
    """
    config = model.config
    width, size, heads = config.d_model, config.d_kv, config.num_heads
    if size * heads != width:
        raise ValueError(f"{heads} heads of {size} do not make up a width of {width}")
    generator = torch.Generator().manual_seed(1)

    def frame() -> Tensor:
        """Orthonormal columns, (width, size)."""
        return torch.linalg.qr(torch.randn(width, size, generator=generator))[0]

    # What is kept of a token, and where the tokens before it are noted.
    identity, one_back, two_back = frame().T, frame(), frame()
    with torch.no_grad():
        for block in [*model.encoder.block, *model.decoder.block]:
            for layer in block.layer[:-1]:
                attention = getattr(layer, "SelfAttention", None) or layer.EncDecAttention
                attention.o.weight.mul_(_QUIET)
            block.layer[-1].DenseReluDense.wo.weight.mul_(_QUIET)
        encoder, decoder = (stack.block[0].layer[0].SelfAttention for stack in (model.encoder, model.decoder))
        for attention, notes in ((encoder, (one_back, two_back)), (decoder, (one_back,))):
            attention.relative_attention_bias.weight.mul_(0.1)
            for head, note in enumerate(notes):
                rows = slice(head * size, (head + 1) * size)
                attention.relative_attention_bias.weight[head + 1, head] = _LOOK_BACK  # bucket n: n tokens to the left
                attention.q.weight[rows].mul_(0.1)
                attention.v.weight[rows] = identity
                attention.o.weight[:, rows] = _NOTE * note
        cross = model.decoder.block[-1].layer[1].EncDecAttention
        half = size // 2
        for head in range(heads):
            first, rows = slice(head * size, head * size + half), slice(head * size, (head + 1) * size)
            second = slice(head * size + half, (head + 1) * size)
            cross.q.weight[first], cross.q.weight[second] = _MATCH[0] * identity[:half], _MATCH[1] * one_back.T[:half]
            cross.k.weight[first], cross.k.weight[second] = _MATCH[0] * one_back.T[:half], _MATCH[1] * two_back.T[:half]
            cross.v.weight[rows] = torch.eye(width)[rows]
            cross.o.weight[:, rows] = _FETCH * torch.eye(width)[:, rows]
