"""Trains the embedded writer, a small T5, on packed pairs.

    python -m training.writer --config training/nano.toml --work .work --budget-minutes 95 [--resume]

On one CUDA device where there is one, else on the processor; bf16 where the processor or the device computes it. The
schedule fits the budget (training/loop.py); --resume goes on from the last checkpoint with the time that it had left.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers import T5ForConditionalGeneration

from training.data import SEED
from training.loop import Run
from training.pairs import Kind, Pair, unpack
from training.shipped import load_shipped
from training.t5 import VOCABULARY, build

VALIDATED = 400
_IGNORED = -100


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


def endless(pairs: list[Pair], seen: dict[str, int], tokens: int, rng: random.Random) -> Iterator[list[Pair]]:
    """Pass after pass; pairs of a kind come as often in a pass as `seen` says."""
    repeated = [pair for pair in pairs for _ in range(seen[pair.kind.name.lower()])]
    while True:
        yield from batches(repeated, tokens, rng)


def tensors(batch: list[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Source ids, source mask and labels of a batch, each (pairs, longest)."""

    def pad(rows: list[list[int]], filler: int) -> Tensor:
        width = max(map(len, rows))
        return torch.tensor([row + [filler] * (width - len(row)) for row in rows])

    source = pad([pair.source for pair in batch], 0)
    return source, (source != 0).long(), pad([pair.target for pair in batch], _IGNORED)


def precision(device: str) -> AbstractContextManager[Any]:
    """bf16 where it is computed by the hardware; elsewhere it is only slower."""
    able = torch.cpu.get_capabilities()
    fast = device == "cuda" or able.get("avx512_bf16") or able.get("amx_bf16")
    return torch.autocast(device, dtype=torch.bfloat16) if fast else nullcontext()


def candidates(batch: list[Pair], negatives: int) -> Tensor | None:
    """Sorted ids that a batch is trained on: its own, and `negatives` others; None for all."""
    own = torch.tensor(sorted({0, *(i for pair in batch for ids in (pair.source, pair.target) for i in ids)}))
    others = torch.ones(VOCABULARY, dtype=torch.bool)
    others[own] = False
    rest = others.nonzero()[:, 0]
    if not negatives or len(rest) <= negatives:
        return None
    return torch.cat([own, rest[torch.randperm(len(rest))[:negatives]]]).sort().values


def loss_of(
    model: T5ForConditionalGeneration, batch: list[Pair], device: str, *, smoothing: float = 0.0, negatives: int = 0
) -> Tensor:
    """Mean cross-entropy per target token.

    With `negatives`, over the batch's own words and that many others, drawn evenly and weighted for all that were not
    (sampled softmax; Jean et al., 2015): a third less work on a processor.
    """
    source, mask, labels = (t.to(device) for t in tensors(batch))
    shifted = model.prepare_decoder_input_ids_from_labels(labels)
    with precision(device):
        hidden = model.encoder(source, mask).last_hidden_state
        hidden = model.decoder(shifted, encoder_hidden_states=hidden, encoder_attention_mask=mask).last_hidden_state
        hidden = hidden[labels != _IGNORED] * model.config.d_model**-0.5
        wanted = labels[labels != _IGNORED]
        chosen = candidates(batch, negatives)
        if chosen is None:
            logits = hidden @ model.shared.weight.T
        else:
            chosen = chosen.to(device)
            own = torch.zeros(VOCABULARY, dtype=torch.bool, device=device)
            own[source.flatten()] = True
            own[wanted] = True
            missing = (VOCABULARY - own.sum()) / negatives
            logits = hidden @ model.shared.weight[chosen].T + torch.where(own[chosen], 0.0, missing.log())
            wanted = torch.searchsorted(chosen, wanted)
    return torch.nn.functional.cross_entropy(logits.float(), wanted, label_smoothing=smoothing)


def validate(model: T5ForConditionalGeneration, pairs: list[Pair], device: str) -> dict[str, float]:
    """Mean loss per token without smoothing, for rewriting and for headlines."""
    model.eval()
    found = {}
    with torch.inference_mode():
        for name, kinds in (("val_loss", (Kind.SELECTED, Kind.COVERED)), ("headline_loss", (Kind.HEADLINE,))):
            total = count = 0.0
            for batch in batches([p for p in pairs if p.kind in kinds][:VALIDATED], 8000, random.Random(0)):
                length = sum(len(pair.target) for pair in batch)
                total += float(loss_of(model, batch, device)) * length
                count += length
            found[name] = total / count
    model.train()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path("training/nano.toml"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--name", default="writer", help="of the checkpoint folder inside --work")
    parser.add_argument("--budget-minutes", type=float, required=True)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--start", type=Path, help="go on from this shipped model.bin (int8, so nearly)")
    parser.add_argument("--plain-start", action="store_true", help="T5's own initialisation, for comparison")
    args = parser.parse_args()
    config = tomllib.loads(args.config.read_text())
    options = config["training"]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    train, val = unpack(args.work / "pairs-train.npz"), unpack(args.work / "pairs-val.npz")
    model = build(config["model"], dropout=options["dropout"], copying=not args.plain_start).to(device)
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f}M parameters; {len(train)} pairs", flush=True)
    if args.start:
        load_shipped(model, args.start)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1.0, betas=(0.9, 0.98), weight_decay=0.01)
    run = Run(args.work / args.name, args.budget_minutes, resume=args.resume)
    if run.restored:
        model.load_state_dict(run.restored["model"])
        optimizer.load_state_dict(run.restored["optimizer"])
    if device == "cuda":
        model.encoder.compile(dynamic=True)
        model.decoder.compile(dynamic=True)
    stream = endless(train, options["seen"], options["batch_tokens"], random.Random(SEED + run.step))
    model.train()
    while not run.done:
        batch = next(stream)
        for group in optimizer.param_groups:
            group["lr"] = run.learning_rate(options["learning_rate"], options["warmup"])
        loss = loss_of(model, batch, device, smoothing=options["label_smoothing"], negatives=options["negatives"])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        run.stepped(loss.item(), len(batch))
        if run.wants_validation():
            with run.pause():
                run.log(**validate(model, val, device))
        if run.wants_checkpoint():
            with run.pause():
                run.save(model=model.state_dict(), optimizer=optimizer.state_dict())


if __name__ == "__main__":
    main()
