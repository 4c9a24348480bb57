"""Turns a trained writer into what is shipped: CTranslate2 int8 with its vocabulary.

    python -m training.export --work .work --out summarizer/weights/writer

From the last checkpoint, so that it also serves a run that is still going.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import tomllib
from pathlib import Path

import torch
from ctranslate2.converters import TransformersConverter
from transformers import T5Tokenizer

from training.writer import build


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--name", default="writer", help="of the checkpoint folder inside --work")
    parser.add_argument("--config", type=Path, default=Path("training/nano.toml"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/weights/writer"))
    parser.add_argument("--quantization", default="int8")
    args = parser.parse_args()
    model = build(tomllib.loads(args.config.read_text())["model"], dropout=0.0, copying=False)
    state = torch.load(args.work / args.name / "checkpoint.pt", map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"])
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(args.work / "spiece.model", Path(folder, "spiece.model"))
        T5Tokenizer.from_pretrained(folder, extra_ids=0).save_pretrained(folder)
        model.save_pretrained(folder)
        shutil.copy(args.work / "spiece.model", Path(folder, "spiece.model"))
        converter = TransformersConverter(folder, copy_files=["spiece.model"])
        converter.convert(str(args.out), quantization=args.quantization, force=True)
    print(f"{state['seen']} pairs seen in {state['spent'] / 60:.1f} minutes")


if __name__ == "__main__":
    main()
