"""A fact as a cloze: what is asked, what is read, and what a reader's scores change in the verdict."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from facts.cloze import FIRST, SYLLABLES, Cloze, ask
from facts.doubt import load_court, sort_of
from facts.gap import Gap
from facts.rivals import standing
from facts.slots import company, place_facts
from facts.source import Source
from facts.tokens import tokenize
from facts.verify import SourceIndex, supported_facts

ARTICLE = """Sở Y tế tỉnh Nậm Lâu cho biết kho vắc xin còn 35.000 liều, chuyển từ thành phố Sông Thao ngày 12/9.
Ông Lò Văn Páo, phó giám đốc sở, nói đợt tiêm bắt đầu ngày 20/9 tại 41 trường của huyện Yên Sơn.
Bà Hà Thị Mây, trưởng phòng giáo dục huyện Mường Lý, đề nghị hoãn sang ngày 25/9 vì 7 trường đang sửa mái.
Đoàn của thành phố Sông Thao đến thăm hôm 12/9 và tặng 300 suất quà."""


class Told:
    """A reader that likes the fillings with one of the given words."""

    def __init__(self, *liked: str) -> None:
        self.liked, self.asked = liked, list[Cloze]()

    def scores(self, clozes: Sequence[Cloze]) -> list[list[float]]:
        self.asked += clozes
        return [[20.0 * any(c.passage[a:b] in self.liked for a, b in spans) for spans in c.spans] for c in clozes]


def _cloze(sentence: str, surface: str, source: Source) -> tuple[Cloze, list[float]]:
    keys, placed = place_facts(tokenize(sentence), supported_facts(sentence, source), source)
    number = next(at for at, (fact, _, _) in enumerate(placed) if fact.surface == surface)
    fact, start, stop = placed[number]
    where = standing(fact, tuple(keys[start:stop]), {*keys[:start], *keys[stop:]}, source)
    court = load_court()
    gap = Gap(keys, start, stop, source, court.habits, company(keys, placed, number, source))
    odds = court.judges[sort_of(fact.kind, where)].odds(gap, where)
    return ask(sentence, fact, where, gap, odds, source), odds


@pytest.fixture(scope="module")
def source() -> Source:
    return Source(ARTICLE)


@pytest.mark.parametrize(
    ("sentence", "surface", "question"),
    [
        ("Việc tiêm khởi động từ 20/9 ở các trường.", "20/9", "Việc tiêm khởi động từ ngày nào ở các trường."),
        ("Có 41 trường tham gia đợt tiêm đầu.", "41", "Có bao nhiêu trường tham gia đợt tiêm đầu."),
        ("Theo bà Hà Thị Mây, nên hoãn việc tiêm lại.", "Hà Thị Mây", "Theo bà ai, nên hoãn việc tiêm lại."),
    ],
)
def test_the_question_has_a_word_for_the_fact(sentence: str, surface: str, question: str, source: Source) -> None:
    assert _cloze(sentence, surface, source)[0].question == question


def test_spans_are_the_fillings(source: Source) -> None:
    cloze, odds = _cloze("Việc tiêm khởi động từ 20/9 ở các trường.", "20/9", source)
    found = [{cloze.passage[a:b] for a, b in spans} for spans in cloze.spans]
    assert found[0] == {"20/9"}
    assert set().union(*found[1:]) == {"12/9", "25/9"}
    assert len(odds) == len(cloze.spans)


def test_a_long_source_is_read_in_part_and_the_likeliest_fillings_are_in_it() -> None:
    filler = [f"Xã Phường{n} của huyện Bản{n} trồng thêm {n + 50} ha rừng trong mùa mưa năm nay." for n in range(60)]
    source = Source("\n".join([*filler, ARTICLE]))
    cloze, odds = _cloze("Đợt tiêm ở 41 trường khởi động cuối tháng.", "41", source)
    assert cloze.passage.count(" ") < SYLLABLES + 40
    likeliest = sorted(range(len(odds)), key=lambda at: -odds[at])[:FIRST]
    assert all(cloze.spans[at] for at in likeliest)
    assert cloze.spans[0]
    assert not all(cloze.spans)


TRUE = "Nơi xin lùi lại vì đang sửa mái là Mường Lý."
EXCHANGED = TRUE.replace("Mường Lý", "Yên Sơn")


def test_the_reader_decides_what_the_words_do_not_settle() -> None:
    knows, errs = Told("huyện Mường Lý", "Mường Lý"), Told("huyện Yên Sơn", "Yên Sơn")
    for reader, said in ((knows, (True, False)), (errs, (False, True))):
        index = SourceIndex(ARTICLE, reader)
        assert (index.verify(TRUE).supported, index.verify(EXCHANGED).supported) == said
    assert {cloze.question for cloze in knows.asked} == {"Nơi xin lùi lại vì đang sửa mái là đâu."}


def test_a_sentence_in_the_sources_words_is_not_read() -> None:
    reader = Told()
    index = SourceIndex(ARTICLE, reader)
    for line in ARTICLE.split("\n"):
        assert index.verify(line).supported
    assert not reader.asked
