"""The writer's pipeline on a small model: copying from the first step, packing, resuming, shipping and reading back."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from training.data import Record
from training.loop import Run
from training.pairs import Kind, Pair, covering, is_rewritable, pack, unpack
from training.shipped import load_shipped
from training.t5 import build
from training.writer import loss_of

SHAPE = {
    "d_model": 64,
    "d_kv": 32,
    "num_heads": 2,
    "d_ff": 64,
    "num_layers": 2,
    "num_decoder_layers": 2,
    "feed_forward_proj": "relu",
}


@pytest.fixture
def copies() -> list[Pair]:
    """Inputs of 30 tokens; the target is a stretch of 12 of them. Every other token is one of three."""
    rng = random.Random(1)
    pairs = []
    for _ in range(16):
        source = [rng.choice((11, 12, 13)) if i % 2 else rng.randrange(100, 15_000) for i in range(30)]
        begin = rng.randrange(0, 18)
        pairs.append(Pair([*source, 1], source[begin : begin + 12], Kind.SELECTED))
    return pairs


def test_it_copies_before_it_has_learned_anything(copies: list[Pair]) -> None:
    with torch.inference_mode():
        ready, plain = (
            float(loss_of(build(SHAPE, dropout=0.0, copying=c).eval(), copies, "cpu")) for c in (True, False)
        )
    assert ready < plain - 2


def test_the_sampled_softmax_estimates_the_whole_one(copies: list[Pair]) -> None:
    model = build(SHAPE, dropout=0.0).eval()
    with torch.inference_mode():
        whole = float(loss_of(model, copies, "cpu"))
        sampled = np.mean([float(loss_of(model, copies, "cpu", negatives=3000)) for _ in range(4)])
    assert sampled == pytest.approx(whole, abs=0.1)


def test_packed_pairs_come_back(tmp_path: Path, copies: list[Pair]) -> None:
    pairs = [*copies, Pair([5, 6, 1], [7, 8, 9, 1], Kind.HEADLINE)]
    pack(pairs, tmp_path / "pairs.npz")
    assert unpack(tmp_path / "pairs.npz") == pairs


def test_an_abstract_with_a_fact_of_its_own_is_no_example() -> None:
    source = "Sáng 3/10, ông Đỗ Quang Lịch chủ trì hội nghị giao ban của UBND tỉnh Thường Đức tại Kim Giang."
    assert is_rewritable("Ông Đỗ Quang Lịch chủ trì hội nghị giao ban.", source)
    assert not is_rewritable("Ông Đỗ Quang Lịch chủ trì hội nghị giao ban thứ 12.", source)
    assert not is_rewritable("Ông Trần Văn Bách chủ trì hội nghị giao ban.", source)
    assert not is_rewritable("Mưa lớn gây ngập nhiều tuyến đường ở vùng thấp.", source)


def test_covering_sentences_hold_the_abstract() -> None:
    record = Record(
        "1", "", "Hội nghị bàn giải ngân và chốt hạn cuối tháng chín.",
        ("Trời đẹp suốt buổi sáng.", "Hội nghị bàn giải ngân vốn.", "Các huyện chốt hạn cuối tháng chín."),
    )  # fmt: skip
    assert covering(record, [3.0, 1.0, 2.0]) == [record.body[2], record.body[1]]


def test_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    run = Run(tmp_path, minutes=10)
    assert run.learning_rate(1.0, 0.1) < 0.1
    for loss in (3.0, 2.0):
        run.stepped(loss, 8)
    run.log(val_loss=2.5)
    run.save(model={"weight": torch.ones(2)})
    again = Run(tmp_path, minutes=10, resume=True)
    assert (again.step, again.seen) == (2, 16)
    assert again.restored is not None
    assert again.restored["model"]["weight"].tolist() == [1.0, 1.0]
    again.stepped(1.0, 8)
    again.log(val_loss=2.0)
    lines = (tmp_path / "curve.csv").read_text().splitlines()
    assert [line.split(",")[2] for line in lines] == ["seen", "16", "24"]
    assert Run(tmp_path, minutes=10).restored is None


def test_a_shipped_writer_is_read_back(tmp_path: Path) -> None:
    from ctranslate2.converters import TransformersConverter

    from training.export import save_with_vocabulary

    model = build(SHAPE, dropout=0.0)
    vocabulary = Path("summarizer/weights/writer/spiece.model")
    save_with_vocabulary(model, vocabulary, tmp_path / "checkpoint")
    TransformersConverter(str(tmp_path / "checkpoint")).convert(str(tmp_path / "shipped"), quantization="int8")
    other = build(SHAPE | {"num_layers": 2}, dropout=0.0, copying=False)
    load_shipped(other, tmp_path / "shipped" / "model.bin")
    for (name, wanted), (_, found) in zip(model.named_parameters(), other.named_parameters(), strict=True):
        # int8 with a scale for each row: half a step of 1/127 of the row's largest value.
        bound = wanted.abs().amax(-1, keepdim=True) / 127 + 1e-6
        assert bool(((wanted - found).abs() <= bound).all()), name
