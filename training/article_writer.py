"""Trains a writer of 44M parameters that reads whole articles, on one CUDA device.

    python -m training.article_writer --config training/small.toml --work .work --minutes 9

It is not shipped: models.md has what it measured after nine minutes on half an H100. bf16, fused attention, Muon; on
a processor it only serves to try it. Needs the packed articles. For a first share of the time it practises on sentences
of the press, then it learns to summarise (training/examples.py); its initial weights copy already
(training/induction.py). The schedule fits the time (training/loop.py). The result is written to `--out` in int8 parts
small enough for a lent machine's door, first at every quarter, so that a run that is cut off leaves something.
"""

from __future__ import annotations

import argparse
import time
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.utils.data import DataLoader
from transformers import T5ForConditionalGeneration

from training.corpus import SEED, Corpus, read_corpus
from training.examples import Batch, Examples, Stream, batched, wishes
from training.loop import Run
from training.muon import Muon
from training.parts import save_parts
from training.t5 import build, loss_of

HELD_OUT = 3_000
"""The last articles of the training split: the writer does not learn from them, so that others can from it."""
_WORKERS = 7
_PARTS_AT = (0.25, 0.5, 0.75)


def optimizers(model: T5ForConditionalGeneration, muon: float, device: str) -> list[torch.optim.Optimizer]:
    """AdamW; and Muon for the matrices of the layers, if its share of the learning rate is not 0."""
    matrices, rest = [], []
    for name, parameter in model.named_parameters():
        inside = ".block." in name and parameter.ndim == 2 and "relative_attention_bias" not in name
        (matrices if inside and muon else rest).append(parameter)
    made: list[torch.optim.Optimizer] = [
        torch.optim.AdamW(rest, lr=1.0, betas=(0.9, 0.98), weight_decay=0.01, fused=device == "cuda")
    ]
    if matrices:
        made.append(Muon(matrices, lr=1.0, weight_decay=0.05))
    return made


def precision(device: str) -> AbstractContextManager[Any]:
    """bf16 on a CUDA device; elsewhere it is only slower."""
    return torch.autocast(device, dtype=torch.bfloat16) if device == "cuda" else nullcontext()


class Validation:
    """Mean loss per token on held-out articles, without smoothing.

    Args:
        examples: makes them.
        numbers: of the held-out articles.
        tokens: of the padded sources of a batch.
    """

    def __init__(self, examples: Examples, numbers: range, tokens: int) -> None:
        self._batches: dict[str, list[Batch]] = {}
        for name, make in (("practice_loss", examples.practice), ("summary_loss", examples.summary)):
            rng = np.random.default_rng(0)
            pool = [example for number in numbers if (example := make(number, rng))]
            self._batches[name] = list(batched(pool, tokens, rng))

    def __call__(self, model: T5ForConditionalGeneration, device: str) -> dict[str, float]:
        found = {}
        with torch.inference_mode(), precision(device):
            for name, batches in self._batches.items():
                total = count = 0.0
                for source, labels in batches:
                    length = int((labels >= 0).sum())
                    total += float(loss_of(model, source.to(device), labels.to(device))) * length
                    count += length
                found[name] = total / count
        return found


def streams(corpus: Corpus, examples: Examples, tokens: int, workers: int) -> dict[str, Iterator[Batch]]:
    """Endless batches of both lessons, made by worker processes."""
    articles = range(len(corpus) - HELD_OUT)

    def stream(seed: int, make: Any) -> Iterator[Batch]:
        return iter(
            DataLoader(
                Stream(make, articles, tokens, seed),
                batch_size=None,
                num_workers=workers,
                prefetch_factor=6 if workers else None,
                pin_memory=torch.cuda.is_available(),
            )
        )

    return {"practice": stream(SEED, examples.practice), "summaries": stream(SEED + 1, examples.summary)}


def main() -> None:
    begin = time.monotonic()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path("training/small.toml"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--out", type=Path, default=Path(".work/article-writer"))
    parser.add_argument("--minutes", type=float, required=True, help="wall time of it all, loading and saving included")
    parser.add_argument("--workers", type=int, default=_WORKERS)
    parser.add_argument("--validated", type=int, default=512, help="held-out articles; fewer for a trial")
    parser.add_argument("--plain-start", action="store_true", help="T5's own initialisation, for comparison")
    args = parser.parse_args()
    config = tomllib.loads(args.config.read_text())
    options = config["training"]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_float32_matmul_precision("high")
    corpus = read_corpus(args.work)
    examples = Examples(corpus, wishes(args.work / "spiece.model"))
    lessons = streams(corpus, examples, options["batch_tokens"], args.workers)
    held_out = range(len(corpus) - HELD_OUT, len(corpus) - HELD_OUT + args.validated)
    validate = Validation(examples, held_out, options["batch_tokens"])
    model = build(config["model"], copying=not args.plain_start).to(device)
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f}M parameters, {len(corpus)} articles", flush=True)
    steppers = optimizers(model, options["muon"], device)
    rng = np.random.default_rng(SEED)
    for lesson in lessons.values():
        next(lesson)
    saving = 6 / 60
    run = Run(args.out, max(args.minutes - (time.monotonic() - begin) / 60 - saving, 0.2))
    print(f"ready after {time.monotonic() - begin:.0f} s", flush=True)
    safe = list(_PARTS_AT)
    last: torch.Tensor | None = None
    while not run.done:
        practising = run.share < options["practice"]
        mixed = rng.random() < options["mixed"]
        source, labels = next(lessons["practice" if practising != mixed else "summaries"])
        rate = run.learning_rate(options["learning_rate"], options["warmup"])
        for stepper, share in zip(steppers, (1.0, options["muon"]), strict=False):
            for group in stepper.param_groups:
                group["lr"] = rate * share
        drop = 0.0 if practising else options["dropout"]
        source, labels = source.to(device, non_blocking=True), labels.to(device, non_blocking=True)
        with precision(device):
            loss = loss_of(model, source, labels, smoothing=options["label_smoothing"], drop=drop)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for stepper in steppers:
            stepper.step()
            stepper.zero_grad(set_to_none=True)
        # The loss of the step before is read, so that the device need not be waited for.
        run.stepped(last.item() if last is not None else float("nan"), len(source))
        last = loss.detach()
        if run.wants_validation():
            run.log(**validate(model, device))
        if safe and run.share > safe[0]:
            safe.pop(0)
            save_parts(model.state_dict(), args.out)
    save_parts(model.state_dict(), args.out)
    print(f"{run.seen} examples in {run.minutes:.1f} minutes, all in {(time.monotonic() - begin) / 60:.1f}")


if __name__ == "__main__":
    main()
