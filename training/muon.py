"""Muon: steps of matrices whose directions are all of one size (Jordan et al., 2024).

A matrix's momentum is made nearly orthogonal by a Newton-Schulz iteration before it is added. Matrices of one shape are
worked on together, or a small model would spend its time on starting kernels.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor

_COEFFICIENTS = 3.4445, -4.7750, 2.0315  # of the quintic iteration, as published
_ITERATIONS = 5
_RMS = 0.2  # of a step of size 1, which is AdamW's (Liu et al., 2025), so that learning rates carry over


def orthogonal(matrices: Tensor) -> Tensor:
    """Nearly orthogonal matrices with the directions of those given, (count, rows, columns)."""
    a, b, c = _COEFFICIENTS
    x = matrices.bfloat16()
    tall = x.shape[1] > x.shape[2]
    x = x.mT if tall else x
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(_ITERATIONS):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    """Muon over matrices, (rows, columns) each.

    Args:
        lr: as of AdamW.
        momentum: of the gradients.
        weight_decay: share of `lr` by which weights shrink in a step.
    """

    def __init__(
        self, params: Iterable[Tensor], lr: float, *, momentum: float = 0.95, weight_decay: float = 0.01
    ) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]  # noqa: ARG002
        """One step of all matrices that have gradients."""
        for group in self.param_groups:
            shapes: dict[torch.Size, list[Tensor]] = {}
            for matrix in group["params"]:
                if matrix.grad is not None:
                    shapes.setdefault(matrix.shape, []).append(matrix)
            for shape, matrices in shapes.items():
                gradients = [matrix.grad for matrix in matrices]
                moments = [self.state[matrix].setdefault("momentum", torch.zeros_like(matrix)) for matrix in matrices]
                torch._foreach_lerp_(moments, gradients, 1 - group["momentum"])
                # Nesterov's look ahead.
                ahead = torch._foreach_lerp(gradients, moments, group["momentum"])
                steps = orthogonal(torch.stack(ahead)).to(matrices[0].dtype)
                size = _RMS * max(shape) ** 0.5
                torch._foreach_mul_(matrices, 1 - group["lr"] * group["weight_decay"])
                torch._foreach_add_(matrices, list(steps.unbind()), alpha=-group["lr"] * size)
