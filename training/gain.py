"""Measures what the writer's hypotheses would gain over the selection that is shown in their place.

    python -m training.gain --data ../shared/data --work .work --articles 300

On the last articles of the training split, from which the writer has not learned, every other one without its title.
For every verified hypothesis the whole medium summary is made with it and without it. Printed is the difference of the
means of ROUGE-1, -2 and -L F1 (times 100): of all hypotheses, of each article's likeliest, and of the best of each
where it is better, which is what a perfect choice would gain.
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
from summarizer.plan import Plan, Section, make_plan
from summarizer.selector import Selector
from summarizer.write import write_section
from training.data import Record, cached_train, read_cached
from training.evaluate import article_of
from training.pairs import HELD_OUT

BEAMS = 4
BATCH = 32


def summary_text(article: Article, section: Section, few: list[Generation], plan: Plan, spec: WriterSpec) -> str:
    """The medium summary that is made with these hypotheses."""
    items = write_section(article, section, few, plan, spec, Aligner(article), Length.MEDIUM, set())
    return " ".join(item.sentence.text for item in items)


def gains(records: list[Record]) -> Iterator[list[float]]:
    """For each article that has any, the gains of its verified hypotheses, likeliest first."""
    profile = load_profile("embedded")
    spec = replace(profile.writer, least_score=-np.inf)
    engine, selector = load_engine(spec), Selector.load(profile.selector.local_path())
    decoding = Decoding(beams=BEAMS, candidates=BEAMS, max_tokens=spec.max_output_tokens)
    for first in range(0, len(records), BATCH):
        batch = records[first : first + BATCH]
        articles = [article_of(record, titled=i % 2 == 0) for i, record in enumerate(batch)]
        plans = [make_plan(article, Length.MEDIUM, selector, spec, engine.count_tokens) for article in articles]
        ready = [row for row in zip(batch, articles, plans, strict=True) if row[2].sections]
        written = engine.generate([plan.sections[0].prompt for _, _, plan in ready], decoding)
        for (record, article, plan), hypotheses in zip(ready, written, strict=True):
            section = plan.sections[0]
            without = summary_text(article, section, [], plan, spec)
            base = rouge(without, record.abstract).mean
            made = (summary_text(article, section, [hypothesis], plan, spec) for hypothesis in hypotheses)
            found = [rouge(text, record.abstract).mean - base for text in made if text != without]
            if found:
                yield found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--articles", type=int, default=300)
    args = parser.parse_args()
    records = list(read_cached(cached_train(args.data, args.work)))[-HELD_OUT:][: args.articles]
    found = list(gains(records))
    print(f"{sum(map(len, found))} verified hypotheses for {len(found)} of {len(records)} articles")
    print(f"mean gain {100 * np.mean([g for row in found for g in row]):+.2f}")
    print(f"the likeliest of each article {100 * np.mean([row[0] for row in found]):+.2f}")
    print(f"the best of each where better {100 * np.mean([max(0.0, *row) for row in found]):+.2f}")


if __name__ == "__main__":
    main()
