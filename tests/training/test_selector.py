"""The selector that is trained is the selector that ships."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from summarizer.features import WIDTH, sentence_features  # noqa: E402
from summarizer.salience import CELLS, Salience, read_units  # noqa: E402
from summarizer.salience import WIDTH as SALIENCE_WIDTH  # noqa: E402
from summarizer.selector import Selector  # noqa: E402
from training.data import Record  # noqa: E402
from training.selector import (  # noqa: E402
    TITLE_COLUMNS,
    Example,
    Network,
    batch,
    count_words,
    fit_salience,
    network_inputs,
)

BODY = (
    "Sáng 3-5, tại Kim Giang, tỉnh Thường Đức tổ chức hội nghị giao ban quý II.",
    "…",
    "Ông Đỗ Quang Lịch đề nghị các sở giải ngân 1.500 tỷ đồng trước ngày 30-9.",
    "Hội nghị giao ban sẽ họp lại trong quý III.",
)
TITLE = "Thường Đức giao ban quý II"


def test_network_gives_what_the_numpy_selector_gives() -> None:
    torch.manual_seed(3)
    network = Network(WIDTH + SALIENCE_WIDTH).eval()
    rng = np.random.default_rng(3)
    vocabulary = {word: index for index, word in enumerate("hội nghị giao ban quý tỉnh".split(), start=2)}
    idf = {"hội": 2.0, "nghị": 2.5}
    cell = rng.normal(size=(2, CELLS)).astype(np.float32)
    unit = rng.normal(size=(2, len(vocabulary) + 2)).astype(np.float32)
    width = WIDTH + SALIENCE_WIDTH
    mean, scale = rng.normal(size=width).astype(np.float32), rng.uniform(0.5, 2, width).astype(np.float32)
    tensors = {name: tensor.astype(np.float32) for name, tensor in network.tensors().items()}
    network.load_state_dict({name: torch.from_numpy(tensor.T.copy()) for name, tensor in tensors.items()})
    selector = Selector(
        tensors | {"salience.cell": cell, "salience.unit": unit, "mean": mean, "scale": scale}, idf, vocabulary
    )
    example = Example(
        read_units(BODY, TITLE, vocabulary),
        np.zeros(0, bool),
        sentence_features(BODY, TITLE, idf, 2.5).astype(np.float16),
        np.zeros((len(BODY), 3), np.float16),
    )
    inputs = network_inputs([example], Salience(cell, unit))
    for titled in (False, True):
        features, _, mask = batch(inputs, [example.rouge], [0], [titled], (mean, scale))
        with torch.no_grad():
            expected = network(features, mask)[0].numpy()
        np.testing.assert_allclose(selector.scores(BODY, TITLE if titled else None), expected, atol=0.03)


def test_features_without_a_title_are_those_with_the_title_columns_cleared() -> None:
    with_title = sentence_features(BODY, TITLE, {}, 1.0)
    with_title[:, TITLE_COLUMNS] = 0
    np.testing.assert_array_equal(with_title, sentence_features(BODY, None, {}, 1.0))


def test_salience_learns_which_syllables_are_wanted() -> None:
    records = [Record(str(i), TITLE, "", BODY) for i in range(8)]
    _, vocabulary = count_words([*records, *records])
    units = read_units(BODY, TITLE, vocabulary)
    wanted = np.isin(units.ids, [vocabulary["giao"], vocabulary["ban"]])
    examples = [Example(units, wanted, np.zeros((4, WIDTH), np.float16), np.zeros((4, 3), np.float16))] * 40
    cell, unit = fit_salience(examples, len(vocabulary) + 2, titled=True)
    model = Salience(np.stack([cell, cell]).astype(np.float32), np.stack([unit, unit]).astype(np.float32))
    salient = model(units, titled=True)
    assert salient[wanted].min() > salient[~wanted].max()
