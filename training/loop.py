"""What every training script shares: a budget of time, checkpoints that can be resumed, and the curve.

The learning rate is a function of the share of the budget that is spent, so a schedule fits whatever a machine
manages. On a processor time is counted that was computed, so that a busy machine only takes longer; validation and
saving are free.
"""

from __future__ import annotations

import csv
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch

_CHECKPOINT_SECONDS = 120
_CURVE_POINTS = 24
_EARLY_STEPS = (1, 20)
_FLOOR = 0.02  # share of the learning rate at either end


def _now() -> float:
    """Seconds on a clock that counts what a budget is spent on."""
    if torch.cuda.is_available():
        return time.monotonic()
    return time.process_time() / torch.get_num_threads()


class Run:
    """One training run in a folder: `checkpoint.pt`, `curve.csv`.

    Args:
        folder: made where absent.
        minutes: the budget.
        resume: go on from the folder's checkpoint, with the time that it had left.

    Attributes:
        step, seen: optimiser steps and examples so far.
        restored: the states given to `save` by the run that is resumed, else None.
    """

    def __init__(self, folder: Path, minutes: float, *, resume: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._checkpoint = folder / "checkpoint.pt"
        self._curve = folder / "curve.csv"
        self._budget = minutes * 60
        self._spent = 0.0
        self.step = self.seen = 0
        self.restored: dict[str, Any] | None = None
        if resume and self._checkpoint.exists():
            self.restored = torch.load(self._checkpoint, map_location="cpu", weights_only=True)
            self._spent, self.step, self.seen = (self.restored[name] for name in ("spent", "step", "seen"))
        else:
            self._curve.unlink(missing_ok=True)
        self._losses: list[float] = []
        self._saved = self._logged = self._spent
        self._clock = _now()

    @property
    def share(self) -> float:
        """How much of the budget is spent, 0 to 1."""
        return min(self._spent / self._budget, 1.0)

    @property
    def minutes(self) -> float:
        """Minutes of training so far, those of resumed runs included."""
        return self._spent / 60

    @property
    def done(self) -> bool:
        return self._spent >= self._budget

    def learning_rate(self, peak: float, warmup: float) -> float:
        """Linear over the first `warmup` of the budget, then half a cosine down to a fiftieth of the peak."""
        rise = min(1.0, (self.share + 1e-4) / warmup)
        return peak * rise * (_FLOOR + (1 - _FLOOR) * 0.5 * (1 + math.cos(math.pi * self.share)))

    def stepped(self, loss: float, examples: int) -> None:
        """To be called after every optimiser step."""
        self.step += 1
        self.seen += examples
        self._losses.append(loss)
        now = _now()
        self._spent += now - self._clock
        self._clock = now

    @contextmanager
    def pause(self) -> Iterator[None]:
        """Time inside does not count against the budget."""
        try:
            yield
        finally:
            self._clock = _now()

    def wants_validation(self) -> bool:
        return self.step in _EARLY_STEPS or self.done or self._spent - self._logged >= self._budget / _CURVE_POINTS

    def log(self, **measures: float) -> None:
        """Prints a line and adds it to the curve, with the mean training loss since the last one."""
        self._logged = self._spent
        mean = sum(self._losses) / max(len(self._losses), 1)
        self._losses.clear()
        row = {"minutes": f"{self.minutes:.2f}", "step": self.step, "seen": self.seen, "train_loss": f"{mean:.4f}"}
        row |= {name: f"{value:.4f}" for name, value in measures.items()}
        fresh = not self._curve.exists()
        with self._curve.open("a", newline="") as out:
            writer = csv.DictWriter(out, row)
            if fresh:
                writer.writeheader()
            writer.writerow(row)
        print("  ".join(f"{name} {value}" for name, value in row.items()), flush=True)

    def wants_checkpoint(self) -> bool:
        return self.done or self._spent - self._saved >= _CHECKPOINT_SECONDS

    def save(self, **states: Any) -> None:
        """Writes the checkpoint atomically."""
        self._saved = self._spent
        scratch = self._checkpoint.with_suffix(".part")
        torch.save(states | {"spent": self._spent, "step": self.step, "seen": self.seen}, scratch)
        scratch.rename(self._checkpoint)
