"""A logistic model with a normal prior, fitted by Newton's method."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_STEPS = 30
_FREE = 1e-3
"""Prior of the constant, which may be anything."""


def fit_logistic(x: Floats, y: npt.NDArray[np.bool_], prior: float) -> Floats:
    """Weights and, last, the constant.

    Args:
        x: shape (cases, features).
        y: shape (cases,).
        prior: by which the squares of the weights are held down.
    """
    ones = np.hstack([x, np.ones((len(x), 1))])
    w = np.zeros(ones.shape[1])
    priors = np.full(len(w), prior)
    priors[-1] = _FREE
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-(ones @ w)))
        hessian = (ones * (p * (1 - p))[:, None]).T @ ones + np.diag(priors)
        w -= np.linalg.solve(hessian, ones.T @ (p - y) + priors * w)
    return w
