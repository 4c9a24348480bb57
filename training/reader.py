"""Trains the reader: a question and a passage in, the best spans and "not here" out.

    python -m training.reader --data ../shared/data --work .work --budget-minutes 45 [--resume]

First mostly on questions made by rule from Vietnews, then mostly on people's questions of the public sets
(training/reader_data.py). A third of ViQuAD and of ViNewsQA is held back for benchmarks/reader.py; a twentieth of the
rest validates during training. The loss is the marginal likelihood of all accepted spans.
"""

from __future__ import annotations

import argparse
import random
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save_file
from torch import Tensor

from answers.network import LONGEST_SPAN
from answers.reading import Vocabulary, collate
from training.data import SEED, cached_train
from training.loop import Run
from training.reader_data import Packed, by_people, made_by_rule, packed, vocabulary
from training.reader_network import TorchReader

BATCH_TOKENS = 4096
LEARNING_RATE = 2e-3
ACCENTLESS = 0.15
PRACTICE = 0.25  # share of the budget after which people's questions dominate
MIXED = 0.2  # share of the other kind in each part
_MINUS = -1e9


def prepared(
    path: Path, data: Path, known: Vocabulary, articles: int
) -> tuple[list[Packed], list[Packed], list[Packed]]:
    """Examples made by rule, people's, and people's that validate; some of all without diacritics."""
    rng = random.Random(SEED)

    def slim(example: Packed) -> Packed:
        # Where tokens stand in the text is not needed any more.
        nothing = np.zeros(0, np.int64)
        question, passage = (
            replace(
                t, ids=t.ids.astype(np.uint16), sentences=t.sentences.astype(np.uint8), starts=nothing, ends=nothing
            )
            for t in example[:2]
        )
        return question, passage, example[2]

    practice, people, validation = list[Packed](), list[Packed](), list[Packed]()
    for example in made_by_rule(path, articles):
        made = packed(example, known, accentless=rng.random() < ACCENTLESS)
        if made:
            practice.append(slim(made))
    for example, times in by_people(data):
        made = packed(example, known, accentless=rng.random() < ACCENTLESS)
        if made:
            validates = zlib.crc32(b"v" + example.passage.encode()) % 20 == 0
            if validates:
                validation.append(slim(made))
            else:
                people += [slim(made)] * times
    return practice, people, validation


def batches(examples: list[Packed], rng: random.Random) -> Iterator[list[Packed]]:
    """One pass in random order; a batch holds examples of like length, at most BATCH_TOKENS padded tokens."""
    order = sorted(examples, key=lambda e: len(e[0].ids) + len(e[1].ids) + rng.random() * 10)
    made: list[list[Packed]] = [[]]
    for example in order:
        width = len(example[0].ids) + len(example[1].ids) + 2
        if made[-1] and width * (len(made[-1]) + 1) > BATCH_TOKENS:
            made.append([])
        made[-1].append(example)
    rng.shuffle(made)
    yield from made


def endless(examples: list[Packed], rng: random.Random) -> Iterator[list[Packed]]:
    while True:
        yield from batches(examples, rng)


def scores_of(
    model: TorchReader, batch: list[Packed], rarity: npt.NDArray[np.float32]
) -> tuple[Tensor, Tensor, Tensor]:
    """Scores of the spans and of "not here", and which spans are accepted: shapes as of ReaderNetwork."""
    joined = collate([example[:2] for example in batch], rarity)
    spans, null = model(
        torch.from_numpy(joined.ids), torch.from_numpy(joined.features), torch.from_numpy(joined.segments)
    )
    accepted = torch.zeros(spans.shape, dtype=torch.bool)
    for row, (_, _, answers) in enumerate(batch):
        for first, last in answers:
            begin = joined.offsets[row]
            accepted[row, begin + first, last - first] = True
    return spans, null, accepted


def loss_of(spans: Tensor, null: Tensor, accepted: Tensor) -> Tensor:
    """Negative log of the probability of the accepted spans together, or of "not here" where there is none."""
    every = torch.logsumexp(torch.cat([null[:, None], spans.flatten(1)], 1), 1)
    right = torch.logsumexp(spans.masked_fill(~accepted, _MINUS).flatten(1), 1)
    answered = accepted.flatten(1).any(1)
    return (every - torch.where(answered, right, null)).mean()


def validate(model: TorchReader, examples: list[Packed], rarity: npt.NDArray[np.float32]) -> dict[str, float]:
    """Loss, token F1 of the best span where there is an answer, and how often "not here" is told apart."""
    model.eval()
    losses, overlaps, told = [], [], []
    with torch.inference_mode():
        for batch in batches(examples, random.Random(0)):
            spans, null, accepted = scores_of(model, batch, rarity)
            losses += [float(loss_of(spans, null, accepted))] * len(batch)
            best, place = spans.flatten(1).max(1)
            for row, (_, _, answers) in enumerate(batch):
                told.append(bool(best[row] > null[row]) == bool(answers))
                if answers:
                    first, more = divmod(int(place[row]), LONGEST_SPAN)
                    first -= len(batch[row][0].ids) + 2
                    overlaps.append(max(_overlap(first, first + more, a, b) for a, b in answers))
    model.train()
    return {
        "val_loss": float(np.mean(losses)),
        "val_f1": 100 * float(np.mean(overlaps)),
        "told_apart": 100 * float(np.mean(told)),
    }


def _overlap(first: int, last: int, start: int, end: int) -> float:
    shared = max(0, min(last, end) - max(first, start) + 1)
    return 2 * shared / (last - first + 1 + end - start + 1)


def train(
    run: Run,
    model: TorchReader,
    parts: tuple[list[Packed], list[Packed], list[Packed]],
    rarity: npt.NDArray[np.float32],
) -> None:
    """Fits the model in place."""
    practice, people, validation = parts
    rng = random.Random(SEED + run.step)
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    if run.restored:
        model.load_state_dict(run.restored["model"])
        optimizer.load_state_dict(run.restored["optimizer"])
    streams = {"practice": endless(practice, rng), "people": endless(people, rng)}
    model.train()
    while not run.done:
        main_part, other = ("practice", "people") if run.share < PRACTICE else ("people", "practice")
        batch = next(streams[other if rng.random() < MIXED else main_part])
        for group in optimizer.param_groups:
            group["lr"] = run.learning_rate(LEARNING_RATE, 0.03)
        loss = loss_of(*scores_of(model, batch, rarity))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        run.stepped(loss.item(), len(batch))
        if run.wants_validation():
            with run.pause():
                run.log(**validate(model, validation[:1200], rarity))
        if run.wants_checkpoint():
            with run.pause():
                run.save(model=model.state_dict(), optimizer=optimizer.state_dict())


def start_from_embedder(model: TorchReader, known: Vocabulary, folder: Path) -> None:
    """Gives the words the leading directions of their vectors in the retrieval embedder, which knows what is alike."""
    from index import StaticEmbedder

    vectors = StaticEmbedder.load(folder).embed(list(known.words))
    width = model.embedding.weight.shape[1]
    centred = vectors - vectors.mean(0)
    _, _, directions = np.linalg.svd(centred[:8000], full_matrices=False)
    start = centred @ directions[:width].T
    with torch.no_grad():
        model.embedding.weight[known.first :] = torch.from_numpy(start / start.std() * 0.5).float()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--name", default="reader", help="of the run's folder inside --work")
    parser.add_argument("--out", type=Path, default=Path("answers/weights"))
    parser.add_argument("--embedder", type=Path, default=Path("index/weights/embedder"))
    parser.add_argument("--budget-minutes", type=float, default=45)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--articles", type=int, default=4_000, help="of the training split; fewer for a trial")
    args = parser.parse_args()
    path = cached_train(args.data, args.work)
    known, rarity = vocabulary(path)
    parts = prepared(path, args.data, known, args.articles)
    print(
        f"{len(known)} ids; examples: {len(parts[0])} by rule, {len(parts[1])} by people, {len(parts[2])} validate",
        flush=True,
    )
    torch.manual_seed(SEED)
    model = TorchReader(len(known))
    start_from_embedder(model, known, args.embedder)
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.2f}M parameters", flush=True)
    run = Run(args.work / args.name, args.budget_minutes, resume=args.resume)
    train(run, model, parts, rarity)
    args.out.mkdir(parents=True, exist_ok=True)
    weights = {name: value.detach().numpy().astype(np.float16) for name, value in model.state_dict().items()}
    save_file(weights | {"rarity": rarity.astype(np.float16)}, args.out / "reader.safetensors")
    lines = [f"{word}\t{rarity[known.id_of(word)]:.3f}\n" for word in known.words]
    (args.out / "words.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
