"""Goes on training the encoder on gaps: which fact of an article fills the one that its abstract leaves. On one core.

    python -m training.encoder_gaps --data ../shared/data --work .work --trained FOLDER --out OUT --minutes 60

FOLDER has the part-*.safetensors of training.encoder_meetings, or is index/weights/encoder: what is shipped. Every
number, date and name of an abstract that the body holds too, and that facts/doubt.json alone does not settle, is a
cloze (facts.cloze). The loss is the cross-entropy of the right filling among those of its kind, once by the reader
alone and once with what the words say added, so that it learns most where these err. Articles are those of Vietnews'
training split on which training.doubt neither fits nor sets limits, in another order after a second start. Checkpoints
are kept in OUT every few minutes, and a second run goes on from them.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from facts.cloze import Cloze
from facts.doubt import load_court
from index.encoder import WEIGHTS as SHIPPED
from index.pieces import PiecedText, Pieces
from training.data import SEED, Record, cached_train, read_cached
from training.doubt import COUNTED, FITTED, SET_ASIDE
from training.encoder_format import CLASS, LONGEST_SPAN, SEPARATOR
from training.encoder_network import Encoder, Heads, Size
from training.encoder_tuning import descend, freeze, keep_memory, load_trained, pace, save_trained
from training.gap_cases import cases

SURE = 0.98
"""Gaps that the words fill so surely are not read."""
QUESTION_LONGEST, PASSAGE_LONGEST = 56, 176
TOKENS = 2_048
RATE, WARM = 8e-5, 0.04
DROPOUT = 0.1
FROZEN = 2
"""Lowest layers that stay as they are, with the embeddings."""
ALONE = 0.5
"""Weight of the loss by the reader alone."""
_POOL = 1_500
_SAVED_EVERY = 240.0
_CHECKED = 360
_ABSENT = -1e4


@dataclass(frozen=True, slots=True)
class Pair:
    """A cloze as pieces.

    Attributes:
        mentions: for each filling, the right one first, the first and last pieces of the passage where it stands.
        known: log odds of the fillings by their words.
    """

    question: tuple[int, ...]
    passage: tuple[int, ...]
    mentions: tuple[tuple[tuple[int, int], ...], ...]
    known: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.question) + len(self.passage) + 3


def pair_of(cloze: Cloze, known: Sequence[float], pieces: Pieces) -> Pair:
    """What the encoder reads of a cloze."""
    asked, read = pieces.cut(cloze.question, QUESTION_LONGEST), pieces.cut(cloze.passage, PASSAGE_LONGEST)
    mentions = tuple(tuple(_mentions(spans, read)) for spans in cloze.spans)
    return Pair(tuple(asked.ids.tolist()), tuple(read.ids.tolist()), mentions, tuple(known))


def _mentions(spans: Iterable[tuple[int, int]], read: PiecedText) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        place = read.covering(start, end)
        if place is not None and place[1] - place[0] < LONGEST_SPAN:
            yield place


def unsure(records: Iterable[Record], pieces: Pieces) -> Iterator[Pair]:
    """The gaps to be read, those left out whose right filling is not in the passage."""
    court = load_court()
    for record in records:
        for case in cases(record, court.habits):
            if case.framed:
                continue
            cloze, known = case.ask(court)
            odds = np.array(known)
            if 1 / np.exp(odds - odds.max()).sum() < SURE:
                pair = pair_of(cloze, known, pieces)
                if pair.mentions[0]:
                    yield pair


def batches(pairs: Iterable[Pair], rng: random.Random) -> Iterator[list[Pair]]:
    """Pairs of like length, at most TOKENS padded at once; those behind the last full pool are left out."""
    pool: list[Pair] = []
    for pair in pairs:
        pool.append(pair)
        if len(pool) < _POOL:
            continue
        made = list(packed(pool))
        rng.shuffle(made)
        yield from made
        pool.clear()


def packed(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Pairs by length in batches of at most TOKENS."""
    batch: list[Pair] = []
    for pair in sorted(pairs, key=len):
        if batch and len(pair) * (len(batch) + 1) > TOKENS:
            yield batch
            batch = []
        batch.append(pair)
    if batch:
        yield batch


class GapReader(torch.nn.Module):
    """The encoder, its heads, and how much its scores count beside the words' log odds."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.encoder, self.heads = Encoder(size), Heads(size)
        self.scale = torch.nn.Parameter(torch.tensor(0.2))

    def forward(self, pairs: Sequence[Pair]) -> tuple[Tensor, Tensor]:
        """The log odds of each pair's fillings by the reader, and by their words, (pairs, fillings); filled up with
        _ABSENT."""
        width = max(map(len, pairs))
        ids, segments = torch.zeros(2, len(pairs), width, dtype=torch.long)
        real = torch.zeros(len(pairs), width, dtype=torch.bool)
        most = max(len(pair.mentions) for pair in pairs)
        known = torch.full((len(pairs), most), _ABSENT)
        fillings, rows, places = list[int](), list[int](), list[tuple[int, int]]()
        for row, pair in enumerate(pairs):
            at = len(pair.question) + 2
            ids[row, : len(pair)] = torch.tensor([CLASS, *pair.question, SEPARATOR, *pair.passage, SEPARATOR])
            segments[row, at:] = 1
            real[row, : len(pair)] = True
            known[row, : len(pair.known)] = torch.tensor(pair.known)
            for filling, mentions in enumerate(pair.mentions):
                for first, last in mentions:
                    rows.append(row)
                    fillings.append(row * most + filling)
                    places.append((at + first, at + last))
        x = self.encoder(ids, segments, real)
        spans = self._spans(x, torch.tensor(rows), torch.tensor(places))
        null = self.heads.judged(x)[:, 0]
        # A filling's score is the logarithm of the sum over its mentions; what is not in the passage gets "not here".
        top = spans.detach().max()
        sums = torch.zeros(len(pairs) * most).index_add(0, torch.tensor(fillings), (spans - top).exp())
        scores = (sums.clamp(min=1e-30).log() + top).view(len(pairs), most)
        there = torch.zeros(len(pairs) * most, dtype=torch.bool)
        there[torch.tensor(fillings)] = True
        scores = torch.where(there.view(len(pairs), most), scores, null[:, None])
        return scores.masked_fill(known <= _ABSENT, _ABSENT), known

    def _spans(self, x: Tensor, rows: Tensor, places: Tensor) -> Tensor:
        """What Heads.spans gives for single spans; `places` are first and last pieces, (spans, 2)."""
        h, (first, last) = self.heads, places.unbind(1)
        begin, end = x[rows, first], x[rows, last]
        fit = (h.left(begin) * h.right(end)).sum(1) / math.sqrt(h.left.out_features)
        return fit + h.bounds(begin)[:, 0] + h.bounds(end)[:, 1] + h.length[last - first]  # type: ignore[no-any-return]

    def loss(self, pairs: Sequence[Pair]) -> Tensor:
        """The mean of the cross-entropies of the right filling."""
        scores, known = self(pairs)
        both = -(known + self.scale * scores).log_softmax(1)[:, 0]
        return (both - ALONE * (self.scale.detach() * scores).log_softmax(1)[:, 0]).mean()

    @torch.inference_mode()
    def judged(self, pairs: Sequence[Pair]) -> str:
        """Figures on pairs not trained on, in one line."""
        self.eval()
        columns: list[npt.NDArray[np.float64]] = []
        for batch in packed(pairs):
            scores, known = self(batch)
            both = known + self.scale * scores
            right = [(odds[:, 0] > odds[:, 1:].amax(1)).double() for odds in (known, scores, both)]
            loss = [-odds.log_softmax(1)[:, 0].double() for odds in (known, both)]
            columns.append(torch.stack([*right, *loss]).numpy())
        self.train()
        words, alone, both, before, after = np.concatenate(columns, 1).mean(1).tolist()
        return (
            f"right by words {words:.1%}, read {alone:.1%}, both {both:.1%}; loss by words {before:.3f}, "
            f"both {after:.3f}; scale {float(self.scale.detach()):.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    keep_memory()
    torch.manual_seed(0)
    args.out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(SHIPPED / "spiece.model")
    records = list(read_cached(cached_train(args.data, args.work)))
    random.Random(SEED).shuffle(records)
    checked = list(unsure(records[-400:], pieces))[:_CHECKED]
    records = records[COUNTED + FITTED : -SET_ASIDE]
    model = GapReader(Size())
    load_trained(model.encoder, model.heads, args.trained)
    progress_file = args.out / "progress.json"
    done = {"seconds": 0.0, "pairs": 0, "scale": float(model.scale.detach())}
    if progress_file.exists():
        load_trained(model.encoder, model.heads, args.out)
        done = json.loads(progress_file.read_text())
        random.Random(done["pairs"]).shuffle(records)
        model.scale.data.fill_(done["scale"])
    model.encoder.set_dropout(DROPOUT)
    freeze(model.encoder, FROZEN)
    tuned = [p for p in model.parameters() if p.requires_grad]
    slow = [p for p in tuned if p is not model.scale]
    groups = [{"params": slow, "pace": 1.0}, {"params": [model.scale], "pace": 20.0, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    print(f"0 min: {len(checked)} held back, {model.judged(checked)}", flush=True)
    budget, begin, saved = args.minutes * 60, time.monotonic() - done["seconds"], time.monotonic()
    losses, seen = list[float](), int(done["pairs"])
    model.train()

    def save() -> None:
        save_trained(model.encoder, model.heads, args.out)
        now = {"seconds": time.monotonic() - begin, "pairs": seen, "scale": float(model.scale.detach())}
        progress_file.write_text(json.dumps(now))

    for batch in batches(unsure(records, pieces), random.Random(seen)):
        progress = (time.monotonic() - begin) / budget
        if progress >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = RATE * pace(progress, WARM) * group["pace"]
        loss = model.loss(batch)
        descend(loss, optimiser, tuned)
        losses.append(float(loss.detach()))
        seen += len(batch)
        if time.monotonic() - saved > _SAVED_EVERY:
            save()
            saved = time.monotonic()
            minutes = (saved - begin) / 60
            print(
                f"{minutes:.1f} min, {seen} pairs, loss {np.mean(losses[-150:]):.3f}; {model.judged(checked)}",
                flush=True,
            )
    save()
    print(f"done: {seen} pairs; {model.judged(checked)}", flush=True)


if __name__ == "__main__":
    main()
