"""Trains the static retrieval embedder.

    python -m training.embedder --data ../shared/data --work .work --budget-minutes 10
    python -m training.embedder --start index/weights/embedder --budget-minutes 20   # goes on from finished vectors

Its units are SentencePiece's, learned from accented and accentless text (embedder_units.py). The vectors are fitted
contrastively with in-batch negatives (InfoNCE), Matryoshka over 64, 128 and 256 dimensions, on the pairs of
embedder_pairs.py; some queries are stripped of diacritics. Half of a batch comes from a few clusters of passages, so
that negatives are hard (topic-aware sampling; Hofstätter et al., 2021).
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from torch import nn

from news.vietnamese import fold
from training.data import SEED, cached_train, validation_sample
from training.embedder_pairs import asked, news_pairs, passages, question_pairs
from training.embedder_units import UNITS, Texts, train_units
from training.loop import Run

DIMENSION = 256
MATRYOSHKA = (64, 128, 256)
BATCH = 1024
TEMPERATURE = 0.05
FOLDED_QUERIES = 0.15
QUESTIONS_SEEN = 2  # times in a pass: questions are rarer than news pairs and nearer to the use
CLUSTERS, CLUSTERS_IN_BATCH = 400, 8
CLUSTER_AT = (0.0, 0.5)  # of the budget: when passages are clustered anew
VALIDATED = 600  # articles


@dataclass(frozen=True, slots=True)
class Pairs:
    """Queries and passages; pair i is `queries` i and `passages` `passage_of[i]`."""

    queries: Texts
    folded: Texts
    passages: Texts
    passage_of: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Held:
    """Queries of validation articles: `wanted` names each one's article, `article_of` that of each passage."""

    queries: Texts
    wanted: npt.NDArray[np.int64]
    passages: Texts
    article_of: npt.NDArray[np.int64]


def packed(tokenizer: Tokenizer, pairs: list[tuple[str, str]]) -> Pairs:
    numbers: dict[str, int] = {}
    passage_of = np.array([numbers.setdefault(passage, len(numbers)) for _, passage in pairs], np.int64)
    queries = [query for query, _ in pairs]
    return Pairs(
        Texts.of(tokenizer, queries),
        Texts.of(tokenizer, [fold(query) for query in queries]),
        Texts.of(tokenizer, list(numbers)),
        passage_of,
    )


def embedded(bag: nn.EmbeddingBag, texts: Texts) -> torch.Tensor:
    """Unit vectors of all texts, (texts, DIMENSION)."""
    with torch.no_grad():
        parts = [
            bag(*map(torch.from_numpy, texts.rows(np.arange(first, min(first + 4096, len(texts))))))
            for first in range(0, len(texts), 4096)
        ]
    return nn.functional.normalize(torch.cat(parts), dim=1)


def recall_at_1(bag: nn.EmbeddingBag, held: Held) -> float:
    """Share of the queries whose best passage, among all, is of the right article."""
    best = (embedded(bag, held.queries) @ embedded(bag, held.passages).T).argmax(1).numpy()
    return float(np.mean(held.article_of[best] == held.wanted))


def clustered(bag: nn.EmbeddingBag, pairs: Pairs) -> list[npt.NDArray[np.int64]]:
    """The pairs of each cluster of passages, by k-means on the first dimensions."""
    import faiss

    vectors = np.ascontiguousarray(embedded(bag, pairs.passages)[:, : MATRYOSHKA[0]].numpy())
    kmeans = faiss.Kmeans(MATRYOSHKA[0], CLUSTERS, niter=6, seed=SEED, max_points_per_centroid=100)
    kmeans.train(vectors)
    cluster = kmeans.index.search(vectors, 1)[1][:, 0][pairs.passage_of]
    order = np.argsort(cluster, kind="stable")
    bounds = np.searchsorted(cluster[order], np.arange(CLUSTERS + 1))
    groups = [order[a:b] for a, b in pairwise(bounds)]
    return [group for group in groups if len(group) >= BATCH // (2 * CLUSTERS_IN_BATCH)]


def drawn(
    rng: np.random.Generator, weighted: npt.NDArray[np.int64], groups: list[npt.NDArray[np.int64]]
) -> npt.NDArray[np.int64]:
    """The pairs of a batch: half from a few clusters, half at random; `weighted` names pairs as often as they count."""
    each = BATCH // (2 * CLUSTERS_IN_BATCH)
    chosen = rng.choice(len(groups), min(CLUSTERS_IN_BATCH, len(groups)), replace=False)
    near = np.concatenate([rng.choice(groups[g], each, replace=False) for g in chosen])
    return np.concatenate([near, rng.choice(weighted, BATCH - len(near))])


def loss_of(queries: torch.Tensor, found: torch.Tensor, same: torch.Tensor) -> torch.Tensor:
    """InfoNCE in both directions, mean over the Matryoshka sizes; a passage that stands twice is no negative."""
    target = torch.arange(len(queries))
    clash = (same[:, None] == same[None, :]) & ~torch.eye(len(queries), dtype=torch.bool)
    total = torch.zeros(())
    for size in MATRYOSHKA:
        left = nn.functional.normalize(queries[:, :size], dim=1)
        right = nn.functional.normalize(found[:, :size], dim=1)
        logits = (left @ right.T / TEMPERATURE).masked_fill(clash, -1e4)
        both = nn.functional.cross_entropy(logits, target) + nn.functional.cross_entropy(logits.T, target)
        total = total + both / 2
    return total / len(MATRYOSHKA)


def train(
    run: Run, bag: nn.EmbeddingBag, pairs: Pairs, weighted: npt.NDArray[np.int64], rate: float, held: Held
) -> None:
    """Fits the vectors for the run's budget."""
    rng = np.random.default_rng(SEED + run.step)
    optimizer = torch.optim.Adam(bag.parameters(), fused=True)
    if run.restored:
        bag.load_state_dict(run.restored["bag"])
        optimizer.load_state_dict(run.restored["optimizer"])
    groups: list[npt.NDArray[np.int64]] = []
    due = [share for share in CLUSTER_AT if share > run.share or not run.step]
    with run.pause():
        run.log(recall_at_1=recall_at_1(bag, held))
    while not run.done:
        if not groups or (due and run.share >= due[0]):
            due = [share for share in due if share > run.share]
            groups = clustered(bag, pairs)
        for group in optimizer.param_groups:
            group["lr"] = run.learning_rate(rate, 0.03)
        batch = drawn(rng, weighted, groups)
        plain = rng.random(BATCH) >= FOLDED_QUERIES
        # Folded queries come after the others, so each row's passage has to move with it.
        batch = np.concatenate([batch[plain], batch[~plain]])
        parts = [
            bag(*map(torch.from_numpy, texts.rows(rows)))
            for texts, rows in ((pairs.queries, batch[: plain.sum()]), (pairs.folded, batch[plain.sum() :]))
            if len(rows)
        ]
        wanted = pairs.passage_of[batch]
        found = bag(*map(torch.from_numpy, pairs.passages.rows(wanted)))
        loss = loss_of(torch.cat(parts), found, torch.from_numpy(wanted))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        run.stepped(loss.item(), BATCH)
        if run.wants_validation():
            with run.pause():
                run.log(recall_at_1=recall_at_1(bag, held))
        if run.wants_checkpoint():
            with run.pause():
                run.save(bag=bag.state_dict(), optimizer=optimizer.state_dict())


def validation(tokenizer: Tokenizer, data: Path) -> Held:
    """A query made from the abstract of each of some validation articles, and the passages of all."""
    rng = random.Random(SEED)
    queries, found, article_of = list[str](), list[str](), list[int]()
    for number, record in enumerate(validation_sample(data, VALIDATED)):
        queries.append(asked(record.abstract, rng))
        for passage in passages(record):
            found.append(passage)
            article_of.append(number)
    wanted = np.arange(len(queries))
    return Held(Texts.of(tokenizer, queries), wanted, Texts.of(tokenizer, found), np.array(article_of))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--out", type=Path, default=Path("index/weights/embedder"))
    parser.add_argument("--name", default="embedder", help="of the run's folder in the work folder")
    parser.add_argument("--budget-minutes", type=float, default=20)
    parser.add_argument("--articles", type=int, default=60_000)
    parser.add_argument("--start", type=Path, help="folder of an embedder whose units and vectors are the start")
    parser.add_argument("--rate", type=float, default=0.02, help="highest learning rate; a quarter of it from --start")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    news = list(news_pairs(cached_train(args.data, args.work), args.articles))
    questions = list(question_pairs(args.data))
    everything = [*news, *questions]
    print(f"{len(news)} pairs of news, {len(questions)} of question sets", flush=True)
    bag = nn.EmbeddingBag(UNITS, DIMENSION, mode="mean")
    if args.start:
        tokenizer = Tokenizer.from_file(str(args.start / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        vectors = load_file(args.start / "model.safetensors")["embedding.weight"]
        bag.weight.data = torch.from_numpy(vectors.astype(np.float32))
    else:
        tokenizer = train_units([text for pair in everything for text in pair], args.work)
        nn.init.normal_(bag.weight, std=0.1)
    pairs = packed(tokenizer, everything)
    weighted = np.concatenate([np.arange(len(news)), np.tile(np.arange(len(news), len(everything)), QUESTIONS_SEEN)])
    held = validation(tokenizer, args.data)
    run = Run(args.work / args.name, args.budget_minutes, resume=args.resume)
    train(run, bag, pairs, weighted, args.rate / (4 if args.start else 1), held)

    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    module = StaticEmbedding(tokenizer, embedding_weights=bag.weight.detach().numpy())
    module.embedding.weight.data = module.embedding.weight.data.half()
    SentenceTransformer(modules=[module]).save(str(args.out), create_model_card=False)


if __name__ == "__main__":
    main()
