"""Trains the sentence selector on which sentences of an article resemble its abstract.

    python -m training.selector --data ../shared/data --work .work --out summarizer/weights/selector.safetensors

First the salience model (summarizer.salience): which syllables of a body stand in the abstract, by Newton steps that
alternate between its two groups. Then the network, listwise: the softmax of an article's scores is fitted to a
distribution that prefers sentences with a higher ROUGE (mean of -1, -2 and -L F1), and the expected ROUGE of a sentence
drawn by it is raised. Half of the articles are seen without their title in each epoch.

Of the shuffled training split, the last 2,000 articles are for choosing between designs (`--dev`); the validation split
is not touched. What is read from the articles is kept in the work folder.
"""

from __future__ import annotations

import argparse
import math
import pickle
import random
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save_file
from torch import nn
from torch.nn import functional

from evaluation.rouge import rouge_tokens, tokens
from news.vietnamese import syllables
from summarizer.features import sentence_features
from summarizer.salience import CELLS, LONGEST, Salience, Units, cells, read_units, salience_features, shape_of
from training.data import SEED, Record, cached_train, read_cached

ARTICLES = 25_000
DEV = 2_000
COUNTED = 50_000  # articles over which syllables are counted
MOST_SENTENCES = 80
HIDDEN, MIXED = 96, 64
TITLE_COLUMNS = (0, 1, 5, 6, 31, 32, 36, 37)
"""Of `sentence_features`: they are zero without a title."""
SHARPNESS = 12.0  # of the target distribution
EXPECTED = 4.0  # weight of the expected ROUGE beside the cross-entropy

_WORDS: tuple[dict[str, float], dict[str, int]] = ({}, {})


@dataclass(frozen=True, slots=True)
class Example:
    """One article: `features` (sentences, WIDTH), its units with which of them the abstract holds, `rouge`
    (sentences, 3)."""

    units: Units
    wanted: npt.NDArray[np.bool_]
    features: npt.NDArray[np.float16]
    rouge: npt.NDArray[np.float16]


def count_words(records: Sequence[Record]) -> tuple[dict[str, float], dict[str, int]]:
    """Inverse document frequencies of the bodies' syllables, and the 12,000 units of the salience model."""
    documents, shapes = Counter[str](), Counter[str]()
    for record in records:
        body = set(syllables(" ".join(record.body)))
        documents.update(body)
        shapes.update({shape_of(word) for word in body | set(syllables(record.title))})
    idf = {word: math.log(len(records) / count) for word, count in sorted(documents.items()) if count >= 10}
    frequent = [word for word, count in shapes.most_common(11_998) if count >= 8]
    return idf, {word: index for index, word in enumerate(frequent, start=2)}


def _share(words: tuple[dict[str, float], dict[str, int]]) -> None:
    global _WORDS  # noqa: PLW0603 - once in each worker process
    _WORDS = words


def example(record: Record) -> Example:
    idf, vocabulary = _WORDS
    body = record.body[:MOST_SENTENCES]
    units = read_units(body, record.title, vocabulary)
    reference = tokens(record.abstract)
    said = set(reference)
    wanted = [word in said for line in map(syllables, body) for word in line[:LONGEST] or [""]]
    scores = [rouge_tokens(tokens(sentence), reference) for sentence in body]
    return Example(
        units,
        np.array(wanted),
        sentence_features(body, record.title, idf, max(idf.values())).astype(np.float16),
        np.array([(s.r1, s.r2, s.rl) for s in scores], np.float16),
    )


def fit_salience(examples: Sequence[Example], units: int, *, titled: bool, rounds: int = 5) -> tuple[Any, Any]:
    """The weights of cells and units that explain `wanted` best."""
    cell = np.concatenate([cells(e.units, titled=titled) for e in examples])
    unit = np.concatenate([e.units.ids for e in examples]).astype(np.int64)
    wanted = np.concatenate([e.wanted for e in examples]).astype(np.float64)
    by_cell, by_unit = np.zeros(CELLS), np.zeros(units)
    for _ in range(rounds):
        for values, index, prior in ((by_cell, cell, 5.0), (by_unit, unit, 20.0)):
            chance = 1 / (1 + np.exp(-(by_cell[cell] + by_unit[unit])))
            slope = np.bincount(index, wanted - chance, len(values)) - prior * values * 0.05
            step = slope / (np.bincount(index, chance * (1 - chance), len(values)) + prior)
            np.add(values, step, out=values)
        logits = by_cell[cell] + by_unit[unit]
        print(f"salience: loss {np.mean(np.logaddexp(0, logits) - wanted * logits):.4f}", flush=True)
    return by_cell, by_unit


class Network(nn.Module):
    """The torch twin of `Selector.scores`; inputs (articles, sentences, features), standardised."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.sentence = nn.Linear(width, HIDDEN)
        self.context = nn.Linear(5 * HIDDEN, HIDDEN)
        self.mix = nn.Linear(2 * HIDDEN, MIXED)
        self.score = nn.Linear(MIXED, 1)
        self.dropout = nn.Dropout(0.1)

    def forward(self, inputs: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        hidden = functional.relu(self.sentence(inputs)) * mask[..., None]
        whole = hidden.sum(1, keepdim=True) / mask.sum(1)[:, None, None]
        before = functional.pad(hidden[:, :-1], (0, 0, 1, 0))
        after = functional.pad(hidden[:, 1:], (0, 0, 0, 1))
        around = [hidden, whole.expand_as(hidden), hidden[:, :1].expand_as(hidden), before, after]
        context = functional.relu(self.context(self.dropout(torch.cat(around, -1))))
        mixed = functional.relu(self.mix(self.dropout(torch.cat([hidden, context], -1))))
        return self.score(mixed)[..., 0].masked_fill(~mask, -1e4)

    def tensors(self) -> dict[str, npt.NDArray[np.float16]]:
        """The weights as `Selector` wants them."""
        return {
            name: np.ascontiguousarray(value.detach().numpy().T).astype(np.float16)
            for name, value in self.named_parameters()
        }


def network_inputs(examples: Sequence[Example], salient: Salience) -> list[tuple[npt.NDArray[np.float16], ...]]:
    """The features of each article without and with its title."""
    inputs = []
    for e in examples:
        bare = e.features.copy()
        bare[:, TITLE_COLUMNS] = 0
        inputs.append(
            tuple(
                np.concatenate(
                    [own, salience_features(e.units, salient(e.units, titled=titled)).astype(np.float16)], axis=1
                )
                for own, titled in ((bare, False), (e.features, True))
            )
        )
    return inputs


Standard = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]
Inputs = list[tuple[npt.NDArray[np.float16], ...]]


def batch(
    inputs: Inputs,
    rouge: Sequence[npt.NDArray[np.float16]],
    chosen: Sequence[int],
    titled: Sequence[bool],
    by: Standard,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Features, ROUGE and mask of some articles, padded to the longest."""
    longest = max(len(rouge[i]) for i in chosen)
    features = np.zeros((len(chosen), longest, len(by[0])), np.float32)
    target = np.zeros((len(chosen), longest, 3), np.float32)
    mask = np.zeros((len(chosen), longest), bool)
    for row, (i, with_title) in enumerate(zip(chosen, titled, strict=True)):
        count = len(rouge[i])
        features[row, :count] = (inputs[i][int(with_title)] - by[0]) / by[1]
        target[row, :count], mask[row, :count] = rouge[i], True
    return torch.from_numpy(features), torch.from_numpy(target), torch.from_numpy(mask)


def train(
    inputs: Inputs,
    rouge: list[npt.NDArray[np.float16]],
    by: Standard,
    *,
    epochs: int,
    dev: tuple[Inputs, Any],
    seed: int,
) -> Network:
    """Fits the network; batches are of articles of like length."""
    torch.manual_seed(seed)
    model = Network(len(by[0]))
    order = sorted(range(len(rouge)), key=lambda i: len(rouge[i]))
    batches = [order[i : i + 64] for i in range(0, len(order) - 63, 64)]
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=epochs * len(batches) + 1)
    rng = random.Random(seed)
    begin = time.monotonic()
    for epoch in range(epochs):
        rng.shuffle(batches)
        losses = []
        for chosen in batches:
            features, target, mask = batch(inputs, rouge, chosen, [rng.random() < 0.5 for _ in chosen], by)
            useful = target.mean(-1)
            goal = (useful * SHARPNESS).masked_fill(~mask, -torch.inf).softmax(-1)
            scores = model(features, mask)
            loss = -(goal * scores.log_softmax(-1)).sum(-1) - EXPECTED * (useful * scores.softmax(-1)).sum(-1)
            optimizer.zero_grad()
            loss.mean().backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.mean().item())
        shown = " ".join(f"{name} {best_sentence(model, *dev, by, titled=titled)}" for name, titled in _KINDS)
        print(
            f"epoch {epoch + 1}: {time.monotonic() - begin:.0f} s, loss {np.mean(losses):.4f}, dev {shown}", flush=True
        )
    return model.eval()


_KINDS = (("with title", True), ("without", False))


@torch.no_grad()
def best_sentence(
    model: Network, inputs: Inputs, rouge: list[npt.NDArray[np.float16]], by: Standard, *, titled: bool
) -> str:
    """Mean ROUGE-1/2/L of the sentence with the highest score."""
    model.eval()
    total = np.zeros(3)
    for begin in range(0, len(rouge), 64):
        chosen = range(begin, min(begin + 64, len(rouge)))
        features, target, mask = batch(inputs, rouge, chosen, [titled] * len(chosen), by)
        best = model(features, mask).argmax(1)
        total += target[torch.arange(len(chosen)), best].sum(0).numpy()
    model.train()
    return "/".join(f"{100 * value / len(rouge):.2f}" for value in total)


def read_examples(data: Path, work: Path) -> tuple[list[Example], list[Example], Any]:
    """Examples for training and development and the words they were counted with; kept in the work folder."""
    kept = work / "selector-examples.pkl"
    if not kept.exists():
        records = list(read_cached(cached_train(data, work)))
        random.Random(SEED).shuffle(records)
        words = count_words(records[:COUNTED])
        records = [r for r in records if len(r.body) >= 3]
        with ProcessPoolExecutor(2, initializer=_share, initargs=(words,)) as pool:
            examples = list(pool.map(example, records[:ARTICLES] + records[-DEV:], chunksize=200))
        scratch = kept.with_suffix(".part")
        scratch.write_bytes(pickle.dumps((examples[:-DEV], examples[-DEV:], words), protocol=5))
        scratch.rename(kept)
    # Written above by this very script; nothing from elsewhere is unpickled.
    loaded: tuple[list[Example], list[Example], Any] = pickle.loads(kept.read_bytes())
    return loaded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/weights/selector.safetensors"))
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=SEED)
    args = parser.parse_args()
    examples, dev, (idf, vocabulary) = read_examples(args.data, args.work)
    fitted = [fit_salience(examples, len(vocabulary) + 2, titled=titled) for titled in (False, True)]
    tables = {
        name: np.stack(rows).astype(np.float16)
        for name, rows in zip(("cell", "unit"), zip(*fitted, strict=True), strict=True)
    }
    salient = Salience(tables["cell"].astype(np.float32), tables["unit"].astype(np.float32))
    inputs, dev_inputs = network_inputs(examples, salient), network_inputs(dev, salient)
    some = np.concatenate([kind for article in inputs[:8000] for kind in article]).astype(np.float32)
    by = (some.mean(0), some.std(0) + 1e-3)
    model = train(
        inputs,
        [e.rouge for e in examples],
        by,
        epochs=args.epochs,
        dev=(dev_inputs, [e.rouge for e in dev]),
        seed=args.seed,
    )
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save_file(
        model.tensors()
        | {f"salience.{name}": table for name, table in tables.items()}
        | {
            "mean": by[0],
            "scale": by[1],
            "idf.words": np.frombuffer("\n".join(idf).encode(), dtype=np.uint8),
            "idf.values": np.array(list(idf.values()), np.float16),
            "vocabulary": np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8),
        },
        args.out,
    )


if __name__ == "__main__":
    main()
