"""The learned reader: the same network in numpy and torch, spans that are where they say, and questions it can answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.network import LONGEST_SPAN, ReaderNetwork
from answers.reader import Reader, load_reader
from answers.reading import FEATURES, Vocabulary, collate
from news.vietnamese import fold

PASSAGE = (
    "Sáng 22-6, tại TP. Vinh, Chủ tịch UBND tỉnh Trần Văn An chủ trì hội nghị giao ban. Hội nghị thông qua 18 nghị quyết. "
    "Theo báo cáo, tỉnh đã giải ngân 1.500 tỷ đồng, bằng 31,2% kế hoạch."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    shipped = load_reader()
    assert shipped is not None
    return shipped


def test_numpy_and_torch_agree() -> None:
    torch = pytest.importorskip("torch")
    from training.reader_network import TorchReader

    torch.manual_seed(1)
    known = Vocabulary(["hội", "nghị", "ai", "chủ", "trì"])
    model = TorchReader(len(known), word=8, width=12, rank=4).eval()
    question = known.tokens("Ai chủ trì?")
    pairs = [(question, known.tokens(PASSAGE)), (question, known.tokens("Hội nghị."))]
    batch = collate(pairs, np.linspace(0, 1, len(known), dtype=np.float32))
    with torch.inference_mode():
        spans, null = model(
            torch.from_numpy(batch.ids), torch.from_numpy(batch.features), torch.from_numpy(batch.segments)
        )
    ours = ReaderNetwork({name: value.numpy() for name, value in model.state_dict().items()})(batch)
    np.testing.assert_allclose(ours[0], spans.numpy(), rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(ours[1], null.numpy(), rtol=1e-4, atol=1e-4)
    assert batch.features.shape[-1] == FEATURES


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Hội nghị thông qua bao nhiêu nghị quyết?", "18"),
        ("Tỉnh đã giải ngân bao nhiêu tỷ đồng?", "1.500"),
        ("Ai chủ trì hội nghị giao ban?", "Trần Văn An"),
    ],
)
@pytest.mark.parametrize("accentless", [False, True])
def test_plain_questions_are_answered(reader: Reader, question: str, answer: str, accentless: bool) -> None:
    asked = fold(question) if accentless else question
    reading = reader.read(asked, [PASSAGE], accentless=accentless)[0]
    best = reading.best()
    assert best is not None
    assert answer in PASSAGE[best[1] : best[2]]
    assert best[2] - best[1] < 60


def test_a_passage_that_answers_is_preferred_to_one_that_does_not(reader: Reader) -> None:
    other = "Chiều qua, mưa lớn gây ngập nhiều tuyến phố ở trung tâm, giao thông ùn tắc kéo dài nhiều giờ liền."
    margins = []
    for reading in reader.read("Ai chủ trì hội nghị giao ban?", [PASSAGE, other]):
        best = reading.best()
        assert best is not None
        margins.append(best[0] - reading.null)
    assert margins[0] > margins[1]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=200), st.booleans())
def test_any_text_is_safe(question: str, passage: str, accentless: bool) -> None:
    shipped = load_reader()
    assert shipped is not None
    reading = shipped.read(question, [passage, PASSAGE], accentless=accentless)[0]
    best = reading.best() if len(reading.tokens.ids) else None
    if best is not None:
        assert 0 <= best[1] < best[2] <= len(passage)


def test_a_span_inside_bounds_and_its_score(reader: Reader) -> None:
    reading = reader.read("Hội nghị thông qua bao nhiêu nghị quyết?", [PASSAGE])[0]
    second = PASSAGE.index("Hội nghị thông qua")
    end = PASSAGE.index(" Theo báo cáo")
    best = reading.best(second, end)
    assert best is not None
    score, start, stop = best
    assert second <= start < stop <= end
    assert reading.score(start, stop) == pytest.approx(score)
    assert reading.score(0, len(PASSAGE)) == float("-inf"), f"longer than {LONGEST_SPAN} tokens"
