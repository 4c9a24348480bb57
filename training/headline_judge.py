"""Fits the judge of headlines on labels, into the weights that training.headline wrote.

    python -m training.headline_judge --data ../shared/data --work .work
    python -m training.headline_judge --data ../shared/data --work .work --offer 0.8    # a threshold of one's own

`headline_labels.jsonl` holds what a reader called good and bad beside the article's real title and lead; no text, but
the article's id in Vietnews' training split, whether the lead was left at the head of its body (`led`), and hashes of
the candidates. Good is a headline that an editor could print: it tells what the article is about, not a detail nor a
side matter; its subject is clear without the article; it is whole and true. Bad is all else, also what stands under a
picture, names of meetings alone, and that somebody spoke without what was said.

A logistic model by Newton's method. The threshold is the lowest above which, cross-validated by article, at most one in
fifteen of the headlines offered is bad, of texts that begin with their lead, as a page does that is pasted without its
title. Candidates that the rules no longer make, or that nobody has read, are left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file, save_file

from evaluation.places import fingerprint
from facts.meeting import meeting_facts
from models import HEADLINER, load_profile
from news import article_from_text
from summarizer import Length
from summarizer.headline import Headliner, candidates, different, judge_inputs, of_meeting
from summarizer.headline_form import is_headline
from summarizer.summarize import Summarizer
from tinhop.output import show_table
from training.corpus import SEED
from training.data import Record, cached_train, read_cached
from training.logistic import Floats, fit_logistic

LABELS = Path(__file__).with_name("headline_labels.jsonl")
MOST_BAD = 1 / 15
"""Of those offered. Rules were written beside these labels, so that more are bad of articles which nobody has read."""
_FOLDS = 10
_PRIOR = 100.0
_LEAST_OFFERED = 20  # of which a share can be told


@dataclass(frozen=True, slots=True)
class Judged:
    """An article's candidates.

    Attributes:
        led: whether its text begins with its lead.
        inputs: of the judge, shape (candidates, JUDGED).
        good: 1 good, 0 bad, -1 not read; shape (candidates,).
        shown: those that the judge is asked about, best expected ROUGE first.
        texts: of the candidates.
    """

    led: bool
    inputs: Floats
    good: npt.NDArray[np.int64]
    shown: list[int]
    texts: list[str]


def read_labels(path: Path = LABELS) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def judged(records: dict[str, Record], labels: Sequence[dict[str, object]], headliner: Headliner) -> Iterator[Judged]:
    """The labelled articles that have candidates."""
    summarizer = Summarizer(load_profile("embedded"))
    for row in labels:
        record = records[str(row["id"])]
        lines = (record.abstract, *record.body) if row["led"] else record.body
        article = article_from_text("\n".join(lines), cleaning=False)
        scores = summarizer.plan(article, Length.SHORT).scores
        card = meeting_facts(article)
        more = [c for c in (of_meeting(card, article) if card else []) if is_headline(c.form.text, verb=False)]
        given = [*candidates(article.sentence_texts(), scores), *more]
        if not given:
            continue
        marks = {mark: int(name == "good") for name in ("good", "bad") for mark in row[name]}  # type: ignore[attr-defined]
        rows, expected = headliner.estimates(article.sentence_texts(), scores, given)
        texts = [candidate.form.text for candidate in given]
        good = np.array([marks.get(fingerprint(text), -1) for text in texts])
        shown = different(given, np.argsort(-expected, kind="stable").tolist())
        yield Judged(
            bool(row["led"]),
            judge_inputs(article.sentence_texts(), given, rows, expected).astype(np.float64),
            good,
            shown,
            texts,
        )


def fit(articles: Sequence[Judged]) -> Floats:
    """Weights and constant."""
    x = np.concatenate([article.inputs[article.good >= 0] for article in articles])
    y = np.concatenate([article.good[article.good >= 0] for article in articles])
    return fit_logistic(x, y, _PRIOR)


def chances(weights: Floats, article: Judged) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(article.inputs @ weights[:-1] + weights[-1]))))


def cross_validated(articles: Sequence[Judged]) -> list[tuple[float, int]]:
    """Of each article the chance of its likeliest candidate by a judge that has not seen it, and what a reader said."""
    folds = np.random.default_rng(SEED).permutation(len(articles)) % _FOLDS
    found: list[tuple[float, int]] = [(0.0, -1)] * len(articles)
    for fold in range(_FOLDS):
        weights = fit([article for article, f in zip(articles, folds, strict=True) if f != fold])
        for i in np.flatnonzero(folds == fold).tolist():
            chance = chances(weights, articles[i])
            best = max(articles[i].shown, key=lambda k: float(chance[k]))
            found[i] = float(chance[best]), int(articles[i].good[best])
    return found


def threshold(found: Sequence[tuple[float, int]]) -> float:
    """The lowest chance from which on at most one in ten of those read is bad."""
    ordered = sorted(((chance, good) for chance, good in found if good >= 0), reverse=True)
    bad = np.cumsum([not good for _, good in ordered])
    held = [n for n in range(len(ordered)) if n + 1 >= _LEAST_OFFERED and bad[n] <= MOST_BAD * (n + 1)]
    return ordered[held[-1]][0] if held else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path(".work"))
    parser.add_argument("--weights", type=Path, default=HEADLINER.local_path(), help="of training.headline, completed")
    parser.add_argument("--offer", type=float, help="the chance from which on a headline is offered")
    args = parser.parse_args()
    labels = read_labels()
    wanted = {str(row["id"]) for row in labels}
    records = {r.id: r for r in read_cached(cached_train(args.data, args.work)) if r.id in wanted}
    articles = list(judged(records, labels, Headliner.load(args.weights)))
    read = sum(int((article.good >= 0).sum()) for article in articles)
    good = sum(int((article.good == 1).sum()) for article in articles)
    print(f"{len(articles)} of {len(labels)} articles have candidates; {read} were read, {good} of them good")
    found = cross_validated(articles)
    least = args.offer or threshold([pair for pair, article in zip(found, articles, strict=True) if article.led])
    table = []
    for limit in sorted({0.5, 0.6, 0.7, 0.8, round(least, 4)}):
        for led in (True, False):
            some = [pair for pair, article in zip(found, articles, strict=True) if article.led == led]
            offered = [mark for chance, mark in some if chance >= limit]
            marked = [mark for mark in offered if mark >= 0]
            bad = f"{sum(mark == 0 for mark in marked)} of {len(marked)}"
            table.append([f"{limit:.3f}", "with lead" if led else "body only", f"{len(offered)} of {len(some)}", bad])
    show_table(["threshold", "text", "offered", "bad of those read"], table)
    weights = fit(articles)
    tensors = load_file(args.weights)
    tensors["judge.weight"] = weights[:-1].astype(np.float32)
    tensors["judge.bias"] = weights[-1:].astype(np.float32)
    tensors["least"] = np.array([least], np.float32)
    save_file(tensors, args.weights)
    print(f"offered from {least:.3f} on")


if __name__ == "__main__":
    main()
