"""The encoder in torch, as it is trained: BERT (Devlin et al., 2019) with small heads.

The same computation as transformers' BertModel, whose names its weights are given by `bert_state`, without what costs
time on a GPU: one matrix for query, key and value, and scaled_dot_product_attention told outright what it may look at.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.encoder_format import LONGEST_SPAN, VOCABULARY

_NEVER = -1e4
"""A score that no softmax notices; finite in half precision."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of the encoder; `positions` is the longest sequence, `rank` the width of the span head's bilinear form."""

    width: int = 384
    layers: int = 6
    heads: int = 6
    inner: int = 1536
    positions: int = 384
    vocabulary: int = VOCABULARY
    rank: int = 64


class Layer(nn.Module):
    """Attention and feed-forward, each added and then normalised (post-LN)."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = size.heads, dropout
        self.qkv = nn.Linear(size.width, 3 * size.width)
        self.out = nn.Linear(size.width, size.width)
        self.attention_norm = nn.LayerNorm(size.width, eps=1e-12)
        self.up, self.down = nn.Linear(size.width, size.inner), nn.Linear(size.inner, size.width)
        self.norm = nn.LayerNorm(size.width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        pairs, tokens, width = x.shape
        p = self.dropout if self.training else 0.0
        q, k, v = self.qkv(x).view(pairs, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind()
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = self.out(seen.transpose(1, 2).reshape(pairs, tokens, width))
        x = self.attention_norm(x + F.dropout(seen, p, self.training))
        return self.norm(x + F.dropout(self.down(F.gelu(self.up(x))), p, self.training))  # type: ignore[no-any-return]


class Encoder(nn.Module):
    """Ids and segments to one vector for each token."""

    def __init__(self, size: Size, dropout: float = 0.0) -> None:
        super().__init__()
        self.size, self.dropout = size, dropout
        self.words = nn.Embedding(size.vocabulary, size.width)
        self.positions = nn.Embedding(size.positions, size.width)
        self.segments = nn.Embedding(2, size.width)
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        for module in self.modules():
            if isinstance(module, nn.Linear | nn.Embedding):
                nn.init.normal_(module.weight, std=0.02)
            if isinstance(module, nn.Linear):
                nn.init.zeros_(module.bias)

    def set_dropout(self, share: float) -> None:
        self.dropout = share
        for layer in self.layers:
            layer.dropout = share  # type: ignore[assignment]

    def forward(self, ids: Tensor, segments: Tensor, real: Tensor | None = None) -> Tensor:
        """(pairs, tokens) each; `real` is false where a sequence is filled up. Gives (pairs, tokens, width)."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.segments(segments)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        mask = None if real is None else real[:, None, None, :].expand(-1, -1, ids.shape[1], -1)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class MaskedHead(nn.Module):
    """What a masked piece was, by the embeddings that it was masked in."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.dense = nn.Linear(size.width, size.width)
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.bias = nn.Parameter(torch.zeros(size.vocabulary))
        nn.init.normal_(self.dense.weight, std=0.02)

    def forward(self, x: Tensor, words: Tensor) -> Tensor:
        """(places, width) to logits, (places, vocabulary)."""
        return F.linear(self.norm(F.gelu(self.dense(x))), words, self.bias)


class Heads(nn.Module):
    """Scores of spans and of "not here", of relevance, of support: what index/encoder.py computes in numpy."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.bounds = nn.Linear(size.width, 2)  # of the first and of the last piece of an answer
        self.left, self.right = nn.Linear(size.width, size.rank), nn.Linear(size.width, size.rank)
        self.length = nn.Parameter(torch.zeros(LONGEST_SPAN))
        self.pool = nn.Linear(size.width, size.width)
        self.judge = nn.Linear(size.width, 3)  # "not here", relevant, supported
        for module in (self.bounds, self.left, self.right, self.pool, self.judge):
            nn.init.normal_(module.weight, std=0.02)
            nn.init.zeros_(module.bias)

    def spans(self, x: Tensor, inside: Tensor) -> Tensor:
        """Scores by first piece and length less one, (pairs, tokens, LONGEST_SPAN); `inside` marks the passage."""
        with torch.autocast(x.device.type, enabled=False):  # differences of scores need more than 8 bits
            return self._spans(x.float(), inside)

    def _spans(self, x: Tensor, inside: Tensor) -> Tensor:
        tokens = x.shape[1]
        first, last = self.bounds(x).unbind(-1)
        end = torch.arange(tokens, device=x.device)[:, None] + torch.arange(LONGEST_SPAN, device=x.device)[None, :]
        at = end.clamp(max=tokens - 1)
        every = self.left(x) @ self.right(x).transpose(1, 2) / math.sqrt(self.left.out_features) + last[:, None, :]
        band = every.gather(2, at.expand(len(x), -1, -1))
        allowed = inside[:, :, None] & inside[:, at] & (end < tokens)
        return (band + first[:, :, None] + self.length).masked_fill(~allowed, _NEVER)

    def judged(self, x: Tensor) -> Tensor:
        """Scores of "not here", of relevance, of support, (pairs, 3)."""
        with torch.autocast(x.device.type, enabled=False):
            return self.judge(torch.tanh(self.pool(x[:, 0].float())))  # type: ignore[no-any-return]


def bert_state(encoder: Encoder) -> dict[str, Tensor]:
    """The encoder's weights by the names of transformers' BertModel (without pooler)."""
    state = {
        "embeddings.word_embeddings.weight": encoder.words.weight,
        "embeddings.position_embeddings.weight": encoder.positions.weight,
        "embeddings.token_type_embeddings.weight": encoder.segments.weight,
        "embeddings.LayerNorm.weight": encoder.norm.weight,
        "embeddings.LayerNorm.bias": encoder.norm.bias,
    }
    for n, layer in enumerate(encoder.layers):
        assert isinstance(layer, Layer)
        at = f"encoder.layer.{n}"
        for name, weight, bias in zip(
            ("query", "key", "value"), layer.qkv.weight.chunk(3), layer.qkv.bias.chunk(3), strict=True
        ):
            state[f"{at}.attention.self.{name}.weight"] = weight
            state[f"{at}.attention.self.{name}.bias"] = bias
        for name, module in {
            "attention.output.dense": layer.out,
            "attention.output.LayerNorm": layer.attention_norm,
            "intermediate.dense": layer.up,
            "output.dense": layer.down,
            "output.LayerNorm": layer.norm,
        }.items():
            state[f"{at}.{name}.weight"], state[f"{at}.{name}.bias"] = module.weight, module.bias
    return state
