"""Measures how a writer that reads articles rewrites what the selector chose, beside the choice itself.

    python -m training.export --work .work --name article-writer --parts --config training/small.toml --out .work/trial
    python -m training.rewriting .work/trial --data ../shared/data --size 100

Its input is an article's best sentence, its best three, or the whole body, under two wishes for length (title given).
Printed are ROUGE-1/2/L F1 on syllables and as published, mean length in syllables, and the share of its likeliest
outputs that the verifier passes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import ctranslate2
import numpy as np
from sentencepiece import SentencePieceProcessor

from evaluation.rouge import Scale, mean_rouge, rouge, tokens
from facts.verify import SourceIndex
from models import load_profile
from summarizer.plan import sentence_scores
from summarizer.selector import Selector
from training.data import Record, validation_sample
from training.examples import MAX_INPUT, MAX_TARGET

BEAMS = 4
WISHES = ("Vừa:", "Dài:")


def row(name: str, texts: Sequence[str], records: Sequence[Record]) -> str:
    """A line of the table."""

    def percent(scale: Scale) -> str:
        score = mean_rouge(rouge(text, r.abstract, scale) for text, r in zip(texts, records, strict=True))
        return "/".join(f"{100 * value:.1f}" for value in (score.r1, score.r2, score.rl))

    passed = np.mean(
        [
            SourceIndex("\n".join([r.title, *r.body])).verify(text).supported
            for text, r in zip(texts, records, strict=True)
        ]
    )
    length = np.mean([len(tokens(text)) for text in texts])
    return f"| {name} | {percent(Scale.SYLLABLES)} | {percent(Scale.AS_PUBLISHED)} | {length:.1f} | {passed:.0%} |"


def rewritten(folder: Path, prompts: Sequence[str]) -> list[str]:
    """The likeliest output for each prompt."""
    pieces = SentencePieceProcessor(model_file=str(folder / "spiece.model"))
    sources = [[*pieces.encode(prompt, out_type=str)[: MAX_INPUT - 1], "</s>"] for prompt in prompts]
    translator = ctranslate2.Translator(str(folder), compute_type="int8")
    results = translator.translate_batch(
        sources, beam_size=BEAMS, max_batch_size=4096, batch_type="tokens", max_decoding_length=MAX_TARGET
    )
    return [pieces.decode(result.hypotheses[0]) for result in results]


def table(folder: Path, records: Sequence[Record], selector: Selector) -> Iterator[str]:
    """The lines of the table."""
    ranked = [np.argsort(-sentence_scores(r.body, r.title, selector)).tolist() for r in records]
    for count in (1, 2):
        chosen = [" ".join(r.body[i] for i in sorted(best[:count])) for r, best in zip(records, ranked, strict=True)]
        yield row(f"the selection, {count} sentence{'s' * (count > 1)}", chosen, records)
    for count, name in ((1, "the best"), (3, "the best three"), (None, "the whole body")):
        bodies = [
            [r.body[i] for i in best[:count]] if count else r.body for r, best in zip(records, ranked, strict=True)
        ]
        for wish in WISHES:
            prompts = [" ".join([wish, r.title, "|", *body]) for r, body in zip(records, bodies, strict=True)]
            yield row(f"{name}, “{wish}”", rewritten(folder, prompts), records)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a converted writer")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--size", type=int, default=100)
    args = parser.parse_args()
    records = validation_sample(args.data)[: args.size]
    selector = Selector.load(load_profile("embedded").selector.local_path())
    print("| input | syllables | as published | length | verified |\n| --- | --- | --- | --- | --- |")
    for line in table(args.folder, records, selector):
        print(line, flush=True)


if __name__ == "__main__":
    main()
