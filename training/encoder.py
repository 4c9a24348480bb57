"""Trains the encoder that reads a question and a passage together, on one CUDA device, within a number of seconds.

    python -m training.encoder --work .work --out OUT --deadline-seconds 560

Needs what training.corpus_pack and training.encoder_pack write, and torch, numpy, safetensors; nothing else.
First it learns to fill in what is masked in news (PRACTICE of the time), then to answer: mostly questions made by rule,
later more of people's. Both learning rates follow the clock, so that it is done whenever the time is up. A step that is
not finite is left out; a batch too large for the memory halves those after it. Writes OUT/encoder/part-0.safetensors
and so on (int8, each at most 15 MiB; until there is an encoder that answers, OUT/masked/part-0 and so on) and the
curve, OUT/encoder.csv.
"""

from __future__ import annotations

import time

_BEGIN = time.monotonic()

# ruff: noqa: E402 - importing takes part of the time that there is
import argparse
import itertools
import math
import queue
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.corpus import read_corpus
from training.encoder_examples import Batch, Examples, batches, check, collate, load
from training.encoder_format import READ, RELEVANT, SUPPORTED
from training.encoder_masking import Masked, Rows
from training.encoder_network import Encoder, Heads, MaskedHead, Size, bert_state
from training.encoder_validation import validate
from training.muon import Muon
from training.parts import save_parts

PRACTICE = 0.47
"""Share of the time for masked text."""
PEOPLE = ((0.0, 0.1), (0.5, 0.15), (0.6, 0.4), (1.0, 0.4))
"""Share of people's questions by share of the time for answering."""
RATES = {"masked": 1.1e-3, "answers": 3.5e-4}
WARM, COOLEST = 0.03, 0.02
TOKENS = {"masked": 64 * 384, "answers": 32_768}
GROWS = 0.35
"""Share of the time for masked text after which batches are twice as large: small ones learn first things faster."""
DROPOUT = 0.1
RESERVE = 14.0
"""Seconds kept for the last validation and for writing."""
_RELEVANCE, _SUPPORT = 0.3, 0.5
_HELD_BACK = 3_000


@dataclass
class Model:
    """Encoder and heads."""

    encoder: Encoder
    masked: MaskedHead
    heads: Heads

    def parts(self) -> tuple[nn.Module, ...]:
        return self.encoder, self.masked, self.heads


class Feed:
    """Batches made ready on the device by a thread of their own; `tokens` may be lowered while it runs."""

    def __init__(self, made: Callable[[], Iterator[Any]], device: torch.device) -> None:
        self._queue: queue.Queue[dict[str, Tensor] | BaseException] = queue.Queue(6)
        self._stop = threading.Event()
        self._device = device
        self._thread = threading.Thread(target=self._run, args=(made,), daemon=True)
        self._thread.start()

    def _run(self, made: Callable[[], Iterator[Any]]) -> None:
        try:
            for batch in made():
                tensors = {name: torch.from_numpy(value) for name, value in vars(batch).items()}
                if self._device.type == "cuda":
                    tensors = {name: value.pin_memory() for name, value in tensors.items()}
                while not self._stop.is_set():
                    try:
                        self._queue.put(tensors, timeout=0.5)
                        break
                    except queue.Full:
                        continue
                if self._stop.is_set():
                    return
        except Exception as error:  # raised again by `get`, in the thread that waits
            self._queue.put(error)

    def get(self) -> dict[str, Tensor]:
        batch = self._queue.get(timeout=120)
        if isinstance(batch, BaseException):
            raise batch
        return {name: value.to(self._device, non_blocking=True) for name, value in batch.items()}

    def close(self) -> None:
        self._stop.set()


class Steps:
    """Both optimisers: Muon for the layers' matrices, AdamW for everything else."""

    def __init__(self, model: Model, heads: nn.Module, device: torch.device) -> None:
        matrices = [p for p in model.encoder.layers.parameters() if p.ndim == 2]
        kept = {id(p) for p in matrices}
        rest = [p for module in (model.encoder, heads) for p in module.parameters() if id(p) not in kept]
        self.parameters = matrices + rest
        fused = device.type == "cuda"
        self._optimisers: list[torch.optim.Optimizer] = [
            Muon(matrices, 1e-3, weight_decay=0.05),
            torch.optim.AdamW(
                [{"params": [p for p in rest if p.ndim == 2], "weight_decay": 0.01},
                 {"params": [p for p in rest if p.ndim != 2], "weight_decay": 0.0}],
                betas=(0.9, 0.98), eps=1e-8, fused=fused,
            ),
        ]  # fmt: skip

    def step(self, loss: Tensor, rate: float) -> bool:
        """One step; False where loss or gradients are not finite, and nothing was changed."""
        for optimiser in self._optimisers:
            optimiser.zero_grad(set_to_none=True)
            for group in optimiser.param_groups:
                group["lr"] = rate
        loss.backward()  # type: ignore[no-untyped-call]
        norm = nn.utils.clip_grad_norm_(self.parameters, 1.0)
        if not math.isfinite(float(norm)):
            return False
        for optimiser in self._optimisers:
            optimiser.step()
        return True


def masked_loss(model: Model, batch: Mapping[str, Tensor]) -> Tensor:
    x = model.encoder(batch["ids"], batch["segments"])
    seen = x.flatten(0, 1).index_select(0, batch["places"])
    return F.cross_entropy(model.masked(seen, model.encoder.words.weight).float(), batch["wanted"])


def answer_loss(model: Model, batch: Mapping[str, Tensor]) -> Tensor:
    """Marginal likelihood of accepted spans or of "not here", with the losses of the two judgements."""
    x = model.encoder(batch["ids"], batch["segments"], batch["real"])
    spans = model.heads.spans(x, batch["inside"]).float().flatten(1)
    null, relevant, supported = model.heads.judged(x).float().unbind(1)
    whole = torch.logaddexp(torch.logsumexp(spans, 1), null)
    accepted = batch["accepted"]
    right = spans.gather(1, accepted.clamp(min=0)).masked_fill(accepted < 0, -1e9).logsumexp(1)
    right = torch.where((accepted >= 0).any(1), right, null)
    labels, tasks = batch["labels"].float(), batch["tasks"]
    read, judged = tasks == READ, tasks == SUPPORTED
    relevance = F.binary_cross_entropy_with_logits(relevant, labels, reduction="none") * (~judged)
    support = F.binary_cross_entropy_with_logits(supported, labels, reduction="none") * judged
    total = (whole - right) * read + _RELEVANCE * relevance + _SUPPORT * support * (1 + (tasks == RELEVANT))
    return total.mean()


def rate_at(progress: float) -> float:
    """Share of the highest learning rate at a share of the time."""
    return min(progress / WARM, 1.0) * (COOLEST + (1 - COOLEST) * (1 - min(progress, 1.0)))


class Trainer:
    """Runs the two phases and keeps the curve."""

    def __init__(self, args: argparse.Namespace, model: Model, device: torch.device) -> None:
        self.args, self.model, self.device = args, model, device
        self.end = args.deadline_seconds - RESERVE * min(1.0, args.deadline_seconds / 200)
        args.out.mkdir(parents=True, exist_ok=True)
        self._lines = ["seconds,phase,step,million tokens,rate,loss,validation"]

    def note(self, *row: object) -> None:
        """A line of the curve, printed too."""
        self._lines.append(",".join(map(str, row)))
        print("encoder", *row, flush=True)

    def save(self, name: str, heads: nn.Module) -> None:
        """Writes the encoder by BertModel's names and the heads after `heads.`, and the curve so far."""
        weights = {**bert_state(self.model.encoder), **{f"heads.{k}": v for k, v in heads.state_dict().items()}}
        save_parts(weights, self.args.out / name)
        (self.args.out / "encoder.csv").write_text("\n".join(self._lines) + "\n", encoding="utf-8")

    def run(
        self,
        phase: str,
        until: float,
        feed: Callable[[float], Feed | None],
        loss_of: Callable[[Model, Mapping[str, Tensor]], Tensor],
        checks: tuple[float, ...],
        check_of: Callable[[float], str],
    ) -> None:
        """Steps until the clock says `until`; `feed` gives the feed to take from at a share of the phase."""
        begin = self.now()
        heads = self.model.masked if phase == "masked" else self.model.heads
        steps = Steps(self.model, heads, self.device)
        left, losses, tokens, skipped, grown = list(checks), list[Tensor](), 0, 0, False
        for step in itertools.count(1):
            progress = (self.now() - begin) / max(until - begin, 1e-6)
            if progress >= 1:
                break
            if phase == "masked" and progress > GROWS and not grown:
                grown = True
                TOKENS[phase] *= 2
            source = feed(progress)
            assert source is not None
            try:
                batch = source.get()
                with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
                    loss = loss_of(self.model, batch)
                done = steps.step(loss, RATES[phase] * rate_at(progress))
            except torch.OutOfMemoryError:
                done, batch = False, {}
                steps = Steps(self.model, heads, self.device)
                torch.cuda.empty_cache()
                TOKENS[phase] //= 2
            skipped += not done
            if done:
                losses.append(loss.detach())
                tokens += batch["ids"].numel()
            if step % 100 == 0 or (left and progress >= left[0]):
                mean = float(torch.stack(losses).mean()) if losses else math.nan
                said = check_of(left.pop(0)) if left and progress >= left[0] else ""
                said += f" skipped {skipped}" if skipped else ""
                rate = f"{RATES[phase] * rate_at(progress):.2e}"
                self.note(f"{self.now():.1f}", phase, step, f"{tokens / 1e6:.1f}", rate, f"{mean:.4f}", said)
                losses.clear()

    @staticmethod
    def now() -> float:
        """Seconds since the process began."""
        return time.monotonic() - _BEGIN


def people_share(progress: float) -> float:
    return float(np.interp(progress, [at for at, _ in PEOPLE], [share for _, share in PEOPLE]))


def masked_batches(rows: Rows) -> Iterator[Masked]:
    """Batches of the size that TOKENS has at the moment."""
    made, size = rows.batches(TOKENS["masked"], np.random.default_rng(1)), TOKENS["masked"]
    while True:
        if size != TOKENS["masked"]:
            size = TOKENS["masked"]
            made = rows.batches(size, np.random.default_rng(size))
        yield next(made)


def answer_batches(examples: Examples, seed: int) -> Iterator[Batch]:
    rng = np.random.default_rng(seed)
    size = TOKENS["answers"]
    made = batches(examples, size, rng)
    while True:
        if size != TOKENS["answers"]:
            size = TOKENS["answers"]
            made = batches(examples, size, rng)
        yield collate(examples.part(next(made)), rng)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--examples", type=Path, help="encoder-examples.npz of the work folder where not given")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--deadline-seconds", type=float, default=560)
    parser.add_argument(
        "--tiny", action="store_true", help="a network of two narrow layers, to try the script on a CPU"
    )
    return parser.parse_args()


def main() -> None:
    args = parsed()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if args.tiny:
        TOKENS.update(masked=8 * 384, answers=4096)
    torch.manual_seed(0)
    with ThreadPoolExecutor(1) as loading:
        corpus_soon = loading.submit(read_corpus, args.work)
        size = Size(width=64, layers=2, heads=2, inner=256, rank=16) if args.tiny else Size()
        model = Model(*(part.to(device) for part in (Encoder(size), MaskedHead(size), Heads(size))))  # type: ignore[arg-type]
        torch.zeros(8, device=device).sum().item()
        corpus = corpus_soon.result()
    rule, people, validation, folded = load(args.examples or args.work / "encoder-examples.npz", corpus)
    for examples in (rule, people, validation):
        check(examples)
    held = np.zeros(len(rule), np.bool_)
    held[np.random.default_rng(0).permutation(len(rule))[: min(_HELD_BACK, len(rule) // 20)]] = True
    rule.times[rule.tasks == SUPPORTED] = 2
    held_rule, rule = rule.part(held), rule.part(~held)
    people.times[:] = (people.times + 1) // 2  # three cuts of its context show each question often enough
    if args.tiny:
        validation, held_rule = (e.part(np.arange(0, len(e), len(e) // 100)) for e in (validation, held_rule))
    trainer = Trainer(args, model, device)
    trainer.note(f"{trainer.now():.1f}", "loaded", 0, 0, 0, 0, f"{len(rule)} by rule, {len(people)} people's, {device}")

    rows = Rows(corpus, folded)
    practice = Feed(lambda: masked_batches(rows), device)
    # Ready before they are needed, and out of the way: their queues are short.
    feeds = {
        "rule": Feed(lambda: answer_batches(rule, 2), device),
        "people": Feed(lambda: answer_batches(people, 3), device),
    }
    middle = trainer.now() + PRACTICE * (trainer.end - trainer.now())
    trainer.run("masked", middle, lambda _: practice, masked_loss, (), lambda _: "")
    practice.close()
    trainer.save("masked", model.masked)

    def checked(share: float) -> str:
        said = validate(model.encoder, model.heads, {"people": validation, "rule": held_rule}, device)
        if share in (0.5, 0.8):
            trainer.save("encoder", model.heads)
            shutil.rmtree(args.out / "masked", ignore_errors=True)
        return said

    rng = np.random.default_rng(5)
    model.encoder.set_dropout(DROPOUT)
    trainer.run(
        "answers",
        trainer.end,
        lambda p: feeds["people" if rng.random() < people_share(p) else "rule"],
        answer_loss,
        (0.1, 0.25, 0.5, 0.65, 0.8, 0.92),
        checked,
    )
    trainer.save("encoder", model.heads)  # before anything else can go wrong
    said = validate(model.encoder, model.heads, {"people": validation, "rule": held_rule}, device)
    trainer.note(f"{trainer.now():.1f}", "done", 0, 0, 0, 0, said)
    trainer.save("encoder", model.heads)
    for feed in feeds.values():
        feed.close()


if __name__ == "__main__":
    main()
