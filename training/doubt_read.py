"""Fits what facts.doubt makes of a reader's scores, into the file that training.doubt wrote.

    python -m training.doubt_read --data ../shared/data --work .work --reader index/weights/gaps

Every gap of an abstract makes two claims: the fact that stands there, and a rival in its stead. A logistic model over
facts.doubt.signs and the fact's sort tells the one from the other; it is fitted on some of the articles on which the
judges were fitted. The limit is set on articles set aside, so that the wanted share of all true facts is doubted. The
reader was trained on neither.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from facts.cloze import Cloze, ClozeReader
from facts.doubt import SETTLED, SORTS, WEIGHTS, Court, lead, load_court, signs
from index.gaps import GapReader
from training.data import SEED, Record, cached_train, read_cached
from training.doubt import COUNTED, FITTED, RARE, SET_ASIDE
from training.gap_cases import cases

FALSE_ALARMS = 0.0022
"""Share of the true facts that may be doubted: with a reader a fourth as many as without finds as many exchanges."""
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


def fit(found: Sequence[Claim]) -> tuple[dict[str, list[float]], dict[str, float]]:
    """For each sort the weights of the signs that best tell exchanged claims from true ones, and what is added."""
    read = [(claim.signs, claim.sort, claim.true) for claim in found if claim.signs is not None]
    x, false = torch.tensor([row for row, _, _ in read]), torch.tensor([float(not true) for _, _, true in read])
    own = torch.nn.functional.one_hot(torch.tensor([SORTS.index(sort) for _, sort, _ in read]), len(SORTS)).float()
    weights = torch.zeros(len(SORTS), x.shape[1], requires_grad=True)
    level = torch.zeros(len(SORTS), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, level], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits((own @ weights * x).sum(1) + own @ level, false)
        value = value + RARE * (10 * (weights - weights.mean(0)).square().sum() + (level - level.mean()).square().sum())
        value.backward()
        return value

    optimizer.step(loss)
    rows = [[round(weight, 3) for weight in row] for row in weights.detach().tolist()]
    return dict(zip(SORTS, rows, strict=True)), dict(zip(SORTS, level.detach().tolist(), strict=True))


def suspicion(claim: Claim, weights: Mapping[str, Sequence[float]], levels: Mapping[str, float]) -> float:
    """The log odds that a claim was exchanged; -inf where it is not read."""
    return (
        float("-inf") if claim.signs is None else float(np.dot(claim.signs, weights[claim.sort])) + levels[claim.sort]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--judges", type=Path, default=WEIGHTS, help="read and written")
    parser.add_argument("--articles", type=int, default=1_000, help="for fitting")
    parser.add_argument("--set-aside", type=int, default=1_500, help="articles for the limits")
    args = parser.parse_args()
    records = list(read_cached(cached_train(args.data, args.work)))
    random.Random(SEED).shuffle(records)
    court, reader, rng = load_court(args.judges), GapReader(args.reader), random.Random(SEED)
    train = claims(records[COUNTED : COUNTED + min(FITTED, args.articles)], court, reader, 1.0, rng)
    held = claims(records[-min(SET_ASIDE, args.set_aside) :], court, reader, 0.4, rng)
    weights, levels = fit(train)
    read = sum(claim.signs is not None for claim in train)
    print(f"weights {weights}, fitted on {read} of {len(train)} claims that the words do not settle")
    odds = np.array([suspicion(claim, weights, levels) for claim in held])
    true = np.array([claim.true for claim in held])
    most = float(np.quantile(odds[true], 1 - FALSE_ALARMS, method="higher"))
    made = json.loads(args.judges.read_text("utf-8"))
    for sort in SORTS:
        own = np.array([claim.sort == sort for claim in held])
        alone = np.array([claim.lead for claim in held]) > court.judges[sort].limit
        print(f"{sort}: {own.sum()} claims set aside", end="")
        for name, doubted in (("by words", alone), ("read", odds > most)):
            shares = (doubted[own & which].mean() for which in (true, ~true))
            print("; {} {:.1%} of the true and {:.1%} of the exchanged".format(name, *shares), end="")
        print(" are doubted")
        made["judges"][sort] |= {"signs": weights[sort], "read limit": round(most - levels[sort], 3)}
    print(f"all: {(odds > most)[true].mean():.2%} of the true and {(odds > most)[~true].mean():.2%} of the exchanged")
    args.judges.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
