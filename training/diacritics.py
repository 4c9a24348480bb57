"""Counts what restores diacritics: index/weights/diacritics.safetensors.

    python -m training.diacritics --data ../shared/data --work .work

Syllables and neighbouring pairs of Vietnews' training split, lower-cased, new tone placement. Prints how many syllables
of 1,000 validation titles, stripped, come back right, beside the most frequent form of each.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from index.diacritics import NUMBER, WEIGHTS, Restorer
from news.vietnamese import fold, has_diacritics, unify_tone
from training.data import cached_train, read_cached, validation_sample

WORDS, LEAST = 9_000, 4
_PIECES = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--articles", type=int, default=102_000)
    args = parser.parse_args()
    singles: Counter[str] = Counter()
    doubles: Counter[tuple[str, str]] = Counter()
    for record in islice(read_cached(cached_train(args.data, args.work)), args.articles):
        for text in (record.title, record.abstract, *record.body):
            pieces = _PIECES.findall(unify_tone(text.lower()))
            tokens = [NUMBER if piece[0].isdigit() else piece if piece[0].isalpha() else None for piece in pieces]
            singles.update(token for token in tokens if token)
            doubles.update((a, b) for a, b in pairwise(tokens) if a and b)
    words = [word for word, _ in singles.most_common(WORDS)]
    ids = {word: i for i, word in enumerate(words)}
    kept = sorted(
        (ids[a] * 65536 + ids[b], count)
        for (a, b), count in doubles.items()
        if count >= LEAST and a in ids and b in ids
    )
    arrays = {
        "words": np.frombuffer(" ".join(words).encode(), np.uint8),
        "counts": np.array([singles[word] for word in words], np.uint32),
        "pairs": np.array([key for key, _ in kept], np.uint32),
        "pair_counts": np.log(np.array([count for _, count in kept], float)).astype(np.float16),
    }
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save_file(arrays, args.out)
    print(f"{len(words)} syllables, {len(kept)} pairs, {args.out.stat().st_size / 1e6:.1f} MB")

    restorer = Restorer.load(args.out)
    frequent: dict[str, str] = {}
    for word in words:
        frequent.setdefault(fold(word), word)
    right = plain = total = 0
    for record in validation_sample(args.data, 1000):
        title = unify_tone(record.title)
        if not has_diacritics(title):
            continue
        wanted = re.findall(r"[^\W\d_]+", title.lower())
        given = re.findall(r"[^\W\d_]+", restorer.restore(fold(title)).lower())
        right += sum(a == b for a, b in zip(wanted, given, strict=True))
        plain += sum(a == frequent.get(fold(a), fold(a)) for a in wanted)
        total += len(wanted)
    right_share, plain_share = 100 * right / total, 100 * plain / total
    print(f"{right_share:.1f}% of {total} syllables right; {plain_share:.1f}% by the most frequent form")


if __name__ == "__main__":
    main()
