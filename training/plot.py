"""Draws the curve of a training run.

python -m training.plot training/results/writer.csv training/results/embedder.csv --out docs/training.png
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

# What each further column means, by its name; others are drawn as they are called.
_LABELS = {
    "train_loss": "training loss",
    "val_loss": "validation loss",
    "recall_at_1": "recall at 1, %",
    "accentless_at_1": "recall at 1 without diacritics, %",
    "headline_loss": "validation loss of headlines",
    "val_f1": "answer F1, %",
    "practice_loss": "validation loss of practice",
    "summary_loss": "validation loss of summaries",
    "here_auc": "answered or not, AUC × 100",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("curves", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, len(args.curves), figsize=(5 * len(args.curves), 3.6), squeeze=False)
    for axis, path in zip(axes[0], args.curves, strict=True):
        with path.open(newline="") as lines:
            rows = list(csv.DictReader(lines))
        minutes = [float(row["minutes"]) for row in rows]
        measures = [name for name in rows[0] if name not in ("minutes", "step", "seen", "pairs")]
        other = axis.twinx() if any(not name.endswith("loss") for name in measures) else None
        for number, name in enumerate(measures):
            where = axis if name.endswith("loss") or other is None else other
            values = [float(row[name]) for row in rows]
            where.plot(minutes, values, label=_LABELS.get(name, name), color=f"C{number}")
        handles = [line for side in (axis, other) if side is not None for line in side.get_lines()]
        axis.legend(handles, [str(line.get_label()) for line in handles], fontsize=8)
        axis.set_title(path.stem)
        axis.set_xlabel("minutes")
    figure.tight_layout()
    figure.savefig(args.out, dpi=110)


if __name__ == "__main__":
    main()
