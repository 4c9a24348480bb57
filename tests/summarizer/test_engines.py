"""The two engines on a small random model of exactly ViT5's architecture, with a tokenizer of ViT5's kind."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from models import ModelSpec, WriterSpec, load_profile
from news.errors import InputError
from summarizer.engines import CTranslate2Engine, Decoding, Engine, TransformersEngine, load_engine

PIECES = 36_000
SENTINELS = 96
TEXTS = [
    "Chiều 22-6, tại TP Kim Giang, Ban Tổ chức tỉnh tổ chức hội nghị giao ban.",
    "Kết luận phiên họp, ông Đỗ Quang Lịch yêu cầu giải ngân 1.500 tỷ đồng trước ngày 30/9.",
    "Hội nghị bế mạc.",
]


def _sentencepiece(path: Path) -> None:
    """A unigram vocabulary of 36,000 pieces: every letter, and syllables put together from Vietnamese parts."""
    from sentencepiece import sentencepiece_model_pb2 as pb

    onsets = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x k".split()
    rimes = (
        "a an anh ao au ăn ăng âm ân âp e en eo ê ên i in inh iê iên iêu o oa oan oi on ong ô ôi ôn ông ơ ơi ơn".split()
    )
    rimes += "u ui um un ung ư ưa ương ươi uô uôn uyên y".split()
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    made = dict.fromkeys(["▁", *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;-/%“”\"'()"])
    made |= dict.fromkeys("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĐỦÁỔ")
    for mark, onset, rime, tone in product("▁", onsets, rimes, tones):
        made.setdefault(mark + onset + unicodedata.normalize("NFC", rime[0] + tone + rime[1:]))
    for onset, rime, other in product(onsets, rimes, [*onsets, *rimes]):
        made.setdefault(onset + rime + other)
    pieces = list(made)[: PIECES - 3]
    model = pb.ModelProto()
    for name, kind in (("<pad>", 3), ("</s>", 3), ("<unk>", 2)):
        model.pieces.add(piece=name, score=0.0, type=kind)
    for rank, piece in enumerate(pieces):
        model.pieces.add(piece=piece, score=-2.0 - rank / len(pieces), type=1)
    assert len(model.pieces) == PIECES
    model.trainer_spec.model_type = 1
    model.trainer_spec.pad_id, model.trainer_spec.eos_id = 0, 1
    model.trainer_spec.unk_id, model.trainer_spec.bos_id = 2, -1
    model.trainer_spec.vocab_size = PIECES
    model.normalizer_spec.name = "identity"
    model.normalizer_spec.add_dummy_prefix = True
    path.write_bytes(model.SerializeToString())


@pytest.fixture(scope="session")
def vit5_like(tmp_path_factory: pytest.TempPathFactory) -> WriterSpec:
    """The vit5 profile's writer, its weights replaced by a small random checkpoint on disk."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    folder = tmp_path_factory.mktemp("vit5-like")
    _sentencepiece(folder / "spiece.model")
    T5Tokenizer.from_pretrained(str(folder), extra_ids=SENTINELS).save_pretrained(folder)
    torch.manual_seed(7)
    config = T5Config(
        vocab_size=PIECES + SENTINELS,
        d_model=48,
        d_kv=12,
        d_ff=96,
        num_layers=2,
        num_heads=4,
        feed_forward_proj="relu",
        tie_word_embeddings=True,
        decoder_start_token_id=0,
        pad_token_id=0,
        eos_token_id=1,
    )
    model = T5ForConditionalGeneration(config)
    with torch.no_grad():  # spread the logits, or a random model's ties are broken by rounding
        model.shared.weight.normal_(0, 1.0)
    model.save_pretrained(folder)
    return replace(load_profile("vit5").writer, model=ModelSpec(str(folder), "test"))


@pytest.fixture(scope="session")
def engines(vit5_like: WriterSpec, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engine]:
    patch = pytest.MonkeyPatch()
    patch.setenv("TINHOP_CACHE", str(tmp_path_factory.mktemp("cache")))
    made: dict[str, Engine] = {
        "ctranslate2": CTranslate2Engine(vit5_like, device="cpu", compute_type="float32", offline=True),
        "transformers": TransformersEngine(vit5_like, device="cpu", offline=True),
    }
    for engine in made.values():
        engine.generate(TEXTS[:1], Decoding(beams=1, max_tokens=2))  # convert and load while the cache is set
    patch.undo()
    return made


def test_the_tokenizer_is_the_one_of_the_model_card(engines: dict[str, Engine], vit5_like: WriterSpec) -> None:
    from transformers import AutoTokenizer

    theirs = AutoTokenizer.from_pretrained(vit5_like.model.location)
    ours = engines["transformers"]._tokenizer  # type: ignore[attr-defined]
    for text in TEXTS:
        assert ours.ids(ours.encode(text)) == theirs("vietnews: " + text + " </s>").input_ids


def test_greedy_float32_gives_the_same_tokens(engines: dict[str, Engine]) -> None:
    decoding = Decoding(beams=1, max_tokens=24)
    ours = engines["ctranslate2"].generate(TEXTS, decoding)
    theirs = engines["transformers"].generate(TEXTS, decoding)
    assert [[g.text for g in hypotheses] for hypotheses in ours] == [[g.text for g in hs] for hs in theirs]
    assert any(g.text for hypotheses in ours for g in hypotheses)
    for left, right in zip(ours, theirs, strict=True):
        assert left[0].score == pytest.approx(right[0].score, abs=1e-3)


@pytest.mark.parametrize("name", ["ctranslate2", "transformers"])
def test_contract(engines: dict[str, Engine], name: str) -> None:
    """What every engine promises; run it against your own."""
    engine = engines[name]
    assert name in engine.name
    assert engine.generate([], Decoding()) == []
    assert engine.count_tokens(TEXTS[0]) > engine.count_tokens(TEXTS[2]) > 0
    results = engine.generate(TEXTS, Decoding(beams=3, candidates=3, max_tokens=12))
    assert [len(hypotheses) for hypotheses in results] == [3, 3, 3]
    assert all(g.score <= 0 for hypotheses in results for g in hypotheses)
    reordered = engine.generate(TEXTS[::-1], Decoding(beams=3, candidates=3, max_tokens=12))
    assert [h[0].text for h in reordered[::-1]] == [h[0].text for h in results]
    with pytest.raises(ValueError, match="do not fit"):
        engine.generate(["hội nghị " * 2000], Decoding())


def test_conversion_is_done_once(engines: dict[str, Engine]) -> None:
    folder = engines["ctranslate2"]._folder  # type: ignore[attr-defined]
    assert {"model.bin", "spiece.model"} <= {path.name for path in folder.iterdir()}
    assert not list(folder.parent.glob(".converting-*"))


def test_an_unknown_engine_is_named(vit5_like: WriterSpec) -> None:
    with pytest.raises(InputError, match="no engine 'onnx'"):
        load_engine(vit5_like, "onnx")


def test_a_missing_public_model_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    engine = CTranslate2Engine(
        replace(load_profile("vit5").writer, model=ModelSpec("hub:tinhop/absent-model", "test")), offline=True
    )
    with pytest.raises(InputError, match="tinhop models fetch"):
        engine.generate(["Hội nghị"], Decoding())
