"""Finds the verbs of two syllables that summarizer/predicates.py knows: those that follow "đã", "đang", "không" ….

    python -m training.verbs --data ../shared/data --work .work --out summarizer/weights/verbs.txt

A pair of syllables counts that does so in at least a twentieth of its places and ten times, over 30,000 articles of the
training split, and whose parts are no words of grammar (`predicates` knows those by themselves).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from summarizer.predicates import AUXILIARIES, SINGLE
from training.data import cached_train, read_cached

ARTICLES = 30_000
_WORD = re.compile(r"\w+|[^\w\s]")
_BEFORE = frozenset("đã đang sẽ vừa chưa không vẫn cũng phải cần mới chẳng sắp từng hãy đừng".split())
_NO_HEAD = frozenset(
    """thể như còn chỉ theo qua ra cho đủ ai rõ đúng tới lên nên hề ở để trong thiết khí gian ít nhất quá sớm đây
    cùng hết
    kịp luôn kích của và từ từng đây lúc người những một các lần quân lâu khó dễ vô vì bao chính dần trên tại ngày thời
    ngay hai hay chắc xếp khác riêng tái""".split()
)
_NO_TAIL = frozenset(
    """được một các những có nhiều với và người trong bị để tiền là sự của tại trên theo từ xe ông hơn thời ai gì đơn cơ
    không vì nhà nước việc tên con tôi hàng mức số""".split()
)


def verbs(bodies: Iterable[Iterable[str]]) -> list[str]:
    """The pairs in alphabetical order.

    Args:
        bodies: the sentences of each article.
    """
    places, behind = Counter[str](), Counter[str]()
    for body in bodies:
        for sentence in body:
            words = _WORD.findall(sentence)
            for i in range(1, len(words) - 1):
                if words[i].islower() and words[i + 1].islower():
                    pair = f"{words[i]} {words[i + 1]}"
                    places[pair] += 1
                    behind[pair] += words[i - 1].lower() in _BEFORE
    no_head = _NO_HEAD | AUXILIARIES | SINGLE
    return sorted(
        pair
        for pair, count in behind.items()
        if count >= 10
        and count >= 0.05 * places[pair]
        and pair.split()[0] not in no_head
        and pair.split()[1] not in _NO_TAIL
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/weights/verbs.txt"))
    args = parser.parse_args()
    records = islice(read_cached(cached_train(args.data, args.work)), ARTICLES)
    found = verbs(record.body[:30] for record in records)
    args.out.write_text("\n".join(found) + "\n", encoding="utf-8")
    print(f"{len(found)} verbs")


if __name__ == "__main__":
    main()
