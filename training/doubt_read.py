"""Fits what facts.doubt makes of a reader's scores, into the file that training.doubt wrote.

    python -m training.doubt_read --data ../shared/data --work .work --reader index/weights/gaps

Every gap of an abstract makes two claims: the fact that stands there, and a rival in its stead. A logistic model over
facts.doubt.signs tells the one from the other; it is fitted on some of the articles on which the judges were fitted.
The limits are set as theirs, on articles set aside, so that the same share of the true facts is doubted. The reader was
trained on neither.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from facts.cloze import Cloze, ClozeReader
from facts.doubt import SETTLED, WEIGHTS, Court, lead, load_court, signs
from index.gaps import GapReader
from training.data import SEED, Record, cached_train, read_cached
from training.doubt import COUNTED, FALSE_ALARMS, FITTED, SET_ASIDE, Floats
from training.gap_cases import cases

_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact of an abstract, as it stands there or exchanged.

    Attributes:
        lead: the best rival's by words; -inf where a frame holds the fact, so that it is never doubted.
        signs: facts.doubt.signs; None where the reader is not asked, for the words settle it.
    """

    sort: str
    true: bool
    lead: float
    signs: tuple[float, float] | None


def claims(
    records: Iterable[Record], court: Court, reader: ClozeReader, exchanged: float, rng: random.Random
) -> list[Claim]:
    """The claims of the articles' abstracts, exchanged ones of a share of the gaps."""
    found: list[Claim] = []
    asked: list[tuple[str, bool, Cloze, list[float]]] = []
    for record in records:
        for case in cases(record, court.habits):
            if not case.stated:
                continue
            made = [(True, case)]
            if rng.random() < exchanged:
                made.append((False, case.exchanged(rng.choices(range(len(case.where.rivals)), case.times[1:])[0])))
            for true, claimed in made:
                cloze, odds = claimed.ask(court)
                if claimed.framed or lead(odds) <= SETTLED:
                    found.append(Claim(case.sort, true, float("-inf") if claimed.framed else lead(odds), None))
                else:
                    asked.append((case.sort, true, cloze, odds))
    # Clozes of like length together: what fills up the shorter ones costs time too.
    asked.sort(key=lambda row: len(row[2].passage))
    for first in range(0, len(asked), _AT_ONCE):
        part = asked[first : first + _AT_ONCE]
        for (sort, true, _, odds), scores in zip(part, reader.scores([row[2] for row in part]), strict=True):
            found.append(Claim(sort, true, lead(odds), signs(odds, scores)))
    return found


def fit(found: Sequence[Claim]) -> list[float]:
    """The weights of the signs that best tell exchanged claims from true ones."""
    read = [(claim.signs, claim.true) for claim in found if claim.signs is not None]
    x, false = torch.tensor([row for row, _ in read]), torch.tensor([float(not true) for _, true in read])
    weights = torch.zeros(x.shape[1] + 1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(x @ weights[:-1] + weights[-1], false)
        value = value + 1e-4 * weights.square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    return [round(float(weight), 3) for weight in weights.detach()[:-1]]


def suspicions(found: Sequence[Claim], weights: Sequence[float] | None) -> tuple[Floats, Floats]:
    """Of the true and of the exchanged claims the weighted signs, or where no weights are given the lead by words."""
    values: dict[bool, list[float]] = {True: [], False: []}
    for claim in found:
        if weights is None:
            value = claim.lead
        else:
            value = float("-inf") if claim.signs is None else float(np.dot(claim.signs, weights))
        values[claim.true].append(value)
    return np.array(values[True], np.float32), np.array(values[False], np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--judges", type=Path, default=WEIGHTS, help="read and written")
    parser.add_argument("--articles", type=int, default=500, help="for fitting")
    parser.add_argument("--set-aside", type=int, default=1_500, help="articles for the limits")
    args = parser.parse_args()
    records = list(read_cached(cached_train(args.data, args.work)))
    random.Random(SEED).shuffle(records)
    court, reader, rng = load_court(args.judges), GapReader(args.reader), random.Random(SEED)
    train = claims(records[COUNTED : COUNTED + min(FITTED, args.articles)], court, reader, 1.0, rng)
    held = claims(records[-min(SET_ASIDE, args.set_aside) :], court, reader, 0.4, rng)
    weights = fit(train)
    read = sum(claim.signs is not None for claim in train)
    print(f"weights {weights}, fitted on {read} of {len(train)} claims that the words do not settle")
    made = json.loads(args.judges.read_text("utf-8"))
    for sort, share in FALSE_ALARMS.items():
        own = [claim for claim in held if claim.sort == sort]
        asked = np.mean([claim.signs is not None for claim in own if claim.true])
        print(f"{sort}: {len(own)} claims set aside, {asked:.1%} of the true ones are read", end="")
        for name, chosen in (("by words", None), ("read", weights)):
            true, false = suspicions(own, chosen)
            limit = round(float(np.quantile(true, 1 - share, method="higher")), 3)
            print(f"; {name} {share:.1%} of the true and {(false > limit).mean():.1%} of the exchanged", end="")
        print(" are doubted")
        made["judges"][sort]["read limit"] = limit
    made["signs"] = weights
    args.judges.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
