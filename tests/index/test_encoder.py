"""The encoder that is shipped against the one that is trained: same scores, exact places."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import sentencepiece
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoder import LONGEST_SPAN, Encoder, load_encoder
from index.pieces import Pieces
from news.vietnamese import nfc
from training.encoder_export import export
from training.encoder_format import CLASS, SEPARATOR
from training.encoder_network import Encoder as TorchEncoder
from training.encoder_network import Heads, Size, bert_state
from training.shipped import encoder_weights

SIZE = Size(width=32, layers=2, heads=2, inner=64, rank=8, positions=300)
QUESTION = "Hội nghị do ai chủ trì?"
PASSAGES = [
    "Sáng 22-6, tại TP. Thanh Hoá, ông Nguyễn Văn A chủ trì hội nghị giao ban.",
    "Tổng vốn là 1.500 tỷ đồng.",
    "",
]


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pieces")
    lines = [line for path in Path("samples").glob("*") if path.suffix in {".txt", ".md"} for line in path.open("r")]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([*lines, QUESTION, *PASSAGES] * 3),
        model_prefix=str(folder / "spiece"),
        vocab_size=600,
        model_type="unigram",
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
    return folder / "spiece.model"


@pytest.fixture(scope="module")
def torch_model() -> tuple[TorchEncoder, Heads]:
    torch.manual_seed(3)
    encoder, heads = TorchEncoder(SIZE).eval(), Heads(SIZE).eval()
    with torch.no_grad():
        for module in (encoder, heads):
            for parameter in module.parameters():
                if parameter.ndim == 2:
                    parameter.mul_(6)
        heads.length.copy_(torch.linspace(0, -1, LONGEST_SPAN))
    return encoder, heads


@pytest.fixture(scope="module")
def shipped(
    vocabulary: Path, torch_model: tuple[TorchEncoder, Heads], tmp_path_factory: pytest.TempPathFactory
) -> Encoder:
    folder = tmp_path_factory.mktemp("encoder")
    with torch.no_grad():
        export(weights_of(*torch_model), vocabulary, folder, heads=SIZE.heads)
    return Encoder.load(folder)


def weights_of(encoder: TorchEncoder, heads: Heads) -> dict[str, torch.Tensor]:
    return {**bert_state(encoder), **{f"heads.{name}": value for name, value in heads.state_dict().items()}}


def test_scores_are_those_of_the_trained_network(
    shipped: Encoder, torch_model: tuple[TorchEncoder, Heads], vocabulary: Path
) -> None:
    encoder, heads = torch_model
    pieces = Pieces(vocabulary)
    asked = pieces.cut(QUESTION, 56).ids.tolist()
    readings = shipped.read(QUESTION, PASSAGES)
    for passage, reading in zip(PASSAGES[:2], readings, strict=False):
        said = pieces.cut(passage, 196).ids.tolist()
        ids = torch.tensor([[CLASS, *asked, SEPARATOR, *said, SEPARATOR]])
        at = len(asked) + 2
        segments = (torch.arange(ids.shape[1]) >= at).long()[None]
        inside = segments.bool().clone()
        inside[0, -1] = False
        with torch.no_grad():
            x = encoder(ids, segments)
            spans = heads.spans(x, inside)[0, at:-1].numpy()
            judged = heads.judged(x)[0].numpy()
        real = spans > -1e3
        assert np.corrcoef(spans[real], reading.spans[real])[0, 1] > 0.99  # int8 here, float there
        assert (reading.spans[~real] < -1e3).all()
        np.testing.assert_allclose([reading.null, reading.relevance], judged[:2], atol=0.15)


def test_a_batch_reads_as_each_passage_alone(shipped: Encoder) -> None:
    together = shipped.read(QUESTION, PASSAGES)
    for passage, reading in zip(PASSAGES, together, strict=True):
        alone = shipped.read(QUESTION, [passage])[0]
        np.testing.assert_allclose(alone.spans, reading.spans, atol=0.2)
        assert alone.null == pytest.approx(reading.null, abs=0.1)


def test_an_empty_passage_or_question_has_no_span(shipped: Encoder) -> None:
    assert shipped.read(QUESTION, PASSAGES)[2].best() is None
    assert (shipped.read("", PASSAGES)[0].spans < -1e3).all()


def test_the_best_span_lies_where_it_is_looked_for(shipped: Encoder) -> None:
    reading = shipped.read(QUESTION, PASSAGES)[0]
    whole = reading.best()
    assert whole is not None
    assert reading.score(whole[1], whole[2]) == pytest.approx(whole[0])
    start = PASSAGES[0].index("ông")
    inside = reading.best(start, start + len("ông Nguyễn Văn A"))
    assert inside is not None
    assert start <= inside[1] < inside[2] <= start + len("ông Nguyễn Văn A")
    assert inside[0] <= whole[0]


@pytest.mark.parametrize(
    "text", ["  Hội nghị  ngày 22-6,\n“Ủng hộ”: 1.500 tỷ 😀 xong", "hòa bình", "‎ẩn\u00a0khoảng trắng", "a", " "]
)
def test_pieces_keep_their_places(vocabulary: Path, text: str) -> None:
    cut = Pieces(vocabulary).cut(text, 200)
    covered = set()
    for start, end in zip(cut.starts, cut.ends, strict=True):
        assert 0 <= start <= end <= len(text)
        covered |= set(range(start, end))
    assert all(text[n] == " " for n in range(len(text)) if n not in covered)


def test_text_that_is_not_nfc_is_refused(vocabulary: Path) -> None:
    with pytest.raises(ValueError, match="NFC"):
        Pieces(vocabulary).cut("Hô\u0323i nghi\u0323", 20)


NEWS = (
    "Sáng 22-6, tại TP. Vinh, Chủ tịch UBND tỉnh Trần Văn An chủ trì hội nghị giao ban. Hội nghị thông qua 18 nghị quyết. "
    "Theo báo cáo, tỉnh đã giải ngân 1.500 tỷ đồng, bằng 31,2% kế hoạch."
)


def test_what_is_shipped_is_read_back_into_torch(
    vocabulary: Path, torch_model: tuple[TorchEncoder, Heads], tmp_path: Path
) -> None:
    with torch.no_grad():
        export(weights_of(*torch_model), vocabulary, tmp_path, heads=SIZE.heads)
    found = encoder_weights(tmp_path)
    for name, value in weights_of(*torch_model).items():
        kept = found[name][:2] if ".judge." in name else found[name]
        wanted = value[:2] if ".judge." in name else value
        assert torch.allclose(kept, wanted, atol=float(wanted.detach().abs().max()) / 100 + 1e-3), name


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Hội nghị thông qua bao nhiêu nghị quyết?", "18"),
        ("Tỉnh đã giải ngân bao nhiêu tỷ đồng?", "1.500"),
        ("Chủ tịch UBND tỉnh tên là gì?", "Trần Văn An"),
    ],
)
def test_the_shipped_one_answers_plain_questions(question: str, answer: str) -> None:
    other = "Chiều qua, mưa lớn gây ngập nhiều tuyến phố ở trung tâm, giao thông ùn tắc kéo dài nhiều giờ liền."
    here, away = load_encoder().read(question, [NEWS, other])
    best, none = here.best(), away.best()
    assert best is not None
    assert none is not None
    assert answer in NEWS[best[1] : best[2]]
    assert best[2] - best[1] < 60
    # Whether it is sure enough is for the answers to weigh; here it must be far surer than elsewhere.
    assert best[0] - here.null > none[0] - away.null + 3
    assert none[0] < away.null
    assert here.relevance > away.relevance


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=160))
def test_any_text_is_safe(question: str, passage: str) -> None:
    passage = nfc(passage)
    reading = load_encoder().read(nfc(question), [passage, NEWS])[0]
    best = reading.best()
    if best is not None:
        assert 0 <= best[1] < best[2] <= len(passage)
