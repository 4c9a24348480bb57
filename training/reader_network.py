"""The reader's network in torch; answers/network.py runs the same in numpy and says what it is."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from answers.network import KERNEL, LAYERS, LONGEST_SPAN, SHARPNESS
from answers.reading import FEATURES

_NEVER = -1e9


class TorchReader(nn.Module):
    """Scores of all spans and of "not here".

    Args:
        vocabulary: how many ids there are.
        word: width of a word's vector; `width` of what the layers make of it; `rank` of the bilinear form.
    """

    def __init__(
        self, vocabulary: int, *, word: int = 64, width: int = 96, rank: int = 32, dropout: float = 0.2
    ) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, word)
        self.segments = nn.Embedding(3, width)
        self.into = nn.Linear(2 * word + 1 + FEATURES, width)
        self.layers = nn.ModuleList(nn.Conv1d(width, width, KERNEL, padding=KERNEL // 2) for _ in range(LAYERS))
        self.pool = nn.Linear(width, 1)
        self.gate = nn.Linear(width, width)
        self.first, self.last = nn.Linear(width, width), nn.Linear(width, width)
        self.length = nn.Linear(width, LONGEST_SPAN)
        self.left, self.right = nn.Linear(width, rank), nn.Linear(width, rank)
        self.null = nn.Linear(2 * width, 1)
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.embedding.weight, std=0.5)
        nn.init.normal_(self.segments.weight, std=0.3)

    def forward(self, ids: Tensor, features: Tensor, segments: Tensor) -> tuple[Tensor, Tensor]:
        """As ReaderNetwork: (pairs, tokens, LONGEST_SPAN) and (pairs,)."""
        words = self.embedding(ids)
        aligned, likeness = _aligned(words, segments)
        seen = torch.cat([self.dropout(words), self.dropout(aligned), likeness, features], -1)
        real = (segments > 0)[:, :, None]
        x = torch.relu(self.into(seen) + self.segments(segments)) * real
        for layer in self.layers:
            near = layer(self.dropout(x).transpose(1, 2)).transpose(1, 2)
            x = x + torch.relu(near) * real
        share = torch.softmax(self.pool(x)[:, :, 0].masked_fill(segments != 1, _NEVER), 1)
        asked = (share[:, None, :] @ x)[:, 0]
        x = x * (1 + self.gate(asked)[:, None, :])
        return self._spans(x, asked, segments == 2)

    def _spans(self, x: Tensor, asked: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
        pairs, tokens, _ = x.shape
        first = (x @ self.first(asked)[:, :, None])[:, :, 0]
        last = (x @ self.last(asked)[:, :, None])[:, :, 0]
        end = torch.arange(tokens)[:, None] + torch.arange(LONGEST_SPAN)[None, :]
        allowed = inside[:, :, None] & inside[:, end.clamp(max=tokens - 1)] & (end < tokens)
        every = self.left(x) @ self.right(x).transpose(1, 2) / math.sqrt(self.left.out_features) + last[:, None, :]
        band = every.gather(2, end.clamp(max=tokens - 1).expand(pairs, -1, -1))
        scores = (band + first[:, :, None] + self.length(asked)[:, None, :]).masked_fill(~allowed, _NEVER)
        most = x.masked_fill(~inside[:, :, None], _NEVER).amax(1)
        return scores, self.null(torch.cat([asked, most], -1))[:, 0]


def _aligned(words: Tensor, segments: Tensor) -> tuple[Tensor, Tensor]:
    unit = torch.nn.functional.normalize(words, dim=-1, eps=1e-6)
    cosine = unit @ unit.transpose(1, 2)
    other = (segments[:, :, None] + segments[:, None, :]) == 3
    likeness = cosine.masked_fill(~other, 0).amax(-1, keepdim=True)
    return torch.softmax((cosine * SHARPNESS).masked_fill(~other, _NEVER), -1) @ words, likeness
