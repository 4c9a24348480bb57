"""The parts that the embedder's training is made of."""

from __future__ import annotations

import random

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from training.data import Record
from training.embedder_pairs import asked, nearest, news_pairs, passages
from training.embedder_units import Texts

torch = pytest.importorskip("torch")
from training.embedder import BATCH, CLUSTERS_IN_BATCH, Held, drawn, embedded, loss_of, packed, recall_at_1  # noqa: E402

WORDS = ["hội", "nghị", "giao", "ban", "lúa", "vụ", "mùa", "hoi", "nghi"]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """One unit for each word."""
    made = Tokenizer(models.WordLevel({"?": 0} | {word: i for i, word in enumerate(WORDS, 1)}, unk_token="?"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return made


def bag_of_words() -> torch.nn.EmbeddingBag:
    """Each unit has a direction of its own."""
    bag = torch.nn.EmbeddingBag(len(WORDS) + 1, len(WORDS) + 1, mode="mean")
    bag.weight.data = torch.eye(len(WORDS) + 1)
    return bag


def test_texts_are_rows_of_units(tokenizer: Tokenizer) -> None:
    texts = Texts.of(tokenizer, ["Hội nghị", "", "lúa LÚA vụ", "giao ban"])
    assert len(texts) == 4
    ids, starts = texts.rows(np.array([2, 0, 2]))
    assert ids.tolist() == [5, 5, 6, 1, 2, 5, 5, 6]
    assert starts.tolist() == [0, 3, 5]
    assert texts.rows(np.array([1]))[0].tolist() == [0]  # a text without any unit gets the unknown one


def test_pairs_share_their_passages(tokenizer: Tokenizer) -> None:
    pairs = packed(tokenizer, [("hội nghị", "giao ban"), ("lúa", "vụ mùa"), ("ban", "giao ban")])
    assert pairs.passage_of.tolist() == [0, 1, 0]
    assert (len(pairs.queries), len(pairs.folded), len(pairs.passages)) == (3, 3, 2)
    assert pairs.queries.rows(np.array([0]))[0].tolist() == [1, 2]
    assert pairs.folded.rows(np.array([0]))[0].tolist() == [8, 9]


def test_embedding_and_recall(tokenizer: Tokenizer) -> None:
    bag = bag_of_words()
    vectors = embedded(bag, Texts.of(tokenizer, ["hội nghị", "lúa"]))
    assert torch.allclose(vectors.norm(dim=1), torch.ones(2))
    assert vectors[0, 1] == vectors[0, 2] > 0.7
    found = Texts.of(tokenizer, ["hội nghị giao ban", "lúa vụ mùa", "giao ban"])
    queries = Texts.of(tokenizer, ["vụ lúa", "hội nghị", "giao ban"])
    article_of = np.array([0, 1, 0])
    assert recall_at_1(bag, Held(queries, np.array([1, 0, 0]), found, article_of)) == 1
    assert recall_at_1(bag, Held(queries, np.array([1, 1, 0]), found, article_of)) == pytest.approx(2 / 3)


def test_a_batch_is_half_of_near_passages() -> None:
    each = BATCH // (2 * CLUSTERS_IN_BATCH)
    groups = [np.arange(first, first + 2 * each) for first in range(0, 40 * each, 2 * each)]
    weighted = np.arange(100_000, 101_000)
    batch = drawn(np.random.default_rng(1), weighted, groups)
    assert len(batch) == BATCH
    near = batch[batch < 100_000]
    assert len(near) == BATCH // 2
    assert len(np.unique(near // (2 * each))) == CLUSTERS_IN_BATCH
    assert len(np.unique(near)) == len(near)


def test_the_loss_falls_where_pairs_agree() -> None:
    generator = torch.Generator().manual_seed(1)
    queries = torch.randn(8, 256, generator=generator)
    passages_ = torch.randn(8, 256, generator=generator)
    alone = torch.arange(8)
    agreeing, strange = loss_of(queries, queries.clone(), alone), loss_of(queries, passages_, alone)
    assert agreeing < 0.05
    assert strange > 1
    # A passage that stands twice in a batch is no negative of its own query.
    twice = torch.cat([queries, queries])
    assert loss_of(twice, twice, torch.cat([alone, alone])) < 0.05
    assert loss_of(twice, twice, torch.arange(16)) > 0.5


def test_passages_are_runs_of_sentences() -> None:
    sentences = [f"Câu số {i} có đúng tám tiếng ở đây." for i in range(20)]
    cut = passages(Record("1", "Tên", "Tóm tắt", tuple(sentences)))
    assert " ".join(cut) == " ".join(sentences)
    assert len(cut) > 1
    assert all(len(text.split()) >= 70 for text in cut[:-1])


def test_queries_are_pieces_of_their_sentence() -> None:
    sentence = (
        "Chiều 22-6, Uỷ ban nhân dân tỉnh Thường Đức tổ chức hội nghị giao ban về giải ngân vốn đầu tư công sáu tháng."
    )
    words = sentence.rstrip(".").split()
    made = [asked(sentence, random.Random(seed)) for seed in range(50)]
    assert made == [asked(sentence, random.Random(seed)) for seed in range(50)]
    assert len(set(made)) > 40
    for query in made:
        assert 0 < len(query.split()) <= 13 + 5 + 4
        assert sum(word in words for word in query.split()) >= 1
    assert any(query.endswith(("là gì", "ai", "ở đâu", "nào", "gì")) for query in made)


def test_the_nearest_passage_shares_most_words() -> None:
    cut = ["Lúa hè thu được mùa.", "Hội nghị giao ban tháng sáu.", "Giao thông thông suốt."]
    assert nearest("hội nghị tháng này", cut) == cut[1]


def test_news_pairs_lead_to_their_own_article(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [
        Record(
            str(n),
            f"Hội nghị giao ban số {n}",
            f"Tóm tắt của bài số {n} về hội nghị.",
            tuple(f"Bài {n} câu {i} nói điều gì đó." for i in range(30)),
        )
        for n in range(5)
    ]
    monkeypatch.setattr("training.embedder_pairs.read_cached", lambda _: iter(records))
    pairs = list(news_pairs("unused", 3))  # type: ignore[arg-type]
    assert {passage.split("Bài ")[1].split()[0] for _, passage in pairs} == {"0", "1", "2"}
    assert 12 <= len(pairs) <= 18
