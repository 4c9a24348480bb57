"""Trains the chooser: which of the writer's hypotheses are better than the sentences that it was given.

    python -m training.chooser --data ../shared/data --work .work --out summarizer/weights/chooser.json

On the last articles of the training split, from which the writer has not learned. For every verified hypothesis the
whole summary is made with it and without it; what is predicted is the difference of mean ROUGE-1, -2 and -L F1. Prints
what five-fold cross-validation gains, and writes the weights fitted on all.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from evaluation.rouge import rouge
from models import WriterSpec, load_profile
from news import Article
from summarizer import Decoding, Generation, Length, load_engine
from summarizer.align import Aligner
from summarizer.chooser import Chooser, Floats, describe, expand
from summarizer.plan import Plan, Section, make_plan
from summarizer.selector import Selector
from summarizer.tighten import restore_spelling
from summarizer.write import write_section
from training.data import Record, cached_train, read_cached
from training.evaluate import article_of
from training.pairs import HELD_OUT

BEAMS = 4
BATCH = 32
RIDGE = 30.0
FOLDS = 5


def summary_text(article: Article, section: Section, few: list[Generation], plan: Plan, spec: WriterSpec) -> str:
    """The medium summary that is made with these hypotheses."""
    items = write_section(article, section, few, plan, spec, Aligner(article), Length.MEDIUM, set())
    return " ".join(item.sentence.text for item in items)


def examples(records: list[Record]) -> Iterator[tuple[Floats, Floats]]:
    """For each article the features (hypotheses, features) and gains (hypotheses,) of its verified hypotheses."""
    profile = load_profile("embedded")
    spec = replace(profile.writer, least_score=-np.inf)
    engine, selector = load_engine(spec), Selector.load(profile.selector.local_path())
    for first in range(0, len(records), BATCH):
        batch = records[first : first + BATCH]
        articles = [article_of(record, titled=i % 2 == 0) for i, record in enumerate(batch)]
        plans = [make_plan(article, Length.MEDIUM, selector, spec, engine.count_tokens) for article in articles]
        sections = [plan.sections[0] if plan.sections else None for plan in plans]
        decoding = Decoding(beams=BEAMS, candidates=BEAMS, max_tokens=spec.max_output_tokens)
        written = iter(engine.generate([section.prompt for section in sections if section], decoding))
        for record, article, plan, section in zip(batch, articles, plans, sections, strict=True):
            if section is None:
                continue
            hypotheses = next(written)
            shown = sorted(section.sentences, key=lambda i: -float(plan.scores[i]))
            sentences, scores = [article.sentence(i) for i in shown], [float(plan.scores[i]) for i in shown]

            without = summary_text(article, section, [], plan, spec)
            base = rouge(without, record.abstract).mean
            rows, gains = [], []
            for hypothesis in hypotheses:
                text = summary_text(article, section, [hypothesis], plan, spec)
                if text != without:
                    spelled = restore_spelling(" ".join(hypothesis.text.split()), article.text)
                    best = hypotheses[0].score
                    rows.append(describe(spelled, hypothesis.score, best, sentences, scores, article.title))
                    gains.append(rouge(text, record.abstract).mean - base)
            if rows:
                yield np.array(rows), np.array(gains)


def fit(features: Floats, gains: Floats, least_gain: float) -> Chooser:
    """Ridge regression of gains on the expanded features."""
    mean, scale = features.mean(0), features.std(0) + 1e-6
    x = expand(features, mean, scale)
    penalty = RIDGE * np.eye(x.shape[1])
    penalty[0, 0] = 0.0
    return Chooser(mean, scale, np.linalg.solve(x.T @ x + penalty, x.T @ gains), least_gain)


def gained(parts: list[tuple[Floats, Floats]], least_gain: float) -> tuple[float, float]:
    """Mean gain over all articles, and the share of them for which a hypothesis is taken, in cross-validation."""
    total, taken = 0.0, 0
    for fold in range(FOLDS):
        rest = [part for i, part in enumerate(parts) if i % FOLDS != fold]
        chooser = fit(np.concatenate([x for x, _ in rest]), np.concatenate([y for _, y in rest]), least_gain)
        for features, gains in parts[fold::FOLDS]:
            predicted = [chooser.gain(row) for row in features]
            best = int(np.argmax(predicted))
            if predicted[best] >= least_gain:
                total, taken = total + float(gains[best]), taken + 1
    return total / len(parts), taken / len(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/weights/chooser.json"))
    parser.add_argument("--articles", type=int, default=HELD_OUT)
    args = parser.parse_args()
    records = list(read_cached(cached_train(args.data, args.work)))[-HELD_OUT:][: args.articles]
    parts = list(examples(records))
    gains = np.concatenate([y for _, y in parts])
    print(f"{len(gains)} hypotheses for {len(parts)} articles, mean gain {100 * gains.mean():.2f}", flush=True)
    print(f"the likeliest of each: {100 * np.mean([y[0] for _, y in parts]):.2f}", flush=True)
    print(f"the best of each where better: {100 * np.mean([max(0, y.max()) for _, y in parts]):.2f}", flush=True)
    results = {least: gained(parts, least) for least in (0.0, 0.002, 0.005, 0.01, 0.02)}
    for least, (mean, share) in results.items():
        print(f"least gain {100 * least:.1f}: {100 * mean:+.2f} ROUGE, {share:.0%} written", flush=True)
    least = max(results, key=lambda value: results[value][0])
    fit(np.concatenate([x for x, _ in parts]), gains, least).save(args.out)


if __name__ == "__main__":
    main()
