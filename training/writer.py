"""Trains the embedded writer, a small T5, on packed pairs.

    python -m training.writer --config training/nano.toml --work .work --budget-minutes 60 [--resume]

The schedule is a function of the share of the budget that is spent, so it fits whatever the machine manages. A
checkpoint is written every two minutes; --resume goes on from it with the time that it had left.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers import T5Config, T5ForConditionalGeneration

from training.data import SEED
from training.induction import install_copying
from training.pairs import Pair, unpack

VOCABULARY = 16_000
_IGNORED = -100


def build(config: dict[str, Any], *, dropout: float, copying: bool = True) -> T5ForConditionalGeneration:
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


def batches(pairs: list[Pair], tokens: int, rng: random.Random) -> Iterator[list[Pair]]:
    """One pass in random order; each batch holds pairs of like length, at most `tokens` padded tokens of them."""
    order = sorted(pairs, key=lambda p: (len(p.source) + rng.random() * 12, len(p.target)))
    made: list[list[Pair]] = [[]]
    width = 0
    for pair in order:
        width = max(width, len(pair.source) + len(pair.target))
        if made[-1] and width * (len(made[-1]) + 1) > tokens:
            made.append([])
            width = len(pair.source) + len(pair.target)
        made[-1].append(pair)
    rng.shuffle(made)
    yield from made


def tensors(batch: list[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Source ids, source mask and labels of a batch, each (pairs, longest)."""

    def pad(rows: list[list[int]], filler: int) -> Tensor:
        width = max(map(len, rows))
        return torch.tensor([row + [filler] * (width - len(row)) for row in rows])

    source = pad([pair.source for pair in batch], 0)
    return source, (source != 0).long(), pad([pair.target for pair in batch], _IGNORED)


def loss_of(model: T5ForConditionalGeneration, batch: list[Pair], smoothing: float, device: str) -> Tensor:
    source, mask, labels = (t.to(device) for t in tensors(batch))
    with torch.autocast(device, dtype=torch.bfloat16):
        logits = model(input_ids=source, attention_mask=mask, labels=labels).logits
    return torch.nn.functional.cross_entropy(
        logits.float().flatten(0, 1), labels.flatten(), ignore_index=_IGNORED, label_smoothing=smoothing
    )


def validate(model: T5ForConditionalGeneration, pairs: list[Pair], device: str) -> float:
    """Mean loss per token, without smoothing."""
    model.eval()
    total = count = 0.0
    with torch.inference_mode():
        for batch in batches(pairs, 8000, random.Random(0)):
            length = sum(len(pair.target) for pair in batch)
            total += float(loss_of(model, batch, 0.0, device)) * length
            count += length
    model.train()
    return total / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path("training/nano.toml"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--name", default="writer", help="of the checkpoint folder inside --work")
    parser.add_argument("--budget-minutes", type=float, required=True)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--plain-start", action="store_true", help="T5's own initialisation, for comparison")
    args = parser.parse_args()
    config = tomllib.loads(args.config.read_text())
    options = config["training"]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    folder = args.work / args.name
    folder.mkdir(parents=True, exist_ok=True)

    train, val = unpack(args.work / "pairs-train.npz"), unpack(args.work / "pairs-val.npz")
    rewrites = [p for p in train if p.rewrites]
    model = build(config["model"], dropout=options["dropout"], copying=not args.plain_start).to(device)
    print(
        f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f}M parameters; {len(train)} pairs, "
        f"{len(rewrites)} of them rewrite",
        flush=True,
    )
    optimizer = torch.optim.AdamW(model.parameters(), lr=1.0, betas=(0.9, 0.98), weight_decay=0.01)
    budget, spent, step, seen = args.budget_minutes * 60, 0.0, 0, 0
    checkpoint = folder / "checkpoint.pt"
    if args.resume and checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        spent, step, seen = state["spent"], state["step"], state["seen"]
    rng = random.Random(SEED + step)
    curve = (folder / "curve.csv").open("a" if args.resume else "w", newline="")
    rows = csv.writer(curve)
    if not args.resume:
        rows.writerow(["minutes", "step", "pairs", "train_loss", "val_loss"])

    def save() -> None:
        scratch = checkpoint.with_suffix(".part")
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
        torch.save(state | {"spent": spent, "step": step, "seen": seen}, scratch)
        scratch.rename(checkpoint)

    model.train()
    recent: list[float] = []
    saved = validated = spent
    clock = time.monotonic()
    while spent < budget:
        for batch in batches(train + rewrites * (options["rewrites_seen"] - 1), options["batch_tokens"], rng):
            share = spent / budget
            if share >= 1:
                break
            warm = min(1.0, (share + 1e-4) / options["warmup"])
            for group in optimizer.param_groups:
                group["lr"] = options["learning_rate"] * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * share)))
            loss = loss_of(model, batch, options["label_smoothing"], device)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step, seen = step + 1, seen + len(batch)
            recent.append(loss.item())
            spent += time.monotonic() - clock
            clock = time.monotonic()
            if step in (1, 20) or spent - validated > min(120, budget / 8):
                validated = spent
                value = validate(model, val[:400], device)
                rows.writerow([f"{spent / 60:.2f}", step, seen, f"{sum(recent) / len(recent):.4f}", f"{value:.4f}"])
                curve.flush()
                print(
                    f"{spent / 60:5.1f} min, step {step}, {seen} pairs: "
                    f"train {sum(recent) / len(recent):.3f}, val {value:.3f}",
                    flush=True,
                )
                recent.clear()
                clock = time.monotonic()
            if spent - saved > 120:
                saved = spent
                save()
    save()
    model.save_pretrained(folder / "model")


if __name__ == "__main__":
    main()
