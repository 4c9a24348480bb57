"""Trains the static retrieval embedder.

    python -m training.embedder --data ../shared/data --work .work --budget-minutes 10

First its units: a SentencePiece unigram model over lower-cased text whose pieces may span spaces, learned from accented
and accentless text. Then the vectors, contrastively with in-batch negatives (InfoNCE), Matryoshka over 64, 128 and 256
dimensions, on title → passage, abstract → passage, passage → next passage and question → passage. A part of the
queries, and a smaller part of the passages, is stripped of diacritics. ViNewsQA is left out: retrieval is measured
on it.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from torch import nn

from index.embedder import embedding_text
from news.vietnamese import fold
from training.data import SEED, Record, cached_train, read_cached

UNITS = 32_000
DIMENSION = 256
MATRYOSHKA = (64, 128, 256)
UNIT_SENTENCES = 150_000
BATCH = 1024
TEMPERATURE = 0.05
LEARNING_RATE = 0.02
FOLDED_QUERIES, FOLDED_PASSAGES = 0.3, 0.1
QUESTION_SETS = ("viquad1_dev", "virhe4qa_train", "mailong_web", "seminar_wiki_reg", "mlqa_vi_dev", "vicov19qa",
                 "alqac2023_retrieval", "vire4mrc")  # fmt: skip


def passages(record: Record) -> list[str]:
    """The body cut into runs of sentences of about 80 syllables."""
    made, current, length = [], list[str](), 0
    for sentence in record.body:
        current.append(sentence)
        length += sentence.count(" ") + 1
        if length >= 70:
            made.append(" ".join(current))
            current, length = [], 0
    if current:
        made.append(" ".join(current))
    return made


def news_pairs(path: Path, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Query and passage pairs of Vietnews."""
    for record in read_cached(path):
        cut = passages(record)
        yield record.title, cut[0]
        yield record.abstract, rng.choice(cut)
        yield record.title, record.abstract
        if len(cut) > 1:
            at = rng.randrange(len(cut) - 1)
            yield cut[at], cut[at + 1]
            # A sentence stands for a question about its own passage.
            yield rng.choice(cut[at].split(". ")), cut[at]


def question_pairs(data: Path) -> Iterator[tuple[str, str]]:
    """Question and passage pairs of the public question sets."""
    for name in QUESTION_SETS:
        with lzma.open(data / "qa" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row.get("answerable", True) and row["context"]:
                    yield row["question"], row["context"]


def train_units(texts: list[str], work: Path) -> Tokenizer:
    """The tokenizer: SentencePiece's pieces and scores in `tokenizers` form."""
    rng = random.Random(SEED)
    sample = rng.sample(texts, min(UNIT_SENTENCES, len(texts)))
    lines = [embedding_text(text[:600]) for text in sample]
    lines = [fold(line) if rng.random() < 0.25 else line for line in lines]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_prefix=str(work / "units"),
        vocab_size=UNITS,
        model_type="unigram",
        split_by_whitespace=False,
        max_sentencepiece_length=20,
        seed_sentencepiece_size=400_000,
        normalization_rule_name="identity",
        character_coverage=0.9999,
        unk_id=0,
        bos_id=-1,
        eos_id=-1,
        pad_id=-1,
        num_threads=2,
    )
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "units.model"))
    vocabulary = [(pieces.id_to_piece(i), pieces.get_score(i)) for i in range(pieces.get_piece_size())]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(split=False)
    tokenizer.decoder = decoders.Metaspace()
    return tokenizer


def tokenized(tokenizer: Tokenizer, texts: list[str]) -> list[np.ndarray]:
    ids = []
    for first in range(0, len(texts), 2000):
        batch = [embedding_text(text[:1500]) for text in texts[first : first + 2000]]
        ids += [np.array(e.ids or [0], np.uint16) for e in tokenizer.encode_batch_fast(batch, add_special_tokens=False)]
    return ids


def bag(vectors: nn.EmbeddingBag, texts: list[np.ndarray]) -> torch.Tensor:
    offsets = np.cumsum([0, *(len(ids) for ids in texts[:-1])])
    return vectors(torch.from_numpy(np.concatenate(texts).astype(np.int64)), torch.from_numpy(offsets))


def train(
    pairs: list[tuple[int, int]], plain: list[np.ndarray], folded: list[np.ndarray], minutes: float
) -> np.ndarray:
    """Fits the vectors for a time; returns (UNITS, DIMENSION)."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    vectors = nn.EmbeddingBag(UNITS, DIMENSION, mode="mean")
    nn.init.normal_(vectors.weight, std=0.1)
    optimizer = torch.optim.Adam(vectors.parameters(), lr=LEARNING_RATE)
    begin, step, losses = time.monotonic(), 0, list[float]()
    while (share := (time.monotonic() - begin) / (minutes * 60)) < 1:
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * min(1, step / 50 + 0.02) * (0.02 + 0.49 * (1 + math.cos(math.pi * share)))
        batch = rng.sample(pairs, BATCH)
        queries = bag(vectors, [(folded if rng.random() < FOLDED_QUERIES else plain)[q] for q, _ in batch])
        found = bag(vectors, [(folded if rng.random() < FOLDED_PASSAGES else plain)[p] for _, p in batch])
        # The same passage can stand twice in a batch (several questions about it): that is no negative.
        same = torch.tensor([p for _, p in batch])
        clash = (same[:, None] == same[None, :]) & ~torch.eye(BATCH, dtype=torch.bool)
        loss = torch.zeros(())
        for size in MATRYOSHKA:
            left = nn.functional.normalize(queries[:, :size], dim=1)
            right = nn.functional.normalize(found[:, :size], dim=1)
            logits = (left @ right.T / TEMPERATURE).masked_fill(clash, -1e4)
            target = torch.arange(BATCH)
            loss = (
                loss + (nn.functional.cross_entropy(logits, target) + nn.functional.cross_entropy(logits.T, target)) / 2
            )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        losses.append(loss.item() / len(MATRYOSHKA))
        if step % 200 == 0:
            print(f"{share:.0%}: step {step}, loss {np.mean(losses[-200:]):.4f}", flush=True)
    return vectors.weight.detach().numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--out", type=Path, default=Path("index/weights/embedder"))
    parser.add_argument("--budget-minutes", type=float, default=10)
    parser.add_argument("--articles", type=int, default=60_000)
    args = parser.parse_args()
    rng = random.Random(SEED)
    news = [p for p in news_pairs(cached_train(args.data, args.work), rng) if len(p[0]) > 15]
    news = rng.sample(news, min(len(news), 4 * args.articles))
    # Questions are rarer than news pairs, and nearer to the use: each is seen several times as often.
    questions = list(question_pairs(args.data))
    everything = [*news, *questions * 3]
    numbers: dict[str, int] = {}
    pairs = [(numbers.setdefault(q, len(numbers)), numbers.setdefault(p, len(numbers))) for q, p in everything]
    texts = list(numbers)
    print(f"{len(pairs)} pairs of {len(texts)} texts", flush=True)
    tokenizer = train_units(texts, args.work)
    plain = tokenized(tokenizer, texts)
    folded = tokenized(tokenizer, [fold(text) for text in texts])
    print(f"{np.mean([len(ids) for ids in plain]):.1f} units a text", flush=True)
    weights = train(pairs, plain, folded, args.budget_minutes)

    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    module = StaticEmbedding(tokenizer, embedding_weights=weights)
    module.embedding.weight.data = module.embedding.weight.data.half()
    SentenceTransformer(modules=[module]).save(str(args.out), create_model_card=False)


if __name__ == "__main__":
    main()
