"""Makes a tiny instruct model that says one thing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

TEMPLATE = (
    "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
_SPECIAL = ["<unk>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>"]
_WIDTH = 64


def make_model(folder: Path, saying: str) -> None:
    """Saves a Llama whose weights are set by hand: each piece of the saying calls for the next, and the assistant's turn
    for the first. Attention and feed-forward layers add nothing, so it replies the same to whatever it is asked.
    """
    import torch
    from tokenizers import Tokenizer, decoders, models
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    words = saying.split(" ")
    pieces = [" ".join(words[at : at + 4]) + " " for at in range(0, len(words), 4)]
    vocabulary = {token: n for n, token in enumerate([*_SPECIAL, *pieces])}
    assert len(_SPECIAL) + len(pieces) == len(vocabulary) <= _WIDTH, "every piece has a successor of its own"
    inner = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    inner.decoder = decoders.Fuse()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=inner, unk_token="<unk>", eos_token="<|end|>", pad_token="<|end|>",
        additional_special_tokens=_SPECIAL[2:], chat_template=TEMPLATE,
    )  # fmt: skip
    config = LlamaConfig(
        vocab_size=len(vocabulary), hidden_size=_WIDTH, intermediate_size=8, num_hidden_layers=1,
        num_attention_heads=1, num_key_value_heads=1, head_dim=8, max_position_embeddings=4096, eos_token_id=1,
        pad_token_id=1, bos_token_id=None, tie_word_embeddings=False,
    )  # fmt: skip
    model = LlamaForCausalLM(config)
    turn = [vocabulary["<|assistant|>"], *(vocabulary[piece] for piece in pieces), vocabulary["<|end|>"]]
    with torch.no_grad():
        model.model.layers[0].self_attn.o_proj.weight.zero_()
        model.model.layers[0].mlp.down_proj.weight.zero_()
        model.model.embed_tokens.weight.copy_(torch.eye(_WIDTH)[: len(vocabulary)])
        model.lm_head.weight.zero_()
        for now, following in pairwise(turn):
            model.lm_head.weight[following, now] = 10.0
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


@pytest.fixture(scope="session")
def model_maker() -> Callable[[Path, str], None]:
    return make_model
