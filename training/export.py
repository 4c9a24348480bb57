"""Turns a trained writer into what is shipped: CTranslate2 int8 with its vocabulary.

    python -m training.export --work .work --out summarizer/weights/writer

From the last checkpoint, so that it also serves a run that is still going; or from the parts that
training.article_writer leaves (--parts).
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import tomllib
from pathlib import Path

import torch
from ctranslate2.converters import TransformersConverter
from transformers import T5ForConditionalGeneration, T5Tokenizer

from training.parts import load_parts
from training.t5 import build

_PART = 16 * 2**20
"""Bytes of the largest file: the repository and the way to it from a lent machine take no larger ones."""


def save_with_vocabulary(model: T5ForConditionalGeneration, vocabulary: Path, folder: Path) -> None:
    """Writes a checkpoint of transformers' form that a converter can read."""
    folder.mkdir(parents=True, exist_ok=True)
    # The tokenizer's own files replace the vocabulary's with a shortened one, so that comes last.
    shutil.copy(vocabulary, folder / "spiece.model")
    T5Tokenizer.from_pretrained(str(folder), extra_ids=0).save_pretrained(str(folder))
    model.save_pretrained(folder)
    shutil.copy(vocabulary, folder / "spiece.model")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--name", default="writer", help="of the checkpoint folder inside --work")
    parser.add_argument("--parts", action="store_true", help="the folder holds part-*.safetensors, not a checkpoint")
    parser.add_argument("--config", type=Path, default=Path("training/nano.toml"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/weights/writer"))
    parser.add_argument("--quantization", default="int8")
    args = parser.parse_args()
    model = build(tomllib.loads(args.config.read_text())["model"], copying=False)
    folder = args.work / args.name
    if args.parts:
        # The encoder's, the decoder's and the output's embeddings are one matrix, of which the parts hold one.
        found = load_parts(folder)
        model.load_state_dict(model.state_dict() | found)
    else:
        state = torch.load(folder / "checkpoint.pt", map_location="cpu", weights_only=True)
        model.load_state_dict(state["model"])
    with tempfile.TemporaryDirectory() as folder:
        save_with_vocabulary(model, args.work / "spiece.model", Path(folder))
        converter = TransformersConverter(folder, copy_files=["spiece.model"])
        converter.convert(str(args.out), quantization=args.quantization, force=True)
    largest = max(args.out.iterdir(), key=lambda path: path.stat().st_size)
    if largest.stat().st_size > _PART:
        print(f"{largest} is over 16 MiB: split -b 16M takes it through a lent machine's door in parts")


if __name__ == "__main__":
    main()
