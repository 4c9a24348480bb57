"""Fits the judge of facts.negations: where has a sentence lost a negation of its source?

    python -m training.negations --data ../shared/data --work .work --out facts/negations.json

A negation taken out of an abstract's sentence is a place that lost one; all places of the abstracts as they stand lost
none. A logistic model over facts.negations.FEATURES is fitted to that. The limit is set on articles that were not
fitted on, so that it rejects the wanted share of true sentences; the script prints which share of the lost negations is
then found, with the rules of facts.statements and by them alone. All of the training split.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from facts.negations import FEATURES, NegationHabits, features, negates
from facts.source import Source
from facts.statements import repeated_negations
from facts.tokens import tokenize
from news.sentences import split_sentences
from training.data import SEED, Record, cached_train, read_cached
from training.doubt import Floats

FALSE_ALARMS = 0.0012
"""Share of the true sentences that may be rejected for a lost negation that no rule finds."""
OFTEN, OFTEN_TOGETHER = 60, 10
"""How often a word, and how often it and another must have been seen with a negation, to be kept."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an abstract with the features of its places, (places, FEATURES); `lost` of these is the one where a
    negation was taken out, -1 where none was seen there, None for a true sentence. `ruled`: facts.statements' rules
    reject it.
    """

    places: Floats
    lost: int | None
    ruled: bool


def count_habits(records: Iterable[Record]) -> NegationHabits:
    """Which words the bodies negate."""
    words, pairs = Counter[str](), Counter[str]()
    before, after, before_pair, between = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    negations = 0
    for record in records:
        for sentence in record.body:
            keys = ["", *(token.key for token in tokenize(sentence)), "", ""]
            for at in range(1, len(keys) - 2):
                word, following = keys[at], keys[at + 1]
                if negates(keys, at):
                    negations += 1
                    before[following] += 1
                    after[keys[at - 1]] += 1
                    before_pair[f"{following} {keys[at + 2]}"] += 1
                    between[f"{keys[at - 1]} {following}"] += 1
                else:
                    words[word] += 1
                    pairs[f"{word} {following}"] += 1
    share = negations / words.total()
    kept = sorted(word for word, count in words.items() if count >= OFTEN)

    def likelier(count: int, whole: int, expected: float) -> float:
        return round(math.log((count + 5 * expected) / (whole + 5) / share), 1)

    def expected(word: str) -> float:
        return before[word] / words[word] if words[word] >= OFTEN else share

    return NegationHabits(
        {word: likelier(before[word], words[word], share) for word in kept},
        {word: likelier(after[word], words[word], share) for word in kept},
        {
            pair: likelier(count, pairs[pair], expected(pair.split(" ")[0]))
            for pair, count in sorted(before_pair.items())
            if count >= OFTEN_TOGETHER
        },
        {
            pair: round(math.log((count + 0.1) / (count + pairs[pair] + 2)), 1)
            for pair, count in sorted(between.items())
            if count >= OFTEN_TOGETHER
        },
    )


def sentences(records: Iterable[Record], habits: NegationHabits) -> Iterator[Sentence]:
    """The sentences of the abstracts, and those with a negation again without their first one."""
    for record in records:
        source = Source("\n".join(record.body), record.title)
        for span in split_sentences(record.abstract):
            sentence = record.abstract[span.start : span.end]
            yield _read(sentence, None, source, habits)
            tokens = tokenize(sentence)
            keys = [token.key for token in tokens]
            at = next((at for at in range(1, len(keys) - 1) if negates(keys, at)), None)
            if at is not None:
                start = tokens[at].start
                yield _read(sentence[:start] + sentence[tokens[at + 1].start :], start, source, habits)


def _read(sentence: str, taken: int | None, source: Source, habits: NegationHabits) -> Sentence:
    tokens = tokenize(sentence)
    keys, places = source.canonical.read(tokens)
    rows, lost = [], None if taken is None else -1
    for at in range(1, len(keys)):
        row = features(keys, at, source, habits)
        if row is not None:
            if tokens[places[at]].start == taken:
                lost = len(rows)
            rows.append(row)
    made = np.array(rows, np.float32).reshape(len(rows), len(FEATURES))
    return Sentence(made, lost, bool(repeated_negations(sentence, tokens, source)))


def fit(found: Sequence[Sentence]) -> list[float]:
    """The weights that best tell places that lost a negation from those of true sentences, but for a constant."""
    lost = [s.places[s.lost] for s in found if s.lost is not None and s.lost >= 0]
    kept = [row for s in found if s.lost is None for row in s.places]
    x = torch.from_numpy(np.stack([*lost, *kept]))
    y = torch.tensor([1.0] * len(lost) + [0.0] * len(kept))
    spread = x.std(0) + 1e-6
    weights = torch.zeros(x.shape[1] + 1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(x / spread @ weights[:-1] + weights[-1], y)
        value = value + 1e-4 * weights.square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    return [round(float(weight), 3) for weight in (weights.detach()[:-1] / spread)]


def highest(found: Iterable[Sentence], weights: Sequence[float]) -> Floats:
    """The highest sum of each sentence's places; -inf without any."""
    factors = np.array(weights, np.float32)
    return np.array([(s.places @ factors).max(initial=-np.inf) for s in found], np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=8_000, help="for habits, and as many for fitting")
    parser.add_argument("--set-aside", type=int, default=2_500, help="articles for the limit")
    args = parser.parse_args()
    records = list(read_cached(cached_train(args.data, args.work)))
    random.Random(SEED).shuffle(records)
    habits = count_habits(records[: args.articles])
    train = list(sentences(records[args.articles : 2 * args.articles], habits))
    weights = fit(train)
    held = list(sentences(records[-args.set_aside :], habits))
    true, false = [s for s in held if s.lost is None], [s for s in held if s.lost is not None]
    limit = round(float(np.quantile(highest(true, weights), 1 - FALSE_ALARMS, method="higher")), 3)
    for name, group in (("true sentences", true), ("lost negations", false)):
        rules = np.array([s.ruled for s in group])
        learned = highest(group, weights) > limit
        print(
            f"{len(group)} {name}: {rules.mean():.2%} rejected by rule, {(rules | learned).mean():.2%} with the judge"
        )
    made = {"features": FEATURES, "weights": weights, "limit": limit, "habits": asdict(habits)}
    args.out.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
