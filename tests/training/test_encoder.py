"""The encoder's examples: what is packed as numbers comes back as the words it stands for; and training learns."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import sentencepiece
import torch

from training.corpus import END, Corpus
from training.encoder import Model, Steps, answer_loss, masked_loss, rate_at
from training.encoder_cloze import ASKING, Maker, Teller
from training.encoder_examples import Examples, batches, check, collate, load
from training.encoder_format import (
    CLASS,
    LONGEST_SPAN,
    MASK,
    PEOPLE,
    READ,
    RELEVANT,
    RULE,
    SEPARATOR,
    SUPPORTED,
    columns,
)
from training.encoder_masking import ROW, Rows
from training.encoder_network import Encoder, Heads, MaskedHead, Size

ARTICLES = [
    (
        "Thanh Hoá họp bàn về vốn đầu tư công",
        "Sáng 22-6, ông Nguyễn Văn Minh đề nghị tỉnh Thanh Hoá giải ngân 1.500 tỷ đồng vốn đầu tư công.",
        [
            "Sáng 22-6, Uỷ ban nhân dân tỉnh Thanh Hoá họp bàn về vốn đầu tư công.",
            "Tại cuộc họp, ông Nguyễn Văn Minh đề nghị các huyện giải ngân 1.500 tỷ đồng trong năm nay.",
            "Các huyện đã báo cáo khó khăn về giải phóng mặt bằng và nguồn vật liệu san lấp.",
            "Ngày 30-6, tỉnh sẽ kiểm tra tiến độ của 25 dự án lớn tại huyện Nga Sơn và thị xã Nghi Sơn.",
            "Bà Trần Thị Hoa cho rằng cần phải giao trách nhiệm cho người đứng đầu từng đơn vị.",
        ],
    ),
    (
        "Nghệ An họp bàn về vốn đầu tư công",
        "Chiều 15-7, tỉnh Nghệ An yêu cầu các sở giải ngân 900 tỷ đồng vốn đầu tư công.",
        [
            "Chiều 15-7, Uỷ ban nhân dân tỉnh Nghệ An họp bàn về vốn đầu tư công.",
            "Tỉnh yêu cầu các sở giải ngân 900 tỷ đồng trước cuối năm.",
            "Ông Lê Quang Huy nói rằng nhiều dự án đã chậm so với kế hoạch được giao từ đầu năm.",
        ],
    ),
]


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> sentencepiece.SentencePieceProcessor:
    folder = tmp_path_factory.mktemp("pieces")
    lines = [text for title, abstract, body in ARTICLES for text in (title, abstract, *body)]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines * 4),
        model_prefix=str(folder / "spiece"),
        vocab_size=500,
        normalization_rule_name="identity",
        byte_fallback=True,
        split_digits=True,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return sentencepiece.SentencePieceProcessor(model_file=str(folder / "spiece.model"))


@pytest.fixture(scope="module")
def corpus(pieces: sentencepiece.SentencePieceProcessor) -> Corpus:
    ids: list[int] = []
    starts, first = [0], [0]
    for title, abstract, body in ARTICLES:
        for text in (title, abstract, *body):
            ids += [*pieces.encode(text), END]
            starts.append(len(ids))
        first.append(len(starts) - 1)
    return Corpus(np.array(ids, np.uint16), np.array(starts), np.array(first), np.ones((2, 2), np.bool_))


@pytest.fixture(scope="module")
def teller(pieces: sentencepiece.SentencePieceProcessor) -> Teller:
    return Teller([pieces.id_to_piece(n) for n in range(len(pieces))])


def sequences(corpus: Corpus, article: int) -> list[np.ndarray]:
    return [corpus.sequence(n) for n in range(corpus.first[article], corpus.first[article + 1])]


@pytest.fixture(scope="module")
def examples(
    corpus: Corpus,
    teller: Teller,
    pieces: sentencepiece.SentencePieceProcessor,
    tmp_path_factory: pytest.TempPathFactory,
) -> Examples:
    rng = random.Random(1)
    maker, made = Maker(rng), []
    for _ in range(30):
        stories = [teller.story(n, sequences(corpus, n), rng) for n in range(len(ARTICLES))]
        for n, story in enumerate(stories):
            made += list(maker.rows(story, [stories[1 - n]], 5))
    rule = np.array(made, RULE)
    rule["passage"] -= rule["article"]
    rule["article"] = np.diff(rule["article"], prepend=0)
    return loaded(corpus, rule, maker.typed, pieces, tmp_path_factory.mktemp("packed") / "examples.npz")


def loaded(
    corpus: Corpus, rule: np.ndarray, typed: Sequence[str], pieces: sentencepiece.SentencePieceProcessor, path: Path
) -> Examples:
    import zlib

    packed = {**columns(rule, "rule"), **columns(np.zeros(0, PEOPLE), "people")}
    packed["corpus"] = np.array([len(corpus.ids), zlib.crc32(corpus.ids.tobytes())])
    phrases = [pieces.encode(p) if p != "?" else [pieces.piece_to_id("?")] for p in ASKING]
    for name, lists in (
        ("texts", []),
        ("folded", []),
        ("phrases", phrases),
        ("typed", list(map(pieces.encode, typed))),
    ):
        packed[f"{name}.ids"] = np.array([i for ids in lists for i in ids], np.uint16)
        packed[f"{name}.lengths"] = np.array([len(ids) for ids in lists], np.uint16)
    np.savez_compressed(path, **packed)
    made, _, _, _ = load(path, corpus)
    check(made)
    return made


def test_every_answer_is_in_its_passage_and_no_answer_where_there_is_none(examples: Examples, teller: Teller) -> None:
    rows = np.flatnonzero(examples.tasks == READ)
    assert len(rows) > 50
    batch = collate(examples.part(rows))
    asked = 0
    for n in range(len(rows)):
        ids, inside = batch.ids[n].astype(np.uint16), batch.inside[n]
        passage = teller.text(ids[inside]).text
        marks = np.flatnonzero(ids == SEPARATOR)
        assert ids[0] == CLASS
        assert len(marks) == 2
        assert batch.segments[n, : marks[0] + 1].max() == 0
        assert batch.segments[n, marks[0] + 1 : marks[1] + 1].min() == 1
        found = [flat for flat in batch.accepted[n] if flat >= 0]
        assert bool(found) == bool(batch.labels[n])
        answers = {teller.text(ids[f // LONGEST_SPAN :][: f % LONGEST_SPAN + 1]).text.strip() for f in found}
        assert len(answers) <= 1
        for answer in answers:
            assert answer in passage
            assert all(inside[f // LONGEST_SPAN] for f in found)
            asked += 1
    assert asked > 20


def test_false_statements_differ_from_the_true_one_by_a_change(examples: Examples, teller: Teller) -> None:
    rows = np.flatnonzero(examples.tasks == SUPPORTED)
    batch = collate(examples.part(rows))
    said = {bool(label): set[str]() for label in (0, 1)}
    for n in range(len(rows)):
        end = int(np.flatnonzero(batch.ids[n] == SEPARATOR)[0])
        said[bool(batch.labels[n])].add(teller.text(batch.ids[n, 1:end].astype(np.uint16)).text.strip())
    true = {text for title, abstract, body in ARTICLES for text in (title, abstract, *body)}
    assert said[True]
    assert said[True] <= true
    assert said[False]
    assert not said[False] & true


def test_relevant_passages_are_of_the_same_article(examples: Examples) -> None:
    rows = np.flatnonzero(examples.tasks == RELEVANT)
    assert {0, 1} == set(examples.labels[rows].tolist())


def test_examples_over_another_corpus_are_refused(
    corpus: Corpus, pieces: sentencepiece.SentencePieceProcessor, tmp_path: Path
) -> None:
    other = Corpus(corpus.ids[::-1].copy(), corpus.starts, corpus.first, corpus.stated)
    loaded(corpus, np.zeros(0, RULE), [], pieces, tmp_path / "examples.npz")
    with pytest.raises(ValueError, match="another corpus"):
        load(tmp_path / "examples.npz", other)


def test_batches_hold_every_example_and_not_too_much(examples: Examples) -> None:
    made = batches(examples, 1500, np.random.default_rng(0))
    seen: set[int] = set()
    while len(seen) < len(examples):
        numbers = next(made)
        batch = collate(examples.part(numbers))
        assert batch.ids.size <= 1500 + 8 * len(numbers)
        seen |= set(numbers.tolist())


def test_rows_hold_what_was_masked(corpus: Corpus) -> None:
    rows = Rows(corpus, np.arange(300, 300 + 2 * ROW, dtype=np.uint16))
    batch = next(rows.batches(3 * ROW, np.random.default_rng(0)))
    assert batch.ids.shape == (3, ROW)
    assert (batch.ids[:, 0] == CLASS).all()
    masked = batch.ids.ravel()[batch.places] == MASK
    assert 0.6 < masked.mean() <= 1
    assert not np.isin(batch.wanted, (CLASS, SEPARATOR, MASK)).any()
    first = corpus.sequence(0)
    begin = np.flatnonzero(rows.starts == 0)
    assert len(begin) == 1
    assert (rows._stream[1 : 1 + len(first)] == first).all()
    assert rows._body[1 : 2 + len(first)].max() == 0


def test_steps_learn(examples: Examples, corpus: Corpus) -> None:
    torch.manual_seed(0)
    size = Size(width=32, layers=2, heads=2, inner=64, rank=8)
    model = Model(Encoder(size), MaskedHead(size), Heads(size))
    numbers = np.arange(24)
    batch = {name: torch.from_numpy(value) for name, value in vars(collate(examples.part(numbers))).items()}
    steps = Steps(model, model.heads, torch.device("cpu"))
    losses = []
    for _ in range(40):
        loss = answer_loss(model, batch)
        assert steps.step(loss, 3e-3)
        losses.append(loss.item())
    assert losses[-1] < 0.75 * losses[0]
    masked = next(Rows(corpus, np.zeros(0, np.uint16)).batches(2 * ROW, np.random.default_rng(0)))
    seen = {name: torch.from_numpy(value) for name, value in vars(masked).items()}
    steps = Steps(model, model.masked, torch.device("cpu"))
    before = masked_loss(model, seen).item()
    for _ in range(15):
        steps.step(masked_loss(model, seen), 3e-3)
    assert masked_loss(model, seen).item() < before - 0.5


def test_a_step_that_is_not_finite_changes_nothing() -> None:
    size = Size(width=32, layers=1, heads=2, inner=64, rank=8)
    model = Model(Encoder(size), MaskedHead(size), Heads(size))
    steps = Steps(model, model.heads, torch.device("cpu"))
    before = model.encoder.words.weight.clone()
    loss = model.encoder.words.weight.sum() * float("nan")
    assert not steps.step(loss, 1e-3)
    assert torch.equal(before, model.encoder.words.weight)


def test_the_rate_warms_up_and_cools_down() -> None:
    assert rate_at(0.0) == 0.0
    assert rate_at(0.03) > 0.9
    assert rate_at(0.5) > rate_at(0.9) > rate_at(1.0) > 0.0
