"""Fits the judges of facts.doubt: which fact of an article fills the gap that one leaves in its abstract.

    python -m training.doubt --data ../shared/data --work .work --out facts/doubt.json

Every number, date and name of an abstract that the body holds too is a gap; the places of that fact in the body are the
right filling, those of each other fact of its kind a wrong one. A conditional logit over facts.gap.FEATURES is fitted
for each sort of fact. The limits are set on articles that were not fitted on: how likely is it, of a fact of a sort
with such a lead of a rival, that it was exchanged? All sorts share the likelihood beyond which they are doubted, so
that of all true facts the wanted share is; the script prints which share of exchanged facts is then found. Both are of
the training split; the validation split is not touched. What a reader adds, training.doubt_read fits afterwards.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from facts.doubt import SORTS, with_leads
from facts.gap import FEATURES
from facts.habits import EDGE, Habits, figure_sort, name_sort
from facts.source import Source
from facts.types import FactKind
from training.data import SEED, Record, cached_train, read_cached
from training.gap_cases import cases

COUNTED, FITTED, SET_ASIDE = 2_500, 4_000, 2_500
"""Articles over which habits are counted, on which is fitted, for the limits: the first, the next and the last."""
MOST_GAPS = 12_000
"""Of each sort; names of places are ten times as frequent as dates."""
FALSE_ALARMS = 0.009
"""Share of the true facts that may be doubted."""
RARE = 0.002
"""Ridge on how a sort differs from all; some have few gaps."""
_FIGURES = (FactKind.NUMBER, FactKind.DATE)
OFTEN, SMOOTHING = 60, 8
"""A word that is counted stands beside so many figures at least; so many unseen figures temper each word's."""
WIDTH = 2 * len(FEATURES)
_MOST_LEAD = 10.0
Floats = npt.NDArray[np.float32]
Counts = dict[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A gap: features and leads (fillings, WIDTH), the right one first, and how often each stands in the body. A framed
    one counts for the limit but is not fitted on; one that is not `stated` does not count for the limit."""

    features: Floats
    times: tuple[int, ...]
    framed: bool
    stated: bool


def count_habits(records: Iterable[Record]) -> Habits:
    """Which sorts of figures and places stand beside which words of the bodies."""
    sides: tuple[Counts, Counts] = (defaultdict(Counter), defaultdict(Counter))
    every = Counter[str]()
    for record in records:
        source = Source("\n".join(record.body))
        found = [
            (figure_sort(kind, value), start, stop)
            for kind in _FIGURES
            for value, start, stop in source.figure_spans(kind)
        ]
        found += [(name_sort(run), a, b) for run, a, b in source.name_spans if a not in source.person_starts]
        for sort, start, stop in found:
            if start >= len(source.keys) or start >= stop:
                continue
            first, last = source.sentence_bounds(start)
            every[sort] += 1
            sides[0][source.keys[start - 1] if start > first else EDGE][sort] += 1
            sides[1][source.keys[stop] if stop < last else EDGE][sort] += 1
    return Habits(*(_likelier(side, every) for side in sides))


def _likelier(counts: Counts, every: Counter[str]) -> dict[str, dict[str, float]]:
    """For frequent words the log ratio of each sort's share beside the word to its share anywhere, smoothed."""
    total, table = every.total(), {}
    for word, held in sorted(counts.items()):
        if held.total() < OFTEN:
            continue
        shares = {sort: count / total for sort, count in sorted(every.items())}
        smooth = held.total() + SMOOTHING
        ratios = {sort: math.log((held[sort] + SMOOTHING * share) / smooth / share) for sort, share in shares.items()}
        table[word] = {sort: round(ratio, 1) for sort, ratio in ratios.items() if abs(ratio) >= 0.25}
    return table


def gaps(record: Record, wanted: frozenset[str], habits: Habits) -> Iterator[tuple[str, Filled]]:
    """The gaps of one article's abstract, each with its sort."""
    for case in cases(record, habits, wanted):
        fillings = (case.where.own, *case.where.rivals)
        features = np.array(with_leads([case.gap.features(filling) for filling in fillings]), np.float32)
        yield case.sort, Filled(features, case.times, case.framed, case.stated)


def collect(records: Iterable[Record], most: int, habits: Habits) -> dict[str, list[Filled]]:
    """Gaps by sort, until there are enough of each."""
    found: dict[str, list[Filled]] = defaultdict(list)
    for record in records:
        wanted = frozenset(sort for sort in SORTS if len(found[sort]) < most)
        if not wanted:
            break
        for sort, gap in gaps(record, wanted, habits):
            found[sort].append(gap)
    return found


def _padded(filled: list[Filled]) -> tuple[torch.Tensor, torch.Tensor]:
    """Features and leads (gaps, fillings, WIDTH) and whether a filling is real."""
    most = max(len(gap.features) for gap in filled)
    x = torch.zeros(len(filled), most, WIDTH)
    real = torch.zeros(len(filled), most, dtype=torch.bool)
    for n, gap in enumerate(filled):
        x[n, : len(gap.features)] = torch.from_numpy(gap.features)
        real[n, : len(gap.features)] = True
    return x, real


def fit(filled: list[Filled]) -> list[float]:
    """The weights under which the right fillings are likeliest, held small by a ridge."""
    x, real = _padded(filled)
    weights = torch.zeros(WIDTH, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=60, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = (x @ weights).masked_fill(~real, float("-inf"))
        value = -scores.log_softmax(1)[:, 0].mean() + 1e-3 * weights.square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    return [round(float(weight), 3) for weight in weights.detach()]


def leads(filled: list[Filled], weights: list[float], rng: random.Random) -> tuple[Floats, Floats]:
    """The best rival's lead over each fact, when it is true and when a rival was put in its stead."""
    true, false = [], []
    for gap in filled:
        scores = (gap.features @ np.array(weights, np.float32)).tolist()
        true.append(float("-inf") if gap.framed else max(scores[1:]) - scores[0])
        put = rng.choices(range(1, len(scores)), gap.times[1:])[0]
        false.append(max(score for n, score in enumerate(scores) if n != put) - scores[put])
    return np.array(true, np.float32), np.array(false, np.float32)


def fit_limits(found: Mapping[str, tuple[Floats, Floats]]) -> dict[str, float]:
    """The lead of each sort beyond which a fact is doubted, from the leads of true and of exchanged facts.

    A logistic model says of a lead and a sort how likely an exchange is.
    """
    lead, sort, false = list[Floats](), list[Floats](), list[Floats]()
    for number, name in enumerate(found):
        for exchanged, values in enumerate(found[name]):
            lead.append(values)
            sort.append(np.full(len(values), number, np.float32))
            false.append(np.full(len(values), exchanged, np.float32))
    x, kind, y = (torch.from_numpy(np.concatenate(part)) for part in (lead, sort, false))
    settled = torch.isinf(x)
    x = x.clamp(-_MOST_LEAD, _MOST_LEAD)
    own = torch.nn.functional.one_hot(kind.long(), len(found)).float()
    slope, level = torch.ones(len(found), requires_grad=True), torch.zeros(len(found), requires_grad=True)
    optimizer = torch.optim.LBFGS([slope, level], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        odds = (own @ slope * x + own @ level)[~settled]
        value = torch.nn.functional.binary_cross_entropy_with_logits(odds, y[~settled])
        value = value + RARE * ((slope - slope.mean()).square() + (level - level.mean()).square()).sum()
        value.backward()
        return value

    optimizer.step(loss)
    slopes, levels = slope.detach().tolist(), level.detach().tolist()
    odds = (own @ slope * x + own @ level).detach().masked_fill(settled, float("-inf"))
    most = float(np.quantile(odds[y == 0].numpy(), 1 - FALSE_ALARMS, method="higher"))
    return {name: round((most - levels[n]) / slopes[n], 3) for n, name in enumerate(found)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--counted", type=int, default=COUNTED, help="articles over which habits are counted")
    parser.add_argument("--articles", type=int, default=FITTED, help="read at most, for fitting")
    parser.add_argument("--set-aside", type=int, default=SET_ASIDE, help="articles for the limits")
    args = parser.parse_args()
    records = list(read_cached(cached_train(args.data, args.work)))
    random.Random(SEED).shuffle(records)
    count = args.counted
    habits = count_habits(records[:count])
    train = collect(records[count : count + args.articles], MOST_GAPS, habits)
    held = collect(records[-args.set_aside :], MOST_GAPS, habits)
    rng = random.Random(SEED)
    weights = {sort: fit([gap for gap in train[sort] if not gap.framed]) for sort in SORTS}
    found = {sort: leads([gap for gap in held[sort] if gap.stated], weights[sort], rng) for sort in SORTS}
    limits = fit_limits(found)
    for sort, (true, false) in found.items():
        print(
            f"{sort}: {len(train[sort])} gaps, {len(true)} set aside; {(true > limits[sort]).mean():.1%} of the true",
            end=" ",
        )
        print(f"and {(false > limits[sort]).mean():.1%} of the exchanged facts are doubted")
    true, false = (np.concatenate([pair[n] - limits[sort] for sort, pair in found.items()]) for n in (0, 1))
    print(f"all: {(true > 0).mean():.2%} of the true and {(false > 0).mean():.2%} of the exchanged")
    # Until training.doubt_read has been run, a reader changes nothing.
    judges = {
        sort: {"weights": weights[sort], "limit": limits[sort], "signs": [1.0, 0.0], "read limit": limits[sort]}
        for sort in SORTS
    }
    made = {
        "features": FEATURES,
        "judges": judges,
        "before": habits.before,
        "after": habits.after,
    }
    args.out.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
