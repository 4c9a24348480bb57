"""A writer's network, and its loss by fused attention.

transformers computes T5's attention step by step, because its scores have a learned bias. Here the bias and the padding
are one mask for `scaled_dot_product_attention`: the same function of the same parameters (a test compares them) in a
fraction of the time and memory.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.nn.functional import cross_entropy, dropout, rms_norm, scaled_dot_product_attention
from transformers import T5Config, T5ForConditionalGeneration

from training.corpus import SEED
from training.examples import IGNORED
from training.induction import install_copying

VOCABULARY = 16_000

_NEVER = -1e4
# Those that have a gradient for the mask.
_KERNELS = [SDPBackend.EFFICIENT_ATTENTION, SDPBackend.MATH]


def build(config: dict[str, Any], *, dropout: float = 0.0, copying: bool = True) -> T5ForConditionalGeneration:
    """A freshly initialised writer; with `copying`, one that copies from the first step."""
    torch.manual_seed(SEED)
    model = T5ForConditionalGeneration(
        T5Config(
            vocab_size=VOCABULARY,
            **config,
            dropout_rate=dropout,
            tie_word_embeddings=True,
            decoder_start_token_id=0,
            pad_token_id=0,
            eos_token_id=1,
        )
    )
    if copying:
        install_copying(model)
    return model


def loss_of(
    model: T5ForConditionalGeneration, source: Tensor, labels: Tensor, *, smoothing: float = 0.0, drop: float = 0.0
) -> Tensor:
    """Mean cross-entropy per target token.

    Args:
        source: ids, (pairs, tokens); 0 pads.
        labels: ids, (pairs, tokens); IGNORED pads.
        smoothing: of the labels.
        drop: share of the outputs of every layer that is dropped.
    """
    config = model.config
    shifted = labels.masked_fill(labels == IGNORED, config.pad_token_id).roll(1, 1)
    shifted[:, 0] = config.decoder_start_token_id
    kind = _kind(model.shared.weight)
    # Not -inf, which makes NaN of rows that are all padding.
    padding = torch.zeros(source.shape, device=source.device, dtype=kind).masked_fill(source == 0, _NEVER)
    padding = padding[:, None, None, :]

    x = _drop(model.shared(source), drop)
    encoder = model.encoder.block
    mask = _bias(encoder[0].layer[0].SelfAttention, source.shape[1]).to(kind) + padding
    for block in encoder:
        x = x + _drop(_attend(block.layer[0].SelfAttention, _normed(block.layer[0], x), None, mask), drop)
        x = x + _drop(_feed(block.layer[1], x, drop), drop)
    encoded = _drop(_norm(x, model.encoder.final_layer_norm), drop)

    y = _drop(model.shared(shifted), drop)
    decoder = model.decoder.block
    length = labels.shape[1]
    future = torch.full((length, length), _NEVER, device=source.device).triu(1)
    causal = (_bias(decoder[0].layer[0].SelfAttention, length) + future).to(kind).expand(len(source), -1, -1, -1)
    seen = padding.expand(-1, config.num_heads, length, -1)
    for block in decoder:
        y = y + _drop(_attend(block.layer[0].SelfAttention, _normed(block.layer[0], y), None, causal), drop)
        y = y + _drop(_attend(block.layer[1].EncDecAttention, _normed(block.layer[1], y), encoded, seen), drop)
        y = y + _drop(_feed(block.layer[2], y, drop), drop)
    y = _drop(_norm(y, model.decoder.final_layer_norm), drop)

    wanted = labels != IGNORED
    logits = (y[wanted] * config.d_model**-0.5) @ model.shared.weight.T
    return cross_entropy(logits.float(), labels[wanted], label_smoothing=smoothing)


def _drop(x: Tensor, share: float) -> Tensor:
    return dropout(x, share) if share else x


def _bias(attention: torch.nn.Module, length: int) -> Tensor:
    """What a stack's first layer adds to the scores of all, (1, heads, length, length)."""
    places = torch.arange(length, device=attention.relative_attention_bias.weight.device)
    buckets = attention._relative_position_bucket(  # the same in all of transformers' versions
        places[None, :] - places[:, None],
        bidirectional=not attention.is_decoder,
        num_buckets=attention.relative_attention_num_buckets,
        max_distance=attention.relative_attention_max_distance,
    )
    return attention.relative_attention_bias(buckets).permute(2, 0, 1)[None]


def _kind(x: Tensor) -> torch.dtype:
    """What autocast computes matrix products in."""
    device = x.device.type
    return torch.get_autocast_dtype(device) if torch.is_autocast_enabled(device) else x.dtype


def _norm(x: Tensor, layer: torch.nn.Module) -> Tensor:
    return rms_norm(x, (x.shape[-1],), layer.weight, layer.variance_epsilon)


def _normed(layer: torch.nn.Module, x: Tensor) -> Tensor:
    return _norm(x, layer.layer_norm)


def _attend(attention: torch.nn.Module, x: Tensor, memory: Tensor | None, mask: Tensor) -> Tensor:
    heads, size = attention.n_heads, attention.key_value_proj_dim

    def split(states: Tensor) -> Tensor:
        return states.view(len(states), -1, heads, size).transpose(1, 2)

    read = x if memory is None else memory
    query, key, value = split(attention.q(x)), split(attention.k(read)), split(attention.v(read))
    with sdpa_kernel(_KERNELS):
        made = scaled_dot_product_attention(query, key, value, attn_mask=mask, scale=1.0)
    return attention.o(made.transpose(1, 2).flatten(2))


def _feed(layer: torch.nn.Module, x: Tensor, drop: float) -> Tensor:
    dense = layer.DenseReluDense
    return dense.wo(_drop(torch.relu(dense.wi(_normed(layer, x))), drop))
