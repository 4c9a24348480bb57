"""The question's words against a sentence's, and the choice among several."""

from __future__ import annotations

import math

import pytest

from answers.question import understand
from answers.ranking import Ranking, load_rankings
from answers.wording import Wording
from index.analysis import words


def wording(question: str) -> Wording:
    return Wording(understand(question), [])


def bag(text: str) -> frozenset[str]:
    return frozenset(words(text))


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        ("Hội nghị lần thứ 48 họp ở đâu?", "Hội nghị lần thứ 47 họp tại Lào.", 1.0),
        ("Hội nghị lần thứ 48 họp ở đâu?", "Hội nghị lần thứ 48 họp tại Lào.", 0.0),
        ("Kỳ họp thứ 8 khoá XIV khai mạc ngày nào?", "Kỳ họp thứ 2 khoá 14 khai mạc sáng nay.", 0.5),
        ("Kỳ họp thứ 8 khoá XIV khai mạc ngày nào?", "Kỳ họp thứ 8 khoá XIV khai mạc sáng nay.", 0.0),
        ("Ai chủ trì phiên họp ngày 22-6?", "Phiên họp ngày 22/6/2022 do ông Minh chủ trì.", 0.0),
        ("Ai chủ trì phiên họp tháng 6?", "Phiên họp ngày 22/6 do ông Minh chủ trì.", 0.0),
        ("Ai chủ trì phiên họp ngày 22-6?", "Phiên họp ngày 23/6 do ông Minh chủ trì.", 1.0),
        ("Ai chủ trì phiên họp?", "Phiên họp ngày 23/6 do ông Minh chủ trì.", 0.0),
    ],
)
def test_numbers_that_a_sentence_lacks(question: str, text: str, lacking: float) -> None:
    assert wording(question).lacks_numbers(bag(text)) == lacking


def test_names_that_a_sentence_lacks() -> None:
    asked = wording("Chủ tịch quận Tây Hồ nói gì về Hồ Tây?")
    assert asked.lacks_names(bag("Chủ tịch quận Tây Hồ nói về nước hồ.")) == 0
    assert asked.lacks_names(bag("Chủ tịch quận Ba Đình nói về nước.")) == 1
    assert wording("chu tich quan tay ho noi gi").lacks_names(bag("khong co")) == 0


def test_shares_add_up_and_follow_the_weights() -> None:
    ranking = Ranking((1.0, -2.0))
    shares = ranking.shares([[1.0, 0.0], [0.0, 0.0], [1.0, 1.0]])
    assert sum(shares) == pytest.approx(1)
    assert shares[0] > shares[1] > shares[2]
    assert shares[0] / shares[1] == pytest.approx(math.e)
    assert ranking.shares([]) == []
    with pytest.raises(ValueError, match="zip"):
        ranking.shares([[1.0]])


def test_shipped_rankings_fit_the_features() -> None:
    from answers import evidence, spans

    shipped = load_rankings()
    assert len(shipped["sentences"].weights) == len(evidence.FEATURES)
    assert len(shipped["spans"].weights) == len(spans.FEATURES)
