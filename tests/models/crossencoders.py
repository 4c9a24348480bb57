"""Cross-encoders small enough to be made in a test."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def tiny_cross_encoder(folder: Path, texts: Iterable[str], seed: int = 5) -> Path:
    """A random model of XLM-RoBERTa's architecture, which AITeamVN/Vietnamese_Reranker has, with the texts' words."""
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from transformers import PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaForSequenceClassification

    marks = ["<s>", "<pad>", "</s>", "<unk>"]
    words = sorted({word for text in texts for word in text.replace(".", " . ").split()})
    inner = Tokenizer(WordLevel({word: n for n, word in enumerate([*marks, *words])}, unk_token="<unk>"))
    inner.pre_tokenizer = Whitespace()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=inner,
        bos_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
        model_max_length=60,
    )
    tokenizer.save_pretrained(folder)
    torch.manual_seed(seed)
    config = XLMRobertaConfig(
        vocab_size=len(marks) + len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        initializer_range=0.6,
        num_labels=1,
    )
    XLMRobertaForSequenceClassification(config).save_pretrained(folder)
    return folder
