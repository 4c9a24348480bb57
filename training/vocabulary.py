"""The writer's vocabulary: 16,000 SentencePiece unigram pieces of repaired Vietnews.

python -m training.vocabulary --data ../shared/data --work .work
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import sentencepiece

from training.data import SEED, cached_train, read_cached

SIZE = 16_000
SENTENCES = 400_000


def sample_sentences(path: Path, count: int) -> Iterator[str]:
    """About `count` sentences: titles, abstracts and bodies of every article, thinned at random."""
    rng = random.Random(SEED)
    for record in read_cached(path):
        for text in (record.title, record.abstract, *record.body):
            if rng.random() < count / 2_000_000:
                yield text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    args = parser.parse_args()
    train = cached_train(args.data, args.work)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=sample_sentences(train, SENTENCES),
        model_prefix=str(args.work / "spiece"),
        vocab_size=SIZE,
        model_type="unigram",
        normalization_rule_name="identity",
        character_coverage=0.9999,
        byte_fallback=True,
        split_digits=True,  # numbers are copied digit by digit, never from memory
        max_sentence_length=4000,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        num_threads=2,
        train_extremely_large_corpus=False,
    )


if __name__ == "__main__":
    main()
