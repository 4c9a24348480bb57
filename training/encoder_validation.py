"""How well the encoder answers while it is trained, on examples held back."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import torch

from training.encoder_examples import Examples, collate
from training.encoder_format import LONGEST_SPAN, READ, RELEVANT, SUPPORTED
from training.encoder_network import Encoder, Heads

_AT_ONCE = 128


def auc(values: npt.NDArray[np.float64], truth: npt.NDArray[np.bool_]) -> float:
    """Area under the ROC curve; NaN where all are of one kind."""
    order = values.argsort().argsort()
    positive = int(truth.sum())
    negative = len(truth) - positive
    if not positive or not negative:
        return float("nan")
    return float((order[truth].sum() - positive * (positive - 1) / 2) / (positive * negative))


def overlap(first: int, last: int, accepted: npt.NDArray[np.int64]) -> float:
    """F1 of pieces of the span [first, last] with the best of the accepted ones, given as rows of first and last."""
    best = 0.0
    for a, b in accepted.tolist():
        common = min(last, b) - max(first, a) + 1
        if common > 0:
            best = max(best, 2 * common / (last - first + 1 + b - a + 1))
    return best


@torch.inference_mode()
def scored(
    encoder: Encoder, heads: Heads, examples: Examples, device: torch.device
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Of each example margin, relevance and support, (examples, 3), and the overlap of its best span."""
    judged, overlaps = np.zeros((len(examples), 3)), np.zeros(len(examples))
    order = np.argsort(examples.lengths.sum(1))
    for begin in range(0, len(order), _AT_ONCE):
        chosen = order[begin : begin + _AT_ONCE]
        batch = collate(examples.part(chosen))
        ids, segments, real, inside = (
            torch.from_numpy(v).to(device) for v in (batch.ids, batch.segments, batch.real, batch.inside)
        )
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            x = encoder(ids, segments, real)
            spans = heads.spans(x, inside).float().flatten(1)
            null, relevant, supported = heads.judged(x).float().unbind(1)
        best, place = spans.max(1)
        judged[chosen] = torch.stack([best - null, relevant, supported], 1).double().cpu().numpy()
        for n, at, accepted in zip(chosen, place.tolist(), batch.accepted, strict=True):
            right = accepted[accepted >= 0]
            rows = np.stack([right // LONGEST_SPAN, right // LONGEST_SPAN + right % LONGEST_SPAN], 1)
            overlaps[n] = overlap(at // LONGEST_SPAN, at // LONGEST_SPAN + at % LONGEST_SPAN, rows)
    return judged, overlaps


def validate(encoder: Encoder, heads: Heads, sets: Mapping[str, Examples], device: torch.device) -> str:
    """The figures in one line: F1 of answers where there is one, and AUC of what each score is to tell apart."""
    encoder.eval()
    said = []
    for name, examples in sets.items():
        judged, overlaps = scored(encoder, heads, examples, device)
        truth, tasks = examples.labels > 0, examples.tasks
        read = tasks == READ
        if (read & truth).any():
            said.append(f"{name} F1 {100 * overlaps[read & truth].mean():.1f}")
        said.append(f"here {auc(judged[read, 0], truth[read]):.3f} rel {auc(judged[read, 1], truth[read]):.3f}")
        for task, column, label in ((RELEVANT, 1, "title"), (SUPPORTED, 2, "supported")):
            if (tasks == task).any():
                said.append(f"{label} {auc(judged[tasks == task, column], truth[tasks == task]):.3f}")
    encoder.train()
    return " ".join(said)
