"""A question in the words of what is read for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.rephrase import Passage, in_words_of
from index.analysis import words
from news.vietnamese import nfc


@pytest.mark.parametrize(
    ("question", "passage", "asked"),
    [
        ("Ai cầm trịch hội nghị?", "Ông A chủ trì hội nghị.", "Ai chủ trì hội nghị?"),
        ("Ai chủ trì hội nghị?", "Ông A cầm trịch, ông B chủ trì.", "Ai chủ trì hội nghị?"),
        ("Xứ sở kim chi bán gì?", "Tại Seoul, (Hàn Quốc) cho biết sẽ bán xe.", "Hàn Quốc bán gì?"),
        ("Hội nghị kết thúc, ai nói?", "Hội nghị bế mạc.", "Hội nghị bế mạc, ai nói?"),
        # A name stays whole: nobody says of Mr Thắng that he won.
        ("Nguyễn Văn Thắng bàn gì?", "Đội A chiến thắng.", "Nguyễn Văn Thắng bàn gì?"),
        ("", "Hội nghị bế mạc.", ""),
        ("Ai cầm trịch?", "", "Ai cầm trịch?"),
    ],
)
def test_the_question_in_the_words_of_a_passage(question: str, passage: str, asked: str) -> None:
    assert in_words_of(question, Passage(passage)) == asked


@given(st.text(max_size=60), st.text(max_size=60))
def test_only_words_of_question_and_passage_are_asked(question: str, passage: str) -> None:
    question, passage = nfc(question), nfc(passage)
    assert set(words(in_words_of(question, Passage(passage)))) <= set(words(question)) | set(words(passage))


@pytest.mark.parametrize("phrase", ["hội nghị", "gđ&đt", "18 nq tw"])
def test_a_passage_writes_a_phrase_as_it_stands(phrase: str) -> None:
    text = "Theo (Hội nghị) về GĐ&ĐT, nghị quyết 18-NQ/TW."
    passage = Passage(text)
    phrase = " ".join(words(phrase))
    if passage.has(phrase):
        assert " ".join(words(passage.written(phrase))).find(phrase) >= 0
        assert passage.written(phrase) in text
