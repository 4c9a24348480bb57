"""How much each word of the press says: index/weights/words.tsv.

    python -m training.rarity --data ../shared/data --work .work

The 14,000 most frequent words of Vietnews' training split, with and without diacritics, each with
log(passages / passages with it) / log(passages); words that questions are made with have 0.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter
from itertools import islice
from pathlib import Path

from index.rarity import WEIGHTS
from news.vietnamese import fold, unify_tone
from training.cloze import windows
from training.data import cached_train, read_cached

_WORDS = 14_000
_TOKEN = re.compile(r"\d+(?:[.,/:-]\d+)*|\w+|[^\w\s]")
# What a question is made with says nothing of its subject.
_ASKING = frozenset(
    "ai gì nào đâu sao bao nhiêu mấy khi lúc hôm thế như ra là có không đã được bị ở tại của cho do vì từ những các và"
    " với trong theo này đó thì mà rằng một".split()
)
# Without diacritics these are also half of common words: đầu tư, hội nghị, miền Nam.
_ASKED = _ASKING | {fold(word) for word in _ASKING} - {"tu", "hoi", "noi", "nam"}


def rarities(path: Path, articles: int = 12_000) -> dict[str, float]:
    """The most frequent words, most frequent first, and how much each says, 0 to 1."""
    counts: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    total = 0
    for record in islice(read_cached(path), articles):
        for passage in windows([record.abstract, *record.body[:40]]):
            total += 1
            words = [unify_tone(word.lower()) for word in _TOKEN.findall(passage)]
            bag = set(words)
            counts.update(words)
            documents.update(bag)
            if total % 4 == 0:
                folded = [fold(word) for word in words]
                counts.update(folded)
                documents.update({word for word in folded if word not in bag})
    return {
        word: 0.0
        if word in _ASKED
        else min(1.0, max(0.05, math.log(total / (documents[word] + 0.5)) / math.log(total)))
        for word, _ in counts.most_common(_WORDS)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    lines = [f"{word}\t{value:.3f}\n" for word, value in rarities(cached_train(args.data, args.work)).items()]
    args.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
