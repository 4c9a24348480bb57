"""The clozes of abstracts, what the gap reader makes of them, and how its scores are weighed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import islice

import numpy as np
import pytest
import torch

from facts.cloze import Cloze
from facts.doubt import SETTLED, SORTS, load_court
from index.encoder import WEIGHTS
from index.gaps import GapReader as Shipped
from index.pieces import Pieces
from training.data import Record
from training.doubt_read import Claim, claims, fit, suspicion
from training.encoder_gaps import TOKENS, GapReader, Pair, batches, packed, pair_of
from training.encoder_network import Size
from training.encoder_tuning import load_bert
from training.gap_cases import cases
from training.shipped import encoder_weights

BODY = (
    "Sở Y tế tỉnh Nậm Lâu cho biết kho vắc xin còn 35.000 liều, chuyển từ thành phố Sông Thao ngày 12/9.",
    "Ông Lò Văn Páo, phó giám đốc sở, nói đợt tiêm bắt đầu ngày 20/9 tại 41 trường của huyện Yên Sơn.",
    "Bà Hà Thị Mây, trưởng phòng giáo dục huyện Mường Lý, đề nghị hoãn sang ngày 25/9 vì 7 trường đang sửa mái.",
)
RECORD = Record(
    "1", "", "Phía huyện Mường Lý muốn lùi lịch vì 7 trường phải sửa, còn ông Lò Văn Páo giữ mốc 20/9.", BODY
)
SMALL = Size(width=32, layers=1, heads=2, inner=32, rank=8)


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(WEIGHTS / "spiece.model")


@pytest.fixture(scope="module")
def pairs(pieces: Pieces) -> list[Pair]:
    court = load_court()
    return [pair_of(*case.ask(court), pieces) for case in cases(RECORD, court.habits)]


def test_the_mentions_of_a_pair_are_those_of_its_cloze(pieces: Pieces) -> None:
    court = load_court()
    for case in cases(RECORD, court.habits):
        cloze, odds = case.ask(court)
        pair = pair_of(cloze, odds, pieces)
        read = pieces.cut(cloze.passage, 500)
        for spans, mentions in zip(cloze.spans, pair.mentions, strict=True):
            said = [cloze.passage[read.starts[first] : read.ends[last]] for first, last in mentions]
            assert [text.strip() for text in said] == [cloze.passage[start:end] for start, end in spans]
        assert pair.mentions[0]
        assert len(pair.mentions) == len(pair.known) >= 2


def test_all_sorts_of_facts_are_asked_for() -> None:
    assert {case.sort for case in cases(RECORD, load_court().habits)} == {"town", "person", "few", "date"}


def test_the_loss_falls_as_the_right_filling_is_learned(pairs: list[Pair]) -> None:
    torch.manual_seed(1)
    model = GapReader(SMALL)
    optimiser = torch.optim.Adam(model.parameters(), lr=3e-3)
    first = float(model.loss(pairs).detach())
    for _ in range(60):
        optimiser.zero_grad()
        loss = model.loss(pairs)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    assert float(loss.detach()) < 0.3 * first
    scores, _ = model(pairs)
    assert (scores.argmax(1) == 0).all()


def test_what_is_filled_up_changes_no_score(pairs: list[Pair]) -> None:
    torch.manual_seed(1)
    model = GapReader(SMALL).eval()
    together, known = model(pairs)
    for row, pair in enumerate(pairs):
        alone, words = model([pair])
        count = len(pair.mentions)
        torch.testing.assert_close(together[row, :count], alone[0, :count], atol=1e-4, rtol=1e-4)
        torch.testing.assert_close(known[row, :count], words[0, :count])
        assert (together[row, count:] < -1e3).all()


def test_the_shipped_form_scores_as_the_trained_one(pieces: Pieces) -> None:
    """On the encoder that answers questions, whose weights both can load."""
    court = load_court()
    asked = [case.ask(court) for case in cases(RECORD, court.habits)]
    model = GapReader(Size()).eval()
    load_bert(model.encoder, model.heads, encoder_weights(WEIGHTS))
    found = Shipped(WEIGHTS).scores([cloze for cloze, _ in asked])
    for (cloze, odds), scores in zip(asked, found, strict=True):
        with torch.no_grad():
            wanted, _ = model([pair_of(cloze, odds, pieces)])
        np.testing.assert_allclose(scores, wanted[0].numpy(), atol=0.6)  # int8 here, float there


def test_batches_are_of_like_length_and_lose_nothing_of_a_pool() -> None:
    rng = random.Random(0)
    made = [Pair((1,) * rng.randint(5, 50), (2,) * rng.randint(20, 170), ((),), (0.0,)) for _ in range(1_600)]
    found = list(batches(iter(made), random.Random(1)))
    assert sum(map(len, found)) == 1_500
    assert all(max(map(len, batch)) * len(batch) <= TOKENS for batch in found)
    assert sorted(map(len, islice((pair for batch in packed(made) for pair in batch), None))) == sorted(map(len, made))


class Knowing:
    """Likes the first filling best."""

    def scores(self, clozes: Sequence[Cloze]) -> list[list[float]]:
        return [[5.0] + [0.0] * (len(cloze.spans) - 1) for cloze in clozes]


def test_only_what_the_words_do_not_settle_is_read() -> None:
    found = claims([RECORD], load_court(), Knowing(), 1.0, random.Random(0))
    assert {claim.true for claim in found} == {True, False}
    assert {claim.sort for claim in found} == {"town", "person", "few", "date"}
    for claim in found:
        assert (claim.signs is None) == (claim.lead <= SETTLED)
        if claim.signs is not None:
            assert claim.signs[1] == -5.0  # the reader likes the first filling, which is what is claimed


def _claims(rng: np.random.Generator) -> list[Claim]:
    made = []
    for _ in range(600):
        true = bool(rng.random() < 0.5)
        words, read = rng.normal(), rng.normal() + (-2 if true else 2)
        made.append(Claim("place", true, words, (words, read)))
    return made


def test_the_sign_that_tells_more_gets_more_weight() -> None:
    found = _claims(np.random.default_rng(0))
    weights, levels = fit(found)
    words, read = weights["place"]
    assert read > 4 * abs(words)
    assert set(weights) == set(levels) == set(SORTS)
    odds = np.array([suspicion(claim, weights, levels) for claim in found])
    true = np.array([claim.true for claim in found])
    assert (odds[~true] > np.quantile(odds[true], 0.99)).mean() > 0.8


def test_a_settled_claim_is_not_doubted() -> None:
    weights, levels = {"place": (1.0, 1.0)}, {"place": 0.5}
    assert suspicion(Claim("place", True, -9.0, None), weights, levels) == float("-inf")
    assert suspicion(Claim("place", False, 1.0, (1.0, 2.0)), weights, levels) == 3.5
