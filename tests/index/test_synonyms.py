"""Other words for the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.question import understand
from index.analysis import words
from index.diacritics import restorer
from index.synonyms import Synonyms
from news.vietnamese import fold


def meant(question: str, sentence: str) -> set[str]:
    asked = understand(question)
    adapt = fold if asked.accentless else str
    found = Synonyms.of(restorer().restore(asked.text), asked.content, accentless=asked.accentless)
    said = [adapt(word) for word in words(sentence)]
    return set(found.meant(" ".join(said), set(said)))


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("Một ngày thành phố ăn mấy con lợn?", "Mỗi ngày thành phố tiêu thụ 11.000 con heo.", {"con", "lợn"}),
        ("mot ngay thanh pho an may con lon", "Mỗi ngày thành phố tiêu thụ 11.000 con heo.", {"con", "lon"}),
        ("Sài Gòn họp bàn gì?", "UBND TP.HCM họp bàn việc chống ngập.", {"sài", "gòn"}),
        ("Sài Gòn họp bàn gì?", "UBND Hà Nội họp bàn việc chống ngập.", set()),
        ("Hội nghị kết thúc ngày nào?", "Hội nghị bế mạc chiều 15/8.", {"kết", "thúc"}),
    ],
)
def test_what_is_meant(question: str, sentence: str, found: set[str]) -> None:
    assert meant(question, sentence) == found


@given(st.text(max_size=60), st.text(max_size=60))
def test_only_words_of_the_question_are_meant(question: str, sentence: str) -> None:
    assert meant(question, sentence) <= set(understand(question).content)
