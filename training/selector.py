"""Trains the sentence selector on which sentences of an article resemble its abstract.

    python -m training.selector --data ../shared/data --work .work --out summarizer/weights/selector.safetensors

Listwise: the softmax of an article's scores is fitted to a distribution that prefers sentences with more of the
abstract's syllables and syllable pairs (mean of ROUGE-1 and ROUGE-2 F1).
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save_file
from torch import nn

from evaluation.rouge import rouge_tokens, tokens
from news.vietnamese import syllables
from summarizer.features import WIDTH, sentence_features
from training.data import SEED, Record, cached_train, read_cached

ARTICLES = 36_000
TITLE_KEPT = 0.75  # of articles; the others teach the selector to do without
SHARPNESS = 12.0  # of the target distribution
HIDDEN = (64, 32)
EPOCHS = 8

_IDF: dict[str, float] = {}


def document_frequencies(records: list[Record]) -> dict[str, float]:
    """Inverse document frequency of every syllable that at least eight articles hold."""
    counts = Counter[str]()
    for record in records:
        counts.update(set(syllables(" ".join(record.body))))
    return {word: math.log(len(records) / count) for word, count in sorted(counts.items()) if count >= 8}


def example(record: Record) -> tuple[npt.NDArray[np.float16], npt.NDArray[np.float32]]:
    """Features (sentences, WIDTH) and usefulness (sentences,) of one article."""
    titled = random.Random(record.id).random() < TITLE_KEPT
    features = sentence_features(record.body, record.title if titled else None, _IDF, max(_IDF.values()))
    reference = tokens(record.abstract)
    scores = [rouge_tokens(tokens(sentence), reference) for sentence in record.body]
    return features.astype(np.float16), np.array([(s.r1 + s.r2) / 2 for s in scores], np.float32)


def _share_idf(idf: dict[str, float]) -> None:
    _IDF.update(idf)


def network() -> nn.Sequential:
    layers: list[nn.Module] = []
    width = WIDTH
    for hidden in HIDDEN:
        layers += [nn.Linear(width, hidden), nn.ReLU()]
        width = hidden
    return nn.Sequential(*layers, nn.Linear(width, 1))


def train(
    examples: list[tuple[npt.NDArray[np.float16], npt.NDArray[np.float32]]], mean: torch.Tensor, scale: torch.Tensor
) -> nn.Sequential:
    """Fits the network; batches of articles are padded to their longest."""
    torch.manual_seed(SEED)
    model = network()
    steps = EPOCHS * (len(examples) // 64)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=steps + 1)
    order = sorted(range(len(examples)), key=lambda i: len(examples[i][1]))
    batches = [order[i : i + 64] for i in range(0, len(order) - 63, 64)]
    rng = random.Random(SEED)
    for epoch in range(EPOCHS):
        rng.shuffle(batches)
        losses = []
        for batch in batches:
            longest = max(len(examples[i][1]) for i in batch)
            features, target = torch.zeros(len(batch), longest, WIDTH), torch.full((len(batch), longest), -torch.inf)
            for row, i in enumerate(batch):
                count = len(examples[i][1])
                features[row, :count] = torch.from_numpy(examples[i][0].astype(np.float32))
                target[row, :count] = torch.from_numpy(examples[i][1]) * SHARPNESS
            scores = model((features - mean) / scale)[..., 0].masked_fill(target == -torch.inf, -1e4)
            loss = -(target.softmax(-1) * scores.log_softmax(-1)).sum(-1).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/weights/selector.safetensors"))
    args = parser.parse_args()
    records = list(islice(read_cached(cached_train(args.data, args.work)), None))
    random.Random(SEED).shuffle(records)
    records = [r for r in records[:ARTICLES] if 3 <= len(r.body) <= 80]
    idf = document_frequencies(records)
    with ProcessPoolExecutor(2, initializer=_share_idf, initargs=(idf,)) as pool:
        examples = list(pool.map(example, records, chunksize=200))
    everything = np.concatenate([features for features, _ in examples]).astype(np.float32)
    mean, scale = everything.mean(0), everything.std(0) + 1e-3
    model = train(examples, torch.from_numpy(mean), torch.from_numpy(scale))
    tensors = {
        "mean": mean,
        "scale": scale,
        "idf.words": np.frombuffer("\n".join(idf).encode(), dtype=np.uint8),
        "idf.values": np.array(list(idf.values()), np.float16),
    }
    for i, layer in enumerate(layer for layer in model if isinstance(layer, nn.Linear)):
        tensors[f"weight.{i}"] = np.ascontiguousarray(layer.weight.detach().numpy().T)
        tensors[f"bias.{i}"] = layer.bias.detach().numpy()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, args.out)


if __name__ == "__main__":
    main()
