"""The reader of clozes that is shipped: the contract of facts.cloze.ClozeReader, and what it knows."""

from __future__ import annotations

import pickle
from collections.abc import Sequence

import numpy as np
import pytest

from facts.cloze import Cloze, ClozeReader
from facts.verify import SourceIndex
from index.gaps import GapReader

PASSAGE = (
    "Bà Hà Thị Mây, trưởng phòng giáo dục huyện Mường Lý, đề nghị hoãn sang ngày 25/9 vì 7 trường đang sửa mái. "
    "Ông Lò Văn Páo, phó giám đốc Sở Y tế, nói đợt tiêm bắt đầu ngày 20/9 tại 41 trường của huyện Yên Sơn."
)


def _cloze(question: str, *fillings: str) -> Cloze:
    spans = tuple(
        ((PASSAGE.index(filling), PASSAGE.index(filling) + len(filling)),) if filling else () for filling in fillings
    )
    return Cloze(question, PASSAGE, spans)


WHO = _cloze(
    "Người phụ trách giáo dục, bà ai, muốn lùi lịch tiêm vì nhiều trường phải sửa mái.", "Hà Thị Mây", "Lò Văn Páo", ""
)
WHERE = _cloze("Phía đâu muốn lùi lịch vì trường học phải sửa mái.", "huyện Mường Lý", "huyện Yên Sơn")
MANY = _cloze("Ngành y tế tiêm cho học sinh của bao nhiêu trường từ ngày 20/9.", "41", "7")


@pytest.fixture(scope="module")
def reader() -> ClozeReader:
    return GapReader()


def test_scores_have_the_shape_of_the_fillings(reader: ClozeReader) -> None:
    found = reader.scores([WHO, WHERE, MANY])
    assert [len(scores) for scores in found] == [3, 2, 2]
    assert all(np.isfinite(scores).all() for scores in found)
    assert reader.scores([]) == []


def test_a_score_does_not_depend_on_the_others(reader: ClozeReader) -> None:
    for cloze, scores in zip((WHO, WHERE, MANY), reader.scores([WHO, WHERE, MANY]), strict=True):
        np.testing.assert_allclose(reader.scores([cloze])[0], scores, atol=0.3)


def test_fillings_without_spans_have_one_score(reader: ClozeReader) -> None:
    (scores,) = reader.scores([Cloze(WHO.question, PASSAGE, (*WHO.spans, ()))])
    assert scores[2] == scores[3]


def test_an_empty_passage_or_question_is_read(reader: ClozeReader) -> None:
    assert np.isfinite(reader.scores([Cloze("", PASSAGE, WHO.spans), Cloze("Ai nói?", "", ((), ()))])[1]).all()


@pytest.mark.parametrize("cloze", [WHO, WHERE, MANY])
def test_the_right_filling_is_preferred(cloze: Cloze, reader: ClozeReader) -> None:
    (scores,) = reader.scores([cloze])
    assert int(np.argmax(scores)) == 0


def test_it_travels_to_other_processes_as_its_place_alone(reader: ClozeReader) -> None:
    reader.scores([WHO])
    packed = pickle.dumps(reader)
    assert len(packed) < 2_000
    assert pickle.loads(packed).scores([WHO]) == reader.scores([WHO])


class Listening:
    """The shipped reader; keeps what it said."""

    def __init__(self) -> None:
        self.said: list[list[float]] = []

    def scores(self, clozes: Sequence[Cloze]) -> list[list[float]]:
        found = GapReader().scores(clozes)
        self.said += found
        return found


def test_of_a_day_in_other_words_it_is_asked_and_knows_better() -> None:
    true = "Đợt tiêm cho học sinh khởi động từ 20/9."
    reader = Listening()
    index = SourceIndex(PASSAGE, reader)
    assert index.verify(true).supported
    index.verify(true.replace("20/9", "25/9"))
    (claimed, rival), (false_claim, day) = reader.said  # what the sentence says comes first
    assert claimed > rival + 2
    assert false_claim < day - 2
