"""Facts that another of the source fits better: the gap, its features, the judges, and what they decide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from facts import FactKind
from facts.doubt import SORTS, Judge, lead, load_court, with_leads
from facts.gap import FEATURES, Gap
from facts.habits import EDGE, Habits, figure_sort
from facts.rivals import Filling, standing
from facts.slots import company, is_around, place_facts
from facts.source import Source
from facts.tokens import key_of, tokenize
from facts.types import Fact
from facts.verify import SourceIndex, supported_facts

SOURCE = """Chiều 12/9, Sở Y tế tỉnh Thường Đức họp với Sở Giáo dục về tiêm chủng cho học sinh các trường tiểu học.
Ông Đỗ Trọng Hưng, Giám đốc Sở Y tế, cho biết kho vắc xin còn 35.000 liều, đủ cho đợt tiêm thứ nhất.
Bà Lê Thị Nhàn, Giám đốc Sở Giáo dục, đề nghị không tiêm vào tuần thi học kỳ vì nhiều trường thiếu phòng.
Theo ông Hưng, đợt tiêm bắt đầu lúc 7h30 ngày 20/9 tại huyện Nậm Lâu, kéo dài hai tuần ở 41 trường.
Huyện Yên Khê tiêm sau cùng, từ ngày 5/10, do đường vào xã bị sạt lở và 12 điểm trường chưa có điện."""
NO_HABITS = Habits({}, {})


@pytest.fixture(scope="module")
def source() -> Source:
    return Source(SOURCE)


@pytest.fixture(scope="module")
def index() -> SourceIndex:
    return SourceIndex(SOURCE)


def _fact(sentence: str, surface: str, source: Source) -> tuple[Fact, list[str], int, int]:
    fact = next(fact for fact in supported_facts(sentence, source) if fact.surface == surface)
    tokens = tokenize(sentence)
    keys, places = source.canonical.read(tokens)
    inside = [at for at, place in enumerate(places) if fact.start <= tokens[place].start < fact.end]
    return fact, keys, inside[0], inside[-1] + 1


def _features(sentence: str, surface: str, source: Source) -> tuple[dict[str, float], list[dict[str, float]]]:
    fact, keys, start, stop = _fact(sentence, surface, source)
    where = standing(fact, tuple(keys[start:stop]), {*keys[:start], *keys[stop:]}, source)
    gap = Gap(keys, start, stop, source, NO_HABITS)
    own, *rivals = (dict(zip(FEATURES, gap.features(f), strict=True)) for f in (where.own, *where.rivals))
    return own, rivals


def test_a_fact_in_its_place_has_the_better_features(source: Source) -> None:
    own, rivals = _features("Kho vắc xin của tỉnh hiện còn 35.000 liều, đủ cho đợt tiêm thứ nhất.", "35.000", source)
    assert own["right"] == own["right two"] == own["left"] == 1.0
    assert own["best sentence"] == 1.0
    for name in ("words", "pairs", "same side"):
        assert own[name] > max(rival[name] for rival in rivals)


def test_features_are_shares(source: Source) -> None:
    own, rivals = _features("Đợt tiêm kéo dài ở 41 trường học của huyện.", "41", source)
    for values in (own, *rivals):
        assert all(0.0 <= values[name] <= 1.0 for name in FEATURES if name not in {"times", *FEATURES[-2:]})


def test_nothing_around_a_gap_gives_no_evidence(source: Source) -> None:
    gap = Gap(["zzz", "35000", "yyy"], 1, 2, source, NO_HABITS)
    values = dict(zip(FEATURES, gap.features(Filling(((20, 21),))), strict=True))
    assert values.pop("times") > 0
    for name in FEATURES[FEATURES.index("with others") :]:
        del values[name]  # where the filling stands, whatever is around the gap
    assert set(values.values()) == {0.0}


def test_a_person_stands_wherever_part_of_the_name_does(source: Source) -> None:
    fact, keys, start, stop = _fact("Giám đốc Đỗ Trọng Hưng nói về đợt tiêm.", "Đỗ Trọng Hưng", source)
    where = standing(fact, tuple(keys[start:stop]), set(), source)
    assert where.person
    assert {source.sentence_of[at] for at, _ in where.own.places} == {1, 3}
    assert [source.keys[places[0][0] : places[0][1]] for places in (r.places for r in where.rivals)] == [
        list(key_of("Lê Thị Nhàn"))
    ]


def test_what_the_sentence_names_itself_is_no_rival(source: Source) -> None:
    fact, keys, start, stop = _fact("Huyện Yên Khê tiêm sau huyện Nậm Lâu.", "Huyện Yên Khê", source)
    run, said = tuple(keys[start:stop]), {*keys[:start], *keys[stop:]}
    nam_lau = source.find(key_of("nậm lâu"))[0]
    held = {
        at
        for rival in standing(fact, run, said, source).rivals
        for start, stop in rival.places
        for at in range(start, stop)
    }
    assert nam_lau not in held
    held = {
        at
        for rival in standing(fact, run, set(), source).rivals
        for start, stop in rival.places
        for at in range(start, stop)
    }
    assert nam_lau in held


@pytest.mark.parametrize(
    ("kind", "value", "sort"),
    [
        (FactKind.NUMBER, "820000000 đồng", "money"),
        (FactKind.NUMBER, "5.2 %", "%"),
        (FactKind.NUMBER, "8 thứ", "thứ"),
        (FactKind.NUMBER, "2 giờ", "span"),
        (FactKind.NUMBER, "3 ha", "measure"),
        (FactKind.NUMBER, "3", "few"),
        (FactKind.NUMBER, "41", "some"),
        (FactKind.NUMBER, "35000", "many"),
        (FactKind.NUMBER, "2019", "like a year"),
        (FactKind.NUMBER, "7.37", "fraction"),
        (FactKind.DATE, "07:30", "time"),
        (FactKind.DATE, "2019", "year"),
        (FactKind.DATE, "--09-20", "day"),
        (FactKind.DATE, "----20", "day"),
        (FactKind.DATE, "2022-q2", "month"),
        (FactKind.NAME, "nậm lâu", ""),
    ],
)
def test_sorts_of_figures(kind: FactKind, value: str, sort: str) -> None:
    assert figure_sort(kind, value) == sort


def test_habits_know_what_stands_beside_a_word() -> None:
    habits = load_court().habits
    assert habits.fit("giá", EDGE, "money")[0] > habits.fit("giá", EDGE, "tuổi")[0]
    assert habits.fit(EDGE, "người", "some")[1] > habits.fit(EDGE, "người", "time")[1]
    assert habits.fit("zzz", "zzz", "money") == (0.0, 0.0)


def test_a_rival_must_lead(source: Source) -> None:
    fact, keys, start, stop = _fact("Kho vắc xin của tỉnh hiện còn 35.000 liều, đủ cho đợt tiêm.", "35.000", source)
    where = standing(fact, tuple(keys[start:stop]), {*keys[:start], *keys[stop:]}, source)
    gap = Gap(keys, start, stop, source, NO_HABITS)
    weights = tuple(float(name == "right two") for name in FEATURES)
    nothing = (0.0,) * len(FEATURES)
    for weighed, expected in ((weights + nothing, -1.0), (nothing + weights, -2.0)):
        assert lead(Judge(weighed, 0.0, (), 0.0).odds(gap, where)) == expected


def test_a_title_tells_where_a_fact_belongs(source: Source) -> None:
    sentence = "Toàn tỉnh tiêm vắc xin cho học sinh từ ngày 20/9."
    titled = Source(SOURCE, "Ngày 20/9 Thường Đức bắt đầu tiêm cho học sinh")
    assert (source.title_sentences, titled.title_sentences) == (0, 1)
    shown = []
    for text in (source, titled):
        fact, keys, start, stop = _fact(sentence, "20/9", text)
        where = standing(fact, tuple(keys[start:stop]), {*keys[:start], *keys[stop:]}, text)
        gap = Gap(keys, start, stop, text, NO_HABITS)
        shown.append(dict(zip(FEATURES, gap.features(where.own), strict=True)))
    assert [features["in title"] for features in shown] == [0.0, 1.0]
    assert shown[1]["words"] > shown[0]["words"]
    assert all(features["in first"] == 0.0 for features in shown)


@pytest.mark.parametrize(
    ("sentence", "around"),
    [
        ("Học sinh huyện Nậm Lâu, tỉnh Thường Đức được tiêm trước.", False),  # no sentence of the source has both
        ("Học sinh huyện Mường Lý, tỉnh Vân Sơn được tiêm trước.", True),
        ("Học sinh tỉnh Vân Sơn được tiêm trước.", False),
    ],
)
def test_a_place_around_the_one_before_it(sentence: str, around: bool) -> None:
    text = Source(SOURCE + "\nCông an tỉnh Vân Sơn làm việc với huyện Mường Lý về tiêm chủng.")
    keys, placed = place_facts(tokenize(sentence), supported_facts(sentence, text), text)
    assert is_around(keys, placed, len(placed) - 1, text) is around


def test_sorts_have_judges_of_their_own() -> None:
    court = load_court()
    assert set(court.judges) == set(SORTS)
    assert all(len(judge.weights) == 2 * len(FEATURES) for judge in court.judges.values())


def test_leads_are_over_the_best_other() -> None:
    assert with_leads([[3.0, 0.0], [1.0, 0.0], [2.0, 0.5]]) == [
        [3.0, 0.0, 1.0, -0.5],
        [1.0, 0.0, -2.0, -0.5],
        [2.0, 0.5, -1.0, 0.5],
    ]


def test_a_fact_in_the_company_of_the_others(source: Source) -> None:
    sentence = "Đợt tiêm ở huyện Nậm Lâu và 41 trường bắt đầu ngày 20/9."
    keys, placed = place_facts(tokenize(sentence), supported_facts(sentence, source), source)
    number = next(at for at, (fact, _, _) in enumerate(placed) if fact.surface == "41")
    fact, start, stop = placed[number]
    where = standing(fact, tuple(keys[start:stop]), {*keys[:start], *keys[stop:]}, source)
    gap = Gap(keys, start, stop, source, NO_HABITS, company(keys, placed, number, source))
    beside = FEATURES.index("with others")
    assert gap.features(where.own)[beside] == 1.0
    assert min(gap.features(rival)[beside] for rival in where.rivals) == 0.0


def test_weights_for_other_features_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "doubt.json"
    path.write_text(json.dumps({"features": ["words"], "judges": {}, "before": {}, "after": {}}), "utf-8")
    with pytest.raises(ValueError, match="other features"):
        load_court(path)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Y tế cho hay trong kho hiện có 35.000 liều vắc xin, đáp ứng đợt tiêm thứ nhất.",
        "Học sinh ở 41 trường của huyện Nậm Lâu được tiêm trong hai tuần, bắt đầu từ 7h30 ngày 20/9.",
        "Do sạt lở, huyện Yên Khê tiêm sau cùng, từ ngày 5/10; 12 điểm trường ở đó chưa có điện.",
        "Bà Nhàn đề nghị tuần thi học kỳ thì không tiêm do các trường thiếu phòng.",
    ],
)
def test_a_free_paraphrase_passes(index: SourceIndex, sentence: str) -> None:
    assert index.verify(sentence).unsupported == ()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Sở Y tế cho hay trong kho hiện có 12 liều vắc xin, đủ cho đợt tiêm thứ nhất.", FactKind.NUMBER),
        ("Đợt tiêm bắt đầu lúc 7h30 ngày 5/10 ở huyện Nậm Lâu và kéo dài hai tuần.", FactKind.DATE),
        ("Đợt tiêm ở huyện Nậm Lâu bắt đầu lúc 7h30 ngày 12/9, kéo dài hai tuần.", FactKind.DATE),
        ("Chiều 7h30, Sở Y tế tỉnh Thường Đức họp với Sở Giáo dục về tiêm chủng cho học sinh.", FactKind.DATE),
        ("Đợt tiêm khởi động ngày 20/9 tại huyện Yên Khê, rồi kéo dài hai tuần.", FactKind.NAME),
    ],
)
def test_an_exchanged_fact_is_found_out(index: SourceIndex, sentence: str, kind: FactKind) -> None:
    assert kind in {fact.kind for fact in index.verify(sentence).unsupported}
