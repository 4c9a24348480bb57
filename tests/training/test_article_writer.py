"""The training of the writer that reads articles: its examples, its loss, its steps, what it leaves."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import torch
from sentencepiece import SentencePieceProcessor
from torch import Tensor

from models import load_profile
from training.corpus import END, Corpus, read_corpus
from training.corpus_pack import is_stated, pack
from training.data import Record
from training.examples import IGNORED, Examples, batched, wishes
from training.muon import Muon, orthogonal
from training.parts import load_parts, save_parts
from training.t5 import build, loss_of

SHAPE = {
    "d_model": 64,
    "d_kv": 32,
    "num_heads": 2,
    "d_ff": 64,
    "num_layers": 2,
    "num_decoder_layers": 2,
    "feed_forward_proj": "relu",
}
VOCABULARY = load_profile("embedded").writer.model.local_path() / "spiece.model"
RECORDS = [
    Record(
        "1",
        "Thường Đức chốt hạn giải ngân",
        "Sáng 3/10, UBND tỉnh Thường Đức họp bàn giải ngân vốn đầu tư công.",
        (
            "Sáng 3/10, ông Đỗ Quang Lịch chủ trì hội nghị của UBND tỉnh Thường Đức bàn việc giải ngân vốn đầu tư công.",
            "Các huyện phải báo cáo trước ngày 15 hằng tháng.",
            "Trời mưa suốt buổi sáng nhưng đại biểu đến đủ.",
        ),
    ),
    Record(
        "2",
        "",
        "Ông Trần Văn Bách nói cầu sẽ thông xe trong 12 ngày.",
        ("Cầu Kim Giang sẽ thông xe sớm hơn kế hoạch đề ra.", "Nhà thầu đã làm ba ca một ngày từ đầu tháng."),
    ),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    pack(iter(RECORDS), VOCABULARY, tmp_path)
    return read_corpus(tmp_path)


@pytest.fixture
def pieces() -> SentencePieceProcessor:
    return SentencePieceProcessor(model_file=str(VOCABULARY))


@pytest.fixture
def copies() -> tuple[Tensor, Tensor]:
    """Inputs of 30 tokens; the target is a stretch of 12 of them. Every other token is one of three."""
    rng = random.Random(1)
    sources, targets = [], []
    for _ in range(16):
        source = [rng.choice((11, 12, 13)) if i % 2 else rng.randrange(100, 15_000) for i in range(30)]
        begin = rng.randrange(0, 18)
        sources.append([*source, END])
        targets.append(source[begin : begin + 12])
    return torch.tensor(sources), torch.tensor(targets)


def test_packed_articles_come_back(corpus: Corpus, pieces: SentencePieceProcessor) -> None:
    assert len(corpus) == 2
    for number, record in enumerate(RECORDS):
        first, last = corpus.first[number], corpus.first[number + 1]
        texts = [pieces.decode(corpus.sequence(i).tolist()) for i in range(first, last)]
        assert texts[1:] == [record.abstract, *record.body]
        assert texts[0] == record.title or not record.title
    assert corpus.stated[:, 0].tolist() == [True, False]


def test_an_abstract_with_a_fact_of_its_own_is_not_stated() -> None:
    source = "Sáng 3/10, ông Đỗ Quang Lịch chủ trì hội nghị giao ban của UBND tỉnh Thường Đức tại Kim Giang."
    assert is_stated("Ông Đỗ Quang Lịch đã đến dự hội nghị giao ban.", source)
    assert not is_stated("Ông Đỗ Quang Lịch chủ trì hội nghị giao ban thứ 12.", source)
    assert not is_stated("Ông Trần Văn Bách chủ trì hội nghị giao ban.", source)


def test_summaries_are_asked_for_in_words(corpus: Corpus, pieces: SentencePieceProcessor) -> None:
    examples = Examples(corpus, wishes(VOCABULARY))
    record = RECORDS[0]
    body = " ".join(record.body)
    seen = set()
    for seed in range(40):
        made = examples.summary(0, np.random.default_rng(seed))
        assert made is not None
        source, target = (ids.tolist() for ids in made)
        assert source[-1] == target[-1] == END
        text = pieces.decode(target[:-1])
        wish = {record.title: "Tít:", record.abstract: "Ngắn:"}[text]
        forms = {title: " ".join(filter(None, (wish, title, "|", body))) for title in (record.title, None)}
        matching = [title for title, form in forms.items() if pieces.encode(form) == source[:-1]]
        assert matching, pieces.decode(source)
        seen.add((wish, matching[0]))
    assert seen == {("Tít:", None), ("Ngắn:", record.title), ("Ngắn:", None)}


def test_what_is_not_stated_is_not_taught(corpus: Corpus, pieces: SentencePieceProcessor) -> None:
    examples = Examples(corpus, wishes(VOCABULARY))
    for seed in range(10):
        made = examples.summary(1, np.random.default_rng(seed))
        assert made is not None
        assert pieces.decode(made[1].tolist()[:-1]) in RECORDS[1].body


def test_practice_gives_back_the_articles_own_words(corpus: Corpus, pieces: SentencePieceProcessor) -> None:
    examples = Examples(corpus, wishes(VOCABULARY))
    body = " ".join(RECORDS[0].body)
    kinds = set()
    for seed in range(40):
        if made := examples.practice(0, np.random.default_rng(seed)):
            source, target = (pieces.decode(ids.tolist()[:-1]) for ids in made)
            assert target in body
            kinds.add(source.split(":")[0])
    assert kinds == {"Câu", "Sửa"}


def test_batches_hold_every_example_once() -> None:
    rng = np.random.default_rng(0)
    pool = [(np.full(n, 7, np.uint16), np.full(n // 3 + 1, 8, np.uint16)) for n in rng.integers(4, 200, 100).tolist()]
    lengths = []
    for source, labels in batched(pool, 1000, rng):
        assert source.shape[1] % 16 == labels.shape[1] % 8 == 0
        assert source.numel() <= 1200
        lengths += [
            ((row != 0).sum().item(), (label != IGNORED).sum().item())
            for row, label in zip(source, labels, strict=True)
        ]
    assert sorted(lengths) == sorted((len(source), len(target)) for source, target in pool)


def test_the_fused_loss_is_that_of_transformers() -> None:
    model = build(SHAPE, copying=False)
    source, labels = torch.randint(4, 16_000, (3, 32)), torch.randint(4, 16_000, (3, 16))
    source[0, 20:] = 0
    labels[1, 9:] = IGNORED
    gradients = []
    for fused in (True, False):
        model.zero_grad()
        if fused:
            loss = loss_of(model, source, labels)
        else:
            loss = model(input_ids=source, attention_mask=(source != 0).long(), labels=labels).loss
        loss.backward()
        gradients.append((loss.detach(), [p.grad.clone() for p in model.parameters() if p.grad is not None]))
    (ours, our_gradients), (theirs, their_gradients) = gradients
    torch.testing.assert_close(ours, theirs)
    for a, b in zip(our_gradients, their_gradients, strict=True):
        torch.testing.assert_close(a, b, atol=1e-5, rtol=1e-3)


def test_muons_steps_are_orthogonal_and_learn(copies: tuple[Tensor, Tensor]) -> None:
    for shape in ((2, 24, 64), (2, 64, 24)):
        made = orthogonal(torch.randn(shape)).float()
        sizes = torch.linalg.svdvals(made)
        assert bool(((sizes > 0.5) & (sizes < 1.4)).all())
    model = build(SHAPE, copying=False)
    matrices = [p for n, p in model.named_parameters() if ".block." in n and p.ndim == 2 and "bias" not in n]
    stepper = Muon(matrices, lr=0.02)
    before = float(loss_of(model, *copies).detach())
    for _ in range(12):
        stepper.zero_grad()
        loss_of(model, *copies).backward()
        stepper.step()
    assert float(loss_of(model, *copies).detach()) < before - 0.3


def test_parts_come_back_nearly(tmp_path: Path) -> None:
    model = build(SHAPE)
    save_parts(model.state_dict(), tmp_path)
    found = load_parts(tmp_path)
    for name, wanted in model.named_parameters():
        bound = wanted.abs().amax(-1, keepdim=True) / 127 if wanted.ndim == 2 else torch.tensor(0.0)
        assert bool(((wanted - found[name]).abs() <= bound + 1e-6).all()), name
    with pytest.raises(FileNotFoundError):
        load_parts(tmp_path / "none")
