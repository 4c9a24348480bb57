"""What summaries are compared with: rankings by others, and what no choice of sentences can exceed.

LexRank (Erkan and Radev, 2004) and TextRank (Mihalcea and Tarau, 2004) are sumy's (`pip install tinhop[evaluation]`),
over Vietnamese syllables.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from evaluation.rouge import rouge_tokens, tokens

_PAIRED = 12  # sentences of which pairs are tried


class _Syllables:
    """What sumy asks of a tokenizer."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(tokens(text))


def ranked(method: str, sentences: Sequence[str], count: int) -> list[str]:
    """The best sentences by "LexRank" or "TextRank", in document order.

    Raises:
        ImportError: sumy is not installed.
    """
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    summarizer: Any = {"LexRank": LexRankSummarizer, "TextRank": TextRankSummarizer}[method]()
    nodes = [Sentence(sentence, _Syllables()) for sentence in sentences if tokens(sentence)]
    return [str(node) for node in summarizer(ObjectDocumentModel([Paragraph(nodes)]), count)]


def oracle(sentences: Sequence[str], reference: str, most: int) -> list[str]:
    """The sentence, or where `most` is 2 also the pair, with the highest mean ROUGE: it knows the answer."""
    wanted = tokens(reference)
    cut = [tokens(sentence) for sentence in sentences]
    alone = [rouge_tokens(words, wanted).mean for words in cut]
    order = sorted(range(len(cut)), key=lambda i: -alone[i])
    chosen, best = [order[0]], alone[order[0]]
    for pair in combinations(sorted(order[:_PAIRED]), 2) if most > 1 else ():
        score = rouge_tokens([word for i in pair for word in cut[i]], wanted).mean
        if score > best:
            chosen, best = list(pair), score
    return [sentences[i] for i in chosen]
