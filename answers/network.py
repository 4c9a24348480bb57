"""The reader's network in numpy: a score for every span of a passage as the answer to a question, and for "not here".

The same network in torch, which trains it, is in training/reader_network.py; a test holds them together.

A small DrQA (Chen et al., 2017) without its recurrent layers, so that a passage takes about a millisecond: each word
comes with what is known of it (answers/reading.py) and with the words of the other side that its vector is most like;
two layers see its neighbours; the question, pooled by learned weights, says what its answer begins, ends and looks
like. All spans of a passage and "not here" share one softmax (RaSoR; Lee et al., 2016).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from answers.reading import Batch

KERNEL = 5
"""Tokens that a layer sees at once."""
LAYERS = 2
LONGEST_SPAN = 32
"""Tokens of the longest answer."""
SHARPNESS = 10.0
"""What cosines are multiplied by before the softmax that aligns the two sides."""

Floats = npt.NDArray[np.float32]
_NEVER = np.float32(-1e9)


class ReaderNetwork:
    """Runs the trained network.

    Args:
        weights: names and shapes as training/reader_network.py gives them.
    """

    def __init__(self, weights: Mapping[str, npt.NDArray[np.generic]]) -> None:
        self._w: dict[str, Floats] = {name: value.astype(np.float32) for name, value in weights.items()}

    def __call__(self, batch: Batch) -> tuple[Floats, Floats]:
        """Scores.

        Returns:
            Of spans by first token of the joined sequence and length less one, (pairs, tokens, LONGEST_SPAN), hugely
            negative where there can be none; and of "not here", (pairs,).
        """
        w = self._w
        words = w["embedding.weight"][batch.ids]
        aligned, likeness = _aligned(words, batch.segments)
        seen = np.concatenate([words, aligned, likeness, batch.features], -1)
        real = (batch.segments > 0)[:, :, None].astype(np.float32)
        x = np.maximum(self._linear(seen, "into") + w["segments.weight"][batch.segments], 0) * real
        for n in range(LAYERS):
            x = x + np.maximum(self._near(x, f"layers.{n}"), 0) * real
        asked = self._pooled(x, batch.segments == 1)
        x = x * (1 + self._linear(asked, "gate")[:, None, :])
        return self._spans(x, asked, batch.segments == 2)

    def _linear(self, x: Floats, name: str) -> Floats:
        return np.asarray(x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"], np.float32)

    def _near(self, x: Floats, name: str) -> Floats:
        """A convolution over KERNEL neighbours: (pairs, tokens, width) to the same."""
        weight = self._w[f"{name}.weight"]  # (out, in, KERNEL)
        pairs, tokens, width = x.shape
        padded = np.zeros((pairs, tokens + KERNEL - 1, width), np.float32)
        padded[:, KERNEL // 2 : KERNEL // 2 + tokens] = x
        windows = np.lib.stride_tricks.sliding_window_view(padded, KERNEL, 1)  # (pairs, tokens, width, KERNEL)
        flat = windows.reshape(pairs * tokens, width * KERNEL)
        out = flat @ weight.reshape(len(weight), -1).T + self._w[f"{name}.bias"]
        return np.asarray(out.reshape(pairs, tokens, -1), np.float32)

    def _pooled(self, x: Floats, question: npt.NDArray[np.bool_]) -> Floats:
        """The question as one vector, (pairs, width)."""
        logits = np.where(question, self._linear(x, "pool")[:, :, 0], _NEVER)
        share = np.exp(logits - logits.max(1, keepdims=True))
        share /= share.sum(1, keepdims=True)
        return np.asarray((share[:, None, :] @ x)[:, 0], np.float32)

    def _spans(self, x: Floats, asked: Floats, inside: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
        w = self._w
        pairs, tokens, _ = x.shape
        left, right = self._linear(x, "left"), self._linear(x, "right")
        first = (x @ self._linear(asked, "first")[:, :, None])[:, :, 0]
        last = (x @ self._linear(asked, "last")[:, :, None])[:, :, 0]
        lengths = self._linear(asked, "length")  # (pairs, LONGEST_SPAN)
        scores = np.full((pairs, tokens, LONGEST_SPAN), _NEVER, np.float32)
        scale = np.float32(1 / math.sqrt(left.shape[-1]))
        for more in range(min(LONGEST_SPAN, tokens)):
            end = tokens - more
            together = (left[:, :end] * right[:, more:]).sum(-1) * scale
            value = together + first[:, :end] + last[:, more:] + lengths[:, more : more + 1]
            scores[:, :end, more] = np.where(inside[:, :end] & inside[:, more:], value, _NEVER)
        most = np.where(inside[:, :, None], x, _NEVER).max(1)
        null = np.concatenate([asked, most], -1) @ w["null.weight"].T + w["null.bias"]
        return scores, np.asarray(null[:, 0], np.float32)


def _aligned(words: Floats, segments: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
    """For each token the mix of the other side's words most like it, and the likeness of the nearest one.

    Args:
        words: (pairs, tokens, width).

    Returns:
        (pairs, tokens, width) and (pairs, tokens, 1).
    """
    unit = words / np.maximum(np.sqrt((words * words).sum(-1, keepdims=True)), 1e-6)
    cosine = unit @ unit.transpose(0, 2, 1)
    other = (segments[:, :, None] + segments[:, None, :]) == 3
    likeness = np.where(other, cosine, 0).max(-1, keepdims=True)
    logits = np.where(other, cosine * np.float32(SHARPNESS), _NEVER)
    logits -= logits.max(-1, keepdims=True)
    np.exp(logits, out=logits)
    logits /= logits.sum(-1, keepdims=True)
    return np.asarray(logits @ words, np.float32), np.asarray(likeness, np.float32)
