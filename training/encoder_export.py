"""Makes the folder that index/encoder.py loads from what training/encoder.py wrote.

    python -m training.encoder_export --trained FOLDER --vocabulary .work/spiece.model --out index/weights/encoder

Of several FOLDERs, trained from the same start, the mean of their weights (Wortsman et al., 2022, "Model soups").
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import Tensor
from transformers import BertConfig, BertModel

from training.parts import load_parts

_HEADS = "heads."
_JUDGED = 2
"""Judgements that are shipped: "not here" and relevance. Support helps in training; as a verifier it did not."""


def bert(weights: Mapping[str, Tensor], heads: int) -> BertModel:
    """A BertModel of the encoder's weights, its pooler the judgements' first layer."""
    words, positions = weights["embeddings.word_embeddings.weight"], weights["embeddings.position_embeddings.weight"]
    layers = sum(name.endswith("intermediate.dense.bias") for name in weights)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=words.shape[1],
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=len(weights["encoder.layer.0.intermediate.dense.bias"]),
        max_position_embeddings=len(positions),
        hidden_act="gelu",
        layer_norm_eps=1e-12,
        position_embedding_type="absolute",
    )
    model = BertModel(config).eval()
    named = {name: value for name, value in weights.items() if not name.startswith(_HEADS)}
    for part in ("weight", "bias"):
        named[f"pooler.dense.{part}"] = weights[f"{_HEADS}pool.{part}"]
    model.load_state_dict(named)
    return model


def mean(models: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights of models of the same form."""
    return {name: torch.stack([model[name] for model in models]).mean(0) for name in models[0]}


def export(weights: Mapping[str, Tensor], vocabulary: Path, out: Path, heads: int = 6) -> None:
    """Writes the folder.

    Args:
        weights: as float32, by the names that training/encoder.py gives them.
        vocabulary: the SentencePiece model.
        out: made if it is not there.
        heads: of the attention.
    """
    from ctranslate2.converters.transformers import BertLoader
    from sentencepiece import SentencePieceProcessor

    out.mkdir(parents=True, exist_ok=True)
    model = bert(weights, heads)
    model.config.position_embedding_type = "absolute"  # which later transformers leave out and the loader asks for
    spec = BertLoader().get_model_spec(model)
    pieces = SentencePieceProcessor(model_file=str(vocabulary))
    names = [pieces.id_to_piece(n) for n in range(len(pieces))]
    marks = ["[CLS]", "[SEP]", "[MASK]"]
    extra = [f"<extra_id_{n}>" for n in range(model.config.vocab_size - len(names) - len(marks))]
    spec.register_vocabulary([*names, *marks, *extra])
    spec.config.layer_norm_epsilon = model.config.layer_norm_eps
    spec.config.unk_token = "<unk>"
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(out))
    kept = ("bounds.", "left.", "right.", "length", "judge.")
    judge = {f"{_HEADS}judge.{part}": weights[f"{_HEADS}judge.{part}"][:_JUDGED] for part in ("weight", "bias")}
    save_file(
        {
            name.removeprefix(_HEADS): value.numpy().astype(np.float16)
            for name, value in {**weights, **judge}.items()
            if name.removeprefix(_HEADS).startswith(kept) and name.startswith(_HEADS)
        },
        out / "heads.safetensors",
    )
    shutil.copyfile(vocabulary, out / "spiece.model")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--trained", type=Path, nargs="+", required=True, help="folders with part-0.safetensors and so on"
    )
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("index/weights/encoder"))
    args = parser.parse_args()
    torch.set_grad_enabled(False)
    export(mean([load_parts(folder) for folder in args.trained]), args.vocabulary, args.out)
    print(f"{sum(path.stat().st_size for path in args.out.iterdir()) / 2**20:.1f} MiB in {args.out}")


if __name__ == "__main__":
    main()
