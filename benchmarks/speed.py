"""Speed of summaries, side by side with what a user would take instead.

    python -m benchmarks.speed --data ../shared/data --articles 16 --threads 2

All rows read the same validation articles of natural lengths, in file order, and run in this process with the same
number of threads. ViT5's shape (226M parameters) has random weights, which write to the end of every output: that is
the same work for all three. `wall` is by the clock, `busy` the processor time of this process; on a machine that does
other work too, compare `busy`.

- transformers: `generate` as its documentation shows it, batches of 8 in file order, 4 beams, float32;
- CTranslate2: int8, fed token batches sorted by length, 4 beams, nothing else;
- tinhop: lines of `tinhop batch` from rows of the dump: reading, plan, the same model with 4 hypotheses, alignment,
  verification, meeting card, JSON.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from models import ModelSpec, Profile, converted, load_profile
from news import Article, Record, article_from_text, input_records
from summarizer import Length
from summarizer.engines.ctranslate2_engine import CTranslate2Engine
from summarizer.engines.tokenizer import SubwordTokenizer
from summarizer.lines import Job, Worker
from summarizer.summarize import Summarizer

MEETING = """Chiều 20-8, tại thành phố Kim Giang, UBND tỉnh Thường Đức tổ chức hội nghị giao ban về đầu tư công.
Phó Chủ tịch UBND tỉnh Lê Thị Minh Hạnh chủ trì hội nghị.
Theo báo cáo của Sở Kế hoạch và Đầu tư, đến ngày 15-8 toàn tỉnh đã giải ngân 1.500 tỷ đồng, đạt 45% kế hoạch.
Bà Lê Thị Minh Hạnh yêu cầu các chủ đầu tư hoàn thành giải phóng mặt bằng trước ngày 30-9."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds for all articles."""

    wall: float
    busy: float


@contextmanager
def timed(into: list[Timing]) -> Iterator[None]:
    wall, busy = time.perf_counter(), time.process_time()
    yield
    into.append(Timing(time.perf_counter() - wall, time.process_time() - busy))


def measure(action: Callable[[], object]) -> Timing:
    taken: list[Timing] = []
    with timed(taken):
        action()
    return taken[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--articles", type=int, default=16, help="for the rows with ViT5's shape")
    parser.add_argument("--many", type=int, default=300, help="articles for the embedded model")
    parser.add_argument("--tokens", type=int, default=48, help="length of every output")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--skip-vit5", action="store_true")
    parser.add_argument("--out", type=Path, help="where the figures go as JSON")
    args = parser.parse_args()
    rows = list(
        itertools.islice(input_records([str(args.data / "vietnews" / "val.jsonl.xz")]), max(args.articles, args.many))
    )
    figures: dict[str, Any] = {"threads": args.threads, "output tokens": args.tokens}
    timings: dict[str, tuple[int, Timing]] = {}
    if not args.skip_vit5:
        with tempfile.TemporaryDirectory() as folder:
            timings |= vit5_rows(Path(folder), rows[: args.articles], args.tokens, args.threads)
    timings["tinhop, embedded"] = (args.many, embedded_row(rows[: args.many]))
    print("| summaries | articles | articles a second, wall | articles a second, busy |\n| --- | --- | --- | --- |")
    for name, (count, timing) in timings.items():
        figures[name] = {"articles": count, "wall": count / timing.wall, "busy": count / timing.busy}
        print(f"| {name} | {count} | {count / timing.wall:.2f} | {count / timing.busy:.2f} |", flush=True)
    if not args.skip_vit5:
        ours = figures["tinhop, ViT5's shape"]
        for name in ("transformers, ViT5's shape", "CTranslate2, ViT5's shape"):
            for clock in ("wall", "busy"):
                figures[f"tinhop / {name}, {clock}"] = ratio = ours[clock] / figures[name][clock]
                print(f"tinhop / {name}, {clock}: {ratio:.2f}")
        embedded = figures["tinhop, embedded"]
        print(f"embedded / tinhop with ViT5's shape, busy: {embedded['busy'] / ours['busy']:.1f}")
    figures |= one_article()
    for name in ("command, cold", "command, again", "in a process, first", "in a process, warm"):
        print(f"one article, {name}: {figures[name]:.3f} s")
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


# ViT5's shape


def vit5_rows(folder: Path, rows: Sequence[Record], tokens: int, threads: int) -> dict[str, tuple[int, Timing]]:
    """The three ways to run one random checkpoint of ViT5-base's shape over the same articles."""
    import ctranslate2  # noqa: PLC0415
    import torch  # noqa: PLC0415
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer  # noqa: PLC0415

    torch.set_num_threads(threads)
    checkpoint = folder / "vit5"
    _random_checkpoint(checkpoint)
    base = load_profile("vit5")
    spec = replace(base.writer, model=ModelSpec(str(checkpoint), "none"), max_output_tokens=tokens)
    profile: Profile = replace(base, name="vit5 shape", writer=spec)
    texts = [" ".join(row.read().sentence_texts()) for row in rows]
    timings = {}

    worker = Worker(Job(profile), threads=threads)
    worker.lines(rows[:1])
    timings["tinhop, ViT5's shape"] = (len(rows), measure(lambda: worker.lines(rows)))
    model_folder = converted(checkpoint, "int8")
    translator = ctranslate2.Translator(str(model_folder), compute_type="int8", intra_threads=threads)
    subwords = SubwordTokenizer(model_folder, spec)

    def bare() -> None:
        sources = sorted((subwords.encode(text)[: spec.max_input_tokens] for text in texts), key=len)
        translator.translate_batch(
            sources, max_batch_size=8, beam_size=4, max_decoding_length=tokens, max_input_length=0
        )

    timings["CTranslate2, ViT5's shape"] = (len(rows), measure(bare))
    tokenizer = AutoTokenizer.from_pretrained(str(checkpoint))
    model = AutoModelForSeq2SeqLM.from_pretrained(str(checkpoint), dtype=torch.float32)

    def documented() -> None:
        for first in range(0, len(texts), 8):
            prompts = [spec.prefix + text for text in texts[first : first + 8]]
            inputs = tokenizer(prompts, return_tensors="pt", padding=True, truncation=True, max_length=1024)
            with torch.no_grad():
                written = model.generate(**inputs, num_beams=4, max_new_tokens=tokens)
            tokenizer.batch_decode(written, skip_special_tokens=True)

    timings["transformers, ViT5's shape"] = (len(rows), measure(documented))
    return timings


def _random_checkpoint(folder: Path) -> None:
    """A T5 of ViT5-base's shape with random weights and the vocabulary of the embedded writer."""
    import shutil  # noqa: PLC0415

    import torch  # noqa: PLC0415
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer  # noqa: PLC0415

    folder.mkdir()
    vocabulary = load_profile("embedded").writer.model.local_path() / "spiece.model"
    shutil.copy(vocabulary, folder / "spiece.model")
    T5Tokenizer.from_pretrained(str(folder), extra_ids=96).save_pretrained(folder)
    torch.manual_seed(5)
    config = T5Config(
        vocab_size=36_096,
        d_model=768,
        d_kv=64,
        d_ff=3072,
        num_layers=12,
        num_heads=12,
        feed_forward_proj="relu",
        tie_word_embeddings=True,
        decoder_start_token_id=0,
        pad_token_id=0,
        eos_token_id=1,
    )
    model = T5ForConditionalGeneration(config)
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.0f}M parameters", flush=True)
    model.save_pretrained(folder)


# The embedded model, and one article


def embedded_row(rows: Sequence[Record]) -> Timing:
    worker = Worker(Job(load_profile("embedded")), threads=1)
    worker.lines(rows[:2])
    return measure(lambda: worker.lines(rows))


def one_article() -> dict[str, float]:
    """Seconds from command to output for one article, and of a call in a process that is at work."""
    command = [sys.executable, "-m", "tinhop", "summarize", "-", "--json"]
    figures = {}
    for name in ("command, cold", "command, again"):
        taken = measure(lambda: subprocess.run(command, input=MEETING, text=True, capture_output=True, check=True))
        figures[name] = taken.wall
    article: Article = article_from_text(MEETING)
    summarizer = Summarizer(load_profile("embedded"), CTranslate2Engine(load_profile("embedded").writer))
    for name in ("in a process, first", "in a process, warm"):
        figures[name] = measure(lambda: summarizer.summarize(article, length=Length.MEDIUM)).wall
    return figures


if __name__ == "__main__":
    main()
