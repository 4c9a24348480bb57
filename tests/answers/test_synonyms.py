"""Other words for the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers import synonyms
from answers.question import understand
from answers.synonyms import Synonyms
from index.analysis import words
from news.vietnamese import fold, nfc


def meant(question: str, sentence: str) -> set[str]:
    asked = understand(question)
    adapt = fold if asked.accentless else str
    found = Synonyms.of(asked.text, asked.content, accentless=asked.accentless)
    return set(found.meant([adapt(word) for word in words(sentence)]))


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("Một ngày thành phố ăn mấy con lợn?", "Mỗi ngày thành phố tiêu thụ 11.000 con heo.", {"lợn"}),
        ("mot ngay thanh pho an may con lon", "Mỗi ngày thành phố tiêu thụ 11.000 con heo.", {"lon"}),
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


def test_the_list_is_in_order() -> None:
    lines = synonyms._GROUPS.read_text(encoding="utf-8").splitlines()
    for line in lines:
        members = [member.strip() for member in line.removeprefix(">").split("|")]
        assert len(members) > 1, line
        assert all(members), line
        assert len(set(members)) == len(members), line
        assert line == nfc(line).lower(), line
        assert all(1 <= len(member.split()) <= 8 for member in members), line
    assert len(lines) == len(set(lines))
