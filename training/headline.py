"""Trains the choice of a headline on the titles of the training split.

    python -m training.headline --data ../shared/data --work .work --out summarizer/weights/headline.safetensors
    python -m training.headline_judge    # then, else nothing is offered

First a salience model (summarizer.salience): which syllables of a text stand in its title; beside it, how titles begin,
end and are worded. Then, on other articles, a network of one hidden layer that estimates the ROUGE (mean of -1 and -2
F1) of each candidate against the real title: squared error, and the cross-entropy of its softmax to that of the true
ROUGE, by which an article's candidates are ordered. Articles without a candidate are left out. The figures printed are
of articles that neither part saw. Vietnews keeps an article's lead apart; here three texts in four begin with it, as on
the page that somebody pastes without its title.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save_file
from torch import nn

from evaluation.rouge import rouge_tokens, tokens
from models import load_profile
from news.vietnamese import syllables
from summarizer.headline import JUDGED, candidates
from summarizer.headline_features import WIDTH, CandidateReader, TitleHabits, TitleSalience
from summarizer.plan import sentence_scores
from summarizer.salience import LONGEST, UNKNOWN, read_units, shape_of
from summarizer.selector import Selector
from training.corpus import SEED
from training.data import Record, cached_train, read_cached
from training.selector import Example, count_words, fit_salience

DEV = 300
MOST_SENTENCES = 80
HIDDEN = 32
SHARPNESS = 12.0
LED = 0.75
"""Share of the texts that begin with the article's lead."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one article: `features` (candidates, WIDTH), `rouge` (candidates,)."""

    features: Floats
    rouge: Floats


def title_example(record: Record, vocabulary: dict[str, int]) -> Example:
    """What the salience model learns from an article: its units, and which of them stand in the title."""
    body = record.body[:MOST_SENTENCES]
    said = set(tokens(record.title))
    wanted = [word in said for line in map(syllables, body) for word in line[:LONGEST] or [""]]
    nothing = np.zeros((0, 0), np.float16)
    return Example(read_units(body, None, vocabulary), np.array(wanted), nothing, nothing)


def habits(records: Sequence[Record], vocabulary: dict[str, int]) -> Floats:
    """Log-odds of each syllable to begin a title, to end it, to stand in it, against bodies; shape (3, vocabulary)."""
    begins, ends, inside, bodies = (Counter[int]() for _ in range(4))
    for record in records:
        ids = [vocabulary.get(shape_of(word), UNKNOWN) for word in syllables(record.title)]
        begins.update(ids[:1])
        ends.update(ids[-1:])
        inside.update(set(ids))
        for sentence in record.body[1:12:5]:
            bodies.update({vocabulary.get(shape_of(word), UNKNOWN) for word in syllables(sentence)})
    found = np.zeros((3, len(vocabulary) + 2), np.float32)
    all_bodies = bodies.total()
    for row, counts in zip(found, (begins, ends, inside), strict=True):
        all_titles = counts.total()
        for i in range(UNKNOWN, len(row)):
            row[i] = math.log((counts[i] + 2) / all_titles) - math.log((bodies[i] + 4) / all_bodies)
    return found


def led(record: Record, rng: random.Random) -> Record:
    """The article, three times in four with its lead at the head of its body."""
    return replace(record, body=(record.abstract, *record.body)) if rng.random() < LED else record


def choices(records: Iterable[Record], read: CandidateReader) -> Iterator[Choice]:
    """The candidates of each article that has some, beside its title."""
    selector = Selector.load(load_profile("embedded").selector.local_path())
    for record in records:
        body = record.body[:MOST_SENTENCES]
        scores = sentence_scores(body, None, selector)
        given = candidates(body, scores)
        if given:
            wanted = tokens(record.title)
            found = [rouge_tokens(tokens(candidate.form.text), wanted) for candidate in given]
            target = np.array([(r.r1 + r.r2) / 2 for r in found], np.float32)
            yield Choice(read(body, scores, given), target)


def read_choices(records: Sequence[Record], read: CandidateReader, processes: int) -> list[Choice]:
    """`choices` in several processes."""
    parts = [records[i::processes] for i in range(processes)]
    with ProcessPoolExecutor(processes) as pool:
        return [choice for part in pool.map(partial(_listed, read), parts) for choice in part]


def _listed(read: CandidateReader, records: Sequence[Record]) -> list[Choice]:
    return list(choices(records, read))


def train(given: list[Choice], epochs: int, seed: int) -> tuple[nn.Sequential, Floats, Floats]:
    """The network, and mean and scale of the features."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    some = np.concatenate([choice.features for choice in given])
    mean, scale = some.mean(0), some.std(0) + 1e-3
    model = nn.Sequential(nn.Linear(WIDTH, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1))
    batches = [given[i : i + 32] for i in range(0, len(given), 32)]
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=epochs * len(batches) + 1)
    for epoch in range(epochs):
        rng.shuffle(batches)
        losses = []
        for batch in batches:
            inputs = torch.from_numpy(np.concatenate([(c.features - mean) / scale for c in batch]).astype(np.float32))
            parts = model(inputs)[:, 0].split([len(c.rouge) for c in batch])
            total = torch.zeros(())
            for scores, choice in zip(parts, batch, strict=True):
                rouge = torch.from_numpy(choice.rouge)
                order = (rouge * SHARPNESS).softmax(0) * (scores * SHARPNESS).log_softmax(0)
                total = total + 20 * (scores - rouge).square().mean() - order.sum()
            optimizer.zero_grad()
            (total / len(batch)).backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
            losses.append(total.item() / len(batch))
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)
    return model.eval(), mean.astype(np.float32), scale.astype(np.float32)


@torch.no_grad()
def best(model: nn.Sequential, mean: Floats, scale: Floats, given: Sequence[Choice]) -> tuple[Floats, Floats]:
    """Of each article the estimate for its best candidate, and that candidate's true ROUGE."""
    estimates, true = [], []
    for choice in given:
        scores = model(torch.from_numpy(((choice.features - mean) / scale).astype(np.float32)))[:, 0].numpy()
        estimates.append(scores.max())
        true.append(choice.rouge[scores.argmax()])
    return np.array(estimates, np.float32), np.array(true, np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/weights/headline.safetensors"))
    parser.add_argument("--for-salience", type=int, default=4_000, help="articles of the salience model")
    parser.add_argument("--for-choice", type=int, default=2_400, help="articles of the network")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=SEED)
    args = parser.parse_args()
    records = [r for r in read_cached(cached_train(args.data, args.work)) if r.title]
    rng = random.Random(args.seed + 1)
    records = [led(r, rng) for r in rng.sample(records, args.for_salience + args.for_choice + DEV)]
    _, vocabulary = count_words(records[: args.for_salience])
    examples = [title_example(record, vocabulary) for record in records[: args.for_salience]]
    by_cell, by_unit = fit_salience(examples, len(vocabulary) + 2, titled=False)
    del examples
    # As they are stored, so that nothing changes when they are loaded.
    by_cell, by_unit = (table.astype(np.float16).astype(np.float32) for table in (by_cell, by_unit))
    odds = habits(records, vocabulary).astype(np.float16).astype(np.float32)
    reader = CandidateReader(TitleSalience(by_cell, by_unit, vocabulary), TitleHabits(odds, vocabulary))
    read = read_choices(records[args.for_salience :], reader, args.processes)
    given, dev = read[:-DEV], read[-DEV:]
    model, mean, scale = train(given, args.epochs, args.seed)
    estimates, true = best(model, mean, scale, dev)
    count = sum(len(choice.rouge) for choice in read)
    print(f"{len(read)} of {args.for_choice + DEV} articles have candidates, {count} in all")
    print(f"best of {len(dev)}: {true.mean():.4f}; a perfect choice {np.mean([c.rouge.max() for c in dev]):.4f}")
    print(f"any {np.mean([c.rouge.mean() for c in dev]):.4f}")
    print(f"correlation of estimate and truth {np.corrcoef(estimates, true)[0, 1]:.3f}")
    named = zip(("hidden.weight", "hidden.bias", "score.weight", "score.bias"), model.parameters(), strict=True)
    tensors = {name: np.ascontiguousarray(value.detach().numpy().T).astype(np.float16) for name, value in named}
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save_file(
        tensors
        | {
            "salience.cell": by_cell.astype(np.float16),
            "salience.unit": by_unit.astype(np.float16),
            "habits": odds.astype(np.float16),
            "mean": mean,
            "scale": scale,
            "judge.weight": np.zeros(JUDGED, np.float32),
            "judge.bias": np.zeros(1, np.float32),
            "least": np.ones(1, np.float32),  # nothing is offered unjudged
            "vocabulary": np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8),
        },
        args.out,
    )


if __name__ == "__main__":
    main()
