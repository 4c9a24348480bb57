"""The embedder's units: SentencePiece unigrams that may span spaces, and texts as rows of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import sentencepiece
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

from index.embedder import embedding_text
from news.vietnamese import fold
from training.data import SEED

UNITS = 32_000
_SENTENCES = 150_000
_FOLDED = 0.25
_BATCH = 2000
_LONGEST = 900  # characters of a text


def train_units(texts: Sequence[str], work: Path) -> Tokenizer:
    """The tokenizer: SentencePiece's pieces and scores in `tokenizers` form; a quarter of the text is accentless."""
    rng = random.Random(SEED)
    lines = [embedding_text(text[:600]) for text in rng.sample(texts, min(_SENTENCES, len(texts)))]
    lines = [fold(line) if rng.random() < _FOLDED else line for line in lines]
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


@dataclass(frozen=True, slots=True)
class Texts:
    """Unit ids of many texts in one array.

    Args:
        ids: of all texts in a row.
        bounds: text i is ids[bounds[i] : bounds[i + 1]]; (texts + 1,).
    """

    ids: npt.NDArray[np.uint16]
    bounds: npt.NDArray[np.int64]

    @classmethod
    def of(cls, tokenizer: Tokenizer, texts: Sequence[str]) -> Texts:
        """A text without any unit gets the unknown one."""
        rows: list[npt.NDArray[np.uint16]] = []
        for first in range(0, len(texts), _BATCH):
            batch = [embedding_text(text[:_LONGEST]) for text in texts[first : first + _BATCH]]
            encoded = tokenizer.encode_batch_fast(batch, add_special_tokens=False)
            rows += [np.array(encoding.ids or [0], np.uint16) for encoding in encoded]
        return cls(np.concatenate(rows), np.cumsum([0, *map(len, rows)]))

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def rows(self, which: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Ids of some texts in a row, and where each begins: what torch's EmbeddingBag reads."""
        lengths = self.bounds[which + 1] - self.bounds[which]
        starts = np.cumsum(lengths) - lengths
        places = np.arange(lengths.sum()) + np.repeat(self.bounds[which] - starts, lengths)
        return self.ids[places].astype(np.int64), starts
